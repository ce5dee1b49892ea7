//! How documents hang together: backlinks, neighbours, related ones, former addresses, drafts.

use crate::search_corpus::Dice;
use crate::site::SiteTest;
use acervo::engine::Options;

const SITE: &str = r#"-- site.toml --
title = "P"
base_url = "https://ejemplo.test/"
[collections.casos]
title = "Casos"
sort = "orden"
[collections.casos.fields]
etiquetas = { type = "text", many = true, pages = true }
guia = { type = "ref", collection = "guias" }
[collections.guias]
title = "Guías"
-- content/casos/a.md --
---
titulo: Caso A
orden: 1
etiquetas: [Agua, Vías]
guia: g
alias: [/viejo/a.html, antes]
---
## Lo que pasó

Vea [el b](b.md#al-final).
-- content/casos/b.md --
---
titulo: Caso B
orden: 2
etiquetas: [agua]
---
Texto.

## Al final

Vea [[g]].
-- content/casos/c.md --
---
titulo: Caso C
orden: 3
---
Texto.
-- content/guias/g.md --
---
titulo: La guía
---
Texto.
"#;

#[test]
fn a_build_writes_what_the_preview_shows_and_nothing_more() {
    let mut site = SiteTest::new(SITE);
    site.build()
        .expect_file("casos/a.html", &["<a href=\"b.html#al-final\">el b</a>"])
        .expect_file("viejo/a.html", &["../casos/a.html"])
        .expect_missing("casos/d.html")
        .remove("content/casos/c.md")
        .advance()
        .build()
        .expect_missing("casos/c.html");
    assert!(site.published());
    site.write("content/casos/c.md", "---\ntitulo: [\n---\n")
        .advance()
        .build();
    assert!(!site.published());
    site.expect_missing("casos/c.html")
        .expect_file("casos/b.html", &["Caso B"]);
}

#[track_caller]
fn has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "no «{part}»:\n{html}");
    }
}

#[track_caller]
fn has_not(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(!html.contains(part), "«{part}» is there:\n{html}");
    }
}

#[test]
fn documents_know_what_leads_to_them() {
    let mut site = SiteTest::new(SITE);
    site.expect_diags(&[]);
    let guide = site.render("guias/g.html");
    has(
        &guide,
        &[
            "enlazado desde: casos/a.html Caso A",
            "enlazado desde: casos/b.html Caso B",
        ],
    );
    has(
        &site.render("casos/b.html"),
        &["enlazado desde: casos/a.html Caso A"],
    );
    has_not(&site.render("casos/a.html"), &["enlazado desde"]);
}

#[test]
fn neighbours_follow_the_order_of_the_collection() {
    let site = SiteTest::new(SITE);
    let first = site.render("casos/a.html");
    has(&first, &["siguiente: casos/b.html Caso B"]);
    has_not(&first, &["anterior:"]);
    let middle = site.render("casos/b.html");
    has(
        &middle,
        &[
            "anterior: casos/a.html Caso A",
            "siguiente: casos/c.html Caso C",
        ],
    );
    let last = site.render("casos/c.html");
    has(&last, &["anterior: casos/b.html Caso B"]);
    has_not(&last, &["siguiente:"]);
}

#[test]
fn lists_are_in_the_order_of_a_dictionary() {
    let doc = |name: &str, title: &str| {
        format!("-- content/casos/{name}.md --\n---\ntitulo: {title}\ntema: {title}\n---\nUno.\n")
    };
    let docs = [
        doc("a", "Ñame"),
        doc("b", "Aporte"),
        doc("c", "Oso"),
        doc("d", "Año"),
        doc("e", "Nube"),
        doc("f", "Anzuelo"),
    ];
    let site = SiteTest::with(
        &format!(
            "-- site.toml --\ntitle = \"S\"\n[collections.casos]\nsort = \"titulo\"\n\
             [collections.casos.fields.tema]\npages = true\n{}",
            docs.concat()
        ),
        Options::default(),
    );
    let expect = ["Anzuelo", "Año", "Aporte", "Nube", "Ñame", "Oso"];
    for page in ["casos/index.html", "tema/index.html", "buscar.html"] {
        let page = site.render(page);
        let places = expect.map(|title| page.find(&format!(" {title}")));
        assert!(places.is_sorted() && places[0].is_some(), "{page}");
    }
}

