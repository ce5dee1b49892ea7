//! Texts of links that do not say where they lead.

use super::Lint;
use crate::base::fold::fold;
use crate::base::text::truncate;
use crate::diag::Code;
use crate::parse::personal;
use pulldown_cmark::LinkType;
use std::ops::Range;

/// Link texts that say nothing when they are read alone, folded.
const EMPTY_LINKS: &[&str] = &[
    "aca", "aqui", "clic", "clic aca", "clic aqui", "click aqui", "de clic aqui", "enlace",
    "este enlace", "haga clic aqui", "haz clic aqui", "leer mas", "link", "mas", "mas informacion",
    "pulse aqui", "ver", "ver aqui", "ver mas",
];

impl Lint<'_> {
    pub(super) fn open_link(&mut self, kind: LinkType, url: &str, range: &Range<usize>) {
        let titled = matches!(
            kind,
            LinkType::WikiLink { has_pothole: false } | LinkType::Email
        );
        if !titled {
            let mail = url.strip_prefix("mailto:");
            let mail = mail.is_some_and(|address| personal::find(address).next().is_some());
            self.link = Some((self.block.text.len(), range.clone(), mail));
        }
    }

    pub(super) fn close_link(&mut self) {
        let Some((start, range, mail)) = self.link.take() else {
            return;
        };
        let text = self.block.text.get(start..).unwrap_or("").trim().to_owned();
        // An address that is also the text of the link is found there.
        if mail && !text.contains('@') {
            self.personal("un correo", &range);
        }
        let folded = fold(&text);
        let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let shown = truncate(&text, 40);
        let bare = ["http://", "https://", "www."]
            .iter()
            .any(|start| text.starts_with(start));
        let message = match () {
            () if EMPTY_LINKS.contains(&folded) => format!("«{shown}» no dice a dónde lleva"),
            () if bare => "la dirección hace de texto del enlace".to_owned(),
            () => return,
        };
        let help = "use como texto el nombre de lo que se abre";
        self.report(Code::LinkText, &range, message, help);
    }
}
