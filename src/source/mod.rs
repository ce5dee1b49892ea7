//! Floor 3: what is in the project's folder.
//!
//! The only module below `publish` that touches files. It knows names and bytes, not meanings.

pub mod history;
pub mod picture;
mod positioned;
pub mod regular_file;
pub mod scan;
pub mod spill;
pub mod spill_file;
pub mod stamp;

use crate::base::digest::Digest;
use crate::diag::{Code, Diagnostic, Place};
use regular_file::RegularFile;
use stamp::Seen;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folder of the content inside the project.
pub const CONTENT: &str = "content";

/// Path of a file of the project from the top of the content folder.
pub fn content_path(file: &str) -> &str {
    file.strip_prefix(CONTENT)
        .map_or(file, |rest| rest.trim_start_matches('/'))
}

/// A larger file is not a document that a person wrote.
const MAX_DOCUMENT: u64 = 10 * 1024 * 1024;

/// One document as it was read.
pub struct Source {
    /// Path from the root of the project, `content/casos/a.md`.
    pub file: Arc<str>,
    pub text: String,
}

/// What changed on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Anything may have changed: look at everything.
    All,
    /// Only these files or folders (absolute paths).
    Paths(Vec<PathBuf>),
}

/// Reads one document, and tells what its file holds; the diagnostic says why it could not be read.
pub fn read(root: &Path, file: &Arc<str>) -> Result<(Source, Seen), Box<Diagnostic>> {
    let path = root.join(&**file);
    let fail =
        |code, message: String| Box::new(Diagnostic::new(code, message).at(Place::start_of(file)));
    let unread = |error: std::io::Error| {
        let why = crate::diag::io_reason(&error);
        fail(Code::FileUnreadable, format!("no se pudo leer: {why}"))
    };
    let found = RegularFile::open(&path).map_err(unread)?;
    if found.size > MAX_DOCUMENT {
        let size = found.size / 1_048_576;
        return Err(fail(
            Code::FileSize,
            format!("el archivo pesa {size} MB; el máximo es 10"),
        ));
    }
    let stamp = found.stamp;
    let mut bytes = found.read().map_err(unread)?;
    let digest = Digest::of(&bytes);
    end_lines(&mut bytes);
    // The copy costs a tenth of what looking at each byte in turn does.
    let text = simdutf8::basic::from_utf8(&bytes).map(str::to_owned);
    match text.or_else(|_| String::from_utf8(bytes)) {
        Ok(text) => {
            let file = file.clone();
            Ok((Source { file, text }, Seen { digest, stamp }))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let (at, message, help) = misread(error.as_bytes(), at);
            let diag = Diagnostic::new(Code::FileEncoding, message).help(help);
            Err(Box::new(diag.at(Place::new(file, at..at))))
        }
    }
}

/// What is wrong with the bytes of a document that are no UTF-8 from a place on: where, what, and what to do.
fn misread(bytes: &[u8], at: usize) -> (usize, &'static str, &'static str) {
    const WORD: &str =
        "este archivo es de Word, de Excel o un .zip, aunque su nombre termine en `.md`";
    const COPY: &str = "copie su texto en un archivo nuevo: acervo new COLECCIÓN \"TÍTULO\"";
    const SAVE: &str = "ábralo en su editor y guárdelo con codificación UTF-8";
    match bytes {
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => (0, WORD, COPY),
        [b'%', b'P', b'D', b'F', ..] => (
            0,
            "este archivo es un PDF, aunque su nombre termine en `.md`",
            COPY,
        ),
        _ if bytes.contains(&0) => (0, "el archivo está en UTF-16 y aquí se lee UTF-8", SAVE),
        _ => (
            at,
            "el archivo no está en UTF-8: esta letra no se puede leer",
            SAVE,
        ),
    }
}

/// What a document or an attachment holds; `None` when it cannot be read. One that nobody has touched
/// since it was seen `before` is not read again.
pub fn look(root: &Path, file: &str, before: Option<&Seen>) -> Option<Seen> {
    let path = root.join(file);
    match before.filter(|seen| seen.still_is(&path)) {
        Some(seen) => Some(*seen),
        None => regular_file::look(&path).ok(),
    }
}

/// Text of any project file (site.toml, a document or a data file), or why not, in Spanish.
pub fn read_text(root: &Path, file: &str) -> Result<String, String> {
    let mut bytes = read_bytes(root, file)?;
    end_lines(&mut bytes);
    String::from_utf8(bytes).map_err(|_| {
        let so = match file.ends_with(".csv") {
            true => " (en Excel, «CSV UTF-8»)",
            false => "",
        };
        format!("no está en UTF-8; guárdelo con esa codificación{so}")
    })
}

