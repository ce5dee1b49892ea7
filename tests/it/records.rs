//! Fields that hold groups of values, and references seen from both sides.

use crate::site::SiteTest;
use acervo::config;
use acervo::export::schema::schema;

const SITE: &str = r#"-- site.toml --
title = "Sitio de prueba"
[style]
[vocabularies.estados]
file = "content/_datos/estados.csv"
[collections.memorias]
title = "Memorias"
[collections.memorias.fields.acuerdos]
type = "record"
many = true
label = "Acuerdos"
help = "Qué se acordó."
[collections.memorias.fields.acuerdos.fields.texto]
required = true
label = "Qué"
max = 40
[collections.memorias.fields.acuerdos.fields.plazo]
type = "date"
label = "Plazo"
[collections.memorias.fields.acuerdos.fields.estado]
type = "term"
vocabulary = "estados"
default = "abierto"
label = "Estado"
[collections.memorias.fields.participantes]
type = "record"
label = "Participantes"
[collections.memorias.fields.participantes.fields.cuantos]
type = "integer"
min = 1
label = "Cuántos"
-- content/_datos/estados.csv --
id,label
abierto,Abierto
cumplido,Cumplido
"#;

fn memoir(header: &str) -> SiteTest {
    SiteTest::new(&format!(
        "{SITE}-- content/memorias/a.md --\n---\ntitulo: A\n{header}---\nBien.\n"
    ))
}

#[test]
fn groups_of_values_are_typed_and_shown() {
    let mut site = memoir(
        "acuerdos:\n  - {texto: Reunirse, plazo: 2026-03-01}\n  - texto: Escribir\n    estado: cumplido\nparticipantes: {cuantos: 12}\n",
    );
    site.expect_diags(&[]);
    let text = SITE.replace("title = \"Sitio", "theme = \"portal\"\ntitle = \"Sitio");
    let page = SiteTest::new(&format!(
            "{text}-- content/memorias/a.md --\n---\ntitulo: A\nacuerdos:\n  - {{texto: Reunirse, plazo: 2026-03-01}}\n  - {{texto: Escribir, estado: cumplido}}\nparticipantes: {{cuantos: 12}}\n---\nBien.\n"
    ))
    .render("memorias/a.html");
    for part in [
        "<li>Qué: Reunirse. Plazo: 1 de marzo de 2026. Estado: Abierto</li>",
        "<li>Qué: Escribir. Estado: Cumplido</li>",
        "<dd>Cuántos: 12</dd>",
    ] {
        assert!(page.contains(part), "«{part}»:\n{page}");
    }
}

#[test]
fn every_mistake_inside_a_group_is_told_where_it_is() {
    let mut site = memoir(concat!(
        "acuerdos:\n",
        "  - {texto: Uno, plaso: 2026-03-01}\n",
        "  - {plazo: 1 de marzo de 2026, estado: abirto}\n",
        "  - Reunirse\n",
        "  - {texto: Este texto es más largo que lo que se permite aquí}\n",
        "participantes: [{cuantos: 0}]\n",
    ));
    site.expect_diags(&[
        "content/memorias/a.md:4:18 campo-desconocido",
        "content/memorias/a.md:5:5 campo-falta",
        "content/memorias/a.md:5:13 campo-tipo",
        "content/memorias/a.md:5:41 termino-desconocido",
        "content/memorias/a.md:6:5 campo-tipo",
        "content/memorias/a.md:7:13 campo-rango",
        "content/memorias/a.md:8:16 campo-tipo",
    ])
    .expect_messages(&[
        "la clave `plaso` no existe en `acuerdos`",
        "¿quiso decir `plazo`?",
        "¿quiso decir `abierto`?",
        "¿quiso decir `2026-03-01`?",
        "escriba cada uno así: `- {texto: …, plazo: …, estado: …}`",
        "`participantes` lleva un solo valor y hay una lista",
    ]);
}

#[test]
fn declarations_that_make_no_sense_are_told() {
    SiteTest::new(concat!(
        "-- site.toml --\ntitle = \"S\"\n[collections.a]\n",
        "[collections.a.fields.x]\ntype = \"record\"\ncard = true\ndefault = \"a\"\n",
        "[collections.a.fields.y]\nfields = { z = {} }\ninverse = \"Otros\"\n",
        "[collections.a.fields.w]\ntype = \"record\"\n",
        "[collections.a.fields.w.fields.otro]\ntype = \"ref\"\n",
        "[collections.a.fields.w.fields.tema]\nfacet = true\n",
        "[collections.a.fields.w.fields.dia]\ntype = \"fecha\"\n",
    ))
    .expect_messages(&[
        "`card` no sirve para `markdown` ni `record`",
        "`default` no sirve para un campo `record`",
        "un campo de tipo `record` necesita `fields`",
        "`fields` solo sirve para un campo de tipo `record`",
        "`inverse` solo sirve para campos `ref`",
        "un campo de un registro no puede ser `record`, `ref` ni `markdown`",
        "`facet`, `pages` y `card` no sirven dentro de un registro",
        "`type` no puede ser «fecha»",
    ]);
}

