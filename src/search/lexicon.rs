//! The words of a site as a question meets them: the vocabulary, groups of synonyms and the acronyms
//! among them.

use rustc_hash::FxHashSet;

use super::analyze;
use super::read::Index;
use super::vocabulary::{Vocabulary, WordId};

/// What is known of words when a question is planned.
pub struct Lexicon<'a> {
    pub vocabulary: &'a Vocabulary,
    /// Groups of members of words.
    groups: Vec<Vec<Vec<String>>>,
    /// Folded first words of members that are written in capitals.
    acronyms: FxHashSet<String>,
}

/// One word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The word as the person wrote it, folded.
    pub word: String,
    /// The word itself, or the near ones that stand for it.
    pub exact: Vec<WordId>,
    /// All words of its stem, these included.
    pub group: Vec<WordId>,
}

/// A run of words of the question that is a member of a group of synonyms.
pub struct Run {
    pub start: usize,
    pub end: usize,
    /// The words of each other member.
    pub synonyms: Vec<Vec<String>>,
}

impl<'a> Lexicon<'a> {
    pub fn new(index: &'a Index) -> Self {
        let mut acronyms = FxHashSet::default();
        let mut split = |member: &String| -> Vec<String> {
            let words = analyze::words(member);
            if let Some((word, start, end)) = words.first()
                && is_in_capitals(&member[*start..*end])
            {
                acronyms.insert(word.clone());
            }
            words.into_iter().map(|(word, ..)| word).collect()
        };
        let groups = index.about().config.synonyms.iter().map(|group| {
            let members = group.iter().map(&mut split);
            members.filter(|words| !words.is_empty()).collect()
        });
        Self {
            vocabulary: index.vocabulary(),
            groups: groups.collect(),
            acronyms,
        }
    }

    /// The acronym that a word is, or is the plural of (`PDETs`).
    fn acronym_of<'b>(&self, word: &'b str) -> Option<&'b str> {
        let singular = word.strip_suffix('s');
        let singular = singular.filter(|one| !one.ends_with(['a', 'e', 'i', 'o', 'u']));
        let forms = [Some(word), singular];
        let known = |form: &&str| self.acronyms.contains(*form);
        forms.into_iter().flatten().find(known)
    }

    /// All words of the vocabulary with the stem of this one. An acronym and everyday words are not of
    /// one stem (`PAS`, `pasos`).
    pub fn group(&self, word: &str) -> Vec<WordId> {
        let mut group = self.vocabulary.group(word);
        let own = self.acronym_of(word);
        group.retain(|&id| self.acronym_of(&self.vocabulary.word(id).text) == own);
        group
    }

    /// The slot of a folded word; `exact` is empty where the site does not have it.
    pub fn slot(&self, word: &str) -> Slot {
        Slot {
            word: word.to_owned(),
            exact: self.vocabulary.id(word).into_iter().collect(),
            group: self.group(word),
        }
    }

    /// Finds the runs that have synonyms, the longest first at each word, left to right.
    pub fn runs(&self, words: &[String]) -> Vec<Run> {
        let stems: Vec<String> = words.iter().map(|word| analyze::stem(word)).collect();
        let is = |word: &str, at: usize| {
            analyze::stem(word) == stems[at] && self.acronym_of(word) == self.acronym_of(&words[at])
        };
        let mut runs = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let starts_here = |member: &&Vec<String>| {
                words.len() - at >= member.len()
                    && (at..).zip(*member).all(|(at, word)| is(word, at))
            };
            let lengths = self.groups.iter().flatten().filter(starts_here);
            let Some(longest) = lengths.map(Vec::len).max() else {
                at += 1;
                continue;
            };
            let mut synonyms: Vec<Vec<String>> = Vec::new();
            for group in &self.groups {
                let is_here =
                    |member: &&Vec<String>| member.len() == longest && starts_here(member);
                if !group.iter().any(|member| is_here(&member)) {
                    continue;
                }
                for member in group.iter().filter(|member| !is_here(member)) {
                    if !synonyms.contains(member) {
                        synonyms.push(member.clone());
                    }
                }
            }
            runs.push(Run {
                start: at,
                end: at + longest,
                synonyms,
            });
            at += longest;
        }
        runs
    }
}

/// Whether a word is written as acronyms are: two signs or more, a capital first and no small letter.
fn is_in_capitals(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(char::is_uppercase)
        && word.chars().nth(1).is_some()
        && signs.all(|c| c.is_uppercase() || c.is_ascii_digit())
}
