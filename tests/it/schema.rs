//! Fields and site.toml: every mistake is named where its value is written.

use crate::site::SiteTest;

const SITE: &str = r#"-- site.toml --
title = "Prueba"

[vocabularies.lugares]
file = "content/_datos/lugares.yaml"

[vocabularies.temas]
file = "content/_datos/temas.csv"

[collections.casos]
title = "Casos"

[collections.casos.fields]
texto = { type = "text", min = 3, max = 10 }
codigo = { type = "text", pattern = "[A-Z]{2}-[0-9]+", help = "Dos letras, guion y número." }
nota = { type = "markdown" }
entero = { type = "integer", min = 1, max = 9 }
numero = { type = "number", min = 0.5 }
logico = { type = "boolean" }
dia = { type = "date" }
web = { type = "url" }
correo = { type = "email" }
lugar = { type = "term", vocabulary = "lugares", facet = true, pages = true }
temas = { type = "term", vocabulary = "temas", many = true }
caso = { type = "ref", collection = "casos" }
otros = { type = "ref", many = true }
etiquetas = { type = "text", many = true, pages = true }
fijo = { type = "text", default = "igual" }
ingles = { type = "text", key = "english-key" }

[collections.guias]
title = "Guías"
unknown_fields = "warn"

[collections.guias.fields]
paso = { type = "text", required = true, help = "El primer paso." }

[collections.libre]
title = "Libre"
unknown_fields = "allow"
fields.titulo = { type = "text", key = "title" }
fields.fecha = { type = "date", key = "date" }
-- content/_datos/lugares.yaml --
- id: choco
  label: Chocó
  synonyms: [Departamento del Chocó]
- id: quibdo
  label: Quibdó
  parent: choco
- id: narino
  label: Nariño
-- content/_datos/temas.csv --
id,label
agua,Agua potable
vias,Vías
-- content/casos/b.md --
---
titulo: Otro
---
Texto.
-- content/guias/g.md --
---
titulo: Guía
paso: Uno
---
Texto.
"#;

/// A case with these lines after its title, and what is found: `line:column code`.
#[track_caller]
fn check(header: &str, expect: &[&str]) -> SiteTest {
    let mut site = SiteTest::new(&format!(
        "{SITE}-- content/casos/a.md --\n---\nresumen: R\ntitulo: Uno\n{header}\n---\nTexto.\n"
    ));
    let expect: Vec<String> = expect
        .iter()
        .map(|e| format!("content/casos/a.md:{e}"))
        .collect();
    let expect: Vec<&str> = expect.iter().map(String::as_str).collect();
    site.expect_diags(&expect);
    site
}

/// The same, and what the terminal says of it.
#[track_caller]
fn says(header: &str, expect: &[&str], messages: &[&str]) {
    check(header, expect).expect_messages(messages);
}

/// Wrong once: the file on disk says it in one line after the title.
#[track_caller]
fn page(header: &str, contains: &[&str]) {
    let site = check(header, &[]);
    let html = site.render("casos/a.html");
    for part in contains {
        assert!(html.contains(part), "no «{part}»:\n{html}");
    }
}

#[test]
fn each_type_takes_its_values() {
    page("texto: corto", &["<dd>corto</dd>"]);
    page("codigo: AB-12", &["<dd>AB-12</dd>"]);
    page("nota: \"va **fuerte**\"", &["va <strong>fuerte</strong>"]);
    page("entero: 7", &["<dd>7</dd>"]);
    page("numero: 2.5", &["<dd>2,5</dd>"]);
    page("logico: sí", &["<dd>Sí</dd>"]);
    page("dia: 2022-06-06", &["6 de junio de 2022"]);
    page(
        "web: https://ejemplo.test/a?b=1",
        &["https://ejemplo.test/a"],
    );
    page("correo: ana@ejemplo.gov.co", &["mailto:ana@ejemplo.gov.co"]);
    page("lugar: choco", &["lugar/choco.html", "Chocó"]);
    page("temas: [agua, vias]", &["Agua potable", "Vías"]);
    page("caso: b", &["<a href=\"../casos/b.html\">Otro</a>"]);
    page("caso: casos/b", &["<a href=\"../casos/b.html\">Otro</a>"]);
    page(
        "otros: [guias/g, Otro]",
        &["../guias/g.html", "../casos/b.html"],
    );
    page(
        "etiquetas: [Agua, Vías]",
        &["etiquetas/agua.html", "etiquetas/vias.html"],
    );
    page("texto: igual", &["igual"]);
    page("", &["<dd>igual</dd>"]);
    page("english-key: from elsewhere", &["from elsewhere"]);
}

