//! What authors write between lines of `:::`: each component, and each mistake at its place.

use crate::site::SiteTest;

/// The portal's theme with a component of its own and pages that show nothing but their body.
const SITE: &str = r#"
-- site.toml --
title = "Sitio"
theme = "propio"
[collections.casos]
title = "Casos"
[collections.guias]
title = "Guías"
-- themes/propio/templates/casos.html --
<h1>{{ doc.title }}</h1>{{ doc.body | safe }}
-- themes/propio/theme.toml --
name = "propio"
extends = "portal"
[components.aviso]
title = "required"
[components.aviso.params]
tono = { type = "choice", values = ["alto", "bajo"], required = true }
lema = { type = "text" }
enlace = { type = "markdown" }
-- themes/propio/templates/componentes/aviso.html --
<b class="{{ component.params.tono }}">{{ component.title }}</b>{{ component.params.lema }}|{{ component.params.enlace }}|{{ component.body }}
-- content/guias/b.md --
---
titulo: B
---
-- content/casos/mapa.png --
x
-- content/casos/a.md --
---
titulo: A
---

"#;

fn site(body: &str) -> SiteTest {
    SiteTest::new(&format!("{SITE}{body}\n"))
}

/// The HTML of the body, white space at the ends of lines aside.
fn html(body: &str) -> String {
    let mut site = site(body);
    site.expect_diags(&[]);
    let html = site.body("casos/a.html");
    let lines: Vec<&str> = html
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    lines.join("\n")
}

/// Findings in the body, as `line:column code`; its first line is 1.
fn found(body: &str) -> Vec<String> {
    let place = |text: String| {
        let rest = text.strip_prefix("content/casos/a.md:").unwrap().to_owned();
        let (line, rest) = rest.split_once(':').unwrap();
        format!("{}:{rest}", line.parse::<u32>().unwrap() - 4)
    };
    site(body).diags().into_iter().map(place).collect()
}

#[test]
fn admonitions_have_a_word_for_their_kind_and_a_title() {
    let html = html(
        ":::nota\nTraiga *dos* copias.\n:::\n\n:::clave Parta de **B**\nVea [b](../guias/b.md).\n:::",
    );
    assert_eq!(
        html,
        "<div class=\"recuadro r-nota\" id=\"p_nota-1\" role=\"note\" aria-labelledby=\"p_nota-1-t\">\n\
         <p class=\"rotulo\" id=\"p_nota-1-t\">Nota</p>\n<p>Traiga <em>dos</em> copias.</p>\n</div>\n\
         <div class=\"recuadro r-clave\" id=\"p_clave-1\" role=\"note\" aria-labelledby=\"p_clave-1-t\">\n\
         <p class=\"rotulo\" id=\"p_clave-1-t\">Idea clave: Parta de <strong>B</strong></p>\n\
         <p>Vea <a href=\"../guias/b.html\">b</a>.</p>\n</div>"
    );
}

#[test]
fn a_question_shows_its_options_and_keeps_the_answers_apart() {
    let html = html(
        "Texto.\n\n:::pregunta ¿De dónde parte?\nLea *bien*.\n\n- [ ] De la oferta\n  > No: parte de [otra cosa](../guias/b.md).\n\
         - [x] De la necesidad\n\n  > Sí.\n  >\n  > Dos párrafos.\n- [ ] De nada\n:::",
    );
    for part in [
        "<fieldset class=\"pregunta\" id=\"p_pregunta-1\" data-pregunta=\"1\" data-tipo=\"unica\">\n<legend>¿De dónde parte?</legend>\n<p>Lea <em>bien</em>.</p>",
        "<label class=\"opcion\"><input type=\"radio\" name=\"p_p1\" value=\"0\"> <span>De la oferta</span></label>\n\
         <label class=\"opcion\"><input type=\"radio\" name=\"p_p1\" value=\"1\" data-correcta> <span>De la necesidad</span></label>",
        "<div data-retro=\"0\"><p>No: parte de <a href=\"../guias/b.html\">otra cosa</a>.</p></div>",
        "<li><strong>Correcta:</strong> De la necesidad\n<div data-retro=\"1\"><p>Sí.</p>\n<p>Dos párrafos.</p></div></li>\n</ul>",
    ] {
        assert!(html.contains(part), "no «{part}» in:\n{html}");
    }
}

