//! The program as people run it: exit codes, messages, what stays on disk.

use crate::site::files;
use acervo::engine;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

pub const SITE: &str = r#"-- site.toml --
title = "Prueba"
base_url = "https://ejemplo.test/"
[vocabularies.temas]
file = "content/_datos/temas.yaml"
[collections.casos]
title = "Casos"
singular = "Caso"
[collections.casos.fields]
resumen = { type = "text", required = true, help = "De qué trata." }
tema = { type = "term", vocabulary = "temas", required = true, facet = true, pages = true }
duracion = { type = "integer", required = true, min = 5 }
dia = { type = "date" }
[collections.guias]
title = "Guías"
-- content/_datos/temas.yaml --
- id: agua
  label: Agua potable
-- content/casos/a.md --
---
titulo: La capacitación de los funcionarios
resumen: Un caso de capacitación.
tema: agua
duracion: 10
---
La capacitación llegó a los municipios.
-- content/guias/b.md --
---
titulo: Guía en borrador
borrador: true
---
Texto.
"#;

pub struct Project(tempfile::TempDir);

impl Project {
    pub fn new(text: &str) -> Project {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("content")).unwrap();
        let project = Project(folder);
        for (path, text) in files(text) {
            project.write(&path, &text);
        }
        project
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, path: &str, text: &str) {
        crate::site::write(&self.root().join(path), text.as_bytes());
    }

    pub fn command(&self, args: &[&str]) -> Command {
        acervo(self.root(), args)
    }

    #[track_caller]
    pub fn run(&self, args: &[&str], code: i32) -> Said {
        run(&mut self.command(args), code)
    }

    fn public(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.root().join("public"))
    }
}

/// The program, with what it is asked for in a folder.
pub fn acervo(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_acervo"));
    command.current_dir(folder).args(args);
    command.stdin(Stdio::null()).env("NO_COLOR", "1");
    command
}

/// Runs the program, which must end with a code.
#[track_caller]
pub fn run(command: &mut Command, code: i32) -> Said {
    let out = command.output().unwrap();
    let said = Said::of(&out);
    let (asked, all) = (command.get_args(), format!("{}\n{}", said.out, said.err));
    assert_eq!(out.status.code(), Some(code), "{asked:?}\n{all}");
    assert!(!said.err.contains("panicked"), "{all}");
    said
}

/// What the program said.
pub struct Said {
    pub out: String,
    pub err: String,
}

impl Said {
    fn of(out: &Output) -> Said {
        Said {
            out: String::from_utf8(out.stdout.clone()).unwrap(),
            err: String::from_utf8(out.stderr.clone()).unwrap(),
        }
    }

    #[track_caller]
    pub fn has(&self, parts: &[&str]) -> &Said {
        for part in parts {
            let there = self.out.contains(part) || self.err.contains(part);
            assert!(there, "«{part}» is not said:\n{}\n{}", self.out, self.err);
        }
        self
    }
}

