//! Which Markdown is read, and which headings a body uses.

use crate::parse::RawHtml;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

/// The extensions in use: no more than authors need, as extensions are where parsers fail.
pub(super) fn options(raw_html: RawHtml, fragment: bool) -> Options {
    let mut options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    if !fragment {
        options |= Options::ENABLE_FOOTNOTES;
    }
    if raw_html != RawHtml::Trust {
        options |= Options::ENABLE_WIKILINKS;
    }
    options
}

/// Whether a body uses headings of level one, which is the level of the page's title.
pub(super) fn has_top_heading(body: &str) -> bool {
    let maybe = body.lines().any(|line| {
        let line = line.trim_start();
        line.starts_with("# ")
            || line == "#"
            || line.trim_start_matches(['>', ' ']).starts_with("# ")
            || (line.starts_with('=') && line.trim_end().bytes().all(|b| b == b'='))
    });
    maybe
        && Parser::new(body).any(|event| {
            matches!(
                event,
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1,
                    ..
                })
            )
        })
}
