//! The page of one document.

use super::address::{collection_ref, reference};
use super::card::{date_view, fields};
use super::component::shown;
use super::owned;
use super::page::{ChangeView, DateView, DocView, InverseView, RelatedView, TocEntry};
use super::{Scope, community, knowledge, locale, study};
use crate::catalog::related::related;
use crate::catalog::{self, DocId};
use crate::check::Change;
use crate::parse::outline::Heading;

/// Words a person reads in a minute.
const WORDS_A_MINUTE: usize = 200;
const RELATED: usize = 4;

/// So many of the terms that two documents share are told.
const SHARED: usize = 3;

/// The view of a document's own page.
pub(super) fn document(scope: &Scope, id: DocId) -> DocView {
    let catalog = &scope.catalog;
    let doc = catalog.doc(id);
    let (card, review, body) = (&doc.card, &doc.review, doc.body.read());
    let credits = &body.credits;
    let (previous, next) = catalog.neighbours(id);
    let words = card.words as usize;
    let strings = |list: &[Box<str>]| list.iter().map(|s| owned(s)).collect();
    let related = related(catalog, id, RELATED);
    let (inverse, plain) = backlinks(scope, id);
    let told = scope.site.history.as_ref();
    let life = told.and_then(|_| scope.history.of(&doc.file));
    let names = life.filter(|_| told.is_some_and(|t| t.contributors));
    let today = catalog.reference_date();
    let say = |date| date_view(locale(scope), date);
    let late = |date| today.zip(date).is_some_and(|(today, date)| date < today);
    DocView {
        url: owned(&card.url),
        title: owned(&card.title),
        summary: match card.own_summary {
            true => owned(&card.summary),
            false => String::new(),
        },
        collection: collection_ref(scope, card.collection),
        date: card.date.map(say),
        updated: card.updated.map(say),
        cited: card
            .updated
            .or(card.date)
            .map_or(String::new(), |date| locale(scope).cited(date)),
        review_by: review.review_by.map(say),
        overdue: late(review.review_by),
        expires: review.expires.map(say),
        expired: late(review.expires),
        changed: life.map(|l| say(l.changed)),
        contributors: names.map_or(Vec::new(), |l| l.names.clone()),
        scheduled: catalog::is_scheduled(doc, &scope.site),
        changes: credits
            .changes
            .iter()
            .map(|c| change(say(c.date), c))
            .collect(),
        responsible: owned(&credits.responsible),
        authors: strings(&credits.authors),
        cited_by: match (&*credits.authors, &*credits.responsible) {
            ([], "") => scope.site.author.clone(),
            ([], responsible) => responsible.to_owned(),
            (authors, _) => authors.join(", "),
        },
        draft: card.draft,
        example: card.example,
        words,
        minutes: words.div_ceil(WORDS_A_MINUTE).max(1),
        body: shown(scope, id, (&body, &card.url)),
        toc: toc(&body.outline),
        fields: fields(scope, id, |field| {
            !community::shows(&scope.site, &field.name)
        }),
        agreements: community::agreements_of(scope, id),
        events: community::events_of(scope, id),
        facts: knowledge::cited(scope, credits),
        sources: strings(&credits.sources),
        previous: previous.map(|p| reference(scope, p)),
        next: next.map(|n| reference(scope, n)),
        related: related
            .into_iter()
            .map(|r| {
                let card = &catalog.doc(r.id).card;
                RelatedView {
                    url: owned(&card.url),
                    title: owned(&card.title),
                    singular: scope.site.collections[card.collection].singular.clone(),
                    shared: r.shared[..r.shared.len().min(SHARED)].join(", "),
                    linked: r.linked,
                }
            })
            .collect(),
        backlinks: plain.iter().map(|b| reference(scope, *b)).collect(),
        inverse,
        path: study::path(scope, id),
        module: study::module(scope, id),
    }
}

/// What leads to a document: references with words of their own for this side, and all the rest.
fn backlinks(scope: &Scope, id: DocId) -> (Vec<InverseView>, Vec<DocId>) {
    let (site, catalog) = (&scope.site, &scope.catalog);
    let mut named: Vec<InverseView> = Vec::new();
    let mut plain = Vec::new();
    for from in catalog.backlinks(id).iter().copied() {
        let fields = &site.collections[catalog.doc(from).card.collection].fields;
        let references = catalog.references[from as usize].iter();
        let own = references.filter(|(at, to)| *to == id && !fields[*at].inverse.is_empty());
        let mut told = false;
        for label in own.map(|(at, _)| &fields[*at].inverse) {
            told = true;
            let doc = reference(scope, from);
            match named.iter_mut().find(|i| i.label == *label) {
                Some(group) if group.docs.last() == Some(&doc) => {}
                Some(group) => group.docs.push(doc),
                None => named.push(InverseView {
                    label: label.clone(),
                    docs: vec![doc],
                }),
            }
        }
        if !told && catalog.has_page(from, site) {
            plain.push(from);
        }
    }
    (named, plain)
}

fn change(date: DateView, change: &Change) -> ChangeView {
    ChangeView {
        date,
        text: owned(&change.text),
    }
}

/// Headings of levels two and three, the third inside the second.
fn toc(outline: &[Heading]) -> Vec<TocEntry> {
    let mut out: Vec<TocEntry> = Vec::new();
    let top = outline.iter().map(|h| h.level).min().unwrap_or(2);
    for heading in outline.iter().filter(|h| h.level <= top + 1) {
        let entry = TocEntry {
            anchor: owned(&heading.anchor),
            text: owned(&heading.text),
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
