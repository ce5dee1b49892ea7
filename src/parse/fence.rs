//! Cuts the front matter from the body, with offsets from the first byte of the file.

use crate::base::unseen::without;
use crate::data::Span;
use memchr::memchr;

/// Where the parts of a file are.
pub(super) struct Cut {
    /// Text between the two `---` lines.
    pub header: Option<Span>,
    /// The opening `---`, or the start of the file.
    pub opening: Span,
    /// Where the body starts.
    pub body: u32,
    /// The front matter was opened and never closed.
    pub open: bool,
    /// It is opened or closed with something else than `---`, which this is.
    pub dashes: Option<Span>,
    /// It is closed and nothing opens it.
    pub unopened: bool,
}

/// Cuts a file. A byte order mark, blank lines before the first field and any line ending are accepted.
pub(super) fn cut(text: &str) -> Cut {
    let start = match text.starts_with('\u{feff}') {
        true => '\u{feff}'.len_utf8(),
        false => 0,
    };
    let start = start + blank(&text[start..]);
    let mut lines = Lines { text, at: start };
    let first = lines.next();
    let Some((_, opening_end)) = first.filter(|(line, _)| line.trim_end() == "---") else {
        let dashes = dashes(text, start);
        let closed = fields_below(text, start).filter(|_| dashes.is_none());
        return Cut {
            header: closed.map(|(at, end)| {
                let fields = text[at..end].trim_end().trim_end_matches('-');
                Span::new(at, at + fields.len())
            }),
            opening: Span::new(start, start),
            body: closed.map_or(start, |(_, end)| end) as u32,
            open: false,
            dashes,
            unopened: closed.is_some(),
        };
    };
    let opening = Span::new(start, start + 3);
    let mut line_start = opening_end;
    while let Some((line, end)) = lines.next() {
        let said = line.trim_end();
        let right = matches!(said, "---" | "...");
        if right || is_dashes(said) {
            return Cut {
                header: Some(Span::new(opening_end, line_start)),
                opening,
                body: end as u32,
                open: false,
                dashes: (!right).then(|| Span::new(line_start, line_start + said.len())),
                unopened: false,
            };
        }
        line_start = end;
    }
    Cut {
        header: Some(Span::new(opening_end, header_guess(text, opening_end))),
        opening,
        body: header_guess(text, opening_end) as u32,
        open: true,
        dashes: None,
        unopened: false,
    }
}

/// Bytes of the blank lines before `---` and a line with a key. Other text may well start with blank
/// lines and a rule.
fn blank(text: &str) -> usize {
    let mut lines = Lines { text, at: 0 };
    let mut start = 0;
    while let Some((line, end)) = lines.next() {
        if !line.trim().is_empty() {
            let opens = line.trim_end() == "---" && lines.next().is_some_and(|(l, _)| keyed(l));
            return if opens { start } else { 0 };
        }
        start = end;
    }
    0
}

/// Whether a line is nothing but dashes: word processors turn `---` into a long one. A single hyphen is an
/// item of a list.
fn is_dashes(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '―' | '−' | ' ');
    !matches!(line, "" | "-") && !line.starts_with(' ') && line.chars().all(dash)
}

/// A first line of dashes before a line with a key, maybe with signs that nobody sees.
fn dashes(text: &str, start: usize) -> Option<Span> {
    let mut lines = text[start..].lines();
    let first = lines.next()?.trim_end();
    // What TOML is in between, elsewhere.
    if first == "+++" {
        return Some(Span::new(start, start + first.len()));
    }
    let keyed = lines.next().is_some_and(keyed);
    (keyed && is_dashes(without(first).trim())).then(|| Span::new(start, start + first.len()))
}

/// Whether a line starts with a key.
fn keyed(line: &str) -> bool {
    let key = line.split_once(':').map_or("", |(key, _)| key);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    !key.is_empty() && key.chars().all(plain)
}

/// Whether a line can be no part of a header.
fn is_text(line: &str) -> bool {
    let is_note = line.starts_with('#') && !line.starts_with("##");
    let goes_on = line.starts_with([' ', '\t', '-', ']', '}']);
    !(line.trim().is_empty() || is_note || goes_on || keyed(line))
}

/// Where an unclosed front matter most likely ends: before the first blank line, heading or line of text.
fn header_guess(text: &str, from: usize) -> usize {
    let mut lines = Lines { text, at: from };
    let mut start = from;
    while let Some((line, end)) = lines.next() {
        if line.trim().is_empty() || line.starts_with('#') || is_text(line) {
            return start;
        }
        start = end;
    }
    text.len()
}

