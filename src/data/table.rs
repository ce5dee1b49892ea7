//! CSV to nodes: a list of maps, one a row, keyed by the header.

use super::{Key, Kind, Node, Span, conflict};
use crate::base::figures::counted;
use crate::diag::{Code, Diagnostic, Outcome};
use std::sync::Arc;

/// Reads a CSV file with a header row, separated by commas, `;` or tabs.
pub fn parse(file: &Arc<str>, text: &str) -> Outcome<Node> {
    rows(file, text).map(|(columns, records)| {
        let list = records.iter().map(|(r, span)| row(&columns, r, *span));
        Node {
            span: Span::new(0, text.len()),
            kind: Kind::List(list.collect()),
        }
    })
}

/// Where the rows start that something was found in; nothing when it took other rows with it.
pub(super) fn torn(parsed: &Outcome<Node>) -> Option<Vec<u32>> {
    let start = |diag: &Diagnostic| {
        let start = diag.place.as_ref()?.start;
        let rows = parsed.value.items();
        let row = rows.iter().find(|row| row.span.start == start)?.entries();
        let holds = |signs: &[char]| {
            let mut texts = row.iter().filter_map(|(_, value)| value.text());
            texts.any(|text| text.contains(signs))
        };
        // Quotes that nothing closes go on over rows, and those around a row are around all of them.
        let takes = holds(&['\n']) || row.len() == 1 && holds(&[',', ';', '\t']);
        (!takes).then_some(start)
    };
    parsed.diags.iter().map(start).collect()
}

/// A row and its place.
type Row = (csv::StringRecord, Span);

/// The header and the rows of a CSV file.
pub(super) type Records = (Vec<String>, Vec<Row>);

/// Most rows that a title takes.
pub(super) const TITLES: usize = 3;

/// Reads the header and the rows of a CSV file.
pub(super) fn rows(file: &Arc<str>, text: &str) -> Outcome<Records> {
    let (settled, mut diags) = conflict::settle(file, text);
    let text = &*settled;
    let (separator, body) = separator(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut tell = |span: Span, diag: Diagnostic| diags.push(diag.at(span.of(file)));
    let (mut rows, broken) = records(text, body, separator);
    if let Some(span) = broken {
        let diag = unread("no se pudo leer esta fila del CSV");
        tell(span, diag.help("guarde la tabla como «CSV UTF-8»"));
    }
    let titles = titles(&rows);
    if let Some((_, span)) = rows.drain(..titles).next() {
        let (commas, _) = advice(separator);
        let diag = unread("encima del encabezado hay un título")
            .help("bórrelo: la primera fila lleva los nombres de las columnas")
            .help(format!("o, si es el encabezado, {commas}"));
        tell(span, diag);
    }
    let header = rows.drain(..rows.len().min(1)).next();
    let columns = header.map(|(record, _)| record.iter().map(|c| c.trim().to_owned()).collect());
    let columns: Vec<String> = columns.unwrap_or_default();
    let open = rows
        .last()
        .filter(|(record, span)| is_open(record, &text[span.start as usize..]))
        .map(|(_, span)| *span);
    for (record, span) in &rows {
        // Quotes that nothing closes take the values that seem to be missing.
        if record.len() == columns.len() || Some(*span) == open {
            continue;
        }
        if is_quoted_whole(record, separator, columns.len()) {
            let diag = unread("toda esta fila está entre comillas, y es un solo valor")
                .help("en Excel, abra el archivo original con «Datos» y «Desde texto/CSV»")
                .help("luego guárdelo como «CSV UTF-8»");
            tell(*span, diag);
            // All rows are like this one.
            break;
        }
        tell(*span, uneven(record.len(), columns.len(), separator));
    }
    if let Some(span) = open {
        let diag = unread("faltan las comillas que cierran un valor de esta fila")
            .help("sin ellas, todo lo que sigue en el archivo es parte de ese valor");
        tell(span, diag);
    }
    Outcome {
        value: (columns, rows),
        diags,
    }
}

/// The rows that say something in the body of a text, up to the first that cannot be read, and where that is.
fn records(text: &str, body: &str, separator: u8) -> (Vec<Row>, Option<Span>) {
    let place = |position: Option<&csv::Position>| {
        let within = position.map_or(0, |p| p.byte() as usize);
        text.len() - body.len() + within
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(body.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = place(error.position());
                return (rows, Some(Span::new(at, at)));
            }
        };
        // Spreadsheets write the rows that they only drew.
        if words(&record) == 0 {
            continue;
        }
        let rest = text[place(record.position())..].trim_start_matches(['\r', '\n']);
        let start = text.len() - rest.len();
        let line = rest.lines().next().unwrap_or("").len();
        rows.push((record, Span::new(start, start + line)));
    }
    (rows, None)
}

