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

/// One section of a document: a heading and the text until the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Anchor of the heading (`que-se-hizo`), empty before the first heading.
    pub anchor: Box<str>,
    /// Text of the heading, empty before the first heading.
    pub heading: Box<str>,
    /// Byte range of this section's prose in the document's text (the heading is not in it).
    pub start: u32,
    pub end: u32,
}

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
}
