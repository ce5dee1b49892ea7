//! Markdown as authors write it, and the HTML that readers get.

use crate::html::elements;
use crate::site::SiteTest;

const SITE: &str = "-- site.toml --\ntitle = \"P\"\n\n[collections.casos]\n[collections.guias]\n\
    [collections.html]\nraw_html = true\n[collections.libre]\nunknown_fields = \"allow\"\n\
    -- content/guias/pasos.md --\n---\ntitulo: Los pasos\nslug: primeros-pasos\n---\n## Qué año\n\nTexto.\n\
    -- content/casos/mapa.png --\npng\n\
    -- content/guias/plan.pdf --\npdf\n";

/// The site with one document in a collection.
fn site(collection: &str, markdown: &str) -> SiteTest {
    let mut site = SiteTest::new(SITE);
    let text = format!("---\ntitulo: Documento\n---\n{markdown}\n");
    site.write(&format!("content/{collection}/doc.md"), text)
        .advance();
    site
}

/// The body that `casos/doc.html` shows; nothing is found wrong.
#[track_caller]
fn check(markdown: &str, expect: &str) {
    let mut site = site("casos", markdown);
    site.expect_diags(&[]);
    assert_eq!(site.body("casos/doc.html"), expect, "\n{markdown}");
}

/// What is found wrong in a body: `line:column code`, lines counted from the body's first.
#[track_caller]
fn wrong(collection: &str, markdown: &str, expect: &[&str]) -> SiteTest {
    let site = site(collection, markdown);
    let own: Vec<String> = site
        .diags()
        .iter()
        .map(|d| {
            let (_, rest) = d.split_once("doc.md:").unwrap_or_else(|| panic!("{d}"));
            let (line, rest) = rest.split_once(':').unwrap();
            format!("{}:{rest}", line.parse::<usize>().unwrap() - 3)
        })
        .collect();
    assert_eq!(own, expect, "\n{}", site.messages());
    site
}

#[test]
fn headings_have_anchors_that_are_safe_in_spanish() {
    check("## El año", "<h2 id=\"el-anio\">El año</h2>");
    check(
        "## ¿Qué pasó? Así",
        "<h2 id=\"que-paso-asi\">¿Qué pasó? Así</h2>",
    );
    check(
        "## Igual\n\n## Igual\n\n### Igual",
        "<h2 id=\"igual\">Igual</h2>\n<h2 id=\"igual-2\">Igual</h2>\n<h3 id=\"igual-3\">Igual</h3>",
    );
    check(
        "## `a` *b* [c](#a-b-c)",
        "<h2 id=\"a-b-c\"><code>a</code> <em>b</em> <a href=\"#a-b-c\">c</a></h2>",
    );
    check("## ¿?", "<h2 id=\"seccion\">¿?</h2>");
    check("## El an\u{303}o", "<h2 id=\"el-anio\">El an\u{303}o</h2>");
}

#[test]
fn inline_forms() {
    check(
        "*a* **b** ~~c~~ `d`",
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>",
    );
    check("a  \nb\\\nc", "<p>a<br />\nb<br />\nc</p>");
    check("a<br>b<br/>c", "<p>a<br />b<br />c</p>");
    check("a <!-- nota --> b", "<p>a  b</p>");
    check("<!-- nota\nlarga -->\n\na", "<p>a</p>");
    check(
        "1 < 2 & 3 > 2 \"x\"",
        "<p>1 &lt; 2 &amp; 3 &gt; 2 &quot;x&quot;</p>",
    );
    check("$a$ ^b^ ~c~", "<p>$a$ ^b^ <del>c</del></p>");
}

#[test]
fn brackets_of_two_paragraphs_are_no_link() {
    for blank in ["\n\n", "\r\n\r\n", "\n \n"] {
        wrong("casos", &format!("Uno [dos{blank}tres](b.md"), &[]);
    }
}

#[test]
fn html_by_hand_is_told_once_where_lines_end_as_on_windows() {
    wrong("casos", "Uno.\r\n\r\n<br>\r\n\r\nDos.", &[]);
    wrong("casos", "<div>\r\n<p>x\r\n</div>\r\n", &["1:1 html-crudo"]);
}

