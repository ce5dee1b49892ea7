//! Headers as nearly all of them are written: a field a line, with a text, a text in quotes or a list of
//! these in brackets. Such a header is most of what a large site reads of YAML, and its parser takes four
//! times longer to say the same. Whatever looks otherwise is left to it (`yaml`): comments, lists of
//! lines, texts of several lines, escapes, mistakes.

use crate::data::{Key, Kind, Node, Span};

/// Longer keys are no names of fields.
const LONGEST_KEY: usize = 64;

/// More fields are no header that people write: each is looked for among all others.
const MOST_FIELDS: usize = 256;

/// The tree of a plain header that stands at byte `offset` of its file, as `yaml` reads it; nothing when
/// it is not plain.
pub fn read(text: &str, offset: usize) -> Option<Node> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let mut entries: Vec<(Key, Node)> = Vec::with_capacity(ends.count().min(MOST_FIELDS) + 1);
    let mut at = 0;
    while at < text.len() {
        let size = memchr::memchr(b'\n', &text.as_bytes()[at..]);
        let line = Line {
            text: &text[at..size.map_or(text.len(), |size| at + size)],
            offset: offset + at,
        };
        let (key, value) = line.field()?;
        let known = entries.iter().any(|(other, _)| other.name == key.name);
        if known || entries.len() == MOST_FIELDS {
            return None;
        }
        entries.push((key, value));
        at += line.text.len() + 1;
    }
    let whole = Span::new(offset, offset + text.len());
    (!entries.is_empty()).then_some(Node {
        span: whole,
        kind: Kind::Map(entries),
    })
}

struct Line<'a> {
    text: &'a str,
    /// Where it starts in the file.
    offset: usize,
}

impl Line<'_> {
    fn field(&self) -> Option<(Key, Node)> {
        let in_name = |byte: &u8| matches!(byte, b'a'..=b'z' | b'_');
        let size = self.text.bytes().take_while(|byte| in_name(byte)).count();
        let value = self.text[size..].strip_prefix(": ")?;
        if size == 0 || size > LONGEST_KEY || says_nothing(&self.text[..size]) {
            return None;
        }
        let key = Key {
            name: self.text[..size].to_owned(),
            span: self.span(0, size),
        };
        let at = size + 2;
        let value = match value.as_bytes().first()? {
            b'[' => self.list(at)?,
            b'"' => {
                let (node, end) = self.quoted(at)?;
                (end == self.text.len()).then_some(node)?
            }
            _ => self.plain(at, self.text.len(), false)?,
        };
        Some((key, value))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.offset + start, self.offset + end)
    }

    /// The list that starts with the bracket at `at` and ends with the line.
    fn list(&self, at: usize) -> Option<Node> {
        let end = self.text.len() - 1;
        let (mut items, mut next) = (Vec::new(), at + 1);
        if !self.text.ends_with(']') || end <= at {
            return None;
        }
        while next < end {
            let (item, after) = match self.text.as_bytes()[next] {
                b'"' => self.quoted(next)?,
                _ => {
                    let size = self.text[next..end].find(',').unwrap_or(end - next);
                    (self.plain(next, next + size, true)?, next + size)
                }
            };
            items.push(item);
            next = match &self.text.as_bytes()[after..] {
                [b']'] => end,
                [b',', b' ', ..] if after + 2 < end => after + 2,
                _ => return None,
            };
        }
        Some(Node {
            span: self.span(at, end + 1),
            kind: Kind::List(items),
        })
    }

    /// The text in quotes that starts at `at`, and where it ends.
    fn quoted(&self, at: usize) -> Option<(Node, usize)> {
        let text = &self.text[at + 1..];
        let text = &text[..text.find('"')?];
        let allowed = |c: char| is_plain(c) || ":#[]{}".contains(c);
        text.chars().all(allowed).then(|| {
            let end = at + text.len() + 2;
            (self.scalar(text, self.span(at, end), true), end)
        })
    }

    /// The text without quotes between these places.
    fn plain(&self, start: usize, end: usize, in_list: bool) -> Option<Node> {
        let text = &self.text[start..end];
        let first = text.chars().next()?;
        let starts = first.is_alphanumeric() || matches!(first, '¿' | '¡' | '«' | '“');
        let allowed = |c: char| is_plain(c) && !(in_list && c == ',');
        let says = !text.ends_with(' ') && !says_nothing(text);
        (starts && says && text.chars().all(allowed))
            .then(|| self.scalar(text, self.span(start, end), false))
    }

    fn scalar(&self, text: &str, span: Span, quoted: bool) -> Node {
        let text = text.to_owned();
        Node {
            span,
            kind: Kind::Scalar { text, quoted },
        }
    }
}

/// YAML's word for no value.
fn says_nothing(text: &str) -> bool {
    text.eq_ignore_ascii_case("null")
}

/// What means nothing to YAML within a text.
fn is_plain(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' => true,
        '.' | ',' | ';' | '(' | ')' | '/' | '-' | '_' | '%' | '\'' | '+' | '=' | '?' | '!' => true,
        c => c.is_alphanumeric() || "¿¡«»“”‘’–—…ºª°".contains(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::by_parser;
    use super::*;
    use crate::diag::Code;

    fn by_yaml(text: &str, offset: usize) -> Option<Node> {
        let read = by_parser(&"a.md".into(), text, offset, Code::HeaderSyntax);
        read.diags.is_empty().then_some(read.value)
    }

    #[test]
    fn headers_as_people_write_them_are_plain() {
        for text in [
            "titulo: El río crece\nfecha: 2026-11-22\n",
            "titulo: \"Agua: un caso # 1\"\nhechos: [H-022, H-023]\nfuentes: [\"CONPES 4091, notas 7 y 8\"]",
            "pregunta: ¿Cómo conviven?\netiquetas: []\nperiodo: \"\"\n",
        ] {
            assert!(read(text, 4).is_some(), "{text}");
            assert_eq!(read(text, 4), by_yaml(text, 4), "{text}");
        }
        for text in [
            "",
            "titulo: No: eso no\n",
            "titulo: Uno\n  y dos\n",
            "titulo: Uno\ntitulo: Dos\n",
            "titulo: Uno # dos\n",
            "vacio: ~\n",
            "vacio:\n",
        ] {
            assert_eq!(read(text, 4), None, "{text}");
        }
    }

    /// Pieces of headers, right and wrong, so that what looks plain and is not comes up.
    const PIECES: &str = "(titulo: |a: |b: |fecha: |x|río|2026-11-22|no|null|~|\"|'|: |:|, |,| |\\[|\\]|\\{|#| #|- |-|¿|¡|«|\n|\n|\n  |\\\\|&|\\*|\\?|%|=|\t|\r\n|\u{a0}|\u{85}|\u{feff}|\u{2028}|---|\\.\\.\\.|0x1|<<)";

    proptest! {
        #[test]
        fn what_is_plain_is_what_yaml_reads(
            pieces in prop::collection::vec(PIECES, 0..14),
            values in prop::collection::vec("[a-zé0-9 .,'\\-]{0,9}|\"[a-z:# ,]{0,9}\"|\\[[a-z\",: \\-]{0,9}\\]", 0..4),
        ) {
            let fields = values.iter().zip(["c", "d_e", "f", "g"]);
            let fields: String = fields.map(|(value, key)| format!("{key}: {value}\n")).collect();
            for text in [pieces.concat(), fields] {
                if let Some(node) = read(&text, 4) {
                    prop_assert_eq!(Some(node), by_yaml(&text, 4), "{:?}", text);
                }
            }
        }
    }
}
