//! Terms and the documents that have them.

use super::DocId;
use super::rows::Rows;
use crate::base::fold::{slug, sort_key};
use crate::check::{Doc, Role, TermUse};
use crate::config::Site;
use crate::config::schema::Taxonomy;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// The terms of one field.
#[derive(Default, Debug)]
pub struct TaxonomyIndex {
    /// In the order of the vocabulary, or by label where there is none. Terms of a vocabulary that
    /// no document has are here too, with no documents.
    pub terms: Vec<TermEntry>,
    /// Whether documents with the same term have something in common.
    pub topical: bool,
    /// Position of each term by its id.
    positions: FxHashMap<Box<str>, u32>,
    /// The terms right under one, or those that are under none.
    narrower: FxHashMap<Option<u32>, Vec<u32>>,
}

/// One term.
#[derive(Debug)]
pub struct TermEntry {
    pub id: Box<str>,
    pub label: Box<str>,
    /// Position in its vocabulary.
    pub vocabulary: Option<usize>,
    /// Broader term, by position in this list.
    pub parent: Option<u32>,
    /// Documents that have the term or a narrower one, in order.
    pub docs: Vec<DocId>,
}

impl TaxonomyIndex {
    fn new(terms: Vec<TermEntry>, topical: bool) -> TaxonomyIndex {
        let ids = terms.iter().enumerate();
        let positions = ids.map(|(i, term)| (term.id.clone(), i as u32)).collect();
        let mut narrower: FxHashMap<_, Vec<u32>> = FxHashMap::default();
        for (at, term) in (0..).zip(&terms) {
            narrower.entry(term.parent).or_default().push(at);
        }
        TaxonomyIndex {
            terms,
            topical,
            positions,
            narrower,
        }
    }

    /// Positions of the terms right under one, or of those that are under none.
    pub fn narrower(&self, parent: Option<u32>) -> &[u32] {
        self.narrower.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// Position of a term by its id.
    pub fn position(&self, id: &str) -> Option<u32> {
        self.positions.get(id).copied()
    }

    /// Whether a page has this name in the folder of the field.
    pub fn has_page(&self, name: &str) -> bool {
        let mut used = self.terms.iter().filter(|t| !t.docs.is_empty());
        used.any(|term| name == "index" || slug(&term.id) == name)
    }

    /// Number of terms that documents have.
    pub fn used(&self) -> usize {
        self.terms.iter().filter(|t| !t.docs.is_empty()).count()
    }
}

/// The field whose terms have pages in the folder of a path, and the name of the page.
pub(super) fn page_of<'p>(site: &Site, path: &'p str) -> Option<(usize, &'p str)> {
    let (folder, name) = path.strip_suffix(".html")?.rsplit_once('/')?;
    let mut all = site.taxonomies.iter();
    let at = all.position(|t| t.pages && t.slug == folder)?;
    Some((at, name))
}

/// The terms of one field as documents write them, each once.
#[derive(Default)]
struct Written {
    numbers: FxHashMap<Box<str>, u32>,
    /// Id and label by number.
    terms: Vec<(Box<str>, Box<str>)>,
}

impl Written {
    /// The number of a term.
    fn number(&mut self, term: &TermUse) -> u32 {
        if let Some(&number) = self.numbers.get(&term.id) {
            // Writings of one term that differ only in case or accents share an id; the smallest
            // one names it, so that the order of files does not show.
            let (_, label) = &mut self.terms[number as usize];
            if term.label < *label {
                label.clone_from(&term.label);
            }
            return number;
        }
        let number = self.terms.len() as u32;
        self.numbers.insert(term.id.clone(), number);
        self.terms.push((term.id.clone(), term.label.clone()));
        number
    }
}

/// The terms of all documents: by taxonomy, and `(taxonomy, term)` by document.
pub(super) type Index = (Vec<TaxonomyIndex>, Rows<(u32, u32)>);

