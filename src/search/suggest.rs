//! What the search box proposes while somebody types: the words of titles as they are written there.
//! Titles themselves are in a file of their own (`texts`).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::analyze;
use super::bits::Bits;
use super::read::Index;
use super::vocabulary::{Vocabulary, WordId};

/// At most this many words, the most frequent.
const WORDS: usize = 1_500;

/// Shorter words need no help.
const SHORTEST: usize = 4;

/// Titles whose words are looked at together.
const TOGETHER: usize = 1_024;

/// The words of a title that are worth proposing, and each as it is written there.
fn words_of<'a>(vocabulary: &Vocabulary, title: &'a str, found: &mut Vec<(WordId, &'a str)>) {
    let (mut at, mut word) = (0, String::new());
    while let Some((start, end)) = analyze::next_word(title, at, &mut word) {
        at = end;
        if word.chars().count() >= SHORTEST && !analyze::is_stop_word(&word) {
            found.extend(vocabulary.id(&word).map(|id| (id, &title[start..end])));
        }
    }
}

/// Only words that are in as many documents as the last that is proposed, or in more.
fn keep_frequent(vocabulary: &Vocabulary, found: &mut Vec<(WordId, &str)>) {
    let documents = |id: WordId| vocabulary.word(id).documents;
    let mut seen = vec![false; vocabulary.words().len()];
    let new = found
        .iter()
        .filter(|(id, _)| !std::mem::replace(&mut seen[*id as usize], true));
    let mut counts: Vec<u32> = new.map(|&(id, _)| documents(id)).collect();
    if counts.len() > WORDS {
        let (_, &mut least, _) =
            counts.select_nth_unstable_by_key(WORDS - 1, |&count| Reverse(count));
        found.retain(|&(id, _)| documents(id) >= least);
    }
}

/// How a word is written most often, in small letters.
fn usual(forms: &[(WordId, &str)]) -> Option<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for same in forms.chunk_by(|a, b| a.1 == b.1) {
        *times.entry(same[0].1.to_lowercase()).or_default() += same.len();
    }
    let (written, _) = times.into_iter().max_by_key(|(_, times)| *times)?;
    Some(written)
}

/// The file `s`: words from the most frequent to the least.
pub fn completions(index: &Index, titles: &[String]) -> Bits {
    let vocabulary = index.vocabulary();
    let mut found: Vec<(WordId, &str)> = titles
        .par_chunks(TOGETHER)
        .flat_map_iter(|titles| {
            let mut found = Vec::new();
            for title in titles {
                words_of(vocabulary, title, &mut found);
            }
            found
        })
        .collect();
    keep_frequent(vocabulary, &mut found);
    found.par_sort_unstable();
    let words = found.chunk_by(|a, b| a.0 == b.0);
    let words =
        words.filter_map(|forms| Some((vocabulary.word(forms[0].0).documents, usual(forms)?)));
    let mut words: Vec<(u32, String)> = words.collect();
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    words.truncate(WORDS);
    let mut out = Bits::default();
    out.words(words.iter().map(|(_, word)| &**word));
    out
}
