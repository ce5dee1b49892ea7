//! What happens between saving a file and seeing it.

use super::history::{commit, git};
use super::serve::{Preview, document};
use acervo::engine::{Engine, Options};
use acervo::serve::{Search, SiteSearch};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn a_page_is_told_when_its_own_bytes_change_and_only_then() {
    let preview = Preview::start();
    let (one, two) = (
        preview.version("casos/uno.html"),
        preview.version("casos/dos.html"),
    );
    assert_eq!(
        preview.wait("casos/uno.html", "vieja", "").status,
        200,
        "a stale page knows at once"
    );
    std::thread::scope(|scope| {
        let waits_one = scope.spawn(|| preview.wait("casos/uno.html", &one, ""));
        let waits_two = scope.spawn(|| (preview.wait("casos/dos.html", &two, ""), Instant::now()));
        std::thread::sleep(Duration::from_millis(150));
        assert!(!waits_one.is_finished() && !waits_two.is_finished());
        let line = preview.edit(
            "content/casos/uno.md",
            &document("Uno", "Otro texto del cuerpo."),
        );
        assert!(line.contains("1 archivo · 0 errores"), "{line}");
        let told = waits_one.join().unwrap();
        assert_eq!(told.status, 200);
        assert!(told.body.contains("\"cambio\":\"pagina\""), "{}", told.body);
        std::thread::sleep(Duration::from_millis(300));
        assert!(
            !waits_two.is_finished(),
            "the other page has the same bytes as before"
        );
        preview.edit("content/casos/dos.md", &document("Dos", "También este."));
        assert_eq!(waits_two.join().unwrap().0.status, 200);
    });
    assert!(
        preview
            .get("/casos/uno.html")
            .body
            .contains("Otro texto del cuerpo.")
    );
    assert_eq!(*preview.search.followed.lock().unwrap(), 3);
}

#[test]
fn saving_without_a_change_wakes_no_page() {
    let preview = Preview::start();
    let version = preview.version("casos/uno.html");
    std::thread::scope(|scope| {
        let waits = scope.spawn(|| preview.wait("casos/uno.html", &version, ""));
        let text = document("Uno", "El primer caso.");
        std::fs::write(preview.path("content/casos/uno.md"), text).unwrap();
        std::thread::sleep(Duration::from_millis(500));
        assert!(!waits.is_finished());
        preview.edit("content/casos/uno.md", &document("Uno", "Otro."));
        assert_eq!(waits.join().unwrap().status, 200);
    });
}

