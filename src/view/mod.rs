//! Floor 7: all that an output may see. The only door from the catalogue to an output.
//!
//! A view borrows nothing from the catalogue and asks it nothing: it is plain data, made for one
//! output. Addresses in views are relative to the root of the site (`casos/a.html`); templates put
//! `root` before them.

pub mod page;
pub mod search;
