//! What is not ours is not read, shown, written over or lost.

use crate::cli::{Project, run};
use crate::publish::Project as Published;
use crate::site::{SITE, SiteTest};
use acervo::source::Changes;
use std::process::Command;

const CASES: &str = "-- site.toml --
title = \"T\"
[collections.casos]
title = \"Casos\"
-- content/casos/a.md --
---
titulo: A
---
Texto.
";

#[cfg(unix)]
#[test]
fn what_a_link_out_of_the_project_leads_to_is_never_shown() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secreto.csv");
    std::fs::write(&secret, "id,label\nuno,Secreto\n").unwrap();
    std::fs::create_dir_all(outside.path().join("tema")).unwrap();
    let link = |site: &SiteTest, from: &std::path::Path, to: &str| {
        std::os::unix::fs::symlink(from, site.root().join(to)).unwrap();
    };
    let vocabulary = "[vocabularies.v]\nfile = \"v.csv\"\n";
    let mut site = SiteTest::new(&format!(
        "-- site.toml --\n{SITE}-- content/casos/a.md --\n# A\n"
    ));
    link(&site, &secret, "v.csv");
    link(&site, &secret, "content/secreto.md");
    link(&site, "..".as_ref(), "content/casos/vuelta");
    std::fs::write(outside.path().join("tema/nota.txt"), "Secreto").unwrap();
    link(&site, &outside.path().join("tema"), "content/casos/lejos");
    link(&site, &outside.path().join("tema"), "themes/fuera");
    site.write(
        "site.toml",
        format!("theme = \"plano\"\n{SITE}{vocabulary}"),
    )
    .write("content/casos/otro.md", "# Otro\n")
    .advance()
    .expect_messages(&["v.csv`: es un enlace simbólico que sale del proyecto"]);
    let links: Vec<String> = site.diags();
    for place in ["casos/lejos", "casos/vuelta", "secreto.md"] {
        let told = format!("content/{place}:1:1 enlace-simbolico");
        assert!(links.contains(&told), "{told}: {links:?}");
    }
    let within = |name: &str| name.contains("lejos/");
    assert!(!links.iter().any(|told| within(told)), "{links:?}");
    assert!(!site.paths().into_iter().any(within), "{:?}", site.paths());
    let shown = site.snapshot.report(site.snapshot.render_all());
    let full = shown.text(acervo::diag::show::Format::Full { color: false });
    assert!(full.contains("content/secreto.md"), "{full}");
    assert!(!full.contains("Secreto"), "{full}");
    site.write("site.toml", format!("theme = \"fuera\"\n{SITE}"))
        .advance()
        .expect_messages(&["themes/fuera es un enlace simbólico que sale del proyecto"]);
}

