//! `[style]`: how documents should be written. Without it nothing of this is looked at.

use crate::data::Node;
use crate::data::reader::{Reader, wrong};
use crate::diag::Code;

/// Limits of the editorial checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Most words of a sentence.
    pub sentence_words: usize,
    /// Most lines of a paragraph.
    pub paragraph_lines: usize,
    /// Codes that this site does not look at.
    pub ignore: Vec<Code>,
}

/// Reads `[style]`.
pub(super) fn read(root: &mut Reader<'_, '_>) -> Option<Style> {
    let mut reader = root.section("style")?;
    let mut style = Style {
        sentence_words: reader.count("sentence_words", 1).unwrap_or(20),
        paragraph_lines: reader.count("paragraph_lines", 1).unwrap_or(5),
        ignore: Vec::new(),
    };
    for item in reader.node("ignore").map_or(&[][..], Node::items) {
        let name = item.text().unwrap_or("");
        match Code::EDITORIAL.iter().find(|c| c.slug() == name) {
            Some(code) => style.ignore.push(*code),
            None => {
                let diag = wrong(format!("`ignore` no puede llevar {}", item.describe()));
                let known = Code::EDITORIAL.iter().map(|c| c.slug());
                reader.report(item.span, diag.among(name, known));
            }
        }
    }
    reader.finish();
    Some(style)
}
