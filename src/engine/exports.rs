//! Routes of which no template knows, to bytes.

use super::Snapshot;
use crate::base::date;
use crate::check::newest;
use crate::config::search::SEARCH_PAGE;
use crate::export;
use crate::view;
use crate::view::route::{Kind, OFFLINE, Route};
use std::io::{self, Write};

/// Entries of the feed.
const FEED: usize = 30;

/// Makes one of them; every other route gives what robots are told.
pub(super) fn export(snapshot: &Snapshot, route: &Route) -> Vec<u8> {
    let (scope, site) = (&snapshot.scope, &snapshot.site);
    let base = scope.site.base_url.as_deref();
    match route.kind {
        Kind::Redirect(id) => {
            let card = &scope.catalog.doc(id).card;
            export::redirect::redirect(&scope.site.language, &route.path, &card.url, &card.title)
        }
        Kind::Servers(server) => {
            let pairs = snapshot.routes().iter();
            let pairs = pairs.filter_map(|route| match route.kind {
                Kind::Redirect(id) => Some((&*route.path, &*scope.catalog.doc(id).card.url)),
                _ => None,
            });
            export::servers::redirects(server, base, pairs)
        }
        Kind::Sitemap => {
            let pages = snapshot.routes().iter();
            let pages = pages.filter_map(|route| entry(snapshot, route));
            export::sitemap::sitemap(base.unwrap_or(""), pages)
        }
        Kind::Events(only) => export::calendar::calendar(site, base, &view::events(scope, only)),
        Kind::Feed => {
            let newest = view::recent(scope, FEED).map(|id| view::card(scope, id));
            let cards: Vec<_> = newest.collect();
            export::feed::feed(site, base.unwrap_or(""), &cards)
        }
        Kind::OpenData => {
            let mut out = Vec::new();
            // A list in memory takes all that is written to it.
            let _ = open_data(snapshot, &mut out);
            out
        }
        Kind::FactsData => export::open_data::facts(site, &view::all_facts(scope)),
        Kind::GlossaryData => export::open_data::glossary(site, &view::glossary(scope)),
        Kind::Worker => worker(snapshot),
        Kind::Example(at) => view::examples::file(scope, at).into(),
        _ => export::sitemap::robots(base),
    }
}

/// A page as the site map lists it; nothing for what readers are not led to.
fn entry<'a>(snapshot: &Snapshot, route: &'a Route) -> Option<export::sitemap::Entry<'a>> {
    let changed = match &route.kind {
        Kind::Doc(id) => newest(&snapshot.scope.catalog.doc(*id).card),
        Kind::Home
        | Kind::List { .. }
        | Kind::Term { .. }
        | Kind::Terms(_)
        | Kind::Agreements
        | Kind::Calendar
        | Kind::Facts
        | Kind::FactsPart(_)
        | Kind::Glossary
        | Kind::Acronyms
        | Kind::Guide(_)
        | Kind::Opinions
        | Kind::Map
        | Kind::Data => None,
        _ => return None,
    };
    Some(export::sitemap::Entry {
        path: &route.path,
        changed: changed.map(date::iso),
    })
}

/// Writes the data of all documents piece by piece.
pub(super) fn open_data(snapshot: &Snapshot, out: &mut dyn Write) -> io::Result<()> {
    let scope = &snapshot.scope;
    let cards = scope.catalog.documents().map(|id| view::datum(scope, id));
    export::open_data::open_data(&snapshot.site, cards, out)
}

/// The worker fetches what every page needs, the home page and the search.
fn worker(snapshot: &Snapshot) -> Vec<u8> {
    if !snapshot.scope.site.service_worker {
        return export::worker::worker(None);
    }
    let wanted = |route: &&Route| match route.kind {
        Kind::Home | Kind::Search | Kind::Offline => true,
        Kind::Asset(_) => route.path.ends_with(".css") || route.path.ends_with(".js"),
        _ => false,
    };
    let index = snapshot.has(SEARCH_PAGE).then_some("buscador/entrada.js");
    let paths = snapshot.routes().iter().filter(wanted).map(|r| &*r.path);
    let worker = export::worker::Worker {
        version: &snapshot.digest.hex(),
        first: paths.chain(index).collect(),
        apart: match snapshot.has(OFFLINE) {
            true => OFFLINE,
            false => "",
        },
    };
    export::worker::worker(Some(&worker))
}
