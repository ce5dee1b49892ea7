//! Floor 8: outputs without templates. Views in, bytes out; never sees the catalogue.

pub mod bibtex;
pub mod calendar;
pub mod feed;
pub mod jsonld;
pub mod open_data;
pub mod redirect;
pub mod schema;
pub mod servers;
pub mod sitemap;
pub mod worker;
