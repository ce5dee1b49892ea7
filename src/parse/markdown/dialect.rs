//! Which Markdown is read, and which headings a body uses.

use crate::parse::RawHtml;
use memchr::memchr2_iter;
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

/// Whether a body may have a heading of level one, by its signs: hardly any has a `#` by itself before a
/// space, or a `=` that begins a word.
fn may_have_top_heading(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr2_iter(b'#', b'=', bytes).any(|at| {
        let before = at.checked_sub(1).map_or(b'\n', |before| bytes[before]);
        let after = bytes.get(at + 1);
        match bytes[at] {
            b'#' => before != b'#' && after.is_none_or(u8::is_ascii_whitespace),
            _ => !before.is_ascii_graphic(),
        }
    })
}

/// Whether a line looks like one, or like what underlines one.
fn is_top_heading(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("# ")
        || line == "#"
        || line.trim_start_matches(['>', ' ']).starts_with("# ")
        || (line.starts_with('=') && line.trim_end().bytes().all(|b| b == b'='))
}

/// Whether a body uses headings of level one, which is the level of the page's title.
pub(super) fn has_top_heading(body: &str) -> bool {
    may_have_top_heading(body)
        && body.lines().any(is_top_heading)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_level_one_are_found_by_their_signs() {
        for body in [
            "# A", "a\n#", "#\r\nA", "a\n> > # A", "- a\n  # B", "A\n===", "A\n =\r\n",
        ] {
            assert!(has_top_heading(body), "{body:?}");
        }
        for body in [
            "", "## A", "##", "a # b", "[a](b.md#c)", "a = b", "A\n==b", "```\n# A\n```",
        ] {
            assert!(!has_top_heading(body), "{body:?}");
        }
    }
}
