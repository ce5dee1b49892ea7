//! How a command ends, and how it speaks to the terminal.

use crate::diag::Failure;
use crate::diag::report::Report;
use crate::diag::show::Format;
use std::io::{IsTerminal, Write};
use std::process::{ExitCode, Termination};

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
/// A closed pipe (`acervo check | head`) ends the writing, never the program.
#[derive(Clone)]
pub(super) struct Terminal {
    /// Colour on standard error.
    pub color: bool,
    /// Standard error is a terminal that a person watches.
    pub watched: bool,
}

impl Terminal {
    pub fn new() -> Terminal {
        let watched = std::io::stderr().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        Terminal {
            color: watched && !plain,
            watched,
        }
    }

    /// Writes a result.
    pub fn out(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(text.as_bytes());
        let _ = out.flush();
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

    /// Writes findings for people, with their counts.
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
