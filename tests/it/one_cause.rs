//! A mistake is told once, where it was made, and not again by all that depends on it.

use crate::site::SiteTest;

const FACTS: &str = r#"
-- site.toml --
title = "Sitio"
[facts]
file = "content/_datos/hechos.csv"
[collections.casos]
title = "Casos"
facts = true
-- themes/plano/templates/facts.html --
{{ facts.unused }}
-- content/_datos/hechos.csv --
id,hecho,fuente
H-001,Son 12 visitas,A
H-002,Son 34 visitas,A
-- content/casos/a.md --
---
titulo: A
hechos: [H-001]
---

Son 12 visitas (H-001).
-- content/casos/b.md --
---
titulo: B
hechos: [H-002]
---

Son 34 visitas.
"#;

/// What is found when a row of the table is written like this.
#[track_caller]
fn row(from: &str, to: &str, expect: &[&str]) {
    assert!(FACTS.contains(from), "{from}");
    SiteTest::new(&FACTS.replacen(from, to, 1)).expect_diags(expect);
}

#[test]
fn only_the_facts_of_a_torn_row_are_silent() {
    let table = "content/_datos/hechos.csv";
    let torn = format!("{table}:2:1 datos-sintaxis");
    // A comma cut its text, and nobody knows its figures.
    row("Son 12", "Son, dicen, 12", &[&torn]);
    let others = FACTS
        .replacen("Son 12", "Son, dicen, 12", 1)
        .replacen("hechos: [H-002]", "hechos: [H-009]", 1)
        + "-- content/casos/c.md --\n---\ntitulo: C\nhechos: [H-002]\n---\n\nSon 35.\n";
    SiteTest::new(&others).expect_diags(&[
        &torn,
        "content/casos/b.md:3:10 hecho-desconocido",
        "content/casos/b.md:6:5 cifra-sin-fuente aviso",
        "content/casos/c.md:6:5 cifra-sin-fuente aviso",
    ]);
    // Whatever the second one says, the first is cited.
    let twice = format!("{table}:3:1 vocabulario");
    row(
        "H-002,Son 34",
        "H-001,Son 34",
        &[
            &twice,
            "content/casos/b.md:3:10 hecho-desconocido",
            "content/casos/b.md:6:5 cifra-sin-fuente aviso",
        ],
    );
    row("Son 12 visitas", "", &[&format!("{table}:2:1 vocabulario")]);
}

#[test]
fn a_code_that_is_not_in_its_row_is_not_missed_in_documents() {
    let told = ["content/_datos/hechos.csv:2:1 vocabulario"];
    row("H-001,Son", ",Son", &told);
    row("H-001,Son", "uno,Son", &told);
    for written in ["H 001", "H–001", "H001", "H.001"] {
        let text = FACTS.replacen("H-001,Son", &format!("{written},Son"), 1);
        SiteTest::new(&text)
            .expect_diags(&told)
            .expect_messages(&["letras, un guion y números: `H-001`"]);
    }
}

#[test]
fn a_table_without_rows_and_quotes_that_take_all_rows_are_one_mistake() {
    let start = FACTS.find("id,hecho").unwrap();
    let end = FACTS.find("-- content/casos/a.md").unwrap();
    for table in ["", "id,hecho,fuente\n"] {
        let text = format!("{}{table}{}", &FACTS[..start], &FACTS[end..]);
        SiteTest::new(&text).expect_diags(&["content/_datos/hechos.csv:1:1 vocabulario"]);
    }
    let open = ["content/_datos/hechos.csv:2:1 datos-sintaxis"];
    row("Son 12 visitas,A", "\"Son 12 visitas,A", &open);
}

#[test]
fn a_code_that_is_nearly_right_is_the_only_mistake_of_its_document() {
    let text = FACTS.replacen("hechos: [H-001]", "hechos: [H-01]", 1);
    SiteTest::new(&text).expect_diags(&["content/casos/a.md:3:10 hecho-desconocido"]);
}

#[test]
fn a_vocabulary_without_terms_is_told_and_no_term_is_missed() {
    let site = "-- site.toml --\ntitle = \"S\"\n[vocabularies.v]\nfile = \"content/_datos/v.csv\"\n\
        [collections.casos.fields.v]\ntype = \"term\"\nvocabulary = \"v\"\n\
        -- content/casos/a.md --\n---\ntitulo: A\nv: choco\n---\nTexto.\n-- content/_datos/v.csv --\n";
    for table in ["", "id,nombre\n", "codigo,depto\nchoco,Chocó\n"] {
        SiteTest::new(&format!("{site}{table}"))
            .expect_diags(&["content/_datos/v.csv:1:1 vocabulario"]);
    }
}

#[test]
fn fields_of_a_collection_whose_name_is_mistaken_are_its_own() {
    let mut site = SiteTest::new(
        "-- site.toml --\ntitle = \"S\"\n[collections.caso.fields.zona]\ntype = \"text\"\n\
         [collections.casos]\ntitle = \"Casos\"\n\
         -- content/casos/a.md --\n---\ntitulo: A\nzona: rural\n---\nTexto.\n",
    );
    site.expect_diags(&["site.toml:3:14 config-valor"])
        .expect_messages(&["¿quiso decir `[collections.casos.fields.…]`?"]);
}

