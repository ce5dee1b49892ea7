//! Data files that documents show: CSV and XLSX to tables of text, as a person would see them.

use super::table::{self, TITLES};
use crate::diag::{Code, Diagnostic, Outcome, Place};
use calamine::{DataRef, Reader, Xlsx};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

/// More cells than this are no table that a page can show.
const MAX_CELLS: usize = 50_000;

/// The tables of a file, each with the name of its sheet. A CSV file has one without a name.
pub type Sheets = Vec<(String, Table)>;

/// A table: its header and its rows, each as long as the header.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// What stands above the header of a sheet and is no part of it.
    pub title: Option<String>,
    /// A column with words below may have no name.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Reads a CSV file, or an XLSX file with all its sheets, by its name.
pub fn read(file: &Arc<str>, bytes: &[u8]) -> Outcome<Sheets> {
    if file.to_lowercase().ends_with(".xlsx") {
        return workbook(file, bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        let diag = Diagnostic::new(Code::FileEncoding, "el archivo no está en UTF-8")
            .at(Place::start_of(file))
            .help("en Excel, guárdelo como «CSV UTF-8»");
        return failed(diag);
    };
    let out = table::rows(file, text);
    let (columns, records) = out.value;
    let width = columns.len();
    if width * records.len() > MAX_CELLS {
        return failed(too_large(file));
    }
    // Spreadsheets write the columns that they only drew.
    let has_words = |at: &usize| {
        let mut cells = records.iter().filter_map(|(record, _)| record.get(*at));
        !columns[*at].is_empty() || cells.any(|cell| !cell.trim().is_empty())
    };
    let places: Vec<usize> = (0..width).filter(has_words).collect();
    let row = |record: &csv::StringRecord| {
        let cell = |at: &usize| record.get(*at).unwrap_or("").trim().to_owned();
        places.iter().map(cell).collect()
    };
    let table = Table {
        title: None,
        columns: places.iter().map(|at| columns[*at].clone()).collect(),
        rows: records.iter().map(|(record, _)| row(record)).collect(),
    };
    Outcome {
        value: vec![(String::new(), table)],
        diags: out.diags,
    }
}

fn workbook(file: &Arc<str>, bytes: &[u8]) -> Outcome<Sheets> {
    let broken = || {
        Diagnostic::new(Code::DataSyntax, "el libro de Excel no se puede leer")
            .at(Place::start_of(file))
            .help("ábralo y guárdelo otra vez como «Libro de Excel (.xlsx)»")
    };
    let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else {
        return failed(broken());
    };
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        // A dense grid would have the size of its farthest cell, so cells are read one by one.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut cells: BTreeMap<(u32, u32), String> = BTreeMap::new();
        loop {
            match reader.next_cell() {
                Ok(Some(cell)) => {
                    let text = text(cell.get_value());
                    if !text.is_empty() {
                        cells.insert(cell.get_position(), text);
                    }
                }
                Ok(None) => break,
                Err(_) => return failed(broken()),
            }
            if cells.len() > MAX_CELLS {
                return failed(too_large(file));
            }
        }
        let Some(table) = grid(&cells) else {
            return failed(too_large(file));
        };
        sheets.push((name, table));
    }
    Outcome::clean(sheets)
}

/// The first row with words is the header, but for a title above it; what stands apart from the table is
/// left out. Nothing when there is more of it than a page can show.
fn grid(cells: &BTreeMap<(u32, u32), String>) -> Option<Table> {
    let mut numbers: Vec<u32> = cells.keys().map(|(row, _)| *row).collect();
    numbers.dedup();
    let places = |row: &u32| {
        let row = cells.range((*row, 0)..=(*row, u32::MAX));
        row.map(|((_, column), _)| *column)
    };
    let width = |row: &u32| places(row).count();
    let titles = numbers.iter().take_while(|row| width(row) == 1).count();
    let titles = match &numbers[titles..] {
        [header, row, ..] if titles <= TITLES && width(header).min(width(row)) > 1 => titles,
        _ => 0,
    };
    let title = cells.values().next().filter(|_| titles > 0).cloned();
    let Some((header, below)) = numbers.get(titles..).and_then(<[u32]>::split_first) else {
        return Some(Table::default());
    };
    // A column beside the header is one of the table, as that of the names of the rows.
    let first = places(header).next().unwrap_or_default().saturating_sub(1);
    let last = places(header)
        .next_back()
        .unwrap_or_default()
        .saturating_add(1);
    let all: BTreeSet<u32> = cells.keys().map(|(_, column)| *column).collect();
    let columns: Vec<u32> = all.range(first..=last).copied().collect();
    // Cells far from one another make a large table of few.
    if columns.len() * numbers.len() > MAX_CELLS {
        return None;
    }
    let row = |row: &u32| -> Vec<String> {
        let cell = |column: &u32| cells.get(&(*row, *column)).cloned();
        columns
            .iter()
            .map(|c| cell(c).unwrap_or_default())
            .collect()
    };
    let rows = below.iter().map(row);
    let rows = rows.filter(|row: &Vec<String>| row.iter().any(|c| !c.is_empty()));
    Some(Table {
        title,
        columns: row(header),
        rows: rows.collect(),
    })
}

