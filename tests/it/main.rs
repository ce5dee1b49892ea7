//! Integration tests, one binary: linking once is most of the time they take.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod bounds;
mod cli;
mod commonmark;
mod community;
mod components;
mod components_data;
mod coverage;
mod editorial;
mod editors;
mod english;
mod facts;
mod feedback;
mod fields_mistaken;
mod formats;
mod ground;
mod guide;
mod history;
mod house;
mod html;
mod incremental;
mod institution;
mod life;
mod links;
mod links_made;
mod map;
mod markdown;
mod markdown_lost;
mod mistakes;
mod novice;
mod one_cause;
mod own_site;
mod packs;
mod pictures;
mod properties;
mod publish;
mod publish_spare;
mod published;
mod rebuild;
mod records;
mod repeat;
mod scale;
mod schema;
mod search_agreement;
mod search_analysis;
mod search_corpus;
mod search_fuzz;
mod search_published;
mod search_query;
mod search_ranking;
mod search_site;
mod search_terminal;
mod search_trips;
mod search_words;
mod seeded;
mod serve;
mod serve_http;
mod serve_live;
mod site;
mod study;
mod theming;
mod word;
