//! The declared fields of a document: present, absent and unknown ones.

use super::{Role, Typing, Value, field};
use crate::base::text::nearest;
use crate::config::schema::{Field, STRUCTURED, Unknown};
use crate::data::Node;
use crate::diag::{Code, Diagnostic};

impl Typing<'_> {
    /// Types every declared field and reports the others.
    pub(super) fn fields(&mut self) -> Vec<(usize, Vec<Value>)> {
        let mut out = Vec::new();
        for (i, declared) in self.collection.fields.iter().enumerate() {
            if self.role == Role::Index && !declared.reserved {
                continue;
            }
            let node = self.header.and_then(|h| h.get(&declared.key));
            let written = node.filter(|n| !n.is_empty());
            let values = match (written, &declared.default) {
                (Some(node), _) => self.values(declared, node),
                (None, Some(node)) => {
                    // What is wrong with a default was said once, of site.toml.
                    let said = self.diags.len();
                    let values = self.values(declared, node);
                    self.diags.truncate(said);
                    values
                }
                (None, None) => {
                    self.missing(declared, node);
                    continue;
                }
            };
            if !values.is_empty() {
                out.push((i, values));
            }
        }
        self.unknown();
        out
    }

    pub(super) fn values(&mut self, declared: &Field, node: &Node) -> Vec<Value> {
        let many = matches!(node.kind, crate::data::Kind::List(_));
        if many && !declared.many {
            self.diags.push(
                Diagnostic::new(
                    Code::FieldType,
                    format!("`{}` lleva un solo valor y hay una lista", declared.key),
                )
                .at(node.span.of(self.file))
                .help(format!("deje uno: {}", declared.kind.expected())),
            );
            return Vec::new();
        }
        let mut out = Vec::new();
        for item in node.items() {
            match field::coerce(declared, item, self.site, self.file, &mut self.diags) {
                Ok(value) => out.push(value),
                Err(diag) => self.diags.push(diag.at(item.span.of(self.file))),
            }
        }
        out
    }

    pub(super) fn missing(&mut self, declared: &Field, node: Option<&Node>) {
        let told = declared.name == "titulo" || self.header_broken;
        if !declared.required || told || self.role == Role::Index {
            return;
        }
        let span = node.map_or(self.header_span, |n| n.span);
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
        for (key, _) in self.header.map_or(&[][..], Node::entries) {
            let name = key.name.as_str();
            if known.contains(&name) || STRUCTURED.contains(&name) {
                continue;
            }
            let near = nearest(&key.name, known.iter().copied());
            let mut diag = Diagnostic::new(
                Code::FieldUnknown,
                format!(
                    "el campo `{}` no existe en «{}»",
                    key.name, self.collection.title
                ),
            )
            .at(key.span.of(self.file))
            .suggest(near);
            if near.is_none() {
                let own = self.collection.fields.iter().filter(|f| !f.reserved);
                let own: Vec<&str> = own.map(|f| f.key.as_str()).collect();
                diag = diag.help(format!("los campos propios son: {}", own.join(", ")));
            }
            if policy == Unknown::Warn {
                diag = diag.warning();
            }
            self.diags.push(diag);
        }
    }
}
