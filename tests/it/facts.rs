//! Facts that can be traced, terms that explain themselves, and what is missing of both.

use crate::site::SiteTest;

const SITE: &str = r#"
-- site.toml --
title = "Sitio"
[facts]
file = "content/_datos/hechos.csv"
[glossary]
terms = "content/_datos/glosario.yaml"
acronyms = "content/_datos/siglas.yaml"
[collections.casos]
title = "Casos"
facts = true
[collections.guias]
title = "Guías"
-- themes/plano/templates/facts.html --
{% for f in facts.facts %}<p id="{{ f.anchor }}">{{ f.code }} {{ f.section }} {{ f.text | safe }}{% for d in f.docs %} {{ d.url }}{% endfor %}</p>
{% endfor %}sin citar: {{ facts.unused }}
-- themes/plano/templates/glossary.html --
{% if glossary.apart %}aparte: {{ glossary.apart.url }}{% endif %}
{% for e in glossary.terms %}<p id="{{ e.anchor }}">{{ e.name }}{% for d in e.docs %} {{ d.url }}{% endfor %}</p>
{% endfor %}{% for e in glossary.acronyms %}<p id="{{ e.anchor }}">{{ e.name }}{% for d in e.docs %} {{ d.url }}{% endfor %}</p>
{% endfor %}
-- content/_datos/hechos.csv --
id,seccion,hecho
H-001,2.1,"En 1991 el *plan* costó 6.015 millones y llegó al 85,7 % de 685 municipios."
H-002,5,Nadie cita este hecho.
-- content/_datos/glosario.yaml --
terminos:
- {id: brecha, termino: Brecha de capacidades, seccion: "3", definicion: "Lo que falta."}
- {id: entidad, termino: Entidad territorial (ET), definicion: Municipio o departamento.}
-- content/_datos/siglas.yaml --
siglas:
- {sigla: ATT, expansion: Asistencia Técnica Territorial}
- {sigla: APC-Colombia, expansion: Agencia de Cooperación}
-- content/guias/b.md --
---
titulo: B
---

Cuesta 12 y 1.800 con APC-Colombia y las entidades territoriales.
"#;

const ATT: &str = "<a class=\"glosa\" href=\"../glosario/siglas.html#sigla-att\">\
    <abbr title=\"Asistencia Técnica Territorial\">ATT</abbr></a>";
const H_001: &str = "<a class=\"hecho\" href=\"../hechos.html#h-001\">H-001</a>";

fn case(body: &str) -> SiteTest {
    case_with("hechos: [H-001]", body)
}

fn case_with(field: &str, body: &str) -> SiteTest {
    let doc = format!("-- content/casos/a.md --\n---\ntitulo: A\n{field}\n---\n\n{body}\n");
    SiteTest::new(&format!("{SITE}{doc}"))
}

#[test]
fn codes_and_first_uses_become_links() {
    let mut site = case(
        "La ATT de 1991 (H-001) cuesta 6.015 millones. Otra vez ATT, con una brecha de\u{20}capacidades.",
    );
    site.expect_diags(&[]);
    let expect = format!(
        "<p>La {ATT} de 1991 ({H_001}) cuesta 6.015 millones. Otra vez ATT, con una \
         <a class=\"glosa\" href=\"../glosario.html#brecha\" title=\"Lo que falta.\">brecha de capacidades</a>.</p>"
    );
    let body = site.body("casos/a.html");
    assert!(body.contains(&expect), "{body}");
}

#[test]
fn a_term_in_the_name_of_something_else_is_not_explained() {
    let acronyms = "- {sigla: APC-Colombia, expansion: Agencia de Cooperación}";
    let more = "- {sigla: DNE, expansion: Departamento Nacional de Entidades Territoriales}";
    let source = SITE.replace(acronyms, &format!("{acronyms}\n{more}"));
    let mut site = SiteTest::new(&format!(
        "{source}-- content/casos/a.md --\n---\ntitulo: A\n---\n\n\
         El Departamento Nacional de\u{20}Entidades territoriales asiste a una entidad territorial.\n"
    ));
    site.expect_diags(&[]);
    let body = site.body("casos/a.html");
    assert!(
        body.contains(
            "<p>El Departamento Nacional de Entidades territoriales asiste a una <a class=\"glosa\""
        ),
        "{body}"
    );
}

