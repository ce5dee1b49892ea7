//! The page of agreements, the calendar, and what a document shows of both.

use super::address::{page_of, reference};
use super::card::{date_view, plain};
use super::marks::with_facts;
use super::page::{DateView, RefView, ValueView};
use super::{Scope, locale};
use crate::base::date;
use crate::base::fold::sort_key;
use crate::catalog::DocId;
use crate::catalog::community::{Agreement, Event, Named};
use crate::config::Site;
use serde::Serialize;
use std::collections::BTreeMap;

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

/// The page of all agreements.
pub(super) fn agreements(scope: &Scope) -> AgreementsView {
    let all = &scope.catalog.community.agreements;
    let mut order: Vec<&Agreement> = all.iter().collect();
    order.sort_by_key(|a| (group_of(scope, a), a.due.is_none(), a.due));
    let declared = scope.site.community.agreements.as_ref();
    let from = declared.map_or("", |d| &d.url);
    let mut groups: Vec<AgreementGroup> = Vec::new();
    let mut last = None;
    for agreed in &order {
        let (kind, ..) = group_of(scope, agreed);
        let state = agreed
            .state
            .as_ref()
            .filter(|_| kind == 1 || kind == 2)
            .map(|s| &*s.label);
        if last != Some((kind, state)) {
            last = Some((kind, state));
            groups.push(AgreementGroup {
                kind: ["overdue", "open", "done", "example"][kind],
                label: state.unwrap_or("").to_owned(),
                agreements: Vec::new(),
            });
        }
        if let Some(AgreementGroup { agreements, .. }) = groups.last_mut() {
            let mut view = agreement(scope, from, agreed);
            view.again = agreements.last().is_some_and(|a| a.doc == view.doc);
            agreements.push(view);
        }
    }
    let mut entities: BTreeMap<String, EntityView> = BTreeMap::new();
    for agreed in order.iter().filter(|a| !a.example) {
        for entity in &agreed.entities {
            let found = entities.entry(sort_key(&entity.label));
            let found = found.or_insert_with(|| EntityView {
                name: value(scope, entity),
                agreements: Vec::new(),
            });
            let url = format!("#{}", agreed.anchor);
            found.agreements.push(RefView::new(&url, &agreed.text));
        }
    }
    AgreementsView {
        title: declared.map_or(String::new(), |d| d.title.clone()),
        reference: scope
            .catalog
            .reference_date()
            .map(|d| date_view(locale(scope), d)),
        total: all.iter().filter(|a| !a.example).count(),
        groups,
        entities: entities.into_values().collect(),
    }
}

/// What is late comes first, then the open ones by state, what is done and the examples: 0 to 3, and
/// the place of the state among its terms. Those without a state come after those that have one.
fn group_of<'a>(scope: &Scope, agreed: &'a Agreement) -> (usize, usize, &'a str) {
    let kind = match (agreed.overdue, agreed.done) {
        _ if agreed.example => return (3, 0, ""),
        (true, _) => return (0, 0, ""),
        (_, true) => 2,
        _ => 1,
    };
    let Some(state) = &agreed.state else {
        return (kind, usize::MAX, "");
    };
    let terms = state.vocabulary.map(|v| &scope.site.vocabularies[v].terms);
    let place = terms.and_then(|terms| terms.iter().position(|t| *t.id == *state.id));
    (kind, place.unwrap_or(usize::MAX - 1), &state.id)
}

fn agreement(scope: &Scope, from: &str, agreed: &Agreement) -> AgreementView {
    AgreementView {
        anchor: agreed.anchor.clone(),
        code: agreed.code.to_string(),
        text: agreed.text.to_string(),
        html: with_facts(&scope.site, from, &agreed.text),
        entities: agreed.entities.iter().map(|e| value(scope, e)).collect(),
        due: agreed.due.map(|d| date_view(locale(scope), d)),
        state: agreed
            .state
            .as_ref()
            .map_or(String::new(), |s| s.label.to_string()),
        overdue: agreed.overdue,
        done: agreed.done,
        example: agreed.example,
        doc: reference(scope, agreed.doc),
        again: false,
    }
}

