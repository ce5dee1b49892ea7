//! BM25 over the postings of the segment, on two levels: the exact word and its stem. The browser
//! client adds the same numbers in the same order.

use super::index::Error;
use super::plan::{Alternative, Plan, Slot, Unit};
use super::read::{Index, WORDED};
use super::vocabulary::WordId;

/// How soon more of the same word stops counting.
const K1: f64 = 0.9;
/// How much a long document has to say a word more often.
const B: f64 = 0.75;
/// A document shorter than this part of the mean is no better for it: a definition of one sentence
/// would stand before all that is written about its words.
const SHORT: f64 = 0.3;
/// What the weaker of two ways to match adds to the stronger.
pub(super) const TIE: f64 = 0.45;

/// How much of its score a document loses that has next to nothing of the question.
const PARTIAL: f64 = 0.35;

/// Documents with a score, in the order of their ids.
pub type Scored = Vec<(u32, f64)>;

/// All documents that match a plan. A document that has all of the question counts whole, one that
/// has a part of it less.
pub fn score(index: &Index, plan: &Plan) -> Result<Scored, Error> {
    let mut scorer = Scorer::new(index);
    let mut total = Sums::new(index.len());
    let mut covered = Sums::new(index.len());
    let mut whole = 0.0;
    for unit in &plan.units {
        let scored = scorer.unit(unit)?;
        let share = share(index.len(), scored.len());
        whole += share;
        for (doc, score) in scored {
            total.add(doc, score);
            covered.add(doc, share);
        }
    }
    let both = total.take().into_iter().zip(covered.take());
    Ok(both
        .map(|((doc, score), (_, part))| (doc, score * wholeness(part, whole)))
        .collect())
}

/// How much of a question a unit is: rare words are what it is about.
pub(super) fn share(documents: usize, matched: usize) -> f64 {
    let rarity = rarity(documents, matched);
    rarity * rarity
}

pub(super) fn wholeness(part: f64, whole: f64) -> f64 {
    1.0 - PARTIAL + PARTIAL * part / whole
}

pub(super) struct Scorer<'a> {
    pub(super) index: &'a Index,
    /// What one occurrence counts in each field.
    weights: [f64; WORDED],
    exact: Sums,
    stem: Sums,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        let extra = index.about().config.weights;
        let weights = [
            1.0,
            1.0 + extra.title,
            1.0 + extra.headings,
            1.0 + extra.summary,
            1.0 + extra.terms,
        ];
        Self {
            index,
            weights,
            exact: Sums::new(index.len()),
            stem: Sums::new(index.len()),
        }
    }

    /// The best alternative of a unit for each document, and a little of the others.
    pub(super) fn unit(&mut self, unit: &Unit) -> Result<Scored, Error> {
        if let [only] = &unit.alternatives[..] {
            return self.alternative(only);
        }
        let mut best = Sums::new(self.index.len());
        let mut sum = Sums::new(self.index.len());
        for alternative in &unit.alternatives {
            for (doc, score) in self.alternative(alternative)? {
                best.raise(doc, score);
                sum.add(doc, score);
            }
        }
        let sums = sum.take();
        let joined = best.take().into_iter().zip(sums);
        Ok(joined
            .map(|((doc, best), (_, sum))| (doc, best + TIE * (sum - best)))
            .collect())
    }

    pub(super) fn alternative(&mut self, alternative: &Alternative) -> Result<Scored, Error> {
        if let ([only], 1.0) = (&alternative.slots[..], alternative.weight) {
            return self.slot(only);
        }
        let mut sum = Sums::new(self.index.len());
        let mut matched = Sums::new(self.index.len());
        for slot in &alternative.slots {
            for (doc, score) in self.slot(slot)? {
                sum.add(doc, score);
                matched.add(doc, 1.0);
            }
        }
        let needed = if alternative.all {
            alternative.slots.len() as f64
        } else {
            1.0
        };
        let share = alternative.share();
        let both = sum.take().into_iter().zip(matched.take());
        let whole = both.filter(|(_, (_, matched))| *matched >= needed);
        Ok(whole
            .map(|((doc, score), _)| (doc, score * share))
            .collect())
    }

    /// The documents of one word: its exact form and its stem, the better of both counting more.
    fn slot(&mut self, slot: &Slot) -> Result<Scored, Error> {
        self.count(slot)?;
        let exact_rarity = rarity(self.index.len(), self.exact.touched.len());
        let stem_rarity = rarity(self.index.len(), self.stem.touched.len());
        let mut scored = self.stem.take();
        for (doc, score) in &mut scored {
            let long = self.long(*doc);
            let stem = stem_rarity * *score / (*score + long);
            let count = self.exact.value(*doc);
            let exact = exact_rarity * count / (count + long);
            *score = if exact > stem {
                exact + TIE * stem
            } else {
                stem + TIE * exact
            };
        }
        self.exact.clear();
        Ok(scored)
    }

    /// Counts the words of a slot in all documents: as they are, and all of their stem.
    fn count(&mut self, slot: &Slot) -> Result<(), Error> {
        for &word in &slot.group {
            let exactly = slot.exact.contains(&word);
            let (weights, exact, stem) = (&self.weights, &mut self.exact, &mut self.stem);
            self.index.each_posting(word, |field, doc, times| {
                let count = f64::from(times) * weights[field];
                stem.add(doc, count);
                if exactly {
                    exact.add(doc, count);
                }
            })?;
        }
        Ok(())
    }

    /// How much a document has to say a word before it counts half.
    fn long(&self, doc: u32) -> f64 {
        let length = f64::from(self.index.lengths()[doc as usize]);
        K1 * (1.0 - B + B * (length / self.index.average_length()).max(SHORT))
    }

    /// Both levels of a slot in one document.
    pub(super) fn levels(&mut self, slot: &Slot, doc: u32) -> Result<Levels, Error> {
        self.count(slot)?;
        let (all, long) = (self.index.len(), self.long(doc));
        let level = |sums: &mut Sums| {
            let (documents, count) = (sums.touched.len(), sums.value(doc));
            sums.clear();
            LevelSums {
                documents,
                count,
                rarity: rarity(all, documents),
                long,
            }
        };
        Ok(Levels {
            exact: level(&mut self.exact),
            stem: level(&mut self.stem),
        })
    }

    /// How often a word is in each field of a document, and what that counts.
    pub(super) fn fields(&self, word: WordId, doc: u32) -> Result<([u32; WORDED], f64), Error> {
        let (mut fields, mut count) = ([0; WORDED], 0.0);
        self.index.each_posting(word, |field, other, times| {
            if other == doc {
                fields[field] += times;
                count += f64::from(times) * self.weights[field];
            }
        })?;
        Ok((fields, count))
    }
}

