//! Paths of study: what order can be followed, what a path adds up to, and its page to print.

use crate::html::elements;
use crate::site::SiteTest;
use std::collections::BTreeSet;

const SITE: &str = r#"
-- site.toml --
title = "Sitio"
[study]
collection = "rutas"
steps = "modulos"
requires = "requisitos"
minutes = "duracion"
audience = "para"
[collections.rutas]
title = "Rutas"
sort = "orden"
[collections.rutas.fields.para]
type = "text"
[collections.rutas.fields.modulos]
type = "ref"
collection = "modulos"
many = true
[collections.modulos]
title = "Módulos"
[collections.modulos.fields.duracion]
type = "integer"
[collections.modulos.fields.requisitos]
type = "ref"
collection = "modulos"
many = true
-- themes/plano/templates/print.html --
{% extends "base.html" %}{% block content %}{{ print.path.title }}
<section>{{ print.intro | safe }}</section>
{% for p in print.parts %}<article id="{{ p.id }}"><h2>{{ p.step.number }} {{ p.step.card.title }}</h2>{{ p.body | safe }}</article>
{% endfor %}{% for f in print.facts %}<p>{{ f.code }}: {{ f.text | safe }}</p>{% endfor %}{% endblock %}
-- themes/plano/templates/rutas.html --
{% extends "base.html" %}{% block content %}para {{ doc.path.audience }}: {% if doc.path.time %}{{ doc.path.time.minutes }} = {{ doc.path.time.hours }} h {{ doc.path.time.rest }}{% endif %}
{% for s in doc.path.steps %}<li>{{ s.number }} {{ s.card.url }} {% if s.time %}{{ s.time.minutes }}{% endif %}{% for r in s.requires %} antes {{ r.url }}{% endfor %}</li>
{% endfor %}{{ doc.path.print }}{% endblock %}
-- themes/plano/templates/modulos.html --
{% extends "base.html" %}{% block content %}{% for p in doc.module.places %}<li>{{ p.number }} de {{ p.modules | length }} en {{ p.path.url }}{% if p.previous %} tras {{ p.previous.url }}{% endif %}{% if p.next %} ante {{ p.next.url }}{% endif %}</li>
{% endfor %}{% endblock %}
-- themes/plano/templates/home.html --
{% extends "base.html" %}{% block content %}{% for p in home.paths %}<li>{{ p.url }} {% if p.time %}{{ p.time.minutes }}{% endif %}</li>
{% endfor %}{% endblock %}
"#;

/// Modules a, b and c with the front matter given, and the paths in `more`.
fn site(fields: [&str; 3], more: &str) -> SiteTest {
    let mut text = SITE.to_owned();
    for (name, fields) in ["a", "b", "c"].iter().zip(fields) {
        let upper = name.to_uppercase();
        text += &format!(
            "-- content/modulos/{name}.md --\n---\ntitulo: {upper}\n{fields}\n---\n\nBien.\n"
        );
    }
    SiteTest::new(&(text + more))
}

const PATH: &str = "-- content/rutas/r.md --\n---\ntitulo: R\npara: Equipos\n";

#[test]
fn a_path_adds_up_its_steps_and_modules_know_their_places() {
    let more = format!(
        "{PATH}orden: 1\nmodulos: [modulos/a, b, C]\n---\nTexto.\n\
         -- content/rutas/s.md --\n---\ntitulo: S\norden: 2\nmodulos: [modulos/a, modulos/c]\n---\nTexto.\n"
    );
    let mut site = site(
        [
            "duracion: 45",
            "duracion: 50\nrequisitos: [modulos/a]",
            "requisitos: [a, b]",
        ],
        &more,
    );
    site.expect_diags(&["content/rutas/s.md:4:22 requisito-fuera-de-ruta aviso"]);
    let page = site.render("rutas/r.html");
    for part in [
        "para Equipos: 95 = 1 h 35",
        "<li>1 modulos/a.html 45</li>",
        "<li>2 modulos/b.html 50 antes modulos/a.html</li>",
        "<li>3 modulos/c.html  antes modulos/a.html antes modulos/b.html</li>",
        "rutas/r/imprimir.html",
    ] {
        assert!(page.contains(part), "no «{part}»:\n{page}");
    }
    let page = site.render("modulos/a.html");
    let at = |text: &str| {
        page.find(text)
            .unwrap_or_else(|| panic!("no «{text}»:\n{page}"))
    };
    assert!(
        at("1 de 3 en rutas/r.html ante modulos/b.html")
            < at("1 de 2 en rutas/s.html ante modulos/c.html")
    );
    assert!(
        site.render("modulos/b.html")
            .contains("2 de 3 en rutas/r.html tras modulos/a.html ante modulos/c.html")
    );
    assert!(
        site.render("modulos/c.html")
            .contains("3 de 3 en rutas/r.html tras modulos/b.html<")
    );
    let home = site.render("index.html");
    assert!(home.contains("<li>rutas/r.html 95</li>"), "{home}");
    // A module that takes longer changes what is said of its paths, and nothing is left over.
    site.edit("content/modulos/a.md", "45", "60").advance();
    site.expect_as_fresh();
    assert!(site.render("rutas/r.html").contains("110 = 1 h 50"));
}

