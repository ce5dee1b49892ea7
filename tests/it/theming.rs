//! Child themes: `acervo new theme` starts one, and what it holds replaces its parent's.

use crate::site::SiteTest;
use std::process::{Command, Output};

fn acervo(site: &SiteTest, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_acervo"))
        .args(arguments)
        .args(["--root", site.root().to_str().unwrap()])
        .output()
        .unwrap()
}

const SITE: &str = "-- site.toml --\ntitle = \"Sitio\"\ntheme = \"portal\"\n[collections.casos]\ntitle = \"Casos\"\n\
    -- content/casos/a.md --\n---\ntitulo: A\n---\n\nHola.\n";

#[test]
fn a_new_theme_builds_at_once_and_looks_like_its_parent() {
    let mut site = SiteTest::new(SITE);
    let before = site.render("casos/a.html");
    let out = acervo(&site, &["new", "theme", "Mi Tema"]);
    assert!(out.status.success(), "{out:?}");
    let told = String::from_utf8_lossy(&out.stdout).into_owned();
    for file in [
        "theme.toml", "estilos/propio.css", "strings/es.toml", "LEAME.md",
    ] {
        let path = site.root().join("themes/mi-tema").join(file);
        assert!(path.is_file(), "{file}");
        assert!(told.contains(file), "{told}");
    }
    assert!(String::from_utf8_lossy(&out.stderr).contains("theme = \"mi-tema\""));
    site.edit("site.toml", "theme = \"portal\"", "theme = \"mi-tema\"")
        .write(
            "themes/mi-tema/theme.toml",
            "name = \"mi-tema\"\nextends = \"portal\"\n",
        )
        .advance()
        .expect_diags(&[]);
    let after = site.render("casos/a.html");
    let own: Vec<&str> = after.lines().filter(|l| !before.contains(l)).collect();
    assert_eq!(own.len(), 1, "{own:?}");
    assert!(own[0].contains("recursos/estilos."), "{own:?}");
}

#[test]
fn every_property_of_the_parent_is_there_to_change_in_light_and_in_dark() {
    let site = SiteTest::new(SITE);
    acervo(&site, &["new", "theme", "otro"]);
    let sheet =
        std::fs::read_to_string(site.root().join("themes/otro/estilos/propio.css")).unwrap();
    let parent = include_str!("../../themes/portal/estilos/0-base.css");
    let names = |text: &str| -> Vec<String> {
        let rule = text
            .split_once(":root{")
            .unwrap()
            .1
            .split_once('}')
            .unwrap()
            .0;
        let all = rule.split(';').filter_map(|d| d.trim().strip_prefix("--"));
        all.map(|d| d.split(':').next().unwrap().to_owned())
            .collect()
    };
    let names = names(parent);
    assert!(names.len() > 10);
    for name in names {
        let line = sheet.lines().find(|l| l.contains(&format!("--{name}:")));
        let line = line.unwrap_or_else(|| panic!("--{name} is not in {sheet}"));
        assert!(
            !line.ends_with("/* */"),
            "nothing says what --{name} is for"
        );
    }
    assert_eq!(sheet.matches("--acento:").count(), 3);
}

#[test]
fn a_name_that_is_taken_or_no_name_is_refused() {
    let site = SiteTest::new(SITE);
    for (name, expect) in [
        ("portal", "no se puede llamar"),
        ("¿?", "no se puede llamar"),
        ("plano", "ya existe"),
    ] {
        let out = acervo(&site, &["new", "theme", name]);
        assert!(!out.status.success(), "{name}");
        assert!(
            String::from_utf8_lossy(&out.stderr).contains(expect),
            "{out:?}"
        );
    }
}

