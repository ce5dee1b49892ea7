//! The pages of terms and of acronyms.

use super::Scope;
use super::address::reference;
use super::page::RefView;
use crate::catalog::DocId;
use crate::config::glossary::Entry;
use serde::Serialize;

/// A term or an acronym in the glossary.
#[derive(Serialize, Clone, Debug, Default)]
pub struct EntryView {
    pub anchor: String,
    /// Its place in the glossary.
    pub url: String,
    pub name: String,
    /// What an acronym stands for.
    pub expansion: String,
    /// What a term means, or a note on an acronym.
    pub definition: String,
    pub section: String,
    /// The documents that use it.
    pub docs: Vec<RefView>,
}

/// A page of terms, of acronyms or of both.
#[derive(Serialize, Default)]
pub struct GlossaryView {
    pub title: String,
    /// The page of terms, when this is that of acronyms.
    pub index: Option<RefView>,
    /// The page of acronyms, when it is another one: then `acronyms` holds what leads there.
    pub apart: Option<RefView>,
    pub terms: Vec<EntryView>,
    pub acronyms: Vec<EntryView>,
}

/// The page at the address of the glossary.
pub(super) fn terms_page(scope: &Scope) -> GlossaryView {
    let apart = scope.site.glossary.as_ref().and_then(|g| g.apart.clone());
    GlossaryView {
        apart: apart.map(|(url, title)| RefView::new(&url, &title)),
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
        index: site.map(|g| RefView::new(&g.url, &g.title)),
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
    let by_name = |pair: &(&Entry, Vec<DocId>)| crate::base::fold::sort_key(&pair.0.name);
    terms.sort_by_cached_key(by_name);
    acronyms.sort_by_cached_key(by_name);
    GlossaryView {
        title: glossary.title.clone(),
        terms: terms.into_iter().map(view).collect(),
        acronyms: acronyms.into_iter().map(view).collect(),
        ..GlossaryView::default()
    }
}

/// The page of acronyms, or the glossary that has them.
pub(super) fn acronyms(scope: &Scope) -> Option<RefView> {
    let glossary = scope.site.glossary.as_ref()?;
    glossary.entries.iter().find(|entry| entry.is_acronym())?;
    let own = (&glossary.url, &glossary.title);
    let apart = glossary.apart.as_ref().map(|(url, title)| (url, title));
    let (url, title) = apart.unwrap_or(own);
    Some(RefView::new(url, title))
}
