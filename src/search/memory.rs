//! An index in memory that follows a site: what did not change since the last time is not read again.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::card::Card;
use super::count::{fields, rounded};
use super::parts::{by_date, by_term};
use super::read::{Index, Parts, Posting};
use super::schema::About;
use super::table::Table;
use crate::view::search::{SearchConfig, SearchEntry, SearchInput};

/// The documents of the last time with their words.
#[derive(Default)]
pub struct Memory {
    known: FxHashMap<String, Arc<Analysed>>,
    table: Table,
}

/// A document that was read.
struct Analysed {
    card: Arc<Card>,
    terms: Vec<String>,
    length: u32,
    /// Number of a word, field, and how often it is there; field by field.
    words: Vec<(u32, u8, u32)>,
}

impl Memory {
    /// The index of the site as it is now.
    pub fn index(&mut self, input: &SearchInput, config: &SearchConfig) -> Index {
        let mut known = FxHashMap::default();
        let mut placed: Vec<(u32, u32, Arc<Analysed>)> = Vec::with_capacity(input.entries.len());
        for (position, entry) in (0..).zip(&input.entries) {
            let last = self.known.remove(entry.url).filter(|last| last.is(entry));
            let read = last.unwrap_or_else(|| Arc::new(self.read(entry)));
            known.insert(entry.url.to_owned(), read.clone());
            placed.push((read.length, position, read));
        }
        self.known = known;
        placed.sort_unstable_by_key(|&(length, position, _)| (length, position));
        let mut lists = vec![Vec::new(); self.table.words().len()];
        for (doc, (.., read)) in (0..).zip(&placed) {
            for &(word, field, times) in &read.words {
                lists[word as usize].push(Posting { doc, field, times });
            }
        }
        let words = self.table.words().iter().map(Box::from).zip(lists);
        let dates = placed.iter().map(|(_, at, read)| (&*read.card.date, *at));
        let entries = placed.iter().map(|&(_, at, _)| &input.entries[at as usize]);
        Index::from_parts(Parts {
            about: About::new(input.facets.clone(), config),
            words: words.filter(|(_, list)| !list.is_empty()).collect(),
            by_date: by_date(dates),
            facets: by_term(&input.facets, entries.map(|entry| &*entry.facets)),
            cards: placed
                .into_iter()
                .map(|(.., read)| read.card.clone())
                .collect(),
        })
    }

    fn read(&mut self, entry: &SearchEntry) -> Analysed {
        let (text, sections) = entry.prose.read();
        let (mut words, mut length) = (Vec::new(), 0);
        for (field, texts) in (0..).zip(fields(entry, (&text, &sections))) {
            length += self
                .table
                .count(&texts, |word, times| words.push((word, field, times)));
        }
        Analysed {
            card: Arc::new(card(entry)),
            terms: entry.terms.iter().map(|&term| term.to_owned()).collect(),
            length: rounded(length),
            words,
        }
    }
}

impl Analysed {
    /// Whether this is what the entry says.
    fn is(&self, entry: &SearchEntry) -> bool {
        let (card, (text, sections)) = (&self.card, entry.prose.read());
        card.title == entry.title
            && card.summary == entry.summary
            && card.kind == entry.kind
            && card.date == entry.date.as_deref().unwrap_or_default()
            && card.sections == *sections
            && self.terms == entry.terms
            && card.text == text
    }
}

fn card(entry: &SearchEntry) -> Card {
    let (text, sections) = entry.prose.read();
    Card {
        url: entry.url.to_owned(),
        title: entry.title.to_owned(),
        summary: entry.summary.to_owned(),
        kind: entry.kind.to_owned(),
        date: entry.date.clone().unwrap_or_default(),
        text: text.into_owned(),
        sections: sections.into_owned(),
    }
}
