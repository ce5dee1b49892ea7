//! Floor 2: site.toml, read once into what it means.
//!
//! Every key is checked where it is written: an unknown key, a wrong value or a vocabulary that is
//! not there is a diagnostic with its place, and the rest is still read. Reads no files itself: the
//! caller hands over a function that does.

pub mod base_url;
mod collections;
pub mod community;
pub mod components;
pub mod facts;
pub mod feedback;
mod fields;
pub mod glossary;
pub mod guide;
pub mod history;
pub mod institution;
pub mod map;
pub mod open_data;
pub mod sample;
pub mod schema;
pub mod search;
pub mod study;
pub mod style;
pub mod term;
pub mod vocabulary;

use crate::base::date::{self, Date};
use crate::base::digest::Digest;
use crate::base::locale::Locale;
use crate::data::reader::{Reader, wrong};
use crate::data::{Node, Span, conflict, file, toml};
use crate::diag::{Code, Diagnostic, Failure, Outcome};
use community::Community;
use facts::Facts;
use feedback::Feedback;
use glossary::Glossary;
use schema::{Collection, Taxonomy};
use search::SearchConfig;
use std::sync::Arc;
use vocabulary::Vocabulary;

/// Name of the file that makes a folder a site.
pub const SITE_FILE: &str = "site.toml";

/// What site.toml means.
#[derive(Debug, Default, Clone)]
pub struct Site {
    pub title: String,
    pub description: String,
    /// Absolute address with a final `/`; only feeds, site map and canonical links use it.
    pub base_url: Option<String>,
    /// BCP 47 tag of the content and of the theme's strings, `es`.
    pub language: String,
    /// Folder name in `themes/`, or the name of a theme inside the program.
    pub theme: String,
    /// Where site.toml names them, if it does.
    pub theme_at: Option<Span>,
    pub language_at: Option<Span>,
    pub author: String,
    /// The day that the site is of: later documents wait, and «late» is measured by it.
    pub at: Option<Date>,
    /// In the order of the file.
    pub collections: Vec<Collection>,
    pub vocabularies: Vec<Vocabulary>,
    /// Fields whose values are terms with facets or pages, one entry a field name.
    pub taxonomies: Vec<Taxonomy>,
    /// Example queries of the home page.
    pub examples: Vec<String>,
    pub search: SearchConfig,
    /// Whether there is a page of the search: who builds the site may do without.
    pub search_page: bool,
    /// Editorial checks, when there are any.
    pub style: Option<style::Style>,
    /// Statements that documents cite.
    pub facts: Option<Facts>,
    /// Words that are explained.
    pub glossary: Option<Glossary>,
    /// Pages for authors.
    pub guide: Option<guide::Guide>,
    /// What the pages tell of the repository.
    pub history: Option<history::HistorySettings>,
    /// Which fields hold agreements and events.
    pub community: Community,
    /// What readers say of the site.
    pub feedback: Feedback,
    /// Whether browsers keep visited pages to show them without a connection.
    pub service_worker: bool,
    /// Terms as regions of a drawing.
    pub map: Option<map::Map>,
    /// The page of open data.
    pub open_data: Option<open_data::OpenData>,
    /// The entity behind an official site.
    pub institution: Option<institution::Institution>,
    /// Paths of study.
    pub study: Option<study::Study>,
    /// Findings that nobody is told: a data file that they depend on could not be read whole, and that
    /// is the one mistake.
    pub untold: Vec<Code>,
    /// Data files that were read, from the root of the project.
    pub files: Vec<String>,
    /// Digest of site.toml and its data files: all that checking a document depends on.
    pub digest: Digest,
}

/// The channel of news.
pub const FEED: &str = "canal.xml";

