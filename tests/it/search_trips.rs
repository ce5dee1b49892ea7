//! How often a browser waits for files before it has an answer: each time is a second on a bad line.

use acervo::search::Index;
use serde_json::{Value, json};

use crate::search_corpus::{Dice, corpus};
use crate::search_site;

/// The round trips of each question, asked by a browser that has nothing yet.
fn trips(index: &Index, texts: &[&str]) -> Vec<u64> {
    let asked = Some(("cliente.js", json!(texts)));
    let answers = search_site::browser("search-trips.mjs", index, asked);
    let answers: Vec<Value> = serde_json::from_str(&answers).unwrap();
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
fn on_a_larger_site_it_is_two_and_one_of_them_comes_while_somebody_types() {
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
    // What starts like `other` is in one file, what starts with its first letters is in several.
    let finished = format!("{question} el…{question}");
    let unfinished = format!("{}…{question}", &question[..question.len() - 2]);
    let begun = format!("{one} {}…{question}", &other[..2]);
    assert_eq!(
        trips(&index, &[&question, &finished, &unfinished, &begun]),
        [3, 1, 1, 2],
        "{question}"
    );
}

#[test]
fn one_frequent_word_on_a_large_site_does_not_load_its_list() {
    let index = corpus(&mut Dice(23), 5_000).index();
    let stem = index.common()[0].to_owned();
    let words = index.vocabulary().words();
    let of_stem = words.iter().filter(|word| *word.stem == *stem);
    let frequent = of_stem.max_by_key(|word| word.documents).unwrap();
    let typed = format!("{0} x…{0}", frequent.text);
    let asked = Some(("grande.js", json!([&*frequent.text, typed])));
    let answers = search_site::browser("search-trips.mjs", &index, asked);
    let answers: Vec<Value> = serde_json::from_str(&answers).unwrap();
    let files = answers[0]["files"].as_array().unwrap();
    assert_eq!(answers[0]["trips"], 3);
    assert!(files[1].as_str().unwrap().starts_with('h'), "{files:?}");
    let typed = answers[1]["typed"].as_array().unwrap();
    let is_list = |file: &Value| file.as_str().unwrap().starts_with('p');
    assert!(!typed.is_empty() && !typed.iter().any(is_list), "{typed:?}");
}
