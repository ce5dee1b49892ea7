//! One route to bytes.

use super::Snapshot;
use super::exports;
use super::panels::Waiting;
use super::value_digest::digest_of;
use crate::base::digest::Digest;
use crate::diag::{Code, Diagnostic, Place};
use crate::export;
use crate::theme::Taken;
use crate::view::page::{Content, PageView};
use crate::view::route::{Kind, Route};
use crate::view::{self, Text};
use std::borrow::Cow;
use std::sync::Arc;

/// The bytes of one output and what went wrong while making them.
pub struct Rendered<'a> {
    pub bytes: Cow<'a, [u8]>,
    pub mime: &'static str,
    pub diags: Vec<Diagnostic>,
}

/// Renders one route of a snapshot.
pub(super) fn render<'a>(snapshot: &'a Snapshot, route: &Route) -> Rendered<'a> {
    let (bytes, diags) = match &route.kind {
        Kind::Asset(at) => {
            let asset = snapshot.theme.assets().nth(*at);
            (
                asset.map_or(Cow::default(), |(_, bytes)| bytes.into()),
                Vec::new(),
            )
        }
        Kind::Attachment(_) => attachment(snapshot, route),
        Kind::Redirect(_)
        | Kind::Servers(_)
        | Kind::Events(_)
        | Kind::Sitemap
        | Kind::Feed
        | Kind::OpenData
        | Kind::FactsData
        | Kind::GlossaryData
        | Kind::Worker
        | Kind::Example(_)
        | Kind::Robots => (Cow::Owned(exports::export(snapshot, route)), Vec::new()),
        _ => page(snapshot, route),
    };
    Rendered {
        bytes,
        mime: mime(&route.path),
        diags,
    }
}

type Bytes<'a> = (Cow<'a, [u8]>, Vec<Diagnostic>);

fn page<'a>(snapshot: &'a Snapshot, route: &Route) -> Bytes<'a> {
    match Page::new(snapshot, route) {
        Some(page) => {
            let (bytes, diags) = page.render(snapshot);
            (Cow::Owned(bytes), diags)
        }
        None => (Cow::default(), Vec::new()),
    }
}

/// A page that waits for its template: all that it will show but the body of a document and the cards
/// of a list.
pub(super) struct Page<'a> {
    route: &'a Route,
    view: PageView,
    panels: Vec<Waiting>,
    /// Its texts, where templates only show them and pages of its shape are many.
    taken: Option<Taken>,
    diags: Vec<Diagnostic>,
}

impl Page<'_> {
    /// `None` for routes that are no pages.
    pub fn new<'a>(snapshot: &Snapshot, route: &'a Route) -> Option<Page<'a>> {
        let mut view = view::page(&snapshot.scope, route)?;
        view.page.json_ld = export::jsonld::json_ld(&snapshot.site, &view).map(Text::from);
        view.page.bibtex = export::bibtex::entry(&snapshot.site, &view).map(Text::from);
        let bodies = view.content.bodies();
        let diags = snapshot.theme.compose(bodies, &view.root, &route.path);
        let mut panels = snapshot.take_panels(&mut view);
        let taken = snapshot.take_texts(&mut view).map(|mut texts| {
            for panel in &mut panels {
                panel.leave_room(&mut texts, &mut view.panels);
            }
            let shape = (&view.root, &view.page, &view.content, &view.panels);
            Taken {
                texts,
                shape: digest_of(&shape),
            }
        });
        Some(Page {
            route,
            view,
            panels,
            taken,
            diags,
        })
    }

    /// Digest of everything that the page is made from, beside what all pages share; `None` when something
    /// is wrong with it. `shown` tells that the page will be made whatever the digest is.
    pub fn digest(&self, snapshot: &Snapshot, shared: Digest, shown: bool) -> Option<Digest> {
        if !self.diags.is_empty() {
            return None;
        }
        let scope = &snapshot.scope;
        let bodies = view::shown_whole(scope, &self.route.kind).into_iter();
        let bodies = bodies.map(|id| {
            (
                scope.catalog.doc(id).made_of,
                view::body_dependencies(scope, id),
            )
        });
        let bodies: Vec<_> = bodies.collect();
        let PageView {
            root,
            page,
            content,
            ..
        } = &self.view;
        let cards = snapshot.digest_of_cards(content, &self.route.path, shown)?;
        let panels = self.panels.iter().map(Waiting::shown);
        let panels: Vec<_> = panels.collect::<Option<_>>()?;
        let beside = (shared, bodies, cards, panels);
        match &self.taken {
            Some(Taken { texts, shape }) => digest_of(&(beside, shape.as_ref()?, texts)),
            None => digest_of(&(beside, root, page, content)),
        }
    }

    pub fn render(mut self, snapshot: &Snapshot) -> (Vec<u8>, Vec<Diagnostic>) {
        let (view, path) = (&mut self.view, &*self.route.path);
        let mut diags = self.diags;
        let mark = match &mut view.content {
            Content::Doc(doc) => std::mem::take(&mut doc.body.html),
            _ => String::new(),
        };
        view::put_bodies(&snapshot.scope, self.route, &mut view.content);
        let bodies = view.content.bodies();
        diags.extend(snapshot.theme.compose(bodies, &view.root, path));
        if let (Content::Doc(doc), Some(taken)) = (&mut view.content, &mut self.taken) {
            // Templates ask whether there is a body: a page without one is of another shape.
            if doc.body.html.is_empty() {
                taken.shape = digest_of(&("", taken.shape));
            } else {
                let html = std::mem::replace(&mut doc.body.html, mark);
                taken.texts.put_last(html);
            }
        }
        let panels = std::mem::take(&mut self.panels);
        diags.extend(snapshot.put_panels(panels, view, self.taken.as_mut(), path));
        diags.extend(snapshot.put_cards(view, self.taken.as_mut(), path));
        let out = snapshot
            .theme
            .page(&snapshot.site_value, view, self.taken.as_ref());
        diags.extend(out.diags);
        (out.value.into_bytes(), diags)
    }
}

