//! The shorthand in which texts of the browser index are written: one character for each word that the
//! site says often, and for what JSON has around them.
//!
//! A text of its own is too short for deflate to know the language, and deflating them was an eighth of
//! what a large site costs to build. A list of words that all texts share is quicker to write with, smaller before a host
//! compresses it and after, and a browser undoes it with one replacement. See docs/search-format.md.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::format::Bytes;
use super::short_words::{self, LONGEST, ShortWords};
use crate::view::search::Section;

/// Documents whose words are counted; of a larger site, a sample.
pub const SAMPLE: usize = 512;

/// Texts that somebody reads while searching for a while: a word has its place in the list when it saves
/// more bytes in these than it takes.
const READ: usize = 20;

/// What every list begins with: the frame of JSON around a document, and what JSON writes otherwise.
const FRAME: [(char, &str); 13] = [
    (NEWLINE, "\\n"),
    (ANCHOR, "{\"anchor\":\""),
    (HEADING, "\",\"heading\":\""),
    (TEXT, "\",\"text\":\""),
    (END, "\"}"),
    (URL, "{\"url\":\""),
    (TITLE, "\",\"title\":\""),
    (KIND, "\",\"kind\":\""),
    (DATE, "\",\"date\":\""),
    (SUMMARY, "\",\"summary\":\""),
    (SECTIONS, "\",\"sections\":["),
    (QUOTE, "\\\""),
    (BACKSLASH, "\\\\"),
];

const NEWLINE: char = '\u{1}';
const ANCHOR: char = '\u{2}';
const HEADING: char = '\u{3}';
const TEXT: char = '\u{4}';
const END: char = '\u{5}';
const URL: char = '\u{100}';
const TITLE: char = '\u{101}';
const KIND: char = '\u{102}';
const DATE: char = '\u{103}';
const SUMMARY: char = '\u{104}';
const SECTIONS: char = '\u{105}';
const QUOTE: char = '\u{106}';
const BACKSLASH: char = '\u{107}';

/// Characters for words: those of one byte in UTF-8 that a script may hold as they are, and those of two.
const ONE_BYTE: usize = 24;
const TWO_BYTES: Range<u32> = 0x108..0x800;

fn one_byte() -> impl Iterator<Item = u32> {
    (6..0x20).filter(|code| !matches!(code, 0x0a | 0x0d))
}

/// How often each word is said.
#[derive(Default)]
pub struct Counted {
    times: FxHashMap<Box<str>, u32>,
    documents: usize,
}

/// A list of words and the character of each.
pub struct Shorthand {
    /// By character; empty where one stands for itself.
    words: Vec<Box<str>>,
    /// The number of a word is its character.
    codes: ShortWords,
}

impl Counted {
    /// Counts the words of a document, which may have many texts.
    pub fn add<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        self.documents += 1;
        for text in texts {
            let mut at = 0;
            while at < text.len() {
                let (end, _) = word(text.as_bytes(), at);
                let said = &text[at..end];
                match self.times.get_mut(said) {
                    Some(times) => *times += 1,
                    None if said.is_empty() => {}
                    None => drop(self.times.insert(said.into(), 1)),
                }
                at = end.max(at + 1);
            }
        }
    }

    /// The words that save most. Only which words these are decides their characters, so that a few more or
    /// fewer of them change nothing.
    pub fn shorthand(self) -> Shorthand {
        let documents = self.documents;
        let read = READ.min(documents);
        let worth = self.times.into_iter().filter_map(|(word, times)| {
            let size = word.len();
            let saved = times as usize * size.checked_sub(2)?;
            let pays = size <= LONGEST && saved * read > documents * (2 + size / 2);
            pays.then_some((saved, times, word))
        });
        let mut words: Vec<(usize, u32, Box<str>)> = worth.collect();
        words.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        words.truncate(ONE_BYTE + TWO_BYTES.len());
        words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
        let mut words: Vec<Box<str>> = words.into_iter().map(|(_, _, word)| word).collect();
        let few = words.len().min(ONE_BYTE);
        let (first, others) = words.split_at_mut(few);
        first.sort_unstable();
        others.sort_unstable();
        let mut list: Vec<Box<str>> = vec![Box::default(); TWO_BYTES.start as usize];
        for (code, word) in FRAME {
            list[code as usize] = word.into();
        }
        let mut words = words.into_iter();
        for (code, word) in one_byte().zip(words.by_ref().take(few)) {
            list[code as usize] = word;
        }
        list.extend(words);
        Shorthand::new(list)
    }
}

