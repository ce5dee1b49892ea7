//! Agreements and events: gathered from all documents, measured by the content's own date.

use crate::site::SiteTest;
use acervo::engine::Options;
use std::collections::BTreeMap;

const SITE: &str = r#"-- site.toml --
title = "Sitio, con; signos"
theme = "portal"
base_url = "https://ejemplo.test/att/"
[community.agreements]
done = ["cumplido"]
unanswered = ["sin-reporte"]
[community.events]
own = { start = "realizado", place = "lugar" }
[vocabularies.estados]
file = "content/_datos/estados.csv"
[vocabularies.actores]
file = "content/_datos/actores.csv"
[collections.memorias]
title = "Memorias"
[collections.memorias.fields.realizado]
type = "date"
[collections.memorias.fields.lugar]
[collections.memorias.fields.entidades]
type = "term"
vocabulary = "actores"
many = true
pages = true
[collections.memorias.fields.acuerdos]
type = "record"
many = true
[collections.memorias.fields.acuerdos.fields.codigo]
[collections.memorias.fields.acuerdos.fields.texto]
required = true
[collections.memorias.fields.acuerdos.fields.responsable]
type = "term"
vocabulary = "actores"
many = true
[collections.memorias.fields.acuerdos.fields.plazo]
type = "date"
[collections.memorias.fields.acuerdos.fields.estado]
type = "term"
vocabulary = "estados"
[collections.memorias.fields.eventos]
type = "record"
many = true
[collections.memorias.fields.eventos.fields.titulo]
required = true
[collections.memorias.fields.eventos.fields.inicio]
type = "date"
required = true
[collections.memorias.fields.eventos.fields.fin]
type = "date"
[collections.memorias.fields.eventos.fields.lugar]
[collections.memorias.fields.eventos.fields.enlace]
type = "url"
[collections.memorias.fields.eventos.fields.entidades]
type = "term"
vocabulary = "actores"
many = true
-- content/_datos/estados.csv --
id,label
en-curso,En curso
sin-reporte,Sin reporte
cumplido,Cumplido
-- content/_datos/actores.csv --
id,label
dnp,Planeación
esap,Escuela
-- content/memorias/a.md --
---
titulo: Memoria A
fecha: 2026-05-01
realizado: 2026-04-30
lugar: Virtual
entidades: [dnp]
acuerdos:
  - {codigo: "1.1", texto: Hacer el inventario, responsable: [dnp, esap], plazo: 2026-04-30, estado: sin-reporte}
  - {texto: Escribir el informe, responsable: esap, plazo: 2026-05-01, estado: en-curso}
  - {texto: Publicar el acta, responsable: esap, plazo: 2025-01-01, estado: cumplido}
eventos:
  - {titulo: "Encuentro anual: ideas, preguntas; y más", inicio: 2026-06-10, fin: 2026-06-11, lugar: "Sede; piso 2, sala \\ B", enlace: "https://ejemplo.test/encuentro?a=1&b=2", entidades: [dnp]}
  - {titulo: Reunión, inicio: 2026-04-29}
---
Bien.
-- content/memorias/b.md --
---
titulo: Ejemplo de memoria
ejemplo: true
acuerdos:
  - {texto: Reunirse otra vez, responsable: dnp}
eventos:
  - {titulo: Reunión inventada, inicio: 2026-07-01}
---
Bien.
-- content/memorias/c.md --
---
titulo: Memoria C
acuerdos:
  - {texto: Llamar a todos, responsable: dnp}
---
Bien.
"#;

fn site() -> SiteTest {
    SiteTest::new(SITE)
}

/// The texts of the parts of a page that start with `open` and end with `close`.
fn between<'a>(page: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let parts = page.split(open).skip(1);
    parts.map(|p| p.split(close).next().unwrap()).collect()
}

/// Titles of the sections of a page with the anchors that stand in each.
fn sections(page: &str) -> Vec<(String, Vec<String>)> {
    let main = between(page, "<main", "</main>")[0];
    let cut = main.split("<h2").skip(1);
    cut.map(|part| {
        let title = between(part, ">", "<")[0].trim().to_owned();
        let anchors = between(part, "<li id=\"", "\"");
        (title, anchors.into_iter().map(str::to_owned).collect())
    })
    .collect()
}

