//! Packing the files of the browser index, which are many and small, on all threads.

use rayon::prelude::*;

use super::format::{Bytes, MAGIC, Packer, renamed, script};
use super::schema::Error;
use crate::base::digest::Digest;

/// A file before it is packed.
struct Part<'a> {
    name: String,
    inside: Inside<'a>,
}

/// What is packed in a file.
enum Inside<'a> {
    Bytes(Vec<u8>),
    /// It is not made where an earlier file has it.
    Later {
        content: Digest,
        make: Box<dyn FnOnce() -> Result<Bytes, Error> + Send + 'a>,
        /// Whether time counts more than its last bytes.
        quick: bool,
    },
}

/// A file of the browser index, packed.
pub struct File {
    pub name: String,
    pub script: String,
    /// Of what is packed in it, or of what that is made from, and how.
    pub content: Digest,
    /// Whether [`Outlet::earlier`] gave it, though perhaps with another name.
    pub earlier: bool,
}

/// Where the files go as soon as they are packed: a large site never holds them all.
pub trait Outlet: Sync {
    /// What stays of a file.
    type Left: Send;
    type Error: From<Error> + Send;

    /// The script of an earlier build in which this content is packed, if there is one still as it was.
    fn earlier(&self, content: Digest) -> Option<Vec<u8>>;

    /// Takes a file. May be called from many threads.
    fn take(&self, file: File) -> Result<Self::Left, Self::Error>;
}

/// Nothing was made earlier, and all scripts stay.
pub struct InMemory;

impl Outlet for InMemory {
    type Left = String;
    type Error = Error;

    fn earlier(&self, _: Digest) -> Option<Vec<u8>> {
        None
    }

    fn take(&self, file: File) -> Result<String, Error> {
        Ok(file.script)
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

/// So many files wait until they are packed together.
const WAITING: usize = 2_000;

/// The files that are made, those that wait to be packed and those that were taken.
pub struct Parts<'a, O: Outlet> {
    outlet: &'a O,
    large: bool,
    waiting: Vec<Part<'a>>,
    packed: Vec<Packed<O::Left>>,
}

impl<'a, O: Outlet> Parts<'a, O> {
    /// `large` is whether the site has so many texts that packing them well takes too long.
    pub fn new(outlet: &'a O, large: bool) -> Self {
        Self {
            outlet,
            large,
            waiting: Vec::new(),
            packed: Vec::new(),
        }
    }

    /// Takes a file; it is packed together with others.
    pub fn add(&mut self, name: String, part: Bytes) -> Result<(), O::Error> {
        self.wait(name, Inside::Bytes(part.bytes))
    }

    /// Takes a file of texts, of which there are as many as documents. `of` is all that it is made from.
    pub fn add_texts(
        &mut self,
        name: String,
        of: &[Digest],
        make: impl FnOnce() -> Result<Bytes, Error> + Send + 'a,
    ) -> Result<(), O::Error> {
        let how = [u8::from(self.large)];
        let of = of.iter().map(|digest| &digest.bytes()[..]);
        let inside = Inside::Later {
            content: Digest::of_parts([MAGIC, &how[..]].into_iter().chain(of)),
            make: Box::new(make),
            quick: self.large,
        };
        self.wait(name, inside)
    }

    fn wait(&mut self, name: String, inside: Inside<'a>) -> Result<(), O::Error> {
        self.waiting.push(Part { name, inside });
        match self.waiting.len() >= WAITING {
            true => self.pack(),
            false => Ok(()),
        }
    }

    /// Packs what waits and lets it go.
    fn pack(&mut self) -> Result<(), O::Error> {
        let outlet = self.outlet;
        let packers = || [Packer::new(), Packer::quick()];
        let packed: Vec<Packed<O::Left>> = self
            .waiting
            .par_drain(..)
            .with_max_len(AT_ONCE)
            .map_init(packers, |packers, part| {
                let file = packed(part, outlet, packers)?;
                let (name, content) = (file.name.clone(), file.content);
                let left = outlet.take(file)?;
                Ok(Packed {
                    name,
                    content,
                    left,
                })
            })
            .collect::<Result<_, O::Error>>()?;
        self.packed.extend(packed);
        Ok(())
    }

    /// All files in the order in which they came.
    pub fn finish(mut self) -> Result<Vec<Packed<O::Left>>, O::Error> {
        self.pack()?;
        Ok(self.packed)
    }
}

/// Packs a file. Finding out that an earlier one has its bytes takes a tenth of packing them.
fn packed(
    Part { name, inside }: Part,
    outlet: &impl Outlet,
    packers: &mut [Packer; 2],
) -> Result<File, Error> {
    let content = match &inside {
        Inside::Bytes(bytes) => Digest::of(bytes),
        Inside::Later { content, .. } => *content,
    };
    let earlier = outlet.earlier(content);
    let earlier = earlier.and_then(|script| renamed(script, &name));
    let found = earlier.is_some();
    let script = match earlier {
        Some(script) => script,
        None => {
            let (bytes, quick) = match inside {
                Inside::Bytes(bytes) => (bytes, false),
                Inside::Later { make, quick, .. } => (make()?.bytes, quick),
            };
            script(&mut packers[usize::from(quick)], &name, &bytes)?
        }
    };
    Ok(File {
        name,
        script,
        content,
        earlier: found,
    })
}

/// The name of the folder: a digest of all that is packed in it and of the entry.
pub fn generation<T>(packed: &[Packed<T>], entry: &Bytes) -> String {
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
            let mut parts = Parts::new(&InMemory, large);
            for name in ["t0", "t1"] {
                let mut part = Bytes::default();
                part.bytes.extend(&bytes);
                let of = [Digest::of(&bytes)];
                parts.add_texts(name.to_owned(), &of, || Ok(part)).unwrap();
            }
            parts.finish().unwrap()
        };
        let (small, large) = (pack(false), pack(true));
        for part in small.iter().chain(&large) {
            let script = part.left.as_bytes();
            assert_eq!(unpacked(&part.name, script), Some(bytes.clone()));
        }
        // What was packed for a small site is not taken for a large one.
        assert_ne!(small[0].content, large[0].content);
        assert_eq!(large[0].content, large[1].content);
        assert_ne!(small[0].left, large[0].left);
    }
}
