//! Runs of letters and what stands among them: links, fields, notes, pictures (§17.3.2, §17.16, §20.4).

use super::package::{self, Relations, Target, attribute, child, value};
use super::pieces::{Look, Piece, Pieces, What};
use super::styles::{Declared, Styles};
use crate::base::text::one_line;
use roxmltree::Node;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;

/// Pictures that browsers show.
const SHOWN: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// Fields whose result is of the paper: pages, and lists of what stands on them.
const OF_PAPER: &[&str] = &[
    "TOC", "INDEX", "PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES",
];

/// What Word says of a picture that it described by itself.
const BY_ITSELF: &[&str] = &[
    "Descripción generada automáticamente",
    "Description automatically generated",
];

/// Something that Word works out: an instruction and, after it, its result.
#[derive(Default)]
pub(super) struct Field {
    instruction: String,
    in_result: bool,
}

impl Field {
    fn is_shown(&self) -> bool {
        let name = self.instruction.split_whitespace().next();
        self.in_result && !name.is_some_and(|name| OF_PAPER.contains(&&*name.to_uppercase()))
    }

    /// The address that its result leads to: `HYPERLINK "https://…"`.
    fn link(&self) -> Option<Rc<str>> {
        let rest = self
            .instruction
            .trim()
            .strip_prefix("HYPERLINK")?
            .trim_start();
        let address = rest.strip_prefix('"')?.split('"').next()?;
        (!address.is_empty()).then(|| address.into())
    }
}

/// What cannot be brought along, counted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Their letters are brought along, not how they stand.
    pub equations: usize,
    /// Charts, diagrams, shapes and objects of other programs.
    pub drawings: usize,
    /// Pictures that no browser shows, or that are not in the file.
    pub pictures: usize,
}

/// What stands in a paragraph.
#[derive(Default)]
pub(super) struct Inside<'a, 'i> {
    pub pieces: Pieces,
    /// Elements that hold paragraphs of their own.
    pub boxes: Vec<Node<'a, 'i>>,
}

/// Reads what stands in paragraphs, and keeps what they refer to.
#[derive(Default)]
pub(super) struct Runs {
    pub styles: Styles,
    /// The parts that there are.
    names: HashSet<String>,
    /// Of the part that is read.
    relations: Relations,
    /// The fields that are open, outermost first.
    fields: Vec<Field>,
    /// The notes that the text refers to: what they are, and their id.
    pub notes: Vec<(&'static str, String)>,
    /// The parts that hold the pictures, each once.
    pub pictures: Vec<String>,
    pub left: Left,
}

impl Runs {
    pub(super) fn new(styles: Styles, names: HashSet<String>) -> Runs {
        Runs {
            styles,
            names,
            ..Runs::default()
        }
    }

    /// Goes on with a part that has these relations.
    pub(super) fn begin(&mut self, relations: Relations) {
        self.relations = relations;
        self.fields.clear();
    }

    /// What stands in a paragraph of that style.
    pub(super) fn paragraph<'a, 'i>(
        &mut self,
        node: Node<'a, 'i>,
        style: Option<&str>,
    ) -> Inside<'a, 'i> {
        let mut out = Inside::default();
        self.inside(node, self.styles.look(style), &mut out);
        // A field that is not whole would hide all that comes.
        self.fields.retain(|field| field.in_result);
        out
    }

    /// What stands in a part of a paragraph whose letters look so.
    fn inside<'a, 'i>(&mut self, node: Node<'a, 'i>, around: Declared, out: &mut Inside<'a, 'i>) {
        for inner in node.children() {
            match inner.tag_name().name() {
                "r" => self.run(inner, around, out),
                "hyperlink" => {
                    let link = attribute(inner, "id").and_then(|id| self.relations.get(id));
                    let link: Option<Rc<str>> = match link {
                        Some(Target::Outside(address)) => Some(address.as_str().into()),
                        _ => None,
                    };
                    let from = out.pieces.len();
                    self.inside(inner, around, out);
                    for piece in &mut out.pieces[from..] {
                        piece.look.link.clone_from(&link);
                    }
                }
                "fldSimple" => {
                    self.fields.push(Field {
                        instruction: attribute(inner, "instr").unwrap_or_default().to_owned(),
                        in_result: true,
                    });
                    self.inside(inner, around, out);
                    self.fields.pop();
                }
                "oMath" => {
                    self.left.equations += 1;
                    let all = inner.descendants().filter(|n| n.tag_name().name() == "t");
                    let text = all.filter_map(|n| n.text()).collect();
                    self.push(What::Text(text), Look::default(), out);
                }
                // What was taken out (`del`, `moveFrom`) is not read.
                "ins" | "moveTo" | "sdt" | "sdtContent" | "smartTag" | "customXml" | "dir"
                | "bdo" | "oMathPara" => self.inside(inner, around, out),
                _ => {}
            }
        }
    }

    fn run<'a, 'i>(&mut self, node: Node<'a, 'i>, around: Declared, out: &mut Inside<'a, 'i>) {
        let properties = child(node, "rPr");
        if properties.is_some_and(|p| child(p, "vanish").is_some()) {
            return;
        }
        let look = self.look(properties, around);
        self.run_inside(node, &look, height(properties), out);
    }

