//! Headings of a body.

use super::Walk;
use crate::data::Span;
use crate::diag::Code;
use crate::parse::html::HoleKind;
use crate::parse::outline::at_top;
use crate::parse::{Lead, RawHtml};

/// From this many words on, what ends with a full stop is no title.
const SENTENCE: usize = 8;

impl Walk<'_> {
    /// Tells of the first heading of level one, unless it opens the body as its title.
    pub(super) fn check_top(&mut self) {
        let sections = self.outline.headings.iter().any(|h| h.level == 2);
        if let (true, None, Some(top)) = (self.shift && sections, &self.lead, self.top) {
            self.diags.push(at_top().at(top.of(self.file)));
        }
    }

    /// A line that was meant to part two paragraphs makes a heading of the one above it.
    fn check_underlined(&mut self, text: &str, span: Span) {
        let written = self.text.get(span.start as usize..span.end as usize);
        let is_underlined = written.is_some_and(|written| !written.starts_with('#'));
        if is_underlined && text.ends_with('.') && text.split_whitespace().count() >= SENTENCE {
            let message = "la línea de abajo hace un título de este párrafo";
            let help = "deje una línea en blanco entre los dos";
            self.report_at(Code::TextLost, span, message, help);
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
        let titled = || inner.holes.iter().any(|hole| hole.kind == HoleKind::Title);
        if inner.text.trim().is_empty() && !titled() {
            // One would come to it and hear nothing.
            let help = "escríbalo después de los `#`, o borre la línea";
            return self.report_at(Code::TextLost, span, "este título no tiene texto", help);
        }
        self.check_underlined(&text, span);
        let first = self.writer.out.text.is_empty() && self.frames.open.is_empty();
        let first = first && self.frames.done.is_empty();
        let opens = self.shift && first && self.lead.is_none();
        let anchor = self.outline.add(level, &text);
        self.prose.heading(anchor, &text);
        let digit = char::from(b'0' + level).encode_utf8(&mut [0; 4]).to_owned();
        for piece in ["<h", &digit, " id=\"", anchor, "\">"] {
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
