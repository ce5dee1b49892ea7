//! site.toml with its data files, and what the repository tells of the content.

use super::Engine;
use crate::config::{self, SITE_FILE};
use crate::diag::{Code, Diagnostic, Outcome, Place};
use crate::source::history;
use crate::source::{self, CONTENT};
use std::sync::Arc;

impl Engine {
    /// Reads site.toml and its data files; whether they say anything new.
    pub(super) fn load_site(&mut self) -> bool {
        let read = |file: &str| source::read_text(&self.root, file);
        let out = match read(SITE_FILE) {
            Ok(text) => config::load(&text, &read),
            // With what an empty one says, so that nothing else seems to be missing.
            Err(why) => Outcome {
                value: config::load("", &read).value,
                diags: vec![
                    Diagnostic::new(Code::FileUnreadable, format!("no se pudo leer: {why}"))
                        .at(Place::start_of(&SITE_FILE.into())),
                ],
            },
        };
        let mut site = out.value;
        if let Some(base) = &self.options.base_url {
            site.base_url = Some(base.clone());
        }
        site.at = self.options.at.or(site.at);
        site.search_page = !self.options.no_search;
        let mut diags = out.diags;
        diags.extend(crate::check::defaults(&site));
        let same = site.digest == self.site.digest && diags == self.site_diags;
        self.site_diags = diags;
        self.site = Arc::new(site);
        !same
    }

    /// Asks the repository again when another commit is checked out. A copy without its past would
    /// tell wrong days, so it tells none. Whether it tells anything new.
    pub(super) fn load_history(&mut self) -> bool {
        let before = self.history.clone();
        let told = self.site.history.as_ref();
        let tip = told.and_then(|_| history::tip(&self.root));
        match tip.filter(|tip| !tip.shallow) {
            Some(tip) if tip.commit == self.history.tip => {}
            Some(tip) => {
                let read = history::read(&self.root, &tip.commit, CONTENT);
                self.history = Arc::new(read.unwrap_or_default());
            }
            None => self.history = Arc::default(),
        }
        self.history.tip != before.tip
    }
}
