//! One way from files to pages: whatever the edits, what is served is what a fresh build writes.

use crate::site::SiteTest;
use acervo::source::Changes;
use proptest::prelude::*;

pub const SITE: &str = r#"-- site.toml --
title = "P"
base_url = "https://ejemplo.test/"
[vocabularies.temas]
file = "content/_datos/temas.yaml"
[collections.casos]
title = "Casos"
sort = "titulo"
[collections.casos.fields]
tema = { type = "term", vocabulary = "temas", facet = true, pages = true }
[collections.guias]
title = "Guías"
sort = "titulo"
-- content/_datos/temas.yaml --
- id: agua
  label: Agua
- id: vias
  label: Vías
-- content/casos/a.md --
---
titulo: A
resumen: Primero.
fecha: 2026-01-02
tema: agua
---
Texto de a.
-- content/casos/b.md --
---
titulo: B
resumen: Segundo.
tema: agua
---
Vea [a](a.md).
-- content/casos/c.md --
---
titulo: C
resumen: Tercero.
---
Texto de c.
-- content/guias/g.md --
---
titulo: G
resumen: Guía.
---
Vea [[a]].
"#;

#[test]
fn an_edit_of_the_text_changes_its_page_alone() {
    SiteTest::new(SITE)
        .edit("content/casos/a.md", "Texto de a.", "Otro texto.")
        .advance()
        .expect_changed(&["casos/a.html"]);
}

#[test]
fn saving_the_same_bytes_changes_nothing() {
    let mut site = SiteTest::new(SITE);
    site.edit("content/casos/a.md", "Texto de a.", "Texto de a.")
        .advance()
        .expect_changed(&[]);
    site.advance().expect_changed(&[]);
}

#[test]
fn nothing_new_gives_the_same_snapshot() {
    let mut site = SiteTest::new(SITE);
    let first = site.snapshot.clone();
    site.edit("content/casos/a.md", "Texto", "Texto").advance();
    site.edit("site.toml", "title = \"P\"", "title = \"P\"")
        .advance();
    let text = std::fs::read(site.root().join("themes/plano/theme.toml")).unwrap();
    site.write("themes/plano/theme.toml", text).advance();
    assert!(std::sync::Arc::ptr_eq(&first, &site.snapshot));
    site.edit("content/casos/a.md", "Texto", "Otro").advance();
    assert!(!std::sync::Arc::ptr_eq(&first, &site.snapshot));
}

#[test]
fn an_edit_of_the_summary_changes_its_page_and_the_lists() {
    SiteTest::new(SITE)
        .edit("content/casos/a.md", "Primero.", "Otro.")
        .advance()
        .expect_changed(&[
            "canal.xml",
            "casos/index.html",
            "datos/documentos.json",
            "tema/agua.html",
        ]);
}

#[test]
fn an_edit_of_the_title_changes_whoever_names_it() {
    SiteTest::new(SITE)
        .edit("content/casos/a.md", "titulo: A", "titulo: A2")
        .advance()
        .expect_changed(&[
            "canal.xml",
            "casos/a.html",
            "casos/b.html",
            "casos/index.html",
            "datos/documentos.json",
            "guias/g.html",
            "index.html",
            "tema/agua.html",
        ]);
}

#[test]
fn a_term_changes_its_page_and_those_that_share_it() {
    SiteTest::new(SITE)
        .edit("content/casos/c.md", "resumen", "tema: vias\nresumen")
        .advance()
        .expect_changed(&[
            "casos/c.html", "sitemap.xml", "tema/index.html", "+tema/vias.html",
        ]);
}

#[test]
fn renaming_a_term_changes_its_pages_and_no_text() {
    let mut site = SiteTest::new(SITE);
    site.edit(
        "content/_datos/temas.yaml",
        "label: Agua",
        "label: Agua potable",
    )
    .advance()
    .expect_as_fresh();
    let changed = site.changed();
    assert!(
        changed.contains(&"tema/agua.html".to_owned()),
        "{changed:?}"
    );
    assert!(changed.contains(&"casos/a.html".to_owned()), "{changed:?}");
    assert!(
        !changed
            .iter()
            .any(|p| p.starts_with("casos/c") || p.starts_with("guias/")),
        "{changed:?}"
    );
}

#[test]
fn a_new_file_and_its_deletion_undo_each_other() {
    let mut site = SiteTest::new(SITE);
    site.write(
        "content/casos/d.md",
        "---\ntitulo: D\nfecha: 2026-01-01\n---\nTexto.\n",
    )
    .advance()
    .expect_changed(&[
        "canal.xml",
        "casos/c.html",
        "+casos/d.html",
        "casos/index.html",
        "datos/documentos.json",
        "index.html",
        "sitemap.xml",
    ]);
    site.remove("content/casos/d.md")
        .advance()
        .expect_changed(&[
            "-casos/d.html",
            "canal.xml",
            "casos/c.html",
            "casos/index.html",
            "datos/documentos.json",
            "index.html",
            "sitemap.xml",
        ]);
}