#[test]
fn questions_of_other_types() {
    let html = html(
        ":::pregunta ¿Cuáles? tipo=\"multiple\"\n- [x] Una\n- [x] Dos\n- [ ] Tres\n:::\n\n\
         :::pregunta Es así. tipo=\"verdadero-falso\"\n- [x] Verdadero\n- [ ] Falso\n:::",
    );
    assert_eq!(html.matches("type=\"checkbox\" name=\"p_p1-").count(), 3);
    assert!(html.contains("id=\"p_pregunta-2\" data-pregunta=\"2\" data-tipo=\"verdadero-falso\""));
    assert_eq!(html.matches("type=\"radio\" name=\"p_p2\"").count(), 2);
}

#[test]
fn cells_of_a_table_are_read_apart() {
    let body = "| Qué | Quién responde |  | Plazo |\n|---|---|---|---|\n| Acta | El *equipo* de [planeación](https://a.co) |  | ¿Cuándo? |\n|  | ¿Y después? | Todo |  |\n";
    let site = SiteTest::with(&format!("{SITE}{body}"), Default::default());
    let input = site.snapshot.search_input();
    let entry = input.entries.iter().find(|e| e.title == "A").unwrap();
    let read =
        "Qué; Quién responde; Plazo\nActa; El equipo de planeación; ¿Cuándo?\n¿Y después? Todo";
    assert_eq!(entry.prose.read().0.trim(), read);
}

#[test]
fn answers_are_not_searched() {
    let body =
        ":::pregunta ¿Quién?\nAntes.\n\n- [x] Aquel\n  > Porque sí.\n- [ ] Este\n:::\n\nDespués.\n";
    let site = SiteTest::with(&format!("{SITE}{body}"), Default::default());
    let input = site.snapshot.search_input();
    let entry = input.entries.iter().find(|e| e.title == "A").unwrap();
    assert_eq!(entry.prose.read().0.trim(), "¿Quién?\nAntes.\nDespués.");
}

#[test]
fn a_list_to_check_has_boxes_that_work() {
    let html = html(
        ":::lista-de-chequeo Antes de salir\n- [ ] El *acta*\n- [x] La llave\n  con copia\n:::",
    );
    assert!(html.contains("<p class=\"rotulo\">Antes de salir</p>"));
    assert!(html.contains("<input type=\"checkbox\" value=\"0\"> <span>El <em>acta</em></span>"));
    assert!(html.contains("value=\"1\" checked> <span>La llave\ncon copia</span>"));
}

#[test]
fn a_line_of_time_has_dates_and_what_happened() {
    let html = html(
        ":::linea-de-tiempo\n- **1991**: La *carta*.\n- **2022** Otra cosa.\n\n  Con más.\n:::",
    );
    assert!(
        html.contains("<strong>1991</strong> <div>La <em>carta</em>.</div>"),
        "{html}"
    );
    assert!(
        html.contains("<strong>2022</strong> <div>Otra cosa.\n<p>Con más.</p></div>"),
        "{html}"
    );
}

#[test]
fn search_reads_a_moment_as_a_sentence() {
    let body = ":::linea-de-tiempo\n- **1991**: La carta.\n- **2022:** La norma.\n- **2026** El plan.\n:::";
    let site = SiteTest::with(&format!("{SITE}{body}"), Default::default());
    let input = site.snapshot.search_input();
    let entry = input.entries.iter().find(|e| e.title == "A").unwrap();
    let read = "1991: La carta.\n2022: La norma.\n2026: El plan.";
    assert_eq!(entry.prose.read().0.trim(), read);
}

#[test]
fn figures_and_quotes_say_where_they_come_from() {
    let html = html(
        ":::figura archivo=\"mapa.png\" alt=\"Un \u{ab}mapa\u{bb}\" credito=\"Equipo, [B](../guias/b.md)\"\nLa vereda.\n:::\n\n\
         :::cita autor=\"DNP\" fuente=\"Documento CONPES 4091\"\nUn medio.\n:::",
    );
    for part in [
        "<img src=\"mapa.png\" alt=\"Un \u{ab}mapa\u{bb}\" loading=\"lazy\">\n<figcaption><p>La vereda.</p>",
        "<p class=\"credito\">Crédito: Equipo, <a href=\"../guias/b.html\">B</a></p>",
        "<blockquote>\n<p>Un medio.</p>\n</blockquote>\n<figcaption>DNP. <cite>Documento CONPES 4091</cite>",
    ] {
        assert!(html.contains(part), "no «{part}» in:\n{html}");
    }
}