    fn run_inside<'a, 'i>(
        &mut self,
        node: Node<'a, 'i>,
        look: &Look,
        height: Ordering,
        out: &mut Inside<'a, 'i>,
    ) {
        for inner in node.children() {
            let text = match inner.tag_name().name() {
                "t" => placed(inner.text().unwrap_or_default(), height),
                "tab" | "ptab" => "\t".to_owned(),
                "noBreakHyphen" => "-".to_owned(),
                "br" | "cr" => {
                    if attribute(inner, "type").is_none_or(|of| of == "textWrapping") {
                        self.push(What::Break, look.clone(), out);
                    }
                    continue;
                }
                "fldChar" => {
                    match attribute(inner, "fldCharType") {
                        Some("begin") => self.fields.push(Field::default()),
                        Some("separate") => {
                            self.fields
                                .iter_mut()
                                .last()
                                .into_iter()
                                .for_each(|f| f.in_result = true);
                        }
                        _ => drop(self.fields.pop()),
                    }
                    continue;
                }
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(inner.text().unwrap_or_default());
                    }
                    continue;
                }
                "footnoteReference" => {
                    self.note("footnote", inner, out);
                    continue;
                }
                "endnoteReference" => {
                    self.note("endnote", inner, out);
                    continue;
                }
                "drawing" | "pict" | "object" => {
                    self.drawing(inner, out);
                    continue;
                }
                // The same twice, for newer and older programs.
                "AlternateContent" => {
                    if let Some(newer) = child(inner, "Choice") {
                        self.run_inside(newer, look, height, out);
                    }
                    continue;
                }
                _ => continue,
            };
            self.push(What::Text(text), look.clone(), out);
        }
    }

    /// Adds what is seen of a field, or stands in none.
    fn push(&self, what: What, mut look: Look, out: &mut Inside<'_, '_>) {
        if self.fields.iter().all(Field::is_shown) {
            look.link = self.fields.iter().find_map(Field::link);
            out.pieces.push(Piece { what, look });
        }
    }

    /// How letters look that have these properties, in a paragraph whose letters look so.
    fn look(&self, properties: Option<Node<'_, '_>>, around: Declared) -> Look {
        let style = properties.and_then(|p| value(p, "rStyle"));
        let named = self.styles.look(style);
        let look = Declared::read(properties).over(named).over(around);
        Look {
            bold: look.bold.unwrap_or_default(),
            italic: look.italic.unwrap_or_default(),
            strike: look.strike.unwrap_or_default(),
            link: None,
        }
    }

    fn note(&mut self, kind: &'static str, node: Node<'_, '_>, out: &mut Inside<'_, '_>) {
        if let Some(id) = attribute(node, "id") {
            let note = What::Note(self.notes.len());
            self.notes.push((kind, id.to_owned()));
            self.push(note, Look::default(), out);
        }
    }

    /// A picture, a box with paragraphs, or something that cannot be brought along.
    fn drawing<'a, 'i>(&mut self, node: Node<'a, 'i>, out: &mut Inside<'a, 'i>) {
        let named =
            |name: &'static str| move |inner: &Node<'_, '_>| inner.tag_name().name() == name;
        if let Some(inside) = node.descendants().find(named("txbxContent")) {
            return out.boxes.push(inside);
        }
        let picture = |inner: Node<'_, '_>| match inner.tag_name().name() {
            "blip" => Some(attribute(inner, "embed").unwrap_or_default().to_owned()),
            "imagedata" => Some(attribute(inner, "id").unwrap_or_default().to_owned()),
            _ => None,
        };
        let Some(id) = node.descendants().find_map(picture) else {
            self.left.drawings += 1;
            return;
        };
        match self.relations.get(&id) {
            Some(Target::Part(part))
                if self.names.contains(part) && SHOWN.contains(&&*package::ending(part)) =>
            {
                let known = self.pictures.iter().position(|p| p == part);
                let at = known.unwrap_or(self.pictures.len());
                if known.is_none() {
                    self.pictures.push(part.clone());
                }
                let told = node.descendants().find(named("docPr"));
                let told = told
                    .and_then(|told| attribute(told, "descr"))
                    .unwrap_or_default();
                self.push(What::Picture(at, described(told)), Look::default(), out);
            }
            _ if node.tag_name().name() == "object" => self.left.drawings += 1,
            _ => self.left.pictures += 1,
        }
    }
}

/// What somebody wrote of a picture.
fn described(told: &str) -> String {
    let mut told = one_line(told);
    for words in BY_ITSELF {
        told = told.replace(words, "");
    }
    told.trim_matches(|c: char| c.is_whitespace() || c == ',')
        .to_owned()
}

/// Where letters stand, seen from the others: `Greater` when they are raised.
fn height(properties: Option<Node<'_, '_>>) -> Ordering {
    let of = |name| properties.and_then(|p| value(p, name));
    match of("vertAlign") {
        Some("superscript") => Ordering::Greater,
        Some("subscript") => Ordering::Less,
        _ => {
            let points = of("position").and_then(|points| points.parse::<i32>().ok());
            points.unwrap_or_default().cmp(&0)
        }
    }
}

/// Letters that are raised or lowered, where there are signs for all of them.
fn placed(text: &str, height: Ordering) -> String {
    let (from, to) = match (height, text) {
        (Ordering::Equal, _) => return text.to_owned(),
        // As in `1.º`.
        (Ordering::Greater, "o" | "os" | "a" | "as") => ("oas", "ºªs"),
        (Ordering::Greater, _) => ("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
        (Ordering::Less, _) => ("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
    };
    let sign = |c: char| to.chars().nth(from.chars().position(|f| f == c)?);
    let placed: Option<String> = text.chars().map(sign).collect();
    placed.unwrap_or_else(|| text.to_owned())
}
