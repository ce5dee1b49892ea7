//! An official site says who answers for it; any other says that it is not official.

use crate::site::SiteTest;

const NOT: &str = "No es un sitio oficial.";
const SITE: &str = r#"
-- site.toml --
title = "Sitio"
theme = "portal"
institucional = true
[institution]
name = "Entidad & Cía."
tax_id = "NIT 000.000.000-0"
address = "Calle 0 # 0-00"
phone = "+57 (601) 000 0000"
email = "atencion@entidad.test"
hours = "lunes a viernes, 8:00 a 17:00"
logo = "acerca/logo.svg"
bar = { text = "GOV.CO", url = "https://www.gov.co/" }
policies = { "Términos" = "https://entidad.test/t", "Datos" = "acerca/datos.html" }
[collections.acerca]
title = "Acerca de"
-- content/acerca/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- content/acerca/datos.md --
---
titulo: Tratamiento de datos
---
"#;

#[test]
fn the_pages_of_policies_are_linked_by_every_page() {
    let text = SITE.replace("title = \"Acerca de\"", "listed = false\n[style]");
    SiteTest::new(&text).expect_diags(&[]);
}

#[test]
fn an_official_site_has_the_bar_and_the_data_of_its_entity() {
    let mut site = SiteTest::new(SITE);
    site.expect_diags(&[]);
    let page = site.render("acerca/datos.html");
    for part in [
        "<div class=\"barra\"><div class=\"ancho\"><a href=\"https://www.gov.co/\">GOV.CO</a>",
        "<img src=\"../acerca/logo.svg\" alt=\"Entidad &amp; Cía.\"",
        "NIT 000.000.000-0",
        "Dirección: Calle 0 # 0-00",
        "<a href=\"tel:+576010000000\">+57 (601) 000 0000</a>",
        "<a href=\"mailto:atencion@entidad.test\">",
        "<a href=\"https://entidad.test/t\">Términos</a>",
        "<a href=\"../acerca/datos.html\">Datos</a>",
    ] {
        assert!(page.contains(part), "«{part}» in {page}");
    }
    assert!(!page.contains(NOT));
}

#[test]
fn it_is_off_unless_the_site_says_so() {
    let mut site = SiteTest::new(SITE);
    for to in ["institucional = false\n", ""] {
        let from = if to.is_empty() {
            "institucional = false\n"
        } else {
            "institucional = true\n"
        };
        site.edit("site.toml", from, to).advance().expect_diags(&[]);
        let page = site.render("index.html");
        assert!(page.contains(NOT), "{page}");
        assert!(!page.contains("GOV.CO"), "{page}");
    }
}

#[test]
fn each_missing_datum_is_told_where_it_belongs() {
    let needed = [
        "name", "address", "phone", "email", "hours", "logo", "bar", "policies",
    ];
    for key in needed {
        let mut site = SiteTest::new(SITE);
        let text = std::fs::read_to_string(site.root().join("site.toml")).unwrap();
        let line = text.lines().find(|l| l.starts_with(key)).unwrap();
        site.edit("site.toml", &format!("{line}\n"), "").advance();
        site.expect_diags(&["site.toml:4:1 config-valor"]);
        site.expect_messages(&[&format!("falta `{key}`")]);
    }
    let mut site = SiteTest::new(
        "-- site.toml --\ntitle = \"S\"\ninstitucional = true\n[collections.casos]\n",
    );
    // Of a name of the table that is nearly right nothing else is missed.
    for (table, found) in [
        ("[institucion]", "6:2 config-clave"),
        ("[institution]", "6:1 config-valor"),
    ] {
        let text = "-- site.toml --\ntitle = \"S\"\ninstitucional = true\n[collections.casos]\n\n";
        let text = format!("{text}{table}\nbar = {{ text = \"GOV.CO\" }}\n");
        SiteTest::new(&text).expect_diags(&[&format!("site.toml:{found}")]);
    }
    // Who turns it on has all of it yet to write: that is one finding, with the line of each.
    site.expect_diags(&["site.toml:3:17 config-valor"]);
    for key in needed {
        site.expect_messages(&[&format!("`{key}`")]);
    }
}

#[test]
fn a_logo_or_a_policy_that_is_not_there_is_told() {
    let mut site = SiteTest::new(SITE);
    site.edit("site.toml", "acerca/logo.svg", "acerca/escudo.svg")
        .edit("site.toml", "acerca/datos.html", "acerca/dato.html")
        .advance()
        .expect_diags(&[
            "site.toml:11:8 config-valor",
            "site.toml:13:63 config-valor",
        ])
        .expect_messages(&[
            "el logo `acerca/escudo.svg`",
            "«Datos» lleva a `acerca/dato.html`",
        ]);
}
