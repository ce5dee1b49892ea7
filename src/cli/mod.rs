//! Floor 12: the command line. One file a verb; the only place that prints or exits.

mod args;
mod build;
mod check;
mod create;
mod eval;
mod explain;
mod export;
mod folder;
mod import;
mod new;
mod refuse;
mod relevance;
mod report;
mod search;
mod serve;
mod status;
mod theme;

pub use status::Status;

use crate::diag::Failure;
use args::Verb;
use clap::{CommandFactory, Parser};
use status::Terminal;
use std::ffi::OsString;

/// Runs the program with the given arguments (the first is the program's name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Status {
    let terminal = Terminal::new();
    let args = match args::Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return refuse::explain(&terminal, &error, &args::Args::command()),
    };
    let threads = match &args.verb {
        Verb::Build(args) => args.threads,
        _ => None,
    };
    let done = take_threads(threads).and_then(|()| match args.verb {
        Verb::Build(args) => build::run(&terminal, &args),
        Verb::Check(args) => check::run(&terminal, &args),
        Verb::Serve(args) => serve::run(&terminal, &args),
        Verb::Explain(args) => explain::run(&terminal, &args),
        Verb::Export(args) => export::run(&terminal, &args),
        Verb::Import(args) => import::run(&terminal, &args),
        Verb::Report(args) => report::run(&terminal, &args),
        Verb::New(args) => new::run(&terminal, &args),
        Verb::Search(args) => search::run(&terminal, &args),
        Verb::Eval(args) => eval::run(&terminal, &args),
    });
    let status = done.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        Status::CouldNotRun
    });
    terminal.end(status)
}

/// Takes the threads that the work is done on. A host may let one person have fewer than its machine has
/// processors, and who takes them later panics.
fn take_threads(number: Option<u16>) -> Result<(), Failure> {
    let number = number.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(number);
    pool.build_global().map_err(|_| {
        Failure::new("el sistema no deja usar tantos hilos de trabajo")
            .help("use menos: ponga RAYON_NUM_THREADS=1, o `--threads 1` en `acervo build`")
    })
}

/// Makes Ctrl+C end the program with its own code. What is half done is staged apart, so nothing of
/// the published site is touched; the next build clears it away.
fn interrupt() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        #[expect(
            clippy::exit,
            clippy::disallowed_methods,
            reason = "the one place where a signal ends the program"
        )]
        std::process::exit(i32::from(Status::Interrupted.code()))
    })
    .map_err(|e| Failure::new(format!("no se pudo escuchar Ctrl+C: {e}")))
}
