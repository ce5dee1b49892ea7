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