/// Every file below a folder with its bytes.
pub fn tree(top: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(top)
        .into_iter()
        .filter_map(Result::ok)
    {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(top).unwrap();
            let name = name.to_str().unwrap().to_owned();
            out.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
    out
}

#[test]
fn build_makes_the_site_and_says_so_in_one_line() {
    let project = Project::new(SITE);
    let said = project.run(&["build"], 0);
    said.has(&["Listo en", "1 documento", "páginas", "índice", "0 avisos"]);
    assert_eq!(said.out, "");
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    let public = project.public();
    for path in [
        "index.html", "casos/a.html", "buscar.html", "404.html", "sitemap.xml",
    ] {
        assert!(public.contains_key(path), "{path}");
    }
    assert!(public.keys().any(|p| p.starts_with("buscador/")));
    assert!(!public.contains_key("guias/b.html"));
    let home = String::from_utf8(public["casos/a.html"].clone()).unwrap();
    assert!(home.contains("https://ejemplo.test/casos/a.html"));
}

#[test]
fn options_of_build_do_what_they_say() {
    let project = Project::new(SITE);
    project.run(
        &["build", "--drafts", "--base-url", "https://otro.test/x"],
        0,
    );
    let public = project.public();
    assert!(public.contains_key("guias/b.html"));
    let page = String::from_utf8(public["casos/a.html"].clone()).unwrap();
    assert!(page.contains("https://otro.test/x/casos/a.html"));
    assert!(!page.contains("https://ejemplo.test/casos"));
    project
        .run(&["build", "--no-search", "--output", "otra"], 0)
        .has(&["sin índice"]);
    let other = tree(&project.root().join("otra"));
    assert!(
        !other
            .keys()
            .any(|p| p.starts_with("buscador/") || p == "buscar.html")
    );
    let page = String::from_utf8(other["casos/a.html"].clone()).unwrap();
    assert!(!page.contains("buscar.html"), "{page}");
    // The root may be named from elsewhere.
    let root = project.root().to_str().unwrap().to_owned();
    let mut elsewhere =
        project.command(&["build", "--root", &root, "-o", &format!("{root}/lejos")]);
    let out = elsewhere.current_dir("/").output().unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", Said::of(&out).err);
    assert!(project.root().join("lejos/index.html").is_file());
}

#[test]
fn a_failed_build_leaves_the_old_site_as_it_was() {
    let project = Project::new(SITE);
    project.run(&["build"], 0);
    let before = project.public();
    project.write(
        "content/casos/mal.md",
        "---\ntitulo: Mal\ntema: agua\nduracion: 1\n---\n[a](no.md)\n",
    );
    project.run(&["build"], 1).has(&[
        "error[campo-falta]",
        "error[campo-rango]",
        "error[enlace-roto]",
        "content/casos/mal.md:4:11",
        "No se publicó: 3 errores, 0 avisos. El sitio anterior sigue igual.",
    ]);
    assert!(project.public() == before);
    let names: Vec<String> = std::fs::read_dir(project.root())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| !n.starts_with('.'))
        .collect();
    assert_eq!(names.len(), 3, "the stage was left: {names:?}");
}

#[test]
fn strict_stops_at_warnings() {
    let project = Project::new(SITE);
    project.write(
        "content/guias/c.md",
        "---\ntitulo: Con aviso\n---\n# Otro título\n\nTexto.\n",
    );
    project
        .run(&["build", "--strict"], 1)
        .has(&["aviso[titulo-en-el-cuerpo]", "0 errores, 1 aviso"]);
    assert!(!project.root().join("public").exists());
    project.run(&["build"], 0).has(&["1 aviso"]);
    project.run(&["check"], 0);
    project.run(&["check", "--strict"], 1);
}

#[test]
fn check_says_everything_in_three_forms_and_writes_nothing() {
    let project = Project::new(SITE);
    project
        .run(&["check"], 0)
        .has(&["1 documento: 0 errores, 0 avisos"]);
    project
        .run(&["check", "--drafts"], 0)
        .has(&["2 documentos"]);
    project.write(
        "content/casos/mal.md",
        "---\ntitulo: Mal\nresumen: R\ntema: aguas\nduracion: 7\n---\nx\n",
    );
    let before = tree(project.root());
    project.run(&["check"], 1).has(&[
        "error[termino-desconocido]",
        "4 | tema: aguas",
        "^^^^^",
        "ayuda: ¿quiso decir `agua`?",
    ]);
    let short = project.run(&["check", "--output-format", "short"], 1);
    assert!(
        short
            .out
            .starts_with("content/casos/mal.md:4:7: error[termino-desconocido]: "),
        "{}",
        short.out
    );
    let json = project.run(&["check", "--output-format", "json"], 1);
    let value: serde_json::Value = serde_json::from_str(json.out.trim()).unwrap();
    assert_eq!(value["codigo"], "termino-desconocido");
    assert_eq!(value["archivo"], "content/casos/mal.md");
    assert_eq!((&value["linea"], &value["columna"]), (&4.into(), &7.into()));
    assert_eq!(value["nivel"], "error");
    assert!(value["ayuda"][0].as_str().unwrap().contains("agua"));
    assert!(tree(project.root()) == before);
}