#[test]
fn links_that_leave_the_site_stay_as_they_are() {
    check(
        "<https://a.co/x?a=1&b=2> <ana@a.co>",
        "<p><a href=\"https://a.co/x?a=1&amp;b=2\">https://a.co/x?a=1&amp;b=2</a> <a href=\"mailto:ana@a.co\">ana@a.co</a></p>",
    );
    check(
        "[a](https://a.co \"un \\\"título\\\"\")",
        "<p><a href=\"https://a.co\" title=\"un &quot;título&quot;\">a</a></p>",
    );
    check(
        "[a](mailto:ana@a.co) [b](tel:+571)",
        "<p><a href=\"mailto:ana@a.co\">a</a> <a href=\"tel:+571\">b</a></p>",
    );
    check(
        "[a][r]\n\n[r]: https://a.co",
        "<p><a href=\"https://a.co\">a</a></p>",
    );
}

#[test]
fn links_to_documents_become_relative_addresses() {
    check(
        "[a](../guias/pasos.md)",
        "<p><a href=\"../guias/primeros-pasos.html\">a</a></p>",
    );
    check(
        "[a](/guias/pasos.md)",
        "<p><a href=\"../guias/primeros-pasos.html\">a</a></p>",
    );
    check(
        "[a](<../guias/pasos.md>)",
        "<p><a href=\"../guias/primeros-pasos.html\">a</a></p>",
    );
    check(
        "[a](../guias/pasos.md#que-anio)",
        "<p><a href=\"../guias/primeros-pasos.html#que-anio\">a</a></p>",
    );
    check("[a](doc.md)", "<p><a href=\"doc.html\">a</a></p>");
    check(
        "## Uno\n\n[a](doc.md#uno)",
        "<h2 id=\"uno\">Uno</h2>\n<p><a href=\"#uno\">a</a></p>",
    );
    check("[a](../casos/)", "<p><a href=\"index.html\">a</a></p>");
    check(
        "[a](../guias)",
        "<p><a href=\"../guias/index.html\">a</a></p>",
    );
    check("[a](/)", "<p><a href=\"../index.html\">a</a></p>");
    check(
        "[a](../guias/plan.pdf#page=2)",
        "<p><a href=\"../guias/plan.pdf#page=2\">a</a></p>",
    );
}

#[test]
fn wikilinks_name_a_path_a_slug_or_a_title() {
    for name in [
        "guias/pasos", "primeros-pasos", "pasos", "Los pasos", "los PASOS", "Los\npasos",
        "Los\r\n  pasos", "/guias/pasos.md",
    ] {
        check(
            &format!("[[{name}]]"),
            "<p><a href=\"../guias/primeros-pasos.html\">Los pasos</a></p>",
        );
    }
    check(
        "[[pasos|otras *palabras*]]",
        "<p><a href=\"../guias/primeros-pasos.html\">otras <em>palabras</em></a></p>",
    );
    check(
        "[[pasos#Qué año]]",
        "<p><a href=\"../guias/primeros-pasos.html#que-anio\">Los pasos</a></p>",
    );
    check("`[[pasos]]`", "<p><code>[[pasos]]</code></p>");
}

