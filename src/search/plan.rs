//! From a question to what is looked up: units of alternatives of slots of words.
//!
//! A *slot* is one word of the question: the word itself and the words of its stem. A *unit* is a
//! slot, or a run of words that has synonyms; its *alternatives* are the words as written and each
//! synonym, of which all words must be in a document.

use super::analyze;
use super::lexicon::{Lexicon, Run, Slot};
use super::mend::mend;
use super::near::is_typed_with_n;
use super::read::Index;
use super::vocabulary::WordId;

/// How much a synonym counts beside the words as written.
pub const SYNONYM_WEIGHT: f64 = 0.8;

/// At most this many words of a question are looked up: who pastes a page asks with its beginning. Its twin is `wordsOf`
/// in `client/nucleo/analisis.js`.
const WORDS: usize = 40;

/// What is looked up for a question.
#[derive(Debug, Default)]
pub struct Plan {
    pub units: Vec<Unit>,
    /// Words that nobody wrote on the site, and what was looked for instead.
    pub substituted: Vec<(String, Vec<String>)>,
    /// Words that nobody wrote on the site as they are.
    pub unwritten: Vec<String>,
    /// Those of them for which nothing near was found either.
    pub unknown: Vec<String>,
}

/// A part of a question, met by any of its alternatives.
#[derive(Debug)]
pub struct Unit {
    pub alternatives: Vec<Alternative>,
}

/// The words as written, or a synonym of them.
#[derive(Debug)]
pub struct Alternative {
    pub slots: Vec<Slot>,
    /// Whether a document needs all the slots.
    pub all: bool,
    pub weight: f64,
}

impl Alternative {
    /// How much of the sum of its slots counts: of a synonym the mean, and less than the words as
    /// written.
    pub fn share(&self) -> f64 {
        if self.all {
            self.weight / self.slots.len() as f64
        } else {
            1.0
        }
    }
}

/// Plans a question against the vocabulary and the synonyms of an index.
pub fn plan(index: &Index, text: &str) -> Plan {
    let words: Vec<String> = analyze::words(text)
        .into_iter()
        .take(WORDS)
        .map(|(word, ..)| word)
        .collect();
    let lexicon = Lexicon::new(index);
    let plan = plan_of(index, &lexicon, &words);
    if plan.unwritten.is_empty() {
        return plan;
    }
    let mended = mend(&lexicon, &words, &plan.unwritten, &plan.unknown);
    if mended.substituted.is_empty() {
        return plan;
    }
    let mut plan = plan_of(index, &lexicon, &mended.words);
    plan.substituted.splice(0..0, mended.substituted);
    plan
}

/// Words of a question that are looked up together.
struct Step<'a> {
    words: &'a [String],
    run: Option<&'a Run>,
}

/// The words of a question one by one, but for the runs that have synonyms.
fn steps<'a>(words: &'a [String], runs: &'a [Run]) -> Vec<Step<'a>> {
    let mut steps = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = runs.iter().find(|run| run.start == at);
        let end = run.map_or(at + 1, |run| run.end);
        let words = &words[at..end];
        steps.push(Step { words, run });
        at = end;
    }
    steps
}

/// How much a word says: a common word of the language nothing, one that a large site has everywhere little.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    Nothing,
    Little,
    Much,
}

impl Says {
    fn of(word: &str, index: &Index) -> Says {
        if analyze::is_stop_word(word) {
            Says::Nothing
        } else if index.is_common(&analyze::stem(word)) {
            Says::Little
        } else {
            Says::Much
        }
    }
}

/// Only what says most is looked up: the words of a question, or of one of its runs, that say less are left out.
fn plan_of(index: &Index, lexicon: &Lexicon, words: &[String]) -> Plan {
    let runs = lexicon.runs(words);
    let mut steps = steps(words, &runs);
    let says = |word: &String| Says::of(word, index);
    // A declared term that looks like a common word, as the acronym `SIN`, is meant.
    let step_says = |step: &Step| match step.words.iter().map(says).max() {
        Some(Says::Nothing) if step.run.is_some() => Some(Says::Much),
        most => most,
    };
    let most = steps.iter().filter_map(step_says).max();
    steps.retain(|step| step_says(step) == most);
    let looked_up = |word: &&String| Some(says(word)) == most;
    let anchored = steps
        .iter()
        .flat_map(|step| step.words.iter().filter(looked_up))
        .any(|word| !lexicon.group(word).is_empty());
    let mut plan = Plan::default();
    let mut seen: Vec<&str> = Vec::new();
    for step in steps {
        let mut slots = Vec::new();
        for word in step.words.iter().filter(looked_up) {
            if seen.contains(&word.as_str()) {
                continue;
            }
            seen.push(word);
            slots.extend(match step.run {
                // A word of a declared term is no slip, even if no document has it.
                Some(_) => Some(lexicon.slot(word)).filter(|slot| !slot.group.is_empty()),
                None => plan.slot(lexicon, word, anchored),
            });
        }
        plan.unit(lexicon, slots, step.run);
    }
    plan
}

impl Plan {
    /// The slot of a word of the question; notes what stands for an unknown one. A word of which
    /// only the stem is known may be a slip all the same (`premiso` has the stem of `premisa`).
    fn slot(&mut self, lexicon: &Lexicon, word: &str, anchored: bool) -> Option<Slot> {
        let mut slot = lexicon.slot(word);
        if !slot.exact.is_empty() {
            return Some(slot);
        }
        self.unwritten.push(word.to_owned());
        let vocabulary = lexicon.vocabulary;
        let mut near = match slot.group.is_empty() {
            true => vocabulary.near(word, anchored),
            false => vocabulary.one_slip(word),
        };
        let related = |id: &WordId| slot.group.contains(id);
        if near.iter().any(related) {
            near.retain(related);
        } else if !near.is_empty() {
            let words = near.iter().map(|&id| vocabulary.word(id));
            slot.group
                .extend(words.clone().flat_map(|word| lexicon.group(&word.text)));
            slot.group.sort_unstable();
            slot.group.dedup();
            let instead: Vec<String> = words.map(|word| word.text.to_string()).collect();
            if !is_typed_with_n(word, &instead[0]) {
                self.substituted.push((word.to_owned(), instead));
            }
        }
        if slot.group.is_empty() {
            self.unknown.push(word.to_owned());
            return None;
        }
        near.sort_unstable();
        slot.exact = near;
        Some(slot)
    }

    fn unit(&mut self, lexicon: &Lexicon, slots: Vec<Slot>, run: Option<&Run>) {
        let mut alternatives = Vec::new();
        if !slots.is_empty() {
            alternatives.push(Alternative {
                slots,
                all: false,
                weight: 1.0,
            });
        }
        for member in run.iter().flat_map(|run| &run.synonyms) {
            let words = member.iter().filter(|word| !analyze::is_stop_word(word));
            let slots: Vec<Slot> = words.map(|word| lexicon.slot(word)).collect();
            if !slots.is_empty() && slots.iter().all(|slot| !slot.group.is_empty()) {
                alternatives.push(Alternative {
                    slots,
                    all: true,
                    weight: SYNONYM_WEIGHT,
                });
            }
        }
        if !alternatives.is_empty() {
            self.units.push(Unit { alternatives });
        }
    }
}
