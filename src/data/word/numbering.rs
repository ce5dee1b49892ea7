//! Which lists are numbered, and the number of each item (§17.9).

use super::package::{attribute, value};
use roxmltree::{Document, Node};
use rustc_hash::{FxHashMap, FxHashSet};

/// Levels that a list may have.
pub(super) const LEVELS: usize = 9;

#[derive(Default)]
pub(super) struct Numbering {
    lists: FxHashMap<String, List>,
    /// The last number of each level; lists of one kind go on counting where another of them ended.
    counts: FxHashMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have begun.
    begun: FxHashSet<String>,
}

struct List {
    kind: String,
    /// The first number of each level; none where items have a sign instead.
    first: [Option<u32>; LEVELS],
    /// Levels that begin anew in this list, though others of its kind were counted.
    anew: [bool; LEVELS],
}

impl Numbering {
    pub(super) fn read(xml: Option<&Document<'_>>) -> Numbering {
        let Some(xml) = xml else {
            return Numbering::default();
        };
        let named = |name| {
            let all = xml.root_element().children();
            all.filter(move |node| node.tag_name().name() == name)
        };
        let kinds = named("abstractNum").filter_map(|kind| {
            let mut first = [None; LEVELS];
            for level in kind.children() {
                if let Some(place) = place(level, &mut first) {
                    *place = number(level);
                }
            }
            Some((attribute(kind, "abstractNumId")?, first))
        });
        let kinds: FxHashMap<&str, _> = kinds.collect();
        let lists = named("num").filter_map(|list| {
            let kind = value(list, "abstractNumId")?;
            let (mut first, mut anew) = (*kinds.get(kind)?, [false; LEVELS]);
            for level in list.children() {
                let start = value(level, "startOverride").and_then(|start| start.parse().ok());
                if let (Some(place), Some(start)) = (place(level, &mut first), start) {
                    *place = place.and(Some(start));
                }
                if let (Some(place), Some(_)) = (place(level, &mut anew), start) {
                    *place = true;
                }
            }
            let kind = kind.to_owned();
            Some((
                attribute(list, "numId")?.to_owned(),
                List { kind, first, anew },
            ))
        });
        Numbering {
            lists: lists.collect(),
            ..Numbering::default()
        }
    }

    /// Counts one more item of a list: its number, if items of that level have one. Nothing where there is no
    /// such list; Word takes a paragraph out of its style's list with the list `0`.
    pub(super) fn count(&mut self, id: &str, level: usize) -> Option<Option<u32>> {
        let list = self.lists.get(id)?;
        let counts = self.counts.entry(list.kind.clone()).or_default();
        if self.begun.insert(id.to_owned()) {
            let anew = counts.iter_mut().zip(list.anew);
            anew.filter(|(_, anew)| *anew)
                .for_each(|(count, _)| *count = None);
        }
        let first = *list.first.get(level)?;
        counts[level] = counts[level].map(|last| last.saturating_add(1)).or(first);
        counts[level + 1..].fill(None);
        Some(first.and(counts[level]))
    }
}

/// The place of a level among all of them.
fn place<'p, T>(level: Node<'_, '_>, all: &'p mut [T; LEVELS]) -> Option<&'p mut T> {
    all.get_mut(attribute(level, "ilvl")?.parse::<usize>().ok()?)
}

/// The first number of a level, if its items are numbered.
fn number(level: Node<'_, '_>) -> Option<u32> {
    match value(level, "numFmt")? {
        "bullet" | "none" => None,
        _ => value(level, "start").map_or(Some(1), |start| start.parse().ok()),
    }
}
