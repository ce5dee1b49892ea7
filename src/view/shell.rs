//! What is around the content of every page: the site and the page's own head.

use super::address::{collection_ref, own_pages, reference, terms_url};
use super::guide::GuidePage;
use super::page::{Content, FeedbackView, Page, PageView, Panels, RefView, SiteView, TaxonomyRef};
use super::route::{Kind, Parts, Route};
use super::{Scope, Text};
use crate::base::path::{encode, path_of, to_root, without_index};
use crate::base::text::truncate;
use crate::config::Site;
use std::borrow::Cow;

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
    let (title, description): (&str, &str) = match &content {
        Content::Home(_) => (&site.title, &site.description),
        Content::List(list) => {
            let term = list.term.as_ref().map(|t| &t.definition);
            let own = list.collection.as_ref().map(|c| &c.description);
            (&list.title, term.or(own).map_or("", Text::as_str))
        }
        Content::Doc(doc) => (&doc.title, summary(scope, &route.kind)),
        Content::Terms(terms) => (&terms.label, &terms.help),
        Content::Facts(facts) => (&facts.title, ""),
        Content::Data(data) => (&data.title, ""),
        Content::Map(map) => (&map.title, ""),
        Content::Glossary(glossary) => (&glossary.title, ""),
        Content::Guide(guide) => (&guide.title, ""),
        Content::Print(print) => (&print.path.title, &print.path.summary),
        Content::Agreements(agreements) => (&agreements.title, ""),
        Content::Calendar(calendar) => (&calendar.title, ""),
        Content::Search(_) | Content::Opinions(_) | Content::Offline(_) | Content::NotFound(_) => {
            ("", "")
        }
    };
    // A page without a description of its own still says what it is and where.
    let description: Cow<'_, str> = match (title, description) {
        (title, "") if !title.is_empty() => format!("{title}. {}", site.description).into(),
        _ => description.into(),
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
            url: Text::new(&route.path),
            home: route.kind == Kind::Home,
            title: Text::new(title),
            description: truncate(&description, DESCRIPTION).into(),
            canonical: canonical.filter(|_| index).map(Text::from),
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
fn section(scope: &Scope, url: &str, above: &[RefView]) -> Text {
    let lists = scope.site.collections.iter().zip(&*scope.lists);
    let mut listed = lists.filter(|(collection, _)| collection.listed);
    let found = listed.find(|(_, list)| *list == url || above.iter().any(|page| page.url == *list));
    found.map(|(_, list)| list.clone()).unwrap_or_default()
}

fn summary<'a>(scope: &'a Scope, kind: &Kind) -> &'a str {
    match kind {
        Kind::Doc(id) => &scope.catalog.doc(*id).card.summary,
        _ => "",
    }
}

fn breadcrumb(scope: &Scope, kind: &Kind) -> Vec<RefView> {
    let site = &scope.site;
    let home = RefView::new("index.html", &site.title);
    let above = match kind {
        Kind::Home => return Vec::new(),
        Kind::Doc(id) => {
            let at = scope.catalog.doc(*id).card.collection;
            let collection = &site.collections[at];
            let list = || RefView::new(&scope.lists[at], &collection.title);
            collection.listed.then(list)
        }
        Kind::PathPrint(id) => Some(reference(scope, *id)),
        Kind::Term { taxonomy, .. } => {
            let taxonomy = &site.taxonomies[*taxonomy];
            Some(RefView::new(&terms_url(taxonomy), &taxonomy.label))
        }
        Kind::FactsPart(_) => (site.facts.as_ref()).map(|f| RefView::new(&f.url, &f.title)),
        Kind::Acronyms => (site.glossary.as_ref()).map(|g| RefView::new(&g.url, &g.title)),
        Kind::Guide(page) if *page != GuidePage::Index => {
            (site.guide.as_ref()).map(|guide| RefView::new(&guide.url, &guide.title))
        }
        _ => None,
    };
    [Some(home), above].into_iter().flatten().collect()
}