#[test]
fn a_term_is_named_by_its_id_its_label_or_a_synonym() {
    for name in ["choco", "Chocó", "CHOCÓ", "chocó", "departamento del choco"] {
        page(&format!("lugar: {name}"), &["lugar/choco.html"]);
    }
    page("lugar: Nariño", &["lugar/narino.html"]);
    check("lugar: narinio", &["4:8 termino-desconocido"]);
}

#[test]
fn texts_keep_their_limits_and_form() {
    says(
        "texto: ab",
        &["4:8 campo-rango"],
        &["`texto` tiene 2 caracteres y el mínimo es 3"],
    );
    says(
        "texto: demasiado largo",
        &["4:8 campo-rango"],
        &["el máximo es 10"],
    );
    page("texto: ñandúñandú", &["ñandúñandú"]);
    says(
        "codigo: ab-12",
        &["4:9 campo-forma"],
        &["Dos letras, guion y número."],
    );
    check("codigo: xAB-12x", &["4:9 campo-forma"]);
    check("texto: [uno, dos]", &["4:8 campo-tipo"]);
    check("texto:\n  clave: valor", &["5:3 campo-tipo"]);
}

#[test]
fn numbers_keep_their_limits() {
    says("entero: 0", &["4:9 campo-rango"], &["el mínimo es 1"]);
    says("entero: 10", &["4:9 campo-rango"], &["el máximo es 9"]);
    says(
        "entero: siete",
        &["4:9 campo-tipo"],
        &["un número entero, como 12"],
    );
    check("entero: 2.5", &["4:9 campo-tipo"]);
    check("entero: 99999999999999999999", &["4:9 campo-tipo"]);
    says("numero: 2,5", &["4:9 campo-tipo"], &["escriba `2.5`"]);
    check("numero: 0.1", &["4:9 campo-rango"]);
    check("numero: .nan", &["4:9 campo-tipo"]);
    check("numero: nan", &["4:9 campo-tipo"]);
    check("numero: inf", &["4:9 campo-tipo"]);
}

#[test]
fn dates_suggest_what_was_meant() {
    says(
        "dia: 6/6/2022",
        &["4:6 campo-tipo"],
        &["¿quiso decir `2022-06-06`?"],
    );
    says(
        "dia: 6 de junio de 2022",
        &["4:6 campo-tipo"],
        &["`2022-06-06`"],
    );
    check("dia: 2022-02-30", &["4:6 campo-tipo"]);
    says(
        "dia: ayer",
        &["4:6 campo-tipo"],
        &["escriba año, mes y día con guiones"],
    );
    check("fecha: mañana", &["4:8 campo-tipo"]);
}

#[test]
fn addresses_and_mail_are_checked() {
    check("web: ejemplo.test", &["4:6 campo-tipo"]);
    check("web: javascript:alert(1)", &["4:6 campo-tipo"]);
    check("web: \"https://\"", &["4:6 campo-tipo"]);
    for web in ["https:/ejemplo.test", "http//ejemplo.test", "ejemplo.test"] {
        says(
            &format!("web: {web}"),
            &["4:6 campo-tipo"],
            &["escriba `https://ejemplo.test`"],
        );
    }
    check("correo: ana", &["4:9 campo-tipo"]);
    check("correo: ana@ejemplo", &["4:9 campo-tipo"]);
    check("correo: \"a b@ejemplo.co\"", &["4:9 campo-tipo"]);
    check("logico: quizás", &["4:9 campo-tipo"]);
}

