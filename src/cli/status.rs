//! How a command ends, and how it speaks to the terminal.

use crate::diag::report::Report;
use crate::diag::show::Format;
use crate::diag::{Failure, io_reason};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::process::{ExitCode, Termination};
use std::sync::{Arc, OnceLock};

/// How a command ended; each has its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 0
    Fine,
    /// 1: there are problems in the content.
    Problems,
    /// 2: arguments, files or the machine did not let it run.
    CouldNotRun,
    /// 130: the person pressed Ctrl+C.
    Interrupted,
}

impl Status {
    /// The code that the system sees.
    pub fn code(self) -> u8 {
        match self {
            Status::Fine => 0,
            Status::Problems => 1,
            Status::CouldNotRun => 2,
            Status::Interrupted => 130,
        }
    }
}

impl Termination for Status {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

/// Where a command writes: results to standard output, the rest to standard error.
///
/// A closed pipe (`acervo check | head`) ends the writing, never the program. Results that could not be
/// written for another reason, as on a full disk, are no results: [`Terminal::end`] says so.
#[derive(Clone)]
pub(super) struct Terminal {
    /// Colour on standard error.
    pub color: bool,
    /// Standard error is a terminal that a person watches.
    pub watched: bool,
    /// Why a result could not be written.
    unwritten: Arc<OnceLock<io::Error>>,
}

impl Terminal {
    pub fn new() -> Terminal {
        let watched = std::io::stderr().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        Terminal {
            color: watched && !plain,
            watched,
            unwritten: Arc::default(),
        }
    }

    /// Writes a result.
    pub fn out(&self, text: &str) {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        if let Err(why) = written
            && why.kind() != io::ErrorKind::BrokenPipe
        {
            let _ = self.unwritten.set(why);
        }
    }

    /// Writes a result as JSON.
    pub fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value)
            .map_err(|e| Failure::new(format!("no se pudo escribir el JSON: {e}")))?;
        self.out(&(text + "\n"));
        Ok(())
    }

    /// How a command ended that ended like this, now that all it says was written or not.
    pub fn end(&self, status: Status) -> Status {
        match self.unwritten.get() {
            None => status,
            Some(why) => {
                let message = format!("no se pudo escribir el resultado: {}", io_reason(why));
                self.failure(&Failure::new(message));
                Status::CouldNotRun
            }
        }
    }

    /// Writes a line about how it goes.
    pub fn say(&self, line: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }

    /// Writes why a command could not run.
    pub fn failure(&self, failure: &Failure) {
        self.say(&format!("error: {}", failure.message));
        if let Some(help) = &failure.help {
            self.say(&format!("  ayuda: {help}"));
        }
    }

    /// Writes findings for people.
    pub fn report(&self, report: &Report) {
        let text = report.text(Format::Full { color: self.color });
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}

/// A size for people: `812 B`, `14 kB`, `3,2 MB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// A time for people: `84 ms`, `2,3 s`.
pub(super) fn time(elapsed: std::time::Duration) -> String {
    let ms = elapsed.as_millis();
    match ms {
        0..1_000 => format!("{ms} ms"),
        _ => format!("{},{} s", ms / 1000, ms % 1000 / 100),
    }
}
