//! What a field or a component takes, and a value that it would take: for `acervo new` and the guide.

use super::Site;
use super::components::{ANSWERS, CHARTS, Content, Declared, Kind, Title};
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

/// What stands in the opening line of a component after its name, and what stands inside it.
pub fn component_takes(declared: &Declared) -> String {
    let title = match declared.title {
        Title::None => "No lleva título",
        Title::Optional => "Puede llevar un título después del nombre",
        Title::Required => "Lleva un título después del nombre",
    };
    let body = match declared.body {
        Content::None => "No lleva nada adentro",
        Content::Markdown => "Adentro puede ir texto, con enlaces, listas y otros componentes",
        Content::Quote => "Adentro van las palabras de otro, tal como son",
        Content::Options => {
            "Adentro van las opciones: `- [x] la correcta` y `- [ ] otra`. Debajo de cada una, con \
             `>`, va su explicación"
        }
        Content::Tasks => "Adentro van las tareas: `- [ ] tarea`",
        Content::Moments => "Adentro van los momentos: `- **2022**: lo que pasó`",
    };
    format!("{title}. {body}")
}

/// What a parameter of a component takes, without the point at the end.
pub fn param_takes(kind: &Kind) -> String {
    let one_of = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
        format!("Lleva uno de estos: {}", names.join(", "))
    };
    match kind {
        Kind::Text => "Lleva un texto".into(),
        Kind::Markdown => "Lleva un texto, que puede tener enlaces y hechos".into(),
        Kind::Choice(values) => one_of(&values.iter().map(String::as_str).collect::<Vec<_>>()),
        Kind::File => "Lleva el nombre de un archivo que está junto al documento".into(),
        Kind::Table => {
            "Lleva el nombre de un archivo CSV o XLSX que está junto al documento".into()
        }
        Kind::Sheet => "Lleva el nombre de una hoja del libro".into(),
        Kind::Columns => "Lleva nombres de columnas, separados por comas".into(),
        Kind::Chart => format!("{}. Sin él, `{}`", one_of(&CHARTS), CHARTS[0]),
        Kind::Answer => format!("{}. Sin él, `{}`", one_of(&ANSWERS), ANSWERS[0]),
    }
}
