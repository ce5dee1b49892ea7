//! Paragraphs, items of lists, headings and tables, in the order of the document (§17.2 to §17.4).

use super::block::Block;
use super::numbering::{LEVELS, Numbering};
use super::package::{Relations, child, value};
use super::pieces::{self, Pieces};
use super::runs::Runs;
use super::styles::{self, Role};
use super::table;
use roxmltree::Node;

/// Reads the parts of one document.
pub(super) struct Reader {
    pub runs: Runs,
    numbering: Numbering,
}

impl Reader {
    pub(super) fn new(runs: Runs, numbering: Numbering) -> Reader {
        Reader { runs, numbering }
    }

    /// What stands in an element of a part that has these relations.
    pub(super) fn part(&mut self, node: Node<'_, '_>, relations: Relations) -> Vec<Block> {
        self.runs.begin(relations);
        self.blocks(node)
    }

    /// What stands in an element that holds paragraphs and tables.
    pub(super) fn blocks(&mut self, node: Node<'_, '_>) -> Vec<Block> {
        let mut out = Vec::new();
        for inner in node.children() {
            match inner.tag_name().name() {
                "p" => {
                    let (block, boxes) = self.paragraph(inner);
                    out.extend(block);
                    // What stands in boxes beside a paragraph comes after it.
                    out.extend(boxes.into_iter().flat_map(|inside| self.blocks(inside)));
                }
                "tbl" => out.extend(table::read(inner, &mut |cell| self.blocks(cell))),
                "sdt" if is_contents(inner) => {}
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                    out.extend(self.blocks(inner));
                }
                _ => {}
            }
        }
        out
    }

    /// What a paragraph is, if it is not empty, and the boxes that are anchored in it.
    fn paragraph<'a, 'i>(&mut self, node: Node<'a, 'i>) -> (Option<Block>, Vec<Node<'a, 'i>>) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|p| value(p, "pStyle"));
        let inside = self.runs.paragraph(node, style);
        // An empty item has a number all the same.
        let item = self.item(properties, style);
        let text = pieces::tidy(inside.pieces);
        let block = (!pieces::is_empty(&text)).then(|| self.block(text, properties, style, item));
        (block.flatten(), inside.boxes)
    }

    /// What a paragraph with words is; nothing when it is one of the table of contents.
    fn block(
        &self,
        text: Pieces,
        properties: Option<Node<'_, '_>>,
        style: Option<&str>,
        item: Option<(usize, Option<u32>)>,
    ) -> Option<Block> {
        let of = |name| properties.and_then(|p| value(p, name));
        let outline: Option<u8> = of("outlineLvl").and_then(|level| level.parse().ok());
        let role = match (self.runs.styles.role(style), outline) {
            (Role::Plain, Some(level)) if level < 9 => Role::Heading(level + 1),
            (role, _) => role,
        };
        Some(match role {
            Role::Contents => return None,
            Role::Title => Block::Title(text),
            Role::Heading(level) => Block::Heading(level, text),
            Role::Quote => Block::Quote(text),
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
        let inherited = self.runs.styles.list(style).unwrap_or_default();
        let level = own.level.or(inherited.level).unwrap_or_default();
        let level = level.min(LEVELS - 1);
        let number = self.numbering.count(&own.id.or(inherited.id)?, level)?;
        Some((level, number))
    }
}

/// Whether it is a table of contents, which every page has of its own.
fn is_contents(node: Node<'_, '_>) -> bool {
    let gallery = child(node, "sdtPr")
        .and_then(|of| child(of, "docPartObj"))
        .and_then(|of| value(of, "docPartGallery"));
    gallery == Some("Table of Contents")
}
