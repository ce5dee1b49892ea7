//! How often a browser waits for files before it has an answer: each time is a second on a bad line.

use std::path::Path;
use std::process::Command;

use acervo::search::Index;
use serde_json::Value;

use crate::search_corpus::{Dice, corpus};
use crate::search_site;

/// The round trips of each question, asked by a browser that has nothing yet.
fn trips(index: &Index, texts: &[&str]) -> Vec<u64> {
    let folder = tempfile::tempdir().unwrap();
    search_site::write_shards(index, folder.path());
    let asked = folder.path().join("texts.json");
    std::fs::write(&asked, serde_json::to_vec(texts).unwrap()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node")
        .arg(root.join("tests/browser/search-trips.mjs"))
        .arg(root.join("src/search/client/min/nucleo.js"))
        .args([folder.path(), &asked])
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    for (text, answer) in texts.iter().zip(&answers) {
        assert!(answer["total"].as_u64() > Some(0), "{text}: {answer}");
    }
    let trips = answers.iter().map(|answer| answer["trips"].as_u64());
    trips.map(Option::unwrap).collect()
}

#[test]
fn on_a_small_site_an_answer_is_one_round_trip_after_the_entry() {
    let texts = [
        "capacitacion",
        "plata para agua",
        "att",
        "capasitacion municipal",
    ];
    assert_eq!(trips(&search_site::index(), &texts), [2, 2, 2, 2]);
}

#[test]
fn on_a_larger_site_it_is_two_and_one_of_them_comes_while_the_words_are_typed() {
    let index = corpus(&mut Dice(13), 400).index();
    let words = index.vocabulary().words();
    let mut long = words
        .iter()
        .filter(|word| word.text.len() > 8 && word.documents > 2);
    let (one, other) = (
        &*long.next().unwrap().text,
        &*long.next_back().unwrap().text,
    );
    let question = format!("{one} {other}");
    let typed = format!("…{question} ");
    let typed_again = format!("…{other} {question} el");
    assert_eq!(
        trips(&index, &[&question, &typed, &typed_again]),
        [3, 2, 1],
        "{question}"
    );
}
