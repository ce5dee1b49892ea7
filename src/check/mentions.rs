//! What a document's words refer to: facts by their codes, terms and acronyms of the glossary.
//!
//! The runs of plain words that parsing noted are read once, in the order of the page. What is found
//! becomes holes of the HTML, so that only the page itself knows where facts and terms are shown.

mod reading;

use super::listing::listed;
use super::{Role, Typing, has_mentions, words};
use crate::base::near::meant;
use crate::base::numbers::{self, Stated};
use crate::config::facts::Facts;
use crate::config::schema::Unknown;
use crate::data::{Node, Span};
use crate::diag::{Code, Diagnostic};
use crate::parse::Body;
use crate::parse::component::Component;
use crate::parse::html::{Hole, HoleKind, Html};
use crate::parse::runs::{Run, Setting};
use reading::Reading;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The facts and words of a document that the site's tables know.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Mentions {
    /// Position of each fact and where its code is written, in the order of the file; a fact is here
    /// as often as it is written.
    pub facts: Vec<(u32, Span)>,
    /// Entries of the glossary that it uses, in their order.
    pub entries: Vec<u32>,
}

/// Something found in a run: where in its words, and what.
type Mark = (Range<usize>, HoleKind, u32);

impl<'a> Typing<'a> {
    /// Finds facts, terms and acronyms, and puts holes for them into the body.
    pub(super) fn mentions(&mut self, body: &mut Body) -> Mentions {
        if !has_mentions(self.site) {
            return Mentions::default();
        }
        let mut reading = Reading::default();
        self.cited(&mut reading);
        self.spoken(&mut reading);
        let runs = std::mem::take(&mut body.runs);
        let mut html = std::mem::take(&mut body.html);
        let mut components = std::mem::take(&mut body.components);
        let mut place = Place {
            runs: &runs,
            components: &mut components,
            reading: &mut reading,
            seen: false,
        };
        self.piece(&mut html, &mut place);
        let seen = place.seen;
        (body.html, body.components) = (html, components);
        // HTML that was cleaned lost its runs: their words are still read.
        for run in runs.iter().filter(|_| !seen) {
            self.run(*run, &mut reading);
        }
        reading.finish()
    }

    /// Puts holes into a piece of HTML and, where they stand, into the components in it.
    fn piece(&mut self, html: &mut Html, place: &mut Place<'_>) {
        let mut holes = Vec::with_capacity(html.holes.len());
        for hole in &html.holes {
            let run = place.runs.get(hole.link as usize);
            match (hole.kind, run) {
                (HoleKind::Run, Some(run)) => {
                    place.seen = true;
                    let marks = self.run(*run, place.reading);
                    holes.extend(around(hole.at, self.words(*run), &marks));
                }
                (HoleKind::Run, _) => {}
                (HoleKind::Component, _) => {
                    holes.push(*hole);
                    let inner = place.components.get_mut(hole.link as usize);
                    let Some(mut component) = inner.map(std::mem::take) else {
                        continue;
                    };
                    for piece in component.pieces() {
                        self.piece(piece, place);
                    }
                    place.components[hole.link as usize] = component;
                }
                _ => holes.push(*hole),
            }
        }
        html.holes = holes;
    }

    /// The codes in the front matter.
    fn cited(&mut self, reading: &mut Reading) {
        let site = self.site;
        let Some(facts) = &site.facts else {
            return;
        };
        // Of a fact whose row is torn the figures are not known, nor those of a code that may be in such a row.
        let mut known = true;
        for node in self.written("hechos").map_or(&[][..], Node::items) {
            let Some(code) = node.text().filter(|t| !t.trim().is_empty()) else {
                continue;
            };
            match facts.find(code) {
                Some(at) => {
                    known &= !facts.list[at].torn;
                    reading.fact(at, node.span, true);
                }
                None => {
                    known &= !site.untold.contains(&Code::FactUnknown);
                    // Read as it was meant: what stands in the text is no other mistake.
                    let near = facts.near(code).and_then(|near| facts.find(near));
                    reading.cited.extend(near.map(|at| at as u32));
                    let cut = |c: char| matches!(c, ',' | ';') || c.is_whitespace();
                    let codes = code.split(cut).filter(|one| !one.is_empty());
                    let codes: Vec<&str> = codes.collect();
                    let list = listed("hechos", &codes, |one| facts.find(one).is_some());
                    self.report(node.span, unknown(facts, code).instead(list));
                }
            }
        }
        let own = self.written("fuentes").map_or(&[][..], Node::items);
        let own = own.iter().filter_map(Node::text);
        let asked = known && self.asks_for_figures();
        reading.figures = asked.then(|| Stated::of(own));
    }

