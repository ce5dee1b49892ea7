//! Brackets that the parser takes for words, where they were meant as a link or a note.

use super::Walk;
use crate::base::lines::{floor_boundary, line_after, line_before};
use crate::data::Span;
use crate::diag::Code;
use crate::parse::RawHtml;
use std::ops::Range;

/// Most bytes between a bracket and the one that opens it.
const REACH: usize = 400;

/// A mistake: where, what, and what to write.
type Unread = (Range<usize>, &'static str, String);

impl Walk<'_> {
    /// A closing bracket, which ends here, is a word.
    pub(super) fn unread_bracket(&mut self, end: usize) {
        let silent = self.fragment || self.plain.code || self.raw_html == RawHtml::Trust;
        if silent || !self.closers.is_empty() {
            return;
        }
        let body = self.body();
        let Some(open) = opening(body, end) else {
            if let Some((range, message, help)) = cut_off(body, end) {
                self.report(Code::LinkBroken, range, message, help);
            }
            return;
        };
        let inner = &body[open + 1..end - 1];
        if ends_with_page(inner) && line_after(body, end).starts_with("(#") {
            return self.contents_of_word(open..end);
        }
        if is_inline_note(body, open, inner) {
            let name = self.notes.free_name(body);
            let message = "esta nota se verá entre las palabras, con sus corchetes";
            let help = format!("escriba aquí `[^{name}]` y, en una línea aparte, `[^{name}]: …`");
            return self.report(Code::TextLost, open - 1..end, message, help);
        }
        let note = inner.strip_prefix('^').filter(|name| {
            !name.is_empty() && !name.contains(char::is_whitespace) && !name.contains(['[', ']'])
        });
        if let Some(name) = note {
            let (message, help) = match begins_note(body, open, end) {
                true => (
                    "a esta nota le faltan los dos puntos",
                    format!("si es la nota, escriba `[^{name}]:` y su texto"),
                ),
                false => (
                    "el texto llama a una nota que no está",
                    format!("escriba la nota en una línea aparte: `[^{name}]: …`"),
                ),
            };
            self.report(Code::TextLost, open..end, message, help);
            return;
        }
        let found = unread_address(body, open, end)
            .or_else(|| turned(body, open, end))
            .or_else(|| half_open(body, open, end));
        if let Some((range, message, help)) = found {
            self.report(Code::LinkBroken, range, message, help);
        }
    }

    /// A line of a table of contents, as pandoc writes it: a link with the number of its page, another one.
    fn contents_of_word(&mut self, range: Range<usize>) {
        let span = self.span(range.clone());
        let within = |at: &Span| span.start <= at.start && at.end <= span.end;
        while self.anchors.last().is_some_and(|(_, at)| within(at)) {
            self.anchors.pop();
        }
        let message = "esta línea es del índice de un documento de Word";
        let help = ["bórrela: la página hace su índice con los títulos `##`"];
        self.report_once(Code::TextLost, range, message, &help);
    }

    /// A star is a word.
    pub(super) fn unread_stars(&mut self, start: usize) {
        let body = self.body();
        if let Some(lint) = self.lint.as_mut().filter(|_| !self.plain.code) {
            lint.stars(body, start);
        }
    }

    /// Words that begin with colons: a line of a component has three.
    pub(super) fn unread_opener(&mut self, start: usize) {
        let body = self.body();
        let line = line_after(body, start).trim_end();
        let words = line.trim_start_matches(':');
        let end = words.find(char::is_whitespace).unwrap_or(words.len());
        let name = &words[..end];
        let first = line_before(body, start).trim().is_empty();
        let known = first && line.len() - words.len() == 2 && !self.plain.code;
        if known && self.frames.declared.find(name).is_some() {
            let message = "a esta línea le falta un `:`";
            let help = format!("escriba `:::{name}`, y `:::` en la línea que lo cierra");
            self.report(
                Code::ComponentOpen,
                start..start + line.len(),
                message,
                help,
            );
        }
    }
}

/// Whether it is a note in the middle of its sentence, `^[as pandoc has it]`; what has no words may be raised.
fn is_inline_note(body: &str, open: usize, inner: &str) -> bool {
    let before = body[..open].strip_suffix('^');
    before.is_some_and(|before| !before.ends_with('\\')) && inner.contains(char::is_alphabetic)
}

/// Whether what stands in brackets begins a paragraph, or a line below such a one, as the text of a note does.
fn begins_note(body: &str, open: usize, end: usize) -> bool {
    let mut lines = body[..open].rsplit('\n').map(str::trim_start);
    let first = lines.next().is_some_and(str::is_empty);
    let above = lines.next().unwrap_or_default();
    first && (above.trim().is_empty() || above.starts_with("[^")) && body[end..].starts_with(' ')
}

/// Whether words end with the number of a page that leads to it: `[12](#marco)`.
fn ends_with_page(words: &str) -> bool {
    let link = words.strip_suffix(')').and_then(|w| w.rsplit_once("](#"));
    let number = link.and_then(|(words, _)| words.rsplit_once('['));
    let counts = |c: char| c.is_ascii_digit() || "ivxlc".contains(c);
    number.is_some_and(|(_, number)| !number.is_empty() && number.chars().all(counts))
}

