//! HTML written by hand.

use super::Walk;
use super::nesting::{DEEPEST, Piece};
use crate::base::lines::line_after;
use crate::diag::Code;
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
                let Piece::TooDeep(first) = self.nesting.take(html) else {
                    return self.keep(html, range);
                };
                if first {
                    let message = format!(
                        "aquí hay más de {DEEPEST} elementos de HTML abiertos, uno dentro de otro"
                    );
                    let help = "cierre cada uno antes de abrir el siguiente: `<div> … </div>`";
                    self.report(Code::HtmlRaw, range, message, help);
                }
                return self.writer.text(html);
            }
            RawHtml::Deny => {}
        }
        let tag = html.trim();
        if tag.is_empty() {
            // A line of a block that says nothing, or the end of one: where lines end with CRLF the parser
            // tells it apart from the line.
            if self.html_reported {
                self.writer.text(html);
            }
            return;
        }
        let breaks = ["<br>", "<br/>", "<br />"];
        if breaks.iter().any(|known| tag.eq_ignore_ascii_case(known)) {
            self.writer.push("<br />");
            return self.space();
        }
        if self.in_comment || is_comment(tag) {
            return;
        }
        self.writer.text(html);
        if self.goes_on_in_table(tag) {
            return;
        }
        if !self.closes_reported(tag) && !std::mem::replace(&mut self.html_reported, true) {
            let (message, help) = by_hand(tag);
            self.report(Code::HtmlRaw, range, message, help);
        }
    }

    /// A `<` is a word: what it opens may be a comment without end, or what another program left.
    pub(super) fn unread_tag(&mut self, start: usize) {
        let body = self.body();
        let line = line_after(body, start);
        if self.plain.code || self.raw_html == RawHtml::Trust || is_escaped(body, start) {
            return;
        }
        if line.starts_with("<!--") {
            let range = start..start + "<!--".len();
            let help = UNCLOSED.1.to_owned();
            self.report(Code::HtmlRaw, range, UNCLOSED.0, help);
        } else if let Some(length) = left_behind(line) {
            self.left_behind(start..start + length);
        }
    }

    /// A mark that a word processor left.
    pub(super) fn left_behind(&mut self, range: Range<usize>) {
        let message = "aquí quedó una marca de otro programa";
        let help = "bórrela; pegue el texto sin formato para que no vuelva";
        self.report(Code::HtmlRaw, range, message, help);
    }

    /// Whether a piece is of a table that was reported: blank lines cut it into several blocks.
    fn goes_on_in_table(&mut self, tag: &str) -> bool {
        let tag = tag.to_ascii_lowercase();
        let within = self.in_table;
        let ends = tag.contains("</table");
        self.in_table = (within || tag.starts_with("<table")) && !ends;
        if within && ends {
            self.html_open = self.html_open.saturating_sub(1);
        }
        within
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
        is_comment(self.body()[block].trim())
    }
}

/// A comment that goes on to the end of the text, and what to do.
const UNCLOSED: (&str, &str) = (
    "el comentario no se cierra: le falta `-->`",
    "escriba `-->` donde termina el comentario",
);

/// Elements that authors write on purpose; of others they do not know that they are.
const ELEMENTS: &[&str] = &[
    "a", "abbr", "audio", "b", "big", "blockquote", "body", "br", "button", "caption", "center",
    "cite", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "embed",
    "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "li", "link",
    "main", "mark", "meta", "nav", "object", "ol", "option", "p", "pre", "q", "s", "script",
    "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary",
    "sup", "svg", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "tt", "u",
    "ul", "video",
];

/// What a piece of HTML is, and what to write instead.
fn by_hand(tag: &str) -> (&'static str, String) {
    if tag.starts_with("<!--") {
        return match tag.contains("-->") {
            false => (UNCLOSED.0, UNCLOSED.1.to_owned()),
            true => (
                "junto a un comentario que abre la línea nada se lee como Markdown",
                "ponga el comentario en una línea aparte".to_owned(),
            ),
        };
    }
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let name = inner[..end.unwrap_or(inner.len())].to_ascii_lowercase();
    if name == "table" {
        let help = "escríbala con `|` y `|---|---|`; lo de una celda unida se repite en cada fila";
        return ("hay una tabla escrita en HTML", help.to_owned());
    }
    if name.is_empty() || ELEMENTS.contains(&&*name) {
        let own = match &*name {
            "sup" | "sub" => "escriba el signo que es, como `²` o `₂`, o la palabra sin marca",
            "b" | "strong" => "escriba `**así**`",
            "i" | "em" => "escriba `*así*`",
            "u" | "mark" => "aquí no hay subrayado ni resaltado: escriba `**así**`",
            "img" | "figure" => "escriba `![Qué muestra](archivo.png)`",
            "a" => "escriba `[texto](dirección)`; si no lleva dirección, bórrelo",
            "ul" | "ol" | "li" => "comience cada punto con `- ` o `1. `",
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "escriba `## Título`",
            "p" | "div" | "span" | "font" | "center" => "borre la marca y deje las palabras",
            "br" => "escriba `<br>`",
            "hr" => "escriba `***` en su propia línea",
            _ => "escríbalo con Markdown",
        };
        let help = format!("{own}, o permita HTML en la colección con `raw_html = true`");
        return ("hay HTML escrito a mano", help);
    }
    let line = tag.lines().next().unwrap_or("");
    let written = line.find('>').map_or(line, |at| &line[..=at]);
    let help = format!("si es texto para quien lee, escriba `\\{written}`");
    ("esto se lee como HTML y no como texto", help)
}

/// Length of a mark that no Markdown and no HTML has: `<![if …]>`, `<o:p>`. What ends one is part of
/// the mistake that began with it.
fn left_behind(line: &str) -> Option<usize> {
    let inner = line.strip_prefix('<')?;
    let length = inner.find('>')? + "<>".len();
    if let Some(rest) = inner.strip_prefix('!') {
        return (!rest.starts_with("[endif")).then_some(length);
    }
    let (prefix, rest) = inner.split_once(':')?;
    let name = !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_alphanumeric());
    (name && rest.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(length)
}

/// Whether a sign is written to be seen.
fn is_escaped(body: &str, at: usize) -> bool {
    !body[at..].starts_with('<') || body[..at].ends_with('\\')
}

/// Whether a text is one comment and nothing else.
fn is_comment(html: &str) -> bool {
    html.starts_with("<!--") && html.len() >= 7 && html.find("-->") == Some(html.len() - 3)
}
