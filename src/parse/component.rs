//! Components of a body: what stands between lines of `:::`, in pieces that a template puts together.

use super::html::Html;
use crate::data::Span;
use serde::{Deserialize, Serialize};

/// One component; a hole in the HTML of the body, or of another component, says where it stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Component {
    pub name: Box<str>,
    /// Counts components of the same name in a document, from 1.
    pub number: u32,
    pub title: Option<Html>,
    /// In the order in which the theme declares them.
    pub params: Vec<(Box<str>, Value)>,
    pub body: Html,
    pub items: Vec<Item>,
    /// Its table, by position in [`super::Body::tables`].
    pub table: Option<u32>,
    pub chart: Option<Chart>,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Text(Box<str>),
    /// Words with links, or the hole for the address of a file.
    Html(Html),
}

/// An option, a task or a moment of a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// `[x]` or `[ ]`, where there is one.
    pub marked: Option<bool>,
    /// The option or task, or the date of a moment.
    pub head: Html,
    /// What explains it.
    pub rest: Html,
    pub span: Span,
}

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Chart {
    Bars,
    Lines,
    Stacked,
}

/// A table that a component shows, still in its file.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableUse {
    /// Path from the top of the content.
    pub path: Box<str>,
    /// Where the file is named.
    pub span: Span,
    /// Sheet of a workbook, and where it is named.
    pub sheet: Option<(Box<str>, Span)>,
    /// Columns to show, in this order; all when there are none.
    pub columns: Vec<Column>,
    /// How it is drawn, where it is.
    pub chart: Option<Chart>,
}

/// A column as it is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name in the file.
    pub name: Box<str>,
    /// Its name in the page.
    pub label: Box<str>,
    pub span: Span,
}

impl Component {
    /// Every piece of HTML in it, in the order of the page.
    pub fn pieces(&mut self) -> impl Iterator<Item = &mut Html> {
        let params = self.params.iter_mut().filter_map(|(_, value)| match value {
            Value::Html(html) => Some(html),
            Value::Text(_) => None,
        });
        let items = self
            .items
            .iter_mut()
            .flat_map(|i| [&mut i.head, &mut i.rest]);
        let body = std::iter::once(&mut self.body);
        self.title.iter_mut().chain(params).chain(body).chain(items)
    }
}
