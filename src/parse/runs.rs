//! The words of a body as they stand in the file: what facts, terms and figures are looked for in.

use crate::data::Span;

/// Words without markup or entities, so that an offset in them is an offset in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Where they stand in the file.
    pub at: Span,
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
