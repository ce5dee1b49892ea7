//! `[collections.x]`: what a collection is, and what only all collections together can tell.

use super::Site;
use super::schema::{Collection, Field, FieldKind, KIND, Sort, Taxonomy, Unknown};
use super::vocabulary::Vocabulary;
use crate::base::fold::slug;
use crate::base::near::nearest;
use crate::data::reader::{Reader, wrong};
use crate::data::{Key, Node, Span};
use crate::diag::Diagnostic;
use std::sync::Arc;

/// Reads `[collections]`.
pub(super) fn read_all(root: &mut Reader<'_, '_>, vocabularies: &[Vocabulary]) -> Vec<Collection> {
    if root.node("collections").is_none() && !root.misspells("collections") {
        let diag = wrong("site.toml no declara ninguna colección")
            .help("añada una: `[collections.casos]` con `title = \"Casos\"`");
        root.report(root.span(), diag);
    }
    let mut out: Vec<Collection> = Vec::new();
    let mut astray = Vec::new();
    let tables = root.tables("collections");
    for (key, node) in tables {
        if let Some(other) = misspelt(key, node, tables) {
            let message = format!(
                "la colección `{}` no existe: aquí solo están sus campos",
                key.name
            );
            let help = format!("¿quiso decir `[collections.{other}.fields.…]`?");
            root.report(key.span, wrong(message).help(help));
            let mut reader = root.inner(node, format!("[collections.{}]", key.name));
            astray.push((other, super::fields::read(&mut reader, vocabularies)));
            continue;
        }
        let mut reader = root.inner(node, format!("[collections.{}]", key.name));
        let mut own = collection(&key.name, &mut reader, vocabularies);
        if let Some(other) = out.iter().find(|other| other.path == own.path) {
            let (folder, other) = (folder(&own.path), &other.name);
            let diag = wrong(format!(
                "la carpeta `{folder}` ya es de la colección `{other}`"
            ));
            let help = "escriba en `path` otra carpeta, o deje una sola de las dos";
            reader.report(reader.place("path"), diag.help(help));
            own.path = slug(&key.name);
        }
        reader.finish();
        out.push(own);
    }
    // Read as they were meant: documents that have them are no other mistake.
    for (name, fields) in astray {
        let declared = fields.into_iter().filter(|f| f.span != Span::default());
        let own = out.iter_mut().find(|c| c.name == name);
        if let Some(own) = own {
            let fresh = declared.filter(|f| {
                own.field(&f.name)
                    .is_none_or(|known| known.span == Span::default())
            });
            let fresh: Vec<Field> = fresh.collect();
            own.fields
                .retain(|known| !fresh.iter().any(|f| f.name == known.name));
            own.fields.extend(fresh);
        }
    }
    out
}

/// The collection that is meant where one has nothing but fields: another one with nearly its name.
fn misspelt<'n>(key: &Key, node: &Node, tables: &'n [(Key, Node)]) -> Option<&'n str> {
    let mut keys = node.entries().iter();
    let bare = keys.all(|(key, _)| key.name == "fields") && !node.is_empty();
    let whole = |node: &Node| node.entries().iter().any(|(key, _)| key.name != "fields");
    let others = tables.iter().filter(|(_, node)| whole(node));
    let others = others.map(|(other, _)| other.name.as_str());
    bare.then(|| nearest(&key.name, others)).flatten()
}

