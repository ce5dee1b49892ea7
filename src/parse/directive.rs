//! Lines of `:::`: finding them, hiding them from the Markdown parser, and reading what they say.
//!
//! pulldown-cmark has no containers. Each line of `:::` is overwritten, in a copy of the same
//! length, with a thematic break: that ends paragraphs and lists as a container does, comes back as
//! an event at its right depth, and moves no place. A line that the parser does not take as a break
//! (code, HTML) was never one of a component, and stays as it is written.

use pulldown_cmark::{Event, Options, Parser};
use std::ops::Range;

/// Least colons of a line.
const COLONS: usize = 3;
/// Times that a body is read to tell lines of components from others.
const ROUNDS: usize = 8;

/// An event of the parser, and where what it stands for is written.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// A line of a component. Offsets are those of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directive {
    /// Where its colons start, where they end, and where the line ends.
    pub start: usize,
    pub words: usize,
    pub end: usize,
}

impl Directive {
    pub fn colons(&self) -> usize {
        self.words - self.start
    }

    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it closes a component: it has no words.
    pub fn closes(&self, body: &str) -> bool {
        body[self.words..self.end].trim().is_empty()
    }
}

/// Whether a body may have lines of components.
pub(super) fn any(body: &str) -> bool {
    memchr::memmem::find(body.as_bytes(), b":::").is_some()
}

/// Hands over the events of a body with its lines of components hidden, and these lines in order.
pub(super) fn hidden<R>(
    body: &str,
    options: Options,
    read: impl FnOnce(Vec<Placed<'_>>, Vec<Directive>) -> R,
) -> R {
    let mut lines = find(body);
    for _ in 0..ROUNDS {
        let masked = mask(body, &lines);
        let events: Vec<_> = Parser::new_ext(&masked, options)
            .into_offset_iter()
            .collect();
        let before = lines.len();
        let mut seen = vec![false; before];
        let rules = events.iter().filter(|(event, _)| *event == Event::Rule);
        for at in rules.filter_map(|(_, range)| at(&lines, range)) {
            seen[at] = true;
        }
        let mut seen = seen.iter();
        lines.retain(|_| seen.next() == Some(&true));
        if lines.len() == before {
            return read(events, lines);
        }
    }
    let events = Parser::new_ext(body, options).into_offset_iter();
    read(events.collect(), Vec::new())
}

/// Position of the line that an event stands for.
pub(super) fn at(lines: &[Directive], range: &Range<usize>) -> Option<usize> {
    let at = lines.partition_point(|line| line.start < range.start);
    lines
        .get(at)
        .filter(|line| line.start < range.end)
        .map(|_| at)
}

/// Lines that start with `:::`, after spaces and the marks of a quote.
fn find(body: &str) -> Vec<Directive> {
    let mut out = Vec::new();
    let mut from = 0;
    for line in body.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let inner = text.trim_start_matches([' ', '\t', '>']);
        let words = inner.trim_start_matches(':');
        if inner.len() - words.len() >= COLONS {
            out.push(Directive {
                start: from + text.len() - inner.len(),
                words: from + text.len() - words.len(),
                end: from + text.len(),
            });
        }
        from += line.len();
    }
    out
}

fn mask(body: &str, lines: &[Directive]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut from = 0;
    for line in lines {
        out.push_str(&body[from..line.start]);
        out.push_str("***");
        out.extend(std::iter::repeat_n(' ', line.end - line.start - COLONS));
        from = line.end;
    }
    out.push_str(&body[from..]);
    out
}

/// What an opening line says. Offsets are those of the text it is read from.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Opening {
    pub name: Range<usize>,
    pub title: Range<usize>,
    pub args: Vec<Arg>,
    /// Words after the parameters.
    pub stray: Option<Range<usize>>,
}

/// `clave="valor"`.
#[derive(Debug, PartialEq)]
pub(super) struct Arg {
    pub name: Range<usize>,
    pub value: Range<usize>,
    pub quotes: Quotes,
}

/// How a value is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    Closed,
    /// They open and do not close.
    Open,
    Missing,
    /// By quotes that stand for none here.
    Other,
    /// Spaces or a colon stand between the name and its value.
    Apart,
}

/// Reads an opening line from after its colons to its end. `known` tells names of parameters, so
/// that one without quotes is still told from words of the title.
pub(super) fn opening(text: &str, line: &Directive, known: impl Fn(&str, &str) -> bool) -> Opening {
    let blank = |at: usize| {
        let rest = &text[at..line.end];
        at + rest.len() - rest.trim_start().len()
    };
    let word = |at: usize| {
        let rest = &text[at..line.end];
        at + rest.find(char::is_whitespace).unwrap_or(rest.len())
    };
    let start = blank(line.words);
    let name = start..word(start);
    let mut out = Opening {
        title: name.end..name.end,
        name,
        ..Opening::default()
    };
    let called = &text[out.name.clone()];
    let mut at = blank(out.name.end);
    out.title = at..at;
    while at < line.end {
        if !out.args.is_empty() && text[at..line.end].starts_with([',', ';']) {
            at = blank(at + 1);
            continue;
        }
        let end = match arg(text, at, line.end, |name| known(called, name)) {
            Some((arg, end)) => {
                out.args.push(arg);
                end
            }
            None => {
                let end = word(at);
                match (&mut out.stray, out.args.is_empty()) {
                    (_, true) => out.title.end = end,
                    (Some(stray), false) => stray.end = end,
                    (stray, false) => *stray = Some(at..end),
                }
                end
            }
        };
        at = blank(end);
    }
    out
}

