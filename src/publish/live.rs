//! The tree that is published already, and whether its files still are as they were written.

use super::folder::Folder;
use super::manifest::{Entry, Files, Known};
use super::refuse::{Before, Looked};
use super::register::Stamps;
use crate::base::digest::Digest;
use crate::source::regular_file::{HELD, published, read_published};
use crate::source::stamp::Stamp;
use std::path::PathBuf;

/// What was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    pub files: usize,
    pub bytes: u64,
    /// Files whose bytes were new.
    pub written: usize,
    /// Files linked from the tree that was published before.
    pub reused: usize,
    /// Digest of the manifest: equal digests, equal sites.
    pub manifest: Digest,
}

/// The tree that readers see until the one that is being made takes its place.
pub struct Live {
    pub(super) folder: Folder,
    /// Its files, as its manifest lists them.
    pub(super) known: Files,
    /// Digest of that manifest.
    manifest: Option<Digest>,
    /// Its folders, as they were when it was looked through.
    pub(super) looked: Looked,
    /// When a build linked its files: see [`Stamps`].
    linked: Option<(Stamp, Stamp)>,
}

impl Live {
    pub(super) fn new(output: PathBuf, before: Before) -> Live {
        Live {
            folder: Folder::new(output),
            known: before.known,
            manifest: before.manifest,
            looked: before.looked,
            linked: None,
        }
    }

    /// Whether a manifest of another version lists it, which does not tell which files are ours.
    pub(super) fn is_of_another_version(&self) -> bool {
        self.manifest.is_some() && self.known.is_empty()
    }

    /// What the output holds now, if it is the site with this manifest. Whether its files still have
    /// their bytes is another question: [`Live::paths`] and [`Live::is_intact`].
    pub fn published(&self, manifest: Digest) -> Option<Published> {
        (self.manifest == Some(manifest)).then(|| Published {
            files: self.known.len(),
            bytes: self.known.values().map(|known| known.entry.size).sum(),
            written: 0,
            reused: self.known.len(),
            manifest,
        })
    }

    /// Takes what the system said of the files of the published manifest: one of which it says the same now is
    /// not read to find out that it is intact.
    pub fn believe(&mut self, stamps: &Stamps) {
        if stamps.files.len() == self.known.len() {
            for (known, stamp) in self.known.values_mut().zip(&stamps.files) {
                known.stamp = *stamp;
            }
            self.linked = stamps.linked;
        }
    }

    /// The files that were published last.
    pub fn paths(&self) -> Vec<&str> {
        self.known.keys().map(String::as_str).collect()
    }

    /// Whether a published file has the bytes that were written. Its date is not asked, which whoever
    /// edits the output can set: nobody has touched it since, or else it is read.
    pub fn is_intact(&self, path: &str) -> bool {
        let known = self.known.get(path);
        known.is_some_and(|known| self.still(path, known).is_some())
    }

    /// The bytes of a published file, if they are those that were written.
    pub fn intact(&self, path: &str) -> Option<Vec<u8>> {
        let known = self.known.get(path)?.entry;
        let bytes = read_published(&self.folder.join(path), known.size).ok()?;
        (Digest::of(&bytes) == known.digest).then_some(bytes)
    }

    /// What is known now of what is published at a path, if it still is what was written there.
    pub(super) fn still(&self, path: &str, known: &Known) -> Option<Known> {
        let entry = known.entry;
        let digest = || match (self.folder.join(path), entry.size > HELD) {
            (file, true) => published(&file).and_then(Digest::of_reader),
            (file, false) => read_published(&file, entry.size).map(|bytes| Digest::of(&bytes)),
        };
        self.seen(path, known, || {
            digest().is_ok_and(|digest| digest == entry.digest)
        })
    }

    /// What is known now of what is published at that path, if it is what this build puts there.
    pub(super) fn unchanged(&self, path: &str, entry: Entry) -> Option<Known> {
        let known = self.known.get(path).filter(|known| known.entry == entry);
        self.still(path, known?)
    }

    /// What is known now of the published file of that path, if it has these very bytes.
    pub(super) fn with_bytes(&self, path: &str, entry: Entry, bytes: &[u8]) -> Option<Known> {
        let known = self.known.get(path).filter(|known| known.entry == entry);
        let read = || read_published(&self.folder.join(path), entry.size);
        self.seen(path, known?, || read().is_ok_and(|found| found == bytes))
    }

    /// What is known now of a published file, if nobody touched it since its bytes were written or else they
    /// are the same. The system is asked first: bytes may change after they were read.
    fn seen(&self, path: &str, known: &Known, same: impl FnOnce() -> bool) -> Option<Known> {
        let stamp = self.folder.stamp(path);
        let untouched = stamp.zip(known.stamp).is_some_and(|(now, then)| {
            let linked = self.linked.as_ref();
            now == then || linked.is_some_and(|build| now.was_linked(&then, build))
        });
        let entry = known.entry;
        (untouched || same()).then_some(Known { entry, stamp })
    }
}
