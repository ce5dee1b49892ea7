//! A Word document (`.docx`) as the Markdown that authors write here.
//!
//! Elements and attributes have the names of Office Open XML, ECMA-376 part 1: §17 for texts, §20 and §21 for
//! drawings. They are told by their local names alone, so that both of its flavours, transitional and strict,
//! are read alike.

mod block;
mod blocks;
mod markdown;
mod numbering;
mod outline;
mod package;
mod pieces;
mod runs;
mod styles;
mod table;

pub use package::Refused;
pub use runs::Left;

use block::Block;
use blocks::Reader;
use numbering::Numbering;
use package::{Package, child};
use pieces::Pieces;
use runs::Runs;
use styles::Styles;

/// What is in a Word document, apart from how it looks.
pub struct Word {
    /// The title that the document gives itself.
    pub title: Option<String>,
    /// What is in it and cannot be brought along.
    pub left: Left,
    blocks: Vec<Block>,
    notes: Vec<Pieces>,
    pictures: Vec<Picture>,
}

struct Picture {
    /// The ending of its file: `png`.
    ending: String,
    bytes: Vec<u8>,
}

/// Reads the bytes of a `.docx` file.
///
/// # Errors
/// When they are no such file, or one that cannot be opened.
pub fn read(bytes: &[u8]) -> Result<Word, Refused> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let folder = main.trim_end_matches(|c| c != '/');
    let styles = package.text(&format!("{folder}styles.xml"))?;
    let styles = styles.as_deref().map(package::parse).transpose()?;
    let numbering = package.text(&format!("{folder}numbering.xml"))?;
    let numbering = numbering.as_deref().map(package::parse).transpose()?;
    let text = package.text(&main)?.ok_or(Refused::Damaged)?;
    let xml = package::parse(&text)?;
    let body = child(xml.root_element(), "body").ok_or(Refused::Damaged)?;

    let runs = Runs::new(Styles::read(styles.as_ref()), package.names());
    let mut reader = Reader::new(runs, Numbering::read(numbering.as_ref()));
    let mut blocks = reader.part(body, package.relations(&main)?);
    let notes = notes(&mut reader, &mut package, folder)?;
    let picture = |part: &String| {
        let bytes = package.bytes(part)?;
        let ending = package::ending(part);
        Ok(Picture { ending, bytes })
    };
    let pictures = reader.runs.pictures.iter().map(picture);
    Ok(Word {
        title: outline::arrange(&mut blocks),
        blocks,
        notes,
        pictures: pictures.collect::<Result<_, _>>()?,
        left: reader.runs.left,
    })
}

/// The notes at the foot and at the end, as the text refers to them.
fn notes(
    reader: &mut Reader,
    package: &mut Package<'_>,
    folder: &str,
) -> Result<Vec<Pieces>, Refused> {
    let mut out = vec![Pieces::new(); reader.runs.notes.len()];
    for (name, part) in [("footnote", "footnotes.xml"), ("endnote", "endnotes.xml")] {
        let part = format!("{folder}{part}");
        let Some(text) = package.text(&part)? else {
            continue;
        };
        let xml = package::parse(&text)?;
        for (at, (kind, id)) in reader.runs.notes.clone().iter().enumerate() {
            let mut all = xml.root_element().children();
            let found = all.find(|n| package::attribute(*n, "id") == Some(id));
            if let Some(note) = found.filter(|_| *kind == name) {
                let blocks = reader.part(note, package.relations(&part)?);
                out[at] = block::flat(blocks);
            }
        }
    }
    Ok(out)
}

impl Word {
    /// The body of the document. Its pictures are called after `name`, the document's own.
    pub fn markdown(&self, name: &str) -> String {
        let pictures: Vec<String> = self.pictures(name).map(|(file, _)| file).collect();
        markdown::write(&self.blocks, &self.notes, &pictures)
    }

    /// The name of the file and the bytes of each picture, in the order of the document.
    pub fn pictures(&self, name: &str) -> impl Iterator<Item = (String, &[u8])> {
        self.pictures.iter().zip(1..).map(move |(picture, number)| {
            let file = format!("{name}-{number}.{}", picture.ending);
            (file, picture.bytes.as_slice())
        })
    }
}
