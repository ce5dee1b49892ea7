//! The files of a staging tree: written, linked, named, and removed where an earlier tree left others.

use super::exchange::remove_tree;
use super::folder::Folder;
use super::manifest::Entry;
use super::spare::Spare;
use crate::base::digest::Digesting;
use crate::diag::Failure;
use crate::source::stamp::Stamp;
use rayon::prelude::*;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Pieces of a file are written, and their digest is taken, so many bytes at a time.
const PIECES: usize = 64 * 1024;

/// A tree that is being made.
pub struct Tree {
    pub root: Folder,
    /// It began as a spare tree.
    pub seeded: bool,
}

/// Which paths of the site stay.
type Wanted<'a> = &'a (dyn Fn(&str) -> bool + Sync);

impl Tree {
    /// A tree at `root`, where nothing is: the spare one, or an empty one.
    pub fn begin(root: PathBuf, spare: Option<&Spare>) -> Result<Tree, Failure> {
        let seeded = spare.is_some_and(|spare| spare.take(&root));
        if !seeded {
            std::fs::create_dir(&root).map_err(|e| Failure::io("no se pudo crear", &root, &e))?;
        }
        let root = Folder::new(root);
        Ok(Tree { root, seeded })
    }

    /// Where a file of the site is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file, and gives what the system says of it then.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<Option<Stamp>> {
        let mut file = self.with_room(path, || self.root.create(path))?;
        file.write_all(bytes)?;
        Ok(Stamp::of(&file.metadata()?))
    }

    /// Writes a file piece by piece.
    pub fn write_pieces(
        &self,
        path: &str,
        pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Entry> {
        let file = self.with_room(path, || self.root.create(path))?;
        let mut out = BufWriter::with_capacity(PIECES, Digesting::new(file));
        pieces(&mut out)?;
        let (digest, size) = out.into_inner()?.finish();
        Ok(Entry { digest, size })
    }

    /// Links a published file, of which the system says `stamp`, unless the tree has it; an error where the
    /// disk has no links.
    pub fn link(
        &self,
        path: &str,
        (live, published): (&Folder, &str),
        stamp: Option<Stamp>,
    ) -> io::Result<()> {
        if self.seeded
            && let here @ Some(_) = self.root.stamp(path)
        {
            if here == stamp {
                return Ok(());
            }
            // Another file is in the way.
            let _ = std::fs::remove_file(self.path(path));
        }
        self.with_room(path, || live.link(published, &self.root, path))
    }

    /// Gives a folder another name.
    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.with_room(to, || std::fs::rename(self.path(from), self.path(to)))
    }

    /// The spare tree may have the files of this folder under another name: that of the only folder
    /// beside it.
    pub fn take_name(&self, folder: &str) {
        let target = self.path(folder);
        let Some(parent) = target.parent().filter(|_| self.seeded) else {
            return;
        };
        let beside = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let mut folders = beside.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        if let (Some(only), None) = (folders.next(), folders.next()) {
            // Otherwise its files are linked, as they are without a spare tree.
            let _ = std::fs::rename(only.path(), target);
        }
    }

    /// Removes what a spare tree had and is not wanted, so that the tree has so many files.
    pub fn clean(&self, files: usize, wanted: Wanted) -> io::Result<()> {
        // On a disk for which two names are one, a file may be there by a name that is not wanted.
        match self.seeded && clean_folder(&self.root.path, "", wanted)? != files {
            true => Err(io::Error::other("faltan archivos; vuelva a intentarlo")),
            false => Ok(()),
        }
    }

    /// Runs `act`, and once more after making the folder of `path` if that was missing and removing what
    /// the spare tree has in its way.
    fn with_room<T>(&self, path: &str, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
        act().or_else(|why| {
            let target = self.path(path);
            // Most of what is in the way is an earlier file of that name.
            let in_the_way = self.seeded && why.kind() == io::ErrorKind::AlreadyExists;
            if in_the_way && std::fs::remove_file(&target).is_ok() {
                return act();
            }
            if self.seeded {
                self.make_way(&target)?;
            } else if why.kind() != io::ErrorKind::NotFound {
                return Err(why);
            }
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)?;
            }
            act()
        })
    }

    /// Removes what has the name of a file, and files that have the name of one of its folders.
    fn make_way(&self, target: &Path) -> io::Result<()> {
        let is_dir = |path: &Path| Some(std::fs::symlink_metadata(path).ok()?.is_dir());
        let folders = target.ancestors().skip(1);
        for folder in folders.take_while(|folder| *folder != self.root.path) {
            // Many threads may want this folder: another one may have removed the file and made the folder.
            let is_file = || is_dir(folder) == Some(false);
            if is_file()
                && let Err(why) = std::fs::remove_file(folder)
                && is_file()
            {
                return Err(why);
            }
        }
        match is_dir(target) {
            Some(true) => remove_tree(target),
            Some(false) => std::fs::remove_file(target),
            None => Ok(()),
        }
    }
}

/// How many files are left below a folder; one without any goes, but for the tree itself.
fn clean_folder(folder: &Path, prefix: &str, wanted: Wanted) -> io::Result<usize> {
    let (mut left, mut folders) = (0, Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (name, at) = (entry.file_name(), entry.path());
        // A name that is no text is none of ours.
        let path = name.to_str().map(|name| format!("{prefix}{name}"));
        match (entry.file_type()?.is_dir(), path) {
            (true, Some(path)) => folders.push((at, path + "/")),
            (true, None) => remove_tree(&at)?,
            (false, Some(path)) if wanted(&path) => left += 1,
            (false, _) => std::fs::remove_file(at)?,
        }
    }
    let inside = folders.par_iter();
    let inside = inside.map(|(folder, prefix)| clean_folder(folder, prefix, wanted));
    left += inside.sum::<io::Result<usize>>()?;
    if left == 0 && !prefix.is_empty() {
        std::fs::remove_dir(folder)?;
    }
    Ok(left)
}
