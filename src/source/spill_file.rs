//! Files in which bytes wait, one after the other, until somebody reads them.

use super::positioned;
use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Why something could not be read back: what was made with it is worth nothing.
pub(super) type Broken = Arc<OnceLock<Error>>;

/// A file in which things wait one after the other; it only grows.
#[derive(Debug, Clone)]
pub struct SpillFile(Arc<Open>);

#[derive(Debug)]
struct Open {
    place: Place,
    /// Where the next one goes.
    end: AtomicU64,
    broken: Broken,
}

#[derive(Debug)]
enum Place {
    File(File),
    /// A file without a name in this folder, made when it is needed; `None` when that cannot be.
    Unnamed(PathBuf, OnceLock<Option<File>>),
}

/// Where something waits.
#[derive(Debug)]
pub struct Slot {
    file: SpillFile,
    at: u64,
    size: usize,
}

impl Slot {
    pub(super) fn read(&self) -> Result<Vec<u8>> {
        self.file.read(self.at, self.size)
    }

    pub(super) fn broken(&self) -> &Broken {
        &self.file.0.broken
    }
}

impl SpillFile {
    /// A file of which so many bytes are used.
    pub(super) fn of(file: File, used: u64, broken: &Broken) -> SpillFile {
        SpillFile::new(Place::File(file), used, broken)
    }

    /// One without a name, in a folder that is made with it.
    pub(super) fn unnamed(folder: &Path, broken: &Broken) -> SpillFile {
        let place = Place::Unnamed(folder.to_owned(), OnceLock::new());
        SpillFile::new(place, 0, broken)
    }

    fn new(place: Place, used: u64, broken: &Broken) -> SpillFile {
        SpillFile(Arc::new(Open {
            place,
            end: AtomicU64::new(used),
            broken: broken.clone(),
        }))
    }

    /// Reads `size` bytes from a place on.
    pub fn read(&self, at: u64, size: usize) -> Result<Vec<u8>> {
        positioned::read(self.file()?, at, size)
    }

    /// Where the bytes are now.
    pub fn write(&self, bytes: &[u8]) -> Result<u64> {
        let file = self.file()?;
        let at = self.0.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        positioned::write(file, at, bytes)?;
        Ok(at)
    }

    /// The slot of what was written there.
    pub fn slot(&self, at: u64, size: usize) -> Slot {
        Slot {
            file: self.clone(),
            at,
            size,
        }
    }

    /// Bytes that were written.
    #[cfg(test)]
    pub(super) fn used(&self) -> u64 {
        self.0.end.load(Ordering::Relaxed)
    }

    pub(super) fn file(&self) -> Result<&File> {
        let file = match &self.0.place {
            Place::File(file) => Some(file),
            Place::Unnamed(folder, file) => {
                let open = || {
                    std::fs::create_dir_all(folder).ok()?;
                    tempfile::tempfile_in(folder).ok()
                };
                file.get_or_init(open).as_ref()
            }
        };
        file.ok_or_else(|| ErrorKind::NotFound.into())
    }
}
