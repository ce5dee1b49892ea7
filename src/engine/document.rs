//! One file to one document, remembered by digest.

use super::kept::{Checked, Kept};
use crate::base::digest::Digest;
use crate::check::{self, Doc};
use crate::config::Site;
use crate::config::components::Components;
use crate::diag::{Code, Diagnostic, Place};
use crate::parse::{self, Rules};
use crate::source::aside::Aside;
use crate::source::{self, Source};
use rustc_hash::FxHashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// Where documents stay, and how much of them.
#[derive(Clone, Copy)]
pub(super) struct Room<'a> {
    pub no_search: bool,
    pub aside: Option<&'a Aside>,
    pub kept: Option<&'a Kept>,
    pub looked: Option<&'a FxHashMap<Arc<str>, Digest>>,
}

impl Room<'_> {
    /// A document that an earlier build read, by what its file was found to hold.
    fn looked(self, file: &Arc<str>, schema: Digest) -> Option<Checked> {
        let source = *self.looked?.get(file)?;
        self.kept?.get(file, source, schema)
    }
}

/// Reads and checks one file; a digest that has not changed gives back what is remembered.
pub(super) fn read_document(
    root: &Path,
    file: &Arc<str>,
    (site, components, schema): (&Site, &Components, Digest),
    before: Option<&Arc<Checked>>,
    room: Room,
) -> Arc<Checked> {
    if let Some(checked) = room.looked(file, schema) {
        return Arc::new(checked);
    }
    let source = match source::read(root, file) {
        Ok(source) => source,
        Err(diag) => {
            // It is there: with nothing in it, links to it are no mistakes of other documents.
            let (file, text, digest) = (file.clone(), String::new(), Digest::default());
            let empty = Source { file, text, digest };
            let (doc, _) = checked(&empty.file, &empty, (site, components), room.no_search);
            return Arc::new(Checked {
                source: digest,
                schema,
                outlook: None,
                doc: doc.map(Arc::new),
                diags: vec![*diag],
            });
        }
    };
    if let Some(same) = before.filter(|c| c.source == source.digest && c.schema == schema) {
        return same.clone();
    }
    let kept = room.kept.and_then(|k| k.get(file, source.digest, schema));
    if let Some(checked) = kept {
        return Arc::new(checked);
    }
    let (mut doc, diags) = checked(file, &source, (site, components), room.no_search);
    let mut outlook = None;
    match (room.kept, room.aside, &mut doc) {
        (Some(kept), ..) => {
            outlook = kept.put(file, (source.digest, schema), (&mut doc, &diags));
        }
        (None, Some(aside), Some(doc)) => {
            for (share, bytes, piece) in doc.pieces() {
                aside.put(share, piece, bytes);
            }
        }
        _ => {}
    }
    Arc::new(Checked {
        source: source.digest,
        schema,
        outlook,
        doc: doc.map(Arc::new),
        diags,
    })
}

/// Parses and checks one file. A fault in a parser costs one document and a diagnostic, never the run.
fn checked(
    file: &Arc<str>,
    source: &Source,
    (site, components): (&Site, &Components),
    no_search: bool,
) -> (Option<Doc>, Vec<Diagnostic>) {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let rules = Rules {
            raw_html: check::raw_html(site, file),
            style: check::style(site, file),
            components,
        };
        let parsed = parse::parse(source, rules);
        let mut checked = check::check(file, parsed.value, site);
        let mut diags = parsed.diags;
        if check::is_lenient(site, file) {
            check::soften(&mut diags);
        }
        diags.append(&mut checked.diags);
        if let Some(doc) = &mut checked.value {
            diags.retain(|d| !check::permitted(d, &mut doc.wiring.permits));
            if no_search {
                // Nobody else reads it, and it is half of what a document weighs.
                doc.prose = Default::default();
            }
            doc.settle();
        }
        (checked.value, diags)
    }));
    outcome.unwrap_or_else(|_| {
        let diag = Diagnostic::new(
            Code::FileUnreadable,
            "este documento hizo fallar la lectura",
        )
        .at(Place::start_of(file))
        .help("es un defecto del programa: repórtelo con el archivo");
        (None, vec![diag])
    })
}

#[cfg(test)]
mod tests {
    use crate::base::digest::Digest;
    use crate::engine::kept::{Kept, Places};
    use crate::engine::{Engine, Options};
    use crate::source::Changes;
    use crate::source::aside::Aside;
    use std::path::Path;

    /// Every output of the site of this repository, and what it says of the content.
    type Built = (Vec<(String, Vec<u8>)>, usize);

    fn site(aside: Option<Aside>, kept: Option<Kept>) -> (Built, Places) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut engine = Engine::open(root, Options::default()).unwrap();
        (engine.aside, engine.kept) = (aside, kept);
        let snapshot = engine.advance(&Changes::All);
        let routes = snapshot.routes().iter();
        let files = routes.map(|route| {
            let rendered = snapshot.render(&route.path).unwrap();
            (route.path.to_string(), rendered.bytes.into_owned())
        });
        let built = (files.collect(), snapshot.diags().len());
        let places = engine.kept.take().map(|kept| kept.places().0);
        (built, places.unwrap_or_default())
    }

    #[track_caller]
    fn expect_same(one: &Built, other: &Built) {
        for (one, other) in one.0.iter().zip(&other.0) {
            assert!(one == other, "{} is another", one.0);
        }
        assert_eq!((one.0.len(), one.1), (other.0.len(), other.1));
    }

    #[test]
    fn the_site_is_the_same_when_nothing_of_a_document_stays_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let aside = || Aside::with_rooms(folder.path(), [0, 0]);
        let (held, _) = site(None, None);
        let waited = aside();
        expect_same(&held, &site(Some(waited.clone()), None).0);
        assert!(waited.used() > 100_000, "{} bytes wait", waited.used());
        assert!(waited.broken().is_none());
        // What is kept for the next build waits there, and the next build finds it.
        let mut places = Places::default();
        for _ in 0..2 {
            let aside = aside();
            let kept = Kept::open(folder.path(), Digest::default(), places, &aside);
            assert!(kept.is_some());
            let (built, now) = site(Some(aside.clone()), kept);
            expect_same(&held, &built);
            assert_eq!(aside.used(), 0);
            assert!(aside.broken().is_none());
            places = now;
        }
    }
}
