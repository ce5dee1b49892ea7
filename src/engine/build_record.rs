//! The last build: what it read, what it made of that, and what came of it.
//!
//! When a build would read the same bytes, and the output and the index still hold what the last one
//! wrote, there is nothing to do. The digest takes in the program itself, the options, site.toml with
//! its data files, the theme, the commit that pages tell of and every file of the
//! content; a file of the output that anybody touched since is read and compared.
//! When something changed, a page that would show the very same things with the same theme is the
//! page that is published. So nothing is believed that was not looked at. A record that is missing,
//! damaged, of another program or of another output costs a whole build and nothing else.

use super::options::{BuildOptions, BuildReport, Remains, index_folder};
use super::origin::Read;
use super::pages::Made;
use super::{AT_ONCE, CACHE, Engine, Snapshot, listing, snapshot};
use crate::base::digest::{self, Digest, Digesting};
use crate::diag::{Diagnostic, Severity};
use crate::publish::{Published, Stage, Stamps};
use crate::search;
use crate::source;
use crate::source::stamp::{Seen, Stamp};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Error, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is kept of a build that published.
#[derive(Serialize, Deserialize)]
pub(super) struct BuildRecord {
    inputs: Digest,
    /// Digest of the manifest that was published.
    manifest: Digest,
    /// Digest of the list of parts of the tantivy index.
    index: Option<Digest>,
    documents: usize,
    pages: usize,
    index_bytes: u64,
    diags: Vec<Diagnostic>,
    /// What the system says of the published files.
    pub stamps: Stamps,
    /// What the published pages were made from.
    pub made: Made,
}

/// Bytes of the program's digest, with which a record begins.
const OF: usize = 16;

/// Bytes that are written at a time.
const PIECES: usize = 64 * 1024;

impl BuildRecord {
    /// The record of the last build that published, if this program made it.
    pub(super) fn read(root: &Path, program: Option<Digest>) -> Option<BuildRecord> {
        let file = std::fs::read(record(root)).ok()?;
        let (of, record) = digest::unsealed(&file)?.split_at_checked(OF)?;
        match of == program?.bytes() {
            true => postcard::from_bytes(record).ok(),
            false => None,
        }
    }

    /// Whether what is published now is what that build made.
    pub(super) fn is_published(&self, stage: &Stage) -> bool {
        stage.live.published(self.manifest).is_some()
    }

    /// The report of the last build, if this one would do the same again. The engine has
    /// [`Engine::look`] behind it.
    pub(super) fn same(
        &self,
        engine: &mut Engine,
        stage: &Stage,
        options: &BuildOptions,
    ) -> Option<BuildReport> {
        let published = stage.live.published(self.manifest)?;
        let root = engine.root().to_path_buf();
        let seen =
            Some(self.inputs) == self.now(engine, options) && self.index == index(&root, options);
        let whole = || options.site.no_search || search::is_intact(&index_folder(&root));
        let kept = || {
            let paths = stage.live.paths();
            let paths = paths.par_iter().with_max_len(AT_ONCE);
            paths.all(|path| stage.live.is_intact(path))
        };
        if !seen || rayon::join(whole, kept) != (true, true) {
            return None;
        }
        Some(BuildReport {
            report: snapshot::report(engine.root(), self.diags.clone()),
            published: Some(published),
            packed: None,
            nowhere: Vec::new(),
            unchanged: true,
            documents: self.documents,
            pages: self.pages,
            index_bytes: self.index_bytes,
            remains: Remains::default(),
        })
    }

    /// The digest of what a build would read now; `None` when something is not as it should be.
    fn now(&self, engine: &mut Engine, options: &BuildOptions) -> Option<Digest> {
        let wrong = |d: &Diagnostic| d.severity == Severity::Error;
        if engine.theme_faulty
            || engine.site_diags.iter().any(wrong)
            || engine.listing.diags.iter().any(wrong)
        {
            return None;
        }
        let root = engine.root();
        let read = |files: &[Arc<str>]| -> Option<Vec<Read>> {
            let read = |file: &Arc<str>| {
                let seen = source::look(root, file, self.made.seen.get(file))?;
                Some((file.clone(), seen))
            };
            let files = files.par_iter().with_max_len(AT_ONCE);
            files.map(read).collect()
        };
        let documents = read(&engine.listing.documents)?;
        let attachments = read(&engine.listing.attachments)?;
        engine.looked = Some(documents.iter().cloned().collect());
        let known = |(file, seen): &Read| {
            let before = self.made.seen.get(file);
            before.is_some_and(|before| before.digest == seen.digest)
        };
        // One that is another is told without the digest of all.
        let same = documents.par_iter().chain(&attachments).all(known);
        same.then(|| Inputs::new(engine, options, documents, attachments))?
            .map(|inputs| inputs.digest)
    }

