//! One search: a question and filters in, one page of results out.

use std::collections::BinaryHeap;

use super::analyze;
use super::explain::explain;
use super::matches::{self, Wanted};
use super::plan::{Plan, plan};
use super::read::Index;
use super::results::{FacetCount, FacetCounts, Hit, Results, Substitution, Written};
use super::schema::Error;
use super::score;
use super::sections::{Evidence, Reading};
use super::sums::{Documents, Sums};

/// Scores that differ by less than this are equal, and the order of the site decides.
const GRAIN: f64 = 1e5;

/// Less than half a grain: what is this much above a rounded score may round to the same, no more.
const BELOW_HALF: f64 = 0.499;

/// How many of the best by score are read, and ordered again by what their text adds.
pub(super) const READ: usize = 10;

/// What a person asks for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// As it was typed; without any word all documents match.
    pub text: String,
    /// `(field, term)` as in the address: `departamento=choco`. Terms of one field add up.
    pub facets: Vec<(String, String)>,
    pub sort: Sort,
    /// How many hits come before the first one that is wanted, and how many are wanted.
    pub offset: usize,
    pub limit: usize,
    /// Whether hits say where their score comes from.
    pub explain: bool,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first; those that are as good as one another in the order of the site.
    #[default]
    Relevance,
    /// The newest first; documents without a date come last. A query without words is always
    /// in this order.
    Date,
}

/// Answers one query.
///
/// # Errors
/// When the index on the disk cannot be read.
pub fn search(index: &Index, query: &Query) -> Result<Results, Error> {
    let plan = plan(index, &query.text);
    let matched = matched(index, query, &plan)?;
    let filters = filters(index, query);
    let kept = passing(&matched.docs, &filters, None);
    let wanted = matches::wanted(index, &plan);
    let mut hits = Vec::new();
    for Ranked {
        reading,
        score,
        evidence,
    } in page(index, query, &wanted, (&matched, &kept))?
    {
        let mut hit = reading.hit(&wanted, score);
        if query.explain {
            hit.explanation = explain(index, &plan, hit.doc)?;
            hit.explanation
                .extend(evidence.iter().flat_map(Evidence::parts));
        }
        hits.push(hit);
    }
    let total = kept.len();
    let unknown = plan.unknown.iter().filter(|_| total == 0);
    let near = unknown.flat_map(|word| index.vocabulary().beginning_like(word));
    let near: Vec<String> = near.map(str::to_owned).collect();
    let written = match near.is_empty() {
        true => Written::of(&hits),
        false => Written::of(&with_any(index, query, &near)?),
    };
    let substitutions = plan.substituted.into_iter();
    let substitutions = substitutions.map(|(word, searched)| Substitution {
        written: word,
        searched: written.all(&searched),
    });
    Ok(Results {
        total,
        near: written.all(&near),
        hits,
        facets: facet_counts(index, query, &matched.docs, &filters),
        substitutions: substitutions.collect(),
        unknown: plan.unknown,
    })
}

/// What the same query finds with any of these words, without filters.
fn with_any(index: &Index, query: &Query, words: &[String]) -> Result<Vec<Hit>, Error> {
    let query = Query {
        text: words.join(" "),
        facets: Vec::new(),
        explain: false,
        ..query.clone()
    };
    Ok(search(index, &query)?.hits)
}

/// Documents that match the words; all of them when there are only filters, or nothing at all. A text
/// that has no words, as `¿?`, finds nothing.
fn matched(index: &Index, query: &Query, plan: &Plan) -> Result<Sums, Error> {
    if query.text.trim().is_empty() {
        let mut all = Sums::new(index.len());
        all.docs = Documents::all(index.len());
        return Ok(all);
    }
    score::score(index, plan)
}

fn has_no_words(query: &Query) -> bool {
    analyze::next_word(&query.text, 0, &mut String::new()).is_none()
}

/// A facet with a choice, and which documents have one of the chosen terms.
struct Filter {
    facet: usize,
    passing: Documents,
}

fn filters(index: &Index, query: &Query) -> Vec<Filter> {
    let mut filters = Vec::new();
    for (at, facet) in index.about().facets.iter().enumerate() {
        let mut chosen = query
            .facets
            .iter()
            .filter(|(field, _)| *field == facet.field)
            .peekable();
        if chosen.peek().is_none() {
            continue;
        }
        let mut passing = Documents::none(index.len());
        for (_, id) in chosen {
            let Some(term) = facet.terms.iter().position(|(term, _)| term == id) else {
                continue;
            };
            for &doc in index.facet_documents(at, term) {
                passing.insert(doc);
            }
        }
        filters.push(Filter { facet: at, passing });
    }
    filters
}

