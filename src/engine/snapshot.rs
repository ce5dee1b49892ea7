//! The site at one moment. Readers hold an `Arc` of it; nothing in it changes.

use super::cards::CardCache;
use super::touched::Touched;
use super::{Options, Rendered, render};
use crate::base::digest::Digest;
use crate::catalog::coverage::{self, Coverage};
use crate::catalog::{self, Attachment, Edited, Workbooks};
use crate::check::Doc;
use crate::config::Site;
use crate::config::components::Components;
use crate::diag::report::Report;
use crate::diag::{Code, Diagnostic, Failure, Place, Severity};
use crate::source::spill::Spill;
use crate::source::{self, Changes, history::History};
use crate::theme::{self, Theme};
use crate::view::page::SiteView;
use crate::view::route::{Kind, Parts, Route, Routes, routes};
use crate::view::search::{LARGE_SITE, SearchInput};
use crate::view::{self, Scope};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a snapshot is of besides its documents.
type Own = (Arc<Site>, Arc<Theme>, Arc<History>, Arc<Components>);

/// A whole site, resolved and ready to render.
pub struct Snapshot {
    pub(super) root: PathBuf,
    pub(super) scope: Scope,
    pub(super) theme: Arc<Theme>,
    pub(super) site: Arc<SiteView>,
    pub(super) site_value: Arc<theme::Site>,
    /// Digest of everything that the site is made from.
    pub(super) digest: Digest,
    /// Why there is no part of the site as it was asked for.
    refused: Option<Failure>,
    /// What was asked of a part and no document has.
    pub(super) nowhere: Vec<String>,
    /// Cards of documents in lists.
    pub(super) cards: Arc<CardCache>,
    routes: Arc<Routes>,
    /// What is wrong with the documents as a whole.
    found: Arc<Vec<Diagnostic>>,
    diags: Vec<Diagnostic>,
}

impl Snapshot {
    pub(super) fn new(
        root: PathBuf,
        (site, theme, history, components): Own,
        (docs, attachments, books): (Vec<Arc<Doc>>, Vec<Attachment>, &Workbooks),
        (options, spill): (&Options, Option<Spill>),
        mut diags: Vec<Diagnostic>,
    ) -> Snapshot {
        let derived = catalog::derive(docs, attachments, &site, books, options.drafts);
        let mut found = derived.diags;
        let (part, refused) = match options.only.as_slice() {
            [] => (None, None),
            only => match catalog::only::cut(&derived.value, &site, only) {
                Ok(part) => (Some(part), None),
                Err(why) => (None, Some(why)),
            },
        };
        let (catalog, site, nowhere) = match part {
            Some(part) => (part.catalog, Arc::new(part.site), part.nowhere),
            None => (derived.value, site, Vec::new()),
        };
        let scope = Scope::new(site, catalog, history, components);
        let parts = Parts {
            assets: theme.assets().map(|(path, _)| path.to_owned()).collect(),
            search: !options.no_search,
            large: scope.catalog.documents().count() >= LARGE_SITE,
            opinions: theme.has_template("opinion.html"),
            offline: scope.site.service_worker && theme.has_template("offline.html"),
        };
        let listed = routes(&scope, &parts);
        found.extend(listed.diags);
        diags.extend(found.iter().cloned());
        let site = view::site_view(&scope, &parts);
        Snapshot {
            cards: Arc::new(CardCache::new(scope.catalog.docs.len(), spill)),
            root,
            site_value: Arc::new(Theme::site(&site)),
            scope,
            theme,
            site: Arc::new(site),
            digest: Digest::default(),
            refused,
            nowhere,
            routes: Arc::new(listed.value),
            found: Arc::new(found),
            diags,
        }
    }

