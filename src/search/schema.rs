//! What every index is made of: its fields, and what it says of itself.

use std::io;

use serde::{Deserialize, Serialize};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};

use super::synonyms::Synonyms;
use crate::view::search::{Facet, SearchConfig};

/// Changes whenever the analysis or the layout changes, so that old folders are built again.
pub(super) const VERSION: u32 = 10;

/// How many fields have words: body, title, headings, summary, terms, in this order.
pub const WORDED: usize = 5;

/// The name of the analysis in the schema. tantivy never splits a text here.
pub(super) const TOKENIZER: &str = "acervo";

/// Why there is no index: tantivy's own reason.
pub type Error = tantivy::TantivyError;

/// What the disk said, when it is why something did not work.
pub fn disk(error: &Error) -> Option<&io::Error> {
    use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};
    match error {
        Error::IoError(why)
        | Error::OpenWriteError(OpenWriteError::IoError { io_error: why, .. })
        | Error::OpenReadError(OpenReadError::IoError { io_error: why, .. })
        | Error::OpenDirectoryError(OpenDirectoryError::IoError { io_error: why, .. }) => Some(why),
        _ => None,
    }
}

/// What the index says of itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct About {
    pub(super) version: u32,
    pub facets: Vec<Facet>,
    /// What one occurrence of a word counts in each field.
    pub weights: [f64; WORDED],
    pub synonyms: Synonyms,
}

impl About {
    pub fn new(facets: Vec<Facet>, config: &SearchConfig) -> Self {
        let more = config.weights;
        let weights = [0.0, more.title, more.headings, more.summary, more.terms];
        let synonyms = Synonyms::new(&config.synonyms);
        Self::of(facets, weights.map(|more| 1.0 + more), synonyms)
    }

    /// From what another index said of itself.
    pub(super) fn of(facets: Vec<Facet>, weights: [f64; WORDED], synonyms: Synonyms) -> Self {
        Self {
            version: VERSION,
            facets,
            weights,
            synonyms,
        }
    }
}

/// The fields of a document. The order of the five with words is the order of scoring.
#[derive(Clone, Copy)]
pub struct Fields {
    pub worded: [Field; WORDED],
    pub url: Field,
    pub kind: Field,
    pub date: Field,
    pub sections: Field,
}

impl Fields {
    pub fn title(&self) -> Field {
        self.worded[1]
    }
    pub fn summary(&self) -> Field {
        self.worded[3]
    }
    pub fn body(&self) -> Field {
        self.worded[0]
    }
}

pub(super) fn schema() -> Schema {
    let mut schema = Schema::builder();
    let words = || {
        TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(false)
    };
    let indexed = || TextOptions::default().set_indexing_options(words());
    schema.add_text_field("body", indexed() | STORED);
    schema.add_text_field("title", indexed() | STORED);
    schema.add_text_field("headings", indexed());
    schema.add_text_field("summary", indexed() | STORED);
    schema.add_text_field("terms", indexed());
    for stored in ["url", "kind", "date"] {
        schema.add_text_field(stored, STORED);
    }
    schema.add_bytes_field("sections", STORED);
    schema.build()
}

/// The fields of every index.
pub fn fields() -> Result<Fields, Error> {
    let schema = schema();
    let field = |name| schema.get_field(name);
    Ok(Fields {
        worded: [
            field("body")?,
            field("title")?,
            field("headings")?,
            field("summary")?,
            field("terms")?,
        ],
        url: field("url")?,
        kind: field("kind")?,
        date: field("date")?,
        sections: field("sections")?,
    })
}
