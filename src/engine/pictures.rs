//! How large pictures are, measured once for each of their contents: pages leave them their room.

use super::Engine;
use super::touched::Touched;
use crate::catalog::Attachment;
use crate::source::picture::{self, Size};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The size of each picture that has one, by its file.
pub(super) type Pictures = BTreeMap<Arc<str>, Option<Size>>;

impl Engine {
    /// Measures the pictures that are new or may have changed; whether one has another size.
    pub(super) fn measure_pictures(&mut self, touched: &Touched) -> bool {
        let before = std::mem::take(&mut self.pictures);
        let root = &self.root;
        let files = self.listing.attachments.par_iter();
        let measured = files.filter(|file| picture::is_picture(file)).map(|file| {
            let known = before
                .get(file)
                .filter(|_| !touched.all && !touched.covers(file));
            let size = known.copied().unwrap_or_else(|| picture::size(root, file));
            (file.clone(), size)
        });
        self.pictures = measured.collect();
        self.pictures != before
    }

    /// The files that are published as they are.
    pub(super) fn attachments(&self) -> Vec<Attachment> {
        let files = self.listing.attachments.iter();
        let size = |file: &Arc<str>| self.pictures.get(file).copied().flatten();
        files
            .map(|file| Attachment::new(file, size(file)))
            .collect()
    }
}
