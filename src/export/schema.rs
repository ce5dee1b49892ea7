//! JSON Schema 2020-12 of a collection's front matter, for editors that complete and check YAML.
//!
//! Says what `check` says as far as one file and a schema can: a term must be written with its id or
//! its label, whether another document exists is not asked.

use crate::config::Site;
use crate::config::schema::{Collection, Field, FieldKind, Unknown};
use crate::config::vocabulary::Vocabulary;
use crate::data::{Kind, Node, as_bool};
use crate::diag::{Code, Severity};
use serde_json::{Map, Value, json};

/// The schema of one collection.
pub fn schema(site: &Site, collection: &Collection) -> Value {
    let closed = collection.unknown_fields == Unknown::Error;
    let fields = object(site, &collection.fields, closed);
    let mut out = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": collection.singular,
    });
    for (key, value) in fields {
        out[key] = value;
    }
    for (key, value) in [("permitir", permits()), ("cambios", changes())] {
        if out["properties"][key].is_null() {
            out["properties"][key] = value;
        }
    }
    if !collection.description.is_empty() {
        out["description"] = collection.description.as_str().into();
    }
    out
}

/// What one field takes: a value, a list of them, or nothing when it may be left empty.
fn property(site: &Site, field: &Field, closed: bool) -> Value {
    let one = value(site, field, closed);
    let mut shapes = vec![one.clone()];
    if field.many {
        let mut list = json!({"type": "array", "items": one});
        if field.required {
            list["minItems"] = 1.into();
        }
        shapes.insert(0, list);
    }
    if !field.required || field.default.is_some() {
        shapes.push(json!({"type": "null"}));
    }
    let mut help = field.help.clone();
    if help.is_empty() {
        help = format!("Lleva {}.", field.kind.expected());
    }
    let mut out = match shapes.len() {
        1 => shapes.remove(0),
        _ => {
            // Editors show what the shape says that fits, not what stands around all of them.
            shapes[0]["description"] = help.as_str().into();
            json!({"anyOf": shapes})
        }
    };
    out["title"] = field.label.as_str().into();
    out["description"] = help.into();
    if let Some(node) = &field.default {
        out["default"] = default(field, node);
    }
    out
}

/// A default as JSON; what is wrong with it was said of site.toml.
fn default(field: &Field, node: &Node) -> Value {
    if let Kind::List(items) = &node.kind {
        return items.iter().map(|item| default(field, item)).collect();
    }
    let text = node.text().unwrap_or_default();
    match field.kind {
        FieldKind::Integer => text.parse::<i64>().map_or(Value::Null, Value::from),
        FieldKind::Number => text.parse::<f64>().map_or(Value::Null, Value::from),
        FieldKind::Boolean => as_bool(text).map_or(Value::Null, Value::from),
        _ => text.into(),
    }
}

/// An object with the properties of some fields.
fn object(site: &Site, fields: &[Field], closed: bool) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in fields {
        properties.insert(field.key.clone(), property(site, field, closed));
        if field.required && field.default.is_none() {
            required.push(Value::from(field.key.as_str()));
        }
    }
    let parts = [
        ("type", "object".into()),
        ("properties", properties.into()),
        ("required", required.into()),
        ("additionalProperties", Value::from(!closed)),
    ];
    parts
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}

fn value(site: &Site, field: &Field, closed: bool) -> Value {
    let mut out = match &field.kind {
        // YAML reads `1991` as a number and acervo as what the field declares: a text.
        FieldKind::Text | FieldKind::Markdown => return text(field),
        FieldKind::Integer => json!({"type": "integer"}),
        FieldKind::Number => json!({"type": "number"}),
        FieldKind::Boolean => {
            json!({"enum": [true, false, "sí", "si", "no", "verdadero", "falso"]})
        }
        FieldKind::Date => {
            json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$"})
        }
        FieldKind::Url => json!({"type": "string", "format": "uri", "pattern": "^https?://"}),
        FieldKind::Email => json!({"type": "string", "format": "email", "pattern": "@"}),
        FieldKind::Term(at) => terms(&site.vocabularies[*at]),
        FieldKind::Ref(_) => json!({"type": "string", "minLength": 1}),
        FieldKind::Record => object(site, &field.fields, closed).into(),
    };
    if matches!(field.kind, FieldKind::Integer | FieldKind::Number) {
        limits(field, "minimum", "maximum", &mut out);
    }
    out
}

fn text(field: &Field) -> Value {
    let mut out = json!({"type": "string"});
    limits(field, "minLength", "maxLength", &mut out);
    if let Some(pattern) = &field.pattern {
        out["pattern"] = pattern.as_str().into();
    }
    let limited = out.as_object().is_some_and(|o| o.len() > 1);
    if field.required && field.min.is_none() {
        out["minLength"] = 1.into();
    }
    match limited {
        true => out,
        false => {
            out["type"] = json!(["string", "number", "boolean"]);
            out
        }
    }
}

fn limits(field: &Field, min: &str, max: &str, out: &mut Value) {
    for (key, limit) in [(min, field.min), (max, field.max)] {
        if let Some(limit) = limit {
            out[key] = match limit.fract() == 0.0 {
                true => (limit as i64).into(),
                false => limit.into(),
            };
        }
    }
}

/// One entry a term, so that editors show its label and definition; labels are taken too.
fn terms(vocabulary: &Vocabulary) -> Value {
    let mut out: Vec<Value> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    for term in &vocabulary.terms {
        let mut entry = json!({"const": term.id, "title": term.label});
        entry["description"] = match term.definition.as_str() {
            "" => term.label.as_str().into(),
            definition => format!("{}. {definition}", term.label).into(),
        };
        out.push(entry);
        labels.push(&term.label);
    }
    labels.retain(|label| !vocabulary.terms.iter().any(|t| t.id == *label));
    if !labels.is_empty() {
        out.push(json!({"enum": labels, "description": "La etiqueta del término."}));
    }
    json!({"anyOf": out})
}

fn permits() -> Value {
    let codes = Code::ALL.iter();
    let codes = codes.filter(|c| c.severity() == Severity::Warning);
    let codes: Vec<Value> = codes
        .map(|c| json!({"const": c.slug(), "description": c.meaning()}))
        .collect();
    groups(
        "Avisos que este documento puede tener, cada uno con su razón.",
        ("codigo", json!({"anyOf": codes})),
        "razon",
    )
}

fn changes() -> Value {
    let date = json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"});
    groups("Qué cambió en el documento.", ("fecha", date), "texto")
}

/// A list of groups of two keys, or nothing.
fn groups(description: &str, (first, shape): (&str, Value), second: &str) -> Value {
    let item = json!({
        "type": "object",
        "properties": {first: shape, second: {"type": "string", "minLength": 1}},
        "required": [first, second],
        "additionalProperties": false,
    });
    json!({
        "anyOf": [{"type": "array", "items": item}, {"type": "null"}],
        "description": description,
    })
}