#[test]
fn related_documents_say_what_they_share() {
    let site = SiteTest::new(SITE);
    has(
        &site.render("casos/a.html"),
        &["relacionado: casos/b.html Caso B por Agua"],
    );
    has_not(&site.render("casos/c.html"), &["relacionado:"]);
    // That both say yes to something is nothing in common.
    let text = SITE.replace(
        "guia = {",
        "vigente = { type = \"boolean\", default = true, facet = true }\nguia = {",
    );
    let site = SiteTest::new(&text);
    has(
        &site.render("casos/a.html"),
        &["relacionado: casos/b.html Caso B por Agua"],
    );
    has_not(
        &site.render("casos/a.html"),
        &["por Agua, Sí", "Caso C por"],
    );
    has_not(&site.render("casos/c.html"), &["relacionado:"]);
}

/// What the pages say, beside every document compared with every other.
#[test]
fn related_documents_are_the_four_of_all_that_share_most() {
    let mut dice = Dice(7);
    let number = 80;
    let docs: Vec<(Vec<usize>, Vec<usize>)> = (0..number)
        .map(|_| {
            let tags = (0..9).filter(|tag| dice.roll(tag + 2) == 0).collect();
            let links = (0..dice.roll(4)).map(|_| dice.roll(number)).collect();
            (tags, links)
        })
        .collect();
    let mut files = String::from(
        "-- site.toml --\ntitle = \"P\"\n[collections.casos]\ntitle = \"Casos\"\nsort = \"orden\"\n\
         [collections.casos.fields]\netiquetas = { type = \"text\", many = true, pages = true }\n",
    );
    for (at, (tags, links)) in docs.iter().enumerate() {
        let links = links.iter().map(|to| format!("[otro](d{to:02}.md)\n"));
        files += &format!(
            "-- content/casos/d{at:02}.md --\n---\ntitulo: D\norden: {at}\netiquetas: {:?}\n---\n{}",
            tags.iter().map(|tag| format!("t{tag}")).collect::<Vec<_>>(),
            links.collect::<String>(),
        );
    }
    let site = SiteTest::new(&files);
    let having = |tag: usize| docs.iter().filter(|(tags, _)| tags.contains(&tag)).count();
    let score = |a: usize, b: usize| {
        let shared = docs[a].0.iter().filter(|tag| docs[b].0.contains(tag));
        let terms = shared.fold(0.0, |sum, tag| sum + 1.0 / (1.0 + having(*tag) as f64).ln());
        let linked = docs[a].1.contains(&b) || docs[b].1.contains(&a);
        terms + if linked { 0.9 } else { 0.0 }
    };
    for a in 0..number {
        let others = (0..number).filter(|b| *b != a);
        let mut all: Vec<(f64, usize)> = others.map(|b| (score(a, b), b)).collect();
        all.retain(|(score, _)| *score > 0.0);
        all.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let expect = all[..all.len().min(4)].iter();
        let expect: Vec<String> = expect.map(|(_, b)| format!("casos/d{b:02}.html")).collect();
        let page = site.render(&format!("casos/d{a:02}.html"));
        let told = page.split("relacionado: ").skip(1);
        let told: Vec<&str> = told.filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(told, expect, "{a}");
    }
}

#[test]
fn former_addresses_lead_to_the_document() {
    let site = SiteTest::new(SITE);
    has(&site.render("viejo/a.html"), &["../casos/a.html"]);
    has(&site.render("antes.html"), &["casos/a.html"]);
    has_not(&site.render("sitemap.xml"), &["viejo/a.html", "antes.html"]);
}

