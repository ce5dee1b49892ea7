//! Floor 10: one way from the files to a whole site.
//!
//! [`Engine::advance`] serves `build`, `check`, `serve` and the tests; a full build is `advance` from
//! nothing. Only per-file work is remembered, by the digest of the file and of the schema. The rest
//! is derived afresh, so nothing can be stale.

mod build;
mod build_record;
mod cards;
mod document;
mod document_cache;
mod edits;
mod exports;
mod facts;
mod index;
mod options;
mod origin;
mod pack;
mod pages;
mod panels;
mod pictures;
mod program;
mod reading;
mod render;
mod site;
mod snapshot;
mod tables;
mod theme;
mod touched;
mod value_digest;
mod watched;

pub use build::build;
pub use facts::Citation;
pub use options::{BuildOptions, BuildReport, Phase, Program, Remains, claim, index_folder, turn};
pub use program::program;
pub use render::Rendered;
pub use snapshot::Snapshot;
pub use theme::components;

use crate::base::date::Date;
use crate::base::digest::Digest;
use crate::config::components::Components;
use crate::config::{self, SITE_FILE, Site};
use crate::diag::{Code, Diagnostic, Failure, Place};
use crate::source::history::History;
use crate::source::spill::Spill;
use crate::source::stamp::Seen;
use crate::source::{CONTENT, Changes, scan};
use crate::theme::Theme;
use document::{Room, read_document};
use document_cache::{Checked, DocumentCache};
use edits::Edits;
use pictures::Pictures;
use rayon::prelude::*;
use reading::Reading;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use tables::Tables;
use touched::Touched;

/// Folder of the project for what can be made again.
const CACHE: &str = ".acervo";

/// A thread takes so many files at once: with more, the others wait for the last one.
const AT_ONCE: usize = 64;

/// Folder of the themes inside the project.
const THEMES: &str = "themes";

/// How a site is put together.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Drafts are documents like any other.
    pub drafts: bool,
    /// Instead of the one in site.toml.
    pub base_url: Option<String>,
    /// No search index and no search box.
    pub no_search: bool,
    /// Only documents with these values, as `(field, value)`.
    pub only: Vec<(String, String)>,
    /// The day that the site is of, instead of the one in site.toml.
    pub at: Option<Date>,
}

/// The state of a project: what is remembered of each file, and the last snapshot.
pub struct Engine {
    root: PathBuf,
    options: Options,
    listing: scan::Listing,
    /// What each document of the listing was found to be, in its order.
    memo: Vec<Option<Arc<Checked>>>,
    /// Data files that documents show.
    tables: Tables,
    pictures: Pictures,
    site: Arc<Site>,
    theme: Arc<Theme>,
    /// What the theme lets authors write.
    components: Arc<Components>,
    theme_digest: Digest,
    history: Arc<History>,
    /// The theme's files could not all be found: the findings do not depend on those that were.
    theme_faulty: bool,
    site_diags: Vec<Diagnostic>,
    theme_diags: Vec<Diagnostic>,
    /// Where long texts wait; without it they stay in memory.
    spill: Option<Spill>,
    /// Documents of the last build.
    kept: Option<DocumentCache>,
    /// What the files of documents were found to hold just now, when everything was looked at.
    looked: Option<FxHashMap<Arc<str>, Seen>>,
    /// The snapshot that was given last, while somebody has it.
    last: Weak<Snapshot>,
}

