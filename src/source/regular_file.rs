//! Reading files, and nothing that only looks like one: a pipe would never end.

use super::stamp::{Seen, Stamp};
use crate::base::digest::Digest;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// Most bytes of a file that are held at once where its whole is not needed: a recording may be larger
/// than the memory of the machine, and each thread has a file of its own.
pub const HELD: u64 = 8 * 1024 * 1024;

/// An open file that is one. A site has thousands: each is opened, looked at and read once.
pub struct RegularFile {
    file: File,
    /// Bytes.
    pub size: u64,
    /// Before anything of it was read.
    pub stamp: Option<Stamp>,
}

impl RegularFile {
    /// Opens a file of the project, whatever links lead to it.
    pub fn open(path: &Path) -> io::Result<RegularFile> {
        // A socket, or a folder where these cannot be opened, is told by what it is.
        let strange = || std::fs::metadata(path).is_ok_and(|found| !found.is_file());
        let file = match opened(path, true) {
            Err(_) if strange() => return Err(not_plain()),
            opened => opened?,
        };
        let found = file.metadata()?;
        match found.is_file() {
            true => Ok(RegularFile {
                file,
                size: found.len(),
                stamp: Stamp::of(&found),
            }),
            false => Err(not_plain()),
        }
    }

    /// Its first bytes; an error when it has fewer.
    pub fn start(mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.file.read_exact(bytes)
    }

    /// To be read piece by piece.
    pub fn pieces(self) -> File {
        self.file
    }

    /// The rest of its bytes, also when there are more by now.
    pub fn read(mut self) -> io::Result<Vec<u8>> {
        let mut bytes = sized(&mut self.file, self.size)?;
        if bytes.len() as u64 > self.size {
            self.file.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }
}

/// The bytes of a file of the project.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    RegularFile::open(path)?.read()
}

/// What a file of the project holds.
pub fn look(path: &Path) -> io::Result<Seen> {
    let found = RegularFile::open(path)?;
    let stamp = found.stamp;
    let digest = match found.size > HELD {
        true => Digest::of_reader(found.pieces())?,
        false => Digest::of(&found.read()?),
    };
    Ok(Seen { digest, stamp })
}

/// A published file. A link put there by hand is not followed: it would be linked itself, not the file
/// it leads to.
pub fn published(path: &Path) -> io::Result<File> {
    if cfg!(not(unix)) && std::fs::symlink_metadata(path)?.is_symlink() {
        return Err(not_plain());
    }
    opened(path, false)
}

/// The bytes of a published file of this size.
pub fn read_published(path: &Path, size: u64) -> io::Result<Vec<u8>> {
    let bytes = sized(&mut published(path)?, size)?;
    match bytes.len() as u64 == size {
        true => Ok(bytes),
        false => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// The bytes of a file that should have so many, in as few calls as there can be; it has one more when
/// the file is longer.
fn sized(file: &mut File, size: u64) -> io::Result<Vec<u8>> {
    // Room for one byte more: a file that is longer shows without being asked.
    let (mut bytes, mut read) = (vec![0; size as usize + 1], 0);
    loop {
        let more = match file.read(&mut bytes[read..]) {
            Err(why) if why.kind() == io::ErrorKind::Interrupted => continue,
            more => more?,
        };
        read += more;
        if more == 0 || read as u64 >= size {
            break;
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}

/// Opens without ever waiting, should it be a pipe or have become one.
fn opened(path: &Path, follow: bool) -> io::Result<File> {
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
    options.open(path)
}

fn not_plain() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "no es un archivo común")
}
