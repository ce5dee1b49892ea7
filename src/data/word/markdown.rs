//! Blocks as Markdown.

use super::block::{Block, Cell};
use super::pieces::{Look, Piece, Pieces, What, cut};
use std::fmt::Write;

/// Where a text stands: what has to be escaped there, and how a line ends.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// At the beginning of a line; the next one begins after so many spaces.
    Line(usize),
    Cell,
    /// Where all is bold: in a heading, or the header of a table.
    Heading,
    Header,
}

/// The mark of an item without a number; those of numbers are longer.
const BULLET: &str = "- ";

/// The blocks with a line between them, then the notes. `pictures` are the names of their files.
pub(super) fn write(blocks: &[Block], notes: &[Pieces], pictures: &[String]) -> String {
    let mut out = String::new();
    // The widths of the marks of the items around an item.
    let mut widths: Vec<usize> = Vec::new();
    let mut before = None;
    for block in blocks {
        out.push_str(between(before, block, &widths));
        before = Some(block);
        if !matches!(block, Block::Item { .. }) {
            widths.clear();
        }
        match block {
            Block::Title(text) | Block::Paragraph { text, .. } => {
                inline(text, Place::Line(0), pictures, &mut out);
            }
            Block::Quote(text) => {
                out.push_str("> ");
                inline(text, Place::Line(0), pictures, &mut out);
            }
            Block::Heading(level, text) => {
                out.extend(std::iter::repeat_n('#', usize::from(*level)));
                out.push(' ');
                inline(text, Place::Heading, pictures, &mut out);
            }
            Block::Item {
                level,
                number,
                text,
            } => {
                widths.truncate(*level);
                let indent: usize = widths.iter().sum();
                let mark = match number {
                    Some(number) => format!("{number}. "),
                    None => BULLET.to_owned(),
                };
                let _ = write!(out, "{:indent$}{mark}", "");
                widths.push(mark.len());
                let (mark, text) = task(text);
                out.push_str(mark);
                inline(&text, Place::Line(widths.iter().sum()), pictures, &mut out);
            }
            Block::Table(rows) => table(rows, pictures, &mut out),
        }
    }
    for (at, note) in notes.iter().enumerate() {
        let _ = write!(out, "\n\n[^{}]: ", at + 1);
        inline(note, Place::Line(4), pictures, &mut out);
    }
    out.push('\n');
    out
}

/// What stands between two blocks. An item follows another right away where Markdown takes it for one: after an
/// item of its kind, or as the first of a list without numbers or from 1 on (CommonMark, «list items»).
fn between(before: Option<&Block>, block: &Block, widths: &[usize]) -> &'static str {
    match (before, block) {
        (None, _) => "",
        (Some(Block::Quote(_)), Block::Quote(_)) => "\n>\n",
        (Some(Block::Item { .. }), Block::Item { level, number, .. }) => {
            let follows = match widths.get(*level) {
                Some(width) => (*width > BULLET.len()) == number.is_some(),
                None => number.is_none_or(|number| number == 1),
            };
            if follows { "\n" } else { "\n\n" }
        }
        _ => "\n\n",
    }
}

/// The box of a task, which Word draws, and the words after it.
fn task(text: &Pieces) -> (&'static str, Pieces) {
    let mut text = text.clone();
    let box_of = |text: &Pieces| match text.first() {
        Some(Piece {
            what: What::Text(first),
            ..
        }) => match first.chars().next()? {
            '☐' => Some("[ ] "),
            '☑' | '☒' => Some("[x] "),
            _ => None,
        },
        _ => None,
    };
    let drawn = box_of(&text);
    if drawn.is_some() {
        cut(&mut text, '☐'.len_utf8());
    }
    (drawn.unwrap_or_default(), text)
}

fn table(rows: &[Vec<Cell>], pictures: &[String], out: &mut String) {
    for (at, row) in rows.iter().enumerate() {
        out.push('|');
        for cell in row {
            out.push(' ');
            for (number, line) in cell.iter().enumerate() {
                if number > 0 {
                    out.push_str("<br>");
                }
                let place = if at == 0 { Place::Header } else { Place::Cell };
                inline(line, place, pictures, out);
            }
            out.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        if at == 0 {
            out.push_str("\n|");
            out.extend(std::iter::repeat_n("---|", row.len()));
        }
        if at + 1 < rows.len() {
            out.push('\n');
        }
    }
}

/// The inside of a paragraph.
fn inline(pieces: &Pieces, place: Place, pictures: &[String], out: &mut String) {
    let start = out.len();
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.what {
            What::Text(text) => {
                let before = out[start..].chars().next_back();
                let after = pieces.get(at + 1).and_then(first);
                let marks = marks(&piece.look, text, before, after, place);
                let at_start = out.len() == start;
                if piece.look.link.is_some() {
                    out.push('[');
                }
                out.push_str(&marks);
                escape(text, place, at_start, out);
                out.extend(marks.chars().rev());
                if let Some(address) = &piece.look.link {
                    out.push(']');
                    link(address, out);
                }
            }
            What::Break => match place {
                Place::Line(indent) => {
                    let _ = write!(out, "\\\n{:indent$}", "");
                }
                Place::Cell | Place::Header => out.push_str("<br>"),
                Place::Heading => out.push(' '),
            },
            What::Note(at) => {
                let _ = write!(out, "[^{}]", at + 1);
            }
            What::Picture(at, told) => {
                out.push_str("![");
                escape(told, Place::Heading, false, out);
                out.push(']');
                link(&pictures[*at], out);
            }
        }
    }
}

/// The first sign that a piece is written with.
fn first(piece: &Piece) -> Option<char> {
    match &piece.what {
        What::Text(text) => text.chars().next(),
        What::Break => None,
        What::Note(_) => Some('['),
        What::Picture(..) => Some('!'),
    }
}

/// The marks before a text, of which those after it are the mirror. There are none where Markdown would not
/// take them for marks: right after others, or between a letter and a sign (CommonMark, «left-flanking»).
fn marks(
    look: &Look,
    text: &str,
    before: Option<char>,
    after: Option<char>,
    place: Place,
) -> String {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (from, to) = (text.chars().next(), text.chars().next_back());
    let opens = is_word(from) || !is_word(before);
    let closes = is_word(to) || !is_word(after);
    let after_others = matches!(before, Some('*' | '~'));
    if look.link.is_none() && (after_others || !opens || !closes) {
        return String::new();
    }
    let bold = look.bold && !matches!(place, Place::Heading | Place::Header);
    let marks = [(bold, "**"), (look.italic, "*"), (look.strike, "~~")];
    marks
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, mark)| *mark)
        .collect()
}

/// Where a link leads, after its words.
fn link(address: &str, out: &mut String) {
    match address.contains([' ', '(', ')', '<', '>']) {
        true => {
            let address = address
                .replace(' ', "%20")
                .replace('<', "%3C")
                .replace('>', "%3E");
            let _ = write!(out, "(<{address}>)");
        }
        false => {
            let _ = write!(out, "({address})");
        }
    }
}

/// A text that Markdown reads as it is.
fn escape(text: &str, place: Place, at_start: bool, out: &mut String) {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let between_letters =
            before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let first = at_start && before.is_none();
        let escaped = match c {
            '\\' | '`' | '*' | '[' | '<' | '~' => true,
            '_' => !between_letters,
            '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()),
            '|' => matches!(place, Place::Cell | Place::Header),
            '#' | '>' => first,
            '-' | '+' => first && next.is_none_or(|next| next == ' ' || next == c),
            ':' => first && next == Some(':'),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}
