//! What is published already, and whether it still is as it was written.

use super::manifest::{Entry, Known};
use super::register::Stamps;
use super::stage::{Published, Stage};
use crate::base::digest::Digest;
use crate::source::regular_file::{HELD, published, read_published};

impl Stage {
    /// What the output holds now, if it is the site with this manifest. Whether its files still have
    /// their bytes is another question: [`Stage::paths`] and [`Stage::is_intact`].
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
        let bytes = read_published(&self.live.join(path), known.size).ok()?;
        (Digest::of(&bytes) == known.digest).then_some(bytes)
    }

    /// What is known now of what is published at a path, if it still is what was written there.
    pub(super) fn still(&self, path: &str, known: &Known) -> Option<Known> {
        let entry = known.entry;
        let digest = || match (self.live.join(path), entry.size > HELD) {
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
        let read = || read_published(&self.live.join(path), entry.size);
        self.seen(path, known?, || read().is_ok_and(|found| found == bytes))
    }

    /// What is known now of a published file, if nobody touched it since its bytes were written or else they
    /// are the same. The system is asked first: bytes may change after they were read.
    fn seen(&self, path: &str, known: &Known, same: impl FnOnce() -> bool) -> Option<Known> {
        let stamp = self.live.stamp(path);
        let untouched = stamp.zip(known.stamp).is_some_and(|(now, then)| {
            let linked = self.linked.as_ref();
            now == then || linked.is_some_and(|build| now.was_linked(&then, build))
        });
        let entry = known.entry;
        (untouched || same()).then_some(Known { entry, stamp })
    }
}
