//! `acervo` turns a folder of Markdown knowledge into a static site that answers questions: pages, a
//! tantivy index, and a browser index that searches without a server, even from a USB stick.
//!
//! # The flow
//!
//! One type for each phase; no phase fills in a field of an earlier one.
//!
//! ```text
//! site.toml ──────────▶ Site         collections, schemas, vocabularies            config
//! themes/<name>/ ─────▶ Theme        templates, strings, fingerprinted assets      theme
//! content/** ──scan───▶ Source       path, text, digest                  per file  source
//! Source ──parse──────▶ Parsed       front matter as nodes with places,
//!                                    HTML with holes, outline, prose     per file  parse
//! Parsed ──check──────▶ Doc          typed, cut by who may look at it    per file  check
//! [Doc] ──derive──────▶ Catalog      order, terms, links, backlinks      global    catalog
//! Catalog ────────────▶ [Route]      every output that will exist        global    view
//! Route ──────────────▶ PageView     all that this output may see        per page  view
//! PageView ──render───▶ bytes        templates, feeds, shards            per page  theme export search
//! bytes ──stage───────▶ Published    one atomic exchange                           publish
//! ```
//!
//! Per-file phases know one file and the schema, never the catalogue: internal links are *holes*,
//! filled at render time, so a link to a page that does not exist yet heals when it appears. Phases
//! are total: they return a value and [diagnostics](diag); whether errors stop the run is decided
//! once, by the command. [`engine::Engine::advance`] is the one way from files to a
//! [`engine::Snapshot`], for `build`, `check`, `serve` and the tests; only per-file work is
//! remembered, by digest, so nothing derived can be stale.
//!
//! # The floors
//!
//! Modules stand in the order of their floors and use only those above them; a test reads the `use`
//! lines (`tests/it/house.rs`). A blank line keeps each in its place.

// Text, paths, dates, digests. Knows nothing of sites.
pub mod base;

// What is wrong, where, and what to write instead.
pub mod diag;

// YAML, TOML and CSV as one tree of nodes with places.
pub mod data;

// site.toml: collections, schemas, vocabularies.
pub mod config;

// What is in the project's folder.
pub mod source;

// One file's text: front matter, HTML with holes, outline, links, prose.
pub mod parse;

// One file held against its schema.
pub mod check;

// What only all documents together can tell.
pub mod catalog;

// All that one output may see.
pub mod view;

// Views to HTML; the only user of Tera.
pub mod theme;

// Outputs without templates: feed, site map, open data, redirects.
pub mod export;

// The tantivy index, the query, the browser index and its client.
pub mod search;

// The staged tree and its one exchange.
pub mod publish;

// One way from the files to a whole site.
pub mod engine;

// The preview: watch, answer, reload.
pub mod serve;

// The command line: the only place that prints.
pub mod cli;
