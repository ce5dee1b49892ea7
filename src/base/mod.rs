//! Floor 0: text, paths, dates and digests. Knows nothing of sites.
//!
//! The only module that hashes. It reads no files and asks no clock.

pub mod date;
pub mod digest;
pub mod figures;
pub mod fold;
pub mod lines;
pub mod locale;
pub mod near;
pub mod numbers;
pub mod packed;
pub mod path;
pub mod text;
pub mod unseen;
