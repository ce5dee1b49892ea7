//! The page of one document.

use super::card::{date_view, fields};
use super::page::{BodyView, ChangeView, DocView, RefView, RelatedView, TocEntry};
use super::shell::collection_ref;
use super::{Scope, component, knowledge};
use crate::base::path::relative;
use crate::base::text::escape;
use crate::catalog::related::related;
use crate::catalog::{DocId, Resolved};
use crate::check::Change;
use crate::parse::html::{HoleKind, Html};
use crate::parse::links::Target;
use crate::parse::outline::Heading;

/// Words a person reads in a minute.
const WORDS_A_MINUTE: usize = 200;
const RELATED: usize = 4;

/// The view of a document's own page.
pub(super) fn document(scope: &Scope, id: DocId) -> DocView {
    let catalog = &scope.catalog;
    let doc = catalog.doc(id);
    let (card, review) = (&doc.card, &doc.review);
    let (previous, next) = catalog.neighbours(id);
    let words = card.words as usize;
    let strings = |list: &[Box<str>]| list.iter().map(|s| s.to_string()).collect();
    let related = related(catalog, id, RELATED);
    let today = catalog.reference_date();
    let late = |date| today.zip(date).is_some_and(|(today, date)| date < today);
    DocView {
        url: card.url.to_string(),
        title: card.title.to_string(),
        summary: match card.own_summary {
            true => card.summary.to_string(),
            false => String::new(),
        },
        collection: collection_ref(scope, card.collection),
        date: card.date.map(date_view),
        updated: card.updated.map(date_view),
        review_by: review.review_by.map(date_view),
        overdue: late(review.review_by),
        expires: review.expires.map(date_view),
        expired: late(review.expires),
        changes: review.changes.iter().map(change).collect(),
        responsible: review.responsible.to_string(),
        authors: strings(&review.authors),
        draft: card.draft,
        example: card.example,
        words,
        minutes: words.div_ceil(WORDS_A_MINUTE).max(1),
        body: body(scope, id),
        toc: toc(&doc.body.outline),
        fields: fields(scope, id, |_| true),
        facts: knowledge::cited(scope, doc),
        sources: strings(&review.sources),
        previous: previous.map(|p| reference(scope, p)),
        next: next.map(|n| reference(scope, n)),
        related: related
            .into_iter()
            .map(|r| {
                let card = &catalog.doc(r.id).card;
                RelatedView {
                    url: card.url.to_string(),
                    title: card.title.to_string(),
                    kind: scope.site.collections[card.collection].singular.clone(),
                    shared: strings(&r.shared),
                }
            })
            .collect(),
        backlinks: catalog
            .backlinks(id)
            .iter()
            .filter(|b| catalog.has_page(**b, &scope.site))
            .map(|b| reference(scope, *b))
            .collect(),
    }
}

fn change(change: &Change) -> ChangeView {
    ChangeView {
        date: date_view(change.date),
        text: change.text.to_string(),
    }
}

/// Address and title of a document.
pub(super) fn reference(scope: &Scope, id: DocId) -> RefView {
    let card = &scope.catalog.doc(id).card;
    RefView {
        url: card.url.to_string(),
        title: card.title.to_string(),
    }
}

/// The body of a document with its holes filled, as seen from its own address.
pub(super) fn body(scope: &Scope, id: DocId) -> BodyView {
    component::body(scope, id, &scope.catalog.doc(id).body.html)
}

/// HTML of a document's body or fields with its holes filled; `component` gets those of components.
pub(super) fn filled(
    scope: &Scope,
    id: DocId,
    html: &Html,
    mut component: impl FnMut(u32, &str),
) -> String {
    let catalog = &scope.catalog;
    let doc = catalog.doc(id);
    let links = &catalog.links[id as usize];
    let from = &*doc.card.url;
    let mut close = "";
    html.fill(|hole, out| {
        if hole.kind == HoleKind::Component {
            return component(hole.link, out);
        }
        if !matches!(hole.kind, HoleKind::Href | HoleKind::Title) {
            let what = (hole.kind, hole.link);
            return knowledge::mark(&scope.site, from, what, &mut close, out);
        }
        let Some(link) = links.get(hole.link as usize) else {
            return;
        };
        match (hole.kind, link) {
            (HoleKind::Href, Resolved::Broken) => {
                let written = doc.wiring.links.get(hole.link as usize);
                let to = written.map_or("", |l| as_written(&l.target));
                escape(&relative(from, to), out);
            }
            (HoleKind::Href, _) => escape(&href(scope, from, link), out),
            (HoleKind::Title, Resolved::Doc(id, _)) => escape(&catalog.doc(*id).card.title, out),
            _ => {
                let written = doc.wiring.links.get(hole.link as usize);
                escape(written.map_or("", |l| as_written(&l.target)), out);
            }
        }
    })
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
            let to = super::list::list_url(&scope.site.collections[*at], 1);
            relative(from, &to)
        }
        Resolved::Home => relative(from, "index.html"),
        Resolved::Attachment(at, tail) => {
            let to = &scope.catalog.attachments[*at as usize].url;
            format!("{}{tail}", relative(from, to))
        }
        Resolved::Broken => String::new(),
    }
}

/// Headings of levels two and three, the third inside the second.
fn toc(outline: &[Heading]) -> Vec<TocEntry> {
    let mut out: Vec<TocEntry> = Vec::new();
    let top = outline.iter().map(|h| h.level).min().unwrap_or(2);
    for heading in outline.iter().filter(|h| h.level <= top + 1) {
        let entry = TocEntry {
            anchor: heading.anchor.to_string(),
            text: heading.text.to_string(),
            level: heading.level,
            children: Vec::new(),
        };
        match out.last_mut() {
            Some(parent) if heading.level > top => parent.children.push(entry),
            _ => out.push(entry),
        }
    }
    out
}
