//! Reasons not to touch an output folder, asked before any work is done.

use super::manifest::{self, Files, MANIFEST};
use crate::base::digest::Digest;
use crate::diag::Failure;
use rayon::prelude::*;
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

/// What was published there last, and the digest of its manifest.
pub type Before = (Files, Option<Digest>);

/// What was published there last. Refuses a folder with files that acervo did not write.
pub fn strangers(output: &Path) -> Result<Before, Failure> {
    let nothing = (Files::new(), None);
    if !output.exists() {
        return Ok(nothing);
    }
    own_name(output)?;
    let (found, known) = rayon::join(
        || list(output, ""),
        || match std::fs::read_to_string(output.join(MANIFEST)) {
            Ok(text) => Ok(manifest::read(&text).map(|known| (known, Digest::of(text.as_bytes())))),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        },
    );
    let found = found.map_err(|e| Failure::io("no se pudo leer", output, &e))?;
    let known = known.map_err(|e| Failure::io("no se pudo leer", &output.join(MANIFEST), &e))?;
    let Some((known, digest)) = known else {
        return match found.is_empty() {
            true => Ok(nothing),
            false => Err(Failure::new(format!(
                "la carpeta {} no está vacía y no la hizo acervo",
                output.display()
            ))
            .help("elija otra carpeta con --output, o vacíela usted")),
        };
    };
    // A manifest of another version lists nothing: the folder is ours, its files are not known.
    let strange = |path: &&String| !known.is_empty() && !known.contains_key(*path);
    // Of many the same one is told each time.
    match found.par_iter().filter(strange).min() {
        Some(path) => Err(Failure::new(format!(
            "{} tiene un archivo que acervo no escribió: {path}",
            output.display()
        ))
        .help("publicar lo borraría: muévalo de ahí o bórrelo usted")),
        None => Ok((known, Some(digest))),
    }
}

/// Moves into the site what somebody put into the replaced tree after it was looked through: the next
/// build will not publish over it. Where the site has a file of that name it gets another.
pub fn give_back(old: &Path, output: &Path, known: &Files) -> std::io::Result<()> {
    let found = match list(old, "") {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        listed => listed?,
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

/// All files below a folder, links not followed, without the manifest and what systems leave.
fn list(folder: &Path, prefix: &str) -> std::io::Result<Vec<String>> {
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        // A name that is no text cannot be ours: the replacement character makes it a stranger.
        let name = name.to_string_lossy();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            folders.push((entry.path(), path + "/"));
        } else if path != MANIFEST && !JUNK.contains(&&*name) {
            found.push(path);
        }
    }
    let inside = folders.par_iter();
    let inside = inside.map(|(folder, prefix)| list(folder, prefix));
    for files in inside.collect::<std::io::Result<Vec<_>>>()? {
        found.extend(files);
    }
    Ok(found)
}
