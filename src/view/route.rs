//! Every output that will exist.

use super::Scope;
use super::address::{list_url, term_url, terms_url};
use super::list::pages;
use super::servers::Server;
use crate::config::FEED;
use crate::config::search::SEARCH_PAGE;
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
const WORKER: &str = "sw.js";

/// The page of a reader's own opinions.
const OPINIONS: &str = "opinion.html";

/// The page for addresses that the device has not kept.
pub const OFFLINE: &str = "sin-conexion.html";

/// Lists every output of the site.
pub fn routes(scope: &Scope, parts: &Parts) -> Outcome<Routes> {
    let mut list = List(Vec::with_capacity(2 * scope.catalog.docs.len()));
    list.made_pages(scope);
    list.decided(parts);
    list.for_machines(scope);
    list.assets(parts);
    list.collections(scope);
    list.documents(scope);
    list.terms(scope);
    for (i, file) in scope.catalog.attachments.iter().enumerate() {
        list.add(&file.url, Kind::Attachment(i));
    }
    let mut out = super::unique::unique(scope, list.0, parts.search);
    let exists = |url: &str| out.value.get(url).is_some();
    let missing = super::institution::check(scope, exists);
    out.diags.extend(missing);
    out
}

/// The outputs that were found so far, in the order in which they are told when two have one address.
struct List(Vec<Route>);

impl List {
    fn add(&mut self, path: &str, kind: Kind) {
        let path = path.into();
        self.0.push(Route { path, kind });
    }

    /// Pages that the site makes by itself, with their data.
    fn made_pages(&mut self, scope: &Scope) {
        self.add("index.html", Kind::Home);
        self.add("404.html", Kind::NotFound);
        if let Some(facts) = &scope.site.facts {
            self.add(&facts.url, Kind::Facts);
            for (at, part) in facts.parts.iter().enumerate() {
                self.add(&part.url, Kind::FactsPart(at));
            }
            self.add("datos/hechos.json", Kind::FactsData);
        }
        if let Some(glossary) = &scope.site.glossary {
            self.add(&glossary.url, Kind::Glossary);
            if let Some((url, _)) = &glossary.apart {
                self.add(url, Kind::Acronyms);
            }
            self.add("datos/glosario.json", Kind::GlossaryData);
        }
        for (path, page) in super::guide::pages(scope) {
            self.add(&path, Kind::Guide(page));
        }
        for (at, path) in super::examples::files(scope).iter().enumerate() {
            self.add(path, Kind::Example(at));
        }
        if let Some(agreements) = &scope.site.community.agreements {
            self.add(&agreements.url, Kind::Agreements);
        }
        if let Some(events) = &scope.site.community.events {
            self.add(&events.url, Kind::Calendar);
            for at in super::community::files(scope) {
                let anchor = &scope.catalog.community.events[at].anchor;
                self.add(&events.file_of(anchor), Kind::Events(Some(at)));
            }
            if super::community::files(scope).next().is_some() {
                self.add(&events.file(), Kind::Events(None));
            }
        }
        if let Some(data) = &scope.site.open_data {
            self.add(&data.url, Kind::Data);
        }
        if let Some(map) = &scope.site.map {
            self.add(&map.url, Kind::Map);
        }
    }

    /// Pages that depend on the theme and the command.
    fn decided(&mut self, parts: &Parts) {
        if parts.search {
            self.add(SEARCH_PAGE, Kind::Search);
        }
        if parts.opinions {
            self.add(OPINIONS, Kind::Opinions);
        }
        if parts.offline {
            self.add(OFFLINE, Kind::Offline);
        }
    }

    /// What browsers, programs and search engines ask for.
    fn for_machines(&mut self, scope: &Scope) {
        self.add(WORKER, Kind::Worker);
        self.add("datos/documentos.json", Kind::OpenData);
        self.add("robots.txt", Kind::Robots);
        if scope.site.base_url.is_some() {
            self.add("sitemap.xml", Kind::Sitemap);
            self.add(FEED, Kind::Feed);
        }
    }

    fn assets(&mut self, parts: &Parts) {
        for (i, asset) in parts.assets.iter().enumerate() {
            if parts.large || !asset.contains(LARGE_CLIENT) {
                self.add(asset, Kind::Asset(i));
            }
        }
    }

    fn collections(&mut self, scope: &Scope) {
        for (i, collection) in scope.site.collections.iter().enumerate() {
            if collection.listed {
                let total = scope.catalog.collections[i].docs.len();
                for page in 1..=pages(total, collection.per_page) {
                    let kind = Kind::List {
                        collection: i,
                        page,
                    };
                    self.add(&list_url(collection, page), kind);
                }
            }
        }
    }

    /// Documents, their former addresses, and paths of study on paper.
    fn documents(&mut self, scope: &Scope) {
        let catalog = &scope.catalog;
        for id in catalog.documents() {
            self.add(&catalog.doc(id).card.url, Kind::Doc(id));
            for (alias, _) in &catalog.doc(id).wiring.alias {
                self.add(alias, Kind::Redirect(id));
            }
        }
        for path in catalog.study.paths.iter().filter(|p| !p.steps.is_empty()) {
            let url = super::study::print_url(&catalog.doc(path.doc).card.url);
            self.add(&url, Kind::PathPrint(path.doc));
        }
        let mut documents = catalog.documents();
        if documents.any(|id| !catalog.doc(id).wiring.alias.is_empty()) {
            for server in Server::ALL {
                self.add(server.path(), Kind::Servers(*server));
            }
        }
    }

    fn terms(&mut self, scope: &Scope) {
        for (taxonomy, index) in scope.catalog.taxonomies.iter().enumerate() {
            let declared = &scope.site.taxonomies[taxonomy];
            if !declared.pages || index.used() == 0 {
                continue;
            }
            self.add(&terms_url(declared), Kind::Terms(taxonomy));
            let used = index.terms.iter().enumerate();
            for (term, entry) in used.filter(|(_, entry)| !entry.docs.is_empty()) {
                for page in 1..=pages(entry.docs.len(), super::list::TERM_PAGE) {
                    let kind = Kind::Term {
                        taxonomy,
                        term,
                        page,
                    };
                    self.add(&term_url(declared, entry, page), kind);
                }
            }
        }
    }
}
