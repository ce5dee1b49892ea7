//! How often a browser waits for files before it has an answer: each time is a second on a bad line.

use acervo::search::Index;
use serde_json::{Value, json};

use crate::search_corpus::{Dice, corpus};
use crate::search_site;

/// How each question came to its answer, asked by a browser that has nothing yet.
fn answers<S: AsRef<str>>(index: &Index, client: &str, texts: &[S]) -> Vec<Value> {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    let answers = search_site::browser("search-trips.mjs", index, Some((client, json!(texts))));
    let answers: Vec<Value> = serde_json::from_str(&answers).unwrap();
    for (text, answer) in texts.iter().zip(&answers) {
        assert!(answer["total"].as_u64() > Some(0), "{text}: {answer}");
    }
    answers
}

/// The round trips of each question.
fn trips(index: &Index, texts: &[&str]) -> Vec<u64> {
    let answers = answers(index, "cliente.js", texts);
    let trips = answers.iter().map(|answer| answer["trips"].as_u64());
    trips.map(Option::unwrap).collect()
}

/// The files of postings that came while a question was typed.
fn lists(answer: &Value) -> usize {
    let typed = answer["typed"].as_array().unwrap().iter();
    let names = typed.map(|file| file.as_str().unwrap());
    names.filter(|name| name.starts_with('p')).count()
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
fn a_word_on_its_way_that_is_in_one_of_three_files_is_there_when_it_is_asked_for() {
    let index = corpus(&mut Dice(13), 400).index();
    let vocabulary = index.vocabulary();
    let words = vocabulary.words().iter().step_by(20);
    let begun = words.filter_map(|word| {
        let two: String = word.text.chars().take(2).collect();
        let plain = word.text.is_ascii() && word.text.len() > 4;
        plain.then(|| format!("{two}…{}", word.text))
    });
    let begun: Vec<String> = begun.take(40).collect();
    let answers = answers(&index, "cliente.js", &begun);
    let early: Vec<(usize, &Value)> = answers
        .iter()
        .map(|answer| (lists(answer), &answer["trips"]))
        .collect();
    assert!(early.iter().any(|(lists, _)| *lists > 1), "{early:?}");
    for (text, (lists, trips)) in begun.iter().zip(&early) {
        let expected = if *lists > 0 { 1 } else { 2 };
        assert!(
            *lists <= 3 && *trips == expected,
            "{text}: {lists}, {trips}"
        );
    }
}

#[test]
fn one_frequent_word_on_a_large_site_does_not_load_its_list() {
    let index = corpus(&mut Dice(23), 5_000).index();
    let stem = index.common()[0].to_owned();
    let words = index.vocabulary().words();
    let of_stem = words.iter().filter(|word| *word.stem == *stem);
    let frequent = of_stem.max_by_key(|word| word.documents).unwrap();
    let typed = format!("{0} x…{0}", frequent.text);
    let answers = answers(&index, "grande.js", &[&*frequent.text, &typed]);
    let files = answers[0]["files"].as_array().unwrap();
    assert_eq!(answers[0]["trips"], 3);
    let second = files[1].as_str().unwrap().split(' ').collect::<Vec<_>>();
    assert!(
        second[0] == "d.js" && second[1].starts_with('h') && second.len() == 2,
        "{files:?}"
    );
    let typed = answers[1]["typed"].as_array().unwrap();
    assert!(!typed.is_empty() && lists(&answers[1]) == 0, "{typed:?}");
}
