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
use super::bits::Bits;
use super::decode::Files;
use super::format::{BY_DATE, VERSION, script};
use super::heads::heads;
use super::near;
use super::pack::{InMemory, Outlet, Packed, Parts, generation};
use super::postings::{FIELDS, postings};
use super::read::Index;
use super::schema::Error;
use super::suggest;
use super::texts::{Documents, Texts, texts};
use super::vocabulary::{Word, may_be_meant};
use crate::view::search::SearchInput;

/// The only file whose name stays the same.
pub const ENTRY: &str = "entrada.js";

/// Documents of one length that are told together.
const MOST_ALIKE: usize = 0xffff;

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
    let documents = Documents::of(index, from)?;
    let completions = suggest::completions(index, &documents.titles);
    parts.add("s".to_owned(), completions)?;
    // Last, because they are the work of all threads: nobody waits for the others then.
    let together = texts(index, (from, &documents), &mut parts)?;
    let files = parts.finish()?;
    let mut entry = about(index);
    entry.words(words.first_stems.iter().map(String::as_str));
    entry.words(first_letters.iter().map(String::as_str));
    entry.words(index.common().into_iter());
    entry.number(together);
    entry.bits(u64::from(words.with_entry.is_some()), 1);
    entry.add(&words.with_entry.unwrap_or_default());
    let generation = generation(&files, &entry);
    let mut named = Bits::default();
    named.number(VERSION as usize);
    named.letters();
    named.text(&generation);
    named.add(&entry);
    Ok(Shards {
        generation,
        files,
        entry: script(&named),
    })
}

/// What every query needs: lists of the analysis, lengths, weights, facets, synonyms.
fn about(index: &Index) -> Bits {
    let mut out = Bits::default();
    let about = index.about();
    out.text(WORD);
    for list in [stemmer(), sounds()] {
        out.text(&list);
    }
    for list in [index.vocabulary().first_letters(), analyze::STOP] {
        out.text(&listed(list, " "));
    }
    out.text(&about.weights.map(|weight| weight.to_string()).join(" "));
    let mut last = 0;
    // Those that are alike, as many as 16 bits tell.
    let alike = index
        .lengths()
        .chunk_by(|a, b| a == b)
        .flat_map(|same| same.chunks(MOST_ALIKE));
    let alike: Vec<&[u32]> = alike.collect();
    out.number(alike.len());
    for lengths in alike {
        out.number((lengths[0] - last) as usize);
        out.bits(lengths.len() as u64, 16);
        last = lengths[0];
    }
    let words: u64 = index.lengths().iter().map(|&n| u64::from(n)).sum();
    // The mean is no less than one.
    out.number((words as usize).max(index.len()));
    out.number(FIELDS.len());
    for fields in FIELDS {
        out.number(fields.into());
    }
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

/// What a word is, as a regular expression: the twin of `analyze::next_word`.
const WORD: &str = concat!(
    r"(?:[A-Za-z]\.)+[A-Za-z](?!(?![ªº])[\p{Alphabetic}\p{N}\u0300-\u036f])|",
    r"(?![\u0300-\u036f])(?:\d[.,](?=\d)|(?![ªº])[\p{Alphabetic}\p{N}\u0300-\u036f])+",
);

/// What the stemmer does with a word, one replacement after the other: a regular expression and what stands instead.
fn stemmer() -> String {
    let endings = listed(analyze::ENDINGS, "|");
    // The longest ending that leaves three letters; vowels; the first `ue` within, but for that of `gue` and `que`.
    let first = [
        format!("^(...+?)({endings})$>$1"),
        "^(...+?)[aeio]+$>$1".to_owned(),
    ];
    let changes = analyze::CHANGES
        .split_ascii_whitespace()
        .filter_map(|change| change.split_once('>'));
    // What they leave has three letters too.
    let changes = changes.map(|(ending, instead)| match instead.len() {
        0 => format!("^(...+){ending}$>$1"),
        1 if ending.len() > 1 => format!("^(..+){ending}$>$1{instead}"),
        _ => format!("{ending}$>{instead}"),
    });
    let last = "^(.*?[^gq])ue(?=.)>$1o".to_owned();
    first
        .into_iter()
        .chain(changes)
        .chain([last])
        .collect::<Vec<_>>()
        .join(" ")
}

/// The same of how a word sounds.
fn sounds() -> String {
    listed(near::SOUNDS, " ") + " (.)\\1+>$1"
}

/// The words of a list with something between them.
fn listed(list: &str, between: &str) -> String {
    list.split_ascii_whitespace()
        .collect::<Vec<_>>()
        .join(between)
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
    let mut out = Bits::default();
    out.words(words.iter().map(|word| &*word.text));
    for word in words {
        out.number(word.documents as usize);
    }
    parts.add(format!("v{}", first_letters.len() - 1), out)
}

/// Files `c<n>`, one a facet: its terms with their documents.
fn facets<O: Outlet>(index: &Index, parts: &mut Parts<O>) -> Result<(), O::Error> {
    for (at, facet) in index.about().facets.iter().enumerate() {
        let mut out = Bits::default();
        out.number(facet.terms.len());
        for (term, (id, label)) in facet.terms.iter().enumerate() {
            out.text(id);
            out.text(label);
            out.documents(index.facet_documents(at, term), index.len());
        }
        parts.add(format!("c{at}"), out)?;
    }
    Ok(())
}

fn by_date(index: &Index) -> Bits {
    let mut out = Bits::default();
    for &doc in index.by_date() {
        out.number_of(doc as usize, BY_DATE);
    }
    out
}
