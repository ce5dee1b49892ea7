//! `acervo search`: asks the index of the site in the terminal.

use std::fmt::Write;

use crate::search::{Error, Hit, Index, Query, Results, search};

/// Answers a query with the index of the last build.
pub fn run(index: &Index, query: &Query) -> Result<Results, Error> {
    search(index, query)
}

/// The results for people: title, address, fragment with the words between asterisks.
pub fn text(results: &Results) -> String {
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
        0 => out.push_str("Nada encontrado. Pruebe con otras palabras.\n"),
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
            let _ = writeln!(out, "   {:>8.4}  {}", part.score, part.words);
        }
    }
    out
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
        out.push(if c.is_whitespace() { ' ' } else { c });
    }
    let length = fragment.chars().count();
    if marks.iter().any(|&(_, end)| end == length) {
        out.push('*');
    }
    out
}
