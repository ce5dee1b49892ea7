//! Floor 6: what only all documents together can tell.
//!
//! Derived afresh from the documents on every change and never patched: addresses, order, terms,
//! links, backlinks and references. Pure; 10,000 documents take milliseconds because terms are
//! numbered once, beside the links, links are numbers, and backlinks come from a counting sort.

mod addresses;
mod backlinks;
pub mod community;
pub mod coverage;
pub mod cross;
mod links;
pub mod lint;
pub mod only;
pub mod opinions;
mod pictures;
pub mod related;
mod rows;
pub mod study;
mod tables;
mod terms;

use crate::base::date::Date;
use crate::base::fold::cmp_folded;
use crate::check::{Card, Doc, Role, newest};
use crate::config::Site;
use crate::config::schema::Sort;
use crate::diag::{Diagnostic, Outcome};
use crate::source::picture::Picture;
pub use links::Resolved;
use rayon::slice::ParallelSliceMut;
use rows::Rows;
use std::cmp::{Ordering, Reverse};
use std::ops::Range;
use std::sync::Arc;
pub use tables::Workbooks;
pub use terms::{TaxonomyIndex, TermEntry};

/// Position of a document in [`Catalog::docs`].
pub type DocId = u32;

/// A document before and after an edit.
pub type Edited<'a> = (&'a Arc<Doc>, &'a Arc<Doc>);

/// The whole site, resolved. What is large in it is shared by its copies.
#[derive(Default, Clone)]
pub struct Catalog {
    /// Documents by collection, each in its order; introductions come last.
    pub docs: Vec<Arc<Doc>>,
    /// One entry for each of [`Site::collections`].
    pub collections: Vec<CollectionIndex>,
    /// Introduction of the site, `content/_index.md`.
    pub home: Option<DocId>,
    /// One entry for each of [`Site::taxonomies`].
    pub taxonomies: Arc<Vec<TaxonomyIndex>>,
    /// `(taxonomy, term)` of each document, broader terms included.
    pub terms: Arc<Rows<(u32, u32)>>,
    /// Where each link of each document leads, in the order of its body.
    pub links: Arc<Vec<Vec<Resolved>>>,
    /// `(field, document)` that each document's references lead to.
    pub references: Arc<Vec<Vec<(usize, DocId)>>>,
    /// In a part of the site, `(field, document)` of the references that lead out of it.
    pub away: Arc<Vec<Vec<(usize, links::Away)>>>,
    /// Attachments: path from the top of the content, which is also their address.
    pub attachments: Arc<Vec<Attachment>>,
    /// Paths of study and their modules.
    pub study: Arc<study::StudyIndex>,
    /// The columns of each table that each document shows, in the order of its body.
    pub tables: Arc<tables::Shown>,
    pub community: Arc<community::Community>,
    /// The documents that link or refer to each, in order, each once.
    backlinks: Arc<Rows<DocId>>,
    reference: Option<Date>,
    /// Whether a link or a reference was looked up by a title or a slug.
    named: bool,
}

/// The documents of one collection.
#[derive(Default, Clone, Debug)]
pub struct CollectionIndex {
    pub docs: Range<DocId>,
    /// Its `_index.md`.
    pub intro: Option<DocId>,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Address from the root of the site.
    pub url: Box<str>,
    /// Path from the root of the project.
    pub file: Arc<str>,
    /// What is known of it, when it is a picture.
    pub picture: Option<Arc<Picture>>,
}

impl Attachment {
    /// From its path and what is known of it, when it is a picture.
    pub fn new(file: &Arc<str>, picture: Option<Arc<Picture>>) -> Attachment {
        Attachment {
            url: crate::source::scan::normalized(crate::source::content_path(file)).into(),
            file: file.clone(),
            picture,
        }
    }
}

impl Catalog {
    /// A document by number.
    pub fn doc(&self, id: DocId) -> &Doc {
        &self.docs[id as usize]
    }

    /// The documents that link or refer to one, in order.
    pub fn backlinks(&self, id: DocId) -> &[DocId] {
        self.backlinks.of(id)
    }

