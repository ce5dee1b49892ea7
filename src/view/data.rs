//! The page of open data: what there is to take, and what each field holds.

use super::Scope;
use super::address::list_url;
use super::page::RefView;
use crate::config::open_data::OpenData;
use crate::config::schema::{Field, FieldKind};
use serde::Serialize;

/// The page of open data.
#[derive(Serialize)]
pub struct DataView {
    pub title: String,
    /// Documents in the file.
    pub total: usize,
    /// Facts, and terms with acronyms, in the files of theirs; none where the site has no such file.
    pub facts: Option<usize>,
    pub words: Option<usize>,
    /// Under which terms they can be used, as site.toml says it.
    pub license: String,
    pub license_url: String,
    /// Whether there is a feed.
    pub feed: bool,
    pub collections: Vec<DataCollection>,
}

/// The fields of one collection.
#[derive(Serialize)]
pub struct DataCollection {
    pub name: String,
    /// Its list, when it has one.
    pub list: Option<RefView>,
    pub title: String,
    pub fields: Vec<DataField>,
}

/// One field.
#[derive(Serialize)]
pub struct DataField {
    pub name: String,
    pub label: String,
    pub help: String,
    /// Its type as site.toml writes it: `text`, `term`…
    pub kind: &'static str,
    pub many: bool,
    pub required: bool,
}

/// The page of open data: the fields that the file has, those of the cards.
pub(super) fn data(scope: &Scope) -> DataView {
    let site = &scope.site;
    let own = site.open_data.as_ref();
    let text = |pick: fn(&OpenData) -> &String| own.map(pick).cloned().unwrap_or_default();
    let collections = site.collections.iter().map(|collection| DataCollection {
        name: collection.name.clone(),
        list: (collection.listed)
            .then(|| RefView::new(&list_url(collection, 1), &collection.title)),
        title: collection.title.clone(),
        fields: collection
            .fields
            .iter()
            .filter(|field| field.card)
            .map(field)
            .collect(),
    });
    DataView {
        total: scope.catalog.documents().count(),
        facts: site.facts.as_ref().map(|facts| facts.list.len()),
        words: site
            .glossary
            .as_ref()
            .map(|glossary| glossary.entries.len()),
        title: text(|d| &d.title),
        license: text(|d| &d.license),
        license_url: text(|d| &d.license_url),
        feed: site.base_url.is_some(),
        collections: collections.collect(),
    }
}

fn field(field: &Field) -> DataField {
    DataField {
        name: field.name.clone(),
        label: field.label.clone(),
        help: field.help.clone(),
        kind: match field.kind {
            FieldKind::Text => "text",
            FieldKind::Markdown => "markdown",
            FieldKind::Integer => "integer",
            FieldKind::Number => "number",
            FieldKind::Boolean => "boolean",
            FieldKind::Date => "date",
            FieldKind::Url => "url",
            FieldKind::Email => "email",
            FieldKind::Term(_) => "term",
            FieldKind::Ref(_) => "ref",
            FieldKind::Record => "record",
        },
        many: field.many,
        required: field.required,
    }
}
