//! `[community]`: which fields hold agreements and events, and what their keys mean.

use super::Site;
use super::facts::own_page;
use super::schema::{Field, FieldKind};
use crate::base::locale::Locale;
use crate::data::Node;
use crate::data::reader::{Reader, wrong};

/// What documents tell of what was agreed and of what will happen.
#[derive(Clone, Debug, Default)]
pub struct Community {
    pub agreements: Option<Agreements>,
    pub events: Option<Events>,
}

/// A `record` field of agreements, of any collection.
#[derive(Clone, Debug, Default)]
pub struct Agreements {
    pub field: String,
    /// Address of the page that gathers them: `acuerdos.html`.
    pub url: String,
    pub title: String,
    pub id: String,
    pub text: String,
    pub responsible: String,
    pub due: String,
    pub state: String,
    /// States that end an agreement.
    pub done: Vec<String>,
    /// States that say that nobody has told.
    pub unanswered: Vec<String>,
}

/// A `record` field of events, of any collection.
#[derive(Clone, Debug, Default)]
pub struct Events {
    pub field: String,
    /// Address of the calendar: `calendario.html`.
    pub url: String,
    pub title: String,
    pub keys: EventKeys,
    /// Fields of the document itself, when it tells of an event of its own.
    pub own: Option<EventKeys>,
}

/// Where an event says what; an empty name is nowhere.
#[derive(Clone, Debug, Default)]
pub struct EventKeys {
    pub id: String,
    pub title: String,
    pub start: String,
    pub end: String,
    pub place: String,
    pub link: String,
    pub entities: String,
}

impl Events {
    /// Address of the file with all events, for calendar programs.
    pub fn file(&self) -> String {
        self.url.replace(".html", ".ics")
    }

    /// Address of the file of one event.
    pub fn file_of(&self, anchor: &str) -> String {
        self.url.replace(".html", &format!("/{anchor}.ics"))
    }
}

/// Reads `[community]`; the collections are known already.
pub(super) fn read(root: &mut Reader<'_, '_>, site: &Site) -> Community {
    let Some(mut reader) = root.section("community") else {
        return Community::default();
    };
    let agreed = reader.node("agreements");
    let agreements =
        agreed.map(|node| agreements(reader.inner(node, "[community.agreements]"), site));
    let events = reader.node("events");
    let events = events.map(|node| events_of(reader.inner(node, "[community.events]"), site));
    reader.finish();
    Community { agreements, events }
}

fn agreements(mut reader: Reader<'_, '_>, site: &Site) -> Agreements {
    let locale = Locale::of(&site.language);
    let usual = locale.either("Acuerdos", "Agreements");
    let (url, title) = own_page(&mut reader, "acuerdos", usual);
    let mut out = Agreements {
        field: reader.text("field").unwrap_or_else(|| "acuerdos".into()),
        url,
        title,
        done: reader.texts("done"),
        unanswered: reader.texts("unanswered"),
        ..Agreements::default()
    };
    let mut words = reader.group("keys");
    let mut key = |name, usual: &str| words.text(name).unwrap_or_else(|| usual.to_owned());
    out.id = key("id", "codigo");
    out.text = key("text", "texto");
    out.responsible = key("responsible", "responsable");
    out.due = key("due", "plazo");
    out.state = key("state", "estado");
    words.finish();
    let records = records(&mut reader, &out.field, site);
    needs(&mut reader, &records, &out.text, &FieldKind::Text);
    let states = |name: &str| {
        let mut kinds = records.iter().filter_map(|r| r.part(&out.state));
        kinds.all(|f| match f.kind {
            FieldKind::Term(at) => {
                let vocabulary = &site.vocabularies[at];
                vocabulary.unread || vocabulary.terms.iter().any(|t| t.id == name)
            }
            _ => true,
        })
    };
    for list in ["done", "unanswered"] {
        for item in reader.node(list).map_or(&[][..], Node::items) {
            let name = item.text().unwrap_or("");
            if !states(name) {
                let message = format!("`{name}` no es un término del campo `{}`", out.state);
                reader.report(item.span, wrong(message));
            }
        }
    }
    reader.finish();
    out
}

fn events_of(mut reader: Reader<'_, '_>, site: &Site) -> Events {
    let locale = Locale::of(&site.language);
    let usual = locale.either("Calendario", "Calendar");
    let (url, title) = own_page(&mut reader, "calendario", usual);
    let mut out = Events {
        field: reader.text("field").unwrap_or_else(|| "eventos".into()),
        url,
        title,
        keys: event_keys(reader.group("keys"), |usual| usual),
        own: None,
    };
    if reader.node("own").is_some() {
        out.own = Some(event_keys(reader.group("own"), |_| ""));
    }
    let records = records(&mut reader, &out.field, site);
    needs(&mut reader, &records, &out.keys.title, &FieldKind::Text);
    needs(&mut reader, &records, &out.keys.start, &FieldKind::Date);
    reader.finish();
    out
}

fn event_keys(
    mut reader: Reader<'_, '_>,
    usual: impl Fn(&'static str) -> &'static str,
) -> EventKeys {
    let mut key = |name, word| reader.text(name).unwrap_or_else(|| usual(word).to_owned());
    let out = EventKeys {
        id: key("id", "codigo"),
        title: key("title", "titulo"),
        start: key("start", "inicio"),
        end: key("end", "fin"),
        place: key("place", "lugar"),
        link: key("link", "enlace"),
        entities: key("entities", "entidades"),
    };
    reader.finish();
    out
}

/// The `record` fields of a name; none at all is a mistake.
fn records<'a>(reader: &mut Reader<'_, '_>, name: &str, site: &'a Site) -> Vec<&'a Field> {
    let all = || site.collections.iter().flat_map(|c| &c.fields);
    let is_record = |f: &&Field| f.kind == FieldKind::Record;
    let found: Vec<&Field> = all().filter(is_record).filter(|f| f.name == name).collect();
    if found.is_empty() {
        let names = all().filter(is_record).map(|f| f.name.as_str());
        let message = format!("ninguna colección tiene un campo `{name}` de tipo `record`");
        let help = format!("declárelo: `[collections.….fields.{name}]`, con `type = \"record\"`");
        let diag = wrong(message).among(name, names);
        let own = diag.help.is_empty().then_some(help);
        reader.report(reader.place("field"), diag.instead(own));
    }
    found
}

/// A key without which the record says nothing.
fn needs(reader: &mut Reader<'_, '_>, records: &[&Field], name: &str, kind: &FieldKind) {
    for record in records {
        if record.part(name).is_none_or(|f| f.kind != *kind) {
            let message = format!(
                "el campo `{}` necesita una clave `{name}` que lleve {}",
                record.name,
                kind.expected()
            );
            reader.report(reader.place("keys"), wrong(message));
        }
    }
}
