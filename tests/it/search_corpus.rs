//! A generated corpus to search in, and questions for it.

use acervo::search::{Index, Query, Sort, build_in_memory};
use acervo::view::search::{Facet, Prose, SearchConfig, SearchEntry, SearchInput, Section};

use crate::search_site;

/// A small generator of numbers, the same on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    /// Small numbers far more often than large ones, as words are.
    pub fn rank(&mut self, sides: usize) -> usize {
        let part = (self.roll(1 << 20) + 1) as f64 / f64::from(1 << 20);
        ((sides as f64).powf(part) - 1.0) as usize
    }
}

/// Words that look Spanish: syllables with an ending, some with accents.
fn vocabulary(dice: &mut Dice, size: usize) -> Vec<String> {
    let starts = [
        "ca", "mu", "re", "gue", "ña", "ti", "pla", "co", "sa", "vé", "que", "zo", "bri", "lu",
        "ges",
    ];
    let ends = [
        "ción", "ciones", "r", "do", "da", "s", "", "mente", "nte", "z", "ces", "gua", "mos",
        "ría", "dad",
    ];
    let mut words = Vec::new();
    for _ in 0..size {
        let mut word = String::new();
        for _ in 0..1 + dice.roll(3) {
            word.push_str(starts[dice.roll(starts.len())]);
        }
        word.push_str(ends[dice.roll(ends.len())]);
        words.push(word);
    }
    words.extend(["1551", "1.551", "4.4", "4,4", "2012"].map(String::from));
    words
}

/// The same words with marks among them: sentences, brackets, lines.
fn punctuated(prose: &str) -> String {
    let mut text = String::new();
    for (at, word) in prose.split(' ').enumerate() {
        match at % 47 {
            0 | 18 | 25 => text.extend(word.chars().flat_map(char::to_uppercase)),
            9 => text.push_str(&format!("({word}")),
            12 => text.push_str(&format!("{word})")),
            17 => text.push_str(&format!("{word}.")),
            24 => text.push_str(&format!("{word}?»")),
            30 => text.push_str(&format!("{word}.\nPues")),
            36 => text.push_str(&format!("nro. {word}")),
            46 => text.push_str(&format!("{word}…")),
            _ => text.push_str(word),
        }
        text.push(' ');
    }
    text.trim_end().to_owned()
}

pub struct Corpus {
    words: Vec<String>,
    docs: Vec<Doc>,
}

#[derive(Clone)]
struct Doc {
    url: String,
    title: String,
    summary: String,
    /// ISO, or nothing.
    date: String,
    text: String,
    sections: Vec<Section>,
    facets: Vec<(u32, u32)>,
}

/// Words that are in no other field.
const TERMS: [&str; 3] = ["manglares", "páramos", "sabanas"];

pub fn corpus(dice: &mut Dice, size: usize) -> Corpus {
    let words = vocabulary(dice, 3_000 + size);
    let docs = (0..size).map(|number| {
        let prose = |dice: &mut Dice, most: usize| {
            let count = 1 + dice.roll(most);
            (0..count)
                .map(|_| &*words[dice.rank(words.len())])
                .collect::<Vec<_>>()
                .join(" ")
        };
        let (mut text, mut sections) = (String::new(), Vec::new());
        for at in 0..1 + dice.roll(4) {
            let heading = if at == 0 {
                String::new()
            } else {
                prose(dice, 4)
            };
            let start = text.len() as u32;
            text.push_str(&punctuated(&prose(dice, 150)));
            let anchor = if at == 0 {
                String::new()
            } else {
                format!("s{at}")
            };
            sections.push(Section {
                anchor: anchor.into(),
                heading: heading.into(),
                start,
                end: text.len() as u32,
            });
            text.push_str(".\n");
        }
        // Some have a header and nothing below it.
        if number % 37 == 36 {
            text.clear();
            sections.clear();
        }
        let facets = (0..2)
            .map(|facet| (facet, dice.rank(9) as u32))
            .filter(|(_, term)| *term > 0);
        let facets = facets.collect();
        let date = if dice.roll(3) == 0 {
            String::new()
        } else {
            format!("20{:02}-0{}-01", dice.roll(26), 1 + dice.roll(9))
        };
        Doc {
            url: format!("doc/{number}.html"),
            title: prose(dice, 8),
            summary: prose(dice, 12),
            date,
            text,
            sections,
            facets,
        }
    });
    let docs = docs.collect();
    Corpus { words, docs }
}

impl Corpus {
    pub fn config(&self) -> SearchConfig {
        let mut config = search_site::config();
        config.synonyms.push(vec![
            self.words[40].clone(),
            format!("{} {}", self.words[41], self.words[42]),
        ]);
        // Acronyms of stems that everyday words have.
        for at in [3, 50, 60] {
            let long = format!("{} {}", self.words[at + 1], self.words[at + 2]);
            let acronym = self.words[at].to_uppercase();
            config.synonyms.push(vec![acronym, long]);
        }
        config
    }