#[test]
fn components_stand_in_others_in_lists_and_in_quotes() {
    let html = html(
        "::::clave\nAntes.\n\n:::nota\nDentro.\n:::\n\nDespués.\n::::\n\n- uno\n\n  :::nota\n  En la lista.\n  :::\n- dos\n\n> :::cuidado\n> En la cita.\n> :::",
    );
    let at = |part: &str| {
        html.find(part)
            .unwrap_or_else(|| panic!("no «{part}» in:\n{html}"))
    };
    let order = [
        "r-clave", "Antes.", "id=\"p_nota-1\"", "Dentro.", "Después.", "<li>", "id=\"p_nota-2\"",
        "En la lista.", "dos", "<blockquote>", "r-cuidado", "En la cita.",
    ];
    let places: Vec<usize> = order.iter().map(|part| at(part)).collect();
    assert!(places.is_sorted(), "{html}");
}

#[test]
fn a_theme_adds_its_own_with_its_parameters() {
    let html = html(
        ":::aviso Ojo & `<b>` tono=\"alto\" lema=\"<i>\" enlace=\"[B](../guias/b.md)\"\nTexto\n:::",
    );
    assert_eq!(
        html,
        "<b class=\"alto\">Ojo &amp; <code>&lt;b&gt;</code></b>&lt;i&gt;|<a href=\"../guias/b.html\">B</a>|<p>Texto</p>"
    );
}

#[test]
fn words_of_authors_never_become_markup() {
    let evil = "\"><script>x</script>";
    let body = format!(
        ":::figura archivo=\"mapa.png\" alt=\"<script>x</script>\" credito=\"a & b\"\nLa `{evil}`.\n:::\n\n\
         :::pregunta `{evil}`\n- [x] `{evil}`\n  > `{evil}`\n- [ ] b\n:::"
    );
    let html = html(&body);
    assert!(!html.contains("<script"), "{html}");
    assert!(
        html.contains("alt=\"&lt;script&gt;x&lt;/script&gt;\""),
        "{html}"
    );
}

#[test]
fn code_and_documents_without_components_stay_as_they_are() {
    let html = html("```\n:::nota\nx\n:::\n```\n\n***\n\n    :::nota\n");
    assert!(html.contains(":::nota\nx\n:::"), "{html}");
    assert!(
        html.contains("<hr />") && !html.contains("recuadro"),
        "{html}"
    );
}

