//! Cards in lists. A document is in the lists of all its terms and looks the same in each, so its
//! card is made once and put into all of them.

use super::Snapshot;
use super::told::digest_of;
use crate::base::digest::Digest;
use crate::catalog::DocId;
use crate::diag::Diagnostic;
use crate::source::aside::{Aside, Share, Text};
use crate::theme::{self, Taken};
use crate::view;
use crate::view::page::{CardView, Cards, Content, PageView};
use crate::view::texts::Texts;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Room for a card in a page.
const CARD_BYTES: usize = 1024;

/// The cards of so many documents stay in memory, some 120 MB: each is read for every list that it is in.
const HELD: usize = 131_072;

/// The cards that were made for a snapshot.
pub(super) struct Made {
    /// By document.
    cards: Vec<OnceLock<Text>>,
    /// Of what each card shows.
    digests: Vec<OnceLock<Option<Digest>>>,
    /// Where those of a large site wait.
    aside: Option<Aside>,
}

/// What a card shows.
struct Told {
    card: CardView,
    /// Its texts, where templates only show them.
    taken: Option<Taken>,
    digest: Option<Digest>,
}

impl Made {
    /// None yet.
    pub fn new(documents: usize, aside: Option<Aside>) -> Made {
        Made {
            cards: (0..documents).map(|_| OnceLock::new()).collect(),
            digests: vec![OnceLock::new(); documents],
            aside: aside.filter(|_| documents > HELD),
        }
    }

    /// Where they wait, if they do.
    pub fn aside(&self) -> Option<Aside> {
        self.aside.clone()
    }
}

impl Snapshot {
    /// Of what the cards of a page show, if it is a list: finding out that they are what they were
    /// takes no template. `None` when one cannot be told. Cards that will be shown anyway are made.
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
            *slot.get_or_init(|| self.told(*id).digest)
        });
        digests.collect()
    }

    /// What a card shows, with its digest.
    fn told(&self, id: DocId) -> Told {
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
        Told {
            card,
            taken,
            digest,
        }
    }

    /// Takes the texts out of a page, where templates only show them and pages of its shape are many.
    pub(super) fn take_texts(&self, view: &mut PageView) -> Option<Texts> {
        let theme = &self.theme;
        // Cards one by one are the theme's own.
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
        let told = self.told(id);
        if let Some(slot) = self.cards.digests.get(id as usize) {
            // Another thread may have found the same one meanwhile.
            let _ = slot.set(told.digest);
        }
        let (card, taken) = (&told.card, told.taken.as_ref());
        let html = self.theme.card(&self.site_value, card, taken, page)?;
        if let Some(slot) = slot {
            let (bytes, mut text) = (html.len(), Text::from(html.clone()));
            if let Some(aside) = &self.cards.aside {
                aside.put(Share::Texts, &mut text, bytes);
            }
            // Another thread may have made the same one meanwhile.
            let _ = slot.set(text);
        }
        Ok(Cow::Owned(html))
    }
}
