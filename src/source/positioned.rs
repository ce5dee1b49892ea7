//! Reading and writing at a place of a file. Many threads do so at once, so none may move the place
//! at which another one is.

use std::fs::File;
use std::io::{self, Result};

/// Reads `size` bytes from a place on.
pub fn read(file: &File, from: u64, size: usize) -> Result<Vec<u8>> {
    let mut bytes = vec![0; size];
    let mut read = 0;
    while read < size {
        match read_some(file, &mut bytes[read..], from + read as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            more => read += more,
        }
    }
    Ok(bytes)
}

/// Writes all of the bytes from a place on.
pub fn write(file: &File, from: u64, bytes: &[u8]) -> Result<()> {
    let mut written = 0;
    while written < bytes.len() {
        match write_some(file, &bytes[written..], from + written as u64)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            more => written += more,
        }
    }
    Ok(())
}

#[cfg(unix)]
use std::os::unix::fs::FileExt;
#[cfg(windows)]
use std::os::windows::fs::FileExt;

#[cfg(unix)]
fn read_some(file: &File, bytes: &mut [u8], from: u64) -> Result<usize> {
    file.read_at(bytes, from)
}

#[cfg(unix)]
fn write_some(file: &File, bytes: &[u8], from: u64) -> Result<usize> {
    file.write_at(bytes, from)
}

#[cfg(windows)]
fn read_some(file: &File, bytes: &mut [u8], from: u64) -> Result<usize> {
    file.seek_read(bytes, from)
}

#[cfg(windows)]
fn write_some(file: &File, bytes: &[u8], from: u64) -> Result<usize> {
    file.seek_write(bytes, from)
}
