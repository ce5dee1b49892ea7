//! A document, cut by who may look at it.

use super::Mentions;
use crate::base::date::Date;
use crate::base::digest::Digest;
use crate::base::fold::as_slug;
use crate::base::packed;
use crate::data::Span;
use crate::diag::Code;
use crate::parse::Fragment;
use crate::parse::component::{Component, TableUse};
use crate::parse::html::Hole;
use crate::parse::links::Link;
use crate::parse::outline::Heading;
use crate::parse::prose::{Mark, Section};
use crate::source::spill::{Piece, Waiting};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// One document. Each part has its own readers; nobody gets the whole but the catalogue. What may wait
/// ([`Doc::texts`], [`Doc::data`]) is not written down with the rest.
#[derive(Debug, Serialize, Deserialize)]
pub struct Doc {
    /// Path from the top of the content, in NFC: `casos/a.md`.
    pub path: Box<str>,
    /// Path from the root of the project, as it is on disk.
    pub file: Arc<str>,
    pub role: Role,
    /// For lists, feeds and open data; its address and title for links.
    pub card: Card,
    /// For the catalogue alone.
    pub wiring: Wiring,
    /// For its own page and for whoever keeps the site.
    pub review: Review,
    /// For the pages of facts and of the glossary.
    pub mentions: Mentions,
    /// For its own page.
    #[serde(skip)]
    pub body: Waiting<Body>,
    /// For its own page, and for links to its sections.
    #[serde(skip)]
    pub margin: Waiting<Margin>,
    /// For the index alone.
    #[serde(skip)]
    pub prose: Waiting<Prose>,
    /// Of that prose, for whoever need not read it.
    pub prose_mark: Mark,
    /// Of its file and of all that it was read with: what has the same one has the same texts.
    pub made_of: Digest,
}

impl Doc {
    /// Marks what was read, and gives back the room that lists kept for growing: a document lives as long
    /// as its site.
    pub fn settle(&mut self) {
        if let Waiting::Held(prose) = &self.prose {
            self.prose_mark = Mark::of(&prose.text, &prose.sections);
        }
        if let (Waiting::Held(body), Waiting::Held(prose)) = (&mut self.body, &mut self.prose) {
            body.holes.shrink_to_fit();
            prose.sections.shrink_to_fit();
        }
        if let Waiting::Held(margin) = &mut self.margin {
            margin.outline.shrink_to_fit();
        }
        if let Waiting::Held(ties) = &mut self.wiring.ties {
            ties.terms.shrink_to_fit();
            ties.links.shrink_to_fit();
        }
        self.mentions.facts.shrink_to_fit();
        if let Waiting::Held(fields) = &mut self.card.fields {
            fields.shrink_to_fit();
            for (_, values) in fields.iter_mut() {
                values.shrink_to_fit();
            }
        }
    }

    /// Whether links may lead to a place with this name.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        let headings = &self.margin.read().outline;
        headings.iter().any(|heading| *heading.anchor == *anchor)
            || self.wiring.ties.read().ids.iter().any(|id| **id == *anchor)
    }

    /// The names of all places that links may lead to.
    pub fn anchors(&self) -> Vec<Box<str>> {
        let (margin, ties) = (self.margin.read(), self.wiring.ties.read());
        let headings = margin.outline.iter().map(|heading| &heading.anchor);
        headings.chain(&ties.ids).cloned().collect()
    }

    /// What only its own page and the index read, with about how many bytes each takes in memory.
    pub fn texts(&mut self) -> [(usize, &mut dyn Piece); 2] {
        let html = self.body.held().map_or(0, |body| body.html.len());
        let text = self.prose.held().map_or(0, |prose| prose.text.len());
        [(html, &mut self.body), (text, &mut self.prose)]
    }

    /// The same of what is read by few others.
    pub fn data(&mut self) -> [(usize, &mut dyn Piece); 3] {
        let margin = self.margin.held().map_or(0, Margin::weight);
        let ties = self.wiring.ties.held().map_or(0, Ties::weight);
        let fields = self.card.fields.held().map_or(0, |fields| weight(fields));
        [
            (margin, &mut self.margin),
            (ties, &mut self.wiring.ties),
            (fields, &mut self.card.fields),
        ]
    }
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    Document,
    /// `_index.md`: introduces its collection, or the site.
    Index,
}

/// What others may show of a document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Card {
    /// Address from the root of the site, `casos/a.html`.
    pub url: Box<str>,
    pub title: Box<str>,
    /// `resumen`, or the first paragraph.
    pub summary: Box<str>,
    /// The summary was written by the author.
    pub own_summary: bool,
    /// Position in [`crate::config::Site::collections`].
    pub collection: usize,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub order: Option<i64>,
    pub draft: bool,
    pub example: bool,
    pub words: u32,
    /// Own fields, by position in the collection's schema.
    #[serde(skip)]
    pub fields: Waiting<Vec<(usize, Vec<Value>)>>,
}

