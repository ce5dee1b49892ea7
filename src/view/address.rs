//! Where lists and terms are, and how a document or a collection is named elsewhere.

use super::page::{CollectionRef, RefView};
use super::{Scope, Text};
use crate::base::fold::slug;
use crate::catalog::{DocId, TermEntry};
use crate::config::Site;
use crate::config::schema::{Collection, Taxonomy};

/// Address of a page of a collection's list.
pub(super) fn list_url(collection: &Collection, page: usize) -> String {
    let folder = match collection.path.as_str() {
        "" => slug(&collection.name),
        path => path.to_owned(),
    };
    match page {
        1 => folder + "/index.html",
        page => format!("{folder}/pagina-{page}.html"),
    }
}

/// Address of the list of all terms of a taxonomy.
pub(super) fn terms_url(taxonomy: &Taxonomy) -> String {
    format!("{}/index.html", taxonomy.slug)
}

/// Address of a page of a term's list.
pub(super) fn term_url(taxonomy: &Taxonomy, term: &TermEntry, page: usize) -> String {
    let name = slug(&term.id);
    match page {
        1 => format!("{}/{name}.html", taxonomy.slug),
        page => format!("{}/{name}/pagina-{page}.html", taxonomy.slug),
    }
}

/// The page of a term, by its vocabulary: of the first field that gives its terms pages.
pub(super) fn page_of(scope: &Scope, vocabulary: usize, id: &str) -> Option<Text> {
    let taxonomies = &scope.site.taxonomies;
    let with_pages = |t: &Taxonomy| t.pages && t.vocabulary == Some(vocabulary);
    let at = taxonomies.iter().position(with_pages)?;
    let index = &scope.catalog.taxonomies[at];
    let term = index.position(id)? as usize;
    let used = !index.terms[term].docs.is_empty();
    used.then(|| scope.terms[at][term].clone())
}

/// Address and title of a document.
pub(super) fn reference(scope: &Scope, id: DocId) -> RefView {
    let card = &scope.catalog.doc(id).card;
    RefView::new(&card.url, &card.title)
}

/// A collection, where it is named.
pub(super) fn collection_ref(scope: &Scope, at: usize) -> CollectionRef {
    let collection = &scope.site.collections[at];
    CollectionRef {
        name: Text::new(&collection.name),
        title: Text::new(&collection.title),
        singular: Text::new(&collection.singular),
        description: Text::new(&collection.description),
        shape: Text::new(&collection.shape),
        url: scope.lists[at].clone(),
        total: scope.catalog.collections[at].docs.len(),
    }
}

/// Addresses and titles of the pages that the site makes by itself and names at the foot of each page.
pub(super) fn own_pages(site: &Site) -> impl Iterator<Item = RefView> {
    let facts = site.facts.iter().map(|f| (&f.url, &f.title));
    let glossary = site.glossary.iter().map(|g| (&g.url, &g.title));
    let map = site.map.iter().map(|m| (&m.url, &m.title));
    let data = site.open_data.iter().map(|d| (&d.url, &d.title));
    let guide = site.guide.iter().map(|g| (&g.url, &g.title));
    let agreements = site.community.agreements.iter().map(|a| (&a.url, &a.title));
    let events = site.community.events.iter().map(|e| (&e.url, &e.title));
    facts
        .chain(glossary)
        .chain(map)
        .chain(data)
        .chain(guide)
        .chain(agreements)
        .chain(events)
        .map(|(url, title)| RefView::new(url, title))
}
