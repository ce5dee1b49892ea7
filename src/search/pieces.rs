//! The pieces of words that are not said often enough to have a symbol of their own: letters, and some of
//! those that often follow each other.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::bit_reader::Reader;
use super::bits::Bits;
use super::code::Code;
use super::short_words;

/// Bytes of the longest piece: they are a number.
const BYTES: usize = 8;

/// Pieces of more than one letter, at most.
const MOST: usize = 250;

/// Words that pieces are chosen by, the most frequent.
const WORDS: usize = 3_000;

/// Ends a word; the others are letters.
const END: &str = "";

/// Stands before the 16 bits of a UTF-16 unit of a letter that is no piece.
const OTHER: &str = "\u{1}";

/// What a letter that is no piece costs, in bits: it is rare.
const RARE: u32 = 30;

/// A part of a word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A piece.
    Symbol(u32),
    /// A UTF-16 unit of a letter that is none.
    Unit(u16),
}

/// A code of pieces.
pub struct Pieces {
    code: Code,
    /// The symbol of a piece by its key, and how many bits it has.
    symbols: FxHashMap<u64, (u32, u8)>,
    end: usize,
    other: usize,
}

impl Pieces {
    /// The best for words that come so many times: a piece is two others that follow each other most often, and
    /// more than `least` times (byte pair encoding, Gage 1994).
    pub fn of_words(mut words: Vec<(&str, u64)>, least: u64) -> Option<Pieces> {
        words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        words.truncate(WORDS);
        let mut pairs = Pairs::of(&words);
        while pairs.texts.len() < pairs.letters + MOST && pairs.join_most_frequent(least) {}
        let ends = words.iter().map(|(_, times)| times).sum();
        let others = [(END.into(), ends), (OTHER.into(), 1)];
        let pieces = pairs.pieces().chain(others).collect();
        Pieces::of_code(Code::of_times(pieces, str::to_owned))
    }

    /// Nothing where a code has no end.
    fn of_code(code: Code) -> Option<Pieces> {
        let place = |wanted: &str| code.symbols().iter().position(|symbol| **symbol == *wanted);
        let (end, other) = (place(END)?, place(OTHER)?);
        let pieces = code.symbols().iter().enumerate();
        let pieces = pieces.filter(|&(symbol, _)| symbol != end && symbol != other);
        let symbols = pieces.filter_map(|(symbol, piece)| {
            Some((key(piece)?, (symbol as u32, code.bits(symbol).1)))
        });
        Some(Pieces {
            symbols: symbols.collect(),
            end,
            other,
            code,
        })
    }

    /// Writes the code.
    pub fn list(&self, out: &mut Bits) {
        out.number(self.code.by_length().len());
        for pieces in self.code.by_length() {
            out.words(pieces.iter().map(|piece| &**piece));
        }
    }

    /// Reads a code; nothing when it is none.
    pub fn read_list(r: &mut Reader) -> Option<Pieces> {
        Pieces::of_code(Code::of_lengths(r.many(Reader::words)?)?)
    }

    /// A word in the pieces that take the fewest bits, and its end.
    pub fn write(&self, out: &mut Bits, word: &str) {
        for part in self.parts(word) {
            self.write_part(out, Some(part));
        }
        self.write_part(out, None);
    }

    /// The pieces of a word that take the fewest bits.
    pub fn parts(&self, word: &str) -> Vec<Part> {
        let bytes = word.as_bytes();
        let mut best = vec![Best::default(); bytes.len() + 1];
        best[0].bits = 0;
        for (start, letter) in word.char_indices() {
            let so_far = best[start].bits;
            let mut reach = |size: usize, bits: u32, symbol: Option<u32>| {
                let end = &mut best[start + size];
                if so_far + bits < end.bits {
                    (end.bits, end.size, end.symbol) = (so_far + bits, size, symbol);
                }
            };
            reach(letter.len_utf8(), RARE, None);
            let next = short_words::first_bytes(&bytes[start..]) as u64;
            for size in 1..=BYTES.min(bytes.len() - start) {
                let key = next & u64::MAX >> (u64::BITS as usize - 8 * size);
                if let Some(&(symbol, bits)) = self.symbols.get(&key) {
                    reach(size, bits.into(), Some(symbol));
                }
            }
        }
        let (mut parts, mut end) = (Vec::new(), bytes.len());
        while end > 0 {
            let Best { size, symbol, .. } = best[end];
            let piece = &word[end - size..end];
            end -= size;
            match symbol {
                Some(symbol) => parts.push(Part::Symbol(symbol)),
                None => parts.extend(
                    piece
                        .encode_utf16()
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev()
                        .map(Part::Unit),
                ),
            }
        }
        parts.reverse();
        parts
    }

    /// A part of a word, or its end.
    pub fn write_part(&self, out: &mut Bits, part: Option<Part>) {
        match part {
            None => out.symbol(&self.code, self.end),
            Some(Part::Symbol(symbol)) => out.symbol(&self.code, symbol as usize),
            Some(Part::Unit(unit)) => {
                out.symbol(&self.code, self.other);
                out.bits(unit.into(), 16);
            }
        }
    }