#[test]
fn a_new_document_passes_check_once_filled() {
    let project = Project::new(SITE);
    let said = project.run(&["new", "casos", "Agua: para el niño \"X\""], 0);
    let path = project.root().join("content/casos/agua-para-el-ninio-x.md");
    assert!(
        said.out
            .trim_end()
            .ends_with("content/casos/agua-para-el-ninio-x.md"),
        "{}",
        said.out
    );
    let text = std::fs::read_to_string(&path).unwrap();
    for part in ["De qué trata.", "agua", "# dia: 2026-01-31", "desde 5"] {
        assert!(text.contains(part), "«{part}» is not there:\n{text}");
    }
    let said = project.run(&["check", "--output-format", "short"], 1);
    assert_eq!(
        said.out.matches("error[campo-falta]").count(),
        3,
        "{}",
        said.out
    );
    let filled = text
        .replace("\nresumen:\n", "\nresumen: Un caso.\n")
        .replace("\ntema:\n", "\ntema: agua\n")
        .replace("\nduracion:\n", "\nduracion: 30\n");
    assert_ne!(filled, text);
    std::fs::write(&path, &filled).unwrap();
    project.run(&["check", "--strict"], 0);
    // The optional ones as they are suggested are right too.
    let all: String = filled
        .lines()
        .map(|l| match l.strip_prefix("# ") {
            Some(rest) if rest.contains(": ") && rest.starts_with(|c: char| c.is_lowercase()) => {
                format!("{rest}\n")
            }
            _ => format!("{l}\n"),
        })
        .collect();
    assert_ne!(all, filled);
    std::fs::write(&path, all).unwrap();
    project.run(&["check", "--strict", "--drafts"], 0);
    project
        .run(&["new", "casos", "Agua: para el niño \"X\""], 2)
        .has(&["ya existe"]);
    project
        .run(&["new", "caso", "x"], 2)
        .has(&["la colección «caso» no existe", "¿quiso decir `casos`?"]);
    project
        .run(&["new", "casos", "¿?"], 2)
        .has(&["el título necesita letras o números"]);
    project
        .run(&["new", "casos", "¡NUL!"], 2)
        .has(&["Windows", "«nul.md»", "use otro título"]);
}

#[test]
fn a_title_is_one_line_however_it_was_pasted() {
    let project = Project::new(SITE);
    project.run(
        &["new", "casos", " Agua\n\u{a0}potable\u{200b}\ty suelo\u{7}"],
        0,
    );
    let path = project.root().join("content/casos/agua-potable-y-suelo.md");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.starts_with("---\ntitulo: \"Agua potable y suelo\"\n"),
        "{text}"
    );
}

#[test]
fn search_finds_words_with_accents_that_were_typed_without() {
    let project = Project::new(SITE);
    project.run(&["build"], 0);
    let said = project.run(&["search", "capacitacion", "--json"], 0);
    let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(value["total"], 1);
    let hit = &value["hits"][0];
    assert_eq!(hit["url"], "casos/a.html");
    assert_eq!(hit["titulo"], "La capacitación de los funcionarios");
    assert_eq!(hit["resumen"], "Un caso de capacitación.");
    assert!(
        hit["fragmento"].as_str().unwrap().contains("capacitación"),
        "{hit}"
    );
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    project.run(&["search", "capacitacion"], 0).has(&[
        "1 resultado",
        "La capacitación de los funcionarios",
        "*capacitación*",
    ]);
    project
        .run(&["search", "capacitacion", "--facet", "tema=agua"], 0)
        .has(&["1 resultado"]);
    project
        .run(&["search", "xyzzyx"], 0)
        .has(&["Nada encontrado", "un sinónimo o la sigla"]);
    project
        .run(&["search", "capacitosfera"], 0)
        .has(&["Nada encontrado", "El sitio sí tiene: capacitación."]);
    project
        .run(&["search", "a", "--facet", "tema"], 2)
        .has(&["debe tener la forma campo=valor"]);
}

