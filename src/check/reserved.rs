//! The fields that every document may have, read by their names.

use super::doc::{Card, Change, Credits, Review, Value};
use crate::base::date::Date;
use crate::config::schema::Collection;

/// The values of a document's fields, by name.
pub(super) struct Reserved<'a> {
    collection: &'a Collection,
    fields: &'a [(usize, Vec<Value>)],
}

impl<'a> Reserved<'a> {
    pub fn new(collection: &'a Collection, fields: &'a [(usize, Vec<Value>)]) -> Reserved<'a> {
        Reserved { collection, fields }
    }

    fn values(&self, name: &str) -> &'a [Value] {
        let declared = &self.collection.fields;
        let found = self
            .fields
            .iter()
            .find(|(at, _)| declared[*at].name == name);
        found.map_or(&[], |(_, values)| values)
    }

    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.values(name).first()?.text()
    }

    pub fn texts(&self, name: &str) -> Vec<Box<str>> {
        let all = self.values(name).iter();
        all.filter_map(Value::text).map(Into::into).collect()
    }

    fn date(&self, name: &str) -> Option<Date> {
        self.values(name).first()?.date()
    }

    fn is(&self, name: &str) -> bool {
        self.values(name).first().and_then(Value::boolean) == Some(true)
    }

    /// What others may show of the document, but for its own fields; `first`, its first paragraph.
    pub fn card(&self, collection: usize, first: &str) -> Card {
        let summary = self.text("resumen").filter(|t| !t.is_empty());
        Card {
            summary: summary.unwrap_or(first).into(),
            own_summary: summary.is_some(),
            collection,
            date: self.date("fecha"),
            updated: self.date("actualizado"),
            order: self.values("orden").first().and_then(Value::integer),
            draft: self.is("borrador"),
            example: self.is("ejemplo"),
            ..Card::default()
        }
    }

    pub fn review(&self) -> Review {
        Review {
            review_by: self.date("revisar_antes_de"),
            expires: self.date("vence"),
        }
    }

    pub fn credits(&self, changes: Vec<Change>) -> Credits {
        Credits {
            responsible: self.text("responsable").unwrap_or_default().into(),
            authors: self.texts("autores"),
            facts: self.texts("hechos"),
            sources: self.texts("fuentes"),
            changes,
        }
    }
}
