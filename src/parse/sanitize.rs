//! Sanitises HTML written by hand, keeping the holes of internal links.

use super::html::{Hole, HoleKind, Html};
use ammonia::Builder;

/// Stands for a hole inside an attribute while the HTML is cleaned.
const HREF: &str = "acervo-hueco:";
/// Stand around the number of a title's hole: private characters that no text uses.
const OPEN: char = '\u{F5F0}';
const CLOSE: char = '\u{F5F1}';
/// Stands before the number of a component's hole.
const COMPONENT: char = '\u{F5F2}';

/// Removes everything that could run code or change the page around it.
pub(super) fn clean(html: Html) -> Html {
    let marked = html.fill(|hole, out| match hole.kind {
        HoleKind::Href => out.push_str(&format!("{HREF}{}", hole.link)),
        HoleKind::Title => out.push_str(&format!("{OPEN}{}{CLOSE}", hole.link)),
        // A page that is parsed again keeps no hole here: a name that any language reads.
        HoleKind::Back => out.push_str(&format!("↩ {}", hole.link)),
        HoleKind::Component => out.push_str(&format!("{COMPONENT}{}{CLOSE}", hole.link)),
        // Marks around words do not survive a page that is parsed again.
        HoleKind::Run | HoleKind::Fact | HoleKind::Entry | HoleKind::End => {}
    });
    let cleaned = Builder::default()
        .add_tags(["section", "label", "input"])
        .add_generic_attributes(["id", "class", "role", "aria-label", "tabindex"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("input", ["type", "disabled", "checked"])
        .add_url_schemes(["acervo-hueco"])
        .link_rel(None)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            // A page loads nothing from another host.
            ("img", "src") if is_foreign(value) => None,
            _ => Some(value.into()),
        })
        .clean(&marked)
        .to_string();
    unmark(&cleaned)
}

/// What a text of HTML says that has no tags.
pub(super) fn read(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let escaped = Builder::empty().clean(text).to_string();
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    let read = |text: String, (written, sign): (&str, &str)| text.replace(written, sign);
    signs.into_iter().fold(escaped, read)
}

fn is_foreign(url: &str) -> bool {
    !url.starts_with(HREF) && (url.contains(':') || url.trim_start().starts_with(['/', '\\']))
}

/// Turns the marks back into holes.
fn unmark(text: &str) -> Html {
    let addresses = text.match_indices(HREF);
    let addresses = addresses.map(|(at, mark)| (at, mark, HoleKind::Href));
    let signs = text.match_indices([OPEN, COMPONENT]);
    let signs = signs.map(|(at, mark)| match mark.starts_with(OPEN) {
        true => (at, mark, HoleKind::Title),
        false => (at, mark, HoleKind::Component),
    });
    let mut marks: Vec<(usize, &str, HoleKind)> = addresses.chain(signs).collect();
    marks.sort_unstable_by_key(|(at, ..)| *at);
    let mut out = Html::default();
    let mut from = 0;
    for (at, mark, kind) in marks {
        out.text.push_str(&text[from..at]);
        let rest = &text[at + mark.len()..];
        let end = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &rest[..rest.len() - end.len()];
        if let Ok(link) = digits.parse() {
            out.holes.push(Hole {
                at: out.text.len() as u32,
                link,
                kind,
            });
        }
        from = text.len() - end.strip_prefix(CLOSE).unwrap_or(end).len();
    }
    out.text.push_str(&text[from..]);
    out
}
