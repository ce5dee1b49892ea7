//! The analysis is the same in Rust and in the browser, on every word of a long Spanish list.

use acervo::search::{sound, stem, words};

use crate::search_site;

#[test]
fn six_hundred_thousand_words_are_split_stemmed_and_heard_alike() {
    let lines = search_site::browser("search-words.mjs", &search_site::index(), None);
    assert!(lines.lines().count() > 100_000);
    for line in lines.lines() {
        let word = line.split('\t').next().unwrap();
        let folded: Vec<String> = words(word).into_iter().map(|(word, ..)| word).collect();
        let stems: Vec<String> = folded.iter().map(|word| stem(word)).collect();
        let sounds: Vec<String> = folded.iter().map(|word| sound(word)).collect();
        let columns = [word, &folded.join(" "), &stems.join(" "), &sounds.join(" ")];
        assert_eq!(line, columns.join("\t"));
    }
}
