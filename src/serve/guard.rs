//! Who may ask, and for what: pure functions that every request passes before anything else.

use super::request::Request;
use crate::base::path::is_safe;
use percent_encoding::percent_decode_str;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The path inside the site that a request target names, or `None` for any other spelling.
///
/// The only way from a URL to a path. Escapes are undone once; what is left must be plain names:
/// no `..`, no backslash, no colon, no control characters, no name that a disk would change
/// (Windows drops dots and spaces at the end). A folder means its `index.html`.
pub fn url_path(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?;
    let path = percent_decode_str(path.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    let mut path = path.into_owned();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let plain = is_safe(&path) && path.len() <= 1024 && !path.contains(char::is_control);
    plain.then_some(path)
}

/// The part of a target after its `?`.
pub fn query(target: &str) -> &str {
    target.split_once('?').map_or("", |(_, query)| query)
}

/// The names and values of a query string, decoded.
pub fn parameters(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    let plain = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(move |(name, value)| (plain(name), plain(value)))
}

/// The first value of a name in a query string.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    parameters(query).find_map(|(key, value)| (key == name).then_some(value))
}

/// Names by which the preview may be called.
///
/// A page of another site can make its own name lead to this machine, and then read drafts as if
/// they were its own (DNS rebinding). It cannot choose the `Host` that the browser sends.
pub struct Hosts {
    /// The address listened on; an unspecified one (`0.0.0.0`) stands for any literal address.
    pub bound: IpAddr,
    /// Further names that the person who started the preview allows.
    pub allowed: Vec<String>,
}

impl Hosts {
    /// Whether a `Host` header is one of ours.
    pub fn allow(&self, header: &str) -> bool {
        let Some(host) = without_port(header) else {
            return false;
        };
        let host = host.to_ascii_lowercase();
        let name = host.strip_suffix('.').unwrap_or(&host);
        name == "localhost"
            || name.ends_with(".localhost")
            || self.allowed.iter().any(|a| a.eq_ignore_ascii_case(name))
            || literal(&host).is_some_and(|ip| {
                ip.is_loopback() || ip == self.bound || self.bound.is_unspecified()
            })
    }
}

fn without_port(header: &str) -> Option<&str> {
    let (host, port) = match header.strip_prefix('[') {
        Some(rest) => {
            let end = rest.find(']')? + 2;
            (&header[..end], &header[end..])
        }
        None => match header.find(':') {
            Some(i) => (&header[..i], &header[i..]),
            None => (header, ""),
        },
    };
    let port_ok = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|p| p.len() <= 5 && p.bytes().all(|b| b.is_ascii_digit()));
    (port_ok && !host.is_empty()).then_some(host)
}

fn literal(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[') {
        Some(rest) => rest
            .strip_suffix(']')?
            .parse::<Ipv6Addr>()
            .ok()
            .map(IpAddr::V6),
        None => host.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
    }
}

/// Whether a page of another site asks. For answers that are data: search and reload.
pub fn foreign(request: &Request) -> bool {
    let cross = match request.header("Sec-Fetch-Site") {
        Some(site) => !matches!(site, "same-origin" | "none"),
        None => request.has("Sec-Fetch-Site"),
    };
    cross
        || match (request.header("Origin"), request.header("Host")) {
            (None, _) => request.has("Origin"),
            (Some(origin), Some(host)) => origin.strip_prefix("http://") != Some(host),
            (Some(_), None) => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_urls_give_paths() {
        for (url, expect) in [
            ("/", "index.html"),
            ("/?q=x", "index.html"),
            ("/casos/", "casos/index.html"),
            ("/casos/a.html?b#c", "casos/a.html"),
            ("/a%20b.html", "a b.html"),
            ("/gu%C3%ADa.html", "guía.html"),
            ("/.nojekyll", ".nojekyll"),
            ("/a..b/c", "a..b/c"),
        ] {
            assert_eq!(url_path(url).as_deref(), Some(expect), "{url}");
        }
    }

    #[test]
    fn names_that_somebody_allows_and_addresses_of_an_open_preview_are_ours() {
        let hosts = |bound, allowed: &[&str]| Hosts {
            bound: IpAddr::V4(bound),
            allowed: allowed.iter().map(|name| (*name).to_owned()).collect(),
        };
        let own = hosts(Ipv4Addr::LOCALHOST, &["mi-equipo"]);
        assert!(own.allow("mi-equipo:80") && !own.allow("otro-equipo:80"));
        let open = hosts(Ipv4Addr::UNSPECIFIED, &[]);
        assert!(open.allow("192.168.1.5:1111") && open.allow("[fe80::1]"));
        assert!(!open.allow("evil.example"));
    }

    #[test]
    fn parameters_are_decoded() {
        assert_eq!(
            parameter("a=1&pagina=casos%2Fa+b.html", "pagina").as_deref(),
            Some("casos/a b.html")
        );
        assert_eq!(parameter("a=1&b", "b"), None);
        assert_eq!(query("/x?a=1?2"), "a=1?2");
    }
}
