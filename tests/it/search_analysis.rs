//! The table that the browser client has to pass too.

use acervo::search::{stem, words};
use serde_json::Value;

fn table() -> Value {
    serde_json::from_str(include_str!("../search/analysis.json")).unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
        .collect()
}

#[test]
fn texts_are_split_and_folded_as_the_table_says() {
    for case in table()["words"].as_array().unwrap() {
        let text = case[0].as_str().unwrap();
        let found: Vec<String> = words(text).into_iter().map(|(word, ..)| word).collect();
        assert_eq!(found, texts(&case[1]), "{text:?}");
    }
}

#[test]
fn ranges_of_words_cover_the_letters_of_the_text() {
    for case in table()["words"].as_array().unwrap() {
        let text = case[0].as_str().unwrap();
        for (word, start, end) in words(text) {
            assert_eq!(words(&text[start..end])[0].0, word, "{text:?}");
        }
    }
}

#[test]
fn words_are_folded_letter_by_letter() {
    for c in ('À'..='ÿ')
        .chain("nN".chars())
        .filter(|c| c.is_alphabetic())
    {
        let folded = acervo::base::fold::fold(&format!("x{c}y"));
        for text in [
            format!("x{c}y"),
            format!("{c}{c}").repeat(8),
            format!("a1{c}.5"),
        ] {
            let found = words(&text);
            let all: String = found.iter().map(|(word, ..)| word.as_str()).collect();
            let fold = acervo::base::fold::fold(&text);
            assert_eq!(all, fold.replace('.', ""), "{text}");
        }
        assert_eq!(words(&format!("x{c}y"))[0].0, folded, "{c}");
    }
}

#[test]
fn related_words_share_a_stem_and_others_do_not() {
    for group in table()["same_stem"].as_array().unwrap() {
        let group = texts(group);
        for word in &group {
            assert_eq!(stem(word), stem(group[0]), "{word} {}", group[0]);
        }
    }
    for pair in table()["other_stem"].as_array().unwrap() {
        let pair = texts(pair);
        assert_ne!(stem(pair[0]), stem(pair[1]), "{pair:?}");
    }
}
