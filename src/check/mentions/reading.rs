//! What is known of a document while its words are read.

use super::Mentions;
use crate::base::numbers::Stated;
use crate::data::Span;
use rustc_hash::FxHashSet;

/// What was met on the way.
#[derive(Default)]
pub(super) struct Reading {
    pub cited: FxHashSet<u32>,
    pub facts: Vec<(u32, Span)>,
    pub entries: FxHashSet<u32>,
    /// Entries that already have their explanation in the page.
    pub explained: FxHashSet<u32>,
    /// Codes and acronyms that were already reported.
    pub told: FxHashSet<String>,
    /// Figures of the named sources, where each one must be there or in a cited fact.
    pub figures: Option<Stated>,
}

impl Reading {
    pub fn fact(&mut self, at: usize, span: Span, cited: bool) {
        if cited {
            self.cited.insert(at as u32);
        }
        self.facts.push((at as u32, span));
    }

    pub fn finish(self) -> Mentions {
        let mut entries: Vec<u32> = self.entries.into_iter().collect();
        entries.sort_unstable();
        let mut facts = self.facts;
        facts.sort_by_key(|(at, span)| (span.start, *at));
        Mentions { facts, entries }
    }
}
