//! What hosts and programs read of a published site: its address, its former addresses, its data.

use crate::site::SiteTest;
use serde_json::Value;

fn at(base: &str, content: &str) -> SiteTest {
    let site = format!(
        "-- site.toml --\ntitle = \"S\"\nbase_url = \"{base}\"\n[collections.casos]\n{content}"
    );
    SiteTest::new(&site)
}

const MOVED: &str = "-- content/casos/a.md --\n---\ntitulo: A\nfecha: 2024-01-31\nalias: [\"casos/viej%C3%A9.html\", casos/100%.html]\n---\n";

/// A browser's bar gives `%C3%A9`, who writes by hand `é`: it is one folder.
#[test]
fn servers_are_asked_for_addresses_without_escapes_and_answer_with_them_once() {
    for base in ["https://x.test/técnica a", "https://x.test/t%C3%A9cnica a"] {
        let base = base.replace(' ', "%20");
        let mut site = at(&base, MOVED);
        site.expect_diags(&[]);
        let nginx = site.render("redirects/nginx.conf");
        let line = "location = \"/técnica a/casos/viejé.html\" { return 301 \"/t%C3%A9cnica%20a/casos/a.html\"; }";
        assert!(nginx.contains(line), "{nginx}");
        assert!(
            nginx.contains("location = \"/técnica a/casos/100%.html\""),
            "{nginx}"
        );
        let apache = site.render("redirects/apache.conf");
        let line = r#"301 "^/técnica a/casos/viejé\\.html$" "/técnica a/casos/a.html""#;
        assert!(apache.contains(line), "{apache}");
        assert!(site.has("casos/viejé.html"), "{:?}", site.paths());
        let map = site.render("sitemap.xml");
        let line = "<loc>https://x.test/t%C3%A9cnica%20a/casos/a.html</loc>";
        assert!(map.contains(line), "{map}");
    }
}

#[test]
fn an_address_with_an_ampersand_leaves_the_feed_whole() {
    let site = at("https://x.test/a&b/", MOVED);
    let feed = site.render("canal.xml");
    for text in [
        "<id>https://x.test/a&amp;b/</id>",
        "href=\"https://x.test/a&amp;b/canal.xml\"",
        "<id>https://x.test/a&amp;b/casos/a.html</id>",
    ] {
        assert!(feed.contains(text), "{feed}");
    }
    assert!(!feed.contains("a&b"), "{feed}");
}

#[test]
fn what_is_no_address_of_a_folder_is_told_with_what_to_write() {
    for (base, said) in [
        (
            "https://x.test/att/index.html",
            "la de su carpeta: `https://x.test/att/`",
        ),
        ("https://x.test/mi sitio/", "`https://x.test/mi%20sitio/`"),
        ("x.test/att", "debe empezar con https://"),
    ] {
        let mut site = at(base, "-- content/casos/a.md --\n# A\n");
        site.expect_diags(&["site.toml:3:12 config-valor"]);
        site.expect_messages(&[said]);
    }
}

/// The alias gives way, also where it sorts before the document.
#[test]
fn an_alias_that_differs_by_its_capitals_is_told_where_it_is_written() {
    SiteTest::new("-- content/casos/a.md --\n# A\n-- content/casos/b.md --\n---\ntitulo: B\nalias: [casos/A.html]\n---\n")
        .expect_diags(&["content/casos/b.md:3:9 direccion-repetida"])
        .expect_messages(&["quite este alias"]);
}

#[test]
fn the_data_of_a_document_are_for_programs_and_none_is_left_out() {
    let fields = [
        ("personas", "integer"),
        ("costo", "number"),
        ("inicio", "date"),
        ("propio", "boolean"),
        ("lugar", "text"),
        ("sexto", "text"),
    ];
    let declared: String = fields
        .iter()
        .map(|(name, kind)| format!("{name} = {{ type = \"{kind}\", card = true }}\n"))
        .collect();
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = \"S\"\n[collections.casos.fields]\n{declared}\
         -- content/casos/a.md --\n---\ntitulo: A\nfecha: 2024-03-01\nactualizado: 2025-04-05\npersonas: 12345\ncosto: 1234.5\ninicio: 2024-01-31\npropio: sí\nlugar: Aquí\nsexto: Sí está\n---\n"
    ));
    let data: Value = serde_json::from_str(&site.render("datos/documentos.json")).unwrap();
    let expect = serde_json::json!({
        "personas": ["12345"],
        "costo": ["1234.5"],
        "inicio": ["2024-01-31"],
        "propio": ["Sí"],
        "lugar": ["Aquí"],
        "sexto": ["Sí está"],
    });
    assert_eq!(data["documentos"][0]["campos"], expect);
    // The day of a revision is not the day it was written.
    let document = &data["documentos"][0];
    assert_eq!(document["fecha"], "2024-03-01");
    assert_eq!(document["actualizado"], "2025-04-05");
    // People read them as they write them.
    let page = site.render("casos/a.html");
    assert!(
        page.contains("12.345") && page.contains("1234,5") && page.contains("31 de enero de 2024")
    );
}

