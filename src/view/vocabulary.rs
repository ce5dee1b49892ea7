//! Views of terms: on their own pages and in the index of a field's terms.

use super::page::RefView;
use serde::Serialize;

/// A term, on its own page.
#[derive(Serialize, Clone)]
pub struct TermView {
    pub label: String,
    pub definition: String,
    pub field: String,
    pub field_label: String,
    pub parent: Option<RefView>,
    pub children: Vec<TermLink>,
}

/// A term with its count, in an index of terms.
#[derive(Serialize, Clone)]
pub struct TermLink {
    pub id: String,
    pub label: String,
    pub definition: String,
    pub url: String,
    pub count: usize,
    pub children: Vec<TermLink>,
}

/// The index of one field's terms.
#[derive(Serialize)]
pub struct TermsView {
    pub field: String,
    pub label: String,
    pub help: String,
    pub terms: Vec<TermLink>,
}
