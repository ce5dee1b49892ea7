//! Two fields crossed: how many documents have each pair of their values.

use super::Catalog;
use crate::config::Site;
use crate::diag::Failure;
use rustc_hash::FxHashSet;
use serde::Serialize;

/// Name of the axis that every document has.
pub const COLLECTION: &str = crate::config::schema::KIND;
const COLLECTION_LABEL: &str = "Colección";

/// Stands for documents that do not say.
const NONE: &str = "(sin valor)";

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
    /// Where these are in the table.
    #[serde(skip)]
    lacking: FxHashSet<(usize, usize)>,
}

/// One side of the table.
#[derive(Debug, Serialize)]
pub struct Axis {
    #[serde(rename = "campo")]
    pub field: String,
    #[serde(rename = "etiqueta")]
    pub label: String,
    /// Labels of its values, then one that says so when some document has none.
    #[serde(rename = "valores")]
    pub values: Vec<String>,
}

impl Cross {
    /// Whether no document has a pair of values that one could have.
    pub fn lacks(&self, row: usize, column: usize) -> bool {
        self.lacking.contains(&(row, column))
    }
}

/// Names of the fields that can be crossed, with their labels.
pub fn axes(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    let fields = site.taxonomies.iter();
    let fields = fields.map(|t| (t.field.as_str(), t.label.as_str()));
    std::iter::once((COLLECTION, COLLECTION_LABEL)).chain(fields)
}

/// Why a field cannot be crossed or asked for, with the one that was meant.
pub(super) fn no_axis(site: &Site, name: &str) -> Failure {
    let known: Vec<&str> = axes(site).map(|(name, _)| name).collect();
    let message = format!("el campo «{name}» no tiene filtro ni páginas");
    Failure::new(message).suggest(name, &known)
}

/// Crosses two fields; by default the collection and the [`usual`] one.
///
/// # Errors
/// When a field does not exist or has no filter or pages.
pub fn cross(
    catalog: &Catalog,
    site: &Site,
    fields: Option<(&str, &str)>,
) -> Result<Cross, Failure> {
    let (first, second) = fields.unwrap_or((COLLECTION, usual(site)));
    let sides = [side(catalog, site, first)?, side(catalog, site, second)?];
    // A collection without the field lacks nothing.
    let has =
        |at: usize, field: &str| field == COLLECTION || site.collections[at].field(field).is_some();
    let applies = |row: usize, column: usize| {
        (first != COLLECTION || has(row, second)) && (second != COLLECTION || has(column, first))
    };
    Ok(table(catalog, sides, &applies))
}

/// The field that is crossed with the collection when nobody says: the first that documents must have, as
/// one of its terms without documents is a gap. Or the first of all.
fn usual(site: &Site) -> &str {
    let mut fields = site.collections.iter().flat_map(|c| &c.fields);
    let required = fields.find_map(|f| f.taxonomy.filter(|_| f.required));
    let usual = site.taxonomies.get(required.unwrap_or_default());
    usual.map_or(COLLECTION, |taxonomy| &taxonomy.field)
}

/// One side while counting: its axis and the values of each document.
struct Side {
    axis: Axis,
    of: Vec<Vec<usize>>,
}

fn side(catalog: &Catalog, site: &Site, name: &str) -> Result<Side, Failure> {
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
        return Err(no_axis(site, name));
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
    let (mut empty, mut lacking) = (Vec::new(), FxHashSet::default());
    for (row, name) in rows.axis.values.iter().enumerate() {
        for (column, other) in columns.axis.values.iter().enumerate() {
            if cells[row][column] == 0 && applies(row, column) {
                empty.push((name.clone(), other.clone()));
                lacking.insert((row, column));
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
        lacking,
    }
}

fn or_none(values: &[usize], none: usize) -> Vec<usize> {
    match values {
        [] => vec![none],
        values => values.to_vec(),
    }
}
