//! Reading files, and nothing that only looks like one: a pipe would never end.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// The bytes of a published file of this size, in as few calls as there can be: a site has thousands.
pub fn read_published(path: &Path, size: u64) -> io::Result<Vec<u8>> {
    let (mut file, found) = open_published(path)?;
    if found != size {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; size as usize];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// A link put there by hand is not followed: it would be linked itself, not the file it leads to.
fn open_published(path: &Path) -> io::Result<(File, u64)> {
    if cfg!(not(unix)) && std::fs::symlink_metadata(path)?.is_symlink() {
        return Err(not_plain());
    }
    open_plain(path, false)
}

/// The bytes of a file of the project, whatever links lead to it.
pub fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(not_plain());
    }
    let (mut file, _) = open_plain(path, true)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file without ever waiting for it, should it have become a pipe since it was looked at;
/// gives its size too.
fn open_plain(path: &Path, follow: bool) -> io::Result<(File, u64)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let links = match follow {
            true => OFlags::empty(),
            false => OFlags::NOFOLLOW,
        };
        options.custom_flags((OFlags::NONBLOCK | links).bits() as i32);
    }
    #[cfg(not(unix))]
    let _ = follow;
    let file = options.open(path)?;
    let found = file.metadata()?;
    match found.is_file() {
        true => Ok((file, found.len())),
        false => Err(not_plain()),
    }
}

fn not_plain() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "no es un archivo común")
}
