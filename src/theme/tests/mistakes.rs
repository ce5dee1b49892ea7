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
fn frequent_mistakes_in_templates_are_told_in_spanish() {
    for (text, expect) in [
        ("{{ \"a }}", "las comillas no cierran"),
        ("{# a", "el comentario no cierra"),
        ("{{ not }}", "aquí hay `}}` y se espera un valor"),
        ("{{ super( }}", "aquí hay `}}` y se espera un nombre"),
        (
            "{{ <marcas draft={true} /> }}",
            "falta el argumento `example`",
        ),
        (
            "{{ doc.toc | upper }}",
            "aquí va un valor de tipo `string` y este es de tipo `array`",
        ),
    ] {
        let loaded = child(&[("templates/casos.html", text)]);
        let site = Theme::site(&samples::site("es", false));
        let page = loaded.value.page(&site, &samples::case(), None);
        let told: Vec<_> = loaded.diags.into_iter().chain(page.diags).collect();
        assert!(told[0].message.starts_with(expect), "{text}: {told:?}");
    }
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
        "{% for t in doc.tocs %}{% endfor %}",
        &[&format!(
            "{at}:1:13 la plantilla recorre una lista que no existe, en la página `casos/pdi-1991.html`"
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
        "templates/home.html",
        "{% extends \"portal/home.html\" %}{% block conten %}{% endblock %}",
        &["themes/propio/templates/home.html:1:42 ningún padre tiene el bloque `conten`"],
    );
    check(
        "templates/casos.html",
        "{% if doc %}",
        &[&format!(
            "{at}:1:11 la plantilla termina y algo quedó sin cerrar"
        )],
    );
    check(
        "templates/casos.html",
        "{% block lead %}{% if doc %}{% endblock %}",
        &[&format!("{at}:1:32 esta etiqueta no existe, o no va aquí")],
    );
    check(
        "templates/casos.html",
        "{{ doc.title }",
        &[&format!("{at}:1:14 aquí hay `}}` y se espera `}}}}`")],
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
    let html = page.value;
    assert!(html.contains("<title>"));
}

#[test]
fn a_theme_without_templates_or_words_says_what_is_missing() {
    let loaded = Theme::load(vec![file("vacio", "theme.toml", "")], "fr");
    let messages: Vec<&str> = loaded.diags.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(
        messages[0].contains("idioma `fr`") && NEEDED.iter().all(|name| messages[1].contains(name))
    );
}

#[test]
fn a_block_that_no_parent_has_is_told_with_those_that_there_are() {
    let block = |name: &str| {
        let text =
            format!("{{% extends \"portal/home.html\" %}}{{% block {name} %}}{{% endblock %}}");
        let loaded = child(&[("templates/home.html", text.as_str())]);
        loaded.diags[0].help.join(" ")
    };
    assert_eq!(block("conten"), "¿quiso decir `content`?");
    let all = block("xyz");
    assert!(
        all.contains("content, ") && all.contains(", paths, ") && !all.contains("neighbours"),
        "{all}"
    );
    let loaded = child(&[("templates/home.html", "{% extends \"home.html\" %}")]);
    assert_eq!(
        loaded.diags[0].help,
        ["escriba `{% extends \"portal/home.html\" %}`"]
    );
}

#[test]
fn a_language_of_a_region_adds_to_the_language() {
    let words = |language: &str, files: &[(&str, &str)]| {
        let loaded = child_in(language, files);
        assert_eq!(loaded.diags, []);
        let page = loaded.value.page(
            &Theme::site(&samples::site("es", false)),
            &samples::case(),
            None,
        );
        assert_eq!(page.diags, []);
        page.value
    };
    assert!(words("es-CO", &[]).contains("Ir al contenido"));
    let own = words("es-CO", &[("strings/es-CO.toml", "skip = \"Vaya\"")]);
    assert!(own.contains("Vaya") && !own.contains("Ir al contenido"));
}

#[test]
fn words_that_are_missing_in_a_language_are_told_at_once() {
    let told = |files: &[(&str, &str)]| {
        let diags = child_in("fr", files).diags;
        assert_eq!(diags.len(), 1, "{diags:?}");
        format!("{} | {}", diags[0].message, diags[0].help.join(" | "))
    };
    let none = told(&[("theme.toml", "extends = \"portal\"")]);
    assert!(none.contains("no tiene textos en el idioma `fr`"), "{none}");
    assert!(none.contains("`themes/propio/strings/fr.toml`"), "{none}");
    let some = told(&[("strings/fr.toml", "skip = \"Aller\"")]);
    assert!(some.contains("les faltan "), "{some}");
    let builtin = builtin::builtin("portal").unwrap();
    let diags = Theme::load(builtin.clone(), "fr").diags;
    assert_eq!(diags.len(), 1, "{diags:?}");
    assert!(diags[0].says("acervo new theme"), "{diags:?}");
    assert!(diags[0].says("use uno de estos: en, es"), "{diags:?}");
    // All words of the other language are enough.
    let spanish = builtin
        .iter()
        .find(|f| f.path == "strings/es.toml")
        .unwrap();
    let all = String::from_utf8(spanish.bytes.clone()).unwrap();
    assert_eq!(
        child_in("fr", &[("strings/fr.toml", all.as_str())]).diags,
        []
    );
}

#[test]
fn a_word_that_no_template_uses_is_a_warning() {
    let told = |words: &str, template: &str| -> Vec<String> {
        let loaded = child(&[
            ("strings/es.toml", words),
            ("templates/nota.html", template),
        ]);
        assert!(loaded.diags.iter().all(|d| d.severity == Severity::Warning));
        let told = loaded.diags.iter();
        told.map(|d| format!("{} {}", d.message, d.help[0]))
            .collect()
    };
    assert_eq!(
        told("[home]\nquestoin = \"¿?\"\n", ""),
        ["ninguna plantilla usa el texto `home.questoin` ¿quiso decir `home.question`?"]
    );
    assert!(
        told(
            "mio = \"a\"\n[g]\none = \"b\"\n",
            "{{ strings.mio }}{{ strings.g | count(n=1) }}"
        )
        .is_empty()
    );
}

#[test]
fn themes_are_gathered_parents_first() {
    let read = |name: &str| match name {
        "portal" => Some(vec![file("portal", "theme.toml", "name = \"portal\"")]),
        "hijo" => Some(vec![file("hijo", "theme.toml", "extends = \"portal\"")]),
        "circulo" => Some(vec![file("circulo", "theme.toml", "extends = \"circulo\"")]),
        "perdido" => Some(vec![file("perdido", "theme.toml", "extends = \"nada\"")]),
        "raro" => Some(vec![file("raro", "theme.toml", "extend = \"portal\"")]),
        "roto" => Some(vec![file("roto", "theme.toml", "extends = \"portal")]),
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
    // Nothing is read of half a theme: all that is in the other half would be missing.
    check("perdido", &[], &["tema el tema `nada` no existe"]);
    check(
        "circulo",
        &[],
        &["tema el tema `circulo` se extiende a sí mismo"],
    );
    check(
        "raro",
        &[],
        &["config-clave la clave `extend` no existe en theme.toml"],
    );
    check("roto", &[], &["datos-sintaxis las comillas no cierran"]);
}
