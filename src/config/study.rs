//! `[study]`: which collection holds paths of study, and which fields say what is learned in them.

use super::schema::{Collection, Field, FieldKind};
use crate::base::fold::slug;
use crate::data::Span;
use crate::data::reader::{Reader, wrong};
use crate::diag::Diagnostic;

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
    root: &mut Reader<'_, '_>,
    title: &str,
    collections: &[Collection],
) -> Option<Study> {
    let mut reader = root.section("study")?;
    reader.require("collection", "la colección de las rutas", "\"rutas\"");
    reader.require("steps", "el campo con sus módulos", "\"modulos\"");
    let mut named = |key| Some((reader.text(key)?, reader.place(key)));
    let [collection, steps, requires, minutes, audience] =
        ["collection", "steps", "requires", "minutes", "audience"].map(&mut named);
    let id = reader.text("id").map(|id| slug(&id));
    reader.finish();
    let (name, span) = collection?;
    let Some(paths) = collections.iter().position(|c| c.name == name) else {
        let diag = wrong(format!("la colección `{name}` no existe"));
        let names = collections.iter().map(|c| c.name.as_str());
        root.report(span, diag.among(&name, names));
        return None;
    };
    let mut find = |at: usize, named: Option<(String, Span)>, fits: Fits, expected: &str| {
        let (name, span) = named?;
        let found = field(&collections[at], &name, (fits, expected));
        found.map_err(|diag| root.report(span, *diag)).ok()
    };
    let orders: Fits = |f, _| f.many && matches!(f.kind, FieldKind::Ref(Some(_)));
    let steps = find(paths, steps, orders, "`ref`, con `collection` y `many`")?;
    // A collection that does not exist was already reported at its field.
    let FieldKind::Ref(Some(modules)) = &collections[paths].fields[steps].kind else {
        return None;
    };
    let modules = collections.iter().position(|c| c.name == *modules)?;
    let back: Fits = |f, own| f.many && f.kind == FieldKind::Ref(Some(own.to_owned()));
    let whole: Fits = |f, _| !f.many && f.kind == FieldKind::Integer;
    let text: Fits = |f, _| !f.many && f.kind == FieldKind::Text;
    Some(Study {
        requires: find(modules, requires, back, "`ref` a su colección, con `many`"),
        minutes: find(modules, minutes, whole, "`integer`, sin `many`"),
        audience: find(paths, audience, text, "`text`, sin `many`"),
        id: id.filter(|i| !i.is_empty()).unwrap_or_else(|| slug(title)),
        paths,
        steps,
        modules,
    })
}

/// A field of a collection that is what a key of `[study]` needs.
fn field(
    collection: &Collection,
    name: &str,
    (fits, expected): (Fits, &str),
) -> Result<usize, Box<Diagnostic>> {
    let (fields, own) = (&collection.fields, &collection.name);
    let diag = match fields.iter().position(|f| f.name == name) {
        Some(at) if fits(&fields[at], own) => return Ok(at),
        Some(_) => wrong(format!(
            "el campo `{name}` de `{own}` no sirve aquí: debe ser {expected}"
        )),
        None => {
            let declared = fields.iter().filter(|f| !f.reserved);
            wrong(format!("la colección `{own}` no tiene el campo `{name}`"))
                .among(name, declared.map(|f| f.name.as_str()))
        }
    };
    Err(diag.into())
}
