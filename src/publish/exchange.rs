//! Putting one tree in the place of another, and mending an exchange that was cut short.
//!
//! On Linux one system call swaps the two names: there is no moment without a site. Where the
//! system or the disk cannot do that, the old tree is renamed aside and the new one takes its
//! name. A process killed between these two renames leaves no output, only the old tree aside;
//! [`recover`] puts it back when the next build begins.

use crate::diag::Failure;
use rayon::prelude::*;
use std::io;
use std::path::{Path, PathBuf};

/// Where the old tree waits between the two renames.
const ASIDE: &str = "anterior";

/// Gives `output` the tree of `staged`, and tells where the old one is now, in the working folder.
pub fn exchange(work: &Path, staged: &Path, output: &Path) -> io::Result<PathBuf> {
    if !output.exists() {
        return std::fs::rename(staged, output).map(|()| staged.to_owned());
    }
    match swap(staged, output) {
        Err(e) if unsupported(&e) => two_renames(work, staged, output),
        other => other.map(|()| staged.to_owned()),
    }
}

/// The way of the systems that cannot swap two names.
fn two_renames(work: &Path, staged: &Path, output: &Path) -> io::Result<PathBuf> {
    let aside = work.join(ASIDE);
    std::fs::rename(output, &aside)?;
    std::fs::rename(staged, output).inspect_err(|_| {
        // The new tree could not take the name: the old one gets it back.
        let _ = std::fs::rename(&aside, output);
    })?;
    Ok(aside)
}

/// Mends what a killed build left in the working folder.
pub fn recover(work: &Path, staged: &Path, output: &Path) -> Result<(), Failure> {
    let aside = work.join(ASIDE);
    if aside.exists() && !output.exists() {
        std::fs::rename(&aside, output)
            .map_err(|e| Failure::io("no se pudo recuperar el sitio anterior en", output, &e))?;
    }
    for left in [aside.as_path(), staged] {
        remove_tree(left).map_err(|e| Failure::io("no se pudo borrar", left, &e))?;
    }
    Ok(())
}

/// Removes a tree of ours if it is there, its folders on all threads: the one of a large site has tens
/// of thousands of files. Links inside are removed, never followed.
pub fn remove_tree(path: &Path) -> io::Result<()> {
    let removed = folders(path).and_then(|folders| {
        let inside = folders.par_iter();
        inside.try_for_each(|folder| remove_tree(folder))?;
        std::fs::remove_dir_all(path)
    });
    match removed {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn folders(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

#[cfg(target_os = "linux")]
fn swap(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// An old kernel or a disk that cannot swap; anything else is a real error.
fn unsupported(error: &io::Error) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::io::Errno;
        let code = error.raw_os_error();
        let missing = [Errno::NOSYS, Errno::INVAL, Errno::OPNOTSUPP];
        missing.iter().any(|e| code == Some(e.raw_os_error()))
    }
    #[cfg(not(target_os = "linux"))]
    {
        error.kind() == io::ErrorKind::Unsupported
    }
}

/// Brings the manifest and the names of the staged tree to the disk before they change.
///
/// Not every file: that takes twenty times longer than writing them, and one call for the whole
/// disk waits for what other programs write too. A killed build needs no more than the exchange;
/// after a power cut the next build compares bytes and writes again what did not arrive.
pub fn to_disk(manifest: &Path) -> io::Result<()> {
    std::fs::OpenOptions::new()
        .write(true)
        .open(manifest)?
        .sync_all()?;
    if let Some(tree) = manifest.parent() {
        names_to_disk(tree);
    }
    Ok(())
}

/// Makes the names in a folder last. A system that cannot sync a folder has exchanged all the same.
pub fn names_to_disk(folder: &Path) {
    if cfg!(unix) {
        let _ = std::fs::File::open(folder).and_then(|f| f.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn site(root: &Path, name: &str, text: &str) -> std::path::PathBuf {
        let path = root.join(name);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("index.html"), text).unwrap();
        path
    }

    #[test]
    fn both_ways_give_the_new_tree() {
        for way in [exchange, two_renames] {
            let root = tempfile::tempdir().unwrap();
            let work = root.path().join("work");
            let staged = site(&work, "nuevo", "new");
            let output = site(root.path(), "public", "old");
            way(&work, &staged, &output).unwrap();
            assert_eq!(
                fs::read_to_string(output.join("index.html")).unwrap(),
                "new"
            );
            recover(&work, &staged, &output).unwrap();
            assert_eq!(
                fs::read_to_string(output.join("index.html")).unwrap(),
                "new"
            );
            assert_eq!(
                fs::read_dir(&work).unwrap().count(),
                0,
                "nothing of the old tree is left"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn all_folders_of_a_tree_go_and_nothing_that_a_link_leads_to() {
        let root = tempfile::tempdir().unwrap();
        let outside = site(root.path(), "outside", "stays");
        let tree = root.path().join("tree");
        for folder in ["", "a", "a/b", "c"] {
            site(&tree, folder, "goes");
        }
        std::os::unix::fs::symlink(&outside, tree.join("a/link")).unwrap();
        remove_tree(&tree).unwrap();
        assert!(!tree.exists());
        assert!(outside.join("index.html").exists());
        remove_tree(&tree).unwrap();
    }

    #[test]
    fn a_kill_between_the_two_renames_is_mended() {
        let root = tempfile::tempdir().unwrap();
        let work = root.path().join("work");
        let staged = site(&work, "nuevo", "new");
        site(&work, ASIDE, "old");
        let output = root.path().join("public");
        recover(&work, &staged, &output).unwrap();
        assert_eq!(
            fs::read_to_string(output.join("index.html")).unwrap(),
            "old"
        );
        assert!(!staged.exists());
    }

    #[test]
    fn a_failed_second_rename_gives_the_name_back() {
        let root = tempfile::tempdir().unwrap();
        let work = root.path().join("work");
        fs::create_dir_all(&work).unwrap();
        let output = site(root.path(), "public", "old");
        assert!(two_renames(&work, &work.join("missing"), &output).is_err());
        assert_eq!(
            fs::read_to_string(output.join("index.html")).unwrap(),
            "old"
        );
    }
}
