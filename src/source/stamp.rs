//! What the system says of a file, by which one that nobody touched is known without reading it.
//!
//! A file that is written to, replaced or linked gets a new time of change (`st_ctime`, POSIX.1-2017,
//! `sys_stat.h`), and nobody can set that time, as anybody can set the date that is shown. So a published
//! file of which the system says what it said when its bytes were written still has them, and so has a
//! source of which it says what it said when it was read. Git looks at its files in this way
//! (`core.trustctime`). Where the system has no such time, where its clock is too coarse to tell two
//! writes apart, and where a file changed just before a build had to do with it, the bytes are read and
//! compared.

use crate::base::digest::Digest;
#[cfg(target_os = "linux")]
use rustix::fs::{AtFlags, CWD, FileType, StatxFlags, statx};
use serde::{Deserialize, Serialize};
use std::fs::Metadata;
#[cfg(target_os = "linux")]
use std::os::fd::AsFd;
use std::path::Path;
use std::time::Duration;

/// Clocks of disks tick in up to ten milliseconds: what changed so shortly before a build looked may
/// change again without another time.
const SETTLED: Duration = Duration::from_millis(20);

/// Which file it is, how large, and when it last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// Its number on its disk.
    number: u64,
    bytes: u64,
    seconds: i64,
    nanos: u32,
}

impl Stamp {
    /// From what the system says of a file; `None` where it does not say enough.
    #[cfg(unix)]
    pub fn of(found: &Metadata) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        let nanos = u32::try_from(found.ctime_nsec()).ok()?;
        let stamp = Stamp {
            number: found.ino(),
            bytes: found.len(),
            seconds: found.ctime(),
            nanos,
        };
        // A disk that counts whole seconds cannot tell two writes apart.
        (found.is_file() && nanos != 0).then_some(stamp)
    }

    #[cfg(not(unix))]
    pub fn of(_: &Metadata) -> Option<Stamp> {
        None
    }

    /// Of the file at a path, and not of one that a link there leads to.
    pub fn at(path: &Path) -> Option<Stamp> {
        Stamp::of(&std::fs::symlink_metadata(path).ok()?)
    }

    /// Of the file at a path, whatever links lead to it. A disk of the network is asked anew, for
    /// another machine may have written there.
    #[cfg(target_os = "linux")]
    pub fn behind(path: &Path) -> Option<Stamp> {
        Stamp::from(CWD, path, AtFlags::STATX_FORCE_SYNC)
    }

    /// Of the file at a path in an open folder, and not of one that a link there leads to.
    #[cfg(target_os = "linux")]
    pub fn inside(folder: impl AsFd, path: &str) -> Option<Stamp> {
        Stamp::from(folder, Path::new(path), AtFlags::SYMLINK_NOFOLLOW)
    }

    #[cfg(target_os = "linux")]
    fn from(folder: impl AsFd, path: &Path, how: AtFlags) -> Option<Stamp> {
        let found = statx(folder, path, how, StatxFlags::BASIC_STATS).ok()?;
        let is_file = FileType::from_raw_mode(found.stx_mode.into()) == FileType::RegularFile;
        let stamp = Stamp {
            number: found.stx_ino,
            bytes: found.stx_size,
            seconds: found.stx_ctime.tv_sec,
            nanos: found.stx_ctime.tv_nsec,
        };
        (is_file && stamp.nanos != 0).then_some(stamp)
    }

    #[cfg(not(target_os = "linux"))]
    pub fn behind(path: &Path) -> Option<Stamp> {
        Stamp::of(&std::fs::metadata(path).ok()?)
    }

    /// Whether a file had not changed for a while when the other one did.
    pub fn had_settled_by(&self, other: &Stamp) -> bool {
        let time = |stamp: &Stamp| {
            let seconds = Duration::from_secs(u64::try_from(stamp.seconds).unwrap_or(0));
            seconds + Duration::from_nanos(stamp.nanos.into())
        };
        time(self) + SETTLED < time(other)
    }
}

/// What a file was seen to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seen {
    pub digest: Digest,
    pub stamp: Option<Stamp>,
}

impl Seen {
    /// Whether nobody has touched the file at this path since.
    pub fn still_is(&self, path: &Path) -> bool {
        self.stamp.is_some() && self.stamp == Stamp::behind(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn whatever_is_done_to_a_file_gives_it_another_stamp() {
        use std::fs::{File, hard_link, write};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write(&path, "uno").unwrap();
        let date = path.metadata().unwrap().modified().unwrap();
        let edited = || {
            write(&path, "dos").unwrap();
            let file = File::options().write(true).open(&path).unwrap();
            file.set_modified(date).unwrap();
        };
        let replaced = || {
            let other = folder.path().join("b");
            write(&other, "tres").unwrap();
            std::fs::rename(other, &path).unwrap();
        };
        let linked = || hard_link(&path, folder.path().join("c")).unwrap();
        let acts: [&dyn Fn(); 3] = [&edited, &replaced, &linked];
        for act in acts {
            let before = Stamp::at(&path).unwrap();
            assert_eq!(Stamp::at(&path), Some(before));
            std::thread::sleep(SETTLED);
            act();
            assert_ne!(Stamp::at(&path), Some(before));
        }
    }

    #[test]
    fn what_changed_a_moment_before_has_not_settled() {
        let stamp = |seconds, nanos| Stamp {
            number: 1,
            bytes: 1,
            seconds,
            nanos,
        };
        let end = stamp(10, 1_000_000);
        assert!(stamp(9, 970_000_000).had_settled_by(&end));
        assert!(!stamp(9, 990_000_000).had_settled_by(&end));
        assert!(!end.had_settled_by(&end));
        assert!(!stamp(11, 1).had_settled_by(&end));
    }
}
