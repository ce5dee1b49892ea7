//! What authors do wrong: all of it in one run, each where it is. And what no author would write.

use crate::site::SiteTest;

const TEN: &str = r#"-- site.toml --
title = "Prueba"
[vocabularies.temas]
file = "content/_datos/temas.yaml"
[collections.casos]
title = "Casos"
[collections.casos.fields]
resumen = { type = "text", required = true }
tema = { type = "term", vocabulary = "temas" }
-- content/_datos/temas.yaml --
- id: agua
  label: Agua potable
-- content/casos/01-termino.md --
---
titulo: Término
resumen: Uno.
tema: aguaa
---
Texto.
-- content/casos/02-campo.md --
---
titulo: Campo
resumen: Uno.
rezumen: Dos.
---
Texto.
-- content/casos/03-fecha.md --
---
titulo: Fecha
resumen: Uno.
fecha: 6/6/2022
---
Texto.
-- content/casos/04-falta.md --
---
titulo: Falta
---
Texto.
-- content/casos/05-enlace.md --
---
titulo: Enlace
resumen: Uno.
---
Vea [otro caso](06-ancla.md), y también
este [que no está](06-anclas.md "06-anclas.md").
-- content/casos/06-ancla.md --
---
titulo: Ancla
resumen: Uno.
---
## Lo que pasó

Vea [arriba](#lo-que-paso) y [abajo](#lo-que-pasa).
-- content/casos/07-html.md --
---
titulo: HTML
resumen: Uno.
---
Año de <b>ñandúes</b> aquí.
-- content/casos/08-script.md --
---
titulo: Script
resumen: Uno.
---
Un [clic](javascript:alert(1)) aquí.
-- content/casos/09-dos-puntos.md --
---
titulo: Agua: un caso
resumen: Uno.
---
Texto.
-- content/casos/10-repetida.md --
---
titulo: Repetida
resumen: Uno.
resumen: Dos.
---
Texto.
-- content/casos/11-cerca.md --
---
titulo: Cerca
resumen: Uno.

## Sección
-- content/casos/12-igual.md --
---
titulo: Igual
resumen: Uno.
slug: 04-falta
---
Texto.
-- content/casos/13-wiki.md --
---
titulo: Wiki
resumen: Uno.
---
El caso [[no-esta|de no-esta]] y [[igual]].
"#;

#[test]
fn mistakes_of_every_kind_are_told_in_one_run_each_where_it_is() {
    let mut site = SiteTest::new(TEN);
    site.write(
        "content/casos/14-latin.md",
        b"---\ntitulo: Ni\xf1o\n---\nTexto.\n",
    )
    .advance()
    .expect_diags(&[
        "content/casos/01-termino.md:4:7 termino-desconocido",
        "content/casos/02-campo.md:4:1 campo-desconocido",
        "content/casos/03-fecha.md:4:8 campo-tipo",
        "content/casos/04-falta.md:1:1 campo-falta",
        "content/casos/05-enlace.md:6:20 enlace-roto",
        "content/casos/06-ancla.md:7:38 ancla-rota",
        "content/casos/07-html.md:5:8 html-crudo",
        "content/casos/08-script.md:5:11 enlace-peligroso",
        "content/casos/09-dos-puntos.md:2:13 encabezado-sintaxis",
        "content/casos/10-repetida.md:4:1 clave-repetida",
        "content/casos/11-cerca.md:1:1 encabezado-sin-cerrar",
        "content/casos/12-igual.md:4:7 direccion-repetida",
        "content/casos/13-wiki.md:5:11 enlace-roto",
        "content/casos/14-latin.md:2:11 archivo-codificacion",
    ]);
    site.build();
    assert!(!site.published());
}

/// One document of `casos`, whose bytes are these, and what is found in it.
#[track_caller]
pub fn check(bytes: impl AsRef<[u8]>, expect: &[&str]) -> SiteTest {
    let mut site = SiteTest::new("");
    site.write("content/casos/a.md", bytes).advance();
    let own: Vec<String> = site
        .diags()
        .into_iter()
        .filter_map(|d| d.strip_prefix("content/casos/a.md:").map(str::to_owned))
        .collect();
    assert_eq!(own, expect, "\n{}", site.messages());
    site
}

#[test]
fn line_ends_and_byte_order_marks_do_not_move_the_places() {
    let text = "---\ntitulo: Año\nzorro: ñ\n---\n\nUn [ñ](roto.md).\n";
    let expect = ["3:1 campo-desconocido", "6:8 enlace-roto"];
    check(text, &expect);
    check(text.replace('\n', "\r\n"), &expect);
    check(format!("\u{feff}{text}"), &expect);
    check(format!("\u{feff}{}", text.replace('\n', "\r\n")), &expect);
}

#[test]
fn a_byte_order_mark_without_header_is_no_text() {
    let site = check("\u{feff}# Título\n\nTexto.\n", &[]);
    assert!(site.render("casos/a.html").contains("<h1>Título</h1>"));
}

#[test]
fn tabs_and_nul_bytes_are_survived() {
    check(
        "---\ntitulo: A\n\tfecha: 2022-01-01\n---\nTexto.\n",
        &["3:1 encabezado-sintaxis"],
    );
    let site = check("---\ntitulo: A\n---\nUno\0dos.\n", &[]);
    let page = site.render("casos/a.html");
    assert!(!page.contains('\0'), "{page}");
}

#[test]
fn other_encodings_are_told() {
    let wide: Vec<u8> = "---\ntitulo: A\n---\nTexto.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(
        [&[0xff, 0xfe], &wide[..]].concat(),
        &["1:1 archivo-codificacion"],
    );
    check(
        b"---\ntitulo: A\n---\ncaf\xe9\n",
        &["4:4 archivo-codificacion"],
    );
}

