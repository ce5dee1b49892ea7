//! Everything that holds an index answers alike: the segment, lists in memory that follow the site,
//! and the published files read back.

use std::path::Path;

use acervo::search::{self, Files, Index, Memory, Query, decode, shards};

use crate::search_corpus::{Dice, corpus};
use crate::search_site;

fn answers(index: &Index, queries: &[Query]) -> Vec<String> {
    let answer = |query| serde_json::to_string(&search::search(index, query).unwrap()).unwrap();
    queries.iter().map(answer).collect()
}

fn published(index: &Index) -> Files {
    shards(index).unwrap()
}

#[test]
fn the_published_files_answer_like_the_index() {
    let dice = &mut Dice(3);
    for documents in [40, 400] {
        let corpus = corpus(dice, documents);
        let index = corpus.index();
        let queries: Vec<Query> = (0..400).map(|_| corpus.query(dice)).collect();
        let decoded = decode(&published(&index)).unwrap();
        assert_eq!(answers(&decoded, &queries), answers(&index, &queries));
        assert!(published(&decoded) == published(&index));
    }
}

#[test]
fn lists_in_memory_answer_like_the_segment_after_every_change() {
    let dice = &mut Dice(5);
    let mut corpus = corpus(dice, 300);
    let queries: Vec<Query> = (0..200).map(|_| corpus.query(dice)).collect();
    let mut memory = Memory::default();
    for round in 0..3 {
        corpus.edit(
            round * 7,
            "Una palabra nueva: chirimía. Recursos del municipio.",
        );
        let followed = memory.index(&corpus.input(), &corpus.config());
        assert_eq!(
            answers(&followed, &queries),
            answers(&corpus.index(), &queries)
        );
        let found = search::search(&followed, &search_site::query("chirimia")).unwrap();
        assert_eq!(found.total, round + 1);
    }
    assert!(
        published(&memory.index(&corpus.input(), &corpus.config())) == published(&corpus.index())
    );
}

#[test]
fn an_index_that_keeps_what_did_not_change_answers_like_a_new_one() {
    let dice = &mut Dice(11);
    let mut corpus = corpus(dice, 100);
    let queries: Vec<Query> = (0..20).map(|_| corpus.query(dice)).collect();
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("index");
    let parts = || std::fs::read_dir(&dir).unwrap().count() - 1;
    let mut most = 0;
    for round in 0..16 {
        let built = search::build(&corpus.input(), &corpus.config(), &dir).unwrap();
        let clean = corpus.index();
        for index in [&built, &search::open(&dir).unwrap()] {
            assert_eq!(answers(index, &queries), answers(&clean, &queries));
            assert_eq!(words(index), words(&clean));
        }
        assert!(published(&built) == published(&clean), "round {round}");
        most = most.max(parts());
        corpus.stir(dice);
        if round % 3 == 1 {
            damage(&dir, dice);
        }
    }
    assert!((2..6).contains(&most), "{most} parts");
}

/// All words, and in how many documents each is.
fn words(index: &Index) -> Vec<(&str, u32)> {
    let words = index.vocabulary().words().iter();
    words.map(|word| (&*word.text, word.documents)).collect()
}

/// Damages a file of the folder: it is shorter, or one byte of it is another one.
pub fn damage(dir: &Path, dice: &mut Dice) {
    let files = walkdir::WalkDir::new(dir).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.unwrap().into_path());
    let files: Vec<_> = files.filter(|path| path.is_file()).collect();
    let Some(file) = files.get(dice.roll(files.len().max(1))) else {
        return;
    };
    let mut bytes = std::fs::read(file).unwrap();
    let at = dice.roll(bytes.len().max(1));
    match dice.roll(2) {
        0 => bytes.truncate(at),
        _ => bytes.iter_mut().skip(at).take(1).for_each(|b| *b ^= 0x11),
    }
    // A new file: the old one may be mapped.
    std::fs::remove_file(file).unwrap();
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn a_missing_or_damaged_file_is_named() {
    let with_entry = published(&search_site::index());
    let apart = published(&corpus(&mut Dice(17), 500).index());
    for (files, has_words) in [(with_entry, false), (apart, true)] {
        let is_of_words = |path: &String| path.ends_with("/p0.js") || path.ends_with("/v0.js");
        assert_eq!(files.keys().any(is_of_words), has_words);
        each_missing_or_damaged_is_named(&files);
    }
}

fn each_missing_or_damaged_is_named(files: &Files) {
    for (path, script) in files {
        let read = |change: &dyn Fn(&mut Files)| {
            let mut files = files.clone();
            change(&mut files);
            decode(&files).err().map(|error| error.to_string())
        };
        let name = path.rsplit('/').next().unwrap();
        if matches!(name, "s.js" | "f.js") {
            continue;
        }
        let missing = read(&|files| drop(files.remove(path)));
        assert!(missing.is_some_and(|error| error.contains(name)), "{path}");
        let half = script[..script.len() / 2].to_vec();
        let cut = read(&|files| drop(files.insert(path.clone(), half.clone())));
        assert!(cut.is_some_and(|error| error.contains(name)), "{path}");
    }
}
