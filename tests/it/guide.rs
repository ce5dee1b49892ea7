//! The author guide: nothing that the site declares is left out, and what it shows is valid.

use crate::cli::Project;
use crate::site::SiteTest;
use acervo::config::sample::smallest;
use acervo::diag::{Code, Severity};
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A site with the declarations and data of this one and no documents but `more`.
pub fn declared(more: &str) -> SiteTest {
    let mut text = format!(
        "-- site.toml --\n{}\n",
        std::fs::read_to_string(root().join("site.toml")).unwrap()
    );
    for (path, bytes) in crate::cli::tree(&root().join("content/_datos")) {
        if !path.ends_with(".md") {
            let data = String::from_utf8(bytes).unwrap();
            text.push_str(&format!("-- content/_datos/{path} --\n{data}\n"));
        }
    }
    SiteTest::new(&format!("{text}{more}"))
}

#[test]
fn each_collection_has_a_page_with_its_fields_and_their_terms() {
    let site = declared("");
    let config = site.snapshot.config();
    let index = site.render("guia-del-autor.html");
    for collection in &config.collections {
        let path = format!("guia-del-autor/{}.html", collection.name);
        assert!(index.contains(&format!("href=\"{path}\"")), "{path}");
        let page = site.render(&path);
        for field in &collection.fields {
            let at = format!("<div id=\"campo-{}\">", field.key);
            assert!(page.contains(&at), "{path}: {}", field.key);
        }
        for vocabulary in collection.fields.iter().filter_map(|f| match f.kind {
            acervo::config::schema::FieldKind::Term(at) => Some(&config.vocabularies[at]),
            _ => None,
        }) {
            for term in &vocabulary.terms {
                let shown = format!("<code>{}</code> {}", term.id, term.label);
                assert!(page.contains(&shown), "{path}: {}", term.id);
            }
        }
    }
}

