//! Where each link of a body goes and where it is written.

use crate::base::fold::slug;
use crate::base::near::nearest;
use crate::base::path::{decode, join, relative};
use crate::data::Span;
use serde::{Deserialize, Serialize};

/// A link to something of this site, to be filled in when the catalogue is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub target: Target,
    pub span: Span,
    /// The page itself loads it: an image.
    pub shown: bool,
}

/// What an internal link names. Paths are from the top of the content folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Target {
    /// A Markdown file: `../guias/b.md#pasos`.
    Page { path: Box<str>, anchor: Box<str> },
    /// `[[name#anchor]]`: a path without extension, a slug or a title.
    Wiki { name: Box<str>, anchor: Box<str> },
    /// Any other file: an image, a PDF. `tail` is what follows (`?…`, `#…`).
    File { path: Box<str>, tail: Box<str> },
    /// It climbs out of the content folder.
    Outside { written: Box<str> },
}

/// A destination as written, told apart.
#[derive(Debug, PartialEq)]
pub(super) enum Destination {
    /// Leaves the site; kept as it is.
    External,
    /// A section of the same page.
    Anchor(String),
    /// Could run code in the reader's browser.
    Unsafe,
    /// A file of the author's own machine: `C:\casos\a.md`.
    Local,
    /// No address at all: what is wrong, and what to write.
    Mistaken(&'static str, String),
    /// Part of the site.
    Internal(Target),
}

/// Schemes that leave the site on purpose.
const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "geo", "ftp", "ftps", "sftp", "whatsapp", "skype",
    "urn", "doi", "magnet", "webcal",
];

/// Tells a destination apart. `from` is the content path of the file that holds it.
pub(super) fn classify(from: &str, written: &str) -> Destination {
    if written.is_empty() {
        let help = "escriba entre los paréntesis la dirección o el archivo".to_owned();
        return Destination::Mistaken("falta la dirección", help);
    }
    if let Some(scheme) = scheme(written) {
        let rest = written.trim_start().get(scheme.len() + 1..).unwrap_or("");
        return match scheme.to_ascii_lowercase().as_str() {
            "javascript" | "vbscript" | "data" | "blob" => Destination::Unsafe,
            "file" => Destination::Local,
            drive if drive.len() == 1 => Destination::Local,
            "http" | "https" if !names_host(rest) => no_host(&scheme, rest),
            "http" | "https" if is_own_machine(rest) => {
                let message = "esta dirección solo abre en su equipo";
                let path = rest.trim_start_matches('/').split_once('/');
                let path = path.map_or("", |(_, path)| path);
                Destination::Mistaken(message, instead_of_page(from, path))
            }
            known if SCHEMES.contains(&known) => Destination::External,
            other => {
                let near = nearest(other, SCHEMES.iter().copied());
                let message = "las direcciones no comienzan así";
                let help = match near {
                    Some(near) => format!("¿quiso decir `{near}:{rest}`?"),
                    None => "use una que empiece con `https://`, o un archivo del sitio".into(),
                };
                Destination::Mistaken(message, help)
            }
        };
    }
    if written.starts_with("www.") && written["www.".len()..].contains('.') {
        let help = format!("escriba `https://{written}`");
        return Destination::Mistaken("a esta dirección le falta su comienzo", help);
    }
    if written.starts_with("//") {
        return Destination::External;
    }
    if written.contains('\\') {
        let help = format!("escriba `{}`", written.replace('\\', "/"));
        return Destination::Mistaken("las carpetas se separan con `/`", help);
    }
    if let Some(anchor) = written.strip_prefix('#') {
        return Destination::Anchor(decode(anchor));
    }
    let cut = written.find(['?', '#']).unwrap_or(written.len());
    let (path, tail) = written.split_at(cut);
    let Some(path) = join(from, &decode(path)) else {
        return Destination::Internal(Target::Outside {
            written: written.into(),
        });
    };
    let markdown = [".md", ".markdown"].iter().any(|e| path.ends_with(e));
    Destination::Internal(match markdown {
        true => Target::Page {
            path: path.into(),
            anchor: tail
                .find('#')
                .map_or("".into(), |i| decode(&tail[i + 1..]).into()),
        },
        false => Target::File {
            path: path.into(),
            tail: tail.into(),
        },
    })
}

