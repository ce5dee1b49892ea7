//! Files `t<n>` of the browser index: some documents with their texts, cut in sections, in the
//! `shorthand` of file `d`. One that an earlier build wrote is found by what is known of its documents,
//! without their texts.

use std::sync::Arc;

use rayon::prelude::*;

use super::bits::Bits;
use super::card::{Card, prose};
use super::counted::{Counted, SAMPLE};
use super::format::VERSION;
use super::pack::{Outlet, Parts, digest};
use super::read::Index;
use super::schema::Error;
use super::shorthand::Shorthand;
use crate::base::digest::Digest;
use crate::view::search::{Mark, SearchEntry, SearchInput, Section};

/// Up to this many documents the search box completes titles.
const SMALL_SITE: usize = 1_500;

/// Bytes of texts with their titles and summaries, before they are shortened, that a file has about.
const TEXT_BYTES: usize = 3_500;

/// Documents of a sample whose words a thread counts.
const COUNTED_TOGETHER: usize = 128;

/// Documents whose texts one file has, at most.
const MOST_TOGETHER: usize = 16;

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
    /// The address of each, in a small site.
    addresses: Option<Vec<String>>,
}

impl Documents {
    /// All of an index.
    pub fn of(index: &Index, from: Texts) -> Result<Documents, Error> {
        let mut titles = Vec::with_capacity(index.len());
        let mut addresses = (index.len() <= SMALL_SITE).then(Vec::new);
        let seen = (0..index.len() as u32).map(|doc| {
            from.see(index, doc, |heads, prose| {
                let [address, title, ..] = heads;
                if let Some(addresses) = &mut addresses {
                    addresses.push(address.to_owned());
                }
                titles.push(title.to_owned());
                Seen::of(doc, heads, prose)
            })
        });
        let seen = seen.collect::<Result<_, Error>>()?;
        Ok(Documents {
            seen,
            titles,
            addresses,
        })
    }

    /// How many have their texts in one file, so that none is hardly more than what a script has around it.
    fn together(&self) -> usize {
        let bytes: usize = self.seen.iter().map(|seen| seen.size).sum();
        let mean = bytes / self.seen.len().max(1);
        (TEXT_BYTES / mean.max(1)).clamp(1, MOST_TOGETHER)
    }
}

/// Files `d`, `f` and `t<n>`; returns of how many documents each file of texts is.
pub fn texts<'a, O: Outlet>(
    index: &'a Index,
    (from, documents): (Texts<'a>, &Documents),
    parts: &mut Parts<'a, O>,
) -> Result<usize, O::Error> {
    let shorthand = Arc::new(from.shorthand(index, &documents.seen, parts)?);
    let list = digest(&shorthand.list());
    if let Some(addresses) = &documents.addresses {
        let mut listed = Bits::default();
        for (address, title) in addresses.iter().zip(&documents.titles) {
            shorthand.text(&mut listed, address);
            shorthand.text(&mut listed, title);
        }
        parts.add("f".to_owned(), listed)?;
    }
    let together = documents.together();
    for (number, seen) in documents.seen.chunks(together).enumerate() {
        let content = content_of([list].iter().chain(seen.iter().map(|seen| &seen.mark)));
        let docs = seen[0].doc..seen[0].doc + seen.len() as u32;
        let shorthand = shorthand.clone();
        let write = move || {
            let mut out = Bits::default();
            for doc in docs {
                from.read(index, doc, |heads, sections, text| {
                    for head in heads {
                        shorthand.text(&mut out, head);
                    }
                    out.number(sections.len());
                    for section in sections {
                        shorthand.text(&mut out, &section.heading);
                        let told = !is_anchor_of(&section.anchor, &section.heading);
                        out.bits(told.into(), 1);
                        if told {
                            shorthand.text(&mut out, &section.anchor);
                        }
                        shorthand.text(&mut out, prose(text, section));
                    }
                })?;
            }
            Ok(out)
        };
        parts.add_known(format!("t{number}"), content, write)?;
    }
    Ok(together)
}

/// The anchor that a browser makes of a heading: small letters and digits without accents, and a dash for what is
/// between them. Nothing where it has others.
pub fn anchor_of(heading: &str) -> Option<String> {
    let mut anchor = String::new();
    for c in heading.chars() {
        let letter = match c {
            'á' | 'Á' => 'a',
            'é' | 'É' => 'e',
            'í' | 'Í' => 'i',
            'ó' | 'Ó' => 'o',
            'ú' | 'Ú' | 'ü' | 'Ü' => 'u',
            // The browser folds words, and a word may have a point in it.
            '.' | '_' => return None,
            c if c.is_ascii() => c.to_ascii_lowercase(),
            _ => return None,
        };
        match letter.is_ascii_alphanumeric() {
            true => anchor.push(letter),
            false if anchor.ends_with('-') => {}
            false => anchor.push('-'),
        }
    }
    Some(anchor)
}

fn is_anchor_of(anchor: &str, heading: &str) -> bool {
    anchor_of(heading).is_some_and(|of_heading| of_heading == anchor)
}

/// The digest of all that a file is made from.
fn content_of<'a>(of: impl Iterator<Item = &'a Digest>) -> Digest {
    let of = of.map(|digest| &digest.bytes()[..]);
    let version = VERSION.to_le_bytes();
    Digest::of_parts([&version[..]].into_iter().chain(of))
}

/// What is known of a document without its text.
struct Seen {
    doc: u32,
    /// Digest of its address.
    address: Digest,
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
        let content = content_of(sample.iter().map(|seen| &seen.mark));
        let earlier = parts.earlier(content);
        let shorthand = match earlier.and_then(|mut list| Shorthand::read(&mut list)) {
            Some(shorthand) => shorthand,
            None => {
                let counted = sample.par_chunks(COUNTED_TOGETHER).map(|sample| {
                    let mut counted = Counted::default();
                    for seen in sample {
                        self.read(index, seen.doc, |heads, sections, text| {
                            let sections = sections.iter();
                            let said = sections.flat_map(|s| [&*s.heading, prose(text, s)]);
                            counted.add(heads.into_iter().chain(said));
                        })?;
                    }
                    Ok(counted)
                });
                let counted = counted.try_reduce(Counted::default, |a, b| Ok(a.and(b)));
                let shorthand = counted.map_err(|problem: Error| problem)?.shorthand();
                shorthand.ok_or_else(|| Error::InternalError("shorthand".to_owned()))?
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