/// Where the bracket is that opens the one that ends at `end`; `None` when it was written to be seen.
fn opening(body: &str, end: usize) -> Option<usize> {
    let from = end.saturating_sub(REACH);
    let bytes = &body.as_bytes()[from..end];
    if !bytes.ends_with(b"]") || bytes.ends_with(b"\\]") {
        return None;
    }
    let mut depth = 0;
    for (at, byte) in bytes.iter().enumerate().rev() {
        let escaped = at > 0 && bytes[at - 1] == b'\\';
        match byte {
            b']' if !escaped => depth += 1,
            b'[' if escaped && depth == 1 => return None,
            b'[' if !escaped => depth -= 1,
            b'\n' if is_blank(&bytes[at + 1..]) => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(from + at);
        }
    }
    None
}

/// Whether a line starts here that is empty, and ends the paragraph.
fn is_blank(rest: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', rest);
    end.is_some_and(|end| rest[..end].trim_ascii().is_empty())
}

/// Whether it is written like an address: a file or something of the web.
fn is_address(text: &str) -> bool {
    let text = text.split(['#', '?']).next().unwrap_or("");
    let name = text.rsplit(['/', '\\']).next().unwrap_or("");
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    let is_file = (2..=5).contains(&ending.len()) && ending.chars().all(char::is_alphanumeric);
    is_file || text.contains("://")
}

/// `[words](address)` that is no link for what is in its parentheses.
fn unread_address(body: &str, open: usize, end: usize) -> Option<Unread> {
    let line = line_after(body, end);
    let gap = line.len() - line.trim_start_matches(' ').len();
    let inner = line[gap..].strip_prefix('(')?;
    let at = end + gap;
    let Some((address, _)) = inner.split_once(')') else {
        let address = inner.split(' ').next().unwrap_or("");
        let range = at..at + 1 + address.len();
        let address = address.trim_end_matches(['.', ',', ';']);
        let help = format!("cierre el paréntesis después de la dirección: `]({address})`");
        let message = "a este enlace le falta el paréntesis que lo cierra";
        return (gap == 0 && is_address(address)).then_some((range, message, help));
    };
    let range = at..at + address.len() + 2;
    let message = "este enlace no se puede leer";
    let first = address.split(' ').next().unwrap_or("");
    let title = address[first.len()..].trim();
    let quoted = title.starts_with(['“', '”', '«', '‘', '„']);
    if quoted && is_address(first) {
        let bare = title.trim_matches(['“', '”', '«', '»', '‘', '’', '„']);
        let help = format!("el título va entre comillas rectas: `]({first} \"{bare}\")`");
        return Some((range, message, help));
    }
    let words = &body[open + 1..end - 1];
    let nested = words.contains("](") || words.contains("[[");
    let section = nested && gap == 0 && address.starts_with('#');
    if !is_address(address) && !section {
        return None;
    }
    let help = match () {
        () if address.contains(' ') => {
            format!("una dirección con espacios va entre ángulos: `](<{address}>)`")
        }
        () if gap > 0 => format!("quite el espacio antes del paréntesis: `]({address})`"),
        () if nested => {
            let message = "un enlace no puede tener otro adentro";
            let help = "deje uno de los dos, o escriba uno después del otro".to_owned();
            return Some((open..range.end, message, help));
        }
        () => format!("escriba la dirección entre ángulos: `](<{address}>)`"),
    };
    Some((range, message, help))
}

/// `words](address)`, where a blank line parts it from its first bracket, or nothing opens it.
fn cut_off(body: &str, end: usize) -> Option<Unread> {
    let (address, _) = line_after(body, end).strip_prefix('(')?.split_once(')')?;
    let named = is_address(address) && address.contains(char::is_alphabetic);
    if !named || body[..end].ends_with("\\]") {
        return None;
    }
    let before = &body[floor_boundary(body, end.saturating_sub(REACH))..end - 1];
    let (mut depth, mut blank) = (0, false);
    for (at, byte) in before.bytes().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' if depth > 0 => depth -= 1,
            b'[' => {
                let range = end - 1..end + address.len() + "()".len();
                let message = "una línea en blanco parte este enlace o esta imagen";
                let help =
                    "bórrela: lo que va entre corchetes no lleva líneas en blanco".to_owned();
                return blank.then_some((range, message, help));
            }
            b'\n' => blank |= is_blank(&before.as_bytes()[at + 1..]),
            _ => {}
        }
    }
    let range = end - 1..end + address.len() + "()".len();
    let help = format!("escriba `[palabras]({address})`");
    Some((range, "a este enlace le falta el corchete que abre", help))
}

/// `(words)[address]`.
fn turned(body: &str, open: usize, end: usize) -> Option<Unread> {
    let address = &body[open + 1..end - 1];
    let before = line_before(body, open).strip_suffix(')')?;
    let words = &before[before.rfind('(')? + 1..];
    let start = open - words.len() - "()".len();
    let help = format!("escriba `[{words}]({address})`");
    let message = "en este enlace están cambiados los corchetes y los paréntesis";
    is_address(address).then_some((start..end, message, help))
}

/// `[[name]` without its second bracket.
fn half_open(body: &str, open: usize, end: usize) -> Option<Unread> {
    let before = body[..open].strip_suffix('[')?;
    let rest = line_after(body, end);
    let closed = rest
        .split('[')
        .next()
        .is_some_and(|text| text.contains(']'));
    let name = body[open + 1..end - 1].trim();
    if closed || before.ends_with('\\') || name.is_empty() || name.contains(['\n', '[']) {
        return None;
    }
    let message = "a este enlace le falta un corchete";
    Some((open - 1..end, message, format!("escriba `[[{name}]]`")))
}
