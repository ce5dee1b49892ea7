//! `acervo search`: asks the index of the site in the terminal.

use super::args::SearchArgs;
use super::status::{Status, Terminal};
use crate::diag::Failure;
use crate::engine::{Engine, index_folder};
use crate::search::{self, Error, Hit, Index, Part, Query, Results};
use crate::source::Changes;
use crate::view::search::Facet;
use std::fmt::Write;

pub(super) fn run(terminal: &Terminal, args: &SearchArgs) -> Result<Status, Failure> {
    let index = index(terminal, args)?;
    for (field, value) in &args.facet {
        is_facet(&index.about().facets, field, value)?;
    }
    let query = Query {
        text: args.query.clone(),
        facets: args.facet.clone(),
        limit: args.limit,
        explain: args.explain,
        ..Query::default()
    };
    let results = search::search(&index, &query).map_err(failed)?;
    match args.json {
        true => terminal.json(&results)?,
        false => terminal.out(&text(&results)),
    }
    Ok(Status::Fine)
}

/// A filter that the site does not have would find nothing, or everything, and nobody would know why.
pub(super) fn is_facet(facets: &[Facet], field: &str, value: &str) -> Result<(), Failure> {
    let Some(facet) = facets.iter().find(|facet| facet.field == field) else {
        let known: Vec<&str> = facets.iter().map(|facet| facet.field.as_str()).collect();
        let message = format!("el campo «{field}» no tiene filtro");
        return Err(Failure::new(message).suggest(field, &known));
    };
    let known: Vec<&str> = facet.terms.iter().map(|(id, _)| id.as_str()).collect();
    if known.contains(&value) {
        return Ok(());
    }
    let message = format!("`{value}` no es un valor de «{field}»");
    Err(Failure::new(message).suggest(value, &known))
}

/// The index of the last build. It is of what was published, so another day, drafts and a site that was
/// never built are indexed now, as is one whose index is damaged: in memory, because the folder is for
/// builds, and none of them should wait for a search.
fn index(terminal: &Terminal, args: &SearchArgs) -> Result<Index, Failure> {
    let mut engine = Engine::open(&args.site.folder.root, args.site.options())?;
    if !args.site.is_another() {
        if let Ok(index) = search::open(&index_folder(engine.root())) {
            return Ok(index);
        }
        terminal.say(
            "No hay índice de este sitio: se hace ahora y no se guarda. Lo guarda acervo build.",
        );
    }
    let snapshot = engine.advance(&Changes::All);
    let input = snapshot.search_input();
    Ok(search::build_in_memory(&input, &snapshot.config().search)?)
}

pub(super) fn failed(error: Error) -> Failure {
    Failure::new(format!("no se pudo buscar: {error}"))
}

/// The results for people: title, address, fragment with the words between asterisks.
fn text(results: &Results) -> String {
    let mut out = String::new();
    for substitution in &results.substitutions {
        let searched = substitution.searched.join(", ");
        let _ = writeln!(
            out,
            "«{}» no está en el sitio. Se buscó: {searched}.",
            substitution.written
        );
    }
    for word in &results.unknown {
        let _ = writeln!(out, "«{word}» no está en el sitio.");
    }
    match results.total {
        0 => {
            out.push_str("Nada encontrado. Pruebe con menos palabras, un sinónimo o la sigla.\n");
            if !results.near.is_empty() {
                let _ = writeln!(out, "El sitio sí tiene: {}.", results.near.join(", "));
            }
        }
        1 => out.push_str("1 resultado\n"),
        n => {
            let _ = writeln!(out, "{n} resultados");
        }
    }
    for (rank, hit) in results.hits.iter().enumerate() {
        let _ = write!(out, "\n{}. {}\n   {}\n", rank + 1, hit.title, address(hit));
        if !hit.fragment.is_empty() {
            let _ = writeln!(out, "   {}", marked(&hit.fragment, &hit.marks));
        }
        for part in &hit.explanation {
            out.push_str(&explained(part));
        }
    }
    out
}

/// One line of `--explain`: points, words, level, fields, rarity and weight.
fn explained(part: &Part) -> String {
    let mut line = format!("   {:>8.4}  {}", part.score, part.level.name());
    if !part.found.is_empty() {
        let fields = part
            .fields
            .iter()
            .map(|(name, times)| format!("{name} {times}"));
        let fields = fields.collect::<Vec<_>>().join(", ");
        let synonym = if part.synonym { ", sinónimo" } else { "" };
        let _ = write!(
            line,
            "{synonym}: {} → {} ({fields}; en {} documentos, rareza {:.3}, peso {:.3})",
            part.word, part.found, part.documents, part.rarity, part.weight
        );
    }
    line + "\n"
}

/// The address of the best section, or of the document.
fn address(hit: &Hit) -> &str {
    hit.sections
        .first()
        .map_or(&hit.url, |section| &section.url)
}

fn marked(fragment: &str, marks: &[(usize, usize)]) -> String {
    let mut out = String::new();
    for (at, c) in fragment.chars().enumerate() {
        if marks.iter().any(|&(start, end)| at == start || at == end) {
            out.push('*');
        }
        match c {
            // A row of a table or an item of a list begins.
            '\n' => out.push_str("\n   "),
            c => out.push(if c.is_whitespace() { ' ' } else { c }),
        }
    }
    let length = fragment.chars().count();
    if marks.iter().any(|&(_, end)| end == length) {
        out.push('*');
    }
    out
}
