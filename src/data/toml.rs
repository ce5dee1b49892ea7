//! TOML to nodes.

use super::{Key, Kind, Node, Span};
use crate::base::lines::line_start;
use crate::diag::{Code, Diagnostic, Outcome, Place};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a whole TOML file; what cannot be read is reported and the rest is kept.
pub fn parse(file: &Arc<str>, text: &str) -> Outcome<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let span = Span::new(0, text.len());
    let value = Node {
        span,
        kind: map(table.get_ref()),
    };
    let mut diags = Vec::new();
    let mut told = None;
    let mut astray: Option<usize> = None;
    let mut errors: Vec<_> = errors
        .iter()
        .map(|e| (e.span().unwrap_or(0..0), e))
        .collect();
    errors.sort_by_key(|(at, _)| at.start);
    for (at, error) in errors {
        // What comes after the first mistake of a line is mostly its consequence.
        let since = told.replace(at.start).map(|told| told..at.start);
        let between = since.and_then(|since| text.get(since));
        if between.is_some_and(|between| !between.contains('\n')) {
            continue;
        }
        let there = text.get(at.clone()).unwrap_or_default();
        let rest = text.get(at.start..).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default().trim_start();
        // The keys below a name that could not be read fell among those above it.
        let header = line_start(text, at.start);
        let again = error.message() == "duplicate key";
        if again && astray.is_some_and(|from| !text[from..at.start].contains("\n[")) {
            continue;
        }
        if text[header..].starts_with('[') {
            astray = Some(at.start);
        }
        let (what, help) = explained(error.message(), there, rest);
        let diag = Diagnostic::new(Code::DataSyntax, what);
        diags.push(diag.at(Place::new(file, at)).help(help));
    }
    Outcome { value, diags }
}

/// What the reader says in English of something that stands there, with the rest of its line, and
/// what to write instead.
fn explained(message: &str, there: &str, rest: &str) -> (String, &'static str) {
    let about = message.split(", expected ").next().unwrap_or_default();
    let (what, help) = match about {
        "string values must be quoted" if there.trim().is_empty() => (
            "falta el valor después de `=`",
            "escriba `clave = \"valor\"`",
        ),
        "string values must be quoted" if there.contains(['“', '”', '‘', '’', '«']) => (
            "estas comillas no sirven aquí",
            "escriba comillas rectas: `clave = \"valor\"`",
        ),
        "string values must be quoted" => (
            "este valor no se entiende",
            "un texto va entre comillas rectas, `clave = \"valor\"`; un número, una fecha, `true` y `false`, sin ellas",
        ),
        "invalid unquoted key" | "unexpected key or value" if rest.starts_with(['/', '-', ';']) => {
            ("esto no se entiende aquí", "una nota va después de `#`")
        }
        "unexpected key or value" if rest.starts_with(',') => (
            "aquí sobra una coma",
            "quítela; una lista va entre corchetes: `[\"uno\", \"dos\"]`",
        ),
        "unexpected key or value" => (
            "en esta línea hay algo más",
            "ponga cada clave en su línea; si el valor lleva comillas adentro, escriba `\\\"`",
        ),
        "missing opening quote" => (
            "faltan las comillas del comienzo",
            "escriba `clave = \"valor\"`",
        ),
        "extra `=`" => ("sobra un `=`", "escriba `clave = \"valor\"`"),
        about if about.starts_with("extra comma") => ("sobra una coma", "quítela"),
        "missing comma between key-value pairs" => (
            "falta una coma entre dos claves",
            "escriba `{ a = \"uno\", b = \"dos\" }`",
        ),
        "invalid unquoted key" | "key with no value" if there.starts_with(':') => (
            "después de una clave va `=`, no `:`",
            "escriba `clave = \"valor\"`",
        ),
        "key with no value" => (
            "falta `=` después de la clave",
            "escriba `clave = \"valor\"`",
        ),
        "invalid unquoted key" => (
            "esta clave tiene letras o signos que piden comillas",
            "escriba la clave entre comillas: `\"título\" = \"valor\"` o `[collections.\"guías\"]`",
        ),
        "unquoted keys cannot be empty" => {
            ("falta la clave antes de `=`", "escriba `clave = \"valor\"`")
        }
        "duplicate key" => ("esta clave está dos veces", "deje una sola"),
        "unclosed table" => ("falta `]`", "el nombre de una sección va así: `[seccion]`"),
        "unclosed array table" => ("falta `]]`", "empiece así cada elemento: `[[elemento]]`"),
        "unclosed array" => (
            "la lista no cierra: falta `]`",
            "escriba `[\"uno\", \"dos\"]`",
        ),
        "missing comma between array elements" => {
            ("falta una coma en la lista", "escriba `[\"uno\", \"dos\"]`")
        }
        "unclosed inline table" => ("falta `}`", "escriba `{ clave = \"valor\" }`"),
        "missing escaped value" | "too few unicode value digits" => (
            "después de `\\` no puede ir esto",
            "escriba `/` en las rutas, o `\\\\` donde quiera una barra invertida",
        ),
        "unexpected leading zero" => (
            "un número no empieza con cero",
            "quite el cero o use comillas",
        ),
        about if about.starts_with("invalid") && about.ends_with("string") => (
            "las comillas no cierran",
            "ponga la comilla que falta al final del valor",
        ),
        about if about.starts_with("invalid") && is_boolean(rest) => (
            "este valor no se entiende",
            "`true` y `false` van en minúsculas",
        ),
        about if about.starts_with("invalid") => (
            "este número o esta fecha no existe",
            "una fecha va así: `2026-11-23`; un número con decimales, `1.5`",
        ),
        about if about.starts_with("cannot extend") => (
            "esta clave ya tiene un valor que no es una sección",
            "deje el valor o la sección, no los dos",
        ),
        _ => (
            "",
            "revise que tenga la forma `clave = \"valor\"` y que las comillas cierren",
        ),
    };
    match what {
        "" => (format!("no se entiende este TOML: {message}"), help),
        what => (what.to_owned(), help),
    }
}

