//! The pages of facts, and the facts that a document cites.

use super::address::reference;
use super::fill::inline;
use super::glossary::acronyms;
use super::page::RefView;
use super::{Scope, Text};
use crate::base::fold::slug;
use crate::catalog::DocId;
use crate::check::doc::Credits;
use crate::config::facts::{Fact, Facts};
use serde::Serialize;
use std::collections::BTreeSet;

/// A fact: where a document cites it, and in the page of facts.
#[derive(Serialize, Clone, Debug, Default)]
pub struct FactView {
    /// As the table writes it: `H-043`.
    pub code: Text,
    /// Inline HTML, safe as it is; empty on sites without a table of facts.
    pub text: Text,
    /// The text as the table writes it, for open data.
    #[serde(skip)]
    pub written: Text,
    /// Who says it, and where.
    pub source: Text,
    pub section: Text,
    /// Its place in a page of facts, when the site has one.
    pub url: Option<Text>,
    pub anchor: Text,
    /// The documents that cite it; only in a page of facts.
    pub docs: Vec<RefView>,
}

/// A page of facts: all of them, those of one part, or the index of the parts.
#[derive(Serialize, Default)]
pub struct FactsView {
    pub title: String,
    /// The index, when this is the page of one part.
    pub index: Option<RefView>,
    /// Where the acronyms of its texts are explained.
    pub acronyms: Option<RefView>,
    /// The facts that this page shows.
    pub facts: Vec<FactView>,
    /// Only in the index: where each fact is.
    pub parts: Vec<FactsPart>,
    /// Facts of this page, and of its parts, that no document cites.
    pub unused: usize,
}

/// A part of the facts, where its page is named.
#[derive(Serialize, Clone, Debug, Default)]
pub struct FactsPart {
    pub title: String,
    pub url: String,
    /// Who says what it holds; empty when several do.
    pub source: String,
    pub facts: Vec<FactRef>,
}

/// A fact, where it is named.
#[derive(Serialize, Clone, Debug)]
pub struct FactRef {
    pub code: Text,
    pub anchor: Text,
    pub cited: bool,
}

/// The page at the address of the facts: all of them, or the index of their parts.
pub(super) fn facts(scope: &Scope) -> FactsView {
    let Some(facts) = &scope.site.facts else {
        return FactsView::default();
    };
    let (shown, apart): (Vec<_>, Vec<_>) = with_docs(scope, facts, |_| true)
        .into_iter()
        .partition(|(fact, _)| fact.part.is_none());
    let mut parts: Vec<FactsPart> = facts
        .parts
        .iter()
        .map(|part| FactsPart {
            title: part.title.clone(),
            url: part.url.clone(),
            ..FactsPart::default()
        })
        .collect();
    for (fact, view) in &apart {
        let Some(part) = fact.part.and_then(|at| parts.get_mut(at)) else {
            continue;
        };
        if part.facts.is_empty() {
            part.source.clone_from(&fact.source);
        } else if part.source != fact.source {
            part.source.clear();
        }
        part.facts.push(FactRef {
            code: view.code.clone(),
            anchor: view.anchor.clone(),
            cited: !view.docs.is_empty(),
        });
    }
    let all = shown.iter().chain(&apart);
    FactsView {
        title: facts.title.clone(),
        index: None,
        acronyms: acronyms(scope),
        unused: all.filter(|(_, view)| view.docs.is_empty()).count(),
        facts: shown.into_iter().map(|(_, view)| view).collect(),
        parts,
    }
}

/// The page of one part of the facts.
pub(super) fn facts_part(scope: &Scope, part: usize) -> FactsView {
    let Some(facts) = &scope.site.facts else {
        return FactsView::default();
    };
    let own = with_docs(scope, facts, |fact| fact.part == Some(part));
    let own: Vec<FactView> = own.into_iter().map(|(_, view)| view).collect();
    FactsView {
        title: facts.parts[part].title.clone(),
        index: Some(RefView::new(&facts.url, &facts.title)),
        acronyms: acronyms(scope),
        unused: own.iter().filter(|view| view.docs.is_empty()).count(),
        facts: own,
        parts: Vec::new(),
    }
}

/// All facts, for open data.
pub fn all_facts(scope: &Scope) -> Vec<FactView> {
    let facts = scope.site.facts.as_ref();
    let all = facts.map_or(Vec::new(), |facts| with_docs(scope, facts, |_| true));
    all.into_iter().map(|(_, view)| view).collect()
}

/// Each fact that is wanted with the documents that cite it.
fn with_docs<'a>(
    scope: &Scope,
    facts: &'a Facts,
    wanted: impl Fn(&Fact) -> bool,
) -> Vec<(&'a Fact, FactView)> {
    let mut docs: Vec<Vec<RefView>> = vec![Vec::new(); facts.list.len()];
    for id in scope.catalog.documents() {
        let mentions = &scope.catalog.doc(id).mentions;
        let cited = mentions.facts.iter().map(|(at, _)| *at);
        let mut cited: Vec<u32> = cited
            .filter(|at| wanted(&facts.list[*at as usize]))
            .collect();
        cited.sort_unstable();
        cited.dedup();
        for at in cited {
            docs[at as usize].push(reference(scope, id));
        }
    }
    let all = facts.list.iter().zip(docs).enumerate();
    let own = all.filter(|(_, (fact, _))| wanted(fact));
    own.map(|(at, (fact, docs))| {
        let view = FactView {
            docs,
            ..fact_view(scope, facts, at)
        };
        (fact, view)
    })
    .collect()
}

fn fact_view(scope: &Scope, facts: &Facts, at: usize) -> FactView {
    let fact = &facts.list[at];
    let html = scope
        .facts
        .get(at)
        .map(|html| html.get_or_init(|| inline(&fact.text)));
    let anchor = slug(&fact.id);
    FactView {
        code: Text::new(&fact.id),
        text: html.map_or(Text::default(), Text::new),
        written: Text::new(&fact.text),
        source: Text::new(&fact.source),
        section: Text::new(&fact.section),
        url: Some([facts.page_of(fact), "#", &anchor].concat().into()),
        anchor: anchor.into(),
        docs: Vec::new(),
    }
}

/// The facts that a document cites in its front matter, in its order.
pub(super) fn cited(scope: &Scope, credits: &Credits) -> Vec<FactView> {
    let view = |code: &str| {
        let facts = scope.site.facts.as_ref();
        let found = facts.and_then(|facts| Some((facts, facts.find(code)?)));
        match found {
            Some((facts, at)) => fact_view(scope, facts, at),
            None => FactView {
                code: Text::new(code),
                ..FactView::default()
            },
        }
    };
    credits.facts.iter().map(|code| view(code)).collect()
}

/// The facts that any of some documents cites, in the order of the table.
pub(super) fn cited_by(scope: &Scope, docs: impl Iterator<Item = DocId>) -> Vec<FactView> {
    let Some(facts) = &scope.site.facts else {
        return Vec::new();
    };
    let codes = docs.flat_map(|id| scope.catalog.doc(id).margin.read().credits.facts.clone());
    let places: BTreeSet<usize> = codes.filter_map(|code| facts.find(&code)).collect();
    let views = places.into_iter().map(|at| fact_view(scope, facts, at));
    views.collect()
}
