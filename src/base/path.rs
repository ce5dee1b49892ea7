//! Paths inside a project and inside a site, always with `/`, always relative.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What must be escaped in the path of a URL so that any host and `file://` agree.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Like [`PATH`], for addresses whose `%` begin an escape already.
const WRITTEN: &AsciiSet = &PATH.remove(b'%');

/// The way back to the root of the site from an output: `""`, `"../"`, `"../../"`.
pub fn to_root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// Relative URL from one output to another, escaped: `casos/a.html`, `guias/b.html` → `../guias/b.html`.
pub fn relative(from: &str, to: &str) -> String {
    // Each page has hundreds of them.
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b);
    let same = &to.as_bytes()[..same.count()];
    let shared = same.iter().rposition(|b| *b == b'/').map_or(0, |at| at + 1);
    let rest = &to[shared..];
    let mut out = String::with_capacity(to.len() + 8);
    for _ in from.bytes().skip(shared).filter(|b| *b == b'/') {
        out.push_str("../");
    }
    // A first part with a colon would be read as a scheme, and `javascript:` is one.
    if out.is_empty()
        && rest
            .split('/')
            .next()
            .is_some_and(|part| part.contains(':'))
    {
        out.push_str("./");
    }
    out.extend(utf8_percent_encode(rest, PATH));
    out
}

/// Escapes a path for use in a URL; `/` stays.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).collect()
}

/// Escapes what the path of an address that people wrote still has unescaped.
pub fn encode_written(path: &str) -> String {
    utf8_percent_encode(path, WRITTEN).to_string()
}

/// Undoes percent escapes; text that is not UTF-8 afterwards stays as it was.
pub fn decode(url: &str) -> String {
    match percent_decode_str(url).decode_utf8() {
        Ok(text) => text.into_owned(),
        Err(_) => url.to_owned(),
    }
}

/// Resolves a link written in the file `from` (`casos/a.md`, `../guias/b.md` → `guias/b.md`).
///
/// A leading `/` counts from the top. `None` when the link climbs out of the top.
pub fn join(from: &str, link: &str) -> Option<String> {
    let mut out = String::with_capacity(from.len() + link.len());
    let link = match link.strip_prefix('/') {
        Some(rooted) => rooted,
        None => {
            out.push_str(folder(from).trim_end_matches('/'));
            link
        }
    };
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." if out.is_empty() => return None,
            ".." => out.truncate(out.rfind('/').unwrap_or(0)),
            part => {
                if !out.is_empty() {
                    out.push('/');
                }
                out.push_str(part);
            }
        }
    }
    Some(out)
}

/// Whether Windows, and the sticks that it formats, can hold files with these names.
pub fn is_portable(path: &str) -> bool {
    !any(path, is_reserved) && path.split('/').all(is_name)
}

/// Whether a path is safe to create inside a folder, anywhere: relative, no `..`, no reserved
/// bytes and none that command a terminal.
pub fn is_safe(path: &str) -> bool {
    let refused = |b: u8| is_reserved(b) || matches!(b, b'\\' | b':') || b.is_ascii_control();
    let fits = |part: &str| (1..=255).contains(&part.len()) && is_name(part);
    !any(path, refused) && path.split('/').all(fits)
}

/// Whether a path has such a byte. All are looked at, together: hardly any path has one.
fn any(path: &str, is: impl Fn(u8) -> bool) -> bool {
    path.bytes().fold(false, |any, byte| any | is(byte))
}

/// Signs that mean something else than themselves to Windows.
fn is_reserved(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'"' | b'|' | b'?' | b'*')
}

/// Whether this is a name to Windows: it drops points and spaces at the end, and some words are devices.
fn is_name(part: &str) -> bool {
    let bytes = part.as_bytes();
    let size = bytes.iter().take(5).take_while(|b| **b != b'.').count();
    let one_of = |names: &[&str]| {
        names
            .iter()
            .any(|n| bytes[..3].eq_ignore_ascii_case(n.as_bytes()))
    };
    let is_device = match size {
        3 => one_of(&["con", "prn", "aux", "nul"]),
        4 => bytes[3].is_ascii_digit() && one_of(&["com", "lpt"]),
        _ => false,
    };
    !is_device && !matches!(bytes.last(), Some(b'.' | b' '))
}

/// The folder of a path, with its final `/`; empty for the top.
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |i| &path[..=i])
}

/// The address that a page is known by: a folder stands for the `index.html` in it.
pub fn without_index(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

/// The name of a file without its folder and extension.
pub fn stem(path: &str) -> &str {
    let name = &path[folder(path).len()..];
    match name.rfind('.') {
        Some(i) if i > 0 => &name[..i],
        _ => name,
    }
}

/// The path of an address, `/att/` of `https://ejemplo.test/att/`.
pub fn path_of(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..]
        .find('/')
        .map_or("/", |at| &address[host + at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_urls_climb_only_as_far_as_needed() {
        for (from, to, expect) in [
            ("casos/a.html", "guias/b.html", "../guias/b.html"),
            ("casos/a.html", "casos/b.html", "b.html"),
            ("index.html", "casos/b.html", "casos/b.html"),
            ("a/b/c.html", "a/d.html", "../d.html"),
            ("a/b/c.html", "index.html", "../../index.html"),
            ("a.html", "b c?.html", "b%20c%3F.html"),
            ("a.html", "javascript:x", "./javascript:x"),
        ] {
            assert_eq!(relative(from, to), expect, "{from} {to}");
        }
    }

    #[test]
    fn what_windows_cannot_hold_is_not_safe() {
        for path in [
            "con.html", "a/AUX/b.html", "nul", "com1.txt", "a?.pdf", "a|b", "fin./a", "a ",
            "a/./b", "a:b", "a\u{7f}", "",
        ] {
            assert!(!is_safe(path), "{path}");
        }
        for path in [
            "contra.html", "común.html", "a/con-todo.html", "lpt.html", ".a", "com10.txt",
        ] {
            assert!(is_safe(path), "{path}");
        }
    }

    #[test]
    fn links_never_climb_out() {
        assert_eq!(
            join("casos/a.md", "../guias/b.md").as_deref(),
            Some("guias/b.md")
        );
        assert_eq!(
            join("casos/a.md", "/guias/b.md").as_deref(),
            Some("guias/b.md")
        );
        assert_eq!(join("casos/a.md", "./b.md").as_deref(), Some("casos/b.md"));
        assert_eq!(join("casos/a.md", "../../b.md"), None);
        assert!(is_safe("a/b.html") && !is_safe("../b") && !is_safe("/b") && !is_safe("a//b"));
    }
}
