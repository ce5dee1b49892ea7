//! Writes documents whose words are counted as the one segment of a tantivy index: the same files that
//! tantivy's own writer makes, through its own serialisers. That writer looks every word of every text
//! up in one large table, on one thread.

use std::path::Path;

use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::FieldNormsSerializer;
use tantivy::index::{IndexSettings, SegmentComponent};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::store::{Compressor, StoreWriter};
use tantivy::{Directory, Segment, TantivyDocument};

use super::count::{Counted, Words};
use super::schema::{Error, Fields, fields, schema};
use super::stored::{Bytes, Reader};
use crate::view::search::{SearchEntry, SearchInput, Section};

/// Where tantivy keeps what an index is.
const META_FILE: &str = "meta.json";

/// What a dictionary for each field does not tell: how many documents have a word.
const AGAIN_FILE: &str = "repetidas";

/// Writes the documents at these positions, which are in the order of `counted`.
pub fn write(
    input: &SearchInput,
    (positions, counted): (&[usize], &Counted),
    target: impl Into<Box<dyn Directory>>,
) -> Result<(), Error> {
    let index = tantivy::Index::create(target, schema(), IndexSettings::default())?;
    let (segment, fields) = (index.new_segment(), fields()?);
    FieldNormsSerializer::from_write(segment.open_write(SegmentComponent::FieldNorms)?)?.close()?;
    let (words, texts) = rayon::join(
        || postings(&segment, &fields, counted),
        || {
            store(
                &segment,
                &fields,
                positions.iter().map(|&at| &input.entries[at]),
            )
        },
    );
    let again = words?;
    texts?;
    index
        .directory()
        .atomic_write(Path::new(AGAIN_FILE), &again)?;
    let mut meta = index.load_metas()?;
    meta.segments = vec![segment.with_max_doc(positions.len() as u32).meta().clone()];
    let json = serde_json::to_vec_pretty(&meta)?;
    index
        .directory()
        .atomic_write(Path::new(META_FILE), &json)?;
    Ok(())
}

/// Writes what is in the fields; gives the words that are in several fields of a document, for
/// [`AGAIN_FILE`].
fn postings(segment: &Segment, fields: &Fields, counted: &Counted) -> Result<Vec<u8>, Error> {
    let mut out = InvertedIndexSerializer::open(segment)?;
    let words = Words::of(counted);
    for (at, field) in fields.worded.into_iter().enumerate() {
        let lists = words.lists(at);
        // tantivy has no dictionary of a field without words.
        if lists.all == 0 {
            continue;
        }
        let mut terms = out.new_field(field, lists.all, None)?;
        for (word, (documents, list)) in words.words.iter().zip(lists.iter()) {
            if documents > 0 {
                terms.new_term(word.as_bytes(), documents, true)?;
                list.each(|doc, times| terms.write_doc(doc, times, &[]));
                terms.close_term()?;
            }
        }
        terms.close()?;
    }
    out.close()?;
    let again = words.words.iter().zip(&words.again);
    let again: Vec<_> = again.filter(|(_, again)| **again > 0).collect();
    let mut out = Bytes::default();
    out.number(again.len());
    for (word, &again) in again {
        out.text(word);
        out.number(again as usize);
    }
    Ok(out.bytes)
}

/// By how much the documents that have a word are fewer than those that each field counts: only for
/// words where these differ.
pub fn again(index: &tantivy::Index) -> Result<Vec<(String, u32)>, Error> {
    let file = index.directory().atomic_read(Path::new(AGAIN_FILE))?;
    let again = Reader::new(&file).many(|r| Some((r.text()?, r.number()?)));
    again.ok_or_else(|| Error::InternalError(AGAIN_FILE.to_owned()))
}

/// Writes what answers show. No field is one that tantivy sorts by, but it wants to know how many
/// documents there are.
fn store<'a>(
    segment: &Segment,
    fields: &Fields,
    entries: impl Iterator<Item = &'a SearchEntry<'a>>,
) -> Result<(), Error> {
    let schema = segment.schema();
    let block = segment.index().settings().docstore_blocksize;
    let stored = segment.open_write(SegmentComponent::Store)?;
    let mut stored = StoreWriter::new(stored, Compressor::None, block, false)?;
    let tokenizers = segment.index().tokenizers().clone();
    let mut columns = FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, tokenizers)?;
    for entry in entries {
        columns.add_document(&TantivyDocument::default())?;
        stored.store(&document(entry, fields), &schema)?;
    }
    stored.close()?;
    let mut file = segment.open_write(SegmentComponent::FastFields)?;
    columns.serialize(&mut file, None)?;
    Ok(file.terminate()?)
}

fn document(entry: &SearchEntry, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    let (text, sections) = entry.prose.read();
    document.add_text(fields.body(), text);
    document.add_text(fields.title(), entry.title);
    document.add_text(fields.summary(), entry.summary);
    document.add_text(fields.url, entry.url);
    document.add_text(fields.kind, entry.kind);
    if let Some(date) = &entry.date {
        document.add_text(fields.date, date);
    }
    document.add_bytes(fields.sections, &sections_written(&sections));
    document
}

