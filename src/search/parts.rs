//! Which documents of an index stay where they are, and what is known of each.
//!
//! The index is in parts that never change once they are written. What a part holds of a document is
//! made from its entry alone, so a document whose entry says what it said is not written again; the
//! others go to a new part together. Its place in the site, its facets and its date depend on other
//! documents too: they are in the list, which is made anew by each build.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::count::Counted;
use super::integrity::Stamps;
use super::schema::About;
use crate::base::digest::Digest;
use crate::view::search::{Facet, SearchEntry, SearchInput};

/// What the folder of an index holds.
#[derive(Default, Serialize, Deserialize)]
pub struct List {
    pub about: About,
    pub parts: Vec<Part>,
    /// Every document, in the order of the site.
    pub entries: Vec<Entry>,
}

/// Some documents that were written together.
#[derive(Clone, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    /// Digest of all its files.
    pub digest: Digest,
    /// How many it holds; not all of them need be of the site still.
    pub documents: u32,
    /// What the system said of its files before they were read for the digest.
    #[serde(skip)]
    pub stamps: Stamps,
}

/// One document: where it is, and what is not in its part.
#[derive(Serialize, Deserialize)]
pub struct Entry {
    /// Digest of all that the index takes from the document.
    mark: Digest,
    pub part: u32,
    pub doc: u32,
    /// Words in all its fields, rounded.
    length: u32,
    date: Option<String>,
    facets: Vec<(u32, u32)>,
}

impl List {
    /// The positions of the documents by their numbers, which go from the shortest document to the
    /// longest, so that the table of lengths is a few runs in the browser.
    pub fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        order.sort_unstable_by_key(|&at| (self.entries[at as usize].length, at));
        order
    }

    /// Words of each document, in all fields.
    pub fn lengths(&self, order: &[u32]) -> Vec<u32> {
        let entries = order.iter().map(|&at| &self.entries[at as usize]);
        entries.map(|entry| entry.length).collect()
    }

    pub fn by_date(&self, order: &[u32]) -> Vec<u32> {
        let dates = order.iter().map(|&at| {
            let date = self.entries[at as usize].date.as_deref();
            (date.unwrap_or_default(), at)
        });
        by_date(dates)
    }

    pub fn facets(&self, order: &[u32]) -> Vec<Vec<Vec<u32>>> {
        let terms = order.iter().map(|&at| &*self.entries[at as usize].facets);
        by_term(&self.about.facets, terms)
    }
}

/// Documents by date, the newest first and the undated last, then in the order of the site. Each comes with
/// its date, which may be empty, and its position there.
pub fn by_date<'a>(dates: impl Iterator<Item = (&'a str, u32)>) -> Vec<u32> {
    let keys = dates.map(|(date, position)| (date.is_empty(), Reverse(date), position));
    let mut docs: Vec<_> = keys.zip(0..).collect();
    docs.sort_unstable();
    docs.into_iter().map(|(_, doc)| doc).collect()
}

/// For each facet and term, the documents in order. Each comes with its terms.
pub fn by_term<'a>(
    facets: &[Facet],
    terms: impl Iterator<Item = &'a [(u32, u32)]>,
) -> Vec<Vec<Vec<u32>>> {
    let lists = facets.iter();
    let lists = lists.map(|facet| vec![Vec::new(); facet.terms.len()]);
    let mut lists: Vec<Vec<Vec<u32>>> = lists.collect();
    for (doc, terms) in (0..).zip(terms) {
        for &(facet, term) in terms {
            let of_facet = lists.get_mut(facet as usize);
            if let Some(list) = of_facet.and_then(|terms| terms.get_mut(term as usize)) {
                list.push(doc);
            }
        }
    }
    lists
}

/// What stays of an index and what is written.
pub struct Plan {
    pub kept: Vec<Part>,
    /// Positions of the documents of the new part, in its order.
    pub fresh: Vec<usize>,
    /// Their words.
    pub counted: Counted,
    pub entries: Vec<Entry>,
}

