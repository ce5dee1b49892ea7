//! The data files of a site, each read by the ending of its name.

use super::{Key, Kind, Node, table, toml, yaml};
use crate::diag::{Code, Diagnostic, Outcome};
use std::sync::Arc;

/// Reads a data file by its extension, in small letters or large: `.csv`, `.toml`, anything else as YAML.
pub fn parse(file: &Arc<str>, text: &str) -> Outcome<Node> {
    let name = file.to_ascii_lowercase();
    if name.ends_with(".csv") {
        table::parse(file, text)
    } else if name.ends_with(".toml") {
        toml::parse(file, text)
    } else {
        let mut read = yaml::parse(file, text, 0, Code::DataSyntax);
        commas(file, text, &read.value, &mut read.diags);
        read
    }
}

/// Where the rows start that could not be read as they stand; nothing when more than these is lost.
pub fn torn(file: &str, parsed: &Outcome<Node>) -> Option<Vec<u32>> {
    match parsed.diags.is_empty() {
        true => Some(Vec::new()),
        false if file.to_ascii_lowercase().ends_with(".csv") => table::torn(parsed),
        false => None,
    }
}

/// Tells the texts in braces that a comma cuts, as in `{id: agua, etiqueta: Agua, saneamiento y aseo}`: what
/// is behind it became a key without a colon, and would be lost.
fn commas(file: &Arc<str>, text: &str, node: &Node, diags: &mut Vec<Diagnostic>) {
    if let Kind::List(items) = &node.kind {
        for item in items {
            commas(file, text, item, diags);
        }
    }
    let is_alone = |key: &Key| {
        let behind = text.get(key.span.end as usize..).unwrap_or_default();
        !behind.trim_start().starts_with(':')
    };
    let mut told = false;
    for (key, value) in node.entries() {
        commas(file, text, value, diags);
        if told || value.kind != Kind::Null || !is_alone(key) {
            continue;
        }
        if let Some((message, help)) = node.cut_by_comma(key) {
            let diag = Diagnostic::new(Code::DataSyntax, message).help(help);
            diags.push(diag.at(key.span.of(file)));
            told = true;
        }
    }
}
