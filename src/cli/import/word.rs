//! `acervo import word`: documents of Word become documents of a collection, with their pictures beside them.

use super::ImportArgs;
use crate::cli::status::{Status, Terminal};
use crate::cli::{create, folder, new};
use crate::config::Site;
use crate::config::schema::Collection;
use crate::data::word::{self, Left, Refused};
use crate::diag::Failure;
use crate::source::CONTENT;
use std::path::{Path, PathBuf};

/// Files that are written together: the document, then its pictures.
struct Made {
    files: Vec<(PathBuf, Vec<u8>)>,
    left: Left,
}

pub(super) fn run(
    terminal: &Terminal,
    args: &ImportArgs,
    collection: &str,
) -> Result<Status, Failure> {
    let site = folder::read_site(&args.folder.root)?;
    let collection = new::collection(&site, collection)?;
    let folder = args.folder.root.join(CONTENT).join(&collection.path);
    let made = args
        .files
        .iter()
        .map(|file| read(&site, collection, &folder, file));
    // All are read before the first is written.
    let made: Vec<Made> = made.collect::<Result<_, _>>()?;
    free(&made)?;
    create::folder(&folder)?;
    for (document, from) in made.iter().zip(&args.files) {
        // The document last: where it is, its pictures are.
        for (path, bytes) in document.files.iter().rev() {
            create::create(path, bytes).map_err(|e| Failure::io("no se pudo crear", path, &e))?;
        }
        terminal.out(&format!("{}\n", document.files[0].0.display()));
        if let Some(left) = left(document.left) {
            terminal.say(&format!("En {} quedó sin traer: {left}.", from.display()));
        }
    }
    terminal.say("Llene los campos y revise con: acervo check");
    Ok(Status::Fine)
}

/// What a document of Word becomes.
fn read(site: &Site, collection: &Collection, folder: &Path, file: &Path) -> Result<Made, Failure> {
    let bytes = std::fs::read(file).map_err(|e| Failure::io("no se pudo leer", file, &e))?;
    let word = word::read(&bytes).map_err(|why| refused(why, file))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let (title, name) = new::name(word.title.as_deref().unwrap_or(&stem))?;
    let text = format!(
        "{}\n{}",
        new::header(site, collection, &title),
        word.markdown(&name)
    );
    let document = (folder.join(format!("{name}.md")), text.into_bytes());
    let pictures = word.pictures(&name);
    let pictures = pictures.map(|(picture, bytes)| (folder.join(picture), bytes.to_vec()));
    Ok(Made {
        files: std::iter::once(document).chain(pictures).collect(),
        left: word.left,
    })
}

fn refused(why: Refused, file: &Path) -> Failure {
    let file = file.display();
    let (message, help) = match why {
        Refused::Other => (
            format!("{file} no es un documento de Word (.docx)"),
            "ábralo en Word o en LibreOffice y guárdelo como «Documento de Word (.docx)»",
        ),
        Refused::Old => (
            format!("{file} es de una versión anterior de Word, o tiene contraseña"),
            "ábralo y guárdelo como «Documento de Word (.docx)», sin contraseña",
        ),
        Refused::Damaged => (
            format!("{file} está dañado o incompleto"),
            "ábralo en Word, que suele repararlo, y guárdelo otra vez",
        ),
        Refused::TooLarge => (
            format!("{file} tiene una parte demasiado grande"),
            "divida el documento en varios",
        ),
    };
    Failure::new(message).help(help)
}

/// Fails where a file has the name of one that is there, or of another that is made.
fn free(made: &[Made]) -> Result<(), Failure> {
    let mut paths: Vec<&PathBuf> = made
        .iter()
        .flat_map(|m| &m.files)
        .map(|(path, _)| path)
        .collect();
    paths.sort_unstable();
    let twice = paths.windows(2).find(|pair| pair[0] == pair[1]);
    if let Some(pair) = twice {
        let message = format!("dos documentos se llamarían {}", pair[0].display());
        return Err(
            Failure::new(message).help("cambie el título de uno en Word, o tráigalos uno por uno")
        );
    }
    match paths.iter().find(|path| path.exists()) {
        Some(path) => Err(Failure::new(format!("ya existe {}", path.display()))
            .help("muévalo o bórrelo si quiere traer otra vez el documento; no se escribió nada")),
        None => Ok(()),
    }
}

/// What was left in the document of Word, in Spanish.
fn left(left: Left) -> Option<String> {
    let kinds = [
        (
            left.equations,
            "la forma de una ecuación",
            "la forma de {} ecuaciones",
        ),
        (
            left.drawings,
            "un dibujo o gráfico",
            "{} dibujos o gráficos",
        ),
        (
            left.pictures,
            "una imagen que los navegadores no muestran",
            "{} imágenes que los navegadores no muestran",
        ),
    ];
    let said = kinds
        .iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| match n {
            1 => (*one).to_owned(),
            n => many.replace("{}", &n.to_string()),
        });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join("; "))
}
