//! Cards of documents, which lists show many times over.

use super::{Site, Taken, Theme};
use crate::diag::Diagnostic;
use crate::view::page::CardView;
use tera::Value;

/// Shows one card. A theme without it shows cards in its lists.
const TEMPLATE: &str = "card.html";

/// Begins each mark in a card: hardly any text has this sign, so marks are found at once.
const MARK: u8 = 1;

/// Stands in a card where the way back to the root goes: no escaped text holds it.
const ROOT: &str = "\u{1}<root>";

/// Stands before and after what only lists of several kinds show.
const KIND: &str = "\u{1}<kind>";

impl Theme {
    /// Whether cards have a template of their own.
    pub fn shows_cards(&self) -> bool {
        self.has_template(TEMPLATE)
    }

    /// A card for any page; its texts may have been taken.
    ///
    /// # Errors
    /// When the template fails; `page` is the list that is being made.
    pub fn card(
        &self,
        site: &Site,
        card: &CardView,
        taken: Option<&Taken>,
        page: &str,
    ) -> Result<String, Vec<Diagnostic>> {
        self.piece(site, TEMPLATE, taken, page, |context| {
            context.insert("card", card);
            context.insert_value("kind", Value::safe_string(KIND));
            context.insert_value("root", Value::safe_string(ROOT));
        })
    }
}

/// Puts a card into a page with this way back to the root; `kind` is whether it says of which kind
/// the document is.
pub fn card_at(card: &str, root: &str, kind: bool, page: &mut String) {
    let mut hidden = false;
    let mut from = 0;
    for at in memchr::memchr_iter(MARK, card.as_bytes()) {
        let (mark, sign) = match &card[at..] {
            part if part.starts_with(ROOT) => (ROOT, root),
            part if part.starts_with(KIND) => (KIND, ""),
            _ => continue,
        };
        if !hidden {
            page.extend([&card[from..at], sign]);
        }
        if mark == KIND {
            hidden = !hidden && !kind;
        }
        from = at + mark.len();
    }
    if !hidden {
        page.push_str(&card[from..]);
    }
}
