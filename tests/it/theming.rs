//! Child themes: `acervo new theme` starts one, and what it holds replaces its parent's.

use crate::cli::{Said, acervo, tree};
use crate::site::SiteTest;
use std::path::Path;

#[track_caller]
fn run(site: &SiteTest, arguments: &[&str], code: i32) -> Said {
    crate::cli::run(&mut acervo(site.root(), arguments), code)
}

/// A site whose theme changes these files of `portal`.
fn child(files: &[(&str, &str)]) -> SiteTest {
    let mut site = SiteTest::new(&SITE.replace("portal", "hijo"));
    write(&mut site, "theme.toml", "extends = \"portal\"\n");
    for (path, text) in files {
        write(&mut site, path, text);
    }
    site.advance();
    site
}

fn write(site: &mut SiteTest, path: &str, text: &str) {
    site.write(&format!("themes/hijo/{path}"), text);
}

const SITE: &str = "-- site.toml --\ntitle = \"Sitio\"\ntheme = \"portal\"\n[collections.casos]\ntitle = \"Casos\"\n\
    -- content/casos/a.md --\n---\ntitulo: A\n---\n\nHola.\n";

#[test]
fn a_new_theme_builds_at_once_and_looks_like_its_parent() {
    let mut site = SiteTest::new(SITE);
    let before = site.render("casos/a.html");
    let said = run(&site, &["new", "theme", "Mi Tema"], 0);
    for file in [
        "theme.toml", "estilos/propio.css", "strings/es.toml", "LEAME.md",
    ] {
        let path = site.root().join("themes/mi-tema").join(file);
        assert!(path.is_file(), "{file}");
        assert!(said.out.contains(file), "{}", said.out);
    }
    assert!(said.err.contains("theme = \"mi-tema\""), "{}", said.err);
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
    run(&site, &["new", "theme", "otro"], 0);
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
        run(&site, &["new", "theme", name], 2).has(&[expect]);
    }
}

