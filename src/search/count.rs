//! How often each word is in each field of a document: every text is split into words once, on all
//! threads. A chunk of documents numbers its words by itself, with a table that fits near the
//! processor; what is known of a document is a number or two for each of its words.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::schema::WORDED;
use super::table::{Table, WordList};
use crate::view::search::{SearchEntry, SearchInput, Section};

/// A site is cut in a chunk for each thread, of a size in these bounds: each has a table of nearly all words.
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
const DIGITS: u32 = 4;

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
    words: WordList,
    /// For each word, how many fields it is in beside the first of a document.
    again: Vec<u32>,
    documents: Vec<Document>,
}

struct Document {
    /// Words in all fields, [`rounded`].
    length: u32,
    /// The words in each field and how often they are there, as [`add`] adds them.
    units: Box<[u16]>,
    /// Where each field ends.
    ends: [u32; WORDED],
}

impl Counted {
    /// Counts the documents at these positions.
    pub fn of(input: &SearchInput, positions: &[usize]) -> Self {
        let threads = rayon::current_num_threads();
        let size = positions.len().div_ceil(threads).clamp(LEAST, MOST);
        let chunks: Vec<Chunk> = positions
            .par_chunks(size)
            .map(|positions| Chunk::of(input, positions))
            .collect();
        let lengths: Vec<u32> = chunks
            .iter()
            .flat_map(|chunk| &chunk.documents)
            .map(|document| document.length)
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
        let (mut documents, mut units) = (Vec::with_capacity(positions.len()), Vec::new());
        // The last document of each word, and how often that was so already.
        let mut last: Vec<(u32, u32)> = Vec::new();
        for (doc, &at) in (0..).zip(positions) {
            let entry = &input.entries[at];
            let (text, sections) = entry.prose.read();
            let (mut length, mut ends) = (0, [0; WORDED]);
            units.clear();
            let fields = self::fields(entry, (&text, &sections));
            for (texts, end) in fields.iter().zip(&mut ends) {
                length += table.count(texts, |word, times| {
                    add(&mut units, word, times);
                    let number = word as usize;
                    if number >= last.len() {
                        last.resize(number + 1, (u32::MAX, 0));
                    }
                    let (last, again) = &mut last[number];
                    *again += u32::from(*last == doc);
                    *last = doc;
                });
                *end = units.len() as u32;
            }
            documents.push(Document {
                length: rounded(length),
                units: units.as_slice().into(),
                ends,
            });
        }
        Self {
            words: table.into_words(),
            again: last.into_iter().map(|(_, again)| again).collect(),
            documents,
        }
    }
}

/// All words of some documents in the order of their bytes.
pub struct Words<'a> {
    pub words: Vec<&'a str>,
    /// For each word, by how much the documents that have it are fewer than those of each field together.
    pub again: Vec<u32>,
    counted: &'a Counted,
    /// Place of each word of each chunk among all.
    places: Vec<Vec<u32>>,
}

/// The documents of each word in one field: the lists of all words one after the other. A document is its
/// number, doubled, and one more unless the word is there once; then how often follows.
pub struct Lists {
    units: Vec<u32>,
    /// Where the list of each word ends.
    ends: Vec<usize>,
    /// How many documents are in it.
    documents: Vec<u32>,
    /// Words of the field in all documents.
    pub all: u64,
}

impl<'a> Words<'a> {
    pub fn of(counted: &'a Counted) -> Self {
        let most = counted.chunks.iter().map(|chunk| chunk.words.len()).max();
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        numbers.reserve(most.unwrap_or_default());
        let chunks = counted.chunks.iter().map(|chunk| {
            let words = chunk.words.iter().map(|word| {
                let next = numbers.len() as u32;
                *numbers.entry(word).or_insert(next)
            });
            words.collect()
        });
        let mut places: Vec<Vec<u32>> = chunks.collect();
        let mut words: Vec<(&str, u32)> = numbers.into_iter().collect();
        words.sort_unstable();
        let mut place = vec![0; words.len()];
        for (at, &(_, number)) in (0..).zip(&words) {
            place[number as usize] = at;
        }
        let mut all = vec![0; words.len()];
        for (chunk, places) in counted.chunks.iter().zip(&mut places) {
            for (again, number) in chunk.again.iter().zip(places) {
                *number = place[*number as usize];
                all[*number as usize] += again;
            }
        }
        Self {
            words: words.into_iter().map(|(word, _)| word).collect(),
            again: all,
            counted,
            places,
        }
    }

