//! Groups of synonyms as words, and the acronyms among them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::analyze;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synonyms {
    /// Groups of members of folded words; no member is empty.
    pub groups: Vec<Vec<Vec<String>>>,
    /// Folded first words of members that are written in capitals.
    pub acronyms: BTreeSet<String>,
}

impl Synonyms {
    /// From groups of words or phrases as they are written.
    pub fn new(written: &[Vec<String>]) -> Self {
        let mut acronyms = BTreeSet::new();
        let mut split = |member: &String| -> Vec<String> {
            let words = analyze::words(member);
            if let Some((word, start, end)) = words.first()
                && is_in_capitals(&member[*start..*end])
            {
                acronyms.insert(word.clone());
            }
            words.into_iter().map(|(word, ..)| word).collect()
        };
        let groups = written.iter().map(|group| {
            let members = group.iter().map(&mut split);
            members.filter(|words| !words.is_empty()).collect()
        });
        Self {
            groups: groups.collect(),
            acronyms,
        }
    }

    /// The acronym that a word is, or is the plural of (`PDETs`).
    pub fn acronym_of<'b>(&self, word: &'b str) -> Option<&'b str> {
        let singular = word.strip_suffix('s');
        let singular = singular.filter(|one| !one.ends_with(['a', 'e', 'i', 'o', 'u']));
        let forms = [Some(word), singular];
        let known = |form: &&str| self.acronyms.contains(*form);
        forms.into_iter().flatten().find(known)
    }
}

/// Whether a word is written as acronyms are: two signs or more, a capital first and no small letter (`PDET`, `C.P`).
fn is_in_capitals(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(char::is_uppercase)
        && word.chars().nth(1).is_some()
        && signs.all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '.')
}
