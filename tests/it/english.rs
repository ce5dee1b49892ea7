//! The second language: nothing that readers see in an English site is Spanish.

use crate::site::SiteTest;
use acervo::engine::Options;
use std::collections::BTreeSet;

/// A site that shows all that a page can show, written in English.
const SITE: &str = r#"
-- site.toml --
title = "Field notes"
description = "What worked."
base_url = "https://example.test/"
language = "en"
theme = "portal"
author = "The team"
[home]
examples = ["plan"]
[facts]
file = "facts.csv"
keys = { id = "id", text = "text", section = "section" }
[glossary]
terms = "terms.yaml"
[open_data]
license = "CC BY 4.0"
[map]
field = "zone"
shapes = "map.svg"
title = "By zone"
[community.agreements]
field = "agreed"
[community.events]
field = "dates"
[vocabularies.zones]
file = "zones.csv"
[collections.notes]
title = "Notes"
singular = "Note"
description = "What we saw."
shape = "rombo"
per_page = 2
[collections.notes.fields.zone]
type = "term"
vocabulary = "zones"
facet = true
pages = true
card = true
scale = true
label = "Zone"
help = "Where."
[collections.notes.fields.done]
type = "boolean"
facet = true
pages = true
card = true
label = "Done"
[collections.notes.fields.day]
type = "date"
card = true
label = "Day"
[collections.notes.fields.people]
type = "integer"
card = true
label = "People"
unit = "people"
[collections.notes.fields.share]
type = "number"
label = "Share"
[collections.notes.fields.agreed]
type = "record"
fields = { texto = {}, plazo = { type = "date" } }
[collections.notes.fields.dates]
type = "record"
fields = { titulo = {}, inicio = { type = "date" } }
-- facts.csv --
id,section,text
F-1,2.1,We saw 12 people.
F-2,3,Nobody cites this one.
-- terms.yaml --
- {id: gap, termino: Gap, definicion: What is missing., seccion: "3"}
-- zones.csv --
id,label
north,North
south,South
-- map.svg --
<svg viewBox="0 0 9 9"><path id="north" data-x="1" data-y="1" d="M0 0h9v9z"/></svg>
-- content/_index.md --
---
titulo: Welcome
---

Welcome.
-- content/notes/a.md --
---
titulo: A gap
resumen: We saw a gap.
fecha: 2026-01-05
actualizado: 2026-08-05
revisar_antes_de: 2026-02-05
vence: 2026-03-05
responsable: The team
autores: [Ann, Bob]
alias: [old/a]
ejemplo: true
hechos: [F-1]
fuentes: [Our notebook]
cambios:
  - fecha: 2026-04-05
    texto: Said it better.
zone: north
done: true
day: 2026-12-05
people: 12345
share: 85.7
agreed: {texto: Meet again., plazo: 2026-09-05}
dates: {titulo: Next visit, inicio: 2026-10-05}
---

A gap (F-1). See [B](b.md).[^n]

## One

| A | B |
|---|---|
| 1 | 2 |

## Two

- [ ] check

## Three

[^n]: A footnote.
-- content/notes/b.md --
---
titulo: B
borrador: true
zone: north
done: false
---

See [A](a.md).
-- content/notes/c.md --
---
titulo: C
---

Nothing.
-- content/notes/d.md --
---
titulo: D
---

Nothing.
"#;

/// All texts of a file of words, cut where values go.
fn words(text: &str) -> BTreeSet<String> {
    let values = text.lines().filter(|l| !l.starts_with('#'));
    values
        .filter_map(|line| line.split_once(" = \""))
        .flat_map(|(_, value)| {
            let value = value.trim_end().trim_end_matches('"');
            value
                .split(['{', '}'])
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .map(|part| {
            part.trim()
                .trim_matches(['.', ':', ',', ';', '«', '»'])
                .to_owned()
        })
        .filter(|part| part.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect()
}

/// What Rust writes by itself into a Spanish site.
const OWN: [&str; 9] = [
    "enero", "febrero", "abril", "agosto", "diciembre", "Sí", "Volver al texto",
    "Clase de documento", "Hechos",
];

#[test]
fn no_spanish_word_of_the_interface_is_left() {
    let options = Options {
        drafts: true,
        ..Options::default()
    };
    let mut site = SiteTest::with(SITE, options);
    assert!(
        site.diags().iter().all(|d| d.contains(" aviso")),
        "{}",
        site.messages()
    );
    site.build();
    let spanish = words(include_str!("../../themes/portal/strings/es.toml"));
    let english = words(include_str!("../../themes/portal/strings/en.toml"));
    let only: Vec<&String> = spanish
        .iter()
        .filter(|word| !english.iter().any(|e| e.contains(word.as_str())))
        .collect();
    assert!(only.len() > 80, "{}", only.len());
    let pages: Vec<String> = site
        .paths()
        .iter()
        .filter(|p| p.ends_with(".html") || p.starts_with("recursos/cliente."))
        .map(|p| (*p).to_owned())
        .collect();
    assert!(pages.len() > 10, "{pages:?}");
    let mut found = Vec::new();
    for path in pages {
        let html = site.render(&path);
        let is_page = html.contains("<html lang=\"en\"");
        assert!(is_page || html.starts_with("var acervoTextos={"), "{path}");
        let shown = if is_page { said(&html) } else { told(&html) };
        for word in only.iter().map(|w| w.as_str()).chain(OWN) {
            if whole(&shown, word) {
                found.push(format!("{path} says «{word}»"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
    let page = site.render("notes/a.html");
    for part in [
        "5 August 2026",
        "12,345 people",
        "85.7",
        ">Yes<",
        "5 December 2026",
        // Two persons, not one with a comma in the name.
        "author = {{Ann} and {Bob}},",
        ">Agreements<",
        ">Calendar<",
    ] {
        assert!(page.contains(part), "«{part}» in {page}");
    }
}

/// What the search says: the values of the object before its script.
fn told(script: &str) -> String {
    let (words, _) = script.split_once(";\n").unwrap();
    let words = words.strip_prefix("var acervoTextos=").unwrap();
    let words: std::collections::BTreeMap<String, String> = serde_json::from_str(words).unwrap();
    words.into_values().collect::<Vec<_>>().join("\n")
}

/// What a page says: its texts and the names of its parts. Addresses, classes and keys are no words: they
/// are the same in every language.
fn said(html: &str) -> String {
    let find = |pattern: &str, text: &str| -> String {
        let pattern = regex::Regex::new(pattern).unwrap();
        let found = pattern.captures_iter(text).map(|c| c[1].to_owned());
        found.collect::<Vec<_>>().join("\n")
    };
    let names = find(
        r#" (?:aria-label|title|alt|content|placeholder)="([^"]*)""#,
        html,
    );
    let scripts = regex::Regex::new(r"(?s)<script.*?</script>|<code>.*?</code>").unwrap();
    let texts = regex::Regex::new(r"<[^>]*>").unwrap();
    let bare = scripts.replace_all(html, "\n");
    let texts = texts.replace_all(&bare, "\n");
    // Whole addresses and names of files are no words either.
    let addresses = regex::Regex::new(r"https?://\S+|\w+\.json").unwrap();
    let all = format!("{names}\n{texts}");
    addresses.replace_all(&all, "").into_owned()
}

/// Whether a text has these words, not as a part of longer ones.
fn whole(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
        edge(text[..at].chars().next_back()) && edge(text[at + words.len()..].chars().next())
    })
}
