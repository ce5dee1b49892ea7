//! Every output that will exist.

use super::Scope;
use super::address::{list_url, term_url, terms_url};
use super::guide::GuidePage;
use super::list::pages;
use super::servers::Server;
use crate::base::path::is_safe;
use crate::catalog::DocId;
use crate::check::Role;
use crate::diag::{Code, Diagnostic, Outcome, Place};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One output: its path from the root of the site and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    pub path: Arc<str>,
    pub kind: Kind,
}

/// What an output is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Home,
    NotFound,
    Search,
    Doc(DocId),
    List {
        collection: usize,
        /// From 1.
        page: usize,
    },
    Terms(usize),
    Term {
        taxonomy: usize,
        term: usize,
        page: usize,
    },
    /// A former address of a document.
    Redirect(DocId),
    /// All former addresses, for one web server.
    Servers(Server),
    /// Position in the catalogue's attachments.
    Attachment(usize),
    /// Position in the theme's assets.
    Asset(usize),
    /// The facts that documents cite.
    Facts,
    /// Position in [`crate::config::facts::Facts::parts`].
    FactsPart(usize),
    Glossary,
    /// The acronyms of the glossary, where they have a page of their own.
    Acronyms,
    /// For authors.
    Guide(GuidePage),
    /// A file that an example of the guide names, by its position.
    Example(usize),
    /// What was agreed.
    Agreements,
    Calendar,
    /// The events for calendar programs: all, or one by its position in the catalogue.
    Events(Option<usize>),
    /// What this reader said, kept on the device.
    Opinions,
    /// For addresses that the device has not kept.
    Offline,
    /// The script that keeps pages, or the one that ends it.
    Worker,
    /// The map of regions.
    Map,
    /// What there is to take as data.
    Data,
    /// A path of study with its steps in full.
    PathPrint(DocId),
    Sitemap,
    Feed,
    OpenData,
    FactsData,
    GlossaryData,
    Robots,
}

/// All outputs, sorted by path; paths are unique, the second of two is reported and left out.
#[derive(Default)]
pub struct Routes {
    list: Vec<Route>,
    by_path: FxHashMap<Arc<str>, u32>,
}

impl Routes {
    /// The route at a path.
    pub fn get(&self, path: &str) -> Option<&Route> {
        self.by_path.get(path).map(|at| &self.list[*at as usize])
    }

    /// All routes, by path.
    pub fn all(&self) -> &[Route] {
        &self.list
    }
}

/// What the theme and the command decide about the outputs.
#[derive(Default)]
pub struct Parts {
    /// The theme's output paths.
    pub assets: Vec<String>,
    pub search: bool,
    /// Whether the search has so many documents that it works apart from the page.
    pub large: bool,
    pub opinions: bool,
    pub offline: bool,
}

/// The search client of large sites; the others go without.
const LARGE_CLIENT: &str = "/grande.";

/// The script that keeps pages.
pub const WORKER: &str = "sw.js";

/// The page of a reader's own opinions.
pub const OPINIONS: &str = "opinion.html";

/// The page for addresses that the device has not kept.
pub const OFFLINE: &str = "sin-conexion.html";

