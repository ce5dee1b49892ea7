//! Captions, which Word puts in bold: they look like headings and are none.

use crate::base::fold::fold;

/// What is counted in them, folded.
const COUNTED: &[&str] = &[
    "tabla", "cuadro", "figura", "grafico", "grafica", "ilustracion", "imagen", "mapa", "foto",
    "fotografia", "diagrama", "esquema",
];

/// Whether a line names a table or a picture by its number: `Tabla 1. Recursos`.
pub(super) fn is_caption(line: &str) -> bool {
    let mut tokens = line.split_whitespace();
    let named = tokens.next().map(fold);
    let numbered = |token: &str| token.starts_with(|c: char| c.is_ascii_digit());
    named.is_some_and(|name| COUNTED.contains(&&*name)) && tokens.next().is_some_and(numbered)
}
