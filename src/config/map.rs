//! `[map]`: the terms of one field as regions of a drawing.

use super::facts::own_page;
use super::schema::{Collection, FieldKind};
use super::vocabulary::Vocabulary;
use super::{Files, SITE_FILE};
use crate::base::near::nearest;
use crate::data::Node;
use crate::data::reader::Reader;
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
pub(super) fn read(
    node: Option<&Node>,
    (vocabularies, collections): (&[Vocabulary], &[Collection]),
    files: &mut Files<'_>,
    diags: &mut Vec<Diagnostic>,
) -> Option<Map> {
    let site: Arc<str> = SITE_FILE.into();
    let mut reader = Reader::new(&site, node?, "[map]", diags);
    let (url, title) = own_page(&mut reader, "mapa", "");
    let mut map = Map {
        url,
        title,
        field: reader.text("field").unwrap_or_default(),
        ..Map::default()
    };
    let head = reader.head();
    let field_at = reader.node("field").map_or(head, |n| n.span);
    let file_at = reader.node("shapes").map_or(head, |n| n.span);
    let file = reader.text("shapes");
    if let Some(node) = reader.node("elsewhere") {
        let mut words = Reader::new(&site, node, "`elsewhere`", reader.diags());
        for key in ["one", "other"] {
            if let Some(text) = words.text(key) {
                map.elsewhere.insert(key.into(), text);
            } else {
                let help = "escriba `one = \"1 experiencia\"` y `other = \"{n} experiencias\"`";
                let report = words.report(Code::ConfigValue, node.span, format!("falta `{key}`"));
                report.help.push(help.into());
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
    map.vocabulary = vocabulary(&map.field, collections, diags, |d| d.at(field_at.of(&site)))?;
    let file = file?;
    let text = match files.text(&file) {
        Ok(text) => text,
        Err(why) => {
            let message = format!("no se pudo leer `{file}`: {why}");
            diags.push(Diagnostic::new(Code::ConfigValue, message).at(file_at.of(&site)));
            return None;
        }
    };
    let file: Arc<str> = file.into();
    let drawing = svg::parse(&file, &text);
    diags.extend(drawing.diags);
    let vocabulary = &vocabularies[map.vocabulary];
    fill(&mut map, drawing.value, vocabulary, (&file, diags));
    Some(map)
}

/// The vocabulary of a field with term pages; anything else is reported.
fn vocabulary(
    name: &str,
    collections: &[Collection],
    diags: &mut Vec<Diagnostic>,
    place: impl Fn(Diagnostic) -> Diagnostic,
) -> Option<usize> {
    let fields = || collections.iter().flat_map(|c| &c.fields);
    let mut terms = fields().filter_map(|f| match f.kind {
        FieldKind::Term(vocabulary) if f.pages => Some((f.name.as_str(), vocabulary)),
        _ => None,
    });
    if let Some((_, vocabulary)) = terms.find(|(own, _)| *own == name) {
        return Some(vocabulary);
    }
    let message = match name {
        name if fields().any(|f| f.name == name) => {
            format!("el campo `{name}` no sirve para un mapa")
        }
        name => format!("ninguna colección tiene el campo `{name}`"),
    };
    let near = nearest(name, fields().filter(|f| f.pages).map(|f| f.name.as_str()));
    let diag = Diagnostic::new(Code::ConfigValue, message)
        .suggest(near.filter(|near| *near != name))
        .help("use un campo con `type = \"term\"`, `vocabulary` y `pages = true`");
    diags.push(place(diag));
    None
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
        let mut report = |message: String, help: String, near: Option<&str>| {
            diags.push(
                Diagnostic::new(Code::Vocabulary, message)
                    .at(shape.span.of(file))
                    .suggest(near)
                    .help(help),
            );
        };
        let id = &shape.id;
        let Some(at) = vocabulary.terms.iter().position(|t| t.id == *id) else {
            let message = format!("la región `{id}` no está en el vocabulario");
            let help = format!("escriba como `id` un término de `{}`", vocabulary.name);
            report(message, help, vocabulary.near(id));
            continue;
        };
        if map.shapes[at].is_some() {
            let help = "junte sus trazos en un `<g>` con ese `id`".to_owned();
            report(format!("la región `{id}` está dos veces"), help, None);
        } else if shape.path.is_empty() {
            let help = "ponga dentro un `<path>`, un `<polygon>` o un `<rect>`".to_owned();
            report(format!("la región `{id}` no tiene trazo"), help, None);
        } else if shape.place.is_none() {
            let message = format!("la región `{id}` no dice dónde va su número");
            let help = "escriba `data-x` y `data-y`, un punto dentro de ella".to_owned();
            report(message, help, None);
        } else {
            map.shapes[at] = Some(shape);
        }
    }
}
