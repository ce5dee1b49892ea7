//! Files `p<n>` of the browser index: the words of a range of stems, and in which documents they are.

use rayon::prelude::*;

use super::bits::Bits;
use super::pack::{Outlet, Parts, digest};
use super::read::Index;
use super::schema::Error;
use super::vocabulary::{WordId, browser_order};
use crate::base::digest::Digest;

/// What words and their documents may be added up for all of them to come with the entry, some 40 kB: a question
/// then needs only the texts, and a slip of the finger nothing more.
const WITH_ENTRY: usize = 64_000;

/// The least bytes of postings that close a file.
const LEAST: usize = 1_500;

/// The order of numbers of times is less.
const MOST_ORDER: u32 = 10;

/// Sets of fields, the most usual first, a bit for each field: a document is told by its place here.
pub const FIELDS: [u8; 31] = [
    1, 8, 4, 9, 5, 16, 2, 3, 13, 17, 15, 7, 11, 25, 21, 31, 12, 20, 19, 29, 6, 10, 24, 18, 14, 23,
    27, 28, 22, 26, 30,
];

/// The directory in the entry grows when files get smaller, and what a question loads when they get
/// larger: the square root of this many times the words of the site keeps both small.
const SHARE: f64 = 0.45;

/// The lists of so many words are made on all threads before they are put into files.
const TOGETHER: usize = 4_096;

/// Where the words of a site are.
pub struct Words {
    /// Where each file starts.
    pub first_stems: Vec<String>,
    /// What would be the files of a small site, all in one.
    pub with_entry: Option<Bits>,
    /// Digest of the list of each word whose stem is in [`Index::common`], in their order.
    pub common: Vec<Digest>,
}

/// Adds the files, or gives the only one to the entry; the words of one stem are in one file.
pub fn postings<O: Outlet>(index: &Index, parts: &mut Parts<O>) -> Result<Words, O::Error> {
    let words = index.vocabulary().words();
    let sizes = words
        .iter()
        .map(|word| word.documents as usize + word.text.len());
    let with_entry = !index.is_large() && sizes.sum::<usize>() <= WITH_ENTRY;
    let enough = match with_entry {
        true => usize::MAX,
        false => enough(index),
    };
    let mut first_stems = vec![String::new()];
    let mut file: Vec<(&str, Bits)> = Vec::new();
    let (mut size, mut last_stem) = (0, "");
    let mut common = Vec::new();
    for (at, words) in words.chunks(TOGETHER).enumerate() {
        let lists = (at * TOGETHER..at * TOGETHER + words.len())
            .into_par_iter()
            .map_init(Vec::new, |found, id| {
                posting_list(index, id as WordId, found, |_| true)
            });
        let lists: Vec<Bits> = lists.collect::<Result<_, Error>>()?;
        for (word, list) in words.iter().zip(lists) {
            if *word.stem != *last_stem {
                if size >= enough {
                    add_file(parts, &first_stems, &file)?;
                    file.clear();
                    size = 0;
                    first_stems.push(between(last_stem, &word.stem));
                }
                last_stem = &word.stem;
            }
            if index.is_common(&word.stem) {
                common.push(digest(&list));
            }
            size += list.len() / 8 + 4;
            file.push((&word.text, list));
        }
    }
    let with_entry = match with_entry {
        // Where there are no words at all, that is told: nobody asks for files that are not there.
        true => {
            let mut out = Bits::default();
            add_postings(&mut out, &file);
            Some(out)
        }
        false => {
            add_file(parts, &first_stems, &file)?;
            None
        }
    };
    Ok(Words {
        first_stems,
        with_entry,
        common,
    })
}

