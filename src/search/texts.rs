//! Files `t<n>` of the browser index: some documents with their texts, cut in sections, in the
//! `shorthand` of file `d`. One that an earlier build wrote is found by what is known of its documents,
//! without their texts.

use std::sync::Arc;

use super::card::{Card, prose};
use super::format::{Bytes, MAGIC, Reader};
use super::pack::{Outlet, Parts};
use super::read::Index;
use super::schema::Error;
use super::shorthand::{Counted, SAMPLE, Shorthand};
use crate::base::digest::Digest;
use crate::view::search::{Mark, SearchEntry, SearchInput, Section};

/// Up to this many documents the search box completes titles.
const SMALL_SITE: usize = 1_500;

/// Bytes of texts with their titles and summaries, before they are shortened, that close a file.
const TEXT_BYTES: usize = 3_000;

/// Where the texts of the documents come from.
#[derive(Clone, Copy)]
pub enum Texts<'a> {
    /// The store of the index.
    Stored,
    /// What the index was made from.
    Input(&'a SearchInput<'a>),
}

/// The documents of an index without their texts.
pub struct Documents {
    seen: Vec<Seen>,
    /// The title of each.
    pub titles: Vec<String>,
    /// The file `f` of a small site: addresses and titles.
    pub listed: Option<Bytes>,
}

impl Documents {
    /// All of an index.
    pub fn of(index: &Index, from: Texts) -> Result<Documents, Error> {
        let mut titles = Vec::with_capacity(index.len());
        let mut listed = (index.len() <= SMALL_SITE).then(Bytes::default);
        let seen = (0..index.len() as u32).map(|doc| {
            from.see(index, doc, |heads, prose| {
                let [address, title, ..] = heads;
                if let Some(listed) = &mut listed {
                    listed.text(address);
                    listed.text(title);
                }
                titles.push(title.to_owned());
                Seen::of(doc, heads, prose)
            })
        });
        let seen = seen.collect::<Result<_, Error>>()?;
        Ok(Documents {
            seen,
            titles,
            listed,
        })
    }
}

/// Files `d` and `t<n>`; returns the first document of each file of texts.
pub fn texts<'a, O: Outlet>(
    index: &'a Index,
    (from, Documents { seen, .. }): (Texts<'a>, &Documents),
    parts: &mut Parts<'a, O>,
) -> Result<Vec<u32>, O::Error> {
    let shorthand = Arc::new(from.shorthand(index, seen, parts)?);
    let list = Digest::of(&shorthand.list().bytes);
    let mut first_texts = Vec::new();
    let (mut marks, mut bytes) = (Vec::new(), 0);
    for &Seen {
        doc, mark, size, ..
    } in seen
    {
        if marks.is_empty() {
            first_texts.push(doc);
        }
        marks.push(mark);
        bytes += size;
        if bytes >= TEXT_BYTES || doc as usize + 1 == index.len() {
            let name = format!("t{}", first_texts.len() - 1);
            let docs = doc + 1 - marks.len() as u32..doc + 1;
            let content = content_of([list].iter().chain(&marks));
            let shorthand = shorthand.clone();
            let write = move || {
                let mut out = String::with_capacity(bytes);
                for doc in docs.clone() {
                    out.push(if doc == docs.start { '[' } else { ',' });
                    from.read(index, doc, |heads, sections, text| {
                        let sections = sections.iter().map(|s| (s, prose(text, s)));
                        shorthand.document(&mut out, heads, sections);
                    })?;
                }
                out.push(']');
                Ok(out)
            };
            parts.add_text(name, content, write)?;
            marks.clear();
            bytes = 0;
        }
    }
    Ok(first_texts)
}

/// The digest of all that a file is made from.
fn content_of<'a>(of: impl Iterator<Item = &'a Digest>) -> Digest {
    let of = of.map(|digest| &digest.bytes()[..]);
    Digest::of_parts([MAGIC.as_bytes()].into_iter().chain(of))
}

/// What is known of a document without its text.
struct Seen {
    doc: u32,
    /// Digest of its address.
    address: Digest,
    /// Digest of its prose.
    prose: Digest,
    /// Digest of all that a file of texts says of it.
    mark: Digest,
    /// Bytes of its text with title and summary.
    size: usize,
}

impl Seen {
    fn of(doc: u32, heads: Heads, prose: Mark) -> Seen {
        let said = heads.iter().map(|head| head.as_bytes());
        Seen {
            doc,
            address: Digest::of(heads[0].as_bytes()),
            prose: prose.digest,
            mark: Digest::of_parts(said.chain([&prose.digest.bytes()[..]])),
            size: heads.iter().map(|head| head.len()).sum::<usize>() + prose.bytes as usize,
        }
    }
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

    /// The shorthand of a site, and file `d` with its list. Words are counted in the documents whose
    /// addresses have the least digests: that they are these does not change with what others say.
    fn shorthand<O: Outlet>(
        self,
        index: &Index,
        seen: &[Seen],
        parts: &mut Parts<O>,
    ) -> Result<Shorthand, O::Error> {
        let mut sample: Vec<&Seen> = seen.iter().collect();
        sample.sort_unstable_by_key(|seen| (seen.address, seen.doc));
        sample.truncate(SAMPLE);
        let content = content_of(sample.iter().map(|seen| &seen.prose));
        let earlier = parts.earlier(content);
        let list = earlier.and_then(|list| Reader::new(&list).words());
        let shorthand = match list.and_then(Shorthand::of_list) {
            Some(shorthand) => shorthand,
            None => {
                let mut counted = Counted::default();
                for seen in sample {
                    self.read(index, seen.doc, |_, sections, text| {
                        counted.add(sections.iter().map(|s| prose(text, s)));
                    })?;
                }
                counted.shorthand()
            }
        };
        let list = shorthand.list();
        parts.add_known("d".to_owned(), content, move || Ok(list))?;
        Ok(shorthand)
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
        &card.url, &card.title, &card.kind, &card.date, &card.summary,
    ]
    .map(String::as_str)
}

fn heads_in<'a>(entry: &'a SearchEntry) -> Heads<'a> {
    let date = entry.date.as_deref().unwrap_or_default();
    [entry.url, entry.title, entry.kind, date, entry.summary]
}
