//! What others see of a document. While that stays as it was, an edit changes the document's own page,
//! the index and the few pages that show its body, and no page of another document.

use super::doc::{Card, Doc, Reference, Ties, Wiring};
use super::{Mentions, Review};
use serde::Serialize;

impl Doc {
    /// All that the catalogue and pages of other documents can see of it, to be told from what they saw
    /// before. Places in its file are not part of it: they move with every word.
    ///
    /// Nothing is left out silently: a new field has to be named here.
    pub fn outlook(&self) -> impl Serialize + '_ {
        let Doc {
            path,
            file,
            role,
            card,
            wiring,
            review,
            mentions,
            body: _,
            prose: _,
        } = self;
        let Review { review_by, expires } = review;
        let Mentions { facts, entries } = mentions;
        let facts: Vec<u32> = facts.iter().map(|(fact, _)| *fact).collect();
        let shown = (role, card_of(card), review_by, expires);
        (path, file, shown, tied(wiring), facts, entries)
    }
}

/// The number of its words is told on its own page alone.
fn card_of(card: &Card) -> impl Serialize + '_ {
    let Card {
        url,
        title,
        summary,
        own_summary,
        collection,
        date,
        updated,
        order,
        draft,
        example,
        words: _,
        fields,
    } = card;
    let texts = (url, title, summary, own_summary, collection);
    let fields = fields.read().into_owned();
    (texts, date, updated, order, draft, example, fields)
}

fn tied(wiring: &Wiring) -> impl Serialize + '_ {
    let Wiring {
        ties,
        tables,
        alias,
        place: _,
        title: _,
        review_by: _,
        expires: _,
        permits: _,
    } = wiring;
    let Ties {
        terms,
        references,
        links,
        anchors,
    } = ties.read().into_owned();
    let named = |reference: Reference| (reference.field, reference.target);
    let references: Vec<_> = references.into_iter().map(named).collect();
    let links: Vec<_> = links.into_iter().map(|link| link.target).collect();
    let tables: Vec<&str> = tables.iter().map(|table| &*table.path).collect();
    let alias: Vec<&str> = alias.iter().map(|(url, _)| &**url).collect();
    (terms, references, links, anchors, tables, alias)
}
