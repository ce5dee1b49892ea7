//! What readers say of the site, counted: pages that did not help, what is missing, and searches
//! that found nothing.

use super::Catalog;
use crate::base::fold::fold;
use crate::config::feedback::{About, Opinion};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What `acervo report` tells of the readers.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Opinions {
    #[serde(rename = "total")]
    pub total: usize,
    /// Pages that did not help somebody, the worst first.
    #[serde(rename = "paginas")]
    pub pages: Vec<PageOpinion>,
    /// What readers miss, the most wanted first.
    #[serde(rename = "faltan")]
    pub missing: Vec<Wanted>,
    /// Searches without results, the most frequent first.
    #[serde(rename = "busquedas")]
    pub searches: Vec<Wanted>,
}

/// What readers say of one page.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct PageOpinion {
    #[serde(rename = "pagina")]
    pub url: String,
    /// Its document's file and title; empty when the site has no such document.
    #[serde(rename = "archivo")]
    pub file: String,
    #[serde(rename = "titulo")]
    pub title: String,
    #[serde(rename = "no")]
    pub no: usize,
    #[serde(rename = "si")]
    pub yes: usize,
    /// Names of reasons with their counts, the most frequent first.
    #[serde(rename = "motivos")]
    pub reasons: Vec<(String, usize)>,
    #[serde(rename = "comentarios")]
    pub comments: Vec<String>,
}

/// Something that readers looked for.
#[derive(Debug, PartialEq, Serialize)]
pub struct Wanted {
    /// As it was written first.
    #[serde(rename = "texto")]
    pub text: String,
    #[serde(rename = "veces")]
    pub times: usize,
    #[serde(rename = "comentarios")]
    pub comments: Vec<String>,
}

/// Counts the opinions; `None` when there are none.
pub(super) fn opinions(catalog: &Catalog, all: &[Opinion]) -> Option<Opinions> {
    if all.is_empty() {
        return None;
    }
    Some(Opinions {
        total: all.len(),
        pages: pages(catalog, all),
        missing: wanted(all, |about| match about {
            About::Missing(text) => Some((text, 1)),
            _ => None,
        }),
        searches: wanted(all, |about| match about {
            About::Search(text, times) => Some((text, *times)),
            _ => None,
        }),
    })
}

fn pages(catalog: &Catalog, all: &[Opinion]) -> Vec<PageOpinion> {
    let mut by_url: BTreeMap<&str, (PageOpinion, BTreeMap<&str, usize>)> = BTreeMap::new();
    for opinion in all {
        let About::Page {
            url,
            helped,
            reasons,
        } = &opinion.about
        else {
            continue;
        };
        let (page, counts) = by_url.entry(url).or_default();
        page.yes += usize::from(*helped);
        page.no += usize::from(!*helped);
        for reason in reasons {
            *counts.entry(reason).or_default() += 1;
        }
        page.comments
            .extend((!opinion.comment.is_empty()).then(|| opinion.comment.clone()));
    }
    for id in catalog.documents() {
        let doc = catalog.doc(id);
        if let Some((page, _)) = by_url.get_mut(&*doc.card.url) {
            page.file = doc.file.to_string();
            page.title = doc.card.title.to_string();
        }
    }
    let mut out: Vec<PageOpinion> = by_url
        .into_iter()
        .filter(|(_, (page, _))| page.no > 0)
        .map(|(url, (page, counts))| {
            let mut reasons: Vec<_> = counts.into_iter().map(|(r, n)| (r.to_owned(), n)).collect();
            reasons.sort_by_key(|(_, n)| Reverse(*n));
            PageOpinion {
                url: url.to_owned(),
                reasons,
                ..page
            }
        })
        .collect();
    out.sort_by_key(|page| Reverse(page.no));
    out
}

/// Groups what readers looked for; letter case and accents do not tell two apart.
fn wanted<'a>(
    all: &'a [Opinion],
    pick: impl Fn(&'a About) -> Option<(&'a String, usize)>,
) -> Vec<Wanted> {
    let mut groups: BTreeMap<String, Wanted> = BTreeMap::new();
    for opinion in all {
        let Some((text, times)) = pick(&opinion.about) else {
            continue;
        };
        let group = groups.entry(fold(text)).or_insert_with(|| Wanted {
            text: text.clone(),
            times: 0,
            comments: Vec::new(),
        });
        group.times += times;
        group
            .comments
            .extend((!opinion.comment.is_empty()).then(|| opinion.comment.clone()));
    }
    let mut out: Vec<Wanted> = groups.into_values().collect();
    out.sort_by_key(|group| Reverse(group.times));
    out
}
