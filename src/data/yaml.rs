//! YAML to nodes, with exact places. Anchors, aliases, tags and second documents are refused, so
//! a file can neither explode nor surprise.
//!
//! Headers that are written plainly are read by [`fast_path`], all else by the parser. It reports where
//! it gave up, which is seldom where somebody went wrong: [`mistakes`] looks line by line for what
//! people get wrong, and [`errors`] puts the parser's word into Spanish where nothing was found.

mod errors;
mod fast_path;
mod findings;
mod line;
mod mistakes;
mod scan;

pub use scan::{BULLETS, quoted};

use super::{Key, Kind, Node, Span};
use crate::base::lines::line_start;
use crate::diag::{Code, Diagnostic, Outcome};
use findings::Findings;
use granit_parser::{Event, Options, Parser, ScalarStyle};
use line::Mistake;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Deeper nesting than this is refused.
const MAX_DEPTH: usize = 64;

/// Reads `text`, which stands at byte `offset` of `file`. Nothing readable gives an empty map.
///
/// `code` is the code of syntax errors: front matter and data files tell them apart.
pub fn parse(file: &Arc<str>, text: &str, offset: usize, code: Code) -> Outcome<Node> {
    match fast_path::read(text, offset) {
        Some(node) => Outcome::clean(node),
        None => by_parser(file, text, offset, code),
    }
}

/// Reads with the parser, plain or not. What cannot be read hides none of the keys below it.
fn by_parser(file: &Arc<str>, text: &str, offset: usize, code: Code) -> Outcome<Node> {
    let (mut out, mut next) = up_to_error(file, text, offset, code);
    while let Some(from) = next {
        let (mut rest, after) = up_to_error(file, &text[from..], offset + from, code);
        out.diags.append(&mut rest.diags);
        match (&mut out.value.kind, rest.value.kind) {
            (Kind::Map(entries), Kind::Map(more)) => entries.extend(more),
            (Kind::Null, kind) => out.value.kind = kind,
            _ => {}
        }
        next = after.map(|after| from + after);
    }
    out
}

/// Reads up to the first error of syntax, and tells where the next key begins below it.
fn up_to_error(
    file: &Arc<str>,
    text: &str,
    offset: usize,
    code: Code,
) -> (Outcome<Node>, Option<usize>) {
    let mut build = Builder {
        found: Findings::new(file, text, offset, code),
        stack: Vec::new(),
        root: None,
    };
    let mut next = None;
    let mut options = Options::default();
    options.emit_unresolved_aliases = true;
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::DocumentStart(..), span)) => {
                documents += 1;
                if documents > 1 {
                    let at = build.span(&span);
                    let message = "solo se lee el primer documento YAML";
                    build.found.refuse(at, message);
                    break;
                }
            }
            Ok((event, span)) => {
                let at = build.span(&span);
                if !build.event(event, at) {
                    break;
                }
            }
            Err(error) => {
                let mistake = errors::explain(&error, text, build.found.notes());
                next = mistakes::next_key(text, mistake.at);
                build.stop(mistake);
                break;
            }
        }
    }
    (build.finish(text.len()), next)
}

/// The mistake in a text of which nothing is a key.
pub fn mistake(file: &Arc<str>, text: &str, offset: usize, code: Code) -> Option<Diagnostic> {
    let mut found = Findings::new(file, text, offset, code);
    found.tell(mistakes::find(text, text.len(), found.notes())?);
    found.diags.pop()
}

/// A collection that is still open.
enum Open {
    List(Span, Vec<Node>),
    /// With the key that waits for its value.
    Map(Span, Entries, Option<Key>),
}

/// The entries of a map that is still open.
#[derive(Default)]
struct Entries {
    list: Vec<(Key, Node)>,
    /// Where each key is first: there may be as many as lines.
    places: FxHashMap<String, Span>,
}

