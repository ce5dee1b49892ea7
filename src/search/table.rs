//! Words with numbers, in the order in which they came. Counting looks each word of each text up here:
//! frequent words come early, so what is kept of them by their numbers lies together, near the
//! processor, and a slot is no more than a number.

use rustc_hash::FxHashMap;

use super::analyze;
use super::short_words::{self, LONGEST, ShortWords};

/// Words one after the other: a place of its own for each takes more than its letters.
#[derive(Default)]
pub struct WordList {
    letters: String,
    ends: Vec<usize>,
}

impl WordList {
    fn push(&mut self, word: &str) {
        self.letters.push_str(word);
        self.ends.push(self.letters.len());
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let word = &self.letters[start..end];
            start = end;
            word
        })
    }
}

/// Words by number, and how often each was seen in the document that is being counted.
#[derive(Default)]
pub struct Table {
    /// Most words fit in a number: nothing else is looked at to find them.
    short: ShortWords,
    long: FxHashMap<Box<str>, u32>,
    words: WordList,
    /// How often each word was seen in what is being counted.
    times: Vec<u32>,
    /// Which were, and room for one more.
    seen: Vec<u32>,
    /// Used for one word after the other.
    word: String,
}

impl Table {
    pub fn words(&self) -> &WordList {
        &self.words
    }

    /// The words alone.
    pub fn into_words(self) -> WordList {
        self.words
    }

    /// Calls `see(number of a word, times)` for each word of these texts together; how many words
    /// there are in all.
    pub fn count(&mut self, texts: &[&str], mut see: impl FnMut(u32, u32)) -> u32 {
        let (mut all, mut new) = (0, 0);
        for text in texts {
            let mut at = 0;
            while let Some((number, end)) = self.next(text, at) {
                at = end;
                all += 1;
                let times = &mut self.times[number as usize];
                // Written in any case: nobody can foretell whether it is new.
                self.seen[new] = number;
                new += usize::from(*times == 0);
                *times += 1;
            }
        }
        for &number in &self.seen[..new] {
            see(number, std::mem::take(&mut self.times[number as usize]));
        }
        all
    }

    /// The number of the next word of a text, and where it ends.
    fn next(&mut self, text: &str, at: usize) -> Option<(u32, usize)> {
        if let Some((short, end)) = analyze::next_short(text, at) {
            return Some((self.number_of(short), end));
        }
        let mut word = std::mem::take(&mut self.word);
        let found = analyze::next_word(text, at, &mut word);
        let found = found.map(|(_, end)| match word.len() {
            ..=LONGEST => (
                self.number_of(short_words::first_bytes(word.as_bytes())),
                end,
            ),
            _ => (self.number_of_long(&word), end),
        });
        self.word = word;
        found
    }

    fn number_of(&mut self, short: u128) -> u32 {
        if let Some(number) = self.short.get(short) {
            return number;
        }
        let bytes = short.to_le_bytes();
        let size = bytes.len() - short.leading_zeros() as usize / 8;
        self.add(&String::from_utf8_lossy(&bytes[..size]), Some(short))
    }

    fn number_of_long(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.long.get(word) {
            return number;
        }
        let number = self.add(word, None);
        self.long.insert(word.into(), number);
        number
    }

    fn add(&mut self, word: &str, short: Option<u128>) -> u32 {
        self.short.add(short);
        self.words.push(word);
        self.times.push(0);
        self.seen.resize(self.words.len() + 1, 0);
        self.words.len() as u32 - 1
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_counted_as_they_are_split(
            text in "([a-zA-Z]{1,3}|[0-9]{1,2}|[.,]|[ \\-]|[ñÑáÜß]|\u{303}|[a-z]{15,18}|[x]{39,42}|.){0,40}",
        ) {
            let mut expected: BTreeMap<String, u32> = BTreeMap::new();
            for (word, ..) in analyze::words(&text) {
                *expected.entry(word).or_default() += 1;
            }
            let (mut table, mut found) = (Table::default(), Vec::new());
            let all = table.count(&[&text], |word, times| found.push((word, times)));
            let words: Vec<&str> = table.words().iter().collect();
            let found: BTreeMap<String, u32> = found
                .into_iter()
                .map(|(word, times)| (words[word as usize].to_owned(), times))
                .collect();
            prop_assert_eq!(all, expected.values().sum::<u32>());
            prop_assert_eq!(found, expected);
        }
    }
}
