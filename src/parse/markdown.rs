//! One walk over the events of a body, feeding HTML, outline, links and prose.

mod braces;
mod by_hand;
mod controls;
mod destinations;
mod dialect;
mod fences;
mod frames;
mod headings;
mod images;
mod items;
mod kept;
mod nesting;
mod notes;
mod once;
mod openers;
mod runs;
mod tables;
mod tags;
mod unread;
mod values;

use super::component::Component;
use super::directive::{self, Placed};
use super::html::Writer;
use super::links::Link;
use super::lint::Lint;
use super::outline::Outline;
use super::prose::ProseSink;
use super::{Body, Lead, RawHtml, Rules, sanitize};
use crate::base::text::{count_words, kept};
use crate::config::components::Components;
use crate::data::Span;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::source::content_path;
use dialect::{has_top_heading, options};
use frames::Frames;
use images::Alt;
use nesting::Nesting;
use notes::Notes;
use once::Once;
use pulldown_cmark::{Event, Parser};
use runs::Plain;
use std::ops::Range;
use std::sync::Arc;

/// Reads the body that starts at byte `start` of a file's text, without components.
pub fn read(file: &Arc<str>, text: &str, start: usize, raw_html: RawHtml) -> Outcome<Body> {
    read_alone(file, (text, start), raw_html, false)
}

/// Reads a value of a field: no anchors, footnotes or components, which belong to the body.
pub(super) fn read_fragment(file: &Arc<str>, text: &str) -> Outcome<Body> {
    read_alone(file, (text, 0), RawHtml::Deny, true)
}

fn read_alone(
    file: &Arc<str>,
    (text, start): (&str, usize),
    raw_html: RawHtml,
    fragment: bool,
) -> Outcome<Body> {
    let rules = Rules {
        raw_html,
        style: None,
        components: &Components::default(),
        mentions: false,
        base_url: None,
    };
    let events = events(&text[start..], raw_html, fragment);
    Walk::new(file, (text, start), rules, fragment).read(events)
}

fn events(body: &str, raw_html: RawHtml, fragment: bool) -> impl Iterator<Item = Placed<'_>> {
    Parser::new_ext(body, options(raw_html, fragment)).into_offset_iter()
}

/// Reads a body and holds it against the rules of its site.
pub(super) fn read_body(
    file: &Arc<str>,
    text: &str,
    start: usize,
    rules: Rules<'_>,
) -> Outcome<Body> {
    let mut walk = Walk::new(file, (text, start), rules, false);
    walk.check_controls();
    walk.check_letters();
    let body = &text[start..];
    if !directive::any(body) {
        return walk.read(events(body, rules.raw_html, false));
    }
    directive::hidden(body, options(rules.raw_html, false), |events, lines| {
        walk.frames.lines = lines;
        walk.read(events)
    })
}

