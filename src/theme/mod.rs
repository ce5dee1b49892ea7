//! Floor 8: views to HTML. The only module that knows Tera.
//!
//! It cannot see the catalogue, it reads no files and it asks no clock: a page is a function of the
//! theme's files, the [`SiteView`] and the [`PageView`](crate::view::page::PageView).
//!
//! 1. [`files`]: which files make the theme, parents first;
//! 2. [`strings`]: the words of one language, merged from parent to child;
//! 3. the sheets of `estilos/` become one file, so that a page asks for one;
//! 4. Tera compiles the templates; what a template names and nobody has is reported with its place;
//! 5. [`Theme::page`] renders one view.

pub mod builtin;
mod cards;
mod components;
mod error;
mod figures;
pub mod files;
mod filters;
mod fixed;
mod panels;
mod render;
mod shapes;
mod strings;
mod text_use;
mod unused;

pub use cards::card_at;
pub use components::components;
pub use files::{ThemeFile, gather};
pub use fixed::Site;
pub use shapes::Taken;

use crate::base::digest::Digest;
use crate::base::path;
use crate::data::conflict;
use crate::diag::{Code, Diagnostic, Outcome, Place};
use crate::view::page::{Panel, SiteView};
use error::Errors;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use strings::Strings;
use tera::{Tera, Value};

/// Templates that every theme has, from its own files or its parent's.
const NEEDED: [&str; 6] = [
    "404.html", "document.html", "home.html", "list.html", "search.html", "terms.html",
];

/// Groups of strings with the words of a script: of the search, which come with it, and of a reader's
/// progress, which a template has as a variable.
const SEARCH_WORDS: &str = "search_ui";
const PROGRESS_WORDS: (&str, &str) = ("progress_texts", "progress_ui");

/// Name in templates of the one style sheet that all of `estilos/` become.
const SHEET: &str = "estilos.css";

/// A theme ready to render.
pub struct Theme {
    /// `None` when the templates do not compile: the reason was reported when loading.
    tera: Option<Tera>,
    assets: Vec<Asset>,
    errors: Errors,
    /// What stands between thousands in the language of the site.
    thousands: String,
    /// What the search says to people, as JSON.
    search_words: String,
    /// No template looks into the texts of documents; found out when pages are made.
    only_shows_texts: OnceLock<bool>,
    /// The panels that it shows apart; found out when pages are made.
    panels: OnceLock<Vec<(Panel, bool)>>,
}

/// A file of the theme that pages load, under a name that changes with its bytes.
struct Asset {
    /// Name in templates: `portal.js`.
    name: String,
    /// Path in the site: `recursos/portal.0a1b2c3d.js`.
    output: String,
    bytes: Vec<u8>,
}

impl Theme {
    /// Makes a theme from its files, as [`gather`] puts them together.
    pub fn load(files: Vec<ThemeFile>, language: &str) -> Outcome<Theme> {
        let mut diags = Vec::new();
        let own = files.last().map_or(String::new(), |f| f.theme.clone());
        let strings = Strings::load(&files, language, &mut diags);
        let mut assets = BTreeMap::new();
        let mut templates = BTreeMap::new();
        for file in &files {
            if let Ok(text) = std::str::from_utf8(&file.bytes) {
                diags.extend(conflict::settle(&file.place_name(), text).1);
            }
            if let Some(name) = file.path.strip_prefix("assets/") {
                assets.insert(name.to_owned(), asset(name, file.bytes.clone()));
            } else if let Some(name) = file.path.strip_prefix("templates/")
                && let Some(text) = file.text(&mut diags)
            {
                if strings.are_whole() {
                    strings.check_use(file, text, &mut diags);
                }
                templates.insert(template_name(&own, &file.theme, name), (file, text));
            }
        }
        if let Some(sheet) = files::joined_sheet(&files) {
            assets.insert(SHEET.to_owned(), asset(SHEET, sheet));
        }
        let errors = Errors::new(
            templates
                .iter()
                .map(|(name, (file, text))| (name.clone(), file.place_name(), (*text).to_owned())),
        );
        let sources = templates
            .iter()
            .map(|(name, (_, text))| (name.as_str(), *text));
        let texts = templates.values().map(|(_, text)| *text);
        Strings::check_names(&files, language, texts, &mut diags);
        // Where there is no theme, it makes no sense to say which of its templates are missing.
        let tera = match files.is_empty() || !strings.are_whole() {
            true => None,
            false => compile(&files, sources.collect(), &strings, &errors, &mut diags),
        };
        if let Some(tera) = &tera {
            diags.extend(missing_templates(tera, &own));
        }
        let mut theme = Theme {
            tera,
            assets: assets.into_values().collect(),
            errors,
            thousands: strings.thousands(),
            search_words: strings.json(SEARCH_WORDS),
            only_shows_texts: OnceLock::new(),
            panels: OnceLock::new(),
        };
        theme.publish_assets();
        Outcome {
            value: theme,
            diags,
        }
    }

    /// Adds files made elsewhere (the search client's scripts) to the theme's assets.
    pub fn with_assets(mut self, extra: Vec<(String, Vec<u8>)>) -> Theme {
        for (name, bytes) in extra {
            self.assets.retain(|a| a.name != name);
            self.assets.push(asset(&name, bytes));
        }
        self.assets.sort_by(|a, b| a.name.cmp(&b.name));
        self.publish_assets();
        self
    }

