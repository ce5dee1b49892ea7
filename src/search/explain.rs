//! Where a score comes from, for `acervo search --explain`: the same sums as `score` for one document,
//! taken apart. What the parts add is the score.

use serde::{Serialize, Serializer};

use super::lexicon::Slot;
use super::plan::{Alternative, Plan, SYNONYM_WEIGHT, Unit};
use super::read::Index;
use super::schema::{Error, WORDED};
use super::score::{Scorer, TIE, share, wholeness};
use super::vocabulary::WordId;

/// The fields that have words, as people call them.
const FIELDS: [&str; WORDED] = ["texto", "título", "apartados", "resumen", "términos"];

/// What one word of a document adds to its score.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// The word of the question, or of its synonym.
    #[serde(rename = "palabra")]
    pub word: String,
    /// The word of the document.
    #[serde(rename = "encontrada")]
    pub found: String,
    #[serde(rename = "nivel")]
    pub level: Level,
    #[serde(rename = "sinonimo")]
    pub synonym: bool,
    /// How often it is in each field.
    #[serde(rename = "campos")]
    pub fields: Vec<(&'static str, u32)>,
    /// In how many documents this level of the word is, and what that is worth.
    #[serde(rename = "documentos")]
    pub documents: usize,
    #[serde(rename = "rareza")]
    pub rarity: f64,
    /// How much of this level counts: the weaker of two ways counts less, and so does a document
    /// that has only a part of the question.
    #[serde(rename = "peso")]
    pub weight: f64,
    pub score: f64,
}

/// How a document came by a part of its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The word as it was written.
    Exact,
    /// Any word of its stem.
    Stem,
    /// A word that is near one that nobody wrote.
    Slip,
    /// The best passage of its text.
    Passage,
    /// Neighbours in the question that are neighbours in the text.
    Neighbours,
    /// A title or heading that the question names.
    Title,
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Level {
    /// Its name in Spanish, for people and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Level::Exact => "exacta",
            Level::Stem => "raíz",
            Level::Slip => "errata",
            Level::Passage => "pasaje",
            Level::Neighbours => "vecinas",
            Level::Title => "título",
        }
    }
}

impl Part {
    /// What the text adds, whatever the words.
    pub fn of_text(level: Level, score: f64) -> Part {
        Part {
            word: String::new(),
            found: String::new(),
            level,
            synonym: false,
            fields: Vec::new(),
            documents: 0,
            rarity: 0.0,
            weight: 1.0,
            score,
        }
    }
}

/// What each word adds to the score of one document.
pub fn explain(index: &Index, plan: &Plan, doc: u32) -> Result<Vec<Part>, Error> {
    let mut scorer = Scorer::new(index);
    let (mut parts, mut covered, mut whole) = (Vec::new(), 0.0, 0.0);
    for unit in &plan.units {
        let scored = scorer.unit(unit)?;
        let share = share(index.len(), scored.docs.len());
        whole += share;
        if scored.docs.has(doc) {
            covered += share;
            parts.extend(unit_parts(&mut scorer, unit, doc)?);
        }
    }
    let wholeness = wholeness(covered, whole);
    for part in &mut parts {
        part.weight *= wholeness;
        part.score *= wholeness;
    }
    Ok(parts)
}

/// The best alternative counts whole and the others a little.
fn unit_parts(scorer: &mut Scorer, unit: &Unit, doc: u32) -> Result<Vec<Part>, Error> {
    let mut found = Vec::new();
    for alternative in &unit.alternatives {
        let scored = scorer.alternative(alternative)?;
        if scored.docs.has(doc) {
            found.push((scored.value(doc), alternative));
        }
    }
    let best = found.iter().map(|&(score, _)| score).fold(0.0, f64::max);
    let best = found.iter().position(|&(score, _)| score >= best);
    let mut parts = Vec::new();
    for (at, (_, alternative)) in found.into_iter().enumerate() {
        let weight = if Some(at) == best { 1.0 } else { TIE };
        for slot in &alternative.slots {
            let weight = weight * alternative.share();
            parts.extend(slot_parts(scorer, slot, doc, weight, alternative)?);
        }
    }
    Ok(parts)
}

fn slot_parts(
    scorer: &mut Scorer,
    slot: &Slot,
    doc: u32,
    weight: f64,
    alternative: &Alternative,
) -> Result<Vec<Part>, Error> {
    let levels = scorer.levels(slot, doc)?;
    let by_exact = levels.exact.score() > levels.stem.score();
    let written = |&id: &WordId| *scorer.index.vocabulary().word(id).text == *slot.word;
    let exact = if slot.exact.iter().any(written) {
        Level::Exact
    } else {
        Level::Slip
    };
    let mut parts = Vec::new();
    for &id in &slot.group {
        let (fields, count) = scorer.fields(id, doc)?;
        let both = [
            (exact, &levels.exact, by_exact, slot.exact.contains(&id)),
            (Level::Stem, &levels.stem, !by_exact, true),
        ];
        for (level, sums, whole, counts) in both {
            if !counts || count == 0.0 {
                continue;
            }
            let weight = weight * if whole { 1.0 } else { TIE };
            let named = fields.iter().zip(FIELDS).filter(|&(&times, _)| times > 0);
            parts.push(Part {
                word: slot.word.clone(),
                found: scorer.index.vocabulary().word(id).text.to_string(),
                level,
                synonym: alternative.weight == SYNONYM_WEIGHT,
                fields: named.map(|(&times, name)| (name, times)).collect(),
                documents: sums.documents,
                rarity: sums.rarity,
                weight,
                score: weight * sums.score() * count / sums.count,
            });
        }
    }
    Ok(parts)
}
