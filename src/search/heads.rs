//! Files `h<n>` of the browser index: the head of a frequent stem. Who asks for one frequent word gets
//! its best documents without its whole list, which may weigh hundreds of kilobytes.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::bits::Bits;
use super::format::VERSION;
use super::pack::{Outlet, Parts};
use super::plan::{Plan, plan};
use super::postings::{add_postings, posting_list};
use super::query::{READ, best};
use super::read::Index;
use super::schema::Error;
use super::score::Scorer;
use super::sums::Documents;
use super::vocabulary::{SHORT, Word, WordId};
use crate::base::digest::Digest;

/// A common stem.
struct Stem<'a> {
    /// The number of the first of its words.
    first: WordId,
    /// None when people need to tell them apart.
    words: &'a [Word],
    /// The words whose best documents the head has, each as a question.
    asked: Vec<(&'a str, Plan)>,
}

/// Adds a head for each stem of [`Index::common`], in its order; `lists` are the digests of the lists of their words.
pub fn heads<'a, O: Outlet>(
    index: &'a Index,
    mut lists: &[Digest],
    parts: &mut Parts<'a, O>,
) -> Result<(), O::Error> {
    let (mut first, mut common) = (0, Vec::new());
    for words in index.vocabulary().words().chunk_by(|a, b| a.stem == b.stem) {
        if index.is_common(&words[0].stem) {
            let (own, rest) = lists.split_at(words.len());
            common.push((first, words, own));
            lists = rest;
        }
        first += words.len() as WordId;
    }
    let around = around(index);
    let stems = common.into_par_iter().map(|(first, words, lists)| {
        let stem = Stem::new(index, first, words);
        (stem.content(around, lists), stem)
    });
    // A scorer has sums as wide as the site: who is done with one leaves it to the next.
    let scorers = Arc::new(Mutex::new(Vec::new()));
    for (at, (content, stem)) in stems.collect::<Vec<_>>().into_iter().enumerate() {
        let scorers = scorers.clone();
        parts.add_known(format!("h{at}"), content, move || {
            let left = scorers.lock().ok().and_then(|mut left| left.pop());
            let mut scorer = left.unwrap_or_else(|| Scorer::new(index));
            let head = stem.head(&mut scorer);
            if let Ok(mut left) = scorers.lock() {
                left.push(scorer);
            }
            head
        })?;
    }
    Ok(())
}

/// What the scores of all words depend on beside their lists.
fn around(index: &Index) -> Digest {
    let weights = index.about().weights.map(f64::to_le_bytes);
    let lengths: Vec<u8> = index
        .lengths()
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect();
    let weights = weights.iter().map(|weight| &weight[..]);
    Digest::of_parts(weights.chain([&VERSION.to_le_bytes()[..], &lengths]))
}

impl<'a> Stem<'a> {
    fn new(index: &'a Index, first: WordId, words: &'a [Word]) -> Self {
        let synonyms = &index.about().synonyms;
        let mut kinds = words.iter().map(|word| synonyms.acronym_of(&word.text));
        let kind = kinds.next();
        // An acronym is not of the stem of an everyday word: whoever asks for one of them needs to tell them apart.
        let words = match kinds.all(|other| Some(other) == kind) {
            true => words,
            false => &[],
        };
        let texts = words.iter().map(|word| &*word.text);
        let long = texts.filter(|text| text.encode_utf16().count() > SHORT);
        let asked = long.map(|text| (text, plan(index, text)));
        Stem {
            first,
            words,
            // What has synonyms needs their words too: the client asks for the lists then.
            asked: asked.filter(|(_, plan)| is_one_word(plan)).collect(),
        }
    }

    /// The digest of all that its head is made from.
    fn content(&self, around: Digest, lists: &[Digest]) -> Digest {
        let words = self.words.iter().zip(lists);
        let words = words.flat_map(|(word, list)| [word.text.as_bytes(), list.bytes()]);
        let asked = self.asked.iter().map(|(text, _)| text.as_bytes());
        let number = self.words.len().to_le_bytes();
        Digest::of_parts(
            [&around.bytes()[..], &number]
                .into_iter()
                .chain(words)
                .chain(asked),
        )
    }

