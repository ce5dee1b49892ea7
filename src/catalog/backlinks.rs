//! What leads to each document, by links and by references.

use super::DocId;
use super::links::{Resolution, Resolved};
use super::rows::Rows;

/// Turns links and references around, by counting sort: sources in order, each once.
pub(super) fn backlinks(resolved: &Resolution, docs: usize) -> Rows<DocId> {
    let mut next = vec![0u32; docs + 1];
    let mut last = vec![u32::MAX; docs];
    each_link(resolved, &mut last, |_, target| {
        next[target as usize + 1] += 1
    });
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let mut sources = vec![0; next[docs] as usize];
    last.fill(u32::MAX);
    each_link(resolved, &mut last, |source, target| {
        let at = &mut next[target as usize];
        sources[*at as usize] = source;
        *at += 1;
    });
    // Each list has begun where the one before it ended, and ends where the next place would be.
    next.truncate(docs);
    Rows::cut(sources, next)
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