#[test]
fn each_wrong_value_of_a_list_has_its_own_place() {
    says(
        "temas:\n  - agua\n  - aguaa\n  - minas\n",
        &["6:5 termino-desconocido", "7:5 termino-desconocido"],
        &["¿quiso decir `agua`?", "use uno de estos: agua, vias"],
    );
    check("temas: [agua, 'luz']", &["4:15 termino-desconocido"]);
    check("lugar: [choco]", &["4:8 campo-tipo"]);
    page("temas: agua", &["Agua potable"]);
    check("temas:\n  - [agua]\n", &["5:5 campo-tipo"]);
}

#[test]
fn references_lead_to_a_document_of_their_collection() {
    says(
        "caso: bb",
        &["4:7 referencia-rota"],
        &["¿quiso decir `casos/b`?"],
    );
    check("caso: guias/g", &["4:7 referencia-rota"]);
    check("otros: [guias/g, guias/no]", &["4:18 referencia-rota"]);
    check(
        "otros:\n  - nada-parecido-a-esto\n",
        &["5:5 referencia-rota"],
    );
}

#[test]
fn an_unknown_field_is_an_error_a_warning_or_nothing() {
    says(
        "testo: uno",
        &["4:1 campo-desconocido"],
        &["¿quiso decir `texto`?"],
    );
    says(
        "zzzzzzzz: 1",
        &["4:1 campo-desconocido"],
        &["los campos propios son: texto, codigo"],
    );
    let mut site = SiteTest::new(&format!(
        "{SITE}-- content/guias/a.md --\n---\ntitulo: A\npaso: Uno\nraro: x\n---\nTexto.\n\
         -- content/libre/a.md --\n---\ntitle: A\nraro: x\ndate: 2024-01-02\n---\nTexto.\n"
    ));
    site.expect_diags(&["content/guias/a.md:4:1 campo-desconocido aviso"]);
    assert!(site.render("libre/a.html").contains("<h1>A</h1>"));
}

#[test]
fn a_reserved_field_keeps_its_type_and_may_have_another_key() {
    let mut site = SiteTest::new(&format!(
        "{SITE}-- content/libre/a.md --\n---\ntitle: Uno\ndate: ayer\n---\nTexto.\n"
    ));
    site.expect_diags(&["content/libre/a.md:3:7 campo-tipo aviso"]);
    let mut site = SiteTest::new(
        "-- site.toml --\ntitle = \"P\"\n[collections.casos]\n[collections.casos.fields]\n\
         fecha = { type = \"text\" }\n",
    );
    site.expect_diags(&["site.toml:5:18 config-valor"]);
}

#[test]
fn a_missing_field_is_told_at_the_header_or_at_its_empty_key() {
    let guide = |header: &str| {
        SiteTest::new(&format!(
            "{SITE}-- content/guias/a.md --\n---\n{header}---\nTexto.\n"
        ))
    };
    guide("titulo: A\n")
        .expect_diags(&["content/guias/a.md:1:1 campo-falta"])
        .expect_messages(&["El primer paso."]);
    guide("titulo: A\npaso:\n").expect_diags(&["content/guias/a.md:3:5 campo-falta"]);
    guide("titulo: A\npaso: \"\"\n").expect_diags(&["content/guias/a.md:3:7 campo-falta"]);
    guide("paso: Uno\n").expect_diags(&["content/guias/a.md:1:1 campo-falta"]);
    guide("titulo: \"\"\npaso: Uno\n").expect_diags(&["content/guias/a.md:2:9 campo-falta"]);
}

