//! Components of a document as their templates see them.

use super::Scope;
use super::fill::holes;
use super::picture::{Settle, measured};
use crate::catalog::DocId;
use crate::data::column::Column;
use crate::parse::component::{Chart, Component, Item, Value};
use crate::parse::html::{Hole, Html};
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// HTML with components in it, which the theme has still to show.
///
/// Templates see a text: the theme puts it together before a page is made.
#[derive(Default)]
pub struct BodyView {
    pub html: String,
    /// Offset in the HTML of each component.
    pub components: Vec<(usize, ComponentView)>,
    /// What is done to the whole, once components are in it.
    pub settle: Option<Settle>,
}

impl From<&str> for BodyView {
    fn from(html: &str) -> BodyView {
        BodyView {
            html: html.to_owned(),
            ..BodyView::default()
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
    /// Its table, when it shows one that could be read.
    pub table: Option<Arc<Vec<Column>>>,
    pub chart: Option<Chart>,
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
pub fn body(scope: &Scope, id: DocId) -> BodyView {
    body_at(scope, id, &scope.catalog.doc(id).card.url)
}

/// The body of a document as seen from another page.
pub(super) fn body_at(scope: &Scope, id: DocId, from: &str) -> BodyView {
    let body = scope.catalog.doc(id).body.read();
    let all = &body.components;
    let seen = Seen {
        scope,
        id,
        from,
        all,
    };
    BodyView {
        settle: measured(scope, id, from),
        ..seen.body((&body.html, &body.holes))
    }
}

/// A document and the page that it is seen from.
struct Seen<'a> {
    scope: &'a Scope,
    id: DocId,
    from: &'a str,
    /// Its components.
    all: &'a [Component],
}

impl Seen<'_> {
    fn body(&self, html: (&str, &[Hole])) -> BodyView {
        let mut components = Vec::new();
        let html = holes(self.scope, (self.id, self.from), html, |at, out| {
            if let Some(found) = self.all.get(at as usize) {
                components.push((out.len(), self.component(found)));
            }
        });
        BodyView {
            html,
            components,
            settle: None,
        }
    }

    fn piece(&self, html: &Html) -> BodyView {
        self.body((&html.text, &html.holes))
    }

    fn component(&self, component: &Component) -> ComponentView {
        let shown = &self.scope.catalog.tables[self.id as usize];
        let item = |item: &Item| ItemView {
            marked: item.marked == Some(true),
            head: self.piece(&item.head),
            rest: self.piece(&item.rest),
        };
        ComponentView {
            name: component.name.to_string(),
            number: component.number,
            title: component.title.as_ref().map(|html| self.piece(html).html),
            params: component
                .params
                .iter()
                .map(|(name, value)| {
                    let words = match value {
                        Value::Text(text) => Words::Plain(text.to_string()),
                        Value::Html(html) => Words::Html(self.piece(html).html),
                    };
                    (name.to_string(), words)
                })
                .collect(),
            body: self.piece(&component.body),
            items: component.items.iter().map(item).collect(),
            table: component
                .table
                .and_then(|at| shown.get(at as usize)?.clone()),
            chart: component.chart,
        }
    }
}
