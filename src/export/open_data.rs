//! The documents as open data: one JSON file with every card.

use crate::view::page::{CardView, SiteView};
use serde_json::{Map, Value, json};

/// All documents with their fields, in the order of the site; addresses are relative to its root.
pub fn open_data(site: &SiteView, cards: impl IntoIterator<Item = CardView>) -> Vec<u8> {
    let head = json!({
        "titulo": site.title,
        "descripcion": site.description,
        "idioma": site.language,
    });
    // Document by document: the values of all of them weigh many times what is written.
    let mut out = head.to_string();
    out.pop();
    out.push_str(",\"documentos\":[");
    for (at, card) in cards.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&document(&card).to_string());
    }
    out.push_str("]}\n");
    out.into_bytes()
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
