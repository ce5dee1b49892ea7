//! A document as others show it, and typed values as people read them.

use super::address::page_of;
use super::fill::{filled, whole};
use super::{Scope, Text, locale};
use crate::base::date::{self, Date};
use crate::base::locale::Locale;
use crate::catalog::DocId;
use crate::check::Value;
use crate::config::schema::{Field, FieldKind};
use serde::Serialize;

/// A date for people and machines.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct DateView {
    /// `2022-06-06`
    pub iso: Text,
    /// `6 de junio de 2022`
    pub text: Text,
}

/// One field with its values, in the words of the schema.
#[derive(Serialize, Clone, Debug)]
pub struct FieldView {
    pub name: Text,
    pub label: Text,
    /// Word after a number («minutos»), or empty.
    pub unit: Text,
    /// Its values want lines of their own: records, or a text of some length.
    pub long: bool,
    pub values: Vec<ValueView>,
}

/// One value; `url` when it has a page (a term, a document) or is one (a link).
#[derive(Serialize, Clone, Debug)]
pub struct ValueView {
    pub text: Text,
    pub url: Option<Text>,
    /// `url` leaves the site.
    pub external: bool,
    /// HTML instead of text, from Markdown fields; safe as it is.
    pub html: Option<Text>,
    /// What a record is made of; empty for any other value.
    pub parts: Vec<FieldView>,
    /// How high a term of a scale stands, and how many steps there are.
    pub step: Option<StepView>,
}

/// A step of a scale: none of its steps, or `level` of them.
#[derive(Serialize, Clone, Debug)]
pub struct StepView {
    pub level: usize,
    pub of: usize,
}

/// A document as data: no field of its card is left out, and programs read its dates and figures.
pub struct DatumView {
    pub url: Text,
    pub title: Text,
    pub summary: Text,
    pub collection: Text,
    pub kind: Text,
    /// ISO dates, as the document says them: a card has one date, the newest.
    pub written: Option<Text>,
    pub updated: Option<Text>,
    pub example: bool,
    /// Names of fields, and the texts of their values.
    pub fields: Vec<(Text, Vec<Text>)>,
}

/// A document in a list.
#[derive(Serialize, Clone, Debug)]
pub struct CardView {
    pub url: Text,
    pub title: Text,
    pub summary: Text,
    /// Name of its collection.
    pub collection: Text,
    /// What it is, for people: «Caso».
    pub kind: Text,
    pub shape: Text,
    pub date: Option<DateView>,
    pub example: bool,
    pub draft: bool,
    /// Fields declared with `card = true`, at most five shown.
    pub fields: Vec<FieldView>,
}

/// How many characters of a value fit beside its label.
const LINE: usize = 30;

/// At most this many facts on a card.
const CARD_FIELDS: usize = 5;

/// The card of a document.
pub fn card(scope: &Scope, id: DocId) -> CardView {
    let card = &scope.catalog.doc(id).card;
    let collection = &scope.site.collections[card.collection];
    let mut fields = fields(scope, id, |field| field.card);
    fields.truncate(CARD_FIELDS);
    CardView {
        url: Text::new(&card.url),
        title: Text::new(&card.title),
        summary: Text::new(&card.summary),
        collection: Text::new(&collection.name),
        kind: Text::new(&collection.singular),
        shape: Text::new(&collection.shape),
        date: crate::check::newest(card).map(|d| date_view(locale(scope), d)),
        example: card.example,
        draft: card.draft,
        fields,
    }
}

/// The data of a document.
pub fn datum(scope: &Scope, id: DocId) -> DatumView {
    let card = &scope.catalog.doc(id).card;
    let collection = &scope.site.collections[card.collection];
    let own = card.fields.read();
    let shown = own.iter().filter(|(at, _)| collection.fields[*at].card);
    let fields = shown.map(|(at, values)| {
        let field = &collection.fields[*at];
        let values = values.iter().map(|v| text(scope, Locale::Other, v));
        let texts: Vec<Text> = match field.kind {
            FieldKind::Ref(_) => references(scope, id, *at).map(|view| view.text).collect(),
            _ => values.collect(),
        };
        (Text::new(&field.name), texts)
    });
    DatumView {
        url: Text::new(&card.url),
        title: Text::new(&card.title),
        summary: Text::new(&card.summary),
        collection: Text::new(&collection.name),
        kind: Text::new(&collection.singular),
        written: card.date.map(|date| date::iso(date).into()),
        updated: card.updated.map(|date| date::iso(date).into()),
        example: card.example,
        fields: fields.filter(|(_, texts)| !texts.is_empty()).collect(),
    }
}

