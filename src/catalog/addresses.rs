//! Names by which documents are found: path, address, slug and title.

use super::{Catalog, DocId};
use crate::base::date::long;
use crate::base::fold::fold;
use crate::base::near::{SUGGESTIONS, nearest};
use crate::base::path::stem;
use crate::check::{Doc, Role};
use crate::diag::{Code, Diagnostic};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock};

/// What a name stands for.
pub(super) enum Found {
    One(DocId),
    /// More than one document has this name.
    Many(Vec<DocId>),
    None,
}

/// Tables to find documents and attachments by name.
pub(super) struct Addresses<'a> {
    docs: &'a [Arc<Doc>],
    paths: FxHashMap<&'a str, DocId>,
    /// Slugs and folded titles; made for the first wikilink, as most sites have none.
    names: OnceLock<FxHashMap<String, Vec<DocId>>>,
    /// Former addresses and the paths of their documents; made for the first link that leads nowhere.
    moved: OnceLock<FxHashMap<String, DocId>>,
    attachments: FxHashMap<&'a str, u32>,
    hidden: FxHashMap<&'a str, &'a Doc>,
    /// Wrong names, and what each was meant to be.
    meant: Mutex<FxHashMap<String, Option<String>>>,
}

impl<'a> Addresses<'a> {
    /// Builds the tables; two documents of one address are reported at both places.
    pub fn new(
        catalog: &'a Catalog,
        hidden: &'a [Arc<Doc>],
        diags: &mut Vec<Diagnostic>,
    ) -> Addresses<'a> {
        let docs = &catalog.docs;
        let ids = || docs.iter().enumerate().map(|(i, doc)| (i as DocId, doc));
        let mut taken: FxHashMap<&str, &Doc> = FxHashMap::default();
        taken.reserve(docs.len());
        for (_, doc) in ids() {
            if let Some(first) = taken.insert(&doc.card.url, doc) {
                diags.push(twice(first, doc));
            }
        }
        let attachments = catalog.attachments.iter().enumerate();
        Addresses {
            docs,
            paths: ids().map(|(id, doc)| (&*doc.path, id)).collect(),
            names: OnceLock::new(),
            moved: OnceLock::new(),
            attachments: attachments.map(|(i, a)| (&*a.url, i as u32)).collect(),
            hidden: hidden.iter().map(|d| (&*d.path, &**d)).collect(),
            meant: Mutex::default(),
        }
    }

    /// The document at a path with its extension.
    pub fn path(&self, path: &str) -> Option<DocId> {
        self.paths.get(path).copied()
    }

    /// The attachment at a path.
    pub fn attachment(&self, path: &str) -> Option<u32> {
        self.attachments.get(path).copied()
    }

    /// Why this build leaves a path out, and what to do about it.
    pub fn hidden(&self, path: &str) -> Option<(String, &'static str)> {
        let doc = self.hidden.get(path)?;
        Some(match doc.card.date.filter(|_| !doc.card.draft) {
            Some(date) => (
                format!("espera hasta el {}", long(date)),
                "quite el enlace, o adelante `fecha` en el otro documento",
            ),
            None => (
                "es un borrador y no se publica".to_owned(),
                "quite el enlace, o quite `borrador: true` del otro documento",
            ),
        })
    }

    /// The document that a wikilink or a reference names: a path without extension, a slug or a
    /// title. With `collection`, only documents of that one.
    pub fn name(&self, name: &str, collection: Option<(usize, &str)>) -> Found {
        let name = name.trim().trim_end_matches(".md");
        let mut paths = vec![format!("{name}.md"), format!("{name}/index.md")];
        if let Some((_, folder)) = collection {
            paths.push(format!("{folder}/{name}.md"));
        }
        if let Some(id) = paths.iter().find_map(|p| self.path(p)) {
            return Found::One(id);
        }
        let names = self.names.get_or_init(|| names(self.docs));
        let by_name = names.get(&fold(name)).map_or(&[][..], Vec::as_slice);
        let within = |id: &&DocId| {
            collection.is_none_or(|(c, _)| self.docs[**id as usize].card.collection == c)
        };
        let ids: Vec<DocId> = by_name.iter().filter(within).copied().collect();
        match ids.as_slice() {
            [] => Found::None,
            [one] => Found::One(*one),
            _ => Found::Many(ids),
        }
    }

    /// The path of the document that had this path before, by its alias.
    pub fn moved(&self, path: &str) -> Option<&str> {
        let former = format!("{}.html", path.strip_suffix(".md")?);
        let moved = self.moved.get_or_init(|| {
            let ids = (0..).zip(self.docs);
            let all = ids.flat_map(|(id, doc)| {
                let urls = doc.wiring.alias.iter();
                urls.map(move |(url, _)| (url.to_string(), id))
            });
            all.collect()
        });
        let id = moved.get(&former)?;
        Some(&self.docs[*id as usize].path)
    }

    /// Whether anything was looked up by a name that is no path.
    pub fn were_named(&self) -> bool {
        self.names.get().is_some()
    }

    /// What a wrong name was meant to be, to suggest it; `find` reads all names. One mistake may be in
    /// hundreds of documents and is looked at once, and content with more of them than people read gets
    /// no suggestions after the first ones.
    pub fn meant(&self, name: &str, find: impl FnOnce() -> Option<String>) -> Option<String> {
        let known = self.meant.lock();
        let mut known = known.unwrap_or_else(|broken| broken.into_inner());
        if let Some(found) = known.get(name) {
            return found.clone();
        }
        if known.len() >= SUGGESTIONS {
            return None;
        }
        let found = find();
        known.insert(name.to_owned(), found.clone());
        found
    }

    /// The path nearest to a wrong one.
    pub fn near_path(&self, path: &str) -> Option<String> {
        self.meant(path, || {
            // The introduction of a collection is meant by nobody who writes another name.
            let meant = |d: &&Arc<Doc>| d.role == Role::Document || stem(path) == stem(&d.path);
            let docs = || self.docs.iter().filter(meant);
            // The right name in another folder is the usual mistake.
            let mut same = docs().filter(|d| stem(&d.path) == stem(path));
            if let Some(doc) = same.next() {
                return Some(doc.path.to_string());
            }
            let paths = docs().map(|d| &*d.path);
            nearest(path, paths).map(str::to_owned)
        })
    }
}

fn names(docs: &[Arc<Doc>]) -> FxHashMap<String, Vec<DocId>> {
    let mut names: FxHashMap<String, Vec<DocId>> = FxHashMap::default();
    let all = docs.iter().enumerate();
    for (id, doc) in all.filter(|(_, d)| d.role == Role::Document) {
        let slug = stem(&doc.card.url).to_owned();
        for key in BTreeSet::from([fold(stem(&doc.path)), slug, fold(&doc.card.title)]) {
            names.entry(key).or_default().push(id as DocId);
        }
    }
    names
}

fn twice(first: &Doc, second: &Doc) -> Diagnostic {
    let url = &second.card.url;
    let message = format!("otro documento tiene la misma dirección: {url}");
    let other = first.wiring.place.of(&first.file);
    Diagnostic::new(Code::AddressTaken, message)
        .at(second.wiring.place.of(&second.file))
        .label(other, "el otro documento es este")
        .help("cambie el nombre de uno de los archivos o escriba `slug: otro-nombre`")
}