    /// Whether a document is published: the introduction of a collection without a list is not.
    pub fn has_page(&self, id: DocId, site: &Site) -> bool {
        let doc = self.doc(id);
        doc.role == Role::Document
            || self.home == Some(id)
            || site.collections[doc.card.collection].listed
    }

    /// The collection's documents around one: previous and next.
    pub fn neighbours(&self, id: DocId) -> (Option<DocId>, Option<DocId>) {
        let range = &self.collections[self.doc(id).card.collection].docs;
        if !range.contains(&id) {
            return (None, None);
        }
        let previous = (id > range.start).then(|| id - 1);
        let next = (id + 1 < range.end).then_some(id + 1);
        (previous, next)
    }

    /// What «late» is measured by: the day that the site is of, or the newest date of its documents,
    /// so that the same content always gives the same findings.
    pub fn reference_date(&self) -> Option<Date> {
        self.reference
    }

    /// The same site after an edit of documents of which others see what they saw but for titles and
    /// summaries: each stands in the place of the one before it. `None` when one of those is not in it,
    /// or when something else depends on a title.
    pub fn with(&self, edited: &[Edited], site: &Site) -> Option<Catalog> {
        let mut catalog = self.clone();
        for (before, now) in edited {
            let mut docs = catalog.docs.iter();
            let at = docs.position(|doc| Arc::ptr_eq(doc, before))?;
            catalog.docs[at] = Arc::clone(now);
            if before.card.title != now.card.title && !catalog.only_shows_title(at, site) {
                return None;
            }
        }
        Some(catalog)
    }

    /// Whether the title of the document at this place is no more than a text on some pages: it keeps its
    /// place in the order, nothing was looked up by a title, and no other is the same.
    fn only_shows_title(&self, at: usize, site: &Site) -> bool {
        let doc = &self.docs[at];
        let around = at.saturating_sub(1)..(at + 2).min(self.docs.len());
        let own = |id: DocId| id as usize == at;
        let title = &doc.card.title;
        let same = |other: &Arc<Doc>| cmp_folded(&other.card.title, title).is_eq();
        let others = self.docs.iter().enumerate();
        !self.named
            && doc.role == Role::Document
            && site.collections[doc.card.collection].listed
            && self.docs[around].is_sorted_by(|a, b| compare(a, b, site).is_le())
            && !self.community.events.iter().any(|event| own(event.doc))
            && !others.clone().any(|(id, other)| id != at && same(other))
    }

    /// All documents that are not introductions.
    pub fn documents(&self) -> impl Iterator<Item = DocId> + '_ {
        self.collections.iter().flat_map(|c| c.docs.clone())
    }
}

/// Derives the catalogue; drafts are left out unless `drafts`.
pub fn derive(
    docs: impl IntoIterator<Item = Arc<Doc>>,
    mut attachments: Vec<Attachment>,
    site: &Site,
    books: &Workbooks,
    drafts: bool,
) -> Outcome<Catalog> {
    let mut diags = Vec::new();
    let (docs, hidden): (Vec<_>, Vec<_>) = docs
        .into_iter()
        .partition(|d| drafts || d.role == Role::Index || !(d.card.draft || is_scheduled(d, site)));
    attachments.sort_by(|a, b| a.url.cmp(&b.url));
    let mut catalog = Catalog {
        docs: order(docs, site),
        attachments: Arc::new(attachments),
        ..Catalog::default()
    };
    group(&mut catalog, site);
    let dates = catalog.documents();
    let newest = dates.filter_map(|id| newest(&catalog.doc(id).card)).max();
    catalog.reference = site.at.or(newest);
    let terms = terms::Lazy::new(&catalog.docs, site);
    let ((resolved, tables, named), _) = rayon::join(
        || {
            let addresses = addresses::Addresses::new(&catalog, &hidden, &mut diags);
            let resolved = links::resolve(&catalog, site, (&addresses, &terms), &mut diags);
            let tables = tables::resolve(&catalog, books, site, &addresses, &mut diags);
            (resolved, tables, addresses.were_named())
        },
        || terms.get().len(),
    );
    let terms = terms.into_index();
    catalog.tables = Arc::new(tables);
    catalog.named = named;
    weave(&mut catalog, site, (resolved, terms), &mut diags);
    lint::lint(&catalog, site, &mut diags);
    lint::unlinked(&catalog, &hidden, &mut diags);
    pictures::check(&catalog, site, &mut diags);
    lint::permits(&catalog, site, &mut diags);
    Outcome {
        value: catalog,
        diags,
    }
}

