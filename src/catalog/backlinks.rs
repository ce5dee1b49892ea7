//! What leads to each document, by links and by references.

use super::DocId;
use super::links::{Resolution, Resolved};

/// What leads to each document: one list cut by a table of ends.
#[derive(Default)]
pub(super) struct Backlinks {
    ends: Vec<u32>,
    sources: Vec<DocId>,
}

impl Backlinks {
    /// Turns links and references around, by counting sort.
    pub fn new(resolved: &Resolution, docs: usize) -> Backlinks {
        let mut counts = vec![0u32; docs + 1];
        let mut last = vec![u32::MAX; docs];
        each_link(resolved, &mut last, |_, target| {
            counts[target as usize + 1] += 1
        });
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        let mut sources = vec![0; counts[docs] as usize];
        let mut next = counts.clone();
        last.fill(u32::MAX);
        each_link(resolved, &mut last, |source, target| {
            let at = &mut next[target as usize];
            sources[*at as usize] = source;
            *at += 1;
        });
        Backlinks {
            ends: counts,
            sources,
        }
    }

    /// Sources of links to one document, in order, each once.
    pub fn of(&self, id: DocId) -> &[DocId] {
        match (self.ends.get(id as usize), self.ends.get(id as usize + 1)) {
            (Some(&start), Some(&end)) => &self.sources[start as usize..end as usize],
            _ => &[],
        }
    }
}

/// Calls `f(source, target)` once for each pair of different documents.
fn each_link(resolved: &Resolution, last: &mut [u32], mut f: impl FnMut(DocId, DocId)) {
    for (source, (links, references)) in resolved.links.iter().zip(&resolved.references).enumerate()
    {
        let source = source as DocId;
        let linked = links.iter().filter_map(Resolved::doc);
        for target in linked.chain(references.iter().map(|(_, id)| *id)) {
            if target != source && last[target as usize] != source {
                last[target as usize] = source;
                f(source, target);
            }
        }
    }
}
