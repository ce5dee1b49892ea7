//! `acervo export schema`: one JSON Schema a collection, for editors.

use super::create::replace;
use super::folder::{FolderArgs, read_site};
use super::status::{Status, Terminal};
use crate::diag::Failure;
use crate::export::schema::schema;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

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
        replace(&path, &text).map_err(|e| Failure::io("no se pudo escribir", &path, &e))?;
        terminal.out(&format!("{}\n", path.display()));
    }
    terminal.say("En su editor, asocie cada esquema con los documentos de su carpeta.");
    Ok(Status::Fine)
}
