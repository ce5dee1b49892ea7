//! `acervo eval`: measures ranking on a set of questions with known answers.

use std::collections::BTreeSet;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::args::EvalArgs;
use super::search::failed;
use super::status::{Status, Terminal};
use crate::diag::Failure;
use crate::search::build_in_memory;
use crate::search::eval::{EvalDoc, EvalQuery, Judgements, Report, evaluate, ranks, table};
use crate::view::search::{Prose, SearchConfig, SearchEntry, SearchInput, Section};

pub(super) fn run(terminal: &Terminal, args: &EvalArgs) -> Result<Status, Failure> {
    let report = measure(args)?;
    match (args.json, args.ranks) {
        (true, _) => terminal.json(&report)?,
        (false, true) => terminal.out(&ranks(&report)),
        (false, false) => terminal.out(&table(&report)),
    }
    Ok(Status::Fine)
}

/// A line of the documents and one of the questions, for who wrote another thing.
const DOC: &str = r#"{"id": "a1", "title": "…", "text": "…"}"#;
const QUERY: &str = r#"{"id": "p1", "text": "…", "variant": "…", "split": "…"}"#;

/// Reads the set, indexes its documents and asks its questions.
fn measure(args: &EvalArgs) -> Result<Report, Failure> {
    let docs: Vec<EvalDoc> = lines(&args.docs, DOC)?;
    let mut queries: Vec<EvalQuery> = lines(&args.queries, QUERY)?;
    once(&args.docs, docs.iter().map(|doc| &*doc.id))?;
    once(&args.queries, queries.iter().map(|query| &*query.id))?;
    let judgements = judgements(&args.qrels, &queries)?;
    if let Some(split) = &args.split {
        let known: BTreeSet<String> = queries.iter().map(|q| q.split.clone()).collect();
        queries.retain(|query| query.split == *split);
        if queries.is_empty() {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let message = format!("ninguna pregunta tiene `split` «{split}»");
            return Err(Failure::new(message).suggest(split, &known));
        }
    }
    let sections: Vec<Section> = docs.iter().map(|doc| whole(&doc.text)).collect();
    let entries = docs.iter().zip(&sections);
    let input = SearchInput {
        entries: entries.map(|(doc, section)| entry(doc, section)).collect(),
        facets: Vec::new(),
    };
    let index = build_in_memory(&input, &SearchConfig::default())?;
    evaluate(&index, &queries, &judgements).map_err(failed)
}

/// An answer that is there twice would count twice, and no figure would mean anything.
fn once<'a>(path: &Path, ids: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            let message = format!("{}: el `id` «{id}» está dos veces", path.display());
            return Err(Failure::new(message).help("deje una sola línea con ese `id`"));
        }
    }
    match seen.is_empty() {
        true => Err(empty(path)),
        false => Ok(()),
    }
}

fn empty(path: &Path) -> Failure {
    let message = format!("{} no tiene ninguna línea con datos", path.display());
    Failure::new(message).help("revise que sea el archivo que quería medir")
}

fn whole(text: &str) -> Section {
    Section {
        end: u32::try_from(text.len()).unwrap_or(u32::MAX),
        ..Section::default()
    }
}

fn entry<'a>(doc: &'a EvalDoc, section: &'a Section) -> SearchEntry<'a> {
    SearchEntry {
        url: &doc.id,
        title: &doc.title,
        summary: "",
        kind: "",
        date: None,
        terms: Vec::new(),
        facets: Vec::new(),
        prose: Prose::Here(&doc.text, std::slice::from_ref(section)),
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| Failure::io("no se pudo leer", path, &e))
}

/// What is wrong at a place of a file, and how it is written.
fn wrong(path: &Path, (line, column): (usize, usize), why: &str, like: &str) -> Failure {
    Failure::new(format!("{}:{line}:{column}: {why}", path.display()))
        .help(format!("cada línea es así: {like}"))
}

/// The lines of a text that say something, with their numbers.
fn said(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.lines());
    lines.filter(|(_, line)| !line.trim().is_empty())
}

fn lines<T: DeserializeOwned>(path: &Path, like: &str) -> Result<Vec<T>, Failure> {
    let text = read(path)?;
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| {
            let why = match error.classify() {
                Category::Data => "a esta línea le falta un dato, o no es el que se espera",
                _ => "esta línea no es JSON",
            };
            let before = &line.as_bytes()[..error.column().min(line.len())];
            let column = String::from_utf8_lossy(before).chars().count();
            wrong(path, (at, column), why, like)
        })
    };
    said(&text).map(parse).collect()
}

/// `query_id doc_id relevance`, between tabs; a first line of titles, which names no question, is
/// skipped.
fn judgements(path: &Path, queries: &[EvalQuery]) -> Result<Judgements, Failure> {
    let like = "pregunta, documento y relevancia, separados por tabuladores";
    let mut judgements = Judgements::new();
    for (at, line) in said(&read(path)?) {
        let mut cells = line.split('\t').map(str::trim);
        let (Some(query), Some(doc)) = (cells.next(), cells.next()) else {
            return Err(wrong(path, (at, 1), "faltan columnas", like));
        };
        let gain = cells.next().unwrap_or("1");
        let titles = at == 1 && !queries.iter().any(|known| known.id == query);
        match gain.parse::<f64>() {
            Ok(gain) if gain.is_finite() && gain >= 0.0 => {
                let answers = judgements.entry(query.to_owned()).or_default();
                answers.insert(doc.to_owned(), gain);
            }
            Err(_) if titles => {}
            _ => {
                let why = format!("la relevancia «{gain}» no es un número de 0 en adelante");
                return Err(wrong(path, (at, 1), &why, like));
            }
        }
    }
    match judgements.is_empty() {
        true => Err(empty(path)),
        false => Ok(judgements),
    }
}
