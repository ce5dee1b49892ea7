//! The tantivy index: written once from a [`SearchInput`], one segment of folded words; stems are
//! groups of them. Document ids go from the shortest document to the longest, so that the table of
//! lengths is a few runs in the browser. The folder is a cache: when it is damaged or of another
//! version it is built again.

use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{IndexBuilder, TantivyDocument};

use super::analyze::{self, count_words};
use super::read::Index;
use crate::view::search::{Facet, SearchConfig, SearchEntry, SearchInput};

/// Changes whenever the analysis or the layout changes, so that old folders are built again.
const VERSION: u32 = 2;

/// What tantivy does not keep: written last, so a folder without it is not an index.
const ABOUT_FILE: &str = "acervo.json";

/// Memory for the words of one writer before it spills; a site fits.
const WRITER_BYTES: usize = 500_000_000;

const TOKENIZER: &str = "acervo";

/// Why there is no index: tantivy's own reason.
pub type Error = tantivy::TantivyError;

/// What the index says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct About {
    version: u32,
    pub facets: Vec<Facet>,
    pub config: SearchConfig,
}

impl About {
    pub fn new(facets: Vec<Facet>, config: SearchConfig) -> Self {
        Self {
            version: VERSION,
            facets,
            config,
        }
    }
}

/// The fields of a document. The order of the five with words is the order of scoring.
#[derive(Clone, Copy)]
pub struct Fields {
    pub worded: [Field; 5],
    pub url: Field,
    pub kind: Field,
    pub date: Field,
    pub sections: Field,
    pub facets: Field,
    pub position: Field,
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

/// Builds the index in `dir`, replacing what is there only when it is whole.
pub fn build(input: &SearchInput, config: &SearchConfig, dir: &Path) -> Result<Index, Error> {
    let staged = dir.with_extension("nuevo");
    remove(&staged)?;
    std::fs::create_dir_all(&staged)?;
    write(input, MmapDirectory::open(&staged)?)?;
    let about = About::new(input.facets.clone(), config.clone());
    let json = serde_json::to_vec(&about).map_err(|e| Error::InternalError(e.to_string()))?;
    std::fs::write(staged.join(ABOUT_FILE), json)?;
    remove(dir)?;
    std::fs::rename(&staged, dir)?;
    open(dir)
}

/// Builds an index that lives in memory only.
pub fn build_in_memory(input: &SearchInput, config: &SearchConfig) -> Result<Index, Error> {
    let directory = RamDirectory::create();
    write(input, directory.clone())?;
    let index = tantivy::Index::open(directory)?;
    Index::read(
        &index,
        fields(&schema())?,
        About::new(input.facets.clone(), config.clone()),
    )
}

/// Opens the index of an earlier build; an error means that it has to be built again.
pub fn open(dir: &Path) -> Result<Index, Error> {
    let json = std::fs::read(dir.join(ABOUT_FILE))?;
    let about: About =
        serde_json::from_slice(&json).map_err(|e| Error::InternalError(e.to_string()))?;
    if about.version != VERSION {
        return Err(Error::InvalidArgument(format!("version {}", about.version)));
    }
    let index = tantivy::Index::open(MmapDirectory::open(dir)?)?;
    let fields = fields(&index.schema())?;
    Index::read(&index, fields, about)
}

fn remove(dir: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn schema() -> Schema {
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
    for stored in ["url", "kind", "sections"] {
        schema.add_text_field(stored, STORED);
    }
    schema.add_text_field("date", TextOptions::from(STORED).set_fast("raw"));
    schema.add_u64_field("facets", NumericOptions::from(FAST));
    schema.add_u64_field("position", NumericOptions::from(FAST));
    schema.build()
}

fn fields(schema: &Schema) -> Result<Fields, Error> {
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
        facets: field("facets")?,
        position: field("position")?,
    })
}

fn write(input: &SearchInput, target: impl Into<Box<dyn tantivy::Directory>>) -> Result<(), Error> {
    let mut measured: Vec<(usize, u64, &SearchEntry)> = input
        .entries
        .par_iter()
        .enumerate()
        .map(|(position, entry)| (length(entry), position as u64, entry))
        .collect();
    measured.sort_unstable_by_key(|&(length, position, _)| (length, position));
    let entries: Vec<Placed> = measured
        .into_iter()
        .map(|(_, at, entry)| (at, entry))
        .collect();
    write_entries(&entries, target)
}

/// A document and its position in the order of the site.
type Placed<'a> = (u64, &'a SearchEntry<'a>);

/// How many words the five fields of a document have.
fn length(entry: &SearchEntry) -> usize {
    let headings = entry.sections.iter().map(|section| &*section.heading);
    let short = [entry.title, entry.summary].into_iter();
    let rest = short.chain(headings).chain(entry.terms.iter().copied());
    count_words(&entry.text.read()) + rest.map(count_words).sum::<usize>()
}

/// One writer and one segment: halves written at once and merged take half as long again of both
/// cores, while the other core has pages to render, and three copies of every text.
fn write_entries(
    entries: &[Placed],
    target: impl Into<Box<dyn tantivy::Directory>>,
) -> Result<(), Error> {
    let schema = schema();
    let fields = fields(&schema)?;
    let tokenizers = TokenizerManager::default();
    tokenizers.register(TOKENIZER, TextAnalyzer::from(Words::default()));
    let mut writer = IndexBuilder::new()
        .schema(schema)
        .tokenizers(tokenizers)
        .single_segment_index_writer(target, WRITER_BYTES)?;
    for &(position, entry) in entries {
        let mut document = document(entry, &fields)?;
        document.add_u64(fields.position, position);
        writer.add_document(document)?;
    }
    writer.finalize()?;
    Ok(())
}

fn document(entry: &SearchEntry, fields: &Fields) -> Result<TantivyDocument, Error> {
    let [body, title, headings, summary, terms] = fields.worded;
    let mut document = TantivyDocument::default();
    document.add_text(body, entry.text.read());
    document.add_text(title, entry.title);
    document.add_text(summary, entry.summary);
    for section in entry
        .sections
        .iter()
        .filter(|section| !section.heading.is_empty())
    {
        document.add_text(headings, &section.heading);
    }
    for term in &entry.terms {
        document.add_text(terms, term);
    }
    document.add_text(fields.url, entry.url);
    document.add_text(fields.kind, entry.kind);
    if let Some(date) = &entry.date {
        document.add_text(fields.date, date);
    }
    let sections = serde_json::to_string(entry.sections);
    document.add_text(
        fields.sections,
        sections.map_err(|why| Error::InternalError(why.to_string()))?,
    );
    for &(facet, term) in &entry.facets {
        document.add_u64(fields.facets, u64::from(facet) << 32 | u64::from(term));
    }
    Ok(document)
}

/// The chain of `analyze` as tantivy wants it: one token that is written over and over.
#[derive(Clone, Default)]
struct Words {
    token: Token,
}

struct WordStream<'a> {
    text: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream {
            text,
            token: &mut self.token,
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let found = analyze::next_word(self.text, self.token.offset_to, &mut self.token.text);
        let Some((from, to)) = found else {
            return false;
        };
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
