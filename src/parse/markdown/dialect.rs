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

/// Whether a line may be, or underline, a heading of level one: nearly none does, by its first byte.
fn may_be_heading(body: &str, start: usize) -> bool {
    let bytes = &body.as_bytes()[start..];
    match bytes.first() {
        Some(b'#') => bytes.get(1) != Some(&b'#'),
        Some(first) => matches!(first, b'>' | b'=' | b' ' | b'\t' | 0x0b | 0x0c | 0x80..),
        None => false,
    }
}

/// Whether a body uses headings of level one, which is the level of the page's title.
pub(super) fn has_top_heading(body: &str) -> bool {
    let starts =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', body.as_bytes()).map(|at| at + 1));
    let maybe = starts.filter(|at| may_be_heading(body, *at)).any(|at| {
        let line = body[at..].lines().next().unwrap_or_default();
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
