//! The words of a site as a question meets them: the vocabulary and its synonyms.

use super::analyze;
use super::read::Index;
use super::synonyms::Synonyms;
use super::vocabulary::{Vocabulary, WordId};

/// What is known of words when a question is planned.
pub struct Lexicon<'a> {
    pub vocabulary: &'a Vocabulary,
    synonyms: &'a Synonyms,
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
        Self {
            vocabulary: index.vocabulary(),
            synonyms: &index.about().synonyms,
        }
    }

    /// All words of the vocabulary with the stem of this one. An acronym and everyday words are not of
    /// one stem (`PAS`, `pasos`).
    pub fn group(&self, word: &str) -> Vec<WordId> {
        let mut group = self.vocabulary.group(word);
        let own = self.synonyms.acronym_of(word);
        group.retain(|&id| self.synonyms.acronym_of(&self.vocabulary.word(id).text) == own);
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
            analyze::stem(word) == stems[at]
                && self.synonyms.acronym_of(word) == self.synonyms.acronym_of(&words[at])
        };
        let mut runs = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let starts_here = |member: &&Vec<String>| {
                words.len() - at >= member.len()
                    && (at..).zip(*member).all(|(at, word)| is(word, at))
            };
            let lengths = self.synonyms.groups.iter().flatten().filter(starts_here);
            let Some(longest) = lengths.map(Vec::len).max() else {
                at += 1;
                continue;
            };
            let mut synonyms: Vec<Vec<String>> = Vec::new();
            for group in &self.synonyms.groups {
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
