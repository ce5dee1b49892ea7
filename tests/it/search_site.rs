//! A small site to search in.

use std::path::Path;
use std::process::Command;

use acervo::search::{Index, Query, build_in_memory, shards};
use acervo::view::search::{Facet, Prose, SearchConfig, SearchEntry, SearchInput, Section};
use serde_json::Value;

pub struct Doc {
    pub url: &'static str,
    pub title: &'static str,
    pub date: &'static str,
    pub facets: Vec<(u32, u32)>,
    /// Heading and text; the first heading may be empty.
    pub sections: Vec<(&'static str, &'static str)>,
}

pub fn docs() -> Vec<Doc> {
    let doc = |url, title, date, facets: &[(u32, u32)], sections: &[_]| Doc {
        url,
        title,
        date,
        facets: facets.to_vec(),
        sections: sections.to_vec(),
    };
    vec![
        doc(
            "guias/capacitacion.html",
            "Guía de capacitación municipal",
            "2025-03-01",
            &[(0, 0), (1, 1)],
            &[
                ("", "Cómo se organiza la capacitación de los funcionarios."),
                (
                    "Plan de formación",
                    "El plan anual define los temas y los recursos.",
                ),
                (
                    "Evaluación",
                    "Cada funcionario responde una encuesta al terminar.",
                ),
            ],
        ),
        doc(
            "casos/acueducto.html",
            "Un acueducto para la vereda",
            "2024-11-20",
            &[(0, 1), (1, 0)],
            &[
                (
                    "",
                    "La alcaldía gestionó recursos para llevar agua potable.",
                ),
                (
                    "Financiación",
                    "El municipio pagó la obra con regalías. Los pagos tardaron un año.",
                ),
            ],
        ),
        doc(
            "casos/att.html",
            "Asistencia técnica territorial en el Chocó",
            "",
            &[(0, 1)],
            &[(
                "",
                "El CONPES 4091 ordena la asistencia. La Ley 1551 de 2012 moderniza el municipio.",
            )],
        ),
        doc(
            "memorias/encuentro.html",
            "Memoria del encuentro",
            "2025-06-10",
            &[(1, 1)],
            &[("", "Se habló de la ATT y de la meta 4.4 con los alcaldes.")],
        ),
        doc(
            "casos/ninos.html",
            "Niños y niñas del año",
            "2023-01-01",
            &[],
            &[("", "Biblioteca para la niñez.")],
        ),
        doc(
            "hechos/acciones.html",
            "Hechos",
            "",
            &[],
            &[
                ("H-144", "Una agenda para cada cuatrienio."),
                ("H-145", "Un programa para cada vigencia."),
            ],
        ),
        doc(
            "memorias/cita.html",
            "Cita",
            "",
            &[],
            &[("", "Programa de la vigencia (H-145). Es uno (H-145).")],
        ),
    ]
}

pub fn facets() -> Vec<Facet> {
    let terms = |terms: &[(&str, &str)]| {
        terms
            .iter()
            .map(|&(id, label)| (id.to_owned(), label.to_owned()))
            .collect()
    };
    vec![
        Facet {
            field: "tema".into(),
            label: "Tema".into(),
            terms: terms(&[
                ("formacion", "Formación"),
                ("agua", "Agua"),
                ("vias", "Vías"),
            ]),
        },
        Facet {
            field: "departamento".into(),
            label: "Departamento".into(),
            terms: terms(&[("choco", "Chocó"), ("cauca", "Cauca")]),
        },
    ]
}

pub fn config() -> SearchConfig {
    let group = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    SearchConfig {
        synonyms: vec![
            group(&["ATT", "asistencia técnica territorial"]),
            group(&["plata", "recursos"]),
            // Of the stem of everyday words, `pagos`.
            group(&["PAG", "biblioteca para la niñez"]),
        ],
        ..SearchConfig::default()
    }
}

/// A question as the page of the search asks it first.
pub fn query(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        limit: 10,
        ..Query::default()
    }
}

/// Builds the index of the small site.
pub fn index() -> Index {
    with_input(|input| build_in_memory(input, &config()).unwrap())
}

/// What a script of tests/browser prints about the files of an index. `asked` is a core of the client and
/// what it is asked.
pub fn browser(script: &str, index: &Index, asked: Option<(&str, Value)>) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (path, script) in shards(index).unwrap() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, script).unwrap();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut node = Command::new("node");
    node.arg(root.join("tests/browser").join(script))
        .arg(folder.path());
    if let Some((core, questions)) = asked {
        let file = folder.path().join("questions.json");
        std::fs::write(&file, questions.to_string()).unwrap();
        node.arg(root.join("src/search/client/min").join(core))
            .arg(file);
    }
    let output = node.output().expect("node runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

pub fn with_input<T>(then: impl FnOnce(&SearchInput) -> T) -> T {
    let docs = docs();
    let mut bodies = Vec::new();
    for doc in &docs {
        let (mut text, mut sections) = (String::new(), Vec::new());
        for &(heading, prose) in &doc.sections {
            let start = text.len() as u32;
            text.push_str(prose);
            let end = text.len() as u32;
            text.push('\n');
            let anchor = heading.to_lowercase().replace(' ', "-").into();
            sections.push(Section {
                anchor,
                heading: heading.into(),
                start,
                end,
            });
        }
        bodies.push((text, sections));
    }
    let entries = docs
        .iter()
        .zip(&bodies)
        .map(|(doc, (text, sections))| SearchEntry {
            url: doc.url,
            title: doc.title,
            summary: "",
            kind: "Caso",
            date: Some(doc.date.to_owned()).filter(|date| !date.is_empty()),
            terms: Vec::new(),
            facets: doc.facets.clone(),
            prose: Prose::Here(text, sections),
        });
    then(&SearchInput {
        entries: entries.collect(),
        facets: facets(),
    })
}
