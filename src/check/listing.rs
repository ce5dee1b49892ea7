//! Lists as authors write them who do not know how YAML does: in one line, or with other signs than dashes.

use crate::data::{BULLETS, Key, Node, quoted};
use crate::diag::{Code, Diagnostic};

/// What to write instead of several values in one text, if they are that.
pub(super) fn listed(key: &str, values: &[&str], is_one: impl Fn(&str) -> bool) -> Option<String> {
    let many = values.len() > 1 && values.iter().all(|value| is_one(value));
    many.then(|| as_list(key, values))
}

/// What to write instead of a list of which a sign slipped: its first bracket, or a dash that does not stand
/// below the others.
pub(super) fn slipped(node: &Node) -> Option<String> {
    let text = node.bare()?;
    if let Some(values) = half_open(text) {
        return Some(format!("falta el corchete que abre: `[{values}]`"));
    }
    // A line end and the spaces behind it are read as one space.
    let goes_on = (node.span.end - node.span.start) as usize > text.len();
    let help = "empiece cada línea de la lista con los mismos espacios antes del guion";
    (goes_on && text.contains(" - ")).then(|| help.to_owned())
}

/// The values of a list whose first bracket is missing.
fn half_open(text: &str) -> Option<&str> {
    let values = text.strip_suffix(']');
    values.filter(|values| !values.contains('['))
}

/// Most words of a name: what has more is a sentence, and its commas are its own.
const NAME: usize = 4;

/// What is to be said of a list that was written as names with commas in one text, or within brackets with
/// `;` between them. Quotes make one text of it, as of «Pérez, Ana».
pub(super) fn unlisted(key: &str, node: &Node, in_list: bool) -> Option<Diagnostic> {
    let text = node.bare()?;
    let cut = if in_list || text.contains(';') {
        ';'
    } else {
        ','
    };
    if !text.contains(cut) {
        return None;
    }
    let listed = half_open(text).unwrap_or(text);
    let values: Vec<&str> = listed.split(cut).map(str::trim).collect();
    let is_name = |value: &&str| (1..=NAME).contains(&value.split_whitespace().count());
    if values.len() < 2 || !values.iter().all(is_name) {
        return None;
    }
    let message = format!("`{key}` es una lista y aquí se lee un solo valor: «{text}»");
    let several: Vec<String> = values
        .iter()
        .map(|value| match value.contains([',', ':', '#', '[', '{']) {
            true => quoted(value),
            false => (*value).to_owned(),
        })
        .collect();
    let one = quoted(text);
    let one = format!("si es uno solo, póngalo entre comillas: `{key}: {one}`");
    let diag = Diagnostic::new(Code::FieldType, message).warning();
    Some(diag.help(as_list(key, &several)).help(one))
}

/// What to write instead of several values.
fn as_list<T: std::borrow::Borrow<str>>(key: &str, values: &[T]) -> String {
    let values = values.join(", ");
    format!("si son varios, escriba una lista: `{key}: [{values}]`")
}

/// Whether a value that should be a list is a text of several lines below its key, or of several items.
pub(super) fn is_lines(node: &Node, group: Option<&Node>) -> bool {
    let Some(text) = node.bare() else {
        return false;
    };
    let keys = group.map_or(&[][..], Node::entries);
    let key = keys.iter().find(|(_, value)| std::ptr::eq(value, node));
    // Two dots and a space are two bytes, and a line end with spaces is one more.
    let is_below = key.is_some_and(|(key, _)| node.span.start > key.span.end + 2);
    // YAML reads a line end and the spaces behind it as one space.
    let size = (node.span.end - node.span.start) as usize;
    (is_below && size > text.len()) || first_item(text).is_some()
}

/// What is wrong with it.
pub(super) fn told(node: &Node) -> Diagnostic {
    let item = node.text().and_then(first_item).unwrap_or("…");
    let help = format!("empiece cada línea con un guion y un espacio: `- {item}`");
    Diagnostic::new(Code::FieldType, "las listas se escriben con guiones").help(help)
}

/// What is wrong with a group in braces that a comma of a text cuts, and what to write instead. A name of
/// one word may as well be a key that does not exist.
pub(super) fn comma(group: &Node, strange: &Key) -> Option<(String, String)> {
    let is_part = |c: char| !c.is_alphanumeric() && c != '_';
    let cut = strange.name.contains(is_part);
    cut.then(|| group.cut_by_comma(strange)).flatten()
}

/// The first item of a text that enumerates them.
fn first_item(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix(BULLETS) {
        let item = rest.split(BULLETS).next().unwrap_or_default();
        return rest.starts_with([' ', '\t']).then_some(item.trim());
    }
    let sign = [". ", ") ", ".- "];
    let rest = sign.iter().find_map(|sign| {
        let rest = text.strip_prefix('1')?.strip_prefix(sign)?;
        Some(rest.split_once(&format!(" 2{sign}"))?.0)
    });
    rest.map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_known_by_what_stands_before_them() {
        for (text, item) in [
            ("• Explicar algo • Nombrar otra", Some("Explicar algo")),
            ("– Explicar – Nombrar", Some("Explicar")),
            ("1. Explicar 2. Nombrar", Some("Explicar")),
            ("1) Explicar 2) Nombrar", Some("Explicar")),
            ("1. de mayo", None),
            ("—sí—, dijo", None),
            ("Explicar algo", None),
        ] {
            assert_eq!(first_item(text), item, "{text}");
        }
    }
}