impl Site {
    /// The collection whose folder holds a content path (`casos/a.md`): the deepest one.
    pub fn collection_of(&self, path: &str) -> Option<usize> {
        let holds = |c: &Collection| {
            c.path.is_empty()
                || path
                    .strip_prefix(&c.path)
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        (0..self.collections.len())
            .filter(|&i| holds(&self.collections[i]))
            .max_by_key(|&i| self.collections[i].path.len())
    }

    /// Addresses of what the site makes by itself for readers: facts, glossary, agreements, calendar, search.
    pub fn own_pages(&self) -> impl Iterator<Item = &str> {
        let facts = self.facts.iter();
        let facts = facts.flat_map(|f| f.parts.iter().map(|p| &p.url).chain([&f.url]));
        let glossary = self.glossary.iter();
        let glossary = glossary.flat_map(|g| g.apart.iter().map(|(url, _)| url).chain([&g.url]));
        let agreements = self.community.agreements.iter().map(|a| &a.url);
        let events = self.community.events.iter().map(|e| &e.url);
        let map = self.map.iter().map(|m| &m.url);
        let data = self.open_data.iter().map(|d| &d.url);
        let guide = self.guide.iter().map(|g| &g.url);
        let all = facts.chain(glossary).chain(agreements).chain(events);
        let all = all.chain(map).chain(data).chain(guide).map(String::as_str);
        let search = self.search_page.then_some(search::SEARCH_PAGE);
        let feed = self.base_url.as_ref().map(|_| FEED);
        all.chain(search).chain(feed)
    }

    /// Whether an address may be of a page that the site would make, had its table been read.
    pub fn may_make(&self, url: &str) -> bool {
        let facts = self.facts.iter().map(|f| (Code::FactUnknown, &f.url));
        let glossary = self.glossary.iter();
        let glossary = glossary.map(|g| (Code::AcronymUnknown, &g.url));
        facts.chain(glossary).any(|(code, page)| {
            let below = url.strip_prefix(page.trim_end_matches(".html"));
            self.untold.contains(&code) && below.is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// Position of a collection by name.
    pub fn collection(&self, name: &str) -> Option<usize> {
        self.collections.iter().position(|c| c.name == name)
    }
}

/// Why a folder is no site.
pub fn no_site(root: &dyn std::fmt::Display) -> Failure {
    Failure::new(format!("no hay un archivo {SITE_FILE} en {root}")).help(
        "entre a la carpeta del sitio o indíquela con `--root`; para empezar un sitio, \
         haga ese archivo con `title = \"Nombre\"` y, debajo, `[collections.casos]`",
    )
}

/// Reads site.toml and the data files it names. `read` gives the text of a project file.
pub fn load(text: &str, read: &dyn Fn(&str) -> Result<String, String>) -> Outcome<Site> {
    let file: Arc<str> = SITE_FILE.into();
    let (settled, unmerged) = conflict::settle(&file, text);
    let parsed = toml::parse(&file, &settled);
    let mut diags = parsed.diags;
    let unread = diags.len();
    let mut files = Files {
        read,
        names: Vec::new(),
        texts: vec![text.to_owned()],
        unmerged,
        untold: Vec::new(),
    };
    let mut root = Reader::new(&file, &parsed.value, "site.toml", &mut diags);
    let mut site = Site::default();
    head(&mut root, &mut site);
    site.vocabularies = vocabulary::read_all(&mut root, &mut files);
    site.collections = collections::read_all(&mut root, &site.vocabularies);
    if let Some(mut reader) = root.section("home") {
        site.examples = reader.texts("examples");
        reader.finish();
    }
    site.study = study::read(&mut root, &site.title, &site.collections);
    site.history = history::read(&mut root);
    site.style = style::read(&mut root);
    site.community = community::read(&mut root, &site);
    let locale = Locale::of(&site.language);
    site.facts = facts::read(&mut root, locale, &mut files);
    site.guide = guide::read(&mut root, locale);
    site.glossary = glossary::read(&mut root, locale, &mut files);
    site.feedback = feedback::read(&mut root, &mut files);
    if let Some(mut reader) = root.section("offline") {
        site.service_worker = reader.boolean("service_worker").unwrap_or(false);
        reader.finish();
    }
    site.map = map::read(&mut root, &site, &mut files);
    site.open_data = open_data::read(&mut root, locale);
    site.institution = institution::read(&mut root);
    site.search = search::read(&mut root, &site);
    root.finish();
    site.digest = Digest::of_parts(files.texts.iter().map(String::as_bytes));
    site.files = files.names;
    site.untold = files.untold;
    collections::references(&file, parsed.value.get("collections"), &site, &mut diags);
    collections::taxonomies(&file, &mut site, &mut diags);
    // What seems to be missing may stand in what could not be read.
    if unread > 0 {
        diags.truncate(unread);
    }
    diags.append(&mut files.unmerged);
    Outcome { value: site, diags }
}

/// How much of a table is known, once its rows were taken in.
enum Extent {
    /// The name of each row.
    Known,
    /// Not the names of all rows: one that seems to be missing may be there.
    Unnamed,
    /// Nothing.
    Unread,
}

/// The data files read so far.
struct Files<'a> {
    read: &'a dyn Fn(&str) -> Result<String, String>,
    names: Vec<String>,
    texts: Vec<String>,
    unmerged: Vec<Diagnostic>,
    /// See [`Site::untold`].
    untold: Vec<Code>,
}

impl Files<'_> {
    /// Text of a file that site.toml names; what cannot be read is reported where it does so first.
    fn named(&mut self, name: &str, at: Span, diags: &mut Vec<Diagnostic>) -> Option<String> {
        let again = self.names.iter().any(|n| n == name);
        let told = |why| {
            if again {
                return;
            }
            let diag = wrong(format!("no se pudo leer `{name}`: {why}"));
            diags.push(diag.at(at.of(&SITE_FILE.into())));
        };
        self.text(name).map_err(told).ok()
    }

    /// What a data file holds, as far as it can be read; `fill` takes it in, and is told of each row whether
    /// it is torn. When more is lost than rows of which the name is known, findings of `codes` are not told.
    fn table(
        &mut self,
        (name, at): (&str, Span),
        codes: &[Code],
        diags: &mut Vec<Diagnostic>,
        fill: impl FnOnce(&Arc<str>, &Node, &dyn Fn(&Node) -> bool, &mut Vec<Diagnostic>) -> Extent,
    ) {
        let Some(text) = self.named(name, at, diags) else {
            self.untold.extend(codes);
            return;
        };
        let file: Arc<str> = name.into();
        let mut parsed = file::parse(&file, &text);
        let torn = file::torn(&file, &parsed);
        let lost = torn.is_none();
        let torn = torn.unwrap_or_default();
        diags.append(&mut parsed.diags);
        let said = diags.len();
        let is_torn = |row: &Node| torn.contains(&row.span.start);
        let extent = fill(&file, &parsed.value, &is_torn, diags);
        // What seems to be missing may stand in what could not be read.
        if lost {
            diags.truncate(said);
        }
        match extent {
            _ if lost => self.untold.extend(codes),
            Extent::Known => {}
            Extent::Unnamed => self.untold.extend(&codes[..1]),
            Extent::Unread => self.untold.extend(codes),
        }
    }

    /// Text of a project file; the error is the reason in Spanish.
    fn text(&mut self, name: &str) -> Result<String, String> {
        if !crate::base::path::is_safe(name) {
            return Err("la ruta debe quedar dentro de la carpeta del proyecto".into());
        }
        let first = !self.names.iter().any(|n| n == name);
        if first {
            self.names.push(name.to_owned());
        }
        let text = (self.read)(name)?;
        self.texts.push(text.clone());
        let (settled, mut found) = conflict::settle(&name.into(), &text);
        // Several vocabularies may be in one file.
        if first {
            self.unmerged.append(&mut found);
        }
        Ok(settled.into_owned())
    }
}

fn head(root: &mut Reader<'_, '_>, site: &mut Site) {
    site.title = root.text("title").unwrap_or_default();
    let what = "el nombre del sitio, al comienzo de site.toml";
    root.require("title", what, "\"Nombre del sitio\"");
    site.description = root.text("description").unwrap_or_default();
    site.language = root.text("language").unwrap_or_else(|| "es".into());
    site.theme_at = root.node("theme").map(|n| n.span);
    site.language_at = root.node("language").map(|n| n.span);
    site.theme = root.text("theme").unwrap_or_else(|| "portal".into());
    site.author = root.text("author").unwrap_or_default();
    if let Some(node) = root.node("at") {
        site.at = node.text().and_then(date::parse);
        if site.at.is_none() {
            let found = node.describe();
            let message = format!("`at` debe ser una fecha como 2026-11-22 y es {found}");
            let near = node.text().and_then(date::guess).map(date::iso);
            root.report(node.span, wrong(message).suggest(near.as_deref()));
        }
    }
    if let Some(url) = root.text("base_url") {
        match base_url::base_url(&url) {
            Ok(url) => site.base_url = Some(url),
            Err(found) => {
                let diag = wrong(format!("`base_url` no sirve: {}", found.why));
                root.report(root.place("base_url"), diag.help(found.instead));
            }
        }
    }
}

/// Whether a text is an absolute http address, without a query or a fragment.
pub fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let bad = |c: char| c.is_whitespace() || matches!(c, '?' | '#' | '"' | '<' | '>');
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(bad))
}
