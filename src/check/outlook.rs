//! What others see of a document. While that stays as it was, an edit changes the document's own page,
//! the index and the few pages that show its body, and no page of another document.

use super::doc::{Card, Doc, Ties, Wiring};
use super::{Mentions, Review};
use serde::{Serialize, Serializer};

/// All that the catalogue and pages of other documents can see of one, to be told from what they saw
/// before. Places in its file are not part of it: they move with every word.
///
/// Nothing is left out silently: what a document is made of is named here whole.
pub struct Outlook<'a>(pub &'a Doc);

impl Serialize for Outlook<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let card = &self.0.card;
        (&card.title, &card.summary, card.own_summary, Frame(self.0)).serialize(serializer)
    }
}

/// An outlook without title and summary, which pages show of other documents and hardly anything is
/// derived from.
pub struct Frame<'a>(pub &'a Doc);

impl Serialize for Frame<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Doc {
            path,
            file,
            role,
            card,
            wiring,
            review,
            mentions,
            body: _,
            margin,
            prose: _,
            prose_mark: _,
            made_of: _,
        } = self.0;
        let Review { review_by, expires } = review;
        let Mentions { facts, entries } = mentions;
        let facts: Vec<u32> = facts.iter().map(|(fact, _)| *fact).collect();
        let own = (path, file, role, review_by, expires);
        let margin = margin.read();
        let sections: Vec<_> = margin.outline.iter().map(|h| &h.anchor).collect();
        (own, Shown(card), Tied(wiring), sections, facts, entries).serialize(serializer)
    }
}

struct Shown<'a>(&'a Card);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Card {
            url,
            title: _,
            summary: _,
            own_summary: _,
            collection,
            date,
            updated,
            order,
            draft,
            example,
            // Their number is told on its own page alone.
            words: _,
            fields,
        } = self.0;
        let marks = (date, updated, order, draft, example);
        (url, collection, marks, fields.read()).serialize(serializer)
    }
}

struct Tied<'a>(&'a Wiring);

impl Serialize for Tied<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Wiring {
            ties,
            tables,
            alias,
            place: _,
            title: _,
            review_by: _,
            expires: _,
            permits: _,
        } = self.0;
        let ties = ties.read();
        let Ties {
            terms,
            references,
            links,
            ids,
        } = &*ties;
        let references: Vec<_> = references.iter().map(|r| (r.field, &r.target)).collect();
        let links: Vec<_> = links.iter().map(|link| &link.target).collect();
        let tables: Vec<_> = tables.iter().map(|table| &table.path).collect();
        let alias: Vec<_> = alias.iter().map(|(url, _)| url).collect();
        (terms, references, links, ids, tables, alias).serialize(serializer)
    }
}
