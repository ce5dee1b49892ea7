//! Byte offsets to lines and columns.

use std::borrow::Cow;

/// Bytes between places whose characters are counted beforehand: a line may be as long as a book, with a
/// finding for every few bytes.
const STEP: usize = 4096;

/// Line starts of one text, to turn byte offsets into places for people.
pub struct Lines<'a> {
    text: Cow<'a, str>,
    starts: Vec<u32>,
    /// Characters before each of [`STEP`] bytes.
    counted: Vec<u32>,
}

/// A place for people: line and column count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineCol {
    pub line: u32,
    pub column: u32,
}

impl<'a> Lines<'a> {
    /// Finds the line starts of a text.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Lines<'a> {
        let text = text.into();
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i as u32 + 1));
        let (mut counted, mut before) = (Vec::new(), 0);
        for step in text.as_bytes().chunks(STEP) {
            counted.push(before);
            before += characters(step);
        }
        // The end of a text may be the start of another step.
        counted.push(before);
        Lines {
            text,
            starts,
            counted,
        }
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Place of a byte offset; an offset past the end is the end, one inside a character is its start.
    pub fn at(&self, offset: u32) -> LineCol {
        let offset = floor_boundary(&self.text, offset as usize);
        let line = self.starts.partition_point(|&s| s as usize <= offset) - 1;
        let start = self.starts[line] as usize;
        LineCol {
            line: line as u32 + 1,
            column: self.before(offset) - self.before(start) + 1,
        }
    }

    /// How many characters of the text begin before an offset.
    fn before(&self, offset: usize) -> u32 {
        let step = offset / STEP;
        self.counted[step] + characters(&self.text.as_bytes()[step * STEP..offset])
    }
}

/// How many characters begin in some bytes.
fn characters(bytes: &[u8]) -> u32 {
    let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
    bytes.iter().filter(begins).count() as u32
}

/// Where the line begins that an offset is in.
pub fn line_start(text: &str, offset: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..offset]).map_or(0, |at| at + 1)
}

/// The offset, or the nearest one before it that does not cut a character.
pub fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Most bytes that are looked at around a sign, of the line that it stands in: there may be a sign
/// for every few bytes of a line that is a whole book.
const LOOK: usize = 1024;

/// What follows a place in its line, as far as it is looked at.
pub fn line_after(body: &str, at: usize) -> &str {
    let near = &body[at..floor_boundary(body, at + LOOK)];
    near.lines().next().unwrap_or("")
}

/// What stands before a place in its line, as far as it is looked at.
pub fn line_before(body: &str, at: usize) -> &str {
    let near = &body[floor_boundary(body, at.saturating_sub(LOOK))..at];
    near.rsplit('\n').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let lines = Lines::new("año\nniño y\n");
        assert_eq!(lines.at(0), LineCol { line: 1, column: 1 });
        assert_eq!(lines.at(4), LineCol { line: 1, column: 4 });
        assert_eq!(lines.at(5), LineCol { line: 2, column: 1 });
        assert_eq!(lines.at(9), LineCol { line: 2, column: 4 });
        assert_eq!(lines.at(99), LineCol { line: 3, column: 1 });
    }

    #[test]
    fn columns_of_a_long_line_are_counted_from_its_start() {
        let text = format!("ñ\n{}", "aé€😀".repeat(STEP));
        let lines = Lines::new(&*text);
        for (number, (at, _)) in text[3..].char_indices().enumerate().step_by(97) {
            let column = number as u32 + 1;
            assert_eq!(lines.at(at as u32 + 3), LineCol { line: 2, column });
        }
        let end = lines.at(text.len() as u32).column;
        assert_eq!(end as usize, 4 * STEP + 1);
    }
}
