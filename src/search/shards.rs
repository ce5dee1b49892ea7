//! The browser index, read from the committed segment and from nothing else.
//!
//! 1. `p<n>`: postings of a range of stems. `v<n>`: words alone, by first letter, to find near ones.
//! 2. `t<n>`: some documents with their texts, cut in sections. `f`: all titles of a small site.
//! 3. `c<n>`: one facet. `o`: documents by date. `s`: completions.
//! 4. `entrada`: the only file that changes in place; it names the generation of all others.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::analyze;
use super::format::{Bytes, script};
use super::index::Error;
use super::read::{Card, Index, WORDED};
use super::suggest;
use super::vocabulary::{Word, browser_order};

/// Bytes of postings, before compression, that close a file.
const POSTINGS_BYTES: usize = 6_000;

/// Up to this many documents the search box completes titles.
pub const SMALL_SITE: usize = 1_500;

/// Bytes of text, before compression, that close a file.
const TEXT_BYTES: usize = 3_000;

/// Words that close a file of the vocabulary; a first letter is never cut.
const VOCABULARY_WORDS: usize = 3_000;

/// A file before it is packed.
type Part = (String, Bytes);

/// All files of the browser index with their paths under its folder, the entry last.
pub fn shards(index: &Index) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut parts = Vec::new();
    let first_stems = postings(index, &mut parts)?;
    let letters = vocabulary(index, &mut parts);
    let first_texts = documents(index, &mut parts)?;
    facets(index, &mut parts);
    parts.push(("o".to_owned(), by_date(index)));
    parts.push(("s".to_owned(), suggest::completions(index)?));
    let packed: Vec<(String, Vec<u8>)> = parts
        .into_par_iter()
        .map(|(name, part)| script(&name, &part.bytes).map(|script| (name, script)))
        .collect::<Result<_, _>>()?;
    let mut entry = about(index);
    words_of(&mut entry, first_stems.iter().map(String::as_str));
    entry.number(index.vocabulary().words().len());
    letter_table(&mut entry, &letters);
    words_of(&mut entry, index.common().into_iter());
    entry.steps(&first_texts);
    let generation = generation(&packed, &entry);
    let mut named = Bytes::default();
    named.bytes.extend(b"AC01");
    named.text(&generation);
    named.bytes.extend(entry.bytes);
    let mut files: Vec<(String, Vec<u8>)> = packed
        .into_iter()
        .map(|(name, script)| (format!("{generation}/{name}.js"), script))
        .collect();
    files.push(("entrada.js".to_owned(), script("entrada", &named.bytes)?));
    Ok(files)
}

/// The name of the folder: a digest of everything in it and of the entry.
fn generation(packed: &[(String, Vec<u8>)], entry: &Bytes) -> String {
    let mut digest = blake3::Hasher::new();
    for (name, script) in packed {
        digest.update(name.as_bytes());
        digest.update(blake3::hash(script).as_bytes());
    }
    digest.update(&entry.bytes);
    digest.finalize().to_hex()[..12].to_owned()
}

/// What every query needs: lists of the analysis, lengths, weights, facets, synonyms.
fn about(index: &Index) -> Bytes {
    let mut out = Bytes::default();
    let about = index.about();
    for list in [analyze::ENDINGS, analyze::STOP] {
        out.text(&list.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    }
    out.number(index.len());
    let mut runs: Vec<(u32, usize)> = Vec::new();
    for &length in index.lengths() {
        match runs.last_mut() {
            Some((last, times)) if *last == length => *times += 1,
            _ => runs.push((length, 1)),
        }
    }
    out.number(runs.len());
    let mut last = 0;
    for (length, times) in runs {
        out.number((length - last) as usize);
        out.number(times);
        last = length;
    }
    let weights = about.config.weights;
    for weight in [
        weights.title,
        weights.headings,
        weights.summary,
        weights.terms,
    ] {
        out.fraction(weight);
    }
    out.number(about.facets.len());
    for facet in &about.facets {
        out.text(&facet.field);
        out.text(&facet.label);
    }
    out.number(about.config.synonyms.len());
    for group in &about.config.synonyms {
        out.number(group.len());
        for member in group {
            out.text(member);
        }
    }
    out
}

/// Words one after the other, each told by what it shares with the one before.
fn words_of<'a>(out: &mut Bytes, words: impl ExactSizeIterator<Item = &'a str>) {
    out.number(words.len());
    let mut before = "";
    for word in words {
        out.word_after(before, word);
        before = word;
    }
}

