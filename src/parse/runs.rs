//! The words of a body as they stand in the file: what facts, terms and figures are looked for in.

/// Pieces of plain text, each with its place in the file.
#[derive(Debug, Default, PartialEq)]
pub struct Runs {
    /// The words of all pieces, one after the other.
    text: String,
    pub list: Vec<Run>,
}

/// One piece: words without markup or entities, so that an offset in it is an offset in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    start: u32,
    end: u32,
    /// Where it starts in the file.
    pub source: u32,
    pub setting: Setting,
}

/// What the words of a run are part of. Code is never a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Text,
    Heading,
    /// A link, or an option of a question: words that nothing is put around.
    Link,
}

impl Runs {
    /// The words of one run.
    pub fn words(&self, run: Run) -> &str {
        &self.text[run.start as usize..run.end as usize]
    }

    /// Whether words that start at `source` go on with the last run.
    pub(super) fn goes_on(&self, source: usize, setting: Setting) -> bool {
        self.list.last().is_some_and(|last| {
            last.setting == setting && (last.source + last.end - last.start) as usize == source
        })
    }

    /// Adds words to the last run.
    pub(super) fn extend(&mut self, words: &str) {
        self.text.push_str(words);
        if let Some(last) = self.list.last_mut() {
            last.end = self.text.len() as u32;
        }
    }

    /// Starts a run and gives its number.
    pub(super) fn add(&mut self, words: &str, source: usize, setting: Setting) -> u32 {
        let start = self.text.len() as u32;
        self.text.push_str(words);
        self.list.push(Run {
            start,
            end: self.text.len() as u32,
            source: source as u32,
            setting,
        });
        self.list.len() as u32 - 1
    }
}
