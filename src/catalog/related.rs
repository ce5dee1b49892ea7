//! Documents that have much in common with one, and why.

use super::{Catalog, DocId, Resolved};
use crate::check::Role;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// A term that more documents than this have says little about any two of them.
const COMMON: usize = 400;

/// A related document and the labels of the terms that both have.
pub struct Related {
    pub id: DocId,
    pub shared: Vec<Box<str>>,
    /// Whether one links or refers to the other.
    pub linked: bool,
}

/// What a link between two documents weighs: as much as a term that only they have.
const LINK: f64 = 0.9;

/// The documents that share most with one, at most `most`, by what they share: rare terms weigh more
/// than common ones, a link from one to the other as much as a rare term. Deterministic.
pub fn related(catalog: &Catalog, id: DocId, most: usize) -> Vec<Related> {
    let own = catalog.terms[id as usize].iter();
    let lists = own
        .map(|(taxonomy, term)| &catalog.taxonomies[*taxonomy as usize].terms[*term as usize].docs)
        .filter(|docs| docs.len() <= COMMON);
    let seen = lists.clone().map(Vec::len).sum();
    let mut scores: FxHashMap<DocId, f64> =
        FxHashMap::with_capacity_and_hasher(seen, FxBuildHasher);
    for docs in lists {
        let weight = 1.0 / (1.0 + docs.len() as f64).ln();
        for other in docs.iter().filter(|d| **d != id) {
            *scores.entry(*other).or_default() += weight;
        }
    }
    let linked = linked(catalog, id);
    for other in &linked {
        *scores.entry(*other).or_default() += LINK;
    }
    let mut best: Vec<(DocId, f64)> = scores.into_iter().collect();
    let order = |a: &(DocId, f64), b: &(DocId, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if best.len() > most {
        // Hundreds share a term and a few are shown: only those need an order.
        best.select_nth_unstable_by(most, order);
        best.truncate(most);
    }
    best.sort_unstable_by(order);
    best.into_iter()
        .map(|(other, _)| Related {
            id: other,
            shared: shared(catalog, id, other),
            linked: linked.binary_search(&other).is_ok(),
        })
        .collect()
}

/// The documents that one leads to or that lead to it, by number; introductions are none.
fn linked(catalog: &Catalog, id: DocId) -> Vec<DocId> {
    let links = catalog.links[id as usize].iter();
    let out = links.filter_map(|link| match link {
        Resolved::Doc(other, _) => Some(*other),
        _ => None,
    });
    let named = catalog.references[id as usize]
        .iter()
        .map(|(_, other)| *other);
    let back = catalog.backlinks(id).iter().copied();
    let mut all: Vec<DocId> = out.chain(named).chain(back).collect();
    all.retain(|other| *other != id && catalog.doc(*other).role == Role::Document);
    all.sort_unstable();
    all.dedup();
    all
}

fn shared(catalog: &Catalog, a: DocId, b: DocId) -> Vec<Box<str>> {
    let theirs = &catalog.terms[b as usize];
    let mut out: Vec<Box<str>> = Vec::new();
    for (taxonomy, term) in &catalog.terms[a as usize] {
        if theirs.contains(&(*taxonomy, *term)) {
            let label = &catalog.taxonomies[*taxonomy as usize].terms[*term as usize].label;
            if !out.contains(label) {
                out.push(label.clone());
            }
        }
    }
    out
}