/// Files `p<n>`; returns where each starts. The words of one stem are in one file.
fn postings(index: &Index, parts: &mut Vec<Part>) -> Result<Vec<String>, Error> {
    let mut first_stems: Vec<String> = Vec::new();
    let mut file: Vec<(&str, Bytes)> = Vec::new();
    let (mut size, mut last_stem) = (0, "");
    for (id, word) in (0..).zip(index.vocabulary().words()) {
        if *word.stem != *last_stem {
            if size >= POSTINGS_BYTES {
                parts.push((format!("p{}", first_stems.len() - 1), postings_file(&file)));
                file.clear();
                size = 0;
            }
            if file.is_empty() {
                first_stems.push(between(last_stem, &word.stem));
            }
            last_stem = &word.stem;
        }
        let list = posting_list(index, id)?;
        size += list.bytes.len() + 4;
        file.push((&word.text, list));
    }
    if !file.is_empty() {
        parts.push((format!("p{}", first_stems.len() - 1), postings_file(&file)));
    }
    Ok(first_stems)
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
fn postings_file(words: &[(&str, Bytes)]) -> Bytes {
    let mut out = Bytes::default();
    words_of(&mut out, words.iter().map(|(word, _)| *word));
    for (_, list) in words {
        out.number(list.bytes.len());
    }
    for (_, list) in words {
        out.bytes.extend(&list.bytes);
    }
    out
}

/// The documents of a word: the step from the one before, doubled, and one more unless the word is
/// there once and in the body only; then which fields it is in, and how often in each.
fn posting_list(index: &Index, word: u32) -> Result<Bytes, Error> {
    let mut counts: BTreeMap<u32, [u32; WORDED]> = BTreeMap::new();
    index.each_posting(word, |field, doc, times| {
        counts.entry(doc).or_default()[field] = times
    })?;
    let mut out = Bytes::default();
    let mut last = 0;
    for (doc, counts) in counts {
        let step = (doc - last) as usize;
        last = doc;
        if counts == [1, 0, 0, 0, 0] {
            out.number(step << 1);
            continue;
        }
        out.number(step << 1 | 1);
        let present = counts.iter().enumerate().filter(|(_, times)| **times > 0);
        out.number(present.clone().map(|(field, _)| 1 << field).sum());
        for (_, &times) in present {
            out.number(times as usize);
        }
    }
    Ok(out)
}

/// Files `v<n>`; returns where the words of each first letter are.
fn vocabulary(index: &Index, parts: &mut Vec<Part>) -> Vec<(char, usize)> {
    let words = index.vocabulary().words();
    let mut by_letter: BTreeMap<char, Vec<&Word>> = BTreeMap::new();
    for word in words {
        if let Some(letter) = word.text.chars().next().filter(|c| c.is_alphabetic()) {
            by_letter.entry(letter).or_default().push(word);
        }
    }
    let mut letters = Vec::new();
    let mut files: Vec<Vec<&Word>> = Vec::new();
    for (letter, words) in by_letter {
        match files
            .last_mut()
            .filter(|file| file.len() < VOCABULARY_WORDS)
        {
            Some(file) => file.extend(words),
            None => files.push(words),
        }
        letters.push((letter, files.len() - 1));
    }
    for (at, mut words) in files.into_iter().enumerate() {
        words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        let mut out = Bytes::default();
        words_of(&mut out, words.iter().map(|word| &*word.text));
        for word in words {
            out.number(word.documents as usize);
        }
        parts.push((format!("v{at}"), out));
    }
    letters
}

fn letter_table(out: &mut Bytes, letters: &[(char, usize)]) {
    out.number(letters.len());
    for &(letter, file) in letters {
        out.text(letter.encode_utf8(&mut [0; 4]));
        out.number(file);
    }
}

/// Files `t<n>`, and `f` in a small site; returns the first document of each file of texts.
fn documents(index: &Index, parts: &mut Vec<Part>) -> Result<Vec<u32>, Error> {
    let mut first_texts = Vec::new();
    let (mut titles, mut texts) = (Bytes::default(), Bytes::default());
    for doc in 0..index.len() {
        let card = index.card(doc as u32)?;
        if texts.bytes.is_empty() {
            first_texts.push(doc as u32);
        }
        titles.text(&card.url);
        titles.text(&card.title);
        text_of(&mut texts, &card);
        if texts.bytes.len() >= TEXT_BYTES || doc + 1 == index.len() {
            let name = format!("t{}", first_texts.len() - 1);
            parts.push((name, std::mem::take(&mut texts)));
        }
    }
    if index.len() <= SMALL_SITE {
        parts.push(("f".to_owned(), titles));
    }
    Ok(first_texts)
}

fn text_of(out: &mut Bytes, card: &Card) {
    for text in [
        &card.url,
        &card.title,
        &card.kind,
        &card.date,
        &card.summary,
    ] {
        out.text(text);
    }
    out.number(card.sections.len());
    for section in &card.sections {
        out.text(&section.anchor);
        out.text(&section.heading);
        out.text(card.prose(section));
    }
}

/// Files `c<n>`, one a facet: its terms with their documents.
fn facets(index: &Index, parts: &mut Vec<Part>) {
    for (at, facet) in index.about().facets.iter().enumerate() {
        let mut out = Bytes::default();
        out.number(facet.terms.len());
        for (term, (id, label)) in facet.terms.iter().enumerate() {
            out.text(id);
            out.text(label);
            out.steps(index.facet_documents(at, term));
        }
        parts.push((format!("c{at}"), out));
    }
}

fn by_date(index: &Index) -> Bytes {
    let mut out = Bytes::default();
    for &doc in index.by_date() {
        out.number(doc as usize);
    }
    out
}
