//! What the search box proposes while somebody types: terms of the facets, and the words of titles
//! as they are written there. Titles themselves come from the cards, where all of them are at hand.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::analyze;
use super::format::Bytes;
use super::read::Index;
use super::vocabulary::{Vocabulary, WordId};

/// At most this many words, the most frequent.
const WORDS: usize = 1_500;

/// Shorter words need no help.
const SHORTEST: usize = 4;

/// How often a word is written in each of its forms.
type Forms = BTreeMap<String, usize>;

/// Titles whose words are looked at together.
const TOGETHER: usize = 1_024;

/// Calls `see(folded word, as it is written)` for the words of a title that are worth proposing.
fn each_word(title: &str, mut see: impl FnMut(&str, &str)) {
    let (mut at, mut word) = (0, String::new());
    while let Some((start, end)) = analyze::next_word(title, at, &mut word) {
        at = end;
        if word.chars().count() >= SHORTEST && !analyze::is_stop_word(&word) {
            see(&word, &title[start..end]);
        }
    }
}

/// The words of titles that are in as many documents as the last that is proposed, or in more.
fn frequent(vocabulary: &Vocabulary, titles: &[String]) -> FxHashSet<WordId> {
    let some = titles.par_chunks(TOGETHER).map(|titles| {
        let mut found = FxHashSet::default();
        for title in titles {
            each_word(title, |word, _| found.extend(vocabulary.id(word)));
        }
        found
    });
    let mut found: FxHashSet<WordId> = some.reduce(FxHashSet::default, |mut all, some| {
        all.extend(some);
        all
    });
    let documents = |id: &WordId| vocabulary.word(*id).documents;
    let mut counts: Vec<u32> = found.iter().map(documents).collect();
    if counts.len() > WORDS {
        let (_, least, _) = counts.select_nth_unstable_by_key(WORDS - 1, |&count| Reverse(count));
        found.retain(|id| documents(id) >= *least);
    }
    found
}

/// The file `s`: words from the most frequent to the least.
pub fn completions(index: &Index, titles: &[String]) -> Bytes {
    let vocabulary = index.vocabulary();
    let frequent = frequent(vocabulary, titles);
    let found = titles.par_chunks(TOGETHER).map(|titles| {
        let mut found: BTreeMap<WordId, Forms> = BTreeMap::new();
        for title in titles {
            each_word(title, |word, written| {
                if let Some(id) = vocabulary.id(word).filter(|id| frequent.contains(id)) {
                    let forms = found.entry(id).or_default();
                    *forms.entry(written.to_lowercase()).or_default() += 1;
                }
            });
        }
        found
    });
    let found = found.reduce(BTreeMap::new, |mut all, some| {
        for (id, forms) in some {
            let known: &mut Forms = all.entry(id).or_default();
            for (written, times) in forms {
                *known.entry(written).or_default() += times;
            }
        }
        all
    });
    let words = found.into_iter().filter_map(|(id, forms)| {
        let (written, _) = forms.into_iter().max_by_key(|(_, times)| *times)?;
        Some((vocabulary.word(id).documents, written))
    });
    let mut words: Vec<(u32, String)> = words.collect();
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    words.truncate(WORDS);
    let mut out = Bytes::default();
    out.words(words.iter().map(|(_, word)| &**word));
    out
}
