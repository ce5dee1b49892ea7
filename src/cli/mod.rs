//! One file a verb.
pub mod eval;
pub mod search;