/// What to do with the values that have a separator, and what an empty value has beside it.
fn advice(separator: u8) -> (&'static str, &'static str) {
    match separator {
        b';' => (
            "encierre entre comillas los valores que llevan `;`",
            "su `;`",
        ),
        b'\t' => ("entre dos valores va una sola tabulación", "su tabulación"),
        _ => (
            "encierre entre comillas los valores que llevan comas",
            "su coma",
        ),
    }
}

/// What is wrong with a row that has more or fewer values than the header.
fn uneven(values: usize, columns: usize, separator: u8) -> Diagnostic {
    let found = counted(values, "columna", "columnas");
    let diag = unread(format!(
        "esta fila tiene {found} y el encabezado tiene {columns}"
    ));
    let (commas, gaps) = advice(separator);
    match values > columns {
        true => diag.help(commas),
        false => diag.help(format!(
            "un valor vacío también lleva {gaps}; una nota va fuera de la tabla"
        )),
    }
}

/// Whether the quotes of a row are around all of it: its one value has all the others.
fn is_quoted_whole(record: &csv::StringRecord, separator: u8, columns: usize) -> bool {
    let values = |cell: &str| cell.bytes().filter(|b| *b == separator).count() + 1;
    record.len() == 1 && record.get(0).is_some_and(|cell| values(cell) >= columns)
}

fn unread(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::DataSyntax, message)
}