#[test]
fn a_header_that_was_not_understood_makes_no_facts_and_figures_wrong() {
    let text = "Costó 12.000 millones (H-001).";
    case_with("hechos: [H-001]: no", text)
        .expect_diags(&["content/casos/a.md:3:9 encabezado-sintaxis"]);
}

#[test]
fn headings_links_and_code_are_left_alone() {
    let mut site = case(
        "## ATT y H-001\n\n[ATT](../guias/b.md) `ATT H-009` \"Q & A\" < ATT.\n\n| ATT | H-001 |\n|---|---|\n| *H-001* | ATT |",
    );
    site.expect_diags(&[]);
    let body = site.body("casos/a.html");
    for part in [
        "<h2 id=\"att-y-h-001\">ATT y H-001</h2>",
        "<a href=\"../guias/b.html\">ATT</a> <code>ATT H-009</code>",
        &format!("&quot;Q &amp; A&quot; &lt; {ATT}."),
        &format!("<em>{H_001}</em>"),
    ] {
        assert!(body.contains(part), "«{part}» in {body}");
    }
    assert_eq!(body.matches("class=\"glosa\"").count(), 1);
}

#[test]
fn notes_and_a_title_in_the_body_keep_their_places() {
    let site = case("Uno.[^n]\n\n[^n]: Nota con ATT (H-001).");
    let body = site.body("casos/a.html");
    assert!(
        body.contains(&format!("Nota con {ATT} ({H_001}).")),
        "{body}"
    );
    let site = SiteTest::new(&format!(
        "{SITE}-- content/guias/c.md --\n# La ATT <br> & más\n\nHay ATT (H-001).\n"
    ));
    let body = site.body("guias/c.html");
    assert!(
        body.contains(&format!("<p>Hay {ATT} ({H_001}).</p>")),
        "{body}"
    );
}

#[test]
fn each_mistake_is_told_once_at_its_place() {
    let mut site = case_with(
        "hechos: [H-001, H-01]",
        "En 1992 (H-002), (H-777) y la ONU.\n\nLa ONU (H-002) otra vez.",
    );
    site.expect_diags(&[
        "content/casos/a.md:3:17 hecho-desconocido",
        "content/casos/a.md:6:4 cifra-sin-fuente aviso",
        "content/casos/a.md:6:10 hecho-sin-citar aviso",
        "content/casos/a.md:6:19 hecho-desconocido",
        "content/casos/a.md:6:31 sigla-sin-declarar aviso",
    ]);
    site.expect_messages(&["¿quiso decir `H-001`?", "«1992»", "siglas.yaml"]);
}

#[test]
fn figures_are_those_of_the_facts_and_of_the_sources() {
    for (body, expect) in [
        ("Llegó al 85,7 % de 685 municipios.", &[][..]),
        (
            "Llegó al 85,6 %.",
            &["content/casos/a.md:7:10 cifra-sin-fuente aviso"],
        ),
        ("Costó 6.015.000.000 de pesos.", &[]),
        ("La sección 2.1, el 6 de junio, 3 pasos.", &[]),
        ("Según el CONPES 4091 de 2022.", &[]),
        (
            "Son **1.103**.",
            &["content/casos/a.md:7:7 cifra-sin-fuente aviso"],
        ),
    ] {
        let field = "hechos: [H-001]\nfuentes: [\"CONPES 4091 (2022)\"]";
        let body = body.replace("CONPES", "documento");
        case_with(field, &body).expect_diags(expect);
    }
    let mut site = case_with("ejemplo: true", "Cuesta 12.345 pesos.");
    site.expect_diags(&[]);
}