#[test]
fn questions_of_the_site_fail_the_check_below_their_mean() {
    let project = Project::new(SITE);
    let set = |rest: &str| {
        let first = "[[query]]\ntext = \"capasitacion\"\nexpect = [\"casos/a.md\"]\n";
        project.write(
            "tests/search/a.toml",
            &format!("{first}[[query]]\n{rest}\n"),
        );
    };
    set("text = \"xilofono\"\nexpect = []");
    project
        .run(&["check", "--search"], 0)
        .has(&["2 preguntas, MRR 1,000 con el índice y 1,000 con los archivos"]);
    set("text = \"xilofono\"\nexpect = [\"casos/a.md\"]");
    project.run(&["check"], 0);
    project.run(&["check", "--search"], 1).has(&[
        "busqueda-puesto",
        "tests/search/a.toml:4:1",
        "«xilofono»: casos/a.html no está entre los diez primeros",
        "busqueda-promedio",
        "las preguntas llegan a 0,500 y se pide 0,800",
    ]);
    set("text = \"agua\"\nexpect = [\"casos/b.md\"]");
    let said = project.run(&["check", "--search"], 1);
    said.has(&["`casos/b.md` no es un documento del sitio"]);
    // A question that is not understood would be missed, which is no second mistake.
    assert!(!said.err.contains("busqueda-"), "{}", said.err);
    set("text = \"agua\"\nfacets = { colecion = \"casos\" }\nexpect = [\"casos/a.md\"]");
    project.run(&["check", "--search"], 1).has(&[
        "tests/search/a.toml:6:12",
        "el campo «colecion» no tiene filtro",
        "¿quiso decir `coleccion`?",
    ]);
    let other =
        "---\ntitulo: Otro\nresumen: Dos.\ntema: agua\nduracion: 10\n---\nUna capacitación más.\n";
    project.write("content/casos/z.md", other);
    set("text = \"capacitacion\"\nordered = true\nexpect = [\"casos/z.md\", \"casos/a.md\"]");
    project
        .run(&["check", "--search"], 1)
        .has(&["«capacitacion»: lo esperado no sale todo, en su orden"]);
    let query = "[[query]]\ntext = \"agua\"\nexpect = [\"casos/a.md\"]\n";
    project.write("tests/search/a.toml", &format!("mrr = 2\n{query}"));
    project
        .run(&["check", "--search"], 1)
        .has(&["tests/search/a.toml:1:7", "un número de 0 a 1"]);
    project.write("tests/search/a.toml", "mrr = 0.5\n");
    project
        .run(&["check", "--search"], 1)
        .has(&["este archivo no tiene preguntas"]);
}

#[test]
fn wrong_arguments_are_told_in_spanish() {
    let project = Project::new(SITE);
    for (args, says) in [
        (
            &["biuld"][..],
            &["la orden «biuld» no existe", "¿quiso decir `build`?"][..],
        ),
        (
            &["nuevo"],
            &["la orden «nuevo» no existe", "¿quiso decir `new`?"],
        ),
        (&["ayuda"], &["¿quiso decir `--help`?"]),
        (
            &["new", "casos"],
            &["se escribe así: acervo new COLECCIÓN \"TÍTULO\""],
        ),
        (&["serve", "--host", "aquí"], &["debe ser un número de red"]),
        (&["explain", "enlace"], &["hay estos: enlace-roto, "]),
        (
            &["build", "--ouput", "x"],
            &["la opción «--ouput» no existe", "¿quiso decir `--output`?"],
        ),
        (&["build", "--output"], &["falta el valor de"]),
        (
            &["build", "--threads", "muchos"],
            &["«muchos» no sirve para"],
        ),
        (&["build", "--threads", "0"], &["«0» no sirve para"]),
        (
            &["build", "--base-url", "ejemplo"],
            &["debe empezar con https://"],
        ),
        (
            &["check", "--output-format", "xml"],
            &["«xml» no sirve para"],
        ),
        (&["new", "casos"], &["falta"]),
        (&["search", "x", "--limit", "diez"], &["debe ser un número"]),
        (
            &["search", "x", "--limit", "-3"],
            &["«-3» no sirve para", "debe ser un número desde 0"],
        ),
        (
            &["report", "--cross", "tema"],
            &["a --cross", "le falta un valor"],
        ),
        (
            &["check", "--at", "31/12/2026"],
            &["una fecha como 2026-11-22; ¿quiso decir `2026-12-31`?"],
        ),
        (
            &["build", "sobra"],
            &["«sobra» sobra aquí", "se escribe así: acervo build"],
        ),
        (&["xyz"], &["las órdenes son: build, check, "]),
        (&["status"], &["¿quiso decir `report`?"]),
        (
            &["--root", ".", "check"],
            &[
                "«--root» no va aquí",
                "va después de una de estas órdenes: build, ",
            ],
        ),
        (&["search", "x", "--strict"], &["órdenes: build, check"]),
        (
            &["new", "casos", "Agua", "para", "todos"],
            &["«para» sobra aquí", "va entre comillas"],
        ),
        (
            &["serve", "--port", "abc"],
            &["debe ser un número de 1 a 65535"],
        ),
    ] {
        let said = project.run(args, 2);
        said.has(says);
        for english in [
            "unexpected", "required", "invalid", "Usage", "error: the", "tip:", "possible values",
            "digit",
        ] {
            assert!(!said.err.contains(english), "{args:?}: {}", said.err);
        }
    }
    let help = project.run(&["--help"], 0);
    help.has(&["Uso: acervo ORDEN", "Órdenes:", "build"]);
    for verb in ["build", "check", "new", "search", "eval"] {
        let said = project.run(&[verb, "--help"], 0);
        said.has(&["Uso: acervo", "Opciones"]);
        for english in ["Usage", "Options", "Print", "default:", "Arguments"] {
            assert!(!said.out.contains(english), "{verb}: {}", said.out);
        }
    }
    project
        .run(&["--version"], 0)
        .has(&[env!("CARGO_PKG_VERSION")]);
    project.run(&[], 2);
}

