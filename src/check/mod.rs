//! Floor 5: what a file says, held against its collection's schema.
//!
//! One file and the schema, never the catalogue: whether a link or a reference leads anywhere is
//! asked later, when all documents are known. Total: a wrong field is reported and left out.

mod address;
mod community;
mod defaults;
pub mod doc;
mod field;
mod fields;
mod lenient;
mod listing;
mod mentions;
pub mod opinions;
mod outlook;
mod private;
mod reserved;
mod title;
mod upkeep;
mod wiring;
mod words;

use crate::base::date::Date;
use crate::base::near::nearest;
use crate::config::Site;
use crate::config::schema::{Collection, Unknown};
use crate::config::style::Style;
use crate::data::{Node, Span, quoted};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::parse::{self, Parsed, RawHtml};
use crate::source::{Source, content_path, scan};
pub use defaults::defaults;
pub use doc::{
    Body, Card, Change, Doc, Permit, Prose, Reference, Review, Role, TermUse, Value, Wiring,
};
pub use lenient::{is_lenient, soften};
pub use mentions::{Mentions, fact_codes};
pub use outlook::{Frame, Outlook};
use reserved::Reserved;
use std::sync::Arc;
pub use upkeep::permitted;

/// How the collection of a document wants HTML written by hand.
pub fn raw_html(site: &Site, file: &str) -> RawHtml {
    match site.collection_of(content_path(file)) {
        Some(at) if site.collections[at].raw_html => RawHtml::Sanitize,
        _ => RawHtml::Deny,
    }
}

/// How the documents of a file's collection should be written, if the site says so.
pub fn style<'a>(site: &'a Site, file: &str) -> Option<&'a Style> {
    site.style.as_ref().filter(|_| !is_lenient(site, file))
}

/// Whether facts or terms are looked for in the words of documents.
pub fn has_mentions(site: &Site) -> bool {
    site.facts.is_some() || site.glossary.is_some()
}

/// Types one document. `None` when it belongs nowhere.
pub fn check(source: &Source, parsed: Parsed, site: &Site) -> Outcome<Option<Doc>> {
    let Source { file, text } = source;
    let path = scan::normalized(content_path(file));
    let home = path == "_index.md";
    let Some(at) = site
        .collection_of(&path)
        .or((home && !site.collections.is_empty()).then_some(0))
    else {
        return Outcome {
            value: None,
            diags: vec![homeless(site, &path).at(parsed.header_span.of(file))],
        };
    };
    let index = home || path == format!("{}/_index.md", site.collections[at].path);
    let mut typing = Typing {
        file,
        text,
        site,
        collection: &site.collections[at],
        header: parsed.header.as_ref(),
        header_span: parsed.header_span,
        header_broken: parsed.header_broken,
        role: if index { Role::Index } else { Role::Document },
        diags: Vec::new(),
    };
    let doc = typing.document(at, &path, parsed.body);
    typing.events();
    if let Some(style) = style(site, file) {
        typing.personal(style);
    }
    let lenient = typing.collection.unknown_fields == Unknown::Allow;
    let mut diags = typing.diags;
    if lenient {
        soften(&mut diags);
    }
    Outcome {
        value: Some(doc),
        diags,
    }
}

fn homeless(site: &Site, path: &str) -> Diagnostic {
    let names: Vec<&str> = site.collections.iter().map(|c| c.path.as_str()).collect();
    let message = "este documento no está en la carpeta de ninguna colección";
    let diag = Diagnostic::new(Code::FileHomeless, message);
    let (folder, near) = match path.split_once('/') {
        Some((folder, _)) => (folder, nearest(folder, names.iter().copied())),
        None => ("", None),
    };
    let diag = match near {
        Some(near) => diag.help(format!(
            "¿quiso decir la carpeta `{near}`? Cambie el nombre de `{folder}`"
        )),
        None => diag.help(format!(
            "páselo a una de estas carpetas de content: {}",
            names.join(", ")
        )),
    };
    match folder {
        "" => diag,
        _ => diag.help(format!(
            "o declare su carpeta en site.toml: `[collections.{}]`",
            key(folder)
        )),
    }
}

/// A name as TOML takes it for a key.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match name.chars().all(bare) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

struct Typing<'a> {
    file: &'a Arc<str>,
    /// All of the file.
    text: &'a str,
    site: &'a Site,
    collection: &'a Collection,
    header: Option<&'a Node>,
    header_span: Span,
    /// Part of the header was not understood: what is missing may well be there.
    header_broken: bool,
    role: Role,
    diags: Vec<Diagnostic>,
}

impl<'a> Typing<'a> {
    fn document(&mut self, at: usize, path: &str, mut body: parse::Body) -> Doc {
        let mut fields = self.fields();
        let links = wiring::gather(std::mem::take(&mut body.links), &mut fields);
        let reserved = Reserved::new(self.collection, &fields);
        let title = self.title(reserved.text("titulo"), path, &mut body);
        let url = self.address(path, reserved.text("slug"));
        let mentions = self.mentions(&mut body);
        let alias = self.aliases(&reserved.texts("alias"), &url);
        let ties = doc::Ties {
            terms: self.terms(&fields),
            references: self.references(&fields),
            links,
            ids: body.ids,
        };
        let wiring = self.wiring(ties, body.tables, alias);
        let review = reserved.review();
        let credits = reserved.credits(self.changes());
        let card = reserved.card(at, &body.prose.first);
        // The others are read by name.
        let own = |(at, _): &(usize, Vec<Value>)| !self.collection.fields[*at].reserved;
        Doc {
            path: path.into(),
            file: self.file.clone(),
            role: self.role,
            card: Card {
                url: url.into(),
                title: title.into(),
                words: body.words,
                fields: Vec::from_iter(fields.into_iter().filter(own)).into(),
                ..card
            },
            wiring,
            review,
            mentions,
            body: doc::Body {
                html: body.html.text,
                holes: body.html.holes,
                components: body.components,
            }
            .into(),
            margin: doc::Margin {
                outline: body.outline,
                credits,
            }
            .into(),
            prose: doc::Prose {
                text: body.prose.text,
                sections: body.prose.sections,
            }
            .into(),
            // Taken once all that is wanted of the prose is known: `Doc::settle`.
            prose_mark: Default::default(),
            // Whoever read its file knows.
            made_of: Default::default(),
        }
    }

    /// Where the document will be on the site.
    fn address(&mut self, path: &str, slug: Option<&str>) -> String {
        let url = address::of(self.collection, path, slug).unwrap_or_else(|diag| {
            self.report(self.place_of("slug"), diag);
            address::fallback(self.file)
        });
        if let Some(diag) = address::two_endings(path) {
            self.report(self.header_span, diag);
        }
        url
    }

    /// Reports something at a place of the file.
    fn report(&mut self, at: Span, diag: Diagnostic) {
        if !self.site.untold.contains(&diag.code) {
            self.diags.push(diag.at(at.of(self.file)));
        }
    }

    fn written(&self, name: &str) -> Option<&'a Node> {
        let key = &self.collection.field(name)?.key;
        self.header?.get(key)
    }
}

/// The newest date of a document: what lists by date sort by.
pub fn newest(card: &Card) -> Option<Date> {
    card.updated.max(card.date)
}
