//! The published files, read back into an [`Index`]: the decoder of `docs/search-format.md`. What it
//! answers comes from the bytes that a browser gets, so a set of questions judges those too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::card::Card;
use super::format::{MAGIC, Reader, literal, unpacked};
use super::read::{Index, Parts, Posting};
use super::schema::{About, Error, WORDED};
use super::shorthand::Shorthand;
use super::synonyms::Synonyms;
use crate::view::search::{Facet, Section};

/// The files of the browser index by their path under its folder, as `shards` names them.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The index that the files hold; an error names the first file that is missing or damaged.
pub fn decode(files: &Files) -> Result<Index, Error> {
    let entry = part(files, "entrada", read_entry)?;
    let documents = entry.lengths.len();
    let name = |kind: char, at: usize| format!("{}/{kind}{at}", entry.generation);
    let mut words = entry.words;
    for at in 0..entry.postings {
        words.extend(part(files, &name('p', at), |r| {
            read_postings(r, documents)
        })?);
    }
    let list = format!("{}/d", entry.generation);
    let shorthand = part(files, &list, |r| Shorthand::of_list(r.words()?))?;
    let mut cards = Vec::new();
    for at in 0..entry.texts {
        let path = name('t', at);
        let read = text(files, &path).and_then(|text| read_cards(&shorthand.read(&text)));
        cards.extend(read.ok_or_else(|| damaged(&path))?);
    }
    let (mut facets, mut facet_documents) = (Vec::new(), Vec::new());
    for (at, (field, label)) in entry.facets.into_iter().enumerate() {
        let read = part(files, &name('c', at), |r| {
            r.many(|r| read_term(r, documents))
        })?;
        let (terms, docs) = read.into_iter().unzip();
        facets.push(Facet {
            field,
            label,
            terms,
        });
        facet_documents.push(docs);
    }
    let order = format!("{}/o", entry.generation);
    let by_date = part(files, &order, |r| {
        r.rest(|r| r.number().filter(|&doc| (doc as usize) < documents))
    })?;
    if cards.len() != documents || by_date.len() != documents {
        return Err(damaged("entrada"));
    }
    let index = Index::from_parts(Parts {
        about: About::of(facets, entry.weights, entry.synonyms),
        words,
        cards,
        by_date,
        facets: facet_documents,
    });
    if index.lengths() != entry.lengths {
        return Err(damaged("entrada"));
    }
    let known = |(word, documents): &(String, u32)| {
        let id = index.vocabulary().id(word);
        id.is_some_and(|id| index.vocabulary().word(id).documents == *documents)
    };
    let again = |(kind, read): (_, ReadWords), at| {
        let path = name(kind, at);
        let words = part(files, &path, |r| read(r, documents))?;
        words
            .iter()
            .all(known)
            .then_some(())
            .ok_or_else(|| damaged(&path))
    };
    (0..entry.vocabulary).try_for_each(|at| again(('v', read_vocabulary), at))?;
    (0..entry.heads).try_for_each(|at| again(('h', read_head), at))?;
    Ok(index)
}

/// Reads all of a file: bytes that are left over are damage too.
fn part<T>(
    files: &Files,
    path: &str,
    read: impl FnOnce(&mut Reader) -> Option<T>,
) -> Result<T, Error> {
    let bytes = script(files, path).and_then(|script| unpacked(script));
    let value = bytes.and_then(|bytes| {
        let mut reader = Reader::new(&bytes);
        read(&mut reader).filter(|_| reader.is_at_end())
    });
    value.ok_or_else(|| damaged(path))
}

/// The text of a file that is not packed.
fn text(files: &Files, path: &str) -> Option<String> {
    literal(script(files, path)?)
}

fn script<'a>(files: &'a Files, path: &str) -> Option<&'a Vec<u8>> {
    files.get(&format!("{path}.js"))
}

fn damaged(path: &str) -> Error {
    Error::InvalidArgument(format!(
        "el archivo {path}.js del índice falta o está dañado"
    ))
}

struct Entry {
    generation: String,
    lengths: Vec<u32>,
    weights: [f64; WORDED],
    synonyms: Synonyms,
    facets: Vec<(String, String)>,
    /// How many files of postings, vocabulary and texts there are.
    postings: usize,
    vocabulary: usize,
    heads: usize,
    texts: usize,
    /// All words of a small site.
    words: Vec<(Box<str>, Vec<Posting>)>,
}

fn read_entry(r: &mut Reader) -> Option<Entry> {
    if r.text()? != MAGIC {
        return None;
    }
    let generation = r.text()?;
    // The lists of the analysis: this program has its own.
    for _ in 0..5 {
        r.text()?;
    }
    let weights = r.text()?;
    let weights: Result<Vec<f64>, _> = weights.split(' ').map(str::parse).collect();
    let weights = weights.ok()?.try_into().ok()?;
    let lengths = r.steps()?;
    r.number()?;
    let facets = r.many(|r| Some((r.text()?, r.text()?)))?;
    let acronyms = r.words()?.into_iter().collect();
    let member = |r: &mut Reader| Some(r.text()?.split(' ').map(str::to_owned).collect());
    let groups = r.many(|r| r.many(member))?;
    let postings = r.words()?.len();
    let vocabulary = r.words()?.len();
    let heads = r.words()?.len();
    let texts = r.steps()?.len();
    let words = match r.is_at_end() {
        true => None,
        false => Some(read_postings(r, lengths.len())?),
    };
    Some(Entry {
        generation,
        lengths,
        weights,
        synonyms: Synonyms { groups, acronyms },
        facets,
        postings: if words.is_some() { 0 } else { postings },
        vocabulary,
        heads,
        texts,
        words: words.unwrap_or_default(),
    })
}

