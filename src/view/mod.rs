//! Floor 7: all that an output may see. The only door from the catalogue to an output.
//!
//! A view borrows nothing from the catalogue and asks it nothing: it is plain data, made for one
//! output. Of another document it holds no more than its address and title, or its card. Addresses
//! in views are relative to the root of the site (`casos/a.html`); templates put `root` before them.

mod address;
mod body_dependencies;
mod card;
pub mod chart;
mod community;
mod component;
pub mod data;
mod document;
pub mod examples;
mod facts;
mod fill;
mod glossary;
pub mod guide;
mod home;
pub mod institution;
mod kind;
mod list;
pub mod map;
mod marks;
mod occupied;
pub mod page;
pub mod panel;
mod picture;
mod print;
pub mod route;
mod scale;
pub mod search;
mod searched;
pub mod servers;
mod shell;
mod study;
pub mod texts;
mod unique;

use crate::base::locale::Locale;
use crate::catalog::{Catalog, DocId, Edited};
use crate::config::Site;
use crate::config::components::Components;
use crate::source::history::History;
use address::{list_url, term_url};
use page::{Bare, Content, FacetView, NotFoundView, PageView, RefView};
use route::{Kind, Route};
use std::iter::once;
use std::sync::{Arc, OnceLock};

/// A text of a view. Half of them are labels, dates and marks, which are so short that they need no
/// memory of their own.
pub use compact_str::CompactString as Text;

/// What views are made from: the site, its catalogue, and what is the same on many pages.
pub struct Scope {
    pub site: Arc<Site>,
    pub catalog: Catalog,
    /// What the repository tells of the files.
    history: Arc<History>,
    /// Addresses of the lists of collections and of the terms of each field: every document shows some.
    lists: Arc<[Text]>,
    terms: Arc<[Vec<Text>]>,
    /// The text of each fact as HTML, once a page shows it.
    facts: Arc<[OnceLock<String>]>,
    /// Facets of each collection's list and, last, of the whole site.
    facets: Arc<Vec<Arc<Vec<FacetView>>>>,
    /// Pages that are no documents and are searched all the same; read when somebody searches.
    searched: OnceLock<Vec<searched::Kind>>,
    /// What authors may write between lines of `:::`, and the site of its examples, once somebody
    /// looks at them.
    components: Arc<Components>,
    examples: OnceLock<Box<examples::Examples>>,
}

impl Scope {
    /// Prepares what many pages share.
    pub fn new(
        site: Arc<Site>,
        catalog: Catalog,
        history: Arc<History>,
        components: Arc<Components>,
    ) -> Scope {
        let facets = Arc::new(list::facets(&site, &catalog));
        let facts = site.facts.iter().flat_map(|facts| &facts.list);
        let taxonomies = site.taxonomies.iter().zip(&*catalog.taxonomies);
        let terms = taxonomies.map(|(declared, index)| {
            let terms = index.terms.iter().filter(|_| declared.pages);
            terms
                .map(|term| term_url(declared, term, 1).into())
                .collect()
        });
        let lists = site.collections.iter().map(|c| list_url(c, 1).into());
        Scope {
            lists: lists.collect(),
            terms: terms.collect(),
            facts: facts.map(|_| OnceLock::new()).collect(),
            site,
            catalog,
            history,
            facets,
            searched: OnceLock::new(),
            components,
            examples: OnceLock::new(),
        }
    }

    /// The scope after an edit of documents ([`Catalog::with`]).
    pub fn with(&self, edited: &[Edited]) -> Option<Scope> {
        Some(Scope {
            site: self.site.clone(),
            catalog: self.catalog.with(edited, &self.site)?,
            history: self.history.clone(),
            lists: self.lists.clone(),
            terms: self.terms.clone(),
            facts: self.facts.clone(),
            facets: self.facets.clone(),
            searched: OnceLock::new(),
            components: self.components.clone(),
            examples: OnceLock::new(),
        })
    }
}

pub use body_dependencies::body_dependencies;
pub use card::{card, datum};
pub use community::events;
pub use facts::all_facts;
pub use glossary::glossary;
pub use home::recent;
pub use shell::site as site_view;

/// How the language of the site writes dates and figures.
fn locale(scope: &Scope) -> Locale {
    Locale::of(&scope.site.language)
}

/// The documents that a page shows whole: its own, or a path and its steps.
pub fn shown_whole(scope: &Scope, kind: &Kind) -> Vec<DocId> {
    match kind {
        Kind::Doc(id) => vec![*id],
        Kind::PathPrint(id) => {
            let path = scope.catalog.study.path(*id);
            let steps = path.into_iter().flat_map(|path| &path.steps);
            once(id).chain(steps).copied().collect()
        }
        _ => Vec::new(),
    }
}

/// Puts their bodies into the page.
pub fn put_bodies(scope: &Scope, route: &Route, content: &mut Content) {
    match (&route.kind, content) {
        (Kind::Doc(id), Content::Doc(doc)) => doc.body = component::body(scope, *id),
        (kind, Content::Print(view)) => {
            let docs = shown_whole(scope, kind);
            print::put_bodies(scope, &docs, &route.path, view);
        }
        _ => {}
    }
}

/// The view of a page; `None` for routes that are no pages. The bodies of what it shows whole are not in it
/// yet ([`put_bodies`]): who finds out that a page is what it was needs no more than [`body_dependencies()`].
pub fn page(scope: &Scope, route: &Route) -> Option<PageView> {
    let content = match &route.kind {
        Kind::Home => Content::Home(Box::new(home::home(scope))),
        Kind::Doc(id) => Content::Doc(Box::new(document::document(scope, *id))),
        Kind::List { collection, page } => {
            Content::List(Box::new(list::collection(scope, *collection, *page)))
        }
        Kind::Term {
            taxonomy,
            term,
            page,
        } => Content::List(Box::new(list::term(scope, *taxonomy, *term, *page))),
        Kind::Terms(taxonomy) => Content::Terms(Box::new(list::terms(scope, *taxonomy))),
        Kind::Facts => Content::Facts(Box::new(facts::facts(scope))),
        Kind::FactsPart(part) => Content::Facts(Box::new(facts::facts_part(scope, *part))),
        Kind::Glossary => Content::Glossary(Box::new(glossary::terms_page(scope))),
        Kind::Acronyms => Content::Glossary(Box::new(glossary::acronyms_page(scope))),
        Kind::Guide(page) => Content::Guide(Box::new(guide::guide(scope, *page))),
        Kind::Agreements => Content::Agreements(Box::new(community::agreements(scope))),
        Kind::Calendar => Content::Calendar(Box::new(community::calendar(scope))),
        Kind::Data => Content::Data(Box::new(data::data(scope))),
        Kind::Map => Content::Map(Box::new(map::map(scope))),
        Kind::PathPrint(id) => Content::Print(Box::new(print::print(scope, *id)?)),
        Kind::Search => Content::Search(Box::new(home::search(scope))),
        Kind::Opinions => Content::Opinions(Bare {}),
        Kind::Offline => Content::Offline(Bare {}),
        Kind::NotFound => Content::NotFound(NotFoundView {
            recent: home::recent(scope, 5)
                .map(|id| address::reference(scope, id))
                .collect::<Vec<RefView>>(),
        }),
        _ => return None,
    };
    Some(shell::page(scope, route, content))
}
