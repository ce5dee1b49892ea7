//! What only all documents together show of their upkeep: late reviews, equal titles, lost pages.

use super::{Attachment, Catalog, DocId, Resolved, report};
use crate::base::date;
use crate::base::fold::fold;
use crate::check::{Doc, Permit, permitted};
use crate::config::Site;
use crate::diag::{Code, Diagnostic, Place};
use crate::parse::links::Target;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Takes out the warnings that documents permit themselves and tells of permits that nothing needs:
/// they would hide what goes wrong later.
pub(super) fn permits(catalog: &Catalog, site: &Site, diags: &mut Vec<Diagnostic>) {
    let some = catalog.docs.iter().filter(|d| !d.wiring.permits.is_empty());
    let mut own: FxHashMap<&str, Vec<Permit>> = some
        .map(|doc| (&*doc.file, doc.wiring.permits.clone()))
        .collect();
    if own.is_empty() {
        return;
    }
    diags.retain(|diag| {
        let place = diag.place.as_ref();
        let permits = place.and_then(|place| own.get_mut(&*place.file));
        !permits.is_some_and(|permits| permitted(diag, permits))
    });
    for doc in &catalog.docs {
        let permits = own.get(&*doc.file).map_or(&[][..], Vec::as_slice);
        let unused = permits.iter().filter(|p| !p.used);
        for permit in unused.filter(|p| !site.untold.contains(&p.code)) {
            let message = format!("`{}` se permite y nada lo necesita", permit.code);
            let diag = Diagnostic::new(Code::PermitUnused, message).help("quite este permiso");
            diags.push(diag.at(permit.span.of(&doc.file)));
        }
    }
}

/// Looks at all documents, where site.toml has `[style]`.
pub(super) fn lint(catalog: &Catalog, site: &Site, diags: &mut Vec<Diagnostic>) {
    let Some(style) = &site.style else { return };
    let mut found = Vec::new();
    late(catalog, site, &mut found);
    titles(catalog, site, &mut found);
    orphans(catalog, site, &mut found);
    found.retain(|d: &Diagnostic| !style.ignore.contains(&d.code));
    diags.append(&mut found);
}

/// Documents past their dates, by the newest date of the content: no clock decides.
fn late(catalog: &Catalog, site: &Site, diags: &mut Vec<Diagnostic>) {
    let Some(today) = catalog.reference_date() else {
        return;
    };
    let which = if site.at.is_some() { "" } else { "más nueva " };
    let newest = format!("la fecha {which}del sitio es {}", date::iso(today));
    for id in catalog.documents() {
        let doc = catalog.doc(id);
        if let Some(by) = doc.review.review_by.filter(|by| *by < today) {
            let by = date::long(by);
            let message = format!("este documento se debía revisar antes del {by}");
            let diag = Diagnostic::new(Code::ReviewOverdue, message)
                .at(doc.wiring.review_by.of(&doc.file))
                .help(format!("revíselo y ponga una fecha nueva; {newest}"));
            report(diags, doc, site, diag);
        }
        if let Some(end) = doc.review.expires.filter(|end| *end < today) {
            let message = format!("este documento dejó de valer el {}", date::long(end));
            let diag = Diagnostic::new(Code::Expired, message)
                .at(doc.wiring.expires.of(&doc.file))
                .help(format!("renuévelo o retírelo; {newest}"));
            report(diags, doc, site, diag);
        }
    }
}

/// The second document of a title is told to change it.
fn titles(catalog: &Catalog, site: &Site, diags: &mut Vec<Diagnostic>) {
    let mut first: FxHashMap<String, DocId> = FxHashMap::default();
    for id in catalog.documents() {
        let doc = catalog.doc(id);
        let Some(other) = first.get(&fold(&doc.card.title)) else {
            first.insert(fold(&doc.card.title), id);
            continue;
        };
        let other = catalog.doc(*other);
        let message = format!("otro documento se llama «{}»", other.card.title);
        let diag = Diagnostic::new(Code::TitleRepeated, message)
            .at(doc.wiring.title.of(&doc.file))
            .label(other.wiring.title.of(&other.file), "este")
            .help("diga en el título qué los distingue; si uno es copia del otro, bórrelo");
        report(diags, doc, site, diag);
    }
}

/// Documents of collections without a list that nothing leads to.
fn orphans(catalog: &Catalog, site: &Site, diags: &mut Vec<Diagnostic>) {
    for id in catalog.documents() {
        let doc = catalog.doc(id);
        let listed = site.collections[doc.card.collection].listed;
        let by_term = catalog
            .terms
            .of(id)
            .iter()
            .any(|(taxonomy, _)| site.taxonomies[*taxonomy as usize].pages);
        // Every page of an official site leads to the policies of its entity.
        let institution = site.institution.iter();
        let mut policies = institution.flat_map(|own| &own.policies);
        let policy = policies.any(|(_, url, _)| **url == *doc.card.url);
        if listed || by_term || policy || !catalog.backlinks(id).is_empty() {
            continue;
        }
        let message = "ningún documento enlaza este, y su colección no tiene lista";
        let diag = Diagnostic::new(Code::Orphan, message)
            .at(doc.wiring.title.of(&doc.file))
            .help("enlácelo desde otro documento");
        report(diags, doc, site, diag);
    }
}

/// Files of a word processor that no document links: their authors think that the site has them.
pub(super) fn unlinked(catalog: &Catalog, hidden: &[Arc<Doc>], diags: &mut Vec<Diagnostic>) {
    let is_text = |file: &str| {
        let lower = file.to_lowercase();
        TEXTS.iter().any(|ending| lower.ends_with(ending))
    };
    let files = (0..).zip(catalog.attachments.iter());
    let files: Vec<(u32, &Attachment)> = files.filter(|(_, file)| is_text(&file.file)).collect();
    if files.is_empty() {
        return;
    }
    let links = catalog.links.iter().flatten();
    let linked: FxHashSet<u32> = links.filter_map(Resolved::attachment).collect();
    // A draft may be what links it.
    let drafted = |url: &str| {
        let mut ties = hidden.iter().map(|doc| doc.wiring.ties.read());
        ties.any(|ties| {
            let mut targets = ties.links.iter().map(|link| &link.target);
            targets.any(|target| matches!(target, Target::File { path, .. } if **path == *url))
        })
    };
    for (at, file) in files {
        let told = diags.iter().any(|d| {
            let place = d.place.as_ref();
            place.is_some_and(|place| place.file == file.file)
        });
        if told || linked.contains(&at) || drafted(&file.url) {
            continue;
        }
        let message = "ningún documento enlaza este archivo, y no es una página";
        let bring = match file.file.to_lowercase().ends_with(".docx") {
            true => format!(
                "si es un documento, sáquelo de `content` y tráigalo con `acervo import word {} \
                 --collection` y el nombre de la colección",
                file.file.rsplit('/').next().unwrap_or(&file.file)
            ),
            false => "si es un documento, pase su texto a un archivo `.md`".to_owned(),
        };
        diags.push(
            Diagnostic::new(Code::FileName, message)
                .at(Place::start_of(&file.file))
                .help(bring)
                .help("si es para descargar, enlácelo desde un documento"),
        );
    }
}

/// How files of word processors end.
const TEXTS: [&str; 4] = [".doc", ".docx", ".odt", ".rtf"];