fn sections_written(sections: &[Section]) -> Vec<u8> {
    let mut out = Bytes::default();
    out.number(sections.len());
    for section in sections {
        out.text(&section.anchor);
        out.text(&section.heading);
        out.number(section.start as usize);
        out.number(section.end as usize);
    }
    out.bytes
}

/// The sections of a document as the store has them; nothing when they are damaged.
pub fn sections(stored: &[u8]) -> Option<Vec<Section>> {
    Reader::new(stored).many(|r| {
        Some(Section {
            anchor: r.text()?.into(),
            heading: r.text()?.into(),
            start: r.number()?,
            end: r.number()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tantivy::directory::RamDirectory;
    use tantivy::tokenizer::{TokenizerManager, WhitespaceTokenizer};
    use tantivy::{Index, IndexBuilder};

    use super::super::schema::TOKENIZER;
    use super::*;
    use crate::view::search::{Prose, SearchConfig};

    /// Titles and texts: some words in every document, others in few, one often in one.
    fn documents() -> Vec<(String, String)> {
        let often = "vereda ".repeat(300);
        let texts = (0..700_usize).map(|at| {
            let word = |step: usize| format!("p{}", at * step % 211);
            let text = format!("de la {} {} {} la", word(1), word(7), word(1));
            match at {
                5 => (word(2), often.clone()),
                9 => (String::new(), String::new()),
                _ => (format!("el {} ñandu", word(3)), text),
            }
        });
        texts.collect()
    }

    fn entries<'a>(documents: &'a [(String, String)], none: &'a [Section]) -> SearchInput<'a> {
        let entry = |(title, text): &'a (String, String)| SearchEntry {
            url: title,
            title,
            summary: "",
            kind: "Caso",
            date: None,
            terms: vec!["agua limpia", "agua"],
            facets: Vec::new(),
            prose: Prose::Here(text, none),
        };
        SearchInput {
            entries: documents.iter().map(entry).collect(),
            facets: Vec::new(),
        }
    }

    /// The index that tantivy's own writer makes of documents in this order.
    fn by_tantivy(input: &SearchInput, order: &[usize]) -> Index {
        let tokenizers = TokenizerManager::default();
        tokenizers.register(TOKENIZER, WhitespaceTokenizer::default());
        let writer = IndexBuilder::new().schema(schema()).tokenizers(tokenizers);
        let mut writer = writer
            .single_segment_index_writer(RamDirectory::create(), 20_000_000)
            .unwrap();
        let fields = fields().unwrap();
        for &at in order {
            let mut document = document(&input.entries[at], &fields);
            for term in &input.entries[at].terms {
                document.add_text(fields.worded[4], term);
            }
            writer.add_document(document).unwrap();
        }
        writer.finalize().unwrap()
    }

    fn written(input: &SearchInput) -> (Index, Vec<usize>) {
        let all: Vec<usize> = (0..input.entries.len()).collect();
        let counted = Counted::of(input, &all);
        let order: Vec<usize> = counted.order.iter().map(|&at| at as usize).collect();
        let directory = RamDirectory::create();
        write(input, (&order, &counted), directory.clone()).unwrap();
        (Index::open(directory).unwrap(), order)
    }

    #[test]
    fn the_files_are_those_that_tantivys_own_writer_makes() {
        let documents = documents();
        let input = entries(&documents, &[]);
        let (ours, order) = written(&input);
        let theirs = by_tantivy(&input, &order);
        let bytes = |index: &Index, component| {
            let segments = index.searchable_segments().unwrap();
            let file = segments[0].open_read(component).unwrap();
            file.read_bytes().unwrap().as_slice().to_vec()
        };
        for component in [
            SegmentComponent::Terms,
            SegmentComponent::Postings,
            SegmentComponent::Positions,
            SegmentComponent::FieldNorms,
            SegmentComponent::FastFields,
            SegmentComponent::Store,
        ] {
            let (ours, theirs) = (
                bytes(&ours, component.clone()),
                bytes(&theirs, component.clone()),
            );
            assert!(ours == theirs, "{component:?}");
        }
    }

    #[test]
    fn a_document_with_a_word_in_several_fields_counts_once() {
        let documents = documents();
        let input = entries(&documents, &[]);
        let index = super::super::build_in_memory(&input, &SearchConfig::default()).unwrap();
        let mut found = Vec::new();
        for (id, word) in (0..).zip(index.vocabulary().words()) {
            let mut docs = BTreeSet::new();
            index
                .each_posting(id, |_, doc, _| {
                    docs.insert(doc);
                })
                .unwrap();
            assert_eq!(word.documents as usize, docs.len(), "{}", word.text);
            found.push(&*word.text);
        }
        assert!(found.contains(&"p0"), "in titles and texts");
        let twice = again(&written(&input).0).unwrap();
        assert!(twice.iter().any(|(word, _)| word == "p0"));
    }
}
