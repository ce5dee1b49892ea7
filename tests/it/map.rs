//! The map of regions: what is drawn, what is linked, and what is wrong with a drawing.

use crate::site::SiteTest;

const SITE: &str = r#"
-- site.toml --
title = "Sitio"
theme = "portal"
[vocabularies.zonas]
file = "zonas.csv"
[map]
field = "zona"
shapes = "mapa.svg"
title = "Mapa por zona"
elsewhere = { one = "1 caso nacional", other = "{n} casos nacionales" }
[collections.casos]
title = "Casos"
[collections.casos.fields.zona]
type = "term"
vocabulary = "zonas"
many = true
pages = true
[collections.guias]
title = "Guías"
-- zonas.csv --
id,label
sur,Zona Sur
islas,Ínsulas
norte,Zona Norte
-- mapa.svg --
<svg viewBox="0 0 9 9"><g id="islas" data-x="1" data-y="2"><rect width="2" height="2"/></g>
<path id="norte" data-x="5" data-y="5" d="M4 4h4v4z"/></svg>
-- content/casos/a.md --
---
titulo: A
zona: [islas, sur]
---
-- content/casos/b.md --
---
titulo: B
zona: islas
---
-- content/casos/c.md --
---
titulo: C
---
-- content/casos/d.md --
---
titulo: D, inventado
ejemplo: true
---
-- content/guias/g.md --
---
titulo: Una guía no tiene zona ni puede tenerla
---
"#;

#[test]
fn each_region_with_documents_is_a_link_with_its_count() {
    let mut site = SiteTest::new(SITE);
    site.expect_diags(&[]);
    let page = site.render("mapa.html");
    for part in [
        "<h1>Mapa por zona</h1>",
        "2 documentos están ubicados en 2 regiones.",
        "<a href=\"zona/islas.html\" aria-label=\"Ínsulas: 2 documentos\"><path d=\"M0 0h2v2h-2z\"/></a>",
        "<circle cx=\"1\" cy=\"2\" r=\"0.33\"/><text x=\"1\" y=\"2\" dy=\".35em\">2</text>",
        // No document is there: drawn, no link.
        "\n<path d=\"M4 4h4v4z\"/>",
    ] {
        assert!(page.contains(part), "«{part}» in {page}");
    }
}

#[test]
fn the_table_has_every_region_by_name_also_those_that_are_not_drawn() {
    let page = SiteTest::new(SITE).render("mapa.html");
    let table = &page[page.find("<tbody>").unwrap()..page.find("</tbody>").unwrap()];
    let rows: Vec<&str> = table.split("<tr>").skip(1).map(str::trim).collect();
    assert_eq!(
        rows,
        [
            "<th scope=\"row\"><a href=\"zona/islas.html\">Ínsulas</a></th><td>2</td></tr>",
            "<th scope=\"row\">Zona Norte</th><td>0</td></tr>",
            "<th scope=\"row\"><a href=\"zona/sur.html\">Zona Sur</a></th><td>1</td></tr>",
        ]
    );
}

#[test]
fn documents_without_a_region_are_counted_apart_and_only_those_that_could_have_one() {
    let site = SiteTest::new(SITE);
    let page = site.render("mapa.html");
    assert!(
        page.contains("<a href=\"#p_fuera\">1 caso nacional</a>"),
        "{page}"
    );
    let apart = &page[page.find("id=\"p_fuera\"").unwrap()..];
    assert!(apart.contains("<a href=\"casos/c.html\">C</a>"), "{apart}");
    assert!(!apart.contains("guias/g.html"), "{apart}");
    let home = site.render("index.html");
    assert!(
        home.contains("<a href=\"mapa.html\">Mapa por zona</a>"),
        "{home}"
    );
    assert!(home.contains("1 caso nacional."), "{home}");
}

#[test]
fn an_empty_map_says_so() {
    let mut site = SiteTest::new(SITE);
    site.edit("content/casos/a.md", "zona: [islas, sur]\n", "")
        .edit("content/casos/b.md", "zona: islas\n", "")
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
    let page = site.render("mapa.html");
    assert!(
        page.contains("Todavía ningún documento está ubicado"),
        "{page}"
    );
    assert!(page.contains("3 casos nacionales"), "{page}");
    assert!(!page.contains("<circle cx=\"1"), "{page}");
}

#[test]
fn a_drawing_that_does_not_fit_the_vocabulary_is_told_at_its_place() {
    let mut site = SiteTest::new(SITE);
    site.edit("mapa.svg", "id=\"norte\"", "id=\"nortes\"")
        .advance()
        .expect_diags(&["mapa.svg:2:1 vocabulario"])
        .expect_messages(&["la región `nortes` no está en el vocabulario", "`norte`"])
        .expect_as_fresh();
    site.edit("mapa.svg", "id=\"nortes\"", "id=\"islas\"")
        .advance()
        .expect_messages(&["la región `islas` está dos veces"]);
    site.edit("mapa.svg", "data-x=\"1\" ", "")
        .advance()
        .expect_messages(&["la región `islas` no dice dónde va su número"]);
    site.edit("mapa.svg", "<rect width=\"2\" height=\"2\"/>", "")
        .advance()
        .expect_messages(&["la región `islas` no tiene trazo"]);
}

#[test]
fn a_map_without_its_parts_is_refused() {
    for (from, to, expect) in [
        (
            "shapes = \"mapa.svg\"",
            "shapes = \"mapas.svg\"",
            "no se pudo leer `mapas.svg`",
        ),
        ("shapes = \"mapa.svg\"\n", "", "falta `shapes`"),
        ("title = \"Mapa por zona\"\n", "", "falta `title`"),
        (
            "field = \"zona\"",
            "field = \"zonas\"",
            "¿quiso decir `zona`?",
        ),
        (
            "field = \"zona\"",
            "field = \"titulo\"",
            "el campo `titulo` no sirve para un mapa",
        ),
        (", other = \"{n} casos nacionales\"", "", "falta `other`"),
    ] {
        let mut site = SiteTest::new(SITE);
        site.edit("site.toml", from, to).advance();
        assert_eq!(site.diags().len(), 1, "{}", site.messages());
        site.expect_messages(&[expect, "site.toml:"]);
    }
}
