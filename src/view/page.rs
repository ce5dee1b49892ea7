//! One view type for each kind of page, with the names that templates use.

pub use super::agenda::{
    AgreementGroup, AgreementView, AgreementsView, CalendarView, EntityView, EventView,
};
pub use super::component::{BodyView, ComponentView, ItemView, Words};
pub use super::data::DataView;
pub use super::guide::GuideView;
pub use super::institution::InstitutionView;
pub use super::learning::{
    ModuleView, PartView, PathPageView, PathStepView, PathView, PlaceView, PrintView, TimeView,
};
pub use super::listed::{Cards, ListView, PageLink};
pub use super::lookup::{
    EntryView, FactRef, FactView, FactsPart, FactsView, GlossaryView, LetterView, SearchPageView,
};
pub use super::map::{MapTotal, MapView};
pub use super::vocabulary::{TermLink, TermView, TermsView};
use serde::Serialize;
use std::sync::Arc;

/// What a page sees beside [`SiteView`] (`site` in templates): itself and its content.
pub struct PageView {
    /// `""`, `"../"`…: the way back to the root, put before every address.
    pub root: String,
    pub page: Page,
    pub content: Content,
}

/// The content of a page; its name is the variable that the template sees.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    Home(Box<HomeView>),
    /// A collection's list or a term's list.
    List(Box<ListView>),
    Doc(Box<DocView>),
    Terms(Box<TermsView>),
    Facts(Box<FactsView>),
    Glossary(Box<GlossaryView>),
    Guide(Box<GuideView>),
    Agreements(Box<AgreementsView>),
    Calendar(Box<CalendarView>),
    Map(Box<MapView>),
    Data(Box<DataView>),
    /// A path of study with its steps in full.
    Print(Box<PrintView>),
    Search(Box<SearchPageView>),
    /// What this reader said, kept on the device.
    Opinions(Bare),
    /// For addresses that the device has not kept.
    Offline(Bare),
    #[serde(rename = "notfound")]
    NotFound(NotFoundView),
}

