//! How well an index answers the questions of its own site.

use super::query::{Query, search};
use super::read::Index;
use super::schema::Error;

/// How many results are looked at.
const LOOKED_AT: usize = 10;

/// A question as people write it and the documents that answer it.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub text: String,
    pub facets: Vec<(String, String)>,
    /// Addresses of documents; without any, nothing is to be found.
    pub expected: Vec<String>,
    /// Whether all of them are expected, in this order; else any of them will do.
    pub ordered: bool,
}

/// Where the first expected document came, from 1; nothing if it did not come at all.
pub type Rank = Option<usize>;

/// Asks one question.
pub fn ask(index: &Index, question: &Question) -> Result<Rank, Error> {
    let results = search(
        index,
        &Query {
            text: question.text.clone(),
            facets: question.facets.clone(),
            limit: LOOKED_AT,
            ..Query::default()
        },
    )?;
    if question.expected.is_empty() {
        return Ok((results.total == 0).then_some(1));
    }
    let rank = |url: &String| results.hits.iter().position(|hit| hit.url == *url);
    let ranks: Vec<Option<usize>> = question.expected.iter().map(rank).collect();
    let fits = !question.ordered || ranks.iter().all(Option::is_some) && ranks.is_sorted();
    let first = ranks.into_iter().flatten().min();
    Ok(first.filter(|_| fits).map(|rank| rank + 1))
}

/// The mean of `1 / rank`, 0 for what was not found.
pub fn mean(ranks: &[Rank]) -> f64 {
    let found = ranks.iter().flatten().map(|&rank| 1.0 / rank as f64);
    found.fold(0.0, |sum, one| sum + one) / ranks.len().max(1) as f64
}
