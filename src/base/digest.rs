//! The only hashing in the crate: 128 bits of BLAKE3.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, io};

/// A 128-bit digest of bytes. Equal digests mean equal inputs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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

/// Writes on and knows what was written. It wants long pieces: put a buffer before it.
pub struct Digesting<W> {
    out: W,
    hasher: blake3::Hasher,
    size: u64,
}

impl<W: io::Write> Digesting<W> {
    /// Nothing is written yet.
    pub fn new(out: W) -> Digesting<W> {
        Digesting {
            out,
            hasher: blake3::Hasher::new(),
            size: 0,
        }
    }

    /// Digest and number of the bytes that were written.
    pub fn finish(self) -> (Digest, u64) {
        (Digest::cut(self.hasher.finalize()), self.size)
    }
}

impl<W: io::Write> io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hasher.update(&bytes[..taken]);
        self.size += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn written(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let mut out = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
    out
}

/// Digits where people read, bytes where nobody does.
impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.serialize_str(&self.hex()),
            false => self.0.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Digest, D::Error> {
        if !from.is_human_readable() {
            return <[u8; 16]>::deserialize(from).map(Digest);
        }
        let hex = String::deserialize(from)?;
        Digest::from_hex(&hex).ok_or_else(|| D::Error::custom("no digest"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short())
    }
}

/// What a file holds that must not be believed once it is damaged: some bytes, and their digest.
pub fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let seal = Digest::of(&bytes);
    bytes.extend_from_slice(&seal.0);
    bytes
}

/// The bytes of a file that was sealed; `None` when they are others than were written.
pub fn unsealed(file: &[u8]) -> Option<&[u8]> {
    let (bytes, seal) = file.split_last_chunk()?;
    (*seal == Digest::of(bytes).0).then_some(bytes)
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
    fn what_was_written_has_the_digest_of_its_bytes() {
        use io::Write;
        let mut out = Vec::new();
        let mut digesting = Digesting::new(&mut out);
        for part in [&b"uno"[..], b"", b"dos tres"] {
            digesting.write_all(part).unwrap();
        }
        let (digest, size) = digesting.finish();
        assert_eq!((digest, size), (Digest::of(&out), 11));
        assert_eq!(out, b"unodos tres");
    }

    #[test]
    fn sealed_bytes_are_those_bytes_or_nothing() {
        let file = sealed(b"uno dos".to_vec());
        assert_eq!(unsealed(&file), Some(&b"uno dos"[..]));
        for at in 0..file.len() {
            assert_eq!(unsealed(&file[..at]), None);
            let mut other = file.clone();
            other[at] ^= 1;
            assert_eq!(unsealed(&other), None);
        }
    }
}
