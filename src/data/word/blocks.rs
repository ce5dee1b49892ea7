//! Paragraphs, items of lists, headings and tables, in the order of the document (§17.2 to §17.4).

use super::numbering::Numbering;
use super::package::{Relations, child, value};
use super::pieces::{self, Look, Piece, Pieces, What};
use super::runs::Field;
use super::styles::{self, Declared, Role, Styles};
use super::table;
use roxmltree::Node;
use std::collections::HashSet;

/// Tables and boxes stand so deep in one another at most.
const DEPTH: usize = 40;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    Title(Pieces),
    /// With its level, from 1 on.
    Heading(u8, Pieces),
    Paragraph {
        text: Pieces,
        /// In the middle of the line, as titles are.
        centered: bool,
    },
    Item {
        /// From 0 on.
        level: usize,
        number: Option<u32>,
        text: Pieces,
    },
    /// The first row is the header; all rows have as many cells.
    Table(Vec<Vec<Cell>>),
}

/// The lines of a cell.
pub(super) type Cell = Vec<Pieces>;

/// What cannot be brought along, counted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Their letters are brought along, not how they stand.
    pub equations: usize,
    /// Charts, diagrams, shapes and objects of other programs.
    pub drawings: usize,
    /// Pictures that no browser shows, or that are not in the file.
    pub pictures: usize,
}

/// Reads the parts of one document.
pub(super) struct Reader {
    pub styles: Styles,
    numbering: Numbering,
    /// The parts that there are.
    pub names: HashSet<String>,
    /// Of the part that is read.
    pub relations: Relations,
    /// The fields that are open, outermost first.
    pub fields: Vec<Field>,
    /// What stands in boxes of the paragraph that is read: it comes after it.
    pub boxes: Vec<Block>,
    /// The notes that the text refers to: what they are, and their id.
    pub notes: Vec<(&'static str, String)>,
    /// The parts that hold the pictures, each once.
    pub pictures: Vec<String>,
    pub left: Left,
    depth: usize,
}

impl Reader {
    pub(super) fn new(styles: Styles, numbering: Numbering, names: HashSet<String>) -> Reader {
        Reader {
            styles,
            numbering,
            names,
            relations: Relations::new(),
            fields: Vec::new(),
            boxes: Vec::new(),
            notes: Vec::new(),
            pictures: Vec::new(),
            left: Left::default(),
            depth: 0,
        }
    }

    /// What stands in an element of a part that has these relations.
    pub(super) fn part(&mut self, node: Node<'_, '_>, relations: Relations) -> Vec<Block> {
        self.relations = relations;
        self.fields.clear();
        self.blocks(node)
    }

    /// What stands in an element that holds paragraphs and tables.
    pub(super) fn blocks(&mut self, node: Node<'_, '_>) -> Vec<Block> {
        let mut out = Vec::new();
        if self.depth < DEPTH {
            self.depth += 1;
            self.blocks_into(node, &mut out);
            self.depth -= 1;
        }
        out
    }

    fn blocks_into(&mut self, node: Node<'_, '_>, out: &mut Vec<Block>) {
        for inner in node.children() {
            match inner.tag_name().name() {
                "p" => {
                    let block = self.paragraph(inner);
                    out.extend(block);
                    out.append(&mut self.boxes);
                }
                "tbl" => out.extend(table::read(self, inner)),
                "sdt" if is_contents(inner) => {}
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                    out.extend(self.blocks(inner));
                }
                _ => {}
            }
        }
    }

    /// What a paragraph is; nothing when it is empty.
    fn paragraph(&mut self, node: Node<'_, '_>) -> Option<Block> {
        let properties = child(node, "pPr");
        let of = |name| properties.and_then(|p| value(p, name));
        let style = of("pStyle");
        let look = self.styles.look(style);
        let mut text = Pieces::new();
        self.inside(node, look, &mut text);
        let text = pieces::tidy(text);
        // An empty item has a number all the same.
        let item = self.item(properties, style);
        if pieces::is_empty(&text) {
            return None;
        }
        let outline: Option<u8> = of("outlineLvl").and_then(|level| level.parse().ok());
        let role = match (self.styles.role(style), outline) {
            (Role::Plain, Some(level)) if level < 9 => Role::Heading(level + 1),
            (role, _) => role,
        };
        Some(match role {
            Role::Contents => return None,
            Role::Title => Block::Title(text),
            Role::Heading(level) => Block::Heading(level, text),
            Role::Plain => match item {
                Some((level, number)) => Block::Item {
                    level,
                    number,
                    text,
                },
                None => Block::Paragraph {
                    text,
                    centered: of("jc") == Some("center"),
                },
            },
        })
    }

    /// The level and the number that a paragraph has in a list.
    fn item(
        &mut self,
        properties: Option<Node<'_, '_>>,
        style: Option<&str>,
    ) -> Option<(usize, Option<u32>)> {
        let own = properties.and_then(styles::list).unwrap_or_default();
        let inherited = self.styles.list(style).unwrap_or_default();
        let level = own.level.or(inherited.level).unwrap_or_default();
        let number = self.numbering.count(&own.id.or(inherited.id)?, level)?;
        Some((level, number))
    }

    /// How letters look that have these properties, in a paragraph whose letters look so.
    pub(super) fn look(&self, properties: Option<Node<'_, '_>>, around: Declared) -> Look {
        let style = properties.and_then(|p| value(p, "rStyle"));
        let named = self.styles.look(style);
        let look = Declared::read(properties).over(named).over(around);
        Look {
            bold: look.bold.unwrap_or_default(),
            italic: look.italic.unwrap_or_default(),
            strike: look.strike.unwrap_or_default(),
            link: None,
        }
    }
}

/// Whether it is a table of contents, which every page has of its own.
fn is_contents(node: Node<'_, '_>) -> bool {
    let gallery = child(node, "sdtPr")
        .and_then(|of| child(of, "docPartObj"))
        .and_then(|of| value(of, "docPartGallery"));
    gallery == Some("Table of Contents")
}

/// The lines of blocks, one after the other.
pub(super) fn lines(blocks: Vec<Block>) -> Vec<Pieces> {
    blocks
        .into_iter()
        .flat_map(|block| match block {
            Block::Title(text)
            | Block::Heading(_, text)
            | Block::Paragraph { text, .. }
            | Block::Item { text, .. } => vec![text],
            Block::Table(rows) => rows.into_iter().flatten().flatten().collect(),
        })
        .collect()
}

/// All blocks as one paragraph.
pub(super) fn flat(blocks: Vec<Block>) -> Pieces {
    let space = || Piece {
        what: What::Text(" ".to_owned()),
        look: Look::default(),
    };
    let lines = lines(blocks).into_iter();
    pieces::tidy(
        lines
            .flat_map(|line| line.into_iter().chain([space()]))
            .collect(),
    )
}
