//! Data files that documents show: CSV and XLSX to tables of text, as a person would see them.

use super::table;
use crate::diag::{Code, Diagnostic, Outcome, Place};
use calamine::{DataRef, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

/// More cells than this are no table that a page can show.
const MAX_CELLS: usize = 50_000;

/// The tables of a file, each with the name of its sheet. A CSV file has one without a name.
pub type Sheets = Vec<(String, Table)>;

/// A table: its header and its rows, each as long as the header.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
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
    let row = |record: &csv::StringRecord| {
        let cell = |at| record.get(at).unwrap_or("").trim().to_owned();
        (0..width).map(cell).collect()
    };
    let rows: Vec<Vec<String>> = records.iter().map(|(record, _)| row(record)).collect();
    if width * rows.len() > MAX_CELLS {
        return failed(too_large(file));
    }
    Outcome {
        value: vec![(String::new(), Table { columns, rows })],
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
        sheets.push((name, grid(&cells)));
    }
    Outcome {
        value: sheets,
        diags: Vec::new(),
    }
}

/// The first row with words is the header; columns without a header are left out.
fn grid(cells: &BTreeMap<(u32, u32), String>) -> Table {
    let Some(((first, _), _)) = cells.first_key_value() else {
        return Table::default();
    };
    let header = cells.range((*first, 0)..=(*first, u32::MAX));
    let (places, columns): (Vec<u32>, Vec<String>) = header
        .map(|((_, column), text)| (*column, text.clone()))
        .unzip();
    let mut numbers: Vec<u32> = cells.keys().map(|(row, _)| *row).collect();
    numbers.dedup();
    let row = |row: u32| -> Vec<String> {
        let cell = |column: &u32| cells.get(&(row, *column)).cloned();
        places.iter().map(|c| cell(c).unwrap_or_default()).collect()
    };
    let rows = numbers.into_iter().filter(|n| n != first).map(row);
    Table {
        columns,
        rows: rows
            .filter(|row: &Vec<String>| row.iter().any(|c| !c.is_empty()))
            .collect(),
    }
}

/// A cell as text; numbers with a comma before decimals, dates as year, month and day.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string().replace('.', ","),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(true) => "Sí".to_owned(),
        DataRef::Bool(false) => "No".to_owned(),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(time) => time.as_f64().to_string().replace('.', ","),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
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
