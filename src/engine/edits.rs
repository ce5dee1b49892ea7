//! Edits that others do not see, or see as a text on their pages. Who saves a text or a title wants its
//! page at once, and what all documents together tell is what it was: it is derived from what others see
//! of each ([`Outlook`]), and next to nothing of it from titles and summaries ([`Frame`]).

use super::Engine;
use super::document_cache::Checked;
use super::snapshot::Snapshot;
use super::value_digest::digest_of;
use crate::catalog::Edited;
use crate::check::{Doc, Frame, Outlook};
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
    /// The last snapshot with the texts of now, when nothing else than texts, titles and summaries was
    /// edited.
    pub(super) fn again(&self, last: &Snapshot, edits: &Edits) -> Option<Snapshot> {
        // A part of the site is cut anew.
        if edits.more || !self.options.only.is_empty() {
            return None;
        }
        let edited = edits.documents.iter();
        let edited = edited.map(|(before, now)| edited_text(before.as_ref()?, now));
        let edited: Vec<_> = edited.collect::<Option<_>>()?;
        let outlook = |doc: &Doc| digest_of(&Outlook(doc));
        let shown = edited
            .iter()
            .any(|(before, now)| outlook(before) != outlook(now));
        let (mut snapshot, digest) = rayon::join(
            || last.with((&edited, shown), self.diags()),
            || self.digest(),
        );
        if let Some(snapshot) = &mut snapshot {
            snapshot.digest = digest;
        }
        snapshot
    }
}

/// The document before and after an edit of which others see no more than another title or summary.
fn edited_text<'a>(before: &'a Checked, now: &'a Checked) -> Option<Edited<'a>> {
    let docs = (before.doc.as_ref()?, now.doc.as_ref()?);
    // Permits and tables are looked at with all documents, and others do not see them.
    let alone = |doc: &Doc| doc.wiring.permits.is_empty() && doc.wiring.tables.is_empty();
    let frame = |doc: &Doc| digest_of(&Frame(doc));
    let same = frame(docs.0)? == frame(docs.1)?;
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

    const SITE: &str = "title = \"S\"\n[style]\n[collections.casos]\n";
    const DOCUMENTS: &[(&str, &str)] = &[
        ("a.md", "---\ntitulo: Agua\n---\nUno.\n\nDos.\n"),
        (
            "b.md",
            "---\ntitulo: Barrio\n---\n[x](no-hay.md) y [a](a.md)\n",
        ),
        ("d.md", "---\ntitulo: Distrito\n---\nVea [a](a.md)\n"),
    ];

    /// Whether what all documents together tell was kept when this edit was taken in.
    #[track_caller]
    fn check(edit: (&str, &str), kept: bool) {
        check_in(SITE, DOCUMENTS, edit, kept);
    }

    /// The same in a site with this site.toml and these documents.
    #[track_caller]
    fn check_in(site: &str, documents: &[(&str, &str)], edit: (&str, &str), kept: bool) {
        let folder = tempfile::tempdir().unwrap();
        let root: PathBuf = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("content/casos")).unwrap();
        write(&root, "site.toml", site);
        for (file, text) in documents {
            write(&root, &format!("content/casos/{file}"), text);
        }
        let mut engine = Engine::open(&root, Options::default()).unwrap();
        let first = engine.advance(&Changes::All);
        for route in first.routes() {
            first.render(&route.path);
        }
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
            a("---\ntitulo: Agua\n---\nUno.\n\nDos, y otra palabra.\n"),
            true,
        );
        check(a("---\ntitulo: Agua\n---\nUno.\n\n[b](b.md)\n"), false);
        check(a("---\ntitulo: Agua\n"), true);
        // What was found wrong in a document moves with its text.
        let b = "---\ntitulo: Barrio\n---\n\n\n[x](no-hay.md) y [a](a.md)\n";
        check(("content/casos/b.md", b), false);
        check(("content/casos/c.md", "---\ntitulo: C\n---\nUno.\n"), false);
    }

    #[test]
    fn a_title_is_taken_in_alone_where_it_is_only_shown() {
        let a = |text| ("content/casos/a.md", text);
        check(a("---\ntitulo: Acueducto\n---\nUno.\n\nDos.\n"), true);
        // The first paragraph is its summary.
        check(a("---\ntitulo: Agua\n---\nOtro.\n\nDos.\n"), true);
        // It is the title of another one, which must be told.
        check(a("---\ntitulo: BARRIO\n---\nUno.\n\nDos.\n"), false);
        let sorted = format!("{SITE}sort = \"titulo\"\n");
        let moved = a("---\ntitulo: Zanja\n---\nUno.\n\nDos.\n");
        check_in(&sorted, DOCUMENTS, moved, false);
        let stays = a("---\ntitulo: Acueducto\n---\nUno.\n\nDos.\n");
        check_in(&sorted, DOCUMENTS, stays, true);
        // Its collection has no list: the menu has its title.
        check_in(&format!("{SITE}listed = false\n"), DOCUMENTS, stays, false);
    }

    #[test]
    fn a_title_that_the_calendar_has_is_not_taken_in_alone() {
        let site = format!(
            "{SITE}[collections.casos.fields.dia]\ntype = \"date\"\n\
             [community.events]\nown = {{ start = \"dia\" }}\n"
        );
        let titled = |title: &str| format!("---\ntitulo: {title}\ndia: 2026-05-06\n---\nUno.\n");
        let documents = [("a.md", &*titled("Agua"))];
        let edit = ("content/casos/a.md", &*titled("Encuentro"));
        check_in(&site, &documents, edit, false);
    }

    #[test]
    fn a_title_by_which_something_was_looked_up_is_not_taken_in_alone() {
        let documents = [
            ("a.md", "---\ntitulo: Agua\n---\nUno.\n"),
            ("b.md", "---\ntitulo: B\n---\n[[agua]]\n"),
        ];
        let edit = ("content/casos/a.md", "---\ntitulo: Río\n---\nUno.\n");
        check_in(SITE, &documents, edit, false);
    }
}
