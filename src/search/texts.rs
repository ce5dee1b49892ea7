//! Files `t<n>` of the browser index: some documents with their texts, cut in sections. One that an
//! earlier build packed is found by what is known of its documents, without their texts.

use super::card::{Card, prose};
use super::format::Bytes;
use super::pack::{Outlet, Parts};
use super::read::Index;
use super::schema::Error;
use crate::base::digest::Digest;
use crate::view::search::{Mark, SearchEntry, SearchInput, Section};

/// Up to this many documents the search box completes titles.
const SMALL_SITE: usize = 1_500;

/// Bytes of texts with their titles and summaries, before compression, that close a file.
const TEXT_BYTES: usize = 3_000;

/// Where the texts of the documents come from.
#[derive(Clone, Copy)]
pub enum Texts<'a> {
    /// The store of the index.
    Stored,
    /// What the index was made from.
    Input(&'a SearchInput<'a>),
}

/// Files `t<n>`, and `f` in a small site; returns the first document of each file of texts, and the
/// titles of all.
pub fn texts<'a, O: Outlet>(
    index: &'a Index,
    from: Texts<'a>,
    parts: &mut Parts<'a, O>,
) -> Result<(Vec<u32>, Vec<String>), O::Error> {
    let mut first_texts = Vec::new();
    let mut all_titles = Vec::with_capacity(index.len());
    let mut titles = Bytes::default();
    let (mut marks, mut bytes) = (Vec::new(), 0);
    for doc in 0..index.len() as u32 {
        if marks.is_empty() {
            first_texts.push(doc);
        }
        let (mark, size) = from.see(index, doc, |heads, prose| {
            titles.text(heads[0]);
            titles.text(heads[1]);
            all_titles.push(heads[1].to_owned());
            let size = heads.iter().map(|head| head.len()).sum::<usize>();
            let said = heads.iter().map(|head| head.as_bytes());
            let mark = Digest::of_parts(said.chain([&prose.digest.bytes()[..]]));
            (mark, size + prose.bytes as usize)
        })?;
        marks.push(mark);
        bytes += size;
        if bytes >= TEXT_BYTES || doc as usize + 1 == index.len() {
            let name = format!("t{}", first_texts.len() - 1);
            let docs = doc + 1 - marks.len() as u32..doc + 1;
            let make = move || {
                let mut texts = Bytes::default();
                for doc in docs {
                    from.read(index, doc, |heads, sections, text| {
                        text_of(&mut texts, heads, sections, text);
                    })?;
                }
                Ok(texts)
            };
            parts.add_texts(name, &marks, make)?;
            marks.clear();
            bytes = 0;
        }
    }
    if index.len() <= SMALL_SITE {
        parts.add("f".to_owned(), titles)?;
    }
    Ok((first_texts, all_titles))
}

/// Address, title, kind, date and summary of a document.
type Heads<'a> = [&'a str; 5];

impl Texts<'_> {
    /// A document without its text.
    fn see<T>(
        self,
        index: &Index,
        doc: u32,
        see: impl FnOnce(Heads, Mark) -> T,
    ) -> Result<T, Error> {
        match self {
            Texts::Stored => {
                let card = index.card(doc)?;
                Ok(see(heads_of(&card), Mark::of(&card.text, &card.sections)))
            }
            Texts::Input(input) => {
                let entry = &input.entries[index.position(doc)];
                Ok(see(heads_in(entry), entry.prose.mark()))
            }
        }
    }

    /// A whole document.
    fn read(
        self,
        index: &Index,
        doc: u32,
        read: impl FnOnce(Heads, &[Section], &str),
    ) -> Result<(), Error> {
        match self {
            Texts::Stored => {
                let card = index.card(doc)?;
                read(heads_of(&card), &card.sections, &card.text);
            }
            Texts::Input(input) => {
                let entry = &input.entries[index.position(doc)];
                let (text, sections) = entry.prose.read();
                read(heads_in(entry), &sections, &text);
            }
        }
        Ok(())
    }
}

fn heads_of(card: &Card) -> Heads<'_> {
    [
        &card.url,
        &card.title,
        &card.kind,
        &card.date,
        &card.summary,
    ]
    .map(String::as_str)
}

fn heads_in<'a>(entry: &'a SearchEntry) -> Heads<'a> {
    let date = entry.date.as_deref().unwrap_or_default();
    [entry.url, entry.title, entry.kind, date, entry.summary]
}

/// The heads of a document, and its sections with their prose.
fn text_of(out: &mut Bytes, heads: Heads, sections: &[Section], text: &str) {
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
