//! The pages of facts, the glossary, and what a document shows of both.

use super::Scope;
use super::address::reference;
use super::page::{EntryView, FactRef, FactView, FactsPart, FactsView, GlossaryView, RefView};
use crate::base::fold::slug;
use crate::base::locale::Locale;
use crate::base::path::relative;
use crate::base::text::escape;
use crate::catalog::DocId;
use crate::check::doc::Credits;
use crate::check::fact_codes;
use crate::config::Site;
use crate::config::facts::{Fact, Facts};
use crate::config::glossary::Entry;
use crate::data::Span;
use crate::parse::html::HoleKind;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The page at the address of the facts: all of them, or the index of their parts.
pub(super) fn facts(scope: &Scope) -> FactsView {
    let Some(facts) = &scope.site.facts else {
        return FactsView::default();
    };
    let (shown, apart): (Vec<_>, Vec<_>) = with_docs(scope, facts)
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
    let all = with_docs(scope, facts).into_iter();
    let own = all.filter(|(fact, _)| fact.part == Some(part));
    let own: Vec<FactView> = own.map(|(_, view)| view).collect();
    FactsView {
        title: facts.parts[part].title.clone(),
        index: Some(RefView {
            url: facts.url.clone(),
            title: facts.title.clone(),
        }),
        acronyms: acronyms(scope),
        unused: own.iter().filter(|view| view.docs.is_empty()).count(),
        facts: own,
        parts: Vec::new(),
    }
}

/// The page of acronyms, or the glossary that has them.
fn acronyms(scope: &Scope) -> Option<RefView> {
    let glossary = scope.site.glossary.as_ref()?;
    glossary.entries.iter().find(|entry| entry.is_acronym())?;
    let own = (glossary.url.clone(), glossary.title.clone());
    let (url, title) = glossary.apart.clone().unwrap_or(own);
    Some(RefView { url, title })
}

/// All facts, for open data.
pub fn all_facts(scope: &Scope) -> Vec<FactView> {
    let facts = scope.site.facts.as_ref();
    let all = facts.map_or(Vec::new(), |facts| with_docs(scope, facts));
    all.into_iter().map(|(_, view)| view).collect()
}

/// Each fact with the documents that cite it.
fn with_docs<'a>(scope: &Scope, facts: &'a Facts) -> Vec<(&'a Fact, FactView)> {
    let mut docs: Vec<Vec<RefView>> = vec![Vec::new(); facts.list.len()];
    for id in scope.catalog.documents() {
        let mentions = &scope.catalog.doc(id).mentions;
        let mut cited: Vec<u32> = mentions.facts.iter().map(|(at, _)| *at).collect();
        cited.sort_unstable();
        cited.dedup();
        for at in cited {
            docs[at as usize].push(reference(scope, id));
        }
    }
    let all = facts.list.iter().zip(docs);
    all.map(|(fact, docs)| {
        let view = FactView {
            docs,
            ..fact_view(facts, fact)
        };
        (fact, view)
    })
    .collect()
}

