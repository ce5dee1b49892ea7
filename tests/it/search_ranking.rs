//! What the texts of a document add to its score.

use acervo::search::{self, Level, Query};
use acervo::view::search::{Prose, SearchConfig, SearchEntry, SearchInput};

use crate::search_site;

#[test]
fn a_title_counts_by_how_much_of_it_the_question_names() {
    let query = Query {
        explain: true,
        ..search_site::query("encuentro")
    };
    let hits = search::search(&search_site::index(), &query).unwrap().hits;
    let part = |level| {
        let mut parts = hits[0].explanation.iter();
        parts.find(|part| part.level == level).unwrap().score
    };
    // One of two words of «Memoria del encuentro», which says nothing more than its best passage.
    let (passage, title) = (part(Level::Passage), part(Level::Title));
    assert!((title / 0.3 - passage / 0.4 / 2.0).abs() < 1e-9, "{hits:?}");
}

#[test]
fn a_heading_that_is_named_counts_as_a_title_does() {
    // Another document says the code twice, and this one has it among others.
    let query = search_site::query("H-145");
    let hits = search::search(&search_site::index(), &query).unwrap().hits;
    assert_eq!(hits[0].url, "hechos/acciones.html");
}

#[test]
fn a_summary_is_a_text_that_may_answer() {
    let entry = |url, summary, text, none| SearchEntry {
        url,
        title: "",
        summary,
        kind: "",
        date: None,
        terms: Vec::new(),
        facets: Vec::new(),
        prose: Prose::Here(text, none),
    };
    let apart =
        "La obra y la vereda. El costo, la fecha y el riesgo se miran aquí: todo costo de obra.";
    let input = SearchInput {
        entries: vec![
            entry("lejos.html", "", apart, &[]),
            entry(
                "resumen.html",
                "El costo de la obra.",
                "Aquí se mira otra cosa de la vereda: la fecha y el riesgo.",
                &[],
            ),
        ],
        facets: Vec::new(),
    };
    let index = search::build_in_memory(&input, &SearchConfig::default()).unwrap();
    let query = search_site::query("costo de la obra");
    let hits = search::search(&index, &query).unwrap().hits;
    assert_eq!(hits[0].url, "resumen.html", "{hits:?}");
    assert_eq!(hits[0].fragment, "El costo de la obra.");
    assert_eq!(hits[0].marks.len(), 2, "what is shown of it is marked");
}
