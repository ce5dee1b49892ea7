//! Marks around words of a text: codes of facts, terms and acronyms, as links to what explains them.

use crate::base::fold::slug;
use crate::base::locale::Locale;
use crate::base::path::relative;
use crate::base::text::escape;
use crate::check::fact_codes;
use crate::config::Site;
use crate::parse::html::HoleKind;

/// Writes what opens or closes a mark around words, as seen from the page at `from`.
///
/// A mark is a link with its explanation in `title`: it works with the keyboard, by touch and
/// without JavaScript, because the whole definition is where the link leads.
pub(super) fn mark(
    site: &Site,
    from: &str,
    (kind, at): (HoleKind, u32),
    close: &mut &'static str,
    out: &mut String,
) {
    let fact = site.facts.as_ref();
    let fact = fact.and_then(|f| {
        let fact = f.list.get(at as usize)?;
        Some((f.page_of(fact), fact))
    });
    let entry = site.glossary.as_ref();
    let entry = entry.and_then(|g| {
        let entry = g.entries.get(at as usize)?;
        Some((g.page_of(entry), entry))
    });
    match (kind, fact, entry) {
        (HoleKind::Fact, Some((page, fact)), _) => {
            open("hecho", (from, page), &slug(&fact.id), out);
            out.push('>');
            *close = "</a>";
        }
        (HoleKind::Entry, _, Some((page, entry))) if entry.is_acronym() => {
            open("glosa", (from, page), &entry.anchor, out);
            out.push_str("><abbr title=\"");
            escape(&entry.expansion, out);
            out.push_str("\">");
            *close = "</abbr></a>";
        }
        (HoleKind::Entry, _, Some((page, entry))) => {
            open("glosa", (from, page), &entry.anchor, out);
            out.push_str(" title=\"");
            escape(&entry.definition, out);
            out.push_str("\">");
            *close = "</a>";
        }
        (HoleKind::Back, ..) => out.push_str(&Locale::of(&site.language).back_to(at)),
        (HoleKind::End, ..) => out.push_str(std::mem::take(close)),
        _ => {}
    }
}

/// A text of the front matter with its codes of facts as links, as seen from the page at `from`.
pub(super) fn with_facts(site: &Site, from: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    let facts = site.facts.as_ref();
    for (at, fact) in facts.map_or(Vec::new(), |facts| fact_codes(text, facts)) {
        escape(&text[last..at.start], &mut out);
        let mut close = "";
        mark(site, from, (HoleKind::Fact, fact), &mut close, &mut out);
        escape(&text[at.clone()], &mut out);
        mark(site, from, (HoleKind::End, 0), &mut close, &mut out);
        last = at.end;
    }
    escape(&text[last..], &mut out);
    out
}

fn open(class: &str, (from, page): (&str, &str), anchor: &str, out: &mut String) {
    out.extend(["<a class=\"", class, "\" href=\""]);
    escape(&relative(from, page), out);
    out.push('#');
    escape(anchor, out);
    out.push('"');
}