    /// The codes in the texts of agreements and events: the page shows them as it shows its body.
    fn spoken(&mut self, reading: &mut Reading) {
        let site = self.site;
        let Some(facts) = &site.facts else {
            return;
        };
        let agreements = site.community.agreements.iter();
        let agreements = agreements.map(|a| (&a.field, &a.text));
        let events = site.community.events.iter();
        let events = events.map(|e| (&e.field, &e.keys.title));
        for (record, part) in agreements.chain(events) {
            let record_field = self.collection.field(record);
            let Some(part) = record_field.and_then(|field| field.part(part)) else {
                continue;
            };
            for item in self.written(record).map_or(&[][..], Node::items) {
                let node = item.get(&part.key);
                let Some((node, text)) = node.and_then(|n| Some((n, n.text()?))) else {
                    continue;
                };
                for at in words::codes(text, &words::tokens(text), facts) {
                    self.fact(facts, &text[at], node.span, reading);
                }
            }
        }
    }

    /// Takes in a code of a fact that the page shows; what is wrong with it is told.
    fn fact(&mut self, facts: &Facts, code: &str, at: Span, reading: &mut Reading) -> Option<u32> {
        let Some(fact) = facts.find(code) else {
            self.report(at, unknown(facts, code));
            return None;
        };
        let cited = reading.cited.contains(&(fact as u32)) || self.header_broken;
        if !cited && reading.told.insert(code.to_owned()) {
            let message = format!("`{code}` está en el texto y no en `hechos`");
            let diag = Diagnostic::new(Code::FactUncited, message);
            self.report(at, diag.help(format!("añada `{code}` al campo `hechos`")));
        }
        reading.fact(fact, at, false);
        Some(fact as u32)
    }

    /// Whether each figure of the text must come from a cited fact or a named source.
    fn asks_for_figures(&self) -> bool {
        let example = self.written("ejemplo").and_then(Node::text);
        let example = example.and_then(crate::data::as_bool) == Some(true);
        let asked = self.collection.sourced && !self.header_broken;
        asked && self.role != Role::Index && !example
    }

    /// Codes that are nearly written as in the table; gives where they stand in the text.
    fn miswritten(
        &mut self,
        facts: &Facts,
        text: &str,
        tokens: &[Range<usize>],
        source: usize,
    ) -> Vec<Range<usize>> {
        let found = words::miswritten(text, tokens, facts);
        for (at, right) in &found {
            let message = format!("el código «{}» no se escribe así", &text[at.clone()]);
            let diag = Diagnostic::new(Code::FactUnknown, message);
            let span = Span::new(source + at.start, source + at.end);
            self.report(span, diag.help(format!("escríbalo con guion: `{right}`")));
        }
        found.into_iter().map(|(at, _)| at).collect()
    }

