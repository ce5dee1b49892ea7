//! `acervo` turns a folder of Markdown knowledge into a static site that answers questions.
//!
//! Modules stand in the order of their floors: each uses only those above it, and a test holds that.
//! A blank line keeps each in its place.

pub mod base;
pub mod cli;
pub mod search;
pub mod view;
