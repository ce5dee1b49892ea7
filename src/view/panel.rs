//! Panels: what stands around the body of a document and has as many lines as there happen to be.
//!
//! Hardly two documents have as many headings, facts and links to them: with these lists in it, each page
//! would have a shape of its own. So they are rendered apart, and the page shows the HTML of each.

use super::Text;
use super::page::{ChangeView, DocView, FactView, InverseView, RefView, RelatedView, TocEntry};
use serde::Serialize;

/// One of the panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    Toc,
    Sources,
    Changes,
    Related,
    Backlinks,
}

/// The lists of one panel, under the names that they have in a document.
#[derive(Serialize, Clone, Debug)]
#[serde(untagged)]
pub enum PanelView {
    Toc {
        toc: Vec<TocEntry>,
    },
    Sources {
        sources: Vec<SourceView>,
        facts: Vec<FactView>,
    },
    Changes {
        changes: Vec<ChangeView>,
    },
    Related {
        related: Vec<RelatedView>,
    },
    Backlinks {
        inverse: Vec<InverseView>,
        backlinks: Vec<RefView>,
    },
}

/// A source, as its author wrote it.
#[derive(Serialize, Clone, Debug)]
pub struct SourceView {
    pub text: Text,
}

/// The HTML of each panel; nothing for one that shows nothing.
#[derive(Serialize, Default)]
pub struct Panels([Text; Panel::ALL.len()]);

impl Panels {
    pub fn get(&self, panel: Panel) -> &str {
        &self.0[panel as usize]
    }

    pub fn put(&mut self, panel: Panel, html: Text) {
        self.0[panel as usize] = html;
    }
}

impl Panel {
    pub const ALL: [Panel; 5] = [
        Panel::Toc,
        Panel::Sources,
        Panel::Changes,
        Panel::Related,
        Panel::Backlinks,
    ];

    /// Its name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Panel::Toc => "toc",
            Panel::Sources => "sources",
            Panel::Changes => "changes",
            Panel::Related => "related",
            Panel::Backlinks => "backlinks",
        }
    }

    /// The names of its lists.
    pub fn lists(self) -> &'static [&'static str] {
        match self {
            Panel::Sources => &["sources", "facts"],
            Panel::Backlinks => &["inverse", "backlinks"],
            Panel::Toc => &["toc"],
            Panel::Changes => &["changes"],
            Panel::Related => &["related"],
        }
    }

    /// Takes its lists out of a document, or a copy of them when the document keeps them too; `None`
    /// when there is nothing in them.
    pub fn take(self, doc: &mut DocView, keeps: bool) -> Option<PanelView> {
        let (some, view) = match self {
            Panel::Toc => {
                let toc = take(&mut doc.toc, keeps);
                (!toc.is_empty(), PanelView::Toc { toc })
            }
            Panel::Sources => {
                let sources = take(&mut doc.sources, keeps);
                let facts = take(&mut doc.facts, keeps);
                let some = !sources.is_empty() || !facts.is_empty();
                (some, PanelView::Sources { sources, facts })
            }
            Panel::Changes => {
                let changes = take(&mut doc.changes, keeps);
                (!changes.is_empty(), PanelView::Changes { changes })
            }
            Panel::Related => {
                let related = take(&mut doc.related, keeps);
                (!related.is_empty(), PanelView::Related { related })
            }
            Panel::Backlinks => {
                let inverse = take(&mut doc.inverse, keeps);
                let backlinks = take(&mut doc.backlinks, keeps);
                let some = !inverse.is_empty() || !backlinks.is_empty();
                (some, PanelView::Backlinks { inverse, backlinks })
            }
        };
        some.then_some(view)
    }
}

fn take<T: Clone>(list: &mut Vec<T>, keeps: bool) -> Vec<T> {
    if keeps {
        list.clone()
    } else {
        std::mem::take(list)
    }
}