#[test]
fn a_circle_of_requirements_is_named_once_where_it_closes() {
    let mut site = site(
        [
            "requisitos: [modulos/b]",
            "requisitos: [modulos/c]",
            "requisitos: [modulos/a]",
        ],
        &format!("{PATH}modulos: [modulos/a, modulos/b, modulos/c]\n---\nTexto.\n"),
    );
    site.expect_diags(&["content/modulos/c.md:3:14 requisitos-en-circulo"]);
    site.expect_messages(&[
        "los requisitos dan vueltas: modulos/a → modulos/b → modulos/c → modulos/a",
    ]);
    site.edit(
        "content/modulos/c.md",
        "requisitos: [modulos/a]",
        "duracion: 5",
    )
    .advance();
    // Now the order of the path is what is wrong.
    site.expect_diags(&[
        "content/rutas/r.md:4:11 paso-antes-de-tiempo aviso",
        "content/rutas/r.md:4:22 paso-antes-de-tiempo aviso",
    ]);
}

#[test]
fn two_circles_are_two_findings() {
    let mut site = site(
        [
            "requisitos: [modulos/b]",
            "requisitos: [modulos/a, modulos/c]",
            "requisitos: [modulos/b]",
        ],
        "",
    );
    site.expect_diags(&[
        "content/modulos/b.md:3:14 requisitos-en-circulo",
        "content/modulos/c.md:3:14 requisitos-en-circulo",
    ]);
}

#[test]
fn long_chains_of_requirements_do_not_use_up_the_stack() {
    let mut more = String::new();
    for i in 1..3000 {
        let before = i - 1;
        more += &format!(
            "-- content/modulos/m{i:04}.md --\n---\ntitulo: M{i}\nrequisitos: [modulos/m{before:04}]\n---\nBien.\n"
        );
    }
    more += "-- content/modulos/m0000.md --\n---\ntitulo: M0\n---\nBien.\n";
    let mut site = site(["", "", ""], &more);
    site.expect_diags(&[]);
}

#[test]
fn orders_that_cannot_be_followed_are_found_at_the_step() {
    let more = format!(
        "{PATH}modulos: [modulos/b, modulos/a, modulos/c, modulos/b, modulos/x]\n---\nTexto.\n"
    );
    let mut site = site(["", "requisitos: [modulos/a]", ""], &more);
    site.expect_diags(&[
        "content/rutas/r.md:4:11 paso-antes-de-tiempo aviso",
        "content/rutas/r.md:4:44 paso-repetido",
        "content/rutas/r.md:4:55 referencia-rota",
    ]);
    site.expect_messages(&[
        "`modulos/b` está antes que `modulos/a`, que es su requisito",
        "`modulos/b` está dos veces en esta ruta",
    ]);
    // The second mention is no step: four are named, and three can be done.
    assert!(
        site.render("modulos/c.html")
            .contains("3 de 3 en rutas/r.html")
    );
}

#[test]
fn a_missing_requirement_can_be_permitted_with_a_reason() {
    let more = format!("{PATH}modulos: [modulos/b]\n---\nTexto.\n");
    let mut site = site(["", "requisitos: [modulos/a]", ""], &more);
    site.expect_diags(&["content/rutas/r.md:4:11 requisito-fuera-de-ruta aviso"]);
    let permit =
        "para: Equipos\npermitir: [{codigo: requisito-fuera-de-ruta, razon: Ya lo saben.}]";
    site.edit("content/rutas/r.md", "para: Equipos", permit)
        .advance();
    site.expect_diags(&[]);
}

#[test]
fn introductions_are_neither_steps_nor_modules() {
    let more = format!(
        "{PATH}modulos: [modulos/_index, modulos/a]\n---\nTexto.\n\
         -- content/modulos/_index.md --\n---\ntitulo: Todos\n---\nTexto.\n"
    );
    let mut site = site(["requisitos: [modulos/_index]", "", ""], &more);
    site.expect_diags(&[]);
    assert!(
        site.render("modulos/a.html")
            .contains("1 de 1 en rutas/r.html")
    );
}

