//! Walks the content folder: which documents and attachments there are.

use super::CONTENT;
use super::regular_file::RegularFile;
use crate::diag::{Code, Diagnostic, Failure, Place};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use walkdir::{DirEntry, WalkDir};

/// The files of the content folder, each list in byte order.
#[derive(Default, PartialEq)]
pub struct Listing {
    /// Markdown files, `content/casos/a.md`.
    pub documents: Vec<Arc<str>>,
    /// Everything else that is published as it is.
    pub attachments: Vec<Arc<str>>,
    /// Symbolic links and where they lead: nobody tells of a change there under their own names.
    pub links: Vec<Link>,
    pub diags: Vec<Diagnostic>,
}

/// A symbolic link of the content folder. Both paths are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub from: PathBuf,
    pub to: PathBuf,
}

impl Listing {
    /// Position of a document.
    pub fn at(&self, file: &str) -> Option<usize> {
        self.documents.binary_search_by(|f| (**f).cmp(file)).ok()
    }
}

/// Walks `content/`. Names that start with `_` or `.` are not published (but `_index.md` is).
///
/// # Errors
/// When there is no content folder or it cannot be listed.
pub fn scan(root: &Path) -> Result<Listing, Failure> {
    let top = root.join(CONTENT);
    if !top.is_dir() {
        return Err(
            Failure::new(format!("no existe la carpeta {}", top.display()))
                .help("cree la carpeta `content` con una carpeta por colección"),
        );
    }
    let mut listing = Listing::default();
    let mut walk = WalkDir::new(&top)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !ignored(e));
    while let Some(entry) = walk.next() {
        match entry {
            Ok(entry) if entry.path_is_symlink() && leaves(root, entry.path()) => {
                listing.diags.push(outside(root, &entry));
                // What is in there is not ours: it may be all of the disk.
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            }
            Ok(entry) => place(root, &entry, &mut listing),
            Err(error) => problem(root, &error, &mut listing),
        }
    }
    listing.documents.sort_unstable();
    listing.attachments.sort_unstable();
    Ok(listing)
}

/// Whether a file of the content folder counts, by its name alone.
pub fn counts(name: &str) -> bool {
    name == "_index.md"
        || !(name.starts_with(['.', '_', '~'])
            || name.ends_with('~')
            || name.ends_with(".tmp")
            || name.ends_with(".swp")
            || matches!(name, "Thumbs.db" | "desktop.ini" | "4913"))
}

fn ignored(entry: &DirEntry) -> bool {
    !counts(&entry.file_name().to_string_lossy())
}

fn place(root: &Path, entry: &DirEntry, listing: &mut Listing) {
    let kind = entry.file_type();
    let Some(file) = relative(root, entry.path()) else {
        let shown: Arc<str> = entry.path().to_string_lossy().into();
        listing.diags.push(
            Diagnostic::new(
                Code::AddressInvalid,
                "el nombre del archivo no está en UTF-8",
            )
            .at(Place::start_of(&shown))
            .help("cambie el nombre: letras, números y guiones"),
        );
        return;
    };
    if entry.path_is_symlink()
        && let Ok(to) = entry.path().canonicalize()
    {
        let from = entry.path().to_owned();
        listing.links.push(Link { from, to });
    }
    if kind.is_dir() {
        return;
    }
    if !kind.is_file() {
        listing.diags.push(
            Diagnostic::new(Code::FileUnreadable, "no es un archivo común")
                .at(Place::start_of(&file)),
        );
        return;
    }
    if file.ends_with(".md") || file.ends_with(".markdown") {
        listing.documents.push(file);
        return;
    }
    listing.diags.extend(misnamed(&file, entry.path()));
    listing.attachments.push(file);
}

fn outside(root: &Path, entry: &DirEntry) -> Diagnostic {
    let target = std::fs::read_link(entry.path()).unwrap_or_default();
    let message = format!(
        "el enlace simbólico sale del proyecto: {}",
        target.display()
    );
    let file = relative(root, entry.path());
    let file = file.unwrap_or_else(|| entry.path().to_string_lossy().into());
    let what = match entry.file_type().is_dir() {
        true => "la carpeta",
        false => "el archivo",
    };
    Diagnostic::new(Code::SymlinkOutside, message)
        .at(Place::start_of(&file))
        .help(format!("copie {what} dentro de `content`"))
}

