//! Integration tests, one binary: linking once is most of the time they take.

mod publish;
mod search_agreement;
mod search_analysis;
mod search_query;
mod search_site;
mod serve;
mod serve_http;
mod serve_live;