pub(super) struct Levels {
    pub exact: LevelSums,
    pub stem: LevelSums,
}

/// One level of a slot: in how many documents it is, and how much it is in one of them.
pub(super) struct LevelSums {
    pub documents: usize,
    pub count: f64,
    pub rarity: f64,
    long: f64,
}

impl LevelSums {
    pub fn score(&self) -> f64 {
        self.rarity * self.count / (self.count + self.long)
    }
}

/// How much a word says that is in `with` of `all` documents.
fn rarity(all: usize, with: usize) -> f64 {
    let (all, with) = (all as f64, with as f64);
    ((all - with + 0.5) / (with + 0.5) + 1.0).ln()
}

/// One in so many documents are many.
const MANY: usize = 32;

/// One number a document, of which few are not zero.
struct Sums {
    values: Vec<f64>,
    touched: Vec<u32>,
}

impl Sums {
    fn new(documents: usize) -> Self {
        Self {
            values: vec![0.0; documents],
            touched: Vec::new(),
        }
    }

    fn value(&self, doc: u32) -> f64 {
        self.values[doc as usize]
    }

    fn add(&mut self, doc: u32, more: f64) {
        let value = &mut self.values[doc as usize];
        if *value == 0.0 {
            self.touched.push(doc);
        }
        *value += more;
    }

    fn raise(&mut self, doc: u32, to: f64) {
        let value = &mut self.values[doc as usize];
        if *value == 0.0 {
            self.touched.push(doc);
        }
        *value = value.max(to);
    }

    fn clear(&mut self) {
        for &doc in &self.touched {
            self.values[doc as usize] = 0.0;
        }
        self.touched.clear();
    }

    /// The numbers that are not zero, in the order of documents; everything is zero afterwards.
    fn take(&mut self) -> Scored {
        let values = &self.values;
        // Looking at all of them is quicker than to sort many.
        if self.touched.len() > values.len() / MANY {
            self.touched.clear();
            let docs = (0..).zip(values).filter(|(_, value)| **value != 0.0);
            self.touched.extend(docs.map(|(doc, _)| doc));
        } else {
            self.touched.sort_unstable();
        }
        let taken = self
            .touched
            .iter()
            .map(|&doc| (doc, values[doc as usize]))
            .collect();
        self.clear();
        taken
    }
}
