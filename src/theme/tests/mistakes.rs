//! Mistakes that themes can have, each named where it is.

use super::*;
use crate::diag::Severity;

/// `file:line:column message` of each diagnostic.
fn places(diags: &[Diagnostic], files: &[(&str, &str)]) -> Vec<String> {
    diags
        .iter()
        .map(|d| {
            let Some(place) = &d.place else {
                return format!("? {}", d.message);
            };
            let text = files
                .iter()
                .find(|(f, _)| place.file.ends_with(f))
                .map_or("", |f| f.1);
            let at = crate::base::lines::Lines::new(text).at(place.start);
            format!("{}:{}:{} {}", place.file, at.line, at.column, d.message)
        })
        .collect()
}

#[test]
fn mistakes_in_templates_are_named_where_they_are() {
    let check = |path: &'static str, text: &'static str, expect: &[&str]| {
        let files = [(path, text)];
        let loaded = child(&files);
        let mut diags = loaded.diags;
        if diags.is_empty() {
            let site = Theme::site(&samples::site("es", false));
            diags = loaded.value.page(&site, &samples::case(), None).diags;
        }
        assert!(diags.iter().all(|d| d.severity == Severity::Error));
        assert_eq!(places(&diags, &files), expect, "{text}");
    };
    let at = "themes/propio/templates/casos.html";
    check(
        "templates/casos.html",
        "a\n{{ doc.titel }}",
        &[&format!(
            "{at}:2:8 la plantilla usa el campo `titel`, que no existe, en la página `casos/pdi-1991.html`"
        )],
    );
    check(
        "templates/casos.html",
        "ñ {{ nada }}",
        &[&format!(
            "{at}:1:6 la plantilla usa la variable `nada`, que no existe, en la página `casos/pdi-1991.html`"
        )],
    );
    check(
        "templates/casos.html",
        "\n ñ{{ doc | nada }}",
        &[&format!("{at}:2:12 el filtro `nada` no existe")],
    );
    check(
        "templates/casos.html",
        "{{ strings.nada.mas }}",
        &[&format!("{at}:1:4 no hay texto con el nombre `nada.mas`")],
    );
    check(
        "templates/casos.html",
        "{% extends \"nada.html\" %}",
        &[&format!(
            "{at}:1:1 la plantilla extiende `nada.html`, que no existe"
        )],
    );
    check(
        "templates/casos.html",
        "{{ <nada /> }}",
        &[&format!("{at}:1:4 el componente `nada` no existe")],
    );
    check(
        "strings/es.toml",
        "skip = 3",
        &["themes/propio/strings/es.toml:1:8 `skip` debe ser un texto"],
    );
}

#[test]
fn all_templates_with_bad_syntax_are_reported_at_once() {
    let loaded = child(&[
        ("templates/home.html", "{% if %}"),
        ("templates/list.html", "\n{{ a"),
    ]);
    let files: Vec<String> = loaded
        .diags
        .iter()
        .map(|d| d.place.as_ref().unwrap().file.to_string())
        .collect();
    assert_eq!(
        files,
        [
            "themes/propio/templates/home.html",
            "themes/propio/templates/list.html"
        ]
    );
    let page = loaded.value.page(
        &Theme::site(&samples::site("es", false)),
        &samples::case(),
        None,
    );
    assert_eq!(page.diags, []);
    let html = String::from_utf8(page.value).unwrap();
    assert!(html.contains("<title>"));
}

#[test]
fn a_theme_without_templates_or_words_says_what_is_missing() {
    let loaded = Theme::load(vec![file("vacio", "theme.toml", "")], "fr");
    let messages: Vec<&str> = loaded.diags.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages.len(), 1 + NEEDED.len(), "{messages:?}");
    assert!(messages[0].contains("idioma `fr`") && messages[1].contains("`404.html`"));
}

#[test]
fn themes_are_gathered_parents_first() {
    let read = |name: &str| match name {
        "portal" => Some(vec![file("portal", "theme.toml", "name = \"portal\"")]),
        "hijo" => Some(vec![file("hijo", "theme.toml", "extends = \"portal\"")]),
        "circulo" => Some(vec![file("circulo", "theme.toml", "extends = \"circulo\"")]),
        "perdido" => Some(vec![file("perdido", "theme.toml", "extends = \"nada\"")]),
        "raro" => Some(vec![file("raro", "theme.toml", "extend = \"portal\"")]),
        _ => None,
    };
    let check = |name: &str, themes: &[&str], errors: &[&str]| {
        let got = gather(name, read);
        assert_eq!(
            got.value
                .iter()
                .map(|f| f.theme.as_str())
                .collect::<Vec<_>>(),
            themes
        );
        let diags: Vec<String> = got
            .diags
            .iter()
            .map(|d| format!("{} {}", d.code, d.message))
            .collect();
        assert_eq!(diags, errors);
    };
    check("hijo", &["portal", "hijo"], &[]);
    check("nada", &[], &["tema el tema `nada` no existe"]);
    check("perdido", &["perdido"], &["tema el tema `nada` no existe"]);
    check(
        "circulo",
        &["circulo"],
        &["tema el tema `circulo` se extiende a sí mismo"],
    );
    check(
        "raro",
        &["raro"],
        &["config-clave la clave `extend` no existe en theme.toml"],
    );
}
