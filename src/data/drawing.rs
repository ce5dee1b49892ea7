//! What an SVG file says of itself: how large it is, and what in it a browser would run.
//!
//! Inside of a page a drawing runs nothing. Opened by its own address it is a page of the site, with all
//! that a page may do.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that a browser would run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// As it is written, without what it holds: `<script>`, `onload=`.
    pub what: Box<str>,
    pub line: usize,
}

impl Code {
    /// What stands behind some text.
    pub(super) fn new(what: String, before: &str) -> Code {
        Code {
            what: what.into(),
            line: 1 + before.bytes().filter(|b| *b == b'\n').count(),
        }
    }
}

/// Width and height in pixels.
type Size = (usize, usize);

/// Elements that run code or show another page, in whatever language a drawing borrows them from.
pub(super) const RUN: [&str; 6] = ["script", "iframe", "object", "embed", "frame", "frameset"];

/// Browsers give a drawing without a size of its own the whole width of the text: one as wide as this.
const WIDE: f64 = 1600.0;

/// Reads the bytes of a drawing as far as they can be read; browsers show no more of it.
pub fn look(bytes: &[u8]) -> (Option<Size>, Option<Code>) {
    let text = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let (mut size, mut code) = (None, None);
    let mut entities = Entities::default();
    let mut first = true;
    while code.is_none() || first {
        let start = reader.buffer_position() as usize;
        let found = match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if std::mem::take(&mut first) {
                    size = size_of(&element);
                }
                entities.run_by(&element)
            }
            Ok(Event::DocType(declared)) => entities.declare(declared.as_ref()),
            Ok(Event::PI(told)) => {
                let sheet = told.target() == "xml-stylesheet" && told.content().contains("xsl");
                sheet.then(|| "<?xml-stylesheet?>".to_owned())
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => None,
        };
        code = code.or_else(|| Some(Code::new(found?, &text[..start])));
    }
    (size, code)
}

/// Bytes that are no UTF-8 become a sign of their own: marks of XML are the same in all but UTF-16.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let wide = |of: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes[2..].as_chunks::<2>();
        String::from_utf16_lossy(&pairs.iter().map(|pair| of(*pair)).collect::<Vec<_>>())
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => {
            let text = String::from_utf8_lossy(bytes);
            text.trim_start_matches('\u{feff}').to_owned()
        }
    }
}

/// A text with its entities read; as it is where they cannot be.
pub(super) fn unescaped(text: &str, named: fn(&str) -> Option<&'static str>) -> String {
    let read = unescape_with(text, named);
    read.map_or_else(|_| text.to_owned(), |read| read.into_owned())
}

/// Names that the file gives to pieces of text.
#[derive(Default)]
struct Entities(BTreeMap<String, String>);

impl Entities {
    /// Takes in the names; what it is that would run, where a piece holds elements or other pieces.
    fn declare(&mut self, declared: &str) -> Option<String> {
        for one in declared.split("<!ENTITY").skip(1) {
            let one = one.trim_start();
            let Some((name, rest)) = one.split_once(char::is_whitespace) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let value = rest[1..].split(quote).next().unwrap_or_default();
            let value = unescape_with(value, |_| None::<&str>);
            match value {
                Ok(value) if !value.contains(['<', '&']) => {
                    self.0.insert(name.to_owned(), value.into_owned());
                }
                _ => return Some("<!ENTITY>".to_owned()),
            }
        }
        None
    }

    /// What of an element would run.
    fn run_by(&self, element: &BytesStart<'_>) -> Option<String> {
        let name = element.local_name();
        let name = name.as_ref();
        if RUN.contains(&name.to_ascii_lowercase().as_str()) {
            return Some(format!("<{name}>"));
        }
        element
            .attributes()
            .with_checks(false)
            .flatten()
            .find_map(|attribute| {
                let key = attribute.key.0;
                let handler = key.len() > 2 && key.is_char_boundary(2);
                if handler && key[..2].eq_ignore_ascii_case("on") && !key.contains(':') {
                    return Some(format!("{key}="));
                }
                self.is_code(&attribute.value)
                    .then(|| format!("{key}=\"javascript:…\""))
            })
    }

    /// Whether a value is an address that runs; browsers do not see blanks and controls in it.
    fn is_code(&self, raw: &str) -> bool {
        if !raw.contains([':', '&']) {
            return false;
        }
        let piece = |name: &str| match self.0.get(name) {
            Some(text) => Some(text.as_str()),
            None => resolve_predefined_entity(name),
        };
        let value = unescape_with(raw, piece);
        let value = value.as_deref().unwrap_or(raw).chars();
        let value: String = value
            .filter(|c| !c.is_control() && !c.is_whitespace())
            .collect();
        value.to_ascii_lowercase().contains("javascript:")
    }
}