#[test]
fn a_link_to_a_page_that_does_not_exist_yet_heals_when_it_appears() {
    let mut site = SiteTest::new(SITE);
    site.edit("content/casos/c.md", "Texto.", "Vea [d](d.md) y [[d]].")
        .advance()
        .expect_diags(&[
            "content/casos/c.md:5:9 enlace-roto",
            "content/casos/c.md:5:19 enlace-roto",
        ])
        .write(
            "content/casos/d.md",
            "---\ntitulo: Caso D\norden: 4\n---\nTexto.\n",
        )
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
    has(
        &site.render("casos/c.html"),
        &["<a href=\"d.html\">d</a>", "<a href=\"d.html\">Caso D</a>"],
    );
    site.remove("content/casos/d.md").advance().expect_diags(&[
        "content/casos/c.md:5:9 enlace-roto",
        "content/casos/c.md:5:19 enlace-roto",
    ]);
}

#[test]
fn renaming_a_heading_breaks_only_the_link_to_it() {
    let mut site = SiteTest::new(SITE);
    site.edit("content/casos/b.md", "## Al final", "## Al cabo")
        .advance()
        .expect_diags(&["content/casos/a.md:10:12 ancla-rota"]);
    site.edit("content/casos/a.md", "b.md#al-final", "b.md#al-cabo")
        .advance()
        .expect_diags(&[]);
}

#[test]
fn moving_a_file_breaks_the_links_by_path_and_not_those_by_name() {
    let mut site = SiteTest::new(SITE);
    site.rename("content/guias/g.md", "content/guias/sub/g.md")
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
    has(
        &site.render("casos/b.html"),
        &["<a href=\"../guias/sub/g.html\">La guía</a>"],
    );
    site.rename("content/casos/b.md", "content/casos/bb.md")
        .advance()
        .expect_diags(&["content/casos/a.md:10:12 enlace-roto"]);
}

#[test]
fn a_document_is_named_by_its_file_whatever_its_accents() {
    let mut site = SiteTest::new(SITE);
    // The second is spelled as a Mac writes names: each accent behind its letter.
    site.write(
        "content/casos/Café año.md",
        "---\ntitulo: Uno\n---\nTexto.\n",
    )
    .write(
        "content/casos/Du\u{301}o.md",
        "---\ntitulo: Dos\n---\nTexto.\n",
    )
    .write(
        "content/casos/z.md",
        "---\ntitulo: Z\n---\n[[Café año]], [[cafe año]], [[casos/Café año]], [[Dúo]]\n",
    )
    .advance()
    .expect_diags(&[]);
    let page = site.render("casos/z.html");
    assert_eq!(
        page.matches("<a href=\"cafe-anio.html\">Uno</a>").count(),
        3,
        "{page}"
    );
}

#[test]
fn a_name_of_two_documents_is_told() {
    let mut site = SiteTest::new(SITE);
    site.write("content/casos/g.md", "---\ntitulo: Otra g\n---\nTexto.\n")
        .advance()
        .expect_diags(&["content/casos/b.md:10:7 enlace-ambiguo"])
        .expect_messages(&["`casos/g`, `guias/g`"]);
}

#[test]
fn a_link_to_what_is_not_published_says_why() {
    let mut site = SiteTest::new(SITE);
    site.write("content/casos/_fotos/a.png", "x")
        .edit("content/casos/c.md", "Texto.", "![a](_fotos/a.png)")
        .advance()
        .expect_diags(&["content/casos/c.md:5:6 enlace-roto"])
        .expect_messages(&["lo que empieza por `_`"]);
}

#[test]
fn the_introduction_of_a_collection_without_a_list_is_no_page() {
    let text = SITE.replace("title = \"Guías\"", "title = \"Guías\"\nlisted = false");
    let mut site = SiteTest::new(&text);
    site.write(
        "content/guias/_index.md",
        "---\ntitulo: Todas\n---\n[g](g.md)\n",
    )
    .advance()
    .expect_diags(&[]);
    assert!(!site.has("guias/index.html"));
    has_not(&site.render("guias/g.html"), &["guias/index.html"]);
    site.edit(
        "content/casos/c.md",
        "Texto.",
        "[todas](../guias/_index.md) y [[guias/_index]]",
    )
    .advance()
    .expect_diags(&[
        "content/casos/c.md:5:9 enlace-roto",
        "content/casos/c.md:5:33 enlace-roto",
    ]);
    site.edit("site.toml", "listed = false", "listed = true")
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
    has(
        &site.render("guias/g.html"),
        &["enlazado desde: guias/index.html Todas"],
    );
}

