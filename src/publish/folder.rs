//! A tree by its topmost folder, which stays open: what is in it is named from there, so that the system
//! does not go through all folders above it for each of tens of thousands of files.

use crate::source::stamp::Stamp;
#[cfg(target_os = "linux")]
use rustix::fs::{AtFlags, Mode, OFlags, linkat, openat};
use std::fs::File;
use std::io;
use std::path::PathBuf;

/// The topmost folder of a tree.
pub struct Folder {
    pub path: PathBuf,
    /// Where it could be opened. Elsewhere files are named by their whole paths.
    #[cfg(target_os = "linux")]
    open: Option<File>,
}

#[cfg(target_os = "linux")]
impl Folder {
    /// It need not be there.
    pub fn new(path: PathBuf) -> Folder {
        let open = File::open(&path).ok();
        Folder { path, open }
    }

    /// What the system says of a file in it; links are not followed.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        match &self.open {
            Some(open) => Stamp::inside(open, path),
            None => Stamp::at(&self.join(path)),
        }
    }

    /// Makes a file that is not there: nothing in a staging tree is written twice, and no link is followed.
    pub fn create(&self, path: &str) -> io::Result<File> {
        let Some(open) = &self.open else {
            return File::create_new(self.join(path));
        };
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let made = openat(open, path, flags, Mode::from_raw_mode(0o666))?;
        Ok(File::from(made))
    }

    /// Gives a file in it one more name, in another tree.
    pub fn link(&self, path: &str, tree: &Folder, name: &str) -> io::Result<()> {
        match (&self.open, &tree.open) {
            (Some(from), Some(to)) => Ok(linkat(from, path, to, name, AtFlags::empty())?),
            _ => std::fs::hard_link(self.join(path), tree.join(name)),
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Folder {
    /// It need not be there.
    pub fn new(path: PathBuf) -> Folder {
        Folder { path }
    }

    /// What the system says of a file in it; links are not followed.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        Stamp::at(&self.join(path))
    }

    /// Makes a file that is not there: nothing in a staging tree is written twice, and no link is followed.
    pub fn create(&self, path: &str) -> io::Result<File> {
        File::create_new(self.join(path))
    }

    /// Gives a file in it one more name, in another tree.
    pub fn link(&self, path: &str, tree: &Folder, name: &str) -> io::Result<()> {
        std::fs::hard_link(self.join(path), tree.join(name))
    }
}

impl Folder {
    /// The whole path of a file in it.
    pub fn join(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }
}
