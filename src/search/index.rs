//! The tantivy index: written from a [`SearchInput`], folded words in parts of one segment each; stems
//! are groups of words. What did not change since the last time is not written again. The folder is a
//! cache: when it is damaged or of another version it is built again.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{IndexBuilder, TantivyDocument};

use super::analyze;
use super::parts::{List, Part, Plan};
use super::read::Index;
use crate::base::digest::{self, Digest};
use crate::view::search::{Facet, SearchConfig, SearchEntry, SearchInput};

/// Changes whenever the analysis or the layout changes, so that old folders are built again.
const VERSION: u32 = 3;

/// The list of the parts: written last, so a folder without it is not an index.
const LIST_FILE: &str = "partes";

/// Memory for the words of one writer before it spills; a site fits.
const WRITER_BYTES: usize = 500_000_000;

const TOKENIZER: &str = "acervo";

/// Why there is no index: tantivy's own reason.
pub type Error = tantivy::TantivyError;

/// What the index says of itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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

/// Builds the index in `dir`, replacing what is there only when it is whole. Of an index that is
/// intact, what did not change is used again.
pub fn build(input: &SearchInput, config: &SearchConfig, dir: &Path) -> Result<Index, Error> {
    let about = About::new(input.facets.clone(), config.clone());
    if let Some(before) = intact(dir)
        && let Ok(index) = replace(input, about.clone(), dir, &before)
    {
        return Ok(index);
    }
    replace(input, about, dir, &List::default())
}

fn replace(input: &SearchInput, about: About, dir: &Path, before: &List) -> Result<Index, Error> {
    let staged = dir.with_extension("nuevo");
    remove(&staged)?;
    std::fs::create_dir_all(&staged)?;
    let plan = Plan::new(input, before);
    let mut parts = plan.kept.clone();
    if !plan.fresh.is_empty() {
        let name = plan.name();
        let folder = staged.join(&name);
        std::fs::create_dir(&folder)?;
        write(input, &plan.fresh, MmapDirectory::open(&folder)?)?;
        parts.push(Part {
            digest: digest_of(&folder)?,
            documents: plan.fresh.len() as u32,
            name,
        });
    }
    let list = List {
        about,
        parts,
        entries: plan.entries,
    };
    let json = serde_json::to_string(&list).map_err(|e| Error::InternalError(e.to_string()))?;
    std::fs::write(staged.join(LIST_FILE), digest::sealed(&json))?;
    for part in &plan.kept {
        std::fs::rename(dir.join(&part.name), staged.join(&part.name))?;
    }
    remove(dir)?;
    std::fs::rename(&staged, dir)?;
    read(list, dir)
}

/// Builds an index that lives in memory only.
pub fn build_in_memory(input: &SearchInput, config: &SearchConfig) -> Result<Index, Error> {
    let plan = Plan::new(input, &List::default());
    let directory = RamDirectory::create();
    write(input, &plan.fresh, directory.clone())?;
    let list = List {
        about: About::new(input.facets.clone(), config.clone()),
        parts: Vec::new(),
        entries: plan.entries,
    };
    Index::read(
        &[tantivy::Index::open(directory)?],
        fields(&schema())?,
        list,
    )
}

/// Opens the index of an earlier build; an error means that it has to be built again.
pub fn open(dir: &Path) -> Result<Index, Error> {
    read(list(dir)?, dir)
}

fn read(list: List, dir: &Path) -> Result<Index, Error> {
    let parts = list.parts.iter();
    let parts = parts.map(|part| {
        let part = MmapDirectory::open(dir.join(&part.name))?;
        tantivy::Index::open(part)
    });
    let parts = parts.collect::<Result<Vec<_>, Error>>()?;
    Index::read(&parts, fields(&schema())?, list)
}

fn list(dir: &Path) -> Result<List, Error> {
    let damaged = |what: &str| Error::InvalidArgument(what.to_owned());
    let file = std::fs::read_to_string(dir.join(LIST_FILE))?;
    let json = digest::unsealed(&file).ok_or_else(|| damaged("list"))?;
    let list: List = serde_json::from_str(json).map_err(|e| damaged(&e.to_string()))?;
    match list.about.version == VERSION {
        true => Ok(list),
        false => Err(damaged("version")),
    }
}

/// The list of an index whose files are all as they were written.
fn intact(dir: &Path) -> Option<List> {
    let list = list(dir).ok()?;
    let mut parts = list.parts.iter();
    let whole = parts
        .all(|part| digest_of(&dir.join(&part.name)).is_ok_and(|digest| digest == part.digest));
    whole.then_some(list)
}

/// Of the names and bytes of all files in a folder.
fn digest_of(folder: &Path) -> std::io::Result<Digest> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let digest = Digest::of_reader(std::fs::File::open(&path)?)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.push(format!("{name} {}", digest.hex()));
    }
    files.sort_unstable();
    Ok(Digest::of(files.join("\n").as_bytes()))
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
    for stored in ["url", "kind", "date", "sections"] {
        schema.add_text_field(stored, STORED);
    }
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
    })
}

/// Writes the documents at these positions. One writer and one segment: halves written at once and
/// merged take half as long again of both cores, while the other core has pages to render, and three
/// copies of every text.
fn write(
    input: &SearchInput,
    positions: &[usize],
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
    for &at in positions {
        writer.add_document(document(&input.entries[at], &fields)?)?;
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
