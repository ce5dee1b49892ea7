//! A build may be killed at any moment.

use crate::cli::tree;
use crate::publish::Project;
use acervo::publish::{MANIFEST, Stage};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Not a test of its own: what [`killed_at_any_moment_the_site_is_whole`] runs and kills.
#[test]
fn child_publishes_for_ever() {
    let Ok(root) = std::env::var("ACERVO_TEST_PUBLISH") else {
        return;
    };
    let root = PathBuf::from(root);
    // Each child starts where no other did, so that a new version is never an old one.
    let first = u64::from(std::process::id()) << 32;
    std::fs::write(root.join("vive"), "").unwrap();
    for version in first.. {
        let (public, spare) = (root.join("public"), root.join("content/.acervo"));
        let stage = Stage::begin(&public, &[&root.join("content")], Some(&spare)).unwrap();
        for i in 0..60 {
            // A tenth of the files change in each version; the others are in the spare tree, or linked.
            let text = if i % 10 == 0 {
                format!("version {version}")
            } else {
                format!("archivo {i}")
            };
            stage
                .put(&format!("d{}/{i}.html", i % 5), text.as_bytes())
                .unwrap();
        }
        stage.commit().unwrap();
    }
}

fn spawn_child(root: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "publish_kill::child_publishes_for_ever"])
        .env("ACERVO_TEST_PUBLISH", root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The version that a site shows, after checking that all of it is of that version.
fn whole_version(public: &Path) -> Option<String> {
    if !public.exists() {
        return None;
    }
    let mut files = tree(public);
    let manifest = String::from_utf8(files.remove(MANIFEST).expect("a manifest")).unwrap();
    assert_eq!(manifest.lines().count(), 61);
    assert_eq!(files.len(), 60);
    for line in manifest.lines().skip(1) {
        let [digest, size, path] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        assert_eq!(files[path].len().to_string(), size, "{path}");
        assert_eq!(
            acervo::base::digest::Digest::of(&files[path]).hex(),
            digest,
            "{path}"
        );
    }
    let version = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let first = version("d0/0.html");
    for i in (0..60).step_by(10) {
        assert_eq!(version(&format!("d{}/{i}.html", i % 5)), first);
    }
    Some(first)
}

/// Waits for something that a busy machine may take its time for.
fn wait_until(what: &str, done: impl Fn() -> bool) {
    let until = std::time::Instant::now() + Duration::from_secs(60);
    while !done() {
        assert!(std::time::Instant::now() < until, "never: {what}");
        std::thread::sleep(Duration::from_micros(200));
    }
}

#[test]
fn killed_at_any_moment_the_site_is_whole() {
    let project = Project::new();
    let (public, alive) = (project.path("public"), project.path("vive"));
    let shown = || std::fs::read_to_string(public.join("d0/0.html")).ok();
    let mut seen = std::collections::BTreeSet::new();
    for round in 0..40u64 {
        let before = shown();
        let mut child = spawn_child(project.root.path());
        wait_until("the child runs", || alive.exists());
        if round % 10 == 9 {
            // Whatever the load of the machine, some rounds see a version come.
            wait_until("another version", || shown() != before);
        }
        // Spread over staging, exchange and cleaning, never the same moment twice.
        std::thread::sleep(Duration::from_micros(round * 931));
        child.kill().unwrap();
        child.wait().unwrap();
        std::fs::remove_file(&alive).unwrap();
        seen.extend(whole_version(&public));
    }
    assert!(seen.len() > 1, "{seen:?}");
    project.publish(&[("index.html", "final")]);
    assert_eq!(project.read("index.html"), "final");
    assert_eq!(project.names(), ["content", "public"], "leftovers are gone");
}
