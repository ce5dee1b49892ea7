//! Where in a document the answer is: its best sections, and a fragment of each with the words
//! marked. The browser client cuts the same fragments.

use rustc_hash::FxHashMap;

use super::analyze;
use super::index::Error;
use super::plan::Plan;
use super::query::{Hit, SectionHit};
use super::read::{Card, Index};
use crate::view::search::Section;

/// A document shows at most this many sections.
const SECTIONS: usize = 3;

/// A fragment has at most this many words, of which a few come before the first mark.
const FRAGMENT_WORDS: usize = 30;
const WORDS_BEFORE: usize = 6;

/// What each word of the vocabulary is worth in this question: `(slot, rarity)`.
type Wanted<'a> = FxHashMap<&'a str, (usize, f64)>;

/// A word of a text that the question asks for.
struct Match {
    at: usize,
    slot: usize,
    worth: f64,
}

/// The card of a document with its best sections.
pub fn hit(index: &Index, plan: &Plan, doc: u32, score: f64) -> Result<Hit, Error> {
    let card = index.card(doc)?;
    let wanted = wanted(index, plan);
    let mut ranked: Vec<(f64, usize)> = card
        .sections
        .iter()
        .enumerate()
        .map(|(at, section)| (worth_of(&card, section, &wanted), at))
        .filter(|&(worth, _)| worth > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(SECTIONS);
    let best = ranked.first().map_or(0, |&(_, at)| at);
    let (fragment, marks) = match card.sections.get(best) {
        Some(section) => cut(card.prose(section), &wanted),
        None => cut(&card.text, &wanted),
    };
    let sections = ranked.iter().map(|&(_, at)| &card.sections[at]);
    let sections = sections
        .filter(|section| !section.anchor.is_empty())
        .map(|section| {
            let (fragment, marks) = cut(card.prose(section), &wanted);
            let url = format!("{}#{}", card.url, section.anchor);
            SectionHit {
                url,
                heading: section.heading.to_string(),
                fragment,
                marks,
            }
        });
    Ok(Hit {
        doc,
        sections: sections.collect(),
        url: card.url,
        title: card.title,
        summary: card.summary,
        kind: card.kind,
        date: card.date,
        fragment,
        marks,
        score,
        explanation: Vec::new(),
    })
}

fn wanted<'a>(index: &'a Index, plan: &Plan) -> Wanted<'a> {
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
        let worth = (1.0 + index.len() as f64 / f64::from(documents.max(1))).ln();
        for &id in &words.group {
            let bonus = if words.exact.contains(&id) { 1.2 } else { 1.0 };
            // Whole numbers, so that the browser's logarithm cannot tip a balance.
            let worth = (worth * bonus * 1000.0).round();
            wanted
                .entry(&index.vocabulary().word(id).text)
                .or_insert((slot, worth));
        }
    }
    wanted
}

/// What a section is worth: each slot once by its best word, its repetitions a little, and the
/// words of its heading as much as those of its text.
fn worth_of(card: &Card, section: &Section, wanted: &Wanted) -> f64 {
    let mut best: Vec<(usize, f64, f64)> = Vec::new();
    let heading = matches(&analyze::words(&section.heading), wanted);
    let text = matches(&analyze::words(card.prose(section)), wanted);
    for found in heading.iter().chain(&text) {
        match best.iter_mut().find(|(slot, ..)| *slot == found.slot) {
            Some((_, worth, times)) => {
                *worth = worth.max(found.worth);
                *times += 1.0;
            }
            None => best.push((found.slot, found.worth, 1.0)),
        }
    }
    best.iter()
        .map(|(_, worth, times)| worth * times / (times + 0.5))
        .sum()
}

fn matches(words: &[(String, usize, usize)], wanted: &Wanted) -> Vec<Match> {
    let found = words.iter().enumerate().filter_map(|(at, (word, ..))| {
        let &(slot, worth) = wanted.get(word.as_str())?;
        Some(Match { at, slot, worth })
    });
    found.collect()
}

/// The stretch of a text with most of what was asked for, and its marks in characters.
fn cut(text: &str, wanted: &Wanted) -> (String, Vec<(usize, usize)>) {
    let words = analyze::words(text);
    let found = matches(&words, wanted);
    let mut best = (0.0, 0);
    for (first, start) in found.iter().enumerate() {
        let within = found[first..]
            .iter()
            .take_while(|m| m.at < start.at + FRAGMENT_WORDS - WORDS_BEFORE);
        let mut slots: Vec<usize> = Vec::new();
        let mut worth = 0.0;
        for m in within {
            worth += if slots.contains(&m.slot) {
                (m.worth / 10.0).round()
            } else {
                m.worth
            };
            slots.push(m.slot);
        }
        if worth > best.0 {
            best = (worth, start.at);
        }
    }
    let first = best.1.saturating_sub(WORDS_BEFORE);
    let last = (first + FRAGMENT_WORDS).min(words.len());
    let Some((from, to)) = words.get(first).zip(words.get(last.wrapping_sub(1))) else {
        return (String::new(), Vec::new());
    };
    let (from, to) = (
        if first == 0 { 0 } else { from.1 },
        if last == words.len() {
            text.len()
        } else {
            to.2
        },
    );
    let marks = found
        .iter()
        .filter(|m| (first..last).contains(&m.at))
        .map(|m| {
            let (_, start, end) = words[m.at];
            let chars = |to: usize| text[from..to].chars().count();
            (chars(start), chars(end))
        });
    (text[from..to].to_owned(), marks.collect())
}
