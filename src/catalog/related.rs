//! Documents that have much in common with one, and why.

use super::{Catalog, DocId, Resolved};
use crate::check::Role;
use std::cell::RefCell;
use std::cmp::Ordering;

/// A term that more documents than this have says little about any two of them.
const COMMON: usize = 400;

/// A related document and the labels of the terms that both have.
pub struct Related<'a> {
    pub id: DocId,
    pub shared: Vec<&'a str>,
    /// Whether one links or refers to the other.
    pub linked: bool,
}

/// What a link between two documents weighs: as much as a term that only they have.
const LINK: f64 = 0.9;

thread_local! {
    /// What the terms weigh that each document shares with the one that is looked at; nothing between two
    /// of these. Hardly any of a large site's documents do, so the list is not made anew.
    static SHARED: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
}

/// The documents that share most with one, at most `most`, by what they share: rare terms weigh more
/// than common ones, a link from one to the other as much as a rare term. Deterministic.
///
/// Hundreds share a term and a few are shown: each list is gone through once to weigh its documents, and once
/// to take the best and leave nothing behind.
pub fn related(catalog: &Catalog, id: DocId, most: usize) -> Vec<Related<'_>> {
    let own = catalog.terms.of(id).iter();
    let docs = |(taxonomy, term): &(u32, u32)| {
        &*catalog.taxonomies[*taxonomy as usize].terms[*term as usize].docs
    };
    let topical = own.filter(|term| catalog.taxonomies[term.0 as usize].topical);
    let lists = topical.map(docs).filter(|docs| docs.len() <= COMMON);
    let lists: Vec<&[DocId]> = lists.collect();
    let linked = linked(catalog, id);
    let mut best = Best::new(most);
    SHARED.with_borrow_mut(|shared| {
        shared.resize(catalog.docs.len(), 0.0);
        for list in &lists {
            let weight = 1.0 / (1.0 + list.len() as f64).ln();
            for other in *list {
                shared[*other as usize] += weight;
            }
        }
        let mut take = |other: DocId| std::mem::take(&mut shared[other as usize]);
        take(id);
        for other in linked.iter().copied() {
            best.add(other, LINK + take(other));
        }
        for other in lists.iter().copied().flatten().copied() {
            best.add(other, take(other));
        }
    });
    let found = best.found.into_iter().map(|(other, _)| Related {
        id: other,
        shared: labels(catalog, id, other),
        linked: linked.binary_search(&other).is_ok(),
    });
    found.collect()
}

/// The few that score most, best first; equal ones by number.
struct Best {
    most: usize,
    /// What scores less is not among them.
    least: f64,
    found: Vec<(DocId, f64)>,
}

impl Best {
    fn new(most: usize) -> Best {
        Best {
            most,
            least: f64::MIN_POSITIVE,
            found: Vec::with_capacity(most + 1),
        }
    }

    #[inline]
    fn add(&mut self, id: DocId, score: f64) {
        // Nearly all score less than the best so far, and nothing more is done with them.
        if score >= self.least {
            self.put(id, score);
        }
    }

    fn put(&mut self, id: DocId, score: f64) {
        let before = |(other, theirs): &(DocId, f64)| match theirs.total_cmp(&score) {
            Ordering::Equal => *other < id,
            order => order.is_gt(),
        };
        let at = self.found.partition_point(before);
        if at < self.most {
            self.found.insert(at, (id, score));
            self.found.truncate(self.most);
            if let (true, Some((_, score))) = (self.found.len() == self.most, self.found.last()) {
                self.least = *score;
            }
        }
    }
}

/// The documents that one leads to or that lead to it, by number; introductions are none.
fn linked(catalog: &Catalog, id: DocId) -> Vec<DocId> {
    let links = catalog.links[id as usize].iter();
    let out = links.filter_map(Resolved::doc);
    let references = catalog.references[id as usize].iter();
    let named = references.map(|(_, other)| *other);
    let back = catalog.backlinks(id).iter().copied();
    let mut all: Vec<DocId> = out.chain(named).chain(back).collect();
    all.retain(|other| *other != id && catalog.doc(*other).role == Role::Document);
    all.sort_unstable();
    all.dedup();
    all
}

/// Labels of the terms that both have.
fn labels(catalog: &Catalog, a: DocId, b: DocId) -> Vec<&str> {
    let theirs = catalog.terms.of(b);
    let mut out = Vec::new();
    for (taxonomy, term) in catalog.terms.of(a) {
        let index = &catalog.taxonomies[*taxonomy as usize];
        if index.topical && theirs.contains(&(*taxonomy, *term)) {
            let label = &*index.terms[*term as usize].label;
            if !out.contains(&label) {
                out.push(label);
            }
        }
    }
    out
}
