//! A document as its index keeps it.

use crate::view::search::Section;

/// What a result list shows of a document, and the text that fragments are cut from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub url: String,
    pub title: String,
    pub summary: String,
    pub kind: String,
    pub date: String,
    pub text: String,
    pub sections: Vec<Section>,
}

impl Card {
    /// The text of one section, without its heading.
    pub fn prose(&self, section: &Section) -> &str {
        prose(&self.text, section)
    }
}

/// The part of a document's text that is a section, without its heading.
pub fn prose<'a>(text: &'a str, section: &Section) -> &'a str {
    text.get(section.start as usize..section.end as usize)
        .unwrap_or_default()
}
