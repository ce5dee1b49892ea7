//! Edits that others do not see. Who saves a text wants its page at once, and what all documents
//! together tell is what it was: it is derived from what others see of each ([`Outlook`]).

use super::Engine;
use super::kept::Checked;
use super::snapshot::Snapshot;
use super::told::digest_of;
use crate::check::{Doc, Outlook};
use std::sync::Arc;

/// What an advance found changed.
#[derive(Default)]
pub(super) struct Edits {
    /// Something else than documents that are there, or which documents are there.
    pub more: bool,
    /// Documents that were read anew, with what they were found to be before.
    pub documents: Vec<(Option<Arc<Checked>>, Arc<Checked>)>,
}

impl Edits {
    /// Whether nothing changed.
    pub fn is_none(&self) -> bool {
        !self.more && self.documents.is_empty()
    }
}

impl Engine {
    /// The last snapshot with the texts of now, when nothing else than texts was edited.
    pub(super) fn again(&self, last: &Snapshot, edits: &Edits) -> Option<Snapshot> {
        // A part of the site is cut anew.
        if edits.more || !self.options.only.is_empty() {
            return None;
        }
        let edited = edits.documents.iter();
        let edited = edited.map(|(before, now)| edited_text(before.as_ref()?, now));
        let edited: Vec<_> = edited.collect::<Option<_>>()?;
        let (mut snapshot, digest) = rayon::join(
            || last.with(self.version, &edited, self.diags()),
            || self.digest(),
        );
        if let Some(snapshot) = &mut snapshot {
            snapshot.digest = digest;
        }
        snapshot
    }
}

/// The document before and after an edit that others do not see.
fn edited_text<'a>(before: &'a Checked, now: &'a Checked) -> Option<(&'a Arc<Doc>, &'a Arc<Doc>)> {
    let docs = (before.doc.as_ref()?, now.doc.as_ref()?);
    // Permits and tables are looked at with all documents, and others do not see them.
    let alone = |doc: &Doc| doc.wiring.permits.is_empty() && doc.wiring.tables.is_empty();
    let outlook = |doc: &Doc| digest_of(&Outlook(doc));
    let same = outlook(docs.0)? == outlook(docs.1)?;
    (same && alone(docs.0) && alone(docs.1)).then_some(docs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Options;
    use crate::source::Changes;
    use std::path::{Path, PathBuf};

    fn write(root: &Path, file: &str, text: &str) -> Changes {
        std::fs::write(root.join(file), text).unwrap();
        Changes::Paths(vec![root.join(file)])
    }

    /// Whether what all documents together tell was kept when this edit was taken in.
    #[track_caller]
    fn check(edit: (&str, &str), kept: bool) {
        let folder = tempfile::tempdir().unwrap();
        let root: PathBuf = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("content/casos")).unwrap();
        write(&root, "site.toml", "title = \"S\"\n[collections.casos]\n");
        write(
            &root,
            "content/casos/a.md",
            "---\ntitulo: A\n---\nUno.\n\nDos.\n",
        );
        write(
            &root,
            "content/casos/b.md",
            "---\ntitulo: B\n---\n[x](no-hay.md)\n",
        );
        let mut engine = Engine::open(&root, Options::default()).unwrap();
        let first = engine.advance(&Changes::All);
        let second = engine.advance(&write(&root, edit.0, edit.1));
        assert_eq!(second.keeps(&first), kept, "{edit:?}");
        let mut fresh = Engine::open(&root, Options::default()).unwrap();
        let fresh = fresh.advance(&Changes::All);
        assert_eq!(second.diags(), fresh.diags(), "{edit:?}");
        assert_eq!(second.digest, fresh.digest);
        for route in fresh.routes() {
            let of = |snapshot: &Snapshot| snapshot.render(&route.path).unwrap().bytes.into_owned();
            assert!(of(&second) == of(&fresh), "{} after {edit:?}", route.path);
        }
    }

    #[test]
    fn only_what_others_do_not_see_is_taken_in_alone() {
        let a = |text| ("content/casos/a.md", text);
        check(
            a("---\ntitulo: A\n---\nUno.\n\nDos, y otra palabra.\n"),
            true,
        );
        check(a("---\ntitulo: Otra\n---\nUno.\n\nDos.\n"), false);
        // The first paragraph is its summary.
        check(a("---\ntitulo: A\n---\nOtro.\n\nDos.\n"), false);
        check(a("---\ntitulo: A\n---\nUno.\n\n[b](b.md)\n"), false);
        check(a("---\ntitulo: A\n"), false);
        // What was found wrong in a document moves with its text.
        let b = "---\ntitulo: B\n---\n\n\n[x](no-hay.md)\n";
        check(("content/casos/b.md", b), false);
        check(("content/casos/c.md", "---\ntitulo: C\n---\nUno.\n"), false);
    }
}