#[test]
fn drafts_are_hidden_until_they_are_asked_for() {
    let mut site = SiteTest::new(SITE);
    site.edit("content/casos/c.md", "orden: 3", "orden: 3\nborrador: true")
        .edit("content/casos/b.md", "Texto.", "Texto [c](c.md).")
        .advance()
        .expect_diags(&["content/casos/b.md:6:11 enlace-roto"])
        .expect_messages(&["es un borrador y no se publica"]);
    assert!(!site.has("casos/c.html"));
    for path in [
        "casos/index.html",
        "sitemap.xml",
        "canal.xml",
        "datos/documentos.json",
        "index.html",
    ] {
        has_not(&site.render(path), &["Caso C", "casos/c.html"]);
    }
    let text = std::fs::read_to_string(site.root().join("content/casos/c.md")).unwrap();
    let mut shown = SiteTest::with_drafts(&format!("{SITE}-- content/casos/c.md --\n{text}"));
    shown.expect_diags(&[]);
    assert!(shown.has("casos/c.html"));
}

#[test]
fn a_site_without_an_address_has_no_feeds_and_no_absolute_links() {
    let text = SITE.replace("base_url = \"https://ejemplo.test/\"\n", "");
    let site = SiteTest::new(&text);
    assert!(!site.has("sitemap.xml") && !site.has("canal.xml"));
    for path in site.paths() {
        has_not(&site.render(path), &["ejemplo.test"]);
    }
}

#[test]
fn what_a_link_should_be_is_told_where_there_is_something_to_tell() {
    let mut site = SiteTest::new(SITE);
    site.edit("content/casos/c.md", "orden: 3", "borrador: true")
        .edit(
            "content/casos/b.md",
            "Texto.",
            "Vea [[casos/c]] y [la guía](../guias/g.md#marco).",
        )
        .advance();
    let told = site.messages();
    assert!(
        told.contains("quite `borrador: true` del otro documento"),
        "{told}"
    );
    // The guide has no sections.
    assert!(!told.contains("sus secciones son"), "{told}");
}

#[test]
fn the_whole_address_of_a_page_of_the_site_is_told_with_its_document() {
    for (address, told) in [
        ("https://ejemplo.test/guias/g.html", "`../guias/g.md`"),
        ("https://ejemplo.test/casos/c.html#pasos", "`c.md#pasos`"),
        ("https://ejemplo.test/", "`../guias/nombre.md`"),
    ] {
        let mut site = SiteTest::new(SITE);
        site.edit(
            "content/casos/b.md",
            "Texto.",
            &format!("Vea [eso]({address})."),
        )
        .advance();
        assert!(
            site.diags()
                .iter()
                .any(|d| d.ends_with("enlace-completo aviso")),
            "{address}"
        );
        site.expect_messages(&[told]);
    }
    let mut site = SiteTest::new(SITE);
    let file = "Vea [eso](https://ejemplo.test/ley.pdf) y [más](https://ejemplo.test.co/).";
    site.edit("content/casos/b.md", "Texto.", file).advance();
    assert!(!site.messages().contains("enlace-completo"));
}

#[test]
fn a_link_to_what_is_like_nothing_says_what_to_do() {
    let mut site = SiteTest::new(SITE);
    site.edit(
        "content/casos/b.md",
        "Texto.",
        "Vea [esto](lejos/xyzwxyzw.md) y [[xyzwxyzwxyzw]].",
    )
    .advance();
    let told = site.messages();
    let help = "nombre un documento que ya exista, o quite el enlace y deje sus palabras";
    assert_eq!(told.matches(help).count(), 2, "{told}");
}
