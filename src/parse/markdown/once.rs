//! What a document has hundreds of when it comes from a word processor: told once, where it begins, with
//! how many more there are.

use super::Walk;
use crate::diag::{Code, Diagnostic};
use std::ops::Range;

/// Each of them: what is said, which finding it is, and how many more there are.
#[derive(Default)]
pub(super) struct Once(Vec<(&'static str, usize, usize)>);

impl Walk<'_> {
    /// Reports the first of what is told once.
    pub(super) fn report_once(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: &'static str,
        help: &[&str],
    ) {
        if let Some((_, _, more)) = self.once.0.iter_mut().find(|known| known.0 == message) {
            *more += 1;
            return;
        }
        self.once.0.push((message, self.diags.len(), 0));
        let diag = Diagnostic::new(code, message).at(self.span(range).of(self.file));
        let told = help.iter().fold(diag, |diag, help| diag.help(*help));
        self.diags.push(told);
    }

    /// Says how many more there are of each.
    pub(super) fn count_repeated(&mut self) {
        for (_, at, more) in self.once.0.iter().filter(|(.., more)| *more > 0) {
            let message = &mut self.diags[*at].message;
            message.push_str(&format!("; hay {more} más abajo"));
        }
    }
}
