//! Packing the files of the browser index, which are many and small, on all threads.

use rayon::prelude::*;

use super::format::{Bytes, Packer, renamed, script};
use super::schema::Error;
use crate::base::digest::Digest;
use crate::source::aside::{Aside, Share, Text};
use crate::view::search::SearchInput;

/// A file before it is packed.
struct Part {
    name: String,
    bytes: Vec<u8>,
    /// Whether time counts more than its last bytes.
    quick: bool,
}

/// The same file after that.
pub struct Packed {
    pub name: String,
    pub script: Text,
    /// Of what is packed in it, and how.
    pub content: Digest,
    /// Whether an earlier build's script with this content was there as it was.
    pub earlier: bool,
}

/// The script of an earlier build in which this content is packed, if there is one still as it was.
pub type Earlier<'a> = &'a (dyn Fn(Digest) -> Option<Vec<u8>> + Sync);

/// Where the texts of the documents come from.
pub enum Texts<'a> {
    /// The store of the index.
    Stored,
    /// What the index was made from.
    Input(&'a SearchInput<'a>, &'a Aside, Earlier<'a>),
}

/// So many files of texts wait until they are packed together.
const WAITING: usize = 2_000;

/// The files that are made, those that wait to be packed and those that are.
pub struct Parts<'a> {
    pub texts: &'a Texts<'a>,
    large: bool,
    waiting: Vec<Part>,
    packed: Vec<Packed>,
}

impl<'a> Parts<'a> {
    /// `large` is whether the site has so many texts that packing them well takes too long.
    pub fn new(texts: &'a Texts<'a>, large: bool) -> Self {
        Self {
            texts,
            large,
            waiting: Vec::new(),
            packed: Vec::new(),
        }
    }

    /// Takes a file; it is packed together with others.
    pub fn add(&mut self, name: String, part: Bytes) -> Result<(), Error> {
        self.wait(name, part, false)
    }

    /// Takes a file of texts, of which there are as many as documents.
    pub fn add_texts(&mut self, name: String, part: Bytes) -> Result<(), Error> {
        self.wait(name, part, self.large)
    }

    fn wait(&mut self, name: String, part: Bytes, quick: bool) -> Result<(), Error> {
        let bytes = part.bytes;
        self.waiting.push(Part { name, bytes, quick });
        match self.waiting.len() >= WAITING {
            true => self.pack(),
            false => Ok(()),
        }
    }

    /// Packs what waits and lets it go: a large site never holds all its texts, packed or not.
    fn pack(&mut self) -> Result<(), Error> {
        let texts = self.texts;
        let packers = || [Packer::new(), Packer::quick()];
        let packed: Vec<Packed> = self
            .waiting
            .par_drain(..)
            .map_init(packers, |packers, Part { name, bytes, quick }| {
                let content = match quick {
                    true => Digest::of_parts([&b"quick"[..], &bytes]),
                    false => Digest::of(&bytes),
                };
                // Finding out that bytes are the same takes a tenth of packing them.
                let earlier = match texts {
                    Texts::Input(.., earlier) => earlier(content),
                    Texts::Stored => None,
                };
                let found = earlier.is_some();
                let script = match earlier.and_then(|script| renamed(script, &name)) {
                    Some(script) => script,
                    None => script(&mut packers[usize::from(quick)], &name, &bytes)?,
                };
                let (bytes, mut script) = (script.len(), Text::from(script));
                if let Texts::Input(_, aside, _) = texts {
                    aside.put(Share::Texts, &mut script, bytes);
                }
                Ok(Packed {
                    name,
                    script,
                    content,
                    earlier: found,
                })
            })
            .collect::<Result<_, std::io::Error>>()?;
        self.packed.extend(packed);
        Ok(())
    }

    /// All files, packed, in the order in which they came.
    pub fn finish(mut self) -> Result<Vec<Packed>, Error> {
        self.pack()?;
        Ok(self.packed)
    }
}

/// The name of the folder: a digest of all that is packed in it and of the entry.
pub fn generation(packed: &[Packed], entry: &Bytes) -> String {
    let parts = packed.iter().flat_map(|part| {
        let content = &part.content.bytes()[..];
        [part.name.as_bytes(), content]
    });
    let digest = Digest::of_parts(parts.chain([&entry.bytes[..]]));
    digest.hex()[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::format::unpacked;
    use super::*;

    #[test]
    fn texts_of_a_large_site_are_packed_otherwise_and_are_the_same_texts() {
        let bytes: Vec<u8> = (0..9_000_u32).map(|n| (n * n % 251) as u8 % 40).collect();
        let pack = |large: bool| {
            let mut parts = Parts::new(&Texts::Stored, large);
            for name in ["t0", "t1"] {
                let mut part = Bytes::default();
                part.bytes.extend(&bytes);
                parts.add_texts(name.to_owned(), part).unwrap();
            }
            parts.finish().unwrap()
        };
        let (small, large) = (pack(false), pack(true));
        for part in small.iter().chain(&large) {
            let script = part.script.read();
            assert_eq!(unpacked(&part.name, script.as_bytes()), Some(bytes.clone()));
        }
        // What was packed for a small site is not taken for a large one.
        assert_ne!(small[0].content, large[0].content);
        assert_eq!(large[0].content, large[1].content);
        assert_ne!(small[0].script, large[0].script);
    }
}
