//! HTML written by hand that is kept: where it leads, and what it says.

use super::Walk;
use crate::parse::links::{Destination, classify};
use crate::parse::sanitize;
use std::ops::Range;

/// Elements that stand within a line of words; any other one cuts it.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
    "var",
];

impl Walk<'_> {
    /// Writes a piece of HTML. What it names of the site becomes a link like those of Markdown.
    pub(super) fn keep(&mut self, html: &str, range: Range<usize>) {
        let exact = self.body().get(range.clone()) == Some(html);
        let lower = html.to_ascii_lowercase();
        let ids = tags(&lower).filter_map(|(at, tag)| value(at, tag, "id="));
        self.ids.extend(ids.map(|at| html[at].into()));
        let mut from = 0;
        for (at, image) in addresses(&lower) {
            let url = html[at.clone()].replace("&amp;", "&");
            let place = match exact {
                true => range.start + at.start..range.start + at.end,
                false => range.clone(),
            };
            // The sanitiser knows what may not stay, and the sections of HTML may have their names below.
            if let Destination::Anchor(_) | Destination::External | Destination::Unsafe =
                classify(self.from, &url)
            {
                continue;
            }
            self.writer.push(&html[from..at.start]);
            from = at.end;
            let before = self.links.len();
            if !self.destination(&url, self.span(place)) {
                self.writer.push("#");
            }
            if image {
                self.show_from(before);
            }
        }
        self.writer.push(&html[from..]);
    }

    /// Takes in the words of a block of HTML, for search and the summary.
    pub(super) fn hear(&mut self, html: &str) {
        for (element, line) in lines(html) {
            let words: Vec<&str> = line.split_whitespace().collect();
            self.prose.paragraph();
            self.prose.text(&words.join(" "));
            if !matches!(&*element, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
                self.prose.end_paragraph();
            }
            self.prose.block();
        }
    }
}

/// Where the addresses of links and images stand in a piece of HTML in small letters, and whether they
/// are of images.
fn addresses(html: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    tags(html).filter_map(|(at, tag)| {
        let (name, image) = match tag.split(char::is_whitespace).next() {
            Some("a") => ("href=", false),
            Some("img") => ("src=", true),
            _ => return None,
        };
        Some((value(at, tag, name)?, image))
    })
}

/// What stands between the signs of each tag, and where.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    html.match_indices('<').map(|(open, _)| {
        let rest = &html[open + 1..];
        (open + 1, rest.split(['<', '>']).next().unwrap_or(rest))
    })
}

/// Where the value of an attribute stands, of a tag that stands at `at`.
fn value(at: usize, tag: &str, name: &str) -> Option<Range<usize>> {
    let mut named = tag.match_indices(name);
    let (found, _) = named.find(|(at, _)| tag[..*at].ends_with(char::is_whitespace))?;
    let written = &tag[found + name.len()..];
    let quote = written.chars().next().filter(|c| "\"'".contains(*c))?;
    let start = at + found + name.len() + 1;
    Some(start..start + written[1..].find(quote)?)
}

/// The lines that a block of HTML shows, each with the element that it begins in.
fn lines(html: &str) -> Vec<(String, String)> {
    let mut out = vec![(String::new(), String::new())];
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        say(&mut out, &rest[..open]);
        rest = &rest[open..];
        let inner = &rest[1..];
        let bare = inner.strip_prefix('/').unwrap_or(inner);
        if !bare.starts_with(|c: char| c.is_ascii_alphabetic() || "!?".contains(c)) {
            say(&mut out, "<");
            rest = inner;
            continue;
        }
        let end = bare.find(|c: char| !c.is_ascii_alphanumeric());
        let name = bare[..end.unwrap_or(bare.len())].to_ascii_lowercase();
        let end = match &*name {
            _ if inner.starts_with("!--") => rest.find("-->").map(|at| at + "-->".len()),
            "script" | "style" if inner == bare => {
                rest.match_indices("</").map(|(at, _)| at).find(|at| {
                    let closed = rest.get(at + 2..at + 2 + name.len());
                    closed.is_some_and(|closed| closed.eq_ignore_ascii_case(&name))
                })
            }
            _ => rest.find('>').map(|at| at + 1),
        };
        rest = &rest[end.unwrap_or(rest.len())..];
        if !name.is_empty() && !INLINE.contains(&&*name) {
            out.push((name, String::new()));
        }
    }
    say(&mut out, rest);
    for (_, line) in &mut out {
        *line = sanitize::read(line);
    }
    out.retain(|(_, line)| !line.trim().is_empty());
    out
}

fn say(lines: &mut [(String, String)], words: &str) {
    if let Some((_, line)) = lines.last_mut() {
        line.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_html_are_what_people_see_of_it() {
        let check = |html: &str, expect: &[&str]| {
            let lines = lines(html);
            let found: Vec<&str> = lines.iter().map(|(_, line)| line.trim()).collect();
            assert_eq!(found, expect, "{html}");
        };
        check(
            "<p>La <b>zana</b>horia</p><p>y m&aacute;s</p>",
            &["La zanahoria", "y más"],
        );
        check(
            "<tr><td>Uno</td><td>a &lt; b &amp; c</td></tr>",
            &["Uno", "a < b & c"],
        );
        check("<div>1 < 2<!-- <p>no</p> --> sí", &["1 < 2 sí"]);
        check(
            "<script>var a = '<p>';</script>x<style>\n.y{}</style>",
            &["x"],
        );
        check("<STYLE>.y{}", &[]);
        check("<script>a='</b>'</SCRIPT >b", &["b"]);
        check("<a\nhref=\"x\">uno</a", &["uno"]);
    }

    #[test]
    fn addresses_are_found_where_they_are() {
        let check = |html: &str, expect: &[(&str, bool)]| {
            let lower = html.to_ascii_lowercase();
            let all = addresses(&lower);
            let found: Vec<_> = all
                .into_iter()
                .map(|(at, image)| (&html[at], image))
                .collect();
            assert_eq!(found, expect, "{html}");
        };
        check("<a class=\"b\" href=\"x.md\">x</a>", &[("x.md", false)]);
        check(
            "<A HREF='ñ.md'><IMG SRC=\"É.png\"></A>",
            &[("ñ.md", false), ("É.png", true)],
        );
        check("<a name=\"x\">href=\"y\"</a>", &[]);
        check("<a data-href=\"x\"> href=\"y\"</a><abbr href=\"z\">", &[]);
        check("<img alt=\"\" src=\"\"><a href=\"x", &[("", true)]);
    }
}