#[test]
fn agreements_are_gathered_late_ones_first_and_done_ones_last() {
    let page = site().render("acuerdos.html");
    let expect = [
        ("Con el plazo pasado", vec!["acuerdos-memorias-a-1-1"]),
        ("En curso", vec!["acuerdos-memorias-a-2"]),
        ("Sin estado", vec!["acuerdos-memorias-c-1"]),
        ("Cumplido", vec!["acuerdos-memorias-a-3"]),
        ("De ejemplo", vec!["acuerdos-memorias-b-1"]),
        ("Por entidad", vec![]),
    ];
    let expect = expect.map(|(title, anchors)| {
        let anchors: Vec<String> = anchors.into_iter().map(str::to_owned).collect();
        (title.to_owned(), anchors)
    });
    assert_eq!(sections(&page), expect, "{page}");
    assert!(
        page.contains("1 de mayo de 2026"),
        "the date it is measured by"
    );
    // The memoir is named with its place, the entity with the page of its term.
    assert!(page.contains("href=\"memorias/a.html#acuerdos-memorias-a-1-1\""));
    assert!(page.contains("href=\"entidades/dnp.html\">Planeación</a>"));
    assert!(
        !page.contains("entidades/esap.html"),
        "no document has this term"
    );
    let (_, entities) = page.split_once("p_entidades").unwrap();
    let of = |name: &str| -> Vec<String> {
        let (_, rest) = entities.split_once(name).unwrap();
        let list = rest.split("</ul>").next().unwrap();
        between(list, "href=\"#", "\"")
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(
        of("Escuela"),
        [
            "acuerdos-memorias-a-1-1",
            "acuerdos-memorias-a-2",
            "acuerdos-memorias-a-3"
        ]
    );
    assert_eq!(
        of("Planeación"),
        ["acuerdos-memorias-a-1-1", "acuerdos-memorias-c-1"]
    );
    assert_eq!(page.matches("marca-ejemplo").count(), 1);
}

#[test]
fn late_is_told_by_the_content_and_not_by_the_clock() {
    let mut site = site();
    let late = |site: &SiteTest, path: &str| site.render(path).matches("plazo-pasado").count();
    assert_eq!(late(&site, "memorias/a.html"), 1);
    site.edit(
        "content/memorias/b.md",
        "ejemplo: true",
        "ejemplo: true\nfecha: 2026-05-02",
    )
    .advance();
    assert_eq!(late(&site, "memorias/a.html"), 2);
    assert_eq!(late(&site, "acuerdos.html"), 2);
    // The day of the site, when site.toml says one.
    site.edit("site.toml", "theme = ", "at = 2026-01-01\ntheme = ")
        .advance();
    assert_eq!(late(&site, "acuerdos.html"), 0);
    site.expect_as_fresh();
}

#[test]
fn a_memoir_shows_its_agreements_and_events_and_not_as_plain_fields() {
    let page = site().render("memorias/a.html");
    for part in [
        "id=\"acuerdos-memorias-a-1-1\"",
        "<h2 id=\"p_acuerdos\">",
        "<h2 id=\"p_fechas\">",
    ] {
        assert!(page.contains(part), "«{part}»:\n{page}");
    }
    assert!(
        page.contains("href=\"../acuerdos.html\"") && page.contains("href=\"../calendario.html\"")
    );
    assert!(!page.contains("<dt>acuerdos</dt>") && page.contains("<dt>lugar</dt>"));
    assert_eq!(page.matches("Escribir el informe").count(), 1);
}

#[test]
fn the_calendar_tells_what_comes_and_what_was() {
    let mut site = site();
    let page = site.render("calendario.html");
    assert_eq!(
        sections(&page),
        [
            (
                "Por venir".into(),
                vec!["eventos-memorias-a-2".into(), "eventos-memorias-b-1".into()]
            ),
            (
                "Ya pasó".into(),
                vec!["eventos-memorias-a-1".into(), "eventos-memorias-a-3".into()]
            ),
        ] as [(String, Vec<String>); 2],
    );
    assert!(page.contains("Del 10 al 11 de junio de 2026"));
    let json = between(&page, "<script type=\"application/ld+json\">", "</script>")[0];
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let events = json["@graph"].as_array().unwrap();
    let starts: Vec<&str> = events
        .iter()
        .map(|e| e["startDate"].as_str().unwrap())
        .collect();
    assert_eq!(
        starts,
        ["2026-06-10", "2026-04-30", "2026-04-29"],
        "no invented event"
    );
    assert_eq!(events[0]["endDate"], "2026-06-11");
    // The day of an event is not past yet.
    site.edit(
        "content/memorias/a.md",
        "fecha: 2026-05-01",
        "fecha: 2026-06-11",
    )
    .advance();
    assert_eq!(
        sections(&site.render("calendario.html"))[0].1[0],
        "eventos-memorias-a-2"
    );
    site.edit(
        "content/memorias/a.md",
        "fecha: 2026-06-11",
        "fecha: 2026-06-12",
    )
    .advance();
    assert_eq!(
        sections(&site.render("calendario.html"))[0].1,
        ["eventos-memorias-b-1"]
    );
    site.expect_as_fresh();
}

/// Properties of each event of a calendar, read as RFC 5545 wants it written.
fn read_calendar(bytes: &str) -> Vec<BTreeMap<String, String>> {
    assert!(bytes.ends_with("\r\n"));
    let mut lines: Vec<String> = Vec::new();
    for line in bytes.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains(['\r', '\n']) && !line.is_empty());
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    let mut open: Vec<String> = Vec::new();
    let mut head = BTreeMap::new();
    let mut events: Vec<BTreeMap<String, String>> = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':').unwrap();
        let clean = |c: char| c.is_ascii_uppercase() || "-;=".contains(c);
        assert!(name.chars().all(clean), "{name}");
        match name {
            "BEGIN" => {
                if value == "VEVENT" {
                    assert_eq!(open, ["VCALENDAR"]);
                    events.push(BTreeMap::new());
                }
                open.push(value.to_owned());
            }
            "END" => assert_eq!(open.pop().unwrap(), value),
            _ => {
                let into = if open.len() == 2 {
                    events.last_mut().unwrap()
                } else {
                    &mut head
                };
                let text = ["UID", "SUMMARY", "LOCATION", "DESCRIPTION", "X-WR-CALNAME"];
                let value = if text.contains(&name) {
                    unescaped(value)
                } else {
                    value.to_owned()
                };
                assert!(
                    into.insert(name.to_owned(), value).is_none(),
                    "{name} twice"
                );
            }
        }
    }
    assert!(open.is_empty());
    assert_eq!(head["VERSION"], "2.0");
    assert!(head.contains_key("PRODID"));
    for event in &events {
        let day = |name: &str| {
            let value = &event[name];
            assert!(
                value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()),
                "{value}"
            );
            value.clone()
        };
        assert!(day("DTSTART;VALUE=DATE") < day("DTEND;VALUE=DATE"));
        let stamp = event["DTSTAMP"].strip_suffix("T000000Z").unwrap();
        assert_eq!(stamp.len(), 8);
        assert!(!event["UID"].is_empty() && !event["SUMMARY"].is_empty());
    }
    events
}