/// A cell as text; numbers with a comma before decimals, dates as year, month and day.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => figure(*n),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(true) => "Sí".to_owned(),
        DataRef::Bool(false) => "No".to_owned(),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(time) => figure(time.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number with the 15 digits that spreadsheets show: in a cell with 0,1 + 0,2 people see 0,3.
fn figure(n: f64) -> String {
    let shown: f64 = format!("{n:.14e}").parse().unwrap_or(n);
    shown.to_string().replace('.', ",")
}

fn too_large(file: &Arc<str>) -> Diagnostic {
    Diagnostic::new(
        Code::FileSize,
        "la tabla es demasiado grande para una página",
    )
    .at(Place::start_of(file))
    .help("deje en el archivo solo las filas que se muestran")
}

fn failed(diag: Diagnostic) -> Outcome<Sheets> {
    Outcome {
        value: Vec::new(),
        diags: vec![diag],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_that_a_spreadsheet_shows() {
        for (n, shown) in [
            (0.1 + 0.2, "0,3"),
            (77.1, "77,1"),
            (1_234_567.89, "1234567,89"),
            (-0.5, "-0,5"),
            (120_000_000_000.0, "120000000000"),
        ] {
            assert_eq!(text(&DataRef::Float(n)), shown);
        }
    }

    #[test]
    fn a_title_above_a_table_is_no_header_and_no_column_is_lost() {
        let read = |rows: &[&[(u32, &str)]]| {
            let cells = rows.iter().zip(0..).flat_map(|(row, at)| {
                row.iter()
                    .map(move |(column, text)| ((at, *column), (*text).to_owned()))
            });
            grid(&cells.collect()).unwrap()
        };
        let (header, row) = (&[(0, "a"), (1, "b")][..], &[(0, "1"), (1, "2")][..]);
        let table = read(&[&[(0, "Título")], &[(1, "2022")], header, row]);
        assert_eq!(table.title.as_deref(), Some("Título"));
        assert_eq!(
            (table.columns, table.rows.len()),
            (vec!["a".to_owned(), "b".to_owned()], 1)
        );
        for rows in [
            &[header, row, &[(0, "Fuente")]][..],
            &[&[(0, "a")], &[(0, "1")], &[(0, "2")]],
        ] {
            let table = read(rows);
            assert_eq!((table.title, table.rows.len()), (None, 2));
        }
        let table = read(&[
            &[(1, "b"), (3, "d")],
            &[(0, "1"), (1, "2"), (2, "3"), (6, "nota")],
        ]);
        assert_eq!(table.columns, ["", "b", "", "d"]);
    }

    #[test]
    fn columns_that_a_spreadsheet_only_drew_are_none() {
        let read = |text: &str| super::read(&"a.csv".into(), text.as_bytes()).value;
        let table = read("a,b,,\n1,2,,3\n").remove(0).1;
        assert_eq!(table.columns, ["a", "b", ""]);
        assert_eq!(table.rows, [["1", "2", "3"]]);
    }

    #[test]
    fn few_cells_far_apart_are_too_large_a_table() {
        let cells = |n: u32| {
            let header = (0..n).map(|at| ((0, at), "x".to_owned()));
            header
                .chain((1..n).map(|at| ((at, 0), "1".to_owned())))
                .collect()
        };
        assert_eq!(grid(&cells(200)).map(|table| table.rows.len()), Some(199));
        assert_eq!(grid(&cells(20_000)), None);
    }
}
