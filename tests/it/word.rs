//! Documents of Word brought into a collection: what an author has, as the author finds it.

use crate::cli::{Project, Said};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const SITE: &str = r#"-- site.toml --
title = "Prueba"
language = "es"
[collections.casos]
unknown_fields = "error"
"#;

const STYLES: &str = r#"
<w:style w:type="paragraph" w:styleId="Ttulo"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Ttulo1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Propio"><w:name w:val="Título propio"/><w:basedOn w:val="Ttulo2"/></w:style>
<w:style w:type="paragraph" w:styleId="Ttulo2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="TDC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Cita"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Vieta"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Fuerte"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"#;

const NUMBERING: &str = r#"
<w:abstractNum w:abstractNumId="10"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="11"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="10"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="11"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="11"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#;

const FOOTNOTES: &str = r#"
<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Según la ley 1551.</w:t></w:r></w:p></w:footnote>"#;

/// A picture of one point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xff\xff\xff\x7f\0\t\xfb\x03\xfd*\x86\xe3\x8a\0\0\0\0IEND\xaeB`\x82";

/// The bytes of a document of Word with this body.
fn docx(body: &str) -> Vec<u8> {
    let names = r#"xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:wp="wp" xmlns:m="m" xmlns:mc="mc" xmlns:wps="wps" xmlns:c="c""#;
    let part = |root: &str, inner: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{root} {names}>{inner}</w:{root}>"
        )
    };
    let relation = |id: &str, kind: &str, target: &str, mode: &str| {
        format!(r#"<Relationship Id="{id}" Type="http://x/{kind}" Target="{target}"{mode}/>"#)
    };
    let relations = |all: &[String]| format!("<Relationships>{}</Relationships>", all.concat());
    let outside = r#" TargetMode="External""#;
    let parts = [
        (
            "_rels/.rels",
            relations(&[relation("rId1", "officeDocument", "word/document.xml", "")]),
        ),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                relation("rId2", "image", "media/image1.png", ""),
                relation(
                    "rId3",
                    "hyperlink",
                    "https://ejemplo.test/a(b)?c=1&amp;d=2",
                    outside,
                ),
                relation("rId4", "image", "media/image2.emf", ""),
            ]),
        ),
        (
            "word/document.xml",
            part("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/styles.xml", part("styles", STYLES)),
        ("word/numbering.xml", part("numbering", NUMBERING)),
        ("word/footnotes.xml", part("footnotes", FOOTNOTES)),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("word/media/image1.png", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(PNG).unwrap();
    zip.start_file("word/media/image2.emf", SimpleFileOptions::default())
        .unwrap();
    zip.finish().unwrap().into_inner()
}

/// The bytes of a package whose main part is another: a workbook, slides.
fn package(main: &str) -> Vec<u8> {
    let relation =
        format!(r#"<Relationship Id="rId1" Type="http://x/officeDocument" Target="{main}"/>"#);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("_rels/.rels", SimpleFileOptions::default())
        .unwrap();
    write!(zip, "<Relationships>{relation}</Relationships>").unwrap();
    zip.finish().unwrap().into_inner()
}

/// A paragraph of that style with runs: their properties and their text.
fn p(style: &str, runs: &[(&str, &str)]) -> String {
    let style = match style {
        "" => String::new(),
        style => format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"),
    };
    let run = |(properties, text): &(&str, &str)| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let runs: String = runs.iter().map(run).collect();
    format!("<w:p>{style}{runs}</w:p>")
}

/// A paragraph in a list.
fn item(list: u8, level: u8, text: &str) -> String {
    let list = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    format!("<w:p><w:pPr>{list}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

struct Brought {
    project: Project,
    said: Said,
    /// The text after the front matter.
    body: String,
    title: String,
}

/// What a document of Word with this body becomes.
fn bring(body: &str) -> Brought {
    let project = Project::new(SITE);
    crate::site::write(&project.root().join("Plan de agua.docx"), &docx(body));
    let said = project.run(
        &[
            "import", "word", "Plan de agua.docx", "--collection", "casos",
        ],
        0,
    );
    let text = std::fs::read_to_string(project.root().join(said.out.trim())).unwrap();
    let (head, body) = text.split_once("\n---\n\n").unwrap();
    let title = head
        .lines()
        .nth(1)
        .unwrap()
        .strip_prefix("titulo: ")
        .unwrap();
    Brought {
        title: title.to_owned(),
        body: body.to_owned(),
        project,
        said,
    }
}

#[test]
fn what_authors_do_in_word_becomes_what_they_would_write_here() {
    let cell = |properties: &str, text: &str| {
        let text = p("", &[("", text)]);
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>")
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        row(&[cell(r#"<w:gridSpan w:val="3"/>"#, "Recursos por año")]),
        row(&[
            cell("", "Fuente").replace("<w:rPr>", "<w:rPr><w:b/>"),
            cell("", "2021"),
            cell("", "2022"),
        ]),
        row(&[
            cell(r#"<w:vMerge w:val="restart"/>"#, "SGP | otros"),
            cell(r#"<w:gridSpan w:val="2"/>"#, "10"),
        ]),
        row(&[cell("<w:vMerge/>", ""), cell("", "11"), cell("", "12")]),
    ];
    let link = r#"<w:p><w:r><w:t xml:space="preserve">Vea </w:t></w:r><w:hyperlink r:id="rId3"><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>la norma</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>"#;
    let field = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://otro.test/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>otro sitio</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let picture = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Imagen 1" descr="Un mapa&#10;Descripción generada automáticamente"/><a:blip r:embed="rId2"/></wp:inline></w:drawing></w:r></w:p>"#;
    let bold = "<w:b/>";
    let body = [
        p("Ttulo", &[("", "Plan de agua: tres pasos")]),
        p("TDC1", &[("", "1. Objetivo 3")]),
        p("Ttulo1", &[("", "1. Objetivo")]),
        p(
            "",
            &[
                (bold, "Agua "),
                ("<w:b/>", "para"),
                ("", " todos, "),
                ("<w:rStyle w:val=\"Fuerte\"/><w:i/>", "siempre"),
                ("", " a 10 m"),
                ("<w:vertAlign w:val=\"superscript\"/>", "2"),
                ("", "."),
            ],
        ),
        p("Propio", &[("", "Primeros pasos")]),
        p("Vieta", &[("", "Uno")]),
        item(1, 1, "De adentro"),
        item(1, 0, "Otro"),
        item(2, 0, "Primero"),
        item(2, 0, "Segundo"),
        p("", &[("", "Entre las dos.")]),
        item(2, 0, "Tercero"),
        p("", &[("", "Y otra vez.")]),
        item(3, 0, "De nuevo"),
        format!("<w:tbl>{}</w:tbl>", table.concat()),
        link.to_owned(),
        field.to_owned(),
        picture.to_owned(),
        p("", &[("", "•\tEscrita a mano")]),
        p("", &[("", "☐ Por hacer")]),
        p("Cita", &[("", "Lo que otro dijo.")]),
        p(
            "Cita",
            &[
                ("", "Y siguió: H"),
                ("<w:position w:val=\"-2\"/>", "2"),
                ("", "O."),
            ],
        ),
    ];
    let brought = bring(&body.concat());
    assert_eq!(brought.title, "\"Plan de agua: tres pasos\"");
    assert_eq!(
        brought.body,
        "## Objetivo

**Agua para** todos, ***siempre*** a 10 m².

### Primeros pasos

- Uno
  1. De adentro
- Otro

1. Primero
2. Segundo

Entre las dos.

3. Tercero

Y otra vez.

1. De nuevo

Recursos por año

| Fuente | 2021 | 2022 |
|---|---|---|
| SGP \\| otros | 10 | 10 |
| SGP \\| otros | 11 | 12 |

Vea [la norma](<https://ejemplo.test/a(b)?c=1&d=2>)[^1].

[otro sitio](https://otro.test/)

![Un mapa](plan-de-agua-tres-pasos-1.png)

- Escrita a mano
- [ ] Por hacer

> Lo que otro dijo.
>
> Y siguió: H₂O.

[^1]: Según la ley 1551.
"
    );
    let picture = brought
        .project
        .root()
        .join("content/casos/plan-de-agua-tres-pasos-1.png");
    assert_eq!(std::fs::read(picture).unwrap(), PNG);
    assert!(
        !brought.said.err.contains("sin traer"),
        "{}",
        brought.said.err
    );
    brought.project.run(&["check", "--strict"], 0);
}

#[test]
fn bold_lines_are_headings_where_there_are_no_others() {
    let centered = |text: &str| {
        p("", &[("<w:b/>", text)]).replace("<w:p>", "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>")
    };
    let body = [
        centered("PLAN DE AGUA"),
        p("", &[("<w:b/>", "1. Antes de empezar")]),
        p("", &[("", "Reúna a la vereda.")]),
        p("", &[("<w:b/>", "1.1 Quiénes van")]),
        p("", &[("", "Todos. "), ("<w:b/>", "Nadie sobra.")]),
        p("", &[("<w:b/>", "2. Después")]),
        p("", &[("", "Escriba un acta.")]),
    ];
    let brought = bring(&body.concat());
    assert_eq!(brought.title, "\"PLAN DE AGUA\"");
    assert_eq!(
        brought.body,
        "## Antes de empezar\n\nReúna a la vereda.\n\n### Quiénes van\n\nTodos. **Nadie sobra.**\n\n\
         ## Después\n\nEscriba un acta.\n"
    );
}

#[test]
fn a_document_without_a_title_has_that_of_its_file() {
    let brought = bring(&p("", &[("", "Solo un párrafo, que termina en punto.")]));
    assert_eq!(brought.title, "\"Plan de agua\"");
    let file = brought.said.out.trim();
    assert!(file.ends_with("content/casos/plan-de-agua.md"), "{file}");
}

#[test]
fn what_was_taken_out_or_is_hidden_stays_in_word_and_what_cannot_come_is_said() {
    let body = r#"
        <w:p><w:r><w:t xml:space="preserve">Queda. </w:t></w:r>
          <w:del><w:r><w:delText>Se tachó</w:delText><w:t>Se tachó</w:t></w:r></w:del>
          <w:ins><w:r><w:t>Se agregó.</w:t></w:r></w:ins>
          <w:r><w:rPr><w:vanish/></w:rPr><w:t>Oculto</w:t></w:r>
          <w:r><w:commentReference w:id="0"/></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">Página </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>
        <w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>
        <w:p><w:r><w:drawing><a:graphic><c:chart r:id="rId9"/></a:graphic></w:drawing></w:r></w:p>
        <w:p><w:r><w:drawing><a:blip r:embed="rId4"/></w:drawing></w:r></w:p>
        <w:p><w:r><mc:AlternateContent>
          <mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>En una caja.</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:txbx><w:txbxContent><w:p><w:r><w:t>En otra.</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
          <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>En una caja.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>
        </mc:AlternateContent></w:r></w:p>"#;
    let brought = bring(body);
    assert_eq!(
        brought.body,
        "Queda. Se agregó.\n\nPágina\n\na+b\n\nEn una caja.\n\nEn otra.\n"
    );
    let said = "En Plan de agua.docx quedó sin traer: la forma de una ecuación; un dibujo o gráfico; \
                una imagen que los navegadores no muestran.";
    assert!(brought.said.err.contains(said), "{}", brought.said.err);
}

#[test]
fn files_that_are_no_document_of_word_are_refused_and_nothing_is_written() {
    let good = docx(&p("", &[("", "Bueno.")]));
    let cases: &[(&str, &[u8], &str)] = &[
        (
            "viejo.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "es de una versión anterior de Word, o tiene contraseña",
        ),
        (
            "plan.pdf",
            b"%PDF-1.7",
            "no es un documento de Word (.docx)",
        ),
        (
            "roto.docx",
            &good[..good.len() / 2],
            "está dañado o incompleto",
        ),
        (
            "libro.docx",
            &package("xl/workbook.xml"),
            "no es un documento de Word (.docx)",
        ),
        ("vacio.docx", b"", "no es un documento de Word (.docx)"),
    ];
    for (name, bytes, why) in cases {
        let project = Project::new(SITE);
        crate::site::write(&project.root().join("bueno.docx"), &good);
        crate::site::write(&project.root().join(name), bytes);
        let said = project.run(
            &[
                "import", "word", "bueno.docx", name, "--collection", "casos",
            ],
            2,
        );
        assert!(said.err.contains(&format!("{name} {why}")), "{}", said.err);
        assert!(said.err.contains("ayuda: "), "{}", said.err);
        assert!(!project.root().join("content/casos").exists());
    }
}

#[test]
fn no_document_that_is_there_is_written_over() {
    let brought = bring(&p("", &[("", "Primero.")]));
    let again = [
        "import", "word", "Plan de agua.docx", "--collection", "casos",
    ];
    let said = brought.project.run(&again, 2);
    assert!(said.err.contains("ya existe"), "{}", said.err);
    let twice = [
        "import", "word", "Plan de agua.docx", "Plan de agua.docx", "--collection", "casos",
    ];
    let said = brought.project.run(&twice, 2);
    assert!(
        said.err.contains("dos documentos se llamarían"),
        "{}",
        said.err
    );
    let said = brought
        .project
        .run(&["import", "word", "Plan de agua.docx"], 2);
    assert!(said.err.contains("`--collection`"), "{}", said.err);
    let said = brought
        .project
        .run(&["import", "word", "x.docx", "--collection", "caso"], 2);
    assert!(
        said.err.contains("la colección «caso» no existe"),
        "{}",
        said.err
    );
}

/// The words of a page: what Markdown shows of a text.
fn shown(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut out = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                out.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(end)
                if !matches!(
                    end,
                    pulldown_cmark::TagEnd::Emphasis
                        | pulldown_cmark::TagEnd::Strong
                        | pulldown_cmark::TagEnd::Strikethrough
                        | pulldown_cmark::TagEnd::Link
                ) =>
            {
                out.push(' ')
            }
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An element with what stands in it, of those that documents have.
fn element() -> impl Strategy<Value = String> {
    const NAMES: &[&str] = &[
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:tcPr",
        "w:pPr",
        "w:rPr",
        "w:numPr",
        "w:vMerge",
        "w:hyperlink",
        "w:sdt",
        "w:sdtContent",
        "w:ins",
        "w:drawing",
        "w:txbxContent",
        "w:fldChar",
        "w:br",
        "w:footnoteReference",
        "mc:AlternateContent",
        "mc:Choice",
        "w:tab",
        "w:instrText",
        "w:pict",
    ];
    const GIVEN: &[&str] = &[
        "",
        " w:val=\"restart\"",
        " w:id=\"2\"",
        " r:id=\"rId3\"",
        " w:fldCharType=\"begin\"",
        " w:fldCharType=\"end\"",
        " r:embed=\"rId2\"",
        " w:val=\"99999999999\"",
    ];
    let given = prop::sample::select(GIVEN);
    let leaf = (prop::sample::select(NAMES), given.clone())
        .prop_map(|(name, given)| format!("<{name}{given}/>"));
    let text = prop_oneof![leaf, "[a-c1. •☐*|-]{0,8}"];
    text.prop_recursive(8, 120, 6, move |inner| {
        let inner = prop::collection::vec(inner, 0..6);
        (prop::sample::select(NAMES), given.clone(), inner)
            .prop_map(|(name, given, inner)| format!("<{name}{given}>{}</{name}>", inner.concat()))
    })
}

#[test]
fn levels_that_nobody_sees_are_the_lowest() {
    let far = |text: &str| item(1, 255, text).replace("<w:t>", "<w:rPr><w:b/></w:rPr><w:t>");
    let numbered = item(2, 255, "Uno").replace("<w:t>", "<w:rPr><w:b/></w:rPr><w:t>");
    let long = p("", &[("<w:b/>", &format!("{} x", "1.".repeat(50)))]);
    let brought = bring(&[far("a"), far("b"), p("", &[("", "y.")]), numbered, long].concat());
    assert!(brought.body.contains("- **a**"), "{}", brought.body);
}

#[test]
fn a_document_too_deep_to_walk_is_refused() {
    for depth in [299, 100_000] {
        let body = format!("{}{}", "<w:sdt>".repeat(depth), "</w:sdt>".repeat(depth));
        let found = acervo::data::word::read(&docx(&body));
        assert_eq!(found.err(), Some(acervo::data::word::Refused::Damaged));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(2),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// However its parts stand in one another, a document is read.
    #[test]
    fn no_document_is_too_strange_to_read(body in prop::collection::vec(element(), 1..6)) {
        let word = acervo::data::word::read(&docx(&body.concat()));
        let markdown = word.map(|word| word.markdown("x"));
        prop_assert!(markdown.is_ok_and(|text| text.ends_with('\n')));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever lists follow one another, each item of Word is an item of the page.
    #[test]
    fn every_item_of_a_list_is_one(items in prop::collection::vec((1u8..4, 0u8..2, 0u8..5), 1..40)) {
        let block = |(at, (list, level, paragraph)): (usize, &(u8, u8, u8))| match paragraph {
            0 => p("", &[("", &format!("párrafo {at}"))]),
            _ => item(*list, *level, &format!("elemento {at}")),
        };
        let body: String = items.iter().enumerate().map(block).collect();
        let typed = items.iter().filter(|(.., paragraph)| *paragraph > 0).count();
        let brought = bring(&body);
        let events = pulldown_cmark::Parser::new(&brought.body);
        let is_item = |event: &pulldown_cmark::Event<'_>| {
            matches!(event, pulldown_cmark::Event::Start(pulldown_cmark::Tag::Item))
        };
        prop_assert_eq!(events.filter(is_item).count(), typed, "{}", brought.body);
    }

    /// Whatever signs an author typed in Word, a page shows them as they were.
    #[test]
    fn every_sign_of_a_paragraph_is_shown_as_it_was(
        runs in prop::collection::vec(prop::collection::vec(("(<w:b/>)?(<w:i/>)?", "[a-cñ0-2 .,:;!?()*_`~<>&#|+=\\[\\]{}\\\\-]{1,12}"), 1..5), 1..40)
    ) {
        // A letter at the beginning: what would be an item or a heading otherwise is another test.
        let paragraphs: Vec<Vec<(&str, &str)>> = runs
            .iter()
            .map(|runs| {
                let runs = runs.iter().map(|(look, text)| (look.as_str(), text.as_str()));
                [("", "x")].into_iter().chain(runs).chain([("", "y")]).collect()
            })
            .collect();
        let typed = paragraphs.iter().map(|runs| runs.iter().map(|(_, text)| *text).collect::<String>());
        let typed: String = typed.collect::<Vec<_>>().join(" ");
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let body: String = paragraphs.iter().map(|runs| p("", runs)).collect();
        let brought = bring(&body);
        prop_assert_eq!(shown(&brought.body), typed);
    }
}
