//! What is written and would not be in the page as it was meant: each is told where it stands.

use crate::site::SiteTest;

const SITE: &str = "-- site.toml --\ntitle = \"P\"\ntheme = \"portal\"\n[collections.casos]\n[style]\n\
    -- content/casos/otro.md --\n---\ntitulo: Otro\n---\nBien.\n";

/// Findings of a body, `line:column code`, its first line being 1.
#[track_caller]
fn wrong(body: &str, expect: &[&str]) -> SiteTest {
    let mut site = SiteTest::new(SITE);
    let text = format!("---\ntitulo: Documento\n---\n{body}\n");
    site.write("content/casos/doc.md", text).advance();
    let place = |found: String| {
        let (_, rest) = found
            .split_once("doc.md:")
            .unwrap_or_else(|| panic!("{found}"));
        let (line, rest) = rest.split_once(':').unwrap();
        format!("{}:{rest}", line.parse::<usize>().unwrap() - 3)
    };
    let own: Vec<String> = site.diags().into_iter().map(place).collect();
    assert_eq!(own, expect, "\n{body}\n{}", site.messages());
    site
}

#[test]
fn a_note_is_found_whatever_the_case_of_its_name() {
    let site = wrong("Texto.[^Nota]\n\n[^nota]: Ley 1551 de 2012.", &[]);
    let page = site.render("casos/doc.html");
    assert!(page.contains("Ley 1551 de 2012."), "{page}");
}

#[test]
fn notes_that_would_vanish_are_told() {
    wrong(
        "Uno.[^1]\n\n[^1]: La primera.\n\n[^1]: La segunda.",
        &["5:1 texto-perdido"],
    )
    .expect_messages(&["la nota `[^1]` está escrita dos veces"]);
    wrong("Uno.\n\n[^3]: Nota C.", &["3:1 texto-perdido"])
        .expect_messages(&["escriba `[^3]` en el texto donde va"]);
    wrong("Uno.[^2]", &["1:5 texto-perdido"]).expect_messages(&["`[^2]: …`"]);
    wrong("Uno.[^1]\n\n[^1]:\n\nDos.", &["3:1 texto-perdido"])
        .expect_messages(&["esta nota no tiene texto"]);
    wrong("Se escribe `[^2]` o \\[^2].", &[]);
    let lost = [
        "1:4 texto-perdido", "3:1 texto-perdido", "4:1 texto-perdido",
    ];
    let site = wrong("Uno[^1].\n\n[^1] La primera.\n[^2] La segunda.", &lost);
    assert_eq!(
        site.messages().matches("le faltan los dos puntos").count(),
        2
    );
    wrong("Uno\n[^1] que sigue.", &["2:1 texto-perdido"])
        .expect_messages(&["a una nota que no está"]);
}

#[test]
fn notes_within_their_sentence_are_told_with_a_free_name() {
    let body = "Uno.[^1] Dos.^[Una *nota* y [B](https://b.co).] Tres^[otra].\n\n[^1]: La primera.";
    let mut site = wrong(body, &["1:14 texto-perdido", "1:53 texto-perdido"]);
    site.expect_messages(&["escriba aquí `[^2]` y", "`[^3]: …`"]);
    wrong("Se escribe `^[así]` o \\^[así], y x^[2].", &[]);
}

#[test]
fn notes_of_word_are_told_as_notes() {
    let anchors = ["1:8 ancla-rota", "3:9 ancla-rota"];
    wrong("Uno[1](#_ftn1)\n\n[\\[1\\]](#_ftnref1) La nota.", &anchors)
        .expect_messages(&["escriba `[^1]` en lugar", "escriba `[^1]:` en lugar"]);
    wrong("[Marco 3](#_Toc12)", &["1:11 ancla-rota"]).expect_messages(&["si es del índice"]);
    wrong("Uno[[1]](#_ftn1)", &["1:4 enlace-roto"]).expect_messages(&["escriba `[^1]` en lugar"]);
}

