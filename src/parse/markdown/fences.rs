//! Blocks of code that are none: those whose last fence is missing, so that all that follows is code, and those
//! of other programs.

use super::Walk;
use crate::diag::Code;
use crate::parse::RawHtml;
use crate::parse::sentence::words_above;
use pulldown_cmark::CodeBlockKind;
use std::ops::Range;

/// Least words of a line that are no code.
const PROSE: usize = 6;

impl Walk<'_> {
    /// A block of code that only the end of the text ends.
    pub(super) fn check_fence(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        self.check_foreign(kind, range);
        if *kind == CodeBlockKind::Indented {
            return self.check_pushed_in(range);
        }
        let rest = self.body().get(range.end..).unwrap_or("");
        if self.fragment || !rest.trim().is_empty() {
            return;
        }
        let block = self.body()[range.clone()].trim_end();
        let first = block.lines().next().unwrap_or("");
        let Some(mark) = first.chars().next() else {
            return;
        };
        let fence = &first[..first.len() - first.trim_start_matches(mark).len()];
        let body = &block[first.len()..];
        let last = body.lines().next_back().unwrap_or("");
        let last = last.trim_start_matches([' ', '\t', '>']);
        if last.len() >= fence.len() && last.chars().all(|c| c == mark) {
            return;
        }
        let at = self.first_line(range);
        let message = "nada cierra el bloque de código que empieza aquí";
        let help = "ponga la misma marca, sola en una línea, donde termina el código";
        self.report(Code::TextLost, at, message, help);
        // The lines that close what is open were taken for code: that is this mistake.
        self.frames
            .open
            .iter_mut()
            .for_each(|frame| frame.told = true);
    }

    /// A paragraph that a tab or spaces before it make code: word processors push in the first line of each.
    fn check_pushed_in(&mut self, range: &Range<usize>) {
        let line = self.first_line(range);
        let said = self.body()[line.clone()].trim_start();
        let begins = |c: char| c.is_uppercase() || matches!(c, '¿' | '¡' | '«' | '“');
        let is_prose = said.starts_with(begins)
            && words_above(said, PROSE - 1).is_some()
            && !said.contains(['{', '}', '=', '<', '>', '$', '|', '\\']);
        let is_row = said.starts_with('|') && said.trim_end().ends_with('|');
        if let (true, Some(lint)) = (is_prose || is_row, &mut self.lint) {
            lint.pushed_in(&(line.end - said.len()..line.end));
        }
    }

    /// A block that pandoc hands on to the program that it writes for, as `{=openxml}`.
    fn check_foreign(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        let foreign = matches!(kind, CodeBlockKind::Fenced(info) if info.starts_with("{="));
        if foreign && !self.fragment && self.raw_html != RawHtml::Trust {
            let message = "este bloque es de otro programa, y en la página se vería su código";
            let help = ["bórrelo, con las dos líneas que lo encierran"];
            self.report_once(Code::TextLost, self.first_line(range), message, &help);
        }
    }
}
