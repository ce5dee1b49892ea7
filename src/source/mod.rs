//! Floor 3: what is in the project's folder.
//!
//! The only module below `publish` that touches files. It knows names and bytes, not meanings.

pub mod scan;

use crate::base::digest::Digest;
use crate::diag::{Code, Diagnostic, Place};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folder of the content inside the project.
pub const CONTENT: &str = "content";

/// A larger file is not a document that a person wrote.
pub const MAX_DOCUMENT: u64 = 10 * 1024 * 1024;

/// One document as it was read.
pub struct Source {
    /// Path from the root of the project, `content/casos/a.md`.
    pub file: Arc<str>,
    pub text: String,
    pub digest: Digest,
}

/// What changed on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Anything may have changed: look at everything.
    All,
    /// Only these files or folders (absolute paths).
    Paths(Vec<PathBuf>),
}

/// Reads one document; the diagnostic says why it could not be read.
pub fn read(root: &Path, file: &Arc<str>) -> Result<Source, Box<Diagnostic>> {
    let path = root.join(&**file);
    let fail = |code, message: String| Box::new(Diagnostic::new(code, message).at(Place::start_of(file)));
    let size = std::fs::metadata(&path).map(|m| m.len());
    match size {
        Ok(size) if size > MAX_DOCUMENT => {
            return Err(Box::new(
                *fail(
                    Code::FileSize,
                    format!("el archivo pesa {} MB; el máximo es 10", size / 1_048_576),
                ),
            ));
        }
        Ok(_) => {}
        Err(error) => {
            let why = crate::diag::io_reason(&error);
            return Err(fail(Code::FileUnreadable, format!("no se pudo leer: {why}")));
        }
    }
    let bytes = std::fs::read(&path).map_err(|error| {
        let why = crate::diag::io_reason(&error);
        fail(Code::FileUnreadable, format!("no se pudo leer: {why}"))
    })?;
    let digest = Digest::of(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source {
            file: file.clone(),
            text,
            digest,
        }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
            Err(Box::new(
                fail(
                    Code::FileEncoding,
                    format!("el archivo no está en UTF-8: hay un byte extraño en la línea {line}"),
                )
                .help("ábralo en su editor y guárdelo con codificación UTF-8"),
            ))
        }
    }
}

/// Text of any project file (site.toml, a theme's or a data file), or why not, in Spanish.
pub fn read_text(root: &Path, file: &str) -> Result<String, String> {
    let bytes = std::fs::read(root.join(file)).map_err(|e| crate::diag::io_reason(&e))?;
    String::from_utf8(bytes).map_err(|_| "no está en UTF-8".to_owned())
}
