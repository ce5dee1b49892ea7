//! Data of persons in the front matter: a title or a list of names is published like any text.

use super::Typing;
use crate::config::schema::FieldKind;
use crate::config::style::Style;
use crate::data::{Kind, Node, Span};
use crate::diag::Code;
use crate::parse::personal;

impl Typing<'_> {
    /// Looks through the front matter; a field of addresses holds what it is for.
    pub(super) fn personal(&mut self, style: &Style) {
        if style.ignore.contains(&Code::PersonalData) {
            return;
        }
        for (key, node) in self.header.map_or(&[][..], Node::entries) {
            let mut fields = self.collection.fields.iter();
            let field = fields.find(|f| f.key == key.name);
            let open = field.map(|f| matches!(f.kind, FieldKind::Email | FieldKind::Url));
            if open != Some(true) {
                self.personal_in(node);
            }
        }
    }

    fn personal_in(&mut self, node: &Node) {
        match &node.kind {
            Kind::Scalar { text, quoted } => {
                // An address of the web may hold any number.
                let web = text.starts_with("https://") || text.starts_with("http://");
                for (kind, at) in personal::find(text).filter(|_| !web) {
                    let span = inside(node.span, text, *quoted, at);
                    self.report(span, personal::finding(kind));
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.personal_in(item)),
            Kind::Map(entries) => entries.iter().for_each(|(_, item)| self.personal_in(item)),
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