/// Where the text of a document begins within its header: after a blank line, with no field below. The line
/// that closes the header is then one of the text.
pub(super) fn text_within(text: &str, header: Span) -> Option<usize> {
    let header_text = text.get(header.start as usize..header.end as usize)?;
    let mut lines = Lines {
        text: header_text,
        at: 0,
    };
    let (mut start, mut blank, mut found) = (0, false, None);
    while let Some((line, end)) = lines.next() {
        if found.is_some() && keyed(line) {
            return None;
        }
        if blank && found.is_none() && is_text(line) {
            found = Some(header.start as usize + start);
        }
        (start, blank) = (end, line.trim().is_empty());
    }
    found
}

/// Fields below a header that was closed: where they begin, and where the text begins below the line that closes
/// them.
pub(super) fn fields_below(text: &str, body: usize) -> Option<(usize, usize)> {
    let below = &text[body..];
    let mut at = body + below.len() - below.trim_start().len();
    let mut lines = Lines { text, at };
    let (mut line, mut end) = lines.next()?;
    if line.trim_end() == "---" {
        at = end;
        (line, end) = lines.next()?;
    }
    // A text may well begin with a word and two dots.
    if !keyed(line) || !line.starts_with(char::is_lowercase) {
        return None;
    }
    while line.trim_end() != "---" {
        if is_text(line) {
            return None;
        }
        (line, end) = lines.next()?;
    }
    Some((at, end))
}

/// Lines with the offset at which the next one starts.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<(&'a str, usize)> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let len = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |i| i + 1);
        self.at += len;
        Some((&rest[..len], self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_may_stand_before_the_first_field() {
        let text = "\n \r\n---\na: 1\n---\nx";
        let cut_ = cut(text);
        let header = cut_.header.unwrap();
        assert_eq!(&text[header.start as usize..header.end as usize], "a: 1\n");
        assert_eq!(&text[cut_.body as usize..], "x");
        assert_eq!(cut_.opening, Span::new(4, 7));
        // A rule under blank lines opens nothing.
        for text in ["\n---\nUn texto.\n---\n", "\n\n", "\nTexto: uno.\n---\n"] {
            assert!(cut(text).header.is_none(), "{text}");
        }
    }

    #[test]
    fn fields_below_the_line_that_closes_the_header_are_no_text() {
        for (text, expect) in [
            ("a: 1\nb:\n- c\n---\nx", Some((0, 16))),
            ("\n---\na: 1\n---\nx", Some((5, 14))),
            ("nota: uno\n\nUn texto.\n\n---\n", None),
            ("Nota: uno\n---\n", None),
            ("a: 1\n", None),
            ("---\nUn texto.\n---\n", None),
            ("", None),
        ] {
            assert_eq!(fields_below(text, 0), expect, "{text}");
        }
    }

    #[test]
    fn text_after_a_blank_line_is_no_field() {
        let within = |text: &str| text_within(text, Span::new(0, text.len()));
        assert_eq!(within("a: 1\n\nUn texto.\n\nOtro.\n"), Some(6));
        assert_eq!(within("a: 1\n\n## Sección\n"), Some(6));
        for text in ["a: 1\n\nb 2\nc: 3\n", "a: 1\n\n# Nota\n- b\n", "a: 1\nb\n"] {
            assert_eq!(within(text), None, "{text}");
        }
    }

    #[test]
    fn offsets_are_absolute_whatever_the_line_ending() {
        for text in [
            "---\na: 1\n---\nx",
            "---\r\na: 1\r\n---\r\nx",
            "\u{feff}---\na: 1\n---\nx",
        ] {
            let cut = cut(text);
            let header = cut.header.unwrap();
            let inner = &text[header.start as usize..header.end as usize];
            assert_eq!(inner.trim(), "a: 1", "{text:?}");
            assert_eq!(&text[cut.body as usize..], "x");
            assert!(!cut.open);
        }
    }

    #[test]
    fn an_unclosed_header_is_told_and_guessed() {
        let text = "---\na: 1\n\n# T\n";
        let cut = cut(text);
        assert!(cut.open);
        assert_eq!(&text[cut.body as usize..], "\n# T\n");
        assert!(super::cut("texto").header.is_none());
    }
}
