//! The published files, read back into an [`Index`]: the decoder of `docs/search-format.md`. What it
//! answers comes from the bytes that a browser gets, so a set of questions judges those too.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bit_reader::Reader;
use super::card::Card;
use super::format::{BY_DATE, VERSION, reader};
use super::postings::FIELDS;
use super::read::{Index, Parts, Posting};
use super::schema::{About, Error, WORDED};
use super::shorthand::Shorthand;
use super::synonyms::Synonyms;
use super::texts::anchor_of;
use crate::view::search::{Facet, Section};

/// A site has no more: what says so is damaged.
const MOST_DOCUMENTS: usize = 1 << 24;

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
    let shorthand = part(files, &list, Shorthand::read)?;
    let mut cards = Vec::new();
    while cards.len() < documents {
        let here = entry.together.min(documents - cards.len());
        let path = name('t', cards.len() / entry.together);
        cards.extend(part(files, &path, |r| {
            let cards = (0..here).map(|_| read_card(r, &shorthand).map(Arc::new));
            cards.collect::<Option<Vec<_>>>()
        })?);
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
        let known = |&doc: &u32| (doc as usize) < documents;
        let docs = (0..documents).map(|_| r.number_of(BY_DATE).filter(known));
        docs.collect::<Option<Vec<_>>>()
    })?;
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
    let script = script(files, path).and_then(|script| reader(script));
    let value = script.and_then(|mut reader| {
        let value = read(&mut reader);
        value.filter(|_| reader.is_at_end())
    });
    value.ok_or_else(|| damaged(path))
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
    /// How many files of postings, vocabulary and heads there are.
    postings: usize,
    vocabulary: usize,
    heads: usize,
    /// Of how many documents each file of texts is.
    together: usize,
    /// All words of a small site.
    words: Vec<(Box<str>, Vec<Posting>)>,
}

fn read_entry(r: &mut Reader) -> Option<Entry> {
    if r.number()? != VERSION {
        return None;
    }
    r.letters()?;
    let generation = r.text()?;
    // The lists of the analysis: this program has its own.
    for _ in 0..5 {
        r.text()?;
    }
    let weights = r.text()?;
    let weights: Result<Vec<f64>, _> = weights.split(' ').map(str::parse).collect();
    let weights = weights.ok()?.try_into().ok()?;
    let lengths = read_lengths(r)?;
    r.number()?;
    let fields = r.many(Reader::number)?;
    if !fields.into_iter().eq(FIELDS.map(u32::from)) {
        return None;
    }
    let facets = r.many(|r| Some((r.text()?, r.text()?)))?;
    let acronyms = r.words()?.into_iter().collect();
    let member = |r: &mut Reader| Some(r.text()?.split(' ').map(str::to_owned).collect());
    let groups = r.many(|r| r.many(member))?;
    let postings = r.words()?.len();
    let vocabulary = r.words()?.len();
    let heads = r.words()?.len();
    let together = r.number()?.max(1) as usize;
    let words = match r.bit()? {
        false => None,
        true => Some(read_postings(r, lengths.len())?),
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
        together,
        words: words.unwrap_or_default(),
    })
}

fn read_lengths(r: &mut Reader) -> Option<Vec<u32>> {
    let (mut lengths, mut length) = (Vec::new(), 0_u32);
    for _ in 0..r.number()? {
        length = length.checked_add(r.number()?)?;
        let more = r.bits(16)? as usize;
        if lengths.len() + more > MOST_DOCUMENTS {
            return None;
        }
        lengths.resize(lengths.len() + more, length);
    }
    Some(lengths)
}

fn read_postings(r: &mut Reader, documents: usize) -> Option<Vec<(Box<str>, Vec<Posting>)>> {
    let words = r.words()?.into_iter();
    let lists = words.map(|word| Some((word.into(), read_list(r, documents)?)));
    lists.collect()
}

fn read_list(r: &mut Reader, documents: usize) -> Option<Vec<Posting>> {
    let once = r.documents(documents)?.into_iter();
    let mut list: Vec<Posting> = once
        .map(|doc| Posting {
            doc,
            field: 0,
            times: 1,
        })
        .collect();
    let others = r.documents(documents)?;
    let order = r.number_of(0)?;
    for doc in others {
        let fields = FIELDS.get(r.number_of(0)? as usize)?;
        for field in (0..WORDED as u8).filter(|field| fields >> field & 1 == 1) {
            let times = r
                .number_of(if field == 0 { order } else { 0 })?
                .checked_add(1)?;
            list.push(Posting { doc, field, times });
        }
    }
    list.sort_by_key(|posting| posting.doc);
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
    Some((named, r.documents(documents)?))
}

fn read_card(r: &mut Reader, shorthand: &Shorthand) -> Option<Card> {
    let mut text = || shorthand.said(r);
    let mut card = Card {
        url: text()?,
        title: text()?,
        kind: text()?,
        date: text()?,
        summary: text()?,
        ..Card::default()
    };
    for _ in 0..r.number()? {
        let heading = shorthand.said(r)?;
        let anchor = match r.bit()? {
            true => shorthand.said(r)?,
            false => anchor_of(&heading)?,
        };
        let start = card.text.len() as u32;
        card.text.push_str(&shorthand.said(r)?);
        card.sections.push(Section {
            anchor: anchor.into(),
            heading: heading.into(),
            start,
            end: card.text.len() as u32,
        });
    }
    Some(card)
}

#[cfg(test)]
mod tests {
    use super::super::bits::Bits;
    use super::super::counted::Counted;
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
        let shorthand = Counted::default().shorthand().unwrap();
        for _ in 0..20_000 {
            let size = roll(60);
            let bytes: Vec<u8> = (0..size).map(|_| roll(256) as u8).collect();
            let reader = || Reader::new(bytes.clone(), 8 * bytes.len());
            let mut entry = Bits::default();
            entry.number(VERSION as usize);
            entry.letters();
            for &byte in &bytes {
                entry.bits(byte.into(), 8);
            }
            let mut entry = Reader::new(entry.to_bytes(), entry.len());
            refused += usize::from(read_entry(&mut entry).is_none());
            refused += usize::from(read_postings(&mut reader(), 5).is_none());
            refused += usize::from(read_vocabulary(&mut reader(), 5).is_none());
            refused += usize::from(Shorthand::read(&mut reader()).is_none());
            refused += usize::from(read_card(&mut reader(), &shorthand).is_none());
            refused += usize::from(read_head(&mut reader(), 5).is_none());
            refused += usize::from(read_term(&mut reader(), 5).is_none());
        }
        assert!(refused > 1_000);
    }
}
