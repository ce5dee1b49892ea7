//! Floor 0: text, paths, dates and digests. Knows nothing of sites.
pub mod text;
