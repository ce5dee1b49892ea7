//! The browser client and the index give the same answers: documents, order, counts, fragments.

use acervo::search::{self, Index, Query, Results, Sort};
use acervo::view::search::SearchInput;
use serde_json::{Value, json};

use crate::search_corpus::{Dice, corpus};
use crate::search_site::{self, query};

fn written(query: &Query) -> Value {
    let mut facets = serde_json::Map::new();
    for (field, term) in &query.facets {
        let terms = facets.entry(field.clone()).or_insert_with(|| json!([]));
        terms.as_array_mut().unwrap().push(json!(term));
    }
    let sort = if query.sort == Sort::Date {
        "fecha"
    } else {
        ""
    };
    json!({"text": query.text, "facets": facets, "sort": sort, "offset": query.offset, "limit": query.limit})
}

/// What the client has to say, in the shape in which the script prints it.
fn expected(results: &Results) -> Value {
    let marked = |fragment: &str, marks: &[(usize, usize)]| -> Vec<String> {
        let part = |&(start, end): &(usize, usize)| {
            fragment.chars().skip(start).take(end - start).collect()
        };
        marks.iter().map(part).collect()
    };
    let hits = results.hits.iter().map(|hit| {
        let sections = hit.sections.iter().map(|section| {
            // The page shows no more of it.
            json!({"url": section.url, "heading": section.heading})
        });
        json!({"url": hit.url, "title": hit.title, "kind": hit.kind, "date": hit.date, "score": hit.score,
            "summary": hit.summary, "fragment": hit.fragment, "marks": marked(&hit.fragment, &hit.marks),
            "sections": sections.collect::<Vec<_>>()})
    });
    let facets = results.facets.iter().map(|facet| {
        let terms = facet
            .terms
            .iter()
            .map(|term| json!([term.id, term.count, term.chosen]));
        terms.collect::<Vec<_>>()
    });
    let substitutions = results
        .substitutions
        .iter()
        .map(|s| json!([s.written, s.searched]));
    json!({"total": results.total, "hits": hits.collect::<Vec<_>>(), "near": results.near, "facets": facets.collect::<Vec<_>>(),
        "substitutions": substitutions.collect::<Vec<_>>(), "unknown": results.unknown})
}

/// Takes the scores out of the hits: they are compared with a tolerance.
fn scores(answer: &mut Value) -> Vec<f64> {
    let hits = answer["hits"].as_array_mut().unwrap().iter_mut();
    hits.map(|hit| {
        hit.as_object_mut()
            .unwrap()
            .remove("score")
            .unwrap()
            .as_f64()
            .unwrap()
    })
    .collect()
}

/// The answers of a core of the client, small sites' or large ones'.
fn agree(core: &str, index: &Index, queries: &[Query]) {
    let asked = Some((core, queries.iter().map(written).collect()));
    let answers = search_site::browser("search-answers.mjs", index, asked);
    let answers: Vec<Value> = serde_json::from_str(&answers).unwrap();
    assert_eq!(answers.len(), queries.len());
    for (query, mut answer) in queries.iter().zip(answers) {
        let mut expect = expected(&search::search(index, query).unwrap());
        let (found, wanted) = (scores(&mut answer), scores(&mut expect));
        for (theirs, ours) in found.iter().zip(wanted) {
            assert!(
                (theirs - ours).abs() < 1e-9,
                "{query:?}: {theirs} {ours}\n{answer}\n{expect}"
            );
        }
        assert_eq!(answer, expect, "{query:?}");
    }
}

#[test]
fn the_client_answers_like_the_index_on_a_small_site() {
    let texts = [
        "",
        "capacitacion",
        "capasitacion municipal",
        "att",
        "asistencia técnica territorial",
        "plata para agua",
        "ley 1551 de 2012",
        "ley 1.551",
        "4.4",
        "el de la",
        "xilófono",
        "capacidumbre territorialmente",
        "año",
        "ano",
        "que es la ATT en el chocó",
        "niñas",
        "pagos",
        "encuesta de evaluacion",
        "recursos recursos",
        "👩‍🌾 agua",
        &format!("{} capacitacion", "xyzzy ".repeat(39)),
        &format!("{} capacitacion", "xyzzy ".repeat(40)),
        &format!("{} capaci tacion", "agua ".repeat(39)),
        " ",
        "😀",
        "¿?",
        "pneumonoultramicroscopicsilicovolcanoconiosis",
        "an\u{303}o",
        "pagos y PAG",
        "los PAGs",
        "meta 4,4",
        "conpes4091 aguapotable",
        "plandeformacion",
        "ley1551de2012",
        "la biblio teca",
        "H-145",
        "h145",
        "los alcald es",
        "ninez del ano",
        "ninhas",
        "quisiera saber que es la att, gracias",
    ];
    agree("cliente.js", &search_site::index(), &texts.map(query));
}

