//! Floor 7: all that an output may see. The only door from the catalogue to an output.
pub mod search;
