//! Paths of study and modules, as their pages and the home page show them.

use super::address::reference;
use super::card::{card, fields};
use super::page::{CardView, FieldView, RefView};
use super::{Scope, Text};
use crate::base::path::{folder, stem};
use crate::catalog::DocId;
use crate::catalog::study::PathOfStudy;
use crate::config::schema::FieldKind;
use crate::config::study::Study;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// How long something takes.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct TimeView {
    pub minutes: u64,
    /// The same as whole hours and the minutes that are left.
    pub hours: u64,
    pub rest: u64,
}

/// A path of study where it is offered: the home page and its own.
#[derive(Serialize, Clone, Debug)]
pub struct PathView {
    pub url: Text,
    pub title: Text,
    pub summary: Text,
    /// For whom it is, in the author's words; may be empty.
    pub audience: String,
    /// The sum of what its steps say that they take.
    pub time: Option<TimeView>,
    /// Addresses of its steps: what progress is counted by.
    pub modules: Vec<String>,
}

/// What the page of a path shows beside its document.
#[derive(Clone, Debug)]
pub struct PathPageView {
    pub path: PathView,
    pub steps: Vec<PathStepView>,
    /// Address of the page with all steps in full.
    pub print: String,
}

/// Templates see the path's own parts beside the others. By hand, so that the number of parts is
/// known beforehand: a digest is of values that say it.
impl Serialize for PathPageView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("PathPageView", 8)?;
        out.serialize_field("url", &self.path.url)?;
        out.serialize_field("title", &self.path.title)?;
        out.serialize_field("summary", &self.path.summary)?;
        out.serialize_field("audience", &self.path.audience)?;
        out.serialize_field("time", &self.path.time)?;
        out.serialize_field("modules", &self.path.modules)?;
        out.serialize_field("steps", &self.steps)?;
        out.serialize_field("print", &self.print)?;
        out.end()
    }
}

/// One step of a path.
#[derive(Serialize, Clone, Debug)]
pub struct PathStepView {
    /// From 1.
    pub number: usize,
    pub card: CardView,
    pub time: Option<TimeView>,
    /// What comes before it.
    pub requires: Vec<RefView>,
    /// Its own fields that are plain values, in schema order.
    pub fields: Vec<FieldView>,
}

/// What the page of a module shows beside its document.
#[derive(Serialize, Clone, Debug)]
pub struct ModuleView {
    pub time: Option<TimeView>,
    /// The paths that it is a step of.
    pub places: Vec<PlaceView>,
}

/// Where a module stands in one path.
#[derive(Serialize, Clone, Debug)]
pub struct PlaceView {
    pub path: RefView,
    /// From 1.
    pub number: usize,
    /// Addresses of the path's steps.
    pub modules: Vec<String>,
    pub previous: Option<RefView>,
    pub next: Option<RefView>,
}

/// Paths that the home page shows.
const HOME: usize = 3;

/// The paths that a page offers first.
pub(super) fn offered(scope: &Scope) -> Vec<PathView> {
    let all = scope.site.study.iter().flat_map(|study| {
        let paths = scope.catalog.study.paths.iter().take(HOME);
        paths.map(|path| path_view(scope, study, path))
    });
    all.collect()
}

/// The page of a path; `None` for other documents.
pub(super) fn path(scope: &Scope, id: DocId) -> Option<PathPageView> {
    let study = scope.site.study.as_ref()?;
    let path = scope.catalog.study.path(id)?;
    Some(PathPageView {
        steps: (1..)
            .zip(&path.steps)
            .map(|(number, step)| step_view(scope, *step, number))
            .collect(),
        print: print_url(&scope.catalog.doc(id).card.url),
        path: path_view(scope, study, path),
    })
}

/// What a module knows of its paths; `None` for other documents.
pub(super) fn module(scope: &Scope, id: DocId) -> Option<ModuleView> {
    let index = &scope.catalog.study;
    let module = index.module(id)?;
    let place = |(path, at): &(usize, usize)| {
        let path = &index.paths[*path];
        let step = |at: usize| path.steps.get(at).map(|step| reference(scope, *step));
        PlaceView {
            path: reference(scope, path.doc),
            number: at + 1,
            modules: urls(scope, path),
            previous: at.checked_sub(1).and_then(step),
            next: step(at + 1),
        }
    };
    Some(ModuleView {
        time: time(module.minutes.into_iter()),
        places: module.places.iter().map(place).collect(),
    })
}

/// Where all steps of a path are on one page: `rutas/a/imprimir.html` of `rutas/a.html`.
pub(super) fn print_url(url: &str) -> String {
    match stem(url) {
        "index" => format!("{}imprimir.html", folder(url)),
        name => format!("{}{name}/imprimir.html", folder(url)),
    }
}

fn path_view(scope: &Scope, study: &Study, path: &PathOfStudy) -> PathView {
    let card = &scope.catalog.doc(path.doc).card;
    let audience = study.audience.and_then(|field| {
        let fields = card.fields.read();
        let (_, values) = fields.iter().find(|(at, _)| *at == field)?;
        Some(values.first()?.text()?.to_owned())
    });
    let module = |step: &DocId| scope.catalog.study.module(*step)?.minutes;
    PathView {
        url: Text::new(&card.url),
        title: Text::new(&card.title),
        summary: Text::new(&card.summary),
        audience: audience.unwrap_or_default(),
        time: time(path.steps.iter().filter_map(module)),
        modules: urls(scope, path),
    }
}

fn step_view(scope: &Scope, id: DocId, number: usize) -> PathStepView {
    let module = scope.catalog.study.module(id);
    let requires = module.map_or(&[][..], |m| &m.requires);
    PathStepView {
        number,
        card: card(scope, id),
        time: time(module.and_then(|m| m.minutes).into_iter()),
        requires: requires.iter().map(|m| reference(scope, *m)).collect(),
        fields: fields(scope, id, |field| {
            !matches!(field.kind, FieldKind::Markdown | FieldKind::Ref(_))
        }),
    }
}

fn urls(scope: &Scope, path: &PathOfStudy) -> Vec<String> {
    let url = |id: &DocId| scope.catalog.doc(*id).card.url.to_string();
    path.steps.iter().map(url).collect()
}

/// The sum of some times; none when nobody says any.
fn time(minutes: impl Iterator<Item = u64>) -> Option<TimeView> {
    let minutes = minutes.fold(0, u64::saturating_add);
    (minutes > 0).then_some(TimeView {
        minutes,
        hours: minutes / 60,
        rest: minutes % 60,
    })
}