#[test]
fn a_missing_section_is_told_with_what_to_do_whatever_sections_there_are() {
    for (sections, told) in [
        (0, "deje solo las palabras"),
        (2, "son: s-0, s-1"),
        (20, "`#que-se-hizo`"),
    ] {
        let sections = (0..sections).map(|n| format!("\n\n## S {n}\n\nUno."));
        let body = format!("Va [texto](#zzzzzz).{}", sections.collect::<String>());
        wrong(&body, &["1:12 ancla-rota"]).expect_messages(&[told]);
    }
}

#[test]
fn cells_that_would_vanish_are_told() {
    let row = |text: &str| format!("| a | b |\n|---|---|\n{text}");
    wrong(
        &row("| Acordar | 2 días | con el `acta|firma` |"),
        &["3:22 texto-perdido"],
    )
    .expect_messages(&["esta fila tiene 4 celdas y el encabezado 2"]);
    wrong(&row("uno | dos | tres"), &["3:13 texto-perdido"]);
    wrong(
        "> | a | b |\n> |---|---|\n> | 1 | 2 | ñ |",
        &["3:13 texto-perdido"],
    );
    wrong(&row("| [[otro|así]] |"), &["3:3 texto-perdido"])
        .expect_messages(&["`[[documento\\|palabras]]`"]);
    wrong(&row("| 1 | 2 |\nTexto debajo."), &["4:1 texto-perdido"])
        .expect_messages(&["deje una línea en blanco"]);
    let site = wrong(&row("| [[otro\\|así]] | `x\\|y` |"), &[]);
    let page = site.render("casos/doc.html");
    assert!(
        page.contains("<td><a href=\"otro.html\">así</a></td>"),
        "{page}"
    );
    for right in ["| 1 | 2 | |", "| 1 | \\| |", "1 | 2", "| 1 |", "||"] {
        wrong(&row(right), &[]);
    }
    wrong("| a |\n|---|\nuno", &[]);
    wrong(&row("| 1 |\n| uno\ndos | 3 |"), &["5:1 texto-perdido"])
        .expect_messages(&["eran una sola fila"]);
    wrong("a | b\n---|---\n1 | 2 |\n3 | 4 |", &[]);
}

#[test]
fn a_block_of_code_without_end_is_told_where_it_opens() {
    wrong(
        "Uno.\n\n```\ncódigo\n\n## Dos\n\n[a](no.md)",
        &["3:1 texto-perdido"],
    );
    wrong("~~~~ js\nuno\n~~~", &["1:1 texto-perdido"]);
    wrong("```", &["1:1 texto-perdido"]);
    wrong(":::nota\n```\nuno\n:::\n\nDos.", &["2:1 texto-perdido"]);
    for right in [
        "```\nuno\n```",
        "```\nuno\n`````  \n\n",
        "> ```\n> uno\n> ```",
        "- ```\n  uno\n  ```",
        "> ```\n> uno\n\nDos.",
        "```\n```",
        "    uno",
        ":::nota\n```\n:::\n```\n:::",
    ] {
        wrong(right, &[]);
    }
}

#[test]
fn links_that_stay_words_are_told() {
    for (body, place, told) in [
        ("(texto)[otro.md]", "1:1", "escriba `[texto](otro.md)`"),
        ("Va [texto](otro.md", "1:11", "cierre el paréntesis"),
        (
            "[t](otro.md “título”)",
            "1:4",
            "comillas rectas: `](otro.md \"título\")`",
        ),
        ("Vea [[otro] aquí.", "1:5", "escriba `[[otro]]`"),
        ("[t](otro con.md)", "1:4", "`](<otro con.md>)`"),
        ("[t] (otro.md)", "1:5", "quite el espacio"),
        ("[a [b](otro.md) c](otro.md)", "1:1", "otro adentro"),
        ("Va texto](otro.md) así.", "1:9", "`[palabras](otro.md)`"),
        ("![Uno\n\nDos](uno.png)", "3:4", "líneas en blanco"),
    ] {
        wrong(body, &[&format!("{place} enlace-roto")]).expect_messages(&[told]);
    }
    for right in [
        "\\[g](otro.md)",
        "[g\\](otro.md)",
        "Dijo [[sic] así] y [1] (dos).",
        "Una lista[0] y (uno)[2].",
        "Se lee [texto] (uno dos).",
        "En el intervalo ]0, 1](0.25).",
        "[uno\n\ndos](otro)",
    ] {
        wrong(right, &[]);
    }
}

