mod search_agreement;
mod search_analysis;
mod search_query;
mod search_site;
mod search_words;
