//! What an output is made of.

use super::guide::GuidePage;
use super::servers::Server;
use crate::catalog::DocId;
use std::sync::Arc;

/// One output: its path from the root of the site and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    pub path: Arc<str>,
    pub kind: Kind,
}

/// What an output is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Home,
    NotFound,
    Search,
    Doc(DocId),
    List {
        collection: usize,
        /// From 1.
        page: usize,
    },
    Terms(usize),
    Term {
        taxonomy: usize,
        term: usize,
        page: usize,
    },
    /// A former address of a document.
    Redirect(DocId),
    /// All former addresses, for one web server.
    Servers(Server),
    /// Position in the catalogue's attachments.
    Attachment(usize),
    /// Position in the theme's assets.
    Asset(usize),
    /// The facts that documents cite.
    Facts,
    /// Position in [`crate::config::facts::Facts::parts`].
    FactsPart(usize),
    Glossary,
    /// The acronyms of the glossary, where they have a page of their own.
    Acronyms,
    /// For authors.
    Guide(GuidePage),
    /// A file that an example of the guide names, by its position.
    Example(usize),
    /// What was agreed.
    Agreements,
    Calendar,
    /// The events for calendar programs: all, or one by its position in the catalogue.
    Events(Option<usize>),
    /// What this reader said, kept on the device.
    Opinions,
    /// For addresses that the device has not kept.
    Offline,
    /// The script that keeps pages, or the one that ends it.
    Worker,
    /// The map of regions.
    Map,
    /// What there is to take as data.
    Data,
    /// A path of study with its steps in full.
    PathPrint(DocId),
    Sitemap,
    Feed,
    OpenData,
    FactsData,
    GlossaryData,
    Robots,
}
