//! One search: a question and filters in, one page of results out.

use serde::Serialize;

use super::analyze;
use super::explain::{Part, explain};
use super::index::Error;
use super::plan::{Plan, plan};
use super::read::Index;
use super::score::{self, Scored};
use super::sections::{self, Evidence, Reading, Wanted};

/// Scores that differ by less than this are equal, and the order of the site decides.
const GRAIN: f64 = 1e5;

/// So many of the best by score are read, and ordered again by what their text adds.
const READ: usize = 10;

#[derive(Clone, Debug, Default)]
pub struct Query {
    pub text: String,
    /// `(field, term)` as in the address: `departamento=choco`. Terms of one field add up.
    pub facets: Vec<(String, String)>,
    pub sort: Sort,
    pub offset: usize,
    pub limit: usize,
    /// Whether hits say where their score comes from.
    pub explain: bool,
}

impl Query {
    /// The query of an address: `q`, `orden=fecha`, and facets by the name of their field.
    pub fn from_pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, limit: usize) -> Self {
        let mut query = Self {
            limit,
            ..Self::default()
        };
        for (name, value) in pairs {
            match name {
                "q" => value.clone_into(&mut query.text),
                "orden" if value == "fecha" => query.sort = Sort::Date,
                "orden" => {}
                field => query.facets.push((field.to_owned(), value.to_owned())),
            }
        }
        query
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Relevance,
    /// The newest first; documents without a date come last. A query without words is always
    /// in this order.
    Date,
}

