//! A document that ages: notes by the newest date of the content, changes, former addresses.

use crate::site::{SITE, SiteTest, without_search};
use acervo::engine::Options;

/// A site with the theme inside the program, whose pages show the notes.
fn portal(text: &str) -> SiteTest {
    SiteTest::new(&format!(
        "-- site.toml --\ntheme = \"portal\"\n{SITE}{text}"
    ))
}

const AGING: &str = "-- content/casos/a.md --
---
titulo: A
vence: 2025-06-30
revisar_antes_de: 2025-12-31
cambios:
  - {fecha: 2025-01-02, texto: Primera versión.}
  - {fecha: 2025-03-04, texto: \"Se corrigió <una> cifra.\"}
---
Bien.
-- content/casos/b.md --
---
titulo: B
fecha: 2025-06-30
---
Bien.
";

#[test]
fn a_page_says_that_it_expired_once_the_content_is_newer() {
    let mut site = portal(AGING);
    let (expired, late) = (
        "dejó de valer el 30 de junio de 2025",
        "se debía revisar antes del",
    );
    let page = site.render("casos/a.html");
    assert!(!page.contains(expired) && !page.contains(late), "{page}");
    site.edit("content/casos/b.md", "2025-06-30", "2025-07-01")
        .advance();
    let page = site.render("casos/a.html");
    assert!(page.contains(expired) && !page.contains(late), "{page}");
    site.edit("content/casos/b.md", "2025-07-01", "2026-01-01")
        .advance();
    assert!(site.render("casos/a.html").contains(late));
    // Without `[style]` the page says it and nobody is warned.
    site.expect_diags(&[]).expect_as_fresh();
}

#[test]
fn a_page_lists_its_changes_newest_first() {
    let page = portal(AGING).render("casos/a.html");
    let (newer, older) = ("Se corrigió &lt;una&gt; cifra.", "Primera versión.");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}:\n{page}"));
    assert!(at("2025-03-04") < at(newer) && at(newer) < at(older));
    assert!(!portal(AGING).render("casos/b.html").contains("p_cambios"));
}

#[test]
fn a_wrong_change_is_an_error_at_its_place() {
    let check = |changes: &str, expect: &str| {
        let text = format!("-- content/casos/a.md --\n---\ntitulo: A\ncambios: {changes}\n---\n");
        SiteTest::new(&text).expect_diags(&[expect]);
    };
    check("[Se corrigió]", "content/casos/a.md:3:11 campo-tipo");
    check(
        "[{fecha: 2025-13-01, texto: A}]",
        "content/casos/a.md:3:19 campo-tipo",
    );
    check("[{texto: A}]", "content/casos/a.md:3:11 campo-falta");
    check(
        "[{fecha: 2025-01-01}]",
        "content/casos/a.md:3:11 campo-falta",
    );
    check(
        "[{fehca: 2025-01-01, texto: A}]",
        "content/casos/a.md:3:12 campo-tipo",
    );
}

#[test]
fn servers_get_their_redirects_when_there_are_any() {
    let mut site = SiteTest::new(
        "-- content/casos/a.md --\n---\ntitulo: A\nalias: [viejo, \"casos/a b (1).html\"]\n---\n",
    );
    let nginx = site.render("redirects/nginx.conf");
    assert!(
        nginx.contains("location = \"/casos/a b (1).html\" { return 301 \"/casos/a.html\"; }"),
        "{nginx}"
    );
    let apache = site.render("redirects/apache.conf");
    let line = r#"RedirectMatch 301 "^/casos/a b \\(1\\)\\.html$" "/casos/a.html""#;
    assert!(apache.contains(line), "{apache}");
    let iis = site.render("redirects/web.config");
    assert!(iis.contains("<location path=\"viejo.html\">"), "{iis}");
    assert!(iis.contains("destination=\"/casos/a.html\""), "{iis}");
    assert!(iis.trim_end().ends_with("</configuration>"));
    site.edit(
        "site.toml",
        "https://ejemplo.test/",
        "https://ejemplo.test/att/",
    )
    .advance();
    assert!(
        site.render("redirects/nginx.conf")
            .contains("\"/att/viejo.html\" { return 301 \"/att/casos/a.html\"")
    );
    site.edit("content/casos/a.md", "alias:", "#").advance();
    assert!(
        !site.paths().iter().any(|p| p.starts_with("redirects/")),
        "{:?}",
        site.paths()
    );
}

const SCHEDULED: &str = "at = 2026-05-01
-- content/casos/a.md --
---
titulo: A
fecha: 2026-05-01
---
Bien.
-- content/casos/b.md --
---
titulo: B
fecha: 2026-05-02
---
Bien.
";

/// `at` belongs before the tables of site.toml.
fn scheduled(options: Options) -> SiteTest {
    let (at, content) = SCHEDULED.split_once('\n').unwrap();
    SiteTest::with(
        &format!("-- site.toml --\ntheme = \"portal\"\n{at}\n{SITE}{content}"),
        options,
    )
}

#[test]
fn a_document_of_a_later_day_waits_for_the_day_of_the_site() {
    let mut site = scheduled(without_search());
    assert!(site.has("casos/a.html") && !site.has("casos/b.html"));
    site.edit("content/casos/a.md", "Bien.", "Vea [B](b.md).")
        .advance()
        .expect_diags(&["content/casos/a.md:5:9 enlace-roto"])
        .expect_messages(&["`casos/b.md` espera hasta el 2 de mayo de 2026"]);
    site.edit("site.toml", "at = 2026-05-01", "at = 2026-05-02")
        .advance()
        .expect_diags(&[]);
    assert!(site.has("casos/b.html"));
    site.expect_as_fresh();
    // The command line says another day; drafts show what waits, and say so.
    let later = Options {
        at: acervo::base::date::parse("2027-01-01"),
        ..without_search()
    };
    assert!(scheduled(later).has("casos/b.html"));
    let drafts = Options {
        drafts: true,
        ..without_search()
    };
    let page = scheduled(drafts).render("casos/b.html");
    assert!(page.contains("espera hasta el 2 de mayo de 2026"), "{page}");
}

#[test]
fn without_a_day_of_the_site_nothing_waits() {
    let site = portal("-- content/casos/a.md --\n---\ntitulo: A\nfecha: 2999-01-01\n---\nBien.\n");
    assert!(site.has("casos/a.html"));
    SiteTest::new("-- site.toml --\ntitle = \"S\"\nat = \"mañana\"\n[collections.a]\n")
        .expect_messages(&["`at` debe ser una fecha como 2026-11-22 y es «mañana»"]);
    SiteTest::new("-- site.toml --\ntitle = \"S\"\nat = \"22/11/2026\"\n[collections.a]\n")
        .expect_messages(&["¿quiso decir `2026-11-22`?"]);
}
