//! Documents that have much in common with one, and why.

use super::{Catalog, DocId, Resolved};
use crate::check::Role;
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

/// The documents that share most with one, at most `most`, by what they share: rare terms weigh more
/// than common ones, a link from one to the other as much as a rare term. Deterministic.
///
/// Hundreds share a term and a few are shown. The rarest terms are looked at first, and those that
/// together weigh less than what was found already not at all.
pub fn related(catalog: &Catalog, id: DocId, most: usize) -> Vec<Related<'_>> {
    let own = catalog.terms.of(id).iter();
    let docs = |(taxonomy, term): &(u32, u32)| {
        &*catalog.taxonomies[*taxonomy as usize].terms[*term as usize].docs
    };
    let topical = own.filter(|term| catalog.taxonomies[term.0 as usize].topical);
    let lists = topical.map(docs).filter(|docs| docs.len() <= COMMON);
    let lists: Vec<&[DocId]> = lists.collect();
    let weights = lists
        .iter()
        .map(|list| 1.0 / (1.0 + list.len() as f64).ln());
    let weights: Vec<f64> = weights.collect();
    let linked = linked(catalog, id);
    let is_linked = |other: DocId| linked.binary_search(&other).is_ok();
    let mut best = Best::new(most);
    for other in linked.iter().copied() {
        // They are few: to look each one up is shorter than to go through the lists.
        let shared = lists.iter().map(|list| list.binary_search(&other).is_ok());
        best.add(other, LINK + weigh(&weights, shared));
    }
    let mut rarest: Vec<usize> = (0..lists.len()).collect();
    rarest.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
    for (at, list) in rarest.iter().enumerate() {
        let rest = rarest[at..].iter().map(|list| weights[*list]);
        if rest.sum::<f64>() < best.least() {
            break;
        }
        let mut shared = Shared::new(&lists);
        for other in lists[*list].iter().copied() {
            let found = shared.with(other);
            // Those of a rarer term were looked at.
            let before = rarest[..at].iter().any(|list| found.has[*list]);
            if other != id && !before && !is_linked(other) {
                best.add(other, weigh(&weights, found.has.iter().copied()));
            }
        }
    }
    let found = best.found.into_iter().map(|(other, _)| Related {
        id: other,
        shared: labels(catalog, id, other),
        linked: is_linked(other),
    });
    found.collect()
}

/// Which of some lists of documents have one. Documents are asked for by number, from the least on: each
/// list is gone through once.
struct Shared<'a> {
    /// What is left of each list.
    lists: Vec<&'a [DocId]>,
    has: Vec<bool>,
}

impl<'a> Shared<'a> {
    fn new(lists: &[&'a [DocId]]) -> Shared<'a> {
        Shared {
            lists: lists.to_vec(),
            has: vec![false; lists.len()],
        }
    }

    fn with(&mut self, id: DocId) -> &Self {
        for (list, has) in self.lists.iter_mut().zip(&mut self.has) {
            while let [first, rest @ ..] = list
                && *first < id
            {
                *list = rest;
            }
            *has = list.first() == Some(&id);
        }
        self
    }
}

/// What the terms weigh that a document has, in their order, so that the same sum comes out whichever list
/// it was found in.
fn weigh(weights: &[f64], has: impl Iterator<Item = bool>) -> f64 {
    let shared = weights.iter().zip(has).filter(|(_, has)| *has);
    shared.fold(0.0, |sum, (weight, _)| sum + weight)
}

/// The few that score most, best first; equal ones by number.
struct Best {
    most: usize,
    found: Vec<(DocId, f64)>,
}

impl Best {
    fn new(most: usize) -> Best {
        Best {
            most,
            found: Vec::with_capacity(most + 1),
        }
    }

    /// What scores less than this is not among them; a little below the last one's score, because
    /// sums of the same weights in another order differ in their last digit.
    fn least(&self) -> f64 {
        match self.found.len() < self.most {
            true => f64::NEG_INFINITY,
            false => self.found.last().map_or(f64::INFINITY, |l| l.1 - 1e-9),
        }
    }

    fn add(&mut self, id: DocId, score: f64) {
        let before = |(other, theirs): &(DocId, f64)| match theirs.total_cmp(&score) {
            Ordering::Equal => *other < id,
            order => order.is_gt(),
        };
        let at = self.found.partition_point(before);
        if at < self.most {
            self.found.insert(at, (id, score));
            self.found.truncate(self.most);
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
