//! The text of a body by section: what search reads and summaries are made of.

use crate::base::digest::Digest;
use crate::base::text::{kept, truncate};
use crate::base::unseen::{unseen, without};
use memchr::{memchr, memchr2, memmem};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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

/// What is known of some prose without reading it again: with equal marks, the same sections say the
/// same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub digest: Digest,
    /// Bytes of the sections with their headings.
    pub bytes: u32,
}

impl Mark {
    /// The mark of a text and the sections that cut it, in order. Between them only words count.
    pub fn of<'a>(text: &'a str, sections: &'a [Section]) -> Mark {
        let part = |from: u32, to: usize| text.get(from as usize..to).unwrap_or_default();
        let words = |between: &'a str| between.trim_matches(|c: char| !c.is_alphanumeric());
        let (mut parts, mut last) = (Vec::with_capacity(4 * sections.len() + 1), 0);
        for section in sections {
            let between = words(part(last, section.start as usize));
            let said = part(section.start, section.end as usize);
            parts.extend([between, &section.anchor, &section.heading, said]);
            last = section.end;
        }
        parts.push(words(part(last, text.len())));
        Mark {
            digest: Digest::of_parts(parts.iter().map(|part| part.as_bytes())),
            bytes: parts.iter().map(|part| part.len() as u32).sum(),
        }
    }
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
    /// What comes is another cell than what was before.
    parted: bool,
    /// The text may have signs that nobody sees. They would cut words: who pastes from a page brings
    /// hyphens for the ends of its lines, and nobody types them in a search.
    unseen: bool,
}

impl ProseSink {
    /// For the text of a body.
    pub fn new(body: &str) -> ProseSink {
        ProseSink {
            text: String::with_capacity(body.len()),
            unseen: may_have_unseen(body),
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
        if std::mem::take(&mut self.parted) && !self.text.is_empty() {
            // Read in one line, words of neighbouring cells would pass for one sentence.
            if !self
                .text
                .ends_with(['.', ',', ':', ';', '?', '!', '…', '\n'])
            {
                self.text.push(';');
            }
            self.gap();
        }
        let seen = self.seen(text);
        self.text.push_str(&seen);
    }

    /// A cell of a table ends.
    pub fn cell(&mut self) {
        self.parted = true;
    }

    /// Leaves out what comes, or takes it in again.
    pub fn mute(&mut self, on: bool) {
        self.muted = match on {
            true => self.muted + 1,
            false => self.muted.saturating_sub(1),
        };
    }

    /// A gap between words: a line end, a list item.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// What comes tells of what was before: the date of a moment may have its colon already.
    pub fn colon(&mut self) {
        if !self.text.ends_with(':') {
            self.text.push(':');
        }
    }

    /// A gap between blocks.
    pub fn block(&mut self) {
        self.parted = false;
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
            heading: self.seen(heading).trim().into(),
            start: at,
            end: at,
        });
    }

    /// What people see of a text.
    fn seen<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.unseen {
            true => without(text).into(),
            false => text.into(),
        }
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

/// Asked once for a body, and quickly: hardly any has such a sign, nor the bytes that most begin with.
fn may_have_unseen(body: &str) -> bool {
    let bytes = body.as_bytes();
    let has = |sign: &str| memmem::find(bytes, sign.as_bytes()).is_some();
    let entity = memchr(b'&', bytes).is_some();
    has("\u{ad}")
        || entity && ["&#", "&shy", "&zw"].iter().any(|sign| has(sign))
        || memchr2(0xe2, 0xef, bytes).is_some() && unseen(body).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_not_read() {
        let read = |body: &str| {
            let mut sink = ProseSink::new(body);
            sink.heading("a", body);
            sink.text(body);
            let prose = sink.finish();
            assert_eq!(&*prose.sections[0].heading, prose.text);
            prose.text
        };
        assert_eq!(
            read("alcal\u{ad}día, acue\u{200b}ducto"),
            "alcaldía, acueducto"
        );
        assert_eq!(read("«agua» … 5 %"), "«agua» … 5 %");
    }

    #[test]
    fn equal_marks_say_the_same_in_the_same_sections() {
        let of = |text: &str, cuts: &[(&str, u32, u32)]| {
            let section = |(heading, start, end): &(&str, u32, u32)| Section {
                anchor: heading.to_lowercase().into(),
                heading: (*heading).into(),
                start: *start,
                end: *end,
            };
            let sections: Vec<Section> = cuts.iter().map(section).collect();
            Mark::of(text, &sections)
        };
        let mark = of("uno dos", &[("", 0, 3), ("Más", 4, 7)]);
        // Uno, dos, the heading and its anchor.
        assert_eq!(mark.bytes, 3 + 3 + 2 * "Más".len() as u32);
        assert_eq!(mark, of("uno.\n dos\n", &[("", 0, 3), ("Más", 6, 9)]));
        for other in [
            of("uno dos", &[("", 0, 3), ("Menos", 4, 7)]),
            of("uno dos", &[("", 0, 7), ("Más", 7, 7)]),
            of("uno tres dos", &[("", 0, 3), ("Más", 9, 12)]),
            of("uno dos tres", &[("", 0, 3), ("Más", 4, 7)]),
            of("uno dos", &[]),
        ] {
            assert_ne!(mark.digest, other.digest);
        }
    }
}