#[test]
fn what_another_program_left_in_the_text_is_told() {
    for (body, place, told) in [
        ("Texto <!-- ojo, falta el dato", "1:7", "escriba `-->`"),
        ("<!-- ojo\n\nUno.", "1:1", "escriba `-->`"),
        ("Hola <o:p></o:p> fin.", "1:6", "pegue el texto sin formato"),
        (
            "<![if !supportLists]>·<![endif]>Uno",
            "1:1",
            "pegue el texto sin formato",
        ),
        ("Va <w:sdt> aquí.", "1:4", "pegue el texto sin formato"),
        ("Va <st1:city> aquí.", "1:4", "pegue el texto sin formato"),
        (
            "<!--StartFragment-->Texto<!--EndFragment-->",
            "1:1",
            "en una línea aparte",
        ),
        ("Escriba <nombre> aquí.", "1:9", "escriba `\\<nombre>`"),
        ("Escriba <b>esto</b> aquí.", "1:9", "escriba `**así**`"),
    ] {
        wrong(body, &[&format!("{place} html-crudo")]).expect_messages(&[told]);
    }
    for right in [
        "Uno<BR />dos <!-- nota --> tres.",
        "1 < 2: así, y a <b: c> d.",
        "Escriba \\<nombre> y \\<o:p> y `<o:p>`.",
        "<!-- nota\nlarga -->",
    ] {
        wrong(right, &[]);
    }
}

#[test]
fn addresses_that_lead_nowhere_are_told() {
    for (body, place, told) in [
        ("[g](htps://x.co)", "1:5", "¿quiso decir `https://x.co`?"),
        ("[g](https:/www.x.co)", "1:5", "escriba `https://www.x.co`"),
        ("[g](https:://x.co)", "1:5", "escriba `https://x.co`"),
        ("[g](https://)", "1:5", "escríbala entera"),
        ("[g]()", "1:1", "falta la dirección"),
        ("[](otro.md)", "1:1", "no tiene texto"),
        ("[&nbsp; ](otro.md)", "1:1", "no tiene texto"),
        ("[g](ana@x.co)", "1:5", "escriba `mailto:ana@x.co`"),
        ("Vea [[ ]].", "1:5", "escriba su nombre"),
        ("Vea [[#Qué se hizo]].", "1:5", "`[palabras](#que-se-hizo)`"),
        (
            "[g](http://localhost:4000/guias/a%20b.html)",
            "1:5",
            "`../guias/a b.md`",
        ),
        ("[g](www.x.gov.co)", "1:5", "escriba `https://www.x.gov.co`"),
        ("![Un mapa](img\\a.png)", "1:12", "escriba `img/a.png`"),
    ] {
        wrong(body, &[&format!("{place} enlace-roto")]).expect_messages(&[told]);
    }
    wrong(
        "![Un mapa](data:image/png;base64,AA)",
        &["1:12 enlace-peligroso"],
    )
    .expect_messages(&["guárdela en un archivo"]);
    wrong("::nota Aviso\nTexto.", &["1:1 componente-sin-cerrar"]);
    for right in [
        "[![Otro](otro.png)](otro.md)",
        "[![Otro](https://x.co/a.png)](otro.md)",
        "[a](mailto:a@x.co) [b](tel:+571) [c](HTTPS://x.co) [d](//x.co)",
        "[[otro]] y `[](x)`",
    ] {
        let found = wrong_any(right);
        assert!(
            found.iter().all(|f| !f.contains("enlace-roto")),
            "{found:?}"
        );
    }
}

