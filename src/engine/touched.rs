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
        match changes {
            Changes::All => Touched {
                all: true,
                files: BTreeSet::new(),
            },
            Changes::Paths(paths) => Touched {
                all: false,
                files: paths
                    .iter()
                    .filter_map(|p| scan::relative(root, p))
                    .map(|p| p.to_string())
                    .collect(),
            },
        }
    }

    /// Whether this very file changed.
    pub fn has(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// Whether a folder changed, or something in it.
    pub fn within(&self, folder: &str) -> bool {
        let inside = |f: &String| {
            f.strip_prefix(folder)
                .is_some_and(|r| r.is_empty() || r.starts_with('/'))
        };
        self.files.iter().any(inside)
    }

    /// What changed in the content folder, or that folder itself.
    pub fn content(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str).filter(|f| {
            f.strip_prefix(CONTENT)
                .is_some_and(|r| r.is_empty() || r.starts_with('/'))
        })
    }

    /// Whether a file or a folder above it changed.
    pub fn covers(&self, file: &str) -> bool {
        let ends = file.match_indices('/').map(|(i, _)| i).chain([file.len()]);
        let mut ends = ends;
        ends.any(|end| self.files.contains(&file[..end]))
    }
}
