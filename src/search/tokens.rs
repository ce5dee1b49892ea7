//! A text as the `shorthand` of the browser index has it: words that begin with a small letter, marks for those that
//! begin with a capital, and what is between them. A space between two words goes without saying.

use std::borrow::Cow;

use super::short_words::{self, HIGH, LONGEST, SMALL};

/// A part of a text.
pub enum Token<'a> {
    /// The next word begins with a capital.
    Capital,
    /// Letters and digits.
    Word(Part<'a>),
    /// What no word is made of, up to the next word.
    Between(Part<'a>),
}

/// Something that a text says.
pub struct Part<'a> {
    said: &'a str,
    /// Whether it is told with a small letter where it has a capital.
    has_capital: bool,
    /// The key of what is told among [`short_words`], 0 when it has none.
    pub key: u128,
}

impl<'a> Part<'a> {
    /// What is told of it.
    pub fn text(&self) -> Cow<'a, str> {
        match self.has_capital {
            false => self.said.into(),
            true => self.said.to_lowercase().into(),
        }
    }
}

/// Whether words are made of it: letters of European languages, and digits.
pub fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}')
}

/// Gives all tokens of a text, in order.
#[inline]
pub fn each_token<'a>(text: &'a str, mut see: impl FnMut(Token<'a>)) {
    let mut at = 0;
    while at < text.len() {
        let start = at;
        at = next_word(text, start);
        let between = &text[start..at];
        let goes_without_saying = start > 0 && between == " " && at < text.len();
        if !between.is_empty() && !goes_without_saying {
            see(Token::Between(Part {
                said: between,
                has_capital: false,
                key: short_words::key(between.as_bytes()),
            }));
        }
        if at < text.len() {
            let word = word_at(text, at);
            at += word.said.len();
            if word.has_capital {
                see(Token::Capital);
            }
            see(Token::Word(word));
        }
    }
}

/// Where the next word starts, or the end.
fn next_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            byte if byte.is_ascii_alphanumeric() => break,
            0..0x80 => at += 1,
            _ => match text[at..].chars().next() {
                Some(c) if !is_of_word(c) => at += c.len_utf8(),
                _ => break,
            },
        }
    }
    at
}

/// The word that starts here.
#[inline]
fn word_at(text: &str, start: usize) -> Part<'_> {
    let all = short_words::first_bytes(&text.as_bytes()[start..]);
    let letters = short_words::between(all | SMALL, b'a', b'z');
    let ends = !(letters | short_words::between(all, b'0', b'9') | all) & HIGH;
    let (word, size) = short_words::before(all, ends);
    let high = word & HIGH;
    if size >= LONGEST || high != 0 && !is_small_latin(word, high) {
        return any_word_at(text, start);
    }
    // Only the first letter: `ATT` is told as it is.
    let has_capital = short_words::between(word, b'A', b'Z') == 0x80;
    Part {
        said: &text[start..start + size],
        has_capital,
        key: word | u128::from(has_capital) << 5,
    }
}

/// Whether what is not ASCII in a word is of small letters of two bytes from à to ÿ.
fn is_small_latin(word: u128, high: u128) -> bool {
    let leads = short_words::equal(word, 0xc3);
    let others = leads << 8;
    high == leads | others && word & others >> 2 == others >> 2
}

/// The same of a word of any letters and any length.
fn any_word_at(text: &str, start: usize) -> Part<'_> {
    let rest = &text[start..];
    let said = &rest[..rest.find(|c| !is_of_word(c)).unwrap_or(rest.len())];
    let small = said.to_lowercase();
    let has_capital = small != said && capital(&small) == said && small.chars().all(is_of_word);
    let told = if has_capital { &small } else { said };
    Part {
        said,
        has_capital,
        key: short_words::key(told.as_bytes()),
    }
}

/// A word with a capital at its beginning.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
