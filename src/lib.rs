//! `acervo` turns a folder of Markdown knowledge into a static site that answers questions.
pub mod base;
pub mod cli;
pub mod search;
pub mod view;