    /// Keeps what a build was made from. Not being able to is no reason to fail: the site is there.
    pub(super) fn keep(
        root: &Path,
        options: &BuildOptions,
        (inputs, published, stamps): (Digest, &Published, Stamps),
        (report, made): (&BuildReport, Made),
    ) {
        let last = BuildRecord {
            inputs,
            manifest: published.manifest,
            index: index(root, options),
            documents: report.documents,
            pages: report.pages,
            index_bytes: report.index_bytes,
            diags: report.report.diags().to_vec(),
            stamps,
            made,
        };
        let file = record(root);
        let staged = file.with_extension("nuevo");
        let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        let of = options.program.unwrap_or_default();
        let written = folder
            .and_then(|()| last.write(&staged, of))
            .and_then(|()| std::fs::rename(&staged, &file));
        if written.is_err() {
            for left in [&staged, &file] {
                let _ = std::fs::remove_file(left);
            }
        }
    }

    /// Piece by piece: in one piece it would grow through megabytes of new memory, which the system has to clear.
    fn write(&self, file: &Path, of: Digest) -> io::Result<()> {
        let file = Digesting::new(File::create(file)?);
        let mut out = BufWriter::with_capacity(PIECES, file);
        out.write_all(of.bytes())?;
        let out = postcard::to_io(self, out).map_err(Error::other)?;
        out.into_inner()?.seal()
    }
}

fn record(root: &Path) -> PathBuf {
    root.join(CACHE).join("ultima")
}

/// The attachments as pages show them. One that changed before it was published has not the digest of its
/// bytes, so the next build finds it changed.
pub(super) fn attachments(engine: &Engine, snapshot: &Snapshot, stage: &Stage) -> Vec<Read> {
    let tables: BTreeMap<&str, &Digest> = engine.tables.digests().collect();
    let attachments = snapshot.scope.catalog.attachments.iter();
    let read = attachments.filter_map(|found| {
        let put = stage.entry(&found.url)?;
        let picture = found.picture.as_ref();
        let digest = match tables.get(&*found.file) {
            Some(table) => **table,
            None if picture.is_some_and(|picture| picture.bytes != put.size) => Digest::default(),
            None => put.digest,
        };
        let stamp = Stamp::behind(&engine.root.join(&*found.file));
        Some((found.file.clone(), Seen { digest, stamp }))
    });
    read.collect()
}

/// What a build reads.
pub(super) struct Inputs {
    pub digest: Digest,
    pub read: Vec<Read>,
}

impl Inputs {
    /// `documents` and `attachments` may come in any order.
    pub fn new(
        engine: &Engine,
        options: &BuildOptions,
        mut documents: Vec<Read>,
        mut attachments: Vec<Read>,
    ) -> Option<Inputs> {
        let program = (*options.program)?;
        // Strict or not decides whether warnings are published.
        let asked = format!("{:?} {}", options.site, options.strict);
        let lists = [&mut documents, &mut attachments].map(|list| {
            list.sort_unstable();
            (list.len().to_le_bytes(), &*list)
        });
        let files = lists.iter().flat_map(|(number, list)| {
            let files = list.iter();
            let files = files.flat_map(|(file, seen)| [file.as_bytes(), seen.digest.bytes()]);
            std::iter::once(&number[..]).chain(files)
        });
        let own = [program, engine.site.digest, engine.theme_digest];
        let own = own.iter().map(|digest| &digest.bytes()[..]);
        let own = own.chain([asked.as_bytes(), engine.history.tip.as_bytes()]);
        let digest = Digest::of_parts(own.chain(files));
        documents.append(&mut attachments);
        Some(Inputs {
            digest,
            read: documents,
        })
    }

    /// Forgets of each file that changed about when this build began what the system said of it: it may
    /// have changed again since it was read.
    pub fn settled(mut self, began: Option<Stamp>) -> Inputs {
        let had_settled = |stamp: &Stamp| began.is_some_and(|began| stamp.had_settled_by(&began));
        for (_, seen) in &mut self.read {
            seen.stamp = seen.stamp.filter(had_settled);
        }
        self
    }
}

impl Engine {
    /// Reads what everything else begins with.
    pub(super) fn look(&mut self) {
        let root = self.root.clone();
        let (listing, ()) = rayon::join(
            || listing(&root),
            || {
                self.load_site();
                self.load_theme();
                self.load_history();
            },
        );
        self.listing = listing;
    }
}

/// Digest of the list of parts of the index.
fn index(root: &Path, options: &BuildOptions) -> Option<Digest> {
    match options.site.no_search {
        true => None,
        false => search::stamp(&index_folder(root)),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn what_the_system_says_of_a_file_that_just_changed_is_not_kept() {
        use super::*;
        let folder = tempfile::tempdir().unwrap();
        let seen = |name: &str| {
            std::fs::write(folder.path().join(name), name).unwrap();
            (
                name.into(),
                source::look(folder.path(), name, None).unwrap(),
            )
        };
        let old = seen("old");
        std::thread::sleep(std::time::Duration::from_millis(100));
        let inputs = Inputs {
            digest: Digest::default(),
            read: vec![old, seen("new")],
        };
        let began = seen("lock").1.stamp;
        let kept = inputs.settled(began).read;
        let kept: Vec<bool> = kept.iter().map(|(_, seen)| seen.stamp.is_some()).collect();
        assert_eq!(kept, [true, false]);
    }
}