#[test]
fn a_document_without_header_takes_its_title_from_its_heading() {
    let mut site = SiteTest::new("-- content/casos/a.md --\n# Título propio\n\nTexto.\n");
    site.expect_diags(&[]);
    assert!(
        site.render("casos/a.html")
            .contains("<h1>Título propio</h1>")
    );
    SiteTest::new("-- content/casos/a.md --\nSolo texto.\n")
        .expect_diags(&["content/casos/a.md:1:1 encabezado-falta"]);
}

#[test]
fn values_of_yaml_are_what_was_written() {
    // YAML's own guesses would make these a false, a number in base 60 and a date.
    page(
        "etiquetas: [no, 12:30, 2022-06-06, 1e3, 0o17]",
        &["<dd><a href=\"../etiquetas/no.html\">no</a></dd>"],
    );
    page("texto: 'it''s ok'", &["it&#39;s ok"]);
    page("texto: \"a\\tb c\"", &["a\tb c"]);
    page("texto: # comentario", &[]);
    page("texto: >-\n  dos\n  líneas", &["dos líneas"]);
}

/// A site.toml of these lines after the title; what is found: `line:column code`.
#[track_caller]
fn config(lines: &str, expect: &[&str]) -> SiteTest {
    let toml = format!("title = \"P\"\ntheme = \"plano\"\n{lines}\n[collections.casos]\n");
    let mut site = SiteTest::new(&format!(
        "-- site.toml --\n{toml}-- content/_datos/v.yaml --\n- id: a\n  label: A\n"
    ));
    site.expect_diags(expect);
    site
}

#[test]
fn settings_of_search_are_words_and_numbers() {
    config(
        "[search]\nsynonyms = \"plata\"",
        &["site.toml:4:12 config-valor"],
    );
    config(
        "[search.synonyms]\nplata = [[\"recursos\"], \"dinero\"]\nagua = { a = 1 }",
        &["site.toml:4:10 config-valor", "site.toml:5:8 config-valor"],
    );
    for weight in ["nan", "inf", "-0.1"] {
        let lines = format!("[search.weights]\ntitle = {weight}");
        config(&lines, &["site.toml:4:9 config-valor"]);
    }
    // Not 10, which is what it would be without its base.
    config(
        "[style]\nsentence_words = 0x10",
        &["site.toml:4:18 config-valor"],
    );
}

#[test]
fn unknown_keys_of_site_toml_are_errors_with_their_place() {
    config("titulo = 1", &["site.toml:3:1 config-clave"]);
    config("descripton = \"x\"", &["site.toml:3:1 config-clave"])
        .expect_messages(&["¿quiso decir `description`?"]);
    config("[home]\nexamplos = []", &["site.toml:4:1 config-clave"]);
    config("[search]\nweigths = {}", &["site.toml:4:1 config-clave"]);
    config(
        "[search.weights]\ntitulo = 1",
        &["site.toml:4:1 config-clave"],
    );
    config(
        "[collections.x]\ntilte = \"x\"",
        &["site.toml:4:1 config-clave"],
    );
    config(
        "[collections.x.fields.y]\nclase = \"text\"",
        &["site.toml:4:1 config-clave"],
    )
    .expect_messages(&["las claves son: card, collection, default"]);
    config(
        "[vocabularies.v]\nfile = \"content/_datos/v.yaml\"\nkey = 1",
        &["site.toml:5:1 config-clave"],
    );
}