impl Shorthand {
    fn new(words: Vec<Box<str>>) -> Shorthand {
        let mut codes = ShortWords::default();
        for listed in &words {
            let (end, key) = word(listed.as_bytes(), 0);
            codes.add((end == listed.len()).then_some(key));
        }
        Shorthand { words, codes }
    }

    /// The shorthand of the list in a file `d`; nothing when it is none.
    pub fn of_list(list: Vec<String>) -> Option<Shorthand> {
        let framed = FRAME.iter().all(|&(code, word)| {
            let listed = list.get(code as usize);
            listed.is_some_and(|listed| listed == word)
        });
        let fits = list.len() <= TWO_BYTES.end as usize;
        let short = list.iter().all(|word| word.len() <= LONGEST);
        (framed && fits && short)
            .then(|| Shorthand::new(list.into_iter().map(String::into_boxed_str).collect()))
    }

    /// The file `d`.
    pub fn list(&self) -> Bytes {
        let mut out = Bytes::default();
        out.words(self.words.iter().map(|word| &**word));
        out
    }

    /// A document: address, title, kind, date, summary, and its sections with the prose of each.
    pub fn document<'a>(
        &self,
        out: &mut String,
        heads: [&str; 5],
        sections: impl Iterator<Item = (&'a Section, &'a str)>,
    ) {
        for (frame, head) in [URL, TITLE, KIND, DATE, SUMMARY].into_iter().zip(heads) {
            out.push(frame);
            self.text(out, head);
        }
        out.push(SECTIONS);
        for (at, (section, prose)) in sections.enumerate() {
            if at > 0 {
                out.push(',');
            }
            let said = [&section.anchor, &section.heading, prose];
            for (frame, text) in [ANCHOR, HEADING, TEXT].into_iter().zip(said) {
                out.push(frame);
                self.text(out, text);
            }
            out.push(END);
        }
        out.push_str("]}");
    }

    fn text(&self, out: &mut String, text: &str) {
        // Hardly any text has one of these in a word.
        let rare = text.bytes().fold(false, |any, byte| any | is_rare(byte));
        // What stands for itself is copied when something comes that does not.
        let (mut left, mut at) = (0, 0);
        while at < text.len() {
            let start = at;
            let (end, key) = word(text.as_bytes(), start);
            at = end.max(start + 1);
            if let Some(code) = self.codes.get(key).and_then(char::from_u32) {
                out.push_str(&text[left..start]);
                out.push(code);
                left = at;
            } else if (rare || end == start) && text.as_bytes()[start..at].iter().any(is_special) {
                out.push_str(&text[left..start]);
                text[start..at].chars().for_each(|c| spell(out, c));
                left = at;
            }
        }
        out.push_str(&text[left..]);
    }

    /// What a text in shorthand says.
    pub fn read(&self, text: &str) -> String {
        let mut out = String::with_capacity(2 * text.len());
        for c in text.chars() {
            match self.words.get(c as usize).filter(|word| !word.is_empty()) {
                Some(word) => out.push_str(word),
                None => out.push(c),
            }
        }
        out
    }
}

/// A character that stands for itself, or what JSON writes for it within the text of a script.
fn spell(out: &mut String, c: char) {
    match c {
        '\n' => out.push(NEWLINE),
        '"' => out.push(QUOTE),
        '\\' => out.push(BACKSLASH),
        '\0'..='\u{1f}' | '\u{100}'..='\u{7ff}' => {
            out.push_str(&format!("\\\\u{:04x}", u32::from(c)));
        }
        _ => out.push(c),
    }
}

