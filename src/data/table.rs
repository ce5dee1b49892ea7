//! CSV to nodes: a list of maps, one a row, keyed by the header.

use super::{Key, Kind, Node, Span};
use crate::diag::{Code, Diagnostic, Outcome, Place};
use std::sync::Arc;

/// Reads a CSV file with a header row, separated by commas or, when the header has none, by `;`.
pub fn parse(file: &Arc<str>, text: &str) -> Outcome<Node> {
    let out = rows(file, text);
    let (columns, records) = out.value;
    let list = records.iter().map(|(r, span)| row(&columns, r, *span));
    let value = Node {
        span: Span::new(0, text.len()),
        kind: Kind::List(list.collect()),
    };
    Outcome {
        value,
        diags: out.diags,
    }
}

/// The header and the rows of a CSV file, each row with its place.
pub(super) type Records = (Vec<String>, Vec<(csv::StringRecord, Span)>);

/// Reads the header and the rows of a CSV file.
pub(super) fn rows(file: &Arc<str>, text: &str) -> Outcome<Records> {
    let text_start = text
        .strip_prefix('\u{feff}')
        .map_or(0, |_| '\u{feff}'.len_utf8());
    let body = &text[text_start..];
    let header = body.lines().next().unwrap_or("");
    let separator = match header.contains(';') && !header.contains(',') {
        true => b';',
        false => b',',
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(body.as_bytes());
    let mut columns: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    let mut diags = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = error.position().map_or(0, |p| p.byte() as usize) + text_start;
                diags.push(
                    Diagnostic::new(Code::DataSyntax, "no se pudo leer esta fila del CSV")
                        .at(Place::new(file, at..at))
                        .help("guarde la tabla como «CSV UTF-8»"),
                );
                break;
            }
        };
        if i == 0 {
            columns = record.iter().map(|c| c.trim().to_owned()).collect();
            continue;
        }
        let start = record.position().map_or(0, |p| p.byte() as usize) + text_start;
        let start =
            start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        let line = text[start..].lines().next().unwrap_or("").len();
        let span = Span::new(start, start + line);
        if record.len() != columns.len() {
            diags.push(
                Diagnostic::new(
                    Code::DataSyntax,
                    format!(
                        "esta fila tiene {} columnas y el encabezado tiene {}",
                        record.len(),
                        columns.len()
                    ),
                )
                .at(span.of(file))
                .help("encierre entre comillas los valores que llevan comas"),
            );
        }
        rows.push((record, span));
    }
    Outcome {
        value: (columns, rows),
        diags,
    }
}

/// Writes a table: a header and rows, separated by commas. A text that a spreadsheet would take for a
/// formula gets a space before it.
pub fn write<const N: usize>(
    columns: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(columns);
    for row in rows {
        let safe = row.map(|cell| match cell.starts_with(['=', '+', '-', '@', '\t']) {
            true => format!(" {cell}"),
            false => cell,
        });
        let _ = writer.write_record(&safe);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn row(columns: &[String], record: &csv::StringRecord, span: Span) -> Node {
    let entries = columns
        .iter()
        .zip(record.iter())
        .map(|(name, value)| {
            let key = Key {
                name: name.clone(),
                span,
            };
            let kind = match value.trim() {
                "" => Kind::Null,
                value => Kind::Scalar {
                    text: value.to_owned(),
                    quoted: true,
                },
            };
            (key, Node { span, kind })
        })
        .collect();
    Node {
        span,
        kind: Kind::Map(entries),
    }
}
