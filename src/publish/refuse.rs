//! Reasons not to touch an output folder, asked before any work is done.

use super::manifest::{self, Files, MANIFEST};
use crate::base::digest::Digest;
use crate::diag::Failure;
use crate::source::stamp::Stamp;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// What systems leave in folders that people open: nobody misses it.
const JUNK: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// The output with links resolved; its parent must exist and be ours to write in.
pub fn resolve(output: &Path) -> Result<PathBuf, Failure> {
    if let Ok(found) = output.canonicalize() {
        if !found.is_dir() {
            return Err(
                Failure::new(format!("{} no es una carpeta", output.display()))
                    .help("elija otra carpeta con --output"),
            );
        }
        return Ok(found);
    }
    let Some(name) = output.file_name() else {
        return Err(Failure::new(format!(
            "{} no sirve como carpeta de salida",
            output.display()
        )));
    };
    let parent = match output.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let parent = parent.canonicalize().map_err(|e| {
        Failure::io("no se puede publicar en", parent, &e)
            .help("cree esa carpeta o elija otra con --output")
    })?;
    if std::fs::symlink_metadata(output).is_ok() {
        return Err(Failure::new(format!(
            "{} es un enlace simbólico que no lleva a ninguna carpeta",
            output.display()
        ))
        .help("bórrelo, o elija otra carpeta con --output"));
    }
    Ok(parent.join(name))
}

/// Refuses an output that is, contains or is inside of a folder of sources.
pub fn sources(output: &Path, protected: &[&Path]) -> Result<(), Failure> {
    for source in protected {
        let Ok(source) = source.canonicalize() else {
            continue;
        };
        if output.starts_with(&source) || source.starts_with(output) {
            return Err(Failure::new(format!(
                "la salida {} se mezclaría con {}",
                output.display(),
                source.display()
            ))
            .help("elija con --output una carpeta aparte, por ejemplo public"));
        }
    }
    Ok(())
}

/// A folder that was looked through.
#[derive(Default)]
pub struct Looked {
    /// What the system said of it before: one of which it says the same has the same names in it.
    stamp: Option<Stamp>,
    /// The folders in it by their names.
    folders: BTreeMap<OsString, Looked>,
}

impl Looked {
    /// Forgets what was said of a folder that changed about when this build began: it may have changed again.
    fn settle(&mut self, began: Option<Stamp>) {
        let had_settled = |stamp: &Stamp| began.is_some_and(|began| stamp.had_settled_by(&began));
        self.stamp = self.stamp.filter(had_settled);
        self.folders
            .values_mut()
            .for_each(|folder| folder.settle(began));
    }
}

/// What was published there last, and the digest of its manifest.
#[derive(Default)]
pub struct Before {
    pub known: Files,
    pub manifest: Option<Digest>,
    pub looked: Looked,
}

/// What was published there last. Refuses a folder with files that acervo did not write. This build `began` before.
pub fn strangers(output: &Path, began: Option<Stamp>) -> Result<Before, Failure> {
    if !output.exists() {
        return Ok(Before::default());
    }
    own_name(output)?;
    let (found, known) = rayon::join(
        || list(output, "", &Looked::default()),
        || match std::fs::read_to_string(output.join(MANIFEST)) {
            Ok(text) => Ok(manifest::read(&text).map(|known| (known, Digest::of(text.as_bytes())))),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        },
    );
    let (found, mut looked) = found.map_err(|e| Failure::io("no se pudo leer", output, &e))?;
    looked.settle(began);
    let known = known.map_err(|e| Failure::io("no se pudo leer", &output.join(MANIFEST), &e))?;
    let Some((known, manifest)) = known else {
        return match found.is_empty() {
            true => Ok(Before::default()),
            false => Err(Failure::new(format!(
                "la carpeta {} no está vacía y no la hizo acervo",
                output.display()
            ))
            .help("elija otra carpeta con --output, o vacíela usted")),
        };
    };
    // A manifest of another version lists nothing: the folder is ours, its files are not known.
    let strange = |path: &&String| !known.is_empty() && !known.contains_key(*path);
    // Of many strange files the same one is named each time.
    match found.par_iter().filter(strange).min() {
        Some(path) => Err(Failure::new(format!(
            "{} tiene un archivo que acervo no escribió: {path}",
            output.display()
        ))
        .help("publicar lo borraría: muévalo de ahí o bórrelo usted")),
        None => Ok(Before {
            known,
            manifest: Some(manifest),
            looked,
        }),
    }
}

