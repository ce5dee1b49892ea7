//! Braces that another program left: pandoc writes `[words]{.underline}` for what Word underlines, and the
//! page would show them.

use super::Walk;
use crate::base::lines::floor_boundary;
use crate::diag::Code;
use crate::parse::RawHtml;
use std::ops::Range;

/// Longer ones are words.
const REACH: usize = 400;

impl Walk<'_> {
    /// Looks for them in plain words: behind what they tell of, or at the end of a heading.
    pub(super) fn left_braces(&mut self, text: &str, range: &Range<usize>) {
        // Most words are neither, and are not looked through.
        if !text.starts_with('{') && self.heading.is_none() {
            return;
        }
        let silent = self.fragment || self.plain.code || self.raw_html == RawHtml::Trust;
        if silent || text.len() != range.len() {
            return;
        }
        let body = self.body();
        let before = &body[..range.start];
        let behind = text.starts_with('{') && before.ends_with([']', ')', '`', '>']);
        let ends = self.heading.is_some() && text.trim_end().ends_with('}');
        let at = match ends.then(|| text.rfind(" {")) {
            _ if behind => range.start,
            Some(Some(at)) => range.start + at + 1,
            _ => return,
        };
        let near = &body[at..floor_boundary(body, at + REACH)];
        let Some(end) = near.find('}').filter(|end| is_told(&near[1..*end])) else {
            return;
        };
        let written = near[..=end]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let message =
            format!("aquí quedó una marca de otro programa: en la página se vería `{written}`");
        let before = &body[..at];
        let (start, help) = match () {
            () if self.heading.is_some() && before.ends_with(' ') => {
                (at, "bórrela: el nombre de la sección sale de su título")
            }
            () if written.starts_with("{.comment-start") => (
                at,
                "es un comentario de Word: bórrelo, con las palabras entre corchetes",
            ),
            () if written.starts_with("{.deletion") => (
                at,
                "Word lo tenía por borrado: bórrelo, con las palabras entre corchetes",
            ),
            () if before.ends_with("[]") => (at - "[]".len(), "bórrela toda, con sus corchetes"),
            () if before.ends_with(']') => (at, "deje solo las palabras, sin corchetes ni llaves"),
            () => (at, "bórrela, con sus llaves"),
        };
        self.report(Code::TextLost, start..at + end + 1, message, help);
    }
}

impl Walk<'_> {
    /// A rule in pieces as wide as words is the line below the heads of a table, for pandoc.
    pub(super) fn drawn_table(&mut self, range: &Range<usize>) {
        let line = self.body()[range.clone()].trim();
        let mut pieces = line.split(' ').filter(|piece| !piece.is_empty());
        let wide = |piece: &str| piece.len() > 3 && piece.bytes().all(|byte| byte == b'-');
        if line.contains(' ')
            && pieces.all(wide)
            && let Some(lint) = &mut self.lint
        {
            lint.drawn_table(range);
        }
    }
}

/// Whether the words between braces are names of classes, of a place, and keys with their values.
fn is_told(words: &str) -> bool {
    let mut rest = words.trim();
    let named = |name: &str| {
        let sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
        !name.is_empty() && name.chars().all(sign)
    };
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let word = &rest[..end];
        let (known, used) = match (word.strip_prefix(['.', '#', '=']), rest.split_once('=')) {
            (Some(name), _) => (named(name), end),
            (None, Some((key, value))) if named(key) => match value.strip_prefix('"') {
                Some(value) => match value.find('"') {
                    Some(close) => (true, key.len() + close + "=\"\"".len()),
                    None => return false,
                },
                None => (end > key.len() + 1, end),
            },
            _ => return false,
        };
        if !known {
            return false;
        }
        rest = rest[used..].trim_start();
    }
    !words.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pandoc_writes_is_told_apart_from_words() {
        for told in [
            ".underline",
            "#_Toc12 .anchor",
            "width=\"6.5in\"\nheight=\"4 in\"",
            ".insertion author=Ana date=\"2020-01-01\"",
            "=html",
        ] {
            assert!(is_told(told), "{told}");
        }
        for words in [
            "", " ", "nombre", "a, b", "x = 1", "width=", "k=\"sin cerrar", ". punto", "{.a",
        ] {
            assert!(!is_told(words), "{words}");
        }
    }
}
