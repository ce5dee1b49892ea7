//! Whether the files of an index are those that were written. All files of a part have one digest, for which
//! they are read; those that nobody has touched since then, as the system says, are not read again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Result, Write};
use std::path::Path;

use crate::base::digest::{self, Digest};
use crate::source::stamp::Stamp;

/// Holds what the system says of the files of each part.
const FILE: &str = "intactas";

/// What the system says of the files of a folder, by name; nothing where it does not say enough.
pub type Stamps = BTreeMap<String, Stamp>;

/// What was known of each part when the index took its place, by name.
pub struct Known(BTreeMap<String, Stamps>);

impl Known {
    /// Reads what was kept of the index in this folder; nothing when that is missing or damaged.
    pub fn read(dir: &Path) -> Known {
        let file = std::fs::read(dir.join(FILE)).unwrap_or_default();
        let known = digest::unsealed(&file).map(postcard::from_bytes);
        Known(known.and_then(|known| known.ok()).unwrap_or_default())
    }

    /// What the system says of the files of a part, if they have this digest.
    pub fn intact(&self, dir: &Path, part: &str, digest: Digest) -> Option<Stamps> {
        let folder = dir.join(part);
        let stamps = stamps_of(&folder);
        let untouched = !stamps.is_empty() && self.0.get(part) == Some(&stamps);
        let same = untouched || digest_of(&folder).is_ok_and(|found| found == digest);
        same.then_some(stamps)
    }
}

/// Keeps for the next build what the system said of the files of each part before they were read. A part is
/// forgotten when one of them changed just now: it may change once more without another stamp.
pub fn keep<'a>(dir: &Path, parts: impl Iterator<Item = (&'a str, &'a Stamps)>) -> Result<()> {
    let mut file = File::create(dir.join(FILE))?;
    let now = Stamp::of(&file.metadata()?);
    let settled = |stamp: &Stamp| now.is_some_and(|now| stamp.had_settled_by(&now));
    let known: BTreeMap<_, _> = parts
        .filter(|(_, stamps)| stamps.values().all(settled))
        .collect();
    let bytes = postcard::to_stdvec(&known).map_err(std::io::Error::other)?;
    file.write_all(&digest::sealed(bytes))
}

/// The stamps of all files in a folder.
pub fn stamps_of(folder: &Path) -> Stamps {
    let stamp = |entry: Result<std::fs::DirEntry>| {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok()?;
        Some((name, Stamp::at(&entry.path())?))
    };
    let stamps = std::fs::read_dir(folder).ok();
    let stamps = stamps.and_then(|entries| entries.map(stamp).collect());
    stamps.unwrap_or_default()
}

/// The digest of the names and bytes of all files in a folder.
pub fn digest_of(folder: &Path) -> Result<Digest> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let digest = Digest::of_reader(File::open(&path)?)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.push(format!("{name} {}", digest.hex()));
    }
    files.sort_unstable();
    Ok(Digest::of(files.join("\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_part_that_nobody_touched_is_known_without_reading_it() {
        use super::*;
        use std::time::Duration;
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let part = dir.join("a");
        let write = |text: &str| std::fs::write(part.join("terms"), text).unwrap();
        let keep = || super::keep(dir, [("a", &stamps_of(&part))].into_iter()).unwrap();
        // Only who reads it finds out that it has not this digest.
        let is_read = || {
            Known::read(dir)
                .intact(dir, "a", Digest::default())
                .is_none()
        };
        std::fs::create_dir(&part).unwrap();
        write("uno");
        keep();
        assert!(is_read(), "it may have changed since in the same tick");
        std::thread::sleep(Duration::from_millis(50));
        keep();
        assert!(!is_read());
        write("dos");
        assert!(is_read());
        let digest = digest_of(&part).unwrap();
        assert!(Known::read(dir).intact(dir, "a", digest).is_some());
        std::thread::sleep(Duration::from_millis(50));
        keep();
        std::fs::write(part.join("more"), "").unwrap();
        assert!(is_read(), "a file that was not there");
        std::fs::write(dir.join(FILE), "{").unwrap();
        assert!(is_read());
    }
}