    pub fn input(&self) -> SearchInput<'_> {
        let entries = self.docs.iter().map(|doc| SearchEntry {
            url: &doc.url,
            title: &doc.title,
            summary: &doc.summary,
            kind: "Caso",
            date: Some(doc.date.clone()).filter(|date| !date.is_empty()),
            terms: vec!["término común", TERMS[doc.title.len() % TERMS.len()]],
            facets: doc.facets.clone(),
            prose: Prose::Here(&doc.text, &doc.sections),
        });
        let terms: Vec<(String, String)> = (0..9)
            .map(|t| (format!("t{t}"), format!("Valor {t}")))
            .collect();
        let facets = ["tema", "lugar"].map(|field| Facet {
            field: field.into(),
            label: field.into(),
            terms: terms.clone(),
        });
        SearchInput {
            entries: entries.collect(),
            facets: facets.to_vec(),
        }
    }

    pub fn index(&self) -> Index {
        build_in_memory(&self.input(), &self.config()).unwrap()
    }

    /// Changes some documents in one of several ways.
    pub fn stir(&mut self, dice: &mut Dice) {
        for _ in 0..=dice.roll(4) {
            let (at, other) = (dice.roll(self.docs.len()), dice.roll(self.docs.len()));
            match dice.roll(6) {
                0 => drop(self.docs.remove(at)),
                1 => {
                    let mut new = self.docs[at].clone();
                    new.url = format!("otro/{}.html", dice.roll(1_000_000));
                    self.docs.insert(other, new);
                }
                2 => self.docs.swap(at, other),
                3 => self.docs[at].facets = vec![(0, dice.roll(9) as u32)],
                4 => self.docs[at].title.push_str(" Acueducto"),
                _ => self.edit(at, "Otras palabras del corregimiento, y ninguna más."),
            }
        }
    }

    /// Writes one document anew.
    pub fn edit(&mut self, at: usize, text: &str) {
        let doc = &mut self.docs[at];
        doc.text = text.to_owned();
        doc.sections = vec![Section {
            end: text.len() as u32,
            ..Section::default()
        }];
    }

    /// One to six words, some with a slip or without accents, some with facets or other orders.
    pub fn query(&self, dice: &mut Dice) -> Query {
        let mut text = Vec::new();
        for _ in 0..dice.roll(7) {
            let mut word = self.words[dice.rank(self.words.len())].clone();
            match dice.roll(8) {
                0 => word = slip(dice, &word),
                1 => {
                    word = slip(dice, &word);
                    word = slip(dice, &word);
                }
                2 => word = word.to_uppercase(),
                3 if dice.roll(4) == 0 => {
                    word = format!("{} {} {}", self.words[41], self.words[42], self.words[40])
                }
                4 if dice.roll(4) == 0 => word = "el término de la".to_owned(),
                // A space is missing, or there is one too much.
                5 if dice.roll(2) == 0 => {
                    word.push_str(["", "de", "y"][dice.roll(3)]);
                    word.push_str(&self.words[dice.rank(self.words.len())]);
                }
                6 if dice.roll(4) == 0 => {
                    let half = word.chars().count() / 2;
                    let half = word.char_indices().nth(half).map_or(0, |(at, _)| at);
                    word.insert(half, ' ');
                }
                7 if dice.roll(2) == 0 => word = by_ear(&word),
                _ => {}
            }
            text.push(word);
        }
        let mut facets = Vec::new();
        while dice.roll(4) == 0 {
            let field = ["tema", "lugar"][dice.roll(2)];
            facets.push((field.to_owned(), format!("t{}", 1 + dice.roll(9))));
        }
        Query {
            text: text.join(" "),
            facets,
            sort: if dice.roll(6) == 0 {
                Sort::Date
            } else {
                Sort::Relevance
            },
            offset: if dice.roll(5) == 0 { 5 } else { 0 },
            limit: 10,
            explain: false,
        }
    }
}

/// As somebody writes it who goes by how it sounds.
fn by_ear(word: &str) -> String {
    let soft = word.replace("ce", "se").replace("ci", "zi");
    soft.replace('c', "k")
        .replace('v', "b")
        .replace('h', "")
        .replace("ll", "y")
}

fn slip(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.roll(letters.len().max(1));
    match dice.roll(4) {
        0 if letters.len() > 1 => drop(letters.remove(at)),
        1 if at > 0 => letters.swap(at, at - 1),
        2 if at < letters.len() => letters[at] = 'e',
        _ => letters.insert(at, 'a'),
    }
    letters.into_iter().collect()
}
