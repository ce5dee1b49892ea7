//! The words of a theme in one language. Templates hold none of their own.

use super::ThemeFile;
use super::files::toml_table;
use crate::base::near::nearest;
use crate::diag::{Code, Diagnostic, Place};
use serde::Serialize;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// Words by name; a child theme's words replace its parent's one by one.
#[derive(Debug, Default)]
pub struct Strings {
    tree: BTreeMap<String, Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Text {
    Word(String),
    Group(BTreeMap<String, Text>),
}

impl Strings {
    /// Reads `strings/<language>.toml` of each theme, parents first.
    pub fn load(files: &[ThemeFile], language: &str, diags: &mut Vec<Diagnostic>) -> Strings {
        let path = format!("strings/{language}.toml");
        let mut strings = Strings::default();
        let mut found = false;
        for file in files.iter().filter(|f| f.path == path) {
            found = true;
            if let Some(table) = toml_table(file, diags) {
                merge(&mut strings.tree, file, table.get_ref(), diags);
            }
        }
        if let (false, Some(own)) = (found, files.last()) {
            let file = format!("themes/{}/theme.toml", own.theme).into();
            diags.push(
                Diagnostic::new(
                    Code::Theme,
                    format!(
                        "el tema `{}` no tiene textos en el idioma `{language}`",
                        own.theme
                    ),
                )
                .at(Place::start_of(&file))
                .help(format!("escriba `themes/{}/{path}`", own.theme))
                .help("o cambie `language` en site.toml"),
            );
        }
        strings
    }

    /// What stands between thousands: `strings.format.thousands`, a point when it is not given.
    pub fn thousands(&self) -> String {
        match self.find(["format", "thousands"].into_iter()) {
            Some(Text::Word(mark)) => mark.clone(),
            _ => ".".to_owned(),
        }
    }

    /// The words as templates see them.
    pub fn value(&self) -> tera::Value {
        tera::Value::from_serializable(&self.tree)
    }

    /// The words of a script as JSON that can stand inside `<script>`.
    pub fn json(&self, group: &str) -> String {
        // `<` never appears, so no text can close the element or open a comment in it.
        self.tree
            .get(group)
            .and_then(|words| serde_json::to_string(words).ok())
            .unwrap_or_else(|| "{}".to_owned())
            .replace('<', "\\u003c")
    }

    /// Reports each `strings.…` of a template that has no words, where it stands.
    pub fn check_use(&self, file: &ThemeFile, template: &str, diags: &mut Vec<Diagnostic>) {
        if self.tree.is_empty() {
            return;
        }
        for (start, _) in template.match_indices("strings.") {
            if template[..start].ends_with(|c: char| is_name(c) || c == '.') {
                continue;
            }
            let rest = &template[start + "strings.".len()..];
            let end = rest
                .find(|c: char| !is_name(c) && c != '.')
                .unwrap_or(rest.len());
            let path = rest[..end].trim_end_matches('.');
            if self.find(path.split('.')).is_none() {
                let span = start..start + "strings.".len() + path.len();
                diags.push(
                    Diagnostic::new(
                        Code::Template,
                        format!("no hay texto con el nombre `{path}`"),
                    )
                    .at(Place::new(&file.place_name(), span))
                    .suggest(nearest(path, self.names().iter().map(String::as_str)))
                    .help("agréguelo al archivo de textos del tema, en la carpeta `strings`"),
                );
            }
        }
    }

    fn find<'a>(&self, mut path: impl Iterator<Item = &'a str>) -> Option<&Text> {
        let first = self.tree.get(path.next()?)?;
        path.try_fold(first, |text, part| match text {
            Text::Group(group) => group.get(part),
            Text::Word(_) => None,
        })
    }

    /// All names, groups and what is in them.
    pub fn names(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (name, text) in &self.tree {
            out.push(name.clone());
            if let Text::Group(group) = text {
                out.extend(group.keys().map(|key| format!("{name}.{key}")));
            }
        }
        out
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn merge(
    tree: &mut BTreeMap<String, Text>,
    file: &ThemeFile,
    table: &DeTable<'_>,
    diags: &mut Vec<Diagnostic>,
) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match value.get_ref() {
            DeValue::String(word) => {
                tree.insert(name.to_owned(), Text::Word(word.to_string()));
            }
            DeValue::Table(table) => {
                let group = tree
                    .entry(name.to_owned())
                    .or_insert_with(|| Text::Group(BTreeMap::new()));
                if let Text::Word(_) = group {
                    *group = Text::Group(BTreeMap::new());
                }
                if let Text::Group(group) = group {
                    merge(group, file, table, diags);
                }
            }
            _ => diags.push(
                Diagnostic::new(Code::ConfigValue, format!("`{name}` debe ser un texto"))
                    .at(Place::new(&file.place_name(), value.span()))
                    .help("escríbalo entre comillas"),
            ),
        }
    }
}
