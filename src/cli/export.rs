//! `acervo export`: one JSON Schema a collection, for editors; the theme of the program, to read.

use super::create;
use super::folder::{FolderArgs, read_site};
use super::status::{Status, Terminal};
use crate::diag::Failure;
use crate::export::schema::schema;
use crate::theme::builtin;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::{Path, PathBuf};

/// Folder of the schemas when none is named.
const SCHEMAS: &str = "esquemas";
/// The theme of the program and the folder of its copy when none is named.
const THEME: &str = "portal";
const COPY: &str = "tema-portal";

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct ExportArgs {
    /// Qué se escribe: schema, un esquema JSON por colección; theme, una copia del tema `portal`, para
    /// leerla
    #[arg(
        value_name = "QUÉ",
        help_heading = "Datos",
        hide_possible_values = true
    )]
    pub what: ExportWhat,
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Carpeta de salida [por defecto: esquemas o tema-portal, en la carpeta del sitio]
    #[arg(short, long, value_name = "CARPETA")]
    pub output: Option<PathBuf>,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExportWhat {
    Schema,
    Theme,
}

pub(super) fn run(terminal: &Terminal, args: &ExportArgs) -> Result<Status, Failure> {
    match args.what {
        ExportWhat::Schema => schemas(terminal, args),
        ExportWhat::Theme => theme(terminal, args),
    }
}

fn schemas(terminal: &Terminal, args: &ExportArgs) -> Result<Status, Failure> {
    let site = read_site(&args.folder.root)?;
    let folder = output(args, SCHEMAS);
    create::folder(&folder)?;
    for collection in &site.collections {
        let path = folder.join(format!("{}.schema.json", collection.name));
        let mut text = serde_json::to_string_pretty(&schema(&site, collection))
            .map_err(|e| Failure::new(format!("no se pudo escribir el esquema: {e}")))?;
        text.push('\n');
        write(&folder, &path, &text)?;
        terminal.out(&format!("{}\n", path.display()));
    }
    terminal.say("En su editor, asocie cada esquema con los documentos de su carpeta.");
    Ok(Status::Fine)
}

/// Copies the theme of the program: who changes a part of it has to see what is there.
fn theme(terminal: &Terminal, args: &ExportArgs) -> Result<Status, Failure> {
    let folder = output(args, COPY);
    let files = builtin::builtin(THEME).unwrap_or_default();
    let taken = std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some());
    // What a site makes of a theme is not written over, nor is a copy put where it would be used.
    let own = std::fs::read_to_string(folder.join("theme.toml")).unwrap_or_default();
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let within = whole(&folder).starts_with(whole(&args.folder.root.join("themes")));
    if within || taken && !own.starts_with(&format!("name = \"{THEME}\"")) {
        return Err(
            Failure::new(format!("la copia del tema no va en {}", folder.display()))
                .help("diga con `--output` una carpeta nueva, fuera de `themes`"),
        );
    }
    for file in files {
        let path = folder.join(&file.path);
        create::folder(path.parent().unwrap_or(&folder))?;
        write(&folder, &path, &String::from_utf8_lossy(&file.bytes))?;
    }
    terminal.out(&format!("{}\n", folder.display()));
    terminal
        .say("Es una copia para leer. Lo que cambie va en un tema suyo: acervo new theme NOMBRE");
    Ok(Status::Fine)
}

fn output(args: &ExportArgs, usual: &str) -> PathBuf {
    let named = args.output.clone();
    named.unwrap_or_else(|| args.folder.root.join(usual))
}

fn write(folder: &Path, path: &Path, text: &str) -> Result<(), Failure> {
    create::replace(folder, path, text).map_err(|e| Failure::io("no se pudo escribir", path, &e))
}
