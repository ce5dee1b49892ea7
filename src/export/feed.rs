//! The feed of new and revised documents (Atom, RFC 4287).

use crate::base::path::encode;
use crate::view::page::{CardView, SiteView};
use quick_xml::escape::escape;

/// The newest documents first. Its own date is the newest of theirs: no clock is asked. An entry must
/// have a date, so what has none is no news: readers would be told that it is of 1970.
pub fn feed(site: &SiteView, base: &str, cards: &[CardView]) -> Vec<u8> {
    let dated = |card| {
        let CardView { date, .. }: &CardView = card;
        Some((card, format!("{}T00:00:00Z", date.as_ref()?.iso)))
    };
    let entries: Vec<_> = cards.iter().filter_map(dated).collect();
    let newest = entries.iter().map(|(_, stamp)| stamp.as_str()).max();
    let author: &str = match site.author.as_str() {
        "" => &site.title,
        author => author,
    };
    // In an address too `&` may stand.
    let top = text(base);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{top}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n<link rel=\"self\" href=\"{top}canal.xml\"/>\n<link href=\"{top}\"/>\n<updated>{}</updated>\n<author><name>{}</name></author>\n",
        text(&site.language),
        text(&site.title),
        text(&site.description),
        newest.unwrap_or("1970-01-01T00:00:00Z"),
        text(author),
    ));
    for (card, stamp) in entries {
        let url = format!("{base}{}", encode(&card.url));
        let url = text(&url);
        out.push_str(&format!(
            "<entry>\n<id>{url}</id>\n<title>{}</title>\n<link href=\"{url}\"/>\n<updated>{}</updated>\n<category term=\"{}\" label=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
            text(&card.title),
            stamp,
            text(&card.collection),
            text(&card.kind),
            text(&card.summary),
        ));
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

/// A text as XML has it: escaped, and without the signs that no XML may hold, for which readers refuse the
/// whole feed.
fn text(value: &str) -> String {
    let may = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    escape(value.chars().filter(may).collect::<String>()).into_owned()
}
