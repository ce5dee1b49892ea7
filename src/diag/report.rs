//! Findings put in order, each once, beside the texts they point at.

use super::{Code, Diagnostic, Place, Severity};
use crate::base::figures::thousands;
use crate::base::lines::{LineCol, Lines};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Findings in the order people read them, with the text of the files they point at.
#[derive(Default)]
pub struct Report {
    diags: Vec<Diagnostic>,
    texts: BTreeMap<Arc<str>, Arc<Lines<'static>>>,
}

impl Report {
    /// Sorts, removes repetitions and fetches the text of each file named, through `read`.
    pub fn new(diags: Vec<Diagnostic>, read: impl Fn(&str) -> Option<String>) -> Report {
        Report::after(diags, &Report::default(), |_| true, read)
    }

    /// The same, with the texts that an earlier one fetched, but of files that may be others by now
    /// (`stale`): content with many warnings is not read again for each edit.
    pub fn after(
        mut diags: Vec<Diagnostic>,
        known: &Report,
        stale: impl Fn(&str) -> bool,
        read: impl Fn(&str) -> Option<String>,
    ) -> Report {
        sort(&mut diags);
        let mut texts = BTreeMap::new();
        let text = |file: &str| match known.texts.get(file).filter(|_| !stale(file)) {
            Some(lines) => lines.clone(),
            None => Arc::new(Lines::new(read(file).unwrap_or_default())),
        };
        for diag in &diags {
            let places = diag.place.iter().chain(diag.labels.iter().map(|(p, _)| p));
            for place in places {
                let file = &place.file;
                texts.entry(file.clone()).or_insert_with(|| text(file));
            }
        }
        Report { diags, texts }
    }

    /// The findings, in order.
    pub fn diags(&self) -> &[Diagnostic] {
        &self.diags
    }

    /// Number of errors and of warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self
            .diags
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .count();
        (errors, self.diags.len() - errors)
    }

    /// The text of the file that a place is in; empty when it could not be read.
    pub(super) fn source(&self, place: &Place) -> &str {
        self.texts.get(&place.file).map_or("", |lines| lines.text())
    }

    /// Line and column of a place.
    pub fn line_col(&self, place: &Place) -> LineCol {
        match self.texts.get(&place.file) {
            Some(lines) => lines.at(place.start),
            None => Lines::new("").at(0),
        }
    }
}

/// Sorts by file, place and code, and removes repetitions. A template's mistake shows on every page
/// that uses it: it is told once, with the number of the other pages.
pub fn sort(diags: &mut Vec<Diagnostic>) {
    diags.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    diags.dedup();
    let mut more: u64 = 0;
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diags.len());
    for diag in diags.drain(..) {
        let same = |k: &Diagnostic| {
            diag.code == Code::Template && diag.place.is_some() && k.place == diag.place
        };
        if kept.last().is_some_and(same) {
            more += 1;
            continue;
        }
        tell_more(kept.last_mut(), more);
        more = 0;
        kept.push(diag);
    }
    tell_more(kept.last_mut(), more);
    *diags = kept;
    tell_folders_once(diags);
}

/// A folder that no collection has is one mistake, however many documents are in it.
fn tell_folders_once(diags: &mut Vec<Diagnostic>) {
    let folder = |diag: &Diagnostic| {
        let file = diag
            .place
            .as_ref()
            .filter(|_| diag.code == Code::FileHomeless)?;
        let mut parts = file.file.rsplitn(2, '/').last()?.split('/');
        Some((parts.next()?.to_owned(), parts.next().map(str::to_owned)))
    };
    let mut firsts: Vec<((String, Option<String>), usize, u64)> = Vec::new();
    let mut at = 0;
    diags.retain(|diag| {
        let known = folder(diag).is_some_and(|folder| {
            let first = firsts.iter_mut().find(|(f, ..)| *f == folder);
            let known = first.is_some();
            match first {
                Some((_, _, more)) => *more += 1,
                None => firsts.push((folder, at, 0)),
            }
            known
        });
        at += usize::from(!known);
        !known
    });
    for (_, at, more) in firsts.iter().filter(|(.., more)| *more > 0) {
        diags[*at].help.push(match more {
            1 => "lo mismo pasa en otro documento de esa carpeta".into(),
            n => format!(
                "lo mismo pasa en otros {} documentos de esa carpeta",
                thousands(*n)
            ),
        });
    }
}

fn tell_more(diag: Option<&mut Diagnostic>, more: u64) {
    if let (Some(diag), true) = (diag, more > 0) {
        diag.help.push(match more {
            1 => "lo mismo pasa en otra página".into(),
            _ => format!("lo mismo pasa en otras {} páginas", thousands(more)),
        });
    }
}
