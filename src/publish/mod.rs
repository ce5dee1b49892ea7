//! Floor 9: the only module that writes the output folder.
//!
//! A reader of the output sees one whole version, whatever happens to the build:
//!
//! 1. [`Stage::begin`] checks the output, takes its lock and mends what a killed build left.
//! 2. [`Stage::put`] and [`Stage::copy`] write into a staging tree beside the output. A file whose
//!    bytes are those already published is linked instead of written.
//! 3. [`Stage::commit`] writes the manifest, brings it to the disk and exchanges the two trees in
//!    one system call. Before that call nothing of the output has changed.
//!
//! It does not know what a page is, nor how many there are: paths and bytes, no more.

mod exchange;
mod folder;
mod live;
mod lock;
mod manifest;
mod pack;
mod refuse;
mod register;
mod spare;
mod stage;
mod tree;

pub use live::{Live, Published};
pub use lock::{Asked, Lock};
pub use manifest::MANIFEST;
pub use pack::Pack;
pub use register::Stamps;
pub use stage::{Replaced, Stage};
