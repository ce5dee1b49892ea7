//! What people ask and what they have to get.

use acervo::search::{self, Level, Query, Results, Sort};

use crate::search_site;

fn ask(text: &str) -> Results {
    ask_with(text, &[], Sort::Relevance)
}

fn ask_with(text: &str, facets: &[(&str, &str)], sort: Sort) -> Results {
    let facets = facets
        .iter()
        .map(|&(field, term)| (field.to_owned(), term.to_owned()))
        .collect();
    let query = Query {
        facets,
        sort,
        ..search_site::query(text)
    };
    search::search(&search_site::index(), &query).unwrap()
}

fn check(text: &str, first: &str) {
    let results = ask(text);
    assert_eq!(
        results.hits.first().map(|hit| &*hit.url),
        Some(first),
        "{text}"
    );
}

#[test]
fn words_find_their_document() {
    check("capacitacion", "guias/capacitacion.html");
    check("CAPACITACIÓN", "guias/capacitacion.html");
    check("capasitacion municipal", "guias/capacitacion.html");
    check("pagar la obra", "casos/acueducto.html");
    check("ley 1551", "casos/att.html");
    check("conpes 4091", "casos/att.html");
    check("4.4", "memorias/encuentro.html");
    check("meta 4,4", "memorias/encuentro.html");
    check("plata para agua", "casos/acueducto.html");
    check("niñez", "casos/ninos.html");
}

#[test]
fn acronyms_and_their_long_form_find_each_other() {
    let both = ["casos/att.html", "memorias/encuentro.html"];
    for text in [
        "att",
        "A.T.T.",
        "a.t.t",
        "asistencia técnica territorial",
        "Asistencias técnicas territoriales",
    ] {
        let mut urls: Vec<String> = ask(text).hits.into_iter().map(|hit| hit.url).collect();
        urls.sort();
        assert_eq!(urls, both, "{text}");
    }
}

#[test]
fn an_everyday_word_is_no_acronym_and_an_acronym_no_everyday_word() {
    let urls = |text: &str| -> Vec<String> {
        let hits = ask(text).hits.into_iter();
        hits.map(|hit| hit.url).collect()
    };
    assert_eq!(urls("pagos"), ["casos/acueducto.html"]);
    for text in ["pag", "los PAGs"] {
        assert_eq!(urls(text), ["casos/ninos.html"], "{text}");
    }
    // Nobody wrote the acronym here: its long form stands for it, no word that is near it.
    assert!(ask("pag").unknown.is_empty());
    let both = ["casos/att.html", "memorias/encuentro.html"];
    let mut plural = urls("ATTs");
    plural.sort();
    assert_eq!(plural, both);
}

#[test]
fn what_the_site_does_not_have_is_not_invented() {
    for text in ["xilófono", "qwrtz", "9999", "el de la xkcdq"] {
        let results = ask(text);
        assert_eq!(results.total, 0, "{text}");
        assert_eq!(results.unknown.len(), 1, "{text}");
    }
}

#[test]
fn a_text_without_words_finds_nothing_and_no_text_everything() {
    let long = "a".repeat(41);
    for text in ["😀", "¿?", &long] {
        assert_eq!(ask(text).total, 0, "{text}");
        let narrowed = ask_with(text, &[("coleccion", "casos")], Sort::Date);
        assert_eq!(narrowed.total, 0, "{text}");
    }
    let all = ask("").total;
    assert!(all > 0);
    assert_eq!(ask("  ").total, all);
}

#[test]
fn a_substituted_word_is_reported() {
    let results = ask("capasitacion");
    assert_eq!(results.substitutions[0].written, "capasitacion");
    assert_eq!(results.substitutions[0].searched, ["capacitación"]);
    // A filter that leaves nothing leaves nothing that tells how it is written.
    let none = ask_with("capasitacion", &[("tema", "ninguno")], Sort::Relevance);
    assert_eq!(
        (none.total, &*none.substitutions[0].searched),
        (0, &["capacitacion".to_owned()][..])
    );
}

