//! The words of a text that a question asks for, and what they are worth.

use rustc_hash::FxHashMap;

use super::plan::Plan;
use super::read::Index;

/// A word so far from the first of a passage would be worth nothing.
const FADED_WORDS: f64 = 60.0;

/// The word as it was written is worth more than others of its stem.
const EXACT_BONUS: f64 = 1.25;

/// Below 1, so that in a passage two plain words of the question are worth more than a rare one.
const RARITY_EXPONENT: f64 = 0.8;

/// What the words of a question are worth, by word: `(slot, worth in thousandths)`.
pub type Wanted<'a> = FxHashMap<&'a str, (usize, f64)>;

/// A word of a text that the question asks for.
pub(super) struct Match {
    pub at: usize,
    pub slot: usize,
    pub worth: f64,
}

/// The worth of what is found within `words` of the first match, which fades on the way: each slot
/// the first time, and `again` of it after that.
pub(super) fn worth_from(found: &[Match], words: usize, again: f64) -> f64 {
    let Some(first) = found.first() else {
        return 0.0;
    };
    let mut slots: Vec<usize> = Vec::new();
    let mut sum = 0.0;
    let near = found
        .iter()
        .take_while(|found| found.at - first.at <= words);
    for found in near {
        let worth = found.worth * (1.0 - (found.at - first.at) as f64 / FADED_WORDS);
        if slots.contains(&found.slot) {
            sum += worth * again;
        } else {
            sum += worth;
            slots.push(found.slot);
        }
    }
    sum
}

/// What each word of the vocabulary is worth in this question.
pub fn wanted<'a>(index: &'a Index, plan: &Plan) -> Wanted<'a> {
    let mut wanted = Wanted::default();
    let alternatives = plan.units.iter().flat_map(|unit| &unit.alternatives);
    for (slot, words) in alternatives
        .flat_map(|alternative| &alternative.slots)
        .enumerate()
    {
        let documents = words
            .group
            .iter()
            .map(|&id| index.vocabulary().word(id).documents);
        let documents = documents.max().unwrap_or(0);
        let rarity = (1.0 + index.len() as f64 / f64::from(documents.max(1))).ln();
        let worth = rarity.powf(RARITY_EXPONENT);
        for &id in &words.group {
            let bonus = if words.exact.contains(&id) {
                EXACT_BONUS
            } else {
                1.0
            };
            // Whole numbers, so that the browser's logarithm cannot tip a balance.
            let worth = (worth * bonus * 1000.0).round();
            wanted
                .entry(&index.vocabulary().word(id).text)
                .or_insert((slot, worth));
        }
    }
    wanted
}

/// The matches in a text, in its order.
pub(super) fn matches(words: &[(String, usize, usize)], wanted: &Wanted) -> Vec<Match> {
    let found = words.iter().enumerate().filter_map(|(at, (word, ..))| {
        let &(slot, worth) = wanted.get(word.as_str())?;
        Some(Match { at, slot, worth })
    });
    found.collect()
}
