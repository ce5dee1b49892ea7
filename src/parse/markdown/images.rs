//! Images: what is shown, and the text for whoever does not see it.

use super::Walk;
use crate::data::Span;
use crate::diag::Code;
use crate::parse::RawHtml;
use crate::parse::links::{Destination, classify};
use crate::source::picture::{SHOWN, format, is_picture};
use pulldown_cmark::{Event, LinkType};
use std::ops::Range;

/// An image that is being read: everything inside it is alternative text.
pub(super) struct Alt {
    text: String,
    /// Tags that are open inside it.
    depth: usize,
    /// What closes its tag.
    rest: String,
    span: Span,
}

/// Images of other programs, which browsers do not show.
const NOT_SHOWN: [&str; 9] = [
    "heic", "heif", "tif", "tiff", "emf", "wmf", "psd", "eps", "cdr",
];

/// What word processors say where they describe an image themselves.
const BY_PROGRAM: [&str; 4] = [
    "automáticamente",
    "generado por IA",
    "automatically generated",
    "AI-generated",
];

/// Whether a program wrote the text of an image: its own words, or the name of the file.
fn is_by_program(text: &str) -> bool {
    is_picture(text) || BY_PROGRAM.iter().any(|words| text.contains(words))
}

impl Walk<'_> {
    /// An image starts. One of another host is shown as a link: a page loads nothing from elsewhere.
    pub(super) fn image(&mut self, kind: LinkType, url: &str, title: &str, range: Range<usize>) {
        let whole = self.span(range.clone());
        let span = self.destination_span(range, kind, url);
        let foreign = self.raw_html != RawHtml::Trust
            && matches!(classify(self.from, url), Destination::External);
        let mut rest = String::new();
        // The image is what the link shows; what is wrong with it is told there.
        self.bare_link = None;
        let pasted = url
            .get(..5)
            .is_some_and(|s| s.eq_ignore_ascii_case("data:"));
        if pasted && self.raw_html != RawHtml::Trust {
            let message = "la imagen está pegada dentro del texto";
            let help =
                "guárdela en un archivo junto al documento y escriba su nombre: `![…](mapa.png)`";
            self.report_at(Code::LinkUnsafe, span, message, help);
            self.writer.push("<img src=\"#\" alt=\"");
            rest.push_str("\" />");
        } else if foreign {
            let message = "esta imagen se cargaría desde otro sitio";
            let help = "guarde la imagen junto al documento y enlace el archivo";
            self.report_at(Code::LinkUnsafe, span, message, help);
            if self.closers.is_empty() {
                self.writer.push("<a href=\"");
                self.writer.href(url);
                self.writer.push("\">");
                rest.push_str("</a>");
            }
        } else {
            self.check_format(url, span, |format| !SHOWN.contains(&format));
            self.writer.push("<img src=\"");
            let before = self.links.len();
            if !self.destination(url, span) {
                self.writer.push("#");
            }
            self.show_from(before);
            self.writer.push("\" alt=\"");
            if !title.is_empty() {
                rest.push_str("\" title=\"");
                crate::base::text::escape(title, &mut rest);
            }
            rest.push_str("\" />");
        }
        self.alt = Some(Alt {
            text: String::new(),
            depth: 0,
            rest,
            span: whole,
        });
    }

    /// Warns of an image that readers would see as a hole: what telephones and word processors keep.
    fn check_format(&mut self, url: &str, span: Span, hidden: impl Fn(&str) -> bool) {
        if let Some(format) = format(url).filter(|format| hidden(format)) {
            let message = format!("los navegadores no muestran imágenes `.{format}`");
            let help = "ábrala y guárdela como JPG o PNG; un dibujo, como SVG";
            self.report_at(Code::ImageFormat, span, message, help);
        }
    }

    /// Checks a file that a component names, which may be no image at all.
    pub(super) fn check_image_file(&mut self, name: &str, span: Span) {
        self.check_format(name, span, |format| NOT_SHOWN.contains(&format));
    }

    /// Inside an image everything is alternative text.
    pub(super) fn image_event(&mut self, event: Event<'_>) {
        let Some(alt) = &mut self.alt else {
            return;
        };
        match event {
            Event::Start(_) => alt.depth += 1,
            Event::End(_) if alt.depth > 0 => alt.depth -= 1,
            Event::End(_) => self.end_image(),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                alt.text.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => alt.text.push(' '),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        let Some(alt) = self.alt.take() else {
            return;
        };
        self.writer.attribute(&alt.text);
        self.writer.push(&alt.rest);
        self.read_aloud(&alt.text);
        let text = alt.text.trim();
        let message = match () {
            () if text.is_empty() => "la imagen no tiene texto alternativo",
            () if is_by_program(text) => "este texto alternativo lo escribió un programa",
            () => return,
        };
        let help = "diga entre los corchetes qué muestra: `![Mapa de la vereda](mapa.png)`";
        self.report_at(Code::AltMissing, alt.span, message, help);
    }
}