#[test]
fn a_child_theme_changes_single_templates_words_and_colours() {
    let mut site = child(&[
        ("strings/es.toml", "[home]\nquestion = \"¿Qué busca?\"\n"),
        (
            "estilos/propio.css",
            "/* Rojo, \"claro. */\n:root{/**/--acento:#603}b::after{content:\"/*\\\"/* \"}i{--x:a/**/b;background:url(a/*b*/c)}/* y",
        ),
        ("estilos/mapa.css", ".mapa{color:red}\n"),
        ("assets/portal.js", "a()"),
        (
            "templates/casos.html",
            "{% extends \"document.html\" %}{% block lead %}<p>propio</p>{% endblock %}",
        ),
        (
            "templates/404.html",
            "{% extends \"portal/404.html\" %}{% block title %}Perdida{% endblock %}",
        ),
    ]);
    site.expect_diags(&[]).expect_as_fresh();
    let lost = site.render("404.html");
    assert!(lost.contains("<title>Perdida</title>") && lost.contains("<h1>No encontramos"));
    let scripts = site.paths().into_iter();
    let scripts: Vec<&str> = scripts.filter(|p| p.contains("/portal.")).collect();
    assert_eq!(scripts.len(), 1);
    assert_eq!(site.render(scripts[0]), "a()");
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
    let toc = "<p>{% for e in doc.toc %}[{{ e.text }}]{% endfor %}</p>\n";
    let mut site = child(&[("templates/panels/toc.html", toc)]);
    site.write(
        "content/casos/a.md",
        "---\ntitulo: A\n---\n\n## Qué & cómo\n\nHola.\n",
    )
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

/// What is said of one file of a theme, which stands there only for this.
#[track_caller]
fn check(site: &mut SiteTest, path: &str, text: &str, expect: &[&str]) {
    write(site, path, text);
    let told = site.advance().messages();
    for part in expect {
        assert!(told.contains(part), "{text}: «{part}» is not said:\n{told}");
    }
    site.remove(&format!("themes/hijo/{path}"));
}

#[test]
fn mistakes_in_a_template_are_told_in_spanish_where_they_are() {
    let mut site = child(&[]);
    let page = "en la página `casos/a.html`";
    for (text, place, told) in [
        (
            "a\n{{ doc.titel }}",
            "2:8",
            "la plantilla usa el campo `titel`, que no existe",
        ),
        (
            "ñ {{ nada }}",
            "1:6",
            "la plantilla usa la variable `nada`, que no existe",
        ),
        (
            "{% for t in doc.tocs %}{% endfor %}",
            "1:13",
            "la plantilla recorre una lista que no existe",
        ),
    ] {
        let place = format!("themes/hijo/templates/casos.html:{place}: error");
        check(
            &mut site,
            "templates/casos.html",
            text,
            &[&place, told, page],
        );
    }
    for (text, place, told) in [
        ("\n ñ{{ doc | nada }}", "2:12", "el filtro `nada` no existe"),
        (
            "{{ strings.nada.mas }}",
            "1:4",
            "no hay texto con el nombre `nada.mas`",
        ),
        (
            "{% extends \"nada.html\" %}",
            "1:1",
            "la plantilla extiende `nada.html`, que no existe",
        ),
        (
            "{% extends \"casos.html\" %}",
            "1:1",
            "(escriba `{% extends \"portal/casos.html\" %}`)",
        ),
        ("{{ <nada /> }}", "1:4", "el componente `nada` no existe"),
        (
            "{% if doc %}",
            "1:11",
            "la plantilla termina y algo quedó sin cerrar",
        ),
        (
            "{% block lead %}{% if doc %}{% endblock %}",
            "1:32",
            "esta etiqueta no existe, o no va aquí",
        ),
        ("{{ doc.title }", "1:14", "aquí hay `}` y se espera `}}`"),
        ("{{ \"a }}", "", "las comillas no cierran"),
        ("{# a", "", "el comentario no cierra"),
        ("{{ not }}", "", "aquí hay `}}` y se espera un valor"),
        ("{{ super( }}", "", "aquí hay `}}` y se espera un nombre"),
        (
            "{{ <marcas draft={true} /> }}",
            "",
            "falta el argumento `example`",
        ),
        (
            "{{ doc.toc | upper }}",
            "",
            "aquí va un valor de tipo `string` y este es de tipo `array`",
        ),
    ] {
        let place = format!("themes/hijo/templates/casos.html:{place}");
        check(&mut site, "templates/casos.html", text, &[&place, told]);
    }
    // All templates that cannot be read are told at once.
    write(&mut site, "templates/list.html", "\n{{ a");
    let both = ["home.html:1:", "list.html:2:"];
    check(&mut site, "templates/home.html", "{% if %}", &both);
}

#[test]
fn a_block_that_no_parent_has_is_told_with_those_that_there_are() {
    let mut site = child(&[]);
    let mut told = |block: &str, expect: &[&str]| {
        let text =
            format!("{{% extends \"portal/home.html\" %}}{{% block {block} %}}{{% endblock %}}");
        check(&mut site, "templates/home.html", &text, expect);
        let all = site.messages();
        assert!(!all.contains("neighbours"), "{all}");
    };
    told(
        "conten",
        &[
            "themes/hijo/templates/home.html:1:42: error",
            "ningún padre tiene el bloque `conten`",
            "¿quiso decir `content`?",
        ],
    );
    told("xyz", &["content, ", ", paths, "]);
}

#[test]
fn what_is_wrong_with_the_words_of_a_theme_is_told() {
    let mut site = child(&[(
        "templates/memorias.html",
        "{{ strings.mio }}{{ strings.g | count(n=1) }}",
    )]);
    let words = "strings/es.toml";
    let place = "themes/hijo/strings/es.toml:1:8: error";
    check(
        &mut site,
        words,
        "skip = 3\n",
        &[place, "`skip` debe ser un texto"],
    );
    let unused = [
        "aviso",
        "ninguna plantilla usa el texto `home.questoin`",
        "¿quiso decir `home.question`?",
    ];
    check(&mut site, words, "[home]\nquestoin = \"¿?\"\n", &unused);
    write(&mut site, words, "mio = \"a\"\n[g]\none = \"b\"\n");
    site.advance().expect_diags(&[]);
    site.edit("site.toml", "title = \"S", "language = \"fr\"\ntitle = \"S");
    check(
        &mut site,
        "strings/fr.toml",
        "skip = \"Aller\"\n",
        &["a los textos en `fr` les faltan "],
    );
    site.advance().expect_messages(&[
        "no tiene textos en el idioma `fr`",
        "en `themes/hijo/strings/fr.toml`",
    ]);
    site.edit("site.toml", "\"hijo\"", "\"portal\"").advance();
    site.expect_diags(&["site.toml:1:12 tema"])
        .expect_messages(&["acervo new theme", "use uno de estos: en, es"]);
    // All words of the other language are enough.
    site.remove("themes/hijo/templates/memorias.html");
    let all = include_str!("../../themes/portal/strings/es.toml");
    write(&mut site, "strings/fr.toml", all);
    site.edit("site.toml", "\"portal\"", "\"hijo\"").advance();
    site.expect_diags(&[]);
}

#[test]
fn a_language_of_a_region_adds_to_the_language() {
    let mut site = child(&[]);
    site.edit(
        "site.toml",
        "title = \"S",
        "language = \"es-CO\"\ntitle = \"S",
    )
    .advance()
    .expect_diags(&[]);
    assert!(site.render("index.html").contains("Ir al contenido"));
    write(&mut site, "strings/es-CO.toml", "skip = \"Vaya\"\n");
    site.advance().expect_diags(&[]);
    let page = site.render("index.html");
    assert!(page.contains("Vaya") && !page.contains("Ir al contenido"));
}

#[test]
fn fixed_pieces_are_made_for_the_place_of_each_page() {
    let mut site = child(&[("templates/fixed/foot.html", "{{ root }}pie {{ own }}\n")]);
    site.write("content/casos/x/b.md", "---\ntitulo: B\n---\n")
        .advance();
    for (page, current, foot) in [
        ("index.html", None, "pie false"),
        ("casos/index.html", Some("page"), "../pie true"),
        ("casos/a.html", Some("true"), "../pie false"),
        ("casos/x/b.html", Some("true"), "../../pie false"),
    ] {
        let html = site.render(page);
        let (_, menu) = html.split_once("<nav class=\"menu\"").unwrap();
        let menu = menu.split("</nav>").next().unwrap();
        let marked = menu.split("aria-current=\"").nth(1);
        assert_eq!(marked.and_then(|m| m.split('"').next()), current, "{page}");
        assert!(html.contains(foot), "{page}: {html}");
    }
}

#[test]
fn a_collection_has_the_template_of_its_name_unless_it_is_that_of_another_page() {
    let mut site = child(&[
        ("templates/memorias.html", "memoria"),
        ("templates/list.html", "lista"),
    ]);
    let more = "[collections.memorias]\n[collections.list]\n[collections.casos]";
    site.edit("site.toml", "[collections.casos]", more);
    for path in ["content/memorias/m.md", "content/list/l.md"] {
        site.write(path, "---\ntitulo: M\n---\n");
    }
    site.advance();
    assert_eq!(site.render("memorias/m.html"), "memoria");
    assert!(site.render("list/l.html").contains("<h1>M</h1>"));
}

#[test]
fn the_theme_of_the_program_is_copied_to_be_read_and_never_over_another() {
    let site = SiteTest::new(SITE);
    run(&site, &["export", "theme"], 0);
    let copy = tree(&site.root().join("tema-portal"));
    let ours = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/portal"));
    assert!(
        copy == ours,
        "touch src/theme/builtin.rs to embed new files"
    );
    // A later program writes it again.
    run(&site, &["export", "theme"], 0);
    let own = site.root().join("mio");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("theme.toml"), "name = \"mio\"\n").unwrap();
    for folder in [own.clone(), site.root().join("themes/portal")] {
        run(
            &site,
            &["export", "theme", "-o", folder.to_str().unwrap()],
            2,
        );
        assert!(!folder.join("templates").exists());
    }
    run(&site, &["export", "theme", "-o", "themes/portal"], 2);
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

#[test]
fn a_card_says_what_it_is_where_that_is_not_known() {
    let mut site = SiteTest::new(SITE);
    let fields =
        "[collections.casos]\nsingular = \"Caso\"\nfields.tema = { type = \"text\", pages = true }";
    site.edit("site.toml", "[collections.casos]", fields)
        .write("content/casos/a.md", "---\ntitulo: A\ntema: agua\n---\n")
        .write(
            "content/casos/b.md",
            "---\ntitulo: B\ntema: agua\nejemplo: true\n---\n",
        )
        .advance();
    let told = |page: &str, card: &str| {
        let page = site.render(page);
        let cards = page.split("<article").skip(1);
        let mut cards = cards.filter(|c| c.contains(&format!("<a href=\"../casos/{card}.html\">")));
        cards.next().unwrap().contains("<span>Caso</span>")
    };
    assert!(told("tema/agua.html", "a") && told("tema/agua.html", "b"));
    assert!(!told("casos/index.html", "a"));
    // What is marked says what it is anywhere.
    assert!(told("casos/index.html", "b"));
}
