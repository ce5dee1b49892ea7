//! What hosts and programs read of a published site: its address, its former addresses, its data.

use crate::site::SiteTest;
use serde_json::Value;

#[test]
fn the_data_of_a_document_are_for_programs_and_none_is_left_out() {
    let fields = [
        ("personas", "integer"),
        ("costo", "number"),
        ("inicio", "date"),
        ("propio", "boolean"),
        ("lugar", "text"),
        ("sexto", "text"),
    ];
    let declared: String = fields
        .iter()
        .map(|(name, kind)| format!("{name} = {{ type = \"{kind}\", card = true }}\n"))
        .collect();
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = \"S\"\n[collections.casos.fields]\n{declared}\
         -- content/casos/a.md --\n---\ntitulo: A\npersonas: 12345\ncosto: 1234.5\ninicio: 2024-01-31\npropio: sí\nlugar: Aquí\nsexto: Sí está\n---\n"
    ));
    let data: Value = serde_json::from_str(&site.render("datos/documentos.json")).unwrap();
    let expect = serde_json::json!({
        "personas": ["12345"],
        "costo": ["1234.5"],
        "inicio": ["2024-01-31"],
        "propio": ["Sí"],
        "lugar": ["Aquí"],
        "sexto": ["Sí está"],
    });
    assert_eq!(data["documentos"][0]["campos"], expect);
    // People read them as they write them.
    let page = site.render("casos/a.html");
    assert!(
        page.contains("12.345") && page.contains("1234,5") && page.contains("31 de enero de 2024")
    );
}
