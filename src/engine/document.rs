//! One file to one document, remembered by digest.

use super::kept::{Checked, Kept};
use crate::base::digest::Digest;
use crate::check;
use crate::config::Site;
use crate::config::components::Components;
use crate::diag::{Code, Diagnostic, Place};
use crate::parse::{self, Rules};
use crate::source;
use crate::source::aside::Aside;
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

    /// The same with its long texts where they wait.
    fn settled(self, mut checked: Checked) -> Checked {
        let doc = checked.doc.as_mut().and_then(Arc::get_mut);
        if let (Some(doc), Some(aside)) = (doc, self.aside) {
            doc.put_aside(aside);
        }
        checked
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
        return Arc::new(room.settled(checked));
    }
    let source = match source::read(root, file) {
        Ok(source) => source,
        Err(diag) => {
            return Arc::new(Checked {
                source: Digest::default(),
                schema,
                doc: None,
                diags: vec![*diag],
            });
        }
    };
    if let Some(same) = before.filter(|c| c.source == source.digest && c.schema == schema) {
        return same.clone();
    }
    let kept = room.kept.and_then(|k| k.get(file, source.digest, schema));
    if let Some(checked) = kept {
        return Arc::new(room.settled(checked));
    }
    // A fault in a parser costs one document and a diagnostic, never the run.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let rules = Rules {
            raw_html: check::raw_html(site, file),
            style: check::style(site, file),
            components,
        };
        let parsed = parse::parse(&source, rules);
        let mut checked = check::check(file, parsed.value, site);
        let mut diags = parsed.diags;
        if check::is_lenient(site, file) {
            check::soften(&mut diags);
        }
        diags.append(&mut checked.diags);
        if let Some(doc) = &mut checked.value {
            diags.retain(|d| !check::permitted(d, &mut doc.wiring.permits));
        }
        if let Some(doc) = checked.value.as_mut().filter(|_| room.no_search) {
            // Nobody else reads it, and it is half of what a document weighs.
            doc.prose = Default::default();
        }
        if let Some(doc) = &mut checked.value {
            doc.settle();
        }
        (checked.value, diags)
    }));
    let (doc, diags) = outcome.unwrap_or_else(|_| {
        let diag = Diagnostic::new(
            Code::FileUnreadable,
            "este documento hizo fallar la lectura",
        )
        .at(Place::start_of(file))
        .help("es un defecto del programa: repórtelo con el archivo");
        (None, vec![diag])
    });
    if let Some(kept) = room.kept {
        kept.put(file, (source.digest, schema), (&doc, &diags));
    }
    Arc::new(room.settled(Checked {
        source: source.digest,
        schema,
        doc: doc.map(Arc::new),
        diags,
    }))
}

#[cfg(test)]
mod tests {
    use crate::engine::{Engine, Options};
    use crate::source::Changes;
    use crate::source::aside::Aside;
    use std::path::Path;

    /// Every output of the site of this repository, and what it says of the content.
    fn site(aside: Option<Aside>) -> (Vec<(String, Vec<u8>)>, usize) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut engine = Engine::open(root, Options::default()).unwrap();
        engine.aside = aside;
        let snapshot = engine.advance(&Changes::All);
        let routes = snapshot.routes().iter();
        let files = routes.map(|route| {
            let rendered = snapshot.render(&route.path).unwrap();
            (route.path.to_string(), rendered.bytes.into_owned())
        });
        (files.collect(), snapshot.diags().len())
    }

    #[test]
    fn the_site_is_the_same_when_nothing_of_a_document_stays_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let aside = Aside::with_rooms(folder.path(), [0, 0]);
        let (held, waited) = (site(None), site(Some(aside.clone())));
        assert!(aside.used() > 100_000, "{} bytes wait", aside.used());
        assert!(aside.broken().is_none());
        assert_eq!(held.1, waited.1);
        for (one, other) in held.0.iter().zip(&waited.0) {
            assert!(one == other, "{} is another", one.0);
        }
        assert_eq!(held.0.len(), waited.0.len());
    }
}