/// The fields of a document that `pick` accepts, in schema order, with their values.
pub(super) fn fields(scope: &Scope, id: DocId, pick: impl Fn(&Field) -> bool) -> Vec<FieldView> {
    let card = &scope.catalog.doc(id).card;
    let schema = &scope.site.collections[card.collection].fields;
    let own = card.fields.read();
    let picked = own.iter().filter(|(at, _)| pick(&schema[*at]));
    picked
        .map(|(at, values)| {
            let field = &schema[*at];
            let values = match field.kind {
                FieldKind::Ref(_) => references(scope, id, *at).collect(),
                _ => values.iter().map(|v| value(scope, id, field, v)).collect(),
            };
            field_view(field, values)
        })
        .filter(|field| !field.values.is_empty())
        .collect()
}

fn field_view(field: &Field, values: Vec<ValueView>) -> FieldView {
    FieldView {
        name: Text::new(&field.name),
        label: Text::new(&field.label),
        unit: Text::new(&field.unit),
        long: values
            .first()
            .is_some_and(|v| !v.parts.is_empty() || v.text.chars().nth(LINE).is_some()),
        values,
    }
}

fn references(scope: &Scope, id: DocId, field: usize) -> impl Iterator<Item = ValueView> {
    let away = scope.catalog.away.get(id as usize).into_iter().flatten();
    let away = away
        .filter(move |(at, _)| *at == field)
        .map(|(_, away)| ValueView {
            url: whole(scope, &away.url).map(Text::from),
            external: true,
            ..plain(Text::new(&away.title))
        });
    scope.catalog.references[id as usize]
        .iter()
        .filter(move |(at, _)| *at == field)
        .map(|(_, target)| {
            let card = &scope.catalog.doc(*target).card;
            ValueView {
                url: Some(Text::new(&card.url)),
                ..plain(Text::new(&card.title))
            }
        })
        .chain(away)
}

/// A value as text, with dates and figures as `written` has them.
fn text(scope: &Scope, written: Locale, given: &Value) -> Text {
    match given {
        Value::Text(text) | Value::Email(text) | Value::Url(text) => Text::new(text),
        Value::Ref(text) => Text::new(text),
        Value::Markdown(_) | Value::Record(_) => Text::default(),
        Value::Integer(n) => written.integer(*n).into(),
        Value::Number(n) => written.number(*n).into(),
        Value::Boolean(yes) => locale(scope).boolean(*yes).into(),
        Value::Date(date) => written.date(*date).into(),
        Value::Term { label, .. } => Text::new(label),
    }
}

fn value(scope: &Scope, id: DocId, field: &Field, given: &Value) -> ValueView {
    let view = plain(text(scope, locale(scope), given));
    match given {
        Value::Url(url) => ValueView {
            url: Some(Text::new(url)),
            external: true,
            ..view
        },
        Value::Email(address) => ValueView {
            url: Some(format!("mailto:{address}").into()),
            external: true,
            ..view
        },
        Value::Markdown(fragment) => ValueView {
            html: Some(filled(scope, id, &fragment.html).into()),
            ..view
        },
        Value::Record(parts) => ValueView {
            parts: parts
                .iter()
                .map(|(at, values)| {
                    let part = &field.fields[*at];
                    let values = values.iter().map(|v| value(scope, id, part, v));
                    field_view(part, values.collect())
                })
                .collect(),
            ..view
        },
        _ => ValueView {
            url: term_page(scope, field, given),
            step: step(scope, field, given),
            ..view
        },
    }
}

/// The page of the term that a value is, when its field has pages.
fn term_page(scope: &Scope, field: &Field, value: &Value) -> Option<Text> {
    let at = match (field.taxonomy, &field.kind) {
        (Some(at), _) => at,
        (None, FieldKind::Term(vocabulary)) => {
            return page_of(scope, *vocabulary, &value.term()?.0);
        }
        _ => return None,
    };
    if !scope.site.taxonomies[at].pages {
        return None;
    }
    let (id, _) = value.term()?;
    let term = scope.catalog.taxonomies[at].position(&id)?;
    Some(scope.terms[at][term as usize].clone())
}

pub(super) fn plain(text: Text) -> ValueView {
    ValueView {
        text,
        url: None,
        external: false,
        html: None,
        step: None,
        parts: Vec::new(),
    }
}

/// How high a term stands in the vocabulary of a scale: its first term is the highest, its last
/// one none.
fn step(scope: &Scope, field: &Field, value: &Value) -> Option<StepView> {
    let FieldKind::Term(vocabulary) = field.kind else {
        return None;
    };
    if !field.scale {
        return None;
    }
    let terms = &scope.site.vocabularies[vocabulary].terms;
    let (id, _) = value.term()?;
    let at = terms.iter().position(|term| *term.id == *id)?;
    let of = terms.len() - 1;
    Some(StepView { level: of - at, of })
}

/// A date for people and machines.
pub(super) fn date_view(locale: Locale, value: Date) -> DateView {
    DateView {
        iso: date::iso(value).into(),
        text: locale.date(value).into(),
    }
}
