//! What the outputs of a build are made from: the next one that finds the same there does not make them
//! again.

use super::document_cache::{DocumentCache, Places};
use super::options::BuildOptions;
use super::value_digest::digest_of;
use super::{Engine, Snapshot};
use crate::base::digest::Digest;
use crate::source::stamp::Seen;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A file of the project and what it holds.
pub(super) type Read = (Arc<str>, Seen);

/// What the outputs of this build are made from.
pub(super) struct Origin {
    pub documents: Vec<Read>,
    /// Digest of what all pages share; without it every page is made.
    pub shared: Option<Digest>,
    /// Digest of all that pages are made from except the texts of documents.
    pub around: Option<Digest>,
    /// Where the documents are kept.
    pub places: Places,
    /// The files of documents that are what they were, when all around them is too.
    pub same: Option<FxHashSet<Arc<str>>>,
}

impl Origin {
    /// Takes it out of the engine, which nobody asks again for what it remembers of each file;
    /// `before`, what was around the documents of the build before.
    pub fn take(
        engine: &mut Engine,
        options: &BuildOptions,
        snapshot: &Snapshot,
        before: Option<Digest>,
    ) -> Origin {
        let documents = engine.checked();
        let documents = documents
            .map(|(file, checked)| (file.clone(), checked.source))
            .collect();
        let shared = shared(engine, options, snapshot);
        let around = around(engine, shared);
        engine.memo = Vec::new();
        let (places, same) = engine
            .kept
            .take()
            .map(DocumentCache::places)
            .unwrap_or_default();
        let as_before = around.is_some() && around == before;
        Origin {
            documents,
            shared,
            around,
            places,
            same: as_before.then_some(same),
        }
    }
}

/// Digest of what documents are made with, beside site.toml and its data: the program, the options.
pub(super) fn with(options: &BuildOptions) -> Option<Digest> {
    digest_of(&((*options.program)?, format!("{:?}", options.site)))
}

/// Digest of what all pages are made from: the program, the theme, what the site says on each page.
fn shared(engine: &Engine, options: &BuildOptions, snapshot: &Snapshot) -> Option<Digest> {
    digest_of(&(with(options)?, engine.theme_digest, &snapshot.site))
}

/// Digest of all that pages are made from but the texts of documents: of these, what others see of them.
fn around(engine: &Engine, shared: Option<Digest>) -> Option<Digest> {
    let seen = engine.checked().map(|(_, checked)| checked.outlook);
    let seen: Vec<Digest> = seen.collect::<Option<_>>()?;
    let site = (engine.site.digest, engine.components.digest);
    let tables: Vec<_> = engine.tables.digests().collect();
    let files = (tables, &engine.listing.attachments, engine.sizes());
    digest_of(&(shared?, site, files, &engine.history.tip, seen))
}
