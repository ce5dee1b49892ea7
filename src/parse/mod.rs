//! Floor 4: one file's text to front matter, HTML with holes, outline, links and prose.
//!
//! The only module that knows pulldown-cmark. It knows one file and nothing of the site:
//!
//! 1. `header` cuts the front matter off, where `fence` says, and turns it into nodes with places;
//! 2. `markdown` walks the body once, feeding four sinks: `html` (HTML with a hole for each internal
//!    link), `outline` (headings, unique anchors), `links` (where each link goes, and where it is
//!    written) and `prose` (text by section, for search and summaries).

pub mod component;
mod directive;
mod fence;
mod header;
pub mod html;
pub mod links;
mod lint;
pub mod markdown;
pub mod outline;
pub mod personal;
pub mod prose;
pub mod runs;
mod sanitize;
mod sentence;

use crate::config::components::Components;
use crate::config::style::Style;
use crate::data::{Node, Span, conflict};
use crate::diag::{Code, Outcome};
use crate::source::Source;
use component::{Component, TableUse};
use html::Html;
use links::Link;
use outline::Heading;
use prose::Prose;
use runs::Run;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// What one file says.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Front matter as a map; empty when there is none.
    pub header: Option<Node>,
    /// Where a missing field is reported: the first line of the front matter, or of the file.
    pub header_span: Span,
    /// Part of the front matter was not understood: what is missing may well be there.
    pub header_broken: bool,
    pub body: Body,
}

/// The body of a document.
#[derive(Debug, Default, PartialEq)]
pub struct Body {
    pub html: Html,
    /// What stands between lines of `:::`.
    pub components: Vec<Component>,
    /// Tables that components show from files.
    pub tables: Vec<TableUse>,
    pub outline: Vec<Heading>,
    /// Places beside the headings that links may lead to.
    pub ids: Vec<Box<str>>,
    pub links: Vec<Link>,
    pub prose: Prose,
    /// Its plain words, where [`Rules::mentions`] asks for them.
    pub runs: Vec<Run>,
    /// The heading of level one that opens the body, if one does.
    pub lead: Option<Lead>,
    pub words: u32,
}

/// A title written as the first line of the body.
#[derive(Debug, PartialEq)]
pub struct Lead {
    pub text: String,
    /// Where its HTML ends, so that it can be cut off.
    pub html_end: usize,
    pub span: Span,
}

impl Body {
    /// Takes the opening title out of the body, its outline and its prose: the page shows it.
    pub fn drop_lead(&mut self, lead: &Lead) {
        self.html.cut_front(lead.html_end);
        self.outline.remove(0);
        if let Some(section) = self
            .prose
            .sections
            .iter_mut()
            .find(|s| !s.anchor.is_empty())
        {
            section.anchor = "".into();
            section.heading = "".into();
        }
    }
}

/// What the reader of a body has to know of its collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtml {
    /// An error; shown as text.
    Deny,
    /// Kept after sanitising.
    Sanitize,
    /// Kept as it is: only for testing the renderer against the specification.
    Trust,
}

/// What a body is held against.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    pub raw_html: RawHtml,
    /// How it is to be written, where somebody asks.
    pub style: Option<&'a Style>,
    /// What may stand between lines of `:::`.
    pub components: &'a Components,
    /// Whether facts or terms are looked for in its words.
    pub mentions: bool,
    /// Where the site is published.
    pub base_url: Option<&'a str>,
}

/// Parses one file.
pub fn parse(source: &Source, rules: Rules<'_>) -> Outcome<Parsed> {
    let (settled, mut diags) = conflict::settle(&source.file, &source.text);
    let mut out = match settled {
        Cow::Borrowed(_) => read(source, rules),
        Cow::Owned(text) => {
            let file = source.file.clone();
            read(&Source { file, text }, rules)
        }
    };
    diags.append(&mut out.diags);
    Outcome { diags, ..out }
}

fn read(source: &Source, rules: Rules<'_>) -> Outcome<Parsed> {
    let header = header::read(source);
    let (header, mut diags) = (header.value, header.diags);
    let header_broken = !diags.iter().all(|d| d.code == Code::KeyRepeated);
    let body = markdown::read_body(&source.file, &source.text, header.end, rules);
    diags.extend(body.diags);
    Outcome {
        value: Parsed {
            header: header.fields,
            header_span: header.opening,
            header_broken,
            body: body.value,
        },
        diags,
    }
}

/// A Markdown value of a field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Fragment {
    pub html: Html,
    pub links: Vec<Link>,
}

/// Parses a Markdown value of a field. All it finds is reported where the value is: a value's text
/// is not always in the file as it is read (`>-`, quotes), so that places inside it would lie.
pub fn fragment(file: &Arc<str>, text: &str, span: Span) -> Outcome<Fragment> {
    let out = markdown::read_fragment(file, text);
    let Body {
        html, mut links, ..
    } = out.value;
    for link in &mut links {
        link.span = span;
    }
    let diags = out.diags.into_iter().map(|d| d.at(span.of(file)));
    Outcome {
        value: Fragment { html, links },
        diags: diags.collect(),
    }
}