#[test]
fn a_child_theme_changes_single_templates_words_and_colours() {
    let mut site = SiteTest::new(SITE);
    site.write(
        "themes/hijo/theme.toml",
        "name = \"hijo\"\nextends = \"portal\"\n",
    )
    .write(
        "themes/hijo/strings/es.toml",
        "[home]\nquestion = \"¿Qué busca?\"\n",
    )
    .write(
        "themes/hijo/estilos/propio.css",
        "/* Rojo, \"claro. */\n:root{/**/--acento:#603}b::after{content:\"/*\\\"/* \"}i{--x:a/**/b;background:url(a/*b*/c)}/* y",
    )
    .write("themes/hijo/estilos/mapa.css", ".mapa{color:red}\n")
    .write(
        "themes/hijo/templates/casos.html",
        "{% extends \"document.html\" %}{% block lead %}<p>propio</p>{% endblock %}",
    )
    .edit("site.toml", "theme = \"portal\"", "theme = \"hijo\"")
    .advance()
    .expect_diags(&[])
    .expect_as_fresh();
    assert!(site.render("index.html").contains("¿Qué busca?"));
    assert!(site.render("index.html").contains("Qué hay aquí"));
    assert!(site.render("casos/a.html").contains("<p>propio</p>"));
    // The child's sheets are in the one that pages ask for: one added, one in its parent's place.
    let page = site.render("casos/a.html");
    let (_, link) = page
        .split_once("<link rel=\"stylesheet\" href=\"../")
        .unwrap();
    assert!(!link.contains("stylesheet"), "{link}");
    let sheet = site.render(link.split_once('"').unwrap().0);
    // Without what is said to whoever edits them.
    let own =
        ":root{ --acento:#603}b::after{content:\"/*\\\"/* \"}i{--x:a b;background:url(a/*b*/c)} \n";
    assert!(sheet.ends_with(own), "{sheet}");
    assert!(sheet.contains("\n.mapa{color:red}\n"), "{sheet}");
    assert!(!sheet.contains(".mapa svg"), "{sheet}");
    assert!(
        sheet.trim_start().starts_with(":root{color-scheme"),
        "{sheet}"
    );
}

#[test]
fn a_child_theme_changes_one_panel_and_its_other_templates_may_see_the_list() {
    let mut site = SiteTest::new(SITE);
    site.write(
        "themes/hijo/theme.toml",
        "name = \"hijo\"\nextends = \"portal\"\n",
    )
    .write(
        "themes/hijo/templates/panels/toc.html",
        "<p>{% for e in doc.toc %}[{{ e.text }}]{% endfor %}</p>\n",
    )
    .write(
        "content/casos/a.md",
        "---\ntitulo: A\n---\n\n## Qué & cómo\n\nHola.\n",
    )
    .edit("site.toml", "theme = \"portal\"", "theme = \"hijo\"")
    .advance()
    .expect_diags(&[])
    .expect_as_fresh();
    let page = site.render("casos/a.html");
    assert!(page.contains("<p>[Qué &amp; cómo]</p>"), "{page}");
    let own = "{% extends \"document.html\" %}{% block lead %}{{ doc.toc | length }} partes{% endblock %}";
    site.write("themes/hijo/templates/casos.html", own)
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
    let page = site.render("casos/a.html");
    assert!(page.contains("1 partes"), "{page}");
    assert!(page.contains("<p>[Qué &amp; cómo]</p>"), "{page}");
    site.write(
        "themes/hijo/templates/panels/toc.html",
        "a\n{{ doc.title }}\n",
    )
    .advance()
    .expect_messages(&["themes/hijo/templates/panels/toc.html:2:", "casos/a.html"]);
}

#[test]
fn an_error_of_a_template_names_template_line_and_page() {
    let mut site = SiteTest::new(SITE);
    site.write(
        "themes/hijo/theme.toml",
        "name = \"hijo\"\nextends = \"portal\"\n",
    )
    .write(
        "themes/hijo/templates/casos.html",
        "{% extends \"document.html\" %}\n{% block lead %}\n{{ doc.titulo }}\n{% endblock %}",
    )
    .edit("site.toml", "theme = \"portal\"", "theme = \"hijo\"")
    .advance()
    .expect_messages(&["themes/hijo/templates/casos.html:3:", "casos/a.html"]);
}

