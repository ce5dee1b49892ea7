//! Floor 1½: YAML, TOML and CSV as one tree of nodes that know their place.
//!
//! The only module that knows the parsers of these formats, of the tables that pages show, and of Word
//! documents. site.toml, vocabularies and front matter are all read from [`Node`] trees, so a wrong value is
//! reported in the same way wherever it stands. Scalars stay as written: whether `2022` is a number or a text is decided by who
//! declared the field (YAML's own guesses, such as `no` for false, never apply).

pub mod column;
pub mod conflict;
pub mod drawing;
pub mod file;
pub mod page;
pub mod reader;
pub mod sheet;
pub mod svg;
pub mod table;
pub mod toml;
pub mod word;
pub mod yaml;

use crate::diag::Place;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
pub use yaml::{BULLETS, quoted};

/// Byte range in the file, from its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The same range as a place in a file.
    pub fn of(self, file: &Arc<str>) -> Place {
        Place {
            file: file.clone(),
            start: self.start,
            end: self.end,
        }
    }
}

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Span,
    pub kind: Kind,
}

/// What a value is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Nothing was written.
    Null,
    /// One value as written; `quoted` tells that it is surely a text.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    /// Keys in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub name: String,
    pub span: Span,
}

impl Node {
    /// A node that stands for nothing, at a place.
    pub const fn null(span: Span) -> Node {
        Node {
            span,
            kind: Kind::Null,
        }
    }

    /// Whether nothing was written, or a text without words.
    pub fn is_empty(&self) -> bool {
        match &self.kind {
            Kind::Null => true,
            Kind::Scalar { text, .. } => text.trim().is_empty(),
            Kind::List(_) | Kind::Map(_) => false,
        }
    }

    /// Whether it is a list in which nothing was written.
    pub fn is_bare(&self) -> bool {
        matches!(&self.kind, Kind::List(items) if items.iter().all(Node::is_empty))
    }

    /// Whether it is a list or a map in which something was written.
    pub fn is_group(&self) -> bool {
        self.text().is_none() && !self.is_empty() && !self.is_bare()
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(k, _)| k.name == key)
            .map(|(_, v)| v)
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The text of a scalar that stands without quotes.
    pub fn bare(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar {
                text,
                quoted: false,
            } => Some(text),
            _ => None,
        }
    }

    /// What is wrong where a comma cuts a text of a group in braces, and what to write instead: `strange`
    /// is the first key that the rest of the text became.
    pub fn cut_by_comma(&self, strange: &Key) -> Option<(String, String)> {
        let entries = self.entries();
        let at = entries.iter().position(|(key, _)| key == strange)?;
        let is_rest = |(_, value): &&(Key, Node)| value.kind == Kind::Null;
        let rest = entries[at..].iter().take_while(is_rest);
        let rest: Vec<&str> = rest.map(|(key, _)| key.name.as_str()).collect();
        let (key, value) = entries[..at].last()?;
        let text = value.bare()?;
        (!rest.is_empty()).then(|| {
            let whole = quoted(&format!("{text}, {}", rest.join(", ")));
            let message = format!("la coma corta el texto de `{}`", key.name);
            let help = format!("enciérrelo entre comillas: `{}: {whole}`", key.name);
            (message, help)
        })
    }

    /// The items of a list; a single value counts as a list of one, nothing as an empty list.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            Kind::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// What the author wrote, in Spanish, for messages.
    pub fn describe(&self) -> String {
        match &self.kind {
            Kind::Null => "un valor vacío".into(),
            Kind::Scalar { text, .. } => {
                format!("«{}»", crate::base::text::truncate(text, 60))
            }
            Kind::List(_) => "una lista".into(),
            Kind::Map(_) => "un grupo `clave: valor`".into(),
        }
    }
}

/// `true`, `false` and their Spanish forms.
pub fn as_bool(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "sí" | "si" | "verdadero" => Some(true),
        "false" | "no" | "falso" => Some(false),
        _ => None,
    }
}
