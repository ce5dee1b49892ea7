//! Headings that a word processor numbered, and that arrive as lists of one point: `1. Introducción`, a text,
//! `2. Marco`.

use super::Lint;
use super::block::Block;
use crate::diag::{Code, Diagnostic};
use crate::parse::sentence::words_above;
use std::ops::Range;

/// Most words of a heading.
const HEADING: usize = 12;

/// The numbered lists of a body on the way.
#[derive(Default)]
pub(super) struct Numbered {
    /// Lists around what comes, of any kind.
    pub depth: usize,
    list: Option<List>,
    /// The last list of one point that may be a heading: its number, where it is, whether it was told.
    last: Option<(u64, Range<usize>, bool)>,
}

/// A numbered list in no other one.
struct List {
    number: u64,
    range: Range<usize>,
    items: usize,
    blocks: usize,
    titled: bool,
}

impl Numbered {
    pub fn open_list(&mut self, number: Option<u64>, range: &Range<usize>) {
        self.depth += 1;
        if let (1, Some(number)) = (self.depth, number) {
            self.list = Some(List {
                number,
                range: range.clone(),
                items: 0,
                blocks: 0,
                titled: false,
            });
        }
    }

    pub fn item(&mut self) {
        if let (1, Some(list)) = (self.depth, &mut self.list) {
            list.items += 1;
        }
    }

    /// A block of words ends.
    pub fn block(&mut self, block: &Block) {
        let Some(list) = &mut self.list else {
            return;
        };
        list.blocks += 1;
        let text = block.text.trim_end();
        // Blank lines below it are of the list too.
        list.range.end = block.range(&(0..text.len())).end.max(list.range.start);
        list.titled =
            !text.ends_with(['.', ':', ';', ',', '?', '!']) && words_above(text, HEADING).is_none();
    }

    /// A heading: what is numbered after it is counted anew.
    pub fn heading(&mut self) {
        self.last = None;
    }
}

impl Lint<'_> {
    /// A list ends; the second of two that go on with their numbers tells of the first.
    pub(super) fn close_list(&mut self) {
        let numbered = &mut self.numbered;
        numbered.depth = numbered.depth.saturating_sub(1);
        if numbered.depth > 0 {
            return;
        }
        let Some(list) = numbered.list.take() else {
            return;
        };
        if self.quotes > 0 || (list.items, list.blocks, list.titled) != (1, 1, true) {
            return;
        }
        let before = numbered.last.take();
        let before = before.filter(|(number, ..)| number + 1 == list.number);
        let told = before.is_some();
        numbered.last = Some((list.number, list.range, told));
        if let Some((_, range, false)) = before {
            let message = "este punto y los que siguen parecen títulos con número";
            let diag = Diagnostic::new(Code::ShapeFaked, message)
                .at(self.place(&range))
                .help("si lo son, escriba `##` y un espacio en lugar del número")
                .help("si es una lista, deje tres espacios antes de lo que va entre sus puntos");
            self.diags.push(diag);
        }
    }
}
