//! The shorthand in which texts of the browser index are written: few bits for each word that the site says often,
//! and few for each piece of the others.
//!
//! A text of its own is too short for deflate to know the language. A list of words that all texts share is
//! smaller on every host, and a browser looks words up in it. See docs/search-format.md.

use super::bit_reader::Reader;
use super::bits::Bits;
use super::code::Code;
use super::pieces::Pieces;
use super::short_words::{self, ShortWords};
use super::tokens::{Token, each_token};

/// Symbols that are no texts: the end of a text; a word in pieces; that the next letter is a capital; and that the next
/// space is not said.
pub const MARKS: [&str; 4] = ["", "\u{1}", "\u{2}", "\u{8}"];
pub const END: usize = 0;
pub const PIECES: usize = 1;
pub const CAPITAL: usize = 2;
pub const NO_SPACE: usize = 3;

/// A list of words, with the bits of each.
pub struct Shorthand {
    words: Code,
    pieces: Pieces,
    /// The symbols of [`MARKS`].
    marks: [usize; MARKS.len()],
    /// What is written for each part of the list that has a key.
    known: ShortWords,
    written: Vec<Written>,
    /// The same of words in pieces: apart, because few are looked up there and they are many.
    remembered: ShortWords,
    spelt: Vec<Written>,
}

/// Bits, at most 64.
#[derive(Clone, Copy, Default)]
struct Written {
    bits: u64,
    size: u32,
}

impl Shorthand {
    /// Nothing where one of the marks is missing.
    pub fn of_codes(words: Code, pieces: Pieces) -> Option<Shorthand> {
        let mut marks = [None; MARKS.len()];
        let (mut known, mut written) = (ShortWords::default(), Vec::new());
        for (symbol, text) in words.symbols().iter().enumerate() {
            let mark = MARKS.iter().position(|mark| **mark == **text);
            if let Some(mark) = mark {
                marks[mark] = Some(symbol);
            }
            // A word with the space before it, or what is between words, after which there is none.
            let part = match text.strip_suffix('\u{8}') {
                Some(between) => between,
                None => text.strip_prefix(' ').unwrap_or_default(),
            };
            let key = short_words::key(part.as_bytes());
            known.add((mark.is_none() && key != 0).then_some(key));
            written.push(Written::default().and(words.bits(symbol)));
        }
        let [end, in_pieces, capital, no_space] = marks;
        Some(Shorthand {
            marks: [end?, in_pieces?, capital?, no_space?],
            words,
            pieces,
            known,
            written,
            remembered: ShortWords::default(),
            spelt: Vec::new(),
        })
    }

    /// The shorthand of a file `d`; nothing when it is none.
    pub fn read(r: &mut Reader) -> Option<Shorthand> {
        let pieces = Pieces::read_list(r)?;
        let words = r.many(|r| r.words_by(|r| pieces.read_part(r)))?;
        Shorthand::of_codes(Code::of_lengths(words)?, pieces)
    }

    /// The file `d`.
    pub fn list(&self) -> Bits {
        let mut out = Bits::default();
        self.pieces.list(&mut out);
        out.number(self.words.by_length().len());
        for words in self.words.by_length() {
            out.words_by(
                words.iter().map(|word| &**word),
                |word| self.pieces.parts(word),
                |out, part| self.pieces.write_part(out, part),
            );
        }
        out
    }

    /// Reckons the pieces of a word once for all texts.
    pub fn remember(&mut self, word: &str) {
        let key = short_words::key(word.as_bytes());
        let mut bits = Bits::default();
        self.in_pieces(&mut bits, word);
        let size = bits.len();
        if key != 0 && size <= u64::BITS as usize {
            let mut bytes = bits.to_bytes();
            bytes.resize(8, 0);
            let all = bytes
                .iter()
                .fold(0, |all, &byte| all << 8 | u64::from(byte));
            self.remembered.add(Some(key));
            self.spelt.push(Written {
                bits: all >> (u64::BITS as usize - size),
                size: size as u32,
            });
        }
    }

    /// A text, and its end.
    pub fn text(&self, out: &mut Bits, text: &str) {
        each_token(text, |token| {
            let (part, is_word) = match token {
                Token::Capital => return self.mark(out, CAPITAL),
                Token::Word(word) => (word, true),
                Token::Between(between) => (between, false),
            };
            if let Some(number) = self.known.get(part.key) {
                self.written[number as usize].put(out);
            } else if !is_word {
                self.by_letter(out, &part.text());
            } else if let Some(number) = self.remembered.get(part.key) {
                self.spelt[number as usize].put(out);
            } else {
                self.in_pieces(out, &part.text());
            }
        });
        self.mark(out, END);
    }

    fn mark(&self, out: &mut Bits, mark: usize) {
        out.symbol(&self.words, self.marks[mark]);
    }

    /// A word that is not in the list.
    fn in_pieces(&self, out: &mut Bits, word: &str) {
        self.mark(out, PIECES);
        self.pieces.write(out, word);
    }

    /// What is between words and not in the list. A mark that a text has is no letter that anybody sees.
    fn by_letter(&self, out: &mut Bits, between: &str) {
        for letter in between.chars() {
            let letter = if is_mark(letter) {
                char::REPLACEMENT_CHARACTER
            } else {
                letter
            };
            let mut bytes = [0; 4];
            let letter = letter.encode_utf8(&mut bytes);
            if let Some(number) = self.known.get(short_words::key(letter.as_bytes())) {
                self.written[number as usize].put(out);
                continue;
            }
            self.mark(out, NO_SPACE);
            self.in_pieces(out, letter);
            self.mark(out, NO_SPACE);
        }
    }

    /// Reads what [`Shorthand::text`] wrote.
    pub fn said(&self, r: &mut Reader) -> Option<String> {
        let mut said = String::from(MARKS[NO_SPACE]);
        loop {
            let symbol = r.symbol(&self.words)?;
            if symbol == self.marks[END] {
                break;
            }
            if symbol == self.marks[PIECES] {
                said.push(' ');
                said.push_str(&self.pieces.read(r)?);
            } else {
                said.push_str(self.words.symbol(symbol));
            }
        }
        let (mut out, mut capital) = (String::with_capacity(said.len()), false);
        let mut letters = said.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\u{2}' => capital = true,
                '\u{8}' => {
                    capital |= letters.next_if_eq(&'\u{2}').is_some();
                    letters.next_if_eq(&' ');
                }
                ' ' => out.push(' '),
                letter if capital => {
                    out.extend(letter.to_uppercase());
                    capital = false;
                }
                letter => out.push(letter),
            }
        }
        Some(out)
    }
}

/// Whether a letter is a mark or nothing, and so none of a text.
pub fn is_mark(letter: char) -> bool {
    matches!(letter, '\0' | '\u{1}' | '\u{2}' | '\u{8}')
}

impl Written {
    fn and(self, (bits, size): (u32, u8)) -> Written {
        Written {
            bits: self.bits << size | u64::from(bits),
            size: self.size + u32::from(size),
        }
    }

    #[inline]
    fn put(self, out: &mut Bits) {
        if self.size > 32 {
            out.bits(self.bits >> 32, self.size - 32);
            out.bits(self.bits & u64::from(u32::MAX), 32);
        } else {
            out.bits(self.bits, self.size);
        }
    }
}
