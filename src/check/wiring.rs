//! How a document hangs together with others: its terms, references, links and former addresses.

use super::doc::Ties;
use super::{Reference, TermUse, Typing, Value, Wiring};
use crate::base::locale::Locale;
use crate::config::schema::FieldKind;
use crate::data::{Node, Span};
use crate::diag::{Code, Diagnostic};
use crate::parse::component::TableUse;
use crate::parse::links::Link;

/// Puts the links of Markdown fields after those of the body, where the catalogue finds them.
pub(super) fn gather(mut links: Vec<Link>, fields: &mut [(usize, Vec<Value>)]) -> Vec<Link> {
    for value in fields.iter_mut().flat_map(|(_, values)| values) {
        if let Value::Markdown(fragment) = value {
            let base = links.len() as u32;
            for hole in &mut fragment.html.holes {
                hole.link += base;
            }
            links.append(&mut fragment.links);
        }
    }
    links
}

impl<'a> Typing<'a> {
    /// What the catalogue reads, with the places where it reports.
    pub(super) fn wiring(
        &mut self,
        ties: Ties,
        tables: Vec<TableUse>,
        alias: Vec<(Box<str>, Span)>,
    ) -> Wiring {
        Wiring {
            ties: ties.into(),
            tables,
            alias,
            place: self.place_of("slug"),
            title: self.place_of("titulo"),
            review_by: self.place_of("revisar_antes_de"),
            expires: self.place_of("vence"),
            permits: self.permits(),
        }
    }

    /// The terms of the fields that have facets or pages, each once.
    pub(super) fn terms(&self, fields: &[(usize, Vec<Value>)]) -> Vec<TermUse> {
        let mut out: Vec<TermUse> = Vec::new();
        let locale = Locale::of(&self.site.language);
        for (at, values) in fields {
            let Some(taxonomy) = self.collection.fields[*at].taxonomy else {
                continue;
            };
            for value in values {
                let Some((id, label)) = value.term() else {
                    continue;
                };
                let yes_or_no = value.boolean().map(|yes| locale.boolean(yes).into());
                if !out.iter().any(|t| t.taxonomy == taxonomy && *t.id == *id) {
                    out.push(TermUse {
                        taxonomy,
                        id: id.into(),
                        label: yes_or_no.unwrap_or(label).into(),
                    });
                }
            }
        }
        out
    }

    pub(super) fn references(&self, fields: &[(usize, Vec<Value>)]) -> Vec<Reference> {
        let mut out = Vec::new();
        for (at, values) in fields {
            let declared = &self.collection.fields[*at];
            if !matches!(declared.kind, FieldKind::Ref(_)) {
                continue;
            }
            let mut place = self.places(&declared.name);
            for value in values {
                if let Value::Ref(target) = value {
                    out.push(Reference {
                        field: *at,
                        target: target.clone(),
                        span: place(target),
                    });
                }
            }
        }
        out
    }

    /// Where the values of a field are written, asked for one after the other: two equal ones have two
    /// places. The top of the file for one that nobody wrote.
    fn places(&self, name: &str) -> impl FnMut(&str) -> Span + use<'a> {
        let mut nodes = self.written(name).map_or(&[][..], Node::items).iter();
        let top = self.header_span;
        move |text| {
            let node = nodes.find(|n| n.text().is_some_and(|t| t.trim() == text));
            node.map_or(top, |n| n.span)
        }
    }

    pub(super) fn aliases(&mut self, written: &[Box<str>], output: &str) -> Vec<(Box<str>, Span)> {
        let mut out = Vec::new();
        let mut place = self.places("alias");
        for text in written {
            let span = place(text);
            // From the bar of a browser an address comes with its escapes; files have none in their names.
            let path = crate::base::path::decode(text.trim_start_matches('/'));
            let path = match path.ends_with('/') {
                true => format!("{path}index.html"),
                false if path.ends_with(".html") => path,
                // The name of the file that it was: its page had this address.
                false if path.ends_with(".md") => format!("{}.html", path.trim_end_matches(".md")),
                false => format!("{path}.html"),
            };
            let odd = path.contains(['?', '#', ',']);
            if !crate::base::path::is_safe(&path) || path == output || odd {
                let message = format!("`{text}` no sirve como alias");
                let diag = Diagnostic::new(Code::AddressInvalid, message);
                self.report(span, diag.help(instead_of(text)));
                continue;
            }
            out.push((path.into(), span));
        }
        out
    }
}

/// What to write instead of an alias that is no address of a page.
fn instead_of(text: &str) -> String {
    if text.contains(',') {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let parts = parts.join(", ");
        return format!("si son varias, escriba una lista: `alias: [{parts}]`");
    }
    match text.split_once(['?', '#']) {
        Some((path, _)) if !path.is_empty() => {
            format!("escriba la dirección sin lo que sigue: `{path}`")
        }
        _ => "escriba la dirección anterior dentro del sitio: `casos/nombre.html`".to_owned(),
    }
}
