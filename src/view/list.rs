//! Lists: of a collection, of a term, of a field's terms.

use super::address::{collection_ref, list_url, term_url, terms_url};
use super::component::body;
use super::page::{BodyView, CardView, CollectionRef, RefView};
use super::{Scope, Text};
use crate::catalog::{Catalog, DocId, TermEntry};
use crate::config::Site;
use compact_str::ToCompactString;
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// One page of a list.
#[derive(Serialize)]
pub struct ListView {
    pub title: Text,
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
    pub total: Text,
    /// This page, from 1, and how many there are.
    pub page: Text,
    pub pages: Text,
    /// It is the first page.
    pub first: bool,
    pub previous: Option<Text>,
    pub next: Option<Text>,
    /// First, last and the pages around this one; `None` stands for a gap.
    pub pagination: Vec<Option<PageLink>>,
    /// Term pages that narrow this list, by field.
    pub facets: Arc<Vec<FacetView>>,
}

/// A link to one page of a list.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct PageLink {
    /// Its number.
    pub label: Text,
    pub url: Text,
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

/// A term, on its own page.
#[derive(Serialize, Clone)]
pub struct TermView {
    pub label: Text,
    pub definition: Text,
    pub field: Text,
    pub field_label: Text,
    pub parent: Option<RefView>,
    pub children: Vec<TermLink>,
}

/// A term with its count, in an index of terms.
#[derive(Serialize, Clone)]
pub struct TermLink {
    pub id: Text,
    pub label: Text,
    pub definition: Text,
    pub url: Text,
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

/// A facet of a list, as links that work without JavaScript.
#[derive(Serialize, Clone)]
pub struct FacetView {
    pub field: String,
    pub label: String,
    /// The page of all its terms, when the field has pages.
    pub url: Option<String>,
    pub terms: Vec<FacetTerm>,
}

/// A term of a facet and how many documents of this list have it.
#[derive(Serialize, Clone)]
pub struct FacetTerm {
    pub id: String,
    pub label: String,
    /// Term page, when the field has pages.
    pub url: Option<String>,
    pub count: usize,
}

/// Documents on one page of a term.
pub(super) const TERM_PAGE: usize = 20;
/// Terms shown of a facet in a list.
const FACET_TERMS: usize = 12;

/// Number of pages of a list; an empty one has a page that says so.
pub(super) fn pages(total: usize, per_page: usize) -> usize {
    total.div_ceil(per_page.max(1)).max(1)
}

/// One page of a collection's list.
pub(super) fn collection(scope: &Scope, at: usize, page: usize) -> ListView {
    let collection = &scope.site.collections[at];
    let index = &scope.catalog.collections[at];
    let (first, total) = (index.docs.start, index.docs.len());
    let ids = |range: Range<usize>| range.map(|i| first + i as DocId).collect();
    let mut view = slice((total, &ids), collection.per_page, page, |n| {
        list_url(collection, n)
    });
    view.title = Text::new(&collection.title);
    view.intro = index.intro.filter(|_| page == 1).map(|id| body(scope, id));
    view.collection = Some(collection_ref(scope, at));
    view.facets = scope.facets[at].clone();
    view
}

/// One page of a term's list.
pub(super) fn term(scope: &Scope, taxonomy: usize, at: usize, page: usize) -> ListView {
    let declared = &scope.site.taxonomies[taxonomy];
    let terms = &scope.catalog.taxonomies[taxonomy].terms;
    let entry = &terms[at];
    let ids = |range: Range<usize>| entry.docs[range].to_vec();
    let mut view = slice((entry.docs.len(), &ids), TERM_PAGE, page, |n| {
        term_url(declared, entry, n)
    });
    view.title = Text::new(&entry.label);
    let parent = entry.parent.map(|p| &terms[p as usize]);
    view.term = Some(TermView {
        label: Text::new(&entry.label),
        definition: definition(scope, taxonomy, entry),
        field: Text::new(&declared.field),
        field_label: Text::new(&declared.label),
        parent: parent.map(|p| RefView::new(&term_url(declared, p, 1), &p.label)),
        children: children(scope, taxonomy, Some(at as u32)),
    });
    view
}

/// The index of a field's terms, narrower ones inside broader ones.
pub(super) fn terms(scope: &Scope, taxonomy: usize) -> TermsView {
    let declared = &scope.site.taxonomies[taxonomy];
    TermsView {
        field: declared.field.clone(),
        label: declared.label.clone(),
        help: declared.help.clone(),
        terms: children(scope, taxonomy, None),
    }
}

fn children(scope: &Scope, taxonomy: usize, parent: Option<u32>) -> Vec<TermLink> {
    let declared = &scope.site.taxonomies[taxonomy];
    if parent.is_some() && declared.vocabulary.is_none() {
        // Only vocabularies have narrower terms.
        return Vec::new();
    }
    let index = &scope.catalog.taxonomies[taxonomy];
    let narrower = index.narrower(parent).iter();
    narrower
        .map(|at| (*at, &index.terms[*at as usize]))
        .filter(|(_, t)| !t.docs.is_empty())
        .map(|(i, t)| TermLink {
            id: Text::new(&t.id),
            label: Text::new(&t.label),
            definition: definition(scope, taxonomy, t),
            url: term_url(declared, t, 1).into(),
            count: t.docs.len(),
            children: children(scope, taxonomy, Some(i)),
        })
        .collect()
}

fn definition(scope: &Scope, taxonomy: usize, term: &TermEntry) -> Text {
    let vocabulary = scope.site.taxonomies[taxonomy].vocabulary;
    match (vocabulary, term.vocabulary) {
        (Some(v), Some(t)) => Text::new(&scope.site.vocabularies[v].terms[t].definition),
        _ => Text::default(),
    }
}

/// Length of a list, and the documents of a part of it: no page looks at the whole list.
type Part<'a> = (usize, &'a dyn Fn(Range<usize>) -> Vec<DocId>);

