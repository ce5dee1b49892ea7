//! The bytes of the browser index: variable-length numbers, strings, and the script around them.
//! `docs/search-format.md` specifies what is written here and in `shards`.

use std::io;

use base64::Engine;
use libdeflater::{CompressionLvl, Compressor};

/// Name of the function that every file of the index calls.
const CALL: &str = "acervoBuscador";

/// A growing file.
#[derive(Default)]
pub struct Bytes {
    pub bytes: Vec<u8>,
}

impl Bytes {
    /// A number, seven bits a byte, the lowest first; the high bit says that more follow.
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
    pub fn word_after(&mut self, before: &str, word: &str) {
        let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b);
        let (mut units, mut bytes) = (0, 0);
        for (c, _) in shared {
            units += c.len_utf16();
            bytes += c.len_utf8();
        }
        self.number(units);
        self.text(&word[bytes..]);
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
pub fn script(packer: &mut Packer, name: &str, bytes: &[u8]) -> io::Result<String> {
    let packed = packer.gzip(bytes)?;
    let mut script = String::with_capacity(packed.len() / 3 * 4 + 40);
    script.push_str(&format!("{CALL}(\"{name}\",\""));
    base64::prelude::BASE64_STANDARD.encode_string(packed, &mut script);
    script.push_str("\");\n");
    Ok(script)
}
