//! Events for calendar programs (iCalendar, RFC 5545): whole days, no clock and no time zone.

use crate::base::path::encode;
use crate::view::page::{EventView, SiteView};

/// Most bytes of a line, its end aside.
const LINE: usize = 75;

/// A calendar of some events; `base` is the absolute address of the site, if it has one.
pub fn calendar(site: &SiteView, base: Option<&str>, events: &[EventView]) -> Vec<u8> {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", "-//acervo//acervo//ES");
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "METHOD", "PUBLISH");
    line(&mut out, "X-WR-CALNAME", &text(&site.title));
    for event in events {
        entry(&mut out, event, base);
    }
    line(&mut out, "END", "VCALENDAR");
    out.into_bytes()
}

/// The stamp is the date of the document and the id its place in the site, so that the same content
/// gives the same bytes and a program that takes an event again changes the one it has.
fn entry(out: &mut String, event: &EventView, base: Option<&str>) {
    let host = base.and_then(|b| b.split("//").nth(1)?.split('/').next());
    let own = base.map(|b| format!("{b}{}", encode(&event.doc.url)));
    line(out, "BEGIN", "VEVENT");
    line(
        out,
        "UID",
        &text(&format!("{}@{}", event.anchor, host.unwrap_or("acervo"))),
    );
    line(out, "DTSTAMP", &format!("{}T000000Z", day(&event.stamp)));
    line(out, "DTSTART;VALUE=DATE", &day(&event.start.iso));
    line(out, "DTEND;VALUE=DATE", &day(&event.after));
    line(out, "SUMMARY", &text(&event.title));
    if !event.place.is_empty() {
        line(out, "LOCATION", &text(&event.place));
    }
    line(out, "DESCRIPTION", &text(&event.doc.title));
    if let Some(url) = event.link.as_ref().or(own.as_ref()) {
        line(out, "URL", url);
    }
    // A whole month of a report leaves its days free.
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

/// `20261122` of `2026-11-22`.
fn day(iso: &str) -> String {
    iso.replace('-', "")
}

/// A value of type TEXT: signs of the format are escaped, other control characters left out.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// One content line, folded between characters so that no piece has more than 75 bytes.
fn line(out: &mut String, name: &str, value: &str) {
    let mut width = 0;
    for c in format!("{name}:{value}").chars() {
        if width + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}
