//! Views of the pages where facts, words and documents are looked up.

use super::page::{FacetView, PathView, RefView};
use serde::Serialize;
use std::sync::Arc;

/// A fact: where a document cites it, and in the page of facts.
#[derive(Serialize, Clone, Debug, Default)]
pub struct FactView {
    /// As the table writes it: `H-043`.
    pub code: String,
    /// Inline HTML, safe as it is; empty on sites without a table of facts.
    pub text: String,
    /// The text as the table writes it, for open data.
    #[serde(skip)]
    pub written: String,
    /// Who says it, and where.
    pub source: String,
    pub section: String,
    /// Its place in a page of facts, when the site has one.
    pub url: Option<String>,
    pub anchor: String,
    /// The documents that cite it; only in a page of facts.
    pub docs: Vec<RefView>,
}

/// A page of facts: all of them, those of one part, or the index of the parts.
#[derive(Serialize, Default)]
pub struct FactsView {
    pub title: String,
    /// The index, when this is the page of one part.
    pub index: Option<RefView>,
    /// Where the acronyms of its texts are explained.
    pub acronyms: Option<RefView>,
    /// The facts that this page shows.
    pub facts: Vec<FactView>,
    /// Only in the index: where each fact is.
    pub parts: Vec<FactsPart>,
    /// Facts of this page, and of its parts, that no document cites.
    pub unused: usize,
}

/// A part of the facts, where its page is named.
#[derive(Serialize, Clone, Debug, Default)]
pub struct FactsPart {
    pub title: String,
    pub url: String,
    /// Who says what it holds; empty when several do.
    pub source: String,
    pub facts: Vec<FactRef>,
}

/// A fact, where it is named.
#[derive(Serialize, Clone, Debug)]
pub struct FactRef {
    pub code: String,
    pub anchor: String,
    pub cited: bool,
}

/// A term or an acronym in the glossary.
#[derive(Serialize, Clone, Debug, Default)]
pub struct EntryView {
    pub anchor: String,
    /// Its place in the glossary.
    pub url: String,
    pub name: String,
    /// What an acronym stands for.
    pub expansion: String,
    /// What a term means, or a note on an acronym.
    pub definition: String,
    pub section: String,
    /// The documents that use it.
    pub docs: Vec<RefView>,
}

/// A page of terms, of acronyms or of both.
#[derive(Serialize, Default)]
pub struct GlossaryView {
    pub title: String,
    /// The page of terms, when this is that of acronyms.
    pub index: Option<RefView>,
    /// The page of acronyms, when it is another one: then `acronyms` holds what leads there.
    pub apart: Option<RefView>,
    pub terms: Vec<EntryView>,
    pub acronyms: Vec<EntryView>,
}

/// The search page; without JavaScript it is an index of titles.
#[derive(Serialize)]
pub struct SearchPageView {
    /// Letter groups; empty on sites with more than a thousand documents.
    pub titles: Vec<LetterView>,
    /// Paths of study, for who finds nothing.
    pub paths: Vec<PathView>,
    pub facets: Arc<Vec<FacetView>>,
    /// Terms that have no page, with their documents: without JavaScript this is their page. Empty where
    /// `titles` is.
    pub apart: Vec<TermDocs>,
}

/// A term and the documents that have it.
#[derive(Serialize)]
pub struct TermDocs {
    pub field: String,
    pub field_label: String,
    pub id: String,
    pub label: String,
    pub docs: Vec<RefView>,
}

/// Titles that start with one letter.
#[derive(Serialize)]
pub struct LetterView {
    pub letter: String,
    pub docs: Vec<RefView>,
}
