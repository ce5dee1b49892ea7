//! What `acervo report` counts.

use crate::cli::Project;
use crate::site::{SITE, SiteTest};

const CONTENT: &str = r#"
[vocabularies.temas]
file = "content/_datos/temas.csv"
[collections.casos.fields.tema]
type = "term"
vocabulary = "temas"
many = true
facet = true
label = "Tema"
[collections.guias.fields.tema]
type = "term"
vocabulary = "temas"
facet = true
[collections.guias.fields.nivel]
type = "text"
facet = true
label = "Nivel"
-- content/_datos/temas.csv --
id,label
agua,Agua
vias,Vías
luz,Luz
-- content/casos/a.md --
---
titulo: A
fecha: 2026-01-01
tema: [agua, vias]
revisar_antes_de: 2025-06-01
---
Vea [B](b.md).
-- content/casos/b.md --
---
titulo: B
ejemplo: true
vence: 2025-12-31
---
Bien.
-- content/guias/c.md --
---
titulo: C
tema: agua
nivel: Alto
borrador: true
---
Bien.
"#;

fn site() -> SiteTest {
    SiteTest::with_drafts(&format!("-- site.toml --\n{SITE}{CONTENT}"))
}

#[test]
fn the_first_filter_that_documents_must_have_is_crossed_when_nobody_says() {
    let usual = |site: &SiteTest| site.snapshot.coverage(None).unwrap().cross.columns.field;
    let mut site = site();
    assert_eq!(usual(&site), "tema");
    let nivel = "[collections.guias.fields.nivel]\n";
    site.edit("site.toml", nivel, &format!("{nivel}required = true\n"))
        .advance();
    assert_eq!(usual(&site), "nivel");
}

#[test]
fn two_fields_are_crossed_with_what_is_missing() {
    let site = site();
    let got = site.snapshot.coverage(Some(("coleccion", "tema"))).unwrap();
    assert_eq!(got.cross.rows.values, ["Casos", "Guías"]);
    assert_eq!(got.cross.columns.label, "Tema");
    assert_eq!(
        got.cross.columns.values,
        ["Agua", "Vías", "Luz", "(sin valor)"]
    );
    assert_eq!(got.cross.cells, [[1, 1, 0, 1], [1, 0, 0, 0]]);
    let empty: Vec<String> = got
        .cross
        .empty
        .iter()
        .map(|(a, b)| format!("{a} {b}"))
        .collect();
    assert_eq!(empty, ["Casos Luz", "Guías Vías", "Guías Luz"]);
    // No case could have a level: the field is of the guides alone.
    let own = site.snapshot.coverage(Some(("nivel", "coleccion")));
    let own = own.unwrap().cross;
    assert_eq!(own.cells, [[0, 1], [2, 0]]);
    assert!(own.empty.is_empty(), "{:?}", own.empty);
    let other = site.snapshot.coverage(Some(("tema", "nivel"))).unwrap();
    assert_eq!(other.cross.columns.values, ["Alto", "(sin valor)"]);
    assert_eq!(other.cross.cells, [[1, 1], [0, 1], [0, 0], [0, 1]]);
}

#[test]
fn documents_are_listed_by_state() {
    let got = site().snapshot.coverage(None).unwrap();
    assert_eq!(got.cross.columns.field, "tema");
    let states: Vec<String> = got
        .states
        .iter()
        .map(|s| {
            let titles: Vec<&str> = s.docs.iter().map(|d| d.title.as_str()).collect();
            format!("{}: {}", s.name, titles.join(" "))
        })
        .collect();
    assert_eq!(
        states,
        [
            "borrador: C",
            "programado: ",
            "ejemplo: B",
            "revisión vencida: A",
            "vencido: B",
            "sin fecha de revisión: B C",
            "sin enlaces a otros: B C",
            "sin enlaces desde otros: A C",
        ]
    );
}

#[test]
fn a_field_without_a_filter_is_named_with_the_nearest_one() {
    let error = site()
        .snapshot
        .coverage(Some(("temas", "nivel")))
        .unwrap_err();
    assert!(error.message.contains("«temas»"), "{error}");
    assert_eq!(error.help.as_deref(), Some("¿quiso decir `tema`?"));
    let error = site()
        .snapshot
        .coverage(Some(("xyz", "nivel")))
        .unwrap_err();
    assert_eq!(
        error.help.as_deref(),
        Some("use uno de estos: coleccion, tema, nivel")
    );
}

#[test]
fn facts_that_nobody_cites_are_told() {
    let facts = "[facts]\nfile = \"content/_datos/hechos.csv\"\n";
    let table = "-- content/_datos/hechos.csv --\nid,hecho\nH-001,Uno.\nH-002,Dos.\n\
        -- content/casos/d.md --\n---\ntitulo: D\nhechos: [H-002]\n---\nBien.\n";
    let site = SiteTest::new(&format!("-- site.toml --\n{SITE}{facts}{CONTENT}{table}"));
    let found = site.snapshot.coverage(None).unwrap().facts;
    let codes: Vec<&str> = found.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["H-001"]);
}

#[test]
fn the_report_counts_no_error_that_check_does_not_find() {
    let link = "-- content/casos/a.md --\n# A\n\nVea [lo que se busca](../buscar.html?q=agua).\n";
    let project = Project::new(&format!("-- site.toml --\n{SITE}{link}"));
    project.run(&["check"], 0);
    assert_eq!(project.run(&["report"], 0).err, "");
}
