//! Cards in lists. A document is in the lists of all its terms and looks the same in each, so its
//! card is made once and put into all of them.

use super::Snapshot;
use super::value_digest::digest_of;
use crate::base::digest::Digest;
use crate::catalog::DocId;
use crate::diag::Diagnostic;
use crate::source::spill::{Share, Spill, Text};
use crate::theme::{self, Taken};
use crate::view;
use crate::view::page::{CardView, Cards, Content, PageView};
use crate::view::texts::Texts;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Room for a card in a page.
const CARD_BYTES: usize = 1024;

/// The cards of up to this many documents, some 120 MB, stay in memory: each is read for every list that
/// it is in.
const HELD: usize = 131_072;

/// The cards that were made for a snapshot.
pub(super) struct CardCache {
    /// The card of each document, once a list shows it.
    cards: Vec<OnceLock<Text>>,
    /// Digest of what each card shows.
    digests: Vec<OnceLock<Option<Digest>>>,
    /// Where the cards of a large site are spilled to.
    spill: Option<Spill>,
}

/// What a card shows.
struct CardParts {
    card: CardView,
    /// Its texts, where templates only show them.
    taken: Option<Taken>,
    digest: Option<Digest>,
}

impl CardCache {
    /// No card is made yet.
    pub fn new(documents: usize, spill: Option<Spill>) -> CardCache {
        CardCache {
            cards: (0..documents).map(|_| OnceLock::new()).collect(),
            digests: vec![OnceLock::new(); documents],
            spill: spill.filter(|_| documents > HELD),
        }
    }

    /// Where cards are spilled to, if they are.
    pub fn spill(&self) -> Option<Spill> {
        self.spill.clone()
    }
}

impl Snapshot {
    /// Digest of what the cards of a page show, if it is a list: to find out that they have not changed
    /// takes no template. `None` when the digest of one is not known. Cards that will be shown anyway
    /// are made.
    pub(super) fn digest_of_cards(
        &self,
        content: &Content,
        page: &str,
        shown: bool,
    ) -> Option<Vec<Digest>> {
        let Content::List(list) = content else {
            return Some(Vec::new());
        };
        let digests = list.docs.iter().map(|id| {
            let slot = self.cards.digests.get(*id as usize)?;
            if shown && slot.get().is_none() && self.theme.shows_cards() {
                self.card(*id, page).ok()?;
            }
            *slot.get_or_init(|| self.card_parts(*id).digest)
        });
        digests.collect()
    }

    /// What a card shows, with its digest.
    fn card_parts(&self, id: DocId) -> CardParts {
        let mut card = view::card(&self.scope, id);
        let takes = self.theme.only_shows_texts();
        let taken = takes.then(|| Taken {
            texts: card.take_texts(),
            shape: digest_of(&("card", &card)),
        });
        let digest = match &taken {
            Some(Taken { texts, shape }) => shape.and_then(|shape| digest_of(&(shape, texts))),
            None => digest_of(&card),
        };
        CardParts {
            card,
            taken,
            digest,
        }
    }

    /// Takes the texts out of a page, where templates only show them and pages of its shape are many.
    pub(super) fn take_texts(&self, view: &mut PageView) -> Option<Texts> {
        let theme = &self.theme;
        // A theme without a template for cards shows them in its lists, where their texts differ.
        let whole = !matches!(view.content, Content::List(_)) || theme.shows_cards();
        let takes = whole && theme.only_shows_texts();
        takes
            .then(|| view.take_texts(&|n| theme.number(n)))
            .flatten()
    }

    /// Puts the cards into a page that is a list; `page` is its address.
    pub(super) fn put_cards(
        &self,
        view: &mut PageView,
        taken: Option<&mut Taken>,
        page: &str,
    ) -> Vec<Diagnostic> {
        let Content::List(list) = &mut view.content else {
            return Vec::new();
        };
        let docs = list.docs.iter();
        if !self.theme.shows_cards() {
            let cards = docs.map(|id| view::card(&self.scope, *id));
            list.cards = Cards::Views(cards.collect());
            return Vec::new();
        }
        // Who looks at the list of a collection knows of which kind its documents are.
        let kind = list.collection.is_none();
        let mut html = String::with_capacity(list.docs.len() * CARD_BYTES);
        for id in docs {
            match self.card(*id, page) {
                Ok(card) => theme::card_at(&card, &view.root, kind, &mut html),
                Err(diags) => return diags,
            }
        }
        match taken {
            Some(taken) => taken.texts.put_last(html),
            None => list.cards = Cards::Html(html),
        }
        Vec::new()
    }

    fn card(&self, id: DocId, page: &str) -> Result<Cow<'_, str>, Vec<Diagnostic>> {
        let slot = self.cards.cards.get(id as usize);
        if let Some(made) = slot.and_then(OnceLock::get) {
            return Ok(match made.read() {
                Cow::Borrowed(card) => Cow::Borrowed(card),
                Cow::Owned(card) => Cow::Owned(card),
            });
        }
        let parts = self.card_parts(id);
        if let Some(slot) = self.cards.digests.get(id as usize) {
            // Another thread may have found the same one meanwhile.
            let _ = slot.set(parts.digest);
        }
        let (card, taken) = (&parts.card, parts.taken.as_ref());
        let html = self.theme.card(&self.site_value, card, taken, page)?;
        if let Some(slot) = slot {
            let (bytes, mut text) = (html.len(), Text::from(html.clone()));
            if let Some(spill) = &self.cards.spill {
                spill.put(Share::Texts, &mut text, bytes);
            }
            // Another thread may have made the same one meanwhile.
            let _ = slot.set(text);
        }
        Ok(Cow::Owned(html))
    }
}
