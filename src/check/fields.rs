//! The declared fields of a document: present, absent and unknown ones.

use super::{Role, Typing, Value, field, listing};
use crate::base::near::{instead, nearest};
use crate::base::unseen::{is_false_space, said, unseen};
use crate::config::schema::{Field, FieldKind, STRUCTURED, Unknown};
use crate::data::{Kind, Node, Span, quoted};
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
            let near = unknown.map(|name| meant(name, keys().chain(STRUCTURED.iter().copied())));
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
        let mut out = Vec::new();
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
                self.diags
                    .push(listing::told(node).at(node.span.of(self.file)));
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
            let message = format!(
                "`{}` debe ser {} y es {}",
                declared.key,
                declared.kind.expected(),
                item.describe()
            );
            let shape: Vec<String> = keys().iter().map(|key| format!("{key}: …")).collect();
            let help = format!("escriba cada uno así: `- {{{}}}`", shape.join(", "));
            let diag = Diagnostic::new(Code::FieldType, message).help(help);
            self.diags.push(diag.at(item.span.of(self.file)));
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
            for (key, _) in item
                .entries()
                .iter()
                .filter(|(k, _)| !keys().contains(&&*k.name))
            {
                if let Some((message, help)) = listing::comma(item, key) {
                    let diag = Diagnostic::new(Code::FieldUnknown, message).help(help);
                    self.unknown_key(diag.at(key.span.of(self.file)));
                    break;
                }
                let message = format!("la clave `{}` no existe en `{}`", key.name, declared.key);
                let help = instead(&key.name, keys(), "las claves son");
                let diag = Diagnostic::new(Code::FieldUnknown, message).help(help);
                self.unknown_key(diag.at(key.span.of(self.file)));
            }
        }
        (!parts.is_empty()).then_some(Value::Record(parts))
    }

    pub(super) fn values(&mut self, declared: &Field, node: &Node) -> Vec<Value> {
        let many = matches!(node.kind, Kind::List(_));
        if many && !declared.many {
            self.diags.push(
                Diagnostic::new(
                    Code::FieldType,
                    format!("`{}` lleva un solo valor y hay una lista", declared.key),
                )
                .at(node.span.of(self.file))
                .help(match node.items() {
                    [one] if one.text().is_some() => {
                        let text = one.text().unwrap_or_default();
                        format!("escríbalo sin lista: `{}: {text}`", declared.key)
                    }
                    _ => format!("deje uno: {}", declared.kind.expected()),
                }),
            );
            return Vec::new();
        }
        let mut out = Vec::new();
        for item in node.items() {
            if declared.kind == FieldKind::Record {
                out.extend(self.record(declared, item));
                continue;
            }
            match field::coerce(declared, item, self.site, self.file, &mut self.diags) {
                Ok(value) => {
                    if !many && self.is_of_names(declared) {
                        let told = listing::unlisted(&declared.key, item);
                        let told = told.map(|diag| diag.at(item.span.of(self.file)));
                        self.diags.extend(told);
                    }
                    out.push(value);
                }
                Err(diag) => {
                    let alone = declared.many && node.items().len() == 1;
                    let text = item.text().filter(|_| alone);
                    let cuts = text.unwrap_or_default().split([',', ';']);
                    let values: Vec<&str> = cuts.map(str::trim).collect();
                    let is_one = |value: &str| {
                        let kind = Kind::Scalar {
                            text: value.to_owned(),
                            quoted: true,
                        };
                        let one = Node { kind, ..*item };
                        field::coerce(declared, &one, self.site, self.file, &mut Vec::new()).is_ok()
                    };
                    let listed = listing::listed(&declared.key, &values, is_one);
                    let diag = diag.instead(listed.or_else(|| listing::slipped(item)));
                    self.diags.push(diag.at(item.span.of(self.file)));
                }
            }
        }
        out
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
        let told = (declared.reserved && declared.name == "titulo") || self.header_broken;
        if !declared.required || told || self.role == Role::Index {
            return;
        }
        let help = match declared.help.as_str() {
            "" => format!("escriba `{}:` y {}", declared.key, declared.kind.expected()),
            help => format!("escriba `{}:` {help}", declared.key),
        };
        self.diags.push(
            Diagnostic::new(
                Code::FieldMissing,
                format!("falta el campo obligatorio `{}`", declared.key),
            )
            .at(span.of(self.file))
            .help(help),
        );
    }

    pub(super) fn unknown(&mut self) {
        let policy = self.collection.unknown_fields;
        if policy == Unknown::Allow {
            return;
        }
        let known: Vec<&str> = self
            .collection
            .fields
            .iter()
            .map(|f| f.key.as_str())
            .collect();
        for (key, value) in self.header.map_or(&[][..], Node::entries) {
            let name = key.name.as_str();
            if known.contains(&name) || STRUCTURED.contains(&name) {
                continue;
            }
            let near = meant(name, known.iter().chain(STRUCTURED).copied());
            let near = near.filter(|_| unseen(name).is_none());
            let begun = near.and_then(|near| Some((near, begun(name, near)?)));
            let mut diag = Diagnostic::new(
                Code::FieldUnknown,
                format!(
                    "el campo `{}` no existe en «{}»",
                    key.name, self.collection.title
                ),
            )
            .at(key.span.of(self.file))
            .suggest(near.filter(|_| begun.is_none()));
            if let Some(sign) = unseen(name) {
                diag = diag.help(format!("el nombre lleva {}: bórrelo", said(sign)));
            } else if let Some((near, begun)) = begun {
                let whole = format!("{begun}: {}", value.text().unwrap_or("…"));
                let whole = match whole.starts_with(['"', '\'', '[', '{']) {
                    true => whole,
                    false => quoted(&whole),
                };
                diag = diag.help(format!(
                    "después de `{near}` van dos puntos y un espacio: `{near}: {whole}`"
                ));
            } else if near.is_none() {
                let own = self.collection.fields.iter().filter(|f| !f.reserved);
                let own: Vec<&str> = own.map(|f| f.key.as_str()).collect();
                let name = &self.collection.name;
                diag = diag.help(match own.as_slice() {
                    [] => format!(
                        "declárelo en `[collections.{name}.fields]` de site.toml, o quítelo"
                    ),
                    own => format!("los campos propios son: {}", own.join(", ")),
                });
            }
            self.unknown_key(diag);
        }
    }

    /// Says that nobody declared a key, as the collection wants it said.
    fn unknown_key(&mut self, diag: Diagnostic) {
        self.diags.push(match self.collection.unknown_fields {
            Unknown::Warn => diag.warning(),
            _ => diag,
        });
    }
}
