//! The components of a theme in the author guide, each with its example shown.
//!
//! The examples are the documents of a small site of their own: they are read, checked and shown as
//! any document is, so what the guide shows is what its source gives.

use super::Scope;
use super::component::{BodyView, body_at};
use super::fill::inline;
use super::print::settle;
use crate::catalog::{self, Attachment, DocId, Workbooks};
use crate::check::Doc;
use crate::config::components::{Components, Declared};
use crate::config::sample::{component_takes, param_takes};
use crate::config::{self, Site};
use crate::data::sheet;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::parse::{self, RawHtml, Rules};
use crate::source::history::History;
use crate::source::{CONTENT, Source};
use serde::Serialize;
use std::sync::Arc;

/// A component that authors may write.
#[derive(Serialize)]
pub struct GuideComponent {
    pub name: String,
    /// Inline HTML, safe as it is.
    pub help: String,
    /// «Lleva un título después del nombre», inline HTML.
    pub takes: String,
    pub params: Vec<GuideParam>,
    /// As an author writes it; empty when the theme shows none.
    pub example: String,
    /// What that gives.
    pub shown: BodyView,
}

/// A parameter of a component.
#[derive(Serialize, Clone, Debug)]
pub struct GuideParam {
    pub name: String,
    pub required: bool,
    /// Inline HTML, safe as it is.
    pub help: String,
    pub takes: String,
}

/// The site of the examples.
pub(super) struct Examples(Scope);

/// What is wrong with the examples of a theme, said where the theme declares them.
pub fn check(components: &Arc<Components>) -> Vec<Diagnostic> {
    read("ejemplos", "es", components).diags
}

/// The files of the examples with their addresses.
pub(super) fn files(scope: &Scope) -> Vec<String> {
    let guide = scope.site.guide.as_ref();
    let names = scope.components.files().map(|(name, _)| name);
    guide.map_or(Vec::new(), |guide| {
        names
            .map(|name| format!("{}/{name}", guide.folder()))
            .collect()
    })
}

/// The text of one of them.
pub fn file(scope: &Scope, at: usize) -> &str {
    scope
        .components
        .files()
        .nth(at)
        .map_or("", |(_, text)| text)
}

/// All components, as seen from a page of the guide.
pub(super) fn components(scope: &Scope, from: &str) -> Vec<GuideComponent> {
    let folder = scope.site.guide.as_ref().map_or("", |guide| guide.folder());
    let examples = scope.examples.get_or_init(|| {
        let language = &scope.site.language;
        Box::new(read(folder, language, &scope.components).value)
    });
    let list = scope.components.list.iter();
    list.map(|declared| component(examples, declared, folder, from))
        .collect()
}

fn component(
    Examples(scope): &Examples,
    declared: &Declared,
    folder: &str,
    from: &str,
) -> GuideComponent {
    let file = place(folder, &declared.name);
    let mut all = scope.catalog.documents();
    let found = all.find(|id: &DocId| *scope.catalog.doc(*id).file == *file);
    let name = declared.name.clone();
    let shown = found.map(|id| BodyView {
        // Each example counts from one: its ids start with its name.
        settle: Some(Box::new(move |html| {
            settle(html, &name, &Default::default())
        })),
        ..body_at(scope, id, from)
    });
    let param = |p: &config::components::Param| GuideParam {
        name: p.name.clone(),
        required: p.required,
        help: inline(&p.help),
        takes: inline(&param_takes(&p.kind)),
    };
    GuideComponent {
        name: declared.name.clone(),
        help: inline(&declared.help),
        takes: inline(&component_takes(declared)),
        params: declared.params.iter().map(param).collect(),
        example: declared.example.clone(),
        shown: shown.unwrap_or_default(),
    }
}

fn place(folder: &str, name: &str) -> String {
    format!("{CONTENT}/{folder}/{name}.md")
}

/// Reads the examples as documents in a folder.
fn read(folder: &str, language: &str, components: &Arc<Components>) -> Outcome<Examples> {
    let text = format!(
        "title = \"-\"\nlanguage = {language:?}\n[collections.ejemplos]\ntitle = \"-\"\npath = {folder:?}\n"
    );
    let site = config::load(&text, &|_| Err(String::new())).value;
    let (mut diags, mut docs) = (Vec::new(), Vec::new());
    for declared in components.list.iter().filter(|c| !c.example.is_empty()) {
        let file = Arc::from(place(folder, &declared.name));
        let out = document(&file, declared, &site, components);
        docs.extend(out.value);
        diags.extend(out.diags);
    }
    let mut books = Workbooks::new();
    for (name, text) in components.files() {
        let file: Arc<str> = format!("{CONTENT}/{folder}/{name}").into();
        let is_table = name.ends_with(".csv");
        let book = is_table.then(|| sheet::read(&file, text.as_bytes()));
        books.insert(file, Arc::new(book.unwrap_or_default()));
    }
    let files = books.keys().map(|file| Attachment::new(file, None));
    let derived = catalog::derive(docs, files.collect(), &site, &books, true);
    diags.extend(derived.diags);
    diags.extend(books.values().flat_map(|book| book.diags.clone()));
    let scope = Scope::new(
        Arc::new(site),
        derived.value,
        Arc::new(History::default()),
        Arc::default(),
    );
    Outcome {
        value: Examples(scope),
        diags: diags
            .into_iter()
            .filter_map(|diag| blame(components, folder, diag))
            .collect(),
    }
}

fn document(
    file: &Arc<str>,
    declared: &Declared,
    site: &Site,
    components: &Components,
) -> Outcome<Option<Arc<Doc>>> {
    let text = format!("---\ntitulo: \"-\"\n---\n\n{}\n", declared.example);
    let source = Source {
        file: file.clone(),
        text,
    };
    let rules = Rules {
        raw_html: RawHtml::Deny,
        style: None,
        components,
        mentions: crate::check::has_mentions(site),
        base_url: None,
    };
    let parsed = parse::parse(&source, rules);
    let mut out = crate::check::check(&source, parsed.value, site);
    out.diags.extend(parsed.diags);
    if let Some(doc) = &mut out.value {
        doc.settle();
    }
    out.map(|value| value.map(Arc::new))
}

/// Says of the theme what was found in one of its examples.
fn blame(components: &Components, folder: &str, diag: Diagnostic) -> Option<Diagnostic> {
    let found = diag.place.as_ref()?;
    let of = |c: &&Declared| {
        let own = |name: &str| *found.file == *format!("{CONTENT}/{folder}/{name}");
        own(&format!("{}.md", c.name)) || c.files.iter().any(|(name, _)| own(name))
    };
    let declared = components.list.iter().find(of)?;
    let message = format!(
        "el ejemplo de `{}` no sirve: {}",
        declared.name, diag.message
    );
    let mut out = Diagnostic::new(Code::Theme, message).at(declared.place.clone());
    out.help = diag.help;
    Some(out)
}