#[test]
fn broken_links_are_told_where_the_address_is_written() {
    wrong("casos", "Vea [a](no.md).", &["1:9 enlace-roto"]);
    wrong("casos", "[no.md](no.md)", &["1:9 enlace-roto"]);
    wrong("casos", "[a](no.md \"en no.md\")", &["1:5 enlace-roto"]);
    wrong("casos", "[a](<no.md> 'no.md')", &["1:6 enlace-roto"]);
    wrong("casos", "![foto](no.png)", &["1:9 enlace-roto"]);
    wrong("casos", "[![foto](mapa.png)](no.md)", &["1:21 enlace-roto"]);
    wrong(
        "casos",
        "[[nada]] y [[nada|la nada]]",
        &["1:3 enlace-roto", "1:14 enlace-roto"],
    );
    wrong("casos", "[a][r] x\n\n[r]: no.md", &["1:1 enlace-roto"]);
    wrong(
        "casos",
        "[a](../guias/pasos.md#no-hay)",
        &["1:5 ancla-rota"],
    )
    .expect_messages(&["sus secciones son: que-anio"]);
    wrong("casos", "[a](#no-hay)", &["1:5 ancla-rota"]);
    wrong("casos", "[a](../../../fuera.md)", &["1:5 enlace-peligroso"]);
    wrong("casos", "[a](pasos.md)", &["1:5 enlace-roto"])
        .expect_messages(&["¿quiso decir `../guias/pasos.md`?"]);
    wrong("casos", "[a](../guias/pasos.html)", &["1:5 enlace-roto"])
        .expect_messages(&["enlace al documento: `../guias/pasos.md`"]);
}

#[test]
fn unsafe_links_are_errors_and_never_written() {
    for url in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java&#10;script:alert(1)",
        "&#x6a;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "&#1;javascript:alert(1)",
    ] {
        let site = site("casos", &format!("[a](<{url}>)"));
        // Where the address is not written as it is read, the link has the place.
        let column = if url.contains('&') { 1 } else { 6 };
        let expect = format!("content/casos/doc.md:4:{column} enlace-peligroso");
        assert_eq!(site.diags(), [expect], "{url}");
        let page = site.body("casos/doc.html");
        assert_eq!(page, "<p>a</p>", "{url}");
    }
    wrong("casos", "![a](javascript:x)", &["1:6 enlace-peligroso"]);
    wrong("casos", "<javascript:alert(1)>", &["1:2 enlace-peligroso"]);
}

#[test]
fn images_have_text_and_lie_beside_the_document() {
    check(
        "![Un *mapa*](mapa.png)",
        "<p><img src=\"mapa.png\" alt=\"Un mapa\" /></p>",
    );
    check(
        "![a](mapa.png \"Título\")",
        "<p><img src=\"mapa.png\" alt=\"a\" title=\"Título\" /></p>",
    );
    wrong("casos", "![](mapa.png)", &["1:1 imagen-sin-texto aviso"]);
    for text in ["mapa.png", "Un mapa Descripción generada automáticamente"] {
        let image = format!("![{text}](mapa.png)");
        wrong("casos", &image, &["1:1 imagen-sin-texto aviso"]);
    }
    wrong(
        "casos",
        "![Taller](Foto.HEIC)",
        &["1:11 enlace-roto", "1:11 imagen-formato aviso"],
    );
    wrong(
        "casos",
        "![Mapa](a.pdf)",
        &["1:9 enlace-roto", "1:9 imagen-formato aviso"],
    );
}

#[test]
fn images_of_other_hosts_are_errors() {
    // The reader's device must ask no other host, and the page must work from a memory stick.
    wrong(
        "casos",
        "![a](https://a.co/x.png)",
        &["1:6 enlace-peligroso"],
    );
    wrong("casos", "![a](//a.co/x.png)", &["1:6 enlace-peligroso"]);
}

#[test]
fn tables() {
    check(
        "## Datos\n\n| a | b | |\n|---|:-:|--:|\n| 1 | **2** | 3 |",
        "<h2 id=\"datos\">Datos</h2>\n\
         <div class=\"tabla\" tabindex=\"0\" role=\"group\" aria-label=\"Datos\"><table><thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"centro\">b</th><td></td></tr></thead><tbody>\n\
         <tr><td>1</td><td class=\"centro\"><strong>2</strong></td><td class=\"derecha\">3</td></tr>\n\
         </tbody></table></div>",
    );
    let site = wrong("casos", "|a|\n|-|\n|[[nada]]|", &["3:4 enlace-roto"]);
    assert!(!site.snapshot.diags().is_empty());
}