/// Who copies the site to a stick, or takes the pack apart on Windows, would find these missing.
#[test]
fn what_windows_cannot_hold_is_told() {
    SiteTest::new(
        "-- content/casos/aux.md --\n# A\n-- content/casos/b.md --\n# B\n-- content/casos/que?.pdf --\nx\n",
    )
    .expect_diags(&[
        "content/casos/aux.md:1:1 direccion-invalida",
        "content/casos/que?.pdf:1:1 direccion-invalida",
    ])
    .expect_messages(&["«aux.html»", "escriba otro `slug`", "las memorias USB no pueden guardar `casos/que?.pdf`"]);
}

#[test]
fn only_the_page_of_a_folder_goes_without_its_name() {
    let mut site = at(
        "https://x.test/",
        "-- content/casos/reindex.md --\n# Agua\n-- content/casos/rio/index.md --\n# Río\n",
    );
    let map = site.render("sitemap.xml");
    for path in ["casos/reindex.html", "casos/rio/", "casos/", ""] {
        let line = format!("<loc>https://x.test/{path}</loc>");
        assert!(map.contains(&line), "{path}: {map}");
    }
    let canonical = "{{ page.canonical }}{% block content %}{% endblock %}";
    site.write("themes/plano/templates/base.html", canonical)
        .advance();
    let shown = |path: &str| {
        site.render(path)
            .starts_with(&format!("https://x.test/{path}<"))
    };
    assert!(shown("casos/reindex.html"));
    let folder = site.render("casos/rio/index.html");
    assert!(folder.starts_with("https://x.test/casos/rio/<"), "{folder}");
}

#[test]
fn signs_that_no_xml_may_have_leave_the_feed_whole() {
    let site = at(
        "https://x.test/",
        "-- content/casos/a.md --\n---\ntitulo: \"Agua\\u0001 y luz\"\nfecha: 2026-01-01\n---\nUno\u{fffe} dos.\n",
    );
    let feed = site.render("canal.xml");
    let is_xml = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(feed.chars().all(is_xml), "{feed:?}");
    assert!(feed.contains("<title>Agua y luz</title>"), "{feed}");
    assert!(feed.contains("<summary>Uno dos.</summary>"), "{feed}");
}

#[test]
fn a_feed_has_what_has_a_date() {
    let undated = "-- content/casos/b.md --\n---\ntitulo: Sin fecha\n---\n";
    let site = at("https://x.test/", &format!("{MOVED}{undated}"));
    let feed = site.render("canal.xml");
    assert_eq!(feed.matches("<entry>").count(), 1, "{feed}");
    assert!(feed.contains("<title>A</title>"), "{feed}");
    // The feed's own date and the entry's.
    let stamp = "<updated>2024-01-31T00:00:00Z</updated>";
    assert_eq!(feed.matches(stamp).count(), 2, "{feed}");
    let site = at("https://x.test/", undated);
    assert!(!site.render("canal.xml").contains("<entry>"));
    assert!(site.render("casos/index.html").contains("Sin fecha"));
}

#[test]
fn a_figure_and_its_sign_are_bound_on_pages_and_nowhere_else() {
    let text = "-- content/casos/a.md --\n---\ntitulo: El 33 % del total\nfecha: 2024-01-31\n---\nCostó $ 5. El 92 %.\n\n    5 %\n";
    let site = at("https://x.test/", text);
    let page = site.render("casos/a.html");
    for shown in [
        "<h1>El 33\u{a0}% del total</h1>",
        "Costó $\u{a0}5. El 92\u{a0}%.",
        "<code>5 %\n",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    for data in ["canal.xml", "datos/documentos.json"] {
        assert!(site.render(data).contains("El 33 % del total"), "{data}");
    }
}
