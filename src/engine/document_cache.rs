//! Documents that an earlier build read, so that one whose file did not change is not parsed again.
//!
//! It is what the engine remembers while it runs, on the disk: a document by the digests of its file
//! and of the schema. They stand one after the other in a file that only grows. Where each is, with
//! the digest of its bytes, is in the record of the last build: bytes that are not those that were
//! written are no document, and its file is parsed. When half of it is outdated it is begun anew. Texts
//! are not kept: most are never read, and who reads one has its file parsed once more, which costs less
//! than writing all of them down. Data for which a large site has no room wait here: see
//! [`spill`](crate::source::spill).

use super::CACHE;
use super::reading::Reading;
use super::value_digest::digest_of;
use crate::base::digest::Digest;
use crate::base::packed;
use crate::check::{Doc, Outlook};
use crate::diag::Diagnostic;
use crate::source::spill::{Share, Spill};
use crate::source::spill_file::SpillFile;
use crate::source::stamp::Seen;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

/// Name of the file.
const FILE: &str = "documentos";

/// With fewer bytes of outdated documents than this the file is not begun anew.
const SPARE: u64 = 16 * 1024 * 1024;

/// Room for a document that is written down.
const BYTES: usize = 4 * 1024;

/// Where the documents are.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Places {
    /// Digest of the program and the options, which decide what a document becomes.
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
    /// Where in its bytes the data end and the rest begins.
    rest: u32,
    /// Digest of its bytes.
    seal: Digest,
}

/// What is remembered of one file.
pub(super) struct Checked {
    pub source: Seen,
    pub schema: Digest,
    /// Digest of what other pages see of it; `None` when nobody asked for it.
    pub outlook: Option<Digest>,
    pub doc: Option<Arc<Doc>>,
    pub diags: Vec<Diagnostic>,
}

/// What is kept, and what this build adds.
pub(super) struct DocumentCache {
    before: BTreeMap<Arc<str>, At>,
    with: Digest,
    spill: Spill,
    file: SpillFile,
    now: Mutex<Vec<(Arc<str>, At)>>,
}

/// A document as it stands in the file after its data, each of so many bytes.
#[derive(Serialize, Deserialize)]
struct Record<D, L> {
    data: [usize; 3],
    outlook: Option<Digest>,
    doc: D,
    diags: L,
}

/// Removes the file of a project; whether there was one.
pub(super) fn remove(root: &Path) -> bool {
    std::fs::remove_file(root.join(CACHE).join(FILE)).is_ok()
}

impl DocumentCache {
    /// Opens the file of a project; `None` when that cannot be, then every document is parsed.
    pub fn open(root: &Path, with: Digest, before: Places, spill: &Spill) -> Option<DocumentCache> {
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
        Some(DocumentCache {
            before: before.places,
            with,
            spill: spill.clone(),
            file: spill.file(file, end),
            now: Mutex::default(),
        })
    }

    /// The document that was made of a file with this digest; its texts are `reading`'s to make.
    pub fn get(&self, file: &Arc<str>, source: Seen, reading: &Arc<Reading>) -> Option<Checked> {
        let at = self.before.get(file)?;
        if at.source != source.digest || at.schema != reading.schema {
            return None;
        }
        let bytes = self.file.read(at.from, at.size as usize).ok()?;
        if Digest::of(&bytes) != at.seal {
            return None;
        }
        let (mut data, rest) = bytes.split_at_checked(at.rest as usize)?;
        let Record {
            data: sizes,
            outlook,
            mut doc,
            diags,
        }: Record<Option<Doc>, Vec<Diagnostic>> = postcard::from_bytes(rest).ok()?;
        if let Some(doc) = &mut doc {
            for ((_, piece), size) in doc.data().into_iter().zip(sizes) {
                let (one, after) = data.split_at_checked(size)?;
                piece.decode(one).ok()?;
                data = after;
            }
            self.settle(doc, at.from, sizes);
            reading.leave_texts(doc, source.digest, &self.spill);
        }
        self.now().push((file.clone(), *at));
        Some(Checked {
            source,
            schema: at.schema,
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
        let Ok((bytes, sizes)) = written_down(outlook, doc, diags) else {
            return outlook;
        };
        let rest = u32::try_from(sizes.iter().sum::<usize>());
        let size = u32::try_from(bytes.len());
        if let (Ok(from), Ok(rest), Ok(size)) = (self.file.write(&bytes), rest, size) {
            let at = At {
                source,
                schema,
                from,
                size,
                rest,
                seal: Digest::of(&bytes),
            };
            self.now().push((file.clone(), at));
            if let Some(doc) = doc {
                self.settle(doc, from, sizes);
            }
        }
        outlook
    }

    /// Data for which there is no room wait where they stand.
    fn settle(&self, doc: &mut Doc, mut from: u64, sizes: [usize; 3]) {
        for ((bytes, piece), size) in doc.data().into_iter().zip(sizes) {
            if !self.spill.has_room(Share::Data, bytes) {
                piece.wait(self.file.slot(from, size));
            }
            from += size as u64;
        }
    }

    /// Where the documents of this build are, and the files of those that are what they were.
    pub fn places(self) -> (Places, FxHashSet<Arc<str>>) {
        let now = self.now.into_inner();
        let now = now.unwrap_or_else(|broken| broken.into_inner());
        let now: BTreeMap<Arc<str>, At> = now.into_iter().collect();
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

    fn now(&self) -> MutexGuard<'_, Vec<(Arc<str>, At)>> {
        self.now.lock().unwrap_or_else(|broken| broken.into_inner())
    }
}

/// A document as bytes, and how many of them its data are.
fn written_down(
    outlook: Option<Digest>,
    doc: &mut Option<Doc>,
    diags: &[Diagnostic],
) -> std::io::Result<(Vec<u8>, [usize; 3])> {
    let (mut bytes, mut data) = (Vec::with_capacity(BYTES), [0; 3]);
    if let Some(doc) = doc {
        for ((_, piece), size) in doc.data().into_iter().zip(&mut data) {
            let before = bytes.len();
            bytes = piece.encode(bytes)?;
            *size = bytes.len() - before;
        }
    }
    let record = Record {
        data,
        outlook,
        doc,
        diags,
    };
    let bytes = packed::append(&record, bytes).map_err(std::io::Error::other)?;
    Ok((bytes, data))
}
