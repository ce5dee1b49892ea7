//! `acervo check`: all phases, no output, all findings.

use super::args::{CheckArgs, OutputFormat};
use super::relevance;
use super::status::{Status, Terminal};
use crate::base::figures::counted;
use crate::diag::Failure;
use crate::diag::show::Format;
use crate::engine::{Engine, Snapshot};
use crate::source::Changes;

pub(super) fn run(terminal: &Terminal, args: &CheckArgs) -> Result<Status, Failure> {
    let mut engine = Engine::open(&args.site.folder.root, args.site.options())?;
    let snapshot = engine.advance(&Changes::All);
    if let Some(code) = &args.hecho {
        return citations(terminal, &snapshot, code);
    }
    let mut more = snapshot.render_all();
    if args.search {
        more.extend(relevance::run(terminal, engine.root(), &snapshot)?);
    }
    let report = snapshot.report(more);
    match args.output_format {
        OutputFormat::Full => terminal.report(&report),
        OutputFormat::Short => terminal.out(&report.text(Format::Short)),
        OutputFormat::Json => terminal.out(&report.text(Format::Json)),
        OutputFormat::Github => terminal.out(&report.text(Format::Github)),
        OutputFormat::Sarif => terminal.out(&report.text(Format::Sarif)),
    }
    let (errors, warnings) = report.counts();
    terminal.say(&format!(
        "{}: {}, {}",
        counted(snapshot.documents(), "documento", "documentos"),
        counted(errors, "error", "errores"),
        counted(warnings, "aviso", "avisos")
    ));
    let bad = errors > 0 || (args.strict && warnings > 0);
    Ok(if bad { Status::Problems } else { Status::Fine })
}

/// What to revisit when a fact changes: one line for each line that cites it.
fn citations(terminal: &Terminal, snapshot: &Snapshot, code: &str) -> Result<Status, Failure> {
    let (text, lines) = snapshot.citations(code)?;
    for cited in &lines {
        let (file, line, title) = (&cited.file, cited.line, &cited.title);
        terminal.out(&format!("{file}:{line}: {title}\n"));
    }
    let mut files: Vec<_> = lines.iter().map(|c| &c.file).collect();
    files.dedup();
    terminal.say(&format!(
        "{}: {text}\n{} en {}",
        code.trim(),
        counted(lines.len(), "línea", "líneas"),
        counted(files.len(), "documento", "documentos"),
    ));
    Ok(Status::Fine)
}
