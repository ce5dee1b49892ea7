//! A part of the site, to carry on a stick: the documents that have some values, and nothing that
//! leads into a void.
//!
//! The whole site is put together first and then cut, so that a link to a document that stays behind
//! is known to be one, and not a mistake.

use super::cross::{COLLECTION, no_axis};
use super::links::{self, Away};
use super::{Attachment, Catalog, DocId, Resolved, group, terms, weave};
use crate::check::Role;
use crate::config::Site;
use crate::data::Span;
use crate::diag::Failure;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The values of one field, of which a document must have one.
enum Wanted {
    Collection(Vec<usize>),
    Terms(u32, Vec<u32>),
}

/// What is left of a site.
pub struct Part {
    pub catalog: Catalog,
    /// Collections without documents have no list any more.
    pub site: Site,
    /// What was asked for and no document has, as `campo=valor`.
    pub nowhere: Vec<String>,
}

/// Leaves out the documents that have other values of the fields in `only`. A document that says
/// nothing of a field is for everybody and stays; so does what no list shows (collections with
/// `listed = false`), which explains the site.
///
/// # Errors
/// When a field or a value does not exist, or no document has what is asked for.
pub fn cut(whole: &Catalog, site: &Site, only: &[(String, String)]) -> Result<Part, Failure> {
    let wanted = wanted(whole, site, only)?;
    let stays: Vec<bool> = (0..whole.docs.len() as DocId)
        .map(|id| stays(whole, site, &wanted, id))
        .collect();
    let listed = |id: &DocId| site.collections[whole.doc(*id).card.collection].listed;
    if !whole
        .documents()
        .filter(listed)
        .any(|id| stays[id as usize])
    {
        let asked: Vec<String> = only.iter().map(|(f, v)| format!("{f}={v}")).collect();
        return Err(
            Failure::new(format!("ningún documento tiene {}", asked.join(" y ")))
                .help("quite un filtro o elija otro valor"),
        );
    }
    let catalog = part(whole, site, &stays);
    let mut site = site.clone();
    for (declared, index) in site.collections.iter_mut().zip(&catalog.collections) {
        declared.listed &= !index.docs.is_empty();
    }
    let asked = only
        .iter()
        .filter(|(field, value)| !is_used(&catalog, &site, field, value));
    let nowhere = asked.map(|(field, value)| format!("{field}={value}"));
    Ok(Part {
        nowhere: nowhere.collect(),
        catalog,
        site,
    })
}

/// Whether a document has a value; every collection that was asked for has documents, or was refused.
fn is_used(part: &Catalog, site: &Site, field: &str, value: &str) -> bool {
    let Some(at) = site.taxonomies.iter().position(|t| t.field == field) else {
        return true;
    };
    let index = &part.taxonomies[at];
    let found = index.position(value).map(|at| &index.terms[at as usize]);
    found.is_some_and(|term| !term.docs.is_empty())
}

fn stays(whole: &Catalog, site: &Site, wanted: &[Wanted], id: DocId) -> bool {
    let doc = whole.doc(id);
    let at = doc.card.collection;
    if doc.role == Role::Index {
        return true;
    }
    let has = |wanted: &Wanted| match wanted {
        Wanted::Collection(all) => all.contains(&at),
        Wanted::Terms(field, all) => {
            let own = whole.terms.of(id).iter();
            let mut own = own.filter(|(taxonomy, _)| taxonomy == field).peekable();
            own.peek().is_none() || own.any(|(_, term)| all.contains(term))
        }
    };
    !site.collections[at].listed || wanted.iter().all(has)
}

fn part(whole: &Catalog, site: &Site, stays: &[bool]) -> Catalog {
    let kept = || (0..whole.docs.len()).filter(|id| stays[*id]);
    let (files, attachments) = attachments(whole, stays);
    let docs: Vec<_> = kept().map(|id| whole.docs[id].clone()).collect();
    let terms = terms::index(&docs, site);
    let cut = Cut {
        whole,
        site,
        terms: &terms,
        numbers: numbers(stays),
        files,
    };
    let references: Vec<Vec<_>> = kept().map(|id| cut.references(id).collect()).collect();
    let places = references.iter();
    let places = places.map(|all| vec![Span::default(); all.len()]);
    let resolved = links::Resolution {
        links: kept().map(|id| cut.links(id).collect()).collect(),
        places: places.collect(),
        references,
    };
    let table = |id| whole.tables.get(id).cloned().unwrap_or_default();
    let mut part = Catalog {
        docs,
        attachments: Arc::new(attachments),
        away: Arc::new(kept().map(|id| cut.away(id).collect()).collect()),
        tables: Arc::new(kept().map(table).collect()),
        reference: whole.reference,
        ..Catalog::default()
    };
    group(&mut part, site);
    // What is wrong was told of the whole site.
    weave(&mut part, site, (resolved, terms), &mut Vec::new());
    part
}

/// The number in the part of each document that stays.
fn numbers(stays: &[bool]) -> Vec<Option<DocId>> {
    let mut next = 0;
    let number = |stays: &bool| {
        next += DocId::from(*stays);
        stays.then(|| next - 1)
    };
    stays.iter().map(number).collect()
}

