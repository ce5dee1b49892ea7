//! Every word of the index, in the order of their stems: the words of one stem are neighbours.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::analyze;
use super::near::{Near, signature};

/// Position of a word in the vocabulary.
pub type WordId = u32;

pub struct Vocabulary {
    words: Vec<Word>,
    ids: FxHashMap<Box<str>, WordId>,
    /// First word of each stem.
    stems: FxHashMap<Box<str>, WordId>,
    /// Words by first letter, for the search of near ones.
    by_letter: FxHashMap<char, Vec<WordId>>,
}

pub struct Word {
    pub text: Box<str>,
    pub stem: Box<str>,
    /// In how many documents it is, in any field.
    pub documents: u32,
    signature: u32,
}

/// A word of the site that stands for one that nobody wrote there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub word: WordId,
    pub distance: usize,
}

/// At most this many words stand for an unknown one.
const CANDIDATES: usize = 3;

/// From this many words on, a slip in the first letter is looked for only among likely letters.
pub const SMALL_VOCABULARY: usize = 30_000;

/// Letters that Spanish writers take for one another at the start of a word.
const ALIKE: [&str; 6] = ["bv", "cskqz", "gj", "ly", "iy", "xj"];

/// The order of strings in JavaScript, so that the client can search by halves.
pub fn browser_order(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

impl Vocabulary {
    /// From folded words and the number of documents of each.
    pub fn new(found: Vec<(Box<str>, u32)>) -> Self {
        let mut words: Vec<Word> = found
            .into_iter()
            .map(|(text, documents)| Word {
                stem: analyze::stem(&text).into(),
                signature: signature(&text),
                documents,
                text,
            })
            .collect();
        words.sort_unstable_by(|a, b| {
            browser_order(&a.stem, &b.stem).then_with(|| browser_order(&a.text, &b.text))
        });
        let mut vocabulary = Self {
            ids: FxHashMap::default(),
            stems: FxHashMap::default(),
            by_letter: FxHashMap::default(),
            words: Vec::new(),
        };
        for (id, word) in (0..).zip(&words) {
            vocabulary.ids.insert(word.text.clone(), id);
            vocabulary.stems.entry(word.stem.clone()).or_insert(id);
            if let Some(letter) = word.text.chars().next().filter(|c| c.is_alphabetic()) {
                vocabulary.by_letter.entry(letter).or_default().push(id);
            }
        }
        vocabulary.words = words;
        vocabulary
    }

    pub fn words(&self) -> &[Word] {
        &self.words
    }

    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id as usize]
    }

    pub fn id(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    /// All words with this stem, in order.
    pub fn group(&self, stem: &str) -> Vec<WordId> {
        let Some(&first) = self.stems.get(stem) else {
            return Vec::new();
        };
        (first..)
            .zip(&self.words[first as usize..])
            .take_while(|(_, word)| &*word.stem == stem)
            .map(|(id, _)| id)
            .collect()
    }

    /// The nearest words to one that the vocabulary does not have: nearest first, then the most
    /// frequent. Numbers have no near ones, and short words are left alone.
    pub fn near(&self, unknown: &str) -> Vec<Candidate> {
        let length = unknown.chars().count();
        let most = if length >= 8 { 2 } else { 1 };
        if length < 4 || !unknown.chars().all(char::is_alphabetic) {
            return Vec::new();
        }
        let first: Vec<char> = unknown.chars().take(1).collect();
        let found = self.near_among(unknown, most, &first);
        if !found.is_empty() {
            return found;
        }
        self.near_among(unknown, 1, &self.other_letters(unknown))
    }

    /// The letters at which a word may start whose first letter was missed.
    fn other_letters(&self, unknown: &str) -> Vec<char> {
        let first = unknown.chars().next();
        let mut letters: Vec<char> = if self.words.len() < SMALL_VOCABULARY {
            self.by_letter.keys().copied().collect()
        } else {
            let alike = ALIKE
                .iter()
                .filter(|set| first.is_some_and(|c| set.contains(c)));
            alike
                .flat_map(|set| set.chars())
                .chain(unknown.chars().nth(1))
                .chain(['h'])
                .collect()
        };
        letters.retain(|&c| Some(c) != first);
        letters.sort_unstable();
        letters.dedup();
        letters
    }

    fn near_among(&self, unknown: &str, most: usize, letters: &[char]) -> Vec<Candidate> {
        let mut near = Near::new(unknown);
        let mut found: Vec<Candidate> = letters
            .iter()
            .filter_map(|letter| self.by_letter.get(letter))
            .flatten()
            .filter_map(|&id| {
                let word = self.word(id);
                let distance = near.distance(&word.text, word.signature, most)?;
                Some(Candidate { word: id, distance })
            })
            .collect();
        found.sort_unstable_by(|a, b| {
            let (wa, wb) = (self.word(a.word), self.word(b.word));
            (a.distance, wb.documents)
                .cmp(&(b.distance, wa.documents))
                .then_with(|| browser_order(&wa.text, &wb.text))
        });
        found.truncate(CANDIDATES);
        found
    }
}
