//! A document as others show it, and typed values as people read them.

use super::address::{page_of, term_url};
use super::fill::{filled, whole};
use super::owned;
use super::{Scope, locale};
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
    pub iso: String,
    /// `6 de junio de 2022`
    pub text: String,
}

/// One field with its values, in the words of the schema.
#[derive(Serialize, Clone, Debug)]
pub struct FieldView {
    pub name: String,
    pub label: String,
    /// Word after a number («minutos»), or empty.
    pub unit: String,
    /// Its values want lines of their own: records, or a text of some length.
    pub long: bool,
    pub values: Vec<ValueView>,
}

/// One value; `url` when it has a page (a term, a document) or is one (a link).
#[derive(Serialize, Clone, Debug)]
pub struct ValueView {
    pub text: String,
    pub url: Option<String>,
    /// `url` leaves the site.
    pub external: bool,
    /// HTML instead of text, from Markdown fields; safe as it is.
    pub html: Option<String>,
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

/// A document as data: a card has one date, the newest.
pub struct DatumView {
    pub card: CardView,
    /// ISO dates, as the document says them.
    pub written: Option<String>,
    pub updated: Option<String>,
}

/// A document in a list.
#[derive(Serialize, Clone, Debug)]
pub struct CardView {
    pub url: String,
    pub title: String,
    pub summary: String,
    /// Name of its collection.
    pub collection: String,
    /// What it is, for people: «Caso».
    pub kind: String,
    pub shape: String,
    pub date: Option<DateView>,
    pub example: bool,
    pub draft: bool,
    /// Fields declared with `card = true`, at most five shown.
    pub fields: Vec<FieldView>,
}

/// So many characters of a value stand beside its label.
const LINE: usize = 30;

/// At most this many facts on a card.
const CARD_FIELDS: usize = 5;

/// The card of a document.
pub fn card(scope: &Scope, id: DocId) -> CardView {
    let mut shown = whole_card(scope, id, locale(scope));
    shown.fields.truncate(CARD_FIELDS);
    shown
}

/// A document as data: no field of its card is left out, and programs read its dates and figures.
pub fn datum(scope: &Scope, id: DocId) -> DatumView {
    let own = &scope.catalog.doc(id).card;
    DatumView {
        written: own.date.map(date::iso),
        updated: own.updated.map(date::iso),
        card: whole_card(scope, id, Locale::Other),
    }
}

fn whole_card(scope: &Scope, id: DocId, written: Locale) -> CardView {
    let card = &scope.catalog.doc(id).card;
    let collection = &scope.site.collections[card.collection];
    CardView {
        url: owned(&card.url),
        title: owned(&card.title),
        summary: owned(&card.summary),
        collection: collection.name.clone(),
        kind: collection.singular.clone(),
        shape: collection.shape.clone(),
        date: crate::check::newest(card).map(|d| date_view(locale(scope), d)),
        example: card.example,
        draft: card.draft,
        fields: fields_as(scope, id, written, |field| field.card),
    }
}

/// The fields of a document that `pick` accepts, in schema order, with their values.
pub(super) fn fields(scope: &Scope, id: DocId, pick: impl Fn(&Field) -> bool) -> Vec<FieldView> {
    fields_as(scope, id, locale(scope), pick)
}

/// The same, with dates and figures as `written` has them.
fn fields_as(
    scope: &Scope,
    id: DocId,
    written: Locale,
    pick: impl Fn(&Field) -> bool,
) -> Vec<FieldView> {
    let card = &scope.catalog.doc(id).card;
    let schema = &scope.site.collections[card.collection].fields;
    let own = card.fields.read();
    let picked = own.iter().filter(|(at, _)| pick(&schema[*at]));
    picked
        .map(|(at, values)| {
            let field = &schema[*at];
            let values = match field.kind {
                FieldKind::Ref(_) => references(scope, id, *at),
                _ => {
                    let values = values.iter();
                    values
                        .map(|v| value(scope, id, written, field, v))
                        .collect()
                }
            };
            field_view(field, values)
        })
        .filter(|field| !field.values.is_empty())
        .collect()
}

fn field_view(field: &Field, values: Vec<ValueView>) -> FieldView {
    FieldView {
        name: field.name.clone(),
        label: field.label.clone(),
        unit: field.unit.clone(),
        long: values
            .first()
            .is_some_and(|v| !v.parts.is_empty() || v.text.chars().nth(LINE).is_some()),
        values,
    }
}

fn references(scope: &Scope, id: DocId, field: usize) -> Vec<ValueView> {
    let away = scope.catalog.away.get(id as usize).into_iter().flatten();
    let away = away
        .filter(|(at, _)| *at == field)
        .map(|(_, away)| ValueView {
            url: whole(scope, &away.url),
            external: true,
            ..plain(owned(&away.title))
        });
    scope.catalog.references[id as usize]
        .iter()
        .filter(|(at, _)| *at == field)
        .map(|(_, target)| {
            let card = &scope.catalog.doc(*target).card;
            ValueView {
                url: Some(owned(&card.url)),
                ..plain(owned(&card.title))
            }
        })
        .chain(away)
        .collect()
}

fn value(scope: &Scope, id: DocId, written: Locale, field: &Field, given: &Value) -> ValueView {
    let view = plain(match given {
        Value::Text(text) | Value::Email(text) | Value::Url(text) => owned(text),
        Value::Ref(text) => owned(text),
        Value::Markdown(_) | Value::Record(_) => String::new(),
        Value::Integer(n) => written.integer(*n),
        Value::Number(n) => written.number(*n),
        Value::Boolean(yes) => locale(scope).boolean(*yes).into(),
        Value::Date(date) => written.date(*date),
        Value::Term { label, .. } => owned(label),
    });
    match given {
        Value::Url(url) => ValueView {
            url: Some(url.to_string()),
            external: true,
            ..view
        },
        Value::Email(address) => ValueView {
            url: Some(format!("mailto:{address}")),
            external: true,
            ..view
        },
        Value::Markdown(fragment) => ValueView {
            html: Some(filled(scope, id, &fragment.html)),
            ..view
        },
        Value::Record(parts) => ValueView {
            parts: parts
                .iter()
                .map(|(at, values)| {
                    let part = &field.fields[*at];
                    let values = values.iter().map(|v| value(scope, id, written, part, v));
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
fn term_page(scope: &Scope, field: &Field, value: &Value) -> Option<String> {
    let (id, _) = value.term()?;
    let at = match (field.taxonomy, &field.kind) {
        (Some(at), _) => at,
        (None, FieldKind::Term(vocabulary)) => {
            return page_of(scope, *vocabulary, &id);
        }
        _ => return None,
    };
    let taxonomy = &scope.site.taxonomies[at];
    if !taxonomy.pages {
        return None;
    }
    let index = &scope.catalog.taxonomies[at];
    let entry = &index.terms[index.position(&id)? as usize];
    Some(term_url(taxonomy, entry, 1))
}

pub(super) fn plain(text: String) -> ValueView {
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
    let terms = &scope.site.vocabularies[vocabulary].terms;
    let (id, _) = value.term().filter(|_| field.scale)?;
    let at = terms.iter().position(|term| *term.id == *id)?;
    let of = terms.len() - 1;
    Some(StepView { level: of - at, of })
}

/// A date for people and machines.
pub(super) fn date_view(locale: Locale, value: Date) -> DateView {
    DateView {
        iso: date::iso(value),
        text: locale.date(value),
    }
}