#[test]
fn who_writes_by_ear_is_understood() {
    for (written, searched) in [
        ("kapasitasion", "capacitación"),
        ("agüa potavle", "potable"),
        ("vivlioteca", "biblioteca"),
    ] {
        let results = ask(written);
        let last = results.substitutions.last().unwrap();
        assert_eq!(last.searched, [searched], "{written}");
    }
}

#[test]
fn a_short_word_is_no_other_that_begins_otherwise() {
    // The site has `obra` and `agua`, and `biblioteca`, which is long enough.
    for text in ["sobra", "abra", "ogua"] {
        let results = ask(text);
        assert!(results.total == 0 && results.unknown == [text], "{text}");
    }
    assert_eq!(ask("niblioteca").substitutions[0].searched, ["biblioteca"]);
}

#[test]
fn who_has_no_enye_at_hand_makes_no_slip() {
    for text in ["ninas del ano", "ano", "ninez"] {
        let results = ask(text);
        assert_eq!(
            results.hits.first().unwrap().url,
            "casos/ninos.html",
            "{text}"
        );
        assert!(results.substitutions.is_empty() && results.unknown.is_empty());
    }
}

#[test]
fn words_written_together_are_told_apart() {
    for (written, searched) in [
        ("conpes4091", "conpes 4091"),
        ("ley1551", "ley 1551"),
        ("aguapotable", "agua potable"),
        ("plandeformacion", "plan de formacion"),
        ("1551de2012", "1551 de 2012"),
        ("h145", "h 145"),
    ] {
        let (together, apart) = (ask(written), ask(searched));
        assert_eq!(together.substitutions.len(), 1, "{written}");
        assert_eq!(together.substitutions[0].searched, [searched]);
        assert!(together.total > 0 && together.unknown.is_empty());
        assert_eq!(format!("{:?}", together.hits), format!("{:?}", apart.hits));
    }
    // Too short to be meant, no words of the site, and a number that is none of its own.
    for text in ["aguaatt3", "zaguanpotable", "15512012"] {
        assert_eq!(ask(text).total, 0, "{text}");
    }
}

#[test]
fn a_word_written_in_two_is_put_together() {
    let results = ask("la biblio teca");
    assert_eq!(results.substitutions[0].written, "biblio teca");
    assert_eq!(results.substitutions[0].searched, ["biblioteca"]);
    assert_eq!(results.hits[0].url, "casos/ninos.html");
    assert!(results.unknown.is_empty());
    // What is left of a word may have its stem.
    let results = ask("los alcald es");
    assert_eq!(results.substitutions[0].written, "alcald es");
    assert_eq!(results.substitutions[0].searched, ["alcaldes"]);
}

#[test]
fn a_short_word_is_no_part_of_a_long_one() {
    // The stem of `potable` is that of an acronym.
    assert_eq!(ask("los POT").total, 0);
    check("agua potables", "casos/acueducto.html");
    assert!(ask("co-financiación").unknown.is_empty());
}

#[test]
fn who_finds_nothing_sees_words_that_begin_alike() {
    let results = ask("capacitosfera");
    assert_eq!(results.total, 0);
    assert_eq!(results.near, ["capacitación"], "as documents write it");
    assert_eq!(
        ask("capac").near,
        ["capacitación"],
        "a word that was not ended"
    );
    assert!(ask("capacitosfera agua").near.is_empty());
}

#[test]
fn a_hit_names_its_best_section_and_marks_the_words() {
    let results = ask("encuesta de evaluacion");
    let section = &results.hits[0].sections[0];
    assert_eq!(section.url, "guias/capacitacion.html#evaluación");
    let marked: Vec<String> = section
        .marks
        .iter()
        .map(|&(start, end)| {
            section
                .fragment
                .chars()
                .skip(start)
                .take(end - start)
                .collect()
        })
        .collect();
    assert_eq!(marked, ["encuesta"]);
}

#[test]
fn each_facet_is_counted_with_its_own_choice_lifted() {
    let results = ask_with("", &[("tema", "agua")], Sort::Relevance);
    assert_eq!(results.total, 2);
    let count = |facet: usize, id: &str| {
        let found = results.facets[facet]
            .terms
            .iter()
            .find(|term| term.id == id);
        found.map(|term| (term.count, term.chosen))
    };
    assert_eq!(count(0, "formacion"), Some((1, false)));
    assert_eq!(count(0, "agua"), Some((2, true)));
    assert_eq!(count(1, "choco"), Some((1, false)));
    assert_eq!(count(1, "cauca"), None);
}