/// The file of an attachment.
pub(super) fn attachment_file<'a>(snapshot: &'a Snapshot, route: &Route) -> Option<&'a Arc<str>> {
    match route.kind {
        Kind::Attachment(at) => Some(&snapshot.scope.catalog.attachments[at].file),
        _ => None,
    }
}

fn attachment<'a>(snapshot: &'a Snapshot, route: &Route) -> Bytes<'a> {
    let Some(file) = attachment_file(snapshot, route) else {
        return (Cow::default(), Vec::new());
    };
    match crate::source::regular_file::read(&snapshot.root.join(&**file)) {
        Ok(bytes) => (Cow::Owned(bytes), Vec::new()),
        Err(error) => {
            let why = crate::diag::io_reason(&error);
            let diag = Diagnostic::new(Code::FileUnreadable, format!("no se pudo leer: {why}"))
                .at(Place::start_of(file));
            (Cow::default(), vec![diag])
        }
    }
}

/// The media type of an output, by its extension.
pub fn mime(path: &str) -> &'static str {
    let extension = path.rsplit('.').next().unwrap_or("");
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" | "config" => "application/xml; charset=utf-8",
        "txt" | "conf" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "ics" => "text/calendar; charset=utf-8",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Options};
    use crate::source::Changes;
    use crate::view::texts::NAMES;
    use serde_json::{Value, json};
    use std::path::Path;

    /// Calls `see` with the name of each text that is another.
    fn each_change(name: &str, before: &Value, after: &Value, see: &mut dyn FnMut(&str)) {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (name, value) in before {
                    each_change(name, value, &after[name], see);
                }
            }
            (Value::Array(before), Value::Array(after)) => {
                for (before, after) in before.iter().zip(after) {
                    each_change(name, before, after, see);
                }
            }
            _ if before == after => {}
            _ => see(name),
        }
    }

    #[test]
    fn templates_are_searched_for_the_names_of_all_texts_that_are_taken() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut engine = Engine::open(root, Options::default()).unwrap();
        let snapshot = engine.advance(&Changes::All);
        let json = |view: &PageView| json!([view.page, view.content]);
        let mut found = std::collections::BTreeSet::new();
        for route in snapshot.routes() {
            let Some(mut view) = view::page(&snapshot.scope, route) else {
                continue;
            };
            view::put_bodies(&snapshot.scope, route, &mut view.content);
            let before = json(&view);
            if snapshot.take_texts(&mut view).is_some() {
                each_change("", &before, &json(&view), &mut |name| {
                    assert!(NAMES.contains(&name), "{name}");
                    found.insert(name.to_owned());
                });
            }
        }
        assert!(found.len() > 20, "{found:?}");
    }
}
