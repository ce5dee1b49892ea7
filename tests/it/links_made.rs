//! Links to what has no document: pages and folders that the site makes, and files that it keeps back.

use crate::site::{SiteTest, without_search};
use acervo::engine::Options;

const SITE: &str = r#"-- site.toml --
title = "P"
base_url = "https://ejemplo.test/"
[collections.casos]
title = "Casos"
[collections.casos.fields]
etiquetas = { type = "text", many = true, pages = true }
[open_data]
license = "CC BY 4.0"
-- themes/plano/templates/data.html --
{% extends "base.html" %}
-- content/_datos/x.csv --
a,b
1,2
-- content/casos/a.md --
---
titulo: Caso A
etiquetas: [Agua]
---
"#;

/// What is said of one link, and where it leads in the page.
fn check(written: &str, options: Options, told: Option<&str>, leads: &str) {
    let site = SiteTest::with(&format!("{SITE}Vea [esto]({written}).\n"), options);
    let said = site.messages();
    match told {
        None => {
            assert_eq!(site.diags(), Vec::<String>::new(), "{written}: {said}");
            let page = site.body("casos/a.html");
            let link = format!("<a href=\"{leads}\">esto</a>");
            assert!(page.contains(&link), "{written}: {page}");
        }
        Some(told) => {
            assert_eq!(site.diags(), ["content/casos/a.md:5:12 enlace-roto"]);
            assert!(said.contains(told), "{written}: {said}");
        }
    }
}

#[test]
fn what_the_site_makes_is_linked_in_the_forms_of_any_other_page() {
    let to = |written, leads| check(written, Options::default(), None, leads);
    to("/buscar.html", "../buscar.html");
    to("../buscar.html?q=agua", "../buscar.html?q=agua");
    to("../index.html", "../index.html");
    to("/", "../index.html");
    to("index.html", "index.html");
    to("../casos/index.html", "index.html");
    to("../casos/", "index.html");
    to("../etiquetas/", "../etiquetas/index.html");
    to("../canal.xml", "../canal.xml");
    to("../etiquetas/agua.html#x", "../etiquetas/agua.html#x");
    to("../datos.html", "../datos.html");
}

#[test]
fn what_the_site_makes_and_another_name_has_is_told_with_its_own() {
    for (written, told) in [
        ("buscar", "escriba `../buscar.html`"),
        ("buscar.html", "escriba `../buscar.html`"),
        ("/buscar", "escriba `../buscar.html`"),
        ("../buscar.md", "escriba `../buscar.html`"),
        ("../datos", "escriba `../datos.html`"),
        ("../buscr.html", "¿quiso decir `../buscar.html`?"),
        ("../_datos/x.csv", "copie el archivo junto al documento"),
        ("_nota.pdf", "cambie ese nombre"),
        // Nobody has this term.
        ("../etiquetas/nadie.html", "no existe el archivo"),
    ] {
        check(written, Options::default(), Some(told), "");
    }
}

#[test]
fn a_site_without_search_has_no_page_of_it() {
    let told = "el sitio se hace sin búsqueda";
    check("../buscar.html", without_search(), Some(told), "");
}
