//! Views of the pages where facts and words are looked up.

use super::page::RefView;
use serde::Serialize;

/// A fact: where a document cites it, and in the page of facts.
#[derive(Serialize, Clone, Debug, Default)]
pub struct FactView {
    /// As the table writes it: `H-043`.
    pub code: String,
    /// Inline HTML, safe as it is; empty on sites without a table of facts.
    pub text: String,
    pub section: String,
    /// Its place in the page of facts, when the site has one.
    pub url: Option<String>,
    pub anchor: String,
    /// The documents that cite it; only in the page of facts.
    pub docs: Vec<RefView>,
}

/// The page of facts.
#[derive(Serialize, Default)]
pub struct FactsView {
    pub title: String,
    pub facts: Vec<FactView>,
    /// Facts that no document cites.
    pub unused: usize,
}

/// A term or an acronym in the glossary.
#[derive(Serialize, Clone, Debug, Default)]
pub struct EntryView {
    pub anchor: String,
    pub name: String,
    /// What an acronym stands for.
    pub expansion: String,
    /// What a term means, or a note on an acronym.
    pub definition: String,
    pub section: String,
    /// The documents that use it.
    pub docs: Vec<RefView>,
}

/// The page of terms and acronyms.
#[derive(Serialize, Default)]
pub struct GlossaryView {
    pub title: String,
    pub terms: Vec<EntryView>,
    pub acronyms: Vec<EntryView>,
}
