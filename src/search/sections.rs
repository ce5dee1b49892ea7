//! Where in a document the answer is: how near its words are to one another, its best sections, and
//! a fragment of each with the words marked. The browser client reads the same things.

use std::sync::Arc;

use super::analyze;
use super::card::Card;
use super::explain::{Level, Part};
use super::fragment::cut;
use super::matches::{Match, Wanted, matches, worth_from};
use super::read::Index;
use super::results::{Hit, SectionHit};
use super::schema::Error;
use crate::view::search::Section;

/// A document shows at most this many sections.
const SECTIONS: usize = 3;

/// A passage that answers has its words within this many, and counts so much of their worth.
const PASSAGE_WORDS: usize = 20;
const PASSAGE_WEIGHT: f64 = 0.4;

/// Neighbours in the question are neighbours in a text up to this distance, and count so much.
const NEAR_WORDS: usize = 6;
const NEAR_WEIGHT: f64 = 0.3;

/// The title or heading that the question names best counts so much of what its words are worth, by how much
/// of it is named: who asks for `H-145` wants the fact, and not each document that cites it.
const TITLE_WEIGHT: f64 = 0.3;

/// A document that has been looked through for the words of a question.
pub struct Reading {
    pub doc: u32,
    card: Arc<Card>,
    /// What was found in each section.
    found: Vec<Vec<Match>>,
}

/// What the texts of a document are worth, in thousandths.
pub struct Evidence {
    passage: f64,
    near: f64,
    title: f64,
}

impl Evidence {
    /// What it adds to a score.
    pub fn sum(&self) -> f64 {
        let texts = PASSAGE_WEIGHT * self.passage + NEAR_WEIGHT * self.near;
        (texts + TITLE_WEIGHT * self.title) / 1000.0
    }

    pub fn parts(&self) -> [Part; 3] {
        let part = |level, weight, worth| Part::of_text(level, weight * worth / 1000.0);
        [
            part(Level::Passage, PASSAGE_WEIGHT, self.passage),
            part(Level::Neighbours, NEAR_WEIGHT, self.near),
            part(Level::Title, TITLE_WEIGHT, self.title),
        ]
    }
}

impl Reading {
    pub fn new(index: &Index, wanted: &Wanted, doc: u32) -> Result<Self, Error> {
        let card = index.card(doc)?;
        let found = |section| matches(&analyze::words(card.prose(section)), wanted);
        Ok(Self {
            doc,
            found: card.sections.iter().map(found).collect(),
            card,
        })
    }

    /// What the texts add to a score: the best passage, neighbours that stay neighbours, and a title that is
    /// named. Title, summary and headings are texts as well: one that says all of the question is as good
    /// as a passage.
    pub fn evidence(&self, wanted: &Wanted) -> Evidence {
        let found = |text: &str| matches(&analyze::words(text), wanted);
        let headings = self.card.sections.iter().map(|section| &*section.heading);
        let titles = std::iter::once(&*self.card.title).chain(headings);
        let titles: Vec<(&str, Vec<Match>)> = titles.map(|title| (title, found(title))).collect();
        let summary = found(&self.card.summary);
        let short = titles.iter().map(|(_, found)| found).chain([&summary]);
        let slots = wanted.values().map(|(slot, _)| slot + 1).max().unwrap_or(0);
        let mut near = vec![0.0_f64; slots];
        let mut passage = 0.0_f64;
        for found in short.chain(&self.found) {
            for (first, start) in found.iter().enumerate() {
                passage = passage.max(worth_from(&found[first..], PASSAGE_WORDS, 0.0));
                let after = found[first + 1..].iter();
                for next in after.take_while(|next| next.at - start.at <= NEAR_WORDS) {
                    if start.slot.abs_diff(next.slot) != 1 {
                        continue;
                    }
                    let worth = start.worth.min(next.worth) / (next.at - start.at) as f64;
                    let pair = &mut near[start.slot.min(next.slot)];
                    *pair = pair.max(worth);
                }
            }
        }
        Evidence {
            passage,
            near: near.iter().sum(),
            title: titles
                .iter()
                .map(|(title, found)| title_worth(title, found, wanted))
                .fold(0.0, f64::max),
        }
    }

    /// The card of the document with its best sections.
    pub fn hit(self, wanted: &Wanted, score: f64) -> Hit {
        let card = self.card;
        let sections = card.sections.iter().zip(&self.found).enumerate();
        let mut ranked: Vec<(f64, usize)> = sections
            .map(|(at, (section, found))| (worth_of(section, found, wanted), at))
            .filter(|&(worth, _)| worth > 0.0)
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(SECTIONS);
        let best = card.sections.get(ranked.first().map_or(0, |&(_, at)| at));
        let mut shown = best.map_or_else(Default::default, |s| cut(card.prose(s), wanted));
        // Where only the heading of the best section says it, the summary may say it as well.
        if shown.1.is_empty() {
            let summary = cut(&card.summary, wanted);
            shown = if summary.1.is_empty() { shown } else { summary };
        }
        let (fragment, marks) = shown;
        let sections = ranked.iter().map(|&(_, at)| &card.sections[at]);
        let sections = sections
            .filter(|section| !section.anchor.is_empty())
            .map(|section| {
                let (fragment, marks) = cut(card.prose(section), wanted);
                let url = format!("{}#{}", card.url, section.anchor);
                SectionHit {
                    url,
                    heading: section.heading.to_string(),
                    fragment,
                    marks,
                }
            });
        Hit {
            doc: self.doc,
            sections: sections.collect(),
            url: card.url.clone(),
            title: card.title.clone(),
            summary: card.summary.clone(),
            kind: card.kind.clone(),
            date: card.date.clone(),
            fragment,
            marks,
            score,
            explanation: Vec::new(),
        }
    }
}

/// What is found in a title, by how many of its words that say something are asked for.
fn title_worth(title: &str, found: &[Match], wanted: &Wanted) -> f64 {
    let mut words = analyze::words(title);
    words.retain(|(word, ..)| !analyze::is_stop_word(word));
    let named = words
        .iter()
        .filter(|(word, ..)| wanted.contains_key(word.as_str()));
    match named.count() {
        0 => 0.0,
        named => worth_from(found, PASSAGE_WORDS, 0.0) * named as f64 / words.len() as f64,
    }
}

/// What a section is worth: each slot once by its best word, its repetitions a little, and the
/// words of its heading as much as those of its text.
fn worth_of(section: &Section, found: &[Match], wanted: &Wanted) -> f64 {
    let mut best: Vec<(f64, f64)> = Vec::new();
    let heading = matches(&analyze::words(&section.heading), wanted);
    for found in heading.iter().chain(found) {
        if best.len() <= found.slot {
            best.resize(found.slot + 1, (0.0, 0.0));
        }
        let (worth, times) = &mut best[found.slot];
        *worth = worth.max(found.worth);
        *times += 1.0;
    }
    best.iter()
        .map(|(worth, times)| worth * times / (times + 0.5))
        .sum()
}
