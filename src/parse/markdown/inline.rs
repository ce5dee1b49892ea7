//! Links and images: their destinations, or the holes for them.

use super::Walk;
use crate::base::text::nearest;
use crate::data::Span;
use crate::diag::{Code, Diagnostic};
use crate::parse::RawHtml;
use crate::parse::html::HoleKind;
use crate::parse::links::{Destination, Link, classify, wiki};
use pulldown_cmark::{CowStr, Event, LinkType};
use std::ops::Range;

impl Walk<'_> {
    /// Where a destination is written inside its link.
    pub(super) fn destination_span(&self, range: Range<usize>, written: &str) -> Span {
        let whole = self.span(range);
        let slice = &self.text[whole.start as usize..whole.end as usize];
        match slice.rfind(written) {
            Some(i) if !written.is_empty() => {
                let start = whole.start as usize + i;
                Span::new(start, start + written.len())
            }
            _ => whole,
        }
    }

    pub(super) fn link(
        &mut self,
        kind: LinkType,
        url: &CowStr<'_>,
        title: &str,
        range: Range<usize>,
    ) {
        self.closers.push("</a>");
        self.writer.push("<a href=\"");
        match kind {
            LinkType::Email => {
                self.writer.push("mailto:");
                self.writer.href(url);
            }
            LinkType::WikiLink { has_pothole } => {
                let span = self.destination_span(range, url);
                self.links.push(Link {
                    target: wiki(url),
                    span,
                });
                let at = self.links.len() as u32 - 1;
                self.writer.out.hole(at, HoleKind::Href);
                if !has_pothole {
                    self.writer.push("\">");
                    self.writer.out.hole(at, HoleKind::Title);
                    self.skip_text = true;
                    let name = url.rsplit('/').next().unwrap_or(url).replace('-', " ");
                    self.read_aloud(&name);
                    return;
                }
            }
            _ => {
                let span = self.destination_span(range, url);
                if !self.destination(url, span) {
                    let end = self.writer.out.text.len() - "<a href=\"".len();
                    self.writer.out.text.truncate(end);
                    self.closers.pop();
                    self.closers.push("");
                    return;
                }
            }
        }
        self.title(title);
        self.writer.push("\">");
    }

    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.writer.push("\" title=\"");
            self.writer.attribute(title);
        }
    }

    /// Writes a destination or its hole; `false` when it must not be written at all.
    pub(super) fn destination(&mut self, url: &str, span: Span) -> bool {
        if self.raw_html == RawHtml::Trust {
            self.writer.href(url);
            return true;
        }
        match classify(self.from, url) {
            Destination::External => self.writer.href(url),
            Destination::Anchor(anchor) => {
                self.writer.href(url);
                if !anchor.is_empty() {
                    self.anchors.push((anchor, span));
                }
            }
            Destination::Internal(target) => {
                self.links.push(Link { target, span });
                self.writer
                    .out
                    .hole(self.links.len() as u32 - 1, HoleKind::Href);
            }
            Destination::Unsafe => {
                self.diags.push(
                    Diagnostic::new(
                        Code::LinkUnsafe,
                        "este enlace puede ejecutar código en el equipo de quien lee",
                    )
                    .at(span.of(self.file))
                    .help("use una dirección que empiece con https:// o un archivo del sitio"),
                );
                return false;
            }
        }
        true
    }

    pub(super) fn image(&mut self, url: &str, title: &str, range: Range<usize>) {
        let span = self.destination_span(range, url);
        self.writer.push("<img src=\"");
        if !self.destination(url, span) {
            let end = self.writer.out.text.len() - "<img src=\"".len();
            self.writer.out.text.truncate(end);
            self.writer.push("<img src=\"#");
        }
        self.writer.push("\" alt=\"");
        let mut rest = String::new();
        if !title.is_empty() {
            rest.push_str("\" title=\"");
            crate::base::text::escape(title, &mut rest);
        }
        rest.push_str("\" />");
        self.alt = Some((String::new(), 0, rest));
    }

    /// Inside an image everything is alternative text.
    pub(super) fn image_event(&mut self, event: Event<'_>) {
        let Some((alt, depth, _)) = &mut self.alt else {
            return;
        };
        match event {
            Event::Start(_) => *depth += 1,
            Event::End(_) if *depth > 0 => *depth -= 1,
            Event::End(_) => {
                let (alt, _, rest) = self.alt.take().unwrap_or_default();
                self.writer.attribute(&alt);
                self.writer.push(&rest);
                self.read_aloud(&alt);
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::Rule => alt.push(' '),
            _ => {}
        }
    }

    pub(super) fn check_anchors(&mut self) {
        for (anchor, span) in &self.anchors {
            let known = self.outline.headings.iter().map(|h| &*h.anchor);
            if self.raw_seen || known.clone().any(|a| a == anchor) {
                continue;
            }
            let near = nearest(anchor, known);
            let near = near.map(|a| format!("#{a}"));
            self.diags.push(
                Diagnostic::new(
                    Code::AnchorBroken,
                    format!("este documento no tiene una sección `#{anchor}`"),
                )
                .at(span.of(self.file))
                .suggest(near.as_deref()),
            );
        }
    }
}
