//! Cards of documents, which lists show many times over.

use super::{Site, Theme};
use crate::diag::Diagnostic;
use crate::view::page::CardView;
use tera::{Context, Value};

/// Shows one card. A theme without it shows cards in its lists.
const TEMPLATE: &str = "card.html";

/// Stands in a card where the way back to the root goes: no escaped text holds it.
const ROOT: &str = "<root>";

impl Theme {
    /// Whether cards have a template of their own.
    pub fn shows_cards(&self) -> bool {
        self.has_template(TEMPLATE)
    }

    /// A card for any page; `kind` is whether it says of which kind the document is.
    ///
    /// # Errors
    /// When the template fails; `page` is the list that is being made.
    pub fn card(
        &self,
        site: &Site,
        card: &CardView,
        kind: bool,
        page: &str,
    ) -> Result<String, Vec<Diagnostic>> {
        let Some(tera) = &self.tera else {
            return Ok(String::new());
        };
        let mut context = Context::new();
        context.insert("card", card);
        context.insert_value("kind", Value::from(kind));
        context.insert_value("root", Value::safe_string(ROOT));
        context.insert_value("site", site.value.clone());
        let html = tera.render(TEMPLATE, &context);
        html.map_err(|error| self.errors.of(&error, Some(page)))
    }
}

/// Puts a card into a page with this way back to the root.
pub fn card_at(card: &str, root: &str, page: &mut String) {
    for (at, part) in card.split(ROOT).enumerate() {
        if at > 0 {
            page.push_str(root);
        }
        page.push_str(part);
    }
}
