//! `[facts]`: the table of statements that documents cite by their codes.

use super::{Extent, Files, SITE_FILE};
use crate::base::fold::{fold, slug};
use crate::base::locale::Locale;
use crate::base::near::{meant, nearest};
use crate::base::numbers::Stated;
use crate::data::Node;
use crate::data::reader::{Reader, wrong};
use crate::diag::{Code, Diagnostic, Place};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The facts of a site and where their pages are.
#[derive(Debug, Default, Clone)]
pub struct Facts {
    /// Address of the page from the root of the site: `hechos.html`. It holds all facts, or leads to
    /// the pages of [`Facts::parts`].
    pub url: String,
    pub title: String,
    /// The table's file, from the root of the project.
    pub file: String,
    /// In the order of the table.
    pub list: Vec<Fact>,
    /// Pages that the table is cut into, in its order; none when its rows name no part.
    pub parts: Vec<Part>,
    names: FxHashMap<String, usize>,
    /// What stands before the hyphen of its codes: `H` of `H-043`.
    prefixes: Vec<String>,
}

/// One statement.
#[derive(Debug, Default, Clone)]
pub struct Fact {
    /// Code as written: `H-043`.
    pub id: String,
    /// Markdown of one paragraph.
    pub text: String,
    /// Who says it: a document, or the site itself.
    pub source: String,
    /// Where the source says it.
    pub section: String,
    /// Position in [`Facts::parts`].
    pub part: Option<usize>,
    /// The figures that it brings, with those of its section.
    pub figures: Stated,
    /// Something is wrong with its row: figures that seem to be missing may stand there.
    pub torn: bool,
}

/// A page with some of the facts: a long table would weigh too much in one.
#[derive(Debug, Clone)]
pub struct Part {
    pub title: String,
    /// Address from the root of the site: `hechos/marco-normativo.html`.
    pub url: String,
}

impl Facts {
    /// Address of the page that shows a fact.
    pub fn page_of(&self, fact: &Fact) -> &str {
        match fact.part {
            Some(part) => &self.parts[part].url,
            None => &self.url,
        }
    }

    /// Position of the part with this title, a new one if need be; `None` when no address comes out
    /// of the title.
    fn part(&mut self, title: &str) -> Option<usize> {
        let name = slug(title);
        if name.is_empty() {
            return None;
        }
        let url = format!("{}/{name}.html", self.url.trim_end_matches(".html"));
        let known = self.parts.iter().position(|p| p.url == url);
        Some(known.unwrap_or_else(|| {
            let title = title.to_owned();
            self.parts.push(Part { title, url });
            self.parts.len() - 1
        }))
    }

    /// Position of a fact by its code; letter case does not matter.
    pub fn find(&self, code: &str) -> Option<usize> {
        self.names.get(&fold(code.trim())).copied()
    }

    /// The code nearest to another one. Of one that has the form of a code only the number counts: another
    /// number is another fact.
    pub fn near(&self, code: &str) -> Option<&str> {
        let ids = || self.list.iter().map(|f| f.id.as_str());
        match self.number(code) {
            Some(number) => ids().find(|id| self.number(id) == Some(number)),
            None => nearest(code, ids()),
        }
    }

    /// Prefix and number of a code that begins like those of the table.
    fn number<'c>(&self, code: &'c str) -> Option<(&'c str, &'c str)> {
        let (prefix, number) = code.split_once('-')?;
        let known = self.has_prefix(prefix) && is_number(number);
        known.then(|| (prefix, number.trim_start_matches('0')))
    }

    /// Whether codes of the table start like this, so that `H-999` in a text is surely meant as one.
    pub fn has_prefix(&self, word: &str) -> bool {
        self.prefixes.iter().any(|p| p == word)
    }
}

/// What is held against the table; first what asks only for its codes.
const UNTOLD: &[Code] = &[Code::FactUnknown, Code::FactUncited, Code::FigureUnsourced];

/// What `keys` may name, and the column that is read when it does not.
const COLUMNS: [(&str, &str); 5] = [
    ("id", "id"),
    ("text", "hecho"),
    ("source", "fuente"),
    ("section", "seccion"),
    ("part", "parte"),
];

/// Reads `[facts]` and its table.
pub(super) fn read(
    root: &mut Reader<'_, '_>,
    locale: Locale,
    files: &mut Files<'_>,
) -> Option<Facts> {
    let mut reader = root.section("facts")?;
    let file = reader.text("file");
    let example = "\"content/_datos/hechos.csv\"";
    reader.require("file", "la tabla de hechos", example);
    let (url, title) = own_page(&mut reader, "hechos", locale.either("Hechos", "Facts"));
    let mut facts = Facts {
        url,
        title,
        ..Facts::default()
    };
    let mut keys = reader.group("keys");
    let columns = COLUMNS.map(|(key, usual)| keys.text(key).unwrap_or_else(|| usual.to_owned()));
    keys.finish();
    let file_at = reader.place("file");
    let keys_at = reader.node("keys").map_or(file_at, |keys| keys.span);
    reader.finish();
    let Some(file) = file.filter(|file| !file.trim().is_empty()) else {
        files.untold.extend(UNTOLD);
        return None;
    };
    files.table(
        (&file, file_at),
        UNTOLD,
        root.diags(),
        |file, node, is_torn, diags| {
            let rows = node.get("hechos").unwrap_or(node);
            if let Some(diag) = lacking_column(file, rows, &columns) {
                diags.push(diag.at(keys_at.of(&SITE_FILE.into())));
                return Extent::Unread;
            }
            if rows.items().is_empty() {
                diags.push(empty("la tabla no tiene ningún hecho", &columns[..2], file));
                return Extent::Unread;
            }
            fill(&mut facts, file, rows, &columns, is_torn, diags)
        },
    );
    facts.file = file;
    Some(facts)
}

