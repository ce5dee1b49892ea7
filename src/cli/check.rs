//! `acervo check`: all phases, no output, all findings.

use super::args::{CheckArgs, OutputFormat};
use super::status::{Status, Terminal, count};
use crate::diag::Failure;
use crate::diag::show::Format;
use crate::engine::{Engine, Options};
use crate::source::Changes;

pub(super) fn run(terminal: &Terminal, args: &CheckArgs) -> Result<Status, Failure> {
    let options = Options {
        drafts: args.site.drafts,
        ..Options::default()
    };
    let mut engine = Engine::open(&args.site.root, options)?;
    let snapshot = engine.advance(&Changes::All);
    let report = snapshot.report(snapshot.render_all());
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
        count(snapshot.documents(), "documento", "documentos"),
        count(errors, "error", "errores"),
        count(warnings, "aviso", "avisos")
    ));
    let bad = errors > 0 || (args.strict && warnings > 0);
    Ok(if bad { Status::Problems } else { Status::Fine })
}
