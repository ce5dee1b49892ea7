//! The line that opens a component: its name, title and parameters, held against the theme.

use super::Walk;
use super::dialect::options;
use super::frames::{Frame, Stage};
use crate::base::near::{instead, nearest};
use crate::config::components::{Content, Declared, Kind, Title};
use crate::diag::Code;
use crate::parse::component::{Chart, Component, TableUse, Value};
use crate::parse::directive::{Arg, Directive, Opening, opening};
use crate::parse::html::Html;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// Most components that may stand in one another: what reads them again goes down with them.
const DEEPEST: usize = 32;

impl<'a> Walk<'a> {
    /// Opens a component.
    pub(super) fn open_line(&mut self, line: Directive) {
        // What is open around it may have to end its words first.
        self.end_head();
        self.writer.end_label();
        self.prose.block();
        if self.frames.open.len() == DEEPEST {
            return self.too_deep(line);
        }
        let (body, all) = (self.body(), self.frames.declared);
        let known = |component: &str, name: &str| {
            let found = all.find(component);
            found.is_some_and(|d| d.params.iter().any(|p| p.name == name))
        };
        let read = opening(body, &line, known);
        let name = &body[read.name.clone()];
        let declared = all.find(name);
        let mut component = Component {
            name: name.into(),
            ..Component::default()
        };
        let at = self.frames.done.len();
        let found = self.diags.len();
        match declared {
            None if name.starts_with('{') => self.braced(line, name),
            None => self.unknown(name, &read),
            Some(declared) => {
                self.frames.done.push(Component::default());
                let count = self.frames.counts.entry(name.to_owned()).or_default();
                *count += 1;
                component.number = *count;
                component.title = self.title(declared, &read);
                self.params(declared, &read, &mut component);
                if let (Content::Quote, Some(lint)) = (declared.body, &mut self.lint) {
                    lint.quote(true);
                }
            }
        }
        self.prose.block();
        self.writer.open();
        self.frames.open.push(Frame {
            declared,
            component,
            at,
            line,
            depth: self.frames.depth,
            content: None,
            stage: Stage::Outside,
            wrapped: false,
            told: name.starts_with('{'),
            doubtful: self.diags.len() > found,
        });
    }

    /// One mistake, whatever it does to the lines that close what is open.
    fn too_deep(&mut self, line: Directive) {
        self.frames.unopened += 1;
        if self.frames.open.iter().all(|frame| !frame.told) {
            let message = "hay demasiados componentes, unos dentro de otros";
            self.report(
                Code::ComponentOpen,
                line.range(),
                message,
                format!(
                    "caben hasta {DEEPEST}: cierre cada uno con `:::` antes de abrir el siguiente"
                ),
            );
        }
        self.frames.open.iter_mut().for_each(|f| f.told = true);
    }

    /// A name in braces: other programs write that of a component so; pandoc, that of a style in Word.
    fn braced(&mut self, line: Directive, name: &str) {
        let bare = name.trim_matches(['{', '.', '}']);
        if self.frames.declared.find(bare).is_some() {
            let message = "el nombre de un componente va sin llaves";
            let help = format!("escriba `:::{bare}`, y lo demás de la línea también sin llaves");
            self.report(Code::ComponentUnknown, line.range(), message, help);
            return;
        }
        let message = "esta línea marca un estilo de Word, que aquí no existe";
        let help = [
            "borre esta línea y la línea `:::` que la cierra, y deje lo de adentro",
            "o convierta el documento otra vez, con `-f docx` y sin `+styles`",
        ];
        self.report_once(Code::ComponentUnknown, line.range(), message, &help);
    }

