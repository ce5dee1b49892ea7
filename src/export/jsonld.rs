//! Structured data for search engines (schema.org in JSON-LD).

use crate::view::page::{Content, DocView, EventView, Page, PageView, SiteView, TimeView};
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
        Content::Doc(doc) => {
            let mut value = json!({
                "@context": "https://schema.org",
                "@type": "Article",
                "headline": doc.title,
                "description": view.page.description,
                "inLanguage": site.language,
                "articleSection": doc.collection.title,
                "wordCount": doc.words,
                "isPartOf": {"@type": "WebSite", "name": site.title},
            });
            let optional = [
                ("datePublished", doc.date.as_ref().map(|d| json!(d.iso))),
                ("dateModified", doc.updated.as_ref().map(|d| json!(d.iso))),
                ("url", view.page.canonical.as_ref().map(|u| json!(u))),
                ("author", authors(&doc.authors, &site.author)),
            ];
            for (key, found) in optional {
                if let Some(found) = found {
                    value[key] = found;
                }
            }
            study(&mut value, doc, site);
            value
        }
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

/// A path of study is a course and a module a thing to learn from, each with its time.
fn study(value: &mut Value, doc: &DocView, site: &SiteView) {
    let time = |time: &Option<TimeView>| time.map(|t| json!(format!("PT{}M", t.minutes)));
    let mut taken = None;
    if let Some(view) = &doc.path {
        value["@type"] = json!(["Article", "Course"]);
        value["name"] = json!(doc.title);
        value["provider"] = json!({"@type": "Organization", "name": site.title});
        let steps = view.steps.iter().map(|step| {
            let mut part = json!({"@type": "LearningResource", "name": step.card.title});
            if let Some(found) = time(&step.time) {
                part["timeRequired"] = found;
            }
            part
        });
        value["hasPart"] = steps.collect();
        taken = time(&view.path.time);
    } else if let Some(module) = &doc.module {
        value["@type"] = json!(["Article", "LearningResource"]);
        taken = time(&module.time);
    }
    if let Some(found) = taken {
        value["timeRequired"] = found;
    }
}

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

fn authors(own: &[String], site: &str) -> Option<Value> {
    match (own, site) {
        ([], "") => None,
        ([], site) => Some(json!({"@type": "Organization", "name": site})),
        (own, _) => Some(
            own.iter()
                .map(|name| json!({"@type": "Person", "name": name}))
                .collect(),
        ),
    }
}

/// JSON that cannot end the script it stands in.
fn inside_script(value: &Value) -> Option<String> {
    let json = serde_json::to_string(value).ok()?;
    if !json.contains(['<', '>', '&']) {
        return Some(json);
    }
    let json = json.replace('<', "\\u003c").replace('>', "\\u003e");
    Some(json.replace('&', "\\u0026"))
}
