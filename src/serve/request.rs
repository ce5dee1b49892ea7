//! Reading one request head, strictly: what is not plainly HTTP/1.x is an error, never a guess.
//!
//! tiny_http reads headers without a limit and accepts bodies that hide a second request. Here
//! only its types are used; the bytes are checked before they become one of them.

use std::str::FromStr;
use tiny_http::{HTTPVersion, Header, Method};

/// Longest request head that is read.
pub const HEAD_LIMIT: usize = 16 * 1024;

const HEADER_LIMIT: usize = 100;

/// A request whose head made sense. It never has a body.
#[derive(Debug)]
pub struct Request {
    pub head_only: bool,
    /// As it was sent: starts with `/`, printable ASCII.
    pub target: String,
    pub version: HTTPVersion,
    pub keep_alive: bool,
    headers: Vec<Header>,
}

impl Request {
    /// The value of a header, when it is there exactly once.
    pub fn header(&self, name: &'static str) -> Option<&str> {
        let mut all = self.headers.iter().filter(|h| h.field.equiv(name));
        match (all.next(), all.next()) {
            (Some(one), None) => Some(one.value.as_str()),
            _ => None,
        }
    }

    /// Whether a header is there at all.
    pub fn has(&self, name: &'static str) -> bool {
        self.headers.iter().any(|h| h.field.equiv(name))
    }
}

/// Why a head was not understood: the status to answer before the connection is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bad(pub u16);

const BAD_REQUEST: Bad = Bad(400);

/// The end of the head in `bytes`, just after its empty line.
pub fn head_end(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .map(|i| i + 4)
}

/// Parses a head that ends with its empty line.
pub fn parse(head: &[u8]) -> Result<Request, Bad> {
    // A value may have any byte from 0x80 on: programs on this machine set cookies in their own way.
    let text: String = head.iter().map(|byte| char::from(*byte)).collect();
    let text = text.strip_suffix("\r\n\r\n").ok_or(BAD_REQUEST)?;
    let mut lines = text.split("\r\n");
    let first = lines.next().ok_or(BAD_REQUEST)?;
    let (method, target, version) = request_line(first)?;
    let headers = lines.map(header).collect::<Result<Vec<_>, _>>()?;
    if headers.len() > HEADER_LIMIT {
        return Err(Bad(431));
    }
    let mut request = Request {
        head_only: method == Method::Head,
        target,
        version,
        keep_alive: false,
        headers,
    };
    no_body(&request)?;
    if !matches!(method, Method::Get | Method::Head) {
        return Err(Bad(405));
    }
    let connection = request
        .header("Connection")
        .unwrap_or("")
        .to_ascii_lowercase();
    request.keep_alive = request.version == HTTPVersion(1, 1)
        && !connection.contains("close")
        && !connection.contains("upgrade");
    Ok(request)
}

fn request_line(line: &str) -> Result<(Method, String, HTTPVersion), Bad> {
    let mut parts = line.split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(BAD_REQUEST);
    };
    let version = match version {
        "HTTP/1.0" => HTTPVersion(1, 0),
        "HTTP/1.1" => HTTPVersion(1, 1),
        other if other.starts_with("HTTP/") => return Err(Bad(505)),
        _ => return Err(BAD_REQUEST),
    };
    if method.is_empty() || !method.bytes().all(is_token) {
        return Err(BAD_REQUEST);
    }
    let method = Method::from_str(method).map_err(|()| BAD_REQUEST)?;
    if !matches!(method, Method::Get | Method::Head) {
        // Its target may be `*` or `host:port`: the method is the reason to give.
        return Err(Bad(405));
    }
    if !target.starts_with('/') || !target.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(BAD_REQUEST);
    }
    Ok((method, target.to_owned(), version))
}

fn header(line: &str) -> Result<Header, Bad> {
    let (name, value) = line.split_once(':').ok_or(BAD_REQUEST)?;
    // An empty name, a space before the colon and a folded line all fail here.
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(BAD_REQUEST);
    }
    let allowed = |c: char| matches!(c, '\t' | ' ') || c.is_ascii_graphic() || !c.is_ascii();
    if !value.chars().all(allowed) {
        return Err(BAD_REQUEST);
    }
    // The type of a header is ASCII. No value that is looked at here has other signs, nor a `?`.
    let line = line.replace(|c: char| !c.is_ascii(), "?");
    Header::from_str(&line).map_err(|()| BAD_REQUEST)
}

/// A GET has nothing to carry here, and a body is where a second request hides.
fn no_body(request: &Request) -> Result<(), Bad> {
    if request.has("Transfer-Encoding") {
        return Err(BAD_REQUEST);
    }
    match (
        request.has("Content-Length"),
        request.header("Content-Length"),
    ) {
        (false, _) | (true, Some("0")) => Ok(()),
        _ => Err(BAD_REQUEST),
    }
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_requests_are_read() {
        let head = b"HEAD /a?b=1 HTTP/1.1\r\nHost: localhost:1111\r\nX:\r\nETag:  \"q\" \r\n\r\n";
        let request = parse(head).unwrap();
        assert!(request.head_only && request.keep_alive);
        assert_eq!(request.target, "/a?b=1");
        assert_eq!(request.header("host"), Some("localhost:1111"));
        assert_eq!(request.header("etag"), Some("\"q\""));
        assert!(!parse(b"GET / HTTP/1.0\r\n\r\n").unwrap().keep_alive);
        assert!(
            !parse(b"GET / HTTP/1.1\r\nConnection: Close\r\n\r\n")
                .unwrap()
                .keep_alive
        );
        for cookie in ["Cookie: a=ñ".as_bytes(), b"Cookie: a=\xf1\x80"] {
            let head = [b"GET / HTTP/1.1\r\nHost: a\r\n", cookie, b"\r\n\r\n"].concat();
            assert_eq!(parse(&head).unwrap().header("host"), Some("a"));
        }
        let twice = parse(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").unwrap();
        assert_eq!(twice.header("Host"), None);
    }
}
