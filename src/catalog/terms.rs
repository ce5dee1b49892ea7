//! Terms and the documents that have them.

use super::DocId;
use crate::base::text::fold;
use crate::check::{Doc, Role};
use crate::config::Site;
use crate::config::schema::Taxonomy;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The terms of one field.
#[derive(Default, Debug)]
pub struct TaxonomyIndex {
    /// In the order of the vocabulary, or by label where there is none. Terms of a vocabulary that
    /// no document has are here too, with no documents.
    pub terms: Vec<TermEntry>,
    /// Position of each term by its id.
    positions: FxHashMap<Box<str>, u32>,
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
    fn new(terms: Vec<TermEntry>) -> TaxonomyIndex {
        let ids = terms.iter().enumerate();
        let positions = ids.map(|(i, term)| (term.id.clone(), i as u32)).collect();
        TaxonomyIndex { terms, positions }
    }

    /// Position of a term by its id.
    pub fn position(&self, id: &str) -> Option<u32> {
        self.positions.get(id).copied()
    }

    /// Number of terms that documents have.
    pub fn used(&self) -> usize {
        self.terms.iter().filter(|t| !t.docs.is_empty()).count()
    }
}

/// Indexes the terms of all documents: by taxonomy, and `(taxonomy, term)` by document.
pub(super) fn index(docs: &[Arc<Doc>], site: &Site) -> (Vec<TaxonomyIndex>, Vec<Vec<(u32, u32)>>) {
    let mut taxonomies: Vec<TaxonomyIndex> = (0..site.taxonomies.len())
        .map(|at| TaxonomyIndex::new(terms(at, &site.taxonomies[at], docs, site)))
        .collect();
    let mut by_doc = Vec::with_capacity(docs.len());
    for (id, doc) in docs.iter().enumerate() {
        let mut own: Vec<(u32, u32)> = Vec::with_capacity(doc.wiring.terms.len());
        if doc.role == Role::Document {
            for term in &doc.wiring.terms {
                let mut at = taxonomies[term.taxonomy].position(&term.id);
                while let Some(position) = at {
                    own.push((term.taxonomy as u32, position));
                    at = taxonomies[term.taxonomy].terms[position as usize].parent;
                }
            }
            own.sort_unstable();
            own.dedup();
            for (taxonomy, term) in &own {
                let entry = &mut taxonomies[*taxonomy as usize].terms[*term as usize];
                entry.docs.push(id as DocId);
            }
        }
        by_doc.push(own);
    }
    (taxonomies, by_doc)
}

/// The list of terms, without documents yet.
fn terms(at: usize, taxonomy: &Taxonomy, docs: &[Arc<Doc>], site: &Site) -> Vec<TermEntry> {
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
    let mut labels: FxHashMap<&str, &str> = FxHashMap::default();
    for doc in docs {
        for term in doc.wiring.terms.iter().filter(|t| t.taxonomy == at) {
            // Writings of one term that differ only in case or accents share an id; the smallest
            // one names it, so that the order of files does not show.
            let label = labels.entry(&term.id).or_insert(&term.label);
            *label = (*label).min(&term.label);
        }
    }
    let mut all: Vec<(String, &str, &str)> = labels
        .into_iter()
        .map(|(id, label)| (sort_text(label), id, label))
        .collect();
    all.sort_unstable();
    all.into_iter()
        .map(|(_, id, label)| TermEntry {
            id: id.into(),
            label: label.into(),
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
        _ => fold(label),
    }
}