#[test]
fn the_page_to_print_has_unique_ids_and_links_that_stay_on_it() {
    let body = "## Preguntas\n\nVea [otra](b.md#preguntas), [b](b.md), [aquí](#preguntas), \
                [el plan](../guias/g.md) y ![Mapa](../m.png).[^1]\n\n### Menor\n\n[^1]: Nota.\n";
    let more = format!(
        "{PATH}modulos: [modulos/a, modulos/b]\n---\n## Preguntas\n\nEmpiece por [A](../modulos/a.md).\n\
         -- content/guias/g.md --\n---\ntitulo: G\n---\nBien.\n-- content/m.png --\nx\n"
    );
    let mut site = site(["", "", ""], &more);
    site.edit(
        "site.toml",
        "[collections.rutas]\n",
        "[collections.guias]\ntitle = \"Guías\"\n[collections.rutas]\n",
    );
    site.edit("content/modulos/a.md", "Bien.", body);
    site.edit("content/modulos/b.md", "Bien.", body).advance();
    site.expect_diags(&[]);
    let page = site.render("rutas/r/imprimir.html");
    let all = elements(&page);
    let mut ids = BTreeSet::new();
    for id in all.iter().filter_map(|e| e.get("id")) {
        assert!(ids.insert(id.to_owned()), "#{id} is there twice:\n{page}");
    }
    for id in [
        "m0-preguntas", "m1", "m1-preguntas", "m2-preguntas", "m2-menor",
    ] {
        assert!(ids.contains(id), "no #{id}: {ids:?}");
    }
    let hrefs: Vec<&str> = all.iter().filter_map(|e| e.get("href")).collect();
    for inner in hrefs.iter().filter_map(|h| h.strip_prefix('#')) {
        assert!(ids.contains(inner), "#{inner} leads nowhere: {ids:?}");
    }
    for expect in [
        "#m2-preguntas", "#m2", "#m1-preguntas", "#m1", "../../guias/g.html",
    ] {
        assert!(hrefs.contains(&expect), "no {expect}: {hrefs:?}");
    }
    assert!(all.iter().any(|e| e.get("src") == Some("../../m.png")));
    let levels = |name: &str| all.iter().filter(|e| e.name == name).count();
    assert_eq!([levels("h2"), levels("h3"), levels("h4")], [2, 3, 2]);
    // A path without steps has nothing to print.
    site.edit(
        "content/rutas/r.md",
        "modulos: [modulos/a, modulos/b]\n",
        "",
    )
    .advance();
    assert!(!site.has("rutas/r/imprimir.html"));
    site.expect_as_fresh();
}

#[test]
fn each_wrong_key_of_the_declaration_is_named_where_it_is() {
    let declared = |lines: &str| {
        let text = SITE.replace(
            "collection = \"rutas\"\nsteps = \"modulos\"\nrequires = \"requisitos\"\nminutes = \"duracion\"\naudience = \"para\"\n",
            lines,
        );
        assert_ne!(text, SITE);
        SiteTest::new(&text)
    };
    declared("collection = \"ruta\"\nsteps = \"modulos\"\n")
        .expect_diags(&["site.toml:4:14 config-valor"])
        .expect_messages(&["la colección `ruta` no existe", "¿quiso decir `rutas`?"]);
    declared("collection = \"rutas\"\n")
        .expect_diags(&["site.toml:3:1 config-valor"])
        .expect_messages(&["falta `steps`, el campo con sus módulos"]);
    declared("collection = \"rutas\"\nsteps = \"modulo\"\n")
        .expect_diags(&["site.toml:5:9 config-valor"])
        .expect_messages(&["no tiene el campo `modulo`", "¿quiso decir `modulos`?"]);
    declared("collection = \"rutas\"\nsteps = \"para\"\nminuts = \"duracion\"\n")
        .expect_diags(&["site.toml:5:9 config-valor", "site.toml:6:1 config-clave"])
        .expect_messages(&["el campo `para` de `rutas` no sirve aquí: debe ser `ref`"]);
    declared(
        "collection = \"rutas\"\nsteps = \"modulos\"\nrequires = \"duracion\"\nminutes = \"requisitos\"\naudience = \"modulos\"\n",
    )
    .expect_diags(&[
        "site.toml:6:12 config-valor",
        "site.toml:7:11 config-valor",
        "site.toml:8:12 config-valor",
    ])
    .expect_messages(&["debe ser `integer`", "debe ser `text`", "debe ser `ref` a su colección"]);
}

#[test]
fn the_page_to_print_ends_with_the_facts_that_it_cites_each_once_in_the_order_of_the_table() {
    let fields = [
        "hechos: [H-003, h-001]",
        "hechos: [H-001]",
        "hechos: [H-004]",
    ];
    let more = format!("{PATH}modulos: [modulos/a, modulos/b]\nhechos: [S-1]\n---\nBien.\n");
    let mut site = site(fields, &more);
    site.edit(
        "site.toml",
        "[study]\n",
        "[facts]\nfile = \"content/_datos/hechos.csv\"\n[study]\n",
    )
    .write(
        "content/_datos/hechos.csv",
        "id,hecho\nS-1,Cuenta.\nH-001,*Uno*.\nH-002,Dos.\nH-003,Tres.\nH-004,Cuatro.\n",
    )
    .advance();
    let page = site.render("rutas/r/imprimir.html");
    let end = "<p>S-1: Cuenta.</p><p>H-001: <em>Uno</em>.</p><p>H-003: Tres.</p>";
    assert!(page.contains(end), "{page}");
    assert!(!page.contains("H-002") && !page.contains("H-004"), "{page}");
}
