//! How often each word is in each field of a document: every text is split into words once, on all
//! threads. A chunk of documents numbers its words by itself, with a table that fits near the
//! processor; what is known of a document is some bytes for each of its words.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::format::{Bytes, Reader};
use super::schema::WORDED;
use super::table::Table;
use crate::view::search::{SearchEntry, SearchInput, Section};

/// A site is cut in so many chunks, of a size in these bounds: few enough that their words are soon
/// joined, enough that every thread has some.
const CHUNKS: usize = 8;
const LEAST: usize = 64;
const MOST: usize = 8_192;

/// The texts of the fields of a document, in the order of scoring.
pub fn fields<'a>(
    entry: &'a SearchEntry,
    (text, sections): (&'a str, &'a [Section]),
) -> [Vec<&'a str>; WORDED] {
    let headings = sections.iter().map(|section| &*section.heading);
    [
        vec![text],
        vec![entry.title],
        headings.collect(),
        vec![entry.summary],
        entry.terms.clone(),
    ]
}

/// Binary digits of a length that count.
const DIGITS: u32 = 5;

/// The length of a document of so many words, for its score and its place among others. A sentence more
/// seldom changes it: numbers of documents stay, and with them the postings of all words.
pub fn rounded(words: u32) -> u32 {
    let below = (u32::BITS - words.leading_zeros()).saturating_sub(DIGITS);
    let half = (1 << below) >> 1;
    words.saturating_add(half) >> below << below
}

/// Documents whose words are counted.
#[derive(Default)]
pub struct Counted {
    chunks: Vec<Chunk>,
    /// Words in all fields of each document, [`rounded`].
    pub lengths: Vec<u32>,
    /// The documents from the shortest to the longest.
    pub order: Vec<u32>,
}

struct Chunk {
    words: Vec<Box<str>>,
    /// For each word, how many fields it is in beside the first of a document.
    again: Vec<u32>,
    lengths: Vec<u32>,
    /// For each field, what is in it of one document after the other.
    fields: [Bytes; WORDED],
    /// Where that ends, document by document.
    ends: Vec<[u32; WORDED]>,
}

impl Counted {
    /// Counts the documents at these positions.
    pub fn of(input: &SearchInput, positions: &[usize]) -> Self {
        let size = positions.len().div_ceil(CHUNKS).clamp(LEAST, MOST);
        let chunks: Vec<Chunk> = positions
            .par_chunks(size)
            .map(|positions| Chunk::of(input, positions))
            .collect();
        let lengths: Vec<u32> = chunks
            .iter()
            .flat_map(|chunk| &chunk.lengths)
            .copied()
            .collect();
        let mut order: Vec<u32> = (0..lengths.len() as u32).collect();
        order.sort_by_key(|&at| lengths[at as usize]);
        Self {
            chunks,
            lengths,
            order,
        }
    }
}

impl Chunk {
    fn of(input: &SearchInput, positions: &[usize]) -> Self {
        let mut table = Table::default();
        let mut fields: [Bytes; WORDED] = Default::default();
        let (mut ends, mut lengths) = (Vec::new(), Vec::new());
        // The last document of each word, and how often that was so already.
        let mut seen: Vec<(usize, u32)> = Vec::new();
        for (doc, &at) in positions.iter().enumerate() {
            let entry = &input.entries[at];
            let (text, sections) = entry.prose.read();
            let mut length = 0;
            for (texts, out) in self::fields(entry, (&text, &sections))
                .iter()
                .zip(&mut fields)
            {
                length += table.count(texts, |word, times| {
                    out.flagged(word, times);
                    let number = word as usize;
                    if number >= seen.len() {
                        seen.resize(number + 1, (usize::MAX, 0));
                    }
                    let (last, again) = &mut seen[number];
                    *again += u32::from(*last == doc);
                    *last = doc;
                });
            }
            lengths.push(rounded(length));
            ends.push(std::array::from_fn(|field| {
                fields[field].bytes.len() as u32
            }));
        }
        Self {
            words: table.into_words(),
            again: seen.into_iter().map(|(_, again)| again).collect(),
            lengths,
            fields,
            ends,
        }
    }
}

