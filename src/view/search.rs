//! What the search may see: one entry a document and the facets that the site declares.

use super::Scope;
use super::searched::{self, Kind};
use crate::base::date;
use crate::catalog::DocId;
use crate::check;
use crate::source::spill::Waiting;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Everything that the index is made from, in the order of the site (the order of document ids).
pub struct SearchInput<'a> {
    pub entries: Vec<SearchEntry<'a>>,
    /// Declared facets, in the order of site.toml.
    pub facets: Vec<Facet>,
}

/// One facet: a field whose terms narrow a result list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facet {
    /// Name of the field in URLs and on the command line, e.g. `departamento`.
    pub field: String,
    /// Label for people, e.g. «Departamento».
    pub label: String,
    /// Its terms `(id, label)`, in display order; an entry names them by position.
    pub terms: Vec<(String, String)>,
}

/// One document as the index sees it.
pub struct SearchEntry<'a> {
    /// Address relative to the root of the site, e.g. `casos/pdi-1991.html`.
    pub url: &'a str,
    pub title: &'a str,
    pub summary: &'a str,
    /// What kind of document it is, for people: «Caso».
    pub kind: &'a str,
    /// ISO date `YYYY-MM-DD` that sorting by date uses.
    pub date: Option<String>,
    /// Labels and synonyms of its terms: text of the field `terms`.
    pub terms: Vec<&'a str>,
    /// `(facet, term)`, positions in [`SearchInput::facets`] and [`Facet::terms`].
    pub facets: Vec<(u32, u32)>,
    pub prose: Prose<'a>,
}

/// All prose of a body, and the sections that cut it; the first may have no heading.
#[derive(Clone, Copy)]
pub enum Prose<'a> {
    Here(&'a str, &'a [Section]),
    /// It may wait on the disk.
    Kept(&'a Waiting<check::Prose>, Mark),
}

impl<'a> Prose<'a> {
    /// The text and its sections.
    pub fn read(&self) -> (Cow<'a, str>, Cow<'a, [Section]>) {
        match *self {
            Prose::Here(text, sections) => (text.into(), sections.into()),
            Prose::Kept(prose, _) => match prose.read() {
                Cow::Borrowed(prose) => ((&prose.text).into(), (&prose.sections).into()),
                Cow::Owned(prose) => (prose.text.into(), prose.sections.into()),
            },
        }
    }

    /// What tells it from others; it is not read for that.
    pub fn mark(&self) -> Mark {
        match *self {
            Prose::Here(text, sections) => Mark::of(text, sections),
            Prose::Kept(_, mark) => mark,
        }
    }
}

pub use crate::config::search::{SearchConfig, Weights};
pub use crate::parse::prose::{Mark, Section};

/// Gathers what the index is made from.
pub fn input(scope: &Scope) -> SearchInput<'_> {
    let (site, catalog) = (&scope.site, &scope.catalog);
    let searched = scope.searched.get_or_init(|| searched::all(site, catalog));
    let (facets, positions) = facets(scope, searched);
    let documents: Vec<DocId> = catalog.documents().collect();
    let mut entries: Vec<SearchEntry> = documents
        .par_iter()
        .map(|id| entry(scope, *id, &positions))
        .collect();
    for (at, kind) in searched.iter().enumerate() {
        entries.extend(kind.pages.iter().map(|page| SearchEntry {
            url: &page.url,
            title: &page.title,
            summary: "",
            kind: &kind.label,
            date: None,
            terms: Vec::new(),
            facets: vec![(0, (site.collections.len() + at) as u32)],
            prose: Prose::Here(&page.text, &page.sections),
        }));
    }
    SearchInput { entries, facets }
}

/// The facets, the kind of document first, and the position among them of each taxonomy that is one.
fn facets(scope: &Scope, searched: &[Kind]) -> (Vec<Facet>, Vec<Option<u32>>) {
    let (site, locale) = (&scope.site, super::locale(scope));
    let collections = site.collections.iter();
    let collections = collections.map(|c| (c.name.clone(), c.title.clone()));
    let pages = searched.iter();
    let pages = pages.map(|kind| (kind.name.clone(), kind.label.clone()));
    let mut facets = vec![Facet {
        field: KIND.into(),
        label: locale
            .either("Clase de documento", "Kind of document")
            .into(),
        terms: collections.chain(pages).collect(),
    }];
    let mut positions = Vec::with_capacity(site.taxonomies.len());
    for (declared, index) in site.taxonomies.iter().zip(scope.catalog.taxonomies.iter()) {
        positions.push(declared.facet.then_some(facets.len() as u32));
        if declared.facet {
            let terms = index.terms.iter();
            let terms = terms.map(|t| (t.id.to_string(), t.label.to_string()));
            facets.push(Facet {
                field: declared.field.clone(),
                label: declared.label.clone(),
                terms: terms.collect(),
            });
        }
    }
    (facets, positions)
}

fn entry<'a>(scope: &'a Scope, id: DocId, positions: &[Option<u32>]) -> SearchEntry<'a> {
    let (doc, own) = (scope.catalog.doc(id), scope.catalog.terms.of(id));
    let (card, kind) = (&doc.card, doc.card.collection);
    let narrow = own
        .iter()
        .filter_map(|(taxonomy, term)| Some((positions[*taxonomy as usize]?, *term)));
    SearchEntry {
        url: &card.url,
        title: &card.title,
        summary: &card.summary,
        kind: &scope.site.collections[kind].singular,
        date: check::newest(card).map(date::iso),
        terms: labels(scope, own),
        facets: std::iter::once((0, kind as u32)).chain(narrow).collect(),
        prose: Prose::Kept(&doc.prose, doc.prose_mark),
    }
}

/// From so many documents on, browsers search apart from the page.
pub const LARGE_SITE: usize = 5_000;

/// Name of the facet that every site has: the collection.
pub const KIND: &str = crate::config::schema::KIND;

/// Labels and synonyms of terms.
fn labels<'a>(scope: &'a Scope, terms: &[(u32, u32)]) -> Vec<&'a str> {
    let mut out = Vec::new();
    for (taxonomy, term) in terms {
        let entry = &scope.catalog.taxonomies[*taxonomy as usize].terms[*term as usize];
        out.push(&*entry.label);
        let vocabulary = scope.site.taxonomies[*taxonomy as usize].vocabulary;
        if let (Some(v), Some(t)) = (vocabulary, entry.vocabulary) {
            let synonyms = &scope.site.vocabularies[v].terms[t].synonyms;
            out.extend(synonyms.iter().map(String::as_str));
        }
    }
    out
}
