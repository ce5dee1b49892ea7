//! What the styles of a document say of its paragraphs and letters (§17.7).

use super::package::{attribute, child, value};
use roxmltree::{Document, Node};
use std::collections::HashMap;

/// So many styles stand on one another at most; more go round in a circle.
const DEPTH: usize = 20;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// From 1, the highest, on.
    Heading(u8),
    /// A line of a table of contents, or the words above it.
    Contents,
    Quote,
    Plain,
}

#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
}

#[derive(Default)]
struct Style {
    /// In small letters. Word keeps the English names of its own styles in all languages.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<List>,
    look: Declared,
}

/// The list that a paragraph belongs to, and its level there, from 0 on.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub id: Option<String>,
    pub level: Option<usize>,
}

/// What is declared of letters; what is not is as it is around them.
#[derive(Clone, Copy, Default)]
pub(super) struct Declared {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub strike: Option<bool>,
}

impl Declared {
    /// What the properties of a run or of a style declare (§17.3.2).
    pub(super) fn read(properties: Option<Node<'_, '_>>) -> Declared {
        let switch = |name: &str| {
            let found = child(properties?, name)?;
            let off = attribute(found, "val").is_some_and(|v| matches!(v, "0" | "false" | "off"));
            Some(!off)
        };
        Declared {
            bold: switch("b"),
            italic: switch("i"),
            strike: switch("strike"),
        }
    }

    /// With what `below` declares where this says nothing.
    pub(super) fn over(self, below: Declared) -> Declared {
        Declared {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            strike: self.strike.or(below.strike),
        }
    }
}

impl Styles {
    pub(super) fn read(xml: Option<&Document<'_>>) -> Styles {
        let Some(xml) = xml else {
            return Styles::default();
        };
        let style = |node: Node<'_, '_>| {
            let id = attribute(node, "styleId")?.to_owned();
            let paragraph = child(node, "pPr");
            let style = Style {
                name: value(node, "name").unwrap_or_default().to_lowercase(),
                based_on: value(node, "basedOn").map(str::to_owned),
                outline: paragraph.and_then(|p| value(p, "outlineLvl")?.parse().ok()),
                list: paragraph.and_then(list),
                look: Declared::read(child(node, "rPr")),
            };
            Some((id, style))
        };
        Styles {
            by_id: xml.root_element().children().filter_map(style).collect(),
        }
    }

    /// A style and those that it stands on, nearest first.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &Style> {
        let get = |id: Option<&str>| self.by_id.get(id?);
        std::iter::successors(get(id), move |style| get(style.based_on.as_deref())).take(DEPTH)
    }

    /// What a paragraph of that style is.
    pub(super) fn role(&self, id: Option<&str>) -> Role {
        for style in self.chain(id) {
            let heading = style.name.strip_prefix("heading ");
            if let Some(level) = heading.and_then(|level| level.parse().ok()) {
                return Role::Heading(level);
            }
            match &*style.name {
                "title" => return Role::Title,
                name if name.starts_with("toc ") => return Role::Contents,
                "table of figures" => return Role::Contents,
                "quote" | "intense quote" | "quotations" => return Role::Quote,
                _ => {}
            }
            // Level 9 is that of texts.
            if let Some(level) = style.outline {
                return if level < 9 {
                    Role::Heading(level + 1)
                } else {
                    Role::Plain
                };
            }
        }
        Role::Plain
    }

    /// The list that paragraphs of that style belong to.
    pub(super) fn list(&self, id: Option<&str>) -> Option<List> {
        self.chain(id).find_map(|style| style.list.clone())
    }

    /// How the letters of that style look.
    pub(super) fn look(&self, id: Option<&str>) -> Declared {
        let looks = self.chain(id).map(|style| style.look);
        looks.fold(Declared::default(), Declared::over)
    }
}

/// The list that the properties of a paragraph name (§17.3.1.19).
pub(super) fn list(properties: Node<'_, '_>) -> Option<List> {
    let numbering = child(properties, "numPr")?;
    Some(List {
        id: value(numbering, "numId").map(str::to_owned),
        level: value(numbering, "ilvl").and_then(|level| level.parse().ok()),
    })
}
