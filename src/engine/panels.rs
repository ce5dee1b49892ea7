//! Panels of documents: taken out of a page that is asked for, made when the page is.

use super::Snapshot;
use super::value_digest::digest_of;
use crate::base::digest::Digest;
use crate::diag::Diagnostic;
use crate::theme::Taken;
use crate::view::page::{Content, PageView, Panel, PanelView, Panels};
use crate::view::texts::Texts;
use serde::Serialize;

/// A panel that waits for its template.
pub(super) struct Waiting {
    panel: Panel,
    view: PanelView,
    /// Its texts, where templates only show them.
    taken: Option<Taken>,
    /// Its position among the texts of the page, when those were taken.
    at: Option<usize>,
}

/// What a panel shows, for the digest of its page.
#[derive(Serialize)]
pub(super) enum Shown<'a> {
    Whole(&'static str, &'a PanelView),
    /// In the shape with this digest.
    Texts(Digest, &'a Texts),
}

impl Waiting {
    /// Leaves room for it among the texts of its page.
    pub fn leave_room(&mut self, texts: &mut Texts, panels: &mut Panels) {
        let (at, mark) = texts.leave_out();
        self.at = Some(at);
        panels.put(self.panel, mark);
    }

    /// What it shows; `None` when that cannot be told.
    pub fn shown(&self) -> Option<Shown<'_>> {
        Some(match &self.taken {
            Some(Taken { texts, shape }) => Shown::Texts((*shape)?, texts),
            None => Shown::Whole(self.panel.name(), &self.view),
        })
    }
}

impl Snapshot {
    /// Takes the panels out of the page of a document, where the theme shows them apart.
    pub(super) fn take_panels(&self, view: &mut PageView) -> Vec<Waiting> {
        let Content::Doc(doc) = &mut view.content else {
            return Vec::new();
        };
        let takes = self.theme.only_shows_texts();
        let panels = self.theme.panels().iter();
        let panels = panels.filter_map(|(panel, keeps)| {
            let mut own = panel.take(doc, *keeps)?;
            let taken = takes.then(|| Taken {
                texts: own.take_texts(),
                shape: digest_of(&(panel.name(), &view.root, &own)),
            });
            Some(Waiting {
                panel: *panel,
                view: own,
                taken,
                at: None,
            })
        });
        panels.collect()
    }

    /// Makes the panels of a page and puts them where they go; `path` is its address.
    pub(super) fn put_panels(
        &self,
        panels: Vec<Waiting>,
        view: &mut PageView,
        mut taken: Option<&mut Taken>,
        path: &str,
    ) -> Vec<Diagnostic> {
        let mut diags = Vec::new();
        for Waiting {
            panel,
            view: own,
            taken: its,
            at,
        } in panels
        {
            let shown = (panel, &own);
            let place = (&*view.root, path);
            match self
                .theme
                .panel(&self.site_value, shown, its.as_ref(), place)
            {
                Ok(html) => match (&mut taken, at) {
                    (Some(taken), Some(at)) => taken.texts.put(at, html),
                    _ => view.panels.put(panel, html.into()),
                },
                Err(found) => diags.extend(found),
            }
        }
        diags
    }
}
