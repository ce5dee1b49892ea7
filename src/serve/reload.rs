//! Telling an open page that it is no longer what would be built.
//!
//! The page says which bytes it shows; the answer waits until these are others, or until the
//! findings are others. Nothing is remembered of the pages that are open: a browser that was
//! asleep, or talked to another preview before, asks once and knows.

use crate::base::digest::Digest;
use crate::base::text::escape;
use crate::diag::report::Report;
use crate::diag::show::Format;
use serde_json::{Value, json};

/// Addresses of the preview itself; no site has names that begin with an underscore there.
pub const WAIT_PATH: &str = "_acervo/espera";
pub const SCRIPT_PATH: &str = "_acervo/recarga.js";

/// The script that asks. Its own file, so that a page's content security policy lets it run.
pub const SCRIPT: &str = include_str!("recarga.js");

/// What the bytes of a page are, twice: whole, and without the fingerprints of style sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    whole: Digest,
    but_styles: Digest,
}

/// What happened to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Nothing,
    /// Only style sheets have other names: they are exchanged in place.
    Styles,
    Page,
}

impl Stamp {
    /// Stamp of a page as it would be built.
    pub fn of(html: &[u8]) -> Stamp {
        Stamp {
            whole: Digest::of(html),
            but_styles: Digest::of_parts(without_fingerprints(html)),
        }
    }

    /// As it is given to the page and comes back from it.
    pub fn text(&self) -> String {
        format!("{}-{}", self.whole.hex(), self.but_styles.hex())
    }

    /// How this page differs from the one that somebody is looking at.
    pub fn since(&self, shown: &str) -> Change {
        match shown.split_once('-') {
            Some((whole, _)) if whole == self.whole.hex() => Change::Nothing,
            Some((_, rest)) if rest == self.but_styles.hex() => Change::Styles,
            _ => Change::Page,
        }
    }
}

/// Places of `.1234abcd.css`: the byte where the fingerprint begins and where it ends.
fn fingerprints(html: &[u8]) -> impl Iterator<Item = (usize, usize)> + '_ {
    html.windows(4).enumerate().filter_map(|(end, window)| {
        if window != b".css" {
            return None;
        }
        let start = end.checked_sub(9)?;
        let hex = |b: &u8| b.is_ascii_digit() || (b'a'..=b'f').contains(b);
        (html[start] == b'.' && html[start + 1..end].iter().all(hex)).then_some((start, end))
    })
}

fn without_fingerprints(html: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (start, end) in fingerprints(html) {
        parts.push(&html[from..start]);
        from = end;
    }
    parts.push(&html[from..]);
    parts
}

/// Addresses of the fingerprinted style sheets that a page names, in its order.
fn styles(html: &[u8]) -> Vec<String> {
    let quote = |b: &u8| matches!(b, b'"' | b'\'' | b'=' | b' ' | b'>' | b'(');
    fingerprints(html)
        .filter_map(|(start, end)| {
            let from = html[..start].iter().rposition(quote)? + 1;
            String::from_utf8(html[from..end + 4].to_vec()).ok()
        })
        .collect()
}

/// The page with the script that keeps it current, just before the end of its body.
pub fn with_script(mut html: Vec<u8>, path: &str) -> Vec<u8> {
    let mut script = format!(
        "<script defer src=\"/{SCRIPT_PATH}\" data-version=\"{}\" data-pagina=\"",
        Stamp::of(&html).text()
    );
    escape(path, &mut script);
    script.push_str("\"></script>");
    let end = html
        .windows(7)
        .rposition(|w| w.eq_ignore_ascii_case(b"</body>"))
        .unwrap_or(html.len());
    html.splice(end..end, script.into_bytes());
    html
}

/// All that is wrong, and a name for it.
pub struct Findings {
    pub report: Report,
    /// Empty when there is nothing to show, so that a fresh page need not be told.
    pub version: String,
}

impl Findings {
    /// The findings of a report.
    pub fn of(report: Report) -> Findings {
        let version = match report.diags().is_empty() {
            true => String::new(),
            false => Digest::of(report.text(Format::Short).as_bytes()).hex(),
        };
        Findings { report, version }
    }

