//! The documents as open data: one JSON file with every card.

use crate::view::page::{CardView, SiteView};
use serde_json::{Map, Value, json};

/// All documents with their fields, in the order of the site; addresses are relative to its root.
pub fn open_data(site: &SiteView, cards: impl IntoIterator<Item = CardView>) -> Vec<u8> {
    let documents: Vec<Value> = cards.into_iter().map(|card| document(&card)).collect();
    let value = json!({
        "titulo": site.title,
        "descripcion": site.description,
        "idioma": site.language,
        "documentos": documents,
    });
    let mut bytes = value.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

fn document(card: &CardView) -> Value {
    let fields: Map<String, Value> = card
        .fields
        .iter()
        .map(|field| {
            let values: Vec<&str> = field.values.iter().map(|v| v.text.as_str()).collect();
            (field.name.clone(), json!(values))
        })
        .collect();
    json!({
        "url": card.url,
        "titulo": card.title,
        "resumen": card.summary,
        "coleccion": card.collection,
        "tipo": card.kind,
        "fecha": card.date.as_ref().map(|d| &d.iso),
        "ejemplo": card.example,
        "campos": fields,
    })
}