    /// Reads what [`Pieces::write`] wrote.
    pub fn read(&self, r: &mut Reader) -> Option<String> {
        let mut units = Vec::new();
        while let Some(part) = self.read_part(r)? {
            units.extend(part);
        }
        String::from_utf16(&units).ok()
    }

    /// The letters of a part of a word, or its end.
    pub fn read_part(&self, r: &mut Reader) -> Option<Option<Vec<u16>>> {
        Some(match r.symbol(&self.code)? {
            symbol if symbol == self.end => None,
            symbol if symbol == self.other => Some(vec![r.bits(16)? as u16]),
            symbol => Some(self.code.symbol(symbol).encode_utf16().collect()),
        })
    }
}

/// The key of a piece; nothing of a text that is none.
fn key(piece: &str) -> Option<u64> {
    let short = piece.len() <= BYTES;
    short.then(|| short_words::key(piece.as_bytes()) as u64)
}

/// Words as pieces, which become longer.
struct Pairs {
    /// Each piece by its number, letters first.
    texts: Vec<String>,
    letters: usize,
    /// The pieces of each word, and how often it comes.
    words: Vec<(Vec<u32>, u64)>,
    /// How often one piece follows another.
    times: FxHashMap<(u32, u32), i64>,
}

impl Pairs {
    fn of(words: &[(&str, u64)]) -> Pairs {
        // The others are no letters, and two of them have a meaning of their own.
        let letters_of = |word: &str| word.chars().filter(|&c| c >= ' ').collect::<Vec<char>>();
        let mut letters: Vec<char> = words
            .iter()
            .flat_map(|(word, _)| letters_of(word))
            .collect();
        letters.sort_unstable();
        letters.dedup();
        let number = |letter| letters.partition_point(|&other| other < letter) as u32;
        let words = words
            .iter()
            .map(|&(word, times)| (letters_of(word).into_iter().map(number).collect(), times));
        let mut pairs = Pairs {
            texts: letters.iter().map(char::to_string).collect(),
            letters: letters.len(),
            words: words.collect(),
            times: FxHashMap::default(),
        };
        for (pieces, times) in &pairs.words {
            count(&mut pairs.times, pieces, *times as i64);
        }
        pairs
    }

    /// Makes one piece of the two; false when no two come more than `least` times.
    fn join_most_frequent(&mut self, least: u64) -> bool {
        let texts = &self.texts;
        let length = |piece: u32| texts[piece as usize].len();
        let frequent = self.times.iter().filter(|&(&(first, second), &times)| {
            times > least as i64 && length(first) + length(second) <= BYTES
        });
        // Numbers follow from the words: the same everywhere.
        let most = frequent.max_by_key(|&(&pair, &times)| (times, Reverse(pair)));
        let Some((&(first, second), _)) = most else {
            return false;
        };
        let both = self.texts.len() as u32;
        self.texts
            .push(self.texts[first as usize].clone() + &self.texts[second as usize]);
        for (pieces, times) in &mut self.words {
            if !pieces.windows(2).any(|pair| pair == [first, second]) {
                continue;
            }
            count(&mut self.times, pieces, -(*times as i64));
            let mut joined: Vec<u32> = Vec::with_capacity(pieces.len());
            for &piece in pieces.iter() {
                match joined.last_mut() {
                    Some(last) if (*last, piece) == (first, second) => *last = both,
                    _ => joined.push(piece),
                }
            }
            *pieces = joined;
            count(&mut self.times, pieces, *times as i64);
        }
        true
    }

    /// All pieces with how often they come.
    fn pieces(self) -> impl Iterator<Item = (Box<str>, u64)> {
        let mut all = vec![0; self.texts.len()];
        for (pieces, times) in &self.words {
            for &piece in pieces {
                all[piece as usize] += times;
            }
        }
        self.texts.into_iter().map(String::into_boxed_str).zip(all)
    }
}

/// Adds to how often one of the pieces follows another.
fn count(times: &mut FxHashMap<(u32, u32), i64>, pieces: &[u32], more: i64) {
    for pair in pieces.windows(2) {
        *times.entry((pair[0], pair[1])).or_default() += more;
    }
}

/// The fewest bits of the letters up to a place, and the last piece of these.
#[derive(Clone, Copy)]
struct Best {
    bits: u32,
    size: usize,
    symbol: Option<u32>,
}

impl Default for Best {
    fn default() -> Best {
        Best {
            bits: u32::MAX,
            size: 0,
            symbol: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_its_pieces_and_endings_are_pieces() {
        let words = [
            "administración", "atención", "planeación", "contratación", "gestión", "atenciones",
        ];
        let pieces = Pieces::of_words(words.iter().map(|&word| (word, 10)).collect(), 20).unwrap();
        let size = |word: &str| {
            let mut out = Bits::default();
            pieces.write(&mut out, word);
            let mut reader = Reader::new(out.to_bytes(), out.len());
            assert_eq!(pieces.read(&mut reader).as_deref(), Some(word));
            out.len()
        };
        for word in words.iter().chain(&["ñandú", "ψ😀", ""]) {
            size(word);
        }
        assert!(size("ción") < size("nóic") / 2);
    }
}
