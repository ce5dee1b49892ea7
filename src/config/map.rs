//! `[map]`: the terms of one field as regions of a drawing.

use super::facts::own_page;
use super::schema::{Collection, FieldKind};
use super::vocabulary::Vocabulary;
use super::{Files, Site};
use crate::base::near::nearest;
use crate::data::reader::{Reader, wrong};
use crate::data::svg::{self, Drawing, Shape};
use crate::diag::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A map of regions.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// Address of its page from the root of the site: `mapa.html`.
    pub url: String,
    pub title: String,
    /// The field whose terms are the regions.
    pub field: String,
    /// Position of the field's vocabulary.
    pub vocabulary: usize,
    /// The drawing's `viewBox`.
    pub frame: String,
    /// Outlines that are no region.
    pub background: String,
    /// The shape of each term of the vocabulary, by position.
    pub shapes: Vec<Option<Shape>>,
    /// How documents without a region are called: `one` and `other`, with `{n}`.
    pub elsewhere: BTreeMap<String, String>,
}

/// Reads `[map]` and its drawing.
pub(super) fn read(root: &mut Reader<'_, '_>, site: &Site, files: &mut Files<'_>) -> Option<Map> {
    let mut reader = root.section("map")?;
    let (url, title) = own_page(&mut reader, "mapa", "");
    let mut map = Map {
        url,
        title,
        field: reader.text("field").unwrap_or_default(),
        ..Map::default()
    };
    let (field_at, file_at) = (reader.place("field"), reader.place("shapes"));
    let file = reader.text("shapes");
    if let Some(node) = reader.node("elsewhere") {
        let mut words = reader.group("elsewhere");
        for key in ["one", "other"] {
            if let Some(text) = words.text(key) {
                map.elsewhere.insert(key.into(), text);
            } else {
                let help = "escriba `one = \"1 experiencia\"` y `other = \"{n} experiencias\"`";
                words.report(node.span, wrong(format!("falta `{key}`")).help(help));
            }
        }
        words.finish();
    }
    let title = "\"Mapa por departamento\"";
    reader.require("title", "el nombre del mapa", title);
    let shapes = "el dibujo del mapa: un SVG con un `id` por región";
    reader.require("shapes", shapes, "\"content/_datos/mapa.svg\"");
    let field = "el campo con las regiones, de tipo `term` y con `pages = true`";
    reader.require("field", field, "\"departamento\"");
    reader.finish();
    if map.field.is_empty() {
        return None;
    }
    match vocabulary(&map.field, &site.collections) {
        Ok(vocabulary) => map.vocabulary = vocabulary,
        Err(diag) => {
            root.report(field_at, *diag);
            return None;
        }
    }
    let file = file?;
    let text = files.named(&file, file_at, root.diags())?;
    let file: Arc<str> = file.into();
    let drawing = svg::parse(&file, &text);
    root.diags().extend(drawing.diags);
    let vocabulary = &site.vocabularies[map.vocabulary];
    fill(&mut map, drawing.value, vocabulary, (&file, root.diags()));
    Some(map)
}

/// The vocabulary of a field with term pages.
fn vocabulary(name: &str, collections: &[Collection]) -> Result<usize, Box<Diagnostic>> {
    let fields = || collections.iter().flat_map(|c| &c.fields);
    let mut terms = fields().filter_map(|f| match f.kind {
        FieldKind::Term(vocabulary) if f.pages => Some((f.name.as_str(), vocabulary)),
        _ => None,
    });
    if let Some((_, vocabulary)) = terms.find(|(own, _)| *own == name) {
        return Ok(vocabulary);
    }
    let message = match fields().any(|f| f.name == name) {
        true => format!("el campo `{name}` no sirve para un mapa"),
        false => format!("ninguna colección tiene el campo `{name}`"),
    };
    let near = nearest(name, fields().filter(|f| f.pages).map(|f| f.name.as_str()));
    let diag = wrong(message)
        .suggest(near.filter(|near| *near != name))
        .help("use un campo con `type = \"term\"`, `vocabulary` y `pages = true`");
    Err(diag.into())
}

/// Puts each shape with its term.
fn fill(
    map: &mut Map,
    drawing: Drawing,
    vocabulary: &Vocabulary,
    (file, diags): (&Arc<str>, &mut Vec<Diagnostic>),
) {
    map.frame = drawing.frame;
    map.background = drawing.background;
    map.shapes.resize_with(vocabulary.terms.len(), || None);
    for shape in drawing.shapes {
        let id = &shape.id;
        let found = vocabulary.terms.iter().position(|t| t.id == *id);
        let (message, near, help) = match found {
            None if vocabulary.unread => continue,
            None => (
                format!("la región `{id}` no está en el vocabulario"),
                vocabulary.near(id),
                format!("escriba como `id` un término de `{}`", vocabulary.name),
            ),
            Some(at) if map.shapes[at].is_some() => (
                format!("la región `{id}` está dos veces"),
                None,
                "junte sus trazos en un `<g>` con ese `id`".to_owned(),
            ),
            Some(_) if shape.path.is_empty() => (
                format!("la región `{id}` no tiene trazo"),
                None,
                "ponga dentro un `<path>`, un `<polygon>` o un `<rect>`".to_owned(),
            ),
            Some(_) if shape.place.is_none() => (
                format!("la región `{id}` no dice dónde va su número"),
                None,
                "escriba `data-x` y `data-y`, un punto dentro de ella".to_owned(),
            ),
            Some(at) => {
                map.shapes[at] = Some(shape);
                continue;
            }
        };
        let diag = Diagnostic::new(Code::Vocabulary, message).suggest(near);
        diags.push(diag.help(help).at(shape.span.of(file)));
    }
}
