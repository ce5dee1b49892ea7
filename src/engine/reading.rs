//! One file to one document: parsed, checked, and its texts once more when they are asked for.

use crate::base::digest::Digest;
use crate::check::{self, Doc};
use crate::config::Site;
use crate::config::components::Components;
use crate::diag::{Code, Diagnostic, Place};
use crate::parse::{self, Rules};
use crate::source::spill::Spill;
use crate::source::{self, Source};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

/// What documents are read with.
pub(super) struct Reading {
    pub root: PathBuf,
    pub site: Arc<Site>,
    pub components: Arc<Components>,
    /// Digest of site.toml and of what the theme lets authors write.
    pub schema: Digest,
    /// Without what is searched.
    pub no_search: bool,
}

impl Reading {
    /// Parses and checks one file with this digest. A fault in a parser costs one document and a diagnostic, never the run.
    pub fn checked(&self, source: &Source, digest: Digest) -> (Option<Doc>, Vec<Diagnostic>) {
        let (file, site) = (&source.file, &*self.site);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let rules = Rules {
                raw_html: check::raw_html(site, file),
                style: check::style(site, file),
                components: &self.components,
                mentions: check::has_mentions(site),
                base_url: site.base_url.as_deref(),
            };
            let parsed = parse::parse(source, rules);
            let mut checked = check::check(source, parsed.value, site);
            let mut diags = parsed.diags;
            if check::is_lenient(site, file) {
                check::soften(&mut diags);
            }
            diags.append(&mut checked.diags);
            if let Some(doc) = &mut checked.value {
                diags.retain(|d| !check::permitted(d, &mut doc.wiring.permits));
                if self.no_search {
                    // Nobody else reads it, and it is half of what a document weighs.
                    doc.prose = Default::default();
                }
                // Its name too: a link that leads nowhere is shown as seen from there.
                let digests = [digest, self.schema];
                let digests = digests.iter().map(|digest| &digest.bytes()[..]);
                doc.made_of = Digest::of_parts([file.as_bytes()].into_iter().chain(digests));
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

    /// The document of a file, if it still has these bytes.
    fn again(&self, file: &Arc<str>, digest: Digest) -> Option<Doc> {
        let (source, seen) = source::read(&self.root, file).ok()?;
        (seen.digest == digest).then(|| self.checked(&source, digest).0)?
    }

    /// Leaves the texts of a document of a file with these bytes to whoever reads them.
    pub fn leave_texts(self: &Arc<Reading>, doc: &mut Doc, digest: Digest, spill: &Spill) {
        let again = {
            let (reading, file) = (self.clone(), doc.file.clone());
            move || reading.again(&file, digest)
        };
        let other = again.clone();
        doc.body = spill.unmade(move || again()?.body.into_held());
        doc.prose = spill.unmade(move || other()?.prose.into_held());
    }
}
