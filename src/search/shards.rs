//! The browser index, read from the committed segment and from nothing else.
//!
//! 1. `p<n>`: postings of a range of stems (`postings`). `v<n>`: words alone, by first letter, to find
//!    near ones. `h<n>`: the head of a frequent stem (`heads`). In a small site all words come with the
//!    entry instead.
//! 2. `t<n>`: some documents with their texts, cut in sections. `f`: all titles of a small site.
//! 3. `c<n>`: one facet. `o`: documents by date. `s`: completions.
//! 4. `entrada`: the only file that changes in place; it names the generation of all others.

use std::collections::BTreeMap;

use super::analyze;
use super::card::prose;
use super::format::{Bytes, Packer, script};
use super::heads::heads;
use super::pack::{InMemory, Outlet, Packed, Parts, generation};
use super::postings::postings;
use super::read::Index;
use super::schema::Error;
use super::suggest;
use super::vocabulary::Word;
use crate::view::search::{LARGE_SITE, SearchInput, Section};

/// The first bytes of the entry: the version of the format.
pub const MAGIC: &[u8] = b"AC02";

/// The only file whose name stays the same.
pub const ENTRY: &str = "entrada.js";

/// Up to this many documents the search box completes titles.
pub const SMALL_SITE: usize = 1_500;

/// Bytes of text, before compression, that close a file.
const TEXT_BYTES: usize = 3_000;

/// Words that close a file of the vocabulary; a first letter is never cut.
const VOCABULARY_WORDS: usize = 3_000;

/// All files of the browser index with their paths under its folder, the entry last.
pub fn shards(index: &Index) -> Result<Vec<(String, String)>, Error> {
    let made = made(index, &Texts::Stored, &InMemory)?;
    let generation = made.generation;
    let files = made.files.into_iter();
    let files = files.map(|file| (format!("{generation}/{}.js", file.name), file.left));
    Ok(files.chain([(ENTRY.to_owned(), made.entry)]).collect())
}

/// The same from an index that was just made of `input`, whose texts need not be read back. The files
/// go to `outlet`, but for the entry.
pub fn shards_of<O: Outlet>(
    index: &Index,
    input: &SearchInput,
    outlet: &O,
) -> Result<Shards<O::Left>, O::Error> {
    made(index, &Texts::Input(input), outlet)
}

/// The browser index.
pub struct Shards<T> {
    /// The folder of all files but the entry.
    pub generation: String,
    pub files: Vec<Packed<T>>,
    /// The script of [`ENTRY`].
    pub entry: String,
}

/// Where the texts of the documents come from.
enum Texts<'a> {
    /// The store of the index.
    Stored,
    /// What the index was made from.
    Input(&'a SearchInput<'a>),
}

fn made<O: Outlet>(index: &Index, texts: &Texts, outlet: &O) -> Result<Shards<O::Left>, O::Error> {
    let mut parts = Parts::new(outlet, index.len() >= LARGE_SITE);
    let words = postings(index, &mut parts)?;
    heads(index, &mut parts)?;
    let letters = by_letter(index);
    let letters = match words.with_entry {
        Some(_) => letters.into_keys().map(|letter| (letter, 0)).collect(),
        None => vocabulary(letters, &mut parts)?,
    };
    let (first_texts, titles) = documents(index, texts, &mut parts)?;
    facets(index, &mut parts)?;
    parts.add("o".to_owned(), by_date(index))?;
    parts.add("s".to_owned(), suggest::completions(index, &titles))?;
    let files = parts.finish()?;
    let mut entry = about(index);
    entry.words(words.first_stems.iter().map(String::as_str));
    entry.number(index.vocabulary().words().len());
    letter_table(&mut entry, &letters);
    entry.words(index.common().into_iter());
    entry.steps(&first_texts);
    entry
        .bytes
        .extend(words.with_entry.unwrap_or_default().bytes);
    let generation = generation(&files, &entry);
    let mut named = Bytes::default();
    named.bytes.extend(MAGIC);
    named.text(&generation);
    named.bytes.extend(entry.bytes);
    let entry = script(&mut Packer::new(), "entrada", &named.bytes).map_err(Error::from)?;
    Ok(Shards {
        generation,
        files,
        entry,
    })
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
    let weights = [
        weights.title,
        weights.headings,
        weights.summary,
        weights.terms,
    ];
    out.text(&weights.map(|weight| weight.to_string()).join(" "));
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

/// The words by first letter.
type ByLetter<'a> = BTreeMap<char, Vec<&'a Word>>;

fn by_letter(index: &Index) -> ByLetter<'_> {
    let mut by_letter = ByLetter::new();
    for word in index.vocabulary().words() {
        if let Some(letter) = word.text.chars().next().filter(|c| c.is_alphabetic()) {
            by_letter.entry(letter).or_default().push(word);
        }
    }
    by_letter
}