#[test]
fn a_file_too_large_to_be_a_document_is_not_read() {
    let large = format!("---\ntitulo: A\n---\n{}", "palabra ".repeat(11 * 131_072));
    check(large, &["1:1 archivo-grande"]);
}

#[test]
fn an_empty_file_and_an_empty_header_are_told() {
    check("", &["1:1 encabezado-falta"]);
    check("---\n---\n", &["1:1 campo-falta"]);
    check("---\n", &["1:1 encabezado-sin-cerrar"]);
    check("---\ntitulo: A\nTexto.\n", &["1:1 encabezado-sin-cerrar"]);
    check("---\nsolo texto\n---\n", &["2:1 encabezado-sintaxis"]);
    check("---\n- a\n- b\n---\n# T\n", &["2:1 encabezado-sintaxis"]);
}

#[test]
fn a_section_that_is_no_table_or_lacks_a_key_is_told_once_with_what_to_write() {
    for (lines, place, told) in [
        ("[facts]", "5:1 config-valor", "escriba `file = "),
        (
            "[facts]\nfle = \"h.csv\"",
            "6:1 config-clave",
            "¿quiso decir `file`?",
        ),
        (
            "[facts]\nfile = []", "6:8 config-valor", "debe ser un texto",
        ),
        (
            "[home]\nexamples = [[\"agua\"], \"luz\", [\"paz\"]]",
            "6:13 config-valor",
            "deje una sola: `[\"agua\", \"luz\", \"paz\"]`",
        ),
        (
            "[study]\nsteps = \"x\"",
            "5:1 config-valor",
            "escriba `collection = ",
        ),
        (
            "[vocabularies]\nv = \"v.csv\"",
            "6:5 config-valor",
            "escriba `[vocabularies.v]` en su línea",
        ),
        (
            "[collections.otros]\npath = \"casos/\"",
            "6:8 config-valor",
            "la carpeta `content/casos` ya es de la colección `casos`",
        ),
        (
            "[community.events]",
            "5:1 config-valor",
            "`[collections.….fields.eventos]`",
        ),
    ] {
        let text = "-- site.toml --\ntitle = \"T\"\n[collections.casos]\ntitle = \"Casos\"\n";
        let mut site = SiteTest::new(&format!("{text}{lines}\n"));
        site.expect_messages(&[told]);
        // A theme of tests has no page for each section.
        let own = site.diags().into_iter().filter(|d| d != "plantilla");
        assert_eq!(own.collect::<Vec<_>>(), [format!("site.toml:{place}")]);
    }
}

