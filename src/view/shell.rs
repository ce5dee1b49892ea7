//! What is around the content of every page: the site and the page's own head.

use super::Scope;
use super::address::{collection_ref, list_url, own_pages, reference, terms_url};
use super::guide::GuidePage;
use super::owned;
use super::page::{Content, FeedbackView, Page, PageView, Panels, RefView, SiteView, TaxonomyRef};
use super::route::{Kind, Parts, Route};
use crate::base::path::{encode, path_of, to_root, without_index};
use crate::base::text::truncate;
use crate::config::Site;

/// Longest description in the head of a page, in characters.
const DESCRIPTION: usize = 160;

/// What is the same on all pages.
pub fn site(scope: &Scope, parts: &Parts) -> SiteView {
    let (site, catalog) = (&scope.site, &scope.catalog);
    let listed = (0..site.collections.len()).filter(|at| site.collections[*at].listed);
    let unlisted = site.collections.iter().zip(&catalog.collections);
    let pages = unlisted
        .filter(|(declared, _)| !declared.listed)
        .flat_map(|(_, group)| group.docs.clone())
        .map(|id| reference(scope, id));
    let taxonomies = site.taxonomies.iter().zip(catalog.taxonomies.iter());
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: site.language.clone(),
        author: site.author.clone(),
        collections: listed.map(|at| collection_ref(scope, at)).collect(),
        pages: pages.take(20).chain(own_pages(site)).collect(),
        taxonomies: taxonomies
            .filter(|(declared, index)| declared.pages && index.used() > 0)
            .map(|(declared, index)| TaxonomyRef {
                field: declared.field.clone(),
                label: declared.label.clone(),
                url: terms_url(declared),
                total: index.used(),
            })
            .collect(),
        study: site.study.as_ref().map_or(String::new(), |s| s.id.clone()),
        agreements: (site.community.agreements.as_ref()).map_or(String::new(), |a| a.url.clone()),
        calendar: (site.community.events.as_ref()).map_or(String::new(), |e| e.url.clone()),
        search: parts.search,
        large: parts.large,
        feedback: parts.opinions.then(|| feedback(site)),
        worker: site.service_worker,
        institution: super::institution::institution(scope),
    }
}

fn feedback(site: &Site) -> FeedbackView {
    let form = &site.feedback.form;
    let host = form.split('/').nth(2).unwrap_or("");
    FeedbackView {
        mail: site.feedback.mail.clone(),
        form: form.clone(),
        host: host.to_owned(),
    }
}

/// Puts the head of the page around its content.
pub(super) fn page(scope: &Scope, route: &Route, content: Content) -> PageView {
    let site = &scope.site;
    let (title, description) = match &content {
        Content::Home(_) => (site.title.clone(), site.description.clone()),
        Content::List(list) => {
            let term = list.term.as_ref().map(|t| t.definition.clone());
            let own = list.collection.as_ref().map(|c| c.description.clone());
            (list.title.clone(), term.or(own).unwrap_or_default())
        }
        Content::Doc(doc) => (doc.title.clone(), summary(scope, &route.kind)),
        Content::Terms(terms) => (terms.label.clone(), terms.help.clone()),
        Content::Facts(facts) => (facts.title.clone(), String::new()),
        Content::Data(data) => (data.title.clone(), String::new()),
        Content::Map(map) => (map.title.clone(), String::new()),
        Content::Glossary(glossary) => (glossary.title.clone(), String::new()),
        Content::Guide(guide) => (guide.title.clone(), String::new()),
        Content::Print(print) => (print.path.title.clone(), print.path.summary.clone()),
        Content::Agreements(agreements) => (agreements.title.clone(), String::new()),
        Content::Calendar(calendar) => (calendar.title.clone(), String::new()),
        Content::Search(_) | Content::Opinions(_) | Content::Offline(_) | Content::NotFound(_) => {
            (String::new(), String::new())
        }
    };
    // A page without a description of its own still says what it is and where.
    let description = match (description.is_empty(), title.as_str()) {
        (true, title) if !title.is_empty() => format!("{title}. {}", site.description),
        _ => description,
    };
    let path = encode(without_index(&route.path));
    let canonical = site.base_url.as_ref();
    let canonical = canonical.map(|base| format!("{base}{path}"));
    let root = match (&route.kind, &site.base_url) {
        // Hosts show this page at any depth, where no relative link would hold.
        (Kind::NotFound, Some(base)) => path_of(base).to_owned(),
        _ => to_root(&route.path),
    };
    let breadcrumb = breadcrumb(scope, &route.kind);
    let section = section(scope, &route.path, &breadcrumb);
    // What a path prints is on the pages of its steps.
    let index = !matches!(
        route.kind,
        Kind::NotFound | Kind::Offline | Kind::PathPrint(_)
    );
    PageView {
        root,
        page: Page {
            url: owned(&route.path),
            home: route.kind == Kind::Home,
            title,
            description: truncate(&description, DESCRIPTION),
            canonical: canonical.filter(|_| index),
            heads_section: *route.path == *section,
            section,
            breadcrumb,
            index,
            json_ld: None,
            bibtex: None,
        },
        content,
        panels: Panels::default(),
    }
}

/// The list of the menu that a page is in, or is.
fn section(scope: &Scope, url: &str, above: &[RefView]) -> String {
    let listed = scope.site.collections.iter().filter(|c| c.listed);
    let mut lists = listed.map(|collection| list_url(collection, 1));
    let found = lists.find(|list| list == url || above.iter().any(|page| page.url == *list));
    found.unwrap_or_default()
}

fn summary(scope: &Scope, kind: &Kind) -> String {
    match kind {
        Kind::Doc(id) => owned(&scope.catalog.doc(*id).card.summary),
        _ => String::new(),
    }
}

fn breadcrumb(scope: &Scope, kind: &Kind) -> Vec<RefView> {
    let home = RefView {
        url: "index.html".into(),
        title: scope.site.title.clone(),
    };
    let above = match kind {
        Kind::Home => return Vec::new(),
        Kind::Doc(id) => {
            let at = scope.catalog.doc(*id).card.collection;
            let collection = &scope.site.collections[at];
            collection.listed.then(|| RefView {
                url: list_url(collection, 1),
                title: collection.title.clone(),
            })
        }
        Kind::PathPrint(id) => Some(reference(scope, *id)),
        Kind::Term { taxonomy, .. } => {
            let taxonomy = &scope.site.taxonomies[*taxonomy];
            Some(RefView {
                url: terms_url(taxonomy),
                title: taxonomy.label.clone(),
            })
        }
        Kind::FactsPart(_) => scope.site.facts.as_ref().map(|facts| RefView {
            url: facts.url.clone(),
            title: facts.title.clone(),
        }),
        Kind::Acronyms => scope.site.glossary.as_ref().map(|glossary| RefView {
            url: glossary.url.clone(),
            title: glossary.title.clone(),
        }),
        Kind::Guide(page) if *page != GuidePage::Index => {
            scope.site.guide.as_ref().map(|guide| RefView {
                url: guide.url.clone(),
                title: guide.title.clone(),
            })
        }
        _ => None,
    };
    [Some(home), above].into_iter().flatten().collect()
}
