//! The text of a body by section: what search reads and summaries are made of.

use crate::base::text::{kept, truncate};
use serde::{Deserialize, Serialize};

/// Prose of one document: all text, and where each section of it is.
#[derive(Debug, Default, PartialEq, Clone)]
pub struct Prose {
    pub text: String,
    pub sections: Vec<Section>,
    /// First paragraph, in characters for people.
    pub first: Box<str>,
}

/// One section of a document: a heading and the text until the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Anchor of the heading (`que-se-hizo`), empty before the first heading.
    pub anchor: Box<str>,
    /// Text of the heading, empty before the first heading.
    pub heading: Box<str>,
    /// Byte range of this section's prose in the document's text (the heading is not in it).
    pub start: u32,
    pub end: u32,
}

/// Longest summary made from the first paragraph, in characters.
const SUMMARY: usize = 240;

#[derive(Default)]
pub(super) struct ProseSink {
    text: String,
    sections: Vec<Section>,
    first: Option<Box<str>>,
    paragraph: usize,
    /// What comes is not read: answers to a question would give it away.
    muted: usize,
}

impl ProseSink {
    /// `size` is how long the text may become.
    pub fn new(size: usize) -> ProseSink {
        ProseSink {
            text: String::with_capacity(size),
            ..ProseSink::default()
        }
    }

    /// Text of the body, outside of headings.
    pub fn text(&mut self, text: &str) {
        if self.muted > 0 {
            return;
        }
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        self.text.push_str(text);
    }

    /// Leaves out what comes, or takes it in again.
    pub fn mute(&mut self, on: bool) {
        self.muted = match on {
            true => self.muted + 1,
            false => self.muted.saturating_sub(1),
        };
    }

    /// A gap between words: a line end, a cell, a list item.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// A gap between blocks.
    pub fn block(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        let start = self.sections.last().map_or(0, |s| s.start as usize);
        if self.text.len() > start && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// A paragraph starts.
    pub fn paragraph(&mut self) {
        self.paragraph = self.text.len();
    }

    /// A paragraph ends; the first one is kept for the summary.
    pub fn end_paragraph(&mut self) {
        if self.first.is_none() {
            let text = self.text.get(self.paragraph..).unwrap_or("").trim();
            if !text.is_empty() {
                self.first = Some(truncate(text, SUMMARY).into());
            }
        }
    }

    /// A heading closes the section before it and opens its own.
    pub fn heading(&mut self, anchor: &str, heading: &str) {
        self.block();
        self.close();
        let at = self.text.len() as u32;
        self.sections.push(Section {
            anchor: anchor.into(),
            heading: heading.trim().into(),
            start: at,
            end: at,
        });
    }

    fn close(&mut self) {
        let end = self.text.trim_end().len() as u32;
        if let Some(last) = self.sections.last_mut() {
            last.end = end.max(last.start);
        }
    }

    /// The finished prose.
    pub fn finish(mut self) -> Prose {
        self.close();
        Prose {
            text: kept(&self.text),
            sections: self.sections,
            first: self.first.unwrap_or_default(),
        }
    }
}
