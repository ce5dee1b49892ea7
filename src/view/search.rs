//! What the search may see: one entry a document and the facets that the site declares.

use serde::{Deserialize, Serialize};

/// Everything that the index is made from, in the order of the site (the order of document ids).
pub struct SearchInput<'a> {
    pub entries: Vec<SearchEntry<'a>>,
    /// Declared facets, in the order of site.toml.
    pub facets: Vec<Facet>,
}

/// One facet: a field whose terms narrow a result list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facet {
    /// Name of the field in URLs and on the command line, e.g. `departamento`.
    pub field: String,
    /// Label for people, e.g. «Departamento».
    pub label: String,
    /// Its terms `(id, label)`, in display order; an entry names them by position.
    pub terms: Vec<(String, String)>,
}

/// One document as the index sees it.
pub struct SearchEntry<'a> {
    /// Address relative to the root of the site, e.g. `casos/pdi-1991.html`.
    pub url: &'a str,
    pub title: &'a str,
    pub summary: &'a str,
    /// What kind of document it is, for people: «Caso».
    pub kind: &'a str,
    /// ISO date `YYYY-MM-DD` that sorting by date uses.
    pub date: Option<String>,
    /// Labels and synonyms of its terms: text of the field `terms`.
    pub terms: Vec<&'a str>,
    /// `(facet, term)`, positions in [`SearchInput::facets`] and [`Facet::terms`].
    pub facets: Vec<(u32, u32)>,
    /// All prose of the body, sections one after the other.
    pub text: &'a str,
    /// Sections that cut `text`; the first may have no heading.
    pub sections: &'a [Section],
}

pub use crate::config::search::{SearchConfig, Weights};
pub use crate::parse::prose::Section;

/// What site.toml says of search; lives in `config` and is passed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SearchConfig {
    /// Weight of each small field beside the whole text, which weighs 1.
    pub weights: Weights,
    /// Groups of words or phrases that mean the same, both ways, as written
    /// (`["ATT", "asistencia técnica territorial"]`).
    pub synonyms: Vec<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    pub title: f64,
    pub headings: f64,
    pub summary: f64,
    pub terms: f64,
}

impl Default for SearchConfig {
    fn default() -> Self {
        let weights = Weights {
            title: 0.3,
            headings: 0.2,
            summary: 0.1,
            terms: 0.3,
        };
        Self {
            weights,
            synonyms: Vec::new(),
        }
    }
    let entries = catalog
        .documents()
        .map(|id| {
            let doc = catalog.doc(id);
            let own = &catalog.terms[id as usize];
            let narrow = own.iter().filter_map(|(taxonomy, term)| {
                positions[*taxonomy as usize].map(|facet| (facet, *term))
            });
            SearchEntry {
                url: &doc.card.url,
                title: &doc.card.title,
                summary: &doc.card.summary,
                kind: &site.collections[doc.card.collection].singular,
                date: crate::check::newest(&doc.card).map(crate::base::date::iso),
                terms: labels(scope, own),
                facets: std::iter::once((0, doc.card.collection as u32))
                    .chain(narrow)
                    .collect(),
                text: &doc.prose.text,
                sections: &doc.prose.sections,
            }
        })
        .collect();
    SearchInput { entries, facets }
}

/// Name of the facet that every site has: the collection.
pub const KIND: &str = "tipo";

/// Labels and synonyms of terms.
fn labels<'a>(scope: &'a super::Scope, terms: &[(u32, u32)]) -> Vec<&'a str> {
    let mut out = Vec::new();
    for (taxonomy, term) in terms {
        let entry = &scope.catalog.taxonomies[*taxonomy as usize].terms[*term as usize];
        out.push(&*entry.label);
        let vocabulary = scope.site.taxonomies[*taxonomy as usize].vocabulary;
        if let (Some(v), Some(t)) = (vocabulary, entry.vocabulary) {
            let synonyms = &scope.site.vocabularies[v].terms[t].synonyms;
            out.extend(synonyms.iter().map(String::as_str));
        }
    }
    out
}
