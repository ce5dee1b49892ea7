//! What the site covers and what it lacks: two fields crossed, documents by state, lone documents.
//!
//! Pure counting over the catalogue; how it is shown is the command's.

use super::community::Agreement;
use super::cross::{Cross, cross};
use super::opinions::Opinions;
use super::{Catalog, DocId, Resolved};
use crate::base::date;
use crate::check::Role;
use crate::config::Site;
use crate::diag::Failure;
use serde::Serialize;

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

/// Counts. `fields` are the two that are crossed, unless they are the usual ones ([`cross`]).
///
/// # Errors
/// When a field does not exist or has no filter or pages.
pub fn coverage(
    catalog: &Catalog,
    site: &Site,
    fields: Option<(&str, &str)>,
) -> Result<Coverage, Failure> {
    Ok(Coverage {
        documents: catalog.documents().count(),
        cross: cross(catalog, site, fields)?,
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
    let mut linked = catalog.links[id as usize].iter().filter_map(Resolved::doc);
    linked.any(|other| other != id) || !catalog.references[id as usize].is_empty()
}

/// Whether another document leads here; lists and introductions do not count.
fn is_linked(catalog: &Catalog, id: DocId) -> bool {
    catalog
        .backlinks(id)
        .iter()
        .any(|from| catalog.doc(*from).role == Role::Document)
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