/// Where what the whole site has is in the part.
struct Cut<'a> {
    whole: &'a Catalog,
    site: &'a Site,
    /// The terms that the part still has.
    terms: &'a terms::Index,
    numbers: Vec<Option<DocId>>,
    files: Vec<Option<u32>>,
}

impl Cut<'_> {
    /// The links of a document of the whole site, as they are in the part.
    fn links(&self, id: usize) -> impl Iterator<Item = Resolved> {
        self.whole.links[id].iter().map(|link| self.link(link))
    }

    fn link(&self, link: &Resolved) -> Resolved {
        match link {
            Resolved::Doc(id, anchor) => match self.numbers[*id as usize] {
                Some(id) => Resolved::Doc(id, anchor.clone()),
                None => Resolved::Away(Box::new(away(self.whole, *id, anchor))),
            },
            Resolved::Attachment(at, tail) => match self.files[*at as usize] {
                Some(at) => Resolved::Attachment(at, tail.clone()),
                None => Resolved::Broken,
            },
            Resolved::Made(path, tail) => match terms::page_of(self.site, path) {
                // Nobody here has the term, so it has no page.
                Some((at, name)) if !self.terms.0[at].has_page(name) => {
                    Resolved::Away(Box::new(Away {
                        url: format!("{path}{tail}").into(),
                        title: self.site.taxonomies[at].label.as_str().into(),
                    }))
                }
                _ => link.clone(),
            },
            other => other.clone(),
        }
    }

    /// Its references to documents of the part.
    fn references(&self, id: usize) -> impl Iterator<Item = (usize, DocId)> {
        let all = self.whole.references[id].iter();
        all.filter_map(|(field, to)| Some((*field, self.numbers[*to as usize]?)))
    }

    /// Its references to the others.
    fn away(&self, id: usize) -> impl Iterator<Item = (usize, Away)> {
        let all = self.whole.references[id].iter();
        all.filter(|(_, to)| self.numbers[*to as usize].is_none())
            .map(|(field, to)| (*field, away(self.whole, *to, "")))
    }
}

/// The attachments of the part, and the place there of each one of the whole site. A file that only
/// documents linked which are not here stays behind with them.
fn attachments(whole: &Catalog, stays: &[bool]) -> (Vec<Option<u32>>, Vec<Attachment>) {
    let linked = |own: bool| -> FxHashSet<u32> {
        let docs = (0..whole.docs.len()).filter(|id| stays[*id] == own);
        let all = docs.flat_map(|id| &whole.links[id]);
        all.filter_map(Resolved::attachment).collect()
    };
    let (here, there) = (linked(true), linked(false));
    let mut places = Vec::with_capacity(whole.attachments.len());
    let mut attachments = Vec::new();
    for (at, file) in (0..).zip(whole.attachments.iter()) {
        let stays = here.contains(&at) || !there.contains(&at);
        places.push(stays.then_some(attachments.len() as u32));
        attachments.extend(stays.then(|| file.clone()));
    }
    (places, attachments)
}

fn away(whole: &Catalog, id: DocId, anchor: &str) -> Away {
    let card = &whole.doc(id).card;
    let hash = if anchor.is_empty() { "" } else { "#" };
    Away {
        url: format!("{}{hash}{anchor}", card.url).into(),
        title: card.title.clone(),
    }
}

/// Groups what was asked by field and finds the values.
fn wanted(whole: &Catalog, site: &Site, only: &[(String, String)]) -> Result<Vec<Wanted>, Failure> {
    let mut fields: Vec<&str> = only.iter().map(|(field, _)| field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    let values = |name: &str| {
        let all = only.iter().filter(move |(field, _)| field == name);
        all.map(|(_, value)| value.as_str()).collect::<Vec<_>>()
    };
    fields
        .into_iter()
        .map(|name| one(whole, site, name, &values(name)))
        .collect()
}

fn one(whole: &Catalog, site: &Site, name: &str, values: &[&str]) -> Result<Wanted, Failure> {
    if name == COLLECTION {
        let known: Vec<&str> = site.collections.iter().map(|c| c.name.as_str()).collect();
        let at = values.iter().map(|v| place(name, v, &known));
        return Ok(Wanted::Collection(at.collect::<Result<_, _>>()?));
    }
    let Some(at) = site.taxonomies.iter().position(|t| t.field == name) else {
        return Err(no_axis(site, name));
    };
    let known: Vec<&str> = whole.taxonomies[at].terms.iter().map(|t| &*t.id).collect();
    let found = values.iter().map(|v| place(name, v, &known));
    let found: Vec<usize> = found.collect::<Result<_, _>>()?;
    Ok(Wanted::Terms(
        at as u32,
        found.into_iter().map(|at| at as u32).collect(),
    ))
}

fn place(field: &str, value: &str, known: &[&str]) -> Result<usize, Failure> {
    let found = known.iter().position(|k| *k == value);
    found.ok_or_else(|| {
        Failure::new(format!("`{value}` no es un valor de «{field}»")).suggest(value, known)
    })
}
