//! Components of a document as their templates see them.

use super::Scope;
use super::fill::{Shown, filled, holes};
use crate::catalog::DocId;
use crate::parse::component::{Component, Item, Value};
use crate::parse::html::{Hole, Html};
use serde::{Serialize, Serializer};

/// HTML with components in it, which the theme has still to show.
///
/// Templates see a text: the theme puts it together before a page is made.
#[derive(Default)]
pub struct BodyView {
    pub html: String,
    /// Offset in the HTML of each component.
    pub components: Vec<(usize, ComponentView)>,
}

impl From<&str> for BodyView {
    fn from(html: &str) -> BodyView {
        BodyView {
            html: html.to_owned(),
            components: Vec::new(),
        }
    }
}

impl Serialize for BodyView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.html)
    }
}

/// One component.
pub struct ComponentView {
    pub name: String,
    /// Counts components of its name in the page, from 1.
    pub number: u32,
    /// Safe HTML of one line.
    pub title: Option<String>,
    pub params: Vec<(String, Words)>,
    pub body: BodyView,
    pub items: Vec<ItemView>,
}

/// A value of a parameter.
pub enum Words {
    Plain(String),
    /// Safe HTML: words with links, or an address.
    Html(String),
}

/// An option, a task or a moment.
pub struct ItemView {
    /// An option that is right, a task that is done.
    pub marked: bool,
    pub head: BodyView,
    pub rest: BodyView,
}

/// The body of a document with its holes filled, as seen from its own address.
pub(super) fn body(scope: &Scope, id: DocId) -> BodyView {
    body_at(Shown::at_home(scope, id))
}

/// The same as seen from another page.
pub(super) fn body_at(shown: Shown<'_>) -> BodyView {
    let body = &shown.scope.catalog.doc(shown.id).body;
    pieces(shown, (&body.html.read(), &body.holes))
}

fn piece(shown: Shown<'_>, html: &Html) -> BodyView {
    pieces(shown, (&html.text, &html.holes))
}

fn pieces(shown: Shown<'_>, html: (&str, &[Hole])) -> BodyView {
    let mut components = Vec::new();
    let all = &shown.scope.catalog.doc(shown.id).body.components;
    let html = holes(shown, html, |at, out| {
        if let Some(found) = all.get(at as usize) {
            components.push((out.len(), component(shown, found)));
        }
    });
    BodyView { html, components }
}

fn component(shown: Shown<'_>, component: &Component) -> ComponentView {
    let line = |html: &Html| filled(shown, html);
    let item = |item: &Item| ItemView {
        marked: item.marked == Some(true),
        head: piece(shown, &item.head),
        rest: piece(shown, &item.rest),
    };
    ComponentView {
        name: component.name.to_string(),
        number: component.number,
        title: component.title.as_ref().map(line),
        params: component
            .params
            .iter()
            .map(|(name, value)| {
                let words = match value {
                    Value::Text(text) => Words::Plain(text.to_string()),
                    Value::Html(html) => Words::Html(line(html)),
                };
                (name.to_string(), words)
            })
            .collect(),
        body: piece(shown, &component.body),
        items: component.items.iter().map(item).collect(),
    }
}
