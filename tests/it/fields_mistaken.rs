//! What authors get wrong in the header: one mistake, one message, and the text that mends it.

use crate::mistakes::{LISTS, check, check_header};
use crate::site::SiteTest;

/// [`check_header`] in a site with the lists of [`LISTS`] and one of texts.
#[track_caller]
fn check_listed(header: &str, place: &str, told: &str) {
    let site = LISTS.replace(
        "many = true }",
        "many = true, required = true }\nnotas = { type = \"text\", many = true }",
    );
    check_header(&site, header, place, told);
}

#[test]
fn a_list_of_lines_without_dashes_is_no_text() {
    for (lines, item) in [
        ("  • Uno más\n  • Dos", "`- Uno más`"),
        ("  – Uno más\n  – Dos", "`- Uno más`"),
        ("  1. Uno más\n  2. Dos", "`- Uno más`"),
        ("  Uno más\n  Dos", "`- …`"),
    ] {
        let header = format!("titulo: A\ntemas: [agua]\nnotas:\n{lines}");
        check_listed(&header, "5:3 campo-tipo", item);
    }
    check_listed(
        "titulo: A\ntemas:\n  • agua\n  • vias",
        "4:3 campo-tipo",
        "`- agua`",
    );
}

#[test]
fn names_with_commas_in_one_text_are_told_and_quotes_make_them_one() {
    let header = |value: &str| format!("titulo: A\ntemas: [agua]\nautores: {value}");
    for (value, told) in [
        ("Ana Pérez, Luis", "`autores: [Ana Pérez, Luis]`"),
        ("Pérez, Ana", "`autores: \"Pérez, Ana\"`"),
        ("Ana, Luis]", "`autores: [Ana, Luis]`"),
        (
            "Pérez, Ana; Gil, Luis",
            "`autores: [\"Pérez, Ana\", \"Gil, Luis\"]`",
        ),
    ] {
        check_listed(&header(value), "4:10 campo-tipo aviso", told);
    }
    let told = "`autores: [Ana, Luis]`";
    check_listed(&header("[Ana; Luis]"), "4:11 campo-tipo aviso", told);
    for value in [
        "\"Pérez, Ana\"",
        "[\"Pérez, Ana\"]",
        "\n  - Pérez, Ana",
        "Ana",
        "Ana,",
        "La secretaría de planeación del municipio, con la comunidad",
    ] {
        let site = format!(
            "{LISTS}-- content/casos/a.md --\n---\n{}\n---\n\nTexto.\n",
            header(value)
        );
        SiteTest::new(&site).expect_diags(&[]);
    }
}

#[test]
fn a_long_value_of_a_list_may_go_on_below() {
    let site = LISTS.replace(
        "many = true }",
        "many = true }\nnotas = { type = \"text\", many = true }",
    );
    let header = "titulo: A\nnotas: Una fuente\n  que sigue";
    let doc = format!("{site}-- content/casos/a.md --\n---\n{header}\n---\n\nTexto.\n");
    SiteTest::new(&doc).expect_diags(&[]);
}

#[test]
fn a_key_without_its_space_is_told_also_when_the_value_has_two_dots() {
    for line in [
        "titulo:\"Agua: dos\"",
        "titulo:Agua: dos",
        "titulo:\u{a0}Agua: dos",
        "titulo \"Agua: dos\"",
        "titulo; Agua: dos",
    ] {
        let header = format!("{line}\ntemas: [agua]");
        let mended = "dos puntos y un espacio: `titulo: \"Agua: dos\"`";
        check_listed(&header, "2:1 campo-desconocido", mended);
    }
    check_listed(
        "titulo: A\ntemas:[agua, \"a: b\"]",
        "3:1 campo-desconocido",
        "`temas: [agua, \"a: b\"]`",
    );
    // Nobody forgot a space there.
    check_listed(
        "titulo: A\ntemas: [agua]\ntemas de agua: b",
        "4:1 campo-desconocido",
        "los campos propios son",
    );
}

#[test]
fn an_empty_list_is_a_missing_field() {
    check_listed(
        "titulo: A\ntemas: []",
        "3:8 campo-falta",
        "obligatorio `temas`",
    );
    check_listed(
        "titulo: A\ntemas: [\"\"]",
        "3:8 campo-falta",
        "obligatorio `temas`",
    );
    check_listed(
        "titulo: []\ntemas: [agua]",
        "2:9 campo-falta",
        "obligatorio `titulo`",
    );
}

#[test]
fn a_list_in_a_list_is_told_with_what_to_take_away() {
    for notes in ["[[Uno, Dos]]", "\n  - - Uno"] {
        let place = if notes.starts_with('[') { "4:9" } else { "5:5" };
        let header = format!("titulo: A\ntemas: [agua]\nnotas: {notes}");
        let told = "quite los corchetes o el guion de adentro";
        check_listed(&header, &format!("{place} campo-tipo"), told);
    }
}