#[test]
fn a_glossary_that_is_no_list_or_cannot_be_read_is_told_once() {
    for (text, place) in [
        ("Agua: Algo\n", "1:1 vocabulario"),
        ("- termino: Agua\n definicion: Algo\n", "2:1 datos-sintaxis"),
        ("- palabra: Agua\n- palabra: Vía\n", "1:1 vocabulario"),
    ] {
        let site = "title = \"T\"\n[glossary]\nterms = \"g.yaml\"\n[collections.casos]\n";
        let site = format!("-- site.toml --\n{site}-- g.yaml --\n{text}");
        let own = SiteTest::new(&site).diags().into_iter();
        let own = own.filter(|d| d != "plantilla").collect::<Vec<_>>();
        assert_eq!(own, [format!("g.yaml:{place}")]);
    }
}

#[test]
fn a_line_of_dashes_that_is_not_quite_one_is_told_where_it_is() {
    for (text, place, told) in [
        (
            "---\ntitulo: A\n—\nB.\n",
            "3:1",
            "se cierra con `---` y aquí hay «—»",
        ),
        (
            "---\ntitulo: A\n----\nB.\n\n---\n",
            "3:1",
            "aquí hay «----»",
        ),
        ("\u{200b}---\ntitulo: A\n---\nB.\n", "1:1", "(U+200B)"),
        ("\u{a0}---\ntitulo: A\n---\nB.\n", "1:1", "(U+00A0)"),
    ] {
        let place = format!("{place} encabezado-sintaxis");
        check(text, &[&place]).expect_messages(&[told]);
    }
    check(
        "---\ntitulo: A\nresumen: >\n  uno\n  --\nautores:\n- B\n---\nC.\n",
        &[],
    );
}

#[test]
fn yaml_that_explodes_or_surprises_is_refused() {
    check(
        "---\ntitulo: A\nx: &a [1]\ny: *a\n---\n# A\n",
        &[
            "3:1 campo-desconocido",
            "3:4 encabezado-sintaxis",
            "4:1 campo-desconocido",
            "4:4 encabezado-sintaxis",
        ],
    );
    let deep = format!("---\ntitulo: A\nx: {}\n---\nTexto.\n", "[".repeat(100_000));
    check_some(deep, "encabezado-sintaxis");
    check_some(
        format!("---\ntitulo: A\n{}\n---\n", "- ".repeat(100_000)),
        "encabezado-sintaxis",
    );
    check_some(
        format!("---\n? {}\n---\n", "? ".repeat(50_000)),
        "encabezado-sintaxis",
    );
}

/// The document is read to its end and this is among what is found.
#[track_caller]
fn check_some(bytes: impl AsRef<[u8]>, code: &str) {
    let mut site = SiteTest::new("");
    site.write("content/casos/a.md", bytes).advance();
    let diags = site.diags();
    assert!(diags.iter().any(|d| d.contains(code)), "{diags:?}");
}

#[test]
fn nesting_without_end_is_survived() {
    let head = "---\ntitulo: A\n---\n";
    for text in [
        "> ".repeat(100_000),
        "- ".repeat(20_000),
        "[".repeat(100_000),
        "![".repeat(50_000),
        "*a **a ".repeat(20_000),
        "`".repeat(100_000),
        "<".repeat(100_000),
        "<!--".repeat(20_000),
        "[^1]: ".repeat(5_000),
        "|a".repeat(20_000),
        format!("{}\n{}\n", "|a".repeat(5_000), "|-".repeat(5_000)),
        "\\".repeat(100_000),
        "&".repeat(100_000),
        "[[".repeat(50_000),
    ] {
        let start = std::time::Instant::now();
        check_quiet(format!("{head}{text}\n"));
        let took = start.elapsed();
        assert!(took.as_secs() < 20, "{took:?} for {}…", &text[..8]);
    }
}

/// The page is there, whatever is found.
#[track_caller]
fn check_quiet(text: String) {
    let mut site = SiteTest::new("");
    site.write("content/casos/a.md", text).advance();
    assert!(site.has("casos/a.html"), "{}", site.messages());
    assert!(
        !site.messages().contains("hizo fallar"),
        "{}",
        site.messages()
    );
}

#[test]
fn ten_thousand_links_are_each_told() {
    let mut text = String::from("---\ntitulo: A\n---\n");
    for n in 0..10_000 {
        text.push_str(&format!("[a](no-{n}.md)\n"));
    }
    let mut site = SiteTest::new("");
    site.write("content/casos/a.md", text).advance();
    let diags = site.snapshot.diags();
    assert_eq!(diags.len(), 10_000);
}

