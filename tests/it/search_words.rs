//! The analysis is the same in Rust and in the browser, on every word of a long Spanish list.

use std::path::Path;
use std::process::Command;

use acervo::search::{stem, words};

use crate::search_site;

#[test]
fn six_hundred_thousand_words_are_split_and_stemmed_alike() {
    let folder = tempfile::tempdir().unwrap();
    search_site::write_shards(&search_site::index(), folder.path());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node")
        .arg(root.join("tests/browser/search-words.mjs"))
        .arg(folder.path())
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(lines.lines().count() > 100_000);
    for line in lines.lines() {
        let word = line.split('\t').next().unwrap();
        let folded: Vec<String> = words(word).into_iter().map(|(word, ..)| word).collect();
        let stems: Vec<String> = folded.iter().map(|word| stem(word)).collect();
        assert_eq!(line, [word, &folded.join(" "), &stems.join(" ")].join("\t"));
    }
}