#[test]
fn the_pages_tell_who_uses_what() {
    let mut site = case("La ATT (H-001) de las entidades territoriales.");
    let facts = site.render("hechos.html");
    assert!(
        facts.contains("<p id=\"h-001\">H-001 2.1 En 1991 el <em>plan</em>"),
        "{facts}"
    );
    assert!(facts.contains("municipios. casos/a.html</p>"), "{facts}");
    assert!(facts.contains("sin citar: 1"), "{facts}");
    let glossary = site.render("glosario.html");
    for part in [
        "<p id=\"entidad\">Entidad territorial (ET) casos/a.html guias/b.html</p>",
        "<p id=\"brecha\">Brecha de capacidades</p>",
        "aparte: glosario/siglas.html",
    ] {
        assert!(glossary.contains(part), "«{part}» in {glossary}");
    }
    let acronyms = site.render("glosario/siglas.html");
    for part in [
        "<p id=\"sigla-att\">ATT casos/a.html</p>",
        "<p id=\"sigla-apc-colombia\">APC-Colombia guias/b.html</p>",
    ] {
        assert!(acronyms.contains(part), "«{part}» in {acronyms}");
    }
    assert!(!acronyms.contains("brecha"), "{acronyms}");
    site.edit("content/_datos/hechos.csv", "685", "686")
        .advance();
    site.expect_changed(&["datos/hechos.json", "hechos.html"])
        .expect_as_fresh();
}

/// A table whose rows name the page that they stand on.
fn parted() -> SiteTest {
    let table = "codigo,parte,fuente,seccion,hecho\n\
        H-001,Marco normativo,La norma,2.1,\"En *1991* costó 6.015 millones.\"\n\
        S-01,Cálculos del sitio,Cálculo con H-001,,Son 12 meses.\n\
        H-002,Marco normativo,Otra norma,5,Nadie lo cita.\n\
        H-003,,,,Sin parte.\n";
    let (before, rest) = SITE.split_once("id,seccion,hecho\n").unwrap();
    let rest = &rest[rest.find("-- content/_datos/glosario").unwrap()..];
    let before = before.replace("[facts]", "base_url = \"https://ejemplo.test/\"\n[facts]");
    let site = format!("{before}{table}{rest}").replace(
        "hechos.csv\"\n",
        "hechos.csv\"\nkeys = { id = \"codigo\" }\n",
    );
    let index = "-- themes/plano/templates/facts.html --\n\
        {% for p in facts.parts %}<h2>{{ p.title }} ({{ p.source }}) {{ p.url }}{% for f in p.facts %} {{ f.code }}#{{ f.anchor }}{% if f.cited %} citado{% endif %}{% endfor %}</h2>\n{% endfor %}\
        {% for f in facts.facts %}<p id=\"{{ f.anchor }}\">{{ f.code }} {{ f.source }}{% for d in f.docs %} {{ d.url }}{% endfor %}</p>\n{% endfor %}\
        {% if facts.index %}índice {{ facts.index.url }}{% endif %} sin citar {{ facts.unused }}, siglas en {{ facts.acronyms.url }}\n";
    SiteTest::new(&format!(
        "{site}-- content/casos/a.md --\n---\ntitulo: A\nhechos: [H-001, S-01]\n---\n\nDesde 1991 (H-001), 12 meses (S-01).\n{index}"
    ))
}

#[test]
fn a_table_with_parts_has_a_page_for_each_and_an_index_of_all_codes() {
    let mut site = parted();
    site.expect_diags(&[]);
    let index = site.render("hechos.html");
    for part in [
        "<h2>Marco normativo () hechos/marco-normativo.html H-001#h-001 citado H-002#h-002</h2>",
        "<h2>Cálculos del sitio (Cálculo con H-001) hechos/calculos-del-sitio.html S-01#s-01 citado</h2>",
        "<p id=\"h-003\">H-003 </p>",
        "sin citar 2",
    ] {
        assert!(index.contains(part), "«{part}» in {index}");
    }
    let page = site.render("hechos/marco-normativo.html");
    for part in [
        "<p id=\"h-001\">H-001 La norma casos/a.html</p>\n<p id=\"h-002\">H-002 Otra norma</p>",
        "índice hechos.html sin citar 1, siglas en glosario/siglas.html",
    ] {
        assert!(page.contains(part), "«{part}» in {page}");
    }
    let body = site.body("casos/a.html");
    for part in [
        "href=\"../hechos/marco-normativo.html#h-001\">H-001</a>",
        "href=\"../hechos/calculos-del-sitio.html#s-01\">S-01</a>",
    ] {
        assert!(body.contains(part), "«{part}» in {body}");
    }
    let map = site.render("sitemap.xml");
    for part in ["hechos.html<", "hechos/marco-normativo.html<"] {
        assert!(map.contains(part), "«{part}» in {map}");
    }
}