/// Files `v<n>`; returns where the words of each first letter are.
fn vocabulary<O: Outlet>(
    by_letter: ByLetter,
    parts: &mut Parts<O>,
) -> Result<Vec<(char, usize)>, O::Error> {
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
        out.words(words.iter().map(|word| &*word.text));
        for word in words {
            out.number(word.documents as usize);
        }
        parts.add(format!("v{at}"), out)?;
    }
    Ok(letters)
}

fn letter_table(out: &mut Bytes, letters: &[(char, usize)]) {
    out.number(letters.len());
    for &(letter, file) in letters {
        out.text(letter.encode_utf8(&mut [0; 4]));
        out.number(file);
    }
}

/// Files `t<n>`, and `f` in a small site; returns the first document of each file of texts, and the
/// titles of all.
fn documents<O: Outlet>(
    index: &Index,
    from: &Texts,
    parts: &mut Parts<O>,
) -> Result<(Vec<u32>, Vec<String>), O::Error> {
    let mut first_texts = Vec::new();
    let mut all_titles = Vec::with_capacity(index.len());
    let (mut titles, mut texts) = (Bytes::default(), Bytes::default());
    for doc in 0..index.len() as u32 {
        if texts.bytes.is_empty() {
            first_texts.push(doc);
        }
        let title = match from {
            Texts::Stored => {
                let card = index.card(doc)?;
                let heads = [
                    &card.url,
                    &card.title,
                    &card.kind,
                    &card.date,
                    &card.summary,
                ];
                text_of(
                    &mut texts,
                    heads.map(String::as_str),
                    &card.sections,
                    &card.text,
                );
                titles.text(&card.url);
                card.title.clone()
            }
            Texts::Input(input) => {
                let entry = &input.entries[index.position(doc)];
                let date = entry.date.as_deref().unwrap_or_default();
                let heads = [entry.url, entry.title, entry.kind, date, entry.summary];
                let (text, sections) = entry.prose.read();
                text_of(&mut texts, heads, &sections, &text);
                titles.text(entry.url);
                entry.title.to_owned()
            }
        };
        titles.text(&title);
        if texts.bytes.len() >= TEXT_BYTES || doc as usize + 1 == index.len() {
            let name = format!("t{}", first_texts.len() - 1);
            parts.add_texts(name, std::mem::take(&mut texts))?;
        }
        all_titles.push(title);
    }
    if index.len() <= SMALL_SITE {
        parts.add("f".to_owned(), titles)?;
    }
    Ok((first_texts, all_titles))
}

/// Address, title, kind, date and summary of a document, and its sections with their prose.
fn text_of(out: &mut Bytes, heads: [&str; 5], sections: &[Section], text: &str) {
    for head in heads {
        out.text(head);
    }
    out.number(sections.len());
    for section in sections {
        out.text(&section.anchor);
        out.text(&section.heading);
        out.text(prose(text, section));
    }
}

/// Files `c<n>`, one a facet: its terms with their documents.
fn facets<O: Outlet>(index: &Index, parts: &mut Parts<O>) -> Result<(), O::Error> {
    for (at, facet) in index.about().facets.iter().enumerate() {
        let mut out = Bytes::default();
        out.number(facet.terms.len());
        for (term, (id, label)) in facet.terms.iter().enumerate() {
            out.text(id);
            out.text(label);
            out.steps(index.facet_documents(at, term));
        }
        parts.add(format!("c{at}"), out)?;
    }
    Ok(())
}

fn by_date(index: &Index) -> Bytes {
    let mut out = Bytes::default();
    for &doc in index.by_date() {
        out.number(doc as usize);
    }
    out
}