    fn unknown(&mut self, name: &str, read: &Opening) {
        let all = self.frames.declared;
        let names = || all.list.iter().map(|c| c.name.as_str());
        let help = match (nearest(name, names()), all.list.is_empty()) {
            (Some(near), _) => format!("¿quiso decir `:::{near}`?"),
            (None, true) => "el tema de este sitio no tiene componentes".to_owned(),
            (None, false) => format!("hay estos: {}", names().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("no existe el componente `{name}`");
        self.report(Code::ComponentUnknown, read.name.clone(), message, help);
    }

    fn title(&mut self, declared: &Declared, read: &Opening) -> Option<Html> {
        let name = &declared.name;
        if let Some(stray) = &read.stray {
            let (message, help) = match declared.title {
                Title::None => (
                    "esto no es el valor de ningún parámetro",
                    "bórrelo, o póngalo entre las comillas de uno".to_owned(),
                ),
                _ => (
                    "el título va antes de los parámetros",
                    format!("escriba `:::{name} Título clave=\"valor\"`"),
                ),
            };
            self.report(Code::ComponentParam, stray.clone(), message, help);
        }
        if read.title.is_empty() {
            if declared.title == Title::Required && read.stray.is_none() {
                let message = format!("a `:::{name}` le falta su título");
                let help = format!("escríbalo en la misma línea: `:::{name} Título`");
                self.report(Code::ComponentParam, read.name.clone(), message, help);
            }
            return None;
        }
        if declared.title == Title::None {
            let message = format!("`:::{name}` no lleva título");
            let params: Vec<&str> = declared.names().collect();
            let help = match params.is_empty() {
                true => "deje solo el nombre en esta línea".to_owned(),
                false => format!("los parámetros son {} y van con `=`", params.join(", ")),
            };
            self.report(Code::ComponentParam, read.title.clone(), message, help);
            return None;
        }
        let title = self.words_of_line(read.title.clone());
        self.prose.block();
        Some(title)
    }

    fn params(&mut self, declared: &'a Declared, read: &Opening, component: &mut Component) {
        let body = self.body();
        let found = self.diags.len();
        let names = || declared.names();
        let mut given: Vec<(&str, &Arg)> = Vec::new();
        for arg in &read.args {
            let name = &body[arg.name.clone()];
            if !names().any(|n| n == name) {
                let help = match declared.params.is_empty() {
                    true => "no lleva parámetros".to_owned(),
                    false => instead(name, names(), "sus parámetros son"),
                };
                let message = format!("`:::{}` no tiene el parámetro `{name}`", declared.name);
                self.report(Code::ComponentParam, arg.name.clone(), message, help);
            } else if given.iter().any(|(n, _)| *n == name) {
                let message = format!("el parámetro `{name}` está dos veces");
                self.report(Code::ComponentParam, arg.name.clone(), message, "deje uno");
            } else {
                given.push((name, arg));
            }
        }
        let mut table = None;
        for param in &declared.params {
            let arg = given.iter().find(|(name, _)| *name == param.name);
            let value = arg.and_then(|(_, arg)| self.value(param, arg, component, &mut table));
            // Templates find every parameter; one that was not given is empty.
            let value = value.unwrap_or_else(|| Value::Text("".into()));
            component.params.push((param.name.as_str().into(), value));
            if arg.is_none() && param.required {
                let message = format!("a `:::{}` le falta `{}`", declared.name, param.name);
                let help = format!("añada `{}=\"…\"` en esta línea", param.name);
                self.report(Code::ComponentParam, read.name.clone(), message, help);
            }
        }
        let draws = declared.params.iter().any(|p| p.kind == Kind::Chart);
        if draws && component.chart.is_none() {
            component.chart = Some(Chart::Bars);
        }
        // With something wrong in this line, what its table lacks would be told twice.
        let right = self.diags.len() == found;
        if let Some(mut table) = table.filter(|t: &TableUse| right && !t.path.is_empty()) {
            table.chart = component.chart;
            component.table = Some(self.frames.tables.len() as u32);
            self.frames.tables.push(table);
        }
    }

    /// Words of an opening line: one line of Markdown, or plain words where it would be more.
    pub(super) fn words_of_line(&mut self, at: Range<usize>) -> Html {
        let text = &self.body()[at.clone()];
        let shift = |range: Range<usize>| at.start + range.start..at.start + range.end;
        let parser = Parser::new_ext(text, options(self.raw_html, true));
        let events: Vec<_> = parser.into_offset_iter().collect();
        let end = Event::End(TagEnd::Paragraph);
        let words = match &events[..] {
            [(Event::Start(Tag::Paragraph), _), inner @ .., (last, _)]
                if *last == end && inner.iter().all(|(event, _)| *event != end) =>
            {
                let inner = inner.iter();
                inner
                    .map(|(event, range)| (event.clone(), shift(range.clone())))
                    .collect()
            }
            _ => vec![(Event::Text(text.into()), at)],
        };
        self.words_of_events(words)
    }

    fn words_of_events(&mut self, events: Vec<(Event<'_>, Range<usize>)>) -> Html {
        let (Some(first), Some(last)) = (events.first(), events.last()) else {
            return Html::default();
        };
        let whole = first.1.start..last.1.end;
        // These words are of the line, not of what is open around it.
        let open = std::mem::take(&mut self.frames.open);
        self.writer.open();
        if let Some(lint) = &mut self.lint {
            lint.event(&Event::Start(Tag::TableCell), &whole);
        }
        for (event, range) in events {
            self.event(event, range);
        }
        if let Some(lint) = &mut self.lint {
            lint.event(&Event::End(TagEnd::TableCell), &whole);
        }
        self.frames.open = open;
        self.writer.close()
    }
}
