//! Integration tests, one binary: linking once is most of the time they take.

mod commonmark;
mod facts;
mod house;
mod html;
mod publish;
mod schema;
mod search_agreement;
mod search_analysis;
mod search_query;
mod search_site;
mod search_words;
mod serve;
mod site;
