//! `[history]`: what of the project's repository the pages tell.

use crate::data::Node;
use crate::data::reader::Reader;
use crate::diag::Diagnostic;
use std::sync::Arc;

/// That pages say when their document last changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Also who changed it: names of persons, so only where the site wants them.
    pub contributors: bool,
}

/// Reads `[history]`; `None` when pages say nothing.
pub(super) fn read(
    file: &Arc<str>,
    node: Option<&Node>,
    diags: &mut Vec<Diagnostic>,
) -> Option<Told> {
    let mut reader = Reader::new(file, node?, "[history]", diags);
    let git = reader.boolean("git").unwrap_or(false);
    let contributors = reader.boolean("contributors").unwrap_or(false);
    reader.finish();
    git.then_some(Told { contributors })
}
