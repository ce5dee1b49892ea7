//! The theme of a site, found in the project or in the program, and what it lets authors write.

use super::{Engine, THEMES};
use crate::base::digest::Digest;
use crate::base::near::nearest;
use crate::config::components::Components;
use crate::config::{SITE_FILE, Site};
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
        if let Err(why) = read(&self.site.theme) {
            problems.push(Diagnostic::new(
                Code::Theme,
                format!("no se pudo leer el tema: {why}"),
            ));
        }
        problems.extend(gathered.diags);
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
        problems.extend(loaded.diags);
        self.theme_diags = problems;
        true
    }

    /// Components that a collection names for its authors and the theme does not have.
    pub(super) fn unknown_components(&self) -> Vec<Diagnostic> {
        let named = self.site.collections.iter().flat_map(|c| &c.components);
        let unknown = named.filter(|(name, _)| self.components.find(name).is_none());
        let names = || self.components.list.iter().map(|c| c.name.as_str());
        let told = unknown.map(|(name, span)| {
            let message = format!("el tema no tiene el componente `{name}`");
            Diagnostic::new(Code::ConfigValue, message)
                .at(span.of(&SITE_FILE.into()))
                .suggest(nearest(name, names()))
        });
        told.collect()
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
