//! What the site covers and what it lacks: two fields crossed, documents by state, lone documents.
//!
//! Pure counting over the catalogue; how it is shown is the command's.

use super::community::Agreement;
use super::opinions::Opinions;
use super::{Catalog, DocId};
use crate::base::date;
use crate::base::near::nearest;
use crate::check::Role;
use crate::config::Site;
use crate::diag::Failure;
use serde::Serialize;

/// Name of the axis that every document has.
pub const COLLECTION: &str = "coleccion";
const COLLECTION_LABEL: &str = "Colección";

/// What `acervo report` tells.
#[derive(Debug, Serialize)]
pub struct Coverage {
    #[serde(rename = "documentos")]
    pub documents: usize,
    #[serde(rename = "cruce")]
    pub cross: Cross,
    #[serde(rename = "estados")]
    pub states: Vec<State>,
    /// Facts that no document cites: what could still be told.
    #[serde(rename = "hechos_sin_citar")]
    pub facts: Vec<FactLine>,
    /// When the site keeps agreements.
    #[serde(rename = "acuerdos", skip_serializing_if = "Option::is_none")]
    pub agreements: Option<Agreements>,
    /// What readers say, once some of it was imported.
    #[serde(rename = "opiniones", skip_serializing_if = "Option::is_none")]
    pub opinions: Option<Opinions>,
}

/// Agreements that ask for something.
#[derive(Debug, Serialize)]
pub struct Agreements {
    #[serde(rename = "total")]
    pub total: usize,
    #[serde(rename = "cumplidos")]
    pub done: usize,
    /// Not done and past their day.
    #[serde(rename = "plazo_pasado")]
    pub overdue: Vec<AgreementLine>,
    /// Nobody has told how they go.
    #[serde(rename = "sin_respuesta")]
    pub unanswered: Vec<AgreementLine>,
}

/// An agreement, where it is named.
#[derive(Debug, Serialize)]
pub struct AgreementLine {
    #[serde(rename = "archivo")]
    pub file: String,
    #[serde(rename = "acuerdo")]
    pub text: String,
    #[serde(rename = "responsables")]
    pub entities: Vec<String>,
    #[serde(rename = "plazo")]
    pub due: Option<String>,
}

/// How many documents have each pair of values.
#[derive(Debug, Serialize)]
pub struct Cross {
    #[serde(rename = "filas")]
    pub rows: Axis,
    #[serde(rename = "columnas")]
    pub columns: Axis,
    /// A row for each value of the first axis, then one for documents without any.
    #[serde(rename = "celdas")]
    pub cells: Vec<Vec<usize>>,
    /// Pairs of values that no document has and one could.
    #[serde(rename = "vacias")]
    pub empty: Vec<(String, String)>,
}

/// One side of the table.
#[derive(Debug, Serialize)]
pub struct Axis {
    #[serde(rename = "campo")]
    pub field: String,
    #[serde(rename = "etiqueta")]
    pub label: String,
    /// Labels of its values, then [`NONE`] when some document has none.
    #[serde(rename = "valores")]
    pub values: Vec<String>,
}

impl Cross {
    /// Whether no document has a pair of values that one could have.
    pub fn lacks(&self, row: &str, column: &str) -> bool {
        self.empty.iter().any(|(a, b)| a == row && b == column)
    }
}

/// Stands for documents that do not say.
pub const NONE: &str = "(sin valor)";

/// Documents in one state.
#[derive(Debug, Serialize)]
pub struct State {
    #[serde(rename = "estado")]
    pub name: &'static str,
    #[serde(rename = "documentos")]
    pub docs: Vec<DocLine>,
}

/// A document, where it is named.
#[derive(Debug, Serialize)]
pub struct DocLine {
    #[serde(rename = "archivo")]
    pub file: String,
    #[serde(rename = "titulo")]
    pub title: String,
    /// Address from the root of the site.
    pub url: String,
}

/// A fact, where it is named.
#[derive(Debug, Serialize)]
pub struct FactLine {
    #[serde(rename = "codigo")]
    pub code: String,
    #[serde(rename = "hecho")]
    pub text: String,
}

/// Names of the fields that can be crossed, with their labels.
pub fn axes(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    let fields = site.taxonomies.iter();
    let fields = fields.map(|t| (t.field.as_str(), t.label.as_str()));
    std::iter::once((COLLECTION, COLLECTION_LABEL)).chain(fields)
}

