//! Documents that an earlier build read, so that one whose file did not change is not parsed again.
//!
//! It is what the engine remembers while it runs, on the disk: a document by the digests of its file
//! and of the schema. They stand one after the other in a file that only grows. Where each is, with
//! the digest of its bytes, is in the record of the last build: bytes that are not those that were
//! written are no document, and the file is parsed. A file that is half outdated is begun anew. The
//! texts of what did not change wait there unread, and what a large site has no room for: see
//! [`aside`](crate::source::aside). Most are never read. One that turns out to be damaged costs the
//! build, which begins again without this file.

use super::CACHE;
use super::told::digest_of;
use crate::base::digest::Digest;
use crate::base::packed;
use crate::check::{Doc, Outlook};
use crate::diag::Diagnostic;
use crate::source::aside::{Aside, Share, Shelf};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

/// Name of the file.
const FILE: &str = "documentos";

/// So many bytes of outdated documents never matter.
const SPARE: u64 = 16 * 1024 * 1024;

/// Where the documents are.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Places {
    /// Of the program and the options, which decide what a document becomes.
    with: Digest,
    places: BTreeMap<Arc<str>, At>,
}

/// Where one document is.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
struct At {
    source: Digest,
    schema: Digest,
    from: u64,
    size: u32,
    /// Where in it its texts end, and where its other pieces end and the rest begins.
    texts: u32,
    rest: u32,
    /// Of its bytes after the texts.
    seal: Digest,
}

/// What is remembered of one file.
pub(super) struct Checked {
    pub source: Digest,
    pub schema: Digest,
    /// Of what others see of it; `None` when that was not asked for.
    pub outlook: Option<Digest>,
    pub doc: Option<Arc<Doc>>,
    pub diags: Vec<Diagnostic>,
}

/// What is kept, and what this build adds.
pub(super) struct Kept {
    before: BTreeMap<Arc<str>, At>,
    with: Digest,
    aside: Aside,
    shelf: Shelf,
    now: Mutex<BTreeMap<Arc<str>, At>>,
}

/// A document as it stands in the file after its pieces, each of so many bytes.
#[derive(Serialize, Deserialize)]
struct Record<D, L> {
    pieces: [usize; 4],
    /// Of each piece that is a text.
    seals: [Option<Digest>; 4],
    outlook: Option<Digest>,
    doc: D,
    diags: L,
}

/// Removes the file of a project; whether there was one.
pub(super) fn remove(root: &Path) -> bool {
    std::fs::remove_file(root.join(CACHE).join(FILE)).is_ok()
}

impl Kept {
    /// Opens the file of a project; `None` when that cannot be, then every document is parsed.
    pub fn open(root: &Path, with: Digest, before: Places, aside: &Aside) -> Option<Kept> {
        let path = root.join(CACHE).join(FILE);
        std::fs::create_dir_all(path.parent()?).ok()?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = options.open(path).ok()?;
        let mut end = file.metadata().ok()?.len();
        let mut before = before;
        let used: u64 = before.places.values().map(|at| u64::from(at.size)).sum();
        if before.with != with || end > 2 * used + SPARE {
            before.places.clear();
            file.set_len(0).ok()?;
            end = 0;
        }
        Some(Kept {
            before: before.places,
            with,
            aside: aside.clone(),
            shelf: aside.shelf(file, end),
            now: Mutex::default(),
        })
    }

    /// The document that was made of a file with this digest.
    pub fn get(&self, file: &Arc<str>, source: Digest, schema: Digest) -> Option<Checked> {
        let at = self.before.get(file)?;
        if at.source != source || at.schema != schema {
            return None;
        }
        let size = at.size.checked_sub(at.texts)?;
        let from = at.from + u64::from(at.texts);
        let bytes = self.shelf.read(from, size as usize).ok()?;
        if Digest::of(&bytes) != at.seal {
            return None;
        }
        let rest = at.rest.checked_sub(at.texts)?;
        let (mut data, rest) = bytes.split_at_checked(rest as usize)?;
        let Record {
            pieces,
            seals,
            outlook,
            mut doc,
            diags,
        }: Record<Option<Doc>, Vec<Diagnostic>> = postcard::from_bytes(rest).ok()?;
        if let Some(doc) = &mut doc {
            let mut from = at.from;
            let all = doc.pieces().into_iter().zip(pieces).zip(seals);
            for (((share, _, piece), size), seal) in all {
                match share {
                    Share::Texts => piece.wait(self.shelf.slot(from, size, seal)),
                    Share::Data => {
                        let (one, after) = data.split_at_checked(size)?;
                        piece.decode(one).ok()?;
                        data = after;
                    }
                }
                from += size as u64;
            }
            self.settle(doc, at.from, (pieces, seals));
        }
        self.now().insert(file.clone(), *at);
        Some(Checked {
            source,
            schema,
            outlook,
            doc: doc.map(Arc::new),
            diags,
        })
    }

