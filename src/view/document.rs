//! The page of one document.

use super::address::{collection_ref, reference};
use super::card::{date_view, fields};
use super::page::{
    AgreementView, BodyView, CollectionRef, DateView, EventView, FactView, FieldView, ModuleView,
    PathPageView, RefView, SourceView,
};
use super::{Scope, Text, community, facts, locale, study};
use crate::catalog::related::{Related, related};
use crate::catalog::{self, DocId};
use crate::check::Change;
use crate::check::doc::Credits;
use crate::parse::outline::Heading;
use compact_str::ToCompactString;
use serde::Serialize;

/// A document's own page.
#[derive(Serialize, Default)]
pub struct DocView {
    pub url: Text,
    pub title: Text,
    /// As the author wrote it; empty when there is none (a page must not show a made-up summary).
    pub summary: Text,
    pub collection: CollectionRef,
    pub date: Option<DateView>,
    pub updated: Option<DateView>,
    /// The newer of both as citations write it; empty when there is none.
    pub cited: Text,
    pub review_by: Option<DateView>,
    /// `review_by` is before the newest date of the site.
    pub overdue: bool,
    /// When it stops, or stopped, being of use.
    pub expires: Option<DateView>,
    /// `expires` is before the newest date of the site.
    pub expired: bool,
    /// What changed in it, newest first.
    pub changes: Vec<ChangeView>,
    /// The last commit that changed it, where the site tells.
    pub changed: Option<DateView>,
    /// Names of those who changed it, where the site tells.
    pub contributors: Vec<Text>,
    /// Its date is after that of the site: only builds with drafts have it.
    pub scheduled: bool,
    pub responsible: Text,
    pub authors: Vec<Text>,
    /// Who is cited: its authors, else who answers for it, else the site's own author.
    pub cited_by: Text,
    pub draft: bool,
    pub example: bool,
    /// Not for templates, which see the minutes: hardly two documents have as many words, and so each page
    /// would have a shape of its own.
    #[serde(skip)]
    pub words: usize,
    /// Reading time, at least 1.
    pub minutes: Text,
    /// HTML with all links filled; safe.
    pub body: BodyView,
    pub toc: Vec<TocEntry>,
    /// Own fields with a value, in schema order.
    pub fields: Vec<FieldView>,
    /// What it says was agreed.
    pub agreements: Vec<AgreementView>,
    /// The events it tells of.
    pub events: Vec<EventView>,
    /// The facts it cites.
    pub facts: Vec<FactView>,
    pub sources: Vec<SourceView>,
    pub previous: Option<RefView>,
    pub next: Option<RefView>,
    pub related: Vec<RelatedView>,
    /// References that have words for this side of them, by those words.
    pub inverse: Vec<InverseView>,
    /// The other documents that link here.
    pub backlinks: Vec<RefView>,
    /// What it has as a path of study.
    pub path: Option<PathPageView>,
    /// What it has as a module.
    pub module: Option<ModuleView>,
}

/// One change of a document.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct ChangeView {
    pub date: DateView,
    pub text: Text,
}

/// A heading in the table of contents.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct TocEntry {
    pub anchor: Text,
    pub text: Text,
    pub level: u8,
    pub children: Vec<TocEntry>,
}

/// A related document and why it is here.
#[derive(Serialize, Clone, Debug)]
pub struct RelatedView {
    pub url: Text,
    pub title: Text,
    /// What it is, for people: «Caso».
    pub singular: Text,
    /// Labels of the terms that both share, at most three.
    pub shared: Text,
    /// Whether one links or refers to the other.
    pub linked: bool,
}

/// References that other documents make to one, in the words of the field that makes them.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct InverseView {
    pub label: Text,
    pub docs: Vec<RefView>,
}

/// Words a person reads in a minute.
const WORDS_A_MINUTE: usize = 200;
const RELATED: usize = 4;

/// How many of the terms that two documents share are named.
const SHARED: usize = 3;

