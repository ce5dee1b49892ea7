//! When each document last changed and who changed it, as the repository tells.

use crate::cli::{acervo, run};
use crate::site::{SITE, SiteTest, write};
use std::path::Path;
use std::process::Command;

const CONTENT: &str = "-- content/casos/a.md --\n---\ntitulo: A\n---\nUno.\n\
-- content/casos/con eñe.md --\n---\ntitulo: B\n---\nDos.\n";

fn site(settings: &str) -> SiteTest {
    SiteTest::new(&format!(
        "-- site.toml --\ntheme = \"portal\"\n{SITE}{settings}{CONTENT}"
    ))
}

const TOLD: &str = "\n[history]\ngit = true\ncontributors = true\n";

/// Runs git in a folder with nothing of this machine's settings.
pub fn git(root: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "git {arguments:?}: {said}");
}

/// Commits everything below `content` as a person on a day.
pub fn commit(root: &Path, name: &str, day: &str) {
    git(root, &["add", "content"]);
    let name = format!("user.name={name}");
    let date = format!("--date={day}T12:00:00-0500");
    git(
        root,
        &[
            "-c",
            &name,
            "-c",
            "user.email=persona@correo.test",
            "commit",
            "-q",
            &date,
            "-m",
            ".",
        ],
    );
}

/// What a page says of its last change.
fn told(site: &SiteTest, path: &str) -> String {
    let page = site.render(path);
    let Some((_, rest)) = page.split_once("Último cambio: ") else {
        return String::new();
    };
    let line = rest.split("</p>").next().unwrap();
    let mut out = String::new();
    let mut tag = false;
    for c in line.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            c if !tag => out.push(c),
            _ => {}
        }
    }
    out
}

#[test]
fn a_page_tells_its_last_change_and_names_without_addresses() {
    let mut site = site(TOLD);
    let root = site.root().to_path_buf();
    git(&root, &["init", "-q"]);
    site.advance();
    assert_eq!(told(&site, "casos/a.html"), "", "nothing is committed yet");
    commit(&root, "Zoila Paz", "2026-01-02");
    site.edit("content/casos/a.md", "Uno.", "Tres.").advance();
    assert_eq!(
        told(&site, "casos/a.html"),
        "2 de enero de 2026. Contribuyeron: Zoila Paz."
    );
    // Settings of the machine change nothing of what is told.
    git(&root, &["config", "log.showRoot", "false"]);
    git(&root, &["config", "i18n.logOutputEncoding", "ISO-8859-1"]);
    commit(&root, "Ánade", "2026-03-04");
    site.write("content/casos/nuevo.md", "---\ntitulo: C\n---\nNuevo.\n")
        .advance();
    assert_eq!(
        told(&site, "casos/a.html"),
        "4 de marzo de 2026. Contribuyeron: Ánade, Zoila Paz."
    );
    assert_eq!(
        told(&site, "casos/con-enie.html"),
        "2 de enero de 2026. Contribuyeron: Zoila Paz."
    );
    assert_eq!(told(&site, "casos/nuevo.html"), "", "never committed");
    assert!(!site.render("casos/a.html").contains("persona@"));
    site.expect_diags(&[]).expect_as_fresh();
    site.edit("site.toml", "contributors = true", "").advance();
    assert_eq!(told(&site, "casos/a.html"), "4 de marzo de 2026.");
    site.edit("site.toml", "git = true", "git = false")
        .advance();
    assert_eq!(told(&site, "casos/a.html"), "");
    site.expect_as_fresh();
}

#[test]
fn a_project_inside_a_larger_repository_has_its_own_files() {
    let outer = tempfile::tempdir().unwrap();
    let site = site(TOLD);
    let copy = outer.path().join("sitios/uno");
    for file in ["site.toml", "content/casos/a.md"] {
        write(
            &copy.join(file),
            &std::fs::read(site.root().join(file)).unwrap(),
        );
    }
    git(outer.path(), &["init", "-q"]);
    commit_all(outer.path(), "2026-01-02");
    let mut engine = acervo::engine::Engine::open(&copy, site.options.clone()).unwrap();
    let snapshot = engine.advance(&acervo::source::Changes::All);
    let page = snapshot.render("casos/a.html").unwrap();
    let page = String::from_utf8_lossy(&page.bytes).into_owned();
    assert!(page.contains("datetime=\"2026-01-02\""), "{page}");
}

