//! Distance between words: what a slip of the finger costs.

/// A word made ready to be compared with many others.
pub struct Near {
    letters: Vec<char>,
    other: Vec<char>,
    signature: u32,
    rows: [Vec<u8>; 3],
}

/// One bit a letter (others share the last): two words at distance `d` differ in at most `2d` bits.
pub fn signature(word: &str) -> u32 {
    word.chars().fold(0, |bits, c| {
        let bit = if c.is_ascii_lowercase() {
            c as u32 - 'a' as u32
        } else {
            26
        };
        bits | 1 << bit
    })
}

/// Whether this is what a keyboard without `ñ` makes of a word that has one.
pub fn is_typed_with_n(typed: &str, word: &str) -> bool {
    word.contains('ñ') && word.replace('ñ', "n") == typed
}

impl Near {
    pub fn new(word: &str) -> Self {
        Self {
            letters: word.chars().collect(),
            other: Vec::new(),
            signature: signature(word),
            rows: Default::default(),
        }
    }

    /// Edits (a letter more, less, other, or two swapped) between the two words, if at most `most`.
    pub fn distance(&mut self, other: &str, signature: u32, most: usize) -> Option<usize> {
        if (self.signature ^ signature).count_ones() as usize > 2 * most {
            return None;
        }
        self.other.clear();
        self.other.extend(other.chars());
        let other = &self.other;
        if self.letters.len().abs_diff(other.len()) > most {
            return None;
        }
        let [before, last, row] = &mut self.rows;
        last.clear();
        last.extend(0..=other.len() as u8);
        for (i, &a) in self.letters.iter().enumerate() {
            row.clear();
            row.push(i as u8 + 1);
            for (j, &b) in other.iter().enumerate() {
                let mut cost = (last[j] + u8::from(a != b))
                    .min(last[j + 1] + 1)
                    .min(row[j] + 1);
                if i > 0 && j > 0 && a == other[j - 1] && self.letters[i - 1] == b {
                    cost = cost.min(before[j - 1] + 1);
                }
                row.push(cost);
            }
            if row.iter().all(|&cost| usize::from(cost) > most) {
                return None;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        last.last()
            .map(|&cost| usize::from(cost))
            .filter(|&cost| cost <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expect: Option<usize>) {
        assert_eq!(Near::new(a).distance(b, signature(b), 2), expect, "{a} {b}");
    }

    #[test]
    fn one_slip_is_one_edit() {
        check("agua", "agua", Some(0));
        check("auga", "agua", Some(1));
        check("aga", "agua", Some(1));
        check("aguas", "agua", Some(1));
        check("abua", "agua", Some(1));
        check("capasitasion", "capacitacion", Some(2));
        check("casa", "agua", None);
        check("año", "ano", Some(1));
    }
}
