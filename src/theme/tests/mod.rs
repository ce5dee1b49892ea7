//! The theme portal over sample views, and the mistakes that themes can have.

mod mistakes;
mod samples;

use super::*;
use crate::view::page::{Content, PageView};

/// The theme portal as it is on disk, so that templates can change without compiling.
fn portal() -> Vec<ThemeFile> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/portal");
    let mut files = Vec::new();
    for folder in [
        "",
        "templates",
        "templates/componentes",
        "templates/fixed",
        "templates/panels",
        "strings",
        "estilos",
        "assets",
    ] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                let name = entry.file_name().into_string().unwrap();
                let path = format!("{folder}/{name}");
                files.push(file(
                    "portal",
                    path.trim_start_matches('/'),
                    &std::fs::read_to_string(entry.path()).unwrap(),
                ));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn file(theme: &str, path: &str, text: &str) -> ThemeFile {
    ThemeFile {
        theme: theme.into(),
        path: path.into(),
        bytes: text.into(),
    }
}

/// Portal with a child theme of some files.
fn child(files: &[(&str, &str)]) -> Outcome<Theme> {
    child_in("es", files)
}

fn child_in(language: &str, files: &[(&str, &str)]) -> Outcome<Theme> {
    let mut all = portal();
    all.extend(files.iter().map(|(path, text)| file("propio", path, text)));
    Theme::load(all, language)
}

/// The page as text.
fn html(theme: &Theme, site: &Site, view: &mut PageView) -> String {
    if let Content::Doc(doc) = &mut view.content {
        for (panel, _) in theme.panels() {
            if let Some(own) = panel.take(doc, true) {
                let place = (&*view.root, &*view.page.url);
                let html = theme.panel(site, (*panel, &own), None, place).unwrap();
                view.panels.put(*panel, html.into());
            }
        }
    }
    theme.page(site, view, None).value
}

fn search_scripts() -> Vec<(String, Vec<u8>)> {
    ["cargador.js", "cliente.js", "grande.js"]
        .map(|name| (name.to_owned(), Vec::new()))
        .into()
}

#[test]
fn a_card_says_what_it_is_where_that_is_not_known() {
    for language in ["es", "en"] {
        let theme = Theme::load(portal(), language).value;
        let site = Theme::site(&samples::site(language, false));
        for card in [
            samples::card(false, samples::fields()),
            samples::card(true, vec![]),
        ] {
            let shown = theme.card(&site, &card, None, "casos/index.html").unwrap();
            for kind in [true, false] {
                let mut page = String::new();
                card_at(&shown, "../", kind, &mut page);
                let link = format!("<a href=\"../{}\">", card.url);
                assert!(page.contains(&link), "{page}");
                let told = page.contains("<p class=\"clase\">");
                // What is marked says what it is anywhere.
                assert_eq!(told, kind || card.draft || card.example, "{page}");
                assert!(!page.contains("<kind>"), "{page}");
            }
        }
    }
}

#[test]
fn the_theme_in_the_binary_is_the_one_in_the_repository() {
    let names = |files: Vec<ThemeFile>| -> Vec<(String, Vec<u8>)> {
        files.into_iter().map(|f| (f.path, f.bytes)).collect()
    };
    let built_in = names(builtin::builtin("portal").unwrap());
    assert!(
        built_in == names(portal()),
        "touch src/theme/builtin.rs to embed new files"
    );
}

#[test]
fn no_template_looks_into_texts_and_a_child_may() {
    let theme = Theme::load(portal(), "es").value;
    assert!(theme.only_shows_texts());
    let looks = "{% extends \"portal/document.html\" %}\
                 {% block lead %}{{ doc.title | upper }}{% endblock %}";
    let theme = child(&[("templates/document.html", looks)]).value;
    assert!(!theme.only_shows_texts());
}

#[test]
fn pages_see_the_list_of_a_panel_where_a_template_asks_for_it() {
    let theme = Theme::load(portal(), "es").value;
    let apart = Panel::ALL.map(|panel| (panel, false));
    assert_eq!(theme.panels(), apart);
    let asks = "{% extends \"portal/document.html\" %}\
                {% block lead %}{{ doc.facts | length }}{% endblock %}";
    let theme = child(&[("templates/document.html", asks)]).value;
    let kept = Panel::ALL.map(|panel| (panel, panel == Panel::Sources));
    assert_eq!(theme.panels(), kept);
}

#[test]
fn both_languages_have_the_same_words() {
    let mut keys = Vec::new();
    for language in ["es", "en"] {
        let strings = Strings::load(&portal(), language, &mut Vec::new());
        keys.push(strings.names());
    }
    assert_eq!(keys[0], keys[1]);
}