/// Moves into the site what somebody put into the replaced tree after it was `looked` through: the next
/// build will not publish over it. Where the site has a file of that name it gets another.
pub fn give_back(old: &Path, output: &Path, (known, looked): (&Files, &Looked)) -> io::Result<()> {
    let found = match list(old, "", looked) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        listed => listed?.0,
    };
    let strange = |path: &&String| !known.contains_key(*path);
    let strange: Vec<&String> = found.par_iter().filter(strange).collect();
    for path in strange {
        let target = free(output.join(path));
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::rename(old.join(path), target)?;
    }
    Ok(())
}

/// This path, or one with more at its end that nobody has.
pub fn free(mut path: PathBuf) -> PathBuf {
    while std::fs::symlink_metadata(&path).is_ok() {
        path.as_mut_os_string().push(".ajeno");
    }
    path
}

/// Whether the output can be given another tree: a mount point or a folder of others cannot.
#[cfg(unix)]
fn own_name(output: &Path) -> Result<(), Failure> {
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    if mounted(output) {
        return Err(
            Failure::new(format!("{} es un punto de montaje", output.display()))
                .help("publique en una carpeta dentro de él, por ejemplo --output …/sitio"),
        );
    }
    accessat(
        CWD,
        output,
        Access::WRITE_OK | Access::EXEC_OK,
        AtFlags::EACCESS,
    )
    .map_err(|e| Failure::io("no se puede escribir en", output, &e.into()))
}

#[cfg(not(unix))]
fn own_name(_: &Path) -> Result<(), Failure> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn mounted(output: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxFlags, statx};
    let mount = |path: &Path| {
        let found = statx(CWD, path, AtFlags::empty(), StatxFlags::MNT_ID).ok()?;
        // Kernels before 5.8 do not fill it in: then the exchange itself says no.
        (found.stx_mask & StatxFlags::MNT_ID.bits() != 0).then_some(found.stx_mnt_id)
    };
    match output.parent() {
        Some(parent) => mount(output) != mount(parent),
        None => true,
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn mounted(output: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| std::fs::metadata(path).ok().map(|m| m.dev());
    output
        .parent()
        .is_none_or(|parent| device(parent) != device(output))
}

/// All files below a folder, links not followed, without the manifest and what systems leave; without those of
/// folders that are as they were `before`.
fn list(folder: &Path, prefix: &str, before: &Looked) -> io::Result<(Vec<String>, Looked)> {
    let stamp = Stamp::of_folder(folder);
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    if stamp.is_some() && stamp == before.stamp {
        folders.extend(before.folders.keys().cloned());
    } else {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if entry.file_type()?.is_dir() {
                folders.push(name);
                continue;
            }
            // A name that is no text cannot be ours: the replacement character makes it a stranger.
            let name = name.to_string_lossy();
            let path = format!("{prefix}{name}");
            if path != MANIFEST && !JUNK.contains(&&*name) {
                found.push(path);
            }
        }
    }
    let inside = folders.into_par_iter().map(|name| {
        let prefix = format!("{prefix}{}/", name.to_string_lossy());
        let none = Looked::default();
        let before = before.folders.get(&name).unwrap_or(&none);
        Ok((list(&folder.join(&name), &prefix, before)?, name))
    });
    let mut looked = Looked {
        stamp,
        ..Looked::default()
    };
    for ((files, inside), name) in inside.collect::<io::Result<Vec<_>>>()? {
        found.extend(files);
        looked.folders.insert(name, inside);
    }
    Ok((found, looked))
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_as_it_was_is_not_looked_through_and_those_in_it_are() {
        use super::*;
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        std::fs::create_dir_all(root.join("a/b")).unwrap();
        for file in ["1", "a/2", "a/b/3"] {
            std::fs::write(root.join(file), "").unwrap();
        }
        let named = |before: &Looked| list(root, "", before).unwrap();
        let (files, looked) = named(&Looked::default());
        assert_eq!(files, ["1", "a/2", "a/b/3"]);
        assert!(named(&looked).0.is_empty());
        std::thread::sleep(std::time::Duration::from_millis(100));
        std::fs::write(root.join("a/b/4"), "").unwrap();
        let mut found = named(&looked).0;
        found.sort();
        assert_eq!(found, ["a/b/3", "a/b/4"]);
        let (_, mut looked) = named(&looked);
        looked.settle(Stamp::of_folder(&root.join("a/b")));
        let mut found = named(&looked).0;
        found.sort();
        assert_eq!(found, ["a/b/3", "a/b/4"], "it changed too late");
    }
}