/// Adds the file that starts with the last of these stems.
fn add_file<O: Outlet>(
    parts: &mut Parts<O>,
    stems: &[String],
    words: &[(&str, Bits)],
) -> Result<(), O::Error> {
    let mut out = Bits::default();
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

/// All words, then the list of each.
pub fn add_postings(out: &mut Bits, words: &[(&str, Bits)]) {
    out.words(words.iter().map(|(word, _)| *word));
    for (_, list) in words {
        out.add(list);
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

    fn same_doc(&self, other: &Self) -> bool {
        self.doc() == other.doc()
    }

    fn times(self) -> usize {
        self.0 as usize & ((1 << Self::FIELD) - 1)
    }
}

/// The documents of a word that are wanted: those that have it once and in the body only; the others; and
/// of each of these in which fields it is, and how often in each. `found` is used for one word after the other.
pub fn posting_list(
    index: &Index,
    word: u32,
    found: &mut Vec<Found>,
    wanted: impl Fn(u32) -> bool,
) -> Result<Bits, Error> {
    found.clear();
    index.each_posting(word, |field, doc, times| {
        if wanted(doc) {
            found.push(Found::new(doc, field, times));
        }
    })?;
    // Field by field and part by part, each in the order of the documents. The first is the longest by
    // far: the others are put in order by themselves, and joined with it on the way.
    let first = found.windows(2).position(|pair| pair[0] > pair[1]);
    let first = first.map_or(found.len(), |last| last + 1);
    found[first..].sort();
    let (first, mut others) = found.split_at(first);
    let mut list = PostingList::default();
    let mut both = Vec::new();
    for fields in first.chunk_by(Found::same_doc) {
        while let Some(fields) = others_before(&mut others, fields[0].doc()) {
            list.add(fields);
        }
        match others_before(&mut others, fields[0].doc() + 1) {
            None => list.add(fields),
            Some(more) => {
                both.clear();
                both.extend(fields.iter().chain(more));
                list.add(&both);
            }
        }
    }
    for fields in others.chunk_by(Found::same_doc) {
        list.add(fields);
    }
    let mut out = Bits::default();
    out.documents(&list.once, index.len());
    out.documents(&list.others, index.len());
    list.tell(&mut out);
    Ok(out)
}

/// Takes the fields of the first of these documents, if it is before `end`.
fn others_before<'a>(others: &mut &'a [Found], end: u32) -> Option<&'a [Found]> {
    let doc = others.first().map(|found| found.doc())?;
    let fields = others.iter().take_while(|found| found.doc() == doc);
    let (fields, rest) = (doc < end).then(|| others.split_at(fields.count()))?;
    *others = rest;
    Some(fields)
}

/// A list that is being written.
#[derive(Default)]
struct PostingList {
    once: Vec<u32>,
    others: Vec<u32>,
    /// Of each of the others, the place of its fields in [`FIELDS`].
    fields: Vec<u8>,
    /// How often each is said in its body, less one, where it is.
    in_body: Vec<u32>,
    /// The same of each of its other fields.
    elsewhere: Vec<u32>,
}

impl PostingList {
    /// Adds the next document: the fields in which the word is.
    fn add(&mut self, fields: &[Found]) {
        let doc = fields[0].doc();
        if let [one] = fields
            && (one.field(), one.times()) == (0, 1)
        {
            return self.once.push(doc);
        }
        self.others.push(doc);
        let mask: u8 = fields.iter().map(|found| 1 << found.field()).sum();
        let place = FIELDS.iter().position(|&fields| fields == mask);
        self.fields.push(place.unwrap_or_default() as u8);
        for found in fields {
            let list = match found.field() {
                0 => &mut self.in_body,
                _ => &mut self.elsewhere,
            };
            list.push(found.times() as u32 - 1);
        }
    }

    /// What is told of the others: the order of the numbers of bodies, then each with its fields.
    fn tell(&self, out: &mut Bits) {
        let size = |order: &u32| -> u64 {
            let sizes = self.in_body.iter();
            sizes
                .map(|&more| 2 * u64::from((more + (1 << order)).ilog2()) - u64::from(*order))
                .sum()
        };
        let order = (0..MOST_ORDER).min_by_key(size).unwrap_or_default();
        out.number_of(order as usize, 0);
        let (mut in_body, mut elsewhere) = (self.in_body.iter(), self.elsewhere.iter());
        for &place in &self.fields {
            out.number_of(place.into(), 0);
            let fields = FIELDS[usize::from(place)];
            for &more in in_body.by_ref().take((fields & 1).into()) {
                out.number_of(more as usize, order);
            }
            for &more in elsewhere.by_ref().take((fields >> 1).count_ones() as usize) {
                out.number_of(more as usize, 0);
            }
        }
    }
}
