//! Work grows with what there is to read, and no faster: inputs that would take minutes, or the memory
//! of the machine, if each part looked at all others.

use crate::cli::Project;
use crate::site::SiteTest;
use std::fmt::Write;

/// One text for each number, one after the other.
fn each(n: usize, text: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut out, i| {
        out.push_str(&text(i));
        out
    })
}

fn count(site: &SiteTest, said: &str) -> usize {
    site.messages().matches(said).count()
}

#[test]
fn after_more_broken_links_than_anybody_reads_no_more_suggestions_are_looked_for() {
    // A section of the same page, a section of another one, a file: each would ask all there are.
    for link in ["#parte-{i}x", "b.md#parte-{i}x", "plano-{i}x.pdf"] {
        let links = each(400, |i| {
            format!("[Va]({}).\n\n", link.replace("{i}", &i.to_string()))
        });
        let parts = each(400, |i| format!("## Parte {i}\n\n"));
        let mut site = SiteTest::new(&format!(
            "-- content/casos/a.md --\n---\ntitulo: A\n---\n{links}{parts}\
             -- content/casos/b.md --\n---\ntitulo: B\n---\n{parts}"
        ));
        for i in 0..400 {
            site.write(&format!("content/casos/plano-{i}.pdf"), "x");
        }
        site.advance();
        let broken = count(&site, "[enlace-roto]") + count(&site, "[ancla-rota]");
        assert_eq!((broken, count(&site, "¿quiso decir")), (400, 300), "{link}");
    }
    // The same mistake in many documents is one.
    let mut site = SiteTest::new("-- content/casos/plano.pdf --\nx\n");
    for i in 0..400 {
        let text = "---\ntitulo: A\n---\n[Va](planno.pdf).\n";
        site.write(&format!("content/casos/d{i}.md"), text);
    }
    site.advance();
    assert_eq!(count(&site, "¿quiso decir `plano.pdf`?"), 400);
}

#[test]
fn of_many_documents_with_one_name_some_are_named() {
    let mut site = SiteTest::new("-- content/casos/a.md --\n---\ntitulo: A\n---\nVea [[igual]].\n");
    for i in 0..40 {
        let text = "---\ntitulo: Otro\n---\nTexto.\n";
        site.write(&format!("content/casos/f{i:02}/igual.md"), text);
    }
    site.advance();
    assert_eq!(count(&site, "es el nombre de 40 documentos"), 1);
    assert_eq!(count(&site, "/igual`"), 12, "{}", site.messages());
}

/// Each missing field asked each unknown key which of all fields it was meant to be.
#[test]
fn many_unknown_keys_are_told_one_by_one() {
    let fields = each(250, |i| format!("[collections.casos.fields.campo-{i}]\n"));
    let keys = each(250, |i| format!("campo-{i}x: 1\n"));
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = \"T\"\n[collections.casos]\n{fields}\
         -- content/casos/a.md --\n---\ntitulo: A\n{keys}---\nTexto.\n"
    ));
    assert_eq!(count(&site, "[campo-desconocido]"), 250);
    assert_eq!(count(&site, "¿quiso decir `campo-7`?"), 1);
}

/// Every term showed all that are under it, and looked for them among all terms: a chain of some
/// thousands ended the program.
#[test]
fn terms_may_be_some_levels_deep_and_are_told_when_they_are_more() {
    let site = |levels: usize| {
        let terms = each(levels, |i| match i {
            0 => "t0,Uno,\n".to_owned(),
            i => format!("t{i},Término {i},t{}\n", i - 1),
        });
        let last = levels - 1;
        Project::new(&format!(
            "-- site.toml --\ntitle = \"T\"\n[vocabularies.v]\nfile = \"v.csv\"\n\
             [collections.casos]\n[collections.casos.fields.tema]\ntype = \"term\"\n\
             vocabulary = \"v\"\nfacet = true\npages = true\n\
             -- v.csv --\nid,label,parent\n{terms}\
             -- content/casos/a.md --\n---\ntitulo: A\ntema: t{last}\n---\nTexto.\n"
        ))
    };
    site(16).run(&["build"], 0);
    let said = site(17).run(&["check"], 1).err;
    assert!(said.contains("v.csv:18:1"), "{said}");
    assert!(said.contains("puede haber hasta 16 niveles"), "{said}");
    site(6000).run(&["check"], 1);
}

