//! HTML written by hand.

use super::Walk;
use crate::diag::{Code, Diagnostic};
use crate::parse::RawHtml;
use std::ops::Range;

impl Walk<'_> {
    pub(super) fn raw(&mut self, html: &str, range: Range<usize>) {
        match self.raw_html {
            RawHtml::Trust => return self.writer.push(html),
            RawHtml::Sanitize => {
                self.raw_seen = true;
                return self.writer.push(html);
            }
            RawHtml::Deny => {}
        }
        let tag = html.trim();
        if matches!(tag, "<br>" | "<br/>" | "<br />") {
            self.writer.push("<br />");
            return self.space();
        }
        if tag.starts_with("<!--") && tag.ends_with("-->") {
            return;
        }
        self.writer.text(html);
        if !std::mem::replace(&mut self.html_reported, true) {
            let span = self.span(range);
            self.diags.push(
                Diagnostic::new(Code::HtmlRaw, "hay HTML escrito a mano")
                    .at(span.of(self.file))
                    .help("escríbalo con Markdown, o permita HTML en la colección con `raw_html = true`"),
            );
        }
        if !html.ends_with('\n') {
            self.html_reported = false;
        }
    }
}
