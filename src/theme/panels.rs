//! Panels of documents: their templates, and what the others see of their lists.

use super::{Site, Taken, Theme, text_use};
use crate::diag::Diagnostic;
use crate::view::page::{Panel, PanelView};
use tera::Value;

/// Folder of their templates.
pub(super) const FOLDER: &str = "panels/";

impl Theme {
    /// The panels with a template, and whether another template sees the lists of each: then the
    /// document keeps them.
    pub fn panels(&self) -> &[(Panel, bool)] {
        self.panels.get_or_init(|| {
            let shown = Panel::ALL.into_iter();
            let shown = shown.filter(|panel| self.has_template(template(*panel)));
            let others = self.errors.templates().filter(|(file, _)| !is_panel(file));
            let others = text_use::Tags::of(others.map(|(_, text)| text));
            let keeps = |panel: Panel| text_use::see(&others, "doc", panel.lists());
            shown.map(|panel| (panel, keeps(panel))).collect()
        })
    }

    /// The HTML of a panel on a page with this way back to the root; its texts may have been taken.
    ///
    /// # Errors
    /// When the template fails; `page` is the page that is being made.
    pub fn panel(
        &self,
        site: &Site,
        (panel, view): (Panel, &PanelView),
        taken: Option<&Taken>,
        (root, page): (&str, &str),
    ) -> Result<String, Vec<Diagnostic>> {
        let html = self.piece(site, template(panel), taken, page, |context| {
            context.insert("doc", view);
            context.insert_value("root", Value::from(root));
        });
        html.map(|mut html| {
            html.truncate(html.trim_end().len());
            html
        })
    }
}

fn template(panel: Panel) -> &'static str {
    match panel {
        Panel::Toc => "panels/toc.html",
        Panel::Sources => "panels/sources.html",
        Panel::Changes => "panels/changes.html",
        Panel::Related => "panels/related.html",
        Panel::Backlinks => "panels/backlinks.html",
    }
}

/// Whether a template, with its theme's folder, is that of a panel.
fn is_panel(file: &str) -> bool {
    super::name_of(file).starts_with(FOLDER)
}