#[test]
fn file_names_that_give_no_address_are_told() {
    let mut site = SiteTest::new("");
    let doc = "---\ntitulo: A\n---\nTexto.\n";
    site.write("content/casos/¿?.md", doc)
        .write("content/casos/Mi año.md", doc)
        .write("content/casos/plan.DOCX.md", doc)
        .write("content/fuera/x.md", doc)
        // A folder that is no collection's is one mistake.
        .write("content/fuera/y.md", doc)
        .write("content/fuera/mas/z.md", doc)
        .write("content/casos/_oculto.md", doc)
        .write("content/casos/.punto.md", doc)
        .advance()
        .expect_diags(&[
            "content/casos/plan.DOCX.md:1:1 archivo-nombre aviso",
            "content/casos/¿?.md:1:1 direccion-invalida",
            "content/fuera/mas/z.md:1:1 archivo-sin-coleccion",
        ])
        .expect_messages(&[
            "`[collections.fuera]`",
            "otros 2 documentos de esa carpeta",
            "`plan.md`",
        ]);
    assert!(site.has("casos/mi-anio.html"));
    assert!(
        !site
            .paths()
            .iter()
            .any(|p| p.contains("oculto") || p.contains("punto"))
    );
}

#[test]
fn two_outputs_never_share_an_address() {
    let doc = |slug: &str, more: &str| format!("---\ntitulo: A\nslug: {slug}\n{more}---\nTexto.\n");
    let mut site = SiteTest::new("");
    site.write("content/casos/a.md", doc("uno", ""))
        .write("content/casos/b.md", doc("index", ""))
        .write("content/casos/c.md", doc("tres", "alias: [casos/uno]\n"))
        .write("content/casos/Mapa.png", "1")
        .write("content/casos/mapa.png", "2")
        .write("content/robots.txt", "x")
        .advance()
        .expect_diags(&[
            "content/casos/b.md:3:7 direccion-repetida",
            "content/casos/c.md:4:9 direccion-repetida",
            "content/casos/mapa.png:1:1 direccion-repetida",
            "content/robots.txt:1:1 direccion-repetida",
        ]);
}

#[test]
fn a_term_that_can_have_no_page_is_told_in_a_document_that_has_it() {
    let mut site = SiteTest::new(
        "-- site.toml --\ntitle = \"S\"\n[collections.casos]\n[collections.casos.fields.tema]\n\
         pages = true\n-- content/casos/a.md --\n---\ntitulo: A\ntema: Con\n---\nUno.\n\
         -- content/casos/b.md --\n---\ntitulo: B\ntema: index\n---\nDos.\n",
    );
    site.expect_diags(&[
        "content/casos/a.md:1:1 direccion-invalida",
        "content/casos/b.md:1:1 direccion-repetida",
    ])
    .expect_messages(&[
        "otro término que «Con» en `tema`",
        "otro término que «index»",
    ]);
}

#[test]
fn a_file_is_never_where_a_folder_is() {
    let mut site = SiteTest::new("-- content/casos/z.md --\n# Z\n");
    site.expect_diags(&[]);
    site.write("content/casos/z.html/foto.png", "1")
        .write("content/casos/Datos", "1")
        .write("content/casos/datos/mapa.png", "2")
        .write("content/casos/datos/otro.png", "3")
        .advance()
        .expect_diags(&[
            "content/casos/datos/mapa.png:1:1 direccion-repetida",
            "content/casos/z.html/foto.png:1:1 direccion-repetida",
        ])
        .expect_messages(&["«casos/z.html» no puede ser a la vez un archivo y una carpeta"]);
}

#[test]
fn the_folder_of_the_search_is_taken_where_there_is_search() {
    let text = "-- content/casos/a.md --\n# A\n-- content/buscador/entrada.js --\nx\n";
    SiteTest::new(text).expect_diags(&[]);
    let text = format!("-- site.toml --\n{}{text}", crate::site::SITE);
    SiteTest::with(&text, acervo::engine::Options::default())
        .expect_diags(&["content/buscador/entrada.js:1:1 direccion-repetida"]);
}

