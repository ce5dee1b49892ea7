//! Structured data for search engines (schema.org in JSON-LD).

use crate::view::page::{
    Content, DateView, DocView, EventView, Page, PageView, PathStepView, SiteView, TimeView,
};
use serde::Serialize;
use serde_json::{Value, json};

/// The structured data of a page, safe inside `<script>`; documents, the home page, the glossary and
/// the calendar have any.
pub fn json_ld(site: &SiteView, view: &PageView) -> Option<String> {
    let value = match &view.content {
        Content::Home(_) => json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": site.title,
            "description": site.description,
            "inLanguage": site.language,
            "url": view.page.canonical,
        }),
        Content::Doc(doc) => return inside_script(&article(site, &view.page, doc)),
        Content::Glossary(glossary) => {
            let url = view.page.canonical.as_deref();
            let acronyms = glossary.acronyms.iter();
            let acronyms = acronyms.filter(|_| glossary.apart.is_none());
            let entries = glossary.terms.iter().chain(acronyms);
            let terms = entries.map(|entry| {
                let mut term = json!({"@type": "DefinedTerm", "name": entry.name});
                // The page has the definitions themselves.
                if let Some(url) = url {
                    term["url"] = format!("{url}#{}", entry.anchor).into();
                }
                term
            });
            json!({
                "@context": "https://schema.org",
                "@type": "DefinedTermSet",
                "name": glossary.title,
                "inLanguage": site.language,
                "url": url,
                "hasDefinedTerm": terms.collect::<Vec<_>>(),
            })
        }
        Content::Calendar(calendar) => {
            let all = calendar.coming.iter().chain(&calendar.past);
            let real = all.filter(|e| !e.example).take(EVENTS);
            let events: Vec<Value> = real.map(|e| event(e, &view.page)).collect();
            if events.is_empty() {
                return None;
            }
            json!({"@context": "https://schema.org", "@graph": events})
        }
        _ => return None,
    };
    inside_script(&value)
}

/// A document. There are thousands: it is written as it is, without a tree of values in between.
#[derive(Serialize)]
struct Article<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: Kind,
    headline: &'a str,
    description: &'a str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(rename = "articleSection")]
    section: &'a str,
    #[serde(rename = "wordCount")]
    words: usize,
    #[serde(rename = "isPartOf")]
    part_of: Named<'a>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Author<'a>>,
    #[serde(flatten)]
    course: Option<Course<'a>>,
    #[serde(rename = "timeRequired", skip_serializing_if = "Option::is_none")]
    time: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Kind {
    One(&'static str),
    Both([&'static str; 2]),
}

#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Author<'a> {
    Site(Named<'a>),
    Own(Vec<Named<'a>>),
}

/// What a path of study says beside what every document does.
#[derive(Serialize)]
struct Course<'a> {
    name: &'a str,
    provider: Named<'a>,
    #[serde(rename = "hasPart")]
    parts: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(flatten)]
    named: Named<'a>,
    #[serde(rename = "timeRequired", skip_serializing_if = "Option::is_none")]
    time: Option<String>,
}

fn article<'a>(site: &'a SiteView, page: &'a Page, doc: &'a DocView) -> Article<'a> {
    let named = |kind, name| Named { kind, name };
    let iso = |date: &'a Option<DateView>| date.as_ref().map(|date| date.iso.as_str());
    // A path of study is a course and a module a thing to learn from, each with its time.
    let (kind, time) = match (&doc.path, &doc.module) {
        (Some(path), _) => (Kind::Both(["Article", "Course"]), path.path.time),
        (_, Some(module)) => (Kind::Both(["Article", LEARNING]), module.time),
        _ => (Kind::One("Article"), None),
    };
    Article {
        context: "https://schema.org",
        kind,
        headline: &doc.title,
        description: &page.description,
        language: &site.language,
        section: &doc.collection.title,
        words: doc.words,
        part_of: named("WebSite", &site.title),
        published: iso(&doc.date),
        modified: iso(&doc.updated),
        url: page.canonical.as_deref(),
        author: match (&*doc.authors, &*site.author) {
            ([], "") => None,
            ([], site) => Some(Author::Site(named("Organization", site))),
            (own, _) => Some(Author::Own(
                own.iter().map(|name| named("Person", name)).collect(),
            )),
        },
        course: doc.path.as_ref().map(|path| Course {
            name: &doc.title,
            provider: named("Organization", &site.title),
            parts: path.steps.iter().map(step).collect(),
        }),
        time: required(time),
    }
}

fn step(step: &PathStepView) -> Step<'_> {
    Step {
        named: Named {
            kind: LEARNING,
            name: &step.card.title,
        },
        time: required(step.time),
    }
}

fn required(time: Option<TimeView>) -> Option<String> {
    time.map(|time| format!("PT{}M", time.minutes))
}

/// The type of what is there to learn from.
const LEARNING: &str = "LearningResource";

/// Most events told to search engines, those to come first.
const EVENTS: usize = 50;

fn event(event: &EventView, page: &Page) -> Value {
    let organizers: Vec<Value> = event
        .entities
        .iter()
        .map(|e| json!({"@type": "Organization", "name": e.text}))
        .collect();
    let mut value = json!({
        "@type": "Event",
        "name": event.title,
        "startDate": event.start.iso,
        "endDate": event.end.as_ref().unwrap_or(&event.start).iso,
    });
    let own = page.canonical.as_ref();
    let optional = [
        (
            "location",
            (!event.place.is_empty()).then(|| json!(event.place)),
        ),
        (
            "organizer",
            (!organizers.is_empty()).then(|| organizers.into()),
        ),
        (
            "url",
            own.map(|url| json!(format!("{url}#{}", event.anchor))),
        ),
        ("sameAs", event.link.as_ref().map(|link| json!(link))),
    ];
    for (key, found) in optional {
        if let Some(found) = found {
            value[key] = found;
        }
    }
    value
}

/// JSON that cannot end the script it stands in.
fn inside_script(value: &impl Serialize) -> Option<String> {
    let json = serde_json::to_string(value).ok()?;
    // Bytes are looked at together: nearly no text has one of them.
    let special = |byte: u8| matches!(byte, b'<' | b'>' | b'&');
    if !json.bytes().fold(false, |any, byte| any | special(byte)) {
        return Some(json);
    }
    let json = json.replace('<', "\\u003c").replace('>', "\\u003e");
    Some(json.replace('&', "\\u0026"))
}
