//! Headings of a body.

use super::Walk;
use crate::parse::outline::at_top;
use crate::parse::{Lead, RawHtml};

impl Walk<'_> {
    /// Tells of the first heading of level one, unless it opens the body as its title.
    pub(super) fn check_top(&mut self) {
        let sections = self.outline.headings.iter().any(|h| h.level == 2);
        if let (true, None, Some(top)) = (self.shift && sections, &self.lead, self.top) {
            self.diags.push(at_top().at(top.of(self.file)));
        }
    }

    pub(super) fn end_heading(&mut self) {
        self.writer.end_label();
        let inner = self.writer.close();
        let Some((level, text, span)) = self.heading.take() else {
            return;
        };
        if self.raw_html == RawHtml::Trust || self.fragment {
            self.writer.push(&format!("<h{level}>"));
            self.writer.out.append(inner);
            self.writer.push(&format!("</h{level}>\n"));
            return;
        }
        let first = self.writer.out.text.is_empty() && self.frames.open.is_empty();
        let first = first && self.frames.done.is_empty();
        let opens = self.shift && first && self.lead.is_none();
        let anchor = self.outline.add(level, &text);
        self.prose.heading(&anchor, &text);
        let digit = char::from(b'0' + level).encode_utf8(&mut [0; 4]).to_owned();
        for piece in ["<h", &digit, " id=\"", &anchor, "\">"] {
            self.writer.push(piece);
        }
        self.writer.out.append(inner);
        for piece in ["</h", &digit, ">\n"] {
            self.writer.push(piece);
        }
        if opens && level == 2 {
            self.lead = Some(Lead {
                text: text.trim().to_owned(),
                html_end: self.writer.out.text.len(),
                span,
            });
        }
    }
}