#[cfg(unix)]
#[test]
fn a_name_that_commands_a_terminal_is_no_address() {
    let mut site = SiteTest::new("-- content/casos/a.md --\n# A\n");
    site.write("content/casos/foto\nuno.png", "1").advance();
    site.expect_messages(&["direccion-invalida", "foto\\nuno.png", "cambie el nombre"]);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_that_leads_nowhere_says_where_it_should_lead() {
    let mut site = SiteTest::new("-- content/casos/a.md --\n# A\n");
    std::os::unix::fs::symlink("../nada.md", site.root().join("content/casos/z.md")).unwrap();
    site.write("content/casos/b.md", "# B\n").advance();
    site.expect_diags(&["content/casos/z.md:1:1 archivo-ilegible"]);
    site.expect_messages(&["lleva a `content/nada.md`, que no existe"]);
}

pub const LISTS: &str = r#"
-- site.toml --
title = "S"
[vocabularies.temas]
file = "content/_datos/temas.yaml"
[collections.casos]
title = "Casos"
[collections.casos.fields]
temas = { type = "term", vocabulary = "temas", many = true }
-- content/_datos/temas.yaml --
- {id: agua, label: Agua}
- {id: vias, label: Vías}
- {id: casa, label: "Casa, agua y luz"}
"#;

/// One document of `casos` with this header, the one place where something is found, and words that are said
/// of it.
#[track_caller]
pub fn check_header(site: &str, header: &str, place: &str, told: &str) {
    let doc = format!("{site}-- content/casos/a.md --\n---\n{header}\n---\n\nTexto.\n");
    let site = SiteTest::new(&doc);
    let (diags, messages) = (site.diags(), site.messages());
    let [one] = &diags[..] else {
        panic!("{header}\n{messages}")
    };
    let place = format!("content/casos/a.md:{place}");
    assert!(one.starts_with(&place), "{header}\n{messages}");
    assert!(messages.contains(told), "{header}\n{messages}");
}

#[test]
fn what_is_written_nearly_right_is_told_as_it_should_be() {
    for (header, place, told) in [
        (
            "titulo: A\ntemas: agua, vias",
            "3:8",
            "`temas: [agua, vias]`",
        ),
        (
            "titulo: A\ntemas: Casa, agua y lus",
            "3:8",
            "¿quiso decir `casa`?",
        ),
        ("titulo: A\nfecha: 2024-13-45", "3:8", "ese día no existe"),
        ("titulo: A\nfecha: ayer", "3:8", "escriba año, mes y día"),
        ("Título: A\ntemas: agua", "2:1", "¿quiso decir `titulo`?"),
        ("TITULO: A", "2:1", "¿quiso decir `titulo`?"),
        (
            "temas: agua",
            "1:1",
            "escriba `titulo: …` entre las dos líneas",
        ),
        ("titulo A\ntemas: agua", "2:1", "escriba `titulo: A`"),
        ("titulo:A\ntemas: agua", "2:1", "escriba `titulo: A`"),
        ("titulo: A\n temas: agua", "3:1", "`temas` empieza al borde"),
        (
            "titulo: A\ntemas:\n- agua\n-vias",
            "5:1",
            "escriba `- vias`",
        ),
        (
            "titulo: A\ntemas:\n• agua\n• vias",
            "4:1",
            "escriba `- agua`",
        ),
    ] {
        check_header(LISTS, header, &format!("{place} "), told);
    }
}

#[test]
fn blank_lines_before_the_header_are_no_mistake() {
    let site = check("\n\r\n---\ntitulo: A\n---\nTexto.\n", &[]);
    assert!(site.render("casos/a.html").contains("<h1>A</h1>"));
}

#[test]
fn a_document_that_cannot_be_read_makes_no_mistakes_of_others() {
    let mut site = SiteTest::new(
        "-- content/casos/a.md --\n# A\n\n[b](b.md) y [[b]]\n-- content/casos/b.md --\n# B\n",
    );
    site.write("content/casos/b.md", b"# B\xf1\n")
        .advance()
        .expect_diags(&["content/casos/b.md:1:4 archivo-codificacion"])
        .expect_as_fresh();
    site.write("content/casos/b.md", "# B\n").advance();
    site.expect_diags(&[]);
}
