//! The JSON Schemas that `acervo export schema` writes for editors, held by a validator of JSON Schema.

use acervo::config::{self, Site};
use acervo::data::{Kind, Node, yaml};
use acervo::diag::Code;
use acervo::export::schema::schema;
use boon::{Compiler, SchemaIndex, Schemas};
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

/// A schema, compiled by a validator that knows nothing of acervo; it holds the schema itself against
/// the rules of JSON Schema 2020-12.
struct Validator {
    schemas: Schemas,
    at: SchemaIndex,
}

impl Validator {
    fn of(site: &Site, collection: &str) -> Validator {
        let collection = &site.collections[site.collection(collection).unwrap()];
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        let name = "https://ejemplo.test/esquema.json";
        compiler
            .add_resource(name, schema(site, collection))
            .unwrap();
        let at = compiler.compile(name, &mut schemas);
        let at = at.unwrap_or_else(|why| panic!("{}: {why:#}", collection.name));
        Validator { schemas, at }
    }

    /// What the validator says of a value.
    fn check(&self, value: &Value) -> Result<(), String> {
        let said = self.schemas.validate(value, self.at);
        said.map_err(|why| format!("{why:#}"))
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
        let schema = Validator::of(&site, &collection.name);
        for file in documents(&root().join("content").join(&collection.path)) {
            let header = header(&std::fs::read_to_string(&file).unwrap());
            if let Err(why) = schema.check(&header) {
                panic!("{} does not fit: {why}", file.display());
            }
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
    let schema = Validator::of(&site, "casos");
    assert_eq!(schema.check(&header(GOOD)), Ok(()));
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
        assert!(schema.check(&header(&text)).is_err(), "{to} fits");
        // `check` refuses it too: the schema asks no more than the program.
        let case = format!("-- content/casos/uno.md --\n{text}Texto.\n");
        let mut site = crate::guide::declared(&case);
        assert!(site.snapshot.errors() > 0, "{to}: {}", site.messages());
        site.expect_as_fresh();
    }
}

#[test]
fn editors_offer_the_defaults() {
    let text = "title = \"T\"\n[collections.a]\ntitle = \"A\"\n[collections.a.fields]\n\
        n = { type = \"integer\", default = 3 }\nb = { type = \"boolean\", default = true }\n\
        t = { type = \"text\", many = true, default = [\"x\", \"y\"] }\n";
    let out = config::load(text, &|_| Err("no".into()));
    assert!(out.diags.is_empty(), "{:?}", out.diags);
    let schema = schema(&out.value, &out.value.collections[0]);
    let default = |name: &str| schema["properties"][name]["default"].clone();
    assert_eq!(default("n"), json!(3));
    assert_eq!(default("b"), json!(true));
    assert_eq!(default("t"), json!(["x", "y"]));
    assert_eq!(default("titulo"), Value::Null);
}

#[test]
fn editors_show_the_terms_with_their_labels_and_the_help() {
    let site = site();
    let casos = &site.collections[site.collection("casos").unwrap()];
    let schema = schema(&site, casos);
    let field = &schema["properties"]["descriptor"];
    assert_eq!(
        field["description"],
        "Qué clase de capacidad busca fortalecer."
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