/// Two folders with links into each other give a file names without end.
#[cfg(unix)]
#[test]
fn what_changed_is_read_again_whatever_names_links_give_it() {
    let case = |words: &str| format!("---\ntitulo: Uno\n---\n{words}\n");
    let mut site = SiteTest::new(CASES);
    let file = |at: usize| {
        format!(
            "content/casos/{}/{at}.md",
            if at < 6 { "uno" } else { "dos" }
        )
    };
    let all = |site: &mut SiteTest, words: &str| {
        for at in 0..12 {
            site.write(&file(at), case(words));
        }
        site.advance();
    };
    all(&mut site, "Antes.");
    for (from, to) in [("uno", "dos"), ("dos", "uno")] {
        let link = site.root().join(format!("content/casos/{from}/otra"));
        std::os::unix::fs::symlink(format!("../{to}"), link).unwrap();
    }
    site.advance();
    let paths: Vec<_> = (0..12).map(|at| site.root().join(file(at))).collect();
    let mut engine = acervo::engine::Engine::open(site.root(), site.options.clone()).unwrap();
    engine.advance(&Changes::All);
    let Changes::Paths(named) = engine.by_all_names(Changes::Paths(paths.clone())) else {
        panic!("of all")
    };
    assert!(named.len() < 200, "{named:?}");
    for path in paths {
        assert!(named.contains(&path), "{}: {named:?}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_content_is_told_and_never_waited_for() {
    let project = Project::new(CASES);
    for name in ["casos/p.txt", "casos/p.md", "casos/p"] {
        let pipe = project.root().join("content").join(name);
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    }
    for format in ["full", "short"] {
        let said = project.run(&["check", "--output-format", format], 1);
        let said = said.err + &said.out;
        assert_eq!(said.matches("no es un archivo común").count(), 3, "{said}");
    }
}

#[test]
fn a_pack_takes_no_name_of_another_file() {
    let project = Project::new(CASES);
    project.write("notas.md", "Apuntes.\n");
    for file in ["notas.md", "site.toml", ".acervo/documentos"] {
        project.run(&["build", "--zip", file], 2);
    }
    let read = |file: &str| std::fs::read_to_string(project.root().join(file)).unwrap();
    assert_eq!(read("notas.md"), "Apuntes.\n");
    assert!(read("site.toml").contains("[collections.casos]"));
    project.run(&["build", "--zip", "sitio.zip"], 0);
    project.run(&["build", "--zip", "sitio.zip"], 0);
    // A zip file, but one of a folder that a build may empty.
    project.run(&["build", "--zip", ".acervo/sitio.zip"], 2);
}

#[test]
fn the_site_is_not_put_where_a_build_keeps_its_own_files() {
    let project = Project::new(CASES);
    project.run(&["build"], 0);
    for output in [".acervo", ".acervo/index", ".acervo/anterior"] {
        let said = project.run(&["build", "--output", output], 2).err;
        assert!(said.contains("se mezclaría con"), "{said}");
    }
}

#[test]
fn what_somebody_puts_into_the_output_during_a_build_stays_there() {
    let project = Published::new();
    let files = ["index.html", "a/b.html", "a/c/d/e.html", "f/g.html"];
    project.publish(&files.map(|file| (file, "uno")));
    // So long that folders in which nothing happens meanwhile are not looked through again.
    std::thread::sleep(std::time::Duration::from_millis(100));
    let stage = project.begin().unwrap();
    stage.put("index.html", b"dos").unwrap();
    stage.put("nuevo.html", b"dos").unwrap();
    std::fs::create_dir(project.path("public/fotos")).unwrap();
    for file in [
        "google123.html", "fotos/a.jpg", "a/c.txt", "a/c/d/f.txt", "nuevo.html",
    ] {
        std::fs::write(project.path("public").join(file), "ajeno").unwrap();
    }
    let (published, replaced) = stage.commit().unwrap();
    drop(replaced);
    assert_eq!(published.files, 2);
    for file in [
        "google123.html", "fotos/a.jpg", "a/c.txt", "a/c/d/f.txt", "nuevo.html.ajeno",
    ] {
        assert_eq!(project.read(file), "ajeno", "{file}");
    }
    for file in ["index.html", "nuevo.html"] {
        assert_eq!(project.read(file), "dos");
    }
    assert!(!project.path("public/a/b.html").exists());
    // The next build tells of them before it publishes.
    let refused = project.begin().err().map(|why| why.message);
    assert!(refused.is_some_and(|why| why.contains("a/c.txt")));
}

#[test]
fn what_has_no_place_in_the_new_site_is_kept_beside_it_each_time() {
    let project = Published::new();
    project.publish(&[("index.html", "uno")]);
    for name in ["fotos", "notas"] {
        let stage = project.begin().unwrap();
        stage.put("index.html", name.as_bytes()).unwrap();
        // A file of the site where somebody puts a folder meanwhile.
        stage.put(name, b"x").unwrap();
        std::fs::create_dir(project.path("public").join(name)).unwrap();
        std::fs::write(project.path("public").join(name).join("a.jpg"), name).unwrap();
        let why = stage.commit().err().unwrap();
        assert!(why.message.contains("ajeno"), "{why}");
    }
    assert_eq!(project.read("index.html"), "notas");
    for (kept, name) in [("ajeno", "fotos"), ("ajeno.ajeno", "notas")] {
        let file = project.path(&format!(".public.acervo/{kept}/{name}/a.jpg"));
        assert_eq!(std::fs::read_to_string(file).unwrap(), name);
    }
}

#[test]
fn a_collection_whose_name_leads_elsewhere_is_told() {
    for (name, path) in [
        ("../../fuera", "a"),
        ("a/b", "a"),
        ("casos", ".x"),
        ("casos", "_x"),
    ] {
        let toml = format!("[collections.\"{name}\"]\ntitle = \"C\"\npath = \"{path}\"\n");
        let project = Project::new(&format!("-- site.toml --\ntitle = \"T\"\n{toml}"));
        let said = project.run(&["check"], 1).err;
        assert!(said.contains("no sirve como"), "{said}");
        project.run(&["export", "schema"], 2);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_could_not_be_written_is_no_success() {
    let project = Project::new(CASES);
    for arguments in [
        &["check", "--output-format", "sarif"][..],
        &["report"],
        &["search", "texto", "--json"],
    ] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        run(project.command(arguments).stdout(full), 2).has(&["no queda espacio en el disco"]);
    }
}

/// As on a machine with many processors where one person may have few threads.
#[cfg(target_os = "linux")]
#[test]
fn threads_that_the_system_does_not_give_are_told_with_what_to_do() {
    let project = Project::new(CASES);
    // No memory has room for such a stack.
    let mut check = project.command(&["check"]);
    run(check.env("RUST_MIN_STACK", (1_u64 << 46).to_string()), 2)
        .has(&["use menos: ponga RAYON_NUM_THREADS=1"]);
}

#[test]
fn a_name_that_the_disk_does_not_take_is_told_with_what_to_do() {
    let project = Project::new(CASES);
    let said = project.run(&["new", "casos", &"largo ".repeat(60)], 2).err;
    assert!(said.contains("use un título más corto"), "{said}");
    project.run(&["new", "casos", "Corto"], 0);
    let said = project.run(&["new", "casos", "Corto"], 2).err;
    assert!(
        said.contains("use otro título o borre el archivo"),
        "{said}"
    );
}

#[test]
fn html_by_hand_is_read_as_fast_however_deep_it_is() {
    let site = |lines: &str| {
        let mut site = SiteTest::new(&CASES.replace("Casos\"\n", "Casos\"\nraw_html = true\n"));
        let began = std::time::Instant::now();
        let text = format!("---\ntitulo: A\n---\n{lines}\nal final\n");
        site.write("content/casos/a.md", text).advance();
        (site, began.elapsed())
    };
    for open in ["<div>", "<b>", "<div>\n", "<font size=1>"] {
        let (site, took) = site(&open.repeat(20_000));
        let [one] = &site.diags()[..] else {
            panic!("{open}: {}", site.messages())
        };
        assert!(one.ends_with("html-crudo"), "{one}");
        assert!(site.body("casos/a.html").contains("al final"), "{open}");
        // Each tag among all that are open took minutes.
        assert!(took.as_secs() < 20, "{open}: {took:?}");
    }
    // Each link looked through all that follow.
    let (mut linked, took) = site(&"<a href=\"a.md\">a</a> ".repeat(200_000));
    linked.expect_diags(&[]);
    assert!(took.as_secs() < 20, "{took:?}");
    let deep = format!("{}x{}", "<div>".repeat(250), "</div>".repeat(250));
    let (mut site, _) = site(&format!("{deep}\n\n{deep}"));
    site.expect_diags(&[]);
}

/// Each of these looked through all that follow, or all before.
#[test]
fn signs_in_their_thousands_are_read_as_fast() {
    let many = 200_000;
    for (body, found) in [
        (format!("a ^ b {} c", "-".repeat(many)), 0),
        ("`a` x^2^ ".repeat(many / 4), many / 4),
        (
            format!(
                "## a\n\n{}\n\n{}",
                "[x](#a) ".repeat(many / 4),
                "[A [3](#a)](#a)\n\n".repeat(many / 4)
            ),
            1,
        ),
    ] {
        let began = std::time::Instant::now();
        let site = SiteTest::new(&format!(
            "{}[style]\nignore = [\"oracion-larga\", \"parrafo-largo\"]\n-- content/casos/b.md --\n---\ntitulo: B\n---\n{body}\n",
            CASES.split_once("-- content").map_or("", |(site, _)| site)
        ));
        let took = began.elapsed();
        let told = site.diags().len();
        assert_eq!(told, found, "{}", &body[..40]);
        assert!(took.as_secs() < 6, "{}: {took:?}", &body[..40]);
    }
    let began = std::time::Instant::now();
    let page = format!("<p>{}", "on".repeat(many));
    assert_eq!(acervo::data::page::look(page.as_bytes()), None);
    let took = began.elapsed();
    assert!(took.as_secs() < 3, "{took:?}");
}
