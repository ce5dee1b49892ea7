//! Documents that an earlier build read, so that one whose file did not change is not parsed again.
//!
//! It is what the engine remembers while it runs, on the disk: a document by the digests of its file
//! and of the schema. They stand one after the other in a file that only grows. Where each is, with
//! the digest of its bytes, is in the record of the last build: bytes that are not those that were
//! written are no document, and the file is parsed. A file that is half outdated is begun anew.

use super::CACHE;
use crate::base::digest::Digest;
use crate::check::Doc;
use crate::diag::Diagnostic;
use crate::source::at;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
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
#[derive(Clone, Copy, Serialize, Deserialize)]
struct At {
    source: Digest,
    schema: Digest,
    from: u64,
    size: u32,
    /// Of its bytes.
    seal: Digest,
}

/// What is remembered of one file.
pub(super) struct Checked {
    pub source: Digest,
    pub schema: Digest,
    pub doc: Option<Arc<Doc>>,
    pub diags: Vec<Diagnostic>,
}

/// What is kept, and what this build adds.
pub(super) struct Kept {
    before: BTreeMap<Arc<str>, At>,
    with: Digest,
    file: File,
    /// Where the next document goes.
    end: AtomicU64,
    now: Mutex<BTreeMap<Arc<str>, At>>,
}

impl Kept {
    /// Opens the file of a project; `None` when that cannot be, then every document is parsed.
    pub fn open(root: &Path, with: Digest, before: Places) -> Option<Kept> {
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
            file,
            end: AtomicU64::new(end),
            now: Mutex::default(),
        })
    }

    /// The document that was made of a file with this digest.
    pub fn get(&self, file: &Arc<str>, source: Digest, schema: Digest) -> Option<Checked> {
        let at = self.before.get(file)?;
        if at.source != source || at.schema != schema {
            return None;
        }
        let bytes = at::read(&self.file, at.from, at.size as usize).ok()?;
        if Digest::of(&bytes) != at.seal {
            return None;
        }
        let (doc, diags): (Option<Doc>, Vec<Diagnostic>) = postcard::from_bytes(&bytes).ok()?;
        self.now().insert(file.clone(), *at);
        Some(Checked {
            source,
            schema,
            doc: doc.map(Arc::new),
            diags,
        })
    }

    /// Keeps a document. One that cannot be kept is parsed again the next time.
    pub fn put(
        &self,
        file: &Arc<str>,
        (source, schema): (Digest, Digest),
        made: (&Option<Doc>, &[Diagnostic]),
    ) {
        let Ok(bytes) = postcard::to_stdvec(&made) else {
            return;
        };
        let from = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        let written = at::write(&self.file, from, &bytes);
        if let (Ok(()), Ok(size)) = (written, u32::try_from(bytes.len())) {
            let at = At {
                source,
                schema,
                from,
                size,
                seal: Digest::of(&bytes),
            };
            self.now().insert(file.clone(), at);
        }
    }

    /// Where the documents of this build are.
    pub fn places(self) -> Places {
        let now = self.now.into_inner();
        let now = now.unwrap_or_else(|broken| broken.into_inner());
        Places {
            with: self.with,
            places: now,
        }
    }

    fn now(&self) -> MutexGuard<'_, BTreeMap<Arc<str>, At>> {
        self.now.lock().unwrap_or_else(|broken| broken.into_inner())
    }
}
