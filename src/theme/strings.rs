//! The words of a theme in one language. Templates hold none of their own.

use super::ThemeFile;
use crate::base::near::nearest;
use crate::data::reader::wrong;
use crate::data::{Kind, Node, Span};
use crate::diag::{Code, Diagnostic, Place};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Words by name; a child theme's words replace its parent's one by one.
#[derive(Debug, Default)]
pub struct Strings {
    tree: BTreeMap<String, Text>,
    /// Names of words that are missing in this language.
    missing: Vec<String>,
}

/// Folder of a theme with a file for each language.
const FOLDER: &str = "strings/";

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Text {
    Word(String),
    Group(BTreeMap<String, Text>),
}

impl Strings {
    /// Reads `strings/<language>.toml` of each theme, parents first: of `es-CO`, what `es` says and
    /// then its own.
    pub fn load(files: &[ThemeFile], language: &str, diags: &mut Vec<Diagnostic>) -> Strings {
        let mut strings = Strings::default();
        let of = paths(language);
        let read: Vec<&ThemeFile> = of
            .iter()
            .flat_map(|path| files.iter().filter(move |f| f.path == *path))
            .collect();
        for file in &read {
            if let Some(table) = file.toml(diags) {
                merge(&mut strings.tree, file, &table, diags);
            }
        }
        let Some(own) = files.last().map(|f| &*f.theme) else {
            return strings;
        };
        strings.missing = strings.untranslated(files, &of);
        let message = match (read.as_slice(), strings.missing.as_slice()) {
            ([], _) => format!("el tema `{own}` no tiene textos en el idioma `{language}`"),
            (_, []) => return strings,
            (_, [one]) => format!("a los textos en `{language}` les falta `{one}`"),
            (_, [first, .., last]) => {
                let n = strings.missing.len();
                format!("a los textos en `{language}` les faltan {n}, de `{first}` a `{last}`")
            }
        };
        // A theme of the program is in no folder: to add to it takes a theme of one's own.
        let mut diag = Diagnostic::new(Code::Theme, message);
        diag = match read.first() {
            Some(file) => diag.at(Place::start_of(&file.place_name())),
            // The name is wrong where the site says it.
            None => {
                let known = files.iter().filter_map(|f| f.path.strip_prefix(FOLDER));
                let known: BTreeSet<&str> = known.filter_map(|f| f.strip_suffix(".toml")).collect();
                diag.among(language, known.into_iter())
            }
        };
        let mut theme = own;
        if super::builtin::builtin(own).is_some() {
            theme = "mi-tema";
            diag = diag.help("haga un tema con `acervo new theme mi-tema` y úselo en site.toml");
        }
        let words = "traduzca `strings/es.toml`, que escribe `acervo export theme`";
        let help = format!("{words}, en `themes/{theme}/{FOLDER}{language}.toml`");
        diags.push(diag.help(help).help("o cambie `language` en site.toml"));
        strings
    }

    /// Whether no word is missing that the theme has in other languages.
    pub fn are_whole(&self) -> bool {
        self.missing.is_empty()
    }

    /// Words that a theme of the chain has, only in other languages, and nobody gave in this one.
    fn untranslated(&self, files: &[ThemeFile], of: &[String]) -> Vec<String> {
        let mut missing = Vec::new();
        for theme in files.chunk_by(|a, b| a.theme == b.theme) {
            if theme.iter().any(|f| of.contains(&f.path)) {
                continue;
            }
            let other = theme.iter().find(|f| f.path.starts_with(FOLDER));
            let names = other.map_or(Vec::new(), names_in).into_iter();
            missing.extend(names.filter(|n| self.find(n.split('.')).is_none()));
        }
        missing
    }

