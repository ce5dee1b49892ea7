//! What a field takes, and a value that it would take: for `acervo new` and the author guide.

use super::Site;
use super::schema::{Collection, Field, FieldKind};

/// What a field takes, without the point at the end: «Lleva un texto, hasta 400 caracteres».
pub fn takes(field: &Field) -> String {
    let expected = field.kind.expected();
    let mut out = match field.many {
        true if field.kind == FieldKind::Record => {
            "Lleva una lista de grupos: uno por guion".to_owned()
        }
        true => format!("Lleva una lista: [a, b]. Cada valor es {expected}"),
        false => format!("Lleva {expected}"),
    };
    match (field.min, field.max) {
        (Some(min), Some(max)) => out.push_str(&format!(", de {min} a {max}")),
        (Some(min), None) => out.push_str(&format!(", desde {min}")),
        (None, Some(max)) => out.push_str(&format!(", hasta {max}")),
        (None, None) => {}
    }
    if matches!(field.kind, FieldKind::Text) && (field.min.is_some() || field.max.is_some()) {
        out.push_str(" caracteres");
    }
    out
}

/// A value of the right shape, as it is written in the front matter.
fn example(site: &Site, field: &Field) -> String {
    let value = match &field.kind {
        FieldKind::Text | FieldKind::Markdown => "\"…\"".to_owned(),
        FieldKind::Integer | FieldKind::Number => {
            field.min.map_or("1".into(), |min| min.to_string())
        }
        FieldKind::Boolean => "true".into(),
        FieldKind::Date => "2026-01-31".into(),
        FieldKind::Url => "https://ejemplo.test/".into(),
        FieldKind::Email => "nombre@ejemplo.test".into(),
        FieldKind::Term(vocabulary) => {
            let first = site.vocabularies[*vocabulary].terms.first();
            first.map_or("…".into(), |t| t.id.clone())
        }
        FieldKind::Ref(collection) => {
            format!("{}/nombre", collection.as_deref().unwrap_or("coleccion"))
        }
        FieldKind::Record => "…".into(),
    };
    match field.many {
        true => format!("[{value}]"),
        false => value,
    }
}

/// One group with all its keys, after `before` on each line.
pub fn record(site: &Site, field: &Field, before: &str) -> String {
    let mut out = String::new();
    for (i, part) in field.fields.iter().enumerate() {
        let mark = match (field.many, i) {
            (true, 0) => "- ",
            (true, _) => "  ",
            (false, _) => "",
        };
        let value = example(site, part);
        out.push_str(&format!("{before}{mark}{}: {value}\n", part.key));
    }
    out
}

/// The lines of a field with a value of the right shape.
pub fn written(site: &Site, field: &Field) -> String {
    match field.kind {
        FieldKind::Record => format!("{}:\n{}", field.key, record(site, field, "  ")),
        _ => format!("{}: {}\n", field.key, example(site, field)),
    }
}

/// The smallest document of a collection that has all it must have.
pub fn smallest(site: &Site, collection: &Collection) -> String {
    let mut out = String::from("---\n");
    let needed = |f: &&Field| f.required && f.default.is_none() && f.name != "titulo";
    let title = collection.field("titulo").map_or("titulo", |f| &f.key);
    out.push_str(&format!("{title}: \"…\"\n"));
    for field in collection.fields.iter().filter(needed) {
        out.push_str(&written(site, field));
    }
    out.push_str("---\n\n## …\n\n…\n");
    out
}
