//! Packs for a stick: the whole site in one file, and parts of it that lead into no void.

use crate::cli::{Project, tree};
use std::io::Read;

const SITE: &str = r#"-- site.toml --
title = "Saber de prueba"
[vocabularies.lugares]
file = "content/_datos/lugares.csv"
[collections.casos]
title = "Casos"
[collections.casos.fields]
lugar = { type = "term", vocabulary = "lugares", many = true, facet = true, pages = true }
guia = { type = "ref", collection = "guias", label = "Guía" }
[collections.guias]
title = "Guías"
[collections.paginas]
title = "Acerca"
path = "acerca"
listed = false
-- content/_datos/lugares.csv --
id,label
choco,Chocó
cauca,Cauca
-- content/casos/rio.md --
---
titulo: Río
lugar: choco
guia: guias/plan
---
Vea [el cerro](cerro.md), [las guías](../guias/), [[Plan de agua]] y ![el mapa](rio.svg).
-- content/casos/cerro.md --
---
titulo: Cerro
lugar: cauca
---
Vea ![la foto](cerro.svg) y [el río](rio.md).
-- content/casos/todos.md --
---
titulo: Experiencia nacional
---
Para todos.
-- content/casos/rio.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- content/casos/cerro.svg --
<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>
-- content/guias/plan.md --
---
titulo: Plan de agua
---
Un plan. Vea [el cerro](../casos/cerro.md#nada).
-- content/acerca/sitio.md --
---
titulo: Este sitio
---
Vea [el cerro](../casos/cerro.md), [qué guías hay](../guias/_index.md), [en Chocó](../lugar/choco.html) y [en Cauca](../lugar/cauca.html).
-- content/guias/_index.md --
---
titulo: Guías
---
Las guías.
"#;

fn project() -> Project {
    Project::new(&SITE.replace("cerro.md#nada", "cerro.md"))
}

/// Links of all pages that lead to no file.
fn broken(project: &Project, folder: &str) -> Vec<String> {
    let all = tree(&project.root().join(folder));
    let mut out = Vec::new();
    for (page, bytes) in all.iter().filter(|(path, _)| path.ends_with(".html")) {
        if page == "404.html" {
            continue;
        }
        for element in crate::html::elements(&String::from_utf8_lossy(bytes)) {
            let link = element.get("href").or_else(|| element.get("src"));
            let link = link.unwrap_or("").split(['#', '?']).next().unwrap_or("");
            if link.is_empty() || link.contains(':') {
                continue;
            }
            let to = acervo::base::path::join(page, link);
            if !to.as_ref().is_some_and(|to| all.contains_key(to)) {
                out.push(format!("{page}: {link}"));
            }
        }
    }
    out
}

fn page(project: &Project, path: &str) -> String {
    std::fs::read_to_string(project.root().join(path)).unwrap()
}

#[test]
fn a_part_has_what_was_asked_for_and_what_is_for_everybody() {
    let project = project();
    project.run(&["build"], 0);
    let whole = tree(&project.root().join("public"));
    project.run(&["build", "--only", "lugar=choco"], 0);
    let part = tree(&project.root().join("public-choco"));
    let has = |path: &str| part.contains_key(path);
    for path in [
        "casos/rio.html", "casos/todos.html", "guias/plan.html", "acerca/sitio.html",
        "casos/rio.svg", "lugar/choco.html",
    ] {
        assert!(has(path), "{path}");
    }
    for path in ["casos/cerro.html", "casos/cerro.svg", "lugar/cauca.html"] {
        assert!(!has(path) && whole.contains_key(path), "{path}");
    }
    // Its search, its lists and its data know nothing of the rest.
    let data = String::from_utf8_lossy(&part["datos/documentos.json"]).into_owned();
    assert!(data.contains("casos/rio.html") && !data.contains("casos/cerro.html"));
    assert_eq!(broken(&project, "public-choco"), Vec::<String>::new());
    // The whole site, and what `acervo search` asks, are as they were.
    assert!(tree(&project.root().join("public")) == whole);
    let said = project.run(&["search", "cerro"], 0).out;
    assert!(said.contains("casos/cerro"), "{said}");
}

#[test]
fn a_link_to_what_stays_behind_is_words_or_leads_to_the_whole_site() {
    let project = project();
    project.run(&["build", "--only", "lugar=choco"], 0);
    let river = page(&project, "public-choco/casos/rio.html");
    assert!(
        river.contains("<a data-fuera=\"casos/cerro.html\">el cerro</a>"),
        "{river}"
    );
    project.run(
        &[
            "build",
            "--only",
            "lugar=choco",
            "--base-url",
            "https://ejemplo.test/att/",
        ],
        0,
    );
    let river = page(&project, "public-choco/casos/rio.html");
    assert!(
        river.contains("<a href=\"https://ejemplo.test/att/casos/cerro.html\">el cerro</a>"),
        "{river}"
    );
    assert_eq!(broken(&project, "public-choco"), Vec::<String>::new());
    // Without guides there is no list of them; what fields name is words too.
    project.run(
        &[
            "build", "--only", "coleccion=casos", "--only", "lugar=choco", "-o", "parte",
        ],
        0,
    );
    assert_eq!(broken(&project, "parte"), Vec::<String>::new());
    let river = page(&project, "parte/casos/rio.html");
    assert!(!river.contains("href=\"../guias/"), "{river}");
    assert!(river.contains("Plan de agua"), "{river}");
    assert!(!project.root().join("parte/guias/index.html").exists());
}

#[test]
fn a_field_or_value_that_is_not_there_is_named_with_the_nearest_one() {
    let project = project();
    let said = project.run(&["build", "--only", "lugares=choco"], 2).err;
    assert!(
        said.contains("el campo «lugares»") && said.contains("¿quiso decir `lugar`?"),
        "{said}"
    );
    let said = project.run(&["build", "--only", "lugar=choc"], 2).err;
    assert!(said.contains("¿quiso decir `choco`?"), "{said}");
    let said = project.run(&["build", "--only", "lugar"], 2).err;
    assert!(said.contains("campo=valor"), "{said}");
    let said = project
        .run(&["build", "--only", "coleccion=paginas"], 2)
        .err;
    assert!(
        said.contains("ningún documento tiene coleccion=paginas"),
        "{said}"
    );
    assert!(!project.root().join("public").exists());
}

#[test]
fn a_pack_holds_the_site_and_how_to_open_it_and_is_the_same_each_time() {
    let project = project();
    let said = project.run(&["build", "--zip"], 0).err;
    assert!(
        said.contains("Paquete: ") && said.contains("public.zip, "),
        "{said}"
    );
    let first = std::fs::read(project.root().join("public.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&first[..])).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    let site = tree(&project.root().join("public"));
    // All files of the site but the list that the next build reads.
    assert_eq!(names.len(), site.len());
    assert_eq!(names[0], "saber-de-prueba/LEEME.txt");
    for i in 1..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let name = file.name().unwrap().into_owned();
        let name = name.strip_prefix("saber-de-prueba/").unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(site[name] == bytes, "{name}");
    }
    let mut readme = String::new();
    zip.by_index(0)
        .unwrap()
        .read_to_string(&mut readme)
        .unwrap();
    assert!(
        readme.contains("index.html") && readme.contains("Documentos: 5"),
        "{readme}"
    );
    std::fs::remove_dir_all(project.root().join("public")).unwrap();
    project.run(&["build", "--threads", "1", "--zip", "otro.zip"], 0);
    assert!(std::fs::read(project.root().join("otro.zip")).unwrap() == first);
}

#[test]
fn a_pack_that_cannot_be_made_leaves_everything_as_it_was() {
    let project = project();
    project.run(&["build", "--zip"], 0);
    let before = tree(project.root());
    for file in ["content/a.zip", "public/a.zip", "no-hay/a.zip", "content"] {
        let said = project.run(&["build", "--zip", file], 2).err;
        assert!(said.contains("ayuda") || said.contains("no-hay"), "{said}");
    }
    project.write(
        "content/casos/mal.md",
        "---\ntitulo: Mal\n---\n[x](no-hay.md)\n",
    );
    project.run(&["build", "--zip"], 1);
    std::fs::remove_file(project.root().join("content/casos/mal.md")).unwrap();
    let kept = |path: &str| path.starts_with("public") || path.ends_with(".zip");
    let after = tree(project.root());
    let names = |all: &std::collections::BTreeMap<String, Vec<u8>>| {
        all.keys().filter(|p| kept(p)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(&before), names(&after));
    assert!(before["public.zip"] == after["public.zip"]);
}
