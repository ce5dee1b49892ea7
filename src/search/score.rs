//! BM25 over the postings of the segment, on two levels: the exact word and its stem. The browser
//! client adds the same numbers in the same order.

use super::lexicon::Slot;
use super::plan::{Alternative, Plan, Unit};
use super::read::Index;
use super::schema::{Error, WORDED};
use super::sums::{Documents, Sums};
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

/// All documents that match a plan, with their scores.
pub fn score(index: &Index, plan: &Plan) -> Result<Sums, Error> {
    Scorer::new(index).score(plan)
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
    /// Sums that are used again.
    spare: Vec<Sums>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        Self {
            index,
            weights: index.about().weights,
            spare: Vec::new(),
        }
    }

    /// All documents that match a plan, with their scores. A document that has all of the question counts
    /// whole, one that has a part of it less.
    pub(super) fn score(&mut self, plan: &Plan) -> Result<Sums, Error> {
        let all = self.index.len();
        let units = plan.units.iter().map(|unit| {
            let sums = self.unit(unit)?;
            Ok((share(all, sums.docs.len()), sums))
        });
        let mut units = units.collect::<Result<Vec<_>, Error>>()?;
        let whole: f64 = units.iter().map(|(share, _)| share).sum();
        let Some((first_share, mut total)) = (!units.is_empty()).then(|| units.remove(0)) else {
            return Ok(Sums::new(all));
        };
        for (_, sums) in &units {
            total.docs.add(&sums.docs);
        }
        // Documents without a word have zero there, so that one walk joins all words.
        total.change(|doc, mut score| {
            let mut part = if score > 0.0 { first_share } else { 0.0 };
            for (share, sums) in &units {
                let more = sums.value(doc);
                score += more;
                part += if more > 0.0 { *share } else { 0.0 };
            }
            score * wholeness(part, whole)
        });
        Ok(total)
    }

    fn fresh(&mut self) -> Sums {
        self.spare
            .pop()
            .unwrap_or_else(|| Sums::new(self.index.len()))
    }

    /// Takes back sums that are needed no more.
    pub(super) fn done_with(&mut self, mut sums: Sums) {
        sums.clear();
        self.spare.push(sums);
    }

    /// The best alternative of a unit for each document, and a little of the others.
    pub(super) fn unit(&mut self, unit: &Unit) -> Result<Sums, Error> {
        if let [only] = &unit.alternatives[..] {
            return self.alternative(only);
        }
        let (mut best, mut sum) = (self.fresh(), self.fresh());
        for alternative in &unit.alternatives {
            let scored = self.alternative(alternative)?;
            scored.docs.each(|doc| {
                let score = scored.value(doc);
                best.add(doc, (score - best.value(doc)).max(0.0));
                sum.add(doc, score);
            });
            self.done_with(scored);
        }
        best.change(|doc, best| best + TIE * (sum.value(doc) - best));
        self.done_with(sum);
        Ok(best)
    }

    pub(super) fn alternative(&mut self, alternative: &Alternative) -> Result<Sums, Error> {
        if let ([only], 1.0) = (&alternative.slots[..], alternative.weight) {
            return self.slot(only);
        }
        let mut sum = self.fresh();
        let mut whole = Documents::all(self.index.len());
        for slot in &alternative.slots {
            let scored = self.slot(slot)?;
            scored.docs.each(|doc| sum.add(doc, scored.value(doc)));
            whole.keep(&scored.docs);
            self.done_with(scored);
        }
        if alternative.all {
            sum.keep(&whole);
        }
        let share = alternative.share();
        sum.change(|_, score| score * share);
        Ok(sum)
    }

    /// The documents of one word: its exact form and its stem, the better of both counting more.
    fn slot(&mut self, slot: &Slot) -> Result<Sums, Error> {
        let (exact, mut all) = self.count(slot)?;
        let exact_rarity = rarity(self.index.len(), exact.docs.len());
        all.docs.add(&exact.docs);
        let stem_rarity = rarity(self.index.len(), all.docs.len());
        // Documents are in the order of their lengths: the same again is not computed again.
        let (lengths, mut last, mut long) = (self.index.lengths(), u32::MAX, 0.0);
        all.change(|doc, other| {
            let (count, length) = (exact.value(doc), lengths[doc as usize]);
            if length != last {
                (last, long) = (length, self.long(doc));
            }
            let stem = other + count;
            let stem = stem_rarity * stem / (stem + long);
            let exact = exact_rarity * count / (count + long);
            if exact > stem {
                exact + TIE * stem
            } else {
                stem + TIE * exact
            }
        });
        self.done_with(exact);
        Ok(all)
    }

    /// Counts the words of a slot in all documents: as they are, and the others of their stem.
    fn count(&mut self, slot: &Slot) -> Result<(Sums, Sums), Error> {
        let (mut exact, mut other) = (self.fresh(), self.fresh());
        for &word in &slot.group {
            let exactly = slot.exact.contains(&word);
            let counted = if exactly { &mut exact } else { &mut other };
            let weights = &self.weights;
            self.index.each_posting(word, |field, doc, times| {
                counted.add(doc, f64::from(times) * weights[field]);
            })?;
        }
        Ok((exact, other))
    }

    /// How much a document has to say a word before it counts half.
    fn long(&self, doc: u32) -> f64 {
        let length = f64::from(self.index.lengths()[doc as usize]);
        K1 * (1.0 - B + B * (length / self.index.average_length()).max(SHORT))
    }

    /// Both levels of a slot in one document.
    pub(super) fn levels(&mut self, slot: &Slot, doc: u32) -> Result<Levels, Error> {
        let (exact, mut all) = self.count(slot)?;
        all.docs.add(&exact.docs);
        let count = exact.value(doc);
        let level = |count: f64, documents: usize| LevelSums {
            documents,
            count,
            rarity: rarity(self.index.len(), documents),
            long: self.long(doc),
        };
        Ok(Levels {
            exact: level(count, exact.docs.len()),
            stem: level(all.value(doc) + count, all.docs.len()),
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
