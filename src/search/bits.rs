//! The bits of the browser index, and what they say: numbers, lists of documents, texts.
//! `docs/search-format.md` specifies what is written here and read again in `bit_reader` and in the client.

use super::code::Code;
use super::letters::{CODE, END, LETTERS, OTHER, symbol};

/// Bits of which there come more, the highest of each number first.
#[derive(Clone, Default)]
pub struct Bits {
    /// A multiple of four.
    bytes: Vec<u8>,
    /// What is not in `bytes` yet: the lowest `left` bits, fewer than 32.
    rest: u64,
    left: u32,
}

impl Bits {
    /// The lowest `size` bits of `value`, at most 32; it has no others.
    #[inline]
    pub fn bits(&mut self, value: u64, size: u32) {
        self.rest = self.rest << size | value;
        self.left += size;
        if self.left >= 32 {
            self.left -= 32;
            let full = (self.rest >> self.left) as u32;
            self.bytes.extend_from_slice(&full.to_be_bytes());
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        8 * self.bytes.len() + self.left as usize
    }

    /// A number by how many bits it has: Exp-Golomb of order `least`, for numbers of which half have no more than so
    /// many bits (<https://en.wikipedia.org/wiki/Exponential-Golomb_coding>).
    pub fn number_of(&mut self, number: usize, least: u32) {
        let value = (number as u64).min(u64::from(u32::MAX)) + (1 << least);
        let size = value.ilog2();
        self.bits(0, size - least);
        self.bits(1, 1);
        self.bits(value - (1 << size), size);
    }

    /// A number that may be any.
    pub fn number(&mut self, number: usize) {
        self.number_of(number, 3);
    }

    /// All of others.
    pub fn add(&mut self, other: &Bits) {
        for four in other.bytes.chunks_exact(4) {
            let bits = four
                .iter()
                .fold(0, |bits, &byte| bits << 8 | u64::from(byte));
            self.bits(bits, 32);
        }
        self.bits(other.rest & ((1 << other.left) - 1), other.left);
    }

    /// Documents of a site of `of`, in order: how many, then each as its distance from the one after the last, by
    /// Golomb's code of the divisor that is best for as many at random
    /// (<https://en.wikipedia.org/wiki/Golomb_coding>).
    pub fn documents(&mut self, documents: &[u32], of: usize) {
        self.number(documents.len());
        let golomb = Golomb::of(documents.len(), of);
        let mut next = 0;
        for &doc in documents {
            let mut distance = doc - next;
            next = doc + 1;
            while distance >= golomb.divisor {
                self.bits(0, 1);
                distance -= golomb.divisor;
            }
            self.bits(1, 1);
            match distance < golomb.short {
                true => self.bits(distance.into(), golomb.size),
                false => self.bits((distance + golomb.short).into(), golomb.size + 1),
            }
        }
    }

    /// A text, letter by letter.
    pub fn text(&mut self, text: &str) {
        text.encode_utf16().for_each(|unit| self.unit(Some(unit)));
        self.unit(None);
    }

    /// A letter, which may be half of one, or the end of a text.
    fn unit(&mut self, unit: Option<u16>) {
        let letter = unit.unwrap_or_default();
        let place = symbol(letter);
        let is_mark = unit == Some(END as u16) || unit == Some(OTHER as u16);
        match place.filter(|_| !is_mark) {
            Some(place) => self.symbol(&CODE, place),
            None => {
                self.symbol(&CODE, symbol(OTHER as u16).unwrap_or_default());
                self.bits(letter.into(), 16);
            }
        }
    }

    /// A symbol of a code.
    #[inline]
    pub fn symbol(&mut self, code: &Code, symbol: usize) {
        let (bits, size) = code.bits(symbol);
        self.bits(bits.into(), size.into());
    }

    /// Words, each told by what it shares with the one before.
    pub fn words<'a>(&mut self, words: impl ExactSizeIterator<Item = &'a str>) {
        let letters = |word: &str| word.encode_utf16().collect();
        self.words_by(words, letters, Bits::unit);
    }

    /// The same of words that are made of other parts, of which `write` writes one, or the end.
    pub fn words_by<'a, P: Copy + PartialEq>(
        &mut self,
        words: impl ExactSizeIterator<Item = &'a str>,
        parts: impl Fn(&str) -> Vec<P>,
        write: impl Fn(&mut Bits, Option<P>),
    ) {
        self.number(words.len());
        let mut before = Vec::new();
        for word in words {
            let word = parts(word);
            let shared = before.iter().zip(&word).take_while(|(a, b)| a == b);
            let shared = shared.count();
            self.number_of(shared, 1);
            for &part in &word[shared..] {
                write(self, Some(part));
            }
            write(self, None);
            before = word;
        }
    }

    /// The letters of a reader.
    pub fn letters(&mut self) {
        self.number(LETTERS.len());
        for letters in LETTERS {
            self.number(letters.chars().count());
            for letter in letters.chars() {
                self.bits(u32::from(letter).into(), 16);
            }
        }
    }

    /// In bytes; the bits of the last one that there are not are 0.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut all = self.clone();
        while !all.len().is_multiple_of(32) {
            all.bits(0, 1);
        }
        all.bytes.truncate(self.len().div_ceil(8));
        all.bytes
    }
}

/// How distances are written: how many times the divisor, then the rest, which has one bit more where it is not among
/// the first.
pub struct Golomb {
    pub divisor: u32,
    /// Bits of a rest that is less than `short`.
    pub size: u32,
    pub short: u32,
}

impl Golomb {
    pub fn of(documents: usize, of: usize) -> Golomb {
        // What every machine and browser reckons alike.
        let divisor = (of as f64 / documents as f64 * 0.69).round().max(1.0) as u32;
        let divisor = divisor.min(1 << 30);
        let size = divisor.ilog2();
        Golomb {
            divisor,
            size,
            short: (2 << size) - divisor,
        }
    }
}
