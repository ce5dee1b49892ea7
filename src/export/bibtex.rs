//! How a document is cited, for reference managers (BibTeX).

use crate::view::page::{Content, PageView, SiteView};

/// The entry of a document's page; other pages have none.
pub fn entry(site: &SiteView, view: &PageView) -> Option<String> {
    let Content::Doc(doc) = &view.content else {
        return None;
    };
    let mut out = String::from("@misc{");
    out.push_str(&doc.url.replace(".html", "").replace('/', "-"));
    out.push_str(",\n  title = {{");
    add(&doc.title, &mut out);
    out.push_str("}},");
    // Each name is in braces of its own: it may be an entity's, which is not parted into names.
    let authors = match doc.authors.as_slice() {
        [] => std::slice::from_ref(&doc.cited_by),
        authors => authors,
    };
    for (i, name) in authors.iter().filter(|n| !n.is_empty()).enumerate() {
        out.push_str(if i == 0 { "\n  author = {{" } else { " and {" });
        add(name, &mut out);
        out.push('}');
    }
    if !doc.cited_by.is_empty() {
        out.push_str("},");
    }
    if let Some(date) = doc.updated.as_ref().or(doc.date.as_ref()) {
        let year = date.iso.split('-').next().unwrap_or_default();
        out.extend(["\n  date = {", &date.iso, "},\n  year = {", year, "},"]);
    }
    if let Some(url) = &view.page.canonical {
        out.extend(["\n  url = {", url, "},"]);
    }
    out.push_str("\n  howpublished = {");
    add(&site.title, &mut out);
    out.push_str("}\n}");
    Some(out)
}

/// Adds text that BibTeX takes as it is: its own signs are escaped.
fn add(text: &str, out: &mut String) {
    // Bytes are looked at together: nearly no text has one of them.
    let own = |byte: u8| matches!(byte, b'&' | b'%' | b'$' | b'#' | b'_' | b'{' | b'}' | b'\\');
    if !text.bytes().fold(false, |any, byte| any | own(byte)) {
        return out.push_str(text);
    }
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '{' | '}' | '\\' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn signs_of_bibtex_are_escaped_or_left_out() {
        let mut out = String::new();
        super::add("50 % {de} A_B", &mut out);
        assert_eq!(out, "50 \\% de A\\_B");
    }
}
