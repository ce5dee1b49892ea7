//! One page: its view, the template that shows it, and what is shown when that fails.

use super::{NEEDED, Site, Taken, Theme, figures, shapes};
use crate::diag::{Diagnostic, Outcome};
use crate::view::page::{Content, PageView, Panel};
use std::collections::BTreeMap;
use tera::{Context, Tera, TeraResult, Value};

/// Names that a collection's own template cannot have, because they mean something else.
pub(super) const NOT_COLLECTIONS: &[&str] = &[
    "404.html", "agreements.html", "base.html", "calendar.html", "card.html", "components.html",
    "data.html", "document.html", "facts.html", "glossary.html", "guide.html", "home.html",
    "list.html", "map.html", "offline.html", "opinion.html", "print.html", "search.html",
    "study.html", "terms.html",
];

impl Theme {
    /// Renders one page, whose texts may have been taken. On an error the page holds its title only
    /// and the diagnostic says why.
    pub fn page(&self, site: &Site, view: &PageView, taken: Option<&Taken>) -> Outcome<String> {
        let render = || match &self.tera {
            Some(tera) => render(tera, site, view),
            None => Ok(bare_page(view)),
        };
        let rendered = match taken {
            Some(taken) => site.shapes.fill(taken, render),
            None => render(),
        };
        rendered.map_or_else(
            |error| {
                let shown = |text: &str| taken.map(|taken| taken.texts.shown(text));
                let bare = bare_page(view);
                let url = shown(&view.page.url);
                Outcome {
                    value: match taken {
                        Some(taken) => shapes::filled(&bare, &taken.texts),
                        None => bare,
                    },
                    diags: self
                        .errors
                        .of(&error, url.as_deref().or(Some(&view.page.url))),
                }
            },
            |value| Outcome::clean(figures::bound(value)),
        )
    }
}

impl Theme {
    /// The HTML of a piece of a page, which has a template of its own; `fill` puts what it shows into
    /// the context.
    ///
    /// # Errors
    /// When the template fails; `page` is the page that is being made.
    pub(super) fn piece(
        &self,
        site: &Site,
        template: &str,
        taken: Option<&Taken>,
        page: &str,
        fill: impl FnOnce(&mut Context),
    ) -> Result<String, Vec<Diagnostic>> {
        let Some(tera) = &self.tera else {
            return Ok(String::new());
        };
        let render = || {
            let mut context = Context::new();
            fill(&mut context);
            context.insert_value("site", site.value.clone());
            tera.render(template, &context)
        };
        let html = match taken {
            Some(taken) => site.shapes.fill(taken, render),
            None => render(),
        };
        html.map_err(|error| self.errors.of(&error, Some(page)))
    }
}

fn render(tera: &Tera, site: &Site, view: &PageView) -> TeraResult<String> {
    let template = template_of(tera, &view.content);
    // That it is missing was told of the theme.
    if NEEDED.contains(&&*template) && !tera.contains_template(&template) {
        return Ok(bare_page(view));
    }
    let mut context = Context::from_serialize(&view.content)?;
    context.insert_value("root", Value::from(view.root.as_str()));
    context.insert_value("page", Value::try_from_serializable(&view.page)?);
    context.insert_value("site", site.value.clone());
    context.insert_value("fixed", site.fixed(tera, view)?);
    let panels = Panel::ALL.map(|panel| {
        let html = Value::safe_string(view.panels.get(panel));
        (panel.name(), html)
    });
    context.insert_value("panels", Value::from(BTreeMap::from(panels)));
    tera.render(&template, &context)
}

/// The template of a page: a collection's own one when the theme has it.
fn template_of(tera: &Tera, content: &Content) -> String {
    let name = match content {
        Content::Home(_) => "home.html",
        Content::List(_) => "list.html",
        Content::Terms(_) => "terms.html",
        Content::Facts(_) => "facts.html",
        Content::Glossary(_) => "glossary.html",
        Content::Guide(_) => "guide.html",
        Content::Agreements(_) => "agreements.html",
        Content::Calendar(_) => "calendar.html",
        Content::Data(_) => "data.html",
        Content::Map(_) => "map.html",
        Content::Print(_) => "print.html",
        Content::Search(_) => "search.html",
        Content::Opinions(_) => "opinion.html",
        Content::Offline(_) => "offline.html",
        Content::NotFound(_) => "404.html",
        Content::Doc(doc) => {
            let own = format!("{}.html", doc.collection.name);
            if !NOT_COLLECTIONS.contains(&own.as_str()) && tera.contains_template(&own) {
                return own;
            }
            "document.html"
        }
    };
    name.to_owned()
}

/// A valid page without the theme, so that a preview can show the error over it.
fn bare_page(view: &PageView) -> String {
    let title = crate::base::text::escaped(&view.page.title);
    format!(
        "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title></head>\
         <body><h1>{title}</h1></body></html>\n"
    )
}
