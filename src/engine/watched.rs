//! What the preview looks at.

use super::{Engine, THEMES};
use crate::config::SITE_FILE;
use crate::source::scan::Link;
use crate::source::{CONTENT, Changes, history};
use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;

impl Engine {
    /// Changes under all names that symbolic links give to what changed: an event has one of them.
    pub fn by_all_names(&self, changes: Changes) -> Changes {
        let links = self.links();
        let Changes::Paths(paths) = changes else {
            return changes;
        };
        // Two folders with links into each other give names without end: what changed comes before them.
        let most = paths.len() * (1 + links.len() * links.len());
        let (mut open, mut named) = (VecDeque::from(paths), BTreeSet::new());
        while let Some(path) = open.pop_front().filter(|_| named.len() <= most) {
            if named.contains(&path) {
                continue;
            }
            let ways = links
                .iter()
                .flat_map(|l| [(&l.from, &l.to), (&l.to, &l.from)]);
            open.extend(ways.filter_map(|(known, other)| {
                let rest = path.strip_prefix(known).ok()?;
                Some(other.components().chain(rest.components()).collect())
            }));
            named.insert(path);
        }
        Changes::Paths(named.into_iter().collect())
    }

    /// Symbolic links of the content, and those that lead to the data of the site.
    fn links(&self) -> Vec<Link> {
        let data = self.site.files.iter().filter_map(|file| {
            let from = self.root.join(file);
            let to = from.canonicalize().ok().filter(|to| *to != from)?;
            Some(Link { from, to })
        });
        self.listing.links.iter().cloned().chain(data).collect()
    }

    /// Files and folders whose changes matter, also those that are not there yet.
    pub fn watched(&self) -> Vec<PathBuf> {
        let mut out = [SITE_FILE, CONTENT, THEMES]
            .map(|name| self.root.join(name))
            .to_vec();
        let data = self.site.files.iter().map(|f| self.root.join(f));
        out.extend(data.filter(|f| !f.starts_with(self.root.join(CONTENT))));
        let content = self.root.join(CONTENT);
        let led = self.links().into_iter().map(|link| link.to);
        out.extend(led.filter(|to| !to.starts_with(&content)));
        if self.site.history.is_some() {
            out.extend(history::signs(&self.root));
        }
        out
    }
}
