//! Floor 8: analysis, tantivy index, query, browser index.
