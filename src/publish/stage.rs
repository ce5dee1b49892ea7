//! One build's staging tree.

use super::live::{Live, Published};
use super::lock::{Asked, Lock};
use super::manifest::{self, Entry, Known, MANIFEST};
use super::register::{Register, Stamps};
use super::spare::Spare;
use super::tree::Tree;
use super::{exchange, refuse};
use crate::base::digest::Digest;
use crate::diag::Failure;
use crate::source::regular_file::{HELD, RegularFile, read_published};
use crate::source::stamp::Seen;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

/// One build's staging tree, beside the output. Dropped without [`Stage::commit`] it disappears.
pub struct Stage {
    pub(super) output: PathBuf,
    /// The tree that readers see until this one is published.
    pub live: Live,
    tree: Tree,
    spare: Option<Spare>,
    done: Mutex<Done>,
    // Last: the lock is let go of after everything else.
    lock: Lock,
}

#[derive(Default)]
struct Done {
    files: Register,
    written: usize,
    published: bool,
}

/// The tree that was published before: it is removed, or kept as a spare one, when this is dropped.
pub struct Replaced {
    /// What the system says of the published files: see [`Live::believe`].
    pub stamps: Stamps,
    #[expect(dead_code, reason = "its end is what it is for")]
    stage: Stage,
}

