//! The words of pages that are no documents and are searched all the same: facts, the glossary, what
//! was agreed, and the pages that gather others.

use super::address::{list_url, own_pages};
use crate::base::locale::Locale;
use crate::catalog::Catalog;
use crate::catalog::community::Agreement;
use crate::config::Site;
use crate::config::facts::Facts;
use crate::config::glossary::{Entry, Glossary};
use crate::parse::prose::Section;
use crate::parse::{RawHtml, markdown};
use std::sync::Arc;

/// A kind of such pages: a value of the facet that tells kinds of documents apart.
pub struct Kind {
    /// Its name in addresses, `hechos`: that of no collection.
    pub name: String,
    pub label: String,
    pub pages: Vec<Searched>,
}

/// One such page, or the part of a page that answers by itself.
#[derive(Default)]
pub struct Searched {
    pub url: String,
    pub title: String,
    pub text: String,
    pub sections: Vec<Section>,
}

impl Searched {
    fn new(url: &str, title: &str) -> Searched {
        Searched {
            url: url.to_owned(),
            title: title.to_owned(),
            ..Searched::default()
        }
    }

    /// Adds what stands under a heading of the page.
    fn add(&mut self, anchor: &str, heading: &str, text: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(text.trim());
        let end = self.text.len() as u32;
        self.text.push('\n');
        self.sections.push(Section {
            anchor: anchor.into(),
            heading: heading.into(),
            start,
            end,
        });
    }
}

/// The pages of facts and of the glossary, with all their words.
pub(super) fn all(site: &Site, catalog: &Catalog) -> Vec<Kind> {
    // A site that nobody wrote for yet has nothing to search.
    if catalog.docs.is_empty() {
        return Vec::new();
    }
    let facts = site.facts.as_ref().map(|facts| Kind {
        name: free(site, "hechos"),
        label: facts.title.clone(),
        pages: fact_pages(facts),
    });
    let glossary = site.glossary.as_ref().map(|glossary| Kind {
        name: free(site, "glosario"),
        label: glossary.title.clone(),
        pages: glossary_entries(glossary),
    });
    let declared = site.community.agreements.as_ref();
    let agreements = declared.map(|declared| Kind {
        name: free(site, "acuerdos"),
        label: declared.title.clone(),
        pages: vec![agreements(site, catalog, &declared.url, &declared.title)],
    });
    let kinds = facts.into_iter().chain(glossary).chain(agreements);
    let mut kinds: Vec<Kind> = kinds
        .map(|mut kind| {
            kind.pages.retain(|page| !page.sections.is_empty());
            kind
        })
        .collect();
    let mut pages = pages(site, catalog);
    let has = |url: &str| kinds.iter().flat_map(|k| &k.pages).any(|p| p.url == url);
    pages.retain(|page| !has(&page.url));
    kinds.push(Kind {
        name: free(site, "sitio"),
        label: Locale::of(&site.language)
            .either("Páginas del sitio", "Pages of the site")
            .to_owned(),
        pages,
    });
    kinds.retain(|kind| !kind.pages.is_empty());
    kinds
}

/// A name that no collection has: both stand in one facet.
fn free(site: &Site, name: &str) -> String {
    let taken = |name: &str| site.collections.iter().any(|c| c.name == name);
    let mut free = name.to_owned();
    while taken(&free) {
        free.push_str("-del-sitio");
    }
    free
}

fn fact_pages(facts: &Facts) -> Vec<Searched> {
    let mut pages = vec![Searched::new(&facts.url, &facts.title)];
    let parts = facts.parts.iter();
    pages.extend(parts.map(|part| {
        // Alone, the title of a part would pass for that of a document.
        Searched::new(&part.url, &format!("{}: {}", facts.title, part.title))
    }));
    for fact in &facts.list {
        let page = fact.part.map_or(0, |at| at + 1);
        let words = markdown::read(&Arc::from(""), &fact.text, 0, RawHtml::Deny);
        let anchor = crate::base::fold::slug(&fact.id);
        pages[page].add(&anchor, &fact.id, &words.value.prose.text);
    }
    pages
}

/// What was agreed, each agreement as a section of its page. Nobody looks for examples.
fn agreements(site: &Site, catalog: &Catalog, url: &str, title: &str) -> Searched {
    let mut page = Searched::new(url, title);
    let all = catalog.community.agreements.iter();
    for agreed in all.filter(|a| !a.example) {
        page.add(&agreed.anchor, &agreed.text, &state(site, agreed));
    }
    page
}

/// The pages that gather others, with what they say of themselves: who types «mapa» wants the map, and
/// not each document that speaks of one.
fn pages(site: &Site, catalog: &Catalog) -> Vec<Searched> {
    let mut pages = Vec::new();
    let mut add = |url: &str, title: &str, text: &str| {
        let mut page = Searched::new(url, title);
        page.add("", "", text);
        pages.push(page);
    };
    for (collection, listed) in site.collections.iter().zip(&catalog.collections) {
        if collection.listed {
            let intro = listed.intro.map(|id| catalog.doc(id).prose.read());
            let text = intro.as_ref().map(|prose| &prose.text);
            let text = text.unwrap_or(&collection.description);
            add(&list_url(collection, 1), &collection.title, text);
        }
    }
    for page in own_pages(site) {
        add(&page.url, &page.title, "");
    }
    let acronyms = site.glossary.as_ref().and_then(|g| g.apart.as_ref());
    if let Some((url, title)) = acronyms {
        add(url, title, "");
    }
    pages
}

/// How an agreement goes and who answers for it, in words that people ask with.
fn state(site: &Site, agreed: &Agreement) -> String {
    let (spanish, english) = match (agreed.done, agreed.overdue) {
        (true, _) => ("Acuerdo cerrado", "Closed agreement"),
        (_, true) => (
            "Acuerdo pendiente, con el plazo vencido",
            "Open agreement, overdue",
        ),
        _ => ("Acuerdo pendiente", "Open agreement"),
    };
    let how = Locale::of(&site.language).either(spanish, english);
    let own = agreed.state.iter().chain(&agreed.entities);
    let named: Vec<&str> = own.map(|named| &*named.label).collect();
    format!("{how}. {}.", named.join(". "))
}

/// Each term and each acronym is an answer by itself: who types one wants to know what it means.
fn glossary_entries(glossary: &Glossary) -> Vec<Searched> {
    let mut entries: Vec<&Entry> = glossary.entries.iter().collect();
    entries.sort_by_cached_key(|entry| crate::base::fold::sort_key(&entry.name));
    let searched = entries.into_iter().map(|entry| {
        let url = format!("{}#{}", glossary.page_of(entry), entry.anchor);
        let mut page = Searched::new(&url, &entry.name);
        match entry.expansion.as_str() {
            "" => page.add("", "", &entry.definition),
            expansion => page.add("", "", &format!("{expansion}. {}", entry.definition)),
        }
        page
    });
    searched.collect()
}
