//! `[search]`: weights and synonyms.

use super::Site;
use super::glossary::Glossary;
use crate::data::Node;
use crate::data::reader::Reader;
use serde::{Deserialize, Serialize};

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
pub(super) fn read(root: &mut Reader<'_, '_>, site: &Site) -> SearchConfig {
    let mut config = SearchConfig::default();
    if let Some(mut reader) = root.section("search") {
        if let Some(node) = reader.node("synonyms") {
            config.synonyms = synonyms(node, reader.inner(node, "[search.synonyms]"));
        }
        config.mrr = reader.share("mrr");
        if let Some(node) = reader.node("weights") {
            config.weights = weights(reader.inner(node, "[search.weights]"));
        }
        reader.finish();
    }
    let acronyms = site.glossary.iter().flat_map(Glossary::synonyms);
    config.synonyms.extend(acronyms);
    for term in site.vocabularies.iter().flat_map(|v| &v.terms) {
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
fn synonyms<'n>(node: &'n Node, mut reader: Reader<'n, '_>) -> Vec<Vec<String>> {
    let mut group = |word: &'n str| {
        let mut group = vec![word.to_owned()];
        group.extend(reader.texts(word));
        group
    };
    let words = node.entries().iter();
    words.map(|(word, _)| group(&word.name)).collect()
}

fn weights(mut reader: Reader<'_, '_>) -> Weights {
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