/// All findings of a body.
fn wrong_any(body: &str) -> Vec<String> {
    let mut site = SiteTest::new(SITE);
    let text = format!("---\ntitulo: Documento\n---\n{body}\n");
    site.write("content/casos/doc.md", text)
        .write("content/casos/otro.png", "png")
        .advance();
    site.diags()
}

#[test]
fn control_characters_are_named_where_they_stand() {
    wrong("Uno\u{b}dos\u{1b}.", &["1:4 texto-perdido"]).expect_messages(&["U+000B y 1 más"]);
    wrong("Uno \u{1}.", &["1:5 texto-perdido"]).expect_messages(&["U+0001 "]);
    wrong("Uno\tdos\r\ntres.", &[]);
}

#[test]
fn letters_that_another_encoding_damaged_are_told_once() {
    let broken = "Gesti\u{c3}\u{b3}n p\u{c3}\u{ba}blica.";
    wrong(broken, &["1:6 texto-perdido"]).expect_messages(&["y 1 más", "era `ó`"]);
    wrong("Gesti\u{fffd}n.", &["1:6 texto-perdido"]).expect_messages(&["escriba la que falta"]);
    wrong("São Paulo, SÃO PAULO.", &[]);
}

#[test]
fn braces_that_another_program_left_are_told() {
    for (body, place) in [
        ("El [Ejemplo]{.underline} de agua.", "1:13"),
        ("Uno.\n\n[]{#_Toc1 .anchor}**Dos** y tres.", "3:1"),
        ("## Uno {#uno .unnumbered}\n\nTexto.", "1:8"),
        ("Lea [otro](otro.md){.uri} hoy.", "1:20"),
        ("Vea `x`{.sh} hoy.", "1:8"),
        (
            "[cambio]{.insertion author=\"Ana\"\ndate=\"2020\"} y más.",
            "1:9",
        ),
    ] {
        let expect = format!("{place} texto-perdido");
        wrong(body, &[&expect]).expect_messages(&["aquí quedó una marca de otro programa"]);
    }
    for body in [
        "Escriba `[x]{.underline}` así.",
        "    [x]{.underline}\n",
        "Un conjunto {a, b} y [otro]{sin marca}.",
        "## Las llaves {a}\n\nTexto.",
        "Así se ve \\[x]\\{.sh}.",
    ] {
        wrong(body, &[]);
    }
}

#[test]
fn a_table_that_is_drawn_with_signs_is_told() {
    let drawn = "+-----+-----+\n| uno | dos |\n+=====+=====+\n| 1   | 2   |\n+-----+-----+";
    wrong(drawn, &["1:1 forma-imitada aviso"]);
    let spaced = "  Rubro        Valor\n  ------------ -------\n  Transporte   100\n";
    let mut site = wrong(spaced, &["2:3 forma-imitada aviso"]);
    site.expect_messages(&["dibujada con espacios"]);
    for rule in [
        "Uno.\n\n- - -\n\nDos.",
        "Uno.\n\n---------\n\nDos.",
        "* * *",
    ] {
        wrong(rule, &[]);
    }
}

