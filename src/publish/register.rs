//! The files that a build has put so far, each at a path of its own.

use super::manifest::{Entry, MANIFEST};
use crate::base::path::is_safe;
use crate::diag::Failure;
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Paths that are taken, with what is there.
#[derive(Default)]
pub(super) struct Register {
    entries: BTreeMap<String, Entry>,
    /// Paths as a disk that ignores letter case and composition would see them, where that is not the
    /// path itself.
    seen: BTreeMap<String, String>,
}

impl Register {
    /// Files by path.
    pub fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.entries
    }

    /// Takes a path for a file.
    ///
    /// # Errors
    /// When it is no path of a site, or some disk would see another file of this build there.
    pub fn add(&mut self, path: &str, entry: Entry) -> Result<(), Failure> {
        if !is_safe(path) || path.contains('\n') || path == MANIFEST {
            return Err(Failure::new(format!(
                "«{path}» no sirve como archivo del sitio"
            )));
        }
        let plain = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
        let seen: Cow<'_, str> = match path.bytes().all(plain) {
            true => path.into(),
            false => path.nfc().flat_map(char::to_lowercase).collect(),
        };
        let other = match self.seen.get(&*seen) {
            None if self.entries.contains_key(&*seen) => Some(&*seen),
            other => other.map(String::as_str),
        };
        if let Some(other) = other {
            return Err(Failure::new(format!(
                "dos archivos del sitio tendrían la misma dirección: {other} y {path}"
            )));
        }
        if seen != path {
            self.seen.insert(seen.into_owned(), path.to_owned());
        }
        self.entries.insert(path.to_owned(), entry);
        Ok(())
    }

    /// Says what a file holds that took its path before that was known.
    pub fn measured(&mut self, path: &str, entry: Entry) {
        self.entries.insert(path.to_owned(), entry);
    }

    /// Gives up all paths in a folder.
    pub fn take(&mut self, folder: &str) -> BTreeMap<String, Entry> {
        let inside = format!("{folder}/");
        let mut rest = self.entries.split_off(&inside);
        let after = rest.keys().find(|path| !path.starts_with(&inside));
        if let Some(after) = after.cloned() {
            self.entries.append(&mut rest.split_off(&after));
        }
        self.seen.retain(|_, path| !path.starts_with(&inside));
        rest
    }
}
