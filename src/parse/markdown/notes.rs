//! Footnotes: numbered in the order of their first reference, shown at the end of the body.

use super::Walk;
use crate::parse::html::{HoleKind, Html};
use std::collections::BTreeMap;

/// The footnotes of one body.
#[derive(Default)]
pub(super) struct Notes {
    /// Name to number and number of references.
    numbers: BTreeMap<String, (usize, usize)>,
    definitions: BTreeMap<String, Html>,
    /// Names of the definitions that are being read.
    pub open: Vec<String>,
}

impl Notes {
    /// A definition ends; the first of two with one name stays.
    pub fn define(&mut self, html: Html) {
        if let Some(name) = self.open.pop() {
            self.definitions.entry(name).or_insert(html);
        }
    }
}

impl Walk<'_> {
    /// A reference to a footnote.
    pub(super) fn note_reference(&mut self, name: &str) {
        let next = self.notes.numbers.len() + 1;
        let (number, uses) = self
            .notes
            .numbers
            .entry(name.to_owned())
            .and_modify(|(_, uses)| *uses += 1)
            .or_insert((next, 1));
        let id = note_id(*number, *uses);
        let number = *number;
        self.writer.push(&format!(
            "<sup class=\"nota-ref\"><a href=\"#nota:{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
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
        if order.is_empty() {
            return;
        }
        self.writer.line();
        self.writer
            .push("<section class=\"notas\" role=\"doc-endnotes\">\n<ol>\n");
        for (number, uses, name) in order {
            self.writer.push(&format!("<li id=\"nota:{number}\">"));
            let html = self.notes.definitions.remove(&name).unwrap_or_default();
            self.writer.out.append(html);
            for n in 1..=uses {
                let id = note_id(number, n);
                self.writer.push(&format!(
                    "<a href=\"#{id}\" role=\"doc-backlink\" aria-label=\""
                ));
                self.writer.out.hole(number as u32, HoleKind::Back);
                self.writer.push("\">↩</a> ");
            }
            self.writer.push("</li>\n");
        }
        self.writer.push("</ol>\n</section>\n");
    }
}

fn note_id(number: usize, n: usize) -> String {
    match n {
        1 => format!("ref:{number}"),
        n => format!("ref:{number}:{n}"),
    }
}
