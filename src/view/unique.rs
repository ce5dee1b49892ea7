//! Outputs that would be one file, and those that can be none: the first stays, the other is reported.

use super::Scope;
use super::kind::{Kind, Route};
use super::occupied::Occupied;
use crate::base::path::{is_portable, is_safe};
use crate::check::Role;
use crate::diag::{Code, Diagnostic, Outcome, Place};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Where the search has its files, of which some have names that nobody knows yet.
const SEARCH_FOLDER: &str = "buscador/";

/// All outputs, sorted by path; paths are unique, the second of two is reported and left out.
#[derive(Default)]
pub struct Routes {
    list: Vec<Route>,
    by_path: FxHashMap<Arc<str>, u32>,
}

impl Routes {
    /// The route at a path.
    pub fn get(&self, path: &str) -> Option<&Route> {
        self.by_path.get(path).map(|at| &self.list[*at as usize])
    }

    /// All routes, by path.
    pub fn all(&self) -> &[Route] {
        &self.list
    }
}

/// Sorts the routes and reports those that cannot be: `searched`, what is in the folder of the search.
pub(super) fn unique(scope: &Scope, list: Vec<Route>, searched: bool) -> Outcome<Routes> {
    // Documents come first at equal paths, so that the other one is told to move.
    let mut list: Vec<_> = list.into_iter().map(|r| (beginning(&r.path), r)).collect();
    list.sort_by(|(first, a), (second, b)| {
        let whole = || (&a.path, rank(&a.kind)).cmp(&(&b.path, rank(&b.kind)));
        first.cmp(second).then_with(whole)
    });
    let mut diags = Vec::new();
    let mut kept: Vec<Route> = Vec::with_capacity(list.len());
    let mut occupied = Occupied::with_capacity(list.len());
    for (_, route) in list {
        if !is_safe(&route.path) {
            diags.push(unsafe_name(scope, &route));
            continue;
        }
        if searched && route.path.starts_with(SEARCH_FOLDER) {
            diags.push(of_search(scope, &route));
            continue;
        }
        match occupied.take(&route.path, kept.len() as u32) {
            None => kept.push(route),
            Some(first) => {
                // Two documents were already reported by the catalogue, with both places.
                let first = &kept[first as usize];
                let both = |r: &Route| matches!(r.kind, Kind::Doc(_));
                if !(both(first) && both(&route)) {
                    let mut two = [first, &route];
                    two.sort_by_key(|route| rank(&route.kind));
                    diags.push(collision(scope, two[0], two[1]));
                }
            }
        }
    }
    for (folder, file, inside) in occupied.both() {
        let mut two = [file, inside].map(|at| &kept[at as usize]);
        two.sort_by_key(|route| rank(&route.kind));
        diags.push(file_and_folder(scope, folder, two));
    }
    Outcome {
        value: Routes {
            list: kept,
            by_path: occupied.by_path,
        },
        diags,
    }
}

/// The first bytes of a path as a number, in the order of the paths: most are told apart by it.
fn beginning(path: &str) -> u128 {
    let bytes = path.bytes().chain(std::iter::repeat(0)).take(16);
    bytes.fold(0, |all, byte| all << 8 | u128::from(byte))
}

fn rank(kind: &Kind) -> u8 {
    match kind {
        Kind::Redirect(_) => 3,
        Kind::Attachment(_) => 4,
        Kind::Doc(_) => 2,
        Kind::Term { .. } => 1,
        _ => 0,
    }
}

/// What to do about an output that cannot be.
fn instead(scope: &Scope, route: &Route, usual: &str) -> String {
    match route.kind {
        Kind::Redirect(_) => "quite este alias".to_owned(),
        Kind::Term { taxonomy, term, .. } => {
            let term = &scope.catalog.taxonomies[taxonomy].terms[term];
            let field = &scope.site.taxonomies[taxonomy].field;
            format!(
                "escriba otro término que «{}» en `{field}`, o cambie su `id`",
                term.label
            )
        }
        _ => usual.to_owned(),
    }
}

fn collision(scope: &Scope, first: &Route, second: &Route) -> Diagnostic {
    let diag = Diagnostic::new(
        Code::AddressTaken,
        format!("la dirección {} ya está ocupada", second.path),
    )
    .at(place(scope, second))
    .help(instead(
        scope,
        second,
        "cambie el nombre del archivo o escriba otro `slug`",
    ));
    match first.kind {
        Kind::Doc(_) | Kind::Redirect(_) | Kind::Attachment(_) => {
            diag.label(place(scope, first), "la ocupa este")
        }
        _ => diag.help("la ocupa una página que el sitio hace por sí mismo"),
    }
}

fn file_and_folder(scope: &Scope, folder: &str, [first, second]: [&Route; 2]) -> Diagnostic {
    let message = format!("«{folder}» no puede ser a la vez un archivo y una carpeta del sitio");
    Diagnostic::new(Code::AddressTaken, message)
        .at(place(scope, second))
        .label(place(scope, first), "el otro es este")
        .help("cambie el nombre del archivo o el de la carpeta")
}

fn of_search(scope: &Scope, route: &Route) -> Diagnostic {
    let message = format!("la dirección {} ya está ocupada", route.path);
    Diagnostic::new(Code::AddressTaken, message)
        .at(place(scope, route))
        .help(format!(
            "`{SEARCH_FOLDER}` es la carpeta de la búsqueda: use otro nombre"
        ))
}

fn unsafe_name(scope: &Scope, route: &Route) -> Diagnostic {
    // What commands a terminal is told by its number.
    let shown = route.path.escape_debug();
    let message = match is_portable(&route.path) {
        true => format!("`{shown}` no sirve como dirección"),
        false => format!("Windows y las memorias USB no pueden guardar `{shown}`"),
    };
    Diagnostic::new(Code::AddressInvalid, message)
        .at(place(scope, route))
        .help(instead(
            scope,
            route,
            "cambie el nombre: letras, números y guiones",
        ))
}

fn place(scope: &Scope, route: &Route) -> Place {
    match route.kind {
        Kind::Doc(id) | Kind::Redirect(id) => {
            let doc = scope.catalog.doc(id);
            debug_assert!(doc.role == Role::Document);
            let mut alias = doc.wiring.alias.iter();
            let alias = alias.find(|(path, _)| **path == *route.path);
            let span = alias.map_or(doc.wiring.place, |(_, span)| *span);
            span.of(&doc.file)
        }
        Kind::Attachment(at) => Place::start_of(&scope.catalog.attachments[at].file),
        // Somebody has the term: where nobody does it has no page.
        Kind::Term { taxonomy, term, .. } => {
            let docs = &scope.catalog.taxonomies[taxonomy].terms[term].docs;
            let doc = scope.catalog.doc(docs.first().copied().unwrap_or_default());
            doc.wiring.place.of(&doc.file)
        }
        _ => Place::start_of(&crate::config::SITE_FILE.into()),
    }
}
