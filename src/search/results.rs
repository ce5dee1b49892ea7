//! What a search answers. `/api/buscar` and `acervo search --json` write it under these names.

use serde::Serialize;

use super::analyze::words;
use super::explain::Part;

/// One page of what a query found, with what all of it has in common.
#[derive(Clone, Debug, Serialize)]
pub struct Results {
    /// Documents that match and pass the filters, on all pages.
    pub total: usize,
    pub hits: Vec<Hit>,
    #[serde(rename = "facetas")]
    pub facets: Vec<FacetCounts>,
    #[serde(rename = "sustituciones")]
    pub substitutions: Vec<Substitution>,
    /// Words that the site does not have, nor anything near them.
    #[serde(rename = "desconocidas")]
    pub unknown: Vec<String>,
    /// When nothing was found, words of the site that begin like the unknown ones.
    #[serde(rename = "cercanas", skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
}

/// A document that was found.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    /// Its number in the index.
    #[serde(skip)]
    pub doc: u32,
    pub url: String,
    #[serde(rename = "titulo")]
    pub title: String,
    #[serde(rename = "resumen")]
    pub summary: String,
    #[serde(rename = "tipo")]
    pub kind: String,
    #[serde(rename = "fecha", skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// What its text says about the question.
    #[serde(rename = "fragmento")]
    pub fragment: String,
    /// Ranges of `fragment` to be marked, in characters.
    #[serde(rename = "marcas")]
    pub marks: Vec<(usize, usize)>,
    pub score: f64,
    #[serde(rename = "secciones")]
    pub sections: Vec<SectionHit>,
    #[serde(rename = "explicacion", skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<Part>,
}

/// A section of a document that was found, shown as the document is.
#[derive(Clone, Debug, Serialize)]
pub struct SectionHit {
    pub url: String,
    #[serde(rename = "titulo")]
    pub heading: String,
    #[serde(rename = "fragmento")]
    pub fragment: String,
    #[serde(rename = "marcas")]
    pub marks: Vec<(usize, usize)>,
}

/// A word that the site does not have, and those that were looked for instead.
#[derive(Clone, Debug, Serialize)]
pub struct Substitution {
    #[serde(rename = "escrita")]
    pub written: String,
    #[serde(rename = "buscadas")]
    pub searched: Vec<String>,
}

/// How documents write words that the index has folded.
pub(super) struct Written(Vec<String>);

impl Written {
    /// The first fragment that has a word tells.
    pub fn of(hits: &[Hit]) -> Self {
        let marked = hits.iter().flat_map(|hit| {
            let part = |&(start, end): &(usize, usize)| {
                let part = hit.fragment.chars().skip(start).take(end - start);
                part.collect::<String>().to_lowercase()
            };
            hit.marks.iter().map(part)
        });
        Self(marked.collect())
    }

    pub fn all(&self, folded: &[String]) -> Vec<String> {
        let word = |word: &str| {
            let is_it = |one: &&String| matches!(&*words(one), [(folded, ..)] if folded == word);
            let same = self.0.iter().find(is_it);
            same.map_or(word, |one| one).to_owned()
        };
        let all = |words: &String| words.split(' ').map(word).collect::<Vec<_>>().join(" ");
        folded.iter().map(all).collect()
    }
}

/// The counts of one facet, its own choice lifted.
#[derive(Clone, Debug, Serialize)]
pub struct FacetCounts {
    #[serde(rename = "campo")]
    pub field: String,
    #[serde(rename = "nombre")]
    pub label: String,
    #[serde(rename = "valores")]
    pub terms: Vec<FacetCount>,
}

/// A value of a facet: how many documents would be found with it, and whether the query asks for it.
#[derive(Clone, Debug, Serialize)]
pub struct FacetCount {
    pub id: String,
    #[serde(rename = "nombre")]
    pub label: String,
    #[serde(rename = "cuenta")]
    pub count: usize,
    #[serde(rename = "elegido")]
    pub chosen: bool,
}