#[test]
fn wrong_values_of_site_toml_are_errors_with_their_place() {
    config("description = 3", &[]);
    config("description = [1]", &["site.toml:3:15 config-valor"]);
    config(
        "base_url = \"ejemplo.test\"",
        &["site.toml:3:12 config-valor"],
    );
    config(
        "[collections.x]\nsort = \"fehca\"",
        &["site.toml:4:8 config-valor"],
    )
    .expect_messages(&["¿quiso decir `fecha`?"]);
    config(
        "[collections.x]\nper_page = 0",
        &["site.toml:4:12 config-valor"],
    );
    config(
        "[collections.x]\nlisted = \"quizás\"",
        &["site.toml:4:10 config-valor"],
    );
    config(
        "[collections.x]\npath = \"../fuera\"",
        &["site.toml:4:8 config-valor"],
    );
    config(
        "[collections.x]\nunknown_fields = \"ignorar\"",
        &["site.toml:4:18 config-valor"],
    );
    config(
        "[collections.x.fields.y]\ntype = \"txt\"",
        &["site.toml:4:8 config-valor"],
    )
    .expect_messages(&["¿quiso decir `text`?"]);
    config(
        "[collections.x.fields.y]\ntype = \"text\"\npattern = \"(\"",
        &["site.toml:5:11 config-valor"],
    );
    config(
        "[collections.x.fields.y]\ntype = \"integer\"\nmin = 5\nmax = 1",
        &["site.toml:5:7 config-valor"],
    );
    config(
        "[collections.x.fields.y]\ntype = \"date\"\nmin = 5",
        &["site.toml:5:7 config-valor"],
    );
    config(
        "[collections.x.fields.y]\ntype = \"url\"\nfacet = true",
        &["site.toml:5:9 config-valor"],
    );
    config(
        "[collections.x.fields.y]\ntype = \"ref\"\ncollection = \"caso\"",
        &["site.toml:5:14 config-valor"],
    )
    .expect_messages(&["¿quiso decir `casos`?"]);
    // The site has a filter of that name.
    config(
        "[collections.x.fields.coleccion]\nfacet = true",
        &["site.toml:3:23 config-valor"],
    )
    .expect_messages(&["`key = \"coleccion\"`"]);
    // The address of a search has what was typed and the order under these.
    config(
        "[collections.x.fields.q]\nfacet = true\n[collections.x.fields.orden]\nfacet = true",
        &["site.toml:3:23 config-valor", "site.toml:5:23 config-valor"],
    )
    .expect_messages(&["`key = \"orden\"`"]);
    config("collections = 3\n#", &["site.toml:5:2 datos-sintaxis"]);
}

#[test]
fn a_default_must_be_a_value_of_its_field() {
    config(
        "[collections.x.fields.y]\ntype = \"integer\"\ndefault = \"siete\"",
        &["site.toml:5:11 campo-tipo"],
    );
    config(
        "[collections.x.fields.y]\ntype = \"integer\"\ndefault = 7",
        &[],
    );
}

#[test]
fn vocabularies_that_are_not_there_or_wrong_are_told() {
    config(
        "[vocabularies.v]\nfile = \"no.yaml\"",
        &["site.toml:4:8 config-valor"],
    );
    config(
        "[vocabularies.v]\nfile = \"../fuera.yaml\"",
        &["site.toml:4:8 config-valor"],
    );
    config(
        "[vocabularies.v]\npick = \"v\"",
        &["site.toml:3:1 config-valor"],
    );
    config(
        "[vocabularies.v]\nfile = \"content/_datos/v.yaml\"\npick = \"x\"",
        &["site.toml:5:8 config-valor"],
    );
    config(
        "[collections.x.fields.y]\ntype = \"term\"",
        &["site.toml:3:1 config-valor"],
    );
    config(
        "[vocabularies.lugares]\nfile = \"content/_datos/v.yaml\"\n[collections.x.fields.y]\ntype = \"term\"\nvocabulary = \"lugare\"",
        &["site.toml:7:14 config-valor"],
    )
    .expect_messages(&["¿quiso decir `lugares`?"]);
}

