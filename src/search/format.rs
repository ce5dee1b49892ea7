//! The bytes of the browser index: variable-length numbers, strings, and the script around them.
//! `docs/search-format.md` specifies what is written here and in `shards`, and read in `decode`.

use std::io;

use base64::Engine;
use libdeflater::{CompressionLvl, Compressor, Decompressor};

/// The first text of the entry: the version of the format, another one when any file is written otherwise.
pub const MAGIC: &str = "AC07";

/// What stands before and after the data of a file: a call of the function that the loader has.
const CALL: &str = "acervoBuscador(\"";
const END: &str = "\");\n";

/// The most that deflate makes of one byte.
const MOST_PACKED: usize = 1_032;

/// A growing file.
#[derive(Default)]
pub struct Bytes {
    pub bytes: Vec<u8>,
}

impl Bytes {
    /// A number, seven bits a byte, the lowest first; the high bit says that more follow.
    #[inline]
    pub fn number(&mut self, number: usize) {
        let mut rest = number;
        while rest >= 0x80 {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// A text: its length in bytes and its UTF-8.
    pub fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend(text.as_bytes());
    }

    /// A word after another one: how many UTF-16 units they share, and the rest.
    fn word_after(&mut self, before: &str, word: &str) {
        let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b);
        let (mut units, mut bytes) = (0, 0);
        for (c, _) in shared {
            units += c.len_utf16();
            bytes += c.len_utf8();
        }
        self.number(units);
        self.text(&word[bytes..]);
    }

    /// Words, each told by what it shares with the one before.
    pub fn words<'a>(&mut self, words: impl ExactSizeIterator<Item = &'a str>) {
        self.number(words.len());
        let mut before = "";
        for word in words {
            self.word_after(before, word);
            before = word;
        }
    }

    /// Growing numbers as the steps between them, the first from zero.
    pub fn steps(&mut self, numbers: &[u32]) {
        self.number(numbers.len());
        let mut last = 0;
        for &number in numbers {
            self.number((number - last) as usize);
            last = number;
        }
    }
}

/// Packs files one after the other. A site has thousands of small ones: each thread keeps its own.
pub struct Packer {
    compressor: Compressor,
    /// Used for one file after the other.
    room: Vec<u8>,
}

impl Packer {
    pub fn new() -> Self {
        Self {
            compressor: Compressor::new(CompressionLvl::default()),
            room: Vec::new(),
        }
    }

    /// Gzip without name or time: equal bytes give equal files on every day.
    fn gzip(&mut self, bytes: &[u8]) -> io::Result<&[u8]> {
        let bound = self.compressor.gzip_compress_bound(bytes.len());
        if self.room.len() < bound {
            self.room.resize(bound, 0);
        }
        let size = self.compressor.gzip_compress(bytes, &mut self.room);
        Ok(&self.room[..size.map_err(io::Error::other)?])
    }
}

/// The script that hands the bytes to the client: base64 of gzip, so that it works from `file://`
/// and its size does not depend on the host.
pub fn script(packer: &mut Packer, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let packed = packer.gzip(bytes)?;
    let data = base64::prelude::BASE64_STANDARD.encode(packed);
    Ok(written(&data))
}

/// The script that hands a text to the client, as it stands between quotes. It does not say its name,
/// so that what gets another one is the same file still.
pub fn written(text: &str) -> Vec<u8> {
    [CALL, text, END].concat().into_bytes()
}

/// What stands between quotes in a script.
fn data(script: &[u8]) -> Option<&str> {
    let script = std::str::from_utf8(script).ok()?;
    script.strip_prefix(CALL)?.strip_suffix(END)
}

/// The text that a script hands over; nothing when it is damaged.
pub fn literal(script: &[u8]) -> Option<String> {
    let data = data(script)?;
    // A backslash is the only character that is written otherwise, and always twice.
    let alone = data.replace("\\\\", "").contains(['\\', '"', '\n', '\r']);
    (!alone).then(|| data.replace("\\\\", "\\"))
}

/// The bytes inside a script; nothing when it is damaged.
pub fn unpacked(script: &[u8]) -> Option<Vec<u8>> {
    let data = data(script)?;
    let packed = base64::prelude::BASE64_STANDARD.decode(data).ok()?;
    // A gzip member ends with its size; no honest one is larger than this many times its bytes.
    let (_, size) = packed.split_last_chunk::<4>()?;
    let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
    if size > packed.len().saturating_mul(MOST_PACKED) {
        return None;
    }
    let mut bytes = vec![0; size];
    let read = Decompressor::new().gzip_decompress(&packed, &mut bytes);
    (read.ok()? == size).then_some(bytes)
}

/// Reads what [`Bytes`] wrote; nothing comes from bytes that are not there.
pub struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes }
    }

    pub fn is_at_end(&self) -> bool {
        self.left.is_empty()
    }

    /// A number that fits in 32 bits.
    pub fn number(&mut self) -> Option<u32> {
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let (&byte, left) = self.left.split_first()?;
            self.left = left;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).ok();
            }
        }
        None
    }

    pub fn take(&mut self, size: u32) -> Option<&'a [u8]> {
        let (taken, left) = self.left.split_at_checked(size as usize)?;
        self.left = left;
        Some(taken)
    }

    pub fn text(&mut self) -> Option<String> {
        let size = self.number()?;
        String::from_utf8(self.take(size)?.to_vec()).ok()
    }

    pub fn many<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| read(self)).collect()
    }

    /// Words that were written with [`Bytes::word_after`].
    pub fn words(&mut self) -> Option<Vec<String>> {
        let mut last = String::new();
        self.many(|r| {
            let shared = r.number()? as usize;
            let mut units = last.encode_utf16().take(shared);
            let head: Vec<u16> = units.by_ref().collect();
            if head.len() < shared {
                return None;
            }
            last = String::from_utf16(&head).ok()? + &r.text()?;
            Some(last.clone())
        })
    }

    pub fn steps(&mut self) -> Option<Vec<u32>> {
        let mut last = 0_u32;
        self.many(|r| {
            last = last.checked_add(r.number()?)?;
            Some(last)
        })
    }

    /// All that is left.
    pub fn rest<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut all = Vec::new();
        while !self.is_at_end() {
            all.push(read(self)?);
        }
        Some(all)
    }
}
