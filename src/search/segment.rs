//! The committed tantivy segments: where the postings of each word are, and what they store.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::StoreReader;
use tantivy::{SegmentReader, TantivyDocument};

use super::analyze;
use super::card::Card;
use super::parts::List;
use super::schema::{Error, Fields, WORDED};
use super::vocabulary::WordId;
use super::write;

/// Where the postings of a word are, field by field.
pub type ByWord = FxHashMap<Box<str>, Vec<Place>>;

/// Where the postings of a word are in one field of one part. Large sites have a million of these: what tantivy
/// says of positions, which no index has, is left out.
pub struct Place {
    field: u8,
    part: u32,
    documents: u32,
    size: u32,
    start: usize,
}

/// An index on the disk, part by part, as one.
pub struct Segments {
    fields: Fields,
    parts: Vec<Segment>,
    /// The places of each word, in the order of the vocabulary.
    pub places: Vec<Vec<Place>>,
    /// Part and number in it of each document.
    documents: Vec<(u32, u32)>,
    /// The position of each document in the order of the site.
    positions: Vec<u32>,
    /// How often a word is in one more field of a document, outdated ones too.
    again: FxHashMap<String, u32>,
    /// The words of outdated documents, but those of their terms, which are not stored; `None` when
    /// there are too many of these documents.
    outdated: Option<FxHashSet<String>>,
    /// There are none of these.
    whole: bool,
}

/// The only segment of a part.
struct Segment {
    inverted: [Arc<InvertedIndexReader>; WORDED],
    store: StoreReader,
    /// The number of each of its documents in the index; `OUTDATED` when it is of an earlier site.
    numbers: Vec<u32>,
}

const OUTDATED: u32 = u32::MAX;

/// Up to this many outdated documents are read to know their words; with more it is quicker to count.
const FEW: usize = 100;

/// The field whose texts are not stored, by its place among the worded ones.
const TERMS: u8 = 4;

impl Segments {
    /// The parts of an index, whose documents are in `order`, and all words in them.
    pub fn open(
        indexes: &[tantivy::Index],
        fields: Fields,
        (list, order): (&List, Vec<u32>),
    ) -> Result<(Self, ByWord), Error> {
        let parts = indexes.iter().map(|index| Segment::open(index, &fields));
        let mut parts = parts.collect::<Result<Vec<_>, Error>>()?;
        let mut documents = Vec::with_capacity(order.len());
        for (number, &position) in (0..).zip(&order) {
            let entry = &list.entries[position as usize];
            let numbers = parts.get_mut(entry.part as usize).map(|p| &mut p.numbers);
            match numbers.and_then(|numbers| numbers.get_mut(entry.doc as usize)) {
                Some(place) => *place = number,
                None => return Err(Error::InvalidArgument("missing document".to_owned())),
            }
            documents.push((entry.part, entry.doc));
        }
        let found = found(&parts)?;
        let mut again = FxHashMap::default();
        for index in indexes {
            for (word, times) in write::again(index)? {
                *again.entry(word).or_default() += times;
            }
        }
        let mut segments = Self {
            fields,
            parts,
            places: Vec::new(),
            documents,
            positions: order,
            again,
            outdated: None,
            whole: true,
        };
        let numbers = segments.parts.iter().map(|part| &part.numbers);
        segments.whole = !numbers.flatten().any(|&number| number == OUTDATED);
        segments.outdated = segments.words_of_outdated()?;
        Ok((segments, found))
    }

    pub fn position(&self, doc: u32) -> usize {
        self.positions[doc as usize] as usize
    }

    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    /// The postings of a word, field by field and part by part.
    pub fn each_posting(
        &self,
        word: WordId,
        see: impl FnMut(usize, u32, u32),
    ) -> Result<(), Error> {
        self.each_posting_at(&self.places[word as usize], see)
    }

    pub fn each_posting_at(
        &self,
        places: &[Place],
        mut see: impl FnMut(usize, u32, u32),
    ) -> Result<(), Error> {
        for place in places {
            self.each_of(place, &mut see)?;
        }
        Ok(())
    }

