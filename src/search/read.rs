//! The committed segment as the query sees it: vocabulary, postings, exact lengths, facets, cards.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::StoreReader;
use tantivy::{SegmentReader, TantivyDocument};

use super::index::{About, Error, Fields};
use super::vocabulary::{Vocabulary, WordId};
use crate::view::search::Section;

/// How many fields have words: body, title, headings, summary, terms, in this order.
pub const WORDED: usize = 5;

/// From this many documents on, words that one in `COMMON_PART` documents has are left out of a
/// question when others remain, as the common words of the language are.
const LARGE_SITE: usize = 5_000;
const COMMON_PART: usize = 8;

/// An index that is open for reading. Everything here is derived from the segment.
pub struct Index {
    fields: Fields,
    inverted: [Arc<InvertedIndexReader>; WORDED],
    store: StoreReader,
    about: About,
    vocabulary: Vocabulary,
    /// Where the postings of a word are in each field.
    places: Vec<[Option<TermInfo>; WORDED]>,
    /// Words of each document, in all fields.
    lengths: Vec<u32>,
    average_length: f64,
    /// Stems that say little here, because a large site has them everywhere.
    common: FxHashSet<Box<str>>,
    /// Documents by date, the newest first, then in the order of the site.
    by_date: Vec<u32>,
    /// Position of each document in the order of the site.
    positions: Vec<u32>,
    /// For each facet and term, the documents in order.
    facets: Vec<Vec<Vec<u32>>>,
}

/// What a result list shows of a document, and the text that fragments are cut from.
#[derive(Clone, Debug, Default)]
pub struct Card {
    pub url: String,
    pub title: String,
    pub summary: String,
    pub kind: String,
    pub date: String,
    pub text: String,
    pub sections: Vec<Section>,
}

impl Card {
    /// The text of one section, without its heading.
    pub fn prose(&self, section: &Section) -> &str {
        prose(&self.text, section)
    }
}

/// The part of a document's text that is a section, without its heading.
pub fn prose<'a>(text: &'a str, section: &Section) -> &'a str {
    text.get(section.start as usize..section.end as usize)
        .unwrap_or_default()
}

impl Index {
    pub fn read(index: tantivy::Index, fields: Fields, about: About) -> Result<Self, Error> {
        let segments = index.searchable_segments()?;
        let [segment] = &segments[..] else {
            return Err(Error::InvalidArgument(format!(
                "{} segments",
                segments.len()
            )));
        };
        let segment = SegmentReader::open(segment)?;
        let [a, b, c, d, e] = fields.worded;
        let inverted = [
            segment.inverted_index(a)?,
            segment.inverted_index(b)?,
            segment.inverted_index(c)?,
            segment.inverted_index(d)?,
            segment.inverted_index(e)?,
        ];
        let mut read = Self {
            store: segment.get_store_reader(8)?,
            facets: facet_lists(&segment, &about)?,
            lengths: vec![0; segment.max_doc() as usize],
            average_length: 1.0,
            by_date: by_date(&segment)?,
            positions: positions(&segment)?,
            vocabulary: Vocabulary::new(Vec::new()),
            places: Vec::new(),
            common: FxHashSet::default(),
            fields,
            inverted,
            about,
        };
        read.derive_words()?;
        Ok(read)
    }

