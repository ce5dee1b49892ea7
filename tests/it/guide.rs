//! The author guide: nothing that the site declares is left out, and what it shows is valid.

use crate::site::SiteTest;
use acervo::config::sample::smallest;
use acervo::config::schema::{RESERVED, RESERVED_HELP};
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

#[test]
fn every_reserved_field_says_what_it_is_for() {
    for (name, ..) in RESERVED {
        assert!(RESERVED_HELP.iter().any(|(n, _)| n == name), "{name}");
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
