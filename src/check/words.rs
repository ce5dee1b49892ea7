//! Words in plain text: codes of facts, terms and acronyms.

use crate::base::fold::{fold, fold_into};
use crate::config::facts::Facts;
use crate::config::glossary::{Form, Glossary};
use std::ops::Range;

/// Runs of letters and digits, by their bytes.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| from..text.len()));
    out
}

/// Whether a range meets one of what was found, which is in order and apart.
pub(super) fn touched<T>(
    found: &[T],
    place: impl Fn(&T) -> &Range<usize>,
    at: &Range<usize>,
) -> bool {
    let next = found.partition_point(|one| place(one).end <= at.start);
    let next = found.get(next);
    next.is_some_and(|one| place(one).start < at.end)
}

/// Codes that look like those of the table: `H-043`.
pub(super) fn codes(text: &str, tokens: &[Range<usize>], facts: &Facts) -> Vec<Range<usize>> {
    let pairs = tokens.windows(2).map(|pair| (&pair[0], &pair[1]));
    pairs
        .filter(|(prefix, number)| {
            &text[prefix.end..number.start] == "-"
                && text[(*number).clone()].bytes().all(|b| b.is_ascii_digit())
                && !text[..prefix.start].ends_with('-')
                && facts.has_prefix(&text[(*prefix).clone()])
        })
        .map(|(prefix, number)| prefix.start..number.end)
        .collect()
}

/// Codes of facts whose hyphen became a dash, and how each is written right.
pub(super) fn dashed(
    text: &str,
    tokens: &[Range<usize>],
    facts: &Facts,
) -> Vec<(Range<usize>, String)> {
    // All these dashes begin with the same byte, which few texts have.
    if memchr::memchr(0xe2, text.as_bytes()).is_none() {
        return Vec::new();
    }
    let pairs = tokens.windows(2).map(|pair| (&pair[0], &pair[1]));
    let found = pairs.filter_map(|(prefix, number)| {
        let between = &text[prefix.end..number.start];
        let dash = matches!(between, "‐" | "‑" | "–" | "—" | "−");
        let right = || format!("{}-{}", &text[prefix.clone()], &text[number.clone()]);
        let right = dash.then(right).filter(|code| facts.find(code).is_some())?;
        Some((prefix.start..number.end, right))
    });
    found.collect()
}

/// Terms and acronyms of the glossary in a text, with their positions; the longest wins, and what an
/// acronym stands for wins over the terms in it.
pub(super) fn entries(
    text: &str,
    tokens: &[Range<usize>],
    glossary: &Glossary,
) -> Vec<(Range<usize>, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    // Many forms may begin with one word: each asks for those that follow.
    let folded = Folded::new(text, tokens);
    while at < tokens.len() {
        let found = glossary
            .forms(folded.word(at))
            .iter()
            .find_map(|form| Some((form_end(text, tokens, &folded, at, form)?, form.entry)));
        match found {
            Some((end, entry)) => {
                out.extend(entry.map(|entry| (tokens[at].start..end, entry)));
                at += tokens[at..].iter().take_while(|t| t.start < end).count();
            }
            None => at += 1,
        }
    }
    out
}

/// Words as they are compared, in one piece of memory.
struct Folded {
    text: String,
    ends: Vec<usize>,
}

impl Folded {
    fn new(text: &str, tokens: &[Range<usize>]) -> Folded {
        let mut folded = Folded {
            text: String::with_capacity(text.len()),
            ends: Vec::with_capacity(tokens.len()),
        };
        for token in tokens {
            fold_into(&text[token.clone()], &mut folded.text);
            folded.ends.push(folded.text.len());
        }
        folded
    }

    fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }
}

/// Where a form that starts at a token ends.
fn form_end(
    text: &str,
    tokens: &[Range<usize>],
    folded: &Folded,
    at: usize,
    form: &Form,
) -> Option<usize> {
    let start = tokens.get(at)?.start;
    if form.exact {
        let written = form.words.first()?;
        let rest = text[start..].strip_prefix(written.as_str())?;
        let apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        let after = apart(rest.chars().next()) && apart(text[..start].chars().next_back());
        return after.then_some(start + written.len());
    }
    let found = tokens.get(at..at + form.words.len())?;
    let same = |(i, word): (usize, &String)| {
        let gap = || i == 0 || text[found[i - 1].end..found[i].start].trim().is_empty();
        folded.word(at + i) == *word && gap()
    };
    let end = found.last()?.end;
    form.words.iter().enumerate().all(same).then_some(end)
}

/// Longest word in capitals that is taken for an acronym.
const ACRONYM: usize = 8;

/// Words in capitals that nobody declared, beside the `entries` found in the text. Doubtful ones are let
/// go: Roman numerals, codes, words with digits and capitals in a row, which are shouted words.
pub(super) fn unknown_acronyms(
    text: &str,
    tokens: &[Range<usize>],
    glossary: &Glossary,
    entries: &[(Range<usize>, usize)],
) -> Vec<Range<usize>> {
    let is_declared = |token: &Range<usize>| touched(entries, |(found, _)| found, token);
    let capitals = |at: usize| {
        let word = tokens.get(at).map_or("", |t| &text[t.clone()]);
        word.chars().all(char::is_uppercase) && word.chars().nth(1).is_some()
    };
    let gap = |at: usize| match (at.checked_sub(1), tokens.get(at)) {
        (Some(before), Some(token)) => &text[tokens[before].end..token.start],
        _ => ".",
    };
    let alone = |at: usize| {
        let before = at > 0 && gap(at).trim().is_empty() && capitals(at - 1);
        let after = gap(at + 1).trim().is_empty() && capitals(at + 1);
        !before && !after
    };
    // A word between «» is spoken of, not used.
    let free = |at: usize| !matches!(gap(at), "-" | "_" | "/" | "@" | ".");
    let quoted = |token: &Range<usize>| {
        text[..token.start].ends_with('«') && text[token.end..].starts_with('»')
    };
    tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| {
            let word = &text[(*token).clone()];
            capitals(*at)
                && word.chars().count() <= ACRONYM
                && !is_roman(word)
                && alone(*at)
                && !quoted(token)
                && (*at == 0 || free(*at))
                && (at + 1 == tokens.len() || free(at + 1))
                && !is_declared(token)
                && !glossary
                    .forms(&fold(word))
                    .iter()
                    .any(|f| f.exact && f.words[0] == word)
        })
        .map(|(_, token)| token.clone())
        .collect()
}

fn is_roman(word: &str) -> bool {
    word.chars().all(|c| "IVXLCDM".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubtful_words_are_no_acronyms() {
        let unknown = |text: &str| -> Vec<String> {
            let tokens = tokens(text);
            let found = unknown_acronyms(text, &tokens, &Glossary::default(), &[]);
            found.into_iter().map(|at| text[at].to_owned()).collect()
        };
        assert_eq!(unknown("La ONU y el PDET."), ["ONU", "PDET"]);
        assert_eq!(unknown("ONU"), ["ONU"]);
        for text in [
            "El siglo XIX",
            "el hecho H-043",
            "NO OLVIDE la firma",
            "la clase H77 y la norma ISO-9001",
            "Una A sola",
            "se lee «MIGP» en la fuente",
            "correo DNP@ejemplo.test",
        ] {
            assert_eq!(unknown(text), [""; 0], "{text}");
        }
    }
}