/// The part of a list that one page shows, with the links to the others.
fn slice(
    (total, ids): Part<'_>,
    per_page: usize,
    page: usize,
    url: impl Fn(usize) -> String,
) -> ListView {
    let last = pages(total, per_page);
    let start = ((page - 1) * per_page).min(total);
    let end = (start + per_page).min(total);
    ListView {
        title: Text::default(),
        intro: None,
        collection: None,
        term: None,
        cards: Cards::Views(Vec::new()),
        docs: ids(start..end),
        total: total.to_compact_string(),
        page: page.to_compact_string(),
        pages: last.to_compact_string(),
        first: page == 1,
        previous: (page > 1).then(|| url(page - 1).into()),
        next: (page < last).then(|| url(page + 1).into()),
        pagination: pagination(page, last, url),
        facets: Arc::default(),
    }
}

/// First, last and the pages around the current one; a gap stands for the others.
fn pagination(page: usize, last: usize, url: impl Fn(usize) -> String) -> Vec<Option<PageLink>> {
    if last == 1 {
        return Vec::new();
    }
    let mut numbers = vec![
        1,
        page.saturating_sub(1).max(1),
        page,
        (page + 1).min(last),
        last,
    ];
    numbers.dedup();
    let mut out = Vec::new();
    let mut before = 0;
    for number in numbers {
        if number > before + 1 {
            out.push(None);
        }
        before = number;
        out.push(Some(PageLink {
            label: number.to_compact_string(),
            url: url(number).into(),
            current: number == page,
        }));
    }
    out
}

/// Facets of each collection's list and, last, of the whole site. Counted once for all pages: the
/// documents of a term are in order, so those of a collection are a run of them.
pub(super) fn facets(site: &Site, catalog: &Catalog) -> Vec<Arc<Vec<FacetView>>> {
    let all = 0..catalog.docs.len() as DocId;
    let ranges = catalog.collections.iter().map(|c| c.docs.clone());
    ranges
        .chain([all])
        .map(|range| {
            let taxonomies = catalog.taxonomies.iter().zip(&site.taxonomies);
            let views = taxonomies.map(|(index, declared)| {
                let count = |term: &TermEntry| {
                    let from = term.docs.partition_point(|d| *d < range.start);
                    term.docs.partition_point(|d| *d < range.end) - from
                };
                let mut terms: Vec<(usize, usize)> = index
                    .terms
                    .iter()
                    .enumerate()
                    .map(|(i, t)| (count(t), i))
                    .filter(|(n, _)| *n > 0)
                    .collect();
                terms.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
                terms.truncate(FACET_TERMS);
                FacetView {
                    field: declared.field.clone(),
                    label: declared.label.clone(),
                    url: declared.pages.then(|| terms_url(declared)),
                    terms: terms
                        .into_iter()
                        .map(|(count, at)| FacetTerm {
                            id: index.terms[at].id.to_string(),
                            label: index.terms[at].label.to_string(),
                            url: declared
                                .pages
                                .then(|| term_url(declared, &index.terms[at], 1)),
                            count,
                        })
                        .collect(),
                }
            });
            Arc::new(views.filter(|v| !v.terms.is_empty()).collect())
        })
        .collect()
}
