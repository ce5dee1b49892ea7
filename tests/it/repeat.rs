//! Same input, same bytes: whatever the threads, the folder, the zone and the language.

use crate::cli::tree;
use std::path::Path;
use std::process::Command;

#[test]
fn two_builds_are_byte_identical() {
    let top = tempfile::tempdir().unwrap();
    let one = top.path().join("uno");
    let other = top.path().join("otra carpeta/más honda");
    crate::own_site::copy(&one);
    crate::own_site::copy(&other);
    let build = |root: &Path, threads: &str, zone: &str, language: &str| {
        let out = Command::new(env!("CARGO_BIN_EXE_acervo"))
            .args(["build", "--threads", threads, "--root"])
            .arg(root)
            .env("TZ", zone)
            .env("LANG", language)
            .env("LC_ALL", language)
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
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
