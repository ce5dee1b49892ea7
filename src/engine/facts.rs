//! Which documents a fact holds up.

use super::Snapshot;
use crate::base::lines::Lines;
use crate::base::near::meant;
use crate::diag::Failure;
use crate::source;
use std::sync::Arc;

/// A line that cites a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    pub file: Arc<str>,
    /// From 1.
    pub line: u32,
    /// Title of the document.
    pub title: String,
}

impl Snapshot {
    /// The text of a fact and every line that cites it, by file; a draft counts too.
    ///
    /// # Errors
    /// When the site has no such fact.
    pub fn citations(&self, code: &str) -> Result<(String, Vec<Citation>), Failure> {
        let Some(facts) = &self.config().facts else {
            return Err(Failure::new("este sitio no tiene una tabla de hechos")
                .help("declárela en site.toml: `[facts]` con `file`"));
        };
        let Some(fact) = facts.find(code) else {
            let failure = Failure::new(format!("no existe el hecho «{code}»"));
            return Err(match facts.near(code) {
                Some(near) => failure.help(meant(near)),
                None => failure.help(format!("los hechos están en `{}`", facts.file)),
            });
        };
        let mut out = Vec::new();
        for doc in &self.scope.catalog.docs {
            let spans = doc
                .mentions
                .facts
                .iter()
                .filter(|(at, _)| *at as usize == fact);
            let spans: Vec<u32> = spans.map(|(_, span)| span.start).collect();
            if spans.is_empty() {
                continue;
            }
            let text = source::read_text(&self.root, &doc.file).unwrap_or_default();
            let lines = Lines::new(&text);
            let mut found: Vec<u32> = spans.iter().map(|at| lines.at(*at).line).collect();
            found.dedup();
            out.extend(found.into_iter().map(|line| Citation {
                file: doc.file.clone(),
                line,
                title: doc.card.title.to_string(),
            }));
        }
        out.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Ok((facts.list[fact].text.clone(), out))
    }
}