impl Content {
    /// The parts that documents write.
    pub fn bodies(&mut self) -> Vec<&mut BodyView> {
        match self {
            Content::Doc(doc) => vec![&mut doc.body],
            Content::Home(home) => home.intro.iter_mut().collect(),
            Content::List(list) => list.intro.iter_mut().collect(),
            Content::Print(print) => {
                let parts = print.parts.iter_mut().map(|part| &mut part.body);
                parts.chain([&mut print.intro]).collect()
            }
            Content::Guide(guide) => {
                let components = guide.components.iter_mut();
                components.map(|component| &mut component.shown).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What is the same on all pages.
#[derive(Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: String,
    pub language: String,
    pub author: String,
    /// Listed collections, in the order of site.toml.
    pub collections: Vec<CollectionRef>,
    /// Pages of collections that are not listed, for the foot of the page.
    pub pages: Vec<RefView>,
    /// Fields with term pages.
    pub taxonomies: Vec<TaxonomyRef>,
    /// Under what name a device keeps its reader's progress; empty without paths of study.
    pub study: String,
    /// Addresses of the page of agreements and of the calendar; empty when there is none.
    pub agreements: String,
    pub calendar: String,
    /// Whether the site has a search index (`--no-search` builds have none).
    pub search: bool,
    /// Whether it is so large that browsers search it apart from the page.
    pub large: bool,
    /// How readers say what they think; `None` when the theme has no page for it.
    pub feedback: Option<FeedbackView>,
    /// Whether browsers keep visited pages to show them without a connection.
    pub worker: bool,
    /// Who publishes it, when it is an official site.
    pub institution: Option<InstitutionView>,
}

/// Where readers send what they think.
#[derive(Serialize)]
pub struct FeedbackView {
    /// Address for mail, or empty.
    pub mail: String,
    /// Address of a form that takes a POST, or empty.
    pub form: String,
    /// Host of that form, to name it.
    pub host: String,
}

/// The content of a page that is all in its template.
#[derive(Serialize)]
pub struct Bare {}

/// A collection, where it is named.
#[derive(Serialize, Clone, Default)]
pub struct CollectionRef {
    pub name: String,
    pub title: String,
    pub singular: String,
    pub description: String,
    /// Name of a small shape: `rombo`, `triangulo`, `cuadrado`, `circulo`, or empty.
    pub shape: String,
    pub url: String,
    pub total: usize,
}

/// A field with term pages, where it is named.
#[derive(Serialize, Clone)]
pub struct TaxonomyRef {
    pub field: String,
    pub label: String,
    pub url: String,
    /// Terms in use.
    pub total: usize,
}

/// What the head of a page says of itself.
#[derive(Serialize, Clone)]
pub struct Page {
    /// Own address, relative to the root.
    pub url: String,
    /// It is the first page of the site.
    pub home: bool,
    pub title: String,
    pub description: String,
    /// Absolute address when site.toml has `base_url`.
    pub canonical: Option<String>,
    /// From the home page down; the page itself is not in it.
    pub breadcrumb: Vec<RefView>,
    /// Address of the list of the collection that it is in, or that it is; empty outside of them.
    pub section: String,
    /// It is the first page of that list.
    pub heads_section: bool,
    /// Whether search engines may list it.
    pub index: bool,
    /// Structured data, JSON safe inside `<script>`.
    pub json_ld: Option<String>,
    /// How BibTeX cites it; documents have it.
    pub bibtex: Option<String>,
}

/// Another page: what a link, a neighbour or a backlink shows.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct RefView {
    pub url: String,
    pub title: String,
}

/// A date for people and machines.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct DateView {
    /// `2022-06-06`
    pub iso: String,
    /// `6 de junio de 2022`
    pub text: String,
}

/// One field with its values, in the words of the schema.
#[derive(Serialize, Clone, Debug)]
pub struct FieldView {
    pub name: String,
    pub label: String,
    /// Word after a number («minutos»), or empty.
    pub unit: String,
    /// Its values want lines of their own: records, or a text of some length.
    pub long: bool,
    pub values: Vec<ValueView>,
}

/// One value; `url` when it has a page (a term, a document) or is one (a link).
#[derive(Serialize, Clone, Debug)]
pub struct ValueView {
    pub text: String,
    pub url: Option<String>,
    /// `url` leaves the site.
    pub external: bool,
    /// HTML instead of text, from Markdown fields; safe as it is.
    pub html: Option<String>,
    /// What a record is made of; empty for any other value.
    pub parts: Vec<FieldView>,
    /// How high a term of a scale stands, and how many steps there are.
    pub step: Option<StepView>,
}

/// A step of a scale: none of its steps, or `level` of them.
#[derive(Serialize, Clone, Debug)]
pub struct StepView {
    pub level: usize,
    pub of: usize,
}

/// A document as data: a card has one date, the newest.
pub struct DatumView {
    pub card: CardView,
    /// ISO dates, as the document says them.
    pub written: Option<String>,
    pub updated: Option<String>,
}

/// A document in a list.
#[derive(Serialize, Clone, Debug)]
pub struct CardView {
    pub url: String,
    pub title: String,
    pub summary: String,
    /// Name of its collection.
    pub collection: String,
    /// What it is, for people: «Caso».
    pub kind: String,
    pub shape: String,
    pub date: Option<DateView>,
    pub example: bool,
    pub draft: bool,
    /// Fields declared with `card = true`, at most five shown.
    pub fields: Vec<FieldView>,
}

/// A document's own page.
#[derive(Serialize, Default)]
pub struct DocView {
    pub url: String,
    pub title: String,
    /// As the author wrote it; empty when there is none (a page must not show a made-up summary).
    pub summary: String,
    pub collection: CollectionRef,
    pub date: Option<DateView>,
    pub updated: Option<DateView>,
    /// The newer of both as citations write it; empty when there is none.
    pub cited: String,
    pub review_by: Option<DateView>,
    /// `review_by` is before the newest date of the site.
    pub overdue: bool,
    /// When it stops, or stopped, being of use.
    pub expires: Option<DateView>,
    /// `expires` is before the newest date of the site.
    pub expired: bool,
    /// What changed in it, newest first.
    pub changes: Vec<ChangeView>,
    /// The last commit that changed it, where the site tells.
    pub changed: Option<DateView>,
    /// Names of those who changed it, where the site tells.
    pub contributors: Vec<String>,
    /// Its date is after that of the site: only builds with drafts have it.
    pub scheduled: bool,
    pub responsible: String,
    pub authors: Vec<String>,
    /// Who is cited: its authors, else who answers for it, else the site's own author.
    pub cited_by: String,
    pub draft: bool,
    pub example: bool,
    pub words: usize,
    /// Reading time, at least 1.
    pub minutes: usize,
    /// HTML with all links filled; safe.
    pub body: BodyView,
    pub toc: Vec<TocEntry>,
    /// Own fields with a value, in schema order.
    pub fields: Vec<FieldView>,
    /// What it says was agreed.
    pub agreements: Vec<AgreementView>,
    /// The events it tells of.
    pub events: Vec<EventView>,
    /// The facts it cites.
    pub facts: Vec<FactView>,
    pub sources: Vec<String>,
    pub previous: Option<RefView>,
    pub next: Option<RefView>,
    pub related: Vec<RelatedView>,
    /// References that have words for this side of them, by those words.
    pub inverse: Vec<InverseView>,
    /// The other documents that link here.
    pub backlinks: Vec<RefView>,
    /// What it has as a path of study.
    pub path: Option<PathPageView>,
    /// What it has as a module.
    pub module: Option<ModuleView>,
}

/// One change of a document.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct ChangeView {
    pub date: DateView,
    pub text: String,
}

