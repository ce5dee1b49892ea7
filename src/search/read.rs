//! The index as the query sees it: vocabulary, postings, lengths, facets, cards. They come from
//! committed segments, or from lists in memory (`memory`, `decode`).

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::card::Card;
use super::count::rounded;
use super::parts::List;
use super::schema::{About, Error, Fields};
use super::segment::Segments;
use super::vocabulary::{Vocabulary, WordId};
use crate::view::search::LARGE_SITE;

/// In a large site words that one in so many documents has are left out of a question when others remain,
/// as the common words of the language are.
const COMMON_PART: usize = 8;

/// An index that is open for reading.
pub struct Index {
    source: Source,
    about: About,
    vocabulary: Vocabulary,
    /// Words of each document, in all fields.
    lengths: Vec<u32>,
    average_length: f64,
    /// Stems that say little here, because a large site has them everywhere.
    common: FxHashSet<Box<str>>,
    /// Documents by date, the newest first, then in the order of the site.
    by_date: Vec<u32>,
    /// For each facet and term, the documents in order.
    facets: Vec<Vec<Vec<u32>>>,
}

enum Source {
    Segments(Box<Segments>),
    Memory {
        /// Postings of each word, in the order of documents and fields.
        lists: Vec<Vec<Posting>>,
        cards: Vec<Arc<Card>>,
    },
}

/// How often a word is in one field of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    pub doc: u32,
    pub field: u8,
    pub times: u32,
}

/// An index in memory, before its words are put in order.
pub struct Parts {
    pub about: About,
    pub words: Vec<(Box<str>, Vec<Posting>)>,
    pub cards: Vec<Arc<Card>>,
    pub by_date: Vec<u32>,
    pub facets: Vec<Vec<Vec<u32>>>,
}

impl Index {
    /// The index whose parts are `indexes`.
    pub fn read(indexes: &[tantivy::Index], fields: Fields, list: List) -> Result<Self, Error> {
        let order = list.order();
        let (facets, by_date) = (list.facets(&order), list.by_date(&order));
        let lengths = list.lengths(&order);
        let (mut segments, places) = Segments::open(indexes, fields, (&list, order))?;
        let mut counter = Counter::new(segments.documents());
        let mut found = Vec::with_capacity(places.len());
        #[expect(
            clippy::iter_over_hash_type,
            reason = "the vocabulary puts its words in order"
        )]
        for (word, places) in places {
            // Most words are of no outdated document: their postings need not be opened to be counted.
            let documents = match segments.documents_of(&word, &places) {
                Some(documents) => documents,
                None => {
                    segments.each_posting_at(&places, |_, doc, _| counter.see(doc))?;
                    counter.next_word()
                }
            };
            // A part still has the words of documents that are not of the site any more.
            if documents > 0 {
                found.push((word, documents, places));
            }
        }
        let (vocabulary, places) = Vocabulary::new(found);
        segments.places = places;
        let source = Source::Segments(Box::new(segments));
        Ok(Self::derived(
            source, list.about, vocabulary, lengths, by_date, facets,
        ))
    }

    /// An index of lists in memory; the lists are in the order of documents and fields.
    pub fn from_parts(parts: Parts) -> Self {
        let mut counter = Counter::new(parts.cards.len());
        let mut lengths = vec![0; parts.cards.len()];
        let mut found = Vec::with_capacity(parts.words.len());
        for (word, list) in parts.words {
            for posting in &list {
                lengths[posting.doc as usize] += posting.times;
                counter.see(posting.doc);
            }
            found.push((word, counter.next_word(), list));
        }
        let (vocabulary, lists) = Vocabulary::new(found);
        let source = Source::Memory {
            lists,
            cards: parts.cards,
        };
        Self::derived(
            source,
            parts.about,
            vocabulary,
            lengths.into_iter().map(rounded).collect(),
            parts.by_date,
            parts.facets,
        )
    }

    fn derived(
        source: Source,
        about: About,
        vocabulary: Vocabulary,
        lengths: Vec<u32>,
        by_date: Vec<u32>,
        facets: Vec<Vec<Vec<u32>>>,
    ) -> Self {
        let mut common = FxHashSet::default();
        if lengths.len() >= LARGE_SITE {
            common.extend(vocabulary.common((lengths.len() / COMMON_PART) as u32));
        }
        let total: u64 = lengths.iter().map(|&n| u64::from(n)).sum();
        Self {
            average_length: (total as f64 / lengths.len().max(1) as f64).max(1.0),
            source,
            about,
            vocabulary,
            lengths,
            common,
            by_date,
            facets,
        }
    }

    /// Calls `see(field, document, times)` for every posting of a word.
    pub fn each_posting(
        &self,
        word: WordId,
        mut see: impl FnMut(usize, u32, u32),
    ) -> Result<(), Error> {
        match &self.source {
            Source::Segments(segments) => segments.each_posting(word, see),
            Source::Memory { lists, .. } => {
                for posting in &lists[word as usize] {
                    see(usize::from(posting.field), posting.doc, posting.times);
                }
                Ok(())
            }
        }
    }

    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Whether it has the size of a large site. With pages that are searched too a smaller one may have it.
    pub fn is_large(&self) -> bool {
        self.len() >= LARGE_SITE
    }

    /// Whether a stem is in so many documents of a large site that it says little.
    pub fn is_common(&self, stem: &str) -> bool {
        self.common.contains(stem)
    }

    /// All such stems, in the order of the vocabulary.
    pub fn common(&self) -> Vec<&str> {
        let words = self.vocabulary.words().iter().map(|word| &*word.stem);
        let mut stems: Vec<&str> = words.filter(|stem| self.common.contains(*stem)).collect();
        stems.dedup();
        stems
    }

    /// What the index was made with.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// How many words each document has, as scoring takes them.
    pub fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    pub fn average_length(&self) -> f64 {
        self.average_length
    }

    /// Documents by date, the newest first and the undated last, then in the order of the site.
    pub fn by_date(&self) -> &[u32] {
        &self.by_date
    }

    /// The position of a document in the order of the site.
    pub fn position(&self, doc: u32) -> usize {
        match &self.source {
            Source::Segments(segments) => segments.position(doc),
            Source::Memory { .. } => doc as usize,
        }
    }

    /// The documents of a term of a facet, in order.
    pub fn facet_documents(&self, facet: usize, term: usize) -> &[u32] {
        self.facets
            .get(facet)
            .and_then(|terms| terms.get(term))
            .map_or(&[], Vec::as_slice)
    }

    /// What is shown of a document.
    ///
    /// # Errors
    /// When the index on the disk cannot be read.
    pub fn card(&self, doc: u32) -> Result<Arc<Card>, Error> {
        match &self.source {
            Source::Segments(segments) => segments.card(doc).map(Arc::new),
            Source::Memory { cards, .. } => Ok(cards[doc as usize].clone()),
        }
    }
}

/// Counts, word after word, the documents of each.
struct Counter {
    last_seen: Vec<u32>,
    turn: u32,
    documents: u32,
}

impl Counter {
    fn new(documents: usize) -> Self {
        Self {
            last_seen: vec![u32::MAX; documents],
            turn: 0,
            documents: 0,
        }
    }

    fn see(&mut self, doc: u32) {
        let last = &mut self.last_seen[doc as usize];
        self.documents += u32::from(*last != self.turn);
        *last = self.turn;
    }

    /// In how many documents the word was; the next one begins.
    fn next_word(&mut self) -> u32 {
        self.turn += 1;
        std::mem::take(&mut self.documents)
    }
}
