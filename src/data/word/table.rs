//! Tables: a grid in which each joined cell says in every place what it says (§17.4).

use super::block::{Block, Cell, lines};
use super::package::{attribute, child, value};
use super::pieces::{Pieces, is_empty};
use roxmltree::Node;

/// More columns than this are a mistake of the file.
const COLUMNS: usize = 200;

/// Reads what stands in a cell.
type Inside<'f, 'a, 'i> = dyn FnMut(Node<'a, 'i>) -> Vec<Block> + 'f;

/// A table as blocks, each cell read by `inside`. One of a single row or column only puts texts in their places on the paper, so these are
/// blocks of their own.
pub(super) fn read<'a, 'i>(node: Node<'a, 'i>, inside: &mut Inside<'_, 'a, 'i>) -> Vec<Block> {
    let mut rows: Vec<Vec<Vec<Block>>> = Vec::new();
    rows_of(node, inside, &mut rows);
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if columns < 2 || rows.len() < 2 {
        return rows.into_iter().flat_map(once_each).flatten().collect();
    }
    let mut rows: Vec<Vec<Cell>> = rows
        .into_iter()
        .map(|mut row| {
            row.resize(columns, Vec::new());
            row.into_iter().map(cell).collect()
        })
        .collect();
    let mut out = Vec::new();
    // A cell as wide as the table is its title.
    while rows.len() > 2 && rows[0].iter().all(|cell| *cell == rows[0][0]) {
        let title = rows.remove(0).swap_remove(0);
        let paragraph = |text| Block::Paragraph {
            text,
            centered: false,
        };
        out.extend(title.into_iter().map(paragraph));
    }
    out.push(Block::Table(rows));
    out
}

/// The lines of a cell that have words.
fn cell(blocks: Vec<Block>) -> Cell {
    let mut lines: Vec<Pieces> = lines(blocks);
    lines.retain(|line| !is_empty(line));
    lines
}

/// The cells of a row without those that say what the one before says, being part of it.
fn once_each(mut row: Vec<Vec<Block>>) -> Vec<Vec<Block>> {
    row.dedup();
    row
}

fn rows_of<'a, 'i>(
    node: Node<'a, 'i>,
    inside: &mut Inside<'_, 'a, 'i>,
    out: &mut Vec<Vec<Vec<Block>>>,
) {
    for inner in node.children() {
        match inner.tag_name().name() {
            "tr" if child(inner, "trPr").is_some_and(|p| child(p, "del").is_some()) => {}
            "tr" => {
                let before = child(inner, "trPr").map_or(0, |p| number(value(p, "gridBefore")));
                let mut row = vec![Vec::new(); before.min(COLUMNS)];
                cells_of(inner, inside, out.last(), &mut row);
                out.push(row);
            }
            "sdt" | "sdtContent" | "customXml" | "ins" => rows_of(inner, inside, out),
            _ => {}
        }
    }
}

fn cells_of<'a, 'i>(
    node: Node<'a, 'i>,
    inside: &mut Inside<'_, 'a, 'i>,
    above: Option<&Vec<Vec<Block>>>,
    row: &mut Vec<Vec<Block>>,
) {
    for inner in node.children() {
        match inner.tag_name().name() {
            "tc" => {
                let properties = child(inner, "tcPr");
                let of = |name| properties.and_then(|p| child(p, name));
                let span = number(properties.and_then(|p| value(p, "gridSpan"))).max(1);
                let own = inside(inner);
                let merge = of("vMerge").map(|merge| attribute(merge, "val") == Some("restart"));
                let above = above.and_then(|above| above.get(row.len()));
                let said = match (merge, above) {
                    (Some(false), Some(above)) => above.clone(),
                    _ => own,
                };
                let room = COLUMNS.saturating_sub(row.len());
                row.extend(std::iter::repeat_n(said, span.min(room)));
            }
            "sdt" | "sdtContent" | "customXml" => cells_of(inner, inside, above, row),
            _ => {}
        }
    }
}

fn number(text: Option<&str>) -> usize {
    text.and_then(|text| text.parse().ok()).unwrap_or_default()
}
