//! `[history]`: what of the project's repository the pages tell.

use crate::data::reader::Reader;

/// That pages say when their document last changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistorySettings {
    /// Also who changed it: names of persons, so only where the site wants them.
    pub contributors: bool,
}

/// Reads `[history]`; `None` when pages say nothing.
pub(super) fn read(root: &mut Reader<'_, '_>) -> Option<HistorySettings> {
    let mut reader = root.section("history")?;
    let git = reader.boolean("git").unwrap_or(false);
    let contributors = reader.boolean("contributors").unwrap_or(false);
    reader.finish();
    git.then_some(HistorySettings { contributors })
}
