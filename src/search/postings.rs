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

/// Document, field, and how often the word is there.
pub type Posting = (u32, usize, u32);

/// The documents of a word that are wanted: the step from the one before, doubled, and one more unless the word is
/// there once and in the body only; then which fields it is in, and how often in each.
pub fn posting_list(
    index: &Index,
    word: u32,
    found: &mut Vec<Posting>,
    wanted: impl Fn(u32) -> bool,
) -> Result<Bytes, Error> {
    found.clear();
    index.each_posting(word, |field, doc, times| {
        if wanted(doc) {
            found.push((doc, field, times));
        }
    })?;
    // Field by field and part by part, each in the order of the documents: a stable sort joins such
    // runs quickly.
    found.sort_by_key(|&(doc, ..)| doc);
    let mut out = Bytes::default();
    let mut last = 0;
    for fields in found.chunk_by(|a, b| a.0 == b.0) {
        let step = (fields[0].0 - last) as usize;
        last = fields[0].0;
        if let [(_, 0, 1)] = fields {
            out.number(step << 1);
            continue;
        }
        out.number(step << 1 | 1);
        out.number(fields.iter().map(|(_, field, _)| 1 << field).sum());
        for &(_, _, times) in fields {
            out.number(times as usize);
        }
    }
    Ok(out)
}