#[test]
fn each_mistake_is_told_once_where_it_is() {
    let cases: &[(&str, &str, &str)] = &[
        (
            ":::notas Así\nx\n:::",
            "1:4 componente-desconocido",
            "¿quiso decir `:::nota`?",
        ),
        (
            "a\n\n:::nota\nx",
            "3:1 componente-sin-cerrar",
            "`:::nota` no tiene la línea",
        ),
        (
            "a\n\n:::",
            "3:1 componente-sin-cerrar",
            "no cierra ningún componente",
        ),
        (
            "::::clave\n:::nota\nx\n::::",
            "2:1 componente-sin-cerrar",
            "`:::nota` no tiene",
        ),
        (
            "- a\n\n  :::nota\n  x\n:::\n",
            "3:3 componente-sin-cerrar",
            "`:::nota` no tiene",
        ),
        (
            ":::nota\n- a\n  :::",
            "3:3 componente-sin-cerrar",
            "no cierra `:::nota`",
        ),
        (
            ":::nota alto=\"x\"\nx\n:::",
            "1:9 componente-parametro",
            "no lleva parámetros",
        ),
        (
            ":::figura archivo=\"mapa.png\"\n:::",
            "1:4 componente-parametro",
            "a `:::figura` le falta `alt`",
        ),
        (
            ":::figura archivo=\"mapa.png\" alto=\"x\" alt=\"y\"\n:::",
            "1:30 componente-parametro",
            "¿quiso decir `alt`?",
        ),
        (
            ":::figura archivo=\"mapas.png\" alt=\"y\"\n:::",
            "1:20 enlace-roto",
            "¿quiso decir `mapa.png`?",
        ),
        (
            ":::figura archivo=\"https://x.co/a.png\" alt=\"y\"\n:::",
            "1:20 enlace-peligroso",
            "guárdelo junto",
        ),
        (
            ":::figura archivo=mapa.png alt=\"y\"\n:::",
            "1:11 componente-parametro",
            "va entre comillas",
        ),
        (
            ":::figura archivo=\"mapa.png\" alt=\"y\n:::",
            "1:30 componente-parametro",
            "no se cierran",
        ),
        (
            ":::figura archivo=\"mapa.png\" alt=\" \"\n:::",
            "1:30 componente-parametro",
            "`alt` está vacío",
        ),
        (
            ":::figura El mapa archivo=\"mapa.png\" alt=\"y\"\n:::",
            "1:11 componente-parametro",
            "no lleva título",
        ),
        (
            ":::aviso Ojo tono=\"medio\"\nx\n:::",
            "1:20 componente-parametro",
            "alto, bajo",
        ),
        (
            ":::aviso Ojo tono=\"alto\" tono=\"bajo\"\nx\n:::",
            "1:26 componente-parametro",
            "dos veces",
        ),
        (
            ":::aviso tono=\"alto\"\nx\n:::",
            "1:4 componente-parametro",
            "le falta su título",
        ),
        (
            ":::aviso tono=\"alto\" Ojo\nx\n:::",
            "1:22 componente-parametro",
            "antes de los parámetros",
        ),
        (
            ":::pregunta ¿Qué?\nTexto.\n:::",
            "1:1 componente-contenido",
            "no tiene opciones",
        ),
        (
            ":::pregunta ¿Qué?\n- [ ] a\n- [ ] b\n:::",
            "1:1 componente-contenido",
            "opción correcta",
        ),
        (
            ":::pregunta ¿Qué?\n- [x] a\n- [x] b\n:::",
            "1:1 componente-contenido",
            "tipo=\"multiple\"",
        ),
        (
            ":::pregunta ¿Qué?\n- [x] a\n:::",
            "1:1 componente-contenido",
            "una sola opción",
        ),
        (
            ":::pregunta ¿Qué?\n- [x] a\n- b\n:::",
            "3:1 componente-contenido",
            "su casilla",
        ),
        (
            ":::pregunta ¿Qué? tipo=\"verdadero-falso\"\n- [x] a\n- [ ] b\n- [ ] c\n:::",
            "1:1 componente-contenido",
            "tiene dos opciones y esta tiene 3",
        ),
        (
            ":::pregunta ¿Qué? tipo=\"doble\"\n- [x] a\n- [ ] b\n:::",
            "1:25 componente-parametro",
            "no puede ser «doble»",
        ),
        (
            ":::pregunta ¿Qué?\n- [x] a\n\n  Otra cosa.\n- [ ] b\n:::",
            "4:3 componente-contenido",
            "con `>`",
        ),
        (
            ":::lista-de-chequeo\n- [ ] a\n- b\n:::",
            "3:1 componente-contenido",
            "`- [ ] tarea`",
        ),
        (
            ":::linea-de-tiempo\n- **1991**: a\n- b\n:::",
            "3:3 componente-contenido",
            "la fecha en negrita",
        ),
        (
            ":::cita\nx\n:::",
            "1:4 componente-parametro",
            "le falta `fuente`",
        ),
        (":::nota\n[x](no.md)\n:::", "2:5 enlace-roto", "no existe"),
    ];
    for (body, place, said) in cases {
        let found = found(body);
        assert_eq!(found, [*place], "{body}\n{}", site(body).messages());
        site(body).expect_messages(&[said]);
    }
}

#[test]
fn a_declared_component_needs_a_template_and_right_keys() {
    let mut site = site("x");
    site.write(
        "themes/propio/theme.toml",
        "name = \"propio\"\nextends = \"portal\"\n[components.otro]\ntitulo = \"no\"\n[components.aviso.params]\na = { type = \"choice\" }\n",
    )
    .advance()
    .expect_diags(&[
        "themes/propio/theme.toml:3:13 tema",
        "themes/propio/theme.toml:4:1 config-clave",
        "themes/propio/theme.toml:6:5 config-valor",
    ]);
}

#[test]
fn documents_are_held_against_the_theme_as_it_is_now() {
    let mut site = site(":::aviso Ojo tono=\"alto\"\nx\n:::");
    site.expect_diags(&[]);
    site.edit("themes/propio/theme.toml", "\"alto\", ", "")
        .advance();
    site.expect_diags(&["content/casos/a.md:5:20 componente-parametro"]);
    site.edit(
        "themes/propio/theme.toml",
        "\"bajo\"]",
        "\"bajo\", \"alto\"]",
    )
    .advance();
    site.expect_diags(&[]).expect_as_fresh();
}

