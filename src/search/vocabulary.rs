//! Every word of the index, in the order of their stems: the words of one stem are neighbours.

use std::cmp::{Ordering, Reverse};

use rustc_hash::FxHashMap;

use super::analyze;
use super::near::{is_near, is_typed_with_n, sound};

/// Position of a word in the vocabulary.
pub type WordId = u32;

/// The words of an index, by number, by letters and by stem.
pub struct Vocabulary {
    words: Vec<Word>,
    ids: FxHashMap<Box<str>, WordId>,
    /// First word of each stem.
    stems: FxHashMap<Box<str>, WordId>,
    /// Words by first letter, for the search of near ones.
    by_letter: FxHashMap<char, Vec<WordId>>,
}

/// A word of the site, folded.
pub struct Word {
    pub text: Box<str>,
    pub stem: Box<str>,
    /// In how many documents it is, in any field.
    pub documents: u32,
}

/// At most this many words stand for an unknown one. Those of other letters than Spanish has never do.
const CANDIDATES: usize = 3;

/// Shorter words are taken as they are.
const SHORTEST: usize = 4;

/// A word of so many letters has only words of its stem that are so much longer.
pub const SHORT: usize = 3;
const GROWTH: usize = 2;

/// From this length on, a slip in the first letter is forgiven: another short word is as often another word.
const FIRST_MISSED: usize = 6;

/// From this length on, two slips are forgiven.
const LONG_WORD: usize = 8;

/// Words with so many letters in common at their beginning may be of one family.
const BEGINNING: usize = 5;

/// When two slips are forgiven, at least this many letters at the end must be the same.
const ENDING: usize = 2;

/// From this many words on, a slip in the first letter is looked for only among likely letters.
const SMALL_VOCABULARY: usize = 30_000;

/// Sets of letters that Spanish writers take for one another at the start of a word.
const ALIKE: &str = "bv cskqz gj ly iy xj";

/// All letters of a word that may have a slip.
const LETTERS: &str = "abcdefghijklmnñopqrstuvwxyz";

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
        let stem = analyze::stem(asked);
        let Some(&first) = self.stems.get(&*stem) else {
            return Vec::new();
        };
        let units = |word: &str| word.encode_utf16().count();
        let fits = |word: &str| units(asked) > SHORT || units(word) <= SHORT + GROWTH;
        (first..)
            .zip(&self.words[first as usize..])
            .take_while(|(_, word)| *word.stem == *stem)
            .filter(|(_, word)| fits(&word.text))
            .map(|(id, _)| id)
            .collect()
    }

    /// The words that stand for one that the vocabulary does not have, the nearest and most
    /// frequent first and no stop words: one slip away or said alike, then those with another first letter, then
    /// two slips. Numbers have no near ones and short words are left alone. Two slips keep the ending unless the other
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
        let mut ends = unknown.char_indices().map(|(at, c)| at + c.len_utf8());
        let Some(end) = ends.nth(BEGINNING - 1) else {
            return Vec::new();
        };
        let first = unknown.chars().next();
        let ids = first.and_then(|letter| self.by_letter.get(&letter));
        let words = ids.into_iter().flatten().map(|&id| self.word(id));
        let mut like: Vec<&Word> = words
            .filter(|word| word.text.starts_with(&unknown[..end]) && may_be_meant(&word.text))
            .collect();
        like.sort_by_key(|word| Reverse(word.documents));
        like.truncate(CANDIDATES);
        like.into_iter().map(|word| &*word.text).collect()
    }

    /// Sets of letters between spaces: with any other of its set a word may start whose first letter was
    /// missed. In a small site nothing is spared by looking at few.
    pub fn first_letters(&self) -> &'static str {
        match self.words.len() < SMALL_VOCABULARY {
            true => LETTERS,
            false => ALIKE,
        }
    }

    /// The letters at which a word may start whose first letter was missed; its own may be one of them.
    fn other_letters(&self, unknown: &str) -> Vec<char> {
        let first = unknown.chars().next();
        let alike = self.first_letters().split(' ');
        let alike = alike.filter(|set| first.is_some_and(|c| set.contains(c)));
        let mut letters: Vec<char> = alike
            .flat_map(str::chars)
            .chain(unknown.chars().nth(1))
            .chain(['h'])
            .collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    }

    /// The words at these letters that are at most so many slips away. Who has no `ñ` at hand or writes by ear
    /// makes no slip: when there are words that are said and end like that, no others are meant.
    fn near_among(&self, wanted: &str, most: usize, letters: &[char], ending: &str) -> Vec<WordId> {
        let spelt: Vec<char> = wanted.chars().collect();
        let (heard, last) = (sound(wanted), spelt.last());
        let fits = |text: &str| {
            text.chars().count().abs_diff(spelt.len()) <= most
                && text.ends_with(ending)
                && may_be_meant(text)
        };
        let likely = letters
            .iter()
            .filter_map(|letter| self.by_letter.get(letter));
        let mut likely: Vec<WordId> = likely
            .flatten()
            .copied()
            .filter(|&id| fits(&self.word(id).text))
            .collect();
        let is_alike = |&id: &WordId| {
            let text = &*self.word(id).text;
            is_typed_with_n(wanted, text)
                || most > 0 && text.chars().next_back().as_ref() == last && sound(text) == heard
        };
        let is_slip = |&id: &WordId| {
            let other: Vec<char> = self.word(id).text.chars().collect();
            let same_first = other.first() == spelt.first();
            (same_first || spelt.len() >= FIRST_MISSED) && is_near(&other, &spelt, most)
        };
        match likely.iter().any(is_alike) {
            true => likely.retain(is_alike),
            false => likely.retain(is_slip),
        }
        likely.sort_by_key(|&id| Reverse(self.word(id).documents));
        likely.truncate(CANDIDATES);
        likely
    }
}

/// Whether a word of the site may be what was meant by one that it does not have.
pub fn may_be_meant(word: &str) -> bool {
    analyze::is_spanish(word) && !analyze::is_stop_word(word)
}

fn can_slip(word: &str) -> bool {
    word.chars().count() >= SHORTEST && analyze::is_spanish(word)
}

fn first_letter(word: &str) -> Vec<char> {
    word.chars().take(1).collect()
}