impl Stage {
    /// Prepares to publish in `output`: every reason not to is found here, before any work.
    ///
    /// `protected` are the files and folders with sources (content, themes, site.toml, `.acervo`):
    /// the output may not be one, be inside one or contain one. The root of the project need not be
    /// among them, because an output that is or contains the root contains site.toml.
    ///
    /// `spare` is a folder of this project where the tree that is replaced waits for the next build.
    pub fn begin(
        output: &Path,
        protected: &[&Path],
        spare: Option<&Path>,
    ) -> Result<Stage, Failure> {
        let output = refuse::resolve(output)?;
        refuse::sources(&output, protected)?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(Failure::new(format!(
                "{} no sirve como carpeta de salida",
                output.display()
            )));
        };
        let work = parent.join(format!(".{}.acervo", name.to_string_lossy()));
        let lock = match Lock::ask(&work)? {
            Asked::Held(lock) => lock,
            Asked::Busy(who) => {
                let what = format!("{who} está publicando en {}", output.display());
                return Err(
                    Failure::new(what).help("espere a que termine o use otra carpeta con --output")
                );
            }
        };
        let staged = work.join("nuevo");
        exchange::recover(&work, &staged, &output)?;
        let before = refuse::strangers(&output, lock.stamp())?;
        let spare = spare.map(|folder| Spare::new(folder, &output));
        let tree = Tree::begin(staged, spare.as_ref())?;
        if let Ok(old) = std::fs::metadata(&output) {
            // Who may read the site was decided on the folder that is about to be replaced.
            let _ = std::fs::set_permissions(&tree.root.path, old.permissions());
        }
        Ok(Stage {
            live: Live::new(output.clone(), before),
            output,
            tree,
            spare,
            done: Mutex::default(),
            lock,
        })
    }

    /// Writes one file of the site. May be called from many threads.
    ///
    /// A published file with these bytes is linked. Its date is not asked: so a file that somebody edited
    /// in the output is written again, whatever its size and date say.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let entry = Entry {
            digest: Digest::of(bytes),
            size: bytes.len() as u64,
        };
        let published = self.live.with_bytes(path, entry, bytes);
        self.reserve(path, published.unwrap_or(entry.into()))?;
        match published {
            Some(known) if self.link(path, path, known) => Ok(()),
            _ => self.write(path, bytes),
        }
    }

    /// Like [`Stage::put`], for a file that nobody holds whole: `pieces` writes it, piece by piece.
    pub fn put_pieces(
        &self,
        path: &str,
        pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        self.reserve(path, Known::default())?;
        self.pour(path, pieces)
    }

    fn pour(
        &self,
        path: &str,
        pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let entry = self.tree.write_pieces(path, pieces);
        let entry = entry.map_err(|e| writing(&self.output.join(path), &e))?;
        // The published file takes its place when it has these bytes, so that they are there once.
        let linked = self.live.unchanged(path, entry).is_some_and(|known| {
            let (twin, target) = (format!("{path}.igual"), self.tree.path(path));
            let linked = self.link(&twin, path, known);
            linked && std::fs::rename(self.tree.path(&twin), target).is_ok()
        });
        let stamp = self.tree.root.stamp(path);
        let mut done = self.done();
        done.files.settle(path, Known { entry, stamp });
        done.written += usize::from(!linked);
        Ok(())
    }

    /// Gives a folder of this build another name, with all that is in it.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Failure> {
        let moved = self.done().files.take(from);
        if moved.is_empty() {
            return Ok(());
        }
        for (path, known) in moved {
            self.reserve(&format!("{to}{}", &path[from.len()..]), known)?;
        }
        self.tree
            .rename(from, to)
            .map_err(|e| writing(&self.output.join(to), &e))
    }

    /// Tells of a folder whose files were under another name beside it when they were published.
    pub fn had_another_name(&self, folder: &str) {
        self.tree.take_name(folder);
    }

    /// Copies an attachment of the project; what is no plain file is not opened. One that is as it was
    /// seen `before` and is published is not read either.
    pub fn copy(&self, path: &str, from: &Path, before: Option<&Seen>) -> Result<(), Failure> {
        let published = self.live.known.get(path).map(|known| known.entry.digest);
        let before = before.filter(|seen| published == Some(seen.digest) && seen.still_is(from));
        if before.is_some() && self.keep(path, path)?.is_some() {
            return Ok(());
        }
        let failed = |e: io::Error| Failure::io("no se pudo leer", from, &e);
        let found = RegularFile::open(from).map_err(failed)?;
        if found.size <= HELD {
            return self.put(path, &found.read().map_err(failed)?);
        }
        let entry = Entry {
            size: found.size,
            digest: Digest::of_reader(found.pieces()).map_err(failed)?,
        };
        let published = self.live.unchanged(path, entry);
        self.reserve(path, published.unwrap_or(entry.into()))?;
        if published.is_some_and(|known| self.link(path, path, known)) {
            return Ok(());
        }
        let mut pieces = RegularFile::open(from).map_err(failed)?.pieces();
        self.pour(path, |out| io::copy(&mut pieces, out).map(drop))
    }

    /// Publishes: from this call on readers see the new tree, or on any error the old one.
    pub fn commit(self) -> Result<(Published, Replaced), Failure> {
        let failed = |e: io::Error| writing(&self.output, &e);
        let done = self.done();
        let put = done.files.files();
        let files = put.len();
        let cleaned = self.tree.clean(files, &|path| put.contains_key(path));
        cleaned.map_err(failed)?;
        let text = manifest::write(put);
        let published = Published {
            files,
            bytes: put.values().map(|known| known.entry.size).sum(),
            written: done.written,
            reused: files - done.written,
            manifest: Digest::of(text.as_bytes()),
        };
        let end = self.tree.write(MANIFEST, text.as_bytes());
        // Before this manifest is published nobody else knows of these files.
        let stamps = done.files.stamps(self.lock.stamp(), end.map_err(failed)?);
        exchange::to_disk(&self.tree.path(MANIFEST)).map_err(failed)?;
        drop(done);
        let work = self.lock.folder();
        let old = exchange::exchange(work, &self.tree.root.path, &self.output).map_err(|e| {
            Failure::io("no se pudo publicar en", &self.output, &e)
                .help("el sitio anterior sigue como estaba")
        })?;
        self.give_back(&old)?;
        if let Some(parent) = self.output.parent() {
            exchange::names_to_disk(parent);
        }
        // The old tree now has the staging name.
        self.done().published = true;
        let replaced = Replaced {
            stamps,
            stage: self,
        };
        Ok((published, replaced))
    }

    /// Saves what somebody put into the tree that was replaced.
    fn give_back(&self, old: &Path) -> Result<(), Failure> {
        let live = &self.live;
        if live.is_of_another_version() {
            return Ok(());
        }
        refuse::give_back(old, &self.output, (&live.known, &live.looked)).map_err(|e| {
            // There it is not cleared away with the rest.
            let kept = refuse::free(self.lock.folder().join("ajeno"));
            let _ = std::fs::rename(old, &kept);
            let what = "se publicó, y no se pudo conservar lo ajeno que hay en";
            Failure::io(what, &kept, &e)
        })
    }

    /// Publishes a published file once more, at this path, if it has the bytes that were written; then
    /// gives what is known of it.
    pub fn keep(&self, path: &str, published: &str) -> Result<Option<Entry>, Failure> {
        let known = self.live.known.get(published);
        let Some(known) = known.and_then(|known| self.live.still(published, known)) else {
            return Ok(None);
        };
        let entry = known.entry;
        self.reserve(path, known)?;
        if !self.link(path, published, known) {
            let file = self.output.join(published);
            let bytes = read_published(&file, entry.size);
            let bytes = bytes.map_err(|e| Failure::io("no se pudo leer", &file, &e))?;
            self.write(path, &bytes)?;
        }
        Ok(Some(entry))
    }

    /// The files that this build put, sorted.
    pub(super) fn staged_paths(&self) -> Vec<String> {
        self.done().files.files().keys().cloned().collect()
    }

    /// Where a file of this build waits.
    pub(super) fn staged(&self, path: &str) -> PathBuf {
        self.tree.path(path)
    }

    /// What is known of a file that this build put.
    pub fn entry(&self, path: &str) -> Option<Entry> {
        let done = self.done();
        done.files.files().get(path).map(|known| known.entry)
    }

    fn reserve(&self, path: &str, known: Known) -> Result<(), Failure> {
        self.done().files.add(path, known)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.tree.write(path, bytes);
        let stamp = written.map_err(|e| writing(&self.output.join(path), &e))?;
        let mut done = self.done();
        done.files.stamp(path, stamp);
        done.written += 1;
        Ok(())
    }

    /// Links a published file; `false` where the disk has no links, then it is written.
    fn link(&self, path: &str, published: &str, known: Known) -> bool {
        let live = (&self.live.folder, published);
        self.tree.link(path, live, known.stamp).is_ok()
    }

    /// Whether the tree at the staging name is worth keeping: of the one that was replaced, nine tenths
    /// of the files are published still, so that it takes little space of its own.
    fn is_spare(&self) -> bool {
        let done = self.done();
        if !done.published {
            return self.tree.seeded && done.files.files().is_empty();
        }
        let before = self.live.known.len();
        let shared = done.files.files().len() - done.written;
        shared > 0 && before.saturating_sub(shared) * 10 <= before
    }

    /// A thread that panicked while it held the lock left whole entries: each is one insertion.
    fn done(&self) -> MutexGuard<'_, Done> {
        self.done
            .lock()
            .unwrap_or_else(|broken| broken.into_inner())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(spare) = self.spare.as_ref().filter(|_| self.is_spare()) {
            spare.keep(&self.tree.root.path);
        }
        // What cannot be removed now is removed by the next build.
        let _ = exchange::recover(self.lock.folder(), &self.tree.root.path, &self.output);
    }
}

fn writing(path: &Path, error: &io::Error) -> Failure {
    Failure::io("no se pudo escribir", path, error).help("el sitio anterior sigue como estaba")
}