/// All words of some documents in the order of their bytes.
pub struct Words<'a> {
    pub words: Vec<&'a str>,
    counted: &'a Counted,
    /// Place of each word of each chunk among all.
    places: Vec<Vec<u32>>,
    /// For each word, by how much the documents that have it are fewer than those of each field together.
    pub again: Vec<u32>,
}

/// The documents of a word in one field, by their numbers, and how often it is in each.
#[derive(Default)]
pub struct List {
    bytes: Bytes,
    last: u32,
    pub documents: u32,
}

impl<'a> Words<'a> {
    pub fn of(counted: &'a Counted) -> Self {
        let mut places: FxHashMap<&str, u32> = FxHashMap::default();
        let mut words: Vec<&str> = Vec::new();
        for word in counted.chunks.iter().flat_map(|chunk| &chunk.words) {
            places.entry(word).or_insert_with(|| {
                words.push(word);
                0
            });
        }
        words.sort_unstable();
        for (place, word) in (0..).zip(&words) {
            places.insert(word, place);
        }
        let chunks = counted.chunks.iter();
        let places = chunks.map(|chunk| chunk.words.iter().map(|word| places[&**word]).collect());
        let places: Vec<Vec<u32>> = places.collect();
        let mut all = vec![0; words.len()];
        for (chunk, places) in counted.chunks.iter().zip(&places) {
            for (again, &place) in chunk.again.iter().zip(places) {
                all[place as usize] += again;
            }
        }
        Self {
            words,
            counted,
            places,
            again: all,
        }
    }

    /// The lists of one field, word by word, and how many words the field has in all documents.
    pub fn lists(&self, field: usize) -> (Vec<List>, u64) {
        let mut lists: Vec<List> = Vec::new();
        lists.resize_with(self.words.len(), List::default);
        let mut all = 0;
        for (doc, &at) in (0..).zip(&self.counted.order) {
            let (places, bytes) = self.document(at as usize, field);
            each(bytes, |word, times| {
                all += u64::from(times);
                lists[places[word as usize] as usize].push(doc, times);
            });
        }
        (lists, all)
    }

    /// The places of the words of a document's chunk, and what is in one of its fields.
    fn document(&self, at: usize, field: usize) -> (&[u32], &[u8]) {
        let size = self.counted.chunks[0].ends.len();
        let (chunk, at) = (at / size, at % size);
        let found = &self.counted.chunks[chunk];
        let start = match at {
            0 => 0,
            _ => found.ends[at - 1][field],
        };
        let bytes = &found.fields[field].bytes[start as usize..found.ends[at][field] as usize];
        (&self.places[chunk], bytes)
    }
}

impl List {
    fn push(&mut self, doc: u32, times: u32) {
        self.bytes.flagged(doc - self.last, times);
        self.last = doc;
        self.documents += 1;
    }

    pub fn each(&self, mut see: impl FnMut(u32, u32)) {
        let mut doc = 0;
        each(&self.bytes.bytes, |step, times| {
            doc += step;
            see(doc, times);
        });
    }
}

impl Bytes {
    /// A number, doubled, and one more unless the other, which follows then, is one.
    fn flagged(&mut self, number: u32, times: u32) {
        self.number((number as usize) << 1 | usize::from(times != 1));
        if times != 1 {
            self.number(times as usize);
        }
    }
}

/// Reads what [`Bytes::flagged`] wrote.
fn each(bytes: &[u8], mut see: impl FnMut(u32, u32)) {
    let mut reader = Reader::new(bytes);
    while let Some(number) = reader.number() {
        match number & 1 {
            0 => see(number >> 1, 1),
            _ => see(number >> 1, reader.number().unwrap_or_default()),
        }
    }
}
