//! What in an attached page (HTML) a browser would run. Opened by its own address it is a page of the site,
//! with all that a page may do.
//!
//! How browsers read broken HTML is a book of its own. So this looks for the words without which nothing
//! runs, wherever they stand: names of elements and attributes cannot be written in another way.

use super::drawing::{Code, RUN, decoded, unescaped};

/// Least letters of the name of an event, behind `on`.
const EVENT: usize = 3;

/// The first of what would run.
pub fn look(bytes: &[u8]) -> Option<Code> {
    let text = decoded(bytes);
    let low = text.to_ascii_lowercase();
    let found = [element(&low), handler(&low), address(&low)];
    let (at, what) = found.into_iter().flatten().min()?;
    Some(Code::new(what, &low[..at]))
}

/// Where something stands, and what it is.
type Found = Option<(usize, String)>;

fn element(low: &str) -> Found {
    let mut tags = low.match_indices('<').map(|(at, _)| at);
    tags.find_map(|at| {
        let rest = &low[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != ':')?;
        let name = rest[..end].rsplit(':').next().unwrap_or("");
        RUN.contains(&name).then(|| (at, format!("<{name}>")))
    })
}

/// `onclick=`, behind what may part one attribute from another.
fn handler(low: &str) -> Found {
    low.match_indices("on").map(|(at, _)| at).find_map(|at| {
        // Asked first: from each `on` of one endless word, its end is far.
        if !low[..at].ends_with(|c: char| c.is_whitespace() || "\"'/".contains(c)) {
            return None;
        }
        let rest = &low[at..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
        let sets = rest[end..].trim_start().starts_with('=');
        let named = sets && end >= "on".len() + EVENT;
        named.then(|| (at, format!("{}=", &rest[..end])))
    })
}

/// An address that runs. Browsers do not see blanks and controls in it, and read entities.
fn address(low: &str) -> Found {
    let what = "javascript:";
    if let Some(at) = low.find(what) {
        return Some((at, what.to_owned()));
    }
    let read: String = low
        .split_inclusive(';')
        .map(|piece| unescaped(piece, named))
        .collect();
    let seen = read
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace());
    let seen: String = seen.collect();
    seen.contains(what).then(|| (0, what.to_owned()))
}

/// Entities that hide what stands in an address.
fn named(name: &str) -> Option<&'static str> {
    match name {
        "colon" => Some(":"),
        "tab" | "newline" => Some(""),
        "amp" => Some("&"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_found_however_it_is_written() {
        for (page, what) in [
            ("<p>a</p>\n<SCRIPT src=x>", Some(("<script>", 2))),
            (
                "<title><a title=\"</title><script>x()\">",
                Some(("<script>", 1)),
            ),
            ("<x:script>", Some(("<script>", 1))),
            ("\n\n<img/onerror=x()>", Some(("onerror=", 3))),
            ("<a title='x'onclick = 'x()'>", Some(("onclick=", 1))),
            ("<a href=JavaScript:x()>", Some(("javascript:", 1))),
            (
                "<a href=\"java&#115;cript&colon;x()\">",
                Some(("javascript:", 1)),
            ),
            ("<a href=\"java\nscript:x()\">", Some(("javascript:", 1))),
            ("<IFRAME srcdoc=x>", Some(("<iframe>", 1))),
            (
                "<p>Once = 11, y la razón=2. <b>Descripción</b> <!-- nota -->",
                None,
            ),
            ("<a href=\"https://a.test/?on=1&once=2\">script</a>", None),
            ("", None),
        ] {
            let found = look(page.as_bytes()).map(|code| (code.what.into_string(), code.line));
            let expect = what.map(|(what, line)| (what.to_owned(), line));
            assert_eq!(found, expect, "{page}");
        }
    }
}
