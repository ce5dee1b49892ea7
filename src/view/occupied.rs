//! Which paths of a site are taken, as a disk sees them that ignores letter case: there `Mapa.png` and
//! `mapa.png` are one file, and no file is where a folder is.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Paths that are taken, and by which output.
#[derive(Default)]
pub(super) struct Occupied {
    pub by_path: FxHashMap<Arc<str>, u32>,
    /// Where the path is not its own lower case, which is rare.
    folded: FxHashMap<String, u32>,
    /// Each folder with the first output in it, in the order in which they came.
    folders: Vec<(String, u32)>,
    known: FxHashSet<String>,
    /// The folder of the path before.
    last: String,
}

impl Occupied {
    /// Room for so many.
    pub fn with_capacity(paths: usize) -> Occupied {
        let mut out = Occupied::default();
        out.by_path.reserve(paths);
        out
    }

    /// Takes a path for the output `at`, unless another one has it, which is returned.
    pub fn take(&mut self, path: &Arc<str>, at: u32) -> Option<u32> {
        let lower = lower(path);
        let seen = lower.as_deref().unwrap_or(path);
        let first = self.by_path.get(seen).or_else(|| self.folded.get(seen));
        if let Some(first) = first {
            return Some(*first);
        }
        self.take_folders(seen, at);
        self.folded.extend(lower.map(|lower| (lower, at)));
        self.by_path.insert(path.clone(), at);
        None
    }

    /// In the order of the paths most are in the folder of the one before.
    fn take_folders(&mut self, path: &str, at: u32) {
        let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder == self.last {
            return;
        }
        folder.clone_into(&mut self.last);
        while !folder.is_empty() && self.known.insert(folder.to_owned()) {
            self.folders.push((folder.to_owned(), at));
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// Files that have the name of a folder: the folder, the file, and an output in the folder.
    pub fn both(&self) -> impl Iterator<Item = (&str, u32, u32)> {
        self.folders.iter().filter_map(|(folder, inside)| {
            let files = self.by_path.get(&**folder);
            let file = files.or_else(|| self.folded.get(folder))?;
            Some((&**folder, *file, *inside))
        })
    }
}

/// The path in lower case, where it is not so already.
fn lower(path: &str) -> Option<String> {
    let plain = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    (!path.bytes().all(plain)).then(|| path.to_lowercase())
}
