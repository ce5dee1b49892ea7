//! What every document stands on: a mistake there is told alone, not once for each document.

use crate::site::{SITE, SiteTest};

const CASES: &str = "-- content/casos/a.md --
---
titulo: A
---
:::cuidado
Uno (H-001).
:::
-- content/casos/b.md --
---
titulo: B
campo: de nadie
---
Dos.
";

fn site(toml: &str) -> SiteTest {
    SiteTest::new(&format!("-- site.toml --\n{toml}{CASES}"))
}

#[test]
fn a_site_toml_that_cannot_be_read_is_told_alone() {
    site("title: \"Saber\"\n[collections.casos]\ntitle = \"Casos\"\n")
        .expect_diags(&["site.toml:2:6 datos-sintaxis"])
        .edit("site.toml", "title: ", "title = ")
        .advance()
        .expect_diags(&[
            "content/casos/a.md:4:4 componente-desconocido",
            "content/casos/b.md:3:1 campo-desconocido",
        ])
        .write("site.toml", b"title = \"A\xf1o\"\n[collections.casos]\n")
        .advance()
        .expect_diags(&["site.toml:1:1 archivo-ilegible"]);
}

#[test]
fn a_site_without_collections_is_told_alone() {
    site("title = \"Saber\"\n").expect_diags(&["site.toml:1:1 config-valor"]);
}

#[test]
fn a_theme_that_does_not_exist_is_told_alone() {
    site(&format!("theme = \"portall\"\n{SITE}"))
        .expect_diags(&["site.toml:1:9 tema"])
        .expect_messages(&["el tema `portall` no existe"]);
}

#[test]
fn a_table_of_facts_without_the_column_of_its_texts_is_told_once() {
    let facts = "[facts]\nfile = \"hechos.csv\"\nkeys = { text = \"hechos\" }\n";
    let mut site = site(&format!("theme = \"portal\"\n{SITE}{facts}"));
    site.write("hechos.csv", "id,hecho\nH-001,Uno.\nH-002,Dos.\n")
        .edit("content/casos/a.md", ":::cuidado", "")
        .edit("content/casos/a.md", ":::", "")
        .edit("content/casos/b.md", "campo: de nadie\n", "")
        .edit("site.toml", "\"hechos\" }", "\"hechos\"  }")
        .advance()
        .expect_diags(&["site.toml:12:8 config-valor"])
        .expect_messages(&["no tiene la columna `hechos`", "¿quiso decir `hecho`?"]);
}

#[test]
fn a_table_in_another_encoding_is_told_how_to_save_it() {
    let mut site = site(&format!("{SITE}[facts]\nfile = \"hechos.csv\"\n"));
    site.write("hechos.csv", b"id,hecho\nH-001,Ni\xf1ez.\n")
        .edit("site.toml", "[facts]", "[facts]\n")
        .advance()
        .expect_messages(&[
            "no está en UTF-8; guárdelo con esa codificación (en Excel, «CSV UTF-8»)",
        ]);
}

#[test]
fn a_file_of_a_word_processor_that_nobody_links_is_told() {
    let mut site = SiteTest::new("");
    let document = "---\ntitulo: A\n---\nVea [el formato](formato.docx).\n";
    let draft = "---\ntitulo: B\nborrador: true\n---\nVea [otro](../casos/otro.DOC).\n";
    site.write("content/casos/a.md", document)
        .write("content/casos/b.md", draft)
        .write("content/casos/formato.docx", "PK")
        .write("content/casos/otro.DOC", "x")
        .write("content/casos/Agua.docx", "PK")
        .write("content/casos/hoja.xlsx", "PK")
        .advance()
        .expect_diags(&["content/casos/Agua.docx:1:1 archivo-nombre aviso"]);
}

#[test]
fn a_document_that_an_editor_saved_under_another_ending_is_told() {
    let mut site = SiteTest::new("");
    let document = "---\ntitulo: A\n---\nTexto.\n";
    site.write("content/casos/Agua.txt", document)
        .write(
            "content/casos/luz",
            format!("\u{feff}{}", document.replace('\n', "\r\n")),
        )
        .write("content/casos/leame.txt", "Esto es un adjunto.\n")
        .write("content/casos/LICENSE", "Esto también.\n")
        .write("content/casos/datos.v2.txt", document)
        .advance()
        .expect_diags(&[
            "content/casos/Agua.txt:1:1 archivo-nombre aviso",
            "content/casos/luz:1:1 archivo-nombre aviso",
        ])
        .expect_messages(&[
            "cambie su nombre por `agua.md`",
            "cambie su nombre por `luz.md`",
        ]);
}

#[test]
fn a_table_that_cannot_be_read_whole_is_told_alone() {
    const TABLES: &str = "[facts]\nfile = \"hechos.csv\"\n[glossary]\nacronyms = \"siglas.yaml\"\n";
    let case = "-- content/casos/a.md --\n---\ntitulo: A\nhechos: [H-001, H-002]\npermitir:\n\
        \u{20} - {codigo: sigla-sin-declarar, razon: Una.}\n\
        \u{20} - {codigo: hecho-sin-citar, razon: Otra.}\n---\n\
        Uno (H-003) de la ONU. Vea [las siglas](../glosario/siglas.html) y [más](../hechos/b.html).\n\
        -- content/casos/b.md --\n---\ntitulo: B\n---\nLa ONU y el DNP.\n";
    let toml = format!("theme = \"portal\"\n{SITE}{TABLES}");
    let mut site = SiteTest::new(&format!("-- site.toml --\n{toml}{case}"));
    site.expect_diags(&[
        "site.toml:11:8 config-valor",
        "site.toml:13:12 config-valor",
    ])
    .write(
        "hechos.csv",
        "id,hecho\nH-001,Uno.\nH-002,\"Dos.\nH-003,Tres.\n",
    )
    .write(
        "siglas.yaml",
        "siglas:\n- {sigla: DNP, expansion: Uno\n- {sigla: ONU}\n",
    )
    .advance()
    .expect_diags(&[
        "hechos.csv:3:1 datos-sintaxis",
        "siglas.yaml:2:3 datos-sintaxis",
    ])
    .write("hechos.csv", "id,hecho\nH-001,Uno.\nH-002,\nH-003,Tres.\n")
    .write(
        "siglas.yaml",
        "siglas:\n- {sigla: ONU}\n- {sigla: DNP, expansion: Uno}\n",
    )
    .advance()
    // Of the facts all codes are known now, and with them the pages of their parts.
    .expect_diags(&[
        "content/casos/a.md:8:74 enlace-roto",
        "hechos.csv:3:1 vocabulario",
        "siglas.yaml:2:3 vocabulario",
    ])
    .write("hechos.csv", "id,hecho\nH-001,Uno.\nH-003,Tres.\n")
    .write("siglas.yaml", "siglas:\n- {sigla: DNP, expansion: Uno}\n")
    .advance();
    let told = site.diags().join("\n");
    for code in ["hecho-desconocido", "enlace-roto", "sigla-sin-declarar"] {
        assert!(told.contains(code), "{told}");
    }
}
