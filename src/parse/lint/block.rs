//! The text of one block as it is read, and where it is written.

use std::ops::Range;

/// Text of one block, and where each piece of it is written.
#[derive(Default)]
pub(super) struct Block {
    pub text: String,
    /// Where it begins in the body, if it is a paragraph.
    pub start: Option<usize>,
    /// Offset in the text, range in the body, whether both run alike.
    pieces: Vec<(usize, Range<usize>, bool)>,
    /// Offsets in the text at which lines of the body end.
    pub breaks: Vec<usize>,
    /// Ranges of the text that are code, in order.
    pub code: Vec<Range<usize>>,
}

impl Block {
    pub fn push(&mut self, text: &str, range: &Range<usize>) {
        let alike = range.len() == text.len();
        self.pieces.push((self.text.len(), range.clone(), alike));
        self.text.push_str(text);
    }

    /// Where the character at an offset of the text is written in the body, `width` bytes wide; the whole
    /// piece, where it does not run alike.
    pub fn source(&self, at: usize, width: usize) -> Range<usize> {
        let piece = self.pieces.partition_point(|(start, ..)| *start <= at);
        match piece.checked_sub(1).map(|i| &self.pieces[i]) {
            Some((start, source, true)) => {
                let from = (source.start + at - start).min(source.end);
                from..(from + width).min(source.end)
            }
            Some((_, source, false)) => source.clone(),
            None => 0..0,
        }
    }

    /// Whether words from the start of the text to this place are all of it, or a heading that lacks the blank
    /// line below: behind two dots, and where the line is broken on purpose, they go on.
    pub fn ends_line(&self, end: usize) -> bool {
        let broken = || self.source(end, 1).len() > "\r\n".len();
        let goes_on = || self.text[..end].ends_with(':') || broken();
        end == self.text.trim_end().len() || self.breaks.first() == Some(&end) && !goes_on()
    }

    pub fn range(&self, range: &Range<usize>) -> Range<usize> {
        // The last character is mapped, not the end: there another piece may begin.
        let last = self.text[range.clone()]
            .char_indices()
            .next_back()
            .map_or(range.start, |(i, _)| range.start + i);
        let start = self.source(range.start, 0).start;
        start..self.source(last, range.end - last).end.max(start)
    }

    /// Whether a range of the text stands in the body as it is read, and is no code: what is written with
    /// `\` is there to be seen.
    pub fn is_plain(&self, range: &Range<usize>) -> bool {
        let before = self.text[..range.start].chars().next_back();
        let whole = range.start - before.map_or(0, char::len_utf8)..range.end;
        self.range(&whole).len() == whole.len() && !self.is_code(range)
    }

    /// Whether a range of the text touches code.
    pub fn is_code(&self, range: &Range<usize>) -> bool {
        let next = self.code.partition_point(|code| code.end <= range.start);
        let next = self.code.get(next);
        next.is_some_and(|code| code.start < range.end)
    }
}