/// An axis that does not exist, with the nearest name and all names.
#[derive(Debug, PartialEq)]
pub struct UnknownField {
    pub name: String,
    pub near: Option<String>,
    pub known: Vec<String>,
}

impl From<UnknownField> for Failure {
    fn from(field: UnknownField) -> Failure {
        let name = &field.name;
        let failure = Failure::new(format!("el campo «{name}» no tiene filtro ni páginas"));
        match field.near {
            Some(near) => failure.help(format!("¿quiso decir `{near}`?")),
            None => failure.help(format!("los campos son: {}", field.known.join(", "))),
        }
    }
}

/// Counts. `cross` names two fields; by default the collection and the first field with a filter.
///
/// # Errors
/// When a field does not exist or has no filter or pages.
pub fn coverage(
    catalog: &Catalog,
    site: &Site,
    cross: Option<(&str, &str)>,
) -> Result<Coverage, UnknownField> {
    let (first, second) = match cross {
        Some(pair) => pair,
        None => (COLLECTION, usual(site)),
    };
    let sides = [side(catalog, site, first)?, side(catalog, site, second)?];
    // A collection without the field lacks nothing.
    let has =
        |at: usize, field: &str| field == COLLECTION || site.collections[at].field(field).is_some();
    let applies = |row: usize, column: usize| {
        (first != COLLECTION || has(row, second)) && (second != COLLECTION || has(column, first))
    };
    Ok(Coverage {
        documents: catalog.documents().count(),
        cross: table(catalog, sides, &applies),
        states: states(catalog, site),
        facts: facts(catalog, site),
        agreements: site
            .community
            .agreements
            .as_ref()
            .map(|_| agreements(catalog)),
        opinions: super::opinions::opinions(catalog, &site.feedback.opinions),
    })
}

/// The field that is crossed with the collection when nobody says: `descriptor`, or the first.
fn usual(site: &Site) -> &str {
    let mut fields = site.taxonomies.iter().map(|t| t.field.as_str());
    let first = fields.clone().next().unwrap_or(COLLECTION);
    fields.find(|f| *f == "descriptor").unwrap_or(first)
}

/// One side while counting: its axis and the values of each document.
struct Side {
    axis: Axis,
    of: Vec<Vec<usize>>,
}

fn side(catalog: &Catalog, site: &Site, name: &str) -> Result<Side, UnknownField> {
    if name == COLLECTION {
        let values = site.collections.iter().map(|c| c.title.clone()).collect();
        let of = catalog.docs.iter().map(|d| vec![d.card.collection]);
        let axis = Axis {
            field: name.to_owned(),
            label: COLLECTION_LABEL.to_owned(),
            values,
        };
        return Ok(Side {
            axis,
            of: of.collect(),
        });
    }
    let Some(at) = site.taxonomies.iter().position(|t| t.field == name) else {
        let known: Vec<String> = axes(site).map(|(name, _)| name.to_owned()).collect();
        return Err(UnknownField {
            name: name.to_owned(),
            near: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
            known,
        });
    };
    let terms = catalog.taxonomies[at].terms.iter();
    let axis = Axis {
        field: name.to_owned(),
        label: site.taxonomies[at].label.clone(),
        values: terms.map(|t| t.label.to_string()).collect(),
    };
    let of = catalog.terms.iter().map(|terms| {
        let own = terms
            .iter()
            .filter(|(taxonomy, _)| *taxonomy as usize == at);
        own.map(|(_, term)| *term as usize).collect()
    });
    Ok(Side {
        axis,
        of: of.collect(),
    })
}

