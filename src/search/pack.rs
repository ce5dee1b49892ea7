//! Packing the files of the browser index, which are many and small, on all threads.

use rayon::prelude::*;

use super::bit_reader::Reader;
use super::bits::Bits;
use super::format::{reader, script};
use super::schema::Error;
use crate::base::digest::Digest;

/// A file before it is packed.
struct Part<'a> {
    name: String,
    inside: Inside<'a>,
}

/// What is packed in a file.
enum Inside<'a> {
    Bits(Bits),
    /// One with a digest of what it is made from: it is not made where an earlier file has it.
    Known(Digest, Make<'a>),
}

type Make<'a> = Box<dyn FnOnce() -> Result<Bits, Error> + Send + 'a>;

/// Where the files go as soon as they are packed: a large site never holds them all.
pub trait Outlet: Sync {
    /// What stays of a file.
    type Left: Send;
    type Error: From<Error> + Send;

    /// The script of an earlier build in which this content is packed, if there is one still as it was.
    fn earlier(&self, content: Digest) -> Option<Vec<u8>>;

    /// Gives that script a name of this build, if there is one.
    fn keep(&self, name: &str, content: Digest) -> Result<Option<Self::Left>, Self::Error>;

    /// Takes the script of a file. May be called from many threads.
    fn take(&self, name: &str, script: Vec<u8>) -> Result<Self::Left, Self::Error>;
}

/// Nothing was made earlier, and all scripts stay.
pub struct InMemory;

impl Outlet for InMemory {
    type Left = Vec<u8>;
    type Error = Error;

    fn earlier(&self, _: Digest) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _: &str, _: Digest) -> Result<Option<Vec<u8>>, Error> {
        Ok(None)
    }

    fn take(&self, _: &str, script: Vec<u8>) -> Result<Vec<u8>, Error> {
        Ok(script)
    }
}

/// A thread takes so many files at once: with more, the others wait for the last one.
const AT_ONCE: usize = 64;

/// What is known of a file that was taken.
pub struct Packed<T> {
    pub name: String,
    pub content: Digest,
    pub left: T,
}

/// Files wait until there are this many of them, or this many bytes, and are packed together: memory
/// that nobody used yet is dear.
const WAITING: usize = 2_000;
const WAITING_BYTES: usize = 1 << 20;

/// The files that are made, those that wait to be packed and those that were taken.
pub struct Parts<'a, O: Outlet> {
    outlet: &'a O,
    waiting: Vec<Part<'a>>,
    waiting_bytes: usize,
    packed: Vec<Packed<O::Left>>,
}

impl<'a, O: Outlet> Parts<'a, O> {
    pub fn new(outlet: &'a O) -> Self {
        Self {
            outlet,
            waiting: Vec::new(),
            waiting_bytes: 0,
            packed: Vec::new(),
        }
    }

    /// Takes a file; it is packed together with others.
    pub fn add(&mut self, name: String, part: Bits) -> Result<(), O::Error> {
        self.wait(name, Inside::Bits(part))
    }

    /// What an earlier build packed.
    pub fn earlier(&self, content: Digest) -> Option<Reader> {
        reader(&self.outlet.earlier(content)?)
    }

    /// Takes a file that is made when it is packed; `content` is all that it is made from.
    pub fn add_known(
        &mut self,
        name: String,
        content: Digest,
        make: impl FnOnce() -> Result<Bits, Error> + Send + 'a,
    ) -> Result<(), O::Error> {
        self.wait(name, Inside::Known(content, Box::new(make)))
    }

    fn wait(&mut self, name: String, inside: Inside<'a>) -> Result<(), O::Error> {
        if let Inside::Bits(bits) = &inside {
            self.waiting_bytes += bits.len() / 8;
        }
        self.waiting.push(Part { name, inside });
        match self.waiting.len() >= WAITING || self.waiting_bytes >= WAITING_BYTES {
            true => self.pack(),
            false => Ok(()),
        }
    }

    /// Packs what waits and lets it go.
    fn pack(&mut self) -> Result<(), O::Error> {
        let outlet = self.outlet;
        let packed: Vec<Packed<O::Left>> = self
            .waiting
            .par_drain(..)
            .with_max_len(AT_ONCE)
            .map(|part| packed(part, outlet))
            .collect::<Result<_, O::Error>>()?;
        self.packed.extend(packed);
        self.waiting_bytes = 0;
        Ok(())
    }

    /// All files in the order in which they came.
    pub fn finish(mut self) -> Result<Vec<Packed<O::Left>>, O::Error> {
        self.pack()?;
        Ok(self.packed)
    }
}

/// Packs a file, unless an earlier build has packed what is in it.
fn packed<O: Outlet>(Part { name, inside }: Part, outlet: &O) -> Result<Packed<O::Left>, O::Error> {
    let content = match &inside {
        Inside::Bits(bits) => digest(bits),
        Inside::Known(content, _) => *content,
    };
    let left = match outlet.keep(&name, content)? {
        Some(left) => left,
        None => {
            let bits = match inside {
                Inside::Bits(bits) => bits,
                Inside::Known(_, make) => make()?,
            };
            outlet.take(&name, script(&bits))?
        }
    };
    Ok(Packed {
        name,
        content,
        left,
    })
}

/// What tells bits from all others.
pub fn digest(bits: &Bits) -> Digest {
    Digest::of_parts([&bits.len().to_le_bytes()[..], &bits.to_bytes()])
}

/// The name of the folder: a digest of all that is packed in it and of the entry.
pub fn generation<T>(packed: &[Packed<T>], entry: &Bits) -> String {
    let parts = packed.iter().flat_map(|part| {
        let content = &part.content.bytes()[..];
        [part.name.as_bytes(), content]
    });
    let entry = digest(entry);
    let digest = Digest::of_parts(parts.chain([&entry.bytes()[..]]));
    digest.hex()[..12].to_owned()
}
