//! The only hashing in the crate: 128 bits of BLAKE3.

use serde::{Deserialize, Serialize};
use std::{fmt, io};

/// A 128-bit digest of bytes. Equal digests mean equal inputs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 16]);

impl Digest {
    /// Digest of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest::cut(blake3::hash(bytes))
    }

    /// Digest of several parts; the cut between parts counts (`ab|c` differs from `a|bc`).
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
        // Put together first: the hash takes long runs several times faster than short ones.
        let mut all = Vec::new();
        for part in parts {
            all.extend_from_slice(&(part.len() as u64).to_le_bytes());
            all.extend_from_slice(part);
        }
        Digest::of(&all)
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

    /// The digest that was written with [`Digest::hex`].
    pub fn from_hex(hex: &str) -> Option<Digest> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let (pairs, []) = hex.as_bytes().as_chunks::<2>() else {
            return None;
        };
        let mut out = [0; 16];
        if pairs.len() != out.len() {
            return None;
        }
        for (byte, [high, low]) in out.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Digest(out))
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
        written(&self.0)
    }

    /// The first 8 hexadecimal digits: the fingerprint in a file name.
    pub fn short(&self) -> String {
        written(&self.0[..4])
    }
}

fn written(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            let first = if digit < 10 { b'0' } else { b'a' - 10 };
            out.push(char::from(first + digit));
        }
    }
    out
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.hex()
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    fn try_from(hex: String) -> Result<Digest, Self::Error> {
        Digest::from_hex(&hex).ok_or("no digest")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_comes_back_from_its_digits() {
        let digest = Digest::of(b"x");
        assert_eq!(Digest::from_hex(&digest.hex()), Some(digest));
        assert!(digest.hex().starts_with(&digest.short()));
        let (long, large) = (digest.hex() + "0", digest.hex().to_uppercase());
        for other in ["", "0", &long, &large] {
            assert_eq!(Digest::from_hex(other), None, "{other}");
        }
    }

    #[test]
    fn a_sealed_text_is_that_text_or_nothing() {
        let file = sealed("uno\ndos");
        assert_eq!(unsealed(&file), Some("uno\ndos"));
        for at in 0..file.len() {
            assert_eq!(unsealed(&file[..at]), None);
            let mut other = file.clone().into_bytes();
            other[at] ^= 1;
            assert_eq!(unsealed(&String::from_utf8(other).unwrap()), None);
        }
    }
}
