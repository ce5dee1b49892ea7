//! YAML to nodes, with exact places. Anchors, aliases, tags and second documents are refused, so
//! a file can neither explode nor surprise.

use super::{Key, Kind, Node, Span, plain, slip};
use crate::diag::{Code, Diagnostic, Outcome, Place};
use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError};
use std::sync::Arc;

/// Deeper nesting than this is refused.
const MAX_DEPTH: usize = 64;

/// Reads `text`, which stands at byte `offset` of `file`. Nothing readable gives an empty map.
///
/// `code` is the code of syntax errors: front matter and data files tell them apart.
pub fn parse(file: &Arc<str>, text: &str, offset: usize, code: Code) -> Outcome<Node> {
    match plain::read(text, offset) {
        Some(node) => Outcome {
            value: node,
            diags: Vec::new(),
        },
        None => by_parser(file, text, offset, code),
    }
}

/// The same without a look at whether it is plain.
pub(super) fn by_parser(file: &Arc<str>, text: &str, offset: usize, code: Code) -> Outcome<Node> {
    let mut build = Builder {
        file,
        offset,
        code,
        stack: Vec::new(),
        root: None,
        diags: Vec::new(),
    };
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
                    build.refuse(at, "solo se lee el primer documento YAML");
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
                let diag = build.syntax(&error, text);
                build.diags.push(diag);
                break;
            }
        }
    }
    build.finish(text.len())
}

/// A collection that is still open.
enum Open {
    List(Span, Vec<Node>),
    Map(Span, Vec<(Key, Node)>, Option<Key>),
}

struct Builder<'a> {
    file: &'a Arc<str>,
    offset: usize,
    code: Code,
    stack: Vec<Open>,
    root: Option<Node>,
    diags: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(self.offset + range.start, self.offset + range.end)
    }

    fn refuse(&mut self, at: Span, message: &str) {
        self.diags
            .push(Diagnostic::new(self.code, message).at(at.of(self.file)));
    }

    /// Takes one event; `false` when reading must stop.
    fn event(&mut self, event: Event<'_>, at: Span) -> bool {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.plain_only(at, anchor, tag.is_some());
                let quoted = style != ScalarStyle::Plain;
                let null = !quoted && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let kind = match null {
                    true => Kind::Null,
                    false => Kind::Scalar {
                        text: text.into_owned(),
                        quoted,
                    },
                };
                self.add(Node { span: at, kind });
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.plain_only(at, anchor, tag.is_some());
                self.stack.push(Open::List(at, Vec::new()));
            }
            Event::MappingStart(_, anchor, tag) => {
                self.plain_only(at, anchor, tag.is_some());
                self.stack.push(Open::Map(at, Vec::new(), None));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(
                    at,
                    "los alias de YAML (`*nombre`) no se permiten: repita el valor",
                );
                self.add(Node::null(at));
            }
            _ => {}
        }
        if self.stack.len() > MAX_DEPTH {
            self.refuse(at, "hay demasiados niveles, unos dentro de otros");
            return false;
        }
        true
    }

    fn plain_only(&mut self, at: Span, anchor: usize, tagged: bool) {
        if anchor != 0 {
            self.refuse(
                at,
                "las anclas de YAML (`&nombre`) no se permiten: repita el valor",
            );
        }
        if tagged {
            self.refuse(at, "las etiquetas de YAML (`!nombre`) no se permiten");
        }
    }

    fn close(&mut self, at: Span) {
        let node = match self.stack.pop() {
            Some(Open::List(start, items)) => Node {
                span: Span {
                    end: at.end,
                    ..start
                },
                kind: Kind::List(items),
            },
            Some(Open::Map(start, entries, _)) => Node {
                span: Span {
                    end: at.end,
                    ..start
                },
                kind: Kind::Map(entries),
            },
            None => return,
        };
        self.add(node);
    }

    fn add(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, pending)) => match pending.take() {
                Some(key) => {
                    if let Some((first, _)) = entries.iter().find(|(k, _)| k.name == key.name) {
                        let first = first.span.of(self.file);
                        self.diags.push(
                            Diagnostic::new(
                                Code::KeyRepeated,
                                format!("la clave `{}` está dos veces", key.name),
                            )
                            .at(key.span.of(self.file))
                            .label(first, "la primera está aquí")
                            .help("deje una sola; si son varios valores, escríbalos como lista"),
                        );
                    } else {
                        entries.push((key, node));
                    }
                }
                None => {
                    let name = match node.kind {
                        Kind::Scalar { text, .. } => text,
                        _ => String::new(),
                    };
                    *pending = Some(Key {
                        name,
                        span: node.span,
                    });
                }
            },
        }
    }

    fn finish(mut self, len: usize) -> Outcome<Node> {
        // After a syntax error what was already read is kept, so that it is still checked.
        while !self.stack.is_empty() {
            let end = Span::new(self.offset + len, self.offset + len);
            self.close(end);
        }
        let whole = Span::new(self.offset, self.offset + len);
        let value = self.root.unwrap_or(Node::null(whole));
        Outcome {
            value,
            diags: self.diags,
        }
    }

    fn syntax(&self, error: &ScanError, text: &str) -> Diagnostic {
        let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
        let at = crate::base::lines::floor_boundary(text, at);
        let at = match error.kind() {
            // The mark stands before the line that starts with the tab.
            ErrorKind::TabInPlainScalar | ErrorKind::TabInIndentation => {
                text[at..].find("\n\t").map_or(at, |i| at + i + 1)
            }
            _ => at,
        };
        let line_start = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let line = text[line_start..].lines().next().unwrap_or("");
        let (message, help, start) = match slip::find(text, at) {
            Some(slip) => (slip.message.to_owned(), slip.help, slip.at),
            None => {
                let (message, help, start) = explain(error, line, at - line_start);
                (message, help.to_owned(), line_start + start)
            }
        };
        let start = self.offset + start;
        let end = (start + 1).min(self.offset + text.len()).max(start);
        Diagnostic::new(self.code, message)
            .at(Place::new(self.file, start..end))
            .help(help)
    }
}

