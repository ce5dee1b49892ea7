//! Words that facts, terms and figures are looked for in.

use super::Walk;
use crate::data::Span;
use crate::diag::{Code, Diagnostic};
use crate::parse::RawHtml;
use crate::parse::html::HoleKind;
use crate::parse::runs::{Runs, Setting};
use std::ops::Range;

/// The plain words of a body on the way.
#[derive(Default)]
pub(super) struct Plain {
    pub runs: Runs,
    /// Inside a block of code.
    pub code: bool,
    /// Length of the HTML after the last words.
    end: usize,
}

impl Walk<'_> {
    pub(super) fn plain_words(&mut self, text: &str, range: Range<usize>) {
        if text.ends_with(']') && self.closers.is_empty() {
            self.unread_link(range.end);
        }
        self.run(text, range);
        self.words(text);
        self.plain.end = self.writer.out.text.len();
    }

    /// `[words](an address with spaces)` is no link: after a bracket that closes none, an address.
    fn unread_link(&mut self, end: usize) {
        let start = self.start + end;
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let inner = line.trim_start_matches(' ').strip_prefix('(');
        let Some((address, _)) = inner.and_then(|inner| inner.split_once(')')) else {
            return;
        };
        let name = address.rsplit(['/', '\\']).next().unwrap_or("");
        let (_, ending) = name.rsplit_once('.').unwrap_or_default();
        let is_file = (2..=5).contains(&ending.len()) && ending.chars().all(char::is_alphanumeric);
        if self.fragment || self.plain.code || !(is_file || address.contains("://")) {
            return;
        }
        let help = match address.contains(' ') {
            true => format!("una dirección con espacios va entre ángulos: `](<{address}>)`"),
            false => format!("quite el espacio antes del paréntesis: `]({address})`"),
        };
        let gap = line.len() - line.trim_start_matches(' ').len();
        let at = Span::new(start + gap, start + gap + address.len() + 2);
        self.diags.push(
            Diagnostic::new(Code::LinkBroken, "este enlace no se puede leer")
                .at(at.of(self.file))
                .help(help),
        );
    }

    /// Notes words that stand in the file as they are read. Entities and escapes are no runs.
    fn run(&mut self, text: &str, range: Range<usize>) {
        let span = self.span(range);
        let (start, end) = (span.start as usize, span.end as usize);
        let plain = self.text.get(start..end) == Some(text);
        if self.fragment
            || self.plain.code
            || self.skip_text
            || !plain
            || self.raw_html == RawHtml::Trust
        {
            return;
        }
        let setting = match (&self.heading, self.closers.is_empty()) {
            (Some(_), _) => Setting::Heading,
            (None, false) => Setting::Link,
            (None, true) if self.frames.in_option() => Setting::Link,
            (None, true) => Setting::Text,
        };
        let at = self.writer.out.text.len();
        if at == self.plain.end && self.plain.runs.goes_on(start, setting) {
            return self.plain.runs.extend(text);
        }
        let run = self.plain.runs.add(text, start, setting);
        self.writer.out.hole(run, HoleKind::Run);
    }
}
