//! The declared fields of a document: present, absent and unknown ones.

use super::{Role, Typing, Value, field, listing};
use crate::base::near::{self, SUGGESTIONS, instead, nearest};
use crate::base::unseen::{is_false_space, said, unseen};
use crate::config::schema::{Field, FieldKind, STRUCTURED, Unknown};
use crate::data::{Key, Kind, Node, Span, quoted};
use crate::diag::{Code, Diagnostic};
use std::cell::OnceCell;

/// The header or one group of a `record` field, with the fields that it may have.
pub(super) struct Group<'a> {
    node: Option<&'a Node>,
    place: Span,
    fields: &'a [Field],
    /// Keys that were meant by others that nobody declared; found for the first field that is missing.
    meant: OnceCell<Vec<&'a str>>,
}

impl<'a> Group<'a> {
    pub fn new(node: Option<&'a Node>, place: Span, fields: &'a [Field]) -> Group<'a> {
        Group {
            node,
            place,
            fields,
            meant: OnceCell::new(),
        }
    }

    /// Whether a key that nobody declared is told to be this one.
    pub fn misspells(&self, key: &str) -> bool {
        let keys = || self.fields.iter().map(|f| f.key.as_str());
        let meant = self.meant.get_or_init(|| {
            let entries = self.node.map_or(&[][..], Node::entries).iter();
            let written = entries.map(|(key, _)| key.name.as_str());
            let unknown =
                written.filter(|name| !keys().any(|k| k == *name) && !STRUCTURED.contains(name));
            let told = unknown.take(SUGGESTIONS);
            let near = told.map(|name| meant(name, keys().chain(STRUCTURED.iter().copied())));
            near.flatten().collect()
        });
        meant.contains(&key)
    }
}

/// The key that one nobody declared stands for.
fn meant<'k>(name: &str, keys: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    let begins = keys.clone().find(|key| begun(name, key).is_some());
    let near = begins.or_else(|| nearest(name, keys.clone()));
    near.or_else(|| {
        let (_, own) = ELSEWHERE.iter().find(|(other, _)| *other == name)?;
        keys.clone().find(|key| key == own)
    })
}

/// What other programs call the fields that every document has.
const ELSEWHERE: &[(&str, &str)] = &[
    ("title", "titulo"),
    ("autor", "autores"),
    ("author", "autores"),
    ("authors", "autores"),
    ("date", "fecha"),
    ("summary", "resumen"),
    ("description", "resumen"),
    ("abstract", "resumen"),
    ("updated", "actualizado"),
    ("lastmod", "actualizado"),
    ("draft", "borrador"),
    ("weight", "orden"),
];

/// The value that begins within a name, because what parts it from its key is not there: with two dots of
/// its own, YAML takes `lugar:"Cali` for the key of `lugar:"Cali: dos"`.
fn begun<'n>(name: &'n str, key: &str) -> Option<&'n str> {
    let rest = name.strip_prefix(key)?.trim_start_matches(' ');
    let parts = |c: char| matches!(c, ':' | ';' | '=') || is_false_space(c);
    let begins = rest.starts_with(parts) || rest.starts_with(['"', '\'', '[', '{', '«', '“']);
    let value = rest.trim_start_matches(|c| parts(c) || c == ' ');
    (begins && !value.is_empty()).then_some(value)
}