/// Bytes of a project file, or why not, in Spanish. What lies outside of the project is not opened,
/// whatever link leads to it: what is in a file of another may be shown.
pub fn read_bytes(root: &Path, file: &str) -> Result<Vec<u8>, String> {
    let why = |error: std::io::Error| crate::diag::io_reason(&error);
    let path = root.join(file);
    if scan::leaves(root, &path) && path.exists() {
        return Err(
            "es un enlace simbólico que sale del proyecto; copie el archivo aquí".to_owned(),
        );
    }
    let found = RegularFile::open(&path).map_err(why)?;
    match found.size > MAX_DOCUMENT {
        true => Err("pesa más de 10 MB".to_owned()),
        false => found.read().map_err(why),
    }
}

/// Text of a project file to show beside a finding. Bytes that are no UTF-8 become a sign of their
/// own, which moves no place before them.
pub fn read_shown(root: &Path, file: &str) -> Option<String> {
    let mut bytes = read_bytes(root, file).ok()?;
    end_lines(&mut bytes);
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Ends the lines of a file that ends them as the Macs of last century did, and some programs do still:
/// nothing else knows of those. Each byte keeps its place.
fn end_lines(bytes: &mut [u8]) {
    if !bytes.contains(&b'\n') {
        let returns = bytes.iter_mut().filter(|byte| **byte == b'\r');
        returns.for_each(|byte| *byte = b'\n');
    }
}

/// Files as (path inside their folder, bytes).
pub type Files = Vec<(String, Vec<u8>)>;

/// Every file below a folder of the project as (path inside it, bytes), in byte order; `None` when
/// there is no such folder.
///
/// # Errors
/// The first file that could not be read, and why.
pub fn read_folder(root: &Path, folder: &str) -> Result<Option<Files>, String> {
    let top = root.join(folder);
    if !top.is_dir() {
        return Ok(None);
    }
    if scan::leaves(root, &top) {
        return Err(format!(
            "{folder} es un enlace simbólico que sale del proyecto; copie la carpeta aquí"
        ));
    }
    let mut out = Vec::new();
    let walk = walkdir::WalkDir::new(&top).sort_by_file_name().into_iter();
    for entry in
        walk.filter_entry(|e| e.depth() == 0 || scan::counts(&e.file_name().to_string_lossy()))
    {
        let entry = entry.map_err(|e| {
            let why = e.io_error().map(crate::diag::io_reason);
            let place = e.path().and_then(|path| scan::relative(root, path));
            let place = place.unwrap_or_else(|| folder.into());
            format!("{place}: {}", why.as_deref().unwrap_or("no se pudo leer"))
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        let Some(name) = scan::relative(&top, entry.path()) else {
            continue;
        };
        let bytes = regular_file::read(entry.path())
            .map_err(|e| format!("{folder}/{name}: {}", crate::diag::io_reason(&e)))?;
        out.push((name.to_string(), bytes));
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Some(out))
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_file_is_read_again_when_somebody_touched_it_and_only_then() {
        use super::*;
        use std::fs::{File, write};
        use std::time::Duration;
        let folder = tempfile::tempdir().unwrap();
        let (root, file) = (folder.path(), folder.path().join("a.md"));
        write(&file, "uno").unwrap();
        std::os::unix::fs::symlink("a.md", root.join("b.md")).unwrap();
        for name in ["a.md", "b.md"] {
            let (date, seen) = (
                file.metadata().unwrap().modified().unwrap(),
                look(root, name, None).unwrap(),
            );
            assert_eq!(look(root, name, Some(&seen)), Some(seen));
            // What was seen is believed, not read.
            let told = Seen {
                digest: Digest::of(b"otro"),
                ..seen
            };
            assert_eq!(look(root, name, Some(&told)), Some(told));
            let unstamped = Seen {
                stamp: None,
                ..told
            };
            assert_eq!(look(root, name, Some(&unstamped)), Some(seen));
            std::thread::sleep(Duration::from_millis(50));
            write(&file, name).unwrap();
            let edited = File::options().write(true).open(&file).unwrap();
            edited.set_modified(date).unwrap();
            let again = look(root, name, Some(&told)).unwrap();
            assert_eq!(again.digest, Digest::of(name.as_bytes()));
        }
        std::fs::remove_file(&file).unwrap();
        assert_eq!(look(root, "b.md", None), None);
    }
}