/// A TEXT value; a sign of the format that is not escaped is a fault.
fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' => out.push('\n'),
                c => {
                    assert!("\\;,".contains(c), "\\{c}");
                    out.push(c);
                }
            },
            c => {
                assert!(!";,".contains(c), "«{c}» in {value}");
                out.push(c);
            }
        }
    }
    out
}

#[test]
fn calendar_programs_get_every_event_that_is_no_example() {
    let mut site = site();
    let all = read_calendar(&site.render("calendario.ics"));
    assert_eq!(all.len(), 3);
    let event = &all[1];
    for (name, value) in [
        ("UID", "eventos-memorias-a-2@ejemplo.test"),
        ("DTSTAMP", "20260501T000000Z"),
        ("DTSTART;VALUE=DATE", "20260610"),
        ("DTEND;VALUE=DATE", "20260612"),
        ("SUMMARY", "Encuentro anual: ideas, preguntas; y más"),
        ("LOCATION", "Sede; piso 2, sala \\ B"),
        ("URL", "https://ejemplo.test/encuentro?a=1&b=2"),
        ("DESCRIPTION", "Memoria A"),
    ] {
        assert_eq!(event[name], value);
    }
    // The memoir's own day, with its title and place.
    assert_eq!(
        (&*all[0]["SUMMARY"], &*all[0]["LOCATION"]),
        ("Memoria A", "Virtual")
    );
    assert_eq!(all[0]["URL"], "https://ejemplo.test/att/memorias/a.html");
    let own = read_calendar(&site.render("calendario/eventos-memorias-a-2.ics"));
    assert_eq!(own, all[1..2]);
    assert!(!site.has("calendario/eventos-memorias-b-1.ics"));
    // Another document before it changes nothing of what it is called.
    site.write("content/memorias/0.md", "---\ntitulo: Cero\nfecha: 2026-05-01\neventos:\n  - {titulo: Otro, inicio: 2026-05-02}\n---\nBien.\n")
        .advance();
    let now = read_calendar(&site.render("calendario.ics"));
    assert_eq!(now.len(), 4);
    assert!(all.iter().all(|event| now.contains(event)));
}

#[test]
fn long_titles_are_folded_between_letters() {
    let mut site = site();
    let title = "Ñandú áéíóú ".repeat(30);
    site.edit(
        "content/memorias/a.md",
        "titulo: Reunión,",
        &format!("titulo: \"{title}\","),
    )
    .advance();
    let all = read_calendar(&site.render("calendario.ics"));
    assert_eq!(all[2]["SUMMARY"], title.trim());
}

#[test]
fn an_event_does_not_end_before_it_starts() {
    let mut site = site();
    site.expect_diags(&[])
        .edit(
            "content/memorias/a.md",
            "fin: 2026-06-11",
            "fin: 2026-06-01",
        )
        .advance()
        .expect_diags(&["content/memorias/a.md:12:83 campo-rango"])
        .expect_messages(&["`fin` es 2026-06-01, antes de `inicio`, que es 2026-06-10"]);
}

