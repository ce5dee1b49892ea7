//! The holes in a document's HTML, filled from the catalogue as seen from its own page.

use super::address::list_url;
use super::{Scope, marks};
use crate::base::path::relative;
use crate::base::text::escape;
use crate::catalog::{DocId, Resolved};
use crate::data::Span;
use crate::parse::html::{Hole, HoleKind, Html, fill};
use crate::parse::links::Target;
use std::sync::Arc;

/// HTML of one of a document's fields, or a line of it, with its holes filled.
pub(super) fn filled(scope: &Scope, id: DocId, html: &Html) -> String {
    let from = &scope.catalog.doc(id).card.url;
    holes(scope, (id, from), (&html.text, &html.holes), |_, _| {})
}

/// A text of a document with its holes filled as seen from a page; `component` gets those of
/// components.
pub(super) fn holes(
    scope: &Scope,
    (id, from): (DocId, &str),
    (text, holes): (&str, &[Hole]),
    mut component: impl FnMut(u32, &str),
) -> String {
    let catalog = &scope.catalog;
    let doc = catalog.doc(id);
    let links = &catalog.links[id as usize];
    let mut close = "";
    fill(text, holes, |hole, out| {
        if hole.kind == HoleKind::Component {
            return component(hole.link, out);
        }
        if !matches!(hole.kind, HoleKind::Href | HoleKind::Title) {
            let what = (hole.kind, hole.link);
            return marks::mark(&scope.site, from, what, &mut close, out);
        }
        let Some(link) = links.get(hole.link as usize) else {
            return;
        };
        match (hole.kind, link) {
            (HoleKind::Href, Resolved::Broken) => {
                let ties = doc.wiring.ties.read();
                let written = ties.links.get(hole.link as usize);
                let to = written.map_or("", |l| as_written(&l.target));
                escape(&relative(from, to), out);
            }
            (HoleKind::Href, Resolved::Away(away)) => leave(scope, &away.url, out),
            // The list of a collection stays behind with its last document.
            (HoleKind::Href, Resolved::Collection(at)) if !scope.site.collections[*at].listed => {
                leave(scope, &list_url(&scope.site.collections[*at], 1), out);
            }
            // So does an introduction, which is on its list.
            (HoleKind::Href, Resolved::Doc(id, _)) if !catalog.has_page(*id, &scope.site) => {
                leave(scope, &catalog.doc(*id).card.url, out);
            }
            (HoleKind::Href, _) => escape(&href(scope, from, link), out),
            (HoleKind::Title, Resolved::Away(away)) => escape(&away.title, out),
            (HoleKind::Title, Resolved::Doc(id, _)) => escape(&catalog.doc(*id).card.title, out),
            _ => {
                let ties = doc.wiring.ties.read();
                let written = ties.links.get(hole.link as usize);
                escape(written.map_or("", |l| as_written(&l.target)), out);
            }
        }
    })
}

/// A link out of a part of the site: to the whole one where its address is known, else to nowhere. An
/// `a` without `href` is words like any other, for the keyboard and for screen readers too.
fn leave(scope: &Scope, url: &str, out: &mut String) {
    match &scope.site.base_url {
        Some(_) => escape(&whole(scope, url).unwrap_or_default(), out),
        None => {
            if let Some(before) = out.strip_suffix("href=\"") {
                out.truncate(before.len());
                out.push_str("data-fuera=\"");
            }
            escape(url, out);
        }
    }
}

/// The address of a page of the whole site, when that has one.
pub(super) fn whole(scope: &Scope, url: &str) -> Option<String> {
    let (path, anchor) = url.split_once('#').unwrap_or((url, ""));
    let hash = if anchor.is_empty() { "" } else { "#" };
    let base = scope.site.base_url.as_ref()?;
    let path = crate::base::path::encode(path);
    Some(format!("{base}{path}{hash}{anchor}"))
}

/// A broken link shows what was written; it only gets this far where the collection is lenient.
fn as_written(target: &Target) -> &str {
    match target {
        Target::Page { path, .. } | Target::File { path, .. } => path,
        Target::Wiki { name, .. } => name,
        Target::Outside { written } => written,
    }
}

/// The relative URL of a resolved link.
fn href(scope: &Scope, from: &str, link: &Resolved) -> String {
    match link {
        Resolved::Doc(id, anchor) => {
            let to = &scope.catalog.doc(*id).card.url;
            let same = &**to == from && !anchor.is_empty();
            let mut url = if same {
                String::new()
            } else {
                relative(from, to)
            };
            if !anchor.is_empty() {
                url.push('#');
                url.push_str(anchor);
            }
            url
        }
        Resolved::Collection(at) => {
            let to = list_url(&scope.site.collections[*at], 1);
            relative(from, &to)
        }
        Resolved::Made(to, tail) => format!("{}{tail}", relative(from, to)),
        Resolved::Home => relative(from, "index.html"),
        Resolved::Attachment(at, tail) => {
            let to = &scope.catalog.attachments[*at as usize].url;
            format!("{}{tail}", relative(from, to))
        }
        Resolved::Away(_) | Resolved::Broken => String::new(),
    }
}

/// Markdown of one paragraph without the paragraph.
pub(super) fn inline(markdown: &str) -> String {
    let parsed = crate::parse::fragment(&Arc::from(""), markdown, Span::default());
    let html = parsed.value.html.text;
    let inner = html.trim_end().strip_prefix("<p>");
    let inner = inner.and_then(|t| t.strip_suffix("</p>"));
    inner.unwrap_or(&html).to_owned()
}
