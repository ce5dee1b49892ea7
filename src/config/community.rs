//! `[community]`: which fields hold agreements and events, and what their keys mean.

use super::Site;
use super::facts::own_page;
use super::schema::{Field, FieldKind};
use crate::base::locale::Locale;
use crate::config::SITE_FILE;
use crate::data::Node;
use crate::data::reader::Reader;
use crate::diag::{Code, Diagnostic};
use std::sync::Arc;

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
pub(super) fn read(
    file: &Arc<str>,
    node: Option<&Node>,
    site: &Site,
    diags: &mut Vec<Diagnostic>,
) -> Community {
    let Some(node) = node else {
        return Community::default();
    };
    let mut reader = Reader::new(file, node, "[community]", diags);
    let (agreed, events) = (reader.node("agreements"), reader.node("events"));
    reader.finish();
    Community {
        agreements: agreed.map(|node| agreements(file, node, site, diags)),
        events: events.map(|node| events_of(file, node, site, diags)),
    }
}

fn agreements(
    file: &Arc<str>,
    node: &Node,
    site: &Site,
    diags: &mut Vec<Diagnostic>,
) -> Agreements {
    let locale = Locale::of(&site.language);
    let mut reader = Reader::new(file, node, "[community.agreements]", diags);
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
    let keys = reader.node("keys").cloned();
    let keys = keys.unwrap_or_else(|| Node::null(reader.span()));
    let mut words = Reader::new(file, &keys, "`keys`", reader.diags());
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
        let mut kinds = records.iter().filter_map(|r| part(r, &out.state));
        kinds.all(|f| match f.kind {
            FieldKind::Term(at) => site.vocabularies[at].terms.iter().any(|t| t.id == name),
            _ => true,
        })
    };
    for list in ["done", "unanswered"] {
        for item in reader.node(list).map_or(&[][..], Node::items) {
            let name = item.text().unwrap_or("");
            if !states(name) {
                let message = format!("`{name}` no es un término del campo `{}`", out.state);
                reader.report(Code::ConfigValue, item.span, message);
            }
        }
    }
    reader.finish();
    out
}

fn events_of(file: &Arc<str>, node: &Node, site: &Site, diags: &mut Vec<Diagnostic>) -> Events {
    let locale = Locale::of(&site.language);
    let mut reader = Reader::new(file, node, "[community.events]", diags);
    let usual = locale.either("Calendario", "Calendar");
    let (url, title) = own_page(&mut reader, "calendario", usual);
    let mut out = Events {
        field: reader.text("field").unwrap_or_else(|| "eventos".into()),
        url,
        title,
        ..Events::default()
    };
    let keys = reader.node("keys").cloned();
    let keys = keys.unwrap_or_else(|| Node::null(reader.span()));
    out.keys = event_keys(file, &keys, "`keys`", |usual| usual, reader.diags());
    let own = reader.node("own");
    out.own = own.map(|node| event_keys(file, node, "`own`", |_| "", reader.diags()));
    let records = records(&mut reader, &out.field, site);
    needs(&mut reader, &records, &out.keys.title, &FieldKind::Text);
    needs(&mut reader, &records, &out.keys.start, &FieldKind::Date);
    reader.finish();
    out
}

fn event_keys(
    file: &Arc<str>,
    node: &Node,
    part: &str,
    usual: impl Fn(&'static str) -> &'static str,
    diags: &mut Vec<Diagnostic>,
) -> EventKeys {
    let mut reader = Reader::new(file, node, part, diags);
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
        let at = reader.node("field").map_or(reader.span(), |n| n.span);
        let names = all().filter(is_record).map(|f| f.name.as_str());
        let message = format!("ninguna colección tiene un campo `{name}` de tipo `record`");
        let help = format!("declárelo: `[collections.….fields.{name}]`, con `type = \"record\"`");
        let diag = Diagnostic::new(Code::ConfigValue, message).among(name, names);
        let diag = if diag.help.is_empty() {
            diag.help(help)
        } else {
            diag
        };
        let place = at.of(&SITE_FILE.into());
        reader.diags().push(diag.at(place));
    }
    found
}

/// A key without which the record says nothing.
fn needs(reader: &mut Reader<'_, '_>, records: &[&Field], name: &str, kind: &FieldKind) {
    for record in records {
        if part(record, name).is_none_or(|f| f.kind != *kind) {
            let at = reader.node("keys").map_or(reader.span(), |n| n.span);
            let message = format!(
                "el campo `{}` necesita una clave `{name}` que lleve {}",
                record.name,
                kind.expected()
            );
            reader.report(Code::ConfigValue, at, message);
        }
    }
}

fn part<'a>(record: &'a Field, name: &str) -> Option<&'a Field> {
    record.fields.iter().find(|f| f.name == name)
}