fn fact_view(facts: &Facts, fact: &Fact) -> FactView {
    let anchor = slug(&fact.id);
    FactView {
        code: fact.id.clone(),
        text: inline(&fact.text),
        written: fact.text.clone(),
        source: fact.source.clone(),
        section: fact.section.clone(),
        url: Some(format!("{}#{anchor}", facts.page_of(fact))),
        anchor,
        docs: Vec::new(),
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

/// The facts that a document cites in its front matter, in its order.
pub(super) fn cited(scope: &Scope, credits: &Credits) -> Vec<FactView> {
    let view = |code: &str| {
        let facts = scope.site.facts.as_ref();
        let found = facts.and_then(|f| Some((f, &f.list[f.find(code)?])));
        match found {
            Some((facts, fact)) => fact_view(facts, fact),
            None => FactView {
                code: code.to_owned(),
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
    let codes = docs.flat_map(|id| scope.catalog.doc(id).body.read().credits.facts.clone());
    let places: BTreeSet<usize> = codes.filter_map(|code| facts.find(&code)).collect();
    let found = places.into_iter().map(|at| &facts.list[at]);
    found.map(|fact| fact_view(facts, fact)).collect()
}

/// The page at the address of the glossary.
pub(super) fn terms_page(scope: &Scope) -> GlossaryView {
    let apart = scope.site.glossary.as_ref().and_then(|g| g.apart.clone());
    GlossaryView {
        apart: apart.map(|(url, title)| RefView { url, title }),
        ..glossary(scope)
    }
}

/// The page of acronyms, where they have one.
pub(super) fn acronyms_page(scope: &Scope) -> GlossaryView {
    let all = glossary(scope);
    let site = scope.site.glossary.as_ref();
    let title = site.and_then(|g| g.apart.clone()).map(|(_, title)| title);
    GlossaryView {
        title: title.unwrap_or_default(),
        index: site.map(|g| RefView {
            url: g.url.clone(),
            title: g.title.clone(),
        }),
        terms: Vec::new(),
        ..all
    }
}

/// The glossary, each entry with the documents that use it.
pub fn glossary(scope: &Scope) -> GlossaryView {
    let Some(glossary) = &scope.site.glossary else {
        return GlossaryView::default();
    };
    let mut docs: Vec<Vec<DocId>> = vec![Vec::new(); glossary.entries.len()];
    for id in scope.catalog.documents() {
        for at in &scope.catalog.doc(id).mentions.entries {
            docs[*at as usize].push(id);
        }
    }
    let view = |(entry, ids): (&Entry, Vec<DocId>)| EntryView {
        anchor: entry.anchor.clone(),
        url: format!("{}#{}", glossary.page_of(entry), entry.anchor),
        name: entry.name.clone(),
        expansion: entry.expansion.clone(),
        definition: entry.definition.clone(),
        section: entry.section.clone(),
        docs: ids.into_iter().map(|id| reference(scope, id)).collect(),
    };
    let all = glossary.entries.iter().zip(docs);
    let (mut acronyms, mut terms): (Vec<_>, Vec<_>) = all.partition(|(e, _)| e.is_acronym());
    let by_name = |pair: &(&Entry, Vec<DocId>)| crate::base::fold::fold(&pair.0.name);
    terms.sort_by_cached_key(by_name);
    acronyms.sort_by_cached_key(by_name);
    GlossaryView {
        title: glossary.title.clone(),
        terms: terms.into_iter().map(view).collect(),
        acronyms: acronyms.into_iter().map(view).collect(),
        ..GlossaryView::default()
    }
}

/// Addresses and titles of the pages of facts, of the glossary, the map, the open data and for authors
/// that the site has.
pub(super) fn pages(site: &Site) -> impl Iterator<Item = RefView> {
    let facts = site.facts.iter().map(|f| (&f.url, &f.title));
    let glossary = site.glossary.iter().map(|g| (&g.url, &g.title));
    let map = site.map.iter().map(|m| (&m.url, &m.title));
    let data = site.open_data.iter().map(|d| (&d.url, &d.title));
    let guide = site.guide.iter().map(|g| (&g.url, &g.title));
    facts
        .chain(glossary)
        .chain(map)
        .chain(data)
        .chain(guide)
        .map(|(url, title)| RefView {
            url: url.clone(),
            title: title.clone(),
        })
}

/// Writes what opens or closes a mark around words, as seen from the page at `from`.
///
/// A mark is a link with its explanation in `title`: it works with the keyboard, by touch and
/// without JavaScript, because the whole definition is where the link leads.
pub(super) fn mark(
    site: &Site,
    from: &str,
    (kind, at): (HoleKind, u32),
    close: &mut &'static str,
    out: &mut String,
) {
    let fact = site.facts.as_ref();
    let fact = fact.and_then(|f| {
        let fact = f.list.get(at as usize)?;
        Some((f.page_of(fact), fact))
    });
    let entry = site.glossary.as_ref();
    let entry = entry.and_then(|g| {
        let entry = g.entries.get(at as usize)?;
        Some((g.page_of(entry), entry))
    });
    match (kind, fact, entry) {
        (HoleKind::Fact, Some((page, fact)), _) => {
            open("hecho", (from, page), &slug(&fact.id), out);
            out.push('>');
            *close = "</a>";
        }
        (HoleKind::Entry, _, Some((page, entry))) if entry.is_acronym() => {
            open("glosa", (from, page), &entry.anchor, out);
            out.push_str("><abbr title=\"");
            escape(&entry.expansion, out);
            out.push_str("\">");
            *close = "</abbr></a>";
        }
        (HoleKind::Entry, _, Some((page, entry))) => {
            open("glosa", (from, page), &entry.anchor, out);
            out.push_str(" title=\"");
            escape(&entry.definition, out);
            out.push_str("\">");
            *close = "</a>";
        }
        (HoleKind::Back, ..) => out.push_str(&Locale::of(&site.language).back_to(at)),
        (HoleKind::End, ..) => out.push_str(std::mem::take(close)),
        _ => {}
    }
}

/// A text of the front matter with its codes of facts as links, as seen from the page at `from`.
pub(super) fn with_facts(site: &Site, from: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    let facts = site.facts.as_ref();
    for (at, fact) in facts.map_or(Vec::new(), |facts| fact_codes(text, facts)) {
        escape(&text[last..at.start], &mut out);
        let mut close = "";
        mark(site, from, (HoleKind::Fact, fact), &mut close, &mut out);
        escape(&text[at.clone()], &mut out);
        mark(site, from, (HoleKind::End, 0), &mut close, &mut out);
        last = at.end;
    }
    escape(&text[last..], &mut out);
    out
}

fn open(class: &str, (from, page): (&str, &str), anchor: &str, out: &mut String) {
    out.push_str(&format!("<a class=\"{class}\" href=\""));
    escape(&relative(from, page), out);
    out.push('#');
    escape(anchor, out);
    out.push('"');
}
