//! The author guide: what the declarations of site.toml mean for whoever writes.
//!
//! Its prose is `docs/autores.md`, cut into pages where the file says so; fields, terms and codes
//! come from the declarations that `check` itself goes by.

use super::Scope;
use super::examples::{GuideComponent, components};
use super::fill::inline;
use super::page::RefView;
use crate::base::fold::slug;
use crate::config::guide::{COMPONENTS, Guide};
use crate::config::sample::{smallest, takes, written};
use crate::config::schema::{Collection, Field, FieldKind};
use crate::diag::{Code, Severity, explain};
use crate::parse::html::Html;
use crate::parse::{RawHtml, markdown};
use serde::Serialize;
use std::iter::once;
use std::sync::Arc;

const PROSE: &str = include_str!("../../docs/autores.md");
/// A line of the prose that starts a page: `<!-- página: Revisar -->`.
const MARK: &str = "<!-- página: ";
/// Name of the page of codes.
const CODES: &str = "codigos";

/// One page of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuidePage {
    Index,
    /// Position among the parts of the prose.
    Prose(usize),
    /// Position in [`crate::config::Site::collections`].
    Collection(usize),
    Codes,
}

/// What a page of the guide shows.
#[derive(Serialize, Default)]
pub struct GuideView {
    pub title: String,
    /// The first page, when this is another one.
    pub index: Option<RefView>,
    /// Pages of prose; only in the index.
    pub parts: Vec<RefView>,
    /// Pages of collections; only in the index.
    pub collections: Vec<GuideLink>,
    /// The page of codes; only in the index.
    pub codes_page: Option<RefView>,
    /// Prose, safe HTML.
    pub html: String,
    /// What the theme lets authors write between lines of `:::`.
    pub components: Vec<GuideComponent>,
    pub collection: Option<GuideCollection>,
    pub codes: Vec<GuideCodes>,
}

/// A collection's page, in the index.
#[derive(Serialize, Clone, Debug)]
pub struct GuideLink {
    pub url: String,
    pub title: String,
    pub description: String,
}

/// How a document of a collection is written.
#[derive(Serialize, Clone, Debug)]
pub struct GuideCollection {
    pub name: String,
    pub title: String,
    pub singular: String,
    pub description: String,
    /// Where its files are: `content/casos`.
    pub folder: String,
    /// The smallest document.
    pub sample: String,
    /// Whether its figures must be in a fact that the document cites.
    pub sourced: bool,
    /// The components that suit its documents, on their page.
    pub components: Vec<RefView>,
    pub required: Vec<GuideField>,
    pub optional: Vec<GuideField>,
    /// The fields that every document has.
    pub reserved: Vec<GuideField>,
}

/// One field of a document.
#[derive(Serialize, Clone, Debug)]
pub struct GuideField {
    pub key: String,
    pub label: String,
    /// Inline HTML, safe as it is.
    pub help: String,
    /// «Lleva una fecha como 2022-06-06», inline HTML.
    pub takes: String,
    /// `fecha: 2026-01-31`; several lines for a group.
    pub example: String,
    /// The keys of a group.
    pub parts: Vec<GuideField>,
    /// What it may say, when that is a closed list.
    pub terms: Vec<GuideTerm>,
}

/// A term that a field may have.
#[derive(Serialize, Clone, Debug)]
pub struct GuideTerm {
    pub id: String,
    pub label: String,
}

/// The codes of one severity.
#[derive(Serialize, Clone, Debug)]
pub struct GuideCodes {
    pub error: bool,
    pub codes: Vec<GuideCode>,
}

/// A code with its mistake and its mending.
#[derive(Serialize, Clone, Debug)]
pub struct GuideCode {
    pub name: String,
    /// Inline HTML, safe as it is; `why` too.
    pub meaning: String,
    pub why: String,
    pub wrong: String,
    pub right: String,
}

/// The prose in parts: title and Markdown. The first has no title and stands on the first page.
fn parts() -> impl Iterator<Item = (&'static str, &'static str)> {
    let text = PROSE.split_once('\n').map_or(PROSE, |(_, rest)| rest);
    let (first, others) = text.split_once(MARK).unwrap_or((text, ""));
    let others = others.split(MARK);
    once(("", first)).chain(others.filter_map(|part| part.split_once(" -->")))
}

/// The parts but for what the guide tells by itself: the codes.
fn prose() -> Vec<(&'static str, &'static str)> {
    parts().filter(|(title, _)| slug(title) != CODES).collect()
}

/// The title that the prose gives to the part that the page of codes stands for.
fn codes_title() -> String {
    let mut titles = parts().map(|(title, _)| title);
    let own = titles.find(|title| slug(title) == CODES);
    own.unwrap_or(CODES).to_owned()
}

/// All pages of the guide with their addresses.
pub(super) fn pages(scope: &Scope) -> Vec<(String, GuidePage)> {
    let Some(guide) = &scope.site.guide else {
        return Vec::new();
    };
    let prose = prose().into_iter().enumerate().skip(1);
    let prose = prose.map(|(at, (title, _))| (guide.page(&slug(title)), GuidePage::Prose(at)));
    let collections = scope.site.collections.iter().enumerate();
    let collections =
        collections.map(|(at, c)| (guide.page(&slug(&c.name)), GuidePage::Collection(at)));
    once((guide.url.clone(), GuidePage::Index))
        .chain(prose)
        .chain(collections)
        .chain([(guide.page(CODES), GuidePage::Codes)])
        .collect()
}

