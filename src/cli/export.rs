//! `acervo export schema`: one JSON Schema a collection, for editors.

use super::args::FolderArgs;
use super::status::{Status, Terminal};
use crate::config::{self, SITE_FILE, Site};
use crate::diag::{Failure, Severity};
use crate::export::schema::schema;
use crate::source;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::{Path, PathBuf};

/// Folder of the schemas when none is named.
const FOLDER: &str = "esquemas";

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct ExportArgs {
    /// Qué se escribe: schema, un esquema JSON por colección
    #[arg(
        value_name = "QUÉ",
        help_heading = "Datos",
        hide_possible_values = true
    )]
    pub what: ExportWhat,
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Carpeta de salida [por defecto: esquemas, en la carpeta del sitio]
    #[arg(short, long, value_name = "CARPETA")]
    pub output: Option<PathBuf>,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExportWhat {
    Schema,
}

pub(super) fn run(terminal: &Terminal, args: &ExportArgs) -> Result<Status, Failure> {
    match args.what {
        ExportWhat::Schema => schemas(terminal, args),
    }
}

fn schemas(terminal: &Terminal, args: &ExportArgs) -> Result<Status, Failure> {
    let site = read_site(&args.folder.root)?;
    let folder = match &args.output {
        Some(folder) => folder.clone(),
        None => args.folder.root.join(FOLDER),
    };
    std::fs::create_dir_all(&folder)
        .map_err(|e| Failure::io("no se pudo crear la carpeta", &folder, &e))?;
    for collection in &site.collections {
        let path = folder.join(format!("{}.schema.json", collection.name));
        let mut text = serde_json::to_string_pretty(&schema(&site, collection))
            .map_err(|e| Failure::new(format!("no se pudo escribir el esquema: {e}")))?;
        text.push('\n');
        std::fs::write(&path, text).map_err(|e| Failure::io("no se pudo escribir", &path, &e))?;
        terminal.out(&format!("{}\n", path.display()));
    }
    terminal.say("En su editor, asocie cada esquema con los documentos de su carpeta.");
    Ok(Status::Fine)
}

/// Reads site.toml, which must be without errors.
///
/// # Errors
/// When it is not there or has errors.
pub(super) fn read_site(root: &Path) -> Result<Site, Failure> {
    let read = |file: &str| source::read_text(root, file);
    let text = read(SITE_FILE).map_err(|why| {
        Failure::new(format!("no se pudo leer {SITE_FILE}: {why}"))
            .help("entre a la carpeta del sitio o indíquela con `--root`")
    })?;
    let out = config::load(&text, &read);
    let broken = out.diags.iter().any(|d| d.severity == Severity::Error);
    match broken {
        true => Err(Failure::new("site.toml tiene errores").help("véalos con: acervo check")),
        false => Ok(out.value),
    }
}
