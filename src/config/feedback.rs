//! `[feedback]`: where readers may send their opinions, and the table of those that came in.

use super::Files;
use crate::data::reader::{Reader, wrong};
use crate::data::{Node, Span, file};
use crate::diag::{Code, Diagnostic};
use std::sync::Arc;

/// The table of opinions, unless `file` names another one.
pub const TABLE: &str = "content/_datos/opiniones.csv";

/// Columns of the table, in their order.
pub const COLUMNS: [&str; 9] = [
    "id", "fecha", "tipo", "pagina", "sirvio", "motivos", "consulta", "veces", "comentario",
];

/// Longest text of an opinion, in characters; the pages allow less.
const LONGEST: usize = 2000;

/// Where readers send what they think of the site.
#[derive(Debug, Clone)]
pub struct Feedback {
    /// Address for mail, or empty.
    pub mail: String,
    /// Address of a form that takes a POST, or empty.
    pub form: String,
    /// The table of opinions, from the root of the project.
    pub file: String,
    /// What came in, in the order of the table.
    pub opinions: Vec<Opinion>,
}

impl Default for Feedback {
    fn default() -> Feedback {
        Feedback {
            mail: String::new(),
            form: String::new(),
            file: TABLE.to_owned(),
            opinions: Vec::new(),
        }
    }
}

/// What one reader said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Made by the reader's browser, so that one that is sent twice counts once.
    pub id: String,
    /// `2026-11-22`
    pub date: String,
    pub about: About,
    pub comment: String,
    /// What the table says of it in columns of its own, by their names: of who attends to it, not of
    /// the reader.
    pub notes: Vec<(String, String)>,
}

/// What an opinion is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A page, whether it helped, and if not, why.
    Page {
        url: String,
        helped: bool,
        reasons: Vec<String>,
    },
    /// Something that the site lacks.
    Missing(String),
    /// A search that found nothing, and how often it was tried.
    Search(String, usize),
}

impl Opinion {
    /// Reads one from a row of the table or from an object of a reader's file: both have the same
    /// keys. `None` after reporting why.
    pub fn read(file: &Arc<str>, node: &Node, diags: &mut Vec<Diagnostic>) -> Option<Opinion> {
        let mut fields = Fields { file, node, diags };
        let id = fields.checked("id", "letras, números y guiones", |t| {
            t.len() <= 40 && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        let date = fields.checked("fecha", "una fecha como 2026-01-31", |t| {
            crate::base::date::parse(t).is_some()
        });
        let about = fields.about();
        let comment = fields.optional("comentario");
        Some(Opinion {
            id: id?,
            date: date?,
            about: about?,
            comment: comment?,
            notes: Vec::new(),
        })
    }

    /// Its values in the order of [`COLUMNS`].
    pub fn row(&self) -> [String; 9] {
        let mut row = [const { String::new() }; 9];
        row[0].clone_from(&self.id);
        row[1].clone_from(&self.date);
        row[8].clone_from(&self.comment);
        match &self.about {
            About::Page {
                url,
                helped,
                reasons,
            } => {
                row[2] = "pagina".into();
                row[3].clone_from(url);
                row[4] = if *helped { "si" } else { "no" }.into();
                row[5] = reasons.join(";");
            }
            About::Missing(text) => {
                row[2] = "falta".into();
                row[6].clone_from(text);
            }
            About::Search(text, times) => {
                row[2] = "busqueda".into();
                row[6].clone_from(text);
                row[7] = times.to_string();
            }
        }
        row
    }
}

/// The keys of one opinion while they are read.
struct Fields<'a> {
    file: &'a Arc<str>,
    node: &'a Node,
    diags: &'a mut Vec<Diagnostic>,
}

impl Fields<'_> {
    fn report(&mut self, span: Span, message: String) {
        let diag = Diagnostic::new(Code::OpinionInvalid, message);
        self.diags.push(diag.at(span.of(self.file)));
    }

    /// A text that may be missing; `None` after reporting what cannot be one.
    fn optional(&mut self, key: &str) -> Option<String> {
        let Some(node) = self.node.get(key).filter(|n| !n.is_empty()) else {
            return Some(String::new());
        };
        match node.text() {
            Some(text) if text.chars().count() <= LONGEST => Some(shown(text)),
            Some(_) => {
                let message = format!("`{key}` tiene más de {LONGEST} caracteres");
                self.report(node.span, message);
                None
            }
            None => {
                let message = format!("`{key}` debe ser un texto y es {}", node.describe());
                self.report(node.span, message);
                None
            }
        }
    }

    /// A text that must be there and be `what`.
    fn checked(&mut self, key: &str, what: &str, good: impl Fn(&str) -> bool) -> Option<String> {
        let text = self.optional(key)?;
        if !text.is_empty() && good(&text) {
            return Some(text);
        }
        let (span, found) = match self.node.get(key).filter(|n| !n.is_empty()) {
            Some(node) => (node.span, format!("y es {}", node.describe())),
            None => (self.node.span, "y falta".to_owned()),
        };
        self.report(span, format!("`{key}` debe ser {what} {found}"));
        None
    }

