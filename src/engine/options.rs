//! What a build is asked for, and how it ended.

use super::{CACHE, Options, Snapshot};
use crate::base::digest::Digest;
use crate::diag::Failure;
use crate::diag::report::Report;
use crate::publish::{Asked, Lock, Published};
use std::any::Any;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What to build and where.
pub struct BuildOptions {
    pub site: Options,
    /// Folder of the site that is made.
    pub output: PathBuf,
    /// A pack of the whole output, to carry on a stick.
    pub zip: Option<PathBuf>,
    /// Warnings stop the publishing too.
    pub strict: bool,
    pub program: Program,
}

/// Digest of the program that builds, taken while the project is looked at: another one may make other
/// bytes of the same content. Without it every build is a whole one.
pub type Program = LazyLock<Option<Digest>, Box<dyn FnOnce() -> Option<Digest> + Send>>;

/// What a build is doing, for the progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Reading,
    Rendering,
    Publishing,
}

/// Told the phase, how many of its pieces are done, and of how many.
pub type Progress<'a> = &'a (dyn Fn(Phase, usize, usize) + Sync);

/// How a build ended.
pub struct BuildReport {
    pub report: Report,
    /// `None` when problems in the content kept the old site in place.
    pub published: Option<Published>,
    /// Bytes of the pack, when one was asked for.
    pub packed: Option<u64>,
    /// What was asked of a part of the site and no document has, as `campo=valor`.
    pub nowhere: Vec<String>,
    /// Everything was as the last build left it.
    pub unchanged: bool,
    pub documents: usize,
    pub pages: usize,
    /// Bytes of the browser's search index.
    pub index_bytes: u64,
    pub remains: Remains,
}

impl BuildReport {
    /// The report of a build that has made nothing yet.
    pub(super) fn of(snapshot: &Snapshot) -> BuildReport {
        BuildReport {
            report: snapshot.report(Vec::new()),
            published: None,
            packed: None,
            nowhere: snapshot.nowhere.clone(),
            unchanged: false,
            documents: snapshot.documents(),
            pages: 0,
            index_bytes: 0,
            remains: Remains::default(),
        }
    }
}

/// What the site was made from. To free it takes a twelfth of a build after one edit: whoever ends the
/// program anyway forgets it.
#[derive(Default)]
pub struct Remains(Vec<Box<dyn Any + Send + Sync>>);

impl Remains {
    pub(super) fn take(&mut self, remains: impl Any + Send + Sync) {
        self.0.push(Box::new(remains));
    }
}

/// Where a project keeps its tantivy index.
pub fn index_folder(root: &Path) -> PathBuf {
    root.join(CACHE).join("index")
}

/// Waits for its turn to change a table of the project, until the file that it gives is dropped or the
/// process dies. Builds are not stopped by it: they find the table before or after the change.
/// Nothing where nothing can be written down.
pub fn turn(root: &Path) -> Option<File> {
    let folder = root.join(CACHE);
    std::fs::create_dir_all(&folder).ok()?;
    let file = File::create(folder.join("turno")).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// Takes a project for whoever is about to write what is kept of it: its index, its documents.
/// Nothing where nothing can be written down: then nothing is kept.
///
/// # Errors
/// When another build has it.
pub fn claim(root: &Path) -> Result<Option<Lock>, Failure> {
    match Lock::ask(&root.join(CACHE)) {
        Ok(Asked::Held(lock)) => Ok(Some(lock)),
        Ok(Asked::Busy(who)) => Err(
            Failure::new(format!("{who} de este proyecto está en marcha"))
                .help("espere a que termine"),
        ),
        Err(_) => Ok(None),
    }
}
