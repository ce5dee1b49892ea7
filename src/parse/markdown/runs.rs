//! Words that facts, terms and figures are looked for in.

use super::Walk;
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
        // A sign of markup that is a word of its own is one that the parser made nothing of.
        match text {
            "]" => self.unread_bracket(range.end),
            "<" => self.unread_tag(range.start),
            "*" => self.unread_stars(range.start),
            _ if text.starts_with("::") => self.unread_opener(range.start),
            _ => self.left_braces(text, &range),
        }
        self.run(text, range);
        self.words(text);
        self.plain.end = self.writer.out.text.len();
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