    /// Keeps a document, and gives the digest of what others see of it. One that cannot be kept is
    /// parsed again the next time.
    pub fn put(
        &self,
        file: &Arc<str>,
        (source, schema): (Digest, Digest),
        (doc, diags): (&mut Option<Doc>, &[Diagnostic]),
    ) -> Option<Digest> {
        let outlook = digest_of(&doc.as_ref().map(Outlook));
        let Ok(Written {
            bytes,
            texts,
            rest,
            pieces,
            seals,
        }) = written_down(outlook, doc, diags)
        else {
            return outlook;
        };
        let sizes = [texts, rest, bytes.len()].map(u32::try_from);
        if let (Ok(from), [Ok(texts), Ok(rest), Ok(size)]) = (self.shelf.write(&bytes), sizes) {
            let at = At {
                source,
                schema,
                from,
                size,
                texts,
                rest,
                seal: Digest::of(&bytes[texts as usize..]),
            };
            self.now().insert(file.clone(), at);
            if let Some(doc) = doc {
                self.settle(doc, from, (pieces, seals));
            }
        }
        outlook
    }

    /// Pieces for which there is no room wait where they stand.
    fn settle(&self, doc: &mut Doc, mut from: u64, (sizes, seals): Pieces) {
        let all = doc.pieces().into_iter().zip(sizes).zip(seals);
        for (((share, bytes, piece), size), seal) in all {
            if !self.aside.has_room(share, bytes) {
                piece.wait(self.shelf.slot(from, size, seal));
            }
            from += size as u64;
        }
    }

    /// Where the documents of this build are, and the files of those that are what they were.
    pub fn places(self) -> (Places, FxHashSet<Arc<str>>) {
        let now = self.now.into_inner();
        let now = now.unwrap_or_else(|broken| broken.into_inner());
        let same = now
            .iter()
            .filter(|(file, at)| self.before.get(*file) == Some(*at));
        let same = same.map(|(file, _)| file.clone()).collect();
        let places = Places {
            with: self.with,
            places: now,
        };
        (places, same)
    }

    fn now(&self) -> MutexGuard<'_, BTreeMap<Arc<str>, At>> {
        self.now.lock().unwrap_or_else(|broken| broken.into_inner())
    }
}

/// How long the pieces of a document are, and of those that are texts the digests.
type Pieces = ([usize; 4], [Option<Digest>; 4]);

/// A document as bytes: its texts, its other pieces, the rest.
struct Written {
    bytes: Vec<u8>,
    texts: usize,
    rest: usize,
    pieces: [usize; 4],
    seals: [Option<Digest>; 4],
}

fn written_down(
    outlook: Option<Digest>,
    doc: &mut Option<Doc>,
    diags: &[Diagnostic],
) -> std::io::Result<Written> {
    let (mut bytes, mut texts) = (Vec::new(), 0);
    let (mut pieces, mut seals) = Pieces::default();
    if let Some(doc) = doc {
        let all = doc.pieces().into_iter().zip(&mut pieces).zip(&mut seals);
        for (((share, _, piece), size), seal) in all {
            let before = bytes.len();
            bytes = piece.encode(bytes)?;
            *size = bytes.len() - before;
            if let Share::Texts = share {
                *seal = Some(Digest::of(&bytes[before..]));
                texts = bytes.len();
            }
        }
    }
    let rest = bytes.len();
    let record = Record {
        pieces,
        seals,
        outlook,
        doc,
        diags,
    };
    let bytes = packed::append(&record, bytes).map_err(std::io::Error::other)?;
    Ok(Written {
        bytes,
        texts,
        rest,
        pieces,
        seals,
    })
}
