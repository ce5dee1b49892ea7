//! Rows of tables whose cells would not all be in the page.

use super::Walk;
use crate::base::lines::line_before;
use crate::diag::Code;
use std::ops::Range;

impl Walk<'_> {
    /// Holds a row against the columns of its table: the parser drops cells that are too many.
    pub(super) fn check_row(&mut self, range: &Range<usize>) {
        let row = self.body()[range.clone()].trim_end();
        let columns = self.writer.columns();
        let bars = memchr::memchr_iter(b'|', row.as_bytes()).count();
        let ends = usize::from(row.starts_with('|')) + usize::from(row.ends_with('|'));
        if bars == 0 && columns > 1 {
            let message = "este texto quedó dentro de la tabla";
            let help = "deje una línea en blanco entre la tabla y el texto que sigue";
            let range = range.start..range.start + row.len();
            self.report(Code::TextLost, range, message, help);
            return;
        }
        if self.goes_on(row, range.start) {
            let message = "esta línea y la de arriba eran una sola fila";
            let help = "júntelas; para partir una celda en dos líneas, use `<br>`";
            self.report(
                Code::TextLost,
                range.start..range.start + row.len(),
                message,
                help,
            );
            return;
        }
        if let Some(at) = cut_link(row) {
            let message = "la `|` separa celdas, y aquí parte un enlace";
            let help = "dentro de una tabla escríbala así: `[[documento\\|palabras]]`";
            let range = range.start + at.start..range.start + at.end;
            self.report(Code::TextLost, range, message, help);
            return;
        }
        // Bars that are written to be seen only make them fewer.
        if bars + 1 > columns + ends {
            self.surplus(row, range.start, columns);
        }
    }

    /// Whether a row only ends with a bar, and the one above only begins with one: a cell had a line end.
    fn goes_on(&self, row: &str, start: usize) -> bool {
        let ends = row.ends_with('|') && !row.starts_with('|');
        let above = || line_before(self.body(), start.saturating_sub(1)).trim();
        ends && above().starts_with('|') && !above().ends_with('|')
    }

    fn surplus(&mut self, row: &str, start: usize, columns: usize) {
        let cells = cells(row);
        let Some(rest) = cells.get(columns..) else {
            return;
        };
        let Some(first) = rest
            .iter()
            .find(|cell| !row[(*cell).clone()].trim().is_empty())
        else {
            return;
        };
        let text = &row[first.clone()];
        let from = start + first.start + text.len() - text.trim_start().len();
        let range = from..from + text.trim().len();
        let count = cells.len();
        let message = format!("esta fila tiene {count} celdas y el encabezado {columns}");
        let help = "quite lo que sobra; una `|` dentro de una celda se escribe `\\|`";
        self.report(Code::TextLost, range, message, help);
    }
}

/// The cells of a row.
fn cells(row: &str) -> Vec<Range<usize>> {
    let bytes = row.as_bytes();
    let mut out = Vec::new();
    let mut from = usize::from(row.starts_with('|'));
    for at in memchr::memchr_iter(b'|', bytes) {
        let shown = at > 0 && bytes[at - 1] == b'\\';
        if at >= from && !shown {
            out.push(from..at);
            from = at + 1;
        }
    }
    if from < row.len() {
        out.push(from..row.len());
    }
    out
}

/// A link `[[name|words]]` that is cut by its own bar.
fn cut_link(row: &str) -> Option<Range<usize>> {
    let mut from = memchr::memchr(b'[', row.as_bytes())?;
    while let Some((start, end)) = link_from(row, from) {
        let inner = &row[start..end];
        let bar = inner.find('|');
        if bar.is_some_and(|bar| !inner[..bar].ends_with('\\')) {
            return Some(start..end);
        }
        from = end;
    }
    None
}

/// Where a link in two brackets starts and ends.
fn link_from(row: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + row[from..].find("[[")?;
    let end = start + row[start..].find("]]")? + 2;
    Some((start, end))
}
