//! Every route into the stage. A page that would be made from what it was made from is not made again.

use super::Snapshot;
use super::document_cache::Places;
use super::exports;
use super::options::{Phase, Progress};
use super::origin::Origin;
use super::render::{self, Page};
use crate::base::digest::Digest;
use crate::catalog::DocId;
use crate::diag::{Diagnostic, Failure};
use crate::publish::Stage;
use crate::source::stamp::Seen;
use crate::view;
use crate::view::route::{Kind, Route};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Pages that one thread makes without letting others have some of them.
const TOGETHER: usize = 64;

/// What a build made, by what it was made from.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Made {
    /// Files of the project that were as they are when they were read.
    pub seen: BTreeMap<Arc<str>, Seen>,
    /// Digest of all that each page was made from, by its path.
    pub pages: BTreeMap<String, Digest>,
    /// Where each content of a packed file is.
    pub packed: BTreeMap<Digest, String>,
    /// Where each document is that was read.
    pub documents: Places,
    /// Digest of all that pages were made from except the texts of documents.
    pub around: Option<Digest>,
}

/// What is rendered, and where to.
pub(super) struct Work<'a> {
    pub snapshot: &'a Snapshot,
    pub stage: &'a Stage,
    /// What an earlier build made of the same project.
    pub before: &'a Made,
    pub origin: &'a Origin,
    pub progress: Progress<'a>,
}

/// What came of it.
pub(super) struct Pages {
    pub number: usize,
    pub diags: Vec<Diagnostic>,
    pub made: BTreeMap<String, Digest>,
}

impl Work<'_> {
    /// Renders every route.
    pub fn all(&self) -> Result<Pages, Failure> {
        let routes = self.snapshot.routes();
        let done = AtomicUsize::new(0);
        // From the last one: whole files of data stand there, and nobody is to wait for one at the end.
        let mut parts: Vec<(Option<Digest>, Vec<Diagnostic>)> = routes
            .par_iter()
            .rev()
            // Who is done with the index finds pages to take.
            .with_max_len(TOGETHER)
            .map(|route| {
                let part = self.one(route)?;
                let n = done.fetch_add(1, Ordering::Relaxed) + 1;
                (self.progress)(Phase::Rendering, n, routes.len());
                Ok(part)
            })
            .collect::<Result<_, Failure>>()?;
        parts.reverse();
        let is_page = |route: &&Route| {
            let made = !matches!(route.kind, Kind::Asset(_) | Kind::Attachment(_));
            made && route.path.ends_with(".html")
        };
        // One by one they would be looked for in the map; from a sorted list it is made at once.
        let made = routes.iter().zip(&parts);
        let made =
            made.filter_map(|(route, (made, _))| Some((String::from(&*route.path), (*made)?)));
        Ok(Pages {
            number: routes.iter().filter(is_page).count(),
            made: made.collect(),
            diags: parts.into_iter().flat_map(|(_, diags)| diags).collect(),
        })
    }

    /// One route; gives what a page without faults was made from.
    fn one(&self, route: &Route) -> Result<(Option<Digest>, Vec<Diagnostic>), Failure> {
        let (path, stage) = (&*route.path, self.stage);
        if let Some(file) = render::attachment_file(self.snapshot, route) {
            stage.copy(
                path,
                &self.snapshot.root.join(&**file),
                self.before.seen.get(file),
            )?;
            return Ok((None, Vec::new()));
        }
        if let Some(made) = self.settled(route)
            && stage.keep(path, path)?.is_some()
        {
            return Ok((Some(made), Vec::new()));
        }
        if route.kind == Kind::OpenData {
            stage.put_pieces(path, |out| exports::open_data(self.snapshot, out))?;
            return Ok((self.origin.around, Vec::new()));
        }
        let Some(page) = Page::new(self.snapshot, route) else {
            let rendered = render::render(self.snapshot, route);
            stage.put(path, &rendered.bytes)?;
            return Ok((None, rendered.diags));
        };
        let before = self.before.pages.get(path);
        let made = self
            .origin
            .shared
            .and_then(|shared| page.digest(self.snapshot, shared, before.is_none()));
        if made.is_some() && before == made.as_ref() && stage.keep(path, path)?.is_some() {
            return Ok((made, Vec::new()));
        }
        let (bytes, diags) = page.render(self.snapshot);
        stage.put(path, &bytes)?;
        Ok((made.filter(|_| diags.is_empty()), diags))
    }

    /// What an output was made from, if that is known to be the same without a look at all that it
    /// shows.
    fn settled(&self, route: &Route) -> Option<Digest> {
        let same = self.origin.same.as_ref()?;
        let catalog = &self.snapshot.scope.catalog;
        let is_same = |id: DocId| same.contains(&catalog.doc(id).file);
        let settled = match route.kind {
            Kind::List { collection, .. } => {
                let intro = catalog.collections[collection].intro;
                intro.is_none_or(is_same)
            }
            Kind::Home => catalog.home.is_none_or(is_same),
            // Most other pages show no document whole.
            _ => view::shown_whole(&self.snapshot.scope, &route.kind)
                .into_iter()
                .all(is_same),
        };
        let made = self.before.pages.get(&*route.path);
        made.filter(|_| settled).copied()
    }
}