    /// One pass over all postings: the vocabulary with its document counts, and exact lengths.
    fn derive_words(&mut self) -> Result<(), Error> {
        let mut places: FxHashMap<Box<str>, [Option<TermInfo>; WORDED]> = FxHashMap::default();
        for (field, inverted) in self.inverted.iter().enumerate() {
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
        let mut last_seen = vec![u32::MAX; self.lengths.len()];
        let mut lengths = std::mem::take(&mut self.lengths);
        let mut found = Vec::with_capacity(places.len());
        let mut all: Vec<(&Box<str>, &[Option<TermInfo>; WORDED])> = places.iter().collect();
        all.sort_unstable_by_key(|(word, _)| *word);
        for (turn, &(word, infos)) in (0..).zip(&all) {
            let mut documents = 0;
            self.each_posting_at(infos, |_, doc, count| {
                lengths[doc as usize] += count;
                if std::mem::replace(&mut last_seen[doc as usize], turn) != turn {
                    documents += 1;
                }
            })?;
            found.push((word.clone(), documents));
        }
        self.vocabulary = Vocabulary::new(found);
        if lengths.len() >= LARGE_SITE {
            let common = self.vocabulary.common((lengths.len() / COMMON_PART) as u32);
            self.common = common.into_iter().collect();
        }
        self.places = self
            .vocabulary
            .words()
            .iter()
            .map(|word| places.get(&word.text).cloned().unwrap_or_default())
            .collect();
        let total: u64 = lengths.iter().map(|&n| u64::from(n)).sum();
        self.average_length = (total as f64 / lengths.len().max(1) as f64).max(1.0);
        self.lengths = lengths;
        Ok(())
    }

    /// Calls `see(field, document, times)` for every posting of a word, field by field.
    pub fn each_posting(
        &self,
        word: WordId,
        see: impl FnMut(usize, u32, u32),
    ) -> Result<(), Error> {
        self.each_posting_at(&self.places[word as usize], see)
    }

    fn each_posting_at(
        &self,
        places: &[Option<TermInfo>; WORDED],
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

    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Whether a stem is in so many documents of a large site that it says little.
    pub fn is_common(&self, stem: &str) -> bool {
        self.common.contains(stem)
    }

    /// All such stems, in the order of the vocabulary.
    pub fn common(&self) -> Vec<&str> {
        let words = self.vocabulary.words().iter().map(|word| &*word.stem);
        let mut stems: Vec<&str> = words.filter(|stem| self.common.contains(*stem)).collect();
        stems.dedup();
        stems
    }

    pub fn about(&self) -> &About {
        &self.about
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    pub fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    pub fn average_length(&self) -> f64 {
        self.average_length
    }

    /// Documents by date, the newest first and the undated last, then in the order of the site.
    pub fn by_date(&self) -> &[u32] {
        &self.by_date
    }

    /// The position of a document in the order of the site.
    pub fn position(&self, doc: u32) -> usize {
        self.positions[doc as usize] as usize
    }

    /// The documents of a term of a facet, in order.
    pub fn facet_documents(&self, facet: usize, term: usize) -> &[u32] {
        self.facets
            .get(facet)
            .and_then(|terms| terms.get(term))
            .map_or(&[], Vec::as_slice)
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
}

fn facet_lists(segment: &SegmentReader, about: &About) -> Result<Vec<Vec<Vec<u32>>>, Error> {
    let mut lists: Vec<Vec<Vec<u32>>> = about
        .facets
        .iter()
        .map(|facet| vec![Vec::new(); facet.terms.len()])
        .collect();
    if segment.max_doc() == 0 {
        return Ok(lists);
    }
    let column = segment.fast_fields().u64("facets")?;
    for doc in 0..segment.max_doc() {
        for value in column.values_for_doc(doc) {
            let (facet, term) = ((value >> 32) as usize, (value & 0xffff_ffff) as usize);
            if let Some(list) = lists.get_mut(facet).and_then(|terms| terms.get_mut(term)) {
                list.push(doc);
            }
        }
    }
    Ok(lists)
}

fn by_date(segment: &SegmentReader) -> Result<Vec<u32>, Error> {
    let mut docs: Vec<u32> = (0..segment.max_doc()).collect();
    if docs.is_empty() {
        return Ok(docs);
    }
    let positions = segment.fast_fields().u64("position")?;
    // ISO dates sort as text, and so do their ordinals.
    let dates = segment.fast_fields().str("date")?;
    docs.sort_by_cached_key(|&doc| {
        let date = dates.as_ref().and_then(|dates| dates.term_ords(doc).next());
        let position = positions.values_for_doc(doc).next();
        (date.is_none(), Reverse(date), position)
    });
    Ok(docs)
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