/// What is said of the column of the codes or of the texts, when no row has it: then the mistake is in its
/// name.
fn lacking_column(file: &str, rows: &Node, columns: &[String; 5]) -> Option<Diagnostic> {
    let mut needed = columns[..2].iter();
    let (column, names) = needed.find_map(|column| Some((column, others(rows, &[column])?)))?;
    let help = match nearest(column, names.iter().copied()) {
        Some(near) => format!("{} Escríbalo en `keys`", meant(near)),
        None => format!(
            "sus columnas son: {}; diga en `keys` cuál es cada una",
            names.join(", ")
        ),
    };
    let message = format!("la tabla `{file}` no tiene la columna `{column}`");
    Some(wrong(message).help(help))
}

/// What the columns of a table are called, where it has some and no row has one of these.
pub(super) fn others<'n>(rows: &'n Node, wanted: &[impl AsRef<str>]) -> Option<Vec<&'n str>> {
    let rows = rows.items();
    let has = |row: &Node| wanted.iter().any(|name| row.get(name.as_ref()).is_some());
    let first = rows.first()?.entries().iter();
    let names: Vec<&str> = first.map(|(key, _)| key.name.as_str()).collect();
    (!names.is_empty() && !rows.iter().any(has)).then_some(names)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// What is said of a table without rows.
pub(super) fn empty(message: &str, columns: &[impl AsRef<str>], file: &Arc<str>) -> Diagnostic {
    let columns: Vec<&str> = columns.iter().map(AsRef::as_ref).collect();
    let columns = columns.join("` y `");
    let help = format!("escriba al menos uno, con `{columns}`");
    let diag = Diagnostic::new(Code::Vocabulary, message).help(help);
    diag.at(Place::start_of(file))
}

/// Takes the facts of the rows in.
fn fill(
    facts: &mut Facts,
    file: &Arc<str>,
    rows: &Node,
    columns: &[String; 5],
    is_torn: &dyn Fn(&Node) -> bool,
    diags: &mut Vec<Diagnostic>,
) -> Extent {
    let mut extent = Extent::Known;
    for row in rows.items() {
        let [id, text, source, section, part] = columns
            .each_ref()
            .map(|key| row.get(key).and_then(Node::text).unwrap_or("").trim());
        let torn = is_torn(row);
        let mut report = |message: String, help: &str| {
            let diag = Diagnostic::new(Code::Vocabulary, message).help(help);
            diags.push(diag.at(row.span.of(file)));
        };
        let Some((id, right)) = code(id) else {
            extent = Extent::Unnamed;
            let [column, ..] = columns;
            match id {
                _ if torn => {}
                "" => report(
                    format!("a este hecho le falta su código, en `{column}`"),
                    "escríbalo, como `H-043`, o borre la fila",
                ),
                _ => report(
                    format!("«{id}» no sirve como código de un hecho"),
                    "escriba letras, un guion y números, como `H-043`",
                ),
            }
            continue;
        };
        if !right && !torn {
            let help = format!("escríbalo con letras, un guion y números: `{id}`");
            report("el código de este hecho no se escribe así".into(), &help);
        }
        if text.is_empty() && !torn {
            let message = format!("al hecho `{id}` le falta su texto, en `{}`", columns[1]);
            report(message, "escríbalo, o borre la fila");
        }
        let at = facts.list.len();
        let before = facts.names.insert(fold(&id), at);
        if before.is_some() && !torn {
            let message = format!("el hecho `{id}` está dos veces");
            report(
                message,
                "escriba otro código en uno de los dos, o borre el que sobra",
            );
        }
        let page = facts.part(part);
        if page.is_none() && !part.is_empty() {
            let message = format!("de «{part}» no sale el nombre de una página");
            report(message, "escriba la parte con letras o números");
        }
        if let Some((prefix, _)) = id.split_once('-').filter(|(it, _)| !facts.has_prefix(it)) {
            facts.prefixes.push(prefix.to_owned());
        }
        facts.list.push(Fact {
            text: text.to_owned(),
            source: source.to_owned(),
            section: section.to_owned(),
            part: page,
            figures: Stated::of([text, section]),
            torn: torn || text.is_empty() || before.is_some(),
            id,
        });
    }
    extent
}

/// A code as it should be written, and whether it is: letters, a hyphen and numbers.
fn code(written: &str) -> Option<(String, bool)> {
    let end = written.find(|c: char| !c.is_alphabetic())?;
    let (letters, rest) = written.split_at(end);
    let apart = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '_' | '.');
    let number = rest.trim_start_matches(apart);
    let right = format!("{letters}-{number}");
    let known = !letters.is_empty() && is_number(number);
    let is_right = right == written;
    known.then_some((right, is_right))
}

/// Address and title of a page that the site makes by itself: `page` and `title`, or the usual ones.
pub(super) fn own_page(reader: &mut Reader<'_, '_>, usual: &str, title: &str) -> (String, String) {
    let title = reader.text("title").unwrap_or_else(|| title.to_owned());
    let name = reader.text("page").unwrap_or_else(|| usual.to_owned());
    if name.is_empty() || slug(&name) != name {
        let diag = wrong(format!("`{name}` no sirve como nombre de una página"));
        let help = "use minúsculas, números y guiones";
        reader.report(reader.place("page"), diag.help(help));
        return (format!("{usual}.html"), title);
    }
    (format!("{name}.html"), title)
}
