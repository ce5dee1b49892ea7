//! One view type for each kind of page, with the names that templates use. What makes a view has its type
//! beside it; here they are all named.

use super::Text;
pub use super::card::{CardView, DateView, DatumView, FieldView, StepView, ValueView};
pub use super::community::{
    AgreementGroup, AgreementView, AgreementsView, CalendarView, EntityView, EventView,
};
pub use super::component::{BodyView, ComponentView, ItemView, Words};
pub use super::data::DataView;
pub use super::document::{ChangeView, DocView, InverseView, RelatedView, TocEntry};
pub use super::facts::{FactRef, FactView, FactsPart, FactsView};
pub use super::glossary::{EntryView, GlossaryView};
pub use super::guide::GuideView;
pub use super::home::{HomeView, LetterView, SearchPageView, TermDocs};
pub use super::institution::InstitutionView;
pub use super::list::{
    Cards, FacetTerm, FacetView, ListView, PageLink, TermLink, TermView, TermsView,
};
pub use super::map::{MapTotal, MapView};
pub use super::panel::{Panel, PanelView, Panels, SourceView};
pub use super::print::{PartView, PrintView};
pub use super::study::{ModuleView, PathPageView, PathStepView, PathView, PlaceView, TimeView};
use serde::Serialize;

/// What a page sees beside [`SiteView`] (`site` in templates): itself and its content.
pub struct PageView {
    /// `""`, `"../"`…: the way back to the root, put before every address.
    pub root: String,
    pub page: Page,
    pub content: Content,
    /// What stands around the body of a document, where the theme shows it apart.
    pub panels: Panels,
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
    pub name: Text,
    pub title: Text,
    pub singular: Text,
    pub description: Text,
    /// Name of a small shape: `rombo`, `triangulo`, `cuadrado`, `circulo`, or empty.
    pub shape: Text,
    pub url: Text,
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
    pub url: Text,
    /// It is the first page of the site.
    pub home: bool,
    pub title: Text,
    pub description: Text,
    /// Absolute address when site.toml has `base_url`.
    pub canonical: Option<Text>,
    /// From the home page down; the page itself is not in it.
    pub breadcrumb: Vec<RefView>,
    /// Address of the list of the collection that it is in, or that it is; empty outside of them.
    pub section: Text,
    /// It is the first page of that list.
    pub heads_section: bool,
    /// Whether search engines may list it.
    pub index: bool,
    /// Structured data, JSON safe inside `<script>`.
    pub json_ld: Option<Text>,
    /// How BibTeX cites it; documents have it.
    pub bibtex: Option<Text>,
}

/// Another page: what a link, a neighbour or a backlink shows.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct RefView {
    pub url: Text,
    pub title: Text,
}

impl RefView {
    pub fn new(url: &str, title: &str) -> RefView {
        RefView {
            url: url.into(),
            title: title.into(),
        }
    }
}

/// The page for addresses that do not exist. Hosts show it at any depth, so `root` is absolute there
/// when site.toml has `base_url`.
#[derive(Serialize)]
pub struct NotFoundView {
    pub recent: Vec<RefView>,
}