fn table(
    catalog: &Catalog,
    [mut rows, mut columns]: [Side; 2],
    applies: &dyn Fn(usize, usize) -> bool,
) -> Cross {
    let (height, width) = (rows.axis.values.len(), columns.axis.values.len());
    let mut cells = vec![vec![0; width + 1]; height + 1];
    for id in catalog.documents().map(|id| id as usize) {
        for row in or_none(&rows.of[id], height) {
            for column in or_none(&columns.of[id], width) {
                cells[row][column] += 1;
            }
        }
    }
    let mut empty = Vec::new();
    for (row, name) in rows.axis.values.iter().enumerate() {
        for (column, other) in columns.axis.values.iter().enumerate() {
            if cells[row][column] == 0 && applies(row, column) {
                empty.push((name.clone(), other.clone()));
            }
        }
    }
    // The last row and column are of documents that do not say; without any they are left out.
    match cells[height].iter().all(|n| *n == 0) {
        true => drop(cells.pop()),
        false => rows.axis.values.push(NONE.to_owned()),
    }
    match cells.iter().all(|row| row[width] == 0) {
        true => cells.iter_mut().for_each(|row| row.truncate(width)),
        false => columns.axis.values.push(NONE.to_owned()),
    }
    Cross {
        rows: rows.axis,
        columns: columns.axis,
        cells,
        empty,
    }
}

fn or_none(values: &[usize], none: usize) -> Vec<usize> {
    match values {
        [] => vec![none],
        values => values.to_vec(),
    }
}

fn states(catalog: &Catalog, site: &Site) -> Vec<State> {
    let today = catalog.reference_date();
    let late = |date| today.is_some_and(|today| date < today);
    let state = |name, is: &dyn Fn(DocId) -> bool| State {
        name,
        docs: catalog
            .documents()
            .filter(|id| is(*id))
            .map(|id| line(catalog, id))
            .collect(),
    };
    let doc = |id| catalog.doc(id);
    vec![
        state("borrador", &|id| doc(id).card.draft),
        state("programado", &|id| super::is_scheduled(doc(id), site)),
        state("ejemplo", &|id| doc(id).card.example),
        state("revisión vencida", &|id| {
            doc(id).review.review_by.is_some_and(late)
        }),
        state("vencido", &|id| doc(id).review.expires.is_some_and(late)),
        state("sin fecha de revisión", &|id| {
            doc(id).review.review_by.is_none()
        }),
        state("sin enlaces a otros", &|id| !leads_on(catalog, id)),
        state("sin enlaces desde otros", &|id| !is_linked(catalog, id)),
    ]
}

fn agreements(catalog: &Catalog) -> Agreements {
    let all = catalog.community.agreements.iter();
    let all: Vec<&Agreement> = all.filter(|a| !a.example).collect();
    let lines = |is: &dyn Fn(&Agreement) -> bool| {
        let picked = all.iter().filter(|a| is(a));
        let line = picked.map(|a| AgreementLine {
            file: catalog.doc(a.doc).file.to_string(),
            text: a.text.to_string(),
            entities: a.entities.iter().map(|e| e.label.to_string()).collect(),
            due: a.due.map(date::iso),
        });
        line.collect()
    };
    Agreements {
        total: all.len(),
        done: all.iter().filter(|a| a.done).count(),
        overdue: lines(&|a| a.overdue),
        unanswered: lines(&|a| a.unanswered),
    }
}

/// Whether a document links or refers to another one.
fn leads_on(catalog: &Catalog, id: DocId) -> bool {
    let linked = catalog.links[id as usize]
        .iter()
        .any(|link| matches!(link, super::Resolved::Doc(other, _) if *other != id));
    linked || !catalog.references[id as usize].is_empty()
}

/// Whether another document leads here; lists and introductions do not count.
fn is_linked(catalog: &Catalog, id: DocId) -> bool {
    catalog
        .backlinks(id)
        .iter()
        .any(|from| *from != id && catalog.doc(*from).role == Role::Document)
}

fn line(catalog: &Catalog, id: DocId) -> DocLine {
    let doc = catalog.doc(id);
    DocLine {
        file: doc.file.to_string(),
        title: doc.card.title.to_string(),
        url: doc.card.url.to_string(),
    }
}

/// The facts of the table that no document cites, in its order.
fn facts(catalog: &Catalog, site: &Site) -> Vec<FactLine> {
    let all = site.facts.as_ref().map_or(&[][..], |facts| &facts.list);
    let mut cited = vec![false; all.len()];
    for id in catalog.documents() {
        for (fact, _) in &catalog.doc(id).mentions.facts {
            cited[*fact as usize] = true;
        }
    }
    let unused = all.iter().zip(cited).filter(|(_, cited)| !cited);
    unused
        .map(|(fact, _)| FactLine {
            code: fact.id.clone(),
            text: fact.text.clone(),
        })
        .collect()
}
