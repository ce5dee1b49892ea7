//! Reads the bits of the browser index: the twin of `bits`.

use super::bits::Golomb;
use super::code::Code;
use super::letters::{CODE, END, LETTERS, OTHER};

/// Reads what `Bits` wrote; nothing comes from bits that are not there, and no number makes it take more
/// room than the bits that came, but for a few bytes each.
pub struct Reader {
    bytes: Vec<u8>,
    at: usize,
    end: usize,
}

impl Reader {
    /// The first `size` bits of some bytes.
    pub fn new(bytes: Vec<u8>, size: usize) -> Self {
        let end = size.min(8 * bytes.len());
        Self { bytes, at: 0, end }
    }

    /// Whether nothing is left but what fills the last pair of characters.
    pub fn is_at_end(&mut self) -> bool {
        let left = self.end - self.at;
        left < 31 && self.bits(left as u32) == Some(0)
    }

    pub fn bit(&mut self) -> Option<bool> {
        let byte = (self.at < self.end).then(|| self.bytes[self.at / 8])?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    pub fn bits(&mut self, size: u32) -> Option<u32> {
        (0..size).try_fold(0, |value, _| Some(value << 1 | u32::from(self.bit()?)))
    }

    /// How many zeros come before the next one.
    fn zeros(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.bit()? {
            zeros += 1;
        }
        Some(zeros)
    }

    /// A number of 32 bits at most.
    pub fn number_of(&mut self, least: u32) -> Option<u32> {
        let size = self
            .zeros()?
            .checked_add(least)
            .filter(|&size| size <= 32)?;
        let mut value = 1_u64;
        for _ in 0..size {
            value = value << 1 | u64::from(self.bit()?);
        }
        u32::try_from(value - (1 << least)).ok()
    }

    pub fn number(&mut self) -> Option<u32> {
        self.number_of(3)
    }

    pub fn many<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(read(self)?);
        }
        Some(all)
    }

    pub fn documents(&mut self, of: usize) -> Option<Vec<u32>> {
        let count = self.number()?;
        let golomb = Golomb::of(count as usize, of);
        let (mut documents, mut next) = (Vec::new(), 0_u32);
        for _ in 0..count {
            let times = self.zeros()?;
            let mut rest = self.bits(golomb.size)?;
            if rest >= golomb.short {
                rest = rest << 1 | u32::from(self.bit()?);
                rest -= golomb.short;
            }
            let doc = times
                .checked_mul(golomb.divisor)?
                .checked_add(rest)?
                .checked_add(next)?;
            if doc as usize >= of {
                return None;
            }
            documents.push(doc);
            next = doc + 1;
        }
        Some(documents)
    }

    /// The place of a symbol in its code.
    pub fn symbol(&mut self, code: &Code) -> Option<usize> {
        let (mut at, mut before) = (0, 0);
        for symbols in code.by_length() {
            at = at << 1 | usize::from(self.bit()?);
            if at < symbols.len() {
                return Some(before + at);
            }
            at -= symbols.len();
            before += symbols.len();
        }
        None
    }

    pub fn text(&mut self) -> Option<String> {
        let mut units = Vec::new();
        while let Some(unit) = self.unit()? {
            units.push(unit);
        }
        String::from_utf16(&units).ok()
    }

    /// A letter, or the end of a text.
    fn unit(&mut self) -> Option<Option<u16>> {
        let symbol = self.symbol(&CODE)?;
        Some(match CODE.symbol(symbol).chars().next()? {
            END => None,
            OTHER => Some(self.bits(16)? as u16),
            letter => Some(letter as u16),
        })
    }

    /// What `Bits::words` wrote.
    pub fn words(&mut self) -> Option<Vec<String>> {
        self.words_by(|r| Some(r.unit()?.map(|unit| vec![unit])))
    }

    /// What `Bits::words_by` wrote; `read` reads the letters of a part, or the end.
    pub fn words_by(
        &mut self,
        read: impl Fn(&mut Self) -> Option<Option<Vec<u16>>>,
    ) -> Option<Vec<String>> {
        let mut parts: Vec<Vec<u16>> = Vec::new();
        self.many(|r| {
            let shared = r.number_of(1)? as usize;
            if shared > parts.len() {
                return None;
            }
            parts.truncate(shared);
            while let Some(part) = read(r)? {
                parts.push(part);
            }
            String::from_utf16(&parts.concat()).ok()
        })
    }

    /// Whether the letters are those of this program.
    pub fn letters(&mut self) -> Option<()> {
        let letters = self.many(|r| r.many(|r| char::from_u32(r.bits(16)?)))?;
        let own = LETTERS
            .iter()
            .map(|letters| letters.chars().collect::<Vec<_>>());
        own.eq(letters).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::bits::Bits;
    use super::*;
    use proptest::prelude::*;

    fn read(bits: &Bits) -> Reader {
        Reader::new(bits.to_bytes(), bits.len())
    }

    proptest! {
        #[test]
        fn numbers_and_texts_are_read_as_they_were_written(
            numbers in prop::collection::vec((any::<u32>(), 0..32_u32), 0..20),
            texts in prop::collection::vec("[a-zñ ]{0,9}|\\PC{0,9}|[\0-\u{3}ÿĀ😀]{0,4}", 0..9),
        ) {
            let mut bits = Bits::default();
            for &(number, shift) in &numbers {
                bits.number_of((number >> shift) as usize, shift % 9);
            }
            let texts: Vec<String> = texts.into_iter().map(|text| text.replace('\0', "")).collect();
            bits.words(texts.iter().map(String::as_str));
            let mut whole = Bits::default();
            whole.number(7);
            whole.add(&bits);
            let mut reader = read(&whole);
            prop_assert_eq!(reader.number(), Some(7));
            for (number, shift) in numbers {
                prop_assert_eq!(reader.number_of(shift % 9), Some(number >> shift));
            }
            prop_assert_eq!(reader.words(), Some(texts));
            prop_assert!(reader.is_at_end());
        }

        #[test]
        fn documents_are_read_as_they_were_written(
            documents in prop::collection::btree_set(0..3_000_u32, 0..300), more in 0..5_000_usize,
        ) {
            let documents: Vec<u32> = documents.into_iter().collect();
            let of = documents.last().map_or(0, |&doc| doc as usize + 1) + more;
            let mut bits = Bits::default();
            bits.documents(&documents, of);
            prop_assert_eq!(read(&bits).documents(of), Some(documents));
        }
    }

    #[test]
    fn letters_are_a_whole_code() {
        let sum: f64 = (1..)
            .zip(LETTERS)
            .map(|(size, letters)| letters.chars().count() as f64 / 2_f64.powi(size))
            .sum();
        assert_eq!(sum, 1.0);
    }
}
