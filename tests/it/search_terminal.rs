//! `acervo search`: which site it answers for, whatever builds and disks do meanwhile.

use crate::cli::{Project, SITE, tree};
use crate::search_corpus::Dice;
use crate::search_published::damage;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is said when an index is made for one question.
const NO_INDEX: &str = "No hay índice de este sitio: se hace ahora y no se guarda.";

#[test]
fn search_without_a_build_makes_its_own_index_and_leaves_nothing() {
    let project = Project::new(SITE);
    project
        .run(&["search", "capacitacion"], 0)
        .has(&[NO_INDEX, "1 resultado"]);
    assert!(!project.root().join(".acervo").exists());
}

#[test]
fn rows_of_a_table_stand_below_one_another() {
    let project = Project::new(SITE);
    let table = "| Qué | Plazo |\n|---|---|\n| Bitácora | Abril |\n| Acta | Mayo |\n";
    let text = format!("---\ntitulo: Guía\n---\n{table}");
    project.write("content/guias/c.md", &text);
    project
        .run(&["search", "bitacora"], 0)
        .has(&["   Qué; Plazo\n   *Bitácora*; Abril\n   Acta; Mayo\n"]);
}

#[test]
fn searches_and_builds_do_not_stop_each_other() {
    let project = Project::new(SITE);
    let write = |n: usize| {
        let text = format!("---\ntitulo: Guía\n---\nTexto {n}.\n");
        project.write("content/guias/c.md", &text);
    };
    write(99);
    project.run(&["build"], 0);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let searches = scope.spawn(|| {
            let mut searches = 0;
            while !done.load(Ordering::Relaxed) {
                let said = project.run(&["search", "texto"], 0);
                assert!(!said.err.contains(NO_INDEX), "there is always an index");
                said.has(&["1 resultado"]);
                searches += 1;
            }
            searches
        });
        for n in 0..12 {
            write(n);
            let built = project.command(&["build"]).output().unwrap();
            assert!(built.status.success(), "{built:?}");
        }
        done.store(true, Ordering::Relaxed);
        assert!(searches.join().unwrap() > 3);
    });
    project.run(&["search", "11"], 0).has(&["1 resultado"]);
}

#[test]
fn drafts_and_other_days_are_searched_apart() {
    let project = Project::new(SITE);
    for built in [false, true] {
        if built {
            project.run(&["build"], 0);
        }
        let before = tree(&project.root().join(".acervo"));
        let drafts = &["search", "borrador", "--drafts"];
        let said = project.run(drafts, 0);
        said.has(&[
            "1 resultado",
            "Guía en *borrador*".replace('*', "").as_str(),
        ]);
        assert!(!said.err.contains(NO_INDEX), "another site is asked for");
        project
            .run(&["search", "borrador"], 0)
            .has(&["Nada encontrado"]);
        assert!(tree(&project.root().join(".acervo")) == before);
    }
    let dated = "---\ntitulo: Zarigüeya\nfecha: 2031-05-01\n---\nTexto.\n";
    project.write("content/guias/d.md", dated);
    project.run(&["build"], 0);
    let day = |day: &str| {
        let said = project.run(&["search", "zarigüeya", "--at", day], 0);
        said.out.contains("1 resultado")
    };
    assert!(day("2031-06-01") && !day("2031-04-01"));
}

#[test]
fn a_build_that_does_not_publish_leaves_the_index() {
    let project = Project::new(SITE);
    project.run(&["build"], 0);
    let before = tree(&project.root().join(".acervo/index"));
    // A warning: the image has no text.
    let text = "---\ntitulo: Nuevo\n---\nZarigüeya. ![](nada.png)\n";
    project.write("content/guias/c.md", text);
    project.write("content/guias/nada.png", "png");
    project.run(&["build", "--strict"], 1);
    assert!(tree(&project.root().join(".acervo/index")) == before);
    project
        .run(&["search", "zarigüeya"], 0)
        .has(&["Nada encontrado"]);
    project.run(&["build"], 0);
    project
        .run(&["search", "zarigüeya"], 0)
        .has(&["1 resultado"]);
}

#[test]
fn a_damaged_index_is_not_asked() {
    let project = Project::new(SITE);
    project.run(&["build"], 0);
    let index = project.root().join(".acervo/index");
    let whole = tree(&index);
    let answer = project.run(&["search", "capacitacion", "--json"], 0).out;
    let ask = |what: &str| {
        let said = project.run(&["search", "capacitacion", "--json"], 0);
        assert!(said.err.contains(NO_INDEX), "{what}: {}", said.err);
        assert_eq!(said.out, answer, "{what}");
    };
    // Without what the system said of them the files are read.
    let parts = whole.iter().filter(|(file, _)| *file != "intactas");
    assert!(whole.len() > parts.clone().count());
    for (file, bytes) in parts {
        let mut other = bytes.clone();
        let middle = other.len() / 2;
        other[middle] ^= 1;
        project.write(&format!(".acervo/index/{file}"), "");
        ask(file);
        std::fs::write(index.join(file), &other).unwrap();
        ask(file);
        std::fs::write(index.join(file), bytes).unwrap();
    }
    let dice = &mut Dice(5);
    for _ in 0..3 {
        damage(&index, dice);
    }
    project.run(&["build"], 0);
    let said = project.run(&["search", "capacitacion", "--json"], 0);
    assert!(!said.err.contains(NO_INDEX), "a build mends it");
    assert_eq!(said.out, answer);
}

#[test]
fn a_project_that_cannot_be_written_is_built_and_searched() {
    let project = Project::new(SITE);
    project.run(&["build", "--output", "normal"], 0);
    std::fs::remove_dir_all(project.root().join(".acervo")).unwrap();
    // Nobody can make a folder here, not even the user that may do everything.
    project.write(".acervo", "");
    project.run(&["build", "--output", "otra"], 0);
    let built = |name: &str| tree(&project.root().join(name));
    assert!(built("otra") == built("normal"));
    project
        .run(&["search", "capacitacion"], 0)
        .has(&[NO_INDEX, "1 resultado"]);
}