#[test]
fn a_folder_that_is_no_site_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let project = Project(folder);
    for verb in [&["build"][..], &["check"], &["search", "x"]] {
        project
            .run(verb, 2)
            .has(&["no hay un archivo site.toml", "--root"]);
    }
    project.run(&["new", "casos", "x"], 2).has(&["site.toml"]);
    project
        .run(&["build", "--root", "no-hay"], 2)
        .has(&["no existe"]);
    project.write("site.toml", "title = \"P\"\n");
    project
        .run(&["build"], 2)
        .has(&["no hay una carpeta content"]);
}

#[test]
fn an_output_that_is_not_ours_is_never_touched() {
    let project = Project::new(SITE);
    project.write("public/tesis.txt", "mía");
    project.run(&["build"], 2);
    assert_eq!(project.public().len(), 1);
    project.run(&["build", "--output", "content"], 2);
    project.run(&["build", "--output", "."], 2);
    project.run(&["build", "--output", "content/casos"], 2);
    assert!(project.root().join("content/casos/a.md").is_file());
}

#[test]
fn a_pipe_that_closes_is_no_failure() {
    let project = Project::new(SITE);
    let many: String = (0..20_000).map(|n| format!("[a](no-{n}.md)\n")).collect();
    project.write(
        "content/guias/m.md",
        &format!("---\ntitulo: M\n---\n{many}"),
    );
    let mut child = project
        .command(&["check", "--output-format", "short"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{err}");
    assert!(
        !err.contains("panicked") && !err.contains("Broken pipe"),
        "{err}"
    );
}

/// A project whose build takes long enough to be cut, published once.
#[cfg(unix)]
fn large() -> Project {
    let project = Project::new(SITE);
    let words = "La capacitación llegó a los municipios del departamento. ".repeat(60);
    for n in 0..60 {
        project.write(
            &format!("content/guias/g{n}.md"),
            &format!("---\ntitulo: Guía {n}\n---\n{words}\n"),
        );
    }
    project.run(&["build", "--no-search"], 0);
    project
}

#[cfg(unix)]
fn signal(child: &std::process::Child, name: &str) {
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args([name, &id])
            .status()
            .unwrap()
            .success()
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_with_its_own_code_and_keeps_the_old_site() {
    let project = large();
    let mut interrupted = false;
    for attempt in 0..20 {
        // An attempt that came too late has published what it was given.
        let before = project.public();
        let text = format!("---\ntitulo: Cambia {attempt}\n---\nx\n");
        project.write("content/guias/g0.md", &text);
        let mut child = project
            .command(&["build"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(10 + attempt * 15));
        if child.try_wait().unwrap().is_some() {
            continue;
        }
        signal(&child, "-INT");
        let status = child.wait().unwrap();
        match status.code() {
            Some(130) => {
                interrupted = true;
                assert!(project.public() == before, "a half site was published");
                break;
            }
            // It ended, or had not yet begun to listen.
            Some(0) | None => {}
            code => panic!("{code:?}"),
        }
    }
    assert!(interrupted, "no build was caught running");
}

#[test]
fn an_index_that_cannot_be_written_leaves_the_site_and_says_why() {
    let project = large();
    let old = project.public();
    project.write("content/guias/g0.md", "---\ntitulo: Cambia\n---\nx\n");
    project.write(".acervo/index/nueva", "no es una carpeta");
    let said = project.run(&["build"], 2).err;
    let why = "no se pudo hacer el índice: no es una carpeta";
    assert!(said.contains(why), "{said}");
    assert!(said.contains("el sitio anterior sigue"), "{said}");
    let index = project.root().join(".acervo/index");
    std::fs::remove_dir_all(&index).unwrap();
    project.write(".acervo/index", "no es una carpeta");
    project.run(&["build"], 2).has(&[why]);
    assert!(project.public() == old);
}

#[cfg(unix)]
#[test]
fn places_where_nothing_can_be_published_are_told_with_what_to_do() {
    let project = Project::new(SITE);
    std::os::unix::fs::symlink("nada", project.root().join("colgado")).unwrap();
    project.run(&["build", "-o", "colgado"], 2).has(&[
        "no lleva a ninguna carpeta",
        "bórrelo, o elija otra carpeta",
    ]);
    project
        .run(&["build", "--zip", "no/esta/sitio.zip"], 2)
        .has(&["no/esta: no existe", "créela, o elija otro lugar con --zip"]);
}

#[test]
fn a_filter_that_the_site_does_not_have_is_told_with_the_ones_it_has() {
    let project = Project::new(SITE);
    project.run(&["build"], 0);
    let told = |facet: &str, what: &str, help: &str| {
        let said = project.run(&["search", "agua", "--facet", facet], 2).err;
        assert!(said.contains(what) && said.contains(help), "{said}");
    };
    let field = "el campo «colecion» no tiene filtro";
    told("colecion=casos", field, "¿quiso decir `coleccion`?");
    let value = "`cosos` no es un valor de «coleccion»";
    told("coleccion=cosos", value, "¿quiso decir `casos`?");
    project.run(&["search", "agua", "--facet", "coleccion=casos"], 0);
}

#[test]
fn what_is_wrong_with_a_set_of_questions_is_told_where_it_is() {
    let project = Project::new(SITE);
    let files = [
        ("docs", "{\"id\": \"a\", \"text\": \"agua\"}\n"),
        (
            "queries",
            "{\"id\": \"p\", \"text\": \"agua\", \"split\": \"uno\"}\n",
        ),
        ("qrels", "query_id\tdoc_id\trelevance\np\ta\t1\n"),
    ];
    let put = |name: &str, text: &str| project.write(name, text);
    files.iter().for_each(|(name, text)| put(name, text));
    let eval = |more: &[&str], code| {
        let args = "eval --docs docs --queries queries --qrels qrels";
        let args: Vec<&str> = args.split(' ').chain(more.iter().copied()).collect();
        project.run(&args, code)
    };
    assert!(eval(&["--json"], 0).out.contains("\"mrr10\":1.0"));
    let said = eval(&["--split", "una"], 2).err;
    assert!(said.contains("¿quiso decir `uno`?"), "{said}");
    for (name, text, place, why) in [
        (
            "docs",
            "\n{\"ñ\": 0, \"id\": 1}\n",
            "docs:2:16",
            "no es el que se espera",
        ),
        ("queries", "{\"id\"\n", "queries:1:5", "no es JSON"),
        ("qrels", "p\ta\t1\np\n", "qrels:2:1", "faltan columnas"),
        (
            "qrels",
            "p\ta\t1\np\ta\tx\n",
            "qrels:2:1",
            "«x» no es un número",
        ),
        ("qrels", "p\ta\tx\np\ta\t1\n", "qrels:1:1", "«x» no es"),
        ("qrels", "p\ta\tNaN\n", "qrels:1:1", "«NaN» no es"),
        ("qrels", "p\ta\t-1\n", "qrels:1:1", "«-1» no es"),
    ] {
        put(name, text);
        let said = eval(&[], 2).err;
        assert!(said.contains(place) && said.contains(why), "{said}");
        assert!(said.contains("cada línea es así"), "{said}");
        files.iter().for_each(|(name, text)| put(name, text));
    }
    for (name, text) in &files {
        for (text, why) in [("\n", "no tiene ninguna línea con datos"), (*text, "")] {
            put(name, text);
            let said = eval(&[], if why.is_empty() { 0 } else { 2 }).err;
            assert!(said.contains(why), "{said}");
        }
    }
    for name in ["docs", "queries"] {
        let text = std::fs::read_to_string(project.root().join(name)).unwrap();
        put(name, &text.repeat(2));
        let said = eval(&[], 2).err;
        assert!(said.contains("está dos veces"), "{said}");
        put(name, &text);
    }
    let said = eval(&["--json", "--ranks"], 2).err;
    assert!(
        said.contains("--json") && said.contains("no van juntas"),
        "{said}"
    );
    std::fs::remove_file(project.root().join("qrels")).unwrap();
    assert!(
        eval(&[], 2)
            .err
            .contains("no se pudo leer qrels: no existe")
    );
}

#[test]
fn a_project_is_built_once_at_a_time_whatever_the_output() {
    let project = large();
    std::fs::remove_dir_all(project.root().join(".acervo")).unwrap();
    let other = engine::claim(project.root()).unwrap();
    let said = project.run(&["build", "--output", "otra"], 2).err;
    let who = format!("otra construcción (proceso {})", std::process::id());
    assert!(said.contains(&who), "{said}");
    assert!(said.contains("espere a que termine"), "{said}");
    project.run(&["search", "agua"], 0);
    drop(other);
    assert!(!project.root().join(".acervo").exists());
    project.run(&["build", "--output", "otra"], 0);
    let other = engine::claim(project.root()).unwrap();
    let found = project.run(&["search", "agua"], 0);
    assert!(!found.err.contains("construcción"), "an index is only read");
    drop(other);
    assert!(!project.root().join(".acervo/cerrojo").exists());
}

#[cfg(unix)]
#[test]
fn a_build_killed_at_any_moment_publishes_a_whole_site() {
    let project = large();
    let old = project.public();
    project.write("content/guias/g0.md", "---\ntitulo: Cambia\n---\nx\n");
    let start = Instant::now();
    project.run(&["build", "--no-search", "--output", "medida"], 0);
    let whole = start.elapsed();
    let new = tree(&project.root().join("medida"));
    assert!(new != old);
    let mut cut = 0;
    for n in 0..30u32 {
        let mut child = project
            .command(&["build", "--no-search"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * n / 26);
        cut += usize::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        let now = project.public();
        assert!(
            now == old || now == new,
            "kill {n}: neither the old site nor the new one"
        );
        if now == new {
            // Back to the old text, so that the next kill finds something to change.
            let words = "La capacitación llegó a los municipios del departamento. ".repeat(60);
            project.write(
                "content/guias/g0.md",
                &format!("---\ntitulo: Guía 0\n---\n{words}\n"),
            );
            project.run(&["build", "--no-search"], 0);
            assert!(project.public() == old);
            project.write("content/guias/g0.md", "---\ntitulo: Cambia\n---\nx\n");
        }
    }
    assert!(cut > 5, "only {cut} builds were cut");
    project.run(&["build", "--no-search"], 0);
    assert!(project.public() == new);
    let hidden = |e: &std::fs::DirEntry| e.file_name().to_string_lossy().contains("public");
    let left: Vec<PathBuf> = std::fs::read_dir(project.root())
        .unwrap()
        .map(Result::unwrap)
        .filter(hidden)
        .map(|e| e.path())
        .filter(|p| !p.ends_with("public"))
        .filter(|p| p.is_dir())
        .collect();
    assert!(left.is_empty(), "stages were left: {left:?}");
}
