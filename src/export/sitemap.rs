//! The site map (sitemaps.org protocol 0.9) and robots.txt.

use crate::base::path::{encode, without_index};
use quick_xml::escape::escape;

/// One page of the map: path from the root of the site and, where known, its last change.
pub struct Entry<'a> {
    pub path: &'a str,
    /// ISO date.
    pub changed: Option<String>,
}

/// The map of all pages; addresses are absolute, as the protocol asks.
pub fn sitemap<'a>(base: &str, entries: impl IntoIterator<Item = Entry<'a>>) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for entry in entries {
        let url = format!("{base}{}", encode(without_index(entry.path)));
        out.push_str("<url><loc>");
        out.push_str(&escape(url.as_str()));
        out.push_str("</loc>");
        if let Some(changed) = entry.changed {
            out.push_str(&format!("<lastmod>{changed}</lastmod>"));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

/// robots.txt: everything may be read; where the map is, when the site has an address.
pub fn robots(base: Option<&str>) -> Vec<u8> {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    if let Some(base) = base {
        out.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
    }
    out.into_bytes()
}
