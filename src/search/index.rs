//! The tantivy index: written from a [`SearchInput`], folded words in parts of one segment each; stems
//! are groups of words. What did not change since the last time is not written again. The folder is a
//! cache: when it is damaged or of another version it is built again.
//!
//! A part never changes once it has its name, and the list that names the parts is exchanged for
//! another in one step. So who searches meanwhile has the old index or the new one, and asks nobody.

use std::path::{Path, PathBuf};

use tantivy::directory::{MmapDirectory, RamDirectory};

use super::integrity::{self, Known};
use super::parts::{List, Part, Plan};
use super::read::Index;
use super::schema::{About, Error, VERSION, fields};
use super::write::write;
use crate::base::digest::{self, Digest};
use crate::view::search::{SearchConfig, SearchInput};

/// The list of the parts: written last, so a folder without it is not an index.
const LIST_FILE: &str = "partes";

/// Where the list waits until the index takes the place of the one before it.
const NEXT_LIST: &str = "partes.nuevas";

/// Where a part is while it is written.
const UNNAMED: &str = "nueva";

/// Builds the index in `dir`, replacing what is there only when it is whole. Of an index that is
/// intact, what did not change is used again.
pub fn build(input: &SearchInput, config: &SearchConfig, dir: &Path) -> Result<Index, Error> {
    let (index, pending) = begin(input, config, Some(dir), Earlier::read(dir)).finish()?;
    pending.map_or(Ok(()), Pending::settle)?;
    Ok(index)
}

/// Builds an index that lives in memory only.
pub fn build_in_memory(input: &SearchInput, config: &SearchConfig) -> Result<Index, Error> {
    let (index, _) = begin(input, config, None, Earlier::default()).finish()?;
    Ok(index)
}

/// What an earlier build left in a folder, if all of it is as it was written.
#[derive(Default)]
pub struct Earlier(Option<List>);

impl Earlier {
    /// Reads all of it: a large site should have something else to do meanwhile.
    pub fn read(dir: &Path) -> Self {
        Self(intact(dir).ok())
    }
}

/// An index whose words are counted, which all threads do together. The rest is the work of one.
pub struct Begun<'a> {
    input: &'a SearchInput<'a>,
    about: About,
    /// Nowhere: in memory.
    dir: Option<&'a Path>,
    plan: Plan,
    /// Something of an earlier index is used again.
    again: bool,
}

/// Counts the words of what an earlier index in `dir` does not have. Without a folder the index is
/// made in memory, and nothing is used again.
pub fn begin<'a>(
    input: &'a SearchInput<'a>,
    config: &SearchConfig,
    dir: Option<&'a Path>,
    Earlier(before): Earlier,
) -> Begun<'a> {
    let before = before.filter(|_| dir.is_some());
    Begun {
        input,
        about: About::new(input.facets.clone(), config),
        dir,
        again: before.is_some(),
        plan: Plan::new(input, &before.unwrap_or_default()),
    }
}

impl Begun<'_> {
    /// Writes the index; who searches in its folder sees it when it is settled.
    pub fn finish(self) -> Result<(Index, Option<Pending>), Error> {
        let (input, about) = (self.input, self.about);
        let Some(dir) = self.dir else {
            return Ok((in_memory(input, about, self.plan)?, None));
        };
        let first = written(input, about.clone(), dir, self.plan);
        let made = match first {
            Err(_) if self.again => written(input, about, dir, Plan::new(input, &List::default())),
            other => other,
        };
        let (index, pending) = made.inspect_err(|_| {
            // Half an index is good for nothing, and the disk may be full of it.
            let _ = remove(&dir.join(UNNAMED));
            let _ = std::fs::remove_file(dir.join(NEXT_LIST));
        })?;
        Ok((index, Some(pending)))
    }
}

/// An index beside the one that is in its place. What is new in it goes if it is not settled.
pub struct Pending {
    dir: PathBuf,
    parts: Vec<Part>,
    /// The one that was written.
    fresh: Option<String>,
}

impl Pending {
    /// Puts it in its place.
    pub fn settle(mut self) -> Result<(), Error> {
        std::fs::rename(self.dir.join(NEXT_LIST), self.dir.join(LIST_FILE))?;
        self.fresh = None;
        // Nobody asks for the others any more. One that cannot go now goes another time.
        for entry in std::fs::read_dir(&self.dir)?.flatten() {
            let name = entry.file_name();
            let named = |part: &Part| *name == *part.name;
            if name != LIST_FILE && !self.parts.iter().any(named) {
                let _ = remove(&entry.path()).or_else(|_| std::fs::remove_file(entry.path()));
            }
        }
        // Without it the next build reads them.
        let parts = self.parts.iter();
        let _ = integrity::keep(&self.dir, parts.map(|part| (&*part.name, &part.stamps)));
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // What stays is removed by the next index that is settled.
        if let Some(fresh) = &self.fresh {
            let _ = remove(&self.dir.join(fresh));
        }
        let _ = std::fs::remove_file(self.dir.join(NEXT_LIST));
    }
}