#[test]
fn a_template_that_fails_is_told() {
    let mut site = site(":::aviso Ojo tono=\"alto\"\nx\n:::");
    site.edit(
        "themes/propio/templates/componentes/aviso.html",
        "component.title",
        "component.nada",
    )
    .advance();
    site.expect_messages(&["en la página `casos/a.html`"]);
}

#[test]
fn components_without_end_inside_one_another_are_one_mistake() {
    let open = ":::nota\nUno.\n\n".repeat(40_000);
    let place = "97:1 componente-sin-cerrar";
    assert_eq!(found(&open), [place]);
    for close in [":::\n", "::::\n"] {
        assert_eq!(found(&(open.clone() + &close.repeat(40_000))), [place]);
    }
    let nested = ":::nota\n".repeat(32) + "Bien.\n" + &":::\n".repeat(32);
    assert_eq!(found(&nested), [""; 0]);
}

/// The findings of a body and the messages of all.
fn told(body: &str) -> (Vec<String>, String) {
    (found(body), site(body).messages())
}

#[test]
fn parameters_with_spaces_colons_or_other_quotes_are_told_once_with_what_to_write() {
    let options = "\n- [x] Una\n- [x] Dos\n:::";
    for (line, place, help) in [
        ("¿Uno? tipo = \"multiple\"", "1:19", "`tipo=\"multiple\"`"),
        ("¿Uno? tipo: \"multiple\"", "1:19", "`tipo=\"multiple\"`"),
        ("¿Uno? tipo= \"multiple\"", "1:19", "`tipo=\"multiple\"`"),
        ("¿Uno? tipo = multiple", "1:19", "`tipo=\"multiple\"`"),
        ("¿Uno? tipo='multiple'", "1:19", "`tipo=\"multiple\"`"),
        ("¿Uno? tipo=\"\"", "1:19", "o quite `tipo`"),
    ] {
        let (places, messages) = told(&format!(":::pregunta {line}{options}"));
        assert_eq!(
            places,
            [format!("{place} componente-parametro")],
            "{messages}"
        );
        assert!(messages.contains(help), "{messages}");
    }
    let (places, messages) = told(":::figura archivo = \"mapa.png\" alt = \"Un mapa\"\n:::");
    assert_eq!(places.len(), 2, "{messages}");
    assert!(messages.contains("`archivo=\"mapa.png\"`"), "{messages}");
    assert_eq!(
        found(":::figura archivo=\"mapa.png\", alt=\"x\"\n:::"),
        [""; 0]
    );
    let (_, messages) = told(":::figura archivo=\"mapa.png\" alt='Cuatro cajas'\n:::");
    assert!(messages.contains("`alt=\"Cuatro cajas\"`"), "{messages}");
    let (_, messages) = told(":::figura archivo=\"mapa.png\" alt=\"x\" y más\n:::");
    assert!(
        messages.contains("no es el valor de ningún parámetro"),
        "{messages}"
    );
}

#[test]
fn a_name_in_braces_is_told_without_them() {
    for line in [":::{nota}", "::: {.nota}", "::: {.nota titulo=\"Ojo\"}"] {
        let (places, messages) = told(&format!("{line}\nTexto.\n:::"));
        assert_eq!(places, ["1:1 componente-desconocido"], "{messages}");
        assert!(messages.contains("escriba `:::nota`"), "{messages}");
    }
}

#[test]
fn feedback_outside_of_its_option_is_told() {
    let body =
        ":::pregunta ¿Uno?\n> Una cita.\n\n- [x] Una\n> Porque la ley lo dice.\n\n- [ ] Dos\n:::";
    let (places, messages) = told(body);
    assert_eq!(places, ["5:1 componente-contenido"], "{messages}");
}

#[test]
fn a_picture_that_browsers_do_not_show_is_told() {
    let mut site = site(":::figura archivo=\"mapa.tif\" alt=\"Un mapa\"\nLa vereda.\n:::");
    site.write("content/casos/mapa.tif", "x")
        .advance()
        .expect_diags(&["content/casos/a.md:5:20 imagen-formato aviso"]);
}
