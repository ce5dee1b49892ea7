//! Views of agreements and events: on their own pages and on the page of their document.

use super::page::{DateView, RefView, ValueView};
use serde::Serialize;

/// The page of agreements.
#[derive(Serialize, Default)]
pub struct AgreementsView {
    pub title: String,
    /// The date that «late» is measured by.
    pub reference: Option<DateView>,
    /// Without examples.
    pub total: usize,
    /// What is late, what is open by state, what is done, and examples.
    pub groups: Vec<AgreementGroup>,
    /// Those who answer for them, by name.
    pub entities: Vec<EntityView>,
}

/// Agreements in one state.
#[derive(Serialize, Clone, Debug)]
pub struct AgreementGroup {
    /// `overdue`, `open`, `done` or `example`.
    pub kind: &'static str,
    /// The state, in the words of its vocabulary; empty for late ones and for those without.
    pub label: String,
    pub agreements: Vec<AgreementView>,
}

/// Something to be done, by whom and by when.
#[derive(Serialize, Clone, Debug)]
pub struct AgreementView {
    /// Its name on the page of agreements and on its document's page.
    pub anchor: String,
    pub code: String,
    pub text: String,
    /// The text with its codes of facts as links: safe HTML.
    pub html: String,
    pub entities: Vec<ValueView>,
    pub due: Option<DateView>,
    pub state: String,
    /// Not done, and due before the reference date.
    pub overdue: bool,
    pub done: bool,
    /// Its document is an example.
    pub example: bool,
    /// The document that holds it.
    pub doc: RefView,
    /// It is of the same document as the one before it in its list.
    pub again: bool,
}

/// An entity and what it answers for; the addresses are anchors of the same page.
#[derive(Serialize, Clone, Debug)]
pub struct EntityView {
    pub name: ValueView,
    pub agreements: Vec<RefView>,
}

/// The calendar.
#[derive(Serialize, Default)]
pub struct CalendarView {
    pub title: String,
    /// The date that «to come» is measured by.
    pub reference: Option<DateView>,
    /// Address of the file with all events.
    pub file: Option<String>,
    /// The next one first.
    pub coming: Vec<EventView>,
    /// The last one first.
    pub past: Vec<EventView>,
}

/// Something that happens on a day, or from one to another.
#[derive(Serialize, Clone, Debug)]
pub struct EventView {
    /// Its name on the calendar and on its document's page.
    pub anchor: String,
    pub title: String,
    /// The title with its codes of facts as links: safe HTML.
    pub html: String,
    /// Its days in words: `del 1 al 31 de diciembre de 2026`.
    pub days: String,
    pub start: DateView,
    /// Its last day, when it takes more than one.
    pub end: Option<DateView>,
    /// The day after the last one, ISO.
    pub after: String,
    /// The date of its document, ISO: when it was last told.
    pub stamp: String,
    pub place: String,
    pub link: Option<String>,
    pub entities: Vec<ValueView>,
    /// Its document is an example.
    pub example: bool,
    /// The document that tells of it.
    pub doc: RefView,
    /// It is of the same document as the one before it in its list.
    pub again: bool,
    /// Address of its file for calendar programs; examples have none.
    pub file: Option<String>,
}
