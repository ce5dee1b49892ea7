//! Open data: one JSON file with every card, one with the facts, one with the glossary.

use crate::view::page::{
    DatumView, FactView, FieldView, GlossaryView, RefView, SiteView, ValueView,
};
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
    for (at, document) in documents.into_iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        write!(
            out,
            "{comma}{}",
            serde_json::to_string(&Document::of(&document))?
        )?;
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

/// A card as data. There are thousands: it is written as it is, without a tree of values in between.
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
    campos: Fields<'a>,
}

struct Fields<'a>(&'a [FieldView]);

struct Values<'a>(&'a [ValueView]);

impl<'a> Document<'a> {
    fn of(document: &'a DatumView) -> Document<'a> {
        let card = &document.card;
        Document {
            url: &card.url,
            titulo: &card.title,
            resumen: &card.summary,
            coleccion: &card.collection,
            tipo: &card.kind,
            fecha: document.written.as_deref(),
            actualizado: document.updated.as_deref(),
            ejemplo: card.example,
            campos: Fields(&card.fields),
        }
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|f| (&f.name, Values(&f.values))))
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|value| &value.text))
    }
}