#[test]
fn a_list_that_cannot_be_read_is_one_mistake_and_not_one_of_each_document() {
    let text = "-- site.toml --\ntitle = \"P\"\n\
         [glossary]\nacronyms = \"content/_datos/siglas.yaml\"\n\
         [vocabularies.v]\nfile = \"content/_datos/v.yaml\"\npick = \"v\"\n\
         [vocabularies.w]\nfile = \"content/_datos/v.yaml\"\npick = \"w\"\n\
         [collections.casos.fields]\nv = { type = \"term\", vocabulary = \"v\", pages = true, required = true }\n\
         w = { type = \"term\", vocabulary = \"w\", default = \"x\" }\n\
         -- themes/plano/templates/glossary.html --\n-- content/casos/a.md --\n---\ntitulo: A\nv: Uno\n---\nLa OTRA sigla.\n";
    SiteTest::new(text)
        .expect_diags(&["site.toml:4:12 config-valor", "site.toml:6:8 config-valor"]);
    let cut = "- {id: otro, label: Otro}\n- {id: uno";
    let files = format!(
        "{text}-- content/_datos/siglas.yaml --\n{cut}\n-- content/_datos/v.yaml --\nv:\n{cut}\n"
    );
    SiteTest::new(&files).expect_diags(&[
        "content/_datos/siglas.yaml:2:3 datos-sintaxis",
        "content/_datos/v.yaml:3:3 datos-sintaxis",
    ]);
}

