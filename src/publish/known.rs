//! What is published already, and whether it still is as it was written.

use super::manifest::{Entry, Known};
use super::stage::{Published, Stage};
use crate::base::digest::Digest;
use crate::source::plain::{HELD, published, read_published};
use crate::source::stamp::Stamp;

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

    /// Takes what the system said of the files of the published manifest when they were written, in the
    /// order of their paths: one of which it says the same now is not read to find out that it is intact.
    pub fn believe(&mut self, stamps: &[Option<Stamp>]) {
        if stamps.len() == self.known.len() {
            for (known, stamp) in self.known.values_mut().zip(stamps) {
                known.stamp = *stamp;
            }
        }
    }

    /// The files that were published last.
    pub fn paths(&self) -> Vec<&str> {
        self.known.keys().map(String::as_str).collect()
    }

    /// Whether a published file has the bytes that were written. Its date is not asked, which whoever
    /// edits the output can set: nobody has touched it since, or else it is read.
    pub fn is_intact(&self, path: &str) -> bool {
        self.known
            .get(path)
            .is_some_and(|known| self.still_is(path, known))
    }

    /// The bytes of a published file, if they are those that were written.
    pub fn intact(&self, path: &str) -> Option<Vec<u8>> {
        let known = self.known.get(path)?.entry;
        let bytes = read_published(&self.live.join(path), known.size).ok()?;
        (Digest::of(&bytes) == known.digest).then_some(bytes)
    }

    /// Whether what is published at a path still is what was written there.
    pub(super) fn still_is(&self, path: &str, known: &Known) -> bool {
        let entry = known.entry;
        let digest = || match (self.live.join(path), entry.size > HELD) {
            (file, true) => published(&file).and_then(Digest::of_reader),
            (file, false) => read_published(&file, entry.size).map(|bytes| Digest::of(&bytes)),
        };
        self.is_untouched(path, known) || digest().is_ok_and(|digest| digest == entry.digest)
    }

    /// Whether what is published at that path is what this build puts there.
    pub(super) fn is_unchanged(&self, path: &str, entry: Entry) -> bool {
        let known = self.known.get(path).filter(|known| known.entry == entry);
        known.is_some_and(|known| self.still_is(path, known))
    }

    /// Whether the published file of that path has these very bytes.
    pub(super) fn is_published(&self, path: &str, entry: Entry, bytes: &[u8]) -> bool {
        let known = self.known.get(path).filter(|known| known.entry == entry);
        known.is_some_and(|known| {
            let read = || read_published(&self.live.join(path), entry.size);
            self.is_untouched(path, known) || read().is_ok_and(|found| found == bytes)
        })
    }

    /// Whether the system says of a published file what it said when its bytes were written.
    fn is_untouched(&self, path: &str, known: &Known) -> bool {
        known.stamp.is_some() && known.stamp == self.live.stamp(path)
    }
}