/// Editors add their own ending to the name that an author typed, `agua.md.txt`, or to none.
fn misnamed(file: &Arc<str>, path: &Path) -> Option<Diagnostic> {
    let lower = file.to_lowercase();
    let endings = ["", ".txt", ".rtf", ".odt", ".doc", ".docx"];
    let mut named = endings.iter().map(|ending| format!(".md{ending}"));
    let stem = named.find_map(|ending| lower.strip_suffix(&ending));
    let stem = stem.or_else(|| {
        let plain = lower.strip_suffix(".txt").unwrap_or(&lower);
        let bare = !plain.rsplit('/').next().unwrap_or(plain).contains('.');
        (bare && has_header(path)).then_some(plain)
    })?;
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let diag = Diagnostic::new(
        Code::FileName,
        "este archivo parece un documento y se publicaría como adjunto",
    );
    let diag = diag.at(Place::start_of(file));
    Some(diag.help(format!("cambie su nombre por `{name}.md`, solo texto")))
}

/// Whether a file begins like a document, with the first line of a header.
fn has_header(path: &Path) -> bool {
    let mut start = [0; 8];
    let read = RegularFile::open(path).and_then(|file| file.start(&mut start));
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    read.is_ok() && (text.starts_with(b"---\n") || text.starts_with(b"---\r"))
}

fn problem(root: &Path, error: &walkdir::Error, listing: &mut Listing) {
    let file = error
        .path()
        .and_then(|p| relative(root, p))
        .unwrap_or_else(|| CONTENT.into());
    let led = error.path().and_then(|path| dangling(root, path));
    if let Some(link) = led {
        let to = relative(root, &link.to);
        let to = to.as_deref().unwrap_or_default();
        let message = format!("este enlace simbólico lleva a `{to}`, que no existe");
        let diag = Diagnostic::new(Code::FileUnreadable, message).at(Place::start_of(&file));
        listing
            .diags
            .push(diag.help("ponga allí el archivo, o borre el enlace"));
        return listing.links.push(link);
    }
    let (code, message) = match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => (
            Code::SymlinkOutside,
            "este enlace simbólico da vueltas sobre sí mismo".to_owned(),
        ),
        (None, Some(io)) => (
            Code::FileUnreadable,
            format!("no se pudo leer: {}", crate::diag::io_reason(io)),
        ),
        (None, None) => (Code::FileUnreadable, "no se pudo leer".to_owned()),
    };
    listing
        .diags
        .push(Diagnostic::new(code, message).at(Place::start_of(&file)));
}

/// A link to what may come back within the project.
fn dangling(root: &Path, path: &Path) -> Option<Link> {
    let target = std::fs::read_link(path).ok()?;
    let folder = path.parent()?.canonicalize().ok()?;
    let mut to = PathBuf::new();
    for part in folder.join(target).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                to.pop();
            }
            part => to.push(part),
        }
    }
    let from = path.to_owned();
    (to.starts_with(root) && !to.exists()).then_some(Link { from, to })
}

/// Whether a path leads out of the project, or nowhere.
pub fn leaves(root: &Path, path: &Path) -> bool {
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(path)) => !path.starts_with(root),
        _ => true,
    }
}

/// Path from the root with `/`; `None` when it is not UTF-8 or not inside.
pub fn relative(root: &Path, path: &Path) -> Option<Arc<str>> {
    let inner = path.strip_prefix(root).ok()?.to_str()?;
    let inner = match std::path::MAIN_SEPARATOR {
        '/' => inner.to_owned(),
        separator => inner.replace(separator, "/"),
    };
    Some(inner.into())
}

/// The path as addresses use it: in NFC, whatever form the file system keeps.
pub fn normalized(path: &str) -> String {
    match is_nfc(path) {
        true => path.to_owned(),
        false => path.nfc().collect(),
    }
}