impl Engine {
    /// Opens a project. Nothing is read yet but the presence of site.toml.
    ///
    /// # Errors
    /// When the folder is no project.
    pub fn open(root: &Path, options: Options) -> Result<Engine, Failure> {
        let root = root
            .canonicalize()
            .map_err(|e| Failure::io("no se pudo abrir la carpeta", root, &e))?;
        if !root.join(SITE_FILE).is_file() {
            return Err(config::no_site(&root.display()));
        }
        if !root.join(CONTENT).is_dir() {
            return Err(
                Failure::new(format!("no hay una carpeta content en {}", root.display()))
                    .help("haga el primer documento, que la crea: acervo new COLECCIÓN \"TÍTULO\""),
            );
        }
        let empty = Theme::load(Vec::new(), "es").value;
        Ok(Engine {
            root,
            options,
            listing: scan::Listing::default(),
            memo: Vec::new(),
            tables: Tables::default(),
            pictures: Pictures::default(),
            site: Arc::default(),
            theme: Arc::new(empty),
            components: Arc::default(),
            theme_digest: Digest::default(),
            history: Arc::default(),
            theme_faulty: false,
            site_diags: Vec::new(),
            theme_diags: Vec::new(),
            spill: None,
            kept: None,
            looked: None,
            last: Weak::new(),
        })
    }

    /// From now on the texts of a large site wait on the disk until they are read.
    fn spill_texts(&mut self) -> Spill {
        let spill = Spill::new(&self.root.join(CACHE));
        self.spill = Some(spill.clone());
        spill
    }

    /// The project's folder, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Takes in what changed and gives the site as it is now: the very same one when the files say
    /// what they said.
    pub fn advance(&mut self, changes: &Changes) -> Arc<Snapshot> {
        let touched = Touched::new(&self.root, changes);
        // A folder that moved took its data files along.
        let data = self.site.files.iter().any(|f| touched.covers(f));
        let mut changed = false;
        if touched.all || touched.has(SITE_FILE) || data {
            changed |= self.load_site();
        }
        if touched.all || touched.within(THEMES) || touched.has(SITE_FILE) {
            changed |= self.load_theme();
        }
        changed |= self.load_history();
        self.take_in(&touched, changed)
    }

    /// Takes in what changed in the content folder; `changed`, whether anything beside it is new.
    fn take_in(&mut self, touched: &Touched, changed: bool) -> Arc<Snapshot> {
        let mut edits = self.read_documents(touched);
        edits.more |= changed | self.read_tables(touched) | self.look_at_pictures(touched);
        let last = self.last.upgrade();
        if let Some(last) = last.as_ref().filter(|_| edits.is_none()) {
            return last.clone();
        }
        let again = last.and_then(|last| self.again(&last, &edits));
        let snapshot = Arc::new(again.unwrap_or_else(|| self.snapshot()));
        self.last = Arc::downgrade(&snapshot);
        snapshot
    }

    /// Reads the documents that may have changed.
    fn read_documents(&mut self, touched: &Touched) -> Edits {
        let mut more = false;
        let is_file = |path: PathBuf| path.symlink_metadata().is_ok_and(|found| found.is_file());
        let known = |file: &str| self.listing.at(file).is_some() && is_file(self.root.join(file));
        // An edit of known files needs no walk; anything else in the content folder does.
        if touched.all || touched.content().any(|file| !known(file)) {
            let before = std::mem::replace(&mut self.listing, listing(&self.root));
            more = before != self.listing;
            let remembered = |file: &Arc<str>| self.memo.get(before.at(file)?)?.clone();
            self.memo = self.listing.documents.iter().map(remembered).collect();
        }
        self.memo.resize(self.listing.documents.len(), None);
        let (root, schema) = (&self.root, [self.site.digest, self.components.digest]);
        let reading = Arc::new(Reading {
            root: root.clone(),
            site: self.site.clone(),
            components: self.components.clone(),
            schema: Digest::of_parts(schema.iter().map(|d| &d.bytes()[..])),
            no_search: self.options.no_search,
        });
        let all = touched.all;
        let room = Room {
            spill: self.spill.as_ref(),
            kept: self.kept.as_ref(),
            looked: self.looked.as_ref(),
        };
        let files = self.listing.documents.par_iter();
        let files = files.zip(&mut self.memo).with_max_len(AT_ONCE);
        let read = files.filter_map(|(file, known)| {
            let fresh =
                |c: &Arc<Checked>| c.schema == reading.schema && !all && !touched.covers(file);
            if known.as_ref().is_some_and(fresh) {
                return None;
            }
            let checked = read_document(file, &reading, known.as_ref(), room);
            let same = known.as_ref().is_some_and(|k| Arc::ptr_eq(k, &checked));
            let before = known.replace(checked.clone());
            (!same).then_some((before, checked))
        });
        // A file that is gone changed the listing.
        Edits {
            more,
            documents: read.collect(),
        }
    }

