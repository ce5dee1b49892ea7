//! Which program builds: another one may make other bytes of the same content.
//!
//! Its file is read once. From then on it is known by what the system says of it, as sources are.

use super::CACHE;
use crate::base::digest::{self, Digest};
use crate::source::regular_file::look;
use crate::source::stamp::{Seen, Stamp};
use std::path::Path;

/// Name of the file where a project keeps what its program was seen to be.
const FILE: &str = "programa";

/// The digest of the program that builds the project at `root`; nothing where it cannot be read.
pub fn program(program: &Path, root: &Path) -> Option<Digest> {
    let file = root.join(CACHE).join(FILE);
    let kept = std::fs::read(&file).ok();
    let kept = kept.as_deref().and_then(digest::unsealed);
    let kept = kept.and_then(|bytes| postcard::from_bytes::<Seen>(bytes).ok());
    if let Some(seen) = kept.filter(|seen| seen.still_is(program)) {
        return Some(seen.digest);
    }
    let seen = look(program).ok()?;
    keep(&seen, &file);
    Some(seen.digest)
}

/// Where it cannot be kept the program is read again. So is one that was being written when it was read.
fn keep(seen: &Seen, file: &Path) {
    let written = postcard::to_stdvec(seen).is_ok_and(|bytes| {
        let folder = file.parent().map(std::fs::create_dir_all);
        folder.is_some_and(|made| made.is_ok())
            && std::fs::write(file, digest::sealed(bytes)).is_ok()
    });
    let settled = seen.stamp.zip(Stamp::at(file));
    if written && !settled.is_some_and(|(program, now)| program.had_settled_by(&now)) {
        let _ = std::fs::remove_file(file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[cfg(unix)]
    #[test]
    fn a_program_is_read_once_and_again_when_it_is_another() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("acervo");
        let is = |bytes: &[u8]| {
            assert_eq!(program(&file, root.path()), Some(Digest::of(bytes)));
        };
        let kept = root.path().join(CACHE).join(FILE);
        std::fs::write(&file, "uno").unwrap();
        is(b"uno");
        assert!(!kept.exists(), "it may have changed since it was read");
        std::thread::sleep(Duration::from_millis(100));
        is(b"uno");
        // What was kept is believed: with another digest in it, that is given.
        let seen = look(&file).unwrap();
        let digest = Digest::of(b"otro");
        let told = postcard::to_stdvec(&Seen { digest, ..seen }).unwrap();
        std::fs::write(&kept, digest::sealed(told.clone())).unwrap();
        is(b"otro");
        std::fs::write(&kept, told).unwrap();
        is(b"uno");
        std::fs::write(&file, "dos").unwrap();
        is(b"dos");
    }
}