#[test]
fn terms_of_one_facet_add_up_and_facets_narrow_each_other() {
    let either = ask_with(
        "",
        &[("tema", "agua"), ("tema", "formacion")],
        Sort::Relevance,
    );
    assert_eq!(either.total, 3);
    let both = ask_with(
        "",
        &[("tema", "agua"), ("departamento", "choco")],
        Sort::Relevance,
    );
    assert_eq!(both.total, 1);
}

#[test]
fn sorting_by_date_puts_the_newest_first_and_the_undated_last() {
    let results = ask_with("", &[], Sort::Date);
    let dates: Vec<&str> = results.hits.iter().map(|hit| &*hit.date).collect();
    assert_eq!(
        dates,
        [
            "2025-06-10", "2025-03-01", "2024-11-20", "2023-01-01", "", "", ""
        ]
    );
}

#[test]
fn an_index_folder_answers_like_memory_and_a_damaged_one_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("index");
    let query = search_site::query("recursos agua");
    let expect = format!(
        "{:?}",
        search::search(&search_site::index(), &query).unwrap()
    );
    search_site::with_input(|input| {
        search::build(input, &search_site::config(), &dir).unwrap();
        search::build(input, &search_site::config(), &dir).unwrap();
    });
    let opened = search::open(&dir).unwrap();
    assert_eq!(
        format!("{:?}", search::search(&opened, &query).unwrap()),
        expect
    );
    std::fs::write(dir.join("partes"), "{").unwrap();
    assert!(search::open(&dir).is_err());
}

#[test]
fn an_explained_score_is_the_sum_of_its_parts() {
    let index = search_site::index();
    for text in [
        "att",
        "capasitacion municipal",
        "plata para agua",
        "asistencia técnica territorial y pagos",
    ] {
        for sort in [Sort::Relevance, Sort::Date] {
            let query = Query {
                sort,
                explain: true,
                ..search_site::query(text)
            };
            let hits = search::search(&index, &query).unwrap().hits;
            assert!(!hits.is_empty(), "{text}");
            for hit in hits {
                let sum: f64 = hit.explanation.iter().map(|part| part.score).sum();
                assert!((sum - hit.score).abs() < 1e-9, "{text}: {hit:?}");
            }
        }
    }
}

#[test]
fn who_pastes_a_page_asks_with_its_first_words() {
    let forty: String = (0..39).map(|n| format!("xyzzy{n} ")).collect();
    let found = ask(&format!("{forty} capacitacion"));
    assert_eq!(found.hits[0].url, ask("capacitacion").hits[0].url);
    let found = ask(&format!("{forty} {forty} capacitacion"));
    assert_eq!((found.total, found.unknown.len()), (0, 39));
}

#[test]
fn words_of_courtesy_ask_for_nothing() {
    let plain = ask("la meta de los alcaldes");
    let kind = ask("Hola, quisiera saber por favor qué significa la meta de los alcaldes. Gracias");
    assert_eq!(format!("{kind:?}"), format!("{plain:?}"));
}

#[test]
fn an_explanation_says_which_word_was_found_and_how() {
    let query = Query {
        explain: true,
        ..search_site::query("capasitacion")
    };
    let hits = search::search(&search_site::index(), &query).unwrap().hits;
    let part = hits[0].explanation.first().unwrap();
    assert_eq!(
        (&*part.word, &*part.found, part.level),
        ("capasitacion", "capacitacion", Level::Slip)
    );
    assert!(!part.fields.is_empty() && part.rarity > 0.0);
}

#[test]
fn a_word_with_synonyms_is_no_slip() {
    let results = ask("plata para agua");
    assert!(results.substitutions.is_empty() && results.unknown.is_empty());
    let results = ask("Ley Nº 1551");
    assert!(results.unknown.is_empty(), "{:?}", results.unknown);
}
