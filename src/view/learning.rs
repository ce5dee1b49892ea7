//! Views of paths of study and of the modules in them.

use super::page::{BodyView, CardView, FactView, FieldView, RefView};
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
    pub url: String,
    pub title: String,
    pub summary: String,
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

/// A path of study with its steps in full.
#[derive(Serialize)]
pub struct PrintView {
    pub path: PathView,
    /// Safe HTML of the path's own document.
    pub intro: BodyView,
    pub parts: Vec<PartView>,
    /// The facts that the path or a step cites: on paper no link leads to them.
    pub facts: Vec<FactView>,
}

/// One step in full.
#[derive(Serialize)]
pub struct PartView {
    /// Its id on the page.
    pub id: String,
    pub step: PathStepView,
    /// Safe HTML; ids and links are those of this page.
    pub body: BodyView,
    pub sources: Vec<String>,
}