/// A parameter that starts at `at`, and where it ends.
fn arg(text: &str, at: usize, end: usize, known: impl Fn(&str) -> bool) -> Option<(Arg, usize)> {
    let rest = &text[at..end];
    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))?;
    let (name, rest) = rest.split_at(length);
    let signed = rest.trim_start();
    let value = signed.strip_prefix(['=', ':'])?;
    let apart = signed.len() < rest.len() || value.starts_with(' ') || signed.starts_with(':');
    let value = if apart { value.trim_start() } else { value };
    let first = value.chars().next();
    let meant = match apart {
        false => matches!(first, Some('"' | '“')) || known(name),
        // A name that a title also says: `el total = 100`, `la fuente: un informe`.
        true => {
            let word = signed.starts_with('=') && first.is_some_and(char::is_alphabetic);
            (word || first.and_then(closing).is_some()) && known(name)
        }
    };
    if name.is_empty() || !meant {
        return None;
    }
    let (value, quotes, end) = valued(text, end - value.len(), end);
    let quotes = match quotes {
        Quotes::Closed | Quotes::Missing if apart => Quotes::Apart,
        _ => quotes,
    };
    let arg = Arg {
        name: at..at + length,
        value,
        quotes,
    };
    Some((arg, end))
}

/// A value that starts at `start`, how it is quoted, and where what belongs to it ends.
fn valued(text: &str, start: usize, end: usize) -> (Range<usize>, Quotes, usize) {
    let rest = &text[start..end];
    let first = rest.chars().next().unwrap_or(' ');
    let straight = matches!(first, '"' | '“');
    let from = start + first.len_utf8();
    let stop = closing(first).and_then(|close| Some((text[from..end].find(close)?, close)));
    match stop {
        Some((stop, close)) => {
            let quotes = if straight {
                Quotes::Closed
            } else {
                Quotes::Other
            };
            (from..from + stop, quotes, from + stop + close.len_utf8())
        }
        None if straight => (from..end, Quotes::Open, end),
        None => {
            let stop = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
            (start..stop, Quotes::Missing, stop)
        }
    }
}

/// The quote that closes another; word processors turn straight ones into curved ones.
fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '„' => Some('“'),
        '«' => Some('»'),
        '\'' => Some('\''),
        '‘' => Some('’'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Opening, String) {
        let lines = find(text);
        let opening = opening(text, &lines[0], |_, name| name == "tipo");
        let title = text[opening.title.clone()].to_owned();
        (opening, title)
    }

    #[test]
    fn a_line_is_cut_into_name_title_and_parameters() {
        let text = ":::pregunta ¿Vale a=b \"así\"? tipo=\"multiple\" pista=“dos palabras”";
        let (opening, title) = read(text);
        assert_eq!(&text[opening.name.clone()], "pregunta");
        assert_eq!(title, "¿Vale a=b \"así\"?");
        let values: Vec<&str> = opening
            .args
            .iter()
            .map(|a| &text[a.value.clone()])
            .collect();
        assert_eq!(values, ["multiple", "dos palabras"]);
        assert_eq!(opening.stray, None);
    }

    #[test]
    fn quotes_that_fail_are_told() {
        let quotes = |text: &str| read(text).0.args[0].quotes;
        assert_eq!(quotes(":::nota tipo=\"a b"), Quotes::Open);
        assert_eq!(quotes(":::nota tipo=a b"), Quotes::Missing);
        assert_eq!(quotes(":::nota tipo=\"a\" b"), Quotes::Closed);
        assert_eq!(quotes(":::nota tipo='a b'"), Quotes::Other);
        assert_eq!(quotes(":::nota tipo = \"a b\""), Quotes::Apart);
        assert_eq!(quotes(":::nota tipo: “a b”"), Quotes::Apart);
        assert_eq!(quotes(":::nota ¿Uno? tipo = a"), Quotes::Apart);
        assert!(read(":::nota tipo=\"a\" b").0.stray.is_some());
    }

    #[test]
    fn words_of_a_title_are_no_parameters_and_commas_between_these_are_nothing() {
        for title in ["El tipo: uno", "El tipo = 100", "¿Qué tipo?", "a = \"b\""] {
            let (opening, read) = read(&format!(":::nota {title}"));
            assert_eq!((opening.args.len(), &*read), (0, title));
        }
        let (opening, _) = read(":::nota Uno, dos a=\"1\", b=\"2\"; tipo=\"3\"");
        assert_eq!((opening.args.len(), opening.stray), (3, None));
    }

    #[test]
    fn lines_in_code_are_left_alone() {
        let body = ":::nota\n\n```\n:::nota\n```\n\n    :::cita\n\n> :::clave\n> a\n> :::\n:::\n";
        hidden(body, Options::empty(), |events, lines| {
            let starts: Vec<&str> = lines.iter().map(|l| &body[l.range()]).collect();
            assert_eq!(starts, [":::nota", ":::clave", ":::", ":::"]);
            let code = |text: &str| events.iter().any(|(e, _)| *e == Event::Text(text.into()));
            assert!(code(":::nota\n") && code(":::cita\n"));
        });
    }
}
