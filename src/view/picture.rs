//! Room for pictures: with their sizes in the page, what is below them does not move when they come.

use super::Scope;
use crate::base::path::relative;
use crate::base::text::escaped;
use crate::catalog::{DocId, Resolved};
use crate::parse::html::tag_end;
use crate::source::picture::Size;

/// What a whole body becomes.
pub type Settle = Box<dyn Fn(&str) -> String + Send + Sync>;

/// Addresses of the pictures of a document, as they stand in attributes.
type Sizes = Vec<(String, Size)>;

/// Puts the sizes of the pictures of a document into its HTML on a page; `None` when it shows none.
pub(super) fn measured(scope: &Scope, id: DocId, from: &str) -> Option<Settle> {
    let links = scope.catalog.links[id as usize].iter();
    let sizes = links.filter_map(|link| {
        let Resolved::Attachment(at, tail) = link else {
            return None;
        };
        let file = &scope.catalog.attachments[*at as usize];
        Some((
            escaped(&format!("{}{tail}", relative(from, &file.url))),
            file.picture.as_ref()?.size?,
        ))
    });
    let sizes: Sizes = sizes.collect();
    (!sizes.is_empty()).then(|| Box::new(move |html: &str| with_sizes(html, &sizes)) as Settle)
}

/// Readers far down a page do not load what stands below either.
fn with_sizes(html: &str, sizes: &Sizes) -> String {
    let mut out = String::with_capacity(html.len() + 64 * sizes.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        let (before, tag) = rest.split_at(at + "<img ".len());
        let (tag, after) = tag.split_at(tag_end(tag).unwrap_or(tag.len()));
        out.push_str(before);
        let source = tag
            .split_once("src=\"")
            .and_then(|(_, value)| value.split_once('"'));
        let size = source.and_then(|(source, _)| sizes.iter().find(|(url, _)| url == source));
        if let Some((_, Size { width, height })) = size.filter(|_| !tag.contains(" width=")) {
            out.push_str(&format!("width=\"{width}\" height=\"{height}\" "));
            if !tag.contains("loading=") {
                out.push_str("loading=\"lazy\" ");
            }
        }
        out.push_str(tag);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_whose_size_is_known_say_it_and_only_once() {
        let sizes = vec![(
            "a&amp;b.png".to_owned(),
            Size {
                width: 30,
                height: 20,
            },
        )];
        for (html, expect) in [
            (
                "<p><img src=\"a&amp;b.png\" alt=\"1 > 2\" /> y</p>",
                "<p><img width=\"30\" height=\"20\" loading=\"lazy\" src=\"a&amp;b.png\" alt=\"1 > 2\" /> y</p>",
            ),
            (
                "<img loading=\"lazy\" src=\"a&amp;b.png\">",
                "<img width=\"30\" height=\"20\" loading=\"lazy\" src=\"a&amp;b.png\">",
            ),
            (
                "<img src=\"a&amp;b.png\" width=\"9\">",
                "<img src=\"a&amp;b.png\" width=\"9\">",
            ),
            ("<img src=\"otra.png\"><img ", "<img src=\"otra.png\"><img "),
        ] {
            assert_eq!(with_sizes(html, &sizes), expect);
        }
    }
}