/// What a syntax error means to an author: message, what to do, and the byte of the line to point at.
fn explain(error: &ScanError, line: &str, column: usize) -> (String, &'static str, usize) {
    use granit_parser::ErrorKind as K;
    let second_colon = line
        .match_indices(": ")
        .map(|(i, _)| i)
        .find(|i| *i >= line.find(": ").map_or(0, |first| first + 1));
    // Word processors turn the quotes that enclose a value into curved ones.
    let value = line
        .split_once(": ")
        .map_or("", |(_, value)| value)
        .trim_start();
    let curved = value.starts_with(['“', '”', '„', '«', '‘', '’']);
    match error.kind() {
        K::MappingValueNotAllowed | K::InvalidColonPlacement
            if second_colon.is_some() && curved =>
        {
            (
                "las comillas curvas no encierran un valor".into(),
                "use comillas rectas: `titulo: \"Agua: un caso\"`",
                line.len() - value.len(),
            )
        }
        K::MappingValueNotAllowed | K::InvalidColonPlacement if second_colon.is_some() => (
            "hay dos puntos dentro del valor".into(),
            "encierre el valor entre comillas: `titulo: \"Agua: un caso\"`",
            second_colon.unwrap_or(column),
        ),
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => (
            "faltan las comillas que cierran el texto".into(),
            "ponga al final las mismas comillas con las que empieza",
            column,
        ),
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => (
            "hay texto después de las comillas que cierran".into(),
            "si el valor lleva comillas dentro, enciérrelo todo entre comillas simples",
            column,
        ),
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar => {
            (
                "hay un tabulador al comienzo de la línea".into(),
                "use espacios en lugar de tabuladores",
                column,
            )
        }
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::ExpectedFlowSequenceSeparator
        | K::ExpectedFlowMappingSeparator => (
            "falta cerrar una lista que empieza con `[` o `{`".into(),
            "ciérrela con `]` o `}` y separe los valores con comas",
            column,
        ),
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed => (
            "los espacios del comienzo de la línea no coinciden con las de arriba".into(),
            "alinee las claves a la izquierda y los guiones de una lista entre sí",
            column,
        ),
        K::SimpleKeyExpected | K::InvalidSimpleKey => (
            "la línea no tiene la forma `clave: valor`".into(),
            "escriba el nombre del campo, dos puntos, un espacio y el valor",
            column,
        ),
        K::UnexpectedCharacter { .. } => (
            "hay un signo con el que no puede empezar un valor".into(),
            "encierre el valor entre comillas",
            column,
        ),
        K::UnknownAnchor => (
            "los alias de YAML (`*nombre`) no se permiten".into(),
            "encierre el valor entre comillas si empieza con `*` o `&`",
            column,
        ),
        _ => (
            "no se entiende esta línea".into(),
            "revise que tenga la forma `clave: valor`; encierre entre comillas los textos con signos",
            column,
        ),
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
            ("a: [1, 2\nb: 3\n", Code::HeaderSyntax, 9),
            // The first key is pushed in, not the second one out.
            ("\n\n  a: 1\nb: 2\n", Code::HeaderSyntax, 2),
            ("\ta: 1\nb: 2\n", Code::HeaderSyntax, 0),
        ] {
            let out = read(text);
            let diag = out.diags.first().unwrap_or_else(|| panic!("{text}"));
            assert_eq!(diag.code, code, "{text}");
            let place = diag.place.clone().unwrap();
            if start != 9 && start != 3 {
                assert_eq!(place.start, start, "{text} {diag:?}");
            }
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        let out = read(&format!("a: {}", "[".repeat(10_000)));
        assert!(!out.diags.is_empty());
    }
}
