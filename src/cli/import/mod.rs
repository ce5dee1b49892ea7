//! `acervo import`: what was written elsewhere becomes part of the site.

mod feedback;
mod word;

use super::folder::FolderArgs;
use super::status::{Status, Terminal};
use crate::diag::Failure;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct ImportArgs {
    /// Qué se trae: word, documentos de Word; o feedback, las opiniones de los lectores
    #[arg(
        value_name = "QUÉ",
        help_heading = "Datos",
        hide_possible_values = true
    )]
    pub what: ImportWhat,
    /// Documentos .docx; o lo que enviaron los lectores, en archivos o en el texto de sus correos
    #[arg(value_name = "ARCHIVOS", help_heading = "Datos", required = true)]
    pub files: Vec<PathBuf>,
    /// Colección que recibe los documentos de Word, como en site.toml
    #[arg(long, value_name = "COLECCIÓN")]
    pub collection: Option<String>,
    #[command(flatten)]
    pub folder: FolderArgs,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImportWhat {
    Word,
    Feedback,
}

pub(super) fn run(terminal: &Terminal, args: &ImportArgs) -> Result<Status, Failure> {
    match (args.what, &args.collection) {
        (ImportWhat::Word, Some(collection)) => word::run(terminal, args, collection),
        (ImportWhat::Word, None) => Err(Failure::new("falta la colección")
            .help("agregue `--collection` y el nombre que tiene en site.toml")),
        (ImportWhat::Feedback, None) => feedback::run(terminal, args),
        (ImportWhat::Feedback, Some(_)) => {
            Err(Failure::new("`--collection` es de `acervo import word`")
                .help("quítelo: las opiniones no van en una colección"))
        }
    }
}
