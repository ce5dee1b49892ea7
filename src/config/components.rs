//! `[components]` of a theme: what authors may write between lines of `:::`, and with what.
//!
//! Declared in theme.toml beside the templates that show them; documents are held against it.

use crate::base::digest::Digest;
use crate::data::Node;
use crate::data::reader::{Reader, wrong};
use crate::diag::{Diagnostic, Place};
use std::sync::Arc;

/// The components of a theme, those of its parents included, in the order of their names.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Components {
    pub list: Vec<Declared>,
    /// The shapes that it draws for collections, where it says which.
    pub shapes: Vec<String>,
    /// Digest of all declarations.
    pub digest: Digest,
}

/// One component as its theme declares it.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    pub name: String,
    /// What it is for.
    pub help: String,
    /// One as an author would write it, and where the theme says so.
    pub example: String,
    pub place: Place,
    /// The files that examples name: name and text.
    pub files: Vec<(String, String)>,
    pub title: Title,
    pub body: Content,
    pub params: Vec<Param>,
}

/// Whether there are words after the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title {
    None,
    Optional,
    Required,
}

/// What stands between the lines that open and close a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    None,
    Markdown,
    /// Markdown with words of others, which nobody edits.
    Quote,
    /// A list of answers: `- [x] right`, `- [ ] wrong`, each with its feedback quoted below.
    Options,
    /// A list of things to do: `- [ ] this`.
    Tasks,
    /// A list of moments: `- **2022**: what happened`.
    Moments,
}

/// One parameter: `clave="valor"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    pub name: String,
    /// What it is for.
    pub help: String,
    pub kind: Kind,
    pub required: bool,
}

/// What a parameter holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Plain words.
    Text,
    /// Words of one line with links and emphasis.
    Markdown,
    /// One of these words.
    Choice(Vec<String>),
    /// An image or another file of the site.
    File,
    /// A CSV or XLSX file of the site, read as a table.
    Table,
    /// The sheet of that file.
    Sheet,
    /// Which columns of that table, and with what names.
    Columns,
    /// How that table is drawn: `barras`, `lineas`, `apiladas`.
    Chart,
    /// How many options are right: `unica`, `multiple`, `verdadero-falso`.
    Answer,
}

/// Values of a parameter that says how a table is drawn; the first one when there is none.
pub const CHARTS: [&str; 3] = ["barras", "lineas", "apiladas"];

/// Values of a parameter that says how many options are right; the first one when there is none.
pub const ANSWERS: [&str; 3] = ["unica", "multiple", "verdadero-falso"];

impl Declared {
    /// The names of its parameters.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.params.iter().map(|p| p.name.as_str())
    }
}

impl Components {
    /// The files that the examples name, each name once.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = || self.list.iter().flat_map(|c| &c.files);
        let first = move |at: &usize, name: &String| !all().take(*at).any(|(n, _)| n == name);
        let files = self.list.iter().flat_map(|c| &c.files).enumerate();
        files
            .filter(move |(at, (name, _))| first(at, name))
            .map(|(_, (name, text))| (name.as_str(), text.as_str()))
    }

    /// A component by its name.
    pub fn find(&self, name: &str) -> Option<&Declared> {
        self.list.iter().find(|c| c.name == name)
    }

    /// Takes in the `[components]` of one theme's file; they replace those of its parents by name.
    pub fn read(&mut self, file: &Arc<str>, node: &Node, diags: &mut Vec<Diagnostic>) {
        for (key, value) in node.entries() {
            let declared = declared(file, &key.name, value, diags);
            self.list.retain(|c| c.name != key.name);
            self.list.push(declared);
        }
        self.list.sort_by(|a, b| a.name.cmp(&b.name));
        let text = format!("{:?}", self.list);
        self.digest = Digest::of(text.as_bytes());
    }
}

fn declared(file: &Arc<str>, name: &str, node: &Node, diags: &mut Vec<Diagnostic>) -> Declared {
    let part = format!("[components.{name}]");
    let mut reader = Reader::new(file, node, part, diags);
    let title = [
        ("none", Title::None),
        ("optional", Title::Optional),
        ("required", Title::Required),
    ];
    let body = [
        ("none", Content::None),
        ("markdown", Content::Markdown),
        ("quote", Content::Quote),
        ("options", Content::Options),
        ("tasks", Content::Tasks),
        ("moments", Content::Moments),
    ];
    let help = reader.text("help").unwrap_or_default();
    let written = reader.place("example");
    let example = reader.text("example").unwrap_or_default();
    let files = reader.node("files").map_or(&[][..], Node::entries).iter();
    let files = files.filter_map(|(key, value)| Some((key.name.clone(), value.text()?.to_owned())));
    let files = files
        .filter(|(name, _)| crate::base::path::is_safe(name))
        .collect();
    let title = reader.choice("title", &title).unwrap_or(Title::Optional);
    let body = reader.choice("body", &body).unwrap_or(Content::Markdown);
    let params = reader.node("params");
    reader.finish();
    let params = params.map_or(&[][..], Node::entries);
    Declared {
        name: name.to_owned(),
        help,
        example: example.trim().to_owned(),
        place: written.of(file),
        files,
        title,
        body,
        params: params
            .iter()
            .map(|(key, value)| param(file, name, &key.name, value, diags))
            .collect(),
    }
}

fn param(
    file: &Arc<str>,
    component: &str,
    name: &str,
    node: &Node,
    diags: &mut Vec<Diagnostic>,
) -> Param {
    let part = format!("[components.{component}.params.{name}]");
    let mut reader = Reader::new(file, node, part, diags);
    let values = reader.texts("values");
    let valueless = values.is_empty();
    let kinds = [
        ("text", Kind::Text),
        ("markdown", Kind::Markdown),
        ("choice", Kind::Choice(values)),
        ("file", Kind::File),
        ("table", Kind::Table),
        ("sheet", Kind::Sheet),
        ("columns", Kind::Columns),
        ("chart", Kind::Chart),
        ("answer", Kind::Answer),
    ];
    let kind = reader.choice("type", &kinds).unwrap_or(Kind::Text);
    if valueless && matches!(kind, Kind::Choice(_)) {
        let message = "un parámetro de tipo `choice` necesita `values`";
        reader.report(node.span, wrong(message));
    }
    let param = Param {
        name: name.to_owned(),
        help: reader.text("help").unwrap_or_default(),
        kind,
        required: reader.boolean("required").unwrap_or(false),
    };
    reader.finish();
    param
}