/// Whether a text begins with yes or no, in whatever letters.
fn is_boolean(text: &str) -> bool {
    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    matches!(word.to_lowercase().as_str(), "true" | "false")
}

fn map(table: &DeTable<'_>) -> Kind {
    let mut entries: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            let key = Key {
                name: key.get_ref().to_string(),
                span: span(key),
            };
            (key, node(value))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    Kind::Map(entries)
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let scalar = |text: String, quoted| Kind::Scalar { text, quoted };
    let kind = match value.get_ref() {
        DeValue::String(text) => scalar(text.to_string(), true),
        // With its base: `0x10` is no 10.
        DeValue::Integer(n) => scalar(n.to_string(), false),
        DeValue::Float(n) => scalar(n.as_str().to_owned(), false),
        DeValue::Boolean(b) => scalar(b.to_string(), false),
        DeValue::Datetime(date) => scalar(date.to_string(), false),
        DeValue::Array(items) => Kind::List(items.iter().map(node).collect()),
        DeValue::Table(table) => map(table),
    };
    Node {
        span: span(value),
        kind,
    }
}

fn span<T>(value: &Spanned<T>) -> Span {
    Span::new(value.span().start, value.span().end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_the_name_of_a_section_is_no_other_mistake() {
        for (text, expect) in [
            ("a = 1\n[b\na = 2\n", 1),
            ("[b]\na = 1\n[b]\na = 2\n", 1),
            ("[b]\na = 1\n[b]\nc = 2\n[d]\ne = 1\ne = 2\n", 2),
        ] {
            let diags = parse(&"site.toml".into(), text).diags;
            assert_eq!(diags.len(), expect, "{text}: {diags:?}");
        }
    }

    #[test]
    fn what_people_get_wrong_is_told_in_spanish() {
        for (text, says) in [
            ("a = \"x\n", "las comillas no cierran"),
            ("a = 'x\n", "las comillas no cierran"),
            ("[s\na = 1\n", "falta `]`"),
            ("[[s]\na = 1\n", "falta `]]`"),
            ("a = [1, 2\n", "la lista no cierra"),
            ("a = { b = 1\n", "falta `}`"),
            ("a: 1\n", "va `=`, no `:`"),
            ("a 1\n", "falta `=`"),
            ("a =\n", "falta el valor"),
            ("a = hola\n", "este valor no se entiende"),
            ("a = “hola”\n", "estas comillas no sirven"),
            ("título = 1\n", "piden comillas"),
            ("= 1\n", "falta la clave"),
            ("a = 1\na = 2\n", "dos veces"),
            ("a = \"C:\\dir\"\n", "después de `\\`"),
            ("a = 01\n", "no empieza con cero"),
            ("a = 2026-13-40\n", "esta fecha no existe"),
            ("a = 1\n[a.b]\nc = 1\n", "ya tiene un valor"),
            ("a = hola mundo\"\n", "faltan las comillas del comienzo"),
            ("a = \"x\" b = \"y\"\n", "hay algo más"),
            ("[s] b = \"y\"\n", "hay algo más"),
            ("a = \"el \"agua\"\"\n", "hay algo más"),
            ("a = \"x\", \"y\"\n", "sobra una coma"),
            ("a = [1,, 2]\n", "sobra una coma"),
            (
                "a = { b = [1] c = [2] }\n",
                "falta una coma entre dos claves",
            ),
            ("a == 1\n", "sobra un `=`"),
            ("a = True\n", "este valor no se entiende"),
            ("a = \"x\" // nota\n", "esto no se entiende aquí"),
            ("// nota\na = 1\n", "esto no se entiende aquí"),
        ] {
            let diags = parse(&"site.toml".into(), text).diags;
            let told = &diags[0];
            assert!(told.message.contains(says), "{text}: {diags:?}");
            assert!(!told.help.is_empty(), "{text}");
        }
    }
}
