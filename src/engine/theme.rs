//! The theme of a site, found in the project or in the program, and what it lets authors write.

use super::{Engine, THEMES};
use crate::base::digest::Digest;
use crate::config::components::Components;
use crate::config::{SITE_FILE, Site};
use crate::data::Span;
use crate::diag::{Code, Diagnostic};
use crate::source;
use crate::theme::{Theme, ThemeFile, builtin, gather};
use std::path::Path;
use std::sync::Arc;

impl Engine {
    /// Reads the theme; whether it is another one.
    pub(super) fn load_theme(&mut self) -> bool {
        let mut problems = Vec::new();
        let read = |name: &str| theme_files(&self.root, name);
        let gathered = gather(&self.site.theme, |name| read(name).unwrap_or_default());
        let site: Arc<str> = SITE_FILE.into();
        let named = |diag: Diagnostic, at: Option<Span>| match (&diag.place, at) {
            (None, Some(at)) => diag.at(at.of(&site)),
            _ => diag,
        };
        if let Err(why) = read(&self.site.theme) {
            let message = format!("no se pudo leer el tema: {why}");
            problems.push(named(
                Diagnostic::new(Code::Theme, message),
                self.site.theme_at,
            ));
        }
        let gathered_diags = gathered.diags.into_iter();
        problems.extend(gathered_diags.map(|diag| named(diag, self.site.theme_at)));
        let language = self.site.language.clone();
        let parts = gathered
            .value
            .iter()
            .flat_map(|f| [f.path.as_bytes(), f.bytes.as_slice()]);
        let digest = Digest::of_parts(std::iter::once(language.as_bytes()).chain(parts));
        if digest == self.theme_digest && problems.is_empty() && !self.theme_faulty {
            return false;
        }
        self.theme_faulty = !problems.is_empty();
        let components = crate::theme::components(&gathered.value);
        self.components = Arc::new(components.value);
        problems.extend(components.diags);
        problems.extend(crate::view::examples::check(&self.components));
        let loaded = Theme::load(gathered.value, &language);
        let theme = match self.options.no_search {
            true => loaded.value,
            false => {
                let client = crate::search::client(loaded.value.search_words());
                loaded.value.with_assets(client)
            }
        };
        self.theme = Arc::new(theme);
        self.theme_digest = digest;
        let loaded_diags = loaded.diags.into_iter();
        problems.extend(loaded_diags.map(|diag| named(diag, self.site.language_at)));
        self.theme_diags = problems;
        true
    }

    /// What a collection names and the theme does not have: its shape, components for its authors. And the
    /// templates for what the site does not have.
    pub(super) fn unknown_in_theme(&self) -> Vec<Diagnostic> {
        let shapes = &self.components.shapes;
        let shaped = self.site.collections.iter();
        let shaped = shaped.filter(|c| !c.shape.is_empty() && !shapes.is_empty());
        let shaped = shaped.filter(|c| !shapes.contains(&c.shape)).map(|c| {
            let message = format!("el tema no tiene la figura `{}`", c.shape);
            Diagnostic::new(Code::ConfigValue, message)
                .at(c.shape_at.of(&SITE_FILE.into()))
                .among(&c.shape, shapes.iter().map(String::as_str))
        });
        let named = self.site.collections.iter().flat_map(|c| &c.components);
        let unknown = named.filter(|(name, _)| self.components.find(name).is_none());
        let names = || self.components.list.iter().map(|c| c.name.as_str());
        let told = unknown.map(|(name, span)| {
            let message = format!("el tema no tiene el componente `{name}`");
            Diagnostic::new(Code::ConfigValue, message)
                .at(span.of(&SITE_FILE.into()))
                .among(name, names())
        });
        let collections = self.site.collections.iter().map(|c| c.name.as_str());
        let collections: Vec<&str> = collections.collect();
        let components: Vec<&str> = names().collect();
        let unused = self.theme.unused(&collections, &components);
        shaped.chain(told).chain(unused).collect()
    }
}

/// A theme's files: those of the project, or those inside the program.
fn theme_files(root: &Path, name: &str) -> Result<Option<Vec<ThemeFile>>, String> {
    if !crate::base::path::is_safe(name) || name.contains('/') {
        return Ok(None);
    }
    let own = source::read_folder(root, &format!("{THEMES}/{name}"))?;
    let own = own.map(|files| {
        let files = files.into_iter();
        files
            .map(|(path, bytes)| ThemeFile {
                theme: name.to_owned(),
                path,
                bytes,
            })
            .collect()
    });
    Ok(own.or_else(|| builtin::builtin(name)))
}

/// What the theme of a site lets authors write.
pub fn components(root: &Path, site: &Site) -> Components {
    let read = |name: &str| theme_files(root, name).unwrap_or_default();
    crate::theme::components(&gather(&site.theme, read).value).value
}
