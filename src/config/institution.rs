//! `institucional = true` and `[institution]`: the entity that answers for an official site.

use super::SITE_FILE;
use crate::data::reader::Reader;
use crate::data::{Node, Span};
use crate::diag::Code;
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

/// Texts that must be there: key and what it is.
const TEXTS: [(&str, &str); 5] = [
    ("name", "el nombre de la entidad"),
    ("address", "la dirección de la sede"),
    ("phone", "el teléfono de atención"),
    ("email", "el correo de atención"),
    ("hours", "el horario de atención"),
];

/// Reads `[institution]`, if the site says that it is official; `on` is where it says so.
pub(super) fn read(
    on: Option<Span>,
    node: Option<&Node>,
    diags: &mut Vec<crate::diag::Diagnostic>,
) -> Option<Institution> {
    let site: Arc<str> = SITE_FILE.into();
    let nothing = Node::null(on.unwrap_or_default());
    let mut reader = Reader::new(&site, node.unwrap_or(&nothing), "[institution]", diags);
    let head = reader.span();
    let head = match node {
        Some(_) => Span::new(head.start as usize, head.start as usize),
        None => head,
    };
    let mut missing = Vec::new();
    let texts = TEXTS.map(|(key, what)| {
        let text = reader.text(key).unwrap_or_default();
        if text.trim().is_empty() {
            missing.push((key, what, "\"…\""));
        }
        text
    });
    let tax_id = reader.text("tax_id").unwrap_or_default();
    let logo_at = reader.node("logo").map_or(head, |n| n.span);
    let logo = reader.text("logo").unwrap_or_default();
    if logo.is_empty() {
        missing.push(("logo", "el logo de la entidad", "\"acerca/logo.svg\""));
    }
    let bar = pair(&mut reader, "bar", ["text", "url"]);
    if bar.is_none() {
        let example = "{ text = \"…\", url = \"https://…\" }";
        missing.push(("bar", "la barra del Estado", example));
    }
    let policies = reader.node("policies").map_or(&[][..], Node::entries);
    let policies: Vec<_> = policies
        .iter()
        .filter_map(|(key, node)| Some((key.name.clone(), node.text()?.to_owned(), node.span)))
        .collect();
    if policies.is_empty() {
        let example = "{ \"Términos de uso\" = \"https://…\" }";
        missing.push(("policies", "las políticas de la entidad", example));
    }
    if on.is_some() {
        for (key, what, example) in missing {
            let message = format!("falta `{key}`, {what}");
            let report = reader.report(Code::ConfigValue, head, message);
            report
                .help
                .push(format!("escriba en `[institution]`: `{key} = {example}`"));
            report
                .help
                .push("o quite `institucional = true`: el sitio dirá que no es oficial".into());
        }
    }
    reader.finish();
    on?;
    let [name, address, phone, email, hours] = texts;
    Some(Institution {
        name,
        tax_id,
        address,
        phone,
        email,
        hours,
        logo: (logo, logo_at),
        bar: bar.unwrap_or_default(),
        policies,
    })
}

/// Two texts of a small table.
fn pair(
    reader: &mut Reader<'_, '_>,
    key: &'static str,
    keys: [&'static str; 2],
) -> Option<(String, String)> {
    let site: Arc<str> = SITE_FILE.into();
    let node = reader.node(key)?;
    let mut own = Reader::new(&site, node, format!("`{key}`"), reader.diags());
    let [first, second] = keys.map(|key| own.text(key));
    own.finish();
    first.zip(second)
}
