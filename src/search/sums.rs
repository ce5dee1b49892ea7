//! Sets of documents and numbers for some of them, as wide as the site: adding to one is an addition and
//! a bit, and nothing is ever sorted.

/// A set of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documents(Vec<u64>);

const WORD: usize = u64::BITS as usize;

impl Documents {
    pub fn none(documents: usize) -> Self {
        Self(vec![0; documents.div_ceil(WORD)])
    }

    pub fn all(documents: usize) -> Self {
        let mut all = vec![u64::MAX; documents.div_ceil(WORD)];
        if let Some(last) = all.last_mut().filter(|_| !documents.is_multiple_of(WORD)) {
            *last = (1 << (documents % WORD)) - 1;
        }
        Self(all)
    }

    pub fn insert(&mut self, doc: u32) {
        self.0[doc as usize / WORD] |= 1 << (doc as usize % WORD);
    }

    pub fn has(&self, doc: u32) -> bool {
        self.0[doc as usize / WORD] >> (doc as usize % WORD) & 1 == 1
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn add(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Only those that `other` has too.
    pub fn keep(&mut self, other: &Self) {
        for (word, kept) in self.0.iter_mut().zip(&other.0) {
            *word &= kept;
        }
    }

    /// All of them, in order.
    pub fn each(&self, mut see: impl FnMut(u32)) {
        for (at, &word) in self.0.iter().enumerate() {
            let mut left = word;
            while left != 0 {
                see((at * WORD) as u32 + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }
}

/// A number for each of some documents.
#[derive(Debug)]
pub struct Sums {
    /// Zero for all others.
    values: Vec<f64>,
    pub docs: Documents,
}

impl Sums {
    pub fn new(documents: usize) -> Self {
        Self {
            values: vec![0.0; documents],
            docs: Documents::none(documents),
        }
    }

    pub fn value(&self, doc: u32) -> f64 {
        self.values[doc as usize]
    }

    pub fn add(&mut self, doc: u32, more: f64) {
        self.values[doc as usize] += more;
        self.docs.insert(doc);
    }

    /// Makes another number of each.
    pub fn change(&mut self, mut other: impl FnMut(u32, f64) -> f64) {
        let values = &mut self.values;
        self.docs.each(|doc| {
            let value = &mut values[doc as usize];
            *value = other(doc, *value);
        });
    }

    /// Only those of `docs`; the numbers of the others are zero again.
    pub fn keep(&mut self, docs: &Documents) {
        let values = &mut self.values;
        self.docs.each(|doc| {
            if !docs.has(doc) {
                values[doc as usize] = 0.0;
            }
        });
        self.docs.keep(docs);
    }

    /// Forgets all of them, at the cost of those that there are.
    pub fn clear(&mut self) {
        for (word, values) in self.docs.0.iter_mut().zip(self.values.chunks_mut(WORD)) {
            if *word != 0 {
                values.fill(0.0);
                *word = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_all_ends_with_the_last_document() {
        for documents in [0, 1, 63, 64, 65, 128] {
            let all = Documents::all(documents);
            assert_eq!(all.len(), documents);
            let mut seen = Vec::new();
            all.each(|doc| seen.push(doc as usize));
            assert_eq!(seen, (0..documents).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_was_cleared_or_left_out_counts_from_nothing_again() {
        let mut sums = Sums::new(200);
        let mut some = Documents::none(200);
        for doc in [3, 70, 199] {
            sums.add(doc, 2.0);
            sums.add(doc, 0.5);
        }
        some.insert(70);
        sums.keep(&some);
        assert_eq!(
            (sums.docs.len(), sums.value(3), sums.value(70)),
            (1, 0.0, 2.5)
        );
        sums.clear();
        sums.add(70, 1.0);
        assert_eq!((sums.docs.len(), sums.value(70)), (1, 1.0));
    }
}
