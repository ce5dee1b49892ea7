//! `acervo` turns a folder of Markdown knowledge into a static site that answers questions.
//!
//! Modules stand in the order of their floors: each uses only those above it, and a test holds that.
//! A blank line keeps each in its place.

pub mod base;

pub mod diag;

pub mod data;

pub mod config;

pub mod source;

pub mod parse;

pub mod check;

pub mod catalog;

pub mod view;

pub mod theme;

pub mod export;

pub mod search;

pub mod publish;

pub mod engine;

pub mod cli;
