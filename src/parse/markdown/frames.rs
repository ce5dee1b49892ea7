//! Components that are open while a body is read: which lines open and close them, and at what depth.

use super::Walk;
use crate::config::components::{Components, Content, Declared};
use crate::diag::Code;
use crate::parse::component::{Component, TableUse};
use crate::parse::directive::{Directive, at};
use crate::parse::html::HoleKind;
use pulldown_cmark::{Event, Tag, TagEnd};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The components of a body on the way.
pub(super) struct Frames<'a> {
    pub declared: &'a Components,
    pub lines: Vec<Directive>,
    pub open: Vec<Frame<'a>>,
    pub done: Vec<Component>,
    pub tables: Vec<TableUse>,
    /// How many of each name there are.
    pub counts: FxHashMap<String, u32>,
    /// Blocks around what comes.
    pub depth: usize,
    /// Closing lines to come whose component ended with the block around it, and was reported.
    loose: usize,
    /// Closing lines to come whose component was too deep to be opened, and was reported.
    pub unopened: usize,
}

/// A component that is open.
pub(super) struct Frame<'a> {
    /// `None` for one that nobody declared: its body is shown without it.
    pub declared: Option<&'a Declared>,
    pub component: Component,
    /// Its position among those of the body.
    pub at: usize,
    /// The line that opens it.
    pub line: Directive,
    pub depth: usize,
    /// What is in it, from the first to the last event.
    pub content: Option<Range<usize>>,
    pub stage: Stage,
    /// The item's words are in a paragraph, whose tags are left out.
    pub wrapped: bool,
    /// It was already said that something is wrong with its content or its end.
    pub told: bool,
    /// Something is wrong in the line that opens it: what it asks for is not known.
    pub doubtful: bool,
}

/// Where in a list of items the walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Outside,
    /// In the words of an option or task; before the date of a moment.
    Head,
    /// In the date of a moment.
    Date,
    /// In what explains it.
    Rest,
}

impl<'a> Frames<'a> {
    pub fn new(declared: &'a Components) -> Frames<'a> {
        Frames {
            declared,
            lines: Vec::new(),
            open: Vec::new(),
            done: Vec::new(),
            tables: Vec::new(),
            counts: FxHashMap::default(),
            depth: 0,
            loose: 0,
            unopened: 0,
        }
    }

    /// Whether the body has lines of components at all.
    pub fn any(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Whether the words that come are an option of a question: nothing is marked or traced there,
    /// because wrong ones are wrong on purpose.
    pub fn in_option(&self) -> bool {
        self.open.last().is_some_and(|f| {
            f.stage == Stage::Head && f.declared.is_some_and(|d| d.body == Content::Options)
        })
    }

    /// Whether a quote that opens or closes is the feedback of an option: the author's own words,
    /// which are held against the style as any others.
    pub fn is_feedback(&self, event: &Event<'_>) -> bool {
        let depth = match event {
            Event::Start(Tag::BlockQuote(_)) => self.depth,
            Event::End(TagEnd::BlockQuote(_)) => self.depth.saturating_sub(1),
            _ => return false,
        };
        self.open.last().is_some_and(|frame| {
            // The list of options and the option itself are between the two.
            frame.content_kind() == Content::Options && depth == frame.depth + 2
        })
    }
}

impl Frame<'_> {
    pub fn content_kind(&self) -> Content {
        self.declared.map_or(Content::Markdown, |d| d.body)
    }
}

impl Walk<'_> {
    /// Takes an event that opens, closes or shapes a component; `false` leaves it to the walk.
    pub(super) fn framed(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        if *event == Event::Rule
            && let Some(at) = at(&self.frames.lines, range)
        {
            let line = self.frames.lines[at];
            match line.closes(self.body()) {
                true => self.close_line(line),
                false => self.open_line(line),
            }
            return true;
        }
        let mut depth = self.frames.depth;
        match event {
            Event::Start(tag) if !is_inline(tag.to_end()) => self.frames.depth += 1,
            Event::End(tag) if !is_inline(*tag) => {
                depth = depth.saturating_sub(1);
                self.frames.depth = depth;
                self.leave(depth);
            }
            _ => {}
        }
        let Some(frame) = self.frames.open.last_mut() else {
            return false;
        };
        match &mut frame.content {
            Some(content) => content.end = content.end.max(range.end),
            content => *content = Some(range.clone()),
        }
        let inner = depth.saturating_sub(frame.depth);
        self.listed(event, range, inner)
    }

    /// A block ends: what is open in it ends with it.
    fn leave(&mut self, depth: usize) {
        while self.frames.open.last().is_some_and(|f| f.depth > depth) {
            self.unclosed();
            self.frames.loose += 1 + std::mem::take(&mut self.frames.unopened);
        }
    }

    fn close_line(&mut self, line: Directive) {
        if self.frames.unopened > 0 {
            self.frames.unopened -= 1;
            return;
        }
        let open = &self.frames.open;
        let here = |f: &Frame<'_>| f.depth == self.frames.depth;
        let same = open
            .iter()
            .rposition(|f| here(f) && f.line.colons() == line.colons());
        let last = open.last().filter(|f| here(f)).map(|_| open.len() - 1);
        if let Some(at) = same.or(last) {
            while self.frames.open.len() > at + 1 {
                self.unclosed();
            }
            return self.close();
        }
        if self.frames.loose > 0 {
            self.frames.loose -= 1;
            return;
        }
        let (message, help) = match self.frames.open.last_mut() {
            Some(frame) => {
                frame.told = true;
                let what = "este `:::` está dentro de una lista o una cita y no cierra";
                let help = "escríbalo al comienzo de su línea, como el que abre";
                (format!("{what} `:::{}`", frame.component.name), help)
            }
            None => (
                "este `:::` no cierra ningún componente".to_owned(),
                "bórrelo, o revise la línea que abre: tres `:` y un nombre, como `:::nota`",
            ),
        };
        self.report(Code::ComponentOpen, line.range(), message, help);
    }

    /// Ends a component that has no line of its own for it.
    fn unclosed(&mut self) {
        if let Some(frame) = self.frames.open.last().filter(|f| !f.told) {
            let name = &frame.component.name;
            let message = format!("`:::{name}` no tiene la línea `:::` que lo cierra");
            let help = "ponga `:::` en una línea, después de lo que va adentro";
            self.report(Code::ComponentOpen, frame.line.range(), message, help);
        }
        self.close();
    }

    /// Ends the innermost component and leaves a hole for it.
    fn close(&mut self) {
        self.end_item();
        let html = self.writer.close();
        let Some(mut frame) = self.frames.open.pop() else {
            return;
        };
        self.prose.block();
        self.writer.end_label();
        self.writer.line();
        if frame.declared.is_none() {
            return self.writer.out.append(html);
        }
        frame.component.body = html;
        self.check_content(&frame);
        if frame.content_kind() == Content::Quote
            && let Some(lint) = &mut self.lint
        {
            lint.quote(false);
        }
        self.writer.out.hole(frame.at as u32, HoleKind::Component);
        self.frames.done[frame.at] = frame.component;
    }

    /// The body ends: so does all that is open.
    pub(super) fn end_components(&mut self) {
        while !self.frames.open.is_empty() {
            self.unclosed();
        }
    }
}

/// Whether what ends so stands within a line.
fn is_inline(tag: TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(tag, Emphasis | Strong | Strikethrough | Link | Image)
}
