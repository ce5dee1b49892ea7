//! The tree that the last build replaced, with which the next one begins.
//!
//! It holds nearly the same files, as links to the same bytes, so that what did not change need be
//! neither linked nor removed: an eighth of what a second build of a large site takes. Nothing in it
//! is believed: a file counts when it is the very file that is published, which is held against
//! what was written as always. All others give way to what the build puts, or go before it is published.

use super::exchange::remove_tree;
use crate::base::digest::Digest;
use std::path::{Path, PathBuf};

/// Where a tree waits between two builds.
pub struct Spare {
    folder: PathBuf,
    /// In that folder: another output has another tree.
    tree: PathBuf,
}

impl Spare {
    /// The tree for this output in a folder that is for nothing else.
    pub fn new(folder: &Path, output: &Path) -> Spare {
        let name = Digest::of(output.as_os_str().as_encoded_bytes()).hex();
        Spare {
            folder: folder.to_owned(),
            tree: folder.join(name),
        }
    }

    /// Gives the tree to the build, if there is one; those of other outputs go.
    pub fn take(&self, staged: &Path) -> bool {
        // Not a link, which would lead what is written elsewhere.
        let is_tree = std::fs::symlink_metadata(&self.tree).is_ok_and(|found| found.is_dir());
        let taken = is_tree && std::fs::rename(&self.tree, staged).is_ok();
        // What stays is no more than space that the next build frees.
        let _ = remove_tree(&self.folder);
        taken
    }

    /// Keeps a tree for the next build; not where it would have to be copied.
    pub fn keep(&self, staged: &Path) {
        let made = std::fs::create_dir_all(&self.folder);
        let kept = made.and_then(|()| std::fs::rename(staged, &self.tree));
        if kept.is_err() {
            let _ = std::fs::remove_dir(&self.folder);
        }
    }
}
