//! `institucional = true` and `[institution]`: the entity that answers for an official site.

use super::SITE_FILE;
use crate::data::reader::{Reader, wrong};
use crate::data::{Kind, Node, Span};
use std::sync::Arc;

/// Who publishes an official site.
#[derive(Clone, Debug, Default)]
pub struct Institution {
    pub name: String,
    /// Number that identifies it before others, as it is written: optional.
    pub tax_id: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub hours: String,
    /// The entity's own file, from the content folder, and where site.toml names it.
    pub logo: (String, Span),
    /// The bar at the top of each page: its text and where it leads.
    pub bar: (String, String),
    /// Title and address of each policy: a page of the site or `https://…`.
    pub policies: Vec<(String, String, Span)>,
}

/// What must be there: the key, what it is, and how it is written.
const NEEDED: [(&str, &str, &str); 8] = [
    ("name", "el nombre de la entidad", "\"…\""),
    ("address", "la dirección de la sede", "\"…\""),
    ("phone", "el teléfono de atención", "\"…\""),
    ("email", "el correo de atención", "\"…\""),
    ("hours", "el horario de atención", "\"…\""),
    ("logo", "el logo de la entidad", "\"acerca/logo.svg\""),
    ("bar", "la barra del Estado", BAR),
    ("policies", "las políticas de la entidad", POLICIES),
];
const BAR: &str = "{ text = \"…\", url = \"https://…\" }";
const POLICIES: &str = "{ \"Términos de uso\" = \"https://…\" }";

/// Reads `[institution]`, if the site says that it is official.
pub(super) fn read(root: &mut Reader<'_, '_>) -> Option<Institution> {
    let on = root.node("institucional").map(|node| node.span);
    let official = root.boolean("institucional") == Some(true) && !root.misspells("institution");
    let on = on.filter(|_| official);
    let node = root.node("institution");
    let nothing = Node::null(on.unwrap_or_default());
    let site: Arc<str> = SITE_FILE.into();
    let mut reader = Reader::new(
        &site,
        node.unwrap_or(&nothing),
        "[institution]",
        root.diags(),
    );
    let head = on.filter(|_| node.is_none()).unwrap_or(reader.head());
    if on.is_some() {
        missing(&mut reader, head);
    }
    let logo_at = reader.node("logo").map_or(head, |n| n.span);
    let mut text = |key| reader.text(key).unwrap_or_default();
    let mut out = Institution {
        name: text("name"),
        tax_id: text("tax_id"),
        address: text("address"),
        phone: text("phone"),
        email: text("email"),
        hours: text("hours"),
        logo: (text("logo"), logo_at),
        ..Institution::default()
    };
    let mut bar = reader.group("bar");
    let mut text = |key| bar.text(key).unwrap_or_default();
    out.bar = (text("text"), text("url"));
    bar.finish();
    let policies = reader.node("policies").map_or(&[][..], Node::entries);
    let mut own = reader.group("policies");
    let read = policies.iter().filter_map(|(key, node)| {
        let leads = own.text(&key.name)?;
        Some((key.name.clone(), leads, node.span))
    });
    out.policies = read.collect();
    reader.finish();
    on.map(|_| out)
}

/// Says all at once what is not there: who makes a site official has all of it yet to write.
fn missing(reader: &mut Reader<'_, '_>, head: Span) {
    let in_part = |key: &str, node: &Node| match (key, &node.kind) {
        ("bar", Kind::Map(_)) => ["text", "url"].iter().any(|key| node.get(key).is_none()),
        (_, Kind::Map(entries)) => entries.is_empty(),
        _ => false,
    };
    let mut lacking = Vec::new();
    for (key, what, value) in NEEDED {
        let in_part = reader.node(key).is_some_and(|node| in_part(key, node));
        if in_part || reader.lacks(key) {
            lacking.push((key, what, value));
        }
    }
    if lacking.is_empty() {
        return;
    }
    let keys: Vec<String> = lacking.iter().map(|(key, ..)| format!("`{key}`")).collect();
    let verb = if keys.len() == 1 { "falta" } else { "faltan" };
    let mut diag = wrong(format!("a `[institution]` le {verb} {}", keys.join(", ")));
    for (key, what, value) in lacking {
        diag = diag.help(format!("escriba `{key} = {value}`: {what}"));
    }
    let help = "o quite `institucional = true`: el sitio dirá que no es oficial";
    reader.report(head, diag.help(help));
}
