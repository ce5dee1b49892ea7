//! One builder at a time for each output, with a lock that dies with its process.

use crate::diag::Failure;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The working folder beside the output, held by this process until it is dropped.
///
/// The lock is on an open file, so the system lets go of it when the process dies. The file and
/// its folder are removed at the end while the lock is still held; whoever waited on the removed
/// file sees that it is no longer the one at that path and starts again.
pub struct Lock {
    folder: PathBuf,
    file: File,
}

const NAME: &str = "cerrojo";

impl Lock {
    /// Takes the lock, or says who holds it.
    pub fn take(folder: &Path, output: &Path) -> Result<Lock, Failure> {
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
                Err(TryLockError::WouldBlock) => return Err(busy(&mut file, output)),
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
            return Ok(Lock {
                folder: folder.to_owned(),
                file,
            });
        }
        Err(busy_without_name(output))
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

fn busy(file: &mut File, output: &Path) -> Failure {
    let mut pid = String::new();
    let read = file
        .rewind()
        .and_then(|()| file.take(20).read_to_string(&mut pid));
    match read {
        Ok(_) if !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()) => {
            Failure::new(format!(
                "otra construcción (proceso {pid}) está publicando en {}",
                output.display()
            ))
            .help("espere a que termine o use otra carpeta con --output")
        }
        _ => busy_without_name(output),
    }
}

fn busy_without_name(output: &Path) -> Failure {
    Failure::new(format!(
        "otra construcción está publicando en {}",
        output.display()
    ))
    .help("espere a que termine o use otra carpeta con --output")
}
