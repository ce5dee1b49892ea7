//! The map of regions and its table.

use super::Scope;
use super::address::{reference, term_url};
use super::page::RefView;
use crate::base::fold::sort_key;
use crate::catalog::DocId;
use serde::Serialize;
use std::collections::BTreeMap;

/// Documents without a region that the page of the map names.
const ELSEWHERE: usize = 30;

/// The page of the map.
#[derive(Serialize, Default)]
pub struct MapView {
    pub title: String,
    /// What a region is: the label of the field.
    pub label: String,
    /// The drawing's `viewBox`.
    pub frame: String,
    /// Radius of the round that holds a number: a target of 24 px on the narrowest phone.
    pub mark: String,
    /// Height of that number.
    pub figure: String,
    /// Outlines that are no region.
    pub background: String,
    /// All regions of the vocabulary, by name.
    pub regions: Vec<RegionView>,
    pub total: MapTotal,
    /// Documents that could have a region and have none, at most thirty.
    pub elsewhere: Vec<RefView>,
}

/// What a map holds, where it is named.
#[derive(Serialize, Clone, Default)]
pub struct MapTotal {
    pub url: String,
    pub title: String,
    /// Documents with a region, and regions with documents.
    pub located: usize,
    pub used: usize,
    /// Documents that could have a region and have none.
    pub elsewhere: usize,
    /// How those are called (`one`, `other`), when site.toml says it.
    pub words: Option<BTreeMap<String, String>>,
}

/// One region.
#[derive(Serialize)]
pub struct RegionView {
    pub id: String,
    pub label: String,
    /// Page of its term, when it has documents.
    pub url: Option<String>,
    pub count: usize,
    /// Path data; empty when the drawing does not have it.
    pub path: String,
    /// Where its number goes.
    pub x: String,
    pub y: String,
}

/// What the site's map holds, if it has one.
pub(super) fn total(scope: &Scope) -> Option<MapTotal> {
    let map = scope.site.map.as_ref()?;
    let index = &scope.catalog.taxonomies[taxonomy(scope)?];
    let mut located: Vec<DocId> = index.terms.iter().flat_map(|t| t.docs.clone()).collect();
    located.sort_unstable();
    located.dedup();
    Some(MapTotal {
        url: map.url.clone(),
        title: map.title.clone(),
        located: located.len(),
        used: index.used(),
        elsewhere: without(scope).count(),
        words: (!map.elsewhere.is_empty()).then(|| map.elsewhere.clone()),
    })
}

/// The page of the map.
pub(super) fn map(scope: &Scope) -> MapView {
    let view = || {
        let map = scope.site.map.as_ref()?;
        let at = taxonomy(scope)?;
        let (declared, index) = (&scope.site.taxonomies[at], &scope.catalog.taxonomies[at]);
        let terms = &scope.site.vocabularies[map.vocabulary].terms;
        let mut regions: Vec<RegionView> = terms
            .iter()
            .zip(&map.shapes)
            .map(|(term, shape)| {
                let entry = index.position(&term.id).map(|at| &index.terms[at as usize]);
                let entry = entry.filter(|entry| !entry.docs.is_empty());
                let (x, y) = shape
                    .as_ref()
                    .and_then(|s| s.place.clone())
                    .unwrap_or_default();
                RegionView {
                    id: term.id.clone(),
                    label: term.label.clone(),
                    url: entry.map(|entry| term_url(declared, entry, 1)),
                    count: entry.map_or(0, |entry| entry.docs.len()),
                    path: shape.as_ref().map_or(String::new(), |s| s.path.clone()),
                    x,
                    y,
                }
            })
            .collect();
        regions.sort_by_cached_key(|region| sort_key(&region.label));
        Some(MapView {
            title: map.title.clone(),
            label: declared.label.clone(),
            frame: map.frame.clone(),
            mark: part(&map.frame, 0.037),
            figure: part(&map.frame, 0.042),
            background: map.background.clone(),
            regions,
            total: total(scope)?,
            elsewhere: without(scope)
                .take(ELSEWHERE)
                .map(|id| reference(scope, id))
                .collect(),
        })
    };
    view().unwrap_or_default()
}

/// A drawing is 328 px wide where a page is 360 px; the round takes 24 of them.
fn part(frame: &str, of: f64) -> String {
    let width = frame.split_whitespace().nth(2);
    let width: f64 = width.and_then(|n| n.parse().ok()).unwrap_or_default();
    format!("{:.2}", width * of)
}

fn taxonomy(scope: &Scope) -> Option<usize> {
    let field = &scope.site.map.as_ref()?.field;
    let all = &scope.site.taxonomies;
    all.iter().position(|t| t.field == *field)
}

/// Documents of the collections that have the field, and have no value in it. Examples are not among
/// them: nothing would say of their titles that they are invented.
fn without(scope: &Scope) -> impl Iterator<Item = DocId> {
    let field = scope.site.map.as_ref().map_or("", |m| m.field.as_str());
    let at = taxonomy(scope).unwrap_or_default() as u32;
    let (site, catalog) = (&scope.site, &scope.catalog);
    catalog.documents().filter(move |id| {
        let card = &catalog.doc(*id).card;
        let own = catalog.terms.of(*id);
        let could = site.collections[card.collection].field(field).is_some();
        could && !card.example && !own.iter().any(|(taxonomy, _)| *taxonomy == at)
    })
}