    /// The words of a run.
    fn words(&self, run: Run) -> &'a str {
        &self.text[run.at.start as usize..run.at.end as usize]
    }

    fn run(&mut self, run: Run, reading: &mut Reading) -> Vec<Mark> {
        let text = self.words(run);
        let tokens = words::tokens(text);
        let shown = run.setting == Setting::Text;
        let place = |at: &Range<usize>| {
            let start = run.at.start as usize;
            Span::new(start + at.start, start + at.end)
        };
        let mut marks = Vec::new();
        let mut miswritten = Vec::new();
        let site = self.site;
        if let Some(facts) = &site.facts {
            for at in words::codes(text, &tokens, facts) {
                let fact = self.fact(facts, &text[at.clone()], place(&at), reading);
                if let Some(fact) = fact.filter(|_| shown) {
                    marks.push((at, HoleKind::Fact, fact));
                }
            }
            miswritten = self.miswritten(facts, text, &tokens, run.at.start as usize);
        }
        let coded = marks.len();
        if let Some(glossary) = &site.glossary {
            let entries = words::entries(text, &tokens, glossary);
            for (at, entry) in &entries {
                let entry = *entry as u32;
                reading.entries.insert(entry);
                let free = !words::touched(&marks[..coded], |(code, ..)| code, at);
                if shown && free && reading.explained.insert(entry) {
                    marks.push((at.clone(), HoleKind::Entry, entry));
                }
            }
            let asked =
                glossary.acronyms.is_some() && self.collection.unknown_fields != Unknown::Allow;
            if asked && run.setting != Setting::Heading {
                for at in words::unknown_acronyms(text, &tokens, glossary, &entries) {
                    let acronym = &text[at.clone()];
                    if reading.told.insert(acronym.to_owned()) {
                        self.report(place(&at), undeclared(acronym, &glossary.acronyms));
                    }
                }
            }
        }
        if let (Some(facts), Some(own), true) = (&site.facts, &reading.figures, shown) {
            // The number of such a code is no figure of its own.
            let coded = |at: &Range<usize>| words::touched(&miswritten, |code| code, at);
            let cited = reading.cited.iter().map(|at| &facts.list[*at as usize]);
            for figure in numbers::traced(text).filter(|f| !coded(&f.at)) {
                if own.has(&figure) || cited.clone().any(|fact| fact.figures.has(&figure)) {
                    continue;
                }
                let written = &text[figure.at.clone()];
                let message = format!("la cifra «{written}» no está en ningún hecho citado");
                let diag = Diagnostic::new(Code::FigureUnsourced, message)
                    .help("cite en `hechos` el hecho que la trae, o corrija la cifra");
                self.report(place(&figure.at), diag);
            }
        }
        marks.sort_by_key(|(at, ..)| at.start);
        marks
    }
}

/// Where the codes of facts stand in a text, and the position of each fact.
pub fn fact_codes(text: &str, facts: &Facts) -> Vec<(Range<usize>, u32)> {
    let found = words::codes(text, &words::tokens(text), facts).into_iter();
    let found = found.filter_map(|at| Some((at.clone(), facts.find(&text[at])? as u32)));
    found.collect()
}

fn unknown(facts: &Facts, code: &str) -> Diagnostic {
    let help = match facts.near(code) {
        Some(near) => meant(near),
        None => format!("los hechos están en `{}`", facts.file),
    };
    let message = format!("el hecho «{code}» no está en la tabla");
    Diagnostic::new(Code::FactUnknown, message).help(help)
}

fn undeclared(acronym: &str, file: &Option<String>) -> Diagnostic {
    let file = file.as_deref().unwrap_or_default();
    let help = format!("añádala a `{file}` con su expansión, o escriba el nombre completo");
    let message = format!("la sigla «{acronym}» no está declarada");
    Diagnostic::new(Code::AcronymUnknown, message).help(help)
}

/// The holes around marks, which are in order and apart, in a run whose HTML starts at `at`.
fn around(at: u32, words: &str, marks: &[Mark]) -> Vec<Hole> {
    // A run may be a whole book: what stands before a mark is escaped once.
    let (mut html, mut from) = (String::new(), 0);
    let mut hole = |end: usize, kind, link| {
        crate::base::text::escape_content(&words[from..end], &mut html);
        from = end;
        let at = at + html.len() as u32;
        Hole { at, link, kind }
    };
    let pair = |(range, kind, link): &Mark| {
        let start = hole(range.start, *kind, *link);
        [start, hole(range.end, HoleKind::End, *link)]
    };
    marks.iter().flat_map(pair).collect()
}

/// What is at hand while holes are put into pieces.
struct Place<'a> {
    runs: &'a [Run],
    components: &'a mut [Component],
    reading: &'a mut Reading,
    /// A run was met.
    seen: bool,
}
