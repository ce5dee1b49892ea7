//! One build's staging tree.

use super::lock::{Asked, Lock};
use super::manifest::{self, Entry, MANIFEST};
use super::plain::{read_plain, read_published};
use super::{exchange, refuse};
use crate::base::digest::{Digest, Digesting};
use crate::base::path::is_safe;
use crate::diag::Failure;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use unicode_normalization::UnicodeNormalization;

/// Pieces of a file are written, and their digest is taken, so many bytes at a time.
const PIECES: usize = 64 * 1024;

/// One build's staging tree, beside the output. Dropped without [`Stage::commit`] it disappears.
pub struct Stage {
    output: PathBuf,
    staged: PathBuf,
    /// What was published there last.
    known: BTreeMap<String, Entry>,
    /// Digest of the manifest that lists it.
    manifest: Option<Digest>,
    done: Mutex<Done>,
    // Last: the lock is let go of after everything else.
    lock: Lock,
}

#[derive(Default)]
struct Done {
    /// Paths taken, as a disk that ignores letter case and composition would see them, where that is
    /// not the path itself.
    taken: BTreeMap<String, String>,
    entries: BTreeMap<String, Entry>,
    written: usize,
}

/// What was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    pub files: usize,
    pub bytes: u64,
    /// Files whose bytes were new.
    pub written: usize,
    /// Files linked from the tree that was published before.
    pub reused: usize,
    /// Of the manifest: equal digests, equal sites.
    pub manifest: Digest,
}

