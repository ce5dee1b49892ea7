//! What pictures are, looked at once for each of their contents: pages leave them their room, and what
//! readers would pay for them is told.

use super::Engine;
use super::touched::Touched;
use crate::catalog::Attachment;
use crate::source::picture::{self, Picture, Size};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The pictures that can be read, by their files.
pub(super) type Pictures = BTreeMap<Arc<str>, Option<Arc<Picture>>>;

impl Engine {
    /// Looks at the pictures that are new or may have changed; whether one is another.
    pub(super) fn look_at_pictures(&mut self, touched: &Touched) -> bool {
        let before = std::mem::take(&mut self.pictures);
        let root = &self.root;
        let files = self.listing.attachments.par_iter();
        let shown = |file: &&Arc<str>| picture::is_picture(file) || picture::is_page(file);
        let looked = files.filter(shown).map(|file| {
            let known = before
                .get(file)
                .filter(|_| !touched.all && !touched.covers(file));
            let look = || picture::look(root, file).map(Arc::new);
            (file.clone(), known.cloned().unwrap_or_else(look))
        });
        self.pictures = looked.collect();
        self.pictures != before
    }

    /// What pages show of the pictures.
    pub(super) fn sizes(&self) -> Vec<(&str, Option<Size>)> {
        let pictures = self.pictures.iter();
        let size = |found: &Option<Arc<Picture>>| found.as_ref().and_then(|found| found.size);
        pictures
            .map(|(file, found)| (&**file, size(found)))
            .collect()
    }

    /// The files that are published as they are.
    pub(super) fn attachments(&self) -> Vec<Attachment> {
        let files = self.listing.attachments.iter();
        let picture = |file: &Arc<str>| self.pictures.get(file).cloned().flatten();
        files
            .map(|file| Attachment::new(file, picture(file)))
            .collect()
    }
}
