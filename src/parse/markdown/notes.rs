//! Footnotes: numbered in the order of their first reference, shown at the end of the body.

use super::Walk;
use crate::data::Span;
use crate::diag::{Code, Diagnostic};
use crate::parse::html::{HoleKind, Html};
use std::collections::BTreeMap;
use std::ops::Range;

/// The footnotes of one body. Names are in lower case: the parser takes `[^Nota]` for `[^nota]`.
#[derive(Default)]
pub(super) struct Notes {
    /// Name to number and number of references.
    numbers: BTreeMap<String, (usize, usize)>,
    definitions: BTreeMap<String, Definition>,
    /// Names of the definitions that are being read, and where these are written.
    open: Vec<(String, Span)>,
    /// The largest number that is the name of one, or was told to become one.
    largest: Option<usize>,
}

impl Notes {
    /// A name that no note of the body has, another one each time.
    pub(super) fn free_name(&mut self, body: &str) -> usize {
        let written = || {
            body.split("[^")
                .skip(1)
                .filter_map(|name| name.split_once(']'))
        };
        let largest = || written().filter_map(|(name, _)| name.parse().ok()).max();
        let largest = self.largest.or_else(largest).unwrap_or(0usize);
        *self.largest.insert(largest.saturating_add(1))
    }
}

struct Definition {
    html: Html,
    /// Its name with the brackets around it.
    span: Span,
}

impl Walk<'_> {
    /// A footnote starts.
    pub(super) fn open_note(&mut self, name: &str, range: Range<usize>) {
        let written = &self.body()[range.clone()];
        let size = written.find("]:").map_or(written.len(), |at| at + 1);
        let span = self.span(range.start..range.start + size);
        self.notes.open.push((name.to_lowercase(), span));
        self.writer.open();
    }

    /// A footnote ends; the first of two with one name stays.
    pub(super) fn close_note(&mut self) {
        let html = self.writer.close();
        let Some((name, span)) = self.notes.open.pop() else {
            return;
        };
        if html.text.trim().is_empty() {
            let help = "escriba su texto después de los dos puntos";
            self.report_at(Code::TextLost, span, "esta nota no tiene texto", help);
        }
        let Some(first) = self.notes.definitions.get(&name) else {
            let definition = Definition { html, span };
            self.notes.definitions.insert(name, definition);
            return;
        };
        let message = format!("la nota `[^{name}]` está escrita dos veces");
        let diag = Diagnostic::new(Code::TextLost, message)
            .at(span.of(self.file))
            .label(first.span.of(self.file), "la primera está aquí")
            .help("dele otro nombre a esta, o deje una de las dos");
        self.diags.push(diag);
    }

    /// A reference to a footnote.
    pub(super) fn note_reference(&mut self, name: &str) {
        let next = self.notes.numbers.len() + 1;
        let (number, uses) = self
            .notes
            .numbers
            .entry(name.to_lowercase())
            .and_modify(|(_, uses)| *uses += 1)
            .or_insert((next, 1));
        let number = number.to_string();
        let id = note_id(&number, *uses);
        for piece in [
            "<sup class=\"nota-ref\"><a href=\"#nota:",
            &number,
            "\" id=\"",
            &id,
            "\" role=\"doc-noteref\">",
            &number,
            "</a></sup>",
        ] {
            self.writer.push(piece);
        }
    }

    /// Writes the notes that were referred to.
    pub(super) fn notes(&mut self) {
        let mut order: Vec<(usize, usize, String)> = self
            .notes
            .numbers
            .iter()
            .map(|(name, (number, uses))| (*number, *uses, name.clone()))
            .collect();
        order.sort_unstable();
        if !order.is_empty() {
            self.writer.line();
            self.writer
                .push("<section class=\"notas\" role=\"doc-endnotes\">\n<ol>\n");
            for (number, uses, name) in order {
                self.shown_note(number, uses, &name);
            }
            self.writer.push("</ol>\n</section>\n");
        }
        for (name, left) in std::mem::take(&mut self.notes.definitions) {
            let help = format!("escriba `[^{name}]` en el texto donde va, o borre la nota");
            let message = "el texto no llama a esta nota";
            self.report_at(Code::TextLost, left.span, message, help);
        }
    }

    fn shown_note(&mut self, number: usize, uses: usize, name: &str) {
        let digits = number.to_string();
        for piece in ["<li id=\"nota:", &digits, "\">"] {
            self.writer.push(piece);
        }
        let definition = self.notes.definitions.remove(name);
        let html = definition.map(|found| found.html).unwrap_or_default();
        self.writer.out.append(html);
        for n in 1..=uses {
            let id = note_id(&digits, n);
            for piece in ["<a href=\"#", &id, "\" role=\"doc-backlink\" aria-label=\""] {
                self.writer.push(piece);
            }
            self.writer.out.hole(number as u32, HoleKind::Back);
            self.writer.push("\">↩</a> ");
        }
        self.writer.push("</li>\n");
    }
}

fn note_id(number: &str, n: usize) -> String {
    match n {
        1 => ["ref:", number].concat(),
        n => format!("ref:{number}:{n}"),
    }
}
