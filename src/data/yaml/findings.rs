//! What is said of a YAML text, once a line.

use super::line::{Line, Mistake};
use super::mistakes::in_bold;
use super::scan::quoted;
use crate::base::lines::line_start;
use crate::data::Span;
use crate::diag::{Code, Diagnostic};
use std::ops::Range;
use std::sync::Arc;

/// What was found in a text that stands at byte `offset` of a file.
pub struct Findings<'a> {
    pub file: &'a Arc<str>,
    pub text: &'a str,
    pub offset: usize,
    code: Code,
    /// The line that was asked for last, with its end: a text may be one line, with a finding for each
    /// of its signs.
    line: Range<usize>,
    /// Start of the last line in which something was refused: that is enough to say of a line.
    refused: Option<usize>,
    pub diags: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub fn new(file: &'a Arc<str>, text: &'a str, offset: usize, code: Code) -> Findings<'a> {
        Findings {
            file,
            text,
            offset,
            code,
            line: 0..0,
            refused: None,
            diags: Vec::new(),
        }
    }

    /// Says that something is not read, where it stands.
    pub fn refuse(&mut self, at: Span, message: &str) {
        self.diags
            .push(Diagnostic::new(self.code, message).at(at.of(self.file)));
    }

    /// Whether notes behind values are usual: authors of documents lose words by them, while those who
    /// write data know them.
    pub fn notes(&self) -> bool {
        self.code != Code::HeaderSyntax
    }

    /// The line of a place of the file, and where it starts in the text.
    fn line(&mut self, at: u32) -> (usize, Line<'a>) {
        let at = (at as usize - self.offset).min(self.text.len());
        if !self.line.contains(&at) {
            let start = line_start(self.text, at);
            let size = self.text[start..].find('\n');
            self.line = start..size.map_or(self.text.len(), |size| start + size) + 1;
        }
        let Range { start, end } = self.line;
        (start, Line::of(&self.text[start..end - 1]))
    }

    /// Says what is wrong, unless something was said of that line.
    pub fn tell(&mut self, mistake: Mistake) {
        let start = self.offset + mistake.at;
        let end = (start + 1).min(self.offset + self.text.len());
        let at = Span::new(start, end.max(start));
        let (line, _) = self.line(at.start);
        if self.refused.replace(line) == Some(line) {
            return;
        }
        let mut diag = Diagnostic::new(self.code, mistake.message).at(at.of(self.file));
        diag.help = mistake.help;
        self.diags.push(diag);
    }

    /// Refuses what YAML means by a sign that is nearly always part of a text.
    pub fn refuse_sign(&mut self, at: Span, what: &str, sign: char) {
        let (start, line) = self.line(at.start);
        if self.refused == Some(start) {
            return;
        }
        let mistake = match (in_bold(line.value()), line.value().starts_with(sign)) {
            (Some(mistake), _) => mistake,
            (None, true) => line.sign(),
            (None, false) => Mistake::new(
                at.start as usize - self.offset - start,
                format!("{what} de YAML no se permiten"),
                format!("repita el valor; si es un texto con `{sign}`, enciérrelo entre comillas"),
            ),
        };
        self.tell(mistake.in_line_at(start));
    }

    /// Says that a value ends with quotes that nothing opens. Behind a figure they stand for inches.
    pub fn refuse_quotes(&mut self, at: Span, text: &str) {
        let inner = text.strip_suffix('"').filter(|inner| !inner.contains('"'));
        let inner = inner.filter(|inner| !inner.ends_with(|c: char| c.is_ascii_digit()));
        let (Some(inner), false) = (inner, self.notes()) else {
            return;
        };
        self.line(at.end.saturating_sub(1));
        let line = &self.text[self.line.start..self.line.end - 1];
        // Others that stand before may open it, as those in a key.
        if line.matches('"').count() == 1 {
            let message = "faltan las comillas que abren el texto";
            let help = format!("escriba {}, o quítelas", quoted(inner));
            let end = (at.end as usize - self.offset).saturating_sub(1);
            self.tell(Mistake::new(end, message, help));
        }
    }

    /// Says what YAML drops as a comment behind a value without quotes.
    pub fn refuse_comment(&mut self, at: Span, is_empty: bool) {
        if self.notes() {
            return;
        }
        let rest = &self.text[(at.end as usize - self.offset).min(self.text.len())..];
        if !is_empty && !rest.trim_start_matches([' ', '\t']).starts_with('#') {
            return;
        }
        let (start, line) = self.line(if is_empty { at.start } else { at.end });
        // With a space it is a note on a field that is to be filled in.
        let noted =
            !line.is_led() || !line.value().starts_with('#') || line.value().starts_with("# ");
        if is_empty && noted {
            return;
        }
        if let Some(mistake) = line.comment() {
            self.tell(mistake.in_line_at(start));
        }
    }
}
