//! Every output that will exist.

use super::Scope;
use super::address::{list_url, term_url, terms_url};
use super::list::pages;
use super::servers::Server;
use crate::diag::Outcome;

pub use super::kind::{Kind, Route};
pub use super::unique::Routes;

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
    let mut out = super::unique::unique(scope, list, parts.search);
    let exists = |url: &str| out.value.get(url).is_some();
    let missing = super::institution::check(scope, exists);
    out.diags.extend(missing);
    out
}