#[test]
fn titles_and_fields_are_escaped() {
    let theme = Theme::load(portal(), "es").value;
    let site = Theme::site(&samples::site("es", false));
    let mut view = samples::case();
    view.page.title = "<script>alert(1)</script>".into();
    if let Content::Doc(doc) = &mut view.content {
        doc.title = "a <b> & \"c\"".into();
        doc.fields[0].values[0].text = "<i>".into();
    }
    let html = html(&theme, &site, &mut view);
    assert!(
        html.contains("<h1>a &lt;b&gt; &amp; &quot;c&quot;</h1>"),
        "{html}"
    );
    assert!(!html.contains("<script>alert") && !html.contains("<i>"));
}

#[test]
fn filters_write_numbers_and_names_as_the_language_does() {
    let check = |language: &str, template: &'static str, expect: &str| {
        let mut files = portal();
        files.push(file("propio", "templates/casos.html", template));
        let theme = Theme::load(files, language).value;
        let page = theme.page(
            &Theme::site(&samples::site(language, false)),
            &samples::case(),
            None,
        );
        let html = page.value;
        assert_eq!(html, expect, "{template} {:?}", page.diags);
    };
    check("es", "{{ 6015 | number }}", "6.015");
    check("en", "{{ 6015 | number }}", "6,015");
    check(
        "es",
        "{{ strings.documents | count(n=0) }}",
        "Ningún documento",
    );
    check("es", "{{ strings.documents | count(n=1) }}", "1 documento");
    check(
        "es",
        "{{ strings.documents | count(n=10156) }}",
        "10.156 documentos",
    );
    check(
        "es",
        "{{ strings.minutes | count(n=0) }}",
        "0 minutos de lectura",
    );
    check(
        "es",
        "{{ strings.page_of | fill(page=2, pages=1200) }}",
        "página 2 de 1.200",
    );
    check(
        "es",
        "{{ \"De {url}\" | fill(url=\"<a>\") }}",
        "De &lt;a&gt;",
    );
    check(
        "es",
        "{{ \"{a}{ {b} {c}\" | fill(a=\"{b}\", b=1000) }}",
        "{b}{ 1.000 {c}",
    );
    check("es", "{{ \"a&b c\" | urlencode }}", "a%26b%20c");
    check(
        "es",
        "{% set f = doc.fields | named(name=\"periodo\") %}{{ f.label }}{% if doc.fields | named(name=\"x\") %}y{% endif %}",
        "Periodo",
    );
}

#[test]
fn words_of_a_script_cannot_close_it() {
    let theme = child(&[("strings/es.toml", "[search_ui]\na = \"</script><b>\"")]).value;
    let words = theme.search_words();
    assert!(
        words.contains("\"a\":\"\\u003c/script>\\u003cb>\""),
        "{words}"
    );
}

#[test]
fn a_child_theme_replaces_single_files_and_words() {
    let loaded = child(&[
        (
            "templates/404.html",
            "{% extends \"portal/404.html\" %}{% block title %}Perdida{% endblock %}",
        ),
        ("strings/es.toml", "[not_found]\ntext = \"¿Qué busca?\""),
        ("assets/portal.js", "a()"),
    ]);
    assert_eq!(loaded.diags, []);
    let theme = loaded.value.with_assets(search_scripts());
    let site = Theme::site(&samples::site("es", true));
    let page = html(&theme, &site, &mut samples::lost());
    for part in [
        "<title>Perdida</title>",
        "<h1>No encontramos",
        "¿Qué busca?",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let scripts: Vec<_> = theme
        .assets()
        .filter(|(path, _)| path.contains("portal."))
        .collect();
    assert_eq!(scripts.len(), 1);
    assert_eq!(scripts[0].1, b"a()");
}

#[test]
fn fixed_pieces_are_made_for_the_place_of_each_page() {
    let theme = child(&[("templates/fixed/foot.html", "{{ root }}pie {{ own }}\n")]).value;
    let site = Theme::site(&samples::site("es", false));
    let current = |view: &mut PageView| {
        let page = html(&theme, &site, view);
        let menu = page
            .split("aria-current=\"")
            .nth(1)
            .map(|m| m[..4].to_owned());
        (menu, page.contains(&format!("{}pie false", view.root)))
    };
    let mut view = samples::case();
    let inside = (Some("true".to_owned()), true);
    assert_eq!(current(&mut view), inside);
    view.root = "../../".into();
    assert_eq!(current(&mut view), inside);
    view.page.heads_section = true;
    assert_eq!(current(&mut view), (Some("page".to_owned()), false));
    view.page.section.clear();
    view.page.heads_section = false;
    assert_eq!(current(&mut view), (None, true));
}

#[test]
fn a_collection_can_have_its_own_template_but_not_take_another_page() {
    let theme = child(&[
        ("templates/memorias.html", "memoria"),
        ("templates/list.html", "lista"),
    ])
    .value;
    let site = Theme::site(&samples::site("es", false));
    let mut view = samples::case();
    for (collection, expect) in [("memorias", true), ("list", false)] {
        if let Content::Doc(doc) = &mut view.content {
            doc.collection.name = collection.into();
        }
        assert_eq!(
            html(&theme, &site, &mut view) == "memoria",
            expect,
            "{collection}"
        );
    }
}