#[test]
fn two_dots_in_an_item_make_no_group_of_a_text() {
    let header = "titulo: A\ntemas: [agua]\nnotas:\n  - Uno: dos";
    check_listed(header, "5:5 campo-tipo", "entre comillas: `\"Uno: dos\"`");
    check_listed(
        "titulo: {A}\ntemas: [agua]",
        "2:9 campo-tipo",
        "entre comillas",
    );
}

#[test]
fn a_header_that_is_closed_in_the_text_is_told_where_the_text_begins() {
    for text in ["Texto.", "## Sección\n\nTexto.", "Vea esto."] {
        let doc = format!("---\ntitulo: A\n\n{text}\n\n---\n\nOtro texto.\n");
        check(doc, &["4:1 encabezado-sin-cerrar"]);
    }
}

#[test]
fn a_line_that_cannot_be_read_hides_no_mistake_below_it() {
    let header = "titulo: Uno: dos\nfehca: 1\nresumen Así\nautores: [Ana\nfecha: 6/6/2022\nfecha: 7/6/2022\n";
    check(
        format!("---\n{header}---\nTexto.\n"),
        &[
            "2:12 encabezado-sintaxis",
            "3:1 campo-desconocido",
            "4:1 encabezado-sintaxis",
            "5:10 encabezado-sintaxis",
            "6:8 campo-tipo",
            "7:1 clave-repetida",
        ],
    );
    // A list that goes on below is part of what could not be read.
    let header = "titulo: A\nautores: - Ana\n  - Luis\n- Eva\nfehca: 1\n";
    check(
        format!("---\n{header}---\nTexto.\n"),
        &["3:10 encabezado-sintaxis", "6:1 campo-desconocido"],
    );
}

#[test]
fn fields_below_the_header_are_told_and_are_no_text() {
    let text = "---\ntitulo: A\n---\n\n---\nautores: [Ana]\n---\n\n### Uno\n";
    check(text, &["6:1 encabezado-sintaxis"]);
    check(
        "---\ntitulo: A\n---\nautores: [Ana]\n---\nTexto.\n",
        &["4:1 encabezado-sintaxis"],
    );
}

#[test]
fn signs_that_nobody_sees_are_named() {
    check_listed("titulo:\u{a0}A\ntemas: [agua]", "2:8", "U+00A0");
    check_listed("titulo: A\ntemas:\n\u{a0}\u{a0}- agua", "4:1", "U+00A0");
    check_listed("titulo: A\ntemas: [ag\u{2060}ua]", "3:9", "escriba `agua`");
    check_listed("ti\u{200b}tulo: A\ntemas: [agua]", "2:1", "U+200B");
    check_listed("titulo: \"A\u{b}b\"\ntemas: [agua]", "2:11", "U+000B");
}

#[test]
fn a_key_that_is_nearly_one_of_the_site_itself_is_told() {
    check_listed(
        "titulo: A\ntemas: [agua]\npermite: x",
        "4:1",
        "¿quiso decir `permitir`?",
    );
}

#[test]
fn a_comma_in_a_group_is_told_with_the_whole_text() {
    let header =
        "titulo: A\ntemas: [agua]\ncambios:\n  - {fecha: 2026-11-22, texto: Se corrigió, y más.}";
    check_listed(header, "5:45", "`texto: \"Se corrigió, y más.\"`");
}

#[test]
fn a_year_of_two_figures_is_asked_for_and_no_other_is_guessed() {
    for date in ["3/5/24", "24-05-03"] {
        let header = format!("titulo: A\ntemas: [agua]\nfecha: {date}");
        check_listed(&header, "4:8", "el año lleva cuatro cifras");
    }
}

#[test]
fn several_terms_in_one_text_are_told_to_be_a_list() {
    for written in ["agua y vías", "agua, vías y casa"] {
        let list = written.replace(" y ", ", ");
        let header = format!("titulo: A\ntemas: {written}");
        check_listed(
            &header,
            "3:8 termino-desconocido",
            &format!("`temas: [{list}]`"),
        );
    }
}

#[test]
fn a_term_is_known_by_some_of_its_words() {
    for (written, id) in [("Luz", "casa"), ("Aguas", "agua")] {
        let header = format!("titulo: A\ntemas: [{written}]");
        check_listed(&header, "3:9", &format!("¿quiso decir `{id}`?"));
    }
}

#[test]
fn a_number_is_suggested_only_in_the_unit_of_its_field() {
    for (written, told) in [
        ("1 hora", "`60`"),
        ("45 minutos", "`45`"),
        ("2 días", "en minutos"),
        ("1 h 30 min", "en minutos"),
        ("30,5", "sin decimales"),
        ("30.5", "sin decimales"),
        ("1.000", "`1000`"),
        ("1.000 minutos", "`1000`"),
    ] {
        check_number("type = \"integer\", unit = \"minutos\"", written, told);
    }
}

#[test]
fn a_number_is_suggested_whole_however_its_thousands_are_parted() {
    for (written, told) in [
        ("12 000", "`12000`"),
        ("12'000 habitantes", "`12000`"),
        ("2.500.000", "`2500000`"),
        ("3-5", "solo con cifras"),
        ("2 millones", "solo con cifras"),
        ("99999999999999999999", "más pequeño"),
    ] {
        check_number("type = \"integer\"", written, told);
    }
    for (written, told) in [
        ("85,7 %", "escriba `85.7`"),
        ("$ 1.500.000,50", "escriba `1500000.50`"),
        ("12 000", "no separe los miles"),
    ] {
        check_number("type = \"number\"", written, told);
    }
}

