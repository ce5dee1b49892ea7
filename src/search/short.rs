//! Short words found by all their bytes as one number: nothing else is looked at to find them, and a slot is
//! no more than a number.

/// Words with numbers in the order in which they came; those of up to 16 bytes are found.
pub struct Short {
    /// A power of two of numbers, plus one, at least half of them 0, which is none.
    slots: Vec<u32>,
    /// Each word by its number; 0 for those that are not short.
    keys: Vec<u128>,
}

/// Slots of a table without words.
const SLOTS: usize = 1 << 12;

impl Default for Short {
    fn default() -> Self {
        Self {
            slots: vec![0; SLOTS],
            keys: Vec::new(),
        }
    }
}

impl Short {
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
