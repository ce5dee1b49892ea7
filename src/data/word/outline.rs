//! Which blocks are the title, headings and items of lists: many documents only look as if they had any.

use super::block::Block;
use super::pieces::{Piece, Pieces, What, cut, words};

/// Longer lines are sentences.
const LONGEST: usize = 120;

/// The lowest level of a heading, the title being 1.
const LOWEST: u8 = 6;

/// Signs that people type before the items of a list; the last come from fonts of word processors.
const BULLETS: &[char] = &[
    '•', '▪', '◦', '●', '‣', '■', '►', '➢', '➤', '-', '–', '\u{f0a7}', '\u{f0b7}', '\u{f0d8}',
    '\u{f0fc}',
];

/// Takes the title out, makes headings and items of what stands for them, and gives levels without gaps.
pub(super) fn arrange(blocks: &mut Vec<Block>) -> Option<String> {
    let has_title = blocks.iter().any(|block| matches!(block, Block::Title(_)));
    if let Some(Block::Paragraph {
        text,
        centered: true,
    }) = blocks.first_mut()
        && !has_title
        && is_line(text)
    {
        blocks[0] = Block::Title(std::mem::take(text));
    }
    if !blocks.iter().any(is_heading) {
        bold_headings(blocks);
    }
    let title = title(blocks);
    for block in blocks.iter_mut() {
        match block {
            Block::Paragraph { text, .. } => {
                if let Some((number, bytes)) = mark(text) {
                    let mut text = std::mem::take(text);
                    cut(&mut text, bytes);
                    *block = Block::Item {
                        level: 0,
                        number,
                        text,
                    };
                }
            }
            Block::Heading(_, text) => {
                if let Some((_, bytes)) = numbered(&words(text)) {
                    cut(text, bytes);
                }
            }
            // A second one is a line below the first.
            Block::Title(text) => {
                let text = std::mem::take(text);
                *block = Block::Paragraph {
                    text,
                    centered: true,
                };
            }
            Block::Item { .. } | Block::Quote(_) | Block::Table(_) => {}
        }
    }
    levels(blocks);
    title
        .map(|title| words(&title))
        .filter(|title| !title.is_empty())
}

/// The block that is the title, taken out: what has its style, or a first heading with no other beside it.
fn title(blocks: &mut Vec<Block>) -> Option<Pieces> {
    let named = blocks
        .iter()
        .position(|block| matches!(block, Block::Title(_)));
    let at = named.or_else(|| {
        let Some(Block::Heading(first, _)) = blocks.first() else {
            return None;
        };
        let beside = |block: &&Block| matches!(block, Block::Heading(level, _) if level <= first);
        let alone = blocks.iter().filter(beside).count() == 1;
        (alone || blocks.get(1).is_some_and(is_heading)).then_some(0)
    })?;
    match blocks.remove(at) {
        Block::Title(text) | Block::Heading(_, text) => Some(text),
        _ => None,
    }
}

/// Makes headings of lines that are bold as a whole, in a document that has no others.
fn bold_headings(blocks: &mut [Block]) {
    let goes_on = |block: Option<&Block>| matches!(block, Some(Block::Item { .. }));
    for at in 0..blocks.len() {
        let next_is_item = goes_on(blocks.get(at + 1));
        let (level, text) = match &mut blocks[at] {
            Block::Paragraph { text, .. } => {
                (numbered(&words(text)).map_or(1, |(level, _)| level), text)
            }
            Block::Item {
                level,
                number: Some(_),
                text,
            } if !next_is_item => (*level as u8 + 1, text),
            _ => continue,
        };
        if is_line(text) && is_bold(text) {
            blocks[at] = Block::Heading(level, std::mem::take(text));
        }
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Heading(..))
}

/// Whether a paragraph is a line that could stand above others.
fn is_line(text: &Pieces) -> bool {
    let words = words(text);
    !words.is_empty()
        && words.chars().count() <= LONGEST
        && !words.ends_with(['.', ';', ','])
        && !text.iter().any(|piece| piece.what == What::Break)
}

fn is_bold(text: &Pieces) -> bool {
    text.iter().all(|piece| match &piece.what {
        What::Text(text) => piece.look.bold || !text.contains(char::is_alphanumeric),
        _ => false,
    })
}

/// The number and the length of the mark that a paragraph begins with: `• `, `- `, `1. `, `1) `.
fn mark(text: &Pieces) -> Option<(Option<u32>, usize)> {
    let Some(Piece {
        what: What::Text(first),
        ..
    }) = text.first()
    else {
        return None;
    };
    if first.starts_with(['☐', '☑', '☒']) {
        return Some((None, 0));
    }
    let mark = first.split_once(' ')?.0;
    if mark.strip_prefix(BULLETS) == Some("") {
        return Some((None, mark.len()));
    }
    let digits = mark.strip_suffix(['.', ')'])?;
    let number = digits.parse().ok().filter(|_| digits.len() < 3)?;
    Some((Some(number), mark.len()))
}

/// The level and the length of the number that a heading begins with: `2. `, `2.1 `, `IV. `.
fn numbered(text: &str) -> Option<(u8, usize)> {
    let number = text.split_once(' ')?.0;
    let mut parts = number.split(['.', ')']).peekable();
    let is_number = |part: &str| {
        let digits = part.len() < 3 && part.bytes().all(|b| b.is_ascii_digit());
        digits || part.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
    };
    let mut level = 0;
    while let Some(part) = parts.next() {
        match part {
            "" if level > 0 && parts.peek().is_none() => {}
            part if !part.is_empty() && is_number(part) => level = LOWEST.min(level + 1),
            _ => return None,
        }
    }
    number.contains(['.', ')']).then_some((level, number.len()))
}

/// Gives headings the levels from 2 on, without gaps.
fn levels(blocks: &mut [Block]) {
    let all = blocks.iter().filter_map(|block| match block {
        Block::Heading(level, _) => Some(*level),
        _ => None,
    });
    let used: std::collections::BTreeSet<u8> = all.collect();
    let mut last = 1;
    for block in blocks {
        if let Block::Heading(level, _) = block {
            let above = used.range(..*level).count().min(usize::from(LOWEST)) as u8;
            *level = (above + 2).min(last + 1).min(LOWEST);
            last = *level;
        }
    }
}