/// Lists every output of the site.
pub fn routes(scope: &Scope, parts: &Parts) -> Outcome<Routes> {
    let mut list = Vec::with_capacity(2 * scope.catalog.docs.len());
    let mut add = |path: &str, kind: Kind| {
        list.push(Route {
            path: path.into(),
            kind,
        });
    };
    add("index.html", Kind::Home);
    add("404.html", Kind::NotFound);
    if let Some(facts) = &scope.site.facts {
        add(&facts.url, Kind::Facts);
        for (at, part) in facts.parts.iter().enumerate() {
            add(&part.url, Kind::FactsPart(at));
        }
        add("datos/hechos.json", Kind::FactsData);
    }
    if let Some(glossary) = &scope.site.glossary {
        add(&glossary.url, Kind::Glossary);
        if let Some((url, _)) = &glossary.apart {
            add(url, Kind::Acronyms);
        }
        add("datos/glosario.json", Kind::GlossaryData);
    }
    for (path, page) in super::guide::pages(scope) {
        add(&path, Kind::Guide(page));
    }
    for (at, path) in super::examples::files(scope).iter().enumerate() {
        add(path, Kind::Example(at));
    }
    if let Some(agreements) = &scope.site.community.agreements {
        add(&agreements.url, Kind::Agreements);
    }
    if let Some(events) = &scope.site.community.events {
        add(&events.url, Kind::Calendar);
        for at in super::community::files(scope) {
            let anchor = &scope.catalog.community.events[at].anchor;
            add(&events.file_of(anchor), Kind::Events(Some(at)));
        }
        if super::community::files(scope).next().is_some() {
            add(&events.file(), Kind::Events(None));
        }
    }
    if let Some(data) = &scope.site.open_data {
        add(&data.url, Kind::Data);
    }
    if let Some(map) = &scope.site.map {
        add(&map.url, Kind::Map);
    }
    if parts.search {
        add("buscar.html", Kind::Search);
    }
    if parts.opinions {
        add(OPINIONS, Kind::Opinions);
    }
    if parts.offline {
        add(OFFLINE, Kind::Offline);
    }
    add(WORKER, Kind::Worker);
    add("datos/documentos.json", Kind::OpenData);
    add("robots.txt", Kind::Robots);
    if scope.site.base_url.is_some() {
        add("sitemap.xml", Kind::Sitemap);
        add("canal.xml", Kind::Feed);
    }
    for (i, asset) in parts.assets.iter().enumerate() {
        if parts.large || !asset.contains(LARGE_CLIENT) {
            add(asset, Kind::Asset(i));
        }
    }
    let catalog = &scope.catalog;
    for (i, collection) in scope.site.collections.iter().enumerate() {
        if collection.listed {
            let total = catalog.collections[i].docs.len();
            for page in 1..=pages(total, collection.per_page) {
                add(
                    &list_url(collection, page),
                    Kind::List {
                        collection: i,
                        page,
                    },
                );
            }
        }
    }
    for id in catalog.documents() {
        add(&catalog.doc(id).card.url, Kind::Doc(id));
        for (alias, _) in &catalog.doc(id).wiring.alias {
            add(alias, Kind::Redirect(id));
        }
    }
    for path in catalog.study.paths.iter().filter(|p| !p.steps.is_empty()) {
        let url = super::study::print_url(&catalog.doc(path.doc).card.url);
        add(&url, Kind::PathPrint(path.doc));
    }
    let mut documents = catalog.documents();
    if documents.any(|id| !catalog.doc(id).wiring.alias.is_empty()) {
        for server in Server::ALL {
            add(server.path(), Kind::Servers(*server));
        }
    }
    for (taxonomy, index) in catalog.taxonomies.iter().enumerate() {
        let declared = &scope.site.taxonomies[taxonomy];
        if !declared.pages || index.used() == 0 {
            continue;
        }
        add(&terms_url(declared), Kind::Terms(taxonomy));
        for (term, entry) in index
            .terms
            .iter()
            .enumerate()
            .filter(|(_, t)| !t.docs.is_empty())
        {
            for page in 1..=pages(entry.docs.len(), super::list::TERM_PAGE) {
                let path = term_url(declared, entry, page);
                add(
                    &path,
                    Kind::Term {
                        taxonomy,
                        term,
                        page,
                    },
                );
            }
        }
    }
    for (i, file) in catalog.attachments.iter().enumerate() {
        add(&file.url, Kind::Attachment(i));
    }
    let mut out = unique(scope, list);
    let exists = |url: &str| out.value.get(url).is_some();
    let missing = super::institution::check(scope, exists);
    out.diags.extend(missing);
    out
}

