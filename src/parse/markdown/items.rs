//! Lists whose items a component takes apart: options, tasks and moments.

use super::Walk;
use super::frames::{Frame, Stage};
use crate::config::components::{Content, Kind};
use crate::data::Span;
use crate::diag::Code;
use crate::parse::component::{Item, Value};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

impl Walk<'_> {
    /// Takes an event of such a list; `inner` counts the blocks between it and the component.
    pub(super) fn listed(&mut self, event: &Event<'_>, range: &Range<usize>, inner: usize) -> bool {
        let Some(frame) = self.frames.open.last() else {
            return false;
        };
        let kind = frame.content_kind();
        if !matches!(kind, Content::Options | Content::Tasks | Content::Moments) {
            return false;
        }
        let begun = !frame.component.items.is_empty();
        match (event, inner) {
            (Event::Start(Tag::BlockQuote(_)), 0) if kind == Content::Options && begun => {
                self.loose_feedback(range);
                false
            }
            (Event::Start(Tag::List(_)) | Event::End(TagEnd::List(_)), 0) => true,
            (Event::Start(Tag::Item), 1) => {
                self.begin_item(kind, range);
                true
            }
            (Event::End(TagEnd::Item), 1) => {
                self.end_item();
                true
            }
            _ if frame.stage == Stage::Outside || inner < 2 => false,
            _ => self.in_item(kind, event, range, inner == 2),
        }
    }

    /// A quote between options would stand above all of them and give the answer away.
    fn loose_feedback(&mut self, range: &Range<usize>) {
        let line = self.first_line(range);
        let message = "esta explicación no está dentro de su opción";
        let help = "ponga dos espacios antes del `>`";
        self.report(Code::ComponentContent, line, message, help);
    }

    fn begin_item(&mut self, kind: Content, range: &Range<usize>) {
        // The mark covers the first line of an item, not all of it.
        let span = self.span(self.first_line(range));
        self.prose.block();
        if kind == Content::Options {
            self.prose.mute(true);
        }
        self.writer.open();
        if let Some(frame) = self.frames.open.last_mut() {
            frame.stage = Stage::Head;
            frame.component.items.push(Item {
                span,
                ..Item::default()
            });
        }
    }

    fn in_item(
        &mut self,
        kind: Content,
        event: &Event<'_>,
        range: &Range<usize>,
        direct: bool,
    ) -> bool {
        let empty = self.writer.out.text.is_empty();
        let Some(frame) = self.frames.open.last_mut() else {
            return false;
        };
        match (frame.stage, event) {
            (Stage::Head, Event::TaskListMarker(done)) => {
                if let Some(item) = frame.component.items.last_mut() {
                    item.marked = Some(*done);
                }
                return true;
            }
            (Stage::Head, Event::Start(Tag::Paragraph)) if direct && empty => {
                frame.wrapped = true;
                self.prose.paragraph();
                return true;
            }
            (_, Event::End(TagEnd::Paragraph)) if direct && frame.wrapped => {
                frame.wrapped = false;
                self.end_head();
                self.prose.block();
                return true;
            }
            (Stage::Head | Stage::Rest, Event::Start(Tag::BlockQuote(_)))
                if direct && kind == Content::Options =>
            {
                self.end_head();
                return true;
            }
            (_, Event::End(TagEnd::BlockQuote(_))) if direct && kind == Content::Options => {
                return true;
            }
            (Stage::Head, _) if kind == Content::Moments => return self.date(event, range, empty),
            (Stage::Date, Event::End(TagEnd::Strong)) => {
                self.prose.colon();
                self.end_head();
                return true;
            }
            (Stage::Rest, Event::Text(text)) if kind == Content::Moments && empty => {
                let rest = text.trim_start_matches([':', ' ']);
                let start = range.end.saturating_sub(rest.len()).max(range.start);
                self.plain_words(rest, start..range.end);
                return true;
            }
            (Stage::Head, Event::Start(tag)) if direct && is_block(tag) => self.end_head(),
            _ => {}
        }
        if kind == Content::Options
            && direct
            && let Event::Start(tag) = event
            && is_block(tag)
            && !self.told()
        {
            let line = self.first_line(range);
            let message = "esto no es parte de la opción ni de su explicación";
            let help = "escriba la explicación con `>` al comienzo de la línea";
            self.report(Code::ComponentContent, line, message, help);
        }
        false
    }

    /// A moment starts with its date in bold.
    fn date(&mut self, event: &Event<'_>, range: &Range<usize>, empty: bool) -> bool {
        if let (Event::Start(Tag::Strong), true) = (event, empty) {
            if let Some(frame) = self.frames.open.last_mut() {
                frame.stage = Stage::Date;
            }
            return true;
        }
        let line = self.first_line(range);
        let message = "este momento no empieza con su fecha";
        let help = "escriba la fecha en negrita: `- **2022**: lo que pasó`";
        self.report(Code::ComponentContent, line, message, help);
        self.end_head();
        false
    }

    /// The first line of what stands in several.
    pub(super) fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let text = self.body().get(range.clone()).unwrap_or("");
        let line = text.lines().next().unwrap_or("");
        range.start..range.start + line.trim_end().len()
    }

    /// Whether the component's content was already found wrong; it is from now on.
    fn told(&mut self) -> bool {
        let last = self.frames.open.last_mut();
        last.is_some_and(|frame| std::mem::replace(&mut frame.told, true))
    }

    /// The words of an item end: what comes explains them.
    pub(super) fn end_head(&mut self) {
        let Some(frame) = self.frames.open.last_mut() else {
            return;
        };
        if !matches!(frame.stage, Stage::Head | Stage::Date) {
            return;
        }
        frame.stage = Stage::Rest;
        let html = self.writer.close();
        self.writer.open();
        if let Some(item) = frame.component.items.last_mut() {
            item.head = html;
        }
        self.prose.gap();
    }

    /// The item that is open ends.
    pub(super) fn end_item(&mut self) {
        self.end_head();
        let Some(frame) = self.frames.open.last_mut() else {
            return;
        };
        if frame.stage != Stage::Rest {
            return;
        }
        frame.stage = Stage::Outside;
        frame.wrapped = false;
        let muted = frame.content_kind() == Content::Options;
        let html = self.writer.close();
        if let Some(item) = frame.component.items.last_mut() {
            item.rest = html;
        }
        if muted {
            self.prose.mute(false);
        }
        self.prose.block();
    }

    /// What is in a component is what its theme asks for.
    pub(super) fn check_content(&mut self, frame: &Frame<'_>) {
        if frame.told {
            return;
        }
        let name = &*frame.component.name;
        let items = &frame.component.items;
        let opener = frame.line.range();
        let kind = frame.content_kind();
        let (empty, one, each) = match kind {
            Content::None => {
                if let Some(content) = &frame.content {
                    let line = self.first_line(content);
                    let message = format!("`:::{name}` no lleva texto adentro");
                    let help = "saque este texto y deje solo la línea `:::`";
                    self.report(Code::ComponentContent, line, message, help);
                }
                return;
            }
            Content::Markdown | Content::Quote => return,
            Content::Options => (
                "opciones",
                "cada una",
                "`- [x] opción correcta` o `- [ ] otra opción`",
            ),
            Content::Tasks => ("tareas", "cada una", "`- [ ] tarea`"),
            Content::Moments => ("momentos", "cada uno", "`- **2022**: lo que pasó`"),
        };
        if items.is_empty() {
            let message = format!("`:::{name}` no tiene {empty}");
            let help = format!("escriba {one} en su línea: {each}");
            self.report(Code::ComponentContent, opener, message, help);
            return;
        }
        if kind == Content::Moments {
            return;
        }
        let unmarked: Vec<Span> = items
            .iter()
            .filter(|i| i.marked.is_none())
            .map(|i| i.span)
            .collect();
        for span in &unmarked {
            let start = span.start as usize - self.start;
            let range = start..span.end as usize - self.start;
            let message = "a esta línea le falta su casilla";
            let help = format!("escríbala así: {each}");
            self.report(Code::ComponentContent, range, message, help);
        }
        if kind == Content::Options && unmarked.is_empty() && !frame.doubtful {
            self.check_answers(frame);
        }
    }

    fn check_answers(&mut self, frame: &Frame<'_>) {
        let items = &frame.component.items;
        let right = items.iter().filter(|i| i.marked == Some(true)).count();
        let answer = frame.declared.and_then(|d| {
            let param = d.params.iter().find(|p| p.kind == Kind::Answer)?;
            let mut given = frame.component.params.iter();
            given.find_map(|(name, value)| match value {
                Value::Text(text) if **name == *param.name => Some(&**text),
                _ => None,
            })
        });
        let (message, help) = match (answer, items.len(), right) {
            (Some("verdadero-falso"), n, _) if n != 2 => (
                format!("una pregunta de verdadero o falso tiene dos opciones y esta tiene {n}"),
                "deje dos: la que es verdadera y la que es falsa",
            ),
            (_, 1, _) => (
                "la pregunta tiene una sola opción".to_owned(),
                "escriba otra: `- [ ] otra opción`",
            ),
            (_, _, 0) => (
                "la pregunta no tiene una opción correcta".to_owned(),
                "marque la correcta con `[x]`",
            ),
            (Some("multiple"), ..) | (.., 1) => return,
            (_, _, n) => (
                format!("la pregunta tiene {n} opciones correctas y su tipo pide una"),
                "deje una `[x]`, o ponga `tipo=\"multiple\"`",
            ),
        };
        self.report(Code::ComponentContent, frame.line.range(), message, help);
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::FootnoteDefinition(_)
    )
}