#[test]
fn the_schema_for_editors_has_the_groups() {
    let read = |_: &str| Ok("id,label\nabierto,Abierto\ncumplido,Cumplido\n".to_owned());
    let toml = SITE.split("-- content/").next().unwrap();
    let site = config::load(&toml.replace("-- site.toml --\n", ""), &read).value;
    let schema = schema(&site, &site.collections[0]);
    let list = &schema["properties"]["acuerdos"]["anyOf"][0];
    assert_eq!(list["type"], "array");
    let item = &list["items"];
    assert_eq!(item["required"], serde_json::json!(["texto"]));
    assert_eq!(item["additionalProperties"], false);
    assert_eq!(item["properties"]["texto"]["maxLength"], 40);
    assert_eq!(
        item["properties"]["estado"]["anyOf"][0]["anyOf"][0]["const"],
        "abierto"
    );
}

const TWO_SIDES: &str = r#"-- site.toml --
title = "Sitio de prueba"
[collections.casos]
title = "Casos"
[collections.casos.fields.guias]
type = "ref"
collection = "guias"
many = true
inverse = "Casos que aplican esta guía"
[collections.casos.fields.replica_de]
type = "ref"
collection = "casos"
inverse = "Réplicas"
[collections.guias]
title = "Guías"
-- content/casos/a.md --
---
titulo: A
guias: [guias/g]
---
Vea [G](../guias/g.md).
-- content/casos/b.md --
---
titulo: B
guias: [g]
replica_de: a
---
Bien.
-- content/casos/c.md --
---
titulo: C
---
Vea [G](../guias/g.md) y [A](a.md).
-- content/guias/g.md --
---
titulo: G
---
Bien.
"#;

#[test]
fn a_reference_is_listed_on_the_other_side_in_its_own_words() {
    let text = TWO_SIDES.replace("title = \"Sitio", "theme = \"portal\"\ntitle = \"Sitio");
    let site = SiteTest::new(&text);
    let section = |page: &str, title: &str| -> Vec<String> {
        let page = site.render(page);
        let (_, rest) = page
            .split_once(&format!(">{title}</h2>"))
            .unwrap_or_default();
        let rest = rest.split("</section>").next().unwrap();
        let links = rest.split("<a href=\"").skip(1);
        links.map(|l| l.split('"').next().unwrap().into()).collect()
    };
    let applied = section("guias/g.html", "Casos que aplican esta guía");
    assert_eq!(applied, ["../casos/a.html", "../casos/b.html"]);
    // A links the guide in its text too, and is told once.
    let plain = section("guias/g.html", "Páginas que enlazan a esta");
    assert_eq!(plain, ["../casos/c.html"]);
    assert_eq!(section("casos/a.html", "Réplicas"), ["../casos/b.html"]);
    assert!(!site.render("casos/c.html").contains("Réplicas"));
}

#[test]
fn a_document_does_not_refer_to_itself() {
    let mut site = SiteTest::new(TWO_SIDES);
    site.expect_diags(&[])
        .edit("content/casos/b.md", "replica_de: a", "replica_de: b")
        .advance()
        .expect_diags(&["content/casos/b.md:4:13 referencia-propia"])
        .expect_messages(&["`b` es este mismo documento"])
        .edit("content/casos/b.md", "replica_de: b", "replica_de: z")
        .advance()
        .expect_diags(&["content/casos/b.md:4:13 referencia-rota"]);
}

#[test]
fn documents_that_link_each_other_are_related_without_a_shared_term() {
    let mut site = SiteTest::new(TWO_SIDES);
    let related = |site: &SiteTest, page: &str| -> Vec<String> {
        let page = site.render(page);
        let lines = page.lines().flat_map(|l| l.split("<p>"));
        let own = lines.filter_map(|l| l.trim().strip_prefix("relacionado: "));
        own.map(|l| l.split(' ').next().unwrap().into()).collect()
    };
    assert_eq!(
        related(&site, "guias/g.html"),
        ["casos/a.html", "casos/b.html", "casos/c.html"]
    );
    assert_eq!(
        related(&site, "casos/b.html"),
        ["casos/a.html", "guias/g.html"]
    );
    site.edit("content/casos/c.md", " y [A](a.md)", "")
        .advance();
    assert_eq!(related(&site, "casos/c.html"), ["guias/g.html"]);
    site.expect_as_fresh();
}
