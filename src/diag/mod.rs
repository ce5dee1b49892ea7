//! Floor 1: what is wrong, where, and what to do about it.
//!
//! A phase never fails: it returns an [`Outcome`], a value with the diagnostics found on the way.
//! Whether errors stop the run is decided once, by the command. Messages are for authors: plain
//! Spanish, what was found, what was expected, what to write instead.

pub mod code;
pub mod explain;
mod formats;
pub mod report;
pub mod show;

use crate::base::near::{meant, nearest};
pub use code::Code;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Nothing is published while one stands.
    Error,
    /// Published all the same; `--strict` makes it an error.
    Warning,
}

/// A place in a file of the project: byte offsets from the start of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path from the root of the project, with `/`.
    pub file: Arc<str>,
    pub start: u32,
    pub end: u32,
}

impl Place {
    /// A byte range of a file.
    pub fn new(file: &Arc<str>, span: Range<usize>) -> Place {
        Place {
            file: file.clone(),
            start: span.start as u32,
            end: span.end as u32,
        }
    }

    /// The very start of a file, for what concerns all of it.
    pub fn start_of(file: &Arc<str>) -> Place {
        Place::new(file, 0..0)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    /// `None` for what concerns no file (a command, a folder).
    pub place: Option<Place>,
    /// Other places that explain it, each with its text.
    pub labels: Vec<(Place, String)>,
    /// What to do, one action each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A finding with the severity that its code has.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            place: None,
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds the place: value-level code gives the reason, the caller that knows the file adds this.
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.place = Some(place);
        self
    }

    /// Adds one action that mends it.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help.push(text.into());
        self
    }

    /// Gives this action, if there is one, the place of all others.
    pub fn instead(mut self, action: Option<String>) -> Diagnostic {
        if let Some(action) = action {
            self.help = vec![action];
        }
        self
    }

    /// Adds «¿quiso decir …?» when something is near.
    pub fn suggest(self, near: Option<&str>) -> Diagnostic {
        match near {
            Some(near) => self.help(meant(near)),
            None => self,
        }
    }

    /// Adds what was meant of the names that there are, and all of them where they are few.
    pub fn among<'a>(self, word: &str, names: impl Iterator<Item = &'a str>) -> Diagnostic {
        let names: Vec<&str> = names.collect();
        let listed = self.suggest(nearest(word, names.iter().copied()));
        match names.len() {
            1..=FEW => listed.help(format!("use uno de estos: {}", names.join(", "))),
            _ => listed,
        }
    }

    /// Points at another place.
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Diagnostic {
        self.labels.push((place, text.into()));
        self
    }

    /// Whether a text is part of what it says.
    pub fn says(&self, text: &str) -> bool {
        let labels = self.labels.iter().map(|(_, label)| label);
        let mut all = labels.chain(&self.help).chain([&self.message]);
        all.any(|said| said.contains(text))
    }

    /// Makes it a warning whatever its code says.
    pub fn warning(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }
}

/// A value and what was found while making it.
#[derive(Clone, Debug, Default)]
pub struct Outcome<T> {
    pub value: T,
    pub diags: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value in which nothing is wrong.
    pub fn clean(value: T) -> Outcome<T> {
        Outcome {
            value,
            diags: Vec::new(),
        }
    }

    /// What is made of the value, with what was found in it.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome {
            value: make(self.value),
            diags: self.diags,
        }
    }
}

/// Why a command could not run at all (exit code 2): the machine, the arguments, a lock.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Spanish, one sentence.
    pub message: String,
    pub help: Option<String>,
}

/// At most this many names can be read at a glance.
const FEW: usize = 40;

impl Failure {
    /// A failure with its reason.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            help: None,
        }
    }

    /// A failure of the file system while doing `what` («no se pudo leer») with a path.
    pub fn io(what: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        Failure::new(format!("{what} {}: {}", path.display(), io_reason(error)))
    }

    /// Adds the nearest of the names that there are, or all of them where they are few.
    pub fn suggest(self, name: &str, known: &[&str]) -> Failure {
        match nearest(name, known.iter().copied()) {
            Some(near) => self.help(meant(near)),
            None if known.len() <= FEW => {
                self.help(format!("use uno de estos: {}", known.join(", ")))
            }
            None => self.help("vea los valores en la página de ese campo"),
        }
    }

    /// Adds what to do.
    pub fn help(mut self, text: impl Into<String>) -> Failure {
        self.help = Some(text.into());
        self
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// The reason of an I/O error in Spanish. Where we have no words for it the system's own are quoted.
pub fn io_reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::NotFound => "no existe".into(),
        K::PermissionDenied => "no hay permiso".into(),
        K::StorageFull => "no queda espacio en el disco".into(),
        K::QuotaExceeded => "se agotó la cuota del disco".into(),
        K::ReadOnlyFilesystem => "el disco es de solo lectura".into(),
        K::AlreadyExists => "ya existe".into(),
        K::IsADirectory => "es una carpeta".into(),
        K::NotADirectory => "no es una carpeta".into(),
        K::FileTooLarge => "el disco no admite un archivo de ese tamaño".into(),
        K::ResourceBusy => "otro programa lo está usando".into(),
        K::TimedOut => "no respondió a tiempo".into(),
        K::AddrInUse => "el puerto está ocupado".into(),
        K::AddrNotAvailable => "esta máquina no tiene esa dirección".into(),
        K::InvalidFilename => {
            "el nombre es demasiado largo o tiene signos que el disco no admite".into()
        }
        _ => match error.get_ref() {
            Some(ours) => ours.to_string(),
            None => format!("el sistema dice «{error}»"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_told_in_spanish_or_quoted() {
        let ours = std::io::Error::other("faltan archivos");
        assert_eq!(io_reason(&ours), "faltan archivos");
        let bare = std::io::Error::from(std::io::ErrorKind::FileTooLarge);
        assert!(io_reason(&bare).starts_with("el disco no admite"));
        let other = std::io::Error::from(std::io::ErrorKind::WriteZero);
        assert!(io_reason(&other).starts_with("el sistema dice «"));
    }
}