/// The documents that pass all filters, that of the facet `lifted` left aside.
fn passing(matched: &Documents, filters: &[Filter], lifted: Option<usize>) -> Documents {
    let mut passing = matched.clone();
    for filter in filters {
        if Some(filter.facet) != lifted {
            passing.keep(&filter.passing);
        }
    }
    passing
}

/// A document of a page, and what its text added to its score if it was read for that.
struct Ranked {
    reading: Reading,
    score: f64,
    evidence: Option<Evidence>,
}

/// The documents of one page, in order, with what was read in them.
fn page(
    index: &Index,
    query: &Query,
    wanted: &Wanted,
    (matched, kept): (&Sums, &Documents),
) -> Result<Vec<Ranked>, Error> {
    let count = kept.len();
    let end = query.offset.saturating_add(query.limit).min(count);
    let read = |doc: u32, score: f64| {
        Ok(Ranked {
            reading: Reading::new(index, wanted, doc)?,
            score,
            evidence: None,
        })
    };
    if query.sort == Sort::Date || has_no_words(query) {
        let dated = index.by_date().iter().filter(|&&doc| kept.has(doc));
        let page = dated.take(end).skip(query.offset);
        return page.map(|&doc| read(doc, matched.value(doc))).collect();
    }
    let ranked = best(matched, kept, end.max(READ).min(count));
    let first = &ranked[..READ.min(count)];
    let rest = ranked.get(query.offset.max(READ)..end).unwrap_or_default();
    let mut readings = Vec::new();
    if query.offset < first.len() && query.limit > 0 {
        for &doc in first {
            let mut ranked: Ranked = read(doc, matched.value(doc))?;
            let evidence = ranked.reading.evidence(wanted);
            ranked.score += evidence.sum();
            ranked.evidence = Some(evidence);
            readings.push(ranked);
        }
    }
    readings.sort_by_key(|ranked| rank(ranked.reading.doc, ranked.score));
    let mut page: Vec<Ranked> = readings.into_iter().take(end).skip(query.offset).collect();
    for &doc in rest {
        page.push(read(doc, matched.value(doc))?);
    }
    Ok(page)
}

/// The best by score, in order.
pub(super) fn best(matched: &Sums, kept: &Documents, count: usize) -> Vec<u32> {
    // The worst of them is on top. Of equals the first in order stays, so that what is not clearly
    // above the worst need not be rounded to be compared.
    let mut ranked: BinaryHeap<(i64, u32)> = BinaryHeap::with_capacity(count + 1);
    let mut least = f64::NEG_INFINITY;
    kept.each(|doc| {
        let score = matched.value(doc);
        if score < least {
            return;
        }
        ranked.push(rank(doc, score));
        if ranked.len() > count {
            ranked.pop();
        }
        if ranked.len() == count {
            let worst = ranked.peek().map_or(0, |&(grains, _)| -grains);
            least = (worst as f64 + BELOW_HALF) / GRAIN;
        }
    });
    let ranked = ranked.into_sorted_vec().into_iter();
    ranked.map(|(_, doc)| doc).collect()
}

/// What documents are ordered by.
fn rank(doc: u32, score: f64) -> (i64, u32) {
    (-(score * GRAIN).round() as i64, doc)
}

fn facet_counts(
    index: &Index,
    query: &Query,
    matched: &Documents,
    filters: &[Filter],
) -> Vec<FacetCounts> {
    let counts = |at: usize, field: &str| {
        let passing = passing(matched, filters, Some(at));
        let terms = index.about().facets[at].terms.iter().enumerate();
        let terms = terms.map(|(term, (id, label))| FacetCount {
            id: id.clone(),
            label: label.clone(),
            count: index
                .facet_documents(at, term)
                .iter()
                .filter(|&&doc| passing.has(doc))
                .count(),
            chosen: query.facets.iter().any(|(f, t)| f == field && t == id),
        });
        terms.filter(|term| term.count > 0 || term.chosen).collect()
    };
    let facets = index.about().facets.iter().enumerate();
    facets
        .map(|(at, facet)| FacetCounts {
            field: facet.field.clone(),
            label: facet.label.clone(),
            terms: counts(at, &facet.field),
        })
        .collect()
}