/// Whether the character that begins with this byte does not stand for itself.
fn is_special(byte: &u8) -> bool {
    matches!(byte, 0..0x20 | b'"' | b'\\') || is_rare(*byte)
}

/// Whether a character begins with this byte that stands for a word of the list.
fn is_rare(byte: u8) -> bool {
    matches!(byte, 0xc4..=0xdf)
}

/// Where the word ends that starts here, perhaps with a space before it; here, when there is none. With
/// it all its bytes as a number, if it is not too long to have a place in a list.
#[inline]
fn word(bytes: &[u8], start: usize) -> (usize, u128) {
    let rest = &bytes[start..];
    let all = short_words::first_bytes(rest);
    let space = usize::from(all as u8 == b' ');
    let others = (!letters(all) & short_words::HIGH) >> (8 * space) << (8 * space);
    let (word, size) = short_words::before(all, others);
    match size {
        _ if size == space => (start, 0),
        0..LONGEST => (start + size, word),
        _ => {
            let letter = |byte: &&u8| byte.is_ascii_alphabetic() || **byte >= 0x80;
            let more = rest[LONGEST..].iter().take_while(letter).count();
            (start + LONGEST + more, if more == 0 { word } else { 0 })
        }
    }
}

/// The high bit of each byte that is of a letter: of one of a to z, or of any that is not ASCII.
fn letters(bytes: u128) -> u128 {
    short_words::between(bytes | short_words::SMALL, b'a', b'z') | bytes & short_words::HIGH
}

#[cfg(test)]
mod tests {
    use super::super::format::{Reader, literal, written};
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn shorthand(texts: &[&str]) -> Shorthand {
        let mut counted = Counted::default();
        texts.iter().for_each(|text| counted.add([*text]));
        counted.shorthand()
    }

    /// A document with this text, written and read again.
    fn again(shorthand: &Shorthand, text: &str) -> Value {
        let section = Section::default();
        let mut out = String::new();
        let sections = std::iter::once((&section, text));
        shorthand.document(&mut out, [text, "", "", "", ""], sections);
        let script = written(&out);
        let read = literal(&script).unwrap();
        serde_json::from_str(&shorthand.read(&read)).unwrap()
    }

    fn said(text: &str) -> Value {
        let section = json!({"anchor": "", "heading": "", "text": text});
        json!({"url": text, "title": "", "kind": "", "date": "", "summary": "", "sections": [section]})
    }

    #[test]
    fn words_that_are_said_often_take_one_character() {
        let text = "la asistencia técnica territorial y la asistencia técnica ".repeat(30);
        let shorthand = shorthand(&[&text]);
        let mut out = String::new();
        shorthand.text(&mut out, " asistencia técnica territorial, asistencia");
        assert_eq!(out.chars().count(), 3 + ", asistencia".len() - 10);
        assert_eq!(
            shorthand.read(&out),
            " asistencia técnica territorial, asistencia"
        );
        let list = shorthand.list();
        let list = Reader::new(&list.bytes).words().unwrap();
        assert_eq!(Shorthand::of_list(list).unwrap().words, shorthand.words);
    }

    #[test]
    fn a_word_that_is_said_once_is_not_in_the_list() {
        let shorthand = shorthand(&["municipio", "departamento", "asistencia"]);
        assert_eq!(shorthand.words.len(), TWO_BYTES.start as usize);
    }

    #[test]
    fn what_looks_like_a_character_of_the_list_stays_what_it_is() {
        let text =
            "agua \u{1}\u{2}\t\u{1f} Łódź \u{101}\u{7ff} « » — \"x\" \\ \\n \u{2028}\n\r\u{7f}😀 ";
        let shorthand = shorthand(&[&"agua Łódź ".repeat(40)]);
        assert_eq!(again(&shorthand, text), said(text));
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was_written(text in "\\PC{0,60}|[ -~\n\t\u{1}-\u{9}áéñĀ-߿]{0,60}") {
            let shorthand = shorthand(&[&text.repeat(50), "de la de la"]);
            prop_assert_eq!(again(&shorthand, &text), said(&text));
        }
    }
}
