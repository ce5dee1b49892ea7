//! The address of the published site, as people copy it from a browser or write it by hand.

use crate::base::path::{decode, encode_written, folder};

/// Why an address cannot be that of a site, and what to write in its place.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    pub why: &'static str,
    pub instead: String,
}

/// The address of a site with one final `/`, written with ASCII alone below its host.
///
/// # Errors
/// When it is no address, or that of something else than a folder.
pub fn base_url(text: &str) -> Result<String, Wrong> {
    let wrong = |why, instead| Err(Wrong { why, instead });
    let text = text.trim();
    let parts = text.split_once("://");
    let scheme = |name: &str| parts.is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(name));
    let (true, Some((_, rest))) = (scheme("https") || scheme("http"), parts) else {
        let instead = "escriba la dirección completa: `https://ejemplo.test/att/`";
        return wrong("debe empezar con https://", instead.into());
    };
    let scheme = if scheme("https") { "https" } else { "http" };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if host.is_empty() {
        let instead = "escriba la dirección completa: `https://ejemplo.test/att/`";
        return wrong("no dice el servidor", instead.into());
    }
    if host.contains(char::is_whitespace) {
        let instead = "escriba el servidor como lo muestra el navegador".to_owned();
        return wrong("el servidor no puede llevar espacios", instead);
    }
    if let Some(at) = path.find(['?', '#']) {
        let instead = format!("quite lo que sigue: `{scheme}://{host}{}`", &path[..at]);
        return wrong("no puede llevar `?` ni `#`", instead);
    }
    if path.contains(char::is_whitespace) {
        let better = path.replace(char::is_whitespace, "%20");
        let instead = format!("escriba `%20` en su lugar: `{scheme}://{host}{better}`");
        return wrong("no puede llevar espacios", instead);
    }
    if rest.contains(|c: char| c.is_control() || matches!(c, '"' | '<' | '>' | '\\')) {
        let instead = "quítelos, o cópiela del navegador".to_owned();
        return wrong("lleva signos que no van en una dirección", instead);
    }
    if path.ends_with(".html") || path.ends_with(".htm") {
        let instead = format!(
            "escriba la de su carpeta: `{scheme}://{host}{}`",
            folder(path)
        );
        return wrong("es la dirección de una página", instead);
    }
    let code = |after: &str| {
        let digits = after.get(..2);
        digits.is_some_and(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let broken = path.split('%').skip(1).any(|after| !code(after));
    // What is no text after undoing stays as it was.
    if broken || (path.contains('%') && decode(path) == path) {
        let instead = "cópiela del navegador, o escriba `%25` por cada `%`".to_owned();
        return wrong("lleva un `%` sin su código", instead);
    }
    let path = encode_written(path.trim_end_matches('/'));
    Ok(format!("{scheme}://{host}{path}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_have_it() {
        for (written, read) in [
            ("https://x.test", "https://x.test/"),
            ("https://x.test/att", "https://x.test/att/"),
            (" HTTPS://x.test/att// ", "https://x.test/att/"),
            (
                "http://x.test:8443/~dnp/a&b/",
                "http://x.test:8443/~dnp/a&b/",
            ),
            ("https://x.test/técnica", "https://x.test/t%C3%A9cnica/"),
            (
                "https://x.test/t%C3%A9cnica/",
                "https://x.test/t%C3%A9cnica/",
            ),
            ("https://ñandú.test/a", "https://ñandú.test/a/"),
        ] {
            assert_eq!(base_url(written).as_deref(), Ok(read), "{written}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_told_with_what_to_write() {
        for (written, instead) in [
            ("x.test/att", "`https://ejemplo.test/att/`"),
            ("ftp://x.test/", "`https://ejemplo.test/att/`"),
            ("https:///att", "`https://ejemplo.test/att/`"),
            ("https://x.test/att?x=1", "`https://x.test/att`"),
            ("https://x.test/att/#a", "`https://x.test/att/`"),
            ("https://x.test/a b/", "`https://x.test/a%20b/`"),
            ("https://mi sitio.test/att/", "el servidor como"),
            ("https://x.test/a\"b/", "quítelos"),
            ("https://x.test/att/index.html", "`https://x.test/att/`"),
            ("https://x.test/100%/", "`%25`"),
            ("https://x.test/a%F1o/", "`%25`"),
        ] {
            let wrong = base_url(written).unwrap_err();
            assert!(wrong.instead.contains(instead), "{written}: {wrong:?}");
        }
    }
}
