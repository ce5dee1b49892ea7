//! `[study]`: which collection holds paths of study, and which fields say what is learned in them.

use super::schema::{Collection, Field, FieldKind};
use crate::base::fold::slug;
use crate::data::reader::Reader;
use crate::data::{Node, Span};
use crate::diag::{Code, Diagnostic};
use std::sync::Arc;

/// Paths of study: documents of one collection that put the documents of another in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
    /// The collection of paths, by its position.
    pub paths: usize,
    /// Its field with the steps, by its position in the schema.
    pub steps: usize,
    /// The collection that steps are of.
    pub modules: usize,
    /// The modules' field with what comes before each.
    pub requires: Option<usize>,
    /// The modules' field with the minutes that each takes.
    pub minutes: Option<usize>,
    /// The paths' field that says for whom each is.
    pub audience: Option<usize>,
    /// Under what name a reader's device keeps their progress: it must outlive the site's title.
    pub id: String,
}

/// What one key of `[study]` may name.
type Fits = fn(&Field, &str) -> bool;

/// Reads `[study]`; `title` is the site's.
pub(super) fn read(
    file: &Arc<str>,
    node: Option<&Node>,
    (title, collections): (&str, &[Collection]),
    diags: &mut Vec<Diagnostic>,
) -> Option<Study> {
    let mut reader = Reader::new(file, node?, "[study]", diags);
    let named = |reader: &mut Reader<'_, '_>, key: &'static str| {
        let span = reader.node(key).map(|n| n.span);
        reader.text(key).zip(span)
    };
    let collection = named(&mut reader, "collection");
    let steps = named(&mut reader, "steps");
    let own = ["requires", "minutes", "audience"].map(|key| named(&mut reader, key));
    let id = reader.text("id").map(|id| slug(&id));
    reader.require("collection", "la colección de las rutas", "\"rutas\"");
    reader.require("steps", "el campo con sus módulos", "\"modulos\"");
    reader.finish();
    let (name, span) = collection?;
    let Some(paths) = collections.iter().position(|c| c.name == name) else {
        let message = format!("la colección `{name}` no existe");
        let diag = Diagnostic::new(Code::ConfigValue, message);
        let names = collections.iter().map(|c| c.name.as_str());
        diags.push(diag.at(span.of(file)).among(&name, names));
        return None;
    };
    let mut find = |at: usize, name: &(String, Span), fits: Fits, expected: &str| {
        let found = field(&collections[at], name, (fits, expected));
        found
            .map_err(|diag| diags.push(diag.at(name.1.of(file))))
            .ok()
    };
    let orders: Fits = |f, _| f.many && matches!(f.kind, FieldKind::Ref(Some(_)));
    let steps = find(paths, &steps?, orders, "`ref`, con `collection` y `many`")?;
    // A collection that does not exist was already reported at its field.
    let FieldKind::Ref(Some(modules)) = &collections[paths].fields[steps].kind else {
        return None;
    };
    let modules = collections.iter().position(|c| c.name == *modules)?;
    let [requires, minutes, audience] = &own;
    let back: Fits = |f, own| f.many && f.kind == FieldKind::Ref(Some(own.to_owned()));
    let whole: Fits = |f, _| !f.many && f.kind == FieldKind::Integer;
    let text: Fits = |f, _| !f.many && f.kind == FieldKind::Text;
    let mut optional = |at, named: &Option<(String, Span)>, fits, expected| {
        named.as_ref().and_then(|n| find(at, n, fits, expected))
    };
    Some(Study {
        requires: optional(modules, requires, back, "`ref` a su colección, con `many`"),
        minutes: optional(modules, minutes, whole, "`integer`, sin `many`"),
        audience: optional(paths, audience, text, "`text`, sin `many`"),
        id: id.filter(|i| !i.is_empty()).unwrap_or_else(|| slug(title)),
        paths,
        steps,
        modules,
    })
}

/// A field of a collection that is what a key of `[study]` needs.
fn field(
    collection: &Collection,
    (name, _): &(String, Span),
    (fits, expected): (Fits, &str),
) -> Result<usize, Diagnostic> {
    let fields = &collection.fields;
    let report = |message: String| Diagnostic::new(Code::ConfigValue, message);
    match fields.iter().position(|f| f.name == *name) {
        Some(at) if fits(&fields[at], &collection.name) => Ok(at),
        Some(_) => Err(report(format!(
            "el campo `{name}` de `{}` no sirve aquí: debe ser {expected}",
            collection.name
        ))),
        None => {
            let message = format!(
                "la colección `{}` no tiene el campo `{name}`",
                collection.name
            );
            let own = fields.iter().filter(|f| !f.reserved);
            Err(report(message).among(name, own.map(|f| f.name.as_str())))
        }
    }
}
