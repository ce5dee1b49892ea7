//! `[collections.x.fields]`: declarations of fields to their meaning.

use super::schema::{Field, FieldKind, RESERVED, Reserved};
use super::vocabulary::Vocabulary;
use crate::data::reader::{Reader, wrong};
use crate::data::{Node, Span};

/// Reads the declared fields and adds the reserved ones that are not declared.
pub(super) fn read(collection: &mut Reader<'_, '_>, vocabularies: &[Vocabulary]) -> Vec<Field> {
    let mut fields = Vec::new();
    for (key, node) in collection.tables("fields") {
        let mut reader = collection.inner(node, format!("el campo `{}`", key.name));
        let base = RESERVED.iter().find(|(name, ..)| *name == key.name);
        let base = base.map_or_else(|| plain(&key.name), reserved);
        let mut field = field(base, key.span, &mut reader, vocabularies);
        field.fields = parts(&field, &mut reader, vocabularies);
        reader.finish();
        fields.push(field);
    }
    for known in RESERVED {
        if !fields.iter().any(|f: &Field| f.name == known.0) {
            fields.push(reserved(known));
        }
    }
    fields
}

/// The fields of a record. They are values of one document alone: they neither lead to others nor
/// make filters, so that a record stays one thing that a page shows as a whole.
fn parts(record: &Field, reader: &mut Reader<'_, '_>, vocabularies: &[Vocabulary]) -> Vec<Field> {
    let node = reader.node("fields");
    let own = record.kind == FieldKind::Record;
    let (true, Some(table)) = (own, node.filter(|n| !n.entries().is_empty())) else {
        let diag = match (own, node) {
            (true, _) => wrong("un campo de tipo `record` necesita `fields`").help(format!(
                "escriba `[collections.….fields.{}.fields.texto]`",
                record.name
            )),
            (false, Some(_)) => wrong("`fields` solo sirve para un campo de tipo `record`"),
            (false, None) => return Vec::new(),
        };
        reader.report(node.map_or(record.span, |n| n.span), diag);
        return Vec::new();
    };
    let mut out = Vec::new();
    for (key, node) in table.entries() {
        let part = format!("el campo `{}` de `{}`", key.name, record.name);
        let mut reader = reader.inner(node, part);
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
            reader.report(key.span, wrong(message));
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
    let kind = match kind(reader, vocabularies) {
        Some(kind) if base.reserved && kind != base.kind => {
            let message =
                format!("`{name}` es un campo de todos los documentos y su tipo no cambia");
            reader.report(reader.place("type"), wrong(message));
            base.kind
        }
        Some(kind) => kind,
        None => base.kind,
    };
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
        reserved: base.reserved,
        taxonomy: None,
        name,
        kind,
        span,
    };
    check(&field, reader);
    field
}

/// Combinations that make no sense.
fn check(field: &Field, reader: &mut Reader<'_, '_>) {
    use FieldKind::{Boolean, Date, Integer, Markdown, Number, Record, Ref, Term, Text};
    if let (Some(min), Some(max)) = (field.min, field.max)
        && min > max
    {
        let message = format!("`min` ({min}) es mayor que `max` ({max})");
        reader.report(reader.place("min"), wrong(message));
    }
    let kind = &field.kind;
    let limited = matches!(kind, Integer | Number | Text | Markdown);
    let listed = matches!(kind, Term(_) | Text | Integer | Boolean | Date);
    let (limits, lists) = (
        "solo sirve para números y textos",
        "no sirve para este tipo de campo",
    );
    for (key, is_set, fits, why) in [
        ("min", field.min.is_some(), limited, limits),
        ("max", field.max.is_some(), limited, limits),
        (
            "scale",
            field.scale,
            matches!(kind, Term(_)),
            "solo sirve para un campo con `vocabulary`: sus términos, de mayor a menor",
        ),
        (
            "card",
            field.card,
            !matches!(kind, Markdown | Record),
            "no sirve para `markdown` ni `record`: en las tarjetas solo cabe texto",
        ),
        (
            "inverse",
            !field.inverse.is_empty(),
            matches!(kind, Ref(_)),
            "solo sirve para campos `ref`",
        ),
        (
            "default",
            field.default.is_some(),
            *kind != Record,
            "no sirve para un campo `record`",
        ),
        ("facet", field.facet, listed, lists),
        ("pages", field.pages, listed, lists),
    ] {
        if is_set && !fits {
            reader.report(reader.place(key), wrong(format!("`{key}` {why}")));
        }
    }
}

fn kind(reader: &mut Reader<'_, '_>, vocabularies: &[Vocabulary]) -> Option<FieldKind> {
    let vocabulary = reader.node("vocabulary");
    let collection = reader.text("collection");
    let kinds = [
        ("text", FieldKind::Text),
        ("markdown", FieldKind::Markdown),
        ("integer", FieldKind::Integer),
        ("number", FieldKind::Number),
        ("boolean", FieldKind::Boolean),
        ("date", FieldKind::Date),
        ("url", FieldKind::Url),
        ("email", FieldKind::Email),
        ("term", FieldKind::Term(usize::MAX)),
        ("ref", FieldKind::Ref(collection)),
        ("record", FieldKind::Record),
    ];
    match reader.choice("type", &kinds)? {
        FieldKind::Term(_) => term(reader, vocabulary, vocabularies),
        kind => Some(kind),
    }
}

fn term(
    reader: &mut Reader<'_, '_>,
    named: Option<&Node>,
    vocabularies: &[Vocabulary],
) -> Option<FieldKind> {
    let Some(node) = named else {
        let diag = wrong("un campo de tipo `term` necesita `vocabulary`")
            .help("declare `[vocabularies.nombre]` y escriba `vocabulary = \"nombre\"`");
        reader.report(reader.span(), diag);
        return None;
    };
    let name = node.text().unwrap_or("");
    if let Some(at) = vocabularies.iter().position(|v| v.name == name) {
        return Some(FieldKind::Term(at));
    }
    let diag = wrong(format!("el vocabulario `{name}` no existe"));
    let names = vocabularies.iter().map(|v| v.name.as_str());
    let diag = match vocabularies.is_empty() {
        true => diag.help(format!(
            "declárelo en `[vocabularies.{name}]`, con su `file`"
        )),
        false => diag.among(name, names),
    };
    reader.report(node.span, diag);
    None
}

fn pattern(reader: &mut Reader<'_, '_>) -> Option<regex::Regex> {
    let text = reader.text("pattern")?;
    let regex = regex::Regex::new(&format!("^(?:{text})$"));
    if regex.is_err() {
        let message = format!("`pattern` no es una expresión regular válida: «{text}»");
        reader.report(reader.place("pattern"), wrong(message));
    }
    regex.ok()
}

fn plain(name: &str) -> Field {
    Field {
        name: name.to_owned(),
        key: name.to_owned(),
        label: name.replace('_', " "),
        ..Field::default()
    }
}

fn reserved((name, kind, many, label, help): &Reserved) -> Field {
    Field {
        kind: kind.clone(),
        many: *many,
        label: (*label).to_owned(),
        help: (*help).to_owned(),
        required: *name == "titulo",
        reserved: true,
        ..plain(name)
    }
}
