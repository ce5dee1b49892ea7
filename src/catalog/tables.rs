//! Tables that components show from data files: which columns, and whether they are there.

use super::addresses::Addresses;
use super::{Catalog, report};
use crate::base::fold::fold;
use crate::base::near::instead;
use crate::base::text::truncate;
use crate::check::Doc;
use crate::config::Site;
use crate::data::Span;
use crate::data::column::{Column, is_failed, numbers, stranger};
use crate::data::sheet::{Sheets, Table};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::parse::component::{Chart, TableUse};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Data files that were read, by their path in the project.
pub type Workbooks = BTreeMap<Arc<str>, Arc<Outcome<Sheets>>>;

/// The columns of each table of each document; `None` for a table that was found wrong.
pub type Shown = Vec<Vec<Option<Arc<Vec<Column>>>>>;

/// Series that can be told apart without colours.
const SERIES: usize = 4;

/// Finds the tables of all documents. A file that is not there is reported as the link that it is.
pub(super) fn resolve(
    catalog: &Catalog,
    books: &Workbooks,
    site: &Site,
    addresses: &Addresses<'_>,
    diags: &mut Vec<Diagnostic>,
) -> Shown {
    let mut out = Vec::with_capacity(catalog.docs.len());
    for doc in &catalog.docs {
        let mut shown = Vec::new();
        for asked in &doc.wiring.tables {
            let file = addresses.attachment(&asked.path);
            let file = file.map(|at| &catalog.attachments[at as usize].file);
            let book = file.and_then(|file| books.get(file));
            // One that could not be read was reported in its own file.
            let columns = book.filter(|b| !b.value.is_empty()).and_then(|book| {
                columns(doc, asked, &book.value)
                    .map_err(|diag| report(diags, doc, site, *diag))
                    .ok()
            });
            shown.push(columns.map(Arc::new));
        }
        out.push(shown);
    }
    out
}

type Problem = Box<Diagnostic>;

fn problem(doc: &Doc, span: Span, message: impl Into<String>, help: impl Into<String>) -> Problem {
    let diag = Diagnostic::new(Code::ColumnUnknown, message).help(help);
    Box::new(diag.at(span.of(&doc.file)))
}

fn columns(doc: &Doc, asked: &TableUse, sheets: &Sheets) -> Result<Vec<Column>, Problem> {
    let table = sheet(doc, asked, sheets)?;
    if let Some(title) = &table.title {
        let title = truncate(title, 60);
        let message = format!("encima del encabezado de la tabla hay un título: «{title}»");
        let help = "bórrelo del libro: la primera fila lleva los nombres de las columnas";
        let or = "o, si es el encabezado, ponga nombre a las demás columnas";
        return Err(Box::new(problem(doc, asked.span, message, help).help(or)));
    }
    let mut chosen: Vec<(usize, &str, Span)> = Vec::new();
    for column in &asked.columns {
        let same = |name: &String| fold(name) == fold(&column.name);
        let Some(at) = table.columns.iter().position(same) else {
            let message = format!("la tabla no tiene la columna «{}»", column.name);
            let names = table.columns.iter().map(String::as_str);
            let help = instead(&column.name, names, "sus columnas son");
            return Err(problem(doc, column.span, message, help));
        };
        chosen.push((at, &column.label, column.span));
    }
    if chosen.is_empty() {
        if let Some(at) = table.columns.iter().position(String::is_empty) {
            let message = format!("la columna {} de la tabla no tiene nombre", at + 1);
            let help = "escríbalo en el encabezado, o elija otras con `columnas`";
            return Err(problem(doc, asked.span, message, help));
        }
        let all = table.columns.iter().enumerate();
        chosen = all
            .map(|(at, name)| (at, name.as_str(), asked.span))
            .collect();
    }
    if table.rows.is_empty() {
        let help = "la primera fila es el encabezado; escriba los datos debajo";
        return Err(problem(doc, asked.span, "la tabla no tiene filas", help));
    }
    let shown: Vec<Column> = chosen
        .iter()
        .map(|(at, label, _)| {
            let cells: Vec<String> = table.rows.iter().map(|row| row[*at].clone()).collect();
            let words: Vec<&str> = cells.iter().map(String::as_str).collect();
            Column {
                label: (*label).to_owned(),
                numbers: numbers(&words),
                cells,
            }
        })
        .collect();
    for (column, (.., span)) in shown.iter().zip(&chosen) {
        if let Some(cell) = column.cells.iter().find(|cell| is_failed(cell)) {
            let message = format!(
                "en la columna «{}» hay un error de Excel: «{cell}»",
                column.label
            );
            let help = "corrija esa celda en el archivo y guárdelo otra vez";
            return Err(problem(doc, *span, message, help));
        }
    }
    if let Some(chart) = asked.chart {
        let spans: Vec<Span> = chosen.iter().map(|(.., span)| *span).collect();
        drawable(doc, asked, chart, &shown, &spans)?;
    }
    Ok(shown)
}

fn sheet<'a>(doc: &Doc, asked: &TableUse, sheets: &'a Sheets) -> Result<&'a Table, Problem> {
    let Some((name, span)) = &asked.sheet else {
        let first = sheets.first().map(|(_, table)| table);
        let help = "escriba en él una tabla, con su encabezado";
        return first.ok_or_else(|| problem(doc, asked.span, "el archivo no tiene tablas", help));
    };
    let found = sheets.iter().find(|(sheet, _)| fold(sheet) == fold(name));
    found.map(|(_, table)| table).ok_or_else(|| {
        let names = sheets.iter().map(|(sheet, _)| sheet.as_str());
        let names: Vec<&str> = names.filter(|n| !n.is_empty()).collect();
        let help = match names.is_empty() {
            true => "un CSV no tiene hojas: quite `hoja`".to_owned(),
            false => format!("sus hojas son: {}", names.join(", ")),
        };
        let message = format!("el archivo no tiene la hoja «{name}»");
        problem(doc, *span, message, help)
    })
}

/// Whether a chart can be made of these columns: names first, numbers after.
fn drawable(
    doc: &Doc,
    asked: &TableUse,
    chart: Chart,
    shown: &[Column],
    spans: &[Span],
) -> Result<(), Problem> {
    let count = shown.len().saturating_sub(1);
    if count == 0 || count > SERIES {
        let message =
            format!("una gráfica muestra de una a {SERIES} columnas de números y hay {count}");
        let help = "elíjalas con `columnas`: primero la de los nombres, después las de números";
        return Err(problem(doc, asked.span, message, help));
    }
    for (column, span) in shown.iter().zip(spans).skip(1) {
        let Some(numbers) = &column.numbers else {
            let (label, stranger) = (&column.label, stranger(&column.cells));
            let message = match stranger.map(|cell| truncate(cell, 40)) {
                Some(cell) => format!("la columna «{label}» no tiene solo números: «{cell}»"),
                None => format!("la columna «{label}» no tiene números, o son años"),
            };
            let help =
                "corrija ese valor en el archivo, o elija con `columnas` las que tienen números";
            return Err(problem(doc, *span, message, help));
        };
        if chart != Chart::Lines && numbers.cells.iter().flatten().any(|n| *n < 0) {
            let message = format!("la columna «{}» tiene números negativos", column.label);
            return Err(problem(doc, *span, message, "use `tipo=\"lineas\"`"));
        }
    }
    Ok(())
}
