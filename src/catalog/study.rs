//! Paths of study: their steps, what comes before each module, and orders that cannot be followed.

use super::{Catalog, DocId, report};
use crate::check::{Role, Value};
use crate::config::Site;
use crate::config::study::Study;
use crate::data::Span;
use crate::diag::{Code, Diagnostic};

/// Paths and modules, resolved. Empty on sites without `[study]`.
#[derive(Default, Debug)]
pub struct StudyIndex {
    /// In the order of their collection.
    pub paths: Vec<PathOfStudy>,
    /// First document of the modules' collection.
    first: DocId,
    modules: Vec<Module>,
}

/// One path of study.
#[derive(Debug)]
pub struct PathOfStudy {
    pub doc: DocId,
    /// Each once, in the author's order.
    pub steps: Vec<DocId>,
}

/// How one module hangs together with the others.
#[derive(Default, Debug)]
pub struct Module {
    /// What it takes, when its document says so.
    pub minutes: Option<u64>,
    /// What comes before it, in its author's order.
    pub requires: Vec<DocId>,
    /// Where it stands: position in [`StudyIndex::paths`] and in its steps.
    pub places: Vec<(usize, usize)>,
}

impl StudyIndex {
    /// A module by its document.
    pub fn module(&self, id: DocId) -> Option<&Module> {
        self.modules.get(id.checked_sub(self.first)? as usize)
    }

    /// The path that a document is.
    pub fn path(&self, id: DocId) -> Option<&PathOfStudy> {
        self.paths.iter().find(|p| p.doc == id)
    }
}

/// References of each document with where they are written.
pub(super) type Places = [Vec<Span>];

/// Puts paths and modules together and reports what nobody could follow.
pub(super) fn index(
    catalog: &Catalog,
    site: &Site,
    places: &Places,
    diags: &mut Vec<Diagnostic>,
) -> StudyIndex {
    let Some(study) = &site.study else {
        return StudyIndex::default();
    };
    let of = Named { catalog, places };
    let range = catalog.collections[study.modules].docs.clone();
    let mut out = StudyIndex {
        first: range.start,
        modules: range.clone().map(|id| module(&of, study, id)).collect(),
        ..StudyIndex::default()
    };
    let mut found = Vec::new();
    let circling = cycles(&of, &out, study, &mut found);
    for id in catalog.collections[study.paths].docs.clone() {
        let steps = steps(&of, study, id, &mut found);
        order(&of, (&out, &circling), (id, &steps), &mut found);
        let steps: Vec<DocId> = steps.into_iter().map(|(step, _)| step).collect();
        for (number, step) in steps.iter().enumerate() {
            let at = (step - range.start) as usize;
            out.modules[at].places.push((out.paths.len(), number));
        }
        out.paths.push(PathOfStudy { doc: id, steps });
    }
    for (id, diag) in found {
        report(diags, catalog.doc(id), site, diag);
    }
    out
}

/// A finding and the document that it is about.
type Found = Vec<(DocId, Diagnostic)>;

/// References by the field that holds them.
struct Named<'a> {
    catalog: &'a Catalog,
    places: &'a Places,
}

impl Named<'_> {
    fn by(&self, id: DocId, field: usize) -> impl Iterator<Item = (DocId, Span)> + '_ {
        let all = self.catalog.references[id as usize].iter();
        // Introductions are no steps and no modules.
        let document = |id: DocId| self.catalog.doc(id).role == Role::Document;
        all.zip(&self.places[id as usize])
            .filter(move |((at, target), _)| *at == field && document(*target))
            .map(|((_, target), span)| (*target, *span))
    }

    /// As authors name it: `modulos/fundamentos`.
    fn name(&self, id: DocId) -> &str {
        self.catalog.doc(id).path.trim_end_matches(".md")
    }
}

fn module(of: &Named<'_>, study: &Study, id: DocId) -> Module {
    let fields = of.catalog.doc(id).card.fields.read();
    let minutes = study.minutes.and_then(|field| {
        let (_, values) = fields.iter().find(|(at, _)| *at == field)?;
        u64::try_from(values.first().and_then(Value::integer)?).ok()
    });
    let mut requires: Vec<DocId> = Vec::new();
    for (target, _) in study
        .requires
        .into_iter()
        .flat_map(|field| of.by(id, field))
    {
        if !requires.contains(&target) {
            requires.push(target);
        }
    }
    Module {
        minutes,
        requires,
        ..Module::default()
    }
}

