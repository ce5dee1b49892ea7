//! Every word of the index, in the order of their stems: the words of one stem are neighbours.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::analyze;
use super::near::{Near, is_typed_with_n, signature};

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

/// At most this many words stand for an unknown one.
const CANDIDATES: usize = 3;

/// Shorter words are taken as they are.
const SHORTEST: usize = 4;

/// A word of so many letters has only words of its stem that are so much longer.
pub const SHORT: usize = 3;
const GROWTH: usize = 2;

/// From this length on, two slips are forgiven.
const LONG_WORD: usize = 8;

/// Words with so many letters in common at their beginning may be of one family.
const BEGINNING: usize = 5;

/// So many letters at the end are the same when two slips are forgiven.
const ENDING: usize = 2;

/// From this many words on, a slip in the first letter is looked for only among likely letters.
const SMALL_VOCABULARY: usize = 30_000;

/// Letters that Spanish writers take for one another at the start of a word.
const ALIKE: [&str; 6] = ["bv", "cskqz", "gj", "ly", "iy", "xj"];

/// The order of strings in JavaScript, so that the client can search by halves.
pub fn browser_order(a: &str, b: &str) -> Ordering {
    match a.is_ascii() && b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}

impl Vocabulary {
    /// From folded words and the number of documents of each; what comes with a word is given back in
    /// the order of the vocabulary.
    pub fn new<T>(found: Vec<(Box<str>, u32, T)>) -> (Self, Vec<T>) {
        let words = found.into_iter().map(|(text, documents, with)| {
            let word = Word {
                stem: analyze::stem(&text).into(),
                signature: signature(&text),
                documents,
                text,
            };
            (word, with)
        });
        let mut words: Vec<(Word, T)> = words.collect();
        words.sort_unstable_by(|(a, _), (b, _)| {
            browser_order(&a.stem, &b.stem).then_with(|| browser_order(&a.text, &b.text))
        });
        let (words, with): (Vec<Word>, Vec<T>) = words.into_iter().unzip();
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
        (vocabulary, with)
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

    /// The stems whose words are in more than `most` documents, added up.
    pub fn common(&self, most: u32) -> Vec<Box<str>> {
        let groups = self.words.chunk_by(|a, b| a.stem == b.stem);
        let large = groups.filter(|words| {
            let sum: u64 = words.iter().map(|word| u64::from(word.documents)).sum();
            sum > u64::from(most)
        });
        large.map(|words| words[0].stem.clone()).collect()
    }

    /// All words with the stem of this one, in order. What has up to three letters is an acronym as
    /// often as not and does not grow by three: `pot` is not `potable`.
    pub fn group(&self, asked: &str) -> Vec<WordId> {
        let (stem, units) = (analyze::stem(asked), |word: &str| {
            word.encode_utf16().count()
        });
        let fits = |word: &str| units(asked) > SHORT || units(word) <= SHORT + GROWTH;
        let Some(&first) = self.stems.get(&*stem) else {
            return Vec::new();
        };
        (first..)
            .zip(&self.words[first as usize..])
            .take_while(|(_, word)| *word.stem == *stem)
            .filter(|(_, word)| fits(&word.text))
            .map(|(id, _)| id)
            .collect()
    }

    /// The words that stand for one that the vocabulary does not have, the nearest and most
    /// frequent first and no stop words: one slip away, then one slip at the first letter, then two slips. Numbers
    /// have no near ones and short words are left alone. Two slips keep the ending unless the other
    /// words of the question are `anchored` in the site: most words that a site does not have would
    /// otherwise become some other word of the language.
    pub fn near(&self, unknown: &str, anchored: bool) -> Vec<WordId> {
        let found = self.one_slip(unknown);
        if !found.is_empty() || !can_slip(unknown) {
            return found;
        }
        let found = self.near_among(unknown, 1, &self.other_letters(unknown), "");
        let letters: Vec<(usize, char)> = unknown.char_indices().collect();
        if !found.is_empty() || letters.len() < LONG_WORD {
            return found;
        }
        let ending = if anchored {
            ""
        } else {
            &unknown[letters[letters.len() - ENDING].0..]
        };
        self.near_among(unknown, 2, &first_letter(unknown), ending)
    }

    /// Words with the same first letter that are one slip away. A short word may have an `ñ` all the same.
    pub fn one_slip(&self, unknown: &str) -> Vec<WordId> {
        let most = usize::from(can_slip(unknown));
        if most == 0 && !unknown.contains('n') {
            return Vec::new();
        }
        self.near_among(unknown, most, &first_letter(unknown), "")
    }

    /// Words that begin as this one does, the most frequent first: what a person may have meant who
    /// found nothing.
    pub fn beginning_like(&self, unknown: &str) -> Vec<&str> {
        let Some((end, _)) = unknown.char_indices().nth(BEGINNING) else {
            return Vec::new();
        };
        let first = unknown.chars().next();
        let ids = first.and_then(|letter| self.by_letter.get(&letter));
        let words = ids.into_iter().flatten().map(|&id| self.word(id));
        let mut like: Vec<&Word> = words
            .filter(|word| word.text.starts_with(&unknown[..end]))
            .filter(|word| !analyze::is_stop_word(&word.text))
            .collect();
        like.sort_by_key(|word| (std::cmp::Reverse(word.documents), &word.text));
        like.truncate(CANDIDATES);
        like.into_iter().map(|word| &*word.text).collect()
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

    /// The words at these letters that are so many slips away. Who has no `ñ` at hand makes no slip: when
    /// there are words that have it in the place of an `n`, no others are meant.
    fn near_among(&self, wanted: &str, most: usize, letters: &[char], ending: &str) -> Vec<WordId> {
        let mut near = Near::new(wanted);
        let mut measure = |id: WordId| {
            let word = self.word(id);
            let distance = match is_typed_with_n(wanted, &word.text) {
                true => 0,
                false => near.distance(&word.text, word.signature, most)?,
            };
            let fits = word.text.ends_with(ending) && !analyze::is_stop_word(&word.text);
            fits.then_some((distance, id))
        };
        let mut found: Vec<(usize, WordId)> = letters
            .iter()
            .filter_map(|letter| self.by_letter.get(letter))
            .flatten()
            .filter_map(|&id| measure(id))
            .collect();
        found.sort_unstable_by(|a, b| {
            let (one, other) = (self.word(a.1), self.word(b.1));
            (a.0, other.documents)
                .cmp(&(b.0, one.documents))
                .then_with(|| browser_order(&one.text, &other.text))
        });
        if found.first().is_some_and(|&(distance, _)| distance == 0) {
            found.retain(|&(distance, _)| distance == 0);
        }
        found.truncate(CANDIDATES);
        found.into_iter().map(|(_, id)| id).collect()
    }
}

fn can_slip(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic)
}

fn first_letter(word: &str) -> Vec<char> {
    word.chars().take(1).collect()
}