#[test]
fn facts_and_words_are_open_data() {
    let site = parted();
    let facts: serde_json::Value = serde_json::from_str(&site.render("datos/hechos.json")).unwrap();
    assert_eq!(
        facts["hechos"][0],
        serde_json::json!({
            "codigo": "H-001",
            "hecho": "En *1991* costó 6.015 millones.",
            "fuente": "La norma",
            "seccion": "2.1",
            "url": "hechos/marco-normativo.html#h-001",
            "documentos": ["casos/a.html"],
        })
    );
    assert_eq!(facts["hechos"].as_array().unwrap().len(), 4);
    let words = site.render("datos/glosario.json");
    let words: serde_json::Value = serde_json::from_str(&words).unwrap();
    assert_eq!(words["terminos"][0]["termino"], "Brecha de capacidades");
    let acronym = &words["siglas"][1];
    assert_eq!(acronym["sigla"], "ATT");
    assert_eq!(acronym["expansion"], "Asistencia Técnica Territorial");
    assert_eq!(acronym["url"], "glosario/siglas.html#sigla-att");
    assert_eq!(words["siglas"][0]["documentos"][0], "guias/b.html");
}

#[test]
fn a_document_permits_itself_what_its_words_lack() {
    let permits = ["cifra-sin-fuente", "hecho-sin-citar", "sigla-sin-declarar"];
    let permits = permits.map(|code| format!("{{codigo: {code}, razon: Es una prueba.}}"));
    let field = format!("permitir: [{}]", permits.join(", "));
    case_with(&field, "En 1992 (H-002) la ONU.").expect_diags(&[]);
    // What nothing needs any more is told, each at its own place.
    case_with(&field, "En la ONU.").expect_diags(&[
        "content/casos/a.md:3:21 permiso-sin-uso aviso",
        "content/casos/a.md:3:72 permiso-sin-uso aviso",
    ]);
}

#[test]
fn a_fact_names_the_lines_that_depend_on_it() {
    let site = case("Uno (H-001).\n\nDos (H-001), otra vez H-001.");
    let (text, lines) = site.snapshot.citations("h-001").unwrap();
    assert!(text.starts_with("En 1991"));
    let lines: Vec<String> = lines
        .iter()
        .map(|c| format!("{}:{}", c.file, c.line))
        .collect();
    let at = |n: u32| format!("content/casos/a.md:{n}");
    assert_eq!(lines, [at(3), at(6), at(8)]);
    let failure = site.snapshot.citations("H-01").unwrap_err();
    assert_eq!(failure.help.as_deref(), Some("¿quiso decir `H-001`?"));
    // Another number is another fact.
    let failure = site.snapshot.citations("H-010").unwrap_err();
    assert!(!failure.help.unwrap_or_default().contains("H-"));
}

#[test]
fn a_table_with_faults_is_reported_where_it_is_written() {
    let text = SITE
        .replace("H-002,5,Nadie", "H-001,5,Nadie")
        .replace("brecha, termino", "entidad, termino");
    let mut site = SiteTest::new(&text);
    site.expect_diags(&[
        "content/_datos/glosario.yaml:3:3 vocabulario",
        "content/_datos/hechos.csv:3:1 vocabulario",
    ])
    .expect_messages(&["deje una de las dos entradas", "escriba otro código"]);
}

