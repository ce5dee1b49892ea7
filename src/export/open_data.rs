//! Open data: one JSON file with every card, one with the facts, one with the glossary.

use crate::view::Text;
use crate::view::page::{DatumView, FactView, GlossaryView, RefView, SiteView};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes all documents with their dates and fields, in the order of the site; addresses are relative to its
/// root.
///
/// # Errors
/// When `out` does not take it.
pub fn open_data(
    site: &SiteView,
    documents: impl IntoIterator<Item = DatumView>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let head = json!({
        "titulo": site.title,
        "descripcion": site.description,
        "idioma": site.language,
    });
    // Document by document: those of a large site weigh as much as all else that is known of it.
    let head = head.to_string();
    let head = head.strip_suffix('}').unwrap_or(&head);
    write!(out, "{head},\"documentos\":[")?;
    let mut line = Vec::new();
    for (at, document) in documents.into_iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        line.clear();
        line.extend(comma.bytes());
        serde_json::to_writer(&mut line, &Document::of(&document))?;
        out.write_all(&line)?;
    }
    out.write_all(b"]}\n")
}

/// All facts with who says them and the documents that cite them.
pub fn facts(site: &SiteView, facts: &[FactView]) -> Vec<u8> {
    let facts = facts.iter().map(|fact| {
        json!({
            "codigo": fact.code,
            "hecho": fact.written,
            "fuente": fact.source,
            "seccion": fact.section,
            "url": fact.url,
            "documentos": urls(&fact.docs),
        })
    });
    line(&json!({"titulo": site.title, "hechos": facts.collect::<Vec<_>>()}))
}

/// All terms and acronyms with the documents that use them.
pub fn glossary(site: &SiteView, glossary: &GlossaryView) -> Vec<u8> {
    let terms = glossary.terms.iter().map(|entry| {
        json!({
            "termino": entry.name,
            "definicion": entry.definition,
            "seccion": entry.section,
            "url": entry.url,
            "documentos": urls(&entry.docs),
        })
    });
    let acronyms = glossary.acronyms.iter().map(|entry| {
        json!({
            "sigla": entry.name,
            "expansion": entry.expansion,
            "nota": entry.definition,
            "url": entry.url,
            "documentos": urls(&entry.docs),
        })
    });
    line(&json!({
        "titulo": site.title,
        "terminos": terms.collect::<Vec<_>>(),
        "siglas": acronyms.collect::<Vec<_>>(),
    }))
}

fn urls(docs: &[RefView]) -> Vec<&str> {
    docs.iter().map(|doc| doc.url.as_str()).collect()
}

fn line(value: &Value) -> Vec<u8> {
    let mut bytes = value.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

/// A document as data. There are thousands: it is written as it is, without a tree of values in between.
#[derive(Serialize)]
struct Document<'a> {
    url: &'a str,
    titulo: &'a str,
    resumen: &'a str,
    coleccion: &'a str,
    tipo: &'a str,
    fecha: Option<&'a str>,
    actualizado: Option<&'a str>,
    ejemplo: bool,
    #[serde(serialize_with = "by_name")]
    campos: &'a [(Text, Vec<Text>)],
}

impl<'a> Document<'a> {
    fn of(document: &'a DatumView) -> Document<'a> {
        Document {
            url: &document.url,
            titulo: &document.title,
            resumen: &document.summary,
            coleccion: &document.collection,
            tipo: &document.kind,
            fecha: document.written.as_deref(),
            actualizado: document.updated.as_deref(),
            ejemplo: document.example,
            campos: &document.fields,
        }
    }
}

fn by_name<S: Serializer>(fields: &[(Text, Vec<Text>)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(fields.iter().map(|(name, texts)| (name, texts)))
}
