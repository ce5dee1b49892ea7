//! The browser client and the index give the same answers: documents, order, counts, fragments.

use std::path::Path;
use std::process::Command;

use acervo::search::{self, Index, Query, Results, Sort, build_in_memory};
use acervo::view::search::{Facet, SearchEntry, SearchInput, Section};
use serde_json::{Value, json};

use crate::search_site;

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    /// Small numbers far more often than large ones, as words are.
    fn rank(&mut self, sides: usize) -> usize {
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
    words.extend(["1551", "1.551", "4.4", "2012"].map(String::from));
    words
}

struct Corpus {
    words: Vec<String>,
    docs: Vec<Doc>,
}

/// Address, title, summary, text, sections and facets.
type Doc = (
    String,
    String,
    String,
    String,
    Vec<Section>,
    Vec<(u32, u32)>,
);

fn corpus(dice: &mut Dice, size: usize) -> Corpus {
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
            text.push_str(&prose(dice, 150));
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
        let facets = (0..2)
            .map(|facet| (facet, dice.rank(9) as u32))
            .filter(|(_, term)| *term > 0);
        let facets = facets.collect();
        let date = if dice.roll(3) == 0 {
            String::new()
        } else {
            format!("20{:02}-0{}-01", dice.roll(26), 1 + dice.roll(9))
        };
        (
            format!("doc/{number}.html"),
            prose(dice, 8),
            prose(dice, 12),
            text,
            sections,
            facets,
            date,
        )
    });
    let docs: Vec<_> = docs.collect();
    let docs = docs
        .into_iter()
        .map(|(url, title, summary, text, sections, facets, date)| {
            (
                url,
                title,
                format!("{date}\u{1}{summary}"),
                text,
                sections,
                facets,
            )
        });
    let docs = docs.collect();
    Corpus { words, docs }
}

impl Corpus {
    fn index(&self) -> Index {
        let entries = self
            .docs
            .iter()
            .map(|(url, title, summary, text, sections, facets)| {
                let (date, summary) = summary.split_once('\u{1}').unwrap();
                SearchEntry {
                    url,
                    title,
                    summary,
                    kind: "Caso",
                    date: Some(date.to_owned()).filter(|date| !date.is_empty()),
                    terms: vec!["término común"],
                    facets: facets.clone(),
                    text: text.into(),
                    sections,
                }
            });
        let terms: Vec<(String, String)> = (0..9)
            .map(|t| (format!("t{t}"), format!("Valor {t}")))
            .collect();
        let facets = ["tema", "lugar"].map(|field| Facet {
            field: field.into(),
            label: field.into(),
            terms: terms.clone(),
        });
        let mut config = search_site::config();
        config.synonyms.push(vec![
            self.words[40].clone(),
            format!("{} {}", self.words[41], self.words[42]),
        ]);
        let input = SearchInput {
            entries: entries.collect(),
            facets: facets.to_vec(),
        };
        build_in_memory(&input, &config).unwrap()
    }