/// The steps of a path with their places; a second mention is reported and left out.
fn steps(of: &Named<'_>, study: &Study, id: DocId, found: &mut Found) -> Vec<(DocId, Span)> {
    let file = &of.catalog.doc(id).file;
    let mut out: Vec<(DocId, Span)> = Vec::new();
    for (step, span) in of.by(id, study.steps) {
        let Some((_, first)) = out.iter().find(|(s, _)| *s == step) else {
            out.push((step, span));
            continue;
        };
        let message = format!("`{}` está dos veces en esta ruta", of.name(step));
        let diag = Diagnostic::new(Code::StepTwice, message)
            .at(span.of(file))
            .label(first.of(file), "ya está aquí")
            .help("deje uno de los dos");
        found.push((id, diag));
    }
    out
}

/// Steps that come before what they need, and needs that no step meets.
fn order(
    of: &Named<'_>,
    (index, circling): (&StudyIndex, &[DocId]),
    (id, steps): (DocId, &[(DocId, Span)]),
    found: &mut Found,
) {
    let file = &of.catalog.doc(id).file;
    for (at, (step, span)) in steps.iter().enumerate() {
        let requires = index.module(*step).map_or(&[][..], |m| &m.requires);
        // What is wrong with a circle was said of the circle.
        let circles = |id: &DocId| circling.contains(id);
        for need in requires.iter().filter(|n| !(circles(n) && circles(step))) {
            let (own, need_name) = (of.name(*step), of.name(*need));
            let diag = match steps.iter().position(|(s, _)| s == need) {
                Some(place) if place < at => continue,
                Some(place) => {
                    let message =
                        format!("`{own}` está antes que `{need_name}`, que es su requisito");
                    Diagnostic::new(Code::StepEarly, message)
                        .label(steps[place].1.of(file), "el requisito está aquí")
                        .help(format!("ponga `{need_name}` antes"))
                }
                None => {
                    let message = format!("`{own}` pide `{need_name}`, que no está en esta ruta");
                    Diagnostic::new(Code::StepMissing, message)
                        .help(format!("agregue `{need_name}` antes, o quite el requisito"))
                }
            };
            found.push((id, diag.at(span.of(file))));
        }
    }
}

/// Where a walk through the requirements has been.
#[derive(Clone, Copy, PartialEq)]
enum Seen {
    No,
    /// On the way from where the walk started.
    Open,
    Done,
}

/// Reports each circle of requirements once, at the reference that closes it, and gives their
/// modules. A stack of our own: chains may be as long as the site.
fn cycles(of: &Named<'_>, index: &StudyIndex, study: &Study, found: &mut Found) -> Vec<DocId> {
    let mut members: Vec<DocId> = Vec::new();
    let Some(field) = study.requires else {
        return members;
    };
    let mut seen = vec![Seen::No; index.modules.len()];
    for start in 0..index.modules.len() {
        // Each module of the way with how many of its requirements were looked at.
        let mut way: Vec<(usize, usize)> = Vec::new();
        if seen[start] == Seen::No {
            seen[start] = Seen::Open;
            way.push((start, 0));
        }
        while let Some((module, next)) = way.last_mut() {
            let Some(target) = index.modules[*module].requires.get(*next) else {
                seen[*module] = Seen::Done;
                way.pop();
                continue;
            };
            *next += 1;
            let target = (target - index.first) as usize;
            match seen[target] {
                Seen::Done => {}
                Seen::No => {
                    seen[target] = Seen::Open;
                    way.push((target, 0));
                }
                Seen::Open => {
                    let from = way.iter().position(|(m, _)| *m == target).unwrap_or(0);
                    let circle = way[from..].iter().map(|(m, _)| *m as DocId + index.first);
                    let circle: Vec<DocId> = circle.collect();
                    found.push(circle_of(of, field, &circle));
                    members.extend(circle);
                }
            }
        }
    }
    members
}

/// The finding for a circle: each of its modules requires the next, and the last one the first.
fn circle_of(of: &Named<'_>, field: usize, circle: &[DocId]) -> (DocId, Diagnostic) {
    let first = circle.first().copied().unwrap_or_default();
    let last = circle.last().copied().unwrap_or_default();
    let place = |from: DocId, to: DocId| {
        let span = of.by(from, field).find(|(target, _)| *target == to);
        span.map_or_else(Span::default, |(_, span)| span)
            .of(&of.catalog.doc(from).file)
    };
    let names: Vec<&str> = circle
        .iter()
        .chain([&first])
        .map(|id| of.name(*id))
        .collect();
    let message = format!("los requisitos dan vueltas: {}", names.join(" → "));
    let mut diag = Diagnostic::new(Code::RequirementCircle, message)
        .at(place(last, first))
        .help("quite uno de estos requisitos: nadie podría empezar");
    for pair in circle.windows(2) {
        let text = format!("pide `{}`", of.name(pair[1]));
        diag = diag.label(place(pair[0], pair[1]), text);
    }
    (last, diag)
}