/// The terms of all documents, indexed once: beside the links, or for the first link to a term.
pub(super) struct Lazy<'a> {
    docs: &'a [Arc<Doc>],
    site: &'a Site,
    index: OnceLock<Index>,
}

impl<'a> Lazy<'a> {
    pub fn new(docs: &'a [Arc<Doc>], site: &'a Site) -> Lazy<'a> {
        let index = OnceLock::new();
        Lazy { docs, site, index }
    }

    /// One entry for each taxonomy.
    pub fn get(&self) -> &[TaxonomyIndex] {
        let made = self.index.get_or_init(|| index(self.docs, self.site));
        &made.0
    }

    pub fn into_index(self) -> Index {
        self.index.into_inner().unwrap_or_default()
    }
}

/// Indexes the terms of all documents.
pub(super) fn index(docs: &[Arc<Doc>], site: &Site) -> Index {
    let mut written: Vec<Written> = Vec::new();
    written.resize_with(site.taxonomies.len(), Written::default);
    // `(taxonomy, number)` of every use, one document after the other, and where each one's end.
    let (mut uses, mut ends) = (Vec::new(), Vec::with_capacity(docs.len()));
    for doc in docs {
        for term in &doc.wiring.ties.read().terms {
            let number = written[term.taxonomy].number(term);
            uses.push((term.taxonomy as u32, number));
        }
        ends.push(uses.len());
    }
    // A term is looked for by its name once, not once for each document.
    let (mut taxonomies, mut places) = (Vec::new(), Vec::new());
    for (taxonomy, written) in site.taxonomies.iter().zip(written) {
        let index = TaxonomyIndex::new(terms(taxonomy, &written, site), taxonomy.topical);
        let found = written.terms.iter().map(|(id, _)| index.position(id));
        places.push(found.collect::<Vec<Option<u32>>>());
        taxonomies.push(index);
    }
    let (mut by_doc, mut start) = (Rows::default(), 0);
    let mut own: Vec<(u32, u32)> = Vec::new();
    for (id, (doc, end)) in docs.iter().zip(ends).enumerate() {
        for &(taxonomy, number) in &uses[start..end] {
            let mut at = places[taxonomy as usize][number as usize];
            while let Some(position) = at.filter(|_| doc.role == Role::Document) {
                own.push((taxonomy, position));
                at = taxonomies[taxonomy as usize].terms[position as usize].parent;
            }
        }
        start = end;
        own.sort_unstable();
        own.dedup();
        for (taxonomy, term) in &own {
            let entry = &mut taxonomies[*taxonomy as usize].terms[*term as usize];
            entry.docs.push(id as DocId);
        }
        by_doc.push(own.drain(..));
    }
    (taxonomies, by_doc)
}

/// The list of terms, without documents yet.
fn terms(taxonomy: &Taxonomy, written: &Written, site: &Site) -> Vec<TermEntry> {
    if let Some(vocabulary) = taxonomy.vocabulary {
        let all = site.vocabularies[vocabulary].terms.iter().enumerate();
        return all
            .map(|(i, term)| TermEntry {
                id: term.id.as_str().into(),
                label: term.label.as_str().into(),
                vocabulary: Some(i),
                parent: term.parent.map(|p| p as u32),
                docs: Vec::new(),
            })
            .collect();
    }
    let terms = written.terms.iter();
    let mut all: Vec<(String, &Box<str>, &Box<str>)> = terms
        .map(|(id, label)| (sort_text(label), id, label))
        .collect();
    all.sort_unstable();
    all.into_iter()
        .map(|(_, id, label)| TermEntry {
            id: id.clone(),
            label: label.clone(),
            vocabulary: None,
            parent: None,
            docs: Vec::new(),
        })
        .collect()
}

/// Numbers sort as numbers, words without case and accents.
fn sort_text(label: &str) -> String {
    match label.parse::<i64>() {
        Ok(n) if n >= 0 => format!("{n:020}"),
        _ => sort_key(label),
    }
}
