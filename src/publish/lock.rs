//! One builder at a time for each output and for each project, with a lock that dies with its process.

use crate::diag::Failure;
use crate::source::stamp::Stamp;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A working folder, held by this process until it is dropped.
///
/// The lock is on an open file, so the system lets go of it when the process dies. The file and
/// its folder are removed at the end while the lock is still held; whoever waited on the removed
/// file sees that it is no longer the one at that path and starts again.
pub struct Lock {
    folder: PathBuf,
    file: File,
}

/// What came of asking for a folder.
pub enum Asked {
    Held(Lock),
    /// Another build has it: its name for people, with the number of its process if that is known.
    Busy(String),
}

const NAME: &str = "cerrojo";

impl Lock {
    /// Asks for a folder, which is made if it is missing.
    ///
    /// # Errors
    /// When the folder cannot be made or the file in it cannot be written.
    pub fn ask(folder: &Path) -> Result<Asked, Failure> {
        let path = folder.join(NAME);
        // Each turn lost means that another build ended in between: a few are plenty.
        for _ in 0..50 {
            match std::fs::create_dir(folder) {
                Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(Failure::io("no se pudo crear la carpeta", folder, &e)
                        .help("revise los permisos de la carpeta que contiene la salida"));
                }
                _ => {}
            }
            let opened = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path);
            let mut file = match opened {
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
                other => other.map_err(|e| Failure::io("no se pudo abrir", &path, &e))?,
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(Asked::Busy(holder(&mut file))),
                Err(TryLockError::Error(e)) => {
                    return Err(Failure::io("no se pudo bloquear", &path, &e));
                }
            }
            if !still_there(&file, &path) {
                continue;
            }
            // Only a courtesy for the message of the next one: not being able to write it is no reason to stop.
            let _ = file
                .set_len(0)
                .and_then(|()| write!(file, "{}", std::process::id()));
            return Ok(Asked::Held(Lock {
                folder: folder.to_owned(),
                file,
            }));
        }
        Ok(Asked::Busy(ANOTHER.to_owned()))
    }

    /// What the system says of the lock since it was taken.
    pub fn stamp(&self) -> Option<Stamp> {
        Stamp::of(&self.file.metadata().ok()?)
    }

    /// The working folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // The folder stays when something else is in it; the next build looks at it.
            let _ = std::fs::remove_file(self.folder.join(NAME));
            let _ = std::fs::remove_dir(&self.folder);
        }
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => held.ino() == named.ino() && held.dev() == named.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn still_there(_: &File, path: &Path) -> bool {
    // The lock file is never removed here: see `drop`.
    path.exists()
}

const ANOTHER: &str = "otra construcción";

/// Who holds the lock, as it wrote itself down.
fn holder(file: &mut File) -> String {
    let mut pid = String::new();
    let read = file
        .rewind()
        .and_then(|()| file.take(20).read_to_string(&mut pid));
    match read {
        Ok(_) if !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{ANOTHER} (proceso {pid})")
        }
        _ => ANOTHER.to_owned(),
    }
}