/// What is told of a value of a field of numbers.
#[track_caller]
fn check_number(field: &str, written: &str, told: &str) {
    let fields = format!("many = true }}\ndura = {{ {field} }}");
    let site = LISTS.replace("many = true }", &fields);
    let header = format!("titulo: A\ndura: {written}");
    check_header(&site, &header, "3:7 campo-tipo", told);
}

#[test]
fn an_alias_is_the_address_of_a_page() {
    let doc = |alias: &str| format!("---\ntitulo: A\nalias: {alias}\n---\nTexto.\n");
    let site = check(doc("[casos/viejo.md]"), &[]);
    assert!(site.has("casos/viejo.html"));
    check(
        doc("[\"casos/viejo.html?x=1\"]"),
        &["3:9 direccion-invalida"],
    );
    check(doc("[\"casos/viejo.html#a\"]"), &["3:9 direccion-invalida"]);
    check(doc("[../fuera]"), &["3:9 direccion-invalida"]);
    let site = check(
        doc("casos/b.html, casos/c.html"),
        &["3:8 direccion-invalida"],
    );
    assert!(
        site.messages()
            .contains("`alias: [casos/b.html, casos/c.html]`")
    );
}

#[test]
fn a_link_to_a_former_name_says_what_it_is_now() {
    let mut site = SiteTest::new("");
    site.write(
        "content/guias/gob.md",
        "---\ntitulo: A\nalias: [guias/gobernanza.html]\n---\nTexto.\n",
    )
    .write(
        "content/casos/a.md",
        "# A\n\nVea [eso](../guias/gobernanza.md) y [[guias/gobernanza]].\n",
    )
    .advance();
    let messages = site.messages();
    assert!(
        messages.contains("ahora es `../guias/gob.md`"),
        "{messages}"
    );
    assert!(messages.contains("ahora es `guias/gob`"), "{messages}");
}

#[test]
fn what_other_programs_call_the_fields_leads_to_ours() {
    let site =
        "-- site.toml --\ntitle = \"P\"\n[collections.casos.fields]\nweb = { type = \"url\" }\n";
    let told = |header: &str, diags: &[&str], words: &[&str]| {
        let text = format!("{site}-- content/casos/a.md --\n---\n{header}\n---\n\nTexto.\n");
        let mut site = SiteTest::new(&text);
        site.expect_diags(diags).expect_messages(words);
    };
    told(
        "title: Uno\ndate: 2026-01-01\nweb: www.dnp.gov.co",
        &[
            "content/casos/a.md:2:1 campo-desconocido",
            "content/casos/a.md:3:1 campo-desconocido",
            "content/casos/a.md:4:6 campo-tipo",
        ],
        &[
            "¿quiso decir `titulo`?",
            "¿quiso decir `fecha`?",
            "escriba `https://www.dnp.gov.co`",
        ],
    );
    told(
        "**titulo**: Uno",
        &["content/casos/a.md:2:1 encabezado-sintaxis"],
        &["va sin asteriscos", "escriba `titulo: Uno`"],
    );
    told(
        "titulo:Uno\nfecha:2026-01-01",
        &["content/casos/a.md:2:1 encabezado-sintaxis"],
        &["falta un espacio", "escriba `titulo: Uno`"],
    );
    told(
        "titulo: Uno\nautor: Ana",
        &["content/casos/a.md:3:1 campo-desconocido"],
        &["¿quiso decir `autores`?"],
    );
    told(
        "titulo: [Uno]\nautores: {Ana, Luis}\nresumen: -",
        &[
            "content/casos/a.md:2:9 campo-tipo",
            "content/casos/a.md:3:10 campo-tipo",
            "content/casos/a.md:4:10 encabezado-sintaxis",
        ],
        &[
            "escríbalo sin lista: `titulo: Uno`",
            "una lista va entre corchetes: `autores: [Ana, Luis]`",
            "no puede empezar con `-`",
        ],
    );
    told(
        "- titulo: Uno",
        &["content/casos/a.md:2:1 encabezado-sintaxis"],
        &["sin guion antes"],
    );
    told(
        "titulo: \"Uno\",",
        &["content/casos/a.md:2:14 encabezado-sintaxis"],
        &["escriba `titulo: \"Uno\"`"],
    );
}

#[test]
fn a_list_of_which_a_sign_slipped_says_which() {
    let slipped = [
        (
            "temas: agua, vias]",
            "3:8 termino",
            "falta el corchete que abre: `[agua, vias]`",
        ),
        (
            "temas:\n- agua\n - vias",
            "4:3 termino",
            "con los mismos espacios antes del guion",
        ),
    ];
    for (lines, place, told) in slipped {
        check_listed(&format!("titulo: A\n{lines}"), place, told);
    }
}