struct Builder<'a> {
    found: Findings<'a>,
    stack: Vec<Open>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(
            self.found.offset + range.start,
            self.found.offset + range.end,
        )
    }

    /// Adds nothing in the place of what was refused: an item of a list is left out.
    fn add_nothing(&mut self, at: Span) {
        if !matches!(self.stack.last(), Some(Open::List(..))) {
            self.add(Node::null(at));
        }
    }

    /// Says what ended the reading. What was read of that line and those below is not what was meant.
    fn stop(&mut self, mistake: Mistake) {
        let line = line_start(self.found.text, mistake.at);
        let start = (self.found.offset + line) as u32;
        self.found.tell(mistake);
        let kept = |open: &Open| match open {
            Open::List(span, _) | Open::Map(span, ..) => span.start < start,
        };
        let whole = self.stack.iter().take_while(|open| kept(open)).count();
        self.stack.truncate(whole.max(1));
        match self.stack.last_mut() {
            Some(Open::List(_, items)) => items.retain(|item| item.span.start < start),
            Some(Open::Map(_, entries, _)) => {
                entries.list.retain(|(key, _)| key.span.start < start);
            }
            None => {}
        }
    }

    /// Takes one event; `false` when reading must stop.
    fn event(&mut self, event: Event<'_>, at: Span) -> bool {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.plain_only(at, anchor, tag.is_some());
                let quoted = style != ScalarStyle::Plain;
                let said = self.found.diags.len();
                if !quoted {
                    self.found.refuse_comment(at, at.start == at.end);
                    self.found.refuse_quotes(at, &text);
                }
                let null = !quoted && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let kind = match null {
                    true => Kind::Null,
                    false => Kind::Scalar {
                        text: text.into_owned(),
                        quoted,
                    },
                };
                match self.found.diags.len() > said && null {
                    true => self.add_nothing(at),
                    false => self.add(Node { span: at, kind }),
                }
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.plain_only(at, anchor, tag.is_some());
                self.stack.push(Open::List(at, Vec::new()));
            }
            Event::MappingStart(_, anchor, tag) => {
                self.plain_only(at, anchor, tag.is_some());
                self.stack.push(Open::Map(at, Entries::default(), None));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.found.refuse_sign(at, "los alias", '*');
                self.add_nothing(at);
            }
            _ => {}
        }
        if self.stack.len() > MAX_DEPTH {
            let message = "hay demasiados niveles, unos dentro de otros";
            self.found.refuse(at, message);
            return false;
        }
        true
    }

    fn plain_only(&mut self, at: Span, anchor: usize, tagged: bool) {
        if anchor != 0 {
            self.found.refuse_sign(at, "las anclas", '&');
        }
        if tagged {
            self.found.refuse_sign(at, "las etiquetas", '!');
        }
    }

    fn close(&mut self, at: Span) {
        let (start, kind) = match self.stack.pop() {
            Some(Open::List(start, items)) => (start, Kind::List(items)),
            Some(Open::Map(start, entries, _)) => (start, Kind::Map(entries.list)),
            None => return,
        };
        let span = Span {
            end: at.end,
            ..start
        };
        self.add(Node { span, kind });
    }

    fn add(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, pending)) => match pending.take() {
                Some(key) => match entries.places.entry(key.name.clone()) {
                    Entry::Occupied(first) => {
                        let message = format!("la clave `{}` está dos veces", key.name);
                        let diag = Diagnostic::new(Code::KeyRepeated, message)
                            .at(key.span.of(self.found.file))
                            .label(first.get().of(self.found.file), "la primera está aquí")
                            .help("deje una sola; si son varios valores, escríbalos como lista");
                        self.found.diags.push(diag);
                    }
                    Entry::Vacant(place) => {
                        place.insert(key.span);
                        entries.list.push((key, node));
                    }
                },
                None => {
                    let span = node.span;
                    let name = match node.kind {
                        Kind::Scalar { text, .. } => text,
                        _ => String::new(),
                    };
                    *pending = Some(Key { name, span });
                }
            },
        }
    }

    fn finish(mut self, len: usize) -> Outcome<Node> {
        // After a syntax error what was already read is kept, so that it is still checked.
        while !self.stack.is_empty() {
            let end = Span::new(self.found.offset + len, self.found.offset + len);
            self.close(end);
        }
        let whole = Span::new(self.found.offset, self.found.offset + len);
        let value = self.root.unwrap_or(Node::null(whole));
        Outcome {
            value,
            diags: self.found.diags,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Outcome<Node> {
        parse(&"a.yaml".into(), text, 0, Code::HeaderSyntax)
    }

    #[test]
    fn values_know_their_place() {
        let out = read("titulo: Año\nlista:\n  - uno\n  - 'dos'\nvacio:\n");
        assert!(out.diags.is_empty(), "{:?}", out.diags);
        let title = out.value.get("titulo").unwrap();
        assert_eq!(title.text(), Some("Año"));
        assert_eq!(title.span, Span::new(8, 12));
        let list = out.value.get("lista").unwrap().items();
        assert_eq!(list[1].text(), Some("dos"));
        assert_eq!(out.value.get("vacio").unwrap().kind, Kind::Null);
    }

    #[test]
    fn each_mistake_is_explained_where_it_is() {
        for (text, code, start) in [
            ("titulo: Agua: un caso\n", Code::HeaderSyntax, 12),
            ("a: 1\na: 2\n", Code::KeyRepeated, 5),
            ("a: &x 1\nb: *x\n", Code::HeaderSyntax, 3),
            ("a: [1, 2\nb: 3\n", Code::HeaderSyntax, 3),
            // The first key is pushed in, not the second one out.
            ("\n\n  a: 1\nb: 2\n", Code::HeaderSyntax, 2),
            ("\ta: 1\nb: 2\n", Code::HeaderSyntax, 0),
        ] {
            let out = read(text);
            let diag = out.diags.first().unwrap_or_else(|| panic!("{text}"));
            assert_eq!(diag.code, code, "{text}");
            assert_eq!(diag.place.clone().unwrap().start, start, "{text} {diag:?}");
        }
    }

    #[test]
    fn as_many_keys_as_lines_are_read_in_time() {
        let keys = (0..200_000).map(|n| format!("k{n}: 1\n"));
        let out = read(&(keys.collect::<String>() + "k7: 2\n"));
        assert_eq!(out.diags.len(), 1);
        assert_eq!(out.value.entries().len(), 200_000);
    }

    #[test]
    fn deep_nesting_is_refused() {
        let out = read(&format!("a: {}", "[".repeat(10_000)));
        assert!(!out.diags.is_empty());
    }
}
