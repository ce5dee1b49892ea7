//! Second builds: what an earlier one left behind spares work and never shows.

use crate::cli::tree;
use crate::incremental::{SITE, Step, apply, step};
use crate::pictures::png;
use crate::search_corpus::Dice;
use crate::search_published::damage;
use crate::search_site;
use crate::site::{SiteTest, program, write};
use acervo::diag::show::Format;
use acervo::engine::{BuildOptions, BuildReport, Options, Phase, build, index_folder};
use acervo::search::{self, Query};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Once;

type Tree = BTreeMap<String, Vec<u8>>;

/// A project on its own, without an engine.
struct Project {
    site: SiteTest,
    options: Options,
    strict: bool,
    program: &'static str,
}

impl Project {
    /// With a search index, an attachment and a warning: a link that says nothing.
    fn new() -> Project {
        let mut site = SiteTest::new(SITE);
        site.write("content/casos/mapa.png", "mapa");
        site.write("content/casos/nada.txt", "");
        site.edit("site.toml", "title = \"P\"", "title = \"P\"\nstyle = {}");
        site.edit("content/casos/b.md", "[a](a.md)", "[aquí](a.md)");
        Project {
            site,
            options: Options::default(),
            strict: false,
            program: "uno",
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.site.root().join(path)
    }

    fn build(&self) -> BuildReport {
        self.build_at(self.site.root())
    }

    fn build_at(&self, root: &Path) -> BuildReport {
        self.build_while(root, &|_| ())
    }

    /// The same while something happens.
    fn build_while(&self, root: &Path, see: &(dyn Fn(Phase) + Sync)) -> BuildReport {
        let options = BuildOptions {
            site: self.options.clone(),
            output: root.join("public"),
            strict: self.strict,
            zip: None,
            program: program(self.program),
        };
        build(root, options, &|phase, _, _| see(phase)).unwrap()
    }

    fn published(&self) -> Tree {
        tree(&self.path("public"))
    }

    /// The project built again is what a copy of its sources gives that was never built.
    #[track_caller]
    fn expect_as_clean(&self) -> BuildReport {
        let again = self.build();
        let copy = tempfile::tempdir().unwrap();
        for (path, bytes) in &tree(self.site.root()) {
            if !path.starts_with("public/") && !path.starts_with(".acervo/") {
                write(&copy.path().join(path), bytes);
            }
        }
        let clean = self.build_at(copy.path());
        assert_eq!(
            again.report.text(Format::Short),
            clean.report.text(Format::Short)
        );
        assert_eq!(again.published.is_some(), clean.published.is_some());
        assert_eq!(
            (again.documents, again.pages, again.index_bytes),
            (clean.documents, clean.pages, clean.index_bytes)
        );
        if clean.published.is_some() {
            let expect = tree(&copy.path().join("public"));
            assert!(self.published() == expect, "not the bytes of a clean build");
            if !self.options.no_search {
                assert_eq!(answers(self.site.root()), answers(copy.path()));
            }
        }
        again
    }
}

/// What `acervo search` would say.
fn answers(root: &Path) -> Vec<String> {
    let index = search::open(&index_folder(root)).unwrap();
    let words = ["", "texto", "agua", "a", "texto nuevo de las aguas"];
    let asked = words.map(|text| Query {
        limit: 50,
        ..search_site::query(text)
    });
    asked
        .iter()
        .map(|query| serde_json::to_string(&search::search(&index, query).unwrap()).unwrap())
        .collect()
}

/// Files that nobody touched for a while are not read again: whatever was done to one has to show.
#[test]
fn an_output_that_was_edited_long_after_it_was_built_is_mended() {
    let project = Project::new();
    // A build of a small site is over before its files are old enough to be believed.
    let slowly = |phase| {
        if matches!(phase, Phase::Publishing) {
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    };
    let page = project.path("public/casos/a.html");
    for round in 0..3 {
        let before = std::fs::read_to_string(project.path("content/casos/b.md")).unwrap();
        let text = format!("{before}\nUna frase más, la {round}.\n");
        write(&project.path("content/casos/b.md"), text.as_bytes());
        project.build_while(project.site.root(), &slowly);
        assert!(project.build().unchanged);
        let (date, mut bytes) = (
            page.metadata().unwrap().modified().unwrap(),
            std::fs::read(&page).unwrap(),
        );
        bytes[200] ^= 1;
        std::fs::write(&page, bytes).unwrap();
        let file = std::fs::File::options().write(true).open(&page).unwrap();
        file.set_modified(date).unwrap();
        drop(file);
        assert!(!project.expect_as_clean().unchanged);
    }
}

/// Sources that nobody touched for a while are not read again either.
#[test]
fn a_source_that_was_edited_long_after_it_was_built_is_read_again() {
    let project = Project::new();
    for source in ["content/casos/a.md", "content/casos/mapa.png"] {
        let file = project.path(source);
        std::thread::sleep(std::time::Duration::from_millis(100));
        let date = file.metadata().unwrap().modified().unwrap();
        project.build();
        assert!(project.build().unchanged);
        let mut bytes = std::fs::read(&file).unwrap();
        let last = bytes.iter().rposition(u8::is_ascii_alphabetic).unwrap();
        bytes[last] = b'z';
        std::fs::write(&file, bytes).unwrap();
        let edited = std::fs::File::options().write(true).open(&file).unwrap();
        edited.set_modified(date).unwrap();
        drop(edited);
        assert!(!project.expect_as_clean().unchanged, "{source}");
    }
}

#[test]
fn a_build_of_what_was_built_does_nothing_and_says_the_same() {
    let project = Project::new();
    let first = project.build();
    assert!(!first.unchanged && first.published.is_some());
    assert_eq!(first.report.counts(), (0, 1), "the warning is what repeats");
    let again = project.expect_as_clean();
    assert!(again.unchanged);
    assert_eq!(again.published.unwrap().written, 0);
}

/// Changes one thing of a project.
type Change = fn(&mut Project);

#[test]
fn whatever_changes_is_seen() {
    let changes: &[(&str, Change)] = &[
        ("a document", |p| {
            p.site
                .edit("content/casos/a.md", "Texto de a", "Texto de e");
        }),
        ("a new document", |p| {
            p.site
                .write("content/casos/z.md", "---\ntitulo: Z\n---\nTexto.\n");
        }),
        ("a document less", |p| {
            p.site.remove("content/casos/c.md");
        }),
        ("the name of a document", |p| {
            p.site.rename("content/casos/c.md", "content/casos/x.md");
        }),
        ("an attachment", |p| {
            p.site.write("content/casos/mapa.png", "mapo");
        }),
        ("the name of an attachment", |p| {
            p.site
                .rename("content/casos/mapa.png", "content/casos/plano.png");
        }),
        ("a vocabulary", |p| {
            p.site
                .edit("content/_datos/temas.yaml", "label: Agua", "label: Agüita");
        }),
        ("site.toml", |p| {
            p.site
                .edit("site.toml", "title = \"Casos\"", "title = \"Cosas\"");
        }),
        ("a template", |p| {
            p.site
                .edit("themes/plano/templates/404.html", "}", "} <!-- -->");
        }),
        ("an asset of the theme", |p| {
            p.site.write("themes/plano/assets/otro.css", "p{}");
        }),
        ("the words of the theme", |p| {
            p.site.edit(
                "themes/plano/strings/es.toml",
                "\"Inicio\"",
                "\"Principio\"",
            );
        }),
        ("drafts", |p| p.options.drafts = true),
        ("the address", |p| {
            p.options.base_url = Some("https://b.test/".into())
        }),
        ("no search", |p| p.options.no_search = true),
        ("strict", |p| p.strict = true),
        ("the program", |p| p.program = "otro"),
        ("a page of the output, with its size and date", |p| {
            let page = p.path("public/casos/a.html");
            let date = std::fs::metadata(&page).unwrap().modified().unwrap();
            let text = std::fs::read_to_string(&page).unwrap();
            std::fs::write(&page, text.replace("Texto", "Tixto")).unwrap();
            let file = std::fs::File::options().write(true).open(&page).unwrap();
            file.set_modified(date).unwrap();
        }),
        ("an empty file of the output", |p| {
            std::fs::write(p.path("public/casos/nada.txt"), "algo").unwrap();
        }),
        ("a page less in the output", |p| {
            std::fs::remove_file(p.path("public/casos/a.html")).unwrap();
        }),
        ("no output", |p| {
            std::fs::remove_dir_all(p.path("public")).unwrap()
        }),
        ("no index", |p| {
            std::fs::remove_dir_all(p.path(".acervo/index")).unwrap()
        }),
        ("a file of the index less", |p| {
            std::fs::remove_file(p.path(".acervo/index/partes")).unwrap();
        }),
        ("a byte of the index", |p| {
            let index = tree(&p.path(".acervo/index"));
            let (file, bytes) = index.iter().max_by_key(|(_, bytes)| bytes.len()).unwrap();
            let mut bytes = bytes.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::remove_file(p.path(".acervo/index").join(file)).unwrap();
            std::fs::write(p.path(".acervo/index").join(file), bytes).unwrap();
        }),
        ("a damaged record", |p| {
            std::fs::write(p.path(".acervo/ultima"), "{\"inputs\": 1").unwrap();
        }),
        ("a record of other things", |p| {
            std::fs::write(p.path(".acervo/ultima"), "{\"version\": 99}").unwrap();
        }),
        ("no record", |p| {
            std::fs::remove_file(p.path(".acervo/ultima")).unwrap()
        }),
        ("a record that is a folder", |p| {
            std::fs::remove_file(p.path(".acervo/ultima")).unwrap();
            std::fs::create_dir(p.path(".acervo/ultima")).unwrap();
        }),
    ];
    for (what, change) in changes {
        let mut project = Project::new();
        project.build();
        change(&mut project);
        let again = project.expect_as_clean();
        assert!(!again.unchanged, "{what} was not seen");
    }
}

#[test]
fn a_text_that_is_needed_once_more_is_made_from_its_file() {
    let mut project = Project::new();
    project.build();
    let kept = std::fs::read(project.path(".acervo/documentos")).unwrap();
    let text = b"Texto de a";
    assert!(!kept.windows(text.len()).any(|part| part == text));
    // All of the index is made again, so its prose is read; its page shows the title of the next one.
    std::fs::remove_dir_all(project.path(".acervo/index")).unwrap();
    let renamed = ("content/casos/b.md", "titulo: B", "titulo: Be");
    project.site.edit(renamed.0, renamed.1, renamed.2);
    project.expect_as_clean();
    let page = std::fs::read_to_string(project.path("public/casos/a.html")).unwrap();
    assert!(page.contains("Texto de a.") && page.contains("Be"));
}

#[test]
fn a_build_that_was_not_published_leaves_nothing_to_rely_on() {
    let mut project = Project::new();
    project.build();
    project
        .site
        .edit("content/casos/a.md", "tema: agua", "tema: no-hay");
    assert!(project.expect_as_clean().published.is_none());
    assert!(project.expect_as_clean().published.is_none());
    project
        .site
        .edit("content/casos/a.md", "tema: no-hay", "tema: agua");
    project.expect_as_clean();
    assert!(project.build().unchanged);
}

#[test]
fn each_output_has_its_own_site() {
    let mut project = Project::new();
    project.build();
    project.options.drafts = true;
    project.build();
    project.options.drafts = false;
    assert!(
        !project.expect_as_clean().unchanged,
        "the other options were the last"
    );
    assert!(project.expect_as_clean().unchanged);
}

/// An edit of one document, and what it is.
const SEEN: &[(&str, &str, &str)] = &[
    ("its title", "titulo: A", "titulo: Abc"),
    ("its summary", "Primero.", "Otro."),
    ("a term", "tema: agua", "tema: vias"),
    ("no term", "tema: agua\n", ""),
    ("its address", "titulo: A", "titulo: A\nslug: otra"),
    (
        "a former address",
        "titulo: A",
        "titulo: A\nalias: [vieja.html]",
    ),
    ("a date", "fecha: 2026-01-02", "fecha: 2024-01-02"),
    (
        "that it is an example",
        "titulo: A",
        "titulo: A\nejemplo: true",
    ),
    (
        "that it is a draft",
        "titulo: C",
        "titulo: C\nborrador: true",
    ),
    ("a link", "Texto de a", "Texto de [C](c.md) a"),
];

#[test]
fn what_others_see_of_a_document_reaches_their_pages() {
    for (what, from, to) in SEEN {
        let mut project = Project::new();
        project.build();
        // Nothing leads to C, so that it may go.
        let file = match from.ends_with('C') {
            true => "content/casos/c.md",
            false => "content/casos/a.md",
        };
        project.site.edit(file, from, to);
        let again = project.expect_as_clean();
        assert!(!again.unchanged, "{what} was not seen");
        assert!(again.published.is_some(), "{what}");
    }
}

#[test]
fn what_a_text_shows_of_a_picture_reaches_its_page() {
    let mut project = Project::new();
    let shown = ("Texto de a", "![Mapa](mapa.png)");
    project.site.edit("content/casos/a.md", shown.0, shown.1);
    for width in [30, 60] {
        project.site.write("content/casos/mapa.png", png(width, 20));
        assert!(project.expect_as_clean().published.is_some());
        let page = std::fs::read_to_string(project.path("public/casos/a.html")).unwrap();
        assert!(page.contains(&format!("width=\"{width}\"")), "{page}");
    }
}

#[test]
fn a_folder_that_is_called_otherwise_and_has_the_same_address_is_seen() {
    let mut project = Project::new();
    let lenient = "[collections.libre]\nunknown_fields = \"allow\"\n";
    let config = std::fs::read_to_string(project.path("site.toml")).unwrap();
    project
        .site
        .write("site.toml", format!("{config}\n{lenient}"));
    let text = "---\ntitulo: L\n---\n[Roto](no-hay.md).\n";
    project.site.write("content/libre/Sub/l.md", text);
    project.build();
    project
        .site
        .rename("content/libre/Sub", "content/libre/sub");
    assert!(project.expect_as_clean().published.is_some());
}

#[test]
fn texts_that_change_while_pages_are_made_of_them_are_read_anew_with_all_others() {
    let mut project = Project::new();
    let files: Vec<String> = (0..60)
        .map(|n| format!("content/casos/texto-{n}.md"))
        .collect();
    for file in &files {
        project.site.write(file, "---\ntitulo: N\n---\nUno.\n");
    }
    project.build();
    // All pages are made again, and no document.
    let template = "themes/plano/templates/base.html";
    project
        .site
        .edit(template, "<!doctype html>", "<!doctype html> ");
    let once = Once::new();
    project.build_while(project.site.root(), &|phase| {
        if phase == Phase::Rendering {
            once.call_once(|| {
                for file in &files {
                    write(&project.path(file), b"---\ntitulo: N\n---\nDos.\n");
                }
            });
        }
    });
    for (path, page) in tree(&project.path("public/casos")) {
        let later = page.windows(4).any(|part| part == b"Dos.");
        assert!(later || !path.starts_with("texto-"), "{path}");
    }
    assert!(project.expect_as_clean().unchanged);
}

#[test]
fn data_that_change_while_pages_show_them_are_seen_by_the_next_build() {
    let later = [
        ("content/casos/datos.csv", b"a,b\nUno,2\n".to_vec()),
        ("content/casos/mapa.png", [png(60, 20), vec![0]].concat()),
    ];
    for (file, bytes) in later {
        let mut project = Project::new();
        let theme = ("theme = \"plano\"", "theme = \"portal\"");
        project.site.edit("site.toml", theme.0, theme.1);
        project
            .site
            .write("content/casos/datos.csv", "a,b\nUno,1\n");
        project.site.write("content/casos/mapa.png", png(30, 20));
        let table = ":::tabla Cuadro archivo=\"datos.csv\" fuente=\"F\"\n:::\n";
        let text = format!("---\ntitulo: T\n---\n![Mapa](mapa.png)\n\n{table}");
        project.site.write("content/casos/t.md", text);
        let once = Once::new();
        let first = project.build_while(project.site.root(), &|phase| {
            if phase == Phase::Rendering {
                once.call_once(|| write(&project.path(file), &bytes));
            }
        });
        assert!(first.published.is_some());
        project.expect_as_clean();
    }
}

#[test]
fn after_an_edit_only_what_changed_is_written() {
    let mut project = Project::new();
    project.build();
    project
        .site
        .edit("content/casos/a.md", "Texto de a", "Texto de o");
    let again = project.expect_as_clean();
    let written = again.published.unwrap().written;
    let index = tree(&project.path("public/buscador")).len();
    // The page, the service worker's list and the files of the index, which have a new folder.
    assert!(
        written <= index + 3,
        "{written} files, {index} of the index"
    );
}

#[test]
fn a_document_that_moves_among_others_leaves_their_texts_as_they_are() {
    let mut project = Project::new();
    // In the index documents stand from the shortest to the longest, each with a file of its own.
    let text = |words: usize| format!("# Plan\n\n{}\n", "Agua potable. ".repeat(250 + words));
    for number in 1..=40 {
        let file = format!("content/casos/plan-{number}.md");
        project.site.write(&file, text(number));
    }
    project.build();
    project.site.write("content/casos/plan-1.md", text(100));
    let again = project.expect_as_clean();
    let written = again.published.unwrap().written;
    assert!(written < 40, "{written} files");
}

/// It has documents of every kind that there is, with all that may be in one.
#[test]
fn the_site_of_this_repository_built_again_is_that_of_a_clean_build() {
    let folder = tempfile::tempdir().unwrap();
    crate::own_site::copy(folder.path());
    let sources = tree(folder.path());
    let built = |output: &str, by: &str| {
        let output = folder.path().join(output);
        let options = BuildOptions {
            site: Options::default(),
            output: output.clone(),
            strict: false,
            zip: None,
            program: program(by),
        };
        let published = build(folder.path(), options, &|_, _, _| ()).unwrap();
        (published.published.unwrap(), tree(&output))
    };
    let expect_as_clean = |what: &str, edit: &dyn Fn()| {
        let (first, _) = built("uno", "uno");
        edit();
        let (again, site) = built("uno", "uno");
        assert!(again != first, "{what}: not seen");
        // Another program believes nothing of what is kept, and leaves nothing to believe.
        let (_, clean) = built("dos", "dos");
        assert!(site == clean, "{what}: not the bytes of a clean build");
    };
    let documents = sources.keys().filter(|path| path.ends_with(".md"));
    let documents: Vec<&String> = documents.collect();
    // What others say changes no page of a document that shows none of it, though each stands beside
    // some that changed.
    for odd in [0, 1] {
        expect_as_clean("texts", &|| {
            for changed in documents.iter().skip(odd).step_by(2) {
                let mut text = sources[*changed].clone();
                text.extend(b"\nUna frase que antes no estaba.\n");
                write(&folder.path().join(changed), &text);
            }
        });
    }
    // What texts show of tables, and of titles.
    for (file, from, to) in [
        ("memorias/mdm-grupo-g5.csv", "17", "16"),
        ("guias/gobernanza.md", "titulo: \"", "titulo: \"Otra "),
    ] {
        let path = folder.path().join("content").join(file);
        expect_as_clean(file, &|| {
            let text = std::fs::read_to_string(&path).unwrap();
            write(&path, text.replacen(from, to, 1).as_bytes());
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        max_shrink_iters: 100,
        ..ProptestConfig::default()
    })]

    /// What is kept for the next build may be damaged between any two.
    #[test]
    fn after_any_edits_a_build_gives_the_bytes_of_a_clean_one(
        steps in proptest::collection::vec(step(), 1..20),
        seed in 1_u64..1_000_000,
    ) {
        let dice = &mut Dice(seed);
        let mut project = Project::new();
        for step in &steps {
            match step {
                Step::Advance => {
                    project.expect_as_clean();
                    // A site that had errors from the start has nothing there.
                    if dice.roll(2) == 0 && project.path(".acervo").exists() {
                        damage(&project.path(".acervo"), dice);
                    }
                }
                edit => apply(&mut project.site, edit),
            }
        }
        project.expect_as_clean();
    }
}
