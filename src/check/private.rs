//! Data of persons in the front matter: a title or a list of names is published like any text.

use super::{Typing, style};
use crate::config::schema::{FieldKind, STRUCTURED};
use crate::data::{Kind, Node, Span};
use crate::diag::Code;
use crate::parse::personal;

impl Typing<'_> {
    /// Looks through the texts of the front matter, where site.toml has `[style]`. A field of type
    /// `email` is let go: who declared it wanted an address.
    pub(super) fn private(&mut self) {
        let asked = style(self.site, self.file);
        if asked.is_none_or(|style| style.ignore.contains(&Code::PersonalData)) {
            return;
        }
        for (key, node) in self.header.map_or(&[][..], Node::entries) {
            let mut fields = self.collection.fields.iter();
            let published = match fields.find(|f| f.key == key.name) {
                Some(field) => matches!(field.kind, FieldKind::Text | FieldKind::Markdown),
                None => STRUCTURED.contains(&key.name.as_str()),
            };
            if published {
                self.private_in(node);
            }
        }
    }

    fn private_in(&mut self, node: &Node) {
        match &node.kind {
            Kind::Scalar { text, quoted } => {
                for (kind, at) in personal::find(text) {
                    let span = inside(node.span, text, *quoted, at);
                    self.diags
                        .push(personal::finding(kind).at(span.of(self.file)));
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.private_in(item)),
            Kind::Map(entries) => entries.iter().for_each(|(_, item)| self.private_in(item)),
            Kind::Null => {}
        }
    }
}

/// Where a part of a value's text is written: the whole value, when quotes or folding changed it.
fn inside(span: Span, text: &str, quoted: bool, at: std::ops::Range<usize>) -> Span {
    let quote = usize::from(quoted);
    let start = span.start as usize + quote;
    match (span.end - span.start) as usize == text.len() + 2 * quote {
        true => Span::new(start + at.start, start + at.end),
        false => span,
    }
}
