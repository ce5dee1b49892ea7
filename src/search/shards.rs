//! The browser index, read from the committed segment and from nothing else.
//!
//! 1. `p<n>`: postings of a range of stems (`postings`). `v<n>`: words alone, by first letter, to find
//!    near ones. `h<n>`: the head of a frequent stem (`heads`). In a small site all words come with the
//!    entry instead.
//! 2. `t<n>`: some documents with their texts, cut in sections; `d`: the words of their `shorthand`.
//!    `f`: all titles of a small site.
//! 3. `c<n>`: one facet. `o`: documents by date. `s`: completions.
//! 4. `entrada`: the only file that changes in place; it names the generation of all others.

use super::analyze;
use super::decode::Files;
use super::format::{Bytes, MAGIC, Packer, script};
use super::heads::heads;
use super::near;
use super::pack::{InMemory, Outlet, Packed, Parts, generation};
use super::postings::postings;
use super::read::Index;
use super::schema::Error;
use super::suggest;
use super::texts::{Documents, Texts, texts};
use super::vocabulary::{Word, may_be_meant};
use crate::view::search::SearchInput;

/// The only file whose name stays the same.
pub const ENTRY: &str = "entrada.js";

/// Words that close a file of the vocabulary; a first letter is never cut.
const VOCABULARY_WORDS: usize = 3_000;

/// All files of the browser index.
pub fn shards(index: &Index) -> Result<Files, Error> {
    let made = made(index, Texts::Stored, &InMemory)?;
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
    made(index, Texts::Input(input), outlet)
}

/// The browser index.
pub struct Shards<T> {
    /// The folder of all files but the entry.
    pub generation: String,
    pub files: Vec<Packed<T>>,
    /// The script of [`ENTRY`].
    pub entry: Vec<u8>,
}

fn made<'a, O: Outlet>(
    index: &'a Index,
    from: Texts<'a>,
    outlet: &'a O,
) -> Result<Shards<O::Left>, O::Error> {
    let mut parts = Parts::new(outlet);
    let words = postings(index, &mut parts)?;
    heads(index, &words.common, &mut parts)?;
    let first_letters = match words.with_entry {
        Some(_) => Vec::new(),
        None => vocabulary(index, &mut parts)?,
    };
    facets(index, &mut parts)?;
    parts.add("o".to_owned(), by_date(index))?;
    let mut documents = Documents::of(index, from)?;
    let completions = suggest::completions(index, &documents.titles);
    parts.add("s".to_owned(), completions)?;
    if let Some(listed) = documents.listed.take() {
        parts.add("f".to_owned(), listed)?;
    }
    // Last, because they are the work of all threads: nobody waits for the others then.
    let first_texts = texts(index, (from, &documents), &mut parts)?;
    let files = parts.finish()?;
    let mut entry = about(index);
    entry.words(words.first_stems.iter().map(String::as_str));
    entry.words(first_letters.iter().map(String::as_str));
    entry.words(index.common().into_iter());
    entry.steps(&first_texts);
    entry
        .bytes
        .extend(words.with_entry.unwrap_or_default().bytes);
    let generation = generation(&files, &entry);
    let mut named = Bytes::default();
    named.text(MAGIC);
    named.text(&generation);
    named.bytes.extend(entry.bytes);
    let entry = script(&mut Packer::new(), &named.bytes).map_err(Error::from)?;
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
    let listed = |list: &str, between| {
        list.split_ascii_whitespace()
            .collect::<Vec<_>>()
            .join(between)
    };
    // The longest ending that leaves three letters.
    out.text(&format!("^(...+?)({})$", listed(analyze::ENDINGS, "|")));
    let first_letters = index.vocabulary().first_letters();
    for list in [analyze::CHANGES, near::SOUNDS, first_letters, analyze::STOP] {
        out.text(&listed(list, " "));
    }
    out.text(&about.weights.map(|weight| weight.to_string()).join(" "));
    out.steps(index.lengths());
    let words: u64 = index.lengths().iter().map(|&n| u64::from(n)).sum();
    // The mean is no less than one.
    out.number((words as usize).max(index.len()));
    out.number(about.facets.len());
    for facet in &about.facets {
        out.text(&facet.field);
        out.text(&facet.label);
    }
    let synonyms = &about.synonyms;
    out.words(synonyms.acronyms.iter().map(String::as_str));
    out.number(synonyms.groups.len());
    for group in &synonyms.groups {
        out.number(group.len());
        for member in group {
            out.text(&member.join(" "));
        }
    }
    out
}

/// Adds the files `v<n>`: words that may be meant by others, in the order of the vocabulary. Returns at which
/// letter each file starts.
fn vocabulary<O: Outlet>(index: &Index, parts: &mut Parts<O>) -> Result<Vec<String>, O::Error> {
    let words = index.vocabulary().words().iter();
    let meant: Vec<&Word> = words.filter(|word| may_be_meant(&word.text)).collect();
    let mut first_letters = vec![String::new()];
    let mut file: Vec<&Word> = Vec::new();
    for words in meant.chunk_by(|a, b| a.text.chars().next() == b.text.chars().next()) {
        if file.len() >= VOCABULARY_WORDS {
            add_vocabulary(parts, &first_letters, &file)?;
            file.clear();
            first_letters.extend(words[0].text.chars().next().map(String::from));
        }
        file.extend(words);
    }
    add_vocabulary(parts, &first_letters, &file)?;
    Ok(first_letters)
}

/// Adds the file that starts with the last of these letters.
fn add_vocabulary<O: Outlet>(
    parts: &mut Parts<O>,
    first_letters: &[String],
    words: &[&Word],
) -> Result<(), O::Error> {
    let mut out = Bytes::default();
    out.words(words.iter().map(|word| &*word.text));
    for word in words {
        out.number(word.documents as usize);
    }
    parts.add(format!("v{}", first_letters.len() - 1), out)
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