    /// As data, in their order; the page shows them as text and never as markup.
    fn list(&self) -> Vec<Value> {
        let diags = self.report.diags().iter();
        diags.map(|diag| self.report.json(diag)).collect()
    }
}

/// What a waiting page is told, or `None` while there is nothing new for it.
pub fn news(html: &[u8], shown: &str, findings: &Findings, findings_shown: &str) -> Option<String> {
    let stamp = Stamp::of(html);
    let change = stamp.since(shown);
    let same_findings = findings.version == findings_shown;
    if change == Change::Nothing && same_findings {
        return None;
    }
    let mut out = json!({
        "version": stamp.text(),
        "cambio": match change {
            Change::Nothing => "nada",
            Change::Styles => "estilos",
            Change::Page => "pagina",
        },
        "version_avisos": findings.version,
    });
    if change == Change::Styles {
        out["estilos"] = json!(styles(html));
    }
    if !same_findings {
        out["avisos"] = json!(findings.list());
    }
    Some(out.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Diagnostic, Place};

    const PAGE: &[u8] = b"<html><head><link rel=stylesheet href=\"../recursos/portal.0123abcd.css\"></head><body>hola</body></html>";

    fn with(from: &str, to: &str) -> Vec<u8> {
        String::from_utf8(PAGE.to_vec())
            .unwrap()
            .replace(from, to)
            .into_bytes()
    }

    #[test]
    fn a_new_fingerprint_of_a_style_sheet_is_no_new_page() {
        let shown = Stamp::of(PAGE).text();
        let since = |html: &[u8]| Stamp::of(html).since(&shown);
        assert_eq!(since(PAGE), Change::Nothing);
        assert_eq!(since(&with("0123abcd", "ffff0000")), Change::Styles);
        assert_eq!(since(&with("hola", "adiós")), Change::Page);
        assert_eq!(since(&with("0123abcd.css", "ffff0000.js")), Change::Page);
        assert_eq!(since(&with("portal", "otro")), Change::Page);
        assert_eq!(Stamp::of(PAGE).since(""), Change::Page);
        assert_eq!(
            styles(&with("0123abcd", "ffff0000")),
            ["../recursos/portal.ffff0000.css"]
        );
    }

    #[test]
    fn the_script_is_all_that_is_added() {
        let html = String::from_utf8(with_script(PAGE.to_vec(), "a\"><b>.html")).unwrap();
        let start = html.find("<script").unwrap();
        let end = html.find("</script>").unwrap() + "</script>".len();
        assert_eq!(
            format!("{}{}", &html[..start], &html[end..]).as_bytes(),
            PAGE
        );
        assert!(html[end..].starts_with("</body>"));
        assert!(!html.contains("<b>"), "{html}");
        let bare = with_script(b"sin cuerpo".to_vec(), "a");
        assert!(bare.starts_with(b"sin cuerpo<script"));
    }

    #[test]
    fn findings_are_told_when_they_appear_and_when_they_go() {
        let shown = Stamp::of(PAGE).text();
        let none = Findings::of(Report::new(Vec::new(), |_| None));
        assert_eq!(news(PAGE, &shown, &none, ""), None);
        let place = Place::new(&"content/a.md".into(), 4..5);
        let diag = Diagnostic::new(Code::LinkBroken, "</script><img onerror=x>").at(place);
        let some = Findings::of(Report::new(vec![diag], |_| Some("a\nbc d\n".into())));
        let told: Value = serde_json::from_str(&news(PAGE, &shown, &some, "").unwrap()).unwrap();
        assert_eq!(told["cambio"], "nada");
        assert_eq!(told["avisos"][0]["linea"], 2);
        assert_eq!(told["avisos"][0]["columna"], 3);
        assert_eq!(told["avisos"][0]["mensaje"], "</script><img onerror=x>");
        assert_eq!(news(PAGE, &shown, &some, &some.version), None);
        let told: Value =
            serde_json::from_str(&news(PAGE, &shown, &none, &some.version).unwrap()).unwrap();
        assert_eq!(told["avisos"], json!([]));
        assert_eq!(told["version_avisos"], "");
    }
}
