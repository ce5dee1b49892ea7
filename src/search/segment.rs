//! The committed tantivy segment: where the postings of each word are, and what it stores.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::StoreReader;
use tantivy::{SegmentReader, TantivyDocument};

use super::index::{About, Error, Fields};
use super::read::{Card, WORDED};
use super::vocabulary::{Vocabulary, WordId};

/// Where the postings of a word are in each field.
type Places = [Option<TermInfo>; WORDED];
type ByWord = FxHashMap<Box<str>, Places>;

pub struct Segment {
    fields: Fields,
    reader: SegmentReader,
    inverted: [Arc<InvertedIndexReader>; WORDED],
    store: StoreReader,
    /// In the order of the vocabulary.
    places: Vec<Places>,
    /// Of each document in the order of the site.
    positions: Vec<u32>,
}

impl Segment {
    /// The only segment of an index, and the places of its words.
    pub fn open(index: &tantivy::Index, fields: Fields) -> Result<(Self, ByWord), Error> {
        let segments = index.searchable_segments()?;
        let [segment] = &segments[..] else {
            return Err(Error::InvalidArgument(format!(
                "{} segments",
                segments.len()
            )));
        };
        let reader = SegmentReader::open(segment)?;
        let [a, b, c, d, e] = fields.worded;
        let inverted = [
            reader.inverted_index(a)?,
            reader.inverted_index(b)?,
            reader.inverted_index(c)?,
            reader.inverted_index(d)?,
            reader.inverted_index(e)?,
        ];
        let places = places(&inverted)?;
        let segment = Self {
            positions: positions(&reader)?,
            store: reader.get_store_reader(8)?,
            fields,
            reader,
            inverted,
            places: Vec::new(),
        };
        Ok((segment, places))
    }

    /// From here on words are asked for by their place in the vocabulary.
    pub fn order(&mut self, vocabulary: &Vocabulary, places: &ByWord) {
        let words = vocabulary.words().iter();
        self.places = words
            .map(|word| places.get(&word.text).cloned().unwrap_or_default())
            .collect();
    }

    pub fn position(&self, doc: u32) -> usize {
        self.positions[doc as usize] as usize
    }

    pub fn documents(&self) -> usize {
        self.reader.max_doc() as usize
    }

    /// The postings of a word, field by field, each in the order of documents.
    pub fn each_posting(
        &self,
        word: WordId,
        see: impl FnMut(usize, u32, u32),
    ) -> Result<(), Error> {
        self.each_posting_at(&self.places[word as usize], see)
    }

    pub fn each_posting_at(
        &self,
        places: &Places,
        mut see: impl FnMut(usize, u32, u32),
    ) -> Result<(), Error> {
        for (field, info) in places.iter().enumerate() {
            let Some(info) = info else { continue };
            let mut block = self.inverted[field]
                .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
            while block.block_len() > 0 {
                for (&doc, &count) in block.docs().iter().zip(block.freqs()) {
                    see(field, doc, count);
                }
                block.advance();
            }
        }
        Ok(())
    }

    pub fn card(&self, doc: u32) -> Result<Card, Error> {
        let stored: TantivyDocument = self.store.get(doc)?;
        let text = |field| {
            let value = stored.get_first(field);
            value
                .and_then(|value| value.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let fields = &self.fields;
        let sections = text(fields.sections);
        Ok(Card {
            url: text(fields.url),
            title: text(fields.title()),
            summary: text(fields.summary()),
            kind: text(fields.kind),
            date: text(fields.date),
            text: text(fields.body()),
            sections: serde_json::from_str(&sections)
                .map_err(|error| Error::InternalError(error.to_string()))?,
        })
    }

    /// For each facet and term, the documents in order.
    pub fn facet_lists(&self, about: &About) -> Result<Vec<Vec<Vec<u32>>>, Error> {
        let mut lists: Vec<Vec<Vec<u32>>> = about
            .facets
            .iter()
            .map(|facet| vec![Vec::new(); facet.terms.len()])
            .collect();
        if self.reader.max_doc() == 0 {
            return Ok(lists);
        }
        let column = self.reader.fast_fields().u64("facets")?;
        for doc in 0..self.reader.max_doc() {
            for value in column.values_for_doc(doc) {
                let (facet, term) = ((value >> 32) as usize, (value & 0xffff_ffff) as usize);
                if let Some(list) = lists.get_mut(facet).and_then(|terms| terms.get_mut(term)) {
                    list.push(doc);
                }
            }
        }
        Ok(lists)
    }

    /// Documents by date, the newest first, then in the order of the site.
    pub fn by_date(&self) -> Result<Vec<u32>, Error> {
        let mut docs: Vec<u32> = (0..self.reader.max_doc()).collect();
        if docs.is_empty() {
            return Ok(docs);
        }
        let positions = self.reader.fast_fields().u64("position")?;
        // ISO dates sort as text, and so do their ordinals.
        let dates = self.reader.fast_fields().str("date")?;
        docs.sort_by_cached_key(|&doc| {
            let date = dates.as_ref().and_then(|dates| dates.term_ords(doc).next());
            let position = positions.values_for_doc(doc).next();
            (date.is_none(), Reverse(date), position)
        });
        Ok(docs)
    }
}

/// Where the postings of each word are, in all fields.
fn places(inverted: &[Arc<InvertedIndexReader>; WORDED]) -> Result<ByWord, Error> {
    let mut places = ByWord::default();
    for (field, inverted) in inverted.iter().enumerate() {
        let mut terms = inverted.terms().stream()?;
        while let Some((bytes, info)) = terms.next() {
            let Ok(word) = std::str::from_utf8(bytes) else {
                continue;
            };
            if !places.contains_key(word) {
                places.insert(word.into(), Default::default());
            }
            if let Some(place) = places.get_mut(word) {
                place[field] = Some(info.clone());
            }
        }
    }
    Ok(places)
}

fn positions(segment: &SegmentReader) -> Result<Vec<u32>, Error> {
    if segment.max_doc() == 0 {
        return Ok(Vec::new());
    }
    let column = segment.fast_fields().u64("position")?;
    let docs = 0..segment.max_doc();
    Ok(docs
        .map(|doc| column.values_for_doc(doc).next().unwrap_or_default() as u32)
        .collect())
}
