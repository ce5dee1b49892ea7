//! Damaged files of the browser index: the client refuses them or answers, and never hangs or takes
//! memory without end.

use serde_json::json;

use crate::search_corpus::{Dice, corpus};
use crate::search_site;

#[test]
fn the_client_refuses_damaged_files_or_answers_from_them() {
    let queries = json!([
        {"text": "recursos agua"},
        {"text": "capasitacion", "sort": "fecha"},
        {"text": "", "facets": {"tema": ["agua"]}},
    ]);
    // The words of one come with the entry, those of the other in files.
    let (small, larger) = (search_site::index(), corpus(&mut Dice(17), 500).index());
    for (core, index) in [
        ("cliente.js", &small),
        ("cliente.js", &larger),
        ("grande.js", &larger),
    ] {
        let asked = Some((core, queries.clone()));
        search_site::browser("search-fuzz.mjs", index, asked);
    }
    let large = corpus(&mut Dice(29), 5_000).index();
    let frequent =
        json!([{"text": large.common()[0]}, {"text": large.vocabulary().words()[0].text}]);
    search_site::browser("search-fuzz.mjs", &large, Some(("grande.js", frequent)));
}