impl Typing<'_> {
    /// Types every declared field and reports the others.
    pub(super) fn fields(&mut self) -> Vec<(usize, Vec<Value>)> {
        // What may be kept has no room to grow: a document lives as long as its site.
        let written = self.header.map_or(0, |header| header.entries().len());
        let mut out = Vec::with_capacity(written);
        let fields = &self.collection.fields;
        let group = Group::new(self.header, self.header_span, fields);
        for (i, declared) in fields.iter().enumerate() {
            if self.role == Role::Index && !declared.reserved {
                continue;
            }
            let values = self.field(declared, &group);
            if !values.is_empty() {
                out.push((i, values));
            }
        }
        self.unknown();
        out
    }

    /// The values of one declared field of a group.
    fn field(&mut self, declared: &Field, group: &Group<'_>) -> Vec<Value> {
        let node = group.node.and_then(|h| h.get(&declared.key));
        let written = node.filter(|n| !n.is_empty());
        match (written, &declared.default) {
            // An empty list is what somebody wrote, so no default takes its place.
            (Some(node), default) if node.is_bare() => {
                if default.is_none() {
                    self.missing(declared, node.span);
                }
                Vec::new()
            }
            (Some(node), _) if declared.many && listing::is_lines(node, group.node) => {
                self.report(node.span, listing::told(node));
                Vec::new()
            }
            (Some(node), _) => self.values(declared, node),
            (None, Some(node)) => {
                // What is wrong with a default was said once, of site.toml.
                let said = self.diags.len();
                let values = self.values(declared, node);
                self.diags.truncate(said);
                values
            }
            // A key that is nearly this one is told by itself: it is one mistake, not two.
            (None, None) if self.misspelt(declared, group) => Vec::new(),
            (None, None) => {
                self.missing(declared, node.map_or(group.place, |n| n.span));
                Vec::new()
            }
        }
    }

    /// Whether a key that nobody declared is told to be this field's.
    pub(super) fn misspelt(&self, declared: &Field, group: &Group<'_>) -> bool {
        self.collection.unknown_fields != Unknown::Allow && group.misspells(&declared.key)
    }

    /// One group of a `record` field.
    fn record(&mut self, declared: &Field, item: &Node) -> Option<Value> {
        let keys = || -> Vec<&str> { declared.fields.iter().map(|f| f.key.as_str()).collect() };
        if !matches!(item.kind, Kind::Map(_)) {
            let shape: Vec<String> = keys().iter().map(|key| format!("{key}: …")).collect();
            let help = format!("escriba cada uno así: `- {{{}}}`", shape.join(", "));
            self.report(item.span, field::untyped(declared, item).help(help));
            return None;
        }
        let mut parts = Vec::new();
        let group = Group::new(Some(item), item.span, &declared.fields);
        for (i, part) in declared.fields.iter().enumerate() {
            let values = self.field(part, &group);
            if !values.is_empty() {
                parts.push((i, values));
            }
        }
        if self.collection.unknown_fields != Unknown::Allow {
            let entries = item.entries().iter();
            for (key, _) in entries.filter(|(k, _)| !keys().contains(&&*k.name)) {
                if let Some((message, help)) = listing::comma(item, key) {
                    self.unknown_key(key, message, [help]);
                    break;
                }
                let message = format!("la clave `{}` no existe en `{}`", key.name, declared.key);
                self.unknown_key(key, message, [instead(&key.name, keys(), "las claves son")]);
            }
        }
        (!parts.is_empty()).then_some(Value::Record(parts))
    }

    fn values(&mut self, declared: &Field, node: &Node) -> Vec<Value> {
        let many = matches!(node.kind, Kind::List(_));
        if many && !declared.many {
            let key = &declared.key;
            let only = node.items().first().filter(|_| node.items().len() == 1);
            let help = match only.and_then(Node::text) {
                Some(text) => format!("escríbalo sin lista: `{key}: {text}`"),
                None => format!("deje uno: {}", declared.kind.expected()),
            };
            let message = format!("`{key}` lleva un solo valor y hay una lista");
            self.report(
                node.span,
                Diagnostic::new(Code::FieldType, message).help(help),
            );
            return Vec::new();
        }
        let mut out = Vec::with_capacity(node.items().len());
        for item in node.items() {
            if declared.kind == FieldKind::Record {
                out.extend(self.record(declared, item));
                continue;
            }
            match field::coerce(declared, item, self.site, self.file, &mut self.diags) {
                Ok(value) => {
                    if self.is_of_names(declared)
                        && let Some(diag) = listing::unlisted(&declared.key, item, many)
                    {
                        self.report(item.span, diag);
                    }
                    out.push(value);
                }
                Err(diag) => {
                    let alone = declared.many && node.items().len() == 1;
                    let listed = Some(item).filter(|_| alone);
                    let listed = listed.and_then(|item| self.several(declared, item));
                    let action = listed.or_else(|| listing::slipped(item));
                    self.report(item.span, diag.instead(action));
                }
            }
        }
        out
    }

    /// What to write instead of one text with several values of a field, if it is that.
    fn several(&self, declared: &Field, item: &Node) -> Option<String> {
        let parts = item.text()?.split([',', ';', '/', '|']);
        let values = parts.flat_map(|part| part.split(" y "));
        let values: Vec<&str> = values.map(str::trim).collect();
        listing::listed(&declared.key, &values, |value| {
            let kind = Kind::Scalar {
                text: value.to_owned(),
                quoted: true,
            };
            let one = Node { kind, ..*item };
            field::coerce(declared, &one, self.site, self.file, &mut Vec::new()).is_ok()
        })
    }

    /// Whether any text is a value of a list: addresses and codes are held against more.
    fn is_of_names(&self, declared: &Field) -> bool {
        let held = match declared.name.as_str() {
            "alias" => true,
            "hechos" => self.site.facts.is_some(),
            _ => false,
        };
        declared.many && declared.kind == FieldKind::Text && !(declared.reserved && held)
    }

    fn missing(&mut self, declared: &Field, span: Span) {
        // Without a header all of them are missing, which is one mistake.
        let headless = self.header.is_none() || self.header_broken;
        let told = (declared.reserved && declared.name == "titulo") || headless;
        if !declared.required || told || self.role == Role::Index {
            return;
        }
        let help = match declared.help.as_str() {
            "" => format!("escriba `{}:` y {}", declared.key, declared.kind.expected()),
            help => format!("escriba `{}:` {help}", declared.key),
        };
        let message = format!("falta el campo obligatorio `{}`", declared.key);
        self.report(
            span,
            Diagnostic::new(Code::FieldMissing, message).help(help),
        );
    }

    fn unknown(&mut self) {
        if self.collection.unknown_fields == Unknown::Allow {
            return;
        }
        let fields = self.collection.fields.iter();
        let known: Vec<&str> = fields.map(|f| f.key.as_str()).collect();
        let is_known = |key: &Key| known.contains(&&*key.name) || STRUCTURED.contains(&&*key.name);
        let entries = self.header.map_or(&[][..], Node::entries).iter();
        for (at, (key, value)) in entries.filter(|(key, _)| !is_known(key)).enumerate() {
            // Each asks all fields: after the first ones nobody reads what was meant.
            let help = (at < SUGGESTIONS).then(|| self.instead_of(key, value, &known));
            let title = &self.collection.title;
            let message = format!("el campo `{}` no existe en «{title}»", key.name);
            self.unknown_key(key, message, help);
        }
    }

    /// What to write instead of a field that nobody declared.
    fn instead_of(&self, key: &Key, value: &Node, known: &[&str]) -> String {
        let name = key.name.as_str();
        if let Some(sign) = unseen(name) {
            return format!("el nombre lleva {}: bórrelo", said(sign));
        }
        if let Some(near) = meant(name, known.iter().chain(STRUCTURED).copied()) {
            let Some(begun) = begun(name, near) else {
                return near::meant(near);
            };
            let whole = format!("{begun}: {}", value.text().unwrap_or("…"));
            let whole = match whole.starts_with(['"', '\'', '[', '{']) {
                true => whole,
                false => quoted(&whole),
            };
            return format!("después de `{near}` van dos puntos y un espacio: `{near}: {whole}`");
        }
        let own = self.collection.fields.iter().filter(|f| !f.reserved);
        let own: Vec<&str> = own.map(|f| f.key.as_str()).collect();
        match own.is_empty() {
            true => format!(
                "declárelo en `[collections.{}.fields]` de site.toml, o quítelo",
                self.collection.name
            ),
            false => format!("los campos propios son: {}", own.join(", ")),
        }
    }

    /// Says that nobody declared a key, as the collection wants it said.
    fn unknown_key(&mut self, key: &Key, message: String, help: impl IntoIterator<Item = String>) {
        let mut diag = Diagnostic::new(Code::FieldUnknown, message);
        diag.help.extend(help);
        if self.collection.unknown_fields == Unknown::Warn {
            diag = diag.warning();
        }
        self.report(key.span, diag);
    }
}
