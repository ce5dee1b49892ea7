//! One file to what is known of it, remembered by digest.

use super::document_cache::{Checked, DocumentCache};
use super::reading::Reading;
use crate::source::spill::{Share, Spill};
use crate::source::stamp::Seen;
use crate::source::{self, Source};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Where documents stay, and what is known of them.
#[derive(Clone, Copy)]
pub(super) struct Room<'a> {
    pub spill: Option<&'a Spill>,
    pub kept: Option<&'a DocumentCache>,
    pub looked: Option<&'a FxHashMap<Arc<str>, Seen>>,
}

/// Reads and checks one file; a digest that has not changed gives back what is remembered.
pub(super) fn read_document(
    file: &Arc<str>,
    reading: &Arc<Reading>,
    before: Option<&Arc<Checked>>,
    room: Room,
) -> Arc<Checked> {
    let kept = |source| room.kept.and_then(|kept| kept.get(file, source, reading));
    // Its digest is known already where everything was looked at: then the file need not be read.
    let looked = room.looked.and_then(|looked| looked.get(file));
    if let Some(checked) = looked.and_then(|source| kept(*source)) {
        return Arc::new(checked);
    }
    let schema = reading.schema;
    let (source, seen) = match source::read(&reading.root, file) {
        Ok(read) => read,
        Err(diag) => {
            // It is there: with nothing in it, links to it are no mistakes of other documents.
            let (file, text, seen) = (file.clone(), String::new(), Seen::default());
            let (doc, _) = reading.checked(&Source { file, text }, seen.digest);
            return Arc::new(Checked {
                source: seen,
                schema,
                outlook: None,
                doc: doc.map(Arc::new),
                diags: vec![*diag],
            });
        }
    };
    if let Some(same) = before.filter(|c| c.source.digest == seen.digest && c.schema == schema) {
        return same.clone();
    }
    if let Some(checked) = kept(seen) {
        return Arc::new(checked);
    }
    let (mut doc, diags) = reading.checked(&source, seen.digest);
    let keep = |kept: &DocumentCache| kept.put(file, (seen.digest, schema), (&mut doc, &diags));
    let outlook = room.kept.and_then(keep);
    if let (Some(spill), Some(doc)) = (room.spill, &mut doc) {
        for (bytes, text) in doc.texts() {
            spill.put(Share::Texts, text, bytes);
        }
        // Where documents are kept their data have their place.
        if room.kept.is_none() {
            for (bytes, piece) in doc.data() {
                spill.put(Share::Data, piece, bytes);
            }
        }
    }
    Arc::new(Checked {
        source: seen,
        schema,
        outlook,
        doc: doc.map(Arc::new),
        diags,
    })
}

#[cfg(test)]
mod tests {
    use crate::base::digest::Digest;
    use crate::engine::document_cache::{DocumentCache, Places};
    use crate::engine::{Engine, Options};
    use crate::source::Changes;
    use crate::source::spill::Spill;
    use std::path::Path;

    /// Every output of the site of this repository, and what it says of the content.
    type Built = (Vec<(String, Vec<u8>)>, usize);

    fn site(spill: Option<Spill>, kept: Option<DocumentCache>) -> (Built, Places) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut engine = Engine::open(root, Options::default()).unwrap();
        (engine.spill, engine.kept) = (spill, kept);
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
        let spill = || Spill::with_rooms(folder.path(), [0, 0]);
        let (held, _) = site(None, None);
        let waited = spill();
        expect_same(&held, &site(Some(waited.clone()), None).0);
        assert!(waited.used() > 100_000, "{} bytes wait", waited.used());
        assert!(waited.broken().is_none());
        // The next build finds what was kept for it, and makes the texts again from their files.
        let mut places = Places::default();
        for has_texts in [true, false] {
            let spill = spill();
            let kept = DocumentCache::open(folder.path(), Digest::default(), places, &spill);
            assert!(kept.is_some());
            let (built, now) = site(Some(spill.clone()), kept);
            expect_same(&held, &built);
            assert_eq!(spill.used() > 0, has_texts);
            assert!(spill.broken().is_none());
            places = now;
        }
    }
}