/// Sorts the routes and reports those that would share a path, letter case aside: on many disks
/// `Mapa.png` and `mapa.png` are one file.
fn unique(scope: &Scope, list: Vec<Route>) -> Outcome<Routes> {
    // Documents come first at equal paths, so that the other one is told to move.
    let mut list: Vec<_> = list.into_iter().map(|r| (beginning(&r.path), r)).collect();
    list.sort_by(|(first, a), (second, b)| {
        let whole = || (&a.path, rank(&a.kind)).cmp(&(&b.path, rank(&b.kind)));
        first.cmp(second).then_with(whole)
    });
    let mut diags = Vec::new();
    let mut kept: Vec<Route> = Vec::with_capacity(list.len());
    let mut by_path: FxHashMap<Arc<str>, u32> = FxHashMap::default();
    by_path.reserve(list.len());
    // Where the path is not its own lower case, which is rare.
    let mut folded: FxHashMap<String, u32> = FxHashMap::default();
    for (_, route) in list {
        let plain = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
        let other = !route.path.bytes().all(plain);
        let lower = other.then(|| route.path.to_lowercase());
        let seen = lower.as_deref().unwrap_or(&route.path);
        let first = by_path.get(seen).or_else(|| folded.get(seen));
        match first.map(|first| *first as usize) {
            Some(first) => {
                // Two documents were already reported by the catalogue, with both places.
                let both = |r: &Route| matches!(r.kind, Kind::Doc(_));
                if !(both(&kept[first]) && both(&route)) {
                    diags.push(collision(scope, &kept[first], &route));
                }
            }
            None if !is_safe(&route.path) => diags.push(
                Diagnostic::new(
                    Code::AddressInvalid,
                    format!("`{}` no sirve como dirección", route.path),
                )
                .at(place(scope, &route)),
            ),
            None => {
                let at = kept.len() as u32;
                folded.extend(lower.map(|lower| (lower, at)));
                by_path.insert(route.path.clone(), at);
                kept.push(route);
            }
        }
    }
    Outcome {
        value: Routes {
            list: kept,
            by_path,
        },
        diags,
    }
}

/// The first bytes of a path as a number, in the order of the paths: most are told apart by it.
fn beginning(path: &str) -> u128 {
    let bytes = path.bytes().chain(std::iter::repeat(0)).take(16);
    bytes.fold(0, |all, byte| all << 8 | u128::from(byte))
}

fn rank(kind: &Kind) -> u8 {
    match kind {
        Kind::Redirect(_) => 2,
        Kind::Attachment(_) => 3,
        Kind::Doc(_) => 1,
        _ => 0,
    }
}

fn collision(scope: &Scope, first: &Route, second: &Route) -> Diagnostic {
    let diag = Diagnostic::new(
        Code::AddressTaken,
        format!("la dirección {} ya está ocupada", second.path),
    )
    .at(place(scope, second))
    .help(match second.kind {
        Kind::Redirect(_) => "quite este alias",
        _ => "cambie el nombre del archivo o escriba otro `slug`",
    });
    match first.kind {
        Kind::Doc(_) | Kind::Redirect(_) | Kind::Attachment(_) => {
            diag.label(place(scope, first), "la ocupa este")
        }
        _ => diag.help("la ocupa una página que el sitio hace por sí mismo"),
    }
}

fn place(scope: &Scope, route: &Route) -> Place {
    match route.kind {
        Kind::Doc(id) | Kind::Redirect(id) => {
            let doc = scope.catalog.doc(id);
            debug_assert!(doc.role == Role::Document);
            let mut alias = doc.wiring.alias.iter();
            let alias = alias.find(|(path, _)| **path == *route.path);
            let span = alias.map_or(doc.wiring.place, |(_, span)| *span);
            span.of(&doc.file)
        }
        Kind::Attachment(at) => Place::start_of(&scope.catalog.attachments[at].file),
        _ => Place::start_of(&crate::config::SITE_FILE.into()),
    }
}