    /// The documents that were read, in the order of the listing.
    fn checked(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<Checked>)> {
        let files = self.listing.documents.iter().zip(&self.memo);
        files.filter_map(|(file, checked)| Some((file, checked.as_ref()?)))
    }

    /// Whether what all documents stand on is missing. Held against nothing, each of them would look
    /// wrong, and the one mistake would be lost among theirs.
    fn is_groundless(&self) -> bool {
        let unread = |d: &Diagnostic| d.code == Code::DataSyntax && is_of(d, SITE_FILE);
        self.theme_faulty || self.site.collections.is_empty() || self.site_diags.iter().any(unread)
    }

    /// What is wrong with each file by itself.
    fn diags(&self) -> Vec<Diagnostic> {
        // Then nothing that site.toml names in it is there either.
        if let Some(gone) = self.listing.diags.iter().find(|d| is_of(d, CONTENT)) {
            return vec![gone.clone()];
        }
        let mut diags = self.site_diags.clone();
        diags.extend(self.theme_diags.iter().cloned());
        if self.is_groundless() {
            return diags;
        }
        diags.extend(self.unknown_in_theme());
        diags.extend(self.listing.diags.iter().cloned());
        diags.extend(self.tables.diags().cloned());
        let checked = self.checked().flat_map(|(_, checked)| &checked.diags);
        diags.extend(checked.cloned());
        diags
    }

    fn snapshot(&self) -> Snapshot {
        let diags = self.diags();
        let groundless = self.is_groundless();
        let docs = self.checked().filter(|_| !groundless);
        let docs = docs
            .filter_map(|(_, checked)| checked.doc.clone())
            .collect();
        let own = (
            self.site.clone(),
            self.theme.clone(),
            self.history.clone(),
            self.components.clone(),
        );
        let books = self.tables.books();
        let content = (docs, self.attachments(), &books);
        let room = (&self.options, self.spill.clone());
        let root = self.root.clone();
        let (mut snapshot, digest) = rayon::join(
            || Snapshot::new(root, own, content, room, diags),
            || self.digest(),
        );
        snapshot.digest = digest;
        snapshot
    }

    /// Digest of everything that the site is made from: `sw.js` changes with it.
    fn digest(&self) -> Digest {
        let own = format!("{} {:?}", env!("CARGO_PKG_VERSION"), self.options);
        let around = [
            own.as_bytes(),
            self.site.digest.bytes(),
            self.theme_digest.bytes(),
            self.history.tip.as_bytes(),
        ];
        let documents = self
            .checked()
            .map(|(file, checked)| (&**file, &checked.source.digest));
        let files = documents.chain(self.tables.digests());
        let files = files.flat_map(|(file, digest)| [file.as_bytes(), digest.bytes()]);
        Digest::of_parts(around.into_iter().chain(files))
    }
}

/// Whether something was found in this file.
fn is_of(diag: &Diagnostic, file: &str) -> bool {
    diag.place
        .as_ref()
        .is_some_and(|place| &*place.file == file)
}

/// Walks the content folder.
fn listing(root: &Path) -> scan::Listing {
    scan::scan(root).unwrap_or_else(|failure| {
        let diag = Diagnostic::new(Code::FileUnreadable, failure.message).instead(failure.help);
        scan::Listing {
            diags: vec![diag.at(Place::start_of(&CONTENT.into()))],
            ..scan::Listing::default()
        }
    })
}