    /// Warns of words of a child theme that its parents do not have and no template names: they
    /// show nowhere, as after a slip or when the parent's word has another name now.
    pub fn check_names<'a>(
        files: &[ThemeFile],
        language: &str,
        templates: impl Iterator<Item = &'a str> + Clone,
        diags: &mut Vec<Diagnostic>,
    ) {
        let Some(first) = files.first() else { return };
        // Most sites have a theme that stands on no other: its words are read once as it is.
        if files.iter().all(|f| f.theme == first.theme) {
            return;
        }
        let of = paths(language);
        let mut known: Vec<String> = Vec::new();
        for file in files.iter().filter(|f| f.path.starts_with(FOLDER)) {
            let names = names_in(file);
            let strange =
                |name: &&String| !known.contains(name) && !templates.clone().any(|t| uses(t, name));
            if file.theme != first.theme && of.contains(&file.path) {
                for name in names.iter().filter(strange) {
                    let table = file.toml(&mut Vec::new());
                    let span = table.and_then(|table| key_span(&table, name));
                    let message = format!("ninguna plantilla usa el texto `{name}`");
                    diags.push(
                        Diagnostic::new(Code::ConfigKey, message)
                            .warning()
                            .at(span.unwrap_or_default().of(&file.place_name()))
                            .suggest(nearest(name, known.iter().map(String::as_str)))
                            .help("los nombres están en `strings/es.toml`, que escribe `acervo export theme`"),
                    );
                }
            }
            known.extend(names);
        }
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
                let message = format!("no hay texto con el nombre `{path}`");
                let diag = Diagnostic::new(Code::Template, message)
                    .at(Place::new(&file.place_name(), span))
                    .suggest(nearest(path, self.names().iter().map(String::as_str)))
                    .help("agréguelo al archivo de textos del tema, en la carpeta `strings`");
                diags.push(diag);
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

    /// The names of all words, with those of their groups before them: `home.question`.
    pub fn names(&self) -> Vec<String> {
        fn add(before: &str, tree: &BTreeMap<String, Text>, out: &mut Vec<String>) {
            for (name, text) in tree {
                match text {
                    Text::Word(_) => out.push(format!("{before}{name}")),
                    Text::Group(group) => add(&format!("{before}{name}."), group, out),
                }
            }
        }
        let mut out = Vec::new();
        add("", &self.tree, &mut out);
        out
    }
}

/// The files with the words of a language: of a region's, what the language says comes first.
fn paths(language: &str) -> Vec<String> {
    let general = language.split('-').next().unwrap_or(language);
    let mut all = vec![general, language];
    all.dedup();
    all.iter()
        .map(|name| format!("{FOLDER}{name}.toml"))
        .collect()
}

/// The names of the words of a file.
fn names_in(file: &ThemeFile) -> Vec<String> {
    let mut strings = Strings::default();
    if let Some(table) = file.toml(&mut Vec::new()) {
        merge(&mut strings.tree, file, &table, &mut Vec::new());
    }
    strings.names()
}

/// Whether a template shows a word: by its whole name, or with all of its group, as `count` does.
fn uses(template: &str, name: &str) -> bool {
    let group = name.split_once('.').map(|(group, _)| group);
    [Some(name), group].into_iter().flatten().any(|name| {
        let mut ends = template.match_indices("strings.").filter_map(|(at, mark)| {
            let rest = template[at + mark.len()..].strip_prefix(name)?;
            Some(rest.chars().next())
        });
        ends.any(|next| !next.is_some_and(|c| is_name(c) || c == '.'))
    })
}

/// Where the name of a word is written.
fn key_span(table: &Node, name: &str) -> Option<Span> {
    let (first, rest) = match name.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (name, None),
    };
    let (key, value) = table.entries().iter().find(|(key, _)| key.name == first)?;
    match (rest, &value.kind) {
        (Some(rest), Kind::Map(_)) => key_span(value, rest),
        _ => Some(key.span),
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn merge(
    tree: &mut BTreeMap<String, Text>,
    file: &ThemeFile,
    table: &Node,
    diags: &mut Vec<Diagnostic>,
) {
    for (key, value) in table.entries() {
        let name = key.name.clone();
        match &value.kind {
            Kind::Scalar { text, quoted: true } => {
                tree.insert(name, Text::Word(text.clone()));
            }
            Kind::Map(_) => {
                let mut group = match tree.remove(&name) {
                    Some(Text::Group(group)) => group,
                    _ => BTreeMap::new(),
                };
                merge(&mut group, file, value, diags);
                tree.insert(name, Text::Group(group));
            }
            _ => {
                let diag = wrong(format!("`{name}` debe ser un texto"));
                let diag = diag.help("escríbalo entre comillas");
                diags.push(diag.at(value.span.of(&file.place_name())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words() {
        let portal = super::super::builtin::builtin("portal").unwrap();
        let words = |language| Strings::load(&portal, language, &mut Vec::new()).names();
        assert_eq!(words("es"), words("en"));
    }

    #[test]
    fn words_of_a_script_cannot_close_it() {
        let file = ThemeFile {
            theme: "propio".into(),
            path: "strings/es.toml".into(),
            bytes: b"[search_ui]\na = \"</script><b>\"\n".into(),
        };
        let words = Strings::load(&[file], "es", &mut Vec::new()).json("search_ui");
        assert_eq!(words, "{\"a\":\"\\u003c/script>\\u003cb>\"}");
    }
}