    /// The same site after an edit of documents of which others see what they saw before, but perhaps for
    /// titles and summaries (`shown`); `None` when something was found wrong that an edit of theirs may
    /// move or mend, or when more depends on a title.
    pub(super) fn with(
        &self,
        (edited, shown): (&[Edited], bool),
        mut diags: Vec<Diagnostic>,
    ) -> Option<Snapshot> {
        let moves = |place: &Place| edited.iter().any(|(_, now)| now.file == place.file);
        let places = |d: &Diagnostic| {
            let labels = d.labels.iter().map(|(place, _)| place);
            d.place.iter().chain(labels).any(moves)
        };
        // What was found in another document may tell a title.
        let says = |d: &Diagnostic| edited.iter().any(|(doc, _)| d.says(&doc.card.title));
        if self.found.iter().any(|d| places(d) || shown && says(d)) {
            return None;
        }
        let scope = self.scope.with(edited)?;
        let cards = match shown {
            true => Arc::new(CardCache::new(scope.catalog.docs.len(), self.cards.spill())),
            false => self.cards.clone(),
        };
        diags.extend(self.found.iter().cloned());
        Some(Snapshot {
            root: self.root.clone(),
            scope,
            theme: self.theme.clone(),
            site: self.site.clone(),
            site_value: self.site_value.clone(),
            digest: self.digest,
            refused: self.refused.clone(),
            nowhere: self.nowhere.clone(),
            cards,
            routes: self.routes.clone(),
            found: self.found.clone(),
            diags,
        })
    }

    /// Whether it holds what another one found of all documents together.
    #[cfg(test)]
    pub(super) fn keeps(&self, other: &Snapshot) -> bool {
        Arc::ptr_eq(&self.routes, &other.routes)
    }

    /// Every output but the browser's search index, by path.
    pub fn routes(&self) -> &[Route] {
        self.routes.all()
    }

    /// Whether there is an output at this path.
    pub fn has(&self, path: &str) -> bool {
        self.routes.get(path).is_some()
    }

    /// The bytes of one output; `None` when there is none at this path.
    pub fn render(&self, path: &str) -> Option<Rendered<'_>> {
        self.routes
            .get(path)
            .map(|route| render::render(self, route))
    }

    /// Renders everything and throws the bytes away; gives what went wrong.
    pub fn render_all(&self) -> Vec<Diagnostic> {
        let routes = self.routes();
        let parts = routes.par_iter().map(|route| match route.kind {
            Kind::Attachment(_) | Kind::Asset(_) => Vec::new(),
            _ => render::render(self, route).diags,
        });
        parts.flatten().collect()
    }

    /// What was found wrong before rendering.
    pub fn diags(&self) -> &[Diagnostic] {
        &self.diags
    }

    /// Why there is no part of the site as it was asked for.
    pub(super) fn refused(&self) -> Option<Failure> {
        self.refused.clone()
    }

    /// Number of errors found before rendering.
    pub fn errors(&self) -> usize {
        let errors = self.diags.iter().filter(|d| d.severity == Severity::Error);
        errors.count()
    }

    /// All findings, with `more` (of rendering), ready to print.
    pub fn report(&self, more: Vec<Diagnostic>) -> Report {
        self.report_after(more, &Report::default(), &Changes::All)
    }

    /// Like [`Snapshot::report`], reusing the texts that a report from before these changes fetched.
    pub fn report_after(&self, more: Vec<Diagnostic>, known: &Report, changes: &Changes) -> Report {
        let touched = Touched::new(&self.root, changes);
        let mut all = self.diags.clone();
        // A template that no file could have is of a theme that lacks it, which is told.
        let lacks = all
            .iter()
            .any(|d| d.code == Code::Theme && d.severity == Severity::Error);
        all.extend(more.into_iter().filter(|d| !lacks || d.place.is_some()));
        let stale = |file: &str| touched.all || touched.covers(file);
        Report::after(all, known, stale, |file| shown(&self.root, file))
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.scope.catalog.documents().count()
    }

    /// What the search index is made from.
    pub fn search_input(&self) -> SearchInput<'_> {
        view::search::input(&self.scope)
    }

    /// What the site covers and lacks, with two fields crossed.
    ///
    /// # Errors
    /// When a field does not exist.
    pub fn coverage(&self, cross: Option<(&str, &str)>) -> Result<Coverage, Failure> {
        coverage::coverage(&self.scope.catalog, &self.scope.site, cross)
    }

    /// What site.toml means.
    pub fn config(&self) -> &Site {
        &self.scope.site
    }
}

/// Findings with the texts that they point at.
pub(super) fn report(root: &Path, diags: Vec<Diagnostic>) -> Report {
    Report::new(diags, |file| shown(root, file))
}

fn shown(root: &Path, file: &str) -> Option<String> {
    let own = source::read_shown(root, file);
    own.or_else(|| theme::builtin::text(file))
}
