//! What the search box proposes while somebody types: terms of the facets, and the words of titles
//! as they are written there. Titles themselves come from the cards, where all of them are at hand.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::analyze;
use super::format::Bytes;
use super::read::Index;

/// At most this many words, the most frequent.
const WORDS: usize = 1_500;

/// Shorter words need no help.
const SHORTEST: usize = 4;

/// Words with the forms in which they are written, and how often in each.
type Forms = BTreeMap<String, BTreeMap<String, usize>>;

/// Titles whose words are counted together.
const TOGETHER: usize = 1_024;

/// The words of some titles.
fn forms(titles: &[String]) -> Forms {
    let mut found = Forms::new();
    for title in titles {
        for (word, start, end) in analyze::words(title) {
            if word.chars().count() >= SHORTEST && !analyze::is_stop_word(&word) {
                let written = title[start..end].to_lowercase();
                *found.entry(word).or_default().entry(written).or_default() += 1;
            }
        }
    }
    found
}

/// The file `s`: words from the most frequent to the least.
pub fn completions(index: &Index, titles: &[String]) -> Bytes {
    let found = titles.par_chunks(TOGETHER).map(forms);
    let found = found.reduce(Forms::new, |mut all, some| {
        for (word, forms) in some {
            let known = all.entry(word).or_default();
            for (written, times) in forms {
                *known.entry(written).or_default() += times;
            }
        }
        all
    });
    let documents = |word: &str| {
        index
            .vocabulary()
            .id(word)
            .map_or(0, |id| index.vocabulary().word(id).documents)
    };
    let mut words: Vec<(u32, String)> = found
        .into_iter()
        .filter_map(|(word, forms)| {
            let (written, _) = forms.into_iter().max_by_key(|(_, times)| *times)?;
            Some((documents(&word), written))
        })
        .collect();
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    words.truncate(WORDS);
    let mut out = Bytes::default();
    out.number(words.len());
    for (_, word) in words {
        out.text(&word);
    }
    out
}
