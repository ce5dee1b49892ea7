//! The files that a build has put so far, each at a path of its own.

use super::manifest::{Files, Known, MANIFEST};
use crate::base::path::is_safe;
use crate::diag::Failure;
use crate::source::stamp::Stamp;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// What the system says of published files.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Stamps {
    /// The stamp of each file, in the order of their paths, as it was before the file was linked: to ask
    /// for it once more takes a twentieth of a build after one edit.
    pub files: Vec<Option<Stamp>>,
    /// When a build linked them: of its lock and of its manifest.
    pub linked: Option<(Stamp, Stamp)>,
}

/// Paths that are taken, with what is there.
#[derive(Default)]
pub(super) struct Register {
    files: Files,
    /// Paths as a disk that ignores letter case and composition would see them, where that is not the
    /// path itself.
    seen: BTreeMap<String, String>,
}

impl Register {
    /// Files by path.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Takes a path for a file.
    ///
    /// # Errors
    /// When it is no path of a site, or some disk would see another file of this build there.
    pub fn add(&mut self, path: &str, known: Known) -> Result<(), Failure> {
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
            None if seen != path && self.files.contains_key(&*seen) => Some(&*seen),
            other => other.map(String::as_str),
        };
        if let Some(other) = other {
            return Err(taken(other, path));
        }
        if seen != path {
            self.seen.insert(seen.into_owned(), path.to_owned());
        }
        match self.files.insert(path.to_owned(), known) {
            None => Ok(()),
            Some(_) => Err(taken(path, path)),
        }
    }

    /// Says what is known of a file that took its path before it was written.
    pub fn settle(&mut self, path: &str, known: Known) {
        if let Some(file) = self.files.get_mut(path) {
            *file = known;
        }
    }

    /// Says what the system says of a file.
    pub fn stamp(&mut self, path: &str, stamp: Option<Stamp>) {
        if let Some(file) = self.files.get_mut(path) {
            file.stamp = stamp;
        }
    }

    /// What the system says of each file, when the build took its lock and wrote its manifest at these times; nothing of
    /// those that changed just before its end.
    pub fn stamps(&self, begin: Option<Stamp>, end: Option<Stamp>) -> Stamps {
        let had_settled = |stamp: &Stamp| end.is_some_and(|end| stamp.had_settled_by(&end));
        let files = self.files.values().map(|known| known.stamp);
        Stamps {
            files: files.map(|stamp| stamp.filter(had_settled)).collect(),
            linked: begin.zip(end),
        }
    }

    /// Gives up all paths in a folder.
    pub fn take(&mut self, folder: &str) -> Files {
        let inside = format!("{folder}/");
        let mut rest = self.files.split_off(&inside);
        let after = rest.keys().find(|path| !path.starts_with(&inside));
        if let Some(after) = after.cloned() {
            self.files.append(&mut rest.split_off(&after));
        }
        self.seen.retain(|_, path| !path.starts_with(&inside));
        rest
    }
}

fn taken(other: &str, path: &str) -> Failure {
    Failure::new(format!(
        "dos archivos del sitio tendrían la misma dirección: {other} y {path}"
    ))
}