/// The view of a document's own page, without its body.
pub(super) fn document(scope: &Scope, id: DocId) -> DocView {
    let catalog = &scope.catalog;
    let doc = catalog.doc(id);
    let (card, review, margin) = (&doc.card, &doc.review, doc.margin.read());
    let credits = &margin.credits;
    let (previous, next) = catalog.neighbours(id);
    let words = card.words as usize;
    let (inverse, backlinks) = backlinks(scope, id);
    let told = scope.site.history.as_ref();
    let life = told.and_then(|_| scope.history.of(&doc.file));
    let names = life.filter(|_| told.is_some_and(|t| t.contributors));
    let today = catalog.reference_date();
    let say = |date| date_view(locale(scope), date);
    let change = |change: &Change| ChangeView {
        date: say(change.date),
        text: Text::new(&change.text),
    };
    let source = |text| SourceView { text };
    let late = |date| today.zip(date).is_some_and(|(today, date)| date < today);
    DocView {
        url: Text::new(&card.url),
        title: Text::new(&card.title),
        summary: match card.own_summary {
            true => Text::new(&card.summary),
            false => Text::default(),
        },
        collection: collection_ref(scope, card.collection),
        date: card.date.map(say),
        updated: card.updated.map(say),
        cited: card
            .updated
            .or(card.date)
            .map_or(Text::default(), |date| locale(scope).cited(date).into()),
        review_by: review.review_by.map(say),
        overdue: late(review.review_by),
        expires: review.expires.map(say),
        expired: late(review.expires),
        changed: life.map(|l| say(l.changed)),
        contributors: names.map_or(Vec::new(), |l| l.names.iter().map(Text::new).collect()),
        scheduled: catalog::is_scheduled(doc, &scope.site),
        changes: credits.changes.iter().map(change).collect(),
        responsible: Text::new(&credits.responsible),
        authors: credits.authors.iter().map(Text::new).collect(),
        cited_by: cited_by(scope, credits),
        draft: card.draft,
        example: card.example,
        words,
        minutes: words.div_ceil(WORDS_A_MINUTE).max(1).to_compact_string(),
        body: BodyView::default(),
        toc: toc(&margin.outline),
        fields: fields(scope, id, |field| {
            !community::shows(&scope.site, &field.name)
        }),
        agreements: community::agreements_of(scope, id),
        events: community::events_of(scope, id),
        facts: facts::cited(scope, credits),
        sources: credits.sources.iter().map(Text::new).map(source).collect(),
        previous: previous.map(|p| reference(scope, p)),
        next: next.map(|n| reference(scope, n)),
        related: related_to(scope, id),
        backlinks,
        inverse,
        path: study::path(scope, id),
        module: study::module(scope, id),
    }
}

fn cited_by(scope: &Scope, credits: &Credits) -> Text {
    match (&*credits.authors, &*credits.responsible) {
        ([], "") => Text::new(&scope.site.author),
        ([], responsible) => Text::new(responsible),
        (authors, _) => authors.join(", ").into(),
    }
}

fn related_to(scope: &Scope, id: DocId) -> Vec<RelatedView> {
    let view = |other: Related| {
        let card = &scope.catalog.doc(other.id).card;
        RelatedView {
            url: Text::new(&card.url),
            title: Text::new(&card.title),
            singular: Text::new(&scope.site.collections[card.collection].singular),
            shared: other.shared[..other.shared.len().min(SHARED)]
                .join(", ")
                .into(),
            linked: other.linked,
        }
    };
    let all = related(&scope.catalog, id, RELATED);
    all.into_iter().map(view).collect()
}

/// What leads to a document: references with words of their own for this side, and all the rest.
fn backlinks(scope: &Scope, id: DocId) -> (Vec<InverseView>, Vec<RefView>) {
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
                    label: Text::new(label),
                    docs: vec![doc],
                }),
            }
        }
        if !told && catalog.has_page(from, site) {
            plain.push(reference(scope, from));
        }
    }
    (named, plain)
}

/// Headings of levels two and three, the third inside the second.
fn toc(outline: &[Heading]) -> Vec<TocEntry> {
    let mut out: Vec<TocEntry> = Vec::new();
    let top = outline.iter().map(|h| h.level).min().unwrap_or(2);
    for heading in outline.iter().filter(|h| h.level <= top + 1) {
        let entry = TocEntry {
            anchor: Text::new(&heading.anchor),
            text: Text::new(&heading.text),
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
