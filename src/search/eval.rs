//! Measures of ranking on a set of questions with known answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::query::{Query, search};
use super::read::Index;
use super::schema::Error;

/// One document of a set: a line of `docs.jsonl`.
#[derive(Debug, Deserialize)]
pub struct EvalDoc {
    pub id: String,
    #[serde(default)]
    pub title: String,
    pub text: String,
}

/// One question of a set: a line of `queries.jsonl`.
#[derive(Debug, Deserialize)]
pub struct EvalQuery {
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub variant: String,
    #[serde(default)]
    pub split: String,
}

/// Relevance of documents by question: the lines of `qrels.tsv`.
pub type Judgements = BTreeMap<String, BTreeMap<String, f64>>;

/// How well an index ranks a set of questions.
#[derive(Debug, Serialize)]
pub struct Report {
    pub variants: Vec<Figures>,
    /// Where the first answer to each question came, from 1, if it was among the ten.
    #[serde(skip)]
    pub ranks: Vec<(String, Option<usize>)>,
}

/// Means over the questions of one form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    pub variant: String,
    pub n: usize,
    pub mrr10: f64,
    pub r10: f64,
    pub ndcg10: f64,
    /// Share of questions that found nothing at all.
    pub zero: f64,
}

/// Asks every question and compares; the addresses of the documents are the ids of the set.
pub fn evaluate(
    index: &Index,
    queries: &[EvalQuery],
    judgements: &Judgements,
) -> Result<Report, Error> {
    let mut variants: Vec<Figures> = Vec::new();
    let mut ranks = Vec::new();
    for query in queries {
        let Some(relevant) = judgements.get(&query.id) else {
            continue;
        };
        let results = search(
            index,
            &Query {
                text: query.text.clone(),
                limit: 10,
                ..Query::default()
            },
        )?;
        let found: Vec<&str> = results.hits.iter().map(|hit| &*hit.url).collect();
        let at = variants
            .iter()
            .position(|figures| figures.variant == query.variant);
        let at = at.unwrap_or_else(|| {
            variants.push(Figures {
                variant: query.variant.clone(),
                ..Figures::default()
            });
            variants.len() - 1
        });
        let first = variants[at].add(&found, relevant);
        ranks.push((query.id.clone(), first.map(|rank| rank + 1)));
    }
    for figures in &mut variants {
        figures.divide();
    }
    Ok(Report { variants, ranks })
}

impl Figures {
    /// Adds a question; returns where its first answer came, from 0.
    fn add(&mut self, found: &[&str], relevant: &BTreeMap<String, f64>) -> Option<usize> {
        let gain = |id: &&str| relevant.get(*id).copied().filter(|gain| *gain > 0.0);
        let first = found.iter().position(|id| gain(id).is_some());
        let all = relevant.values().filter(|gain| **gain > 0.0).count().max(1);
        let hits = found.iter().filter(|id| gain(id).is_some()).count();
        let discount = |rank: usize| 1.0 / ((rank + 2) as f64).log2();
        let sum = |gains: &mut dyn Iterator<Item = f64>| -> f64 {
            gains
                .take(10)
                .enumerate()
                .map(|(rank, gain)| gain * discount(rank))
                .sum()
        };
        let mut ideal: Vec<f64> = relevant.values().copied().collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let ideal = sum(&mut ideal.into_iter());
        self.n += 1;
        self.mrr10 += first.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        self.r10 += hits as f64 / all as f64;
        self.zero += f64::from(u8::from(found.is_empty()));
        if ideal > 0.0 {
            let gains = &mut found.iter().map(|id| gain(id).unwrap_or(0.0));
            self.ndcg10 += sum(gains) / ideal;
        }
        first
    }

    fn divide(&mut self) {
        let n = self.n.max(1) as f64;
        for sum in [
            &mut self.mrr10, &mut self.r10, &mut self.ndcg10, &mut self.zero,
        ] {
            *sum /= n;
        }
    }
}

/// One line a question, its id and its rank: two of these lists tell which questions a change moved.
pub fn ranks(report: &Report) -> String {
    let rank = |rank: &Option<usize>| rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
    let lines = report.ranks.iter();
    lines
        .map(|(id, found)| format!("{id}\t{}\n", rank(found)))
        .collect()
}

/// The table of the report, for people.
pub fn table(report: &Report) -> String {
    let mut out = format!(
        "{:<16} {:>6} {:>7} {:>7} {:>8} {:>7}\n",
        "forma", "n", "MRR@10", "R@10", "nDCG@10", "vacías"
    );
    let row = |f: &Figures| {
        format!(
            "{:<16} {:>6} {:>7.3} {:>7.3} {:>8.3} {:>7.3}\n",
            f.variant, f.n, f.mrr10, f.r10, f.ndcg10, f.zero
        )
    };
    let mut mean = Figures {
        variant: "media".to_owned(),
        ..Figures::default()
    };
    for figures in &report.variants {
        out.push_str(&row(figures));
        mean.n += figures.n;
        mean.mrr10 += figures.mrr10;
        mean.r10 += figures.r10;
        mean.ndcg10 += figures.ndcg10;
        mean.zero += figures.zero;
    }
    let n = mean.n;
    mean.n = report.variants.len();
    mean.divide();
    mean.n = n;
    out.push_str(&row(&mean));
    out
}
