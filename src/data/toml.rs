//! TOML to nodes.

use super::{Key, Kind, Node, Span};
use crate::diag::{Code, Diagnostic, Outcome, Place};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a whole TOML file; what cannot be read is reported and the rest is kept.
pub fn parse(file: &Arc<str>, text: &str) -> Outcome<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let span = Span::new(0, text.len());
    let value = Node {
        span,
        kind: map(table.get_ref()),
    };
    let diags = errors
        .iter()
        .map(|error| {
            let at = error.span().unwrap_or(0..0);
            Diagnostic::new(
                Code::DataSyntax,
                format!("no se entiende este TOML: {}", error.message()),
            )
            .at(Place::new(file, at))
            .help("revise que tenga la forma `clave = \"valor\"` y que las comillas cierren")
        })
        .collect();
    Outcome { value, diags }
}

fn map(table: &DeTable<'_>) -> Kind {
    let mut entries: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            let key = Key {
                name: key.get_ref().to_string(),
                span: span(key),
            };
            (key, node(value))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    Kind::Map(entries)
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let scalar = |text: String, quoted| Kind::Scalar { text, quoted };
    let kind = match value.get_ref() {
        DeValue::String(text) => scalar(text.to_string(), true),
        DeValue::Integer(n) => scalar(n.as_str().to_owned(), false),
        DeValue::Float(n) => scalar(n.as_str().to_owned(), false),
        DeValue::Boolean(b) => scalar(b.to_string(), false),
        DeValue::Datetime(date) => scalar(date.to_string(), false),
        DeValue::Array(items) => Kind::List(items.iter().map(node).collect()),
        DeValue::Table(table) => map(table),
    };
    Node {
        span: span(value),
        kind,
    }
}

fn span<T>(value: &Spanned<T>) -> Span {
    Span::new(value.span().start, value.span().end)
}
