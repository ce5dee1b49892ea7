//! What is published already, and whether it still is as it was written.

use super::stage::{Published, Stage};
use crate::base::digest::Digest;
use crate::source::plain::{HELD, published, read_published};

impl Stage {
    /// What the output holds now, if it is the site with this manifest. Whether its files still have
    /// their bytes is another question: [`Stage::paths`] and [`Stage::is_intact`].
    pub fn published(&self, manifest: Digest) -> Option<Published> {
        (self.manifest == Some(manifest)).then(|| Published {
            files: self.known.len(),
            bytes: self.known.values().map(|known| known.size).sum(),
            written: 0,
            reused: self.known.len(),
            manifest,
        })
    }

    /// The files that were published last.
    pub fn paths(&self) -> Vec<&str> {
        self.known.keys().map(String::as_str).collect()
    }

    /// Whether a published file has the bytes that were written. They are read: a file that somebody
    /// edited in the output is found out, whatever its size and date say.
    pub fn is_intact(&self, path: &str) -> bool {
        let large = self.known.get(path).filter(|known| known.size > HELD);
        let Some(known) = large else {
            return self.intact(path).is_some();
        };
        let digest = published(&self.output.join(path)).and_then(Digest::of_reader);
        digest.is_ok_and(|digest| digest == known.digest)
    }

    /// The bytes of a published file, if they are those that were written.
    pub fn intact(&self, path: &str) -> Option<Vec<u8>> {
        let known = self.known.get(path)?;
        let bytes = read_published(&self.output.join(path), known.size).ok()?;
        (Digest::of(&bytes) == known.digest).then_some(bytes)
    }
}
