//! How often each word is in each field of a document: every text is split into words once, on all
//! threads. A chunk of documents numbers its words by itself, with a table that fits near the
//! processor; what is known of a document is some bytes for each of its words.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::analyze;
use super::format::{Bytes, Reader};
use super::schema::WORDED;
use crate::view::search::{SearchEntry, SearchInput, Section};

/// A site is cut in so many chunks, of a size in these bounds: few enough that their words are soon
/// joined, enough that every thread has some.
const CHUNKS: usize = 8;
const LEAST: usize = 64;
const MOST: usize = 8_192;

/// Words with numbers, in the order in which they came.
#[derive(Default)]
pub struct Table {
    /// Most words fit in a number: nothing but the table is looked at to find them.
    short: FxHashMap<u128, u32>,
    long: FxHashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
    /// How often each word was seen in what is being counted, and which were.
    times: Vec<u32>,
    seen: Vec<u32>,
    /// Used for one word after the other.
    word: String,
}

impl Table {
    pub fn words(&self) -> &[Box<str>] {
        &self.words
    }

    /// Calls `see(number of a word, times)` for each word of these texts together; how many words
    /// there are in all.
    pub fn count(&mut self, texts: &[&str], mut see: impl FnMut(u32, u32)) -> u32 {
        let mut all = 0;
        for text in texts {
            let mut at = 0;
            while let Some((_, end)) = analyze::next_word(text, at, &mut self.word) {
                at = end;
                all += 1;
                let number = self.number();
                let times = &mut self.times[number as usize];
                if *times == 0 {
                    self.seen.push(number);
                }
                *times += 1;
            }
        }
        for number in self.seen.drain(..) {
            see(number, std::mem::take(&mut self.times[number as usize]));
        }
        all
    }

    fn number(&mut self) -> u32 {
        let (word, next) = (self.word.as_str(), self.words.len() as u32);
        let number = match short(word) {
            // Nearly every word is known: `entry` would make room for it each time.
            Some(short) => match self.short.get(&short) {
                Some(&number) => number,
                None => *self.short.entry(short).or_insert(next),
            },
            None => match self.long.get(word) {
                Some(&number) => number,
                None => *self.long.entry(word.into()).or_insert(next),
            },
        };
        if number == next {
            self.words.push(word.into());
            self.times.push(0);
        }
        number
    }
}

/// The bytes of a word that has few of them; none is zero.
fn short(word: &str) -> Option<u128> {
    let mut bytes = [0; size_of::<u128>()];
    let room = bytes.get_mut(..word.len())?;
    room.copy_from_slice(word.as_bytes());
    Some(u128::from_le_bytes(bytes))
}

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

/// Documents whose words are counted.
#[derive(Default)]
pub struct Counted {
    chunks: Vec<Chunk>,
    /// Words in all fields of each document.
    pub lengths: Vec<u32>,
    /// The documents from the shortest to the longest.
    pub order: Vec<u32>,
}

struct Chunk {
    words: Vec<Box<str>>,
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
        for &at in positions {
            let entry = &input.entries[at];
            let (text, sections) = entry.prose.read();
            let mut length = 0;
            for (texts, out) in self::fields(entry, (&text, &sections))
                .iter()
                .zip(&mut fields)
            {
                length += table.count(texts, |word, times| out.flagged(word, times));
            }
            lengths.push(length);
            ends.push(std::array::from_fn(|field| {
                fields[field].bytes.len() as u32
            }));
        }
        Self {
            words: table.words,
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
        Self {
            places: places.collect(),
            words,
            counted,
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
