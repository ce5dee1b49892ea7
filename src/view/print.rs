//! All steps of a path of study on one page, to print or to read without going to and fro.

use super::Scope;
use super::component::body_at;
use super::facts::cited_by;
use super::page::{BodyView, FactView, PathStepView, PathView};
use super::study::path;
use crate::base::path::relative;
use crate::base::text::escaped;
use crate::catalog::DocId;
use crate::parse::html::tag_end;
use memchr::memchr;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::iter::once;
use std::sync::Arc;

/// A path of study with its steps in full.
#[derive(Serialize)]
pub struct PrintView {
    pub path: PathView,
    /// Safe HTML of the path's own document.
    pub intro: BodyView,
    pub parts: Vec<PartView>,
    /// The facts that the path or a step cites: on paper no link leads to them.
    pub facts: Vec<FactView>,
}

/// One step in full.
#[derive(Serialize)]
pub struct PartView {
    /// Its id on the page.
    pub id: String,
    pub step: PathStepView,
    /// Safe HTML; ids and links are those of this page.
    pub body: BodyView,
    pub sources: Vec<String>,
}

/// Headings of a document stand under the heading that its own title becomes here.
const DEEPER: u8 = 1;

/// The page with a path and all its steps, without their bodies; `None` for other documents.
pub(super) fn print(scope: &Scope, id: DocId) -> Option<PrintView> {
    let catalog = &scope.catalog;
    let view = path(scope, id)?;
    let steps = &catalog.study.path(id)?.steps;
    let parts = steps.iter().zip(view.steps).map(|(step, view)| PartView {
        id: part(view.number),
        body: BodyView::default(),
        sources: catalog
            .doc(*step)
            .margin
            .read()
            .credits
            .sources
            .iter()
            .map(|s| s.to_string())
            .collect(),
        step: view,
    });
    Some(PrintView {
        parts: parts.collect(),
        facts: cited_by(scope, once(id).chain(steps.iter().copied())),
        intro: BodyView::default(),
        path: view.path,
    })
}

/// Puts in the bodies of these documents, a path and its steps, as seen from the page at `from`.
pub(super) fn put_bodies(scope: &Scope, docs: &[DocId], from: &str, view: &mut PrintView) {
    let parts = view.parts.iter();
    let here = parts.map(|part| {
        let to = relative(from, &part.step.card.url);
        (escaped(&to), part.id.clone())
    });
    let here: Arc<Here> = Arc::new(here.collect());
    let parts = view.parts.iter_mut();
    let bodies =
        once((part(0), &mut view.intro)).chain(parts.map(|part| (part.id.clone(), &mut part.body)));
    for (id, (part, body)) in docs.iter().zip(bodies) {
        *body = body_at(scope, *id, from);
        let (measured, here) = (body.settle.take(), here.clone());
        body.settle = Some(Box::new(move |html| {
            let measured = measured.as_ref().map(|measured| measured(html));
            settle(measured.as_deref().unwrap_or(html), &part, &here)
        }));
    }
}

/// The id of a step on the page; 0 is the path itself.
fn part(number: usize) -> String {
    format!("m{number}")
}

/// Addresses that lead to a step of this page, as they stand in attributes, and the step's id.
pub(super) type Here = FxHashMap<String, String>;

/// Makes the HTML of one document a part of a page with others: its ids start with the part's, links
/// to what is on the page stay on it, headings go one level down, and what is folded is open.
///
/// The input is what our writer and the sanitiser write: attributes stand between double quotes.
pub(super) fn settle(html: &str, part: &str, here: &Here) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match rest.starts_with("<!--") {
            true => rest.find("-->").map(|at| at + 3),
            false => tag_end(rest),
        };
        let Some(end) = end else { break };
        tag(&rest[..end], part, here, &mut out);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn tag(tag: &str, part: &str, here: &Here, out: &mut String) {
    let start = match tag.as_bytes().get(1) {
        Some(b'!') => return out.push_str(tag),
        Some(b'/') => 2,
        _ => 1,
    };
    let end = tag
        .bytes()
        .skip(start)
        .position(|b| !b.is_ascii_alphanumeric());
    let end = end.map_or(tag.len(), |at| start + at);
    let name = &tag[start..end];
    out.push_str(&tag[..start]);
    match heading(name) {
        Some(level) => out.push_str(&format!("h{level}")),
        None => out.push_str(name),
    }
    if name == "details" && start == 1 && !tag.contains(" open=") {
        out.push_str(" open=\"\"");
    }
    let mut rest = &tag[end..];
    // ` name="value"`: what stands before the value, the value, and its end.
    while let Some((before, value, after)) = attribute(rest) {
        out.push_str(before);
        settled(name_in(before), value, (part, here), out);
        out.push('"');
        rest = after;
    }
    out.push_str(rest);
}

fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let open = memchr(b'"', text.as_bytes())? + 1;
    let close = open + memchr(b'"', &text.as_bytes()[open..])?;
    Some((&text[..open], &text[open..close], &text[close + 1..]))
}

/// The name in what stands before a value; what has no value may stand before it, as in ` checked id="`.
fn name_in(before: &str) -> &str {
    let name = before.trim_end_matches(['=', '"']);
    let from = name.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    &name[from..]
}

/// The level of a heading among others' documents.
fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse::<u8>().ok()?;
    (1..=6).contains(&level).then(|| (level + DEEPER).min(6))
}

/// Writes a value of an attribute as it is on the page with others.
fn settled(key: &str, value: &str, (part, here): (&str, &Here), out: &mut String) {
    match key {
        "id" | "for" | "name" => out.extend([part, "-", value]),
        "aria-labelledby" | "aria-describedby" | "aria-controls" | "headers" => {
            for (at, id) in value.split_ascii_whitespace().enumerate() {
                let gap = if at == 0 { "" } else { " " };
                out.extend([gap, part, "-", id]);
            }
        }
        "href" => match (value.split_once('#'), here.get(value)) {
            (Some(("", anchor)), _) => out.extend(["#", part, "-", anchor]),
            (Some((path, anchor)), _) => match here.get(path) {
                Some(other) => out.extend(["#", other, "-", anchor]),
                None => out.push_str(value),
            },
            (None, Some(other)) => out.extend(["#", other]),
            (None, None) => out.push_str(value),
        },
        // Who prints a path does not scroll to each picture first; what stands alone is read on a screen.
        "loading" if !here.is_empty() => out.push_str("eager"),
        _ if value.contains("url(#") => {
            out.push_str(&value.replace("url(#", &format!("url(#{part}-")));
        }
        _ => out.push_str(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_keeps_its_ids_links_and_headings_to_itself() {
        let mut here = Here::default();
        here.insert("../../modulos/b.html".into(), "m2".into());
        let settled = |html: &str| settle(html, "m1", &here);
        let same = |html: &str| assert_eq!(settled(html), html);
        assert_eq!(
            settled("<h2 id=\"a\">A &lt; B</h2><h6>x</h6>"),
            "<h3 id=\"m1-a\">A &lt; B</h3><h6>x</h6>"
        );
        assert_eq!(settled("<a href=\"#a\">"), "<a href=\"#m1-a\">");
        let link = |to: &str| format!("<a class=\"x\" href=\"{to}\">");
        assert_eq!(settled(&link("../../modulos/b.html")), link("#m2"));
        assert_eq!(settled(&link("../../modulos/b.html#c")), link("#m2-c"));
        same(&link("../../modulos/c.html#c"));
        same("<hr /><img src=\"a > b.png\" alt=\"1 > 2\" /><!-- <h2 id=\"x\"> -->");
        same("un texto < sin fin");
        assert_eq!(
            settled("<input type=\"radio\" name=\"p\" id=\"i\" /><label for=\"i\">"),
            "<input type=\"radio\" name=\"m1-p\" id=\"m1-i\" /><label for=\"m1-i\">"
        );
        assert_eq!(
            settled("<p aria-labelledby=\"a b\"><path fill=\"url(#f)\">"),
            "<p aria-labelledby=\"m1-a m1-b\"><path fill=\"url(#m1-f)\">"
        );
        assert_eq!(
            settled("<img src=\"a.png\" loading=\"lazy\">"),
            "<img src=\"a.png\" loading=\"eager\">"
        );
        let alone = "<img src=\"a.png\" loading=\"lazy\">";
        assert_eq!(settle(alone, "m1", &Here::default()), alone);
        assert_eq!(
            settled("<input checked name=\"p\">"),
            "<input checked name=\"m1-p\">"
        );
        assert_eq!(
            settled("<details class=\"respuesta\">"),
            "<details open=\"\" class=\"respuesta\">"
        );
    }
}