#[test]
fn the_theme_of_the_program_is_copied_to_be_read_and_never_over_another() {
    let site = SiteTest::new(SITE);
    let out = acervo(&site, &["export", "theme"]);
    assert!(out.status.success(), "{out:?}");
    let copy = |path: &str| std::fs::read(site.root().join("tema-portal").join(path)).unwrap();
    assert_eq!(
        copy("templates/home.html"),
        include_bytes!("../../themes/portal/templates/home.html")
    );
    assert_eq!(
        copy("strings/en.toml"),
        include_bytes!("../../themes/portal/strings/en.toml")
    );
    // A later program writes it again.
    assert!(acervo(&site, &["export", "theme"]).status.success());
    let own = site.root().join("mio");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("theme.toml"), "name = \"mio\"\n").unwrap();
    for folder in [own.clone(), site.root().join("themes/portal")] {
        let out = acervo(&site, &["export", "theme", "-o", folder.to_str().unwrap()]);
        assert_eq!(out.status.code(), Some(2), "{out:?}");
        assert!(!folder.join("templates").exists());
    }
    let within = Command::new(env!("CARGO_BIN_EXE_acervo"))
        .args(["export", "theme", "-o", "themes/portal"])
        .current_dir(site.root())
        .output()
        .unwrap();
    assert_eq!(within.status.code(), Some(2), "{within:?}");
}

/// A site with a theme that stands on no other.
fn plain() -> SiteTest {
    SiteTest::new(&SITE.replace("portal", "plano"))
}

#[test]
fn a_theme_that_cannot_be_read_is_all_that_is_told() {
    let mut site = plain();
    let mut check = |theme: &str, place: &str, says: &str| {
        site.write("themes/plano/theme.toml", theme)
            .advance()
            .expect_diags(&[place])
            .expect_as_fresh();
        site.expect_messages(&[says]);
    };
    let at = |place: &str| format!("themes/plano/theme.toml:{place}");
    check(
        "name = \"plano\n",
        &at("1:14 datos-sintaxis"),
        "las comillas no cierran",
    );
    check(
        "extends = [\"portal\"]\n",
        &at("1:11 config-valor"),
        "un texto",
    );
    check(
        "extend = \"portal\"\n",
        &at("1:1 config-clave"),
        "`extends`",
    );
    check(
        "components = 3\n",
        &at("1:14 config-valor"),
        "[components.nombre]",
    );
    check(
        "name = \"plano\"\n>>>>>>> otra\n",
        &at("2:1 versiones-sin-unir"),
        "marca de git",
    );
}

#[test]
fn a_template_that_is_missing_is_told_once() {
    let mut site = plain();
    site.remove("themes/plano/templates/list.html")
        .advance()
        .expect_diags(&["themes/plano/theme.toml:1:1 tema"]);
    let mut site = plain();
    site.edit(
        "site.toml",
        "[collections",
        "[guide]\npage = \"guia\"\n[collections",
    )
    .advance();
    site.expect_diags(&["plantilla"])
        .expect_messages(&["al tema le falta la plantilla `guide.html`"]);
}

#[test]
fn a_template_that_nothing_uses_is_told_with_the_name_that_was_meant() {
    let mut site = plain();
    for (name, text) in [
        ("caso.html", "{% extends \"document.html\" %}"),
        ("guias.html", "{% include \"partes/pie.html\" %}"),
        ("partes/pie.html", "Pie"),
        ("partes/lado.html", "{% include \"partes/pie.html\" %}"),
        ("panels/fuentes.html", "Fuentes"),
        ("fixed/foot.html", "Fin"),
        // Those of the program may wait for their collection, and these are for all templates.
        ("memorias.html", "{% extends \"document.html\" %}"),
        (
            "piezas.html",
            "{% component pieza() %}Uno{% endcomponent %}",
        ),
    ] {
        site.write(&format!("themes/plano/templates/{name}"), text);
    }
    site.advance()
        .expect_diags(&[
            "themes/plano/templates/caso.html:1:1 plantilla-sin-uso aviso",
            "themes/plano/templates/panels/fuentes.html:1:1 plantilla-sin-uso aviso",
            "themes/plano/templates/partes/lado.html:1:1 plantilla-sin-uso aviso",
        ])
        .expect_messages(&[
            "¿quiso decir `casos.html`?",
            "los nombres que se usan allí son: toc, sources,",
            "`{% include \"partes/lado.html\" %}`",
        ]);
    site.rename(
        "themes/plano/templates/caso.html",
        "themes/plano/templates/casos.html",
    )
    .remove("themes/plano/templates/panels/fuentes.html")
    .edit(
        "themes/plano/templates/casos.html",
        "%}",
        "%}{% block content %}{% include 'partes/lado.html' %}{% endblock %}",
    )
    .advance()
    .expect_diags(&[]);
}