#[test]
fn a_template_changes_only_its_pages() {
    SiteTest::new(SITE)
        .edit(
            "themes/plano/templates/terms.html",
            "({{ t.count }})",
            "[{{ t.count }}]",
        )
        .advance()
        .expect_changed(&["tema/index.html"]);
}

#[test]
fn folders_that_move_take_everything_along() {
    let mut site = SiteTest::new(SITE);
    site.rename("content/_datos", "content/_otros")
        .advance()
        .expect_as_fresh();
    assert!(
        site.messages()
            .contains("no se pudo leer `content/_datos/temas.yaml`")
    );
    site.rename("content/_otros", "content/_datos")
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
    site.rename("content/casos", "content/guias/casos")
        .advance()
        .expect_as_fresh();
    site.remove("content/guias").advance().expect_as_fresh();
}

#[test]
fn a_theme_that_was_missing_is_forgiven_when_it_is_named_right() {
    let mut site = SiteTest::new(SITE);
    site.edit("site.toml", "theme = \"plano\"", "theme = \"no-hay\"")
        .advance()
        .expect_as_fresh();
    assert!(site.messages().contains("no-hay"), "{}", site.messages());
    site.edit("site.toml", "no-hay", "plano")
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
    site.write("themes/plano/theme.toml", "extends = \"no-hay\"\n")
        .advance()
        .expect_as_fresh();
    site.write("themes/plano/theme.toml", "name = \"plano\"\n")
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
}

#[test]
fn site_toml_may_break_and_come_back() {
    let mut site = SiteTest::new(SITE);
    let text = std::fs::read_to_string(site.root().join("site.toml")).unwrap();
    site.write("site.toml", "title = \n")
        .advance()
        .expect_as_fresh();
    site.remove("site.toml").advance();
    assert!(!site.diags().is_empty());
    site.write("site.toml", text)
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
}

/// One thing that somebody does to a project.
#[derive(Debug, Clone)]
pub enum Step {
    Write(usize, usize),
    Delete(usize),
    Rename(usize, usize),
    Config(usize),
    Template(usize),
    Vocabulary(usize),
    Attach(usize),
    /// The watcher hands over what was done so far.
    Advance,
}

const PATHS: &[&str] = &[
    "content/casos/a.md",
    "content/casos/b.md",
    "content/casos/c.md",
    "content/casos/_index.md",
    "content/casos/sub/d.md",
    "content/guias/g.md",
    "content/guias/h.md",
    "content/_index.md",
    "content/fuera.md",
];

