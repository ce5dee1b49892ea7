//! `acervo` turns a folder of Markdown knowledge into a static site that answers questions.
pub mod base;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod config;
pub mod data;
pub mod diag;
pub mod engine;
pub mod export;
pub mod parse;
pub mod publish;
pub mod search;
pub mod serve;
pub mod source;
pub mod theme;
pub mod view;
