//! Packing the files of the browser index, which are many and small, on all threads.

use rayon::prelude::*;

use super::format::{Bytes, Packer, renamed, script};
use super::index::Error;
use crate::base::digest::Digest;
use crate::source::aside::{Aside, Text};
use crate::view::search::SearchInput;

/// A file before it is packed, and after.
type Part = (String, Bytes);
pub struct Packed {
    pub name: String,
    pub script: Text,
    /// Of what is packed in it.
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
    waiting: Vec<Part>,
    packed: Vec<Packed>,
}

impl<'a> Parts<'a> {
    pub fn new(texts: &'a Texts<'a>) -> Self {
        Self {
            texts,
            waiting: Vec::new(),
            packed: Vec::new(),
        }
    }

    /// Takes a file; it is packed together with others.
    pub fn add(&mut self, name: String, part: Bytes) -> Result<(), Error> {
        self.waiting.push((name, part));
        match self.waiting.len() >= WAITING {
            true => self.pack(),
            false => Ok(()),
        }
    }

    /// Packs what waits and lets it go: a large site never holds all its texts, packed or not.
    fn pack(&mut self) -> Result<(), Error> {
        let texts = self.texts;
        let packed: Vec<Packed> = self
            .waiting
            .par_drain(..)
            .map_init(Packer::new, |packer, (name, part)| {
                let content = Digest::of(&part.bytes);
                // Finding out that bytes are the same takes a tenth of packing them.
                let earlier = match texts {
                    Texts::Input(.., earlier) => earlier(content),
                    Texts::Stored => None,
                };
                let found = earlier.is_some();
                let script = match earlier.and_then(|script| renamed(script, &name)) {
                    Some(script) => script,
                    None => script(packer, &name, &part.bytes)?,
                };
                let (bytes, mut script) = (script.len(), Text::from(script));
                if let Texts::Input(_, aside, _) = texts {
                    aside.put(&mut script, bytes);
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
