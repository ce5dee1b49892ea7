//! The tantivy index, and from its committed segments the browser's one, into the stage.

use super::CACHE;
use super::options::{Remains, index_folder};
use crate::base::digest::Digest;
use crate::diag::{Failure, io_reason};
use crate::publish::Stage;
use crate::search::{self, Outlet};
use crate::view::search::SearchInput;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folder of the browser's search index inside the site.
const FOLDER: &str = "buscador";

/// Where its files are until all of them are made: what they hold gives their folder its name.
const UNNAMED: &str = "buscador/nuevo";

/// The browser's search index as it was staged.
#[derive(Default)]
pub(super) struct Indexed {
    pub bytes: u64,
    /// Where each content of a packed file is.
    pub packed: BTreeMap<Digest, String>,
    /// The tantivy index, which waits for the site to be published.
    pub pending: Option<search::Pending>,
    pub remains: Remains,
}

/// Builds both, from words that are counted; `before` tells where the published contents are.
pub(super) fn index(
    input: &SearchInput,
    begun: search::Begun,
    (stage, before): (&Stage, &BTreeMap<Digest, String>),
) -> Result<Indexed, Failure> {
    let (index, pending) = begun
        .finish()
        .map_err(|error| Failure::from(error).help("el sitio anterior sigue como estaba"))?;
    stage.had_another_name(UNNAMED);
    let made = search::shards_of(&index, input, &Staged { stage, before })?;
    let folder = format!("{FOLDER}/{}", made.generation);
    stage.rename(UNNAMED, &folder)?;
    stage.put(&format!("{FOLDER}/{}", search::ENTRY), &made.entry)?;
    let bytes: u64 = made.files.iter().map(|file| file.left).sum();
    let mut remains = Remains::default();
    remains.take(index);
    let places = made.files.into_iter();
    let places = places.map(|file| (file.content, format!("{folder}/{}.js", file.name)));
    Ok(Indexed {
        bytes: bytes + made.entry.len() as u64,
        packed: places.collect(),
        pending,
        remains,
    })
}

/// A part of the site has an index of its own, so that `acervo search` still asks the whole one.
pub(super) fn index_of(root: &Path, whole: bool) -> PathBuf {
    match whole {
        true => index_folder(root),
        false => root.join(CACHE).join("index-parte"),
    }
}

/// Files of the browser's index go into the stage, linked where they are published already.
struct Staged<'a> {
    stage: &'a Stage,
    before: &'a BTreeMap<Digest, String>,
}

impl Outlet for Staged<'_> {
    /// Its bytes.
    type Left = u64;
    type Error = Failure;

    fn earlier(&self, content: Digest) -> Option<Vec<u8>> {
        self.stage.live.intact(self.before.get(&content)?)
    }

    fn keep(&self, name: &str, content: Digest) -> Result<Option<u64>, Failure> {
        let Some(published) = self.before.get(&content) else {
            return Ok(None);
        };
        let kept = self.stage.keep(&path(name), published)?;
        Ok(kept.map(|kept| kept.size))
    }

    fn take(&self, name: &str, script: Vec<u8>) -> Result<u64, Failure> {
        self.stage.put(&path(name), &script)?;
        Ok(script.len() as u64)
    }
}

/// Where a file of the index waits for the name of its folder.
fn path(name: &str) -> String {
    format!("{UNNAMED}/{name}.js")
}

impl From<search::Error> for Failure {
    fn from(error: search::Error) -> Failure {
        let why = match search::disk(&error) {
            Some(why) => io_reason(why),
            None => error.to_string(),
        };
        Failure::new(format!("no se pudo hacer el índice: {why}"))
    }
}