/// Reads one collection with its fields.
fn collection(name: &str, reader: &mut Reader<'_, '_>, vocabularies: &[Vocabulary]) -> Collection {
    let title = reader.text("title").unwrap_or_else(|| name.to_owned());
    let path = reader.text("path").unwrap_or_else(|| name.to_owned());
    let path = path.trim_matches('/').to_owned();
    let mut path = if path == "." { String::new() } else { path };
    if !is_name(name) {
        let diag = wrong(format!("`{name}` no sirve como nombre de una colección"));
        reader.report(reader.span(), diag.help("use letras, números, `-` y `_`"));
    }
    // What starts like this in the content folder is not published.
    let slugged = path
        .split('/')
        .all(|p| !p.is_empty() && !p.starts_with(['_', '.', '~']));
    let top = path.is_empty();
    if !top && (!slugged || !crate::base::path::is_safe(&path)) {
        let message = format!("`{path}` no sirve como carpeta de una colección");
        reader.report(reader.place("path"), wrong(message));
        path = slug(name);
    }
    let sorts = [
        ("fecha", Sort::Date),
        ("titulo", Sort::Title),
        ("orden", Sort::Order),
    ];
    let policies = [
        ("error", Unknown::Error),
        ("warn", Unknown::Warn),
        ("allow", Unknown::Allow),
    ];
    Collection {
        name: name.to_owned(),
        singular: reader.text("singular").unwrap_or_else(|| title.clone()),
        description: reader.text("description").unwrap_or_default(),
        shape_at: reader.node("shape").map(|n| n.span).unwrap_or_default(),
        shape: reader.text("shape").unwrap_or_default(),
        listed: reader.boolean("listed").unwrap_or(true),
        raw_html: reader.boolean("raw_html").unwrap_or(false),
        sourced: reader.boolean("facts").unwrap_or(false),
        components: reader.texts_at("components"),
        per_page: reader.count("per_page", 1).unwrap_or(20),
        sort: reader.choice("sort", &sorts).unwrap_or(Sort::Date),
        unknown_fields: reader
            .choice("unknown_fields", &policies)
            .unwrap_or(Unknown::Error),
        fields: super::fields::read(reader, vocabularies),
        title,
        path,
    }
}

/// The folder of a collection, as the author sees it.
fn folder(path: &str) -> String {
    let inside = ["content", path].join("/");
    inside.trim_end_matches('/').to_owned()
}

/// Files of a collection, as its schema, are called like it.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// `ref` fields must name a collection that exists.
pub(super) fn references(
    file: &Arc<str>,
    node: Option<&Node>,
    site: &Site,
    diags: &mut Vec<Diagnostic>,
) {
    let names: Vec<&str> = site.collections.iter().map(|c| c.name.as_str()).collect();
    for collection in &site.collections {
        for field in &collection.fields {
            let FieldKind::Ref(Some(target)) = &field.kind else {
                continue;
            };
            if names.contains(&target.as_str()) {
                continue;
            }
            let place = node
                .and_then(|n| n.get(&collection.name))
                .and_then(|n| n.get("fields"))
                .and_then(|n| n.get(&field.name))
                .and_then(|n| n.get("collection"))
                .map_or_else(Default::default, |n| n.span);
            let diag = wrong(format!("la colección `{target}` no existe"));
            let diag = diag.among(target, names.iter().copied());
            diags.push(diag.at(place.of(file)));
        }
    }
}

/// Gathers the fields with terms by name: one field name is one taxonomy in all collections.
pub(super) fn taxonomies(file: &Arc<str>, site: &mut Site, diags: &mut Vec<Diagnostic>) {
    let mut list: Vec<Taxonomy> = Vec::new();
    for collection in &mut site.collections {
        for field in &mut collection.fields {
            if !(field.facet || field.pages) {
                continue;
            }
            let vocabulary = match field.kind {
                FieldKind::Term(v) => Some(v),
                _ => None,
            };
            let at = match list.iter().position(|t| t.field == field.name) {
                Some(at) => at,
                None => {
                    list.push(Taxonomy {
                        field: field.name.clone(),
                        slug: slug(&field.name),
                        label: field.label.clone(),
                        help: field.help.clone(),
                        vocabulary,
                        facet: false,
                        pages: false,
                        topical: field.kind != FieldKind::Boolean,
                    });
                    list.len() - 1
                }
            };
            let mut report = |diag: Diagnostic| diags.push(diag.at(field.span.of(file)));
            let name = &field.name;
            let taken = match name.as_str() {
                KIND => Some("ya es un filtro: dice de qué colección es un documento"),
                "q" | "orden" if field.facet => {
                    Some("no puede ser un filtro: la dirección de cada búsqueda lo lleva")
                }
                _ => None,
            };
            if let Some(why) = taken {
                let help = format!("dé otro nombre al campo y escriba en él `key = \"{name}\"`");
                report(wrong(format!("`{name}` {why}")).help(help));
            }
            let taxonomy = &mut list[at];
            taxonomy.facet |= field.facet;
            taxonomy.pages |= field.pages;
            if taxonomy.vocabulary != vocabulary {
                let message = format!(
                    "el campo `{}` de `{}` usa otro vocabulario que en otra colección",
                    field.name, collection.name
                );
                let help = "use el mismo vocabulario o dé otro nombre al campo";
                report(wrong(message).help(help));
            }
            field.taxonomy = Some(at);
        }
    }
    site.taxonomies = list;
}