/// A heading in the table of contents.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct TocEntry {
    pub anchor: String,
    pub text: String,
    pub level: u8,
    pub children: Vec<TocEntry>,
}

/// A related document and why it is here.
#[derive(Serialize, Clone, Debug)]
pub struct RelatedView {
    pub url: String,
    pub title: String,
    /// What it is, for people: «Caso».
    pub singular: String,
    /// Labels of the terms that both share, at most three.
    pub shared: String,
    /// Whether one links or refers to the other.
    pub linked: bool,
}

/// References that other documents make to one, in the words of the field that makes them.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct InverseView {
    pub label: String,
    pub docs: Vec<RefView>,
}

/// A facet of a list, as links that work without JavaScript.
#[derive(Serialize, Clone)]
pub struct FacetView {
    pub field: String,
    pub label: String,
    /// The page of all its terms, when the field has pages.
    pub url: Option<String>,
    pub terms: Vec<FacetTerm>,
}

/// A term of a facet and how many documents of this list have it.
#[derive(Serialize, Clone)]
pub struct FacetTerm {
    pub id: String,
    pub label: String,
    /// Term page, when the field has pages.
    pub url: Option<String>,
    pub count: usize,
}

/// The home page.
#[derive(Serialize)]
pub struct HomeView {
    /// Introduction from `content/_index.md`, safe HTML.
    pub intro: Option<BodyView>,
    /// Example queries.
    pub examples: Vec<String>,
    /// Paths of study, at most three.
    pub paths: Vec<PathView>,
    /// Newest or last reviewed first, at most five.
    pub recent: Vec<CardView>,
    /// Term pages by field, at most twelve terms each, by use.
    pub facets: Arc<Vec<FacetView>>,
    /// The map of regions, when the site has one.
    pub map: Option<MapTotal>,
}

/// The page for addresses that do not exist. Hosts show it at any depth, so `root` is absolute there
/// when site.toml has `base_url`.
#[derive(Serialize)]
pub struct NotFoundView {
    pub recent: Vec<RefView>,
}
