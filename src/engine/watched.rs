//! What the preview looks at.

use super::{Engine, THEMES};
use crate::config::SITE_FILE;
use crate::source::CONTENT;
use std::path::PathBuf;

impl Engine {
    /// Files and folders whose changes matter, also those that are not there yet.
    pub fn watched(&self) -> Vec<PathBuf> {
        let mut out = [SITE_FILE, CONTENT, THEMES]
            .map(|name| self.root.join(name))
            .to_vec();
        let data = self.site.files.iter().map(|f| self.root.join(f));
        out.extend(data.filter(|f| !f.starts_with(self.root.join(CONTENT))));
        let repository = || self.root.ancestors().map(|folder| folder.join(".git"));
        if self.site.history.is_some()
            && let Some(git) = repository().find(|git| git.is_dir())
        {
            // What names the commit that is checked out.
            out.extend(["HEAD", "refs", "packed-refs"].map(|name| git.join(name)));
        }
        out
    }
}