struct Walk<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    start: usize,
    /// Path of this file from the top of the content.
    from: &'a str,
    raw_html: RawHtml,
    base_url: Option<&'a str>,
    /// Reading a field's value, not a body.
    fragment: bool,
    shift: bool,
    writer: Writer,
    outline: Outline,
    prose: ProseSink,
    plain: Plain,
    links: Vec<Link>,
    /// Links to sections of this page.
    anchors: Vec<(String, Span)>,
    /// Level, text and place of the heading that is open.
    heading: Option<(u8, String, Span)>,
    /// The image that is open.
    alt: Option<Alt>,
    /// Inside a wikilink without words of its own: its text is a hole.
    skip_text: bool,
    /// What closes each open link: an unsafe one has no tag.
    closers: Vec<&'static str>,
    /// Length of the HTML where the words of the open link start, and its range.
    bare_link: Option<(usize, Range<usize>)>,
    notes: Notes,
    /// Something was said of the block of HTML, or of the tag, that is being read.
    html_reported: bool,
    /// Elements that were reported and not ended yet.
    html_open: usize,
    /// Inside a block that is one comment.
    in_comment: bool,
    /// Inside a table in HTML: all of it is one mistake.
    in_table: bool,
    nesting: Nesting,
    raw_seen: bool,
    /// Names that HTML by hand gives to its elements.
    ids: Vec<Box<str>>,
    lead: Option<Lead>,
    /// The first heading of level one.
    top: Option<Span>,
    once: Once,
    frames: Frames<'a>,
    lint: Option<Lint<'a>>,
    diags: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(
        file: &'a Arc<str>,
        (text, start): (&'a str, usize),
        rules: Rules<'a>,
        fragment: bool,
    ) -> Walk<'a> {
        let body = &text[start..];
        let raw_html = rules.raw_html;
        Walk {
            file,
            text,
            start,
            from: content_path(file),
            raw_html,
            base_url: rules.base_url,
            fragment,
            shift: raw_html != RawHtml::Trust && has_top_heading(body),
            writer: Writer::new(raw_html == RawHtml::Trust, body),
            outline: Outline::default(),
            prose: ProseSink::new(body),
            plain: Plain::new(rules.mentions),
            links: Vec::new(),
            anchors: Vec::new(),
            heading: None,
            alt: None,
            skip_text: false,
            closers: Vec::new(),
            bare_link: None,
            notes: Notes::default(),
            html_reported: false,
            html_open: 0,
            in_comment: false,
            in_table: false,
            nesting: Nesting::default(),
            raw_seen: false,
            ids: Vec::new(),
            lead: None,
            top: None,
            once: Once::default(),
            frames: Frames::new(rules.components),
            lint: rules.style.map(|style| Lint::new(file, start, style)),
            diags: Vec::new(),
        }
    }

    /// The body as it is written.
    fn body(&self) -> &'a str {
        &self.text[self.start..]
    }

    /// Walks over the events of a body, whose lines of components may be hidden.
    fn read<'e>(mut self, events: impl IntoIterator<Item = Placed<'e>>) -> Outcome<Body> {
        for (event, range) in events {
            self.event(event, range);
        }
        self.finish()
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Some(lint) = &mut self.lint
            && !self.frames.is_feedback(&event)
        {
            lint.event(&event, &range);
        }
        if self.alt.is_some() {
            return self.image_event(event);
        }
        if self.frames.any() && self.framed(&event, &range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.plain_words(&text, range),
            Event::Code(code) => {
                self.writer.push("<code>");
                self.words(&code);
                self.writer.push("</code>");
            }
            Event::Html(html) => self.raw(&html, range),
            Event::InlineHtml(html) => {
                // A block of HTML is reported once; within a text each tag is.
                self.html_reported = false;
                self.raw(&html, range);
            }
            Event::SoftBreak => {
                self.writer.push("\n");
                self.space();
            }
            Event::HardBreak => {
                self.writer.push("<br />\n");
                self.space();
            }
            Event::Rule => {
                self.drawn_table(&range);
                self.writer.line();
                self.writer.push("<hr />\n");
            }
            Event::FootnoteReference(name) => self.note_reference(&name),
            Event::TaskListMarker(done) => self.writer.task(done),
            // Events of extensions that are not in use.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.skip_text {
            return;
        }
        self.writer.text(text);
        self.read_aloud(text);
    }

    /// Text as search and headings see it.
    fn read_aloud(&mut self, text: &str) {
        match &mut self.heading {
            Some((_, heading, _)) => heading.push_str(text),
            None => self.prose.text(text),
        }
    }

    fn space(&mut self) {
        match &mut self.heading {
            Some((_, heading, _)) => heading.push(' '),
            None => self.prose.gap(),
        }
    }

    /// Reports something at a place of the body, with what to write instead.
    fn report(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report_at(code, self.span(range), message, help);
    }

    /// Reports something at a place of the file.
    fn report_at(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diag = Diagnostic::new(code, message).help(help);
        self.diags.push(diag.at(span.of(self.file)));
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.start + range.start, self.start + range.end)
    }

    fn finish(mut self) -> Outcome<Body> {
        self.end_components();
        self.notes();
        self.check_anchors();
        self.count_repeated();
        self.check_top();
        let mut html = self.writer.out;
        if self.raw_seen {
            html = by_hand::sanitized(html, self.lead.as_mut());
            let components = self.frames.done.iter_mut();
            for piece in components.flat_map(Component::pieces) {
                *piece = sanitize::clean(std::mem::take(piece));
            }
        }
        html.text = kept(&html.text);
        let prose = self.prose.finish();
        let words = count_words(&prose.text) as u32;
        let lint = self.lint.map(Lint::finish).unwrap_or_default();
        self.diags.extend(lint);
        Outcome {
            value: Body {
                html,
                components: self.frames.done,
                tables: self.frames.tables,
                outline: self.outline.headings,
                ids: self.ids,
                links: self.links,
                prose,
                runs: self.plain.runs,
                lead: self.lead,
                words,
            },
            diags: self.diags,
        }
    }
}