/// What follows from documents and their links, of a whole site or of a part of one.
fn weave(
    catalog: &mut Catalog,
    site: &Site,
    (resolved, terms): (links::Resolution, terms::Index),
    diags: &mut Vec<Diagnostic>,
) {
    let backlinks = backlinks::backlinks(&resolved, catalog.docs.len());
    catalog.backlinks = Arc::new(backlinks);
    catalog.links = Arc::new(resolved.links);
    catalog.references = Arc::new(resolved.references);
    catalog.study = Arc::new(study::index(catalog, site, &resolved.places, diags));
    (catalog.taxonomies, catalog.terms) = (Arc::new(terms.0), Arc::new(terms.1));
    let ids = catalog.documents();
    let community = community::gather(&catalog.docs, ids, site, catalog.reference);
    catalog.community = Arc::new(community);
}

/// Whether a document waits for a later day than the site's.
pub fn is_scheduled(doc: &Doc, site: &Site) -> bool {
    site.at
        .zip(doc.card.date)
        .is_some_and(|(at, date)| date > at)
}

/// Reports of the catalogue, softened where the document's collection is lenient.
fn report(diags: &mut Vec<Diagnostic>, doc: &Doc, site: &Site, diag: Diagnostic) {
    let lenient = site.collections[doc.card.collection].unknown_fields
        == crate::config::schema::Unknown::Allow;
    let mut one = vec![diag];
    if lenient {
        crate::check::soften(&mut one);
    }
    diags.extend(one);
}

fn order(docs: Vec<Arc<Doc>>, site: &Site) -> Vec<Arc<Doc>> {
    let mut keyed: Vec<_> = docs
        .into_iter()
        .map(|doc| (group_key(&doc, site), doc))
        .collect();
    keyed.par_sort_unstable_by(|(a, doc), (b, other)| a.cmp(b).then_with(|| by_title(doc, other)));
    keyed.into_iter().map(|(_, doc)| doc).collect()
}

/// The order of two documents in [`Catalog::docs`].
fn compare(doc: &Doc, other: &Doc, site: &Site) -> Ordering {
    let keys = group_key(doc, site).cmp(&group_key(other, site));
    keys.then_with(|| by_title(doc, other))
}

fn group_key(doc: &Doc, site: &Site) -> impl Ord + use<> {
    let (card, index) = (&doc.card, doc.role == Role::Index);
    let sort = site.collections[card.collection].sort;
    (index, card.collection, sort_key(card, sort))
}

fn by_title(doc: &Doc, other: &Doc) -> Ordering {
    cmp_folded(&doc.card.title, &other.card.title).then_with(|| doc.path.cmp(&other.path))
}

/// Documents without a date or an order come after those that have one.
fn sort_key(card: &Card, sort: Sort) -> (bool, Reverse<Option<Date>>, i64) {
    let date = Reverse(newest(card));
    match sort {
        Sort::Date => (false, date, 0),
        Sort::Title => (false, Reverse(None), 0),
        Sort::Order => (card.order.is_none(), Reverse(None), card.order.unwrap_or(0)),
    }
}

fn group(catalog: &mut Catalog, site: &Site) {
    catalog.collections = vec![CollectionIndex::default(); site.collections.len()];
    for (i, doc) in catalog.docs.iter().enumerate() {
        let id = i as DocId;
        let group = &mut catalog.collections[doc.card.collection];
        match doc.role {
            Role::Document if group.docs.is_empty() => group.docs = id..id + 1,
            Role::Document => group.docs.end = id + 1,
            Role::Index if &*doc.path == "_index.md" => catalog.home = Some(id),
            Role::Index => group.intro = Some(id),
        }
    }
}