/// About how many bytes fields hold: each value and a short text.
fn weight(fields: &[(usize, Vec<Value>)]) -> usize {
    let values = fields.iter().map(|(_, values)| values.len() + 1);
    values.sum::<usize>() * (size_of::<Value>() + 24)
}

/// What the catalogue reads: how this document hangs together with others.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Wiring {
    #[serde(skip)]
    pub ties: Waiting<Ties>,
    /// Tables that its components show.
    pub tables: Vec<TableUse>,
    /// Former addresses that lead here, and where they are written.
    pub alias: Vec<(Box<str>, Span)>,
    /// Where to report trouble with the address.
    pub place: Span,
    /// Where the title is written; the top of the file when a heading gives it.
    pub title: Span,
    /// Where `revisar_antes_de` is written.
    pub review_by: Span,
    /// Where `vence` is written.
    pub expires: Span,
    /// Warnings that this document may have, each with a reason.
    pub permits: Vec<Permit>,
}

/// What the catalogue resolves, document after document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Ties {
    pub terms: Vec<TermUse>,
    pub references: Vec<Reference>,
    pub links: Vec<Link>,
    /// Places beside the headings that links may lead to.
    pub ids: Vec<Box<str>>,
}

impl Ties {
    /// About how many bytes it holds: each entry and two short texts.
    fn weight(&self) -> usize {
        let terms = self.terms.len() * (size_of::<TermUse>() + 32);
        let links = self.links.len() * (size_of::<Link>() + 48);
        terms + links + self.ids.len() * 48
    }
}

/// A warning that a document may have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Permit {
    pub code: Code,
    pub span: Span,
    /// Whether a warning needed it.
    pub used: bool,
}

/// One term that a document has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TermUse {
    /// Position in [`crate::config::Site::taxonomies`].
    pub taxonomy: usize,
    pub id: Box<str>,
    pub label: Box<str>,
}

/// One document that a field names.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reference {
    /// Position of the field in the schema.
    pub field: usize,
    pub target: Box<str>,
    pub span: Span,
}

/// Until when a document is good.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Review {
    pub review_by: Option<Date>,
    pub expires: Option<Date>,
}

/// What a page says of its own authors and grounds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Credits {
    pub responsible: Box<str>,
    pub authors: Vec<Box<str>>,
    pub facts: Vec<Box<str>>,
    pub sources: Vec<Box<str>>,
    /// What changed in the document, newest first.
    pub changes: Vec<Change>,
}

/// One entry of `cambios`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub date: Date,
    pub text: Box<str>,
}

/// The text that the page of the document shows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Body {
    #[serde(with = "packed::text")]
    pub html: String,
    pub holes: Vec<Hole>,
    pub components: Vec<Component>,
}

/// What that page shows around the text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Margin {
    pub outline: Vec<Heading>,
    pub credits: Credits,
}

impl Margin {
    /// About how many bytes it holds: each entry and two short texts.
    fn weight(&self) -> usize {
        let credits = &self.credits;
        let lists = [&credits.authors, &credits.facts, &credits.sources];
        let texts = lists.iter().map(|list| list.len()).sum::<usize>() + credits.changes.len();
        self.outline.len() * (size_of::<Heading>() + 48) + texts * 48
    }
}

/// What search reads.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Prose {
    #[serde(with = "packed::text")]
    pub text: String,
    pub sections: Vec<Section>,
}

/// A typed value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Text(Box<str>),
    /// Its links are among those of the document.
    Markdown(Box<Fragment>),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Date(Date),
    Url(Box<str>),
    Email(Box<str>),
    /// A term of a vocabulary.
    Term {
        id: Box<str>,
        label: Box<str>,
    },
    /// Another document, as it was named.
    Ref(Box<str>),
    /// A group of values, by position in the fields of its record.
    Record(Vec<(usize, Vec<Value>)>),
}

impl Value {
    /// The text of a text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The date of a date.
    pub fn date(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The truth of a boolean.
    pub fn boolean(&self) -> Option<bool> {
        match self {
            Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The number of an integer.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Value::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// Id and label of the term that this value is, if it can be one. Yes and no have no label of
    /// their own: the language of the site gives it.
    pub fn term(&self) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
        let pair: (Cow<str>, Cow<str>) = match self {
            Value::Term { id, label } => ((&**id).into(), (&**label).into()),
            Value::Text(text) => (as_slug(text), (&**text).into()),
            Value::Integer(n) => (n.to_string().into(), n.to_string().into()),
            Value::Boolean(true) => ("si".into(), "".into()),
            Value::Boolean(false) => ("no".into(), "".into()),
            Value::Date(date) => (
                date.year().to_string().into(),
                date.year().to_string().into(),
            ),
            _ => return None,
        };
        (!pair.0.is_empty()).then_some(pair)
    }
}
