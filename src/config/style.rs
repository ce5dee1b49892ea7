//! `[style]`: how documents should be written. Without it nothing of this is looked at.

use crate::data::Node;
use crate::data::reader::Reader;
use crate::diag::{Code, Diagnostic};
use std::sync::Arc;

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
pub(super) fn read(
    file: &Arc<str>,
    node: Option<&Node>,
    diags: &mut Vec<Diagnostic>,
) -> Option<Style> {
    let mut reader = Reader::new(file, node?, "[style]", diags);
    let mut style = Style {
        sentence_words: reader.count("sentence_words", 1).unwrap_or(20),
        paragraph_lines: reader.count("paragraph_lines", 1).unwrap_or(5),
        ignore: Vec::new(),
    };
    let items = reader.node("ignore").map_or(&[][..], Node::items);
    for item in items {
        let name = item.text().unwrap_or("");
        match Code::EDITORIAL.iter().find(|c| c.slug() == name) {
            Some(code) => style.ignore.push(*code),
            None => {
                let message = format!("`ignore` no puede llevar {}", item.describe());
                let diag = Diagnostic::new(Code::ConfigValue, message);
                let known = Code::EDITORIAL.iter().map(|c| c.slug());
                let diag = diag.at(item.span.of(file)).among(name, known);
                reader.diags().push(diag);
            }
        }
    }
    reader.finish();
    Some(style)
}