    /// The postings of the documents that are the best for one of its words, then in how many documents
    /// each word is, and the stem.
    fn head(&self, scorer: &mut Scorer) -> Result<Bits, Error> {
        let index = scorer.index;
        let mut kept = Documents::none(index.len());
        let mut all = 0;
        for (_, plan) in &self.asked {
            let matched = scorer.score(plan)?;
            for doc in best(&matched, &matched.docs, READ) {
                kept.insert(doc);
            }
            all = matched.docs.len();
            scorer.done_with(matched);
        }
        let mut found = Vec::new();
        let lists = (self.first..).zip(self.words).map(|(id, word)| {
            let list = posting_list(index, id, &mut found, |doc| kept.has(doc))?;
            Ok((&*word.text, list))
        });
        let mut out = Bits::default();
        add_postings(&mut out, &lists.collect::<Result<Vec<_>, Error>>()?);
        for word in self.words {
            out.number(word.documents as usize);
        }
        out.number(all);
        Ok(out)
    }
}

fn is_one_word(plan: &Plan) -> bool {
    match &plan.units[..] {
        [unit] => unit.alternatives.len() == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::pack::InMemory;
    use super::super::postings::postings;
    use super::super::read::{Parts as Site, Posting};
    use super::super::schema::About;
    use super::super::synonyms::Synonyms;
    use super::*;

    /// A word that all documents have, and three of two stems that each second or third one has.
    fn site() -> Site {
        let posting = |doc, times| Posting {
            doc,
            field: 0,
            times,
        };
        let each = |step| {
            (0..5_000)
                .step_by(step)
                .map(|doc| posting(doc, 1 + doc % 3))
        };
        let all = (0..5_000).map(|doc| posting(doc, 1_000));
        Site {
            about: About::of(Vec::new(), [1.0; 5], Synonyms::default()),
            words: vec![
                ("agua".into(), all.collect()),
                ("camino".into(), each(2).collect()),
                ("caminos".into(), each(3).collect()),
                ("puente".into(), each(2).collect()),
                ("vado".into(), vec![posting(7, 1)]),
            ],
            cards: vec![Arc::default(); 5_000],
            by_date: (0..5_000).collect(),
            facets: Vec::new(),
        }
    }

    /// Of each head what it is made from, and the head.
    fn made(site: Site) -> Vec<(Digest, Vec<u8>)> {
        let index = Index::from_parts(site);
        let mut parts = Parts::new(&InMemory);
        let words = postings(&index, &mut parts).unwrap();
        heads(&index, &words.common, &mut parts).unwrap();
        let made = parts.finish().unwrap().into_iter();
        let heads = made.filter(|file| file.name.starts_with('h'));
        heads.map(|file| (file.content, file.left)).collect()
    }

    #[test]
    fn a_head_is_the_same_where_what_it_is_made_from_is() {
        let before = made(site());
        // Which of the heads of `agua`, `camino` and `puente` are others.
        let others = |change: &dyn Fn(&mut Site)| {
            let mut site = site();
            change(&mut site);
            let heads = made(site);
            let pairs = heads.iter().zip(&before);
            pairs
                .map(|((content, head), (known, earlier))| {
                    assert!(content != known || head == earlier);
                    content != known
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(others(&|_| ()), [false, false, false]);
        let one_more = |site: &mut Site| site.words[1].1[900].times += 1;
        assert_eq!(others(&one_more), [false, true, false]);
        let longer = |site: &mut Site| site.words[0].1[4_999].times += 500;
        assert_eq!(others(&longer), [true, true, true]);
        let of_rare = |site: &mut Site| site.words[4].1[0].times += 1;
        assert_eq!(others(&of_rare), [false, false, false]);
        let weighed = |site: &mut Site| site.about.weights[0] = 2.0;
        assert_eq!(others(&weighed), [true, true, true]);
        let synonyms = Synonyms::new(&[["puente", "vado"].map(String::from).to_vec()]);
        let said_alike = |site: &mut Site| site.about.synonyms = synonyms.clone();
        assert_eq!(others(&said_alike), [false, false, true]);
    }
}
