//! Views of lists.

use super::page::{BodyView, CardView, CollectionRef, FacetView, TermView};
use crate::catalog::DocId;
use serde::Serialize;
use std::sync::Arc;

/// One page of a list.
#[derive(Serialize)]
pub struct ListView {
    pub title: String,
    /// Collection's introduction (safe HTML) or a term's definition; first page only.
    pub intro: Option<BodyView>,
    /// The collection, when it is a collection's list.
    pub collection: Option<CollectionRef>,
    /// The term, when it is a term's list.
    pub term: Option<TermView>,
    pub cards: Cards,
    /// The documents that the cards are of.
    #[serde(skip)]
    pub docs: Vec<DocId>,
    /// Documents in all pages of the list. Numbers are figures here: lists differ in nothing else.
    pub total: String,
    /// This page, from 1, and how many there are.
    pub page: String,
    pub pages: String,
    /// It is the first page.
    pub first: bool,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// First, last and the pages around this one; `None` stands for a gap.
    pub pagination: Vec<Option<PageLink>>,
    /// Term pages that narrow this list, by field.
    pub facets: Arc<Vec<FacetView>>,
}

/// A link to one page of a list.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct PageLink {
    /// Its number.
    pub label: String,
    pub url: String,
    pub current: bool,
}

/// The cards of a page of a list.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Cards {
    /// One by one, for themes whose lists show them.
    Views(Vec<CardView>),
    /// As the theme's template for cards shows them, put together; safe.
    Html(String),
}
