//! The shapes of an SVG drawing: outlines by name, and nothing that a page could run.

use super::Span;
use crate::diag::{Code, Diagnostic, Outcome, Place};
use quick_xml::events::{BytesStart, Event};
use std::sync::Arc;

/// A drawing made of outlines.
#[derive(Debug, Default)]
pub struct Drawing {
    /// Its `viewBox`: four numbers.
    pub frame: String,
    /// The shapes of elements with an `id`, in the order of the file.
    pub shapes: Vec<Shape>,
    /// The outlines of everything else.
    pub background: String,
}

/// What one `id` names.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    pub id: String,
    /// Path data of all outlines in the element.
    pub path: String,
    /// Where its label goes: `data-x` and `data-y`.
    pub place: Option<(String, String)>,
    pub span: Span,
}

/// Reads an SVG file; what cannot be read is reported and the rest is kept.
pub fn parse(file: &Arc<str>, text: &str) -> Outcome<Drawing> {
    let mut reading = Reading {
        file,
        out: Outcome::default(),
        within: None,
    };
    let mut reader = quick_xml::Reader::from_str(text);
    // Open elements; the shape belongs to the outermost one that has an `id`.
    let mut depth = 0usize;
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event();
        let span = Span::new(start, reader.buffer_position() as usize);
        match event {
            Ok(Event::Start(element)) => {
                depth += 1;
                reading.element(&element, span, Some(depth));
            }
            Ok(Event::Empty(element)) => reading.element(&element, span, None),
            Ok(Event::End(_)) => {
                if reading.within.is_some_and(|(at, _)| at == depth) {
                    reading.within = None;
                }
                depth = depth.saturating_sub(1);
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = reader.error_position() as usize;
                let message = format!("no se entiende este SVG: {error}");
                reading.report(Span::new(at, at), message, "guárdelo otra vez como SVG");
                break;
            }
        }
    }
    if reading.out.value.frame.is_empty() && reading.out.diags.is_empty() {
        let help = "escriba en `<svg>` el atributo `viewBox=\"0 0 ancho alto\"`";
        reading.report(Span::default(), "el dibujo no tiene `viewBox`".into(), help);
    }
    reading.out
}

struct Reading<'a> {
    file: &'a Arc<str>,
    out: Outcome<Drawing>,
    /// The element that gave the last shape its name: how deep it stands, which shape it is.
    within: Option<(usize, usize)>,
}

impl Reading<'_> {
    fn report(&mut self, span: Span, message: String, help: &str) {
        let place: Place = span.of(self.file);
        let diag = Diagnostic::new(Code::DataSyntax, message).at(place);
        self.out.diags.push(diag.help(help.to_owned()));
    }

    /// One element; `depth` when others may stand inside it.
    fn element(&mut self, element: &BytesStart<'_>, span: Span, depth: Option<usize>) {
        let written: Vec<(String, String)> = element
            .attributes()
            .flatten()
            .map(|a| (a.key.0.to_owned(), a.value.into_owned()))
            .collect();
        let get = |name: &str| {
            let found = written.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.as_str())
        };
        let number = |name: &str| get(name).and_then(|text| text.parse::<f32>().ok());
        if get("transform").is_some() {
            let help = "guarde el dibujo con las transformaciones aplicadas";
            self.report(span, "`transform` no se entiende en un mapa".into(), help);
        }
        let name = element.name().0.to_owned();
        if name == "svg" {
            let numbers = |text: &&str| text.split_whitespace().all(|n| n.parse::<f32>().is_ok());
            if let Some(frame) = get("viewBox").filter(numbers) {
                self.out.value.frame = frame.to_owned();
            }
            return;
        }
        let id = get("id").filter(|_| self.within.is_none());
        let shape = match (self.within, id) {
            (Some((_, shape)), _) => Some(shape),
            (None, Some(id)) => {
                self.out.value.shapes.push(Shape {
                    id: id.to_owned(),
                    path: String::new(),
                    place: number("data-x")
                        .zip(number("data-y"))
                        .map(|(x, y)| (x.to_string(), y.to_string())),
                    span,
                });
                let shape = self.out.value.shapes.len() - 1;
                self.within = depth.map(|depth| (depth, shape));
                Some(shape)
            }
            (None, None) => None,
        };
        let path = match name.as_str() {
            "path" => get("d").map(str::to_owned),
            "polygon" => get("points").map(|points| format!("M{points}z")),
            "rect" => rectangle(["x", "y", "width", "height"].map(number)),
            _ => None,
        };
        let Some(path) = path else { return };
        if !path.chars().all(is_path) {
            let help = "los trazos llevan letras de SVG, números, puntos, comas y espacios";
            self.report(span, "este trazo no es un trazo de SVG".into(), help);
            return;
        }
        match shape {
            Some(at) => self.out.value.shapes[at].path.push_str(&path),
            None => self.out.value.background.push_str(&path),
        }
    }
}

fn rectangle([x, y, width, height]: [Option<f32>; 4]) -> Option<String> {
    let (x, y) = (x.unwrap_or(0.0), y.unwrap_or(0.0));
    let (width, height) = (width?, height?);
    Some(format!("M{x} {y}h{width}v{height}h{}z", -width))
}

/// The signs of path data; nothing else gets into a page.
fn is_path(c: char) -> bool {
    c.is_ascii_digit() || "MmLlHhVvCcSsQqTtAaZz.,+-eE \t\r\n".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Drawing, Vec<String>) {
        let out = parse(&"mapa.svg".into(), text);
        let found = out.diags.iter().map(|d| d.message.clone()).collect();
        (out.value, found)
    }

    #[test]
    fn shapes_are_named_by_the_element_around_them() {
        let (drawing, found) = read(
            "<svg viewBox=\"0 0 9 9\"><title>x</title><rect width=\"9\" height=\"9\"/>\
             <g id=\"a\" data-x=\"1\" data-y=\"2\"><path id=\"b\" d=\"M0 0h1z\"/><rect x=\"1\" y=\"2\" width=\"3\" height=\"4\"/></g>\
             <polygon id=\"c\" points=\"0,0 1,1\"/></svg>",
        );
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(drawing.frame, "0 0 9 9");
        assert_eq!(drawing.background, "M0 0h9v9h-9z");
        let shapes: Vec<_> = drawing.shapes.iter().map(|s| (&*s.id, &*s.path)).collect();
        assert_eq!(shapes, [("a", "M0 0h1zM1 2h3v4h-3z"), ("c", "M0,0 1,1z")]);
        assert_eq!(drawing.shapes[0].place, Some(("1".into(), "2".into())));
    }

    #[test]
    fn what_is_no_drawing_is_told() {
        for (text, word) in [
            ("<svg viewBox=\"0 0 9 9\"><g></svg>", "SVG"),
            ("<svg><path d=\"M0 0\"/></svg>", "viewBox"),
            (
                "<svg viewBox=\"0 0 9 9\"><path d=\"M0&quot;\"/></svg>",
                "trazo",
            ),
            (
                "<svg viewBox=\"0 0 9 9\"><g transform=\"scale(2)\"/></svg>",
                "transform",
            ),
        ] {
            let (_, found) = read(text);
            assert!(found.iter().any(|m| m.contains(word)), "{text}: {found:?}");
        }
    }
}