fn commit_all(root: &Path, day: &str) {
    git(root, &["add", "."]);
    let date = format!("--date={day}T12:00:00-0500");
    let who = ["-c", "user.name=Ana", "-c", "user.email=a@b.test"];
    git(
        root,
        &[&who[..], &["commit", "-q", &date, "-m", "."]].concat(),
    );
}

#[test]
fn without_a_repository_nothing_is_said() {
    let mut site = site(TOLD);
    site.expect_diags(&[]);
    assert_eq!(told(&site, "casos/a.html"), "");
}

#[test]
fn a_copy_without_its_past_tells_no_wrong_date() {
    let whole = site(TOLD);
    git(whole.root(), &["init", "-q"]);
    commit_all(whole.root(), "2026-01-02");
    write(
        &whole.root().join("content/casos/a.md"),
        b"---\ntitulo: A\n---\nOtro.\n",
    );
    commit_all(whole.root(), "2026-02-02");
    let folder = tempfile::tempdir().unwrap();
    let from = format!("file://{}", whole.root().display());
    git(
        folder.path(),
        &["clone", "-q", "--depth", "1", &from, "copia"],
    );
    let copy = folder.path().join("copia");
    let mut engine = acervo::engine::Engine::open(&copy, whole.options.clone()).unwrap();
    let snapshot = engine.advance(&acervo::source::Changes::All);
    assert_eq!(snapshot.diags().len(), 0, "it is no fault of the content");
    let page = snapshot.render("casos/con-enie.html").unwrap();
    assert!(!String::from_utf8_lossy(&page.bytes).contains("Último cambio"));
}

/// Builds as the command does.
fn build(root: &Path) -> String {
    run(&mut acervo(root, &["build", "--no-search"]), 0);
    std::fs::read_to_string(root.join("public/casos/a.html")).unwrap()
}

#[test]
fn another_commit_of_the_same_content_is_built_again() {
    let site = site(TOLD);
    git(site.root(), &["init", "-q"]);
    commit(site.root(), "Ana", "2026-01-02");
    assert!(build(site.root()).contains("2 de enero de 2026"));
    let who = ["-c", "user.name=Ana", "-c", "user.email=a@b.test"];
    let amend = [
        "commit",
        "-q",
        "--amend",
        "--no-edit",
        "--date=2026-03-04T12:00:00-0500",
    ];
    git(site.root(), &[&who[..], &amend].concat());
    assert!(build(site.root()).contains("4 de marzo de 2026"));
}

#[test]
#[cfg(unix)]
fn two_programs_are_started_however_many_documents_there_are() {
    use std::os::unix::fs::PermissionsExt;
    let many: String = (0..300)
        .map(|i| format!("-- content/casos/d{i}.md --\n---\ntitulo: D{i}\n---\nBien.\n"))
        .collect();
    let site = site(&format!("{TOLD}{many}"));
    git(site.root(), &["init", "-q"]);
    commit(site.root(), "Ana", "2026-01-02");
    // A git that notes each call and hands it on.
    let tools = tempfile::tempdir().unwrap();
    let log = tools.path().join("calls");
    let script = format!(
        "#!/bin/sh\necho call >> '{}'\nPATH=${{PATH#*:}}\nexec git \"$@\"\n",
        log.display()
    );
    let fake = tools.path().join("git");
    write(&fake, script.as_bytes());
    std::fs::set_permissions(&fake, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!(
        "{}:{}",
        tools.path().display(),
        std::env::var("PATH").unwrap()
    );
    let mut build = acervo(site.root(), &["build", "--no-search"]);
    run(build.env("PATH", path), 0);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), "call\ncall\n");
    let page = std::fs::read_to_string(site.output().join("casos/d299.html")).unwrap();
    assert!(page.contains("Último cambio"), "{page}");
}
