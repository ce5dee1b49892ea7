//! HTML with a hole for everything that only the catalogue knows: the address of an internal link
//! and the title of the page it goes to.

use crate::base::text::{escape, escape_content, has_special};
use pulldown_cmark::{Alignment, CodeBlockKind};
use pulldown_cmark_escape::escape_href;
use serde::{Deserialize, Serialize};

/// HTML text and the holes in it, in order.
#[derive(Debug, Default, PartialEq, Clone, Serialize, Deserialize)]
pub struct Html {
    pub text: String,
    pub holes: Vec<Hole>,
}

/// A place to fill at render time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hole {
    /// Byte offset in the text.
    pub at: u32,
    /// Position in the list that its kind names.
    pub link: u32,
    pub kind: HoleKind,
}

/// What goes into a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoleKind {
    /// The relative URL, inside a quoted attribute.
    Href,
    /// The title of the target, as text.
    Title,
    /// A run of plain words starts; checking puts [`HoleKind::Fact`] and [`HoleKind::Entry`] instead.
    Run,
    /// The code of a fact starts, by its position in the site's table.
    Fact,
    /// A term or an acronym starts, by its position in the site's glossary.
    Entry,
    /// The name of the link from a note back to the text, by its number.
    Back,
    /// A component stands here, by its position in [`super::Body::components`].
    Component,
    /// What the last [`HoleKind::Fact`] or [`HoleKind::Entry`] opened ends.
    End,
}

impl Html {
    /// Adds a hole at the end.
    pub fn hole(&mut self, link: u32, kind: HoleKind) {
        self.holes.push(Hole {
            at: self.text.len() as u32,
            link,
            kind,
        });
    }

    /// Appends another piece with its holes.
    pub fn append(&mut self, other: Html) {
        let base = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.holes.extend(other.holes.into_iter().map(|h| Hole {
            at: h.at + base,
            ..h
        }));
    }

    /// Takes off what follows byte `at`, with its holes.
    pub fn split_off(&mut self, at: usize) -> Html {
        let text = self.text.split_off(at);
        let first = self.holes.partition_point(|h| (h.at as usize) < at);
        let mut holes = self.holes.split_off(first);
        for hole in &mut holes {
            hole.at -= at as u32;
        }
        Html { text, holes }
    }

    /// Cuts off the first `end` bytes and the holes in them.
    pub fn cut_front(&mut self, end: usize) {
        self.text.drain(..end);
        self.holes.retain(|h| h.at as usize >= end);
        for hole in &mut self.holes {
            hole.at -= end as u32;
        }
    }

    /// The text with every hole filled by `put`.
    pub fn fill(&self, put: impl FnMut(Hole, &mut String)) -> String {
        fill(&self.text, &self.holes, put)
    }
}

/// A text with every hole filled by `put`.
pub fn fill(text: &str, holes: &[Hole], mut put: impl FnMut(Hole, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() + holes.len() * 40);
    let mut from = 0;
    for hole in holes {
        out.push_str(&text[from..hole.at as usize]);
        put(*hole, &mut out);
        from = hole.at as usize;
    }
    out.push_str(&text[from..]);
    out
}

/// Writes HTML; knows tags and new lines, not where links go.
///
/// The shapes are those of the CommonMark specification, so that its examples can be compared.
#[derive(Default)]
pub(super) struct Writer {
    pub out: Html,
    /// Pieces put aside while an inner one is written (headings, footnotes).
    outer: Vec<Html>,
    table: Table,
    /// Offset after `<li` of the items that are open, for the class of a task.
    items: Vec<(usize, usize)>,
    /// A task's label is open.
    label: bool,
    /// Writes exactly what the specification shows, without our additions.
    plain: bool,
    /// The words may have signs that HTML reads: most bodies have none, and are written as they are.
    escapes: bool,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
    cell_start: usize,
}

impl Writer {
    /// For the words of a body.
    pub fn new(plain: bool, body: &str) -> Writer {
        let mut writer = Writer {
            plain,
            escapes: has_special(body),
            ..Writer::default()
        };
        // Text that grows is copied again and again.
        writer.out.text.reserve(body.len() * 3 / 2);
        writer
    }

    /// Starts a piece of its own.
    pub fn open(&mut self) {
        self.outer.push(std::mem::take(&mut self.out));
    }

    /// Ends the piece and goes back to the one around it.
    pub fn close(&mut self) -> Html {
        let outer = self.outer.pop().unwrap_or_default();
        std::mem::replace(&mut self.out, outer)
    }

