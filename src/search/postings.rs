//! Files `p<n>` of the browser index: the words of a range of stems, and in which documents they are.

use rayon::prelude::*;

use super::format::Bytes;
use super::pack::{Outlet, Parts};
use super::read::Index;
use super::schema::Error;
use super::vocabulary::{WordId, browser_order};

/// About so many bytes of postings, before compression, come with the entry: a question then needs
/// only the texts, and a slip of the finger nothing more.
const WITH_ENTRY: usize = 64_000;

/// About what a document takes in the list of a word.
const POSTING: usize = 2;

/// The least bytes of postings, before compression, that close a file.
const LEAST: usize = 2_500;

/// The directory in the entry grows when files get smaller, and what a question loads when they get
/// larger: the square root of this many times the words of the site keeps both small.
const SHARE: f64 = 1.5;

/// The lists of so many words are made on all threads before they are put into files.
const TOGETHER: usize = 4_096;

/// Where the words of a site are.
pub struct Words {
    /// Where each file starts.
    pub first_stems: Vec<String>,
    /// What would be the files of a small site, all in one.
    pub with_entry: Option<Bytes>,
}

/// Adds the files, or gives the only one to the entry; the words of one stem are in one file.
pub fn postings<O: Outlet>(index: &Index, parts: &mut Parts<O>) -> Result<Words, O::Error> {
    let words = index.vocabulary().words();
    let sizes = words
        .iter()
        .map(|word| word.documents as usize * POSTING + word.text.len());
    let with_entry = sizes.sum::<usize>() <= WITH_ENTRY;
    let enough = match with_entry {
        true => usize::MAX,
        false => enough(index),
    };
    let mut first_stems: Vec<String> = Vec::new();
    let mut file: Vec<(&str, Bytes)> = Vec::new();
    let (mut size, mut last_stem) = (0, "");
    for (at, words) in words.chunks(TOGETHER).enumerate() {
        let lists = (at * TOGETHER..at * TOGETHER + words.len())
            .into_par_iter()
            .map_init(Vec::new, |found, id| {
                posting_list(index, id as WordId, found, |_| true)
            });
        let lists: Vec<Bytes> = lists.collect::<Result<_, Error>>()?;
        for (word, list) in words.iter().zip(lists) {
            if *word.stem != *last_stem {
                if size >= enough {
                    add_file(parts, &first_stems, &file)?;
                    file.clear();
                    size = 0;
                }
                if file.is_empty() {
                    first_stems.push(between(last_stem, &word.stem));
                }
                last_stem = &word.stem;
            }
            size += list.bytes.len() + 4;
            file.push((&word.text, list));
        }
    }
    let mut words = Words {
        first_stems,
        with_entry: None,
    };
    if with_entry && !file.is_empty() {
        let mut out = Bytes::default();
        add_postings(&mut out, &file);
        words.with_entry = Some(out);
    } else if !file.is_empty() {
        add_file(parts, &words.first_stems, &file)?;
    }
    Ok(words)
}

/// Adds the file that starts with the last of these stems.
fn add_file<O: Outlet>(
    parts: &mut Parts<O>,
    stems: &[String],
    words: &[(&str, Bytes)],
) -> Result<(), O::Error> {
    let mut out = Bytes::default();
    add_postings(&mut out, words);
    parts.add(format!("p{}", stems.len() - 1), out)
}

/// Bytes that close a file of this site.
fn enough(index: &Index) -> usize {
    let length: f64 = index.lengths().iter().map(|&n| f64::from(n)).sum();
    LEAST.max((length * SHARE).sqrt() as usize)
}

/// The shortest beginning of `first` that still comes after `last`.
fn between(last: &str, first: &str) -> String {
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut heads = ends.map(|end| &first[..end]);
    heads
        .find(|head| browser_order(head, last).is_gt())
        .unwrap_or(first)
        .to_owned()
}

/// All words and how long their lists are, then the lists.
pub fn add_postings(out: &mut Bytes, words: &[(&str, Bytes)]) {
    out.words(words.iter().map(|(word, _)| *word));
    for (_, list) in words {
        out.number(list.bytes.len());
    }
    for (_, list) in words {
        out.bytes.extend(&list.bytes);
    }
}

/// Document, field, and how often the word is there, in one number: numbers are quickly put in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found(u64);

impl Found {
    const DOC: u32 = 32;
    const FIELD: u32 = 29;

    fn new(doc: u32, field: usize, times: u32) -> Self {
        let times = u64::from(times).min((1 << Self::FIELD) - 1);
        Self(u64::from(doc) << Self::DOC | (field as u64) << Self::FIELD | times)
    }

    fn doc(self) -> u32 {
        (self.0 >> Self::DOC) as u32
    }

    fn field(self) -> usize {
        (self.0 >> Self::FIELD) as usize & 7
    }

    fn times(self) -> usize {
        self.0 as usize & ((1 << Self::FIELD) - 1)
    }
}

/// The documents of a word that are wanted: the step from the one before, doubled, and one more unless the word is
/// there once and in the body only; then which fields it is in, and how often in each. `found` is used
/// for one word after the other.
pub fn posting_list(
    index: &Index,
    word: u32,
    found: &mut Vec<Found>,
    wanted: impl Fn(u32) -> bool,
) -> Result<Bytes, Error> {
    found.clear();
    index.each_posting(word, |field, doc, times| {
        if wanted(doc) {
            found.push(Found::new(doc, field, times));
        }
    })?;
    // Field by field and part by part, each in the order of the documents: a stable sort joins such
    // runs quickly.
    found.sort();
    let mut out = Bytes::default();
    out.bytes.reserve(found.len() * POSTING);
    let mut last = 0;
    for fields in found.chunk_by(|a, b| a.doc() == b.doc()) {
        let step = (fields[0].doc() - last) as usize;
        last = fields[0].doc();
        if let [one] = fields
            && (one.field(), one.times()) == (0, 1)
        {
            out.number(step << 1);
            continue;
        }
        out.number(step << 1 | 1);
        out.number(fields.iter().map(|found| 1 << found.field()).sum());
        for found in fields {
            out.number(found.times());
        }
    }
    Ok(out)
}