/// How many cells say something.
fn words(record: &csv::StringRecord) -> usize {
    record.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// How many rows above the header are titles: one cell has words, and the rows below have several.
fn titles(rows: &[Row]) -> usize {
    let count = rows
        .iter()
        .take_while(|(record, _)| words(record) == 1)
        .count();
    match &rows[count..] {
        [(header, _), (row, _), ..] if header.len() == row.len() && count <= TITLES => count,
        _ => 0,
    }
}

/// Whether the last row goes on to the end of the file because nothing closes its quotes.
fn is_open(record: &csv::StringRecord, rest: &str) -> bool {
    let quotes = memchr::memchr_iter(b'"', rest.as_bytes()).count();
    quotes % 2 == 1 && record.iter().any(|cell| cell.contains('\n'))
}

/// What stands between the values of a CSV file, and the file from its header on. A spreadsheet may say it in
/// a line of its own, `sep=;`. Of several signs that the header has, it is one that the next row has as often:
/// the name of a column may have a comma. A title above the header has none.
fn separator(body: &str) -> (u8, &str) {
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    if let Some(said) = first.trim_end().strip_prefix("sep=")
        && let [separator] = said.as_bytes()
    {
        return (*separator, rest);
    }
    let mut lines = body.lines().filter(|line| !line.trim().is_empty());
    let [first, second, third] = std::array::from_fn(|_| lines.next().unwrap_or_default());
    // Values have commas more often than any other sign.
    let signs = [b'\t', b';', b','];
    let parts = |sign: &u8| times(first, *sign) > 0;
    let alike = |a, b| {
        signs
            .into_iter()
            .find(|s| times(a, *s) > 0 && times(a, *s) == times(b, *s))
    };
    let found = match signs.iter().any(parts) {
        true => alike(first, second).or_else(|| signs.into_iter().rev().find(parts)),
        false => alike(second, third),
    };
    (found.unwrap_or(b','), body)
}

/// How often a sign stands in a line, outside of quotes.
fn times(line: &str, sign: u8) -> usize {
    let plain = line.split('"').step_by(2);
    plain
        .map(|text| text.bytes().filter(|b| *b == sign).count())
        .sum()
}

/// Writes a table: a header and rows, separated by commas. A text that a spreadsheet would take for a
/// formula gets a space before it.
pub fn write(columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(columns);
    for row in rows {
        let safe = row
            .into_iter()
            .map(|cell| match cell.starts_with(['=', '+', '-', '@', '\t']) {
                true => format!(" {cell}"),
                false => cell,
            });
        let _ = writer.write_record(safe);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_that_nothing_closes_are_told_and_rows_without_words_are_none() {
        for (text, expect, count) in [
            ("a,b\nx,\"y\nz,w\n", Some(4), 1),
            ("a,b\nx,\"y\nz\"\n", None, 1),
            ("a,b\nx,24\" y\n,\n , \n", None, 1),
        ] {
            let out = rows(&"a.csv".into(), text);
            let told = out.diags.iter().map(|d| d.place.as_ref().unwrap().start);
            assert_eq!(told.collect::<Vec<_>>(), Vec::from_iter(expect), "{text}");
            assert_eq!(out.value.1.len(), count, "{text}");
        }
    }

    /// The header and the first row, and where that row is.
    fn read(text: &str) -> (Vec<String>, Vec<String>, String) {
        let out = rows(&"a.csv".into(), text);
        assert!(out.diags.is_empty(), "{:?}", out.diags);
        let (columns, records) = out.value;
        let (record, span) = &records[0];
        let cells = record.iter().map(str::to_owned).collect();
        (
            columns,
            cells,
            text[span.start as usize..span.end as usize].to_owned(),
        )
    }

    #[test]
    fn a_table_is_read_however_a_spreadsheet_parts_its_values() {
        let own = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        for (text, row) in [
            ("a,b\n1;2,3\n", "1;2,3"),
            ("a;b\r\n1;2\r\n", "1;2"),
            ("a\tb\n1\t2\n", "1\t2"),
            ("sep=;\r\na;b\r\n1;2\r\n", "1;2"),
            ("\u{feff}sep=,\na,b\n1,2\n", "1,2"),
        ] {
            let (columns, cells, place) = read(text);
            assert_eq!(columns, own(["a", "b"]), "{text:?}");
            assert_eq!(cells.len(), 2, "{text:?}");
            assert_eq!(place, row);
        }
    }

    #[test]
    fn a_comma_in_the_name_of_a_column_parts_nothing_where_another_sign_does() {
        for text in [
            "Pueblos, con puesto;Valor\nUno;2\n",
            "Pueblos, con puesto;Valor\nUno;2,5\n",
            "\"Pueblos, con puesto\";Valor\n\"Uno, dos\";2\n",
            "Pueblos; con puesto\tValor\nUno\t2\n",
        ] {
            assert_eq!(read(text).0[1], "Valor", "{text}");
        }
        let (columns, ..) = read("Uno,\"Dos; tres\"\na,\"b; c\"\n");
        assert_eq!(columns, ["Uno", "Dos; tres"]);
    }

    #[test]
    fn a_title_above_the_header_is_told_once_and_the_table_is_read() {
        for text in [
            "Municipios 2022\na,b\n1,2\n3,4\n",
            "Municipios 2022;;\n;;\nFuente: una;;\na;b;\n1;2;\n",
            "Municipios 2022\na;b\n1;2\n",
        ] {
            let out = rows(&"a.csv".into(), text);
            assert_eq!(out.diags.len(), 1, "{text}: {:?}", out.diags);
            assert!(out.diags[0].message.contains("título"), "{text}");
            assert_eq!(out.value.0[..2], ["a", "b"], "{text}");
        }
        assert!(rows(&"a.csv".into(), "a\n1\n2\n").diags.is_empty());
    }

    #[test]
    fn a_row_of_another_length_is_told_with_its_number_of_columns() {
        let out = rows(&"a.csv".into(), "a;b\n1\n");
        assert_eq!(
            out.diags[0].message,
            "esta fila tiene 1 columna y el encabezado tiene 2"
        );
        assert!(out.diags[0].help[0].contains("lleva su `;`"));
        let out = rows(&"a.csv".into(), "a,b\n\"1,\"\"2\"\"\"\n\"3,4\"\n");
        assert_eq!(out.diags.len(), 1, "{:?}", out.diags);
        assert!(out.diags[0].message.contains("entre comillas"));
        let out = rows(&"a.csv".into(), "a,b\n1,2,3\n");
        assert!(out.diags[0].help[0].contains("llevan comas"));
    }
}