#[test]
fn the_client_answers_like_the_index_of_a_site_that_has_no_documents_yet() {
    let input = SearchInput {
        entries: Vec::new(),
        facets: search_site::facets(),
    };
    let index = search::build_in_memory(&input, &search_site::config()).unwrap();
    let queries = ["", "acueducto", "plandeagua", "ano", "att"].map(query);
    agree("cliente.js", &index, &queries);
}

#[test]
fn the_client_answers_like_the_index_on_a_generated_corpus() {
    let dice = &mut Dice(7);
    // The words of the first come with the entry, those of the others in files.
    for (core, documents, queries) in [
        ("cliente.js", 40, 500),
        ("cliente.js", 300, 1_500),
        ("cliente.js", 2_000, 1_500),
        ("grande.js", 700, 1_000),
    ] {
        let corpus = corpus(dice, documents);
        let queries: Vec<Query> = (0..queries).map(|_| corpus.query(dice)).collect();
        agree(core, &corpus.index(), &queries);
    }
}

#[test]
fn a_question_of_one_frequent_word_is_answered_from_the_head_of_its_list() {
    let dice = &mut Dice(19);
    let corpus = corpus(dice, 5_000);
    let index = corpus.index();
    let common = index.common();
    assert!(common.len() > 5, "{common:?}");
    let words = index.vocabulary().words().iter();
    let frequent = words.filter(|word| common.contains(&&*word.stem));
    let asked = frequent.flat_map(|word| {
        let sorts = [(Sort::Relevance, 0), (Sort::Relevance, 10), (Sort::Date, 0)];
        sorts.map(|(sort, offset)| Query {
            sort,
            offset,
            ..query(&word.text)
        })
    });
    agree("grande.js", &index, &asked.collect::<Vec<_>>());
    // A site of fewer documents may have so many pages to search: its client is the small one.
    let queries: Vec<Query> = (0..100).map(|_| corpus.query(dice)).collect();
    agree("cliente.js", &index, &queries);
}

#[test]
fn a_frequent_word_with_a_synonym_is_looked_up_with_it_or_left_out_with_it() {
    let corpus = corpus(&mut Dice(23), 5_000);
    let index = corpus.index();
    let words = index.vocabulary().words().iter();
    let most = words.clone().max_by_key(|word| word.documents).unwrap();
    let least = words.clone().min_by_key(|word| word.documents).unwrap();
    let alike = words.clone().find(|word| word.documents == 40).unwrap();
    let written = most.documents as usize;
    let [frequent, other, alike] = [most, least, alike].map(|word| word.text.to_string());
    assert!(index.common().contains(&&*most.stem));
    let mut config = corpus.config();
    config.synonyms.push(vec![frequent.clone(), alike.clone()]);
    let index = search::build_in_memory(&corpus.input(), &config).unwrap();
    let found = |text: &str| search::search(&index, &query(text)).unwrap().total;
    assert!(found(&frequent) >= written && found(&alike) >= written);
    assert_eq!(found(&format!("{frequent} {other}")), found(&other));
    assert_eq!(found(&format!("{frequent} de la")), found(&frequent));
    let asked = [&frequent, &alike].into_iter().flat_map(|word| {
        [
            query(word),
            query(&format!("{word} {other}")),
            query(&format!("{word} de la")),
        ]
    });
    agree("grande.js", &index, &asked.collect::<Vec<_>>());
}

#[test]
fn the_same_documents_give_the_same_files() {
    let dice = &mut Dice(11);
    let corpus = corpus(dice, 600);
    assert!(search::shards(&corpus.index()).unwrap() == search::shards(&corpus.index()).unwrap());
}
