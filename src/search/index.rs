//! The tantivy index: written from a [`SearchInput`], folded words in parts of one segment each; stems
//! are groups of words. What did not change since the last time is not written again. The folder is a
//! cache: when it is damaged or of another version it is built again.

use std::path::{Path, PathBuf};

use tantivy::directory::{MmapDirectory, RamDirectory};

use super::parts::{List, Part, Plan};
use super::read::Index;
use super::schema::{About, Error, VERSION, fields};
use super::write::write;
use crate::base::digest::{self, Digest};
use crate::view::search::{SearchConfig, SearchInput};

/// The list of the parts: written last, so a folder without it is not an index.
const LIST_FILE: &str = "partes";

/// Builds the index in `dir`, replacing what is there only when it is whole. Of an index that is
/// intact, what did not change is used again.
pub fn build(input: &SearchInput, config: &SearchConfig, dir: &Path) -> Result<Index, Error> {
    begin(input, config, dir, Earlier::read(dir)).finish()
}

/// What an earlier build left in a folder, if all of it is as it was written.
pub struct Earlier(Option<List>);

impl Earlier {
    /// Reads all of it: a large site should have something else to do meanwhile.
    pub fn read(dir: &Path) -> Self {
        Self(intact(dir))
    }
}

/// An index whose words are counted, which all threads do together. The rest is the work of one.
pub struct Begun<'a> {
    input: &'a SearchInput<'a>,
    about: About,
    dir: &'a Path,
    plan: Plan,
    /// Something of an earlier index is used again.
    again: bool,
}

/// Counts the words of what an earlier index in `dir` does not have.
pub fn begin<'a>(
    input: &'a SearchInput<'a>,
    config: &SearchConfig,
    dir: &'a Path,
    Earlier(before): Earlier,
) -> Begun<'a> {
    Begun {
        input,
        about: About::new(input.facets.clone(), config.clone()),
        dir,
        again: before.is_some(),
        plan: Plan::new(input, &before.unwrap_or_default()),
    }
}

impl Begun<'_> {
    /// Writes the index and puts it in its place.
    pub fn finish(self) -> Result<Index, Error> {
        let (input, dir) = (self.input, self.dir);
        let first = replace(input, self.about.clone(), dir, self.plan);
        let index = match first {
            Err(_) if self.again => {
                replace(input, self.about, dir, Plan::new(input, &List::default()))
            }
            other => other,
        };
        index.inspect_err(|_| {
            // Half an index is good for nothing, and the disk may be full of it.
            let _ = remove(&staged(dir));
        })
    }
}

/// Where an index is made before it takes the place of another.
fn staged(dir: &Path) -> PathBuf {
    dir.with_extension("nuevo")
}

fn replace(input: &SearchInput, about: About, dir: &Path, plan: Plan) -> Result<Index, Error> {
    let staged = staged(dir);
    remove(&staged)?;
    std::fs::create_dir_all(&staged)?;
    let mut parts = plan.kept.clone();
    if !plan.fresh.is_empty() {
        let name = plan.name();
        let folder = staged.join(&name);
        std::fs::create_dir(&folder)?;
        let fresh = (&plan.fresh[..], &plan.counted);
        write(input, fresh, MmapDirectory::open(&folder)?)?;
        parts.push(Part {
            digest: digest_of(&folder)?,
            documents: plan.fresh.len() as u32,
            name,
        });
    }
    // The words of a large site are heavy, and nobody asks for them any more.
    drop(plan.counted);
    let list = List {
        about,
        parts,
        entries: plan.entries,
    };
    let bytes = postcard::to_stdvec(&list).map_err(|e| Error::InternalError(e.to_string()))?;
    std::fs::write(staged.join(LIST_FILE), digest::sealed(bytes))?;
    for part in &plan.kept {
        std::fs::rename(dir.join(&part.name), staged.join(&part.name))?;
    }
    remove(dir)?;
    std::fs::rename(&staged, dir)?;
    read(list, dir)
}

/// Builds an index that lives in memory only.
pub fn build_in_memory(input: &SearchInput, config: &SearchConfig) -> Result<Index, Error> {
    let plan = Plan::new(input, &List::default());
    let directory = RamDirectory::create();
    write(input, (&plan.fresh, &plan.counted), directory.clone())?;
    let list = List {
        about: About::new(input.facets.clone(), config.clone()),
        parts: Vec::new(),
        entries: plan.entries,
    };
    Index::read(&[tantivy::Index::open(directory)?], fields()?, list)
}

/// Opens the index of an earlier build; an error means that it has to be built again.
pub fn open(dir: &Path) -> Result<Index, Error> {
    read(list(dir)?, dir)
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
    intact(dir).is_some()
}

/// The list of an index whose files are all as they were written.
fn intact(dir: &Path) -> Option<List> {
    let list = list(dir).ok()?;
    let mut parts = list.parts.iter();
    let whole = parts
        .all(|part| digest_of(&dir.join(&part.name)).is_ok_and(|digest| digest == part.digest));
    whole.then_some(list)
}

/// Of the names and bytes of all files in a folder.
fn digest_of(folder: &Path) -> std::io::Result<Digest> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let digest = Digest::of_reader(std::fs::File::open(&path)?)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.push(format!("{name} {}", digest.hex()));
    }
    files.sort_unstable();
    Ok(Digest::of(files.join("\n").as_bytes()))
}

fn remove(dir: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
