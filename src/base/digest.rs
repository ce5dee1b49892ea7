//! The only hashing in the crate: 128 bits of BLAKE3.

use serde::{Deserialize, Serialize};
use std::{fmt, io};

/// A 128-bit digest of bytes. Equal digests mean equal inputs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// Digest of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest::cut(blake3::hash(bytes))
    }

    /// Digest of several parts; the cut between parts counts (`ab|c` differs from `a|bc`).
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Digest::cut(hasher.finalize())
    }

    /// Digest of all that there is to read.
    ///
    /// # Errors
    /// When it could not be read to its end.
    pub fn of_reader(reader: impl io::Read) -> io::Result<Digest> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok(Digest::cut(hasher.finalize()))
    }

    fn cut(hash: blake3::Hash) -> Digest {
        let mut out = [0; 16];
        out.copy_from_slice(&hash.as_bytes()[..16]);
        Digest(out)
    }

    /// The bytes of the digest.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The whole digest as 32 hexadecimal digits.
    pub fn hex(&self) -> String {
        self.0.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// The first 8 hexadecimal digits: the fingerprint in a file name.
    pub fn short(&self) -> String {
        self.0[..4].iter().map(|b| format!("{b:02x}")).collect()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short())
    }
}

/// What a file holds that must not be believed once it is damaged: the digest of a text, and the text.
pub fn sealed(text: &str) -> String {
    format!("{}\n{text}", Digest::of(text.as_bytes()).hex())
}

/// The text of a file that was sealed; `None` when it is another one than was written.
pub fn unsealed(file: &str) -> Option<&str> {
    let (seal, text) = file.split_once('\n')?;
    (seal == Digest::of(text.as_bytes()).hex()).then_some(text)
}