/// A sign of markup that is a word looked at its whole line, which may be the whole document.
#[test]
fn a_line_full_of_signs_is_read_once() {
    let mut text = String::new();
    for signs in ["a<", "[a](b", "**a *b ", "x:**y ", "[[a]", "a <!", "a ::b "] {
        let _ = writeln!(text, "{}\n", signs.repeat(60_000));
    }
    SiteTest::new(&format!(
        "-- content/casos/a.md --\n---\ntitulo: A\n---\n{text}"
    ));
}

/// Each number and code of a line was held against all that stands around it, and of each mistake in a file
/// of TOML the lines before it were counted.
#[test]
fn numbers_of_a_line_and_mistakes_of_a_file_are_each_looked_at_once() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = \"T\"\n[collections.casos]\nfacts = true\n\
         [facts]\nfile = \"h.csv\"\n-- h.csv --\nid,hecho,fuente\nH-1,Dos,x\n\
         -- content/casos/a.md --\n---\ntitulo: A\n---\n{}\n\n{}\n\n{}\n",
        "1234 de ".repeat(40_000),
        "1;".repeat(60_000),
        "H-1 ".repeat(60_000),
    ));
    assert_eq!(count(&site, "[cifra-sin-fuente]"), 40_000);
    let mistaken = "esto no es\n".repeat(60_000);
    let site = SiteTest::new(&format!("-- site.toml --\n{mistaken}"));
    assert_eq!(count(&site, "[datos-sintaxis]"), 60_000);
}

/// Of each sign that YAML refuses its whole line was read, and each alias looked for its place among all.
#[test]
fn a_header_with_much_in_it_is_read_once() {
    let signs = "&a 1, ".repeat(60_000);
    let aliases = each(30_000, |i| format!("- a{i}\n"));
    let site = SiteTest::new(&format!(
        "-- content/casos/a.md --\n---\ntitulo: A\nautores: [{signs}]\n---\n\
         -- content/casos/b.md --\n---\ntitulo: B\nalias:\n{aliases}---\n"
    ));
    assert_eq!(count(&site, "[encabezado-sintaxis]"), 1);
}

/// A recording is read piece by piece, by each thread: held whole, a few of them are all the memory.
#[test]
fn a_large_attachment_is_published_whole_and_once() {
    let bytes: Vec<u8> = (0..9 << 20).map(|i: u32| (i ^ (i >> 11)) as u8).collect();
    let mut site = SiteTest::new("-- content/casos/a.md --\n---\ntitulo: A\n---\n[Va](v.mp4)\n");
    site.write("content/casos/v.mp4", &bytes).advance().build();
    let published = site.output().join("casos/v.mp4");
    let read = || std::fs::read(&published).unwrap();
    assert!(read() == bytes);
    let reused = |site: &SiteTest| {
        let built = site.built.as_ref().unwrap();
        built.published.as_ref().unwrap().reused
    };
    site.edit("content/casos/a.md", "titulo: A", "titulo: B");
    site.advance().build();
    assert!(read() == bytes);
    let with_it = reused(&site);
    // What somebody did to it in the output is mended, as of any file.
    std::fs::write(&published, "otro").unwrap();
    site.edit("content/casos/a.md", "titulo: B", "titulo: C");
    site.advance().build();
    assert!(read() == bytes);
    assert_eq!(reused(&site), with_it - 1);
}

#[test]
fn the_search_page_lists_what_only_a_page_without_javascript_shows_while_that_is_little() {
    for (terms, listed) in [(30, true), (40, false)] {
        let ids = each(terms, |at| format!("t{at}, "));
        let docs = each(30, |at| {
            format!(
                "-- content/casos/c{at}.md --\n---\ntitulo: C{at}\ntemas: [{ids}]\n---\nTexto.\n"
            )
        });
        let vocabulary = each(terms, |at| format!("- id: t{at}\n  label: T{at}\n"));
        let site = SiteTest::with(
            &format!(
                "-- site.toml --\ntheme = \"portal\"\ntitle = \"S\"\n[collections.casos]\n\
                 [collections.casos.fields.temas]\ntype = \"term\"\nmany = true\nfacet = true\n\
                 vocabulary = \"temas\"\n[vocabularies.temas]\nfile = \"content/_datos/t.yaml\"\n\
                 -- content/_datos/t.yaml --\n{vocabulary}{docs}"
            ),
            acervo::engine::Options::default(),
        );
        let page = site.render("buscar.html");
        assert!(page.contains("casos/c9.html"), "{}", site.messages());
        assert_eq!(page.contains("id=\"p_temas-t1\""), listed, "{terms}");
    }
}
