//! What readers sent: read from the files they downloaded or from the text of their mail, with data
//! of persons covered, and put together with what was there before.

use crate::config::feedback::{About, COLUMNS, Opinion};
use crate::data::{Node, Span, table, yaml};
use crate::diag::{Code, Diagnostic};
use crate::parse::personal::covered;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The opinions of one file and how many data of persons were covered in them.
///
/// A mail is read as it was saved: what stands around the braces is left out, `>` before quoted
/// lines too, and a line that a mail program broke is put together again.
pub fn read(file: &Arc<str>, text: &str, diags: &mut Vec<Diagnostic>) -> (Vec<Opinion>, usize) {
    let Some(start) = text.find('{') else {
        diags.push(stranger(file, Span::new(0, 0)));
        return (Vec::new(), 0);
    };
    let end = text.rfind('}').map_or(text.len(), |at| at + 1).max(start);
    let plain = unquoted(&text[start..end]);
    let before = diags.len();
    // JSON is YAML, and our reader of YAML knows the place of each value.
    let parsed = yaml::parse(file, &plain, start, Code::OpinionInvalid);
    diags.extend(parsed.diags);
    if diags.len() > before {
        return (Vec::new(), 0);
    }
    let word = |key: &str| parsed.value.get(key).and_then(Node::text).unwrap_or("");
    if word("acervo") != "opiniones" || word("version") != "1" {
        diags.push(stranger(file, Span::new(start, start + 1)));
        return (Vec::new(), 0);
    }
    let list = parsed.value.get("opiniones").map_or(&[][..], Node::items);
    let read = list.iter().filter_map(|n| Opinion::read(file, n, diags));
    let mut opinions: Vec<Opinion> = read.collect();
    let found = opinions.iter_mut().map(cover).sum();
    (opinions, found)
}

fn stranger(file: &Arc<str>, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::OpinionInvalid,
        "este archivo no lleva opiniones de lectores",
    )
    .at(span.of(file))
    .help(
        "use el archivo que se descarga en la página de opiniones del sitio, o el texto del correo",
    )
}

/// The text with spaces where a line starts with `>`: no place moves.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches(['>', ' ']);
        out.push_str(&" ".repeat(line.len() - rest.len()));
        out.push_str(rest);
    }
    out
}

fn cover(opinion: &mut Opinion) -> usize {
    let texts = match &mut opinion.about {
        About::Missing(text) | About::Search(text, _) => vec![text, &mut opinion.comment],
        About::Page { .. } => vec![&mut opinion.comment],
    };
    let mut found = 0;
    for text in texts {
        let (clean, n) = covered(text);
        *text = clean;
        found += n;
    }
    found
}

/// Old and new ones together, by date; one that comes twice stays once, as it was said last.
pub fn merge(old: Vec<Opinion>, new: Vec<Opinion>) -> Vec<Opinion> {
    let mut by_id: BTreeMap<String, Opinion> = BTreeMap::new();
    for mut opinion in old.into_iter().chain(new) {
        match by_id.get_mut(&opinion.id) {
            Some(known) if newer(known, &opinion) => {}
            Some(known) => {
                // A reader who says it again knows nothing of what was noted beside it.
                if opinion.notes.is_empty() {
                    opinion.notes = std::mem::take(&mut known.notes);
                }
                *known = opinion;
            }
            None => drop(by_id.insert(opinion.id.clone(), opinion)),
        }
    }
    let mut all: Vec<Opinion> = by_id.into_values().collect();
    all.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
    all
}

/// Whether `known` says more than another writing of the same opinion, whichever file came first.
fn newer(known: &Opinion, other: &Opinion) -> bool {
    let times = |o: &Opinion| match o.about {
        About::Search(_, times) => times,
        _ => 0,
    };
    (&known.date, times(known)) > (&other.date, times(other))
}

/// The table as it is kept: our columns, then those that the site added.
pub fn table(opinions: &[Opinion]) -> String {
    let mut columns = COLUMNS.to_vec();
    for (name, _) in opinions.iter().flat_map(|opinion| &opinion.notes) {
        if !columns.contains(&&**name) {
            columns.push(name);
        }
    }
    let own = &columns[COLUMNS.len()..];
    let row = |opinion: &Opinion| {
        let noted = |column: &&str| {
            let note = opinion.notes.iter().find(|(name, _)| name == column);
            note.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let mut row = opinion.row().to_vec();
        row.extend(own.iter().map(noted));
        row
    };
    table::write(&columns, opinions.iter().map(row))
}