impl Plan {
    /// From what there is now and what there was.
    pub fn new(input: &SearchInput, before: &List) -> Plan {
        let known = before.entries.iter().map(|entry| (entry.mark, entry));
        let mut known: FxHashMap<Digest, &Entry> = known.collect();
        let marks: Vec<Digest> = input.entries.par_iter().map(mark).collect();
        // Each place is given once, should two documents ever be the same.
        let found: Vec<Option<&Entry>> = marks.iter().map(|mark| known.remove(mark)).collect();
        let mut live = vec![0; before.parts.len()];
        for entry in found.iter().flatten() {
            live[entry.part as usize] += 1;
        }
        let fresh = found.iter().filter(|entry| entry.is_none()).count() as u32;
        let numbers = stay(&before.parts, &live, fresh);
        let mut kept = Vec::new();
        for (part, number) in before.parts.iter().zip(&numbers) {
            kept.extend(number.is_some().then(|| part.clone()));
        }
        let stays = |entry: &Entry| numbers.get(entry.part as usize).copied().flatten();
        let is_fresh = |at: &usize| found[*at].and_then(stays).is_none();
        let fresh: Vec<usize> = (0..marks.len()).filter(is_fresh).collect();
        let counted = Counted::of(input, &fresh);
        let mut entries: Vec<Entry> = input
            .entries
            .iter()
            .zip(marks.into_iter().zip(&found))
            .map(|(entry, (mark, found))| Entry {
                mark,
                part: found.and_then(stays).unwrap_or_default(),
                doc: found.map_or(0, |found| found.doc),
                length: found.map_or(0, |found| found.length),
                date: entry.date.clone(),
                facets: entry.facets.clone(),
            })
            .collect();
        let ordered = counted.order.iter().map(|&at| fresh[at as usize]);
        let fresh: Vec<usize> = ordered.collect();
        for (doc, (&at, &of)) in (0..).zip(fresh.iter().zip(&counted.order)) {
            let entry = &mut entries[at];
            (entry.part, entry.doc) = (kept.len() as u32, doc);
            entry.length = counted.lengths[of as usize];
        }
        Plan {
            kept,
            fresh,
            counted,
            entries,
        }
    }

    /// The name of the new part: two with the same name hold the same.
    pub fn name(&self) -> String {
        let marks = self.fresh.iter().map(|&at| &self.entries[at].mark);
        Digest::of_parts(marks.map(|mark| &mark.bytes()[..])).hex()
    }
}

/// The new numbers of the parts that stay; so many documents of each are `live`, and so many are new.
/// One stays while most of what it holds is asked for and it
/// is larger than what is written anyway: so there are never many, and each document is written
/// again a few times at most.
fn stay(parts: &[Part], live: &[u32], mut fresh: u32) -> Vec<Option<u32>> {
    let mut stays = vec![false; parts.len()];
    for (at, part) in parts.iter().enumerate().rev() {
        stays[at] = live[at] > part.documents / 2 && live[at] > fresh.saturating_mul(2);
        if !stays[at] {
            fresh += live[at];
        }
    }
    let mut numbers = 0..;
    let stays = stays.into_iter();
    stays
        .map(|stays| stays.then(|| numbers.next()).flatten())
        .collect()
}

/// Digest of all that the index takes from a document.
fn mark(entry: &SearchEntry) -> Digest {
    // An empty date is none.
    let date = entry.date.as_deref().unwrap_or_default();
    let prose = entry.prose.mark();
    let heads = [entry.url, entry.title, entry.summary, entry.kind, date];
    let texts = heads.iter().chain(&entry.terms).map(|text| text.as_bytes());
    Digest::of_parts(texts.chain([&prose.digest.bytes()[..]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(documents: &[u32]) -> Vec<Part> {
        let part = |&documents: &u32| Part {
            name: String::new(),
            digest: Digest::default(),
            documents,
            stamps: Stamps::new(),
        };
        documents.iter().map(part).collect()
    }

    #[test]
    fn large_parts_stay_and_small_ones_are_written_again_with_what_is_new() {
        let stays = |documents: &[u32], live: &[u32], fresh| {
            let numbers = stay(&parts(documents), live, fresh);
            numbers.iter().map(Option::is_some).collect::<Vec<_>>()
        };
        assert_eq!(stays(&[100], &[99], 1), [true]);
        assert_eq!(stays(&[100, 9, 1], &[90, 9, 1], 1), [true, true, false]);
        assert_eq!(stays(&[100, 4, 1], &[95, 4, 1], 1), [true, false, false]);
        assert_eq!(stays(&[100], &[50], 0), [false], "half of it is outdated");
        assert_eq!(stays(&[100], &[60], 30), [false], "much is new");
        assert_eq!(stays(&[100, 8], &[99, 0], 0), [true, false]);
    }

    #[test]
    fn parts_that_stay_have_new_numbers() {
        let numbers = stay(&parts(&[100, 9, 40]), &[90, 0, 40], 2);
        assert_eq!(numbers, [Some(0), None, Some(1)]);
    }
}