    /// One to six words, some with a slip or without accents, some with facets or other orders.
    fn query(&self, dice: &mut Dice) -> Query {
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

fn written(query: &Query) -> Value {
    let mut facets = serde_json::Map::new();
    for (field, term) in &query.facets {
        let terms = facets.entry(field.clone()).or_insert_with(|| json!([]));
        terms.as_array_mut().unwrap().push(json!(term));
    }
    let sort = if query.sort == Sort::Date {
        "fecha"
    } else {
        ""
    };
    json!({"text": query.text, "facets": facets, "sort": sort, "offset": query.offset, "limit": query.limit})
}

/// What the client has to say, in the shape in which the script prints it.
fn expected(results: &Results) -> Value {
    let marked = |fragment: &str, marks: &[(usize, usize)]| -> Vec<String> {
        let part = |&(start, end): &(usize, usize)| {
            fragment.chars().skip(start).take(end - start).collect()
        };
        marks.iter().map(part).collect()
    };
    let hits = results.hits.iter().map(|hit| {
        let sections = hit.sections.iter().map(|section| {
            json!({"url": section.url, "heading": section.heading, "fragment": section.fragment,
                "marks": marked(&section.fragment, &section.marks)})
        });
        json!({"url": hit.url, "title": hit.title, "kind": hit.kind, "date": hit.date, "score": hit.score,
            "summary": hit.summary, "fragment": hit.fragment, "marks": marked(&hit.fragment, &hit.marks),
            "sections": sections.collect::<Vec<_>>()})
    });
    let facets = results.facets.iter().map(|facet| {
        let terms = facet
            .terms
            .iter()
            .map(|term| json!([term.id, term.count, term.chosen]));
        terms.collect::<Vec<_>>()
    });
    let substitutions = results
        .substitutions
        .iter()
        .map(|s| json!([s.written, s.searched]));
    json!({"total": results.total, "hits": hits.collect::<Vec<_>>(), "facets": facets.collect::<Vec<_>>(),
        "substitutions": substitutions.collect::<Vec<_>>(), "unknown": results.unknown})
}

/// Takes the scores out of the hits: they are compared with a tolerance.
fn scores(answer: &mut Value) -> Vec<f64> {
    let hits = answer["hits"].as_array_mut().unwrap().iter_mut();
    hits.map(|hit| {
        hit.as_object_mut()
            .unwrap()
            .remove("score")
            .unwrap()
            .as_f64()
            .unwrap()
    })
    .collect()
}

fn agree(index: &Index, queries: &[Query]) {
    let folder = tempfile::tempdir().unwrap();
    search_site::write_shards(index, folder.path());
    let asked = folder.path().join("queries.json");
    let written: Vec<Value> = queries.iter().map(written).collect();
    std::fs::write(&asked, serde_json::to_vec(&written).unwrap()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node")
        .arg(root.join("tests/browser/search-answers.mjs"))
        .args([
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/search/client/min/nucleo.js"),
            folder.path(),
            &asked,
        ])
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answers.len(), queries.len());
    for (query, mut answer) in queries.iter().zip(answers) {
        let mut expect = expected(&search::search(index, query).unwrap());
        for (theirs, ours) in scores(&mut answer).iter().zip(scores(&mut expect)) {
            assert!((theirs - ours).abs() < 1e-9, "{query:?}: {theirs} {ours}");
        }
        assert_eq!(answer, expect, "{query:?}");
    }
}

#[test]
fn the_client_answers_like_the_index_on_a_small_site() {
    let texts = [
        "",
        "capacitacion",
        "capasitacion municipal",
        "att",
        "asistencia técnica territorial",
        "plata para agua",
        "ley 1551 de 2012",
        "ley 1.551",
        "4.4",
        "el de la",
        "xilófono",
        "año",
        "ano",
        "que es la ATT en el chocó",
        "niñas",
        "pagos",
        "encuesta de evaluacion",
        "recursos recursos",
        "👩‍🌾 agua",
        "an\u{303}o",
    ];
    let queries: Vec<Query> = texts
        .iter()
        .map(|text| Query {
            text: (*text).to_owned(),
            limit: 10,
            ..Query::default()
        })
        .collect();
    agree(&search_site::index(), &queries);
}

#[test]
fn the_client_answers_like_the_index_on_a_generated_corpus() {
    let dice = &mut Dice(7);
    for (documents, queries) in [(300, 1_500), (2_000, 2_000)] {
        let corpus = corpus(dice, documents);
        let queries: Vec<Query> = (0..queries).map(|_| corpus.query(dice)).collect();
        agree(&corpus.index(), &queries);
    }
}

#[test]
fn the_same_documents_give_the_same_files() {
    let dice = &mut Dice(11);
    let corpus = corpus(dice, 600);
    assert!(search::shards(&corpus.index()).unwrap() == search::shards(&corpus.index()).unwrap());
}