#[test]
fn the_smallest_document_of_each_collection_is_valid() {
    let site = declared("");
    let documents = site.snapshot.config().collections.iter();
    let more: String = documents
        .map(|c| {
            let text = smallest(site.snapshot.config(), c);
            format!("-- content/{}/nombre.md --\n{text}", c.path)
        })
        .collect();
    let site = declared(&more);
    assert!(site.snapshot.documents() >= 5);
    let errors = site.snapshot.diags().iter();
    let errors: Vec<_> = errors.filter(|d| d.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn every_code_is_there_with_its_mistake() {
    let page = declared("").render("guia-del-autor/codigos.html");
    for code in Code::ALL {
        assert!(
            page.contains(&format!("<h3 id=\"{code}\">{code}</h3>")),
            "{code}"
        );
    }
}

#[test]
fn no_section_of_the_prose_is_lost() {
    let site = declared("");
    let prose = std::fs::read_to_string(root().join("docs/autores.md")).unwrap();
    let (prose, _) = prose.split_once("<!-- página: Códigos -->").unwrap();
    let pages: String = site
        .paths()
        .iter()
        .filter(|path| path.starts_with("guia-del-autor"))
        .map(|path| site.render(path))
        .collect();
    let mut fenced = false;
    for line in prose.lines() {
        fenced ^= line.starts_with("```");
        if let Some(heading) = line.strip_prefix("## ").filter(|_| !fenced) {
            assert!(pages.contains(&format!(">{heading}</h2>")), "{heading}");
        }
    }
}

/// The portal and a theme that completes it with a component of its own.
const CHILD: &str = r##"
-- site.toml --
title = "Sitio"
theme = "propio"
[guide]
[collections.casos]
title = "Casos"
components = ["aviso", "pregunta"]
-- themes/propio/theme.toml --
name = "propio"
extends = "portal"
[components.aviso]
help = "Un recuadro para lo que *cambió*."
example = """
:::aviso Desde enero tono="alto" datos="uno.csv"
El formato es **otro**.
:::
"""
[components.aviso.files]
"uno.csv" = "a,b\nx,1\n"
[components.aviso.params]
tono = { type = "choice", values = ["alto", "bajo"], required = true, help = "Qué tan urgente es." }
datos = { type = "table" }
-- themes/propio/templates/componentes/aviso.html --
<b class="{{ component.params.tono }}">{{ component.title }}</b> <i id="{{ component.id }}">{% if component.table %}{{ component.table.rows | length }}{% endif %}</i> <a href="{{ component.params.datos }}">datos</a> {{ component.body }}
"##;

#[test]
fn a_component_of_a_childs_theme_is_in_the_guide_with_its_example_shown() {
    let mut site = SiteTest::new(CHILD);
    site.expect_diags(&[]);
    let page = site.render("guia-del-autor/componentes.html");
    for part in [
        "<h3 id=\"componente-aviso\">aviso</h3>",
        "Un recuadro para lo que <em>cambió</em>.",
        "Obligatorio. Qué tan urgente es. Lleva uno de estos: <code>alto</code>, <code>bajo</code>.",
        ":::aviso Desde enero tono=&quot;alto&quot;",
        "<b class=\"alto\">Desde enero</b> <i id=\"aviso-p_aviso-1\">1</i> <a href=\"uno.csv\">",
        "<p>El formato es <strong>otro</strong>.</p>",
        "<h3 id=\"componente-pregunta\">",
    ] {
        assert!(page.contains(part), "«{part}» is not in\n{page}");
    }
    assert_eq!(site.render("guia-del-autor/uno.csv"), "a,b\nx,1\n");
    let casos = site.render("guia-del-autor/casos.html");
    assert!(
        casos.contains("<a href=\"../guia-del-autor/componentes.html#componente-aviso\">aviso</a>")
    );
}

#[test]
fn an_example_that_does_not_serve_is_told_where_the_theme_has_it() {
    let mut site = SiteTest::new(CHILD);
    site.edit("themes/propio/theme.toml", "tono=\"alto\"", "tono=\"alta\"")
        .edit("site.toml", "\"pregunta\"", "\"preguntas\"")
        .advance()
        .expect_diags(&[
            "site.toml:6:24 config-valor",
            "themes/propio/theme.toml:5:11 tema",
        ])
        .expect_messages(&[
            "el ejemplo de `aviso` no sirve: `tono` no puede ser «alta»",
            "¿quiso decir `pregunta`?",
        ]);
    site.expect_as_fresh();
}

#[test]
fn a_new_document_holds_the_components_that_suit_it_where_no_reader_sees_them() {
    let project = Project::new(CHILD);
    project.run(&["new", "casos", "Uno"], 0);
    let file = project.root().join("content/casos/uno.md");
    let text = std::fs::read_to_string(file).unwrap();
    let (_, hint) = text.split_once("<!-- ").unwrap();
    for part in [
        ":::aviso Desde enero tono=\"alto\" datos=\"uno.csv\"\nEl formato es **otro**.\n:::",
        "\n\n:::pregunta ",
        "guia-del-autor/componentes.html",
    ] {
        assert!(hint.contains(part), "{hint}");
    }
    project.run(&["check", "--strict"], 0);
    project.run(&["build"], 0);
    let page = std::fs::read_to_string(project.root().join("public/casos/uno.html")).unwrap();
    assert!(!page.contains("Desde enero"), "{page}");
}

#[test]
fn every_component_of_the_portal_says_what_it_is_for_and_is_shown() {
    let site = declared("");
    let page = site.render("guia-del-autor/componentes.html");
    let components = acervo::engine::components(site.root(), site.snapshot.config());
    assert!(components.list.len() >= 11);
    for component in &components.list {
        let name = &component.name;
        assert!(
            !component.help.is_empty() && !component.example.is_empty(),
            "{name}"
        );
        let params = component.params.iter();
        assert!(params.clone().all(|p| !p.help.is_empty()), "{name}");
        let (_, part) = page
            .split_once(&format!("<h3 id=\"componente-{name}\">"))
            .unwrap();
        let part = part.split("<h3 ").next().unwrap();
        for param in params {
            let shown = format!("<dt><code>{}</code></dt>", param.name);
            assert!(part.contains(&shown), "{name}: {}", param.name);
        }
        assert!(
            part.contains(&format!("id=\"{name}-p_{name}-1\"")),
            "{name}: {part}"
        );
    }
}

#[test]
fn without_a_declaration_there_is_no_guide() {
    let site = SiteTest::new("");
    assert!(
        !site
            .paths()
            .iter()
            .any(|path| path.contains("guia-del-autor"))
    );
}