    /// The lists of one field.
    pub fn lists(&self, field: usize) -> Lists {
        let mut documents = vec![0; self.words.len()];
        let (mut ends, mut all) = (vec![0; self.words.len()], 0);
        self.each(field, |_, word, times| {
            all += u64::from(times);
            documents[word as usize] += 1;
            ends[word as usize] += 1 + usize::from(times != 1);
        });
        // Each list is filled from where the one before it ends.
        let mut size = 0;
        for end in &mut ends {
            size += std::mem::replace(end, size);
        }
        let mut units = vec![0; size];
        self.each(field, |doc, word, times| {
            let end = &mut ends[word as usize];
            units[*end] = doc << 1 | u32::from(times != 1);
            *end += 1;
            if times != 1 {
                units[*end] = times;
                *end += 1;
            }
        });
        Lists {
            units,
            ends,
            documents,
            all,
        }
    }

    /// Calls `see(document, word, times)` for the words in one field of one document after the other.
    fn each(&self, field: usize, mut see: impl FnMut(u32, u32, u32)) {
        let chunks = &self.counted.chunks;
        let size = chunks.first().map_or(1, |chunk| chunk.documents.len());
        for (doc, &at) in (0..).zip(&self.counted.order) {
            let (chunk, at) = (at as usize / size, at as usize % size);
            let (document, places) = (&chunks[chunk].documents[at], &self.places[chunk]);
            let start = field
                .checked_sub(1)
                .map_or(0, |before| document.ends[before]);
            let units = &document.units[start as usize..document.ends[field] as usize];
            each(units, |word, times| see(doc, places[word as usize], times));
        }
    }
}

impl Lists {
    /// For each word, how many documents have it, and its list.
    pub fn iter(&self) -> impl Iterator<Item = (u32, List<'_>)> {
        let mut start = 0;
        let lists = self.documents.iter().zip(&self.ends);
        lists.map(move |(&documents, &end)| {
            let list = List(&self.units[start..end]);
            start = end;
            (documents, list)
        })
    }
}

/// The list of a word.
pub struct List<'a>(&'a [u32]);

impl List<'_> {
    /// Calls `see(document, times)` for each document.
    pub fn each(&self, mut see: impl FnMut(u32, u32)) {
        let mut units = self.0.iter().copied();
        while let Some(doc) = units.next() {
            match doc & 1 {
                0 => see(doc >> 1, 1),
                _ => see(doc >> 1, units.next().unwrap_or_default()),
            }
        }
    }
}

/// Says that a larger number follows in two units.
const LARGE: u16 = u16::MAX;

/// A number, doubled, and one more unless it is there once; then how often, which follows. Nearly every
/// number is one unit: a processor that has to guess how many bytes come guesses wrong most of the time.
fn add(units: &mut Vec<u16>, number: u32, times: u32) {
    let mut whole = |number: u32| match u16::try_from(number) {
        Ok(small) if small != LARGE => units.push(small),
        _ => units.extend([LARGE, number as u16, (number >> 16) as u16]),
    };
    whole(number << 1 | u32::from(times != 1));
    if times != 1 {
        whole(times);
    }
}

/// Reads what [`add`] added.
fn each(units: &[u16], mut see: impl FnMut(u32, u32)) {
    let mut units = units.iter().map(|&unit| u32::from(unit));
    let mut whole = move || match units.next()? {
        large if large == u32::from(LARGE) => Some(units.next()? | units.next()? << 16),
        small => Some(small),
    };
    while let Some(number) = whole() {
        match number & 1 {
            0 => see(number >> 1, 1),
            _ => see(number >> 1, whole().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_are_read_as_they_were_added() {
        let numbers = [0, 1, 32_766, 32_767, 32_768, 70_000, u32::MAX >> 1];
        let times = [1, 2, 65_534, 65_535, 65_536, u32::MAX];
        let all = numbers.map(|number| times.map(|times| (number, times)));
        let (mut units, mut read) = (Vec::new(), Vec::new());
        for &(number, times) in all.as_flattened() {
            add(&mut units, number, times);
        }
        each(&units, |number, times| read.push((number, times)));
        assert_eq!(read, all.as_flattened());
    }
}
