//! Same input, same bytes: whatever the threads, the folder, the zone and the language.

use crate::cli::{acervo, run, tree};
use std::path::Path;

#[test]
fn two_builds_are_byte_identical() {
    let top = tempfile::tempdir().unwrap();
    let one = top.path().join("uno");
    let other = top.path().join("otra carpeta/más honda");
    crate::own_site::copy(&one);
    crate::own_site::copy(&other);
    let build = |root: &Path, threads: &str, zone: &str, language: &str| {
        let mut build = acervo(root, &["build", "--threads", threads]);
        build.env("TZ", zone).env("LANG", language);
        run(build.env("LC_ALL", language), 0);
        tree(&root.join("public"))
    };
    let first = build(&one, "1", "UTC", "C");
    let second = build(&other, "4", "Pacific/Auckland", "tr_TR.UTF-8");
    assert!(first.keys().any(|p| p.starts_with("buscador/")));
    assert!(first.contains_key(acervo::publish::MANIFEST));
    let names: Vec<&String> = first.keys().collect();
    assert_eq!(names, second.keys().collect::<Vec<_>>());
    for (path, bytes) in &first {
        assert!(second[path] == *bytes, "{path} differs");
    }
    // Building again over what is there changes nothing.
    assert!(build(&one, "3", "America/Bogota", "es_CO.UTF-8") == first);
}