fn read_postings(r: &mut Reader, documents: usize) -> Option<Vec<(Box<str>, Vec<Posting>)>> {
    let words = r.words()?;
    let sizes: Option<Vec<u32>> = words.iter().map(|_| r.number()).collect();
    let lists = words.into_iter().zip(sizes?).map(|(word, size)| {
        let list = read_list(&mut Reader::new(r.take(size)?), documents)?;
        Some((word.into(), list))
    });
    lists.collect()
}

fn read_list(r: &mut Reader, documents: usize) -> Option<Vec<Posting>> {
    let (mut list, mut doc) = (Vec::new(), 0_u32);
    while !r.is_at_end() {
        let step = r.number()?;
        doc = doc.checked_add(step >> 1)?;
        if doc as usize >= documents {
            return None;
        }
        if step & 1 == 0 {
            let posting = Posting {
                doc,
                field: 0,
                times: 1,
            };
            list.push(posting);
            continue;
        }
        let fields = r.number()?;
        for field in (0..WORDED as u8).filter(|field| fields >> field & 1 == 1) {
            let times = r.number()?;
            list.push(Posting { doc, field, times });
        }
    }
    Some(list)
}

/// Words with how many documents have them, from a file of a site of so many documents.
type ReadWords = fn(&mut Reader, usize) -> Option<Vec<(String, u32)>>;

/// A head repeats a part of the lists: what it says of whole lists is what the index must agree with.
fn read_head(r: &mut Reader, documents: usize) -> Option<Vec<(String, u32)>> {
    let lists = read_postings(r, documents)?.into_iter();
    let counted = lists.map(|(word, _)| Some((word.into(), r.number()?)));
    let words = counted.collect::<Option<Vec<_>>>()?;
    let with_stem = r.number()?;
    (with_stem as usize <= documents).then_some(words)
}

fn read_vocabulary(r: &mut Reader, _: usize) -> Option<Vec<(String, u32)>> {
    let words = r.words()?;
    let counted = words.into_iter().map(|word| Some((word, r.number()?)));
    counted.collect()
}

fn read_term(r: &mut Reader, documents: usize) -> Option<((String, String), Vec<u32>)> {
    let named = (r.text()?, r.text()?);
    let docs = r.steps()?;
    let known = docs.last().is_none_or(|&doc| (doc as usize) < documents);
    known.then_some((named, docs))
}

/// A document as a file of texts has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<'a> {
    url: String,
    title: String,
    kind: String,
    date: String,
    summary: String,
    #[serde(borrow)]
    sections: Vec<WrittenSection<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSection<'a> {
    anchor: Box<str>,
    heading: Box<str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

fn read_cards(json: &str) -> Option<Vec<Arc<Card>>> {
    let written: Vec<Written> = serde_json::from_str(json).ok()?;
    Some(written.into_iter().map(card_of).map(Arc::new).collect())
}

fn card_of(written: Written) -> Card {
    let mut card = Card {
        url: written.url,
        title: written.title,
        kind: written.kind,
        date: written.date,
        summary: written.summary,
        ..Card::default()
    };
    for section in written.sections {
        let start = card.text.len() as u32;
        card.text.push_str(&section.text);
        card.sections.push(Section {
            anchor: section.anchor,
            heading: section.heading,
            start,
            end: card.text.len() as u32,
        });
    }
    card
}

#[cfg(test)]
mod tests {
    use super::super::format::Bytes;
    use super::*;

    /// Bytes that were changed on the way are refused or read as something else, without a panic,
    /// without end and without more memory than there are bytes.
    #[test]
    fn any_bytes_are_read_or_refused() {
        let mut state = 9_u64;
        let mut roll = |sides: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % sides
        };
        let mut refused = 0;
        for _ in 0..20_000 {
            let size = roll(60);
            // Small numbers are what counts and steps look like.
            let mut bytes: Vec<u8> = (0..size).map(|_| roll(8) as u8).collect();
            for _ in 0..roll(4) {
                if size > 0 {
                    bytes[roll(size)] = roll(256) as u8;
                }
            }
            let mut entry = Bytes::default();
            entry.text(MAGIC);
            entry.bytes.extend(&bytes);
            refused += usize::from(read_entry(&mut Reader::new(&entry.bytes)).is_none());
            refused += usize::from(read_postings(&mut Reader::new(&bytes), 5).is_none());
            refused += usize::from(read_vocabulary(&mut Reader::new(&bytes), 5).is_none());
            let list = Reader::new(&bytes).words();
            refused += usize::from(list.and_then(Shorthand::of_list).is_none());
            let script = [b"acervoBuscador(\"", &bytes[..], b"\");\n"].concat();
            let text = literal(&script);
            refused += usize::from(text.and_then(|text| read_cards(&text)).is_none());
            refused += usize::from(read_head(&mut Reader::new(&bytes), 5).is_none());
            refused += usize::from(read_term(&mut Reader::new(&bytes), 5).is_none());
        }
        assert!(refused > 1_000);
    }
}