/// A vocabulary's file and what is found in it.
#[track_caller]
fn vocabulary(name: &str, text: &str, expect: &[&str]) {
    let mut site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = \"P\"\n[collections.casos]\n[vocabularies.v]\nfile = \"content/_datos/{name}\"\n\
         -- content/_datos/{name} --\n{text}"
    ));
    let expect: Vec<String> = expect
        .iter()
        .map(|e| format!("content/_datos/{name}:{e}"))
        .collect();
    site.expect_diags(&expect.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn terms_of_a_vocabulary_are_checked_where_they_are() {
    vocabulary(
        "v.yaml",
        "- id: a\n  label: A\n- id: a\n  label: B\n",
        &["3:3 vocabulario"],
    );
    // Documents name a term in small or large letters, with or without accents.
    vocabulary(
        "v.yaml",
        "- {id: Región, label: A}\n- {id: region, label: B}\n",
        &["2:3 vocabulario"],
    );
    vocabulary("v.yaml", "- id: a\n", &["1:1 vocabulario"]);
    vocabulary("v.csv", "Código,Nombre\na,A\nb,B\n", &["1:1 vocabulario"]);
    vocabulary("v.csv", "id;label\na,A\nb;B\n", &["2:1 datos-sintaxis"]);
    vocabulary(
        "v.yaml",
        "- id: a\n  label: A\n  parent: z\n",
        &["1:3 vocabulario"],
    );
    vocabulary(
        "v.yaml",
        "- {id: a, label: A, parent: b}\n- {id: b, label: B, parent: a}\n",
        &["2:3 vocabulario"],
    );
    vocabulary("v.yaml", "- definition: nada\n", &["1:1 vocabulario"]);
    vocabulary("v.yaml", "- Agua\n- Vías\n", &[]);
    vocabulary("v.yaml", "a: [1, 2\n", &["1:4 datos-sintaxis"]);
    vocabulary("v.csv", "id,label\na,A,sobra\n", &["2:1 datos-sintaxis"]);
    vocabulary("V.CSV", "id,label\na,A\n", &[]);
    vocabulary(
        "v.csv",
        "\u{feff}id;label\r\na;A\r\na;B\r\n",
        &["3:1 vocabulario"],
    );
    vocabulary(
        "v.csv",
        "id,label\n\"a\",\"dos\nlíneas\"\nb,\n",
        &["4:1 vocabulario"],
    );
    vocabulary("v.toml", "[[terms]]\nid = \"a\"\nlabel = \"A\"\n", &[]);
    // What a comma cuts from a text in braces would be lost; a key left empty is as it was meant.
    vocabulary(
        "v.yaml",
        "- {id: a, label: Captura, seguimiento y evaluación, definition: x}\n- {id: b, label: Agua, aseo}\n",
        &["1:27 datos-sintaxis", "2:24 datos-sintaxis"],
    );
    vocabulary("v.yaml", "- {id: a, label: A, parent: , en uso: }\n", &[]);
    vocabulary("v.yaml", "- id: a\n  label: A\n  en uso:\n", &[]);
    vocabulary("v.yaml", "- {id: a, label: \"A, b\", alias: [c, d]}\n", &[]);
}

#[test]
fn what_names_one_of_several_says_which_there_are() {
    let one = |lines: &str, place: &str, told: &[&str]| {
        let toml = format!("title = \"P\"\ntheme = \"portal\"\n{lines}\n[collections.casos]\n");
        let mut site = SiteTest::new(&format!("-- site.toml --\n{toml}"));
        let place = format!("site.toml:{place} config-valor");
        site.expect_diags(&[&place]).expect_messages(told);
    };
    one(
        "[collections.x]\nshape = \"estrella\"",
        "4:9",
        &[
            "no tiene la figura `estrella`",
            "uno de estos: rombo, triangulo",
        ],
    );
    one(
        "[collections.x]\nshape = \"rombos\"",
        "4:9",
        &["¿quiso decir `rombo`?"],
    );
    one(
        "[collections.x]\ncomponents = [\"xyz\"]",
        "4:15",
        &["uno de estos: cita, "],
    );
    one(
        "[collections.x.fields.a]\ntype = \"ref\"\ncollection = \"guias\"",
        "5:14",
        &["uno de estos: x, casos", "`guias` no existe"],
    );
    one(
        "[collections.x.fields.a]\ntype = \"term\"\nvocabulary = \"v\"",
        "5:14",
        &["declárelo en `[vocabularies.v]`"],
    );
    one(
        "[style]\nignore = [\"x\"]",
        "4:11",
        &["uno de estos: oracion-larga, "],
    );
    one(
        "[study]\ncollection = \"x\"\nsteps = \"y\"",
        "4:14",
        &["uno de estos: casos"],
    );
}

#[test]
fn a_list_where_named_tables_are_wanted_is_told() {
    for (toml, place) in [
        ("collections = [\"casos\"]", "site.toml:3:15"),
        ("[[collections]]\nname = \"casos\"", "site.toml:3:1"),
        ("[collections.x]\nfields = [\"a\"]", "site.toml:4:10"),
        ("vocabularies = 3\n[collections.x]", "site.toml:3:16"),
    ] {
        let toml = format!("-- site.toml --\ntitle = \"P\"\ntheme = \"portal\"\n{toml}\n");
        let place = format!("{place} config-valor");
        SiteTest::new(&toml)
            .expect_diags(&[&place])
            .expect_messages(&["debe ser una tabla y es", "con su nombre: `["]);
    }
}

#[test]
fn the_theme_and_the_language_are_told_where_site_toml_names_them() {
    for (line, place, told) in [
        (
            "theme = \"portall\"",
            "site.toml:2:9 tema",
            "¿quiso decir `portal`?",
        ),
        (
            "theme = \"portal\"\nlanguage = \"ES\"",
            "site.toml:3:12 tema",
            "¿quiso decir `es`?",
        ),
    ] {
        let toml = format!("-- site.toml --\ntitle = \"P\"\n{line}\n[collections.casos]\n");
        SiteTest::new(&toml)
            .expect_diags(&[place])
            .expect_messages(&[told]);
    }
    // A key that is nearly the one that is missing is one mistake.
    SiteTest::new("-- site.toml --\ntitulo = \"P\"\ntheme = \"portal\"\n[colecciones.casos]\n")
        .expect_diags(&["site.toml:1:1 config-clave", "site.toml:3:2 config-clave"]);
}
