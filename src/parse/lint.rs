//! How a body is written: sentences, paragraphs, headings, link texts, personal data.
//!
//! Fed by the one walk over the body, so that every finding is marked where it stands. Only runs
//! where site.toml has `[style]`; texts that others wrote (quotes) and code are left alone.

mod block;
mod caption;
mod counted;
mod faked;
mod glued;
mod link;
mod look;
mod marks;
mod numbered;
mod ordinal;
mod plain;
mod stars;

use super::personal;
use super::sentence::{sentences, words_above};
use crate::base::text::count_words;
use crate::config::style::Style;
use crate::data::Span;
use crate::diag::{Code, Diagnostic, Place};
use block::Block;
use counted::Counted;
use faked::Faked;
use numbered::Numbered;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// Characters in a line of a page, to count the lines of a paragraph as people see them.
const LINE: usize = 80;

/// What a block is, for the rules that apply.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Paragraph,
    Item,
    Other,
}

/// The rules at work on one body.
pub(super) struct Lint<'a> {
    file: &'a Arc<str>,
    /// Offset of the body in the file.
    start: usize,
    style: &'a Style,
    block: Block,
    shape: Shape,
    quotes: usize,
    code: bool,
    level: u8,
    /// Start of the link's text in the block, the link's range, whether it writes to a person.
    link: Option<(usize, Range<usize>, bool)>,
    /// Images around what comes: their text is not of the block.
    images: usize,
    /// The last words in bold of the block: in its text, and in the body with their marks.
    strong: Option<(Range<usize>, Range<usize>)>,
    /// What the paragraph before imitates, if the next one may go on with it.
    faked: Option<&'static str>,
    numbered: Numbered,
    counted: Option<Counted>,
    diags: Vec<Diagnostic>,
}