    /// What the search says to people: an object, as JSON.
    pub fn search_words(&self) -> &str {
        &self.search_words
    }

    /// Path in the site and bytes of each asset, in the order of their names.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets
            .iter()
            .map(|a| (a.output.as_str(), a.bytes.as_slice()))
    }

    /// Whether the theme has a template that a theme may go without.
    pub fn has_template(&self, name: &str) -> bool {
        let tera = self.tera.as_ref();
        tera.is_some_and(|tera| tera.contains_template(name))
    }

    /// A whole number as the language of the site writes it.
    pub fn number(&self, n: u64) -> String {
        filters::number(n, &self.thousands)
    }

    /// Whether pages may be made with marks in the place of their texts.
    pub fn only_shows_texts(&self) -> bool {
        *self.only_shows_texts.get_or_init(|| {
            let seeing = self.errors.templates().filter(|(file, _)| sees_texts(file));
            text_use::only_show(&text_use::Tags::of(seeing.map(|(_, text)| text)))
        })
    }

    /// What all pages share, prepared once for each snapshot.
    pub fn site(view: &SiteView) -> Site {
        Site::new(view)
    }

    /// Tells templates under which name each asset is published.
    fn publish_assets(&mut self) {
        let names: BTreeMap<&str, &str> = self
            .assets
            .iter()
            .map(|a| (a.name.as_str(), a.output.as_str()))
            .collect();
        let names = Value::from_serializable(&names);
        if let Some(tera) = &mut self.tera {
            tera.global_context().insert_value("assets", names);
        }
    }
}

/// Whether a template may see texts of documents: fixed pieces and components do not.
fn sees_texts(file: &str) -> bool {
    let name = name_of(file);
    let apart = [fixed::FOLDER, components::FOLDER];
    !apart.iter().any(|folder| name.starts_with(folder))
}

/// Path of a template in its theme's folder of templates.
fn name_of(file: &str) -> &str {
    file.split_once("templates/").map_or("", |(_, name)| name)
}

fn asset(name: &str, bytes: Vec<u8>) -> Asset {
    let stem = path::stem(name);
    let extension = &name[path::folder(name).len() + stem.len()..];
    let output = format!(
        "recursos/{}{stem}.{}{extension}",
        path::folder(name),
        Digest::of(&bytes).short(),
    );
    Asset {
        name: name.to_owned(),
        output,
        bytes,
    }
}

/// The name that Tera knows a template by. A parent's template keeps its theme before it, so that
/// a child can both replace `document.html` and extend `portal/document.html`.
fn template_name(own: &str, theme: &str, name: &str) -> String {
    if theme == own {
        name.to_owned()
    } else {
        format!("{theme}/{name}")
    }
}

fn compile(
    files: &[ThemeFile],
    sources: Vec<(&str, &str)>,
    strings: &Strings,
    errors: &Errors,
    diags: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    let own = files.last().map_or("", |f| f.theme.as_str());
    let mut parents: Vec<String> = Vec::new();
    for file in files.iter().rev() {
        let prefix = format!("{}/", file.theme);
        if file.theme != own && !parents.contains(&prefix) {
            parents.push(prefix);
        }
    }
    let mut tera = Tera::new();
    filters::register(&mut tera, strings.thousands());
    let loaded = tera
        .set_fallback_prefixes(parents)
        .and_then(|()| tera.add_raw_templates(sources.iter().copied()));
    if let Err(error) = loaded {
        // Tera stops at the first template with bad syntax; authors want all of them at once.
        let mut found: Vec<Diagnostic> = sources
            .iter()
            .filter_map(syntax_error)
            .flat_map(|error| errors.of(&error, None))
            .collect();
        if found.is_empty() {
            found = errors.of(&error, None);
        }
        diags.append(&mut found);
        return None;
    }
    let context = tera.global_context();
    context.insert_value("strings", strings.value());
    let (name, group) = PROGRESS_WORDS;
    context.insert_value(name, Value::safe_string(&strings.json(group)));
    Some(tera)
}

fn syntax_error((name, text): &(&str, &str)) -> Option<tera::Error> {
    let error = Tera::new().add_raw_template(name, text).err()?;
    matches!(error.kind(), tera::ErrorKind::SyntaxError(_)).then_some(error)
}

fn missing_templates(tera: &Tera, own: &str) -> Vec<Diagnostic> {
    let missing = NEEDED.iter().filter(|name| !tera.contains_template(name));
    let missing: Vec<&str> = missing.copied().collect();
    let message = match missing[..] {
        [] => return Vec::new(),
        [name] => format!("al tema `{own}` le falta la plantilla `{name}`"),
        _ => format!(
            "al tema `{own}` le faltan plantillas: {}",
            missing.join(", ")
        ),
    };
    let file = format!("themes/{own}/theme.toml").into();
    let diag = Diagnostic::new(Code::Theme, message)
        .at(Place::start_of(&file))
        .help(format!(
            "escriba `extends = \"portal\"` en `{file}`, para tomar de ese tema lo que falta"
        ))
        .help(format!("o escríbalas en `themes/{own}/templates/`"));
    vec![diag]
}
