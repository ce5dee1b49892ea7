//! What a document is called: the field says it, or its first heading, or only its file.

use super::fields::Group;
use super::{Role, Typing};
use crate::base::fold::fold;
use crate::base::path::stem;
use crate::data::Node;
use crate::diag::{Code, Diagnostic};
use crate::parse::outline::at_top;

impl Typing<'_> {
    /// The title: the field, or the first heading, which is not repeated in the body.
    pub(super) fn title(
        &mut self,
        field: Option<&str>,
        path: &str,
        body: &mut crate::parse::Body,
    ) -> String {
        let field = field.filter(|t| !t.trim().is_empty());
        let lead = body.lead.take();
        let repeats = |title: &str| lead.as_ref().is_some_and(|l| fold(&l.text) == fold(title));
        let title = match (field, &lead) {
            (Some(title), Some(_)) if !repeats(title) => {
                let span = lead.as_ref().map_or(self.header_span, |l| l.span);
                self.report(span, at_top());
                return title.to_owned();
            }
            (Some(title), _) => title.to_owned(),
            (None, Some(lead)) => {
                if self.header.is_none() && self.asked().next().is_some() {
                    self.headless();
                }
                lead.text.clone()
            }
            (None, None) => {
                if !self.header_broken {
                    self.untitled();
                }
                stem(path).replace(['-', '_'], " ")
            }
        };
        if let Some(lead) = lead {
            body.drop_lead(&lead);
        }
        title
    }

    /// Says that nothing gives the title. A key that is nearly its own is told by itself.
    fn untitled(&mut self) {
        let field = self.collection.field("titulo");
        let key = field.map_or("titulo", |f| &f.key);
        let group = Group::new(self.header, self.header_span, &self.collection.fields);
        let diag = match (self.header, field) {
            (Some(_), Some(field)) if self.misspelt(field, &group) => return,
            // What is no text was told of the field.
            _ if self.written("titulo").is_some_and(Node::is_group) => return,
            (Some(_), _) => {
                let message = format!("falta el campo obligatorio `{key}`");
                Diagnostic::new(Code::FieldMissing, message)
                    .help(format!("escriba `{key}: …` entre las dos líneas `---`"))
            }
            (None, _) => return self.headless(),
        };
        self.report(self.place_of("titulo"), diag);
    }

    /// The fields that a document of the collection must have, besides its title.
    fn asked(&self) -> impl Iterator<Item = &str> {
        let fields = self.collection.fields.iter();
        let asked = fields.filter(|f| f.required && f.default.is_none() && f.name != "titulo");
        let asked = asked.filter(|_| self.role != Role::Index);
        asked.map(|f| f.key.as_str())
    }

    /// Says that the document has no header, with all that belongs there.
    fn headless(&mut self) {
        let title = self.collection.field("titulo");
        let title = title.map_or("titulo", |f| &f.key);
        let keys = [title].into_iter().chain(self.asked());
        let keys: Vec<String> = keys.map(|key| format!("`{key}: …`")).collect();
        let help = format!(
            "empiece el archivo con una línea `---`, una por campo ({}) y otra línea `---`",
            keys.join(", ")
        );
        let message = "el documento no tiene encabezado";
        let diag = Diagnostic::new(Code::HeaderMissing, message).help(help);
        self.report(self.place_of("titulo"), diag);
    }
}
