//! Words of up to 16 bytes as one number, the first byte the lowest: all their bytes are looked at together,
//! and nothing else to find them. A slot of their table is no more than a number.

/// Words with numbers in the order in which they came; those of up to 16 bytes are found.
pub struct ShortWords {
    /// A power of two of numbers, plus one, at least half of them 0, which is none.
    slots: Vec<u32>,
    /// Each word by its number; 0 for those that are not short.
    keys: Vec<u128>,
}

/// Slots of a table without words.
const SLOTS: usize = 1 << 12;

impl Default for ShortWords {
    fn default() -> Self {
        Self {
            slots: vec![0; SLOTS],
            keys: Vec::new(),
        }
    }
}

impl ShortWords {
    /// The number of the word with this key; none for 0, which is none's.
    pub fn get(&self, key: u128) -> Option<u32> {
        self.slots[self.slot(key)].checked_sub(1)
    }

    /// Gives a word the next number; a word that is not short has none of these keys.
    pub fn add(&mut self, key: Option<u128>) {
        self.keys.push(key.unwrap_or_default());
        if 2 * self.keys.len() > self.slots.len() {
            self.slots = vec![0; 2 * self.slots.len()];
            for number in 0..self.keys.len() {
                self.place(number);
            }
        } else {
            self.place(self.keys.len() - 1);
        }
    }

    fn place(&mut self, number: usize) {
        let key = self.keys[number];
        if key != 0 {
            let slot = self.slot(key);
            self.slots[slot] = number as u32 + 1;
        }
    }

    /// Where the number of this key is, or where it would be.
    fn slot(&self, key: u128) -> usize {
        let mixed =
            (key as u64 ^ ((key >> 64) as u64).rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut at = (mixed >> 32) as usize;
        loop {
            at &= self.slots.len() - 1;
            match self.slots[at] {
                0 => return at,
                number if self.keys[number as usize - 1] == key => return at,
                _ => at += 1,
            }
        }
    }
}

/// Bytes of the longest word that fits.
pub const LONGEST: usize = size_of::<u128>();

const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;

/// The high bit of each byte.
pub const HIGH: u128 = 0x80 * ONES;

/// What tells a small letter from a capital, in each byte; digits have it too.
pub const SMALL: u128 = 0x20 * ONES;

/// The first of these bytes; those that are not there are 0.
#[inline]
pub fn first_bytes(bytes: &[u8]) -> u128 {
    let all = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut all = [0; LONGEST];
        all[..bytes.len()].copy_from_slice(bytes);
        all
    });
    u128::from_le_bytes(all)
}

/// The high bit of each byte that is one from `first` to `last`, which are ASCII.
#[inline]
pub fn between(bytes: u128, first: u8, last: u8) -> u128 {
    let low = bytes & !HIGH;
    let from_first = low + u128::from(0x80 - first) * ONES;
    let after_last = low + u128::from(0x7f - last) * ONES;
    from_first & !after_last & !bytes & HIGH
}

/// The high bit of each byte that is this one.
#[inline]
pub fn equal(bytes: u128, byte: u8) -> u128 {
    let other = bytes ^ (u128::from(byte) * ONES);
    !(((other & !HIGH) + 0x7f * ONES) | other) & HIGH
}

/// The key of a word; 0 of one that has none, because it is too long or ends with a byte that is 0.
#[inline]
pub fn key(word: &[u8]) -> u128 {
    match word {
        [.., last] if word.len() <= LONGEST && *last != 0 => first_bytes(word),
        _ => 0,
    }
}

/// The word that has this key.
pub fn word_of(key: u128) -> String {
    let bytes = key.to_le_bytes();
    let last = bytes.iter().rposition(|&byte| byte != 0);
    String::from_utf8_lossy(&bytes[..last.map_or(0, |last| last + 1)]).into_owned()
}

/// The bytes before the first of which the high bit is set in `ends`, and 0 for the others; how many there are.
#[inline]
pub fn before(bytes: u128, ends: u128) -> (u128, usize) {
    let first = ends & ends.wrapping_neg();
    let before = (first >> 7).wrapping_sub(1);
    (bytes & before, ends.trailing_zeros() as usize / 8)
}
