//! `acervo eval`: measures ranking on a set of questions with known answers.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::args::EvalArgs;
use super::status::{Status, Terminal};
use crate::diag::Failure;
use crate::search::eval::{EvalDoc, EvalQuery, Judgements, Report, evaluate, ranks, table};
use crate::search::{Error, build_in_memory};
use crate::view::search::{Prose, SearchConfig, SearchEntry, SearchInput, Section};

/// Why a set could not be measured, in words for people.
#[derive(Debug)]
pub enum EvalError {
    Read(PathBuf, std::io::Error),
    Line(PathBuf, usize, String),
    Index(Error),
}

impl std::fmt::Display for EvalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "No se pudo leer {}: {error}", path.display()),
            Self::Line(path, line, why) => {
                write!(
                    f,
                    "{}:{line}: esta línea no se entiende: {why}",
                    path.display()
                )
            }
            Self::Index(error) => write!(f, "No se pudo crear el índice: {error}"),
        }
    }
}

impl std::error::Error for EvalError {}

pub(super) fn run(terminal: &Terminal, args: &EvalArgs) -> Result<Status, Failure> {
    let report = measure(args).map_err(|error| Failure::new(error.to_string()))?;
    let text = match args.json {
        true => {
            serde_json::to_string(&report)
                .map_err(|e| Failure::new(format!("no se pudo escribir el JSON: {e}")))?
                + "\n"
        }
        false if args.ranks => ranks(&report),
        false => table(&report),
    };
    terminal.out(&text);
    Ok(Status::Fine)
}

/// Reads the set, indexes its documents and asks its questions.
fn measure(args: &EvalArgs) -> Result<Report, EvalError> {
    let docs: Vec<EvalDoc> = lines(&args.docs)?;
    let mut queries: Vec<EvalQuery> = lines(&args.queries)?;
    if let Some(split) = &args.split {
        queries.retain(|query| query.split == *split);
    }
    let judgements = judgements(&args.qrels)?;
    let sections: Vec<Section> = docs.iter().map(|doc| whole(&doc.text)).collect();
    let entries = docs
        .iter()
        .zip(&sections)
        .map(|(doc, section)| entry(doc, section))
        .collect();
    let input = SearchInput {
        entries,
        facets: Vec::new(),
    };
    let index = build_in_memory(&input, &SearchConfig::default()).map_err(EvalError::Index)?;
    evaluate(&index, &queries, &judgements).map_err(EvalError::Index)
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

fn read(path: &Path) -> Result<String, EvalError> {
    std::fs::read_to_string(path).map_err(|error| EvalError::Read(path.to_owned(), error))
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, EvalError> {
    let text = read(path)?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line)
            .map_err(|error| EvalError::Line(path.to_owned(), at + 1, error.to_string()))
    };
    lines.map(parse).collect()
}

/// `query_id doc_id relevance`, between tabs; a first line of titles is skipped.
fn judgements(path: &Path) -> Result<Judgements, EvalError> {
    let mut judgements = Judgements::new();
    for (at, line) in read(path)?
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let mut cells = line.split('\t').map(str::trim);
        let (Some(query), Some(doc)) = (cells.next(), cells.next()) else {
            let why = "faltan columnas".to_owned();
            return Err(EvalError::Line(path.to_owned(), at + 1, why));
        };
        match cells.next().unwrap_or("1").parse() {
            Ok(gain) => {
                judgements
                    .entry(query.to_owned())
                    .or_default()
                    .insert(doc.to_owned(), gain);
            }
            Err(_) if at == 0 => {}
            Err(error) => {
                return Err(EvalError::Line(path.to_owned(), at + 1, error.to_string()));
            }
        }
    }
    Ok(judgements)
}
