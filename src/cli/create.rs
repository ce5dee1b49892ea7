//! Files that a command makes for people: whole, or not there.

use crate::diag::Failure;
use crate::source::scan::leaves;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Makes a folder with those around it.
pub(super) fn folder(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path).map_err(|e| Failure::io("no se pudo crear la carpeta", path, &e))
}

/// Writes a file that is not there yet. One that could not be written to its end is removed, so that its
/// name is free for the next try.
///
/// # Errors
/// When there is such a file already, or the system refuses.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .inspect_err(|_| {
            let _ = std::fs::remove_file(path);
        })
}

/// Writes a file in place of an older one, which stays as it was until the new one is whole. Where a link
/// leads to it the link stays, and it may lead nowhere but within the folder.
///
/// # Errors
/// When the system refuses, or a link leads elsewhere.
pub(super) fn replace(within: &Path, path: &Path, text: &str) -> io::Result<()> {
    let path = match path.is_symlink() {
        true if leaves(within, path) => {
            let why = "es un enlace simbólico que sale de la carpeta, o no lleva a un archivo";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        true => path.canonicalize()?,
        false => path.to_owned(),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let half = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    create(&half, text.as_bytes())?;
    std::fs::rename(&half, &path).inspect_err(|_| {
        let _ = std::fs::remove_file(&half);
    })
}