/// The agreements of one document, in its order.
pub(super) fn agreements_of(scope: &Scope, id: DocId) -> Vec<AgreementView> {
    let all = &scope.catalog.community.agreements;
    // They are in the order of the documents: no page looks at those of all others.
    let own = all[all.partition_point(|a| a.doc < id)..].iter();
    let from = &scope.catalog.doc(id).card.url;
    own.take_while(|a| a.doc == id)
        .map(|a| agreement(scope, from, a))
        .collect()
}

/// The calendar: what is to come, the next first, and what was, the last first.
pub(super) fn calendar(scope: &Scope) -> CalendarView {
    let today = scope.catalog.reference_date();
    let mut all: Vec<&Event> = scope.catalog.community.events.iter().collect();
    all.sort_by_key(|e| (e.start, e.end));
    let is_past = |e: &Event| today.is_some_and(|today| e.end < today);
    let (past, coming): (Vec<_>, Vec<_>) = all.into_iter().partition(|e| is_past(e));
    let declared = scope.site.community.events.as_ref();
    let from = declared.map_or("", |d| &d.url);
    let views = |events: &mut dyn Iterator<Item = &&Event>| {
        let mut views: Vec<EventView> = events.map(|e| event_view(scope, from, e)).collect();
        for at in 1..views.len() {
            views[at].again = views[at].doc == views[at - 1].doc;
        }
        views
    };
    CalendarView {
        title: declared.map_or(String::new(), |d| d.title.clone()),
        reference: today.map(|d| date_view(locale(scope), d)),
        file: declared
            .map(|d| d.file())
            .filter(|_| files(scope).next().is_some()),
        coming: views(&mut coming.iter()),
        past: views(&mut past.iter().rev()),
    }
}

/// The events of one document, in its order.
pub(super) fn events_of(scope: &Scope, id: DocId) -> Vec<EventView> {
    let all = &scope.catalog.community.events;
    let own = all[all.partition_point(|e| e.doc < id)..].iter();
    let from = &scope.catalog.doc(id).card.url;
    own.take_while(|e| e.doc == id)
        .map(|e| event_view(scope, from, e))
        .collect()
}

/// Events that calendar programs may take, by position: an example must not get into a real one.
pub(super) fn files(scope: &Scope) -> impl Iterator<Item = usize> + '_ {
    let all = scope.catalog.community.events.iter().enumerate();
    all.filter(|(_, e)| !scope.catalog.doc(e.doc).card.example)
        .map(|(at, _)| at)
}

/// One event, or all that have files, for a calendar program.
pub fn events(scope: &Scope, only: Option<usize>) -> Vec<EventView> {
    let picked = files(scope).filter(|at| only.is_none_or(|one| one == *at));
    let all = &scope.catalog.community.events;
    picked.map(|at| event_view(scope, "", &all[at])).collect()
}

fn event_view(scope: &Scope, from: &str, event: &Event) -> EventView {
    let card = &scope.catalog.doc(event.doc).card;
    let stamp = crate::check::newest(card).or(scope.catalog.reference_date());
    let (say, file) = (locale(scope), scope.site.community.events.as_ref());
    EventView {
        anchor: event.anchor.clone(),
        title: event.title.to_string(),
        html: with_facts(&scope.site, from, &event.title),
        days: say.days(event.start, event.end),
        start: date_view(say, event.start),
        end: (event.end > event.start).then(|| date_view(say, event.end)),
        after: date::iso(date::next(event.end)),
        stamp: date::iso(stamp.unwrap_or(date::EPOCH)),
        place: event.place.to_string(),
        link: event.link.as_ref().map(|l| l.to_string()),
        entities: event.entities.iter().map(|e| value(scope, e)).collect(),
        example: card.example,
        doc: reference(scope, event.doc),
        again: false,
        file: file
            .filter(|_| !card.example)
            .map(|f| f.file_of(&event.anchor)),
    }
}

/// An entity or a state, with the page of its term when some document has that term.
fn value(scope: &Scope, named: &Named) -> ValueView {
    ValueView {
        url: named.vocabulary.and_then(|v| page_of(scope, v, &named.id)),
        ..plain(named.label.as_ref().into())
    }
}

/// Whether a field is shown as agreements or events instead of among the others.
pub(super) fn shows(site: &Site, field: &str) -> bool {
    let agreements = site.community.agreements.iter().map(|a| &a.field);
    let mut all = agreements.chain(site.community.events.iter().map(|e| &e.field));
    all.any(|name| name == field)
}
