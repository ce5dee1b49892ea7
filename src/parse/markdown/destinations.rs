//! Links: where they go, and what of that may be written.

use super::Walk;
use crate::base::near::{SUGGESTIONS, meant, nearest};
use crate::data::Span;
use crate::diag::{Code, Diagnostic};
use crate::parse::RawHtml;
use crate::parse::html::HoleKind;
use crate::parse::links::{
    Destination, Link, Target, classify, instead_of_mark, instead_of_page, is_page, nameless, wiki,
};
use crate::parse::outline::sections;
use pulldown_cmark::{CowStr, LinkType};
use rustc_hash::FxHashSet;
use std::ops::Range;

impl Walk<'_> {
    /// Where a destination is written inside its link: after `](`, `[[` or `<`, not in its words nor
    /// in its title.
    pub(super) fn destination_span(
        &self,
        range: Range<usize>,
        kind: LinkType,
        written: &str,
    ) -> Span {
        let slice = &self.body()[range.clone()];
        let opens = |before: &str| match kind {
            LinkType::WikiLink { .. } => before.ends_with("[["),
            LinkType::Autolink | LinkType::Email => before == "<",
            _ => {
                let before = before.trim_end();
                before.strip_suffix('<').unwrap_or(before).ends_with("](")
            }
        };
        let opened = |at: &usize| opens(&slice[..*at]);
        // Nearly all links end with it.
        let mut ends = [")", "]]", ">"].iter();
        let ending = ends.find_map(|end| slice.strip_suffix(end)?.strip_suffix(written));
        let found = || slice.match_indices(written).map(|(i, _)| i);
        let last = || found().filter(opened).last();
        match ending.map(str::len).filter(opened).or_else(last) {
            Some(i) if !written.is_empty() => {
                let start = range.start + i;
                self.span(start..start + written.len())
            }
            _ => self.span(range),
        }
    }

    /// A link starts.
    pub(super) fn link(
        &mut self,
        kind: LinkType,
        url: &CowStr<'_>,
        title: &str,
        range: Range<usize>,
    ) {
        self.closers.push("</a>");
        self.writer.push("<a href=\"");
        let span = self.destination_span(range.clone(), kind, url);
        match kind {
            LinkType::Email => {
                self.writer.push("mailto:");
                self.writer.href(url);
            }
            LinkType::WikiLink { has_pothole } => {
                let target = wiki(url);
                let after = self.body()[range.end..].strip_prefix("(#");
                if let Some(help) = after.and_then(instead_of_mark) {
                    let message = "este enlace lleva a una nota que no está";
                    self.report(Code::LinkBroken, range, message, help);
                    return self.unlink();
                }
                if let Some(help) = nameless(&target) {
                    let message = "este enlace no nombra un documento";
                    self.report(Code::LinkBroken, range, message, help);
                    return self.unlink();
                }
                let at = self.internal(target, span);
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
                let marked = kind == LinkType::Autolink && self.is_mark(url);
                if marked {
                    self.left_behind(range.clone());
                }
                if marked || !self.destination(url, span) {
                    return self.unlink();
                }
            }
        }
        if !title.is_empty() {
            self.writer.push("\" title=\"");
            self.writer.attribute(title);
        }
        self.writer.push("\">");
        self.bare_link = Some((self.writer.out.text.len(), range));
    }

    /// Whether what stands between `<` and `>` is a mark of a word processor: `<st1:city>`.
    fn is_mark(&self, url: &str) -> bool {
        let strange = matches!(classify(self.from, url), Destination::Mistaken(..));
        self.raw_html != RawHtml::Trust && strange && !url.contains("//")
    }

    /// A link ends. One without words cannot be seen.
    pub(super) fn end_link(&mut self) {
        self.skip_text = false;
        let close = self.closers.pop().unwrap_or("</a>");
        if let Some((start, range)) = self.bare_link.take()
            && self.writer.out.text[start..].trim().is_empty()
        {
            let help = "escriba entre los corchetes el nombre de lo que se abre".to_owned();
            self.report(Code::LinkBroken, range, "este enlace no tiene texto", help);
        }
        self.writer.push(close);
    }

    /// Unwrites the start of a link that leads nowhere: its words stay.
    fn unlink(&mut self) {
        let end = self.writer.out.text.len() - "<a href=\"".len();
        self.writer.out.text.truncate(end);
        self.closers.pop();
        self.closers.push("");
    }

    /// Notes an internal link and leaves a hole for its address.
    pub(super) fn internal(&mut self, target: Target, span: Span) -> u32 {
        self.links.push(Link {
            target,
            span,
            shown: false,
        });
        let at = self.links.len() as u32 - 1;
        self.writer.out.hole(at, HoleKind::Href);
        at
    }

    /// The links from this one on are of images.
    pub(super) fn show_from(&mut self, first: usize) {
        self.links[first..]
            .iter_mut()
            .for_each(|link| link.shown = true);
    }

    /// Writes a destination or its hole; `false` when it must not be written at all.
    pub(super) fn destination(&mut self, url: &str, span: Span) -> bool {
        if self.raw_html == RawHtml::Trust {
            self.writer.href(url);
            return true;
        }
        match classify(self.from, url) {
            Destination::External => {
                self.writer.href(url);
                let path = self.base_url.and_then(|base| url.strip_prefix(base));
                if let Some(path) = path.filter(|path| is_page(path)) {
                    let message = "esta es la dirección entera de una página de este mismo sitio";
                    let help = instead_of_page(self.from, path);
                    self.report_at(Code::LinkWhole, span, message, help);
                }
            }
            // The sections of the page are not those of a field: the catalogue knows them.
            Destination::Anchor(anchor) if self.fragment && !anchor.is_empty() => {
                let target = Target::Page {
                    path: self.from.into(),
                    anchor: anchor.into(),
                };
                self.internal(target, span);
            }
            Destination::Anchor(anchor) => {
                self.writer.href(url);
                if !anchor.is_empty() {
                    self.anchors.push((anchor, span));
                }
            }
            Destination::Internal(target) => {
                self.internal(target, span);
            }
            Destination::Mistaken(message, help) => {
                self.report_at(Code::LinkBroken, span, message, help);
                return false;
            }
            Destination::Local => {
                let message = "este archivo está en su equipo y no en el sitio";
                let help = "copie el archivo junto al documento y escriba solo su nombre";
                self.report_at(Code::LinkUnsafe, span, message, help);
                return false;
            }
            Destination::Unsafe => {
                let message = "este enlace puede ejecutar código en el equipo de quien lee";
                let help = "use una dirección que empiece con https:// o un archivo del sitio";
                self.report_at(Code::LinkUnsafe, span, message, help);
                return false;
            }
        }
        true
    }

    /// Links to sections of this page must lead to one.
    pub(super) fn check_anchors(&mut self) {
        if self.anchors.is_empty() || self.raw_seen {
            return;
        }
        let known = || self.outline.headings.iter().map(|h| &*h.anchor);
        let all: FxHashSet<&str> = known().collect();
        let there_are = sections(known());
        let unknown = self.anchors.iter().filter(|(a, _)| !all.contains(&**a));
        for (at, (anchor, span)) in unknown.enumerate() {
            // Each asks all sections: after the first ones nobody reads what was meant.
            let near = Some(anchor).filter(|_| at < SUGGESTIONS);
            let near = near.and_then(|anchor| nearest(anchor, known()));
            let help = match (instead_of_mark(anchor), near) {
                (Some(help), _) => help.to_owned(),
                (None, Some(near)) => meant(&format!("#{near}")),
                (None, None) => there_are.clone(),
            };
            let message = format!("este documento no tiene una sección `#{anchor}`");
            let diag = Diagnostic::new(Code::AnchorBroken, message).help(help);
            self.diags.push(diag.at(span.of(self.file)));
        }
    }
}
