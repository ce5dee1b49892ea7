//! Editorial checks: each finding at its place, permitted with a reason, silent without `[style]`.

use crate::site::{SITE, SiteTest};

/// A site with `[style]` and one document.
fn site(style: &str, header: &str, body: &str) -> SiteTest {
    SiteTest::new(&format!(
        "-- site.toml --\n{SITE}\n[style]\n{style}\n-- content/casos/a.md --\n---\ntitulo: Uno\n{header}---\n{body}"
    ))
}

#[track_caller]
fn check(body: &str, expect: &[&str]) {
    let got = site("sentence_words = 6\nparagraph_lines = 2", "", body).diags();
    let expect: Vec<String> = expect
        .iter()
        .map(|e| format!("content/casos/a.md:{e} aviso"))
        .collect();
    assert_eq!(got, expect, "{body}");
}

#[test]
fn each_finding_is_marked_where_it_stands() {
    // Line 4 is the first of the body.
    check(
        "Uno dos tres. Uno dos tres cuatro cinco seis siete.\n",
        &["4:15 oracion-larga"],
    );
    check(
        "Con **fuerza**. Aquí *hay* siete palabras en total, &amp; más.\n",
        &["4:17 oracion-larga"],
    );
    check(
        "Corto.\n\n- Uno dos tres cuatro cinco seis siete.\n",
        &["6:3 oracion-larga"],
    );
    check(
        "Uno dos tres cuatro cinco\nseis siete.\n",
        &["4:1 oracion-larga"],
    );
    check("Uno dos tres cuatro (H-040, H-041) seis.\n", &[]);
    check(
        &format!(
            "{}.\n",
            "Una frase corta va. ".repeat(9).trim_end_matches(". ")
        ),
        &["4:1 parrafo-largo"],
    );
    check("## Uno\n\n#### Dos\n\n## Tres\n", &["6:1 salto-de-nivel"]);
    check("### Uno\n", &["4:1 salto-de-nivel"]);
    check(
        "Vea [aquí](https://otro.test/) ya.\n",
        &["4:5 enlace-sin-sentido"],
    );
    check(
        "Vea <https://otro.test/a> ya.\n",
        &["4:5 enlace-sin-sentido"],
    );
    check(
        "Vea [Haga clic **aquí**.](https://otro.test/) ya.\n",
        &["4:5 enlace-sin-sentido"],
    );
    check("Vea [la guía](https://otro.test/) ya.\n", &[]);
    check("Llame a Ana: 300 123 4567.\n", &["4:14 datos-personales"]);
    // In code that ends with its line what is marked is all of it, and no half of a letter.
    check("Vea `é ana@correo.test\n`.\n", &["4:6 datos-personales"]);
    check(
        "| a |\n|---|\n| ana@correo.test |\n",
        &["6:3 datos-personales"],
    );
    check(
        "Escriba <ana@correo.test> ya.\n",
        &["4:10 datos-personales"],
    );
    check(
        "Escriba a [Ana](mailto:ana@correo.test) ya.\n",
        &["4:11 datos-personales"],
    );
    check(
        "Escriba a [ana@correo.test](mailto:ana@correo.test).\n",
        &["4:12 datos-personales"],
    );
    check(
        "> Cita con cédula 1.023.456.789.\n",
        &["4:19 datos-personales"],
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_survived_and_marked_inside_of_itself(
        text in r"([a-zñÁ .:?¿«»@0-9()|#>*_`!&;^~=•\t-]|\[aquí\]\(mailto:a@b\.co\)|300 123 4567|cc 123456|!\[|\n|é){0,80}"
    ) {
        let style = acervo::config::style::Style {
            sentence_words: 3,
            paragraph_lines: 1,
            ignore: Vec::new(),
        };
        let source = acervo::source::Source {
            file: "content/casos/a.md".into(),
            text: format!("---\ntitulo: Ñ\n---\n{text}"),
        };
        let rules = acervo::parse::Rules {
            raw_html: acervo::parse::RawHtml::Deny,
            style: Some(&style),
            components: &Default::default(),
            mentions: false,
            base_url: None,
        };
        for diag in acervo::parse::parse(&source, rules).diags {
            let Some(place) = diag.place else { continue };
            let marked = source.text.get(place.start as usize..place.end as usize);
            proptest::prop_assert!(marked.is_some(), "{:?} {:?}", diag.code, place);
        }
    }
}

#[test]
fn quotes_and_code_are_left_as_others_wrote_them() {
    check("> Una cita de la norma tiene más de seis palabras.\n", &[]);
    check("```\nuno dos tres cuatro cinco seis siete ocho\n```\n", &[]);
}

#[test]
fn expect_warnings_not_in_lenient_collections_nor_without_style() {
    let body = "#### Uno\n\nana@correo.test\n";
    let plain = format!("-- content/casos/a.md --\n---\ntitulo: Uno\n---\n{body}");
    SiteTest::new(&plain).expect_diags(&[]);
    let lenient = SITE.replace(
        "title = \"Casos\"",
        "title = \"Casos\"\nunknown_fields = \"allow\"",
    );
    SiteTest::new(&format!("-- site.toml --\n{lenient}\n[style]\n{plain}")).expect_diags(&[]);
}

#[test]
fn style_has_defaults_and_leaves_out_what_it_ignores() {
    let long = "Una ".repeat(21) + "fin.\n\n#### Dos\n";
    site("", "", &long).expect_diags(&[
        "content/casos/a.md:4:1 oracion-larga aviso",
        "content/casos/a.md:6:1 salto-de-nivel aviso",
    ]);
    site("ignore = [\"oracion-larga\"]", "", &long)
        .expect_diags(&["content/casos/a.md:6:1 salto-de-nivel aviso"]);
    let mut wrong = site(
        "ignore = [\"oracion-larg\", \"enlace-roto\"]\nwords = 3",
        "",
        "Bien.\n",
    );
    wrong.expect_messages(&[
        "¿quiso decir `oracion-larga`?",
        "la clave `words` no existe",
    ]);
    assert_eq!(wrong.diags().len(), 3, "{:?}", wrong.diags());
}

#[test]
fn a_document_permits_itself_a_warning_with_a_reason() {
    let body = "![](a.png)\n\n#### Uno\n";
    let ok = "permitir: [{codigo: imagen-sin-texto, razon: \"Es un adorno.\"}]\n";
    let mut site = site("", ok, body);
    site.write("content/casos/a.png", "png").advance();
    site.expect_diags(&["content/casos/a.md:7:1 salto-de-nivel aviso"]);
}

#[test]
fn a_permit_that_nothing_needs_is_told() {
    let permit = |code: &str| format!("{{codigo: {code}, razon: Va así.}}");
    let two = format!(
        "permitir: [{}, {}]\n",
        permit("titulo-repetido"),
        permit("imagen-sin-texto")
    );
    let mut site = site("", &two, "Uno.\n");
    site.expect_diags(&[
        "content/casos/a.md:3:21 permiso-sin-uso aviso",
        "content/casos/a.md:3:64 permiso-sin-uso aviso",
    ]);
    // What only all documents together show counts as a need.
    site.write("content/casos/0.md", "---\ntitulo: Uno\n---\nB.\n")
        .edit("content/casos/a.md", "Uno.\n", "![](a.png)\n")
        .write("content/casos/a.png", "png")
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
}

#[test]
fn data_of_persons_in_the_front_matter_are_found() {
    let header = "resumen: \"Llame al 300 123 4567\"\nautores: [Equipo, Ana <ana@correo.test>]\n\
        responsable: 'C.C. 12.345.678'\ncambios:\n  - {fecha: 2026-01-01, texto: Por ana@correo.test.}\n\
        fuentes: [\"Ley 1551 de 2012, correo contacto@correo.test\"]\n";
    let mut found = site("", header, "Uno.\n");
    found.expect_diags(&[
        "content/casos/a.md:3:20 datos-personales aviso",
        "content/casos/a.md:4:24 datos-personales aviso",
        "content/casos/a.md:5:20 datos-personales aviso",
        "content/casos/a.md:7:36 datos-personales aviso",
    ]);
    // Where the words in the file are others than those of the value, the whole value is marked.
    let folded = "resumen: >-\n  Llame al\n  300 123 4567\n";
    site("", folded, "Uno.\n").expect_diags(&["content/casos/a.md:4:3 datos-personales aviso"]);
    site("ignore = [\"datos-personales\"]", header, "Uno.\n").expect_diags(&[]);
    let public =
        "responsable: contacto@entidad.gov.co\nfuentes: [https://ejemplo.test/3001234567]\n";
    site("", public, "Uno.\n").expect_diags(&[]);
    let permitted = "responsable: ana.ruiz@correo.com\n\
        permitir: [{codigo: datos-personales, razon: Es pública.}]\n";
    site("", permitted, "Uno.\n").expect_diags(&[]);
}

#[test]
fn a_permit_that_says_too_little_is_an_error_at_its_place() {
    let check = |header: &str, expect: &[&str]| {
        let mut site = site("", header, "Bien.\n");
        site.expect_diags(expect);
    };
    check(
        "permitir: [oracion-larga]\n",
        &["content/casos/a.md:3:12 permiso-invalido"],
    );
    check(
        "permitir: [{codigo: oracion-larg, razon: Cita}]\n",
        &["content/casos/a.md:3:21 permiso-invalido"],
    );
    check(
        "permitir: [{codigo: enlace-roto, razon: Ya}]\n",
        &["content/casos/a.md:3:21 permiso-invalido"],
    );
    check(
        "permitir: [{codigo: oracion-larga}]\n",
        &["content/casos/a.md:3:12 permiso-invalido"],
    );
    check(
        "permitir: [{codigo: oracion-larga, razon: \"\"}]\n",
        &["content/casos/a.md:3:12 permiso-invalido"],
    );
    check(
        "permitir: [{razon: Cita}]\n",
        &["content/casos/a.md:3:12 permiso-invalido"],
    );
    check(
        "permitir: [{codigo: oracion-larga, razón: Cita}]\n",
        &["content/casos/a.md:3:36 permiso-invalido"],
    );
    check("permitir:\n", &[]);
}

const MANY: &str = "
[collections.paginas]
title = \"Páginas\"
listed = false

[style]
-- content/casos/a.md --
---
titulo: Plan de trabajo
fecha: 2024-05-01
revisar_antes_de: 2024-06-01
---
Vea [una página](../paginas/b.md).
-- content/guias/c.md --
---
titulo: plan de compras
actualizado: 2025-01-01
vence: 2024-12-31
---
Bien.
-- content/paginas/b.md --
---
titulo: Enlazada
---
Bien.
-- content/paginas/d.md --
---
titulo: Perdida
---
Bien.
";

#[test]
fn the_content_itself_says_what_is_late_equal_or_lost() {
    let mut site = SiteTest::new(&format!("-- site.toml --\n{SITE}{MANY}"));
    let found = [
        "content/casos/a.md:4:19 revision-vencida aviso",
        "content/guias/c.md:4:8 documento-vencido aviso",
        "content/paginas/d.md:2:9 documento-huerfano aviso",
    ];
    site.expect_diags(&found);
    site.edit("content/guias/c.md", "de compras", "DE trabajo")
        .advance();
    let equal = "content/guias/c.md:2:9 titulo-repetido aviso";
    site.expect_diags(&[found[0], equal, found[1], found[2]]);
    // Without a newer date nothing is late.
    site.edit("content/guias/c.md", "2025-01-01", "2024-05-20")
        .advance();
    site.expect_diags(&[equal, found[2]]).expect_as_fresh();
    site.edit(
        "content/paginas/d.md",
        "titulo: Perdida",
        "titulo: Perdida\npermitir: [{codigo: documento-huerfano, razon: Está al pie.}]",
    );
    site.advance().expect_diags(&[equal]);
}

/// What is said of an answer is the author's own text; the answers and words of others are not asked.
#[test]
fn feedback_is_held_against_the_style_and_quotes_are_not() {
    let long = "uno dos tres cuatro cinco seis siete";
    let question = format!(
        ":::pregunta ¿Qué?\n- [x] Sí\n  > {long}\n  >\n  > Corto.\n- [ ] No\n  > > {long}\n:::\n"
    );
    let page = "theme = \"portal\"\n".to_owned() + SITE;
    let site = SiteTest::new(&format!(
        "-- site.toml --\n{page}\n[style]\nsentence_words = 6\n-- content/casos/a.md --\n---\ntitulo: Uno\n---\n{question}"
    ));
    assert_eq!(site.diags(), ["content/casos/a.md:6:5 oracion-larga aviso"]);
}

#[test]
fn who_does_not_ask_for_shapes_hears_of_the_rest() {
    let body = "• Uno dos tres cuatro cinco seis siete.\n";
    let asked = site("sentence_words = 6", "", body).diags();
    assert_eq!(asked, ["content/casos/a.md:4:1 forma-imitada aviso"]);
    let style = "sentence_words = 6\nignore = [\"forma-imitada\"]";
    let rest = site(style, "", body).diags();
    assert_eq!(rest, ["content/casos/a.md:4:1 oracion-larga aviso"]);
}

#[test]
fn lines_that_imitate_a_heading_or_a_list_are_told() {
    for (body, expect) in [
        ("**Qué se hizo**\n", &["4:1 forma-imitada"][..]),
        ("**Qué se hizo.**\n", &[]),
        ("**Uno.** Dos tres.\n", &[]),
        ("**Uno**\nDos tres.\n", &["4:1 forma-imitada"]),
        (
            "**Uno**  \nDos tres.\n\n**Uno:**\nDos.\n\n**Uno.**\nDos.\n",
            &[],
        ),
        ("    | a | b |\n    |---|---|\n", &["4:5 forma-imitada"]),
        ("Uno **dos**\n", &[]),
        // What stands over a table or below a picture is no heading.
        ("**Tabla 1. Recursos por año**\n", &[]),
        ("**FIGURA 2:** **La ruta**\n", &[]),
        ("**Mapa de actores**\n", &["4:1 forma-imitada"]),
        ("##Pasos\n", &["4:1 forma-imitada"]),
        ("#pasos\n", &[]),
        ("#Pasos\n", &["4:1 forma-imitada"]),
        ("#Pasos para pedir\nTres pasos.\n", &["4:1 forma-imitada"]),
        ("Uno.\n##Pasos\n", &["5:1 forma-imitada"]),
        ("\\#Pasos y \\#agua\n\n\\##Dos\n\n`#Tres`\n", &[]),
        ("- #Pasos\n- #Dos\n\n> #Tres\n\n    #Cuatro\n", &[]),
        ("- ##Pasos\n", &["4:3 forma-imitada"]),
        ("• Uno\n• Dos\n", &["4:1 forma-imitada"]),
        ("- **Uno**\n", &[]),
        ("Son:\n– Uno\n– Dos\n", &["5:1 forma-imitada"]),
        ("a) Uno\nb) Dos\n", &["4:1 forma-imitada"]),
        ("**Nota:**texto\n", &["4:8 forma-imitada"]),
        ("**Nota:** texto y 2**3\n", &[]),
        ("Una **nota **breve\n", &["4:5 forma-imitada"]),
        ("Una **nota ** breve\n", &["4:5 forma-imitada"]),
        ("**Una** y **otra ** más\n", &["4:11 forma-imitada"]),
        ("Una `**nota ** breve`\n", &[]),
        ("**Una** y ** otra** más\n", &["4:11 forma-imitada"]),
        ("**Una** y 2 **3 **4\n", &[]),
        ("Vale 5** y más de 6**\n", &[]),
        ("Una *nota * breve\n", &["4:5 forma-imitada"]),
        ("*Nota *\n", &["4:1 forma-imitada"]),
        ("Una `*nota *` y \\*otra *\n", &[]),
        ("Vale *dos 3 * 4 y *tres\n", &[]),
        ("Uno *dos. Tres * más\n", &[]),
        ("*Una* * otra* y *más *o menos\n", &["4:7 forma-imitada"]),
        ("Vale 2 * tres* y * 4*\n", &["4:8 forma-imitada"]),
        ("Una **nota y *más*.\n", &["4:5 forma-imitada"]),
        (
            "| **a | b** |\n|---|---|\n| 1 | 2 |\n",
            &["4:3 forma-imitada"],
        ),
        ("Una **nota\nbreve**.\n\n\\*\\*Otra, `**más` o (**).\n", &[]),
        (
            "##\u{a0}Pasos\n\n-\u{a0}Uno\n",
            &["4:1 forma-imitada", "6:1 forma-imitada"],
        ),
        ("- [] Uno\n- [ ] Dos\n", &["4:3 forma-imitada"]),
        ("- ☐ Uno\n", &[]),
        (
            "MARCO LEGAL\n\n1.2 Normas\n",
            &["4:1 forma-imitada", "6:1 forma-imitada"],
        ),
        ("- MARCO LEGAL\n", &[]),
        ("| a | b |\n|---|\n| 1 | 2 |\n", &["4:1 forma-imitada"]),
        ("a\tb\nc\td\n", &["4:1 forma-imitada"]),
        ("– Uno\n", &[]),
        ("> **Uno**\n", &[]),
        ("Son:\n• Uno\n• Dos\n", &["5:1 forma-imitada"]),
        ("a. Uno\nb. Dos\n", &["4:1 forma-imitada"]),
        ("1º Uno\n2º Dos\n", &["4:1 forma-imitada"]),
        ("Uno\n2. Dos\n3. Tres\n", &["5:1 forma-imitada"]),
        ("Vereda\n\n:   Parte de algo.\n", &["6:1 forma-imitada"]),
        ("Página 3 de 20\n", &["4:1 forma-imitada"]),
        (
            "\tEste párrafo comienza con un tabulador.\n",
            &["4:2 forma-imitada"],
        ),
        ("    let palabras = texto.split(' ').count();\n", &[]),
        ("    $ acervo check\n", &[]),
        // Paragraphs that go on with the same mistake are one; what stands between begins anew.
        ("• Uno\n\n• Dos\n\n• Tres\n", &["4:1 forma-imitada"]),
        (
            "Uno ..... 1\n\nDos ..... 3\n\nTexto.\n\nTres ..... 4\n",
            &["4:1 forma-imitada", "10:1 forma-imitada"],
        ),
        (
            "**Uno**\n\n**Dos**\n",
            &["4:1 forma-imitada", "6:1 forma-imitada"],
        ),
        (
            "Son 3 km^2^ y H~2~O.\n",
            &["4:9 forma-imitada", "4:16 forma-imitada"],
        ),
        (
            "1. Introducción\n\nUn texto.\n\n2. Marco\n\nOtro.\n\n3. Fin\n\nMás.\n",
            &["4:1 forma-imitada"],
        ),
        ("1. Vaya.\n\nUn texto.\n\n2. Vuelva.\n\nOtro.\n", &[]),
        ("1. Uno\n\n   Un texto.\n\n2. Dos\n\n   Otro.\n", &[]),
        ("1. Uno\n\nUn texto.\n\n## Dos\n\n2. Dos\n\nOtro.\n", &[]),
        // What is no paragraph is not told to be a long one.
        (
            "Uno.\n\n+---+---+\n| a | b |\n+===+===+\n| uno dos tres | cuatro cinco seis siete |\n+---+---+\n",
            &["6:1 forma-imitada"],
        ),
        ("Todos --- o casi.\n", &["4:7 forma-imitada"]),
        ("Es ==así==.\n", &["4:4 forma-imitada"]),
        // In code, in the words of others and where they are written to be seen they stay.
        ("Es `m^2^`, m\\^2\\^ y H\\~2\\~O.\n", &[]),
        ("> H~2~O\n\n```\nH~2~O\n```\n", &[]),
        ("| a |\n|---|\n| m^2^ |\n", &["6:4 forma-imitada"]),
        // A formula has more than what is raised, and a sign may say what is done.
        ("Es x^2+y^2=z^2 y e^(rt).\n", &[]),
        ("- ✓ Uno\n- ■ Dos\n\n1. ✓ Tres\n\n   ✓ Cuatro\n", &[]),
        ("- • Uno\n", &["4:3 forma-imitada"]),
        ("✓ cumple, ✗ no cumple\n", &[]),
    ] {
        check(body, expect);
    }
}

#[test]
fn paragraphs_that_count_themselves_are_told_as_a_list_or_as_headings() {
    // The first of them is told, once.
    check(
        "Son:\n\na) Uno.\n\nb) Dos.\n\nc) Tres.\n",
        &["6:1 forma-imitada"],
    );
    check("1\\. Uno.\n\n2\\. Dos.\n", &["4:1 forma-imitada"]);
    check("(i) Uno.\n\n(ii) Dos.\n", &["4:1 forma-imitada"]);
    check(
        "1\\. Uno\n\nTexto.\n\n2\\. Dos\n\nTexto.\n",
        &["4:1 forma-imitada"],
    );
    // A letter alone, one that does not begin to count, another section, sentences far apart.
    check("a) Uno.\n\nTexto.\n", &[]);
    check("J. Pérez.\n\nK. Díaz.\n", &[]);
    check("a) Uno.\n\nc) Dos.\n", &[]);
    check("a) Uno.\n\n## Más\n\nb) Dos.\n", &[]);
    check("a) Uno.\n\nTexto.\n\nb) Dos.\n", &[]);
}
