//! Paragraphs that count themselves, as a word processor numbers what it does not call a list: `a) Uno`, a
//! blank line, `b) Dos`. With other text between them they were headings.

use super::Lint;
use super::block::Block;
use super::glued::HEADING;
use super::ordinal::Ordinal;
use crate::diag::Code;
use crate::parse::sentence::words_above;
use std::ops::Range;

/// The last paragraph that counts itself.
pub(super) struct Counted {
    ordinal: Ordinal,
    range: Range<usize>,
    /// It may be a heading.
    titled: bool,
    /// Nothing came after it.
    adjacent: bool,
    told: bool,
}

impl Lint<'_> {
    /// Something else than a paragraph that counts itself.
    pub(super) fn uncounted(&mut self) {
        if let Some(last) = &mut self.counted {
            last.adjacent = false;
        }
    }

    /// A paragraph: the second of two that go on with their numbers tells of the first.
    pub(super) fn count(&mut self, block: &Block) {
        let text = block.text.trim_end();
        let Some(ordinal) = Ordinal::of(text) else {
            return self.uncounted();
        };
        let before = self.counted.take();
        let before = before.filter(|last| ordinal.follows(&last.ordinal));
        if before.is_none() && !ordinal.is_first() {
            return;
        }
        let titled = block.breaks.is_empty()
            && !text.ends_with(['.', ':', ';', ','])
            && words_above(text, HEADING).is_none();
        let mut told = false;
        if let Some(last) = before {
            let found = match (last.adjacent, last.titled && titled) {
                (true, _) => Some((
                    "este párrafo y los que siguen son puntos de una lista",
                    "comience cada uno con `- `, o con `1. ` si importa el orden",
                )),
                (false, true) => Some((
                    "este párrafo y los que siguen parecen títulos con número",
                    "si lo son, escriba `##` y un espacio en lugar del número",
                )),
                (false, false) => None,
            };
            told = last.told || found.is_some();
            if let Some((message, help)) = found.filter(|_| !last.told) {
                self.report(Code::ShapeFaked, &last.range, message, help);
            }
        }
        self.counted = Some(Counted {
            range: block.range(&(0..text.len())),
            adjacent: true,
            ordinal,
            titled,
            told,
        });
    }
}