#[derive(Clone, Debug, Serialize)]
pub struct Results {
    pub total: usize,
    pub hits: Vec<Hit>,
    #[serde(rename = "facetas")]
    pub facets: Vec<FacetCounts>,
    #[serde(rename = "sustituciones")]
    pub substitutions: Vec<Substitution>,
    /// Words that the site does not have, nor anything near them.
    #[serde(rename = "desconocidas")]
    pub unknown: Vec<String>,
    /// When nothing was found, words of the site that begin like the unknown ones.
    #[serde(rename = "cercanas", skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    #[serde(skip)]
    pub doc: u32,
    pub url: String,
    #[serde(rename = "titulo")]
    pub title: String,
    #[serde(rename = "resumen")]
    pub summary: String,
    #[serde(rename = "tipo")]
    pub kind: String,
    #[serde(rename = "fecha", skip_serializing_if = "String::is_empty")]
    pub date: String,
    #[serde(rename = "fragmento")]
    pub fragment: String,
    /// Ranges of `fragment` to be marked, in characters.
    #[serde(rename = "marcas")]
    pub marks: Vec<(usize, usize)>,
    pub score: f64,
    #[serde(rename = "secciones")]
    pub sections: Vec<SectionHit>,
    #[serde(rename = "explicacion", skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<Part>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SectionHit {
    pub url: String,
    #[serde(rename = "titulo")]
    pub heading: String,
    #[serde(rename = "fragmento")]
    pub fragment: String,
    #[serde(rename = "marcas")]
    pub marks: Vec<(usize, usize)>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Substitution {
    #[serde(rename = "escrita")]
    pub written: String,
    #[serde(rename = "buscadas")]
    pub searched: Vec<String>,
}

/// The counts of one facet, its own choice lifted.
#[derive(Clone, Debug, Serialize)]
pub struct FacetCounts {
    #[serde(rename = "campo")]
    pub field: String,
    #[serde(rename = "nombre")]
    pub label: String,
    #[serde(rename = "valores")]
    pub terms: Vec<FacetCount>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FacetCount {
    pub id: String,
    #[serde(rename = "nombre")]
    pub label: String,
    #[serde(rename = "cuenta")]
    pub count: usize,
    #[serde(rename = "elegido")]
    pub chosen: bool,
}

/// Answers one query.
pub fn search(index: &Index, query: &Query) -> Result<Results, Error> {
    let plan = plan(index, &query.text);
    let matched = matched(index, query, &plan)?;
    let filters = filters(index, query);
    let failed = failures(index.len(), &filters);
    let kept: Scored = matched
        .iter()
        .copied()
        .filter(|&(doc, _)| failed[doc as usize] == 0)
        .collect();
    let wanted = sections::wanted(index, &plan);
    let mut hits = Vec::new();
    for Ranked {
        reading,
        score,
        evidence,
    } in page(index, query, &wanted, &kept)?
    {
        let mut hit = reading.hit(&wanted, score);
        if query.explain {
            hit.explanation = explain(index, &plan, hit.doc)?;
            hit.explanation
                .extend(evidence.iter().flat_map(Evidence::parts));
        }
        hits.push(hit);
    }
    let substitutions = plan.substituted.into_iter();
    let unknown = plan.unknown.iter().filter(|_| kept.is_empty());
    let near = unknown.flat_map(|word| index.vocabulary().beginning_like(word));
    Ok(Results {
        total: kept.len(),
        near: near.map(str::to_owned).collect(),
        hits,
        facets: facet_counts(index, query, &matched, &filters, &failed),
        substitutions: substitutions
            .map(|(written, searched)| Substitution { written, searched })
            .collect(),
        unknown: plan.unknown,
    })
}

/// Documents that match the words; all of them when there are only filters, or nothing at all.
fn matched(index: &Index, query: &Query, plan: &Plan) -> Result<Scored, Error> {
    if has_no_words(query) {
        return Ok((0..index.len() as u32).map(|doc| (doc, 0.0)).collect());
    }
    score::score(index, plan)
}

fn has_no_words(query: &Query) -> bool {
    analyze::next_word(&query.text, 0, &mut String::new()).is_none()
}

/// A facet with a choice, and which documents have one of the chosen terms.
struct Filter {
    facet: usize,
    passes: Vec<bool>,
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
        let mut passes = vec![false; index.len()];
        for (_, id) in chosen {
            let Some(term) = facet.terms.iter().position(|(term, _)| term == id) else {
                continue;
            };
            for &doc in index.facet_documents(at, term) {
                passes[doc as usize] = true;
            }
        }
        filters.push(Filter { facet: at, passes });
    }
    filters
}

/// How many filters each document fails.
fn failures(documents: usize, filters: &[Filter]) -> Vec<u8> {
    let mut failed = vec![0; documents];
    for filter in filters {
        for (count, passes) in failed.iter_mut().zip(&filter.passes) {
            *count += u8::from(!passes);
        }
    }
    failed
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
    kept: &Scored,
) -> Result<Vec<Ranked>, Error> {
    let end = query.offset.saturating_add(query.limit).min(kept.len());
    let read = |&(doc, score): &(u32, f64)| {
        Ok(Ranked {
            reading: Reading::new(index, wanted, doc)?,
            score,
            evidence: None,
        })
    };
    if query.sort == Sort::Date || has_no_words(query) {
        let mut scores = vec![None; index.len()];
        for &(doc, score) in kept {
            scores[doc as usize] = Some(score);
        }
        let dated = index.by_date().iter();
        let dated = dated.filter_map(|&doc| Some((doc, scores[doc as usize]?)));
        return dated
            .take(end)
            .skip(query.offset)
            .map(|hit| read(&hit))
            .collect();
    }
    let ranked = best(kept, end.max(READ).min(kept.len()));
    let (first, rest) = ranked.split_at(READ.min(ranked.len()));
    let mut readings = Vec::new();
    if query.offset < first.len() && query.limit > 0 {
        for hit in first {
            let mut ranked: Ranked = read(hit)?;
            let evidence = ranked.reading.evidence(wanted);
            ranked.score += evidence.sum();
            ranked.evidence = Some(evidence);
            readings.push(ranked);
        }
    }
    readings.sort_by_key(|ranked| rank(&(ranked.reading.doc, ranked.score)));
    let rest = rest
        .get(query.offset.saturating_sub(READ)..)
        .unwrap_or_default();
    let rest = &rest[..rest.len().min(end.saturating_sub(query.offset.max(READ)))];
    let mut page: Vec<Ranked> = readings.into_iter().take(end).skip(query.offset).collect();
    for hit in rest {
        page.push(read(hit)?);
    }
    Ok(page)
}

/// The best by score, in order.
fn best(kept: &Scored, count: usize) -> Scored {
    let mut ranked = kept.clone();
    if count > 0 && count < ranked.len() {
        ranked.select_nth_unstable_by_key(count - 1, rank);
        ranked.truncate(count);
    }
    ranked.sort_unstable_by_key(rank);
    ranked
}

/// What documents are ordered by.
fn rank(&(doc, score): &(u32, f64)) -> (i64, u32) {
    (-(score * GRAIN).round() as i64, doc)
}

fn facet_counts(
    index: &Index,
    query: &Query,
    matched: &Scored,
    filters: &[Filter],
    failed: &[u8],
) -> Vec<FacetCounts> {
    let mut is_matched = vec![false; index.len()];
    for &(doc, _) in matched {
        is_matched[doc as usize] = true;
    }
    let counts = |at: usize, field: &str| {
        let own = filters.iter().find(|filter| filter.facet == at);
        let passes = |doc: u32| {
            let own = own.is_some_and(|filter| !filter.passes[doc as usize]);
            is_matched[doc as usize] && failed[doc as usize] == u8::from(own)
        };
        let terms = index.about().facets[at].terms.iter().enumerate();
        let terms = terms.map(|(term, (id, label))| FacetCount {
            id: id.clone(),
            label: label.clone(),
            count: index
                .facet_documents(at, term)
                .iter()
                .filter(|&&doc| passes(doc))
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
