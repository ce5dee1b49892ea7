//! `[search]`: weights and synonyms.

use super::glossary::Glossary;
use super::vocabulary::Vocabulary;
use crate::data::Node;
use crate::data::reader::Reader;
use crate::diag::Diagnostic;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The page of the search.
pub const SEARCH_PAGE: &str = "buscar.html";

/// What site.toml says of search.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SearchConfig {
    /// Weight of each small field beside the whole text, which weighs 1.
    pub weights: Weights,
    /// Groups of words or phrases that mean the same, both ways, as written
    /// (`["ATT", "asistencia técnica territorial"]`).
    pub synonyms: Vec<Vec<String>>,
    /// The mean reciprocal rank that the questions of `tests/search/` have to reach.
    pub mrr: Option<f64>,
}

/// Extra weight of the small fields.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    pub title: f64,
    pub headings: f64,
    pub summary: f64,
    pub terms: f64,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            title: 0.3,
            headings: 0.2,
            summary: 0.1,
            terms: 0.3,
        }
    }
}

/// Reads `[search]`; the synonyms of the vocabularies and the acronyms of the
/// glossary are added.
pub(super) fn read(
    site: &Arc<str>,
    node: Option<&Node>,
    vocabularies: &[Vocabulary],
    glossary: Option<&Glossary>,
    diags: &mut Vec<Diagnostic>,
) -> SearchConfig {
    let mut config = SearchConfig::default();
    if let Some(node) = node {
        let mut reader = Reader::new(site, node, "[search]", diags);
        if let Some(synonyms) = reader.node("synonyms") {
            config.synonyms = read_synonyms(site, synonyms, reader.diags());
        }
        config.mrr = reader.share("mrr");
        if let Some(weights) = reader.node("weights") {
            config.weights = read_weights(site, weights, reader.diags());
        }
        reader.finish();
    }
    config
        .synonyms
        .extend(glossary.into_iter().flat_map(Glossary::synonyms));
    for term in vocabularies.iter().flat_map(|v| &v.terms) {
        if !term.synonyms.is_empty() {
            let mut group = vec![term.label.clone()];
            group.extend(term.synonyms.iter().cloned());
            config.synonyms.push(group);
        }
    }
    config.synonyms.sort();
    config.synonyms.dedup();
    config
}

/// A group for each word: it and those that mean the same.
fn read_synonyms(site: &Arc<str>, node: &Node, diags: &mut Vec<Diagnostic>) -> Vec<Vec<String>> {
    let mut reader = Reader::new(site, node, "[search.synonyms]", diags);
    let mut groups = Vec::new();
    for (word, _) in node.entries() {
        let mut group = vec![word.name.clone()];
        group.extend(reader.texts(&word.name));
        groups.push(group);
    }
    groups
}

fn read_weights(site: &Arc<str>, node: &Node, diags: &mut Vec<Diagnostic>) -> Weights {
    let mut reader = Reader::new(site, node, "[search.weights]", diags);
    let usual = Weights::default();
    let weights = Weights {
        title: reader.weight("title").unwrap_or(usual.title),
        headings: reader.weight("headings").unwrap_or(usual.headings),
        summary: reader.weight("summary").unwrap_or(usual.summary),
        terms: reader.weight("terms").unwrap_or(usual.terms),
    };
    reader.finish();
    weights
}
