//! Templates of the project's theme that nothing shows: mostly a slip in the name of one.

use super::error::tags;
use super::render::NOT_COLLECTIONS;
use super::{Theme, builtin, components, fixed, name_of, panels};
use crate::base::near::{meant, nearest};
use crate::base::path;
use crate::diag::{Code, Diagnostic, Place};
use crate::view::page::Panel;

impl Theme {
    /// Tells of the templates that show no page, panel or component of these, and that no other template
    /// names. What the theme of the program has too may wait for a collection.
    pub fn unused(&self, collections: &[&str], components: &[&str]) -> Vec<Diagnostic> {
        if self.tera.is_none() {
            return Vec::new();
        }
        let pages = NOT_COLLECTIONS.iter().map(|page| path::stem(page));
        let pages: Vec<&str> = pages.chain(collections.iter().copied()).collect();
        let panels = Panel::ALL.map(Panel::name);
        let mut out = Vec::new();
        for (file, text) in self.errors.templates() {
            let name = name_of(file);
            let names = match path::folder(name) {
                "" => &pages[..],
                panels::FOLDER => &panels,
                components::FOLDER => components,
                fixed::FOLDER => continue,
                _ => &[],
            };
            let own = builtin::text(&format!("themes/portal/templates/{name}")).is_some();
            let shown = names.contains(&path::stem(name));
            // Templates have such parts without a name of their file.
            let parts = || tags(text, "component").next().is_some();
            if !own && !shown && !parts() && !self.is_named(file, name) {
                out.push(told(file, name, names));
            }
        }
        out
    }

    /// Whether another template includes, extends or imports this one.
    fn is_named(&self, file: &str, name: &str) -> bool {
        let mut others = self.errors.templates().filter(|(other, _)| *other != file);
        let quoted = ['"', '\''].map(|quote| format!("{name}{quote}"));
        others.any(|(_, text)| quoted.iter().any(|quoted| text.contains(quoted)))
    }
}

/// What is said of a template, by the names that are used in its folder.
fn told(file: &str, name: &str, names: &[&str]) -> Diagnostic {
    let folder = path::folder(name);
    let help = match (nearest(path::stem(name), names.iter().copied()), folder) {
        (Some(near), _) => meant(&format!("{folder}{near}.html")),
        (None, "") => "la de una colección lleva su nombre en site.toml: `casos.html`".to_owned(),
        (None, _) => format!("los nombres que se usan allí son: {}", names.join(", ")),
    };
    let message = format!("nada usa la plantilla `{name}`");
    let diag = Diagnostic::new(Code::TemplateUnused, message).at(Place::start_of(&file.into()));
    let diag = diag.instead(Some(help).filter(|_| !names.is_empty()));
    diag.help(format!(
        "si es parte de otra, nómbrela en ella: `{{% include \"{name}\" %}}`"
    ))
}
