//! `acervo import feedback`: adds what readers sent to the site's table of opinions.

use super::ImportArgs;
use crate::base::figures::{counted, thousands};
use crate::check::opinions;
use crate::cli::create;
use crate::cli::folder::read_site;
use crate::cli::status::{Status, Terminal};
use crate::diag::report::Report;
use crate::diag::{Failure, io_reason};
use crate::engine;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(terminal: &Terminal, args: &ImportArgs) -> Result<Status, Failure> {
    let mut texts: Vec<(Arc<str>, String)> = Vec::new();
    for file in &args.files {
        texts.push((file.display().to_string().into(), text(file)?));
    }
    let (mut sent, mut covered, mut diags) = (Vec::new(), 0, Vec::new());
    for (file, text) in &texts {
        let (opinions, found) = opinions::read(file, text, &mut diags);
        sent.extend(opinions);
        covered += found;
    }
    if !diags.is_empty() {
        let text = |file: &str| {
            let mut all = texts.iter();
            all.find_map(|(name, text)| (**name == *file).then(|| text.clone()))
        };
        terminal.report(&Report::new(diags, text));
        terminal.say("No se sumó nada: corrija esos archivos o déjelos fuera, y repita la orden.");
        return Ok(Status::Problems);
    }
    // From here on until the table is written nobody else adds to it.
    let _turn = engine::turn(&args.folder.root);
    let kept = read_site(&args.folder.root)?.feedback;
    let table = args.folder.root.join(&kept.file);
    let (before, read) = (kept.opinions.len(), sent.len());
    let all = opinions::merge(kept.opinions, sent);
    write(&args.folder.root, &table, &opinions::table(&all))?;
    let new = all.len() - before;
    terminal.say(&format!(
        "{}: {} y {}. En {} hay {}.",
        counted(read, "opinión leída", "opiniones leídas"),
        counted(new, "nueva", "nuevas"),
        counted(read - new, "que ya estaba", "que ya estaban"),
        table.display(),
        thousands(all.len() as u64),
    ));
    if covered > 0 {
        terminal.say(&format!(
            "Se taparon datos de personas: {}. Revise la tabla antes de publicarla.",
            counted(covered, "dato", "datos")
        ));
    }
    Ok(Status::Fine)
}

/// The text of a file that a reader sent.
fn text(file: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(file).map_err(|e| Failure::io("no se pudo leer", file, &e))?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(format!("{} no está en UTF-8", file.display()))
            .help("guárdelo de nuevo con codificación UTF-8")
    })
}

/// Writes beside the table and then takes its place, so that nothing kept is lost half-way.
fn write(root: &Path, table: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = table.parent() {
        create::folder(folder)?;
    }
    // Where no turns can be taken two may write at once, each its own file.
    create::replace(root, table, text).map_err(|e| {
        let failure = format!("no se pudo escribir {}: {}", table.display(), io_reason(&e));
        Failure::new(failure).help("las opiniones que había siguen como estaban")
    })
}
