//! Data files that documents show, read once for each of their contents.

use super::Engine;
use super::touched::Touched;
use crate::base::digest::Digest;
use crate::catalog::Workbooks;
use crate::data::sheet;
use crate::diag::{Code, Diagnostic, Outcome, Place};
use crate::source::{self, scan};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

impl Engine {
    /// Reads the data files that documents ask for; whether one is another or cannot be read.
    pub(super) fn read_tables(&mut self, touched: &Touched) -> bool {
        let docs = self.checked();
        let docs = docs.filter_map(|(_, checked)| checked.doc.as_ref());
        let asked: BTreeSet<&str> = docs
            .flat_map(|doc| doc.wiring.tables.iter().map(|table| &*table.path))
            .collect();
        let content = |file: &str| scan::normalized(crate::source::content_path(file));
        let files = self.listing.attachments.iter();
        let files = match asked.is_empty() {
            true => BTreeSet::new(),
            false => files
                .filter(|f| asked.contains(&*content(f)))
                .cloned()
                .collect(),
        };
        let changed = |file: &str| touched.all || touched.covers(file);
        let digests = |tables: &Tables| -> Vec<(Arc<str>, Digest)> {
            let all = tables.files.iter();
            all.map(|(file, (digest, _))| (file.clone(), *digest))
                .collect()
        };
        let before = digests(&self.tables);
        self.tables.read(&self.root, files, changed);
        let now = digests(&self.tables);
        now != before || now.iter().any(|(_, digest)| *digest == Digest::default())
    }
}

/// What is remembered of the data files.
#[derive(Default)]
pub(super) struct Tables {
    files: BTreeMap<Arc<str>, (Digest, Arc<Outcome<sheet::Sheets>>)>,
}

impl Tables {
    /// Reads the files that are asked for and may have changed; forgets the others.
    pub fn read(&mut self, root: &Path, asked: BTreeSet<Arc<str>>, changed: impl Fn(&str) -> bool) {
        let mut before = std::mem::take(&mut self.files);
        for file in asked {
            let known = before.remove(&file);
            let entry = match known {
                Some(known) if !changed(&file) => known,
                known => fresh(root, &file, known),
            };
            self.files.insert(file, entry);
        }
    }

    /// The tables of each file.
    pub fn books(&self) -> Workbooks {
        let books = self.files.iter();
        books
            .map(|(file, (_, out))| (file.clone(), out.clone()))
            .collect()
    }

    /// The digest of each file.
    pub fn digests(&self) -> impl Iterator<Item = (&str, &Digest)> {
        self.files
            .iter()
            .map(|(file, (digest, _))| (&**file, digest))
    }

    /// What is wrong with the files.
    pub fn diags(&self) -> impl Iterator<Item = &Diagnostic> {
        self.files.values().flat_map(|(_, out)| &out.diags)
    }
}

type Entry = (Digest, Arc<Outcome<sheet::Sheets>>);

fn fresh(root: &Path, file: &Arc<str>, known: Option<Entry>) -> Entry {
    match source::read_bytes(root, file) {
        Ok(bytes) => {
            let digest = Digest::of(&bytes);
            match known.filter(|(before, _)| *before == digest) {
                Some(same) => same,
                None => (digest, Arc::new(sheet::read(file, &bytes))),
            }
        }
        Err(why) => {
            let message = format!("no se pudo leer: {why}");
            let diag = Diagnostic::new(Code::FileUnreadable, message).at(Place::start_of(file));
            let failed = Outcome {
                value: Vec::new(),
                diags: vec![diag],
            };
            (Digest::default(), Arc::new(failed))
        }
    }
}