#[test]
fn declarations_that_lead_nowhere_are_told() {
    SiteTest::new(concat!(
        "-- site.toml --\ntitle = \"S\"\n[community]\notros = 1\n",
        "[community.agreements]\nfield = \"acuerdo\"\n",
        "[community.events]\nfield = \"acuerdos\"\n[community.events.keys]\ninicio = \"x\"\n",
        "[collections.a]\n[collections.a.fields.acuerdos]\ntype = \"record\"\n",
        "[collections.a.fields.acuerdos.fields.texto]\n",
    ))
    .expect_messages(&[
        "la clave `otros` no existe en [community]",
        "ninguna colección tiene un campo `acuerdo` de tipo `record`",
        "¿quiso decir `acuerdos`?",
        "el campo `acuerdos` necesita una clave `inicio` que lleve una fecha",
        "la clave `inicio` no existe en `keys`",
    ]);
    let mut site = site();
    site.edit("site.toml", "done = [\"cumplido\"]", "done = [\"hecho\"]")
        .advance()
        .expect_messages(&["`hecho` no es un término del campo `estado`"]);
}

#[test]
fn the_report_lists_what_is_late_and_what_nobody_answers() {
    let site = site();
    let found = site.snapshot.coverage(None).unwrap().agreements.unwrap();
    assert_eq!((found.total, found.done), (4, 1));
    let texts = |lines: &[acervo::catalog::coverage::AgreementLine]| -> Vec<String> {
        lines.iter().map(|l| l.text.clone()).collect()
    };
    assert_eq!(texts(&found.overdue), ["Hacer el inventario"]);
    assert_eq!(
        texts(&found.unanswered),
        ["Hacer el inventario", "Llamar a todos"]
    );
    assert_eq!(found.overdue[0].entities, ["Planeación", "Escuela"]);
    assert_eq!(found.overdue[0].due.as_deref(), Some("2026-04-30"));
    let plain = SiteTest::new("-- content/casos/a.md --\n---\ntitulo: A\n---\nBien.\n");
    assert!(plain.snapshot.coverage(None).unwrap().agreements.is_none());
    assert!(!plain.has("acuerdos.html") && !plain.has("calendario.ics"));
}

#[test]
fn no_two_agreements_or_events_have_one_name() {
    let memoir = |title: &str| {
        format!(
            "---\ntitulo: {title}\nfecha: 2026-05-06\nacuerdos:\n  - {{texto: Uno}}\n  - {{texto: Dos}}\n\
             eventos:\n  - {{titulo: Reunión, inicio: 2026-06-01}}\n---\nTexto.\n"
        )
    };
    let mut site = site();
    site.write("content/memorias/z-mayo.md", memoir("Z"))
        .write("content/memorias/z/mayo.md", memoir("Otra"))
        .advance()
        .expect_diags(&[]);
    let page = site.render("acuerdos.html");
    for name in ["z-mayo-1", "z-mayo-1-1", "z-mayo-2", "z-mayo-2-2"] {
        let id = format!("id=\"acuerdos-memorias-{name}\"");
        assert_eq!(page.matches(&id).count(), 1, "{id}: {page}");
    }
    assert!(site.has("calendario/eventos-memorias-z-mayo-1-1.ics"));
}

#[test]
fn documents_link_the_pages_that_the_site_makes() {
    let mut site = site();
    site.edit(
        "content/memorias/c.md",
        "Bien.",
        "Vea [todos](../acuerdos.html#acuerdos-memorias-a-2).",
    )
    .advance()
    .expect_diags(&[]);
    let page = site.render("memorias/c.html");
    assert!(
        page.contains("href=\"../acuerdos.html#acuerdos-memorias-a-2\""),
        "{page}"
    );
}

#[test]
fn agreements_are_searched_by_what_they_say_and_how_they_go() {
    let site = SiteTest::with(SITE, Options::default());
    let input = site.snapshot.search_input();
    let mut pages = input.entries.iter();
    let page = pages.find(|e| e.url == "acuerdos.html").unwrap();
    let (text, sections) = page.prose.read();
    let told: Vec<(&str, &str)> = sections
        .iter()
        .map(|s| (&*s.heading, &text[s.start as usize..s.end as usize]))
        .collect();
    let late = "Acuerdo pendiente, con el plazo vencido. Sin reporte. Planeación. Escuela.";
    assert_eq!(told[0], ("Hacer el inventario", late));
    assert!(
        told.iter()
            .any(|(_, how)| how.starts_with("Acuerdo cerrado. Cumplido."))
    );
    assert!(site.render("acuerdos.html").contains("Reunirse otra vez"));
    assert!(told.iter().all(|(what, _)| *what != "Reunirse otra vez"));
}