/// Whether two slashes and the name of a host follow the colon of an address.
fn names_host(rest: &str) -> bool {
    let host = rest.strip_prefix("//");
    host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

/// Whether the host of an address is the machine that the author sits at, as that of the preview is.
fn is_own_machine(rest: &str) -> bool {
    let host = rest.trim_start_matches('/').split(['/', '?', '#']).next();
    let mut own = ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"].iter();
    let port = own.find_map(|own| host?.strip_prefix(own));
    port.is_some_and(|port| port.is_empty() || port.starts_with(':'))
}

/// Whether a path is that of a page, as browsers show it.
pub(super) fn is_page(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.is_empty() || path.ends_with('/') || path.ends_with(".html")
}

/// What to write instead of a whole address that ends with this path: that of a document from here.
pub(super) fn instead_of_page(from: &str, path: &str) -> String {
    let (page, tail) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    match page.strip_suffix(".html") {
        Some(name) => {
            let near = decode(&relative(from, &format!("{}.md", decode(name))));
            format!("si es un documento de este sitio, escriba `{near}{tail}`")
        }
        None => "escriba la ruta de un documento, como `../guias/nombre.md`".into(),
    }
}

fn no_host(scheme: &str, rest: &str) -> Destination {
    let (message, host) = (
        "esta dirección no nombra un sitio",
        rest.trim_matches(['/', ':']),
    );
    let help = match host.is_empty() {
        true => "escríbala entera: `https://www.ejemplo.test/`".to_owned(),
        false => format!(
            "escriba `{scheme}://{}`",
            rest.trim_start_matches(['/', ':'])
        ),
    };
    Destination::Mistaken(message, help)
}

/// The target of `[[name#anchor]]`.
pub(super) fn wiki(written: &str) -> Target {
    let (name, anchor) = written.split_once('#').unwrap_or((written, ""));
    // In a table `\|` stands for `|`, and the parser leaves its bar to the name.
    let name = name.trim_end_matches('\\').trim();
    let name = name.trim_start_matches('/').trim_end_matches(".md");
    // It may go on in the next line of the text.
    let lines: Vec<&str> = name.lines().map(str::trim).collect();
    Target::Wiki {
        name: lines.join(" ").into(),
        anchor: anchor.trim().into(),
    }
}

/// What to write instead of a link to a heading or a note, as Word and Google Docs name them.
pub(super) fn instead_of_mark(anchor: &str) -> Option<&'static str> {
    if anchor.starts_with("_Toc") || anchor.starts_with("heading=h.") {
        return Some(
            "si es del índice, bórrelo; si lleva a un título, escriba su nombre: `#pasos`",
        );
    }
    let names = ["_ftn", "_edn", "ftnt"];
    let rest = names.iter().find_map(|name| anchor.strip_prefix(name))?;
    Some(match rest.trim_start_matches('_').starts_with("ref") {
        true => "si es el texto de una nota, escriba `[^1]:` en lugar del enlace",
        false => "si llama a una nota, escriba `[^1]` en lugar del enlace",
    })
}

/// What to write instead of a link in two brackets that names no document.
pub(super) fn nameless(target: &Target) -> Option<String> {
    let Target::Wiki { name, anchor } = target else {
        return None;
    };
    let help = || match slug(anchor) {
        none if none.is_empty() => "escriba su nombre o su título: `[[nombre]]`".to_owned(),
        section => format!("para una sección de este, escriba `[palabras](#{section})`"),
    };
    name.is_empty().then(help)
}

/// The scheme of a URL, control characters and spaces aside (browsers ignore them: `java\nscript:`).
fn scheme(url: &str) -> Option<String> {
    if !url.contains(':') {
        return None;
    }
    let clean: String = url
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take(40)
        .collect();
    let (scheme, _) = clean.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then(|| scheme.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_told_apart() {
        let from = "casos/a.md";
        let page = |path: &str, anchor: &str| {
            Destination::Internal(Target::Page {
                path: path.into(),
                anchor: anchor.into(),
            })
        };
        assert_eq!(
            classify(from, "../guias/b.md#pasos"),
            page("guias/b.md", "pasos")
        );
        assert_eq!(classify(from, "b%20c.md"), page("casos/b c.md", ""));
        assert_eq!(classify(from, "#qué"), Destination::Anchor("qué".into()));
        assert_eq!(classify(from, "https://x.co"), Destination::External);
        for url in ["file:///a.md", "C:\\casos\\a.md", "c:/a.md"] {
            assert_eq!(classify(from, url), Destination::Local, "{url}");
        }
        for (url, help) in [
            (
                "http://127.0.0.1:4000/guias/b.html#pasos",
                "`../guias/b.md#pasos`",
            ),
            ("http://localhost/casos/c%20d.html", "`c d.md`"),
            ("https://[::1]:80", "la ruta"),
        ] {
            let found = classify(from, url);
            let Destination::Mistaken(_, told) = &found else {
                panic!("{url}: {found:?}");
            };
            assert!(told.contains(help), "{url}: {told}");
        }
        assert_eq!(
            classify(from, "https://localhost.co/"),
            Destination::External
        );
        for url in [
            "javascript:x", "JAVA\tscript:x", " data:text/html,x", "vbscript:x",
        ] {
            assert_eq!(classify(from, url), Destination::Unsafe, "{url}");
        }
        assert!(matches!(
            classify(from, "../../x.md"),
            Destination::Internal(Target::Outside { .. })
        ));
        assert!(matches!(
            classify(from, "mapa.png?v=1"),
            Destination::Internal(Target::File { .. })
        ));
    }
}