#[test]
fn settings_in_spanish_or_in_another_part_say_what_they_are() {
    for (text, place, says) in [
        ("[hechos]\nfile = \"x\"\n", "3:2", "¿quiso decir `facts`?"),
        ("[estilo]\n", "3:2", "¿quiso decir `style`?"),
        (
            "[colecciones.casos]\n",
            "3:2",
            "¿quiso decir `collections`?",
        ),
        ("[style]\nlanguage = \"es\"\n", "4:1", "pásela al comienzo"),
        (
            "[collections.casos]\ntitulo = \"C\"\n",
            "4:1",
            "¿quiso decir `title`?",
        ),
        (
            "[collections.casos.fields.a]\ntipo = \"date\"\n",
            "4:1",
            "¿quiso decir `type`?",
        ),
        (
            "[collections.casos.fields.a]\ntype = \"fecha\"\n",
            "4:8",
            "¿quiso decir `date`?",
        ),
    ] {
        let own = match text.contains("casos") {
            true => "",
            false => "[collections.casos]\n",
        };
        let mut site = SiteTest::new(&format!("-- site.toml --\ntitle = \"S\"\n{text}{own}"));
        let told = site.diags();
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert!(
            told[0].starts_with(&format!("site.toml:{place} ")),
            "{text}: {told:?}"
        );
        site.expect_messages(&[says]);
    }
}

/// What is found in a document of a collection that asks for two fields.
#[track_caller]
fn document(text: &[u8], place: &str, says: &str) {
    let mut site = SiteTest::new(
        "-- site.toml --\ntitle = \"S\"\n[collections.casos.fields]\n\
         resumen = { required = true }\nzona = { required = true }\n",
    );
    site.write("content/casos/a.md", text).advance();
    site.expect_diags(&[&format!("content/casos/a.md:{place}")])
        .expect_messages(&[says]);
}

#[test]
fn a_document_without_header_is_one_mistake_however_many_fields_it_lacks() {
    let all = "`titulo: …`, `resumen: …`, `zona: …`";
    for text in ["", "Hola.\n", "# Título\n\nHola.\n"] {
        document(text.as_bytes(), "1:1 encabezado-falta", all);
    }
    document(
        b"titulo: A\nresumen: b\nzona: c\n---\n\nTexto.\n",
        "1:1 encabezado-sintaxis",
        "falta la línea `---` que abre el encabezado (escríbala antes de esta)",
    );
    document(
        b"+++\ntitle = \"A\"\n+++\n\nTexto.\n",
        "1:1 encabezado-sintaxis",
        "aquí hay «+++»",
    );
}

#[test]
fn a_document_that_is_no_text_says_what_it_is() {
    let word = b"PK\x03\x04\x14\0\0\0\x08\0\xb7\x81\xff";
    document(word, "1:1 archivo-codificacion", "este archivo es de Word");
    document(
        b"%PDF-1.4\n\xff\xff",
        "1:1 archivo-codificacion",
        "es un PDF",
    );
    document(
        b"\xff\xfet\0i\0t\0",
        "1:1 archivo-codificacion",
        "está en UTF-16",
    );
    document(
        b"---\ntitulo: a\xf1o\n---\n",
        "2:10 archivo-codificacion",
        "esta letra",
    );
}

#[test]
fn several_documents_in_one_text_and_a_link_are_no_missing_document() {
    let site = "-- site.toml --\ntitle = \"S\"\n[collections.casos.fields]\n\
        guias = { type = \"ref\", many = true }\n\
        -- content/casos/b.md --\n---\ntitulo: B\n---\nTexto.\n\
        -- content/casos/a.md --\n---\ntitulo: A\nguias: ";
    for (value, says) in [
        (
            "casos/b, casos/c",
            "escriba una lista: `[casos/b, casos/c]`",
        ),
        ("\"[B](../casos/b.md)\"", "escriba solo su ruta: `casos/b`"),
    ] {
        SiteTest::new(&format!("{site}{value}\n---\nTexto.\n"))
            .expect_diags(&["content/casos/a.md:3:8 referencia-rota"])
            .expect_messages(&[says]);
    }
}

#[test]
fn a_folder_of_no_collection_is_one_mistake() {
    let mut text =
        "-- site.toml --\ntitle = \"S\"\n[collections.guias]\ntitle = \"G\"\n".to_owned();
    for name in ["a", "b", "c"] {
        text += &format!("-- content/guías/{name}.md --\n---\ntitulo: {name}\n---\nTexto.\n");
    }
    SiteTest::new(&text)
        .expect_diags(&["content/guías/a.md:1:1 archivo-sin-coleccion"])
        .expect_messages(&[
            "¿quiso decir la carpeta `guias`?",
            "`[collections.\"guías\"]`",
            "otros 2 documentos de esa carpeta",
        ]);
}

#[test]
fn a_content_folder_that_went_away_is_one_mistake() {
    let mut site = SiteTest::new(FACTS);
    site.rename("content", "fuera").advance();
    site.expect_diags(&["content:1:1 archivo-ilegible"]);
}

#[test]
fn a_theme_that_completes_no_other_is_one_mistake() {
    let mut site = SiteTest::new(
        "-- site.toml --\ntheme = \"mio\"\ntitle = \"S\"\n[guide]\n[collections.casos]\ntitle = \"C\"\n\
         -- themes/mio/strings/es.toml --\n-- themes/mio/templates/card.html --\n{{ card.title }}\n",
    );
    site.expect_diags(&["themes/mio/theme.toml:1:1 tema"])
        .expect_messages(&["404.html, document.html", "escriba `extends = \"portal\"`"]);
}