    /// The postings of a word in one field of one part, without those of outdated documents.
    fn each_of(&self, place: &Place, see: &mut impl FnMut(usize, u32, u32)) -> Result<(), Error> {
        let (part, field) = (&self.parts[place.part as usize], usize::from(place.field));
        let info = TermInfo {
            doc_freq: place.documents,
            postings_range: place.start..place.start + place.size as usize,
            positions_range: 0..0,
        };
        let mut block = part.inverted[field]
            .read_block_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
        while block.block_len() > 0 {
            for (&doc, &count) in block.docs().iter().zip(block.freqs()) {
                match part.numbers.get(doc as usize) {
                    None | Some(&OUTDATED) => {}
                    Some(&doc) => see(field, doc, count),
                }
            }
            block.advance();
        }
        Ok(())
    }

    /// In how many documents a word is, where that is known without its postings: no outdated document
    /// has it.
    pub fn documents_of(&self, word: &str, places: &[Place]) -> Option<u32> {
        let outdated = self.outdated.as_ref()?;
        let unknown = !self.whole
            && (outdated.contains(word) || places.iter().any(|place| place.field == TERMS));
        let documents: u32 = places.iter().map(|place| place.documents).sum();
        let again = self.again.get(word).copied().unwrap_or_default();
        (!unknown).then(|| documents.saturating_sub(again))
    }

    /// The words of documents of an earlier site.
    fn words_of_outdated(&self) -> Result<Option<FxHashSet<String>>, Error> {
        let mut words = FxHashSet::default();
        let numbered = self.parts.iter().zip(0..).flat_map(|(part, number)| {
            let docs = (0..).zip(&part.numbers);
            let outdated = docs.filter(|(_, number)| **number == OUTDATED);
            outdated.map(move |(doc, _)| (number, doc))
        });
        for (read, place) in numbered.enumerate() {
            if read == FEW {
                return Ok(None);
            }
            let card = self.stored(place)?;
            let headings = card.sections.iter().map(|section| &*section.heading);
            for text in headings.chain([&*card.title, &*card.summary, &*card.text]) {
                words.extend(analyze::words(text).into_iter().map(|(word, ..)| word));
            }
        }
        Ok(Some(words))
    }

    pub fn card(&self, doc: u32) -> Result<Card, Error> {
        self.stored(self.documents[doc as usize])
    }

    /// What a part stores of one of its documents.
    fn stored(&self, (part, doc): (u32, u32)) -> Result<Card, Error> {
        let stored: TantivyDocument = self.parts[part as usize].store.get(doc)?;
        let text = |field| {
            let value = stored.get_first(field);
            value
                .and_then(|value| value.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let fields = &self.fields;
        let sections = stored.get_first(fields.sections);
        let sections = sections.and_then(|value| write::sections(value.as_bytes()?));
        Ok(Card {
            url: text(fields.url),
            title: text(fields.title()),
            summary: text(fields.summary()),
            kind: text(fields.kind),
            date: text(fields.date),
            text: text(fields.body()),
            sections: sections.ok_or_else(|| Error::InternalError("sections".to_owned()))?,
        })
    }
}

impl Segment {
    fn open(index: &tantivy::Index, fields: &Fields) -> Result<Self, Error> {
        let segments = index.searchable_segments()?;
        let [segment] = &segments[..] else {
            return Err(Error::InvalidArgument(format!(
                "{} segments",
                segments.len()
            )));
        };
        let reader = SegmentReader::open(segment)?;
        let [a, b, c, d, e] = fields.worded;
        Ok(Self {
            inverted: [
                reader.inverted_index(a)?,
                reader.inverted_index(b)?,
                reader.inverted_index(c)?,
                reader.inverted_index(d)?,
                reader.inverted_index(e)?,
            ],
            store: reader.get_store_reader(8)?,
            numbers: vec![OUTDATED; reader.max_doc() as usize],
        })
    }
}

/// Where the postings of each word are, in all fields of all parts.
fn found(parts: &[Segment]) -> Result<ByWord, Error> {
    let mut found = ByWord::default();
    for field in 0..WORDED {
        for (number, part) in (0..).zip(parts) {
            let mut terms = part.inverted[field].terms().stream()?;
            while let Some((bytes, info)) = terms.next() {
                let Ok(word) = std::str::from_utf8(bytes) else {
                    continue;
                };
                let place = Place {
                    field: field as u8,
                    part: number,
                    documents: info.doc_freq,
                    size: info.postings_range.len() as u32,
                    start: info.postings_range.start,
                };
                match found.get_mut(word) {
                    Some(places) => places.push(place),
                    None => drop(found.insert(word.into(), vec![place])),
                }
            }
        }
    }
    Ok(found)
}
