//! Runs of letters and what stands among them: links, fields, notes, pictures (§17.3.2, §17.16, §20.4).

use super::blocks::Reader;
use super::package::{self, Target, attribute, child, value};
use super::pieces::{Look, Piece, Pieces, What};
use super::styles::Declared;
use crate::base::text::one_line;
use roxmltree::Node;
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

impl Reader {
    /// What stands in a paragraph, or in a part of it, whose letters look so.
    pub(super) fn inside(&mut self, node: Node<'_, '_>, around: Declared, out: &mut Pieces) {
        for inner in node.children() {
            match inner.tag_name().name() {
                "r" => self.run(inner, around, out),
                "hyperlink" => {
                    let link = attribute(inner, "id").and_then(|id| self.relations.get(id));
                    let link: Option<Rc<str>> = match link {
                        Some(Target::Outside(address)) => Some(address.as_str().into()),
                        _ => None,
                    };
                    let from = out.len();
                    self.inside(inner, around, out);
                    for piece in &mut out[from..] {
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

    fn run(&mut self, node: Node<'_, '_>, around: Declared, out: &mut Pieces) {
        let properties = child(node, "rPr");
        if properties.is_some_and(|p| child(p, "vanish").is_some()) {
            return;
        }
        let look = self.look(properties, around);
        let raised = properties.and_then(|p| value(p, "vertAlign"));
        self.run_inside(node, &look, raised, out);
    }

    fn run_inside(
        &mut self,
        node: Node<'_, '_>,
        look: &Look,
        raised: Option<&str>,
        out: &mut Pieces,
    ) {
        for inner in node.children() {
            let text = match inner.tag_name().name() {
                "t" => placed(inner.text().unwrap_or_default(), raised),
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
                        self.run_inside(newer, look, raised, out);
                    }
                    continue;
                }
                _ => continue,
            };
            self.push(What::Text(text), look.clone(), out);
        }
    }

    /// Adds what is seen of a field, or stands in none.
    fn push(&mut self, what: What, mut look: Look, out: &mut Pieces) {
        if self.fields.iter().all(Field::is_shown) {
            look.link = self.fields.iter().find_map(Field::link);
            out.push(Piece { what, look });
        }
    }

    fn note(&mut self, kind: &'static str, node: Node<'_, '_>, out: &mut Pieces) {
        if let Some(id) = attribute(node, "id") {
            let note = What::Note(self.notes.len());
            self.notes.push((kind, id.to_owned()));
            self.push(note, Look::default(), out);
        }
    }

    /// A picture, a box with paragraphs, or something that cannot be brought along.
    fn drawing(&mut self, node: Node<'_, '_>, out: &mut Pieces) {
        let named =
            |name: &'static str| move |inner: &Node<'_, '_>| inner.tag_name().name() == name;
        if let Some(inside) = node.descendants().find(named("txbxContent")) {
            let boxed = self.blocks(inside);
            return self.boxes.extend(boxed);
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

/// Letters that are raised or lowered, where there are signs for all of them.
fn placed(text: &str, how: Option<&str>) -> String {
    let (from, to) = match how {
        Some("superscript") => ("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
        Some("subscript") => ("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
        _ => return text.to_owned(),
    };
    match (how, text) {
        (Some("superscript"), "o" | "os") => return text.replace('o', "º"),
        (Some("superscript"), "a" | "as") => return text.replace('a', "ª"),
        _ => {}
    }
    let sign = |c: char| to.chars().nth(from.chars().position(|f| f == c)?);
    let placed: Option<String> = text.chars().map(sign).collect();
    placed.unwrap_or_else(|| text.to_owned())
}
