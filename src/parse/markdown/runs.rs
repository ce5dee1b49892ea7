//! Words that facts, terms and figures are looked for in.

use super::Walk;
use crate::parse::html::HoleKind;
use crate::parse::runs::{Run, Setting};
use std::ops::Range;

/// The plain words of a body on the way.
pub(super) struct Plain {
    pub runs: Vec<Run>,
    /// Somebody asks for them.
    asked: bool,
    /// Inside a block of code.
    pub code: bool,
    /// Length of the HTML after the last words.
    end: usize,
}

impl Plain {
    pub fn new(asked: bool) -> Plain {
        Plain {
            runs: Vec::new(),
            asked,
            code: false,
            end: 0,
        }
    }
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
        if !self.plain.asked || self.plain.code || self.skip_text {
            return;
        }
        let span = self.span(range);
        let (start, end) = (span.start as usize, span.end as usize);
        if self.text.get(start..end) != Some(text) {
            return;
        }
        let setting = match (&self.heading, self.closers.is_empty()) {
            (Some(_), _) => Setting::Heading,
            (None, false) => Setting::Link,
            (None, true) if self.frames.in_option() => Setting::Link,
            (None, true) => Setting::Text,
        };
        let goes_on = self.writer.out.text.len() == self.plain.end;
        if let Some(last) = self.plain.runs.last_mut()
            && goes_on
            && last.setting == setting
            && last.at.end == span.start
        {
            last.at.end = span.end;
            return;
        }
        let run = self.plain.runs.len() as u32;
        self.plain.runs.push(Run { at: span, setting });
        self.writer.out.hole(run, HoleKind::Run);
    }
}