#[test]
fn facts_and_words_are_searched_with_the_place_of_each() {
    let site = parted();
    let input = site.snapshot.search_input();
    let kinds = &input.facets[0].terms;
    let names: Vec<&str> = kinds.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["casos", "guias", "hechos", "glosario", "sitio"]);
    let entry = |url: &str| input.entries.iter().find(|e| e.url == url).unwrap();
    let facts = entry("hechos/marco-normativo.html");
    assert_eq!(
        (facts.title, facts.kind),
        ("Hechos: Marco normativo", "Hechos")
    );
    let (text, sections) = facts.prose.read();
    let words = |section: &acervo::view::search::Section| {
        text[section.start as usize..section.end as usize].to_owned()
    };
    assert_eq!(&*sections[0].heading, "H-001");
    assert_eq!(&*sections[0].anchor, "h-001");
    assert_eq!(words(&sections[0]), "En 1991 costó 6.015 millones.");
    assert_eq!(facts.facets, [(0, 2)]);
    let acronym = entry("glosario/siglas.html#sigla-att");
    assert_eq!(acronym.title, "ATT");
    assert_eq!(acronym.prose.read().0, "Asistencia Técnica Territorial.\n");
    assert_eq!(acronym.facets, [(0, 3)]);
    assert_eq!(
        entry("glosario.html#brecha").prose.read().0,
        "Lo que falta.\n"
    );
    // A page that gathers others answers to its title.
    let list = entry("casos/index.html");
    assert_eq!(
        (list.title, list.kind, &*list.facets),
        ("Casos", "Páginas del sitio", &[(0, 4)][..])
    );
    let searched = |url: &str| input.entries.iter().filter(|e| e.url == url).count();
    for page in ["hechos.html", "glosario.html", "glosario/siglas.html"] {
        assert_eq!(searched(page), 1, "{page}");
    }
    // A collection of that name keeps it.
    let both = SiteTest::new(
        "-- site.toml --\ntitle = \"T\"\n[collections.sitio]\ntitle = \"Acerca de\"\n-- content/sitio/a.md --\n# A\n",
    );
    let input = both.snapshot.search_input();
    let names: Vec<&str> = input.facets[0]
        .terms
        .iter()
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(names, ["sitio", "sitio-del-sitio"]);
    // Facts that nobody wrote are no answer.
    let empty = SiteTest::new(
        "-- site.toml --\ntitle = \"T\"\n[facts]\nfile = \"content/_datos/h.csv\"\n[collections.casos]\ntitle = \"Casos\"\n-- content/_datos/h.csv --\nid,hecho\n-- content/casos/a.md --\n# A\n",
    );
    let input = empty.snapshot.search_input();
    let urls: Vec<&str> = input.entries.iter().map(|entry| entry.url).collect();
    assert_eq!(urls, ["casos/a.html", "casos/index.html", "hechos.html"]);
}

/// A memoir with agreements and an event, before the site's other files.
const MEMOIR: &str = r#"
-- content/memorias/a.md --
---
titulo: A
hechos: [H-001]
acuerdos:
  - {texto: "Hacer el <inventario> (H-001)."}
  - {texto: Contar lo que falta (H-002).}
  - {texto: Pedir el resto (H-010).}
eventos:
  - {titulo: Primer corte (H-001), inicio: 2026-12-01}
---

Bien.
"#;

#[test]
fn codes_in_agreements_and_events_are_held_against_the_table_and_lead_to_it() {
    let declared = "[community.agreements]\n[community.events]\n[collections.memorias]\ntitle = \"Memorias\"\n\
         [collections.memorias.fields.acuerdos]\ntype = \"record\"\nmany = true\n\
         [collections.memorias.fields.acuerdos.fields.texto]\n\
         [collections.memorias.fields.eventos]\ntype = \"record\"\nmany = true\n\
         [collections.memorias.fields.eventos.fields.titulo]\n\
         [collections.memorias.fields.eventos.fields.inicio]\ntype = \"date\"\n[collections.casos]";
    let site = SITE.replacen("[collections.casos]", declared, 1);
    let site = site.replacen(
        "title = \"Sitio\"",
        "title = \"Sitio\"\ntheme = \"portal\"",
        1,
    );
    let mut site = SiteTest::new(&format!("{site}{MEMOIR}"));
    site.expect_diags(&[
        "content/memorias/a.md:6:13 hecho-sin-citar aviso",
        "content/memorias/a.md:7:13 hecho-desconocido",
    ]);
    let agreements = site.render("acuerdos.html");
    let link = "<a class=\"hecho\" href=\"hechos.html#h-001\">H-001</a>";
    assert!(agreements.contains(&format!("Hacer el &lt;inventario&gt; ({link}).")));
    assert!(
        site.render("calendario.html")
            .contains(&format!("Primer corte ({link})"))
    );
    let page = site.render("memorias/a.html");
    assert!(page.contains(&format!("Primer corte ({H_001})")));
    assert!(page.contains(&format!("&gt; ({H_001}).")));
}

#[test]
fn a_code_that_is_nearly_right_is_told_once_with_its_hyphen() {
    for code in ["H–001", "H001", "h-001", "h001"] {
        let mut site = case(&format!(
            "El plan de 1991 costó 6.015 millones ({code}) y no S–7."
        ));
        site.expect_diags(&["content/casos/a.md:6:39 hecho-desconocido"])
            .expect_messages(&["escríbalo con guion: `H-001`"]);
    }
}