#[test]
fn lists_and_tasks() {
    check("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
    check(
        "3. a\n4. b",
        "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>",
    );
    check(
        "- [x] hecho\n- [ ] no",
        "<ul>\n<li class=\"tarea\"><label><input type=\"checkbox\" disabled=\"\" checked=\"\" /> hecho</label></li>\n\
         <li class=\"tarea\"><label><input type=\"checkbox\" disabled=\"\" /> no</label></li>\n</ul>",
    );
    check(
        "- [ ] a\n  - [x] b",
        "<ul>\n<li class=\"tarea\"><label><input type=\"checkbox\" disabled=\"\" /> a</label>\n<ul>\n\
         <li class=\"tarea\"><label><input type=\"checkbox\" disabled=\"\" checked=\"\" /> b</label></li>\n</ul>\n</li>\n</ul>",
    );
    // The words of a task may be a heading.
    check(
        "- [ ] Uno\n  ---",
        "<ul>\n<li class=\"tarea\">\n<h2 id=\"uno\"><label><input type=\"checkbox\" disabled=\"\" /> Uno</label></h2>\n</li>\n</ul>",
    );
}

#[test]
fn footnotes_are_numbered_by_their_first_use() {
    let mut site = site(
        "casos",
        "A[^z] b[^a] c[^z].\n\n[^a]: Nota *a*.\n[^z]: Nota z [[pasos]].",
    );
    site.expect_diags(&[]);
    let body = site.body("casos/doc.html");
    assert!(
        body.contains("A<sup class=\"nota-ref\"><a href=\"#nota:1\" id=\"ref:1\""),
        "{body}"
    );
    assert!(
        body.contains(
            "<li id=\"nota:1\"><p>Nota z <a href=\"../guias/primeros-pasos.html\">Los pasos</a>."
        ),
        "{body}"
    );
    assert!(
        body.contains("<li id=\"nota:2\"><p>Nota <em>a</em>.</p>"),
        "{body}"
    );
    assert!(body.contains("href=\"#ref:1:2\""), "{body}");
    every_fragment_has_its_target(&body);
    let mut site = self::site("casos", "Uno[^1].\n\n[^1]: Dos[^2].\n\n[^2]: Fin[^1].");
    site.expect_diags(&[]);
    every_fragment_has_its_target(&site.body("casos/doc.html"));
}

#[track_caller]
fn every_fragment_has_its_target(html: &str) {
    let all = elements(html);
    let ids: Vec<&str> = all.iter().filter_map(|e| e.get("id")).collect();
    for (i, id) in ids.iter().enumerate() {
        assert!(!ids[..i].contains(id), "#{id} is there twice:\n{html}");
    }
    for href in all.iter().filter_map(|e| e.get("href")) {
        if let Some(anchor) = href.strip_prefix('#') {
            assert!(ids.contains(&anchor), "#{anchor} leads nowhere:\n{html}");
        }
    }
}

#[test]
fn code_is_shown_as_it_is() {
    check(
        "```js x\nlet a = \"<b>\";\n```",
        "<pre tabindex=\"0\"><code class=\"language-js\">let a = &quot;&lt;b&gt;&quot;;\n</code></pre>",
    );
    check(
        "    <script>",
        "<pre tabindex=\"0\"><code>&lt;script&gt;\n</code></pre>",
    );
    let site = site("casos", "```\"><script>\nx\n```");
    assert!(
        !elements(&site.body("casos/doc.html"))
            .iter()
            .any(|e| e.name == "script")
    );
}

#[test]
fn a_heading_of_the_title_s_level_is_told_and_lowered() {
    let mut site = wrong(
        "casos",
        "# Otro\n\n## Sección",
        &["1:1 titulo-en-el-cuerpo aviso"],
    );
    site.expect_messages(&["use `##` para las secciones"]);
    let body = site.body("casos/doc.html");
    assert!(
        body.contains("<h2 id=\"otro\">Otro</h2>\n<h3 id=\"seccion\">Sección</h3>"),
        "{body}"
    );
    check("# Documento\n\nTexto.", "<p>Texto.</p>");
    check(
        "# Documento\n\n## Sección",
        "<h3 id=\"seccion\">Sección</h3>",
    );
}

#[test]
fn a_task_that_is_a_heading_closes_what_it_opens() {
    let site = SiteTest::new("-- content/casos/doc.md --\n---\ntitulo: D\n---\n\n- [ ] `\n\t---\n");
    let body = site.body("casos/doc.html");
    let item = body.find("<li class=\"tarea\">").expect(&body);
    let heading = body.find("<label>").expect(&body);
    let end = body.find("</label></h2>").expect(&body);
    assert!(item < heading && heading < end, "{body}");
}

#[test]
fn html_by_hand_is_an_error_and_shown_as_text() {
    let site = wrong("casos", "Un <b>x</b>.", &["1:4 html-crudo"]);
    assert_eq!(
        site.body("casos/doc.html"),
        "<p>Un &lt;b&gt;x&lt;/b&gt;.</p>"
    );
    let site = wrong("casos", "<div>\n<p>x\n</div>", &["1:1 html-crudo"]);
    assert!(
        elements(&site.body("casos/doc.html"))
            .iter()
            .all(|e| e.name != "div"),
        "{}",
        site.body("casos/doc.html")
    );
    wrong("casos", "<script>alert(1)</script>", &["1:1 html-crudo"]);
    wrong(
        "casos",
        "Un x</b> y <i>z</i>.",
        &["1:5 html-crudo", "1:12 html-crudo"],
    );
    wrong("libre", "<div>x</div>", &["1:1 html-crudo aviso"]);
    wrong("libre", "Uno.[^1]", &["1:5 texto-perdido aviso"]);
}

#[test]
fn html_by_hand_is_sanitised_where_it_is_allowed() {
    for (html, kept) in [
        ("<div>a</div>", "<div>a</div>"),
        ("<script>alert(1)</script>", ""),
        ("<img src=x onerror=alert(1)>", "<img src=\"x\">"),
        ("<img src=//a.co/x.png alt=a>", "<img alt=\"a\">"),
        ("<img src=https://a.co/x.png alt=a>", "<img alt=\"a\">"),
        ("<a href=\"javascript:alert(1)\">a</a>", "<p><a>a</a></p>"),
        ("<iframe src=\"https://a.co\"></iframe>", ""),
        ("<style>body{display:none}</style>", ""),
        ("<p style=\"position:fixed\">a</p>", "<p>a</p>"),
        (
            "<svg onload=alert(1)><a xlink:href=\"javascript:x\">a</a></svg>",
            "<p></p>",
        ),
        ("<form action=\"//a.co\"><input name=a></form>", "<input>"),
        (
            "<details><summary>a</summary>b</details>",
            "<details><summary>a</summary>b</details>",
        ),
        (
            "<a href=\"acervo-hueco:7\">a</a>",
            "<p><a href=\"#\">a</a></p>",
        ),
    ] {
        let site = site("html", html);
        assert_eq!(
            site.body("html/doc.html").trim(),
            kept,
            "{html}\n{}",
            site.messages()
        );
    }
    // The title of the body stays the title of the page.
    let mut site = self::site("html", "# Documento\n\n<b>x</b>");
    site.expect_diags(&[]);
    assert_eq!(site.body("html/doc.html"), "<p><b>x</b></p>");
    // Links of Markdown beside HTML are filled as everywhere.
    let mut site = self::site(
        "html",
        "<b>x</b> [[pasos]] y [a](../guias/pasos.md#que-anio)",
    );
    site.expect_diags(&[]);
    assert_eq!(
        site.body("html/doc.html"),
        "<p><b>x</b> <a href=\"../guias/primeros-pasos.html\">Los pasos</a> y <a href=\"../guias/primeros-pasos.html#que-anio\">a</a></p>"
    );
}

#[test]
fn what_html_by_hand_names_is_looked_for_and_what_it_says_is_found() {
    let mut site = site(
        "html",
        "<h2>Uno</h2>\n<p>La <a href=\"../guias/pasos.md#que-anio\">g&uacute;ia</a>\ny el\n\
         <img class=\"x\" src='../casos/mapa.png' alt=\"mapa\"></p>\n<style>.color{}</style>\n\n\
         Un <a href=\"https://a.co\">sitio</a> y <a href=\"#uno\">arriba</a>.",
    );
    site.expect_diags(&[]);
    let body = site.body("html/doc.html");
    for expect in [
        "<a href=\"../guias/primeros-pasos.html#que-anio\">gúia</a>",
        "src=\"../casos/mapa.png\"",
        "<a href=\"https://a.co\">sitio</a> y <a href=\"#uno\">arriba</a>",
    ] {
        assert!(body.contains(expect), "{body}");
    }
    site.write(
        "content/casos/otro.md",
        "# Otro\n\nVea [uno](../html/doc.md#Aquí).\n",
    )
    .edit("content/html/doc.md", "<h2>", "<h2 class='a' id='Aquí'>")
    .advance()
    .expect_diags(&[]);
    let card = site.render("html/index.html");
    assert!(card.contains("Documento: La gúia y el"), "{card}");
    wrong(
        "html",
        "<ul>\n<li><a href=\"paso.md\">a</a> <img src=\"C:\\a.png\"></li>\n</ul>",
        &["2:14 enlace-roto", "2:39 enlace-peligroso"],
    );
}

#[test]
fn a_broken_link_of_foreign_content_never_becomes_a_script() {
    for markdown in [
        "[[javascript:alert(1)]]",
        "[[javascript:alert(1)|a]]",
        "[a](/javascript:alert(1))",
        "[a](/data:text/html,x)",
        "[a](../javascript:alert(1))",
        "![a](/javascript:alert(1))",
        "[a](<javascript:alert(1)>)",
    ] {
        let site = site("libre", markdown);
        for element in elements(&site.render("libre/doc.html")) {
            for (name, value) in &element.attributes {
                assert!(!dangerous(value), "{markdown}: {name}={value}");
            }
        }
    }
}

/// Whether a browser would run it as an address.
pub fn dangerous(value: &str) -> bool {
    let clean: String = value
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let clean = clean.to_lowercase();
    ["javascript:", "vbscript:", "data:"]
        .iter()
        .any(|s| clean.starts_with(s))
}

#[test]
fn fields_of_markdown_are_held_to_the_same_rules() {
    const FIELD: &str = "-- site.toml --\ntitle = \"P\"\n[collections.casos]\n\
        [collections.casos.fields]\nnota = { type = \"markdown\" }\n\
        -- content/casos/b.md --\n# Otro\n\nTexto.\n";
    let with = |value: &str| {
        SiteTest::new(&format!(
            "{FIELD}-- content/casos/a.md --\n---\ntitulo: A\nnota: '{value}'\n---\n## Uno\n\nTexto.\n"
        ))
    };
    with("un <b>b</b>").expect_diags(&["content/casos/a.md:3:7 html-crudo"]);
    with("[a](javascript:x)").expect_diags(&["content/casos/a.md:3:7 enlace-peligroso"]);
    with("[a](no.md)").expect_diags(&["content/casos/a.md:3:7 enlace-roto"]);
    let mut site = with("vea [a](b.md) y [[b]]");
    site.expect_diags(&[]);
    let page = site.render("casos/a.html");
    assert!(
        page.contains("vea <a href=\"b.html\">a</a> y <a href=\"b.html\">Otro</a>"),
        "{page}"
    );
    // A heading of a field must not take the anchor of a section.
    let mut site = with("## Uno");
    site.expect_diags(&[]);
    every_fragment_has_its_target(&site.render("casos/a.html"));
}

#[test]
fn summaries_and_reading_time_come_from_the_text() {
    let mut site = site(
        "casos",
        "## Sección\n\nPrimer *párrafo*, con [[pasos]].\n\nSegundo.",
    );
    site.expect_diags(&[]);
    let list = site.render("casos/index.html");
    assert!(list.contains("Primer párrafo, con"), "{list}");
    assert!(!list.contains("Segundo"), "{list}");
}
