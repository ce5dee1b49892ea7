//! The JSON Schemas that `acervo export schema` writes for editors, held by a small validator.

use acervo::config::{self, Site};
use acervo::data::{Kind, Node, yaml};
use acervo::diag::Code;
use acervo::export::schema::schema;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn site() -> Site {
    let read = |file: &str| std::fs::read_to_string(root().join(file)).map_err(|e| e.to_string());
    let out = config::load(&read("site.toml").unwrap(), &read);
    assert!(out.diags.is_empty(), "{:?}", out.diags);
    out.value
}

/// A tree as an editor's YAML reader sees it: the core schema of YAML 1.2.
fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::List(items) => items.iter().map(value).collect(),
        Kind::Map(entries) => {
            let entries = entries.iter().map(|(k, v)| (k.name.clone(), value(v)));
            Value::Object(entries.collect())
        }
        Kind::Scalar { text, quoted: true } => json!(text),
        Kind::Scalar { text, .. } => match text.as_str() {
            "" | "~" | "null" => Value::Null,
            "true" => json!(true),
            "false" => json!(false),
            text => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(n), _) => json!(n),
                (_, Ok(n)) => json!(n),
                _ => json!(text),
            },
        },
    }
}

fn header(text: &str) -> Value {
    let header = text.strip_prefix("---\n").unwrap();
    let (header, _) = header.split_once("\n---").unwrap();
    let file: Arc<str> = "a.md".into();
    value(&yaml::parse(&file, header, 0, Code::HeaderSyntax).value)
}

/// Whether a value fits a schema; only the keywords that our schemas use, any other is a failure.
fn fits(schema: &Value, value: &Value) -> bool {
    schema.as_object().unwrap().iter().all(|(key, rule)| {
        let length = value.as_str().map(|t| t.chars().count() as u64);
        match key.as_str() {
            "$schema" | "title" | "description" | "format" => true,
            "type" => match rule {
                Value::Array(names) => names.iter().any(|n| is(n, value)),
                name => is(name, value),
            },
            "const" => rule == value,
            "enum" => rule.as_array().unwrap().contains(value),
            "anyOf" => rule.as_array().unwrap().iter().any(|s| fits(s, value)),
            "items" => value
                .as_array()
                .is_none_or(|a| a.iter().all(|v| fits(rule, v))),
            "minItems" => value
                .as_array()
                .is_none_or(|a| a.len() as u64 >= rule.as_u64().unwrap()),
            "minimum" => value.as_f64().is_none_or(|n| n >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|n| n <= rule.as_f64().unwrap()),
            "minLength" => length.is_none_or(|n| n >= rule.as_u64().unwrap()),
            "maxLength" => length.is_none_or(|n| n <= rule.as_u64().unwrap()),
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|t| pattern.is_match(t))
            }
            "required" => value.as_object().is_none_or(|o| {
                let mut keys = rule.as_array().unwrap().iter();
                keys.all(|k| o.contains_key(k.as_str().unwrap()))
            }),
            "properties" => value.as_object().is_none_or(|o| {
                let mut own = o.iter().filter_map(|(k, v)| Some((rule.get(k)?, v)));
                own.all(|(schema, v)| fits(schema, v))
            }),
            "additionalProperties" => value.as_object().is_none_or(|o| {
                *rule == true || o.keys().all(|k| schema["properties"].get(k).is_some())
            }),
            other => panic!("the test's validator does not know {other}"),
        }
    })
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other} is no type"),
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .filter(|p| !p.ends_with("_index.md"))
        .collect();
    out.sort();
    out
}

#[test]
fn every_document_of_the_site_fits_the_schema_of_its_collection() {
    let site = site();
    let mut seen = 0;
    for collection in &site.collections {
        let schema = schema(&site, collection);
        for file in documents(&root().join("content").join(&collection.path)) {
            let header = header(&std::fs::read_to_string(&file).unwrap());
            assert!(
                fits(&schema, &header),
                "{} does not fit:\n{header:#}",
                file.display()
            );
            seen += 1;
        }
    }
    assert!(seen >= 30, "only {seen} documents");
}

const GOOD: &str = "---\ntitulo: Uno\nresumen: Dos\npregunta: ¿Tres?\ndescriptor: [funcional]\n\
     evidencia: evaluacion\ninicio: 1991\nperiodo: 1991\nborrador: sí\nfecha: 2026-11-22\n---\n";

#[test]
fn what_check_would_refuse_does_not_fit() {
    let site = site();
    let casos = &site.collections[site.collection("casos").unwrap()];
    let schema = schema(&site, casos);
    assert!(fits(&schema, &header(GOOD)));
    let long = format!("resumen: {}", "a".repeat(401));
    let broken = [
        ("titulo: Uno\n", ""),
        ("pregunta: ¿Tres?\n", "pregunta:\n"),
        ("fecha: 2026-11-22", "fecha: 22 de noviembre"),
        ("fecha: 2026-11-22", "fehca: 2026-11-22"),
        ("inicio: 1991", "inicio: 1491"),
        ("inicio: 1991", "inicio: hace mucho"),
        ("[funcional]", "[funcionales]"),
        ("evidencia: evaluacion", "evidencia: [evaluacion]"),
        ("borrador: sí", "borrador: quizás"),
        ("resumen: Dos", long.as_str()),
        ("inicio: 1991\n", "permitir: [oracion-larga]\n"),
        ("inicio: 1991\n", "cambios: [{fecha: 2026-01-01}]\n"),
    ];
    for (from, to) in broken {
        let text = GOOD.replace(from, to);
        assert_ne!(text, GOOD, "{from}");
        assert!(!fits(&schema, &header(&text)), "{to} fits");
    }
}

#[test]
fn editors_show_the_terms_with_their_labels_and_the_help() {
    let site = site();
    let casos = &site.collections[site.collection("casos").unwrap()];
    let schema = schema(&site, casos);
    let field = &schema["properties"]["descriptor"];
    assert_eq!(
        field["description"],
        "Qué clase de capacidad buscó fortalecer."
    );
    let term = &field["anyOf"][0]["items"]["anyOf"][0];
    assert!(term["const"].is_string() && !term["title"].as_str().unwrap().is_empty());
    assert!(
        term["description"]
            .as_str()
            .unwrap()
            .starts_with(term["title"].as_str().unwrap())
    );
}
