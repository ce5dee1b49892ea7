//! Filters for templates: functions of their arguments, nothing else.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;
use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

/// Room for what a text is filled with.
const HOLE_BYTES: usize = 64;

/// Adds acervo's filters. `thousands` is the mark between thousands in the site's language.
pub fn register(tera: &mut Tera, thousands: String) {
    let mark: Arc<str> = thousands.into();
    let m = mark.clone();
    tera.register_filter("number", move |n: Value, _: Kwargs, _: &State| {
        Ok::<_, Error>(Amount::of(&n, &m)?.text)
    });
    let m = mark.clone();
    tera.register_filter("count", move |words: &Map, kwargs: Kwargs, _: &State| {
        count(words, &Amount::of(&kwargs.must_get("n")?, &m)?)
    });
    tera.register_filter("fill", move |text: &str, kwargs: Kwargs, _: &State| {
        fill(text, &kwargs, &mark)
    });
    tera.register_filter("urlencode", |text: &str, _: Kwargs, _: &State| {
        utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
    });
    tera.register_filter("named", |fields: &[Value], kwargs: Kwargs, _: &State| {
        let name: &str = kwargs.must_get("name")?;
        TeraResult::Ok(named(fields, name))
    });
}

/// How many, for people.
struct Amount {
    /// `None` when it is more than one and its text was taken out ([`crate::view::texts`]).
    n: Option<u64>,
    text: String,
}

impl Amount {
    /// From a number, or from its figures.
    fn of(value: &Value, mark: &str) -> TeraResult<Amount> {
        let whole = value.as_number().and_then(|n| n.as_integer());
        let text = value.as_str();
        let n = match (whole, text) {
            (Some(n), _) => u64::try_from(n).ok(),
            (None, Some(text)) => text.parse().ok(),
            _ => return Err(Error::message("aquí va un número")),
        };
        let text = n.map_or_else(|| value.to_string(), |n| number(n, mark));
        Ok(Amount { n, text })
    }
}

/// A count with its mark between thousands: `6.015`.
pub(super) fn number(n: u64, mark: &str) -> String {
    let text = crate::base::figures::thousands(n);
    if mark == "." {
        text
    } else {
        text.replace('.', mark)
    }
}

/// The words for a count: `zero` when there is one for none, `one` for one, else `other`.
fn count(words: &Map, amount: &Amount) -> TeraResult<String> {
    let text = match amount.n {
        Some(0) => text_of(words, "zero").or_else(|| text_of(words, "other")),
        Some(1) => text_of(words, "one"),
        _ => text_of(words, "other"),
    };
    let text = text.ok_or_else(|| Error::message("faltan los textos `one` y `other`"))?;
    Ok(filled(text, |name| {
        (name == "n").then(|| amount.text.clone())
    }))
}

/// Puts values in the place of `{name}`; numbers get their mark between thousands.
fn fill(text: &str, kwargs: &Kwargs, mark: &str) -> String {
    filled(text, |name| {
        let (_, value) = kwargs.iter().find(|(key, _)| key.as_str() == Some(name))?;
        Some(match value.as_number().and_then(|n| n.as_integer()) {
            Some(n) => u64::try_from(n).map_or_else(|_| n.to_string(), |n| number(n, mark)),
            None => value.to_string(),
        })
    })
}

/// A text with what stands for each `{name}` in it; a name that nobody knows stays as it is.
fn filled(text: &str, of: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + HOLE_BYTES);
    let mut rest = text;
    while let Some((before, hole)) = rest.split_once('{') {
        out.push_str(before);
        let found = hole.split_once('}');
        rest = match found.and_then(|(name, after)| Some((of(name)?, after))) {
            Some((value, after)) => {
                out.push_str(&value);
                after
            }
            None => {
                out.push('{');
                hole
            }
        };
    }
    out.push_str(rest);
    out
}

/// The field with a name, or nothing.
fn named(fields: &[Value], name: &str) -> Value {
    fields
        .iter()
        .find(|field| field.as_map().and_then(|map| text_of(map, "name")) == Some(name))
        .cloned()
        .unwrap_or_else(Value::none)
}

fn text_of<'a>(map: &'a Map, name: &'a str) -> Option<&'a str> {
    map.get(&Key::Str(name)).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_counts_are_written_as_the_language_does() {
        let documents =
            r#"{"zero": "Ningún documento", "one": "1 documento", "other": "{n} documentos"}"#;
        let minutes = r#"{"one": "{n} minuto", "other": "{n} minutos"}"#;
        for (template, mark, expect) in [
            ("{{ 6015 | number }}", ".", "6.015"),
            ("{{ 6015 | number }}", ",", "6,015"),
            ("{{ documents | count(n=0) }}", ".", "Ningún documento"),
            ("{{ documents | count(n=1) }}", ".", "1 documento"),
            ("{{ documents | count(n=10156) }}", ".", "10.156 documentos"),
            ("{{ minutes | count(n=0) }}", ".", "0 minutos"),
            (
                "{{ \"{n} de {of}\" | fill(n=2, of=1200) }}",
                ".",
                "2 de 1.200",
            ),
            (
                "{{ \"De {url}\" | fill(url=\"<a>\") }}",
                ".",
                "De &lt;a&gt;",
            ),
            (
                "{{ \"{a}{ {b} {c}\" | fill(a=\"{b}\", b=1000) }}",
                ".",
                "{b}{ 1.000 {c}",
            ),
            ("{{ \"a&b c\" | urlencode }}", ".", "a%26b%20c"),
            (
                "{% set f = fields | named(name=\"b\") %}{{ f.label }}",
                ".",
                "Be",
            ),
            ("{% if fields | named(name=\"x\") %}y{% endif %}", ".", ""),
        ] {
            let mut tera = Tera::new();
            register(&mut tera, mark.to_owned());
            tera.add_raw_template("a.html", template).unwrap();
            let mut context = tera::Context::new();
            for (name, json) in [
                ("documents", documents),
                ("minutes", minutes),
                (
                    "fields",
                    r#"[{"name": "a", "label": "A"}, {"name": "b", "label": "Be"}]"#,
                ),
            ] {
                let value: serde_json::Value = serde_json::from_str(json).unwrap();
                context.insert(name, &value);
            }
            let html = tera.render("a.html", &context).unwrap();
            assert_eq!(html, expect, "{template}");
        }
    }
}
