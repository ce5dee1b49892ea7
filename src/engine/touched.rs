//! Which files changed, as paths from the root of the project.

use crate::source::{CONTENT, Changes, scan};
use std::collections::BTreeSet;
use std::path::Path;

/// The changed files, from the root of the project.
#[derive(Default)]
pub(super) struct Touched {
    /// Anything may have changed.
    pub all: bool,
    files: BTreeSet<String>,
}

impl Touched {
    pub fn new(root: &Path, changes: &Changes) -> Touched {
        let paths = match changes {
            Changes::All => &[][..],
            Changes::Paths(paths) => paths,
        };
        let files = paths.iter().filter_map(|path| scan::relative(root, path));
        Touched {
            all: matches!(changes, Changes::All),
            files: files.map(|file| file.to_string()).collect(),
        }
    }

    /// Whether this very file changed.
    pub fn has(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// Whether a folder changed, or something in it.
    pub fn within(&self, folder: &'static str) -> bool {
        self.inside(folder).next().is_some()
    }

    /// What changed in the content folder, or that folder itself.
    pub fn content(&self) -> impl Iterator<Item = &str> {
        self.inside(CONTENT)
    }

    fn inside(&self, folder: &'static str) -> impl Iterator<Item = &str> {
        let within = |rest: &str| rest.is_empty() || rest.starts_with('/');
        let files = self.files.iter().map(String::as_str);
        files.filter(move |file| file.strip_prefix(folder).is_some_and(within))
    }

    /// Whether a file or a folder above it changed.
    pub fn covers(&self, file: &str) -> bool {
        let ends = file.match_indices('/').map(|(at, _)| at);
        let mut ends = ends.chain([file.len()]);
        ends.any(|end| self.files.contains(&file[..end]))
    }
}