/// What a document of Word has hundreds of is one finding that counts the others.
#[test]
fn styles_and_contents_of_word_are_told_once() {
    let style = "::: {custom-style=\"Body Text\"}\nUno.\n:::\n\n";
    wrong(&style.repeat(3), &["1:1 componente-desconocido"]).expect_messages(&[
        "marca un estilo de Word, que aquí no existe; hay 2 más abajo",
        "borre esta línea y la línea `:::` que la cierra",
        "sin `+styles`",
    ]);
    wrong(
        "::: {#anexo .section}\nUno.\n",
        &["1:1 componente-desconocido"],
    );
    let contents = "[Uno [3](#uno)](#uno)\n\n[Dos [4](#dos)](#dos)\n\n## Otro\n";
    wrong(contents, &["1:1 texto-perdido"])
        .expect_messages(&["del índice de un documento de Word; hay 1 más abajo"]);
    for link in ["[Vea [esto](#uno) antes](#uno)", "[Vea [esto](#uno)](#uno)"] {
        wrong(&format!("## Uno\n\n{link}\n"), &["3:1 enlace-roto"])
            .expect_messages(&["un enlace no puede tener otro adentro"]);
    }
    let block = "```{=openxml}\n<w:p/>\n```\n";
    wrong(block, &["1:1 texto-perdido"]).expect_messages(&["este bloque es de otro programa"]);
    wrong("```html\n<w:p/>\n```\n", &[]);
}

#[test]
fn words_that_word_deleted_or_commented_are_told_apart() {
    wrong(
        "[Ojo]{.comment-start id=\"0\"} y más.",
        &["1:6 texto-perdido"],
    )
    .expect_messages(&["es un comentario de Word: bórrelo"]);
    wrong(
        "[Viejo]{.deletion author=\"A\"} y más.",
        &["1:8 texto-perdido"],
    )
    .expect_messages(&["Word lo tenía por borrado"]);
}

#[test]
fn a_table_in_html_is_one_mistake_whatever_lines_cut_it() {
    let table = "<table>\n<tr>\n<td><p>Uno</p>\n\n<p>Dos</p></td>\n\n</tr>\n</table>\n";
    wrong(table, &["1:1 html-crudo"]).expect_messages(&["hay una tabla escrita en HTML"]);
    let after = format!("{table}\nTexto.\n\n<div>\n\nMás.\n");
    wrong(&after, &["1:1 html-crudo", "12:1 html-crudo"]);
    let open = "<table>\n<tr>\n\n<b>Uno</b>\n\n## Dos\n\n<div>\n";
    wrong(open, &["1:1 html-crudo", "8:1 html-crudo"]);
}

#[test]
fn a_tag_by_hand_and_a_missing_section_say_what_to_write() {
    for (body, help) in [
        ("Son 3 m<sup>2</sup>.", "`²`"),
        ("Un <b>aviso</b>.", "`**así**`"),
        ("Un</br> aviso.", "`<br>`"),
        ("<img src=\"a.png\">", "`![Qué muestra](archivo.png)`"),
    ] {
        let place = body.find('<').map(|at| format!("1:{} html-crudo", at + 1));
        wrong(body, &[&place.unwrap()]).expect_messages(&[help, "`raw_html = true`"]);
    }
    wrong(
        "## Uno\n\nVea [esto](#lejos).\n\n## Dos\n",
        &["3:12 ancla-rota"],
    )
    .expect_messages(&["sus secciones son: uno, dos"]);
}

#[test]
fn the_first_heading_of_level_one_is_marked() {
    wrong(
        "Uno.\n\n## Dos\n\n# Tres\n\n# Cuatro\n",
        &["5:1 titulo-en-el-cuerpo aviso"],
    );
}

#[test]
fn a_heading_that_is_none_is_told() {
    for empty in ["##", "## &nbsp;", "## \u{a0}", "## <!-- nota -->"] {
        let site = wrong(
            &format!("Uno.\n\n{empty}\n\nDos.\n"),
            &["3:1 texto-perdido"],
        );
        let page = site.render("casos/doc.html");
        assert!(!page.contains("seccion"), "{page}");
    }
    let parted = "Este párrafo cuenta lo que se hizo aquí.\n---\nOtro.\n";
    wrong(parted, &["1:1 texto-perdido"]).expect_messages(&["deje una línea en blanco"]);
    wrong("Lo que se hizo\n---\n\n## ¿Qué?\n\n## [[otro]]\n", &[]);
}
