//! The only digest in the crate: XXH3, 128 bits (github.com/Cyan4973/xxHash, `doc/xxhash_spec.md`).
//!
//! It tells files that somebody edited or a disk damaged from those that were written. It is no seal
//! against forgers, and nothing here asks for one: who can write what a build reads can write the site.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, io};
use twox_hash::XxHash3_128;

/// Bytes that are read at a time.
const PIECE: usize = 64 * 1024;

/// A 128-bit digest of bytes. Equal digests mean equal inputs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest([u8; 16]);

impl Digest {
    /// Digest of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest::from(XxHash3_128::oneshot(bytes))
    }

    /// Digest of several parts; the cut between parts counts (`ab|c` differs from `a|bc`).
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
        let mut hasher = XxHash3_128::new();
        for part in parts {
            hasher.write(&(part.len() as u64).to_le_bytes());
            hasher.write(part);
        }
        Digest::from(hasher.finish_128())
    }

    /// Digest of all that there is to read.
    ///
    /// # Errors
    /// When it could not be read to its end.
    pub fn of_reader(reader: impl io::Read) -> io::Result<Digest> {
        let mut out = Digesting::new(io::sink());
        io::copy(&mut io::BufReader::with_capacity(PIECE, reader), &mut out)?;
        Ok(out.finish().0)
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

/// The digits of the number are those that `xxhsum -H128` prints.
impl From<u128> for Digest {
    fn from(number: u128) -> Digest {
        Digest(number.to_be_bytes())
    }
}

/// Writes on and knows what was written. It wants long pieces: put a buffer before it.
pub struct Digesting<W> {
    out: W,
    hasher: XxHash3_128,
    size: u64,
}

impl<W: io::Write> Digesting<W> {
    /// Nothing is written yet.
    pub fn new(out: W) -> Digesting<W> {
        Digesting {
            out,
            hasher: XxHash3_128::new(),
            size: 0,
        }
    }

    /// Digest and number of the bytes that were written.
    pub fn finish(self) -> (Digest, u64) {
        (Digest::from(self.hasher.finish_128()), self.size)
    }

    /// Seals what was written, as [`sealed`] does.
    ///
    /// # Errors
    /// When that could not be written.
    pub fn seal(mut self) -> io::Result<()> {
        let seal = Digest::from(self.hasher.finish_128());
        self.out.write_all(&seal.0)
    }
}

impl<W: io::Write> io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hasher.write(&bytes[..taken]);
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
            false => serializer.serialize_bytes(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Digest, D::Error> {
        if !from.is_human_readable() {
            let bytes = <&[u8]>::deserialize(from)?;
            return bytes.try_into().map(Digest).map_err(D::Error::custom);
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
    fn digests_are_those_of_xxh3() {
        // What `xxhsum -H128` prints of these bytes.
        for (text, digits) in [
            (String::new(), "99aa06d3014798d86001c324468d497f"),
            ("acervo".to_owned(), "5fabb44729a7e2205b574228ff689711"),
            ("acervo ".repeat(300), "7eb9f05c75d3bb20b5e745bf2cb4c6ad"),
        ] {
            assert_eq!(Digest::of(text.as_bytes()).hex(), digits);
            let read = Digest::of_reader(text.as_bytes()).unwrap();
            assert_eq!(read.hex(), digits);
        }
    }

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
        let mut out = Vec::new();
        let mut digesting = Digesting::new(&mut out);
        io::Write::write_all(&mut digesting, b"uno dos").unwrap();
        digesting.seal().unwrap();
        assert_eq!(out, file);
    }
}
