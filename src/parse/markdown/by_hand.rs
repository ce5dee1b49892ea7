//! HTML written by hand.

use super::Walk;
use crate::diag::{Code, Diagnostic};
use crate::parse::html::Html;
use crate::parse::{Lead, RawHtml, sanitize};
use std::ops::Range;

/// Sanitises a body. Its opening title is cleaned apart, because it is cut off later by its length.
pub(super) fn sanitized(mut html: Html, lead: Option<&mut Lead>) -> Html {
    let Some(lead) = lead else {
        return sanitize::clean(html);
    };
    let rest = html.split_off(lead.html_end);
    let mut out = sanitize::clean(html);
    lead.html_end = out.text.len();
    out.append(sanitize::clean(rest));
    out
}

impl Walk<'_> {
    /// A piece of HTML: a tag, or a line of a block.
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
        if self.in_comment || is_comment(tag) {
            return;
        }
        self.writer.text(html);
        if !self.closes_reported(tag) && !std::mem::replace(&mut self.html_reported, true) {
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

    /// Whether a tag ends an element whose start was reported: both are one mistake.
    fn closes_reported(&mut self, tag: &str) -> bool {
        let closes = tag.starts_with("</");
        let known = closes && self.html_open > 0;
        if known {
            self.html_open -= 1;
        } else if !closes && !tag.ends_with("/>") {
            self.html_open += 1;
        }
        known
    }

    /// Whether a block is one comment and nothing else.
    pub(super) fn is_comment(&self, block: Range<usize>) -> bool {
        let span = self.span(block);
        is_comment(self.text[span.start as usize..span.end as usize].trim())
    }
}

/// Whether a text is one comment and nothing else.
fn is_comment(html: &str) -> bool {
    html.starts_with("<!--") && html.len() >= 7 && html.find("-->") == Some(html.len() - 3)
}
