//! Files `h<n>` of the browser index: the head of a frequent stem. Who asks for one frequent word gets
//! its best documents without its whole list, which may weigh hundreds of kilobytes.

use rayon::prelude::*;

use super::format::Bytes;
use super::pack::{Outlet, Parts};
use super::plan::{Plan, plan};
use super::postings::{add_postings, posting_list};
use super::query::{READ, best};
use super::read::Index;
use super::schema::Error;
use super::score::Scorer;
use super::sums::Documents;
use super::vocabulary::{SHORT, Word, WordId};

/// A thread makes so many heads before another may take some of the rest.
const AT_ONCE: usize = 16;

/// Adds a head for each stem of [`Index::common`], in its order.
pub fn heads<O: Outlet>(index: &Index, parts: &mut Parts<O>) -> Result<(), O::Error> {
    let words = index.vocabulary().words();
    let mut first = 0;
    let groups = words.chunk_by(|a, b| a.stem == b.stem).map(|group| {
        let id = first;
        first += group.len() as WordId;
        (id, group)
    });
    let common = groups.filter(|(_, group)| index.is_common(&group[0].stem));
    let common: Vec<(WordId, &[Word])> = common.collect();
    let scorer = || Scorer::new(index);
    let heads = common
        .par_iter()
        .with_max_len(AT_ONCE)
        .map_init(scorer, |scorer, &(id, group)| head(scorer, id, group));
    let heads: Vec<Bytes> = heads.collect::<Result<_, Error>>()?;
    for (at, head) in heads.into_iter().enumerate() {
        parts.add(format!("h{at}"), head)?;
    }
    Ok(())
}

/// The postings of the documents that are the best for one of these words, then in how many documents
/// each word is, and the stem.
fn head(scorer: &mut Scorer, first: WordId, group: &[Word]) -> Result<Bytes, Error> {
    let index = scorer.index;
    let synonyms = &index.about().synonyms;
    let mut kinds = group.iter().map(|word| synonyms.acronym_of(&word.text));
    let first_kind = kinds.next();
    // An acronym is not of the stem of an everyday word: whoever asks for one of them needs to tell them apart.
    let group = match kinds.all(|kind| Some(kind) == first_kind) {
        true => group,
        false => &[],
    };
    let mut kept = Documents::none(index.len());
    let mut all = 0;
    for word in group
        .iter()
        .filter(|word| word.text.encode_utf16().count() > SHORT)
    {
        let plan = plan(index, &word.text);
        // What has synonyms needs their words too: the client asks for the lists then.
        if is_one_word(&plan) {
            let matched = scorer.score(&plan)?;
            for doc in best(&matched, &matched.docs, READ) {
                kept.insert(doc);
            }
            all = matched.docs.len();
            scorer.done_with(matched);
        }
    }
    let mut found = Vec::new();
    let lists = (first..).zip(group).map(|(id, word)| {
        let list = posting_list(index, id, &mut found, |doc| kept.has(doc))?;
        Ok((&*word.text, list))
    });
    let mut out = Bytes::default();
    add_postings(&mut out, &lists.collect::<Result<Vec<_>, Error>>()?);
    for word in group {
        out.number(word.documents as usize);
    }
    out.number(all);
    Ok(out)
}

fn is_one_word(plan: &Plan) -> bool {
    match &plan.units[..] {
        [unit] => unit.alternatives.len() == 1,
        _ => false,
    }
}
