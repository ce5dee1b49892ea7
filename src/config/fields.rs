//! `[collections.x.fields]`: declarations of fields to their meaning.

use super::schema::{Field, FieldKind, RESERVED, RESERVED_HELP};
use super::vocabulary::Vocabulary;
use crate::data::reader::Reader;
use crate::data::{Node, Span};
use crate::diag::{Code, Diagnostic};
use std::sync::Arc;

/// Reads the declared fields and adds the reserved ones that are not declared.
pub(super) fn read(collection: &mut Reader<'_, '_>, vocabularies: &[Vocabulary]) -> Vec<Field> {
    let mut fields = Vec::new();
    let file: Arc<str> = super::SITE_FILE.into();
    for (key, node) in collection.tables("fields") {
        let part = format!("el campo `{}`", key.name);
        let mut reader = Reader::new(&file, node, part, collection.diags());
        let fixed = RESERVED.iter().any(|(n, ..)| *n == key.name);
        let base = if fixed {
            reserved(&key.name)
        } else {
            plain(&key.name)
        };
        let mut field = field(base, key.span, &mut reader, vocabularies);
        field.fields = parts(&file, &field, &mut reader, vocabularies);
        reader.finish();
        fields.push(field);
    }
    for (name, ..) in RESERVED {
        if !fields.iter().any(|f: &Field| f.name == *name) {
            fields.push(reserved(name));
        }
    }
    fields
}

/// The fields of a record. They are values of one document alone: they neither lead to others nor
/// make filters, so that a record stays one thing that a page shows as a whole.
fn parts(
    file: &Arc<str>,
    record: &Field,
    reader: &mut Reader<'_, '_>,
    vocabularies: &[Vocabulary],
) -> Vec<Field> {
    let node = reader.node("fields");
    let own = record.kind == FieldKind::Record;
    let (true, Some(table)) = (own, node.filter(|n| !n.entries().is_empty())) else {
        let message = match (own, node) {
            (true, _) => "un campo de tipo `record` necesita `fields`",
            (false, Some(_)) => "`fields` solo sirve para un campo de tipo `record`",
            (false, None) => return Vec::new(),
        };
        let at = node.map_or(record.span, |n| n.span);
        let help = format!(
            "escriba `[collections.….fields.{}.fields.texto]`",
            record.name
        );
        let report = reader.report(Code::ConfigValue, at, message);
        report.help.extend(own.then_some(help));
        return Vec::new();
    };
    let mut out = Vec::new();
    for (key, node) in table.entries() {
        let part = format!("el campo `{}` de `{}`", key.name, record.name);
        let mut reader = Reader::new(file, node, part, reader.diags());
        let mut part = field(plain(&key.name), key.span, &mut reader, vocabularies);
        let deep = matches!(
            part.kind,
            FieldKind::Record | FieldKind::Ref(_) | FieldKind::Markdown
        );
        if deep || part.facet || part.pages || part.card {
            let message = match deep {
                true => "un campo de un registro no puede ser `record`, `ref` ni `markdown`",
                false => "`facet`, `pages` y `card` no sirven dentro de un registro",
            };
            reader.report(Code::ConfigValue, key.span, message);
            (part.facet, part.pages, part.card) = (false, false, false);
            part.kind = if deep { FieldKind::Text } else { part.kind };
        }
        reader.finish();
        out.push(part);
    }
    out
}

fn field(
    base: Field,
    span: Span,
    reader: &mut Reader<'_, '_>,
    vocabularies: &[Vocabulary],
) -> Field {
    let name = base.name;
    let fixed = base.reserved;
    let kind = match kind(reader, vocabularies) {
        Some(kind) if fixed && kind != base.kind => {
            let at = reader.node("type").map_or(span, |n| n.span);
            reader.report(
                Code::ConfigValue,
                at,
                format!("`{name}` es un campo de todos los documentos y su tipo no cambia"),
            );
            base.kind
        }
        Some(kind) => kind,
        None => base.kind,
    };
    let numeric = matches!(kind, FieldKind::Integer | FieldKind::Number);
    let field = Field {
        key: reader.text("key").unwrap_or_else(|| name.clone()),
        many: reader.boolean("many").unwrap_or(base.many),
        required: reader.boolean("required").unwrap_or(base.required),
        default: reader.node("default").cloned(),
        min: reader.number("min"),
        max: reader.number("max"),
        pattern: pattern(reader),
        card: reader.boolean("card").unwrap_or(false),
        facet: reader.boolean("facet").unwrap_or(false),
        pages: reader.boolean("pages").unwrap_or(false),
        scale: reader.boolean("scale").unwrap_or(false),
        label: reader.text("label").unwrap_or(base.label),
        help: reader.text("help").unwrap_or(base.help),
        unit: reader.text("unit").unwrap_or_default(),
        fields: Vec::new(),
        inverse: reader.text("inverse").unwrap_or_default(),
        reserved: fixed,
        taxonomy: None,
        name,
        kind,
        span,
    };
    check(&field, numeric, reader);
    field
}

