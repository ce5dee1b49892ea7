//! The home page and the search page.

use super::address::reference;
use super::card::card;
use super::component::body;
use super::page::{BodyView, CardView, FacetView, MapTotal, PathView, RefView};
use super::{Scope, Text};
use crate::base::fold::{fold, sort_key};
use crate::catalog::DocId;
use serde::Serialize;
use std::cmp::Reverse;
use std::sync::Arc;

/// The home page.
#[derive(Serialize)]
pub struct HomeView {
    /// Introduction from `content/_index.md`, safe HTML.
    pub intro: Option<BodyView>,
    /// Example queries.
    pub examples: Vec<String>,
    /// Paths of study, at most three.
    pub paths: Vec<PathView>,
    /// Newest or last reviewed first, at most five.
    pub recent: Vec<CardView>,
    /// Term pages by field, at most twelve terms each, by use.
    pub facets: Arc<Vec<FacetView>>,
    /// The map of regions, when the site has one.
    pub map: Option<MapTotal>,
}

/// The search page; without JavaScript it is an index of titles.
#[derive(Serialize)]
pub struct SearchPageView {
    /// Letter groups; empty on sites with more than a thousand documents.
    pub titles: Vec<LetterView>,
    /// Paths of study, for who finds nothing.
    pub paths: Vec<PathView>,
    pub facets: Arc<Vec<FacetView>>,
    /// Terms that have no page, with their documents: without JavaScript this is their page. Empty where these
    /// and `titles` would be more than a thousand links.
    pub apart: Vec<TermDocs>,
}

/// A term and the documents that have it.
#[derive(Serialize)]
pub struct TermDocs {
    pub field: String,
    pub field_label: String,
    pub id: String,
    pub label: String,
    pub docs: Vec<TermDoc>,
}

/// One of them. They are of all collections, so each says what it is.
#[derive(Serialize)]
pub struct TermDoc {
    pub url: Text,
    pub title: Text,
    /// What it is, for people: «Caso».
    pub singular: Text,
}

/// Titles that start with one letter.
#[derive(Serialize)]
pub struct LetterView {
    pub letter: String,
    pub docs: Vec<RefView>,
}

const RECENT: usize = 5;
/// On larger sites an index of all titles would weigh more than it helps.
const TITLES: usize = 1000;

/// The home page.
pub(super) fn home(scope: &Scope) -> HomeView {
    HomeView {
        intro: scope.catalog.home.map(|id| body(scope, id)),
        examples: scope.site.examples.clone(),
        paths: super::study::offered(scope),
        recent: recent(scope, RECENT).map(|id| card(scope, id)).collect(),
        facets: scope.facets.last().cloned().unwrap_or_default(),
        map: super::map::total(scope),
    }
}

/// The newest documents of the listed collections; at equal dates one of each collection in turn,
/// so that no collection fills the list.
pub fn recent(scope: &Scope, most: usize) -> impl Iterator<Item = DocId> {
    let catalog = &scope.catalog;
    let listed = catalog.collections.iter().zip(&scope.site.collections);
    let mut all: Vec<_> = listed
        .filter(|(_, declared)| declared.listed)
        .flat_map(|(group, _)| {
            // Each collection's newest few are enough to find the newest of all.
            let mut ids: Vec<DocId> = group.docs.clone().collect();
            let key = |id: &DocId| Reverse(crate::check::newest(&catalog.doc(*id).card));
            ids.sort_by_key(key);
            ids.truncate(most);
            ids.into_iter()
                .enumerate()
                .map(move |(turn, id)| (key(&id), turn, id))
                .collect::<Vec<_>>()
        })
        .collect();
    all.sort();
    all.truncate(most);
    all.into_iter().map(|(_, _, id)| id)
}

/// The search page; without JavaScript it is an index of titles.
pub(super) fn search(scope: &Scope) -> SearchPageView {
    let total: usize = scope.catalog.collections.iter().map(|c| c.docs.len()).sum();
    let ids = scope.catalog.documents().filter(|_| total <= TITLES);
    let mut titles: Vec<(String, char, String, DocId)> = ids
        .map(|id| {
            let title = &scope.catalog.doc(id).card.title;
            let letter = fold(title).chars().find(|c| c.is_alphanumeric());
            let letter = letter.unwrap_or('#');
            (sort_key(&letter.to_string()), letter, sort_key(title), id)
        })
        .collect();
    titles.sort();
    let titles = titles.chunk_by(|a, b| a.1 == b.1).map(|docs| LetterView {
        letter: docs[0].1.to_uppercase().collect(),
        docs: docs.iter().map(|(.., id)| reference(scope, *id)).collect(),
    });
    SearchPageView {
        titles: titles.collect(),
        paths: super::study::offered(scope),
        facets: scope.facets.last().cloned().unwrap_or_default(),
        apart: apart(scope, TITLES.saturating_sub(total)),
    }
}

/// Terms that only the search leads to, when they have at most so many documents: everybody waits for what only who
/// has no JavaScript sees.
fn apart(scope: &Scope, most: usize) -> Vec<TermDocs> {
    let taxonomies = scope
        .site
        .taxonomies
        .iter()
        .zip(scope.catalog.taxonomies.iter());
    let without = taxonomies.filter(|(declared, _)| declared.facet && !declared.pages);
    let all = without.clone().flat_map(|(_, index)| &index.terms);
    if all.map(|term| term.docs.len()).sum::<usize>() > most {
        return Vec::new();
    }
    let terms = without.flat_map(|(declared, index)| {
        let used = index.terms.iter().filter(|term| !term.docs.is_empty());
        used.map(|term| TermDocs {
            field: declared.field.clone(),
            field_label: declared.label.clone(),
            id: term.id.to_string(),
            label: term.label.to_string(),
            docs: term.docs.iter().map(|id| term_doc(scope, *id)).collect(),
        })
    });
    terms.collect()
}

fn term_doc(scope: &Scope, id: DocId) -> TermDoc {
    let RefView { url, title } = reference(scope, id);
    let collection = scope.catalog.doc(id).card.collection;
    TermDoc {
        url,
        title,
        singular: Text::new(&scope.site.collections[collection].singular),
    }
}
