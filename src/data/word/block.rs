//! What a document is made of: paragraphs, headings, items of lists, tables.

use super::pieces::{self, Look, Piece, Pieces, What};

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
    Quote(Pieces),
    /// The first row is the header; all rows have as many cells.
    Table(Vec<Vec<Cell>>),
}

/// The lines of a cell.
pub(super) type Cell = Vec<Pieces>;

/// The lines of blocks, one after the other.
pub(super) fn lines(blocks: Vec<Block>) -> Vec<Pieces> {
    blocks
        .into_iter()
        .flat_map(|block| match block {
            Block::Title(text)
            | Block::Heading(_, text)
            | Block::Quote(text)
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