#[test]
fn the_search_follows_the_site() {
    let preview = Preview::start();
    let search = SiteSearch::start();
    let mut engine = Engine::open(preview.root.path(), Options::default()).unwrap();
    search.follow(&engine.advance(&acervo::source::Changes::All));
    let found =
        |query: &str| -> serde_json::Value { serde_json::from_str(&search.answer(query)).unwrap() };
    assert_eq!(found("q=segundo")["hits"][0]["url"], "casos/dos.html");
    assert_eq!(found("q=palafito")["total"], 0);
    assert!(
        search
            .file("buscador/entrada.js")
            .is_some_and(|bytes| !bytes.is_empty())
    );
    assert!(search.file("buscador/otra.js").is_none());
    assert!(search.file("casos/dos.html").is_none());
    preview.edit("content/casos/dos.md", &document("Dos", "Un palafito."));
    search.follow(&engine.advance(&acervo::source::Changes::All));
    let until = Instant::now() + Duration::from_secs(10);
    while found("q=palafito")["total"] != 1 {
        assert!(Instant::now() < until, "the edit is never found");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn findings_are_text_and_go_away() {
    let preview = Preview::start();
    let version = preview.version("casos/uno.html");
    let bad = "Mire [[<img src=x onerror=alert(1)>]].";
    let line = preview.edit("content/casos/dos.md", &document("Dos", bad));
    assert!(line.contains("1 error"), "{line}");
    let reply = preview.wait("casos/uno.html", &version, "");
    assert_eq!(
        reply.header("Content-Type"),
        Some("application/json; charset=utf-8")
    );
    let told: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
    let finding = &told["avisos"][0];
    assert_eq!(
        (&finding["archivo"], &finding["linea"]),
        (&"content/casos/dos.md".into(), &6.into())
    );
    assert!(
        finding["mensaje"].as_str().unwrap().contains("<img src=x"),
        "{finding}"
    );
    let page = preview.get("/casos/dos.html").body;
    assert!(!page.contains("<img src=x"), "{page}");
    let line = preview.edit("content/casos/dos.md", &document("Dos", "Ya no."));
    assert!(line.contains("0 errores"), "{line}");
    let reply = preview.wait(
        "casos/uno.html",
        &version,
        told["version_avisos"].as_str().unwrap(),
    );
    assert!(reply.body.contains("\"avisos\":[]"), "{}", reply.body);
}

#[test]
fn ways_in_which_editors_save() {
    let preview = Preview::start();
    let page = preview.path("content/casos/uno.md");
    let shows = |text: &str| {
        let until = Instant::now() + Duration::from_secs(5);
        while !preview.get("/casos/uno.html").body.contains(text) {
            assert!(Instant::now() < until, "never saw {text}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    // A new file that takes the name.
    std::fs::write(
        preview.path("content/casos/.uno.md.tmp"),
        document("Uno", "por reemplazo"),
    )
    .unwrap();
    std::fs::rename(preview.path("content/casos/.uno.md.tmp"), &page).unwrap();
    shows("por reemplazo");
    // The old one set aside first.
    std::fs::rename(&page, preview.path("content/casos/uno.md~")).unwrap();
    std::fs::write(&page, document("Uno", "con copia")).unwrap();
    shows("con copia");
    // Emptied and written in two steps.
    let mut file = std::fs::File::create(&page).unwrap();
    std::thread::sleep(Duration::from_millis(40));
    file.write_all(document("Uno", "en dos pasos").as_bytes())
        .unwrap();
    drop(file);
    shows("en dos pasos");
    // The whole content replaced, as a change of branch does.
    std::fs::rename(preview.path("content"), preview.path("otra")).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    std::fs::create_dir_all(preview.path("content/casos")).unwrap();
    std::fs::write(&page, document("Uno", "carpeta nueva")).unwrap();
    shows("carpeta nueva");
    std::fs::write(&page, document("Uno", "y se sigue viendo")).unwrap();
    shows("y se sigue viendo");
    // A folder with files, at once.
    std::fs::create_dir_all(preview.path("content/casos/a/b")).unwrap();
    std::fs::write(
        preview.path("content/casos/a/b/uno.md"),
        document("Hondo", "x"),
    )
    .unwrap();
    std::fs::remove_file(&page).unwrap();
    let until = Instant::now() + Duration::from_secs(5);
    while preview.get("/casos/uno.html").status != 404 {
        assert!(Instant::now() < until, "a removed page stays");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Waits until a page has a text, or has it no more.
#[track_caller]
fn page_has(preview: &Preview, page: &str, text: &str, has: bool) {
    let until = Instant::now() + Duration::from_secs(10);
    while preview.get(page).body.contains(text) != has {
        assert!(Instant::now() < until, "{page} and {text}: never {has}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_theme_of_the_project_is_seen_when_it_comes_goes_and_changes() {
    let preview = Preview::start();
    let home = "themes/portal/templates/home.html";
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(own.join(home)).unwrap();
    for entry in walkdir::WalkDir::new(own.join("themes/portal")) {
        let entry = entry.unwrap();
        let to = preview
            .root
            .path()
            .join(entry.path().strip_prefix(own).unwrap());
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(to).unwrap(),
            false => std::fs::write(to, std::fs::read(entry.path()).unwrap()).unwrap(),
        }
    }
    let mark = |mark: &str| {
        let text = text.replacen("{% endblock", &format!("{mark}{{% endblock"), 1);
        std::fs::write(preview.path(home), text).unwrap();
    };
    // After whatever the copying made it look at.
    std::thread::sleep(Duration::from_millis(600));
    mark("primera marca");
    page_has(&preview, "/", "primera marca", true);
    std::fs::rename(preview.path("themes"), preview.path("otros")).unwrap();
    page_has(&preview, "/", "primera marca", false);
    std::fs::rename(preview.path("otros"), preview.path("themes")).unwrap();
    page_has(&preview, "/", "primera marca", true);
    std::thread::sleep(Duration::from_millis(600));
    mark("segunda marca");
    page_has(&preview, "/", "segunda marca", true);
}

#[test]
fn a_data_file_is_followed_when_its_folder_comes_back() {
    let preview = Preview::start();
    let terms = |label: &str| {
        let file = preview.path("datos/listas/temas.yaml");
        std::fs::write(file, format!("- id: agua\n  label: {label}\n")).unwrap();
    };
    std::fs::create_dir_all(preview.path("datos/listas")).unwrap();
    terms("Agua potable");
    let text = std::fs::read_to_string(preview.path("site.toml")).unwrap()
        + "[collections.casos.fields]\n\
           resumen = { type = \"text\" }\n\
           tema = { type = \"term\", vocabulary = \"temas\" }\n\
           [vocabularies.temas]\nfile = \"datos/listas/temas.yaml\"\n";
    std::fs::write(preview.path("site.toml"), text).unwrap();
    let document = "---\ntitulo: Uno\ntema: agua\n---\nTexto.\n";
    std::fs::write(preview.path("content/casos/uno.md"), document).unwrap();
    let page = "/casos/uno.html";
    page_has(&preview, page, "Agua potable", true);
    for folder in ["datos", "datos/listas"] {
        std::fs::rename(preview.path(folder), preview.path("otra")).unwrap();
        page_has(&preview, page, "Agua potable", false);
        std::fs::rename(preview.path("otra"), preview.path(folder)).unwrap();
        page_has(&preview, page, "Agua potable", true);
        std::thread::sleep(Duration::from_millis(600));
        terms("Acueducto");
        page_has(&preview, page, "Acueducto", true);
        terms("Agua potable");
        page_has(&preview, page, "Agua potable", true);
    }
}

#[test]
fn a_commit_is_seen() {
    let preview = Preview::start();
    git(preview.root.path(), &["init", "-q"]);
    commits_are_seen(&preview);
}

#[test]
fn a_commit_of_a_worktree_is_seen() {
    let preview = Preview::start();
    let whole = tempfile::tempdir().unwrap();
    git(whole.path(), &["init", "-q"]);
    std::fs::create_dir(whole.path().join("content")).unwrap();
    std::fs::write(whole.path().join("content/a.md"), "Otro.\n").unwrap();
    commit(whole.path(), "Ana", "2020-01-02");
    git(whole.path(), &["worktree", "add", "-q", "rama"]);
    // A worktree is a folder with this file.
    std::fs::rename(whole.path().join("rama/.git"), preview.path(".git")).unwrap();
    commits_are_seen(&preview);
}

fn commits_are_seen(preview: &Preview) {
    commit(preview.root.path(), "Ana", "2021-03-04");
    let text = std::fs::read_to_string(preview.path("site.toml")).unwrap();
    let text = text.replacen("[collections", "[history]\ngit = true\n[collections", 1);
    std::fs::write(preview.path("site.toml"), text).unwrap();
    let page = "/casos/uno.html";
    page_has(preview, page, "4 de marzo de 2021", true);
    let file = preview.path("content/casos/uno.md");
    std::fs::write(file, document("Uno", "Otro cuerpo.")).unwrap();
    page_has(preview, page, "Otro cuerpo.", true);
    // After the second look that follows a change of what is watched.
    std::thread::sleep(Duration::from_millis(600));
    commit(preview.root.path(), "Ana", "2022-05-06");
    page_has(preview, page, "6 de mayo de 2022", true);
}

#[cfg(unix)]
#[test]
fn what_is_behind_a_symbolic_link_is_followed() {
    use std::os::unix::fs::symlink;
    let preview = Preview::start();
    let write = |file: &str, words: &str| {
        std::fs::write(preview.path(file), document("Uno", words)).unwrap();
    };
    let (one, page) = ("content/casos/uno.md", "/casos/uno.html");
    std::fs::create_dir_all(preview.path("comun/carpeta")).unwrap();
    write("comun/a.md", "Primero.");
    write("comun/b.md", "Segundo.");
    write("comun/carpeta/c.md", "Tercero.");
    std::fs::remove_file(preview.path(one)).unwrap();
    symlink("../../comun/a.md", preview.path(one)).unwrap();
    page_has(&preview, page, "Primero.", true);
    write("comun/a.md", "Cuarto.");
    page_has(&preview, page, "Cuarto.", true);
    // The link, another one and its target, which goes and comes back.
    std::fs::remove_file(preview.path(one)).unwrap();
    symlink("../../comun/b.md", preview.path(one)).unwrap();
    page_has(&preview, page, "Segundo.", true);
    write("comun/b.md", "Quinto.");
    page_has(&preview, page, "Quinto.", true);
    std::fs::remove_file(preview.path("comun/b.md")).unwrap();
    page_has(&preview, page, "Quinto.", false);
    write("comun/b.md", "Sexto.");
    page_has(&preview, page, "Sexto.", true);
    // A document of the site under another name, and a folder.
    symlink("dos.md", preview.path("content/casos/tres.md")).unwrap();
    page_has(&preview, "/casos/tres.html", "<h1>Dos</h1>", true);
    write("content/casos/dos.md", "Séptimo.");
    page_has(&preview, "/casos/tres.html", "Séptimo.", true);
    symlink("../../comun/carpeta", preview.path("content/casos/carpeta")).unwrap();
    page_has(&preview, "/casos/carpeta/c.html", "Tercero.", true);
    write("comun/carpeta/c.md", "Octavo.");
    page_has(&preview, "/casos/carpeta/c.html", "Octavo.", true);
}
