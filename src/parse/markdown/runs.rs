//! Words that facts, terms and figures are looked for in.

use super::Walk;
use crate::parse::RawHtml;
use crate::parse::html::HoleKind;
use crate::parse::runs::Setting;
use std::ops::Range;

impl Walk<'_> {
    /// Notes words that stand in the file as they are read. Entities and escapes are no runs.
    pub(super) fn run(&mut self, text: &str, range: Range<usize>) {
        let span = self.span(range);
        let (start, end) = (span.start as usize, span.end as usize);
        let plain = self.text.get(start..end) == Some(text);
        if self.fragment || self.code || self.skip_text || !plain || self.raw_html == RawHtml::Trust
        {
            return;
        }
        let setting = match (&self.heading, self.closers.is_empty()) {
            (Some(_), _) => Setting::Heading,
            (None, false) => Setting::Link,
            (None, true) => Setting::Text,
        };
        let at = self.writer.out.text.len();
        if at == self.run_end && self.runs.goes_on(start, setting) {
            return self.runs.extend(text);
        }
        let run = self.runs.add(text, start, setting);
        self.writer.out.hole(run, HoleKind::Run);
    }
}
