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

/// Seconds and parts of them since 1970.
type Time = (i64, u32);

/// Which file it is, how large, when its bytes were last written and when anything of it last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// Its number on its disk.
    number: u64,
    bytes: u64,
    /// Its date, which anybody can set.
    written: Time,
    changed: Time,
}

impl Stamp {
    /// From what the system says of a file; `None` where it does not say enough.
    pub fn of(found: &Metadata) -> Option<Stamp> {
        found.is_file().then(|| Stamp::said(found))?
    }

    /// The stamp of the folder at a path: it changes whenever a name in it does.
    pub fn of_folder(path: &Path) -> Option<Stamp> {
        let found = std::fs::symlink_metadata(path).ok()?;
        found.is_dir().then(|| Stamp::said(&found))?
    }

    #[cfg(unix)]
    fn said(found: &Metadata) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        let time = |seconds, nanos| Some((seconds, u32::try_from(nanos).ok()?));
        let stamp = Stamp {
            number: found.ino(),
            bytes: found.len(),
            written: time(found.mtime(), found.mtime_nsec())?,
            changed: time(found.ctime(), found.ctime_nsec())?,
        };
        stamp.is_exact().then_some(stamp)
    }

    #[cfg(not(unix))]
    fn said(_: &Metadata) -> Option<Stamp> {
        None
    }

    /// The stamp of the file at a path, and not of one that a link there leads to.
    pub fn at(path: &Path) -> Option<Stamp> {
        Stamp::of(&std::fs::symlink_metadata(path).ok()?)
    }

    /// The stamp of the file at a path, whatever links lead to it. A network disk is asked anew, because
    /// another machine may have written there.
    #[cfg(target_os = "linux")]
    pub fn behind(path: &Path) -> Option<Stamp> {
        Stamp::from(CWD, path, AtFlags::STATX_FORCE_SYNC)
    }

    /// The stamp of the file at a path in an open folder, and not of one that a link there leads to.
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
            written: (found.stx_mtime.tv_sec, found.stx_mtime.tv_nsec),
            changed: (found.stx_ctime.tv_sec, found.stx_ctime.tv_nsec),
        };
        (is_file && stamp.is_exact()).then_some(stamp)
    }

    #[cfg(not(target_os = "linux"))]
    pub fn behind(path: &Path) -> Option<Stamp> {
        Stamp::of(&std::fs::metadata(path).ok()?)
    }

    /// A disk that counts whole seconds cannot tell two writes apart.
    #[cfg(unix)]
    fn is_exact(&self) -> bool {
        self.changed.1 != 0
    }

    /// Whether a file had not changed for a while when the other one did.
    pub fn had_settled_by(&self, other: &Stamp) -> bool {
        let time = |(seconds, nanos): Time| {
            let seconds = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
            seconds + Duration::from_nanos(nanos.into())
        };
        time(self.changed) + SETTLED < time(other.changed)
    }

    /// Whether a file that was `before` changed no more than by the link that a build gave it between these two. Only who
    /// writes to it at that very time and then sets its date back is not seen.
    pub fn was_linked(&self, before: &Stamp, (begin, end): &(Stamp, Stamp)) -> bool {
        let linked = Stamp {
            changed: self.changed,
            ..*before
        };
        *self == linked && begin.changed <= self.changed && self.had_settled_by(end)
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
            written: (0, 0),
            changed: (seconds, nanos),
        };
        let end = stamp(10, 1_000_000);
        assert!(stamp(9, 970_000_000).had_settled_by(&end));
        assert!(!stamp(9, 990_000_000).had_settled_by(&end));
        assert!(!end.had_settled_by(&end));
        assert!(!stamp(11, 1).had_settled_by(&end));
    }
}
