//! Blocks of code whose last fence is missing: all that follows is code then.

use super::Walk;
use crate::diag::Code;
use pulldown_cmark::CodeBlockKind;
use std::ops::Range;

impl Walk<'_> {
    /// A block of code that only the end of the text ends.
    pub(super) fn check_fence(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        let span = self.span(range.clone());
        let rest = self.text.get(span.end as usize..).unwrap_or("");
        if *kind == CodeBlockKind::Indented || self.fragment || !rest.trim().is_empty() {
            return;
        }
        let block = self.text[span.start as usize..span.end as usize].trim_end();
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
        let at = range.start..range.start + first.trim_end().len();
        let message = "nada cierra el bloque de código que empieza aquí";
        let help = "ponga la misma marca, sola en una línea, donde termina el código";
        self.report(Code::TextLost, at, message)
            .help
            .push(help.into());
        // The lines that close what is open were taken for code: that is this mistake.
        self.frames
            .open
            .iter_mut()
            .for_each(|frame| frame.told = true);
    }
}