fn written(
    input: &SearchInput,
    about: About,
    dir: &Path,
    plan: Plan,
) -> Result<(Index, Pending), Error> {
    match std::fs::create_dir(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    let mut parts = plan.kept.clone();
    let mut pending = Pending {
        dir: dir.to_owned(),
        parts: Vec::new(),
        fresh: None,
    };
    if !plan.fresh.is_empty() {
        let name = plan.name();
        let folder = dir.join(UNNAMED);
        remove(&folder)?;
        std::fs::create_dir(&folder)?;
        let fresh = (&plan.fresh[..], &plan.counted);
        write(input, fresh, MmapDirectory::open(&folder)?)?;
        let stamps = integrity::stamps_of(&folder);
        let digest = integrity::digest_of(&folder)?;
        // One of that name is of a build that ended early, or damaged: whole ones are used again.
        remove(&dir.join(&name))?;
        std::fs::rename(&folder, dir.join(&name))?;
        pending.fresh = Some(name.clone());
        parts.push(Part {
            digest,
            documents: plan.fresh.len() as u32,
            name,
            stamps,
        });
    }
    // The words of a large site are heavy, and nobody asks for them any more.
    drop(plan.counted);
    pending.parts = parts.clone();
    let list = List {
        about,
        parts,
        entries: plan.entries,
    };
    let bytes = postcard::to_stdvec(&list).map_err(|e| Error::InternalError(e.to_string()))?;
    std::fs::write(dir.join(NEXT_LIST), digest::sealed(bytes))?;
    Ok((read(list, dir)?, pending))
}

fn in_memory(input: &SearchInput, about: About, plan: Plan) -> Result<Index, Error> {
    let directory = RamDirectory::create();
    write(input, (&plan.fresh, &plan.counted), directory.clone())?;
    let list = List {
        about,
        parts: Vec::new(),
        entries: plan.entries,
    };
    Index::read(&[tantivy::Index::open(directory)?], fields()?, list)
}

/// Opens the index of an earlier build; an error means that it has to be built again. All of it is
/// read first: tantivy takes any bytes for an index, and damaged ones give other answers or a panic.
pub fn open(dir: &Path) -> Result<Index, Error> {
    loop {
        let before = stamp(dir);
        match intact(dir).and_then(|list| read(list, dir)) {
            // A build put another in its place meanwhile.
            Err(_) if stamp(dir) != before => {}
            other => return other,
        }
    }
}

fn read(list: List, dir: &Path) -> Result<Index, Error> {
    let parts = list.parts.iter();
    let parts = parts.map(|part| {
        let part = MmapDirectory::open(dir.join(&part.name))?;
        tantivy::Index::open(part)
    });
    let parts = parts.collect::<Result<Vec<_>, Error>>()?;
    Index::read(&parts, fields()?, list)
}

fn list(dir: &Path) -> Result<List, Error> {
    let damaged = |what: &str| Error::InvalidArgument(what.to_owned());
    let file = std::fs::read(dir.join(LIST_FILE))?;
    let bytes = digest::unsealed(&file).ok_or_else(|| damaged("list"))?;
    let list: List = postcard::from_bytes(bytes).map_err(|e| damaged(&e.to_string()))?;
    match list.about.version == VERSION {
        true => Ok(list),
        false => Err(damaged("version")),
    }
}

/// Tells one index from another; whether its files are those that were written is asked apart.
pub fn stamp(dir: &Path) -> Option<Digest> {
    let list = std::fs::read(dir.join(LIST_FILE)).ok()?;
    Some(Digest::of(&list))
}

/// Whether the folder holds an index whose files are all as they were written.
pub fn is_intact(dir: &Path) -> bool {
    intact(dir).is_ok()
}

/// The list of an index whose files are all as they were written.
fn intact(dir: &Path) -> Result<List, Error> {
    let (mut list, known) = (list(dir)?, Known::read(dir));
    for part in &mut list.parts {
        let intact = known.intact(dir, &part.name, part.digest);
        part.stamps = intact.ok_or_else(|| Error::InvalidArgument("part".to_owned()))?;
    }
    Ok(list)
}

fn remove(dir: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