/// Combinations that make no sense.
fn check(field: &Field, numeric: bool, reader: &mut Reader<'_, '_>) {
    if let (Some(min), Some(max)) = (field.min, field.max)
        && min > max
    {
        let at = reader.node("min").map_or(field.span, |n| n.span);
        reader.report(
            Code::ConfigValue,
            at,
            format!("`min` ({min}) es mayor que `max` ({max})"),
        );
    }
    let text = matches!(field.kind, FieldKind::Text | FieldKind::Markdown);
    for (key, set) in [("min", field.min.is_some()), ("max", field.max.is_some())] {
        if set && !(numeric || text) {
            let at = reader.node(key).map_or(field.span, |n| n.span);
            reader.report(
                Code::ConfigValue,
                at,
                format!("`{key}` solo sirve para números y textos"),
            );
        }
    }
    if field.scale && !matches!(field.kind, FieldKind::Term(_)) {
        let at = reader.node("scale").map_or(field.span, |n| n.span);
        let why =
            "`scale` solo sirve para un campo con `vocabulary`: sus términos, de mayor a menor";
        reader.report(Code::ConfigValue, at, why);
    }
    if field.card && matches!(field.kind, FieldKind::Markdown | FieldKind::Record) {
        let at = reader.node("card").map_or(field.span, |n| n.span);
        let why = "`card` no sirve para `markdown` ni `record`: en las tarjetas solo cabe texto";
        reader.report(Code::ConfigValue, at, why);
    }
    let inverse = !field.inverse.is_empty() && !matches!(field.kind, FieldKind::Ref(_));
    let default = field.default.is_some() && field.kind == FieldKind::Record;
    for (key, set, kind) in [
        ("inverse", inverse, "solo sirve para campos `ref`"),
        ("default", default, "no sirve para un campo `record`"),
    ] {
        if set {
            let at = reader.node(key).map_or(field.span, |n| n.span);
            reader.report(Code::ConfigValue, at, format!("`{key}` {kind}"));
        }
    }
    let paged = matches!(
        field.kind,
        FieldKind::Term(_)
            | FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Boolean
            | FieldKind::Date
    );
    for (key, set) in [("facet", field.facet), ("pages", field.pages)] {
        if set && !paged {
            let at = reader.node(key).map_or(field.span, |n| n.span);
            reader.report(
                Code::ConfigValue,
                at,
                format!("`{key}` no sirve para este tipo de campo"),
            );
        }
    }
}

fn kind(reader: &mut Reader<'_, '_>, vocabularies: &[Vocabulary]) -> Option<FieldKind> {
    let vocabulary = reader.node("vocabulary");
    let collection = reader.text("collection");
    let kind = reader.choice(
        "type",
        &[
            ("text", 0),
            ("markdown", 1),
            ("integer", 2),
            ("number", 3),
            ("boolean", 4),
            ("date", 5),
            ("url", 6),
            ("email", 7),
            ("term", 8),
            ("ref", 9),
            ("record", 10),
        ],
    )?;
    Some(match kind {
        1 => FieldKind::Markdown,
        2 => FieldKind::Integer,
        3 => FieldKind::Number,
        4 => FieldKind::Boolean,
        5 => FieldKind::Date,
        6 => FieldKind::Url,
        7 => FieldKind::Email,
        8 => return term(reader, vocabulary, vocabularies),
        9 => FieldKind::Ref(collection),
        10 => FieldKind::Record,
        _ => FieldKind::Text,
    })
}

fn term(
    reader: &mut Reader<'_, '_>,
    named: Option<&Node>,
    vocabularies: &[Vocabulary],
) -> Option<FieldKind> {
    let Some(node) = named else {
        let at = reader.span();
        reader
            .report(
                Code::ConfigValue,
                at,
                "un campo de tipo `term` necesita `vocabulary`",
            )
            .help
            .push("declare `[vocabularies.nombre]` y escriba `vocabulary = \"nombre\"`".into());
        return None;
    };
    let name = node.text().unwrap_or("");
    if let Some(at) = vocabularies.iter().position(|v| v.name == name) {
        return Some(FieldKind::Term(at));
    }
    let message = format!("el vocabulario `{name}` no existe");
    let mut diag = Diagnostic::new(Code::ConfigValue, message);
    diag = match vocabularies {
        [] => diag.help(format!(
            "declárelo en `[vocabularies.{name}]`, con su `file`"
        )),
        some => diag.among(name, some.iter().map(|v| v.name.as_str())),
    };
    let place = node.span.of(&super::SITE_FILE.into());
    reader.diags().push(diag.at(place));
    None
}

fn pattern(reader: &mut Reader<'_, '_>) -> Option<regex::Regex> {
    let at = reader.node("pattern").map(|n| n.span);
    let text = reader.text("pattern")?;
    match regex::Regex::new(&format!("^(?:{text})$")) {
        Ok(regex) => Some(regex),
        Err(_) => {
            let at = at.unwrap_or(reader.span());
            reader.report(
                Code::ConfigValue,
                at,
                format!("`pattern` no es una expresión regular válida: «{text}»"),
            );
            None
        }
    }
}

fn plain(name: &str) -> Field {
    Field {
        name: name.to_owned(),
        key: name.to_owned(),
        kind: FieldKind::Text,
        many: false,
        required: false,
        default: None,
        min: None,
        max: None,
        pattern: None,
        card: false,
        facet: false,
        pages: false,
        scale: false,
        label: name.replace('_', " "),
        help: String::new(),
        unit: String::new(),
        fields: Vec::new(),
        inverse: String::new(),
        reserved: false,
        taxonomy: None,
        span: Span::default(),
    }
}

fn reserved(name: &str) -> Field {
    let mut field = plain(name);
    if let Some((_, kind, many, label)) = RESERVED.iter().find(|(n, ..)| *n == name) {
        field.kind = kind.clone();
        field.many = *many;
        field.label = (*label).to_owned();
        field.reserved = true;
        field.required = name == "titulo";
        let help = RESERVED_HELP.iter().find(|(n, _)| *n == name);
        field.help = help.map_or(String::new(), |(_, help)| (*help).to_owned());
    }
    field
}