impl<'a> Lint<'a> {
    /// Rules for the body that starts at byte `start`.
    pub fn new(file: &'a Arc<str>, start: usize, style: &'a Style) -> Lint<'a> {
        Lint {
            file,
            start,
            style,
            block: Block::default(),
            shape: Shape::Other,
            quotes: 0,
            code: false,
            level: 1,
            link: None,
            images: 0,
            strong: None,
            faked: None,
            numbered: Numbered::default(),
            counted: None,
            diags: Vec::new(),
        }
    }

    /// Takes in one event of the walk.
    pub fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(*tag),
            Event::Text(text) if !self.code => self.text(text, range),
            // What stands between the ticks, not the ticks. Of a line end of Windows the parser leaves a space.
            Event::Code(text) => {
                let text = text.trim();
                let ticks = range.len().saturating_sub(text.len()) / 2;
                let inner = range.start + ticks..range.end.saturating_sub(ticks).max(range.start);
                let start = self.block.text.len();
                self.text(text, &inner);
                self.block.code.push(start..self.block.text.len());
            }
            Event::SoftBreak | Event::HardBreak => {
                self.block.breaks.push(self.block.text.len());
                self.block.push(" ", range);
            }
            _ => {}
        }
    }

    /// What comes was written by others, or no longer.
    pub fn quote(&mut self, on: bool) {
        self.flush();
        self.quotes = match on {
            true => self.quotes + 1,
            false => self.quotes.saturating_sub(1),
        };
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if self.images == 0 {
            self.block.push(text, range);
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.begin(Shape::Paragraph);
                self.block.start = Some(range.start);
            }
            Tag::Item => {
                self.begin(Shape::Item);
                self.numbered.item();
            }
            Tag::TableCell => self.begin(Shape::Other),
            Tag::List(number) => {
                self.flush();
                self.numbered.open_list(*number, range);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            Tag::Heading { level, .. } => {
                self.begin(Shape::Other);
                self.heading(*level as u8, range);
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.open_link(*link_type, dest_url, range),
            Tag::Image { .. } => self.images += 1,
            Tag::Strong => {
                let start = self.block.text.len();
                self.strong = Some((start..start, range.clone()));
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_) => {
                self.flush();
            }
            TagEnd::List(_) => self.close_list(),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::CodeBlock => self.code = false,
            TagEnd::Link => self.close_link(),
            TagEnd::Strong => {
                if let Some((words, _)) = &mut self.strong {
                    words.end = self.block.text.len();
                }
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    fn begin(&mut self, shape: Shape) {
        self.flush();
        self.shape = shape;
    }

    fn heading(&mut self, level: u8, range: &Range<usize>) {
        if level > self.level + 1 {
            let right = "#".repeat(usize::from(self.level) + 1);
            let message = format!("este título salta del nivel {} al {level}", self.level);
            let help = format!("use `{right}`, un nivel más que el título anterior");
            self.report(Code::HeadingJump, range, message, help);
        }
        self.level = level;
        self.numbered.heading();
        self.counted = None;
    }

    /// Ends the block and holds its text against the rules.
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        let shape = std::mem::replace(&mut self.shape, Shape::Other);
        let strong = self.strong.take();
        if block.text.trim().is_empty() {
            return;
        }
        self.numbered.block(&block);
        for (kind, range) in personal::find(&block.text) {
            self.personal(kind, &block.range(&range));
        }
        if self.quotes == 0 {
            self.marks(&block);
        }
        if self.quotes > 0 || shape == Shape::Other {
            self.faked = None;
            self.uncounted();
            return;
        }
        // A point of a list may say with a sign that it is done.
        let signed = self.numbered.depth > 0 && block.text.starts_with(faked::SIGNS);
        if !signed && self.faked(&block, strong.filter(|_| shape == Shape::Paragraph)) {
            // What is no paragraph is not to be a short one.
            self.uncounted();
            return;
        }
        match shape == Shape::Paragraph && self.numbered.depth == 0 {
            true => self.count(&block),
            false => self.uncounted(),
        }
        if shape == Shape::Paragraph {
            self.paragraph(&block);
        }
        let most = self.style.sentence_words;
        // Most blocks are shorter than one sentence may be.
        if count_words(&block.text) <= most {
            return;
        }
        for sentence in sentences(&block.text) {
            if let Some(words) = words_above(&block.text[sentence.clone()], most) {
                let message = format!("la oración tiene {words} palabras y el máximo es {most}");
                let help = "pártala en dos, o pásela a una lista";
                self.report(Code::SentenceLong, &block.range(&sentence), message, help);
            }
        }
    }

    fn paragraph(&mut self, block: &Block) {
        let most = self.style.paragraph_lines;
        // A name in brackets may hold a whole line end.
        let unseen = block.text.matches('\r').count();
        let lines = (block.text.chars().count() - unseen).div_ceil(LINE);
        if lines > most {
            let whole = block.range(&(0..block.text.len()));
            let message = format!("el párrafo ocupa unas {lines} líneas y el máximo es {most}");
            let help = "divídalo: una idea por párrafo";
            self.report(Code::ParagraphLong, &whole, message, help);
        }
    }

    /// Lines that look like a heading, a list or a table because they came from a word processor. Of
    /// paragraphs in a row that imitate the same, the first one is told. Whether that says all of it.
    fn faked(&mut self, block: &Block, strong: Option<(Range<usize>, Range<usize>)>) -> bool {
        let text = block.text.trim_end();
        let bold = strong.filter(|(words, _)| words.start == 0 && block.ends_line(words.end));
        let before = self.faked.take();
        let words = bold.as_ref().and_then(|(words, _)| text.get(words.clone()));
        let faked = faked::look(text, &block.breaks, words);
        let apart = block.start.is_some() && self.numbered.depth == 0;
        let plain = || plain::look(text, &block.breaks);
        let faked = faked.or_else(|| apart.then(plain).flatten());
        let in_code = |faked: &Faked| block.is_code(&(faked.range.start..faked.range.start + 1));
        let faked = faked.filter(|faked| !in_code(faked));
        let Some(faked) = faked.filter(|_| !glued::is_seen(block)) else {
            return false;
        };
        // Who does not want to hear of it wants to hear of the rest.
        let told = !self.style.ignore.contains(&Code::ShapeFaked);
        self.faked = faked.goes_on.then_some(faked.message);
        if self.faked.is_some() && self.faked == before {
            return told;
        }
        let bold = bold.filter(|(words, _)| *words == faked.range);
        let range = bold.map_or_else(|| block.range(&faked.range), |(_, marked)| marked);
        self.report(Code::ShapeFaked, &range, faked.message, faked.help);
        told
    }

    /// Signs of another Markdown that are words here.
    fn marks(&mut self, block: &Block) {
        for mark in marks::find(&block.text) {
            if block.is_plain(&mark.range) {
                let range = block.range(&mark.range);
                self.report(Code::ShapeFaked, &range, mark.message, mark.help);
            }
        }
    }

    /// The line below the heads of a table that is drawn with spaces.
    pub fn drawn_table(&mut self, range: &Range<usize>) {
        let message = "esta tabla está dibujada con espacios y no se lee como una";
        let help = "separe las celdas con `|` y ponga `|---|---|` bajo el encabezado";
        self.report(Code::ShapeFaked, range, message, help);
    }

    /// The first line of a paragraph that is read as code.
    pub fn pushed_in(&mut self, range: &Range<usize>) {
        let message = "esta línea se verá como código: antes hay un tabulador o espacios";
        let own = "bórrelos; en una lista, deje los espacios que tiene el texto de su punto";
        self.report(Code::ShapeFaked, range, message, own);
    }

    fn personal(&mut self, kind: &str, range: &Range<usize>) {
        let diag = personal::finding(kind).at(self.place(range));
        self.diags.push(diag);
    }

    fn report(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diag = Diagnostic::new(code, message).at(self.place(range));
        self.diags.push(diag.help(help));
    }

    fn place(&self, range: &Range<usize>) -> Place {
        Span::new(self.start + range.start, self.start + range.end).of(self.file)
    }

    /// What was found, without the rules that the site leaves out.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.flush();
        self.diags.retain(|d| !self.style.ignore.contains(&d.code));
        self.diags
    }
}