/// The size that the root says, or the shape of what it shows.
fn size_of(root: &BytesStart<'_>) -> Option<Size> {
    let get = |name: &str| {
        let mut all = root.attributes();
        let found = all.with_checks(false).flatten().find(|a| a.key.0 == name);
        found.map(|attribute| attribute.value)
    };
    let length = |name| get(name).and_then(|value| pixels(&value));
    let frame = get("viewBox").and_then(|value| {
        let numbers = value
            .split([' ', ',', '\n', '\t'])
            .filter(|n| !n.is_empty());
        let numbers: Result<Vec<f64>, _> = numbers.map(str::parse).collect();
        match numbers.ok()?[..] {
            [_, _, width, height] if width > 0.0 && height > 0.0 => Some(height / width),
            _ => None,
        }
    });
    let (width, height) = match (length("width"), length("height"), frame) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some(frame)) => (width, width * frame),
        (None, Some(height), Some(frame)) => (height / frame, height),
        (None, None, Some(frame)) => (WIDE, WIDE * frame),
        _ => return None,
    };
    let whole = |length: f64| {
        (1.0..1e6)
            .contains(&length.round())
            .then(|| length.round() as usize)
    };
    Some((whole(width)?, whole(height)?))
}

/// A length of SVG in pixels; `None` of one that depends on what is around.
fn pixels(value: &str) -> Option<f64> {
    let value = value.trim();
    let unit = value.find(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E') || c == '%');
    let (number, unit) = value.split_at(unit.unwrap_or(value.len()));
    let one = match unit {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    Some(number.trim().parse::<f64>().ok()? * one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_code(drawing: &str, expect: Option<(&str, usize)>) {
        let of = |bytes: &[u8]| {
            look(bytes)
                .1
                .map(|code| (code.what.into_string(), code.line))
        };
        let expect = expect.map(|(what, line)| (what.to_owned(), line));
        assert_eq!(of(drawing.as_bytes()), expect, "{drawing}");
        let units = drawing.encode_utf16().flat_map(u16::to_le_bytes);
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
        assert_eq!(of(&wide), expect, "UTF-16: {drawing}");
    }

    #[test]
    fn what_would_run_is_found_however_it_is_written() {
        for (inside, what) in [
            ("<g/>\n<script>x()</script>", "<script>"),
            (
                "\n<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\"/>",
                "<script>",
            ),
            ("\n<g onclick='x()'/>", "onclick="),
            (
                "\n<a xlink:href=\"java&#115;cript:x()\"/>",
                "xlink:href=\"javascript:…\"",
            ),
            ("\n<a href=\" Java\nScript:x()\"/>", "href=\"javascript:…\""),
            (
                "\n<set attributeName=\"href\" to=\"javascript:x()\"/>",
                "to=\"javascript:…\"",
            ),
            (
                "\n<foreignObject><iframe srcdoc=\"&lt;p>\"/></foreignObject>",
                "<iframe>",
            ),
        ] {
            check_code(&format!("<svg>{inside}</svg>"), Some((what, 2)));
        }
        let pieces = "<!DOCTYPE svg [<!ENTITY a \"java\"><!ENTITY b 'script'>]>\n";
        let drawing = format!("{pieces}<svg><a href=\"&a;&b;:x()\"/></svg>");
        check_code(&drawing, Some(("href=\"javascript:…\"", 2)));
        let pieces = "<!DOCTYPE svg [<!ENTITY a \"&#60;script/>\">]>";
        check_code(&format!("{pieces}<svg>&a;</svg>"), Some(("<!ENTITY>", 1)));
        let sheet = "<?xml-stylesheet type=\"text/xsl\" href=\"a.xsl\"?><svg/>";
        check_code(sheet, Some(("<?xml-stylesheet?>", 1)));
    }

    #[test]
    fn what_drawing_programs_write_runs_nothing() {
        for drawing in [
            "<svg><switch><foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\">on</div></foreignObject></switch></svg>",
            "<!DOCTYPE svg [<!ENTITY st0 \"fill:#fff;\"><!ENTITY ns \"http://ns.test/\">]><svg xmlns:x=\"&ns;\" style=\"&st0;\"/>",
            "<svg inkscape:onscreen=\"1\" on=\"2\"><a href=\"https://x.test/javascript\"/><!-- <script> --></svg>",
            "<?xml-stylesheet type=\"text/css\" href=\"a.css\"?><svg><style>a{}</style><text>javascript:</text></svg>",
            "no es un dibujo",
        ] {
            check_code(drawing, None);
        }
    }

    #[test]
    fn a_drawing_is_as_large_as_browsers_show_it() {
        let of = |root: &str| look(format!("<?xml version=\"1.0\"?><svg {root}/>").as_bytes()).0;
        for (root, expect) in [
            ("width=\"200\" height=\"120px\"", Some((200, 120))),
            ("width=\"100mm\" height=\"1in\"", Some((378, 96))),
            (
                "width=\"100%\" height=\"100%\" viewBox=\"0 0 100 60\"",
                Some((1600, 960)),
            ),
            ("width=\"50\" viewBox=\"0,0,100,60\"", Some((50, 30))),
            ("height=\"30\" viewBox=\"0 0 1e2 60\"", Some((50, 30))),
            ("viewBox=\"0 0 0 60\"", None),
            ("width=\"5em\" height=\"2\"", None),
            ("width=\"5\"", None),
            ("", None),
        ] {
            assert_eq!(of(root), expect, "{root}");
        }
    }
}
