//! Agreements and events of all documents, each with a name that lasts.

use super::DocId;
use crate::base::date::Date;
use crate::base::fold::slug;
use crate::base::path::stem;
use crate::check::{Doc, Value};
use crate::config::Site;
use crate::config::community::{Agreements, EventKeys, Events};
use crate::config::schema::{Field, FieldKind};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// What the documents agreed and when they meet, in the order of the documents.
#[derive(Default)]
pub struct Community {
    pub agreements: Vec<Agreement>,
    pub events: Vec<Event>,
}

/// A term or a plain text, where it stands for an entity or a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: Box<str>,
    pub label: Box<str>,
    /// Position of its vocabulary, when it is a term.
    pub vocabulary: Option<usize>,
}

/// Something to be done, by whom and by when.
pub struct Agreement {
    pub doc: DocId,
    /// Name in the site, which lasts while its document keeps its address and it its code.
    pub anchor: String,
    pub code: Box<str>,
    pub text: Box<str>,
    pub entities: Vec<Named>,
    pub due: Option<Date>,
    pub state: Option<Named>,
    pub done: bool,
    /// Nobody has said how it goes.
    pub unanswered: bool,
    /// Not done, and its day is before the reference date of the content.
    pub overdue: bool,
    /// Its document is an example: nobody agreed this.
    pub example: bool,
}

/// Something that happens on a day, or from one to another.
pub struct Event {
    pub doc: DocId,
    pub anchor: String,
    pub title: Box<str>,
    pub start: Date,
    /// Not before `start`.
    pub end: Date,
    pub place: Box<str>,
    pub link: Option<Box<str>>,
    pub entities: Vec<Named>,
}

/// Gathers what the documents say; `today` is the reference date of the content.
pub(super) fn gather(
    docs: &[Arc<Doc>],
    ids: impl Iterator<Item = DocId>,
    site: &Site,
    today: Option<Date>,
) -> Community {
    let (mut out, mut taken) = (Community::default(), FxHashSet::default());
    let asked = site.community.agreements.is_some() || site.community.events.is_some();
    let ids = ids.filter(|_| asked);
    for id in ids {
        let doc = &docs[id as usize];
        let values = doc.card.fields.read();
        let own = Group {
            fields: &site.collections[doc.card.collection].fields,
            values: &values,
        };
        if let Some(declared) = &site.community.agreements {
            let mut names = Names::of(doc, &declared.field, &mut taken);
            for group in own.records(&declared.field) {
                let agreed = agreement(id, &group, declared, &mut names, today);
                let example = doc.card.example;
                out.agreements.push(Agreement { example, ..agreed });
            }
        }
        if let Some(declared) = &site.community.events {
            let mut names = Names::of(doc, &declared.field, &mut taken);
            events(id, doc, (&own, declared), &mut names, &mut out.events);
        }
    }
    out
}

fn agreement(
    doc: DocId,
    group: &Group<'_>,
    keys: &Agreements,
    names: &mut Names<'_>,
    today: Option<Date>,
) -> Agreement {
    let code = group.text(&keys.id);
    let state = group.named(&keys.state).into_iter().next();
    let is = |list: &[String]| {
        let state = state.as_ref();
        state.is_some_and(|s| list.iter().any(|name| **name == *s.id))
    };
    let done = is(&keys.done);
    let due = group.date(&keys.due);
    let late = due.zip(today).is_some_and(|(due, today)| due < today);
    Agreement {
        doc,
        anchor: names.next(&code),
        text: group.text(&keys.text),
        entities: group.named(&keys.responsible),
        due,
        done,
        unanswered: state.is_none() || is(&keys.unanswered),
        overdue: late && !done,
        example: false,
        state,
        code,
    }
}

fn events(
    id: DocId,
    doc: &Doc,
    (own, declared): (&Group<'_>, &Events),
    names: &mut Names<'_>,
    out: &mut Vec<Event>,
) {
    if let Some(keys) = &declared.own {
        out.extend(event(id, doc, own, keys, names));
    }
    for group in own.records(&declared.field) {
        out.extend(event(id, doc, &group, &declared.keys, names));
    }
}

/// An event without a day is none.
fn event(
    id: DocId,
    doc: &Doc,
    group: &Group<'_>,
    keys: &EventKeys,
    names: &mut Names<'_>,
) -> Option<Event> {
    let start = group.date(&keys.start)?;
    let title = group.text(&keys.title);
    let title = if title.is_empty() {
        doc.card.title.clone()
    } else {
        title
    };
    let link = group.text(&keys.link);
    Some(Event {
        doc: id,
        anchor: names.next(&group.text(&keys.id)),
        title,
        start,
        end: group.date(&keys.end).unwrap_or(start).max(start),
        place: group.text(&keys.place),
        link: (!link.is_empty()).then_some(link),
        entities: group.named(&keys.entities),
    })
}

/// Values with the fields that they are of: a document's own, or those of a record.
struct Group<'a> {
    fields: &'a [Field],
    values: &'a [(usize, Vec<Value>)],
}

impl<'a> Group<'a> {
    fn find(&self, name: &str) -> Option<(&'a Field, &'a [Value])> {
        let mut all = self.values.iter();
        let (at, values) = all.find(|(at, _)| self.fields[*at].name == name)?;
        Some((&self.fields[*at], values))
    }

    fn values(&self, name: &str) -> &'a [Value] {
        self.find(name).map_or(&[], |(_, values)| values)
    }

    fn records(&self, name: &str) -> impl Iterator<Item = Group<'a>> {
        let found = self.find(name);
        let fields = found.map_or(&[][..], |(field, _)| &field.fields);
        let values = found.map_or(&[][..], |(_, values)| values);
        values.iter().filter_map(move |value| match value {
            Value::Record(values) => Some(Group { fields, values }),
            _ => None,
        })
    }

    fn text(&self, name: &str) -> Box<str> {
        match self.values(name).first() {
            Some(Value::Text(text) | Value::Url(text)) => text.clone(),
            Some(Value::Term { label, .. }) => label.clone(),
            Some(Value::Integer(n)) => n.to_string().into(),
            _ => "".into(),
        }
    }

    fn date(&self, name: &str) -> Option<Date> {
        self.values(name).first()?.date()
    }

    fn named(&self, name: &str) -> Vec<Named> {
        let Some((field, values)) = self.find(name) else {
            return Vec::new();
        };
        let vocabulary = match field.kind {
            FieldKind::Term(at) => Some(at),
            _ => None,
        };
        let terms = values.iter().filter_map(Value::term);
        let named = terms.map(|(id, label)| Named {
            id: id.into(),
            label: label.into(),
            vocabulary,
        });
        named.collect()
    }
}

/// Names for the parts of one document: the field and its address, with the part's code or its place. None
/// is given twice in a site.
struct Names<'a> {
    base: String,
    place: usize,
    taken: &'a mut FxHashSet<String>,
}

impl<'a> Names<'a> {
    fn of(doc: &Doc, field: &str, taken: &'a mut FxHashSet<String>) -> Names<'a> {
        let url = &doc.card.url;
        let folder = crate::base::path::folder(url);
        Names {
            base: slug(&format!("{field}-{folder}{}", stem(url))),
            place: 0,
            taken,
        }
    }

    fn next(&mut self, code: &str) -> String {
        self.place += 1;
        let code = slug(code);
        let mut name = match code.is_empty() {
            true => format!("{}-{}", self.base, self.place),
            false => format!("{}-{code}", self.base),
        };
        while !self.taken.insert(name.clone()) {
            name = format!("{name}-{}", self.place);
        }
        name
    }
}
