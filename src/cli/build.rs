//! `acervo build`: makes the site.

use super::args::BuildArgs;
use super::status::{Status, Terminal, size, time};
use crate::base::figures::counted;
use crate::base::fold::slug;
use crate::diag::Failure;
use crate::engine::{BuildOptions, BuildReport, Options, Phase, Program, build, program};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;
use std::time::{Duration, Instant};

/// Folder of the site that is made, unless another is asked for.
const OUTPUT: &str = "public";

pub(super) fn run(terminal: &Terminal, args: &BuildArgs) -> Result<Status, Failure> {
    let start = Instant::now();
    super::interrupt()?;
    let name = named(&args.only);
    let root = &args.site.folder.root;
    let output = args.output.clone().unwrap_or_else(|| root.join(&name));
    let zip = args.zip.clone().map(|file| {
        let usual = || root.join(format!("{name}.zip"));
        file.unwrap_or_else(usual)
    });
    let project = root.clone();
    let this = move || program(&std::env::current_exe().ok()?, &project);
    let options = BuildOptions {
        site: Options {
            base_url: args.base_url.clone(),
            no_search: args.no_search,
            only: args.only.clone(),
            ..args.site.options()
        },
        output: output.clone(),
        zip: zip.clone(),
        strict: args.strict,
        program: Program::new(Box::new(this)),
    };
    let bar = bar(terminal);
    let done = build(&args.site.folder.root, options, &|phase, done, total| {
        show(&bar, phase, done, total)
    });
    bar.finish_and_clear();
    let mut done = done?;
    // The program ends soon, and the system takes all of its memory at once.
    std::mem::forget(std::mem::take(&mut done.remains));
    terminal.report(&done.report);
    terminal.say(&closing(&done, &output, start.elapsed()));
    for asked in &done.nowhere {
        terminal.say(&format!(
            "Ningún documento tiene {asked}: van los que no dicen ese campo."
        ));
    }
    if let (Some(file), Some(bytes)) = (&zip, done.packed) {
        terminal.say(&format!("Paquete: {}, {}", file.display(), size(bytes)));
    }
    Ok(match done.published {
        Some(_) => Status::Fine,
        None => Status::Problems,
    })
}

/// Where the site goes when nobody says. A part never takes the place of the whole site.
fn named(only: &[(String, String)]) -> String {
    let values = only.iter().map(|(_, value)| format!("-{}", slug(value)));
    format!("{OUTPUT}{}", values.collect::<String>())
}

/// The one line that tells how it went.
fn closing(done: &BuildReport, output: &Path, elapsed: Duration) -> String {
    let (errors, warnings) = done.report.counts();
    let found = format!(
        "{}, {}",
        counted(errors, "error", "errores"),
        counted(warnings, "aviso", "avisos")
    );
    let documents = counted(done.documents, "documento", "documentos");
    let Some(published) = &done.published else {
        return format!(
            "No se publicó: {found}. El sitio anterior sigue igual. {documents} · {}",
            time(elapsed)
        );
    };
    let index = match done.index_bytes {
        0 => "sin índice".to_owned(),
        bytes => format!("índice {}", size(bytes)),
    };
    let how = match done.unchanged {
        true => "Sin cambios",
        false => "Listo",
    };
    format!(
        "{how} en {}: {documents} · {} · {} · {index} · {} · {}",
        output.display(),
        counted(done.pages, "página", "páginas"),
        size(published.bytes),
        time(elapsed),
        counted(warnings, "aviso", "avisos"),
    )
}

fn bar(terminal: &Terminal) -> ProgressBar {
    if !terminal.watched {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg:<12} {bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn show(bar: &ProgressBar, phase: Phase, done: usize, total: usize) {
    // One call in sixteen is enough for the eye and costs nothing.
    if !bar.is_hidden() && (done.is_multiple_of(16) || done == total) {
        bar.set_message(match phase {
            Phase::Reading => "Leyendo",
            Phase::Rendering => "Escribiendo",
            Phase::Publishing => "Publicando",
        });
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    }
}
