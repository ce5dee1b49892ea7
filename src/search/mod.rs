//! Search: one index, one algorithm, the same answers in the terminal, the preview and the browser.
//!
//! 1. `analyze`: text → folded words; a word → its stem.
//! 2. `index`: the documents → tantivy `segment`s of folded words, which `count` counts by the numbers
//!    of a `table` and `write` writes, in `parts` that stay while their documents do; `memory`: the same
//!    in lists that follow a site while it changes. `read` is both; `schema` says what every index is
//!    made of.
//! 3. `plan`: a question → units of alternatives of words of the vocabulary (stems, near words for
//!    unknown ones, `synonyms` of the `lexicon`; `mend` moves spaces).
//! 4. `score`: units → documents with scores, from the postings of the segments, in `sums`.
//! 5. `query`: filters, order, one page of results; `sections` finds where in the document, by
//!    the `matches` of its texts; `fragment` cuts what `results` show.
//! 6. `shards`: the same segments → files for the browser: `bits` in the scripts of `format`, by the `code`s of `letters`,
//!    of words and of their `pieces`; texts as `tokens` in `shorthand`, whose words are `counted`. `decode` reads them
//!    back with `bit_reader`. `client/` holds the twins of `analyze`, `near`, `vocabulary`, `plan`, `mend`,
//!    `score`, `query`, `sections` and `fragment`.
//!
//! Knows nothing of pages, themes or files other than its own index folder.

mod analyze;
mod bit_reader;
mod bits;
mod card;
mod client;
mod code;
mod count;
mod counted;
mod decode;
pub mod eval;
mod explain;
mod format;
mod fragment;
mod heads;
pub mod index;
mod integrity;
mod letters;
mod lexicon;
mod matches;
mod memory;
mod mend;
mod near;
mod pack;
mod parts;
mod pieces;
mod plan;
mod postings;
mod query;
mod read;
pub mod relevance;
mod results;
mod schema;
mod score;
mod sections;
mod segment;
mod shards;
mod short_words;
mod shorthand;
mod stored;
mod suggest;
mod sums;
mod synonyms;
mod table;
mod texts;
mod tokens;
mod vocabulary;
mod write;

pub use analyze::{stem, words};
pub use card::Card;
pub use client::client;
pub use decode::{Files, decode};
pub use explain::{Level, Part};
pub use index::{Begun, Earlier, Pending, begin, build, build_in_memory, is_intact, open, stamp};
pub use memory::Memory;
pub use near::sound;
pub use pack::Outlet;
pub use query::{Query, Sort, search};
pub use read::Index;
pub use results::{FacetCount, FacetCounts, Hit, Results, SectionHit, Substitution};
pub use schema::{Error, disk};
pub use shards::{ENTRY, Shards, shards, shards_of};