/// The tree that was published before: it is removed when this is dropped.
pub struct Replaced(#[expect(dead_code, reason = "its end is what it is for")] Stage);

impl Stage {
    /// Prepares to publish in `output`: every reason not to is found here, before any work.
    ///
    /// `protected` are the files and folders with sources (content, themes, site.toml, `.acervo`):
    /// the output may not be one, be inside one or contain one. The root of the project need not be
    /// among them, because an output that is or contains the root contains site.toml.
    pub fn begin(output: &Path, protected: &[&Path]) -> Result<Stage, Failure> {
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
        let (known, manifest) = refuse::strangers(&output)?;
        std::fs::create_dir(&staged).map_err(|e| Failure::io("no se pudo crear", &staged, &e))?;
        if let Ok(old) = std::fs::metadata(&output) {
            // Who may read the site was decided on the folder that is about to be replaced.
            let _ = std::fs::set_permissions(&staged, old.permissions());
        }
        Ok(Stage {
            output,
            staged,
            known,
            manifest,
            done: Mutex::default(),
            lock,
        })
    }

    /// Writes one file of the site. May be called from many threads.
    ///
    /// A published file with these bytes is linked. Its bytes are compared, not its date: so a file
    /// that somebody edited in the output is written again, whatever its size and date say.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.put_like(path, bytes, None)
    }

    /// The same; `like` is another published file, which [`Stage::intact`] gave to this build. If it
    /// has these bytes it is linked, so that a folder with another name costs no writing.
    pub fn put_like(&self, path: &str, bytes: &[u8], like: Option<&str>) -> Result<(), Failure> {
        let entry = Entry {
            digest: Digest::of(bytes),
            size: bytes.len() as u64,
        };
        self.reserve(path, entry)?;
        let target = self.staged.join(path);
        if self.is_published(path, entry, bytes) && self.link(path, &target) {
            return Ok(());
        }
        let like = like.filter(|like| self.known.get(*like) == Some(&entry));
        if like.is_some_and(|like| self.link(like, &target)) {
            return Ok(());
        }
        self.write(path, &target, bytes)
    }

    /// The same for a file that nobody holds whole: `pieces` writes it, piece by piece.
    pub fn put_pieces(
        &self,
        path: &str,
        pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        self.reserve(path, Entry::default())?;
        let target = self.staged.join(path);
        let entry =
            write_pieces(&target, pieces).map_err(|e| writing(&self.output.join(path), &e))?;
        self.done().entries.insert(path.to_owned(), entry);
        // The published file takes its place when it has these bytes, so that they are there once.
        let twin = target.with_extension("igual");
        let same = self.known.get(path) == Some(&entry) && self.is_intact(path);
        let linked = same && self.link(path, &twin) && std::fs::rename(&twin, &target).is_ok();
        self.done().written += usize::from(!linked);
        Ok(())
    }

    /// Gives a folder of this build another name, with all that is in it.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Failure> {
        let inside = format!("{from}/");
        let moved = {
            let done = &mut *self.done();
            let mut rest = done.entries.split_off(&inside);
            let after = rest.keys().find(|path| !path.starts_with(&inside));
            if let Some(after) = after.cloned() {
                done.entries.append(&mut rest.split_off(&after));
            }
            done.taken.retain(|_, path| !path.starts_with(&inside));
            rest
        };
        if moved.is_empty() {
            return Ok(());
        }
        for (path, entry) in moved {
            self.reserve(&format!("{to}/{}", &path[inside.len()..]), entry)?;
        }
        std::fs::rename(self.staged.join(from), self.staged.join(to))
            .map_err(|e| writing(&self.output.join(to), &e))
    }

    /// Copies an attachment of the project. It is read once; what is no plain file is not opened.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), Failure> {
        let bytes = read_plain(from).map_err(|e| Failure::io("no se pudo leer", from, &e))?;
        self.put(path, &bytes)
    }

    /// Publishes: from this call on readers see the new tree, or on any error the old one.
    pub fn commit(self) -> Result<(Published, Replaced), Failure> {
        let (published, text) = {
            let done = self.done();
            let files = done.entries.len();
            let text = manifest::write(&done.entries);
            let published = Published {
                files,
                bytes: done.entries.values().map(|e| e.size).sum(),
                written: done.written,
                reused: files - done.written,
                manifest: Digest::of(text.as_bytes()),
            };
            (published, text)
        };
        let failed = |e: &io::Error| writing(&self.output, e);
        let manifest = self.staged.join(MANIFEST);
        write_new(&manifest, text.as_bytes()).map_err(|e| failed(&e))?;
        exchange::to_disk(&manifest).map_err(|e| failed(&e))?;
        exchange::exchange(self.lock.folder(), &self.staged, &self.output).map_err(|e| {
            Failure::io("no se pudo publicar en", &self.output, &e)
                .help("el sitio anterior sigue como estaba")
        })?;
        if let Some(parent) = self.output.parent() {
            exchange::names_to_disk(parent);
        }
        // The old tree now has the staging name.
        Ok((published, Replaced(self)))
    }

    /// What the output holds now, if it is the site with this manifest. Whether its files still have
    /// their bytes is another question: [`Stage::paths`] and [`Stage::is_intact`].
    pub fn published(&self, manifest: Digest) -> Option<Published> {
        (self.manifest == Some(manifest)).then(|| Published {
            files: self.known.len(),
            bytes: self.known.values().map(|known| known.size).sum(),
            written: 0,
            reused: self.known.len(),
            manifest,
        })
    }

    /// The files that were published last.
    pub fn paths(&self) -> Vec<&str> {
        self.known.keys().map(String::as_str).collect()
    }

    /// Whether a published file has the bytes that were written. They are read: a file that somebody
    /// edited in the output is found out, whatever its size and date say.
    pub fn is_intact(&self, path: &str) -> bool {
        self.intact(path).is_some()
    }

    /// The bytes of a published file, if they are those that were written.
    pub fn intact(&self, path: &str) -> Option<Vec<u8>> {
        let known = self.known.get(path)?;
        let bytes = read_published(&self.output.join(path), known.size).ok()?;
        (Digest::of(&bytes) == known.digest).then_some(bytes)
    }

    /// Publishes the file that is published at this path once more, if it has the bytes that were
    /// written; whether it did.
    pub fn keep(&self, path: &str) -> Result<bool, Failure> {
        let (Some(&entry), Some(bytes)) = (self.known.get(path), self.intact(path)) else {
            return Ok(false);
        };
        self.reserve(path, entry)?;
        let target = self.staged.join(path);
        if !self.link(path, &target) {
            self.write(path, &target, &bytes)?;
        }
        Ok(true)
    }

    /// The files that this build put, sorted.
    pub(super) fn staged_paths(&self) -> Vec<String> {
        self.done().entries.keys().cloned().collect()
    }

    /// Where a file of this build waits.
    pub(super) fn staged(&self, path: &str) -> PathBuf {
        self.staged.join(path)
    }

    /// The digest of a file that this build put.
    pub fn digest(&self, path: &str) -> Option<Digest> {
        self.done().entries.get(path).map(|entry| entry.digest)
    }

    fn reserve(&self, path: &str, entry: Entry) -> Result<(), Failure> {
        if !is_safe(path) || path.contains('\n') || path == MANIFEST {
            return Err(Failure::new(format!(
                "«{path}» no sirve como archivo del sitio"
            )));
        }
        let plain = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
        let seen: Cow<'_, str> = match path.bytes().all(plain) {
            true => path.into(),
            false => path.nfc().flat_map(char::to_lowercase).collect(),
        };
        let mut done = self.done();
        let other = match done.taken.get(&*seen) {
            None if done.entries.contains_key(&*seen) => Some(&*seen),
            other => other.map(String::as_str),
        };
        if let Some(other) = other {
            return Err(Failure::new(format!(
                "dos archivos del sitio tendrían la misma dirección: {other} y {path}"
            )));
        }
        if seen != path {
            done.taken.insert(seen.into_owned(), path.to_owned());
        }
        done.entries.insert(path.to_owned(), entry);
        Ok(())
    }

    fn write(&self, path: &str, target: &Path, bytes: &[u8]) -> Result<(), Failure> {
        with_folder(target, || write_new(target, bytes))
            .map_err(|e| writing(&self.output.join(path), &e))?;
        self.done().written += 1;
        Ok(())
    }

    /// Whether the published file of that path has these very bytes.
    fn is_published(&self, path: &str, entry: Entry, bytes: &[u8]) -> bool {
        self.known.get(path) == Some(&entry)
            && read_published(&self.output.join(path), entry.size).is_ok_and(|found| found == bytes)
    }

    /// Links the published file; `false` where the disk has no links, then it is written.
    fn link(&self, path: &str, target: &Path) -> bool {
        with_folder(target, || {
            std::fs::hard_link(self.output.join(path), target)
        })
        .is_ok()
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
        // What cannot be removed now is removed by the next build.
        let _ = exchange::recover(self.lock.folder(), &self.staged, &self.output);
    }
}

/// Runs `act`, and once more after making the folder of `target` if that was missing.
fn with_folder<T>(target: &Path, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match act() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)?;
            }
            act()
        }
        other => other,
    }
}

/// Fails when the file is there already: nothing in a staging tree is written twice.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

/// Writes a new file.
fn write_pieces(
    path: &Path,
    pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Entry> {
    let file = with_folder(path, || File::create_new(path))?;
    let mut out = BufWriter::with_capacity(PIECES, Digesting::new(file));
    pieces(&mut out)?;
    let (digest, size) = out.into_inner()?.finish();
    Ok(Entry { digest, size })
}

fn writing(path: &Path, error: &io::Error) -> Failure {
    Failure::io("no se pudo escribir", path, error).help("el sitio anterior sigue como estaba")
}