/// The view of a page.
pub(super) fn guide(scope: &Scope, page: GuidePage) -> GuideView {
    let Some(guide) = &scope.site.guide else {
        return GuideView::default();
    };
    let index = Some(RefView::new(&guide.url, &guide.title));
    let prose = prose();
    match page {
        GuidePage::Index => first(scope, guide, &prose),
        GuidePage::Prose(at) => GuideView {
            title: prose[at].0.to_owned(),
            index,
            html: html(prose[at].1),
            components: match slug(prose[at].0) == COMPONENTS {
                true => components(scope, &guide.page(COMPONENTS)),
                false => Vec::new(),
            },
            ..GuideView::default()
        },
        GuidePage::Collection(at) => {
            let collection = collection(scope, &scope.site.collections[at]);
            GuideView {
                title: collection.title.clone(),
                index,
                collection: Some(collection),
                ..GuideView::default()
            }
        }
        GuidePage::Codes => GuideView {
            title: codes_title(),
            index,
            codes: vec![codes(Severity::Error), codes(Severity::Warning)],
            ..GuideView::default()
        },
    }
}

fn first(scope: &Scope, guide: &Guide, prose: &[(&str, &str)]) -> GuideView {
    let link = |title: &str, name: &str| RefView::new(&guide.page(name), title);
    let parts = prose.iter().skip(1);
    let collections = scope.site.collections.iter();
    GuideView {
        title: guide.title.clone(),
        parts: parts.map(|(title, _)| link(title, &slug(title))).collect(),
        collections: collections
            .map(|c| GuideLink {
                url: guide.page(&slug(&c.name)),
                title: c.title.clone(),
                description: c.description.clone(),
            })
            .collect(),
        codes_page: Some(link(&codes_title(), CODES)),
        html: prose.first().map_or(String::new(), |(_, text)| html(text)),
        ..GuideView::default()
    }
}

/// The prose has no links to documents, so none of its holes is filled.
fn html(text: &str) -> String {
    let parsed = markdown::read(&Arc::from("autores.md"), text, 0, RawHtml::Deny);
    Html::fill(&parsed.value.html, |_, _| ())
}

fn collection(scope: &Scope, collection: &Collection) -> GuideCollection {
    let view = |field: &&Field| field_view(scope, field);
    let own = collection
        .fields
        .iter()
        .filter(|f| !f.reserved || f.required);
    let (required, optional): (Vec<&Field>, Vec<&Field>) =
        own.partition(|f| f.required && f.default.is_none());
    let reserved = collection
        .fields
        .iter()
        .filter(|f| f.reserved && !f.required);
    let folder = match collection.path.as_str() {
        "" => crate::source::CONTENT.to_owned(),
        path => format!("{}/{path}", crate::source::CONTENT),
    };
    GuideCollection {
        name: collection.name.clone(),
        title: collection.title.clone(),
        singular: collection.singular.clone(),
        description: collection.description.clone(),
        folder,
        sample: smallest(&scope.site, collection),
        sourced: collection.sourced && scope.site.facts.is_some(),
        components: suited(scope, collection),
        required: required.iter().map(view).collect(),
        optional: optional.iter().map(view).collect(),
        reserved: reserved.map(|f| view(&f)).collect(),
    }
}

/// The components that a collection names and the theme has.
fn suited(scope: &Scope, collection: &Collection) -> Vec<RefView> {
    let page = scope
        .site
        .guide
        .as_ref()
        .map(|guide| guide.page(COMPONENTS));
    let names = collection.components.iter().map(|(name, _)| name);
    let known = names.filter(|name| scope.components.find(name).is_some());
    let page = page.unwrap_or_default();
    known
        .map(|name| RefView::new(&format!("{page}#componente-{name}"), name))
        .collect()
}

fn field_view(scope: &Scope, field: &Field) -> GuideField {
    let terms = match field.kind {
        FieldKind::Term(at) => &scope.site.vocabularies[at].terms[..],
        _ => &[],
    };
    GuideField {
        key: field.key.clone(),
        label: field.label.clone(),
        help: inline(&field.help),
        takes: inline(&takes(field)),
        example: written(&scope.site, field).trim_end().to_owned(),
        parts: field.fields.iter().map(|f| field_view(scope, f)).collect(),
        terms: terms
            .iter()
            .map(|term| GuideTerm {
                id: term.id.clone(),
                label: term.label.clone(),
            })
            .collect(),
    }
}

fn codes(severity: Severity) -> GuideCodes {
    let all = Code::ALL.iter().filter(|c| c.severity() == severity);
    GuideCodes {
        error: severity == Severity::Error,
        codes: all
            .filter_map(|code| {
                let text = explain::explain(*code)?;
                Some(GuideCode {
                    name: code.slug().to_owned(),
                    meaning: inline(code.meaning()),
                    why: inline(text.why),
                    wrong: text.wrong.to_owned(),
                    right: text.right.to_owned(),
                })
            })
            .collect(),
    }
}