    pub fn push(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    /// Starts a new line unless one has just started.
    pub fn line(&mut self) {
        if !self.out.text.is_empty() && !self.out.text.ends_with('\n') {
            self.out.text.push('\n');
        }
    }

    pub fn text(&mut self, text: &str) {
        match self.escapes {
            true => escape_content(text, &mut self.out.text),
            false => self.push(text),
        }
    }

    pub fn attribute(&mut self, text: &str) {
        escape(text, &mut self.out.text);
    }

    pub fn href(&mut self, url: &str) {
        // Writing to a string cannot fail.
        let _ = escape_href(&mut self.out.text, url);
    }

    pub fn paragraph(&mut self) {
        self.end_label();
        self.line();
        self.push("<p>");
    }

    pub fn quote(&mut self) {
        self.end_label();
        self.line();
        self.push("<blockquote>\n");
    }

    pub fn list(&mut self, start: Option<u64>) {
        self.end_label();
        self.line();
        match start {
            None => self.push("<ul>\n"),
            Some(1) => self.push("<ol>\n"),
            Some(n) => self.push(&format!("<ol start=\"{n}\">\n")),
        }
    }

    pub fn item(&mut self) {
        self.line();
        self.push("<li");
        self.items.push((self.outer.len(), self.out.text.len()));
        self.push(">");
    }

    pub fn end_item(&mut self) {
        self.end_label();
        self.items.pop();
        self.push("</li>\n");
    }

    /// A task's box. It and its words are one label, so that they are read together.
    pub fn task(&mut self, done: bool) {
        if let Some(&(piece, at)) = self.items.last() {
            // The box may stand in a heading, a piece of its own inside the item's.
            let item = self.outer.get_mut(piece).unwrap_or(&mut self.out);
            item.text.insert_str(at, " class=\"tarea\"");
        }
        let checked = if done { " checked=\"\"" } else { "" };
        self.push(&format!(
            "<label><input type=\"checkbox\" disabled=\"\"{checked} /> "
        ));
        self.label = true;
    }

    /// Closes a task's label before a block or the end of its item.
    pub fn end_label(&mut self) {
        if std::mem::take(&mut self.label) {
            self.push("</label>");
        }
    }

    pub fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.end_label();
        self.line();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or(""),
            CodeBlockKind::Indented => "",
        };
        // A block that scrolls must be reachable with the keyboard.
        let focus = if self.plain { "" } else { " tabindex=\"0\"" };
        self.push(&format!("<pre{focus}><code"));
        if !info.is_empty() {
            self.push(" class=\"language-");
            self.attribute(info);
            self.push("\"");
        }
        self.push(">");
    }

    /// A table, in a box that scrolls by itself; `label` is the section's heading.
    pub fn table(&mut self, alignments: Vec<Alignment>, label: &str) {
        self.end_label();
        self.line();
        self.table.alignments = alignments;
        self.push("<div class=\"tabla\" tabindex=\"0\"");
        if !label.is_empty() {
            self.push(" role=\"group\" aria-label=\"");
            self.attribute(label);
            self.push("\"");
        }
        self.push("><table>");
    }

    pub fn end_table(&mut self) {
        self.push("</tbody></table></div>\n");
    }

    /// How many columns the table has that is open.
    pub fn columns(&self) -> usize {
        self.table.alignments.len()
    }

    pub fn row(&mut self, head: bool) {
        self.table.head = head;
        self.table.cell = 0;
        self.push(if head { "<thead><tr>" } else { "<tr>" });
    }

    pub fn end_row(&mut self, head: bool) {
        self.push(if head {
            "</tr></thead><tbody>\n"
        } else {
            "</tr>\n"
        });
    }

    pub fn cell(&mut self) {
        self.push(if self.table.head {
            "<th scope=\"col\""
        } else {
            "<td"
        });
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Center) => " class=\"centro\"",
            Some(Alignment::Right) => " class=\"derecha\"",
            _ => "",
        };
        self.push(class);
        self.push(">");
        self.table.cell_start = self.out.text.len();
    }

    pub fn end_cell(&mut self) {
        let empty = self.out.text.len() == self.table.cell_start;
        match (self.table.head, empty) {
            (true, true) => {
                // A header without words is no header: screen readers would announce nothing.
                let start = self.out.text.rfind("<th").unwrap_or(self.table.cell_start);
                self.out.text.truncate(start);
                self.push("<td></td>");
            }
            (true, false) => self.push("</th>"),
            (false, _) => self.push("</td>"),
        }
        self.table.cell += 1;
    }
}

/// Where a tag ends: `>` may stand inside its values.
pub fn tag_end(tag: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}