const TEXTS: &[&str] = &[
    "---\ntitulo: A\ntema: agua\n---\nTexto con [b](b.md#uno) y [[h]].\n",
    "---\ntitulo: B\ntema: vias\nborrador: true\n---\n## Uno\n\nTexto[^1].\n\n[^1]: Nota.\n",
    "---\ntitulo: C\nfecha: 2024-05-06\nalias: [viejo/c]\n---\n![Mapa](mapa.png) [[A]]\n",
    "---\ntitulo: D\nslug: otra\n---\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "---\ntitulo: [mal\n---\nTexto.\n",
    "# Sin encabezado\n\n[g](../guias/g.md) [arriba](#no)\n",
    "---\ntitulo: A\ntema: agua\nraro: 1\n---\n<b>x</b> [c](/casos/c.md)\n",
    "",
];

const CONFIGS: &[(&str, &str)] = &[
    ("title = \"P\"", "title = \"Q\""),
    ("title = \"Q\"", "title = \"P\""),
    ("sort = \"titulo\"", "sort = \"fecha\""),
    ("facet = true", "facet = false"),
    ("pages = true", "pages = false"),
    (
        "[collections.guias]",
        "[collections.guias]\nunknown_fields = \"allow\"",
    ),
    ("https://ejemplo.test/", "https://otro.test/"),
];

pub fn step() -> impl Strategy<Value = Step> {
    let path = 0..PATHS.len();
    prop_oneof![
        5 => (path.clone(), 0..TEXTS.len()).prop_map(|(p, t)| Step::Write(p, t)),
        2 => path.clone().prop_map(Step::Delete),
        2 => (path.clone(), path).prop_map(|(a, b)| Step::Rename(a, b)),
        1 => (0..CONFIGS.len()).prop_map(Step::Config),
        1 => (0usize..4).prop_map(Step::Template),
        1 => (0usize..4).prop_map(Step::Vocabulary),
        1 => (0usize..3).prop_map(Step::Attach),
        4 => Just(Step::Advance),
    ]
}

pub fn apply(site: &mut SiteTest, step: &Step) {
    let there = |site: &SiteTest, path: &str| site.root().join(path).exists();
    match step {
        Step::Write(path, text) => {
            site.write(PATHS[*path], TEXTS[*text]);
        }
        Step::Delete(path) if there(site, PATHS[*path]) => {
            site.remove(PATHS[*path]);
        }
        Step::Rename(from, to) if from != to && there(site, PATHS[*from]) => {
            site.rename(PATHS[*from], PATHS[*to]);
        }
        Step::Config(at) => {
            let text = std::fs::read_to_string(site.root().join("site.toml")).unwrap();
            let (from, to) = CONFIGS[*at];
            site.write("site.toml", text.replacen(from, to, 1));
        }
        Step::Template(n) => {
            let text =
                format!("{{% extends \"base.html\" %}}{{% block content %}}{n}{{% endblock %}}");
            site.write("themes/plano/templates/404.html", text);
        }
        Step::Vocabulary(n) => {
            let text = format!(
                "- id: agua\n  label: Agua {n}\n- id: vias\n  label: Vías\n  parent: agua\n"
            );
            site.write("content/_datos/temas.yaml", text);
        }
        Step::Attach(n) => {
            let name = [
                "content/casos/mapa.png",
                "content/casos/b.html",
                "content/plan.pdf",
            ][*n];
            match there(site, name) {
                true => site.remove(name),
                false => site.write(name, format!("archivo {n}")),
            };
        }
        Step::Advance => {
            site.advance();
        }
        Step::Delete(_) | Step::Rename(..) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_any_edits_every_page_is_that_of_a_fresh_build(
        steps in proptest::collection::vec(step(), 1..25)
    ) {
        let mut site = SiteTest::new(SITE);
        for step in &steps {
            apply(&mut site, step);
            if matches!(step, Step::Advance) {
                site.expect_as_fresh();
            }
        }
        site.advance().expect_as_fresh();
    }

    // Most edits are of titles, summaries and texts, and nearly always nothing else follows from them.
    #[test]
    fn after_any_edits_of_titles_and_summaries_every_page_is_that_of_a_fresh_build(
        edits in proptest::collection::vec((0..4_usize, 0..6_usize, 0..3_usize, 0..3_usize), 1..12)
    ) {
        let titles = ["Agua", "AGUA", "Barrio", "Cauce", "Zanja", "Árbol"];
        let summaries = ["", "resumen: Uno.\n", "resumen: Dos.\n"];
        let texts = ["Texto.\n", "Vea [a](/casos/a.md).\n", "Vea [otro](/casos/no-hay.md).\n"];
        let files = ["content/casos/a.md", "content/casos/b.md", "content/guias/c.md", "content/sueltas/d.md"];
        let mut site = SiteTest::new(TITLES);
        for (file, title, summary, text) in edits {
            let head = format!("titulo: {}\n{}tema: agua\n", titles[title], summaries[summary]);
            site.write(files[file], format!("---\n{head}---\n{}", texts[text]));
            site.advance().expect_as_fresh();
        }
    }
}

/// Nothing in it is looked up by a title.
const TITLES: &str = r#"-- site.toml --
title = "P"
[style]
[collections.casos]
sort = "titulo"
[collections.casos.fields]
tema = { type = "term", facet = true, pages = true }
[collections.guias]
[collections.guias.fields]
tema = { type = "term", pages = true }
[collections.sueltas]
listed = false
[collections.sueltas.fields]
tema = { type = "term" }
-- content/casos/a.md --
---
titulo: Agua
---
Texto de a.
-- content/casos/b.md --
---
titulo: Barrio
---
Vea [a](a.md).
-- content/guias/c.md --
---
titulo: Cauce
---
Vea [a](../casos/a.md) y [d](../sueltas/d.md).
-- content/sueltas/d.md --
---
titulo: Desvío
---
Texto de d.
"#;

#[test]
fn what_was_read_to_tell_of_findings_is_read_again_only_where_something_changed() {
    let doc = |text: &str| format!("---\ntitulo: T\n---\n{text}[x](no.md)\n");
    let mut site = SiteTest::new("");
    site.write("content/casos/a.md", doc(""))
        .write("content/casos/b.md", doc(""))
        .advance();
    let first = site.snapshot.report(Vec::new());
    let moved = site.root().join("content/casos/a.md");
    site.write("content/casos/a.md", doc("Uno.\n\n")).advance();
    // Nobody tells of this one, so it is as it was.
    std::fs::write(site.root().join("content/casos/b.md"), "\n\n\n\n\n\n").unwrap();
    let changes = Changes::Paths(vec![moved]);
    let report = site.snapshot.report_after(Vec::new(), &first, &changes);
    let told = report.text(acervo::diag::show::Format::Short);
    let begin = |line: &str| line.split(": ").next().unwrap().to_owned();
    let places: Vec<String> = told.lines().map(begin).collect();
    assert_eq!(places, ["content/casos/a.md:6:5", "content/casos/b.md:4:5"]);
}
