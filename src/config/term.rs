//! Terms of a vocabulary, and the names by which they are found: id, label and synonyms, accents and case
//! aside.

use crate::base::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// One term.
#[derive(Debug, Clone, Default)]
pub struct Term {
    /// Stable name: in front matter, addresses and facets.
    pub id: String,
    pub label: String,
    pub definition: String,
    /// Broader term, by position.
    pub parent: Option<usize>,
    pub synonyms: Vec<String>,
}

/// The names of all terms of a vocabulary; a term is its position there.
#[derive(Debug, Clone, Default)]
pub(super) struct TermNames {
    /// Folded names to terms.
    whole: FxHashMap<String, usize>,
    /// The words of all names; gathered for the first term that is not known.
    words: OnceLock<Words>,
}

/// Which names have a word.
#[derive(Debug, Clone, Default)]
struct Words {
    /// Long words, folded, to positions in `terms`, in order.
    names: FxHashMap<String, Vec<usize>>,
    /// The term of each name.
    terms: Vec<usize>,
}

impl TermNames {
    pub fn of(terms: &[Term]) -> TermNames {
        let terms = || terms.iter().enumerate();
        let ids = terms().map(|(at, term)| (at, &term.id));
        let labels = terms().map(|(at, term)| (at, &term.label));
        let synonyms = terms().flat_map(|(at, term)| term.synonyms.iter().map(move |s| (at, s)));
        let mut whole = FxHashMap::default();
        // An id wins over a label and a label over a synonym: the first to come stays.
        for (at, name) in ids.chain(labels).chain(synonyms) {
            whole.entry(fold(name)).or_insert(at);
        }
        TermNames {
            whole,
            words: OnceLock::new(),
        }
    }

    /// The term that has this name.
    pub fn find(&self, text: &str) -> Option<usize> {
        self.whole.get(fold(text.trim()).as_str()).copied()
    }

    /// The only term that has all long words of a text in a name: «Valle» is the Valle del Cauca.
    pub fn with_words(&self, terms: &[Term], text: &str) -> Option<usize> {
        let known = self.words.get_or_init(|| Words::of(terms));
        let with = |word: &String| known.names.get(word).map(Vec::as_slice);
        let lists: Vec<&[usize]> = words(text).iter().map(with).collect::<Option<_>>()?;
        let rarest = lists.iter().min_by_key(|names| names.len())?;
        let has_all = |name: &&usize| lists.iter().all(|names| names.binary_search(name).is_ok());
        let mut found = rarest.iter().filter(has_all).map(|name| known.terms[*name]);
        let one = found.next()?;
        found.all(|term| term == one).then_some(one)
    }
}

impl Words {
    fn of(terms: &[Term]) -> Words {
        let mut out = Words::default();
        for (at, term) in terms.iter().enumerate() {
            for name in [&term.id, &term.label].into_iter().chain(&term.synonyms) {
                for word in words(name) {
                    let names = out.names.entry(word).or_default();
                    if names.last() != Some(&out.terms.len()) {
                        names.push(out.terms.len());
                    }
                }
                out.terms.push(at);
            }
        }
        out
    }
}

/// The folded words of a name, without the short ones, which many names have: «de», «D.», «C.».
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let all = folded.split(|c: char| !c.is_alphanumeric());
    all.filter(|word| word.chars().count() > 2)
        .map(str::to_owned)
        .collect()
}