    fn about(&mut self) -> Option<About> {
        let kinds = ["pagina", "falta", "busqueda"];
        let kind = self.checked("tipo", "pagina, falta o busqueda", |t| kinds.contains(&t))?;
        if kind == "pagina" {
            let url = self.checked("pagina", "la dirección de una página del sitio", |t| {
                crate::base::path::is_safe(t)
            });
            let helped = self.checked("sirvio", "si o no", |t| t == "si" || t == "no");
            let reasons = self.reasons();
            return Some(About::Page {
                url: url?,
                helped: helped? == "si",
                reasons: reasons?,
            });
        }
        let text = self.checked("consulta", "lo que la persona escribió", |_| true)?;
        if kind == "falta" {
            return Some(About::Missing(text));
        }
        let times = self.checked("veces", "un número de 1 a 9999", |t| {
            t.parse().is_ok_and(|n: usize| (1..10_000).contains(&n))
        })?;
        Some(About::Search(text, times.parse().unwrap_or(1)))
    }

    /// Names of reasons: a list, or one text with `;` between them.
    fn reasons(&mut self) -> Option<Vec<String>> {
        let nodes = self.node.get("motivos").map_or(&[][..], Node::items);
        let mut out = Vec::new();
        for node in nodes {
            for name in node.text().unwrap_or("[").split(';').map(str::trim) {
                if name.is_empty() {
                    continue;
                }
                if crate::base::fold::slug(name) != name || name.len() > 40 {
                    let found = node.describe();
                    let message =
                        format!("`motivos` lleva nombres cortos, con guiones, y hay {found}");
                    self.report(node.span, message);
                    return None;
                }
                out.push(name.to_owned());
            }
        }
        out.sort();
        out.dedup();
        Some(out)
    }
}

/// The text without signs that would command a terminal.
fn shown(text: &str) -> String {
    let plain = |c: &char| !c.is_control() || *c == '\n';
    text.trim().chars().filter(plain).collect()
}

/// Reads `[feedback]` and its table. Without either, readers can still keep what they think and
/// download it.
pub(super) fn read(root: &mut Reader<'_, '_>, files: &mut Files<'_>) -> Feedback {
    let mut feedback = Feedback::default();
    let mut named = None;
    if let Some(mut reader) = root.section("feedback") {
        named = reader.node("file").map(|n| n.span);
        feedback.file = reader.text("file").unwrap_or(feedback.file);
        let good = |t: &str| t.starts_with("https://") && super::is_address(t);
        let example = "https://formularios.ejemplo.test/opinion";
        feedback.form = address(&mut reader, "form", example, good);
        feedback.mail = address(&mut reader, "mail", "contacto@ejemplo.test", is_mail);
        reader.finish();
    }
    match (files.text(&feedback.file), named) {
        (Ok(text), _) => {
            let file: Arc<str> = feedback.file.as_str().into();
            feedback.opinions = table(&file, &text, root.diags());
        }
        (Err(why), Some(span)) => {
            let diag = wrong(format!("no se pudo leer `{}`: {why}", feedback.file));
            root.report(
                span,
                diag.help("créela con: acervo import feedback ARCHIVOS"),
            );
        }
        (Err(_), None) => {}
    }
    feedback
}

/// The opinions of a table.
pub fn table(file: &Arc<str>, text: &str, diags: &mut Vec<Diagnostic>) -> Vec<Opinion> {
    let parsed = file::parse(file, text);
    diags.extend(parsed.diags);
    let rows = parsed.value;
    let rows = rows.items().iter();
    let read = |row: &Node| {
        let mut opinion = Opinion::read(file, row, diags)?;
        let own = row.entries().iter();
        let own = own.filter(|(key, _)| !COLUMNS.contains(&&*key.name));
        let text = |node: &Node| node.text().unwrap_or_default().to_owned();
        opinion.notes = own
            .map(|(key, node)| (key.name.clone(), text(node)))
            .collect();
        Some(opinion)
    };
    rows.filter_map(read).collect()
}

fn address(
    reader: &mut Reader<'_, '_>,
    key: &'static str,
    example: &str,
    good: impl Fn(&str) -> bool,
) -> String {
    let text = reader.text(key).unwrap_or_default();
    if text.is_empty() || good(&text) {
        return text;
    }
    let diag = wrong(format!("`{key}` no es una dirección que sirva: «{text}»"));
    reader.report(
        reader.place(key),
        diag.help(format!("escríbala así: `{example}`")),
    );
    String::new()
}

fn is_mail(text: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || matches!(c, '?' | '&' | '"' | '<' | '>' | ',' | '%');
    let (name, host) = text.split_once('@').unwrap_or_default();
    !text.contains(bad) && !name.is_empty() && host.contains('.') && !host.contains('@')
}
