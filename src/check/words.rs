//! Words in plain text: codes of facts, terms and acronyms.

use crate::base::fold::fold;
use crate::config::facts::Facts;
use crate::config::glossary::{Form, Glossary};
use std::ops::Range;

/// Runs of letters and digits, by their bytes.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(text.len() / 4);
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() {
            if start < at {
                out.push(start..at);
            }
            start = at + c.len_utf8();
        }
    }
    if start < text.len() {
        out.push(start..text.len());
    }
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
    if memchr::memchr(b'-', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let pairs = tokens.windows(2).map(|pair| (&pair[0], &pair[1]));
    pairs
        .filter(|(prefix, number)| {
            // Asked first: few words begin so.
            text.as_bytes()[number.start].is_ascii_digit()
                && &text[prefix.end..number.start] == "-"
                && text[(*number).clone()].bytes().all(|b| b.is_ascii_digit())
                && !text[..prefix.start].ends_with('-')
                && facts.has_prefix(&text[(*prefix).clone()])
        })
        .map(|(prefix, number)| prefix.start..number.end)
        .collect()
}

/// Codes of facts that are nearly written as in the table, `H–043`, `H043` or `h-043`, and how each is there.
pub(super) fn miswritten<'f>(
    text: &str,
    tokens: &[Range<usize>],
    facts: &'f Facts,
) -> Vec<(Range<usize>, &'f str)> {
    let mut out = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        // Asked first: few words end so.
        if !text.as_bytes()[token.end - 1].is_ascii_digit() {
            continue;
        }
        let digits = text[token.clone()].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let number = token.end - digits.len();
        let prefix = match at.checked_sub(1) {
            _ if number > token.start => token.start..number,
            Some(before) => tokens[before].clone(),
            None => continue,
        };
        let joined = match &text[prefix.end..number] {
            "" | "‐" | "‑" | "–" | "—" | "−" => true,
            "-" => !facts.has_prefix(&text[prefix.clone()]),
            _ => false,
        };
        let code = || format!("{}-{digits}", &text[prefix.clone()]);
        if let Some(fact) = joined.then(|| facts.find(&code())).flatten() {
            out.push((prefix.start..token.end, facts.list[fact].id.as_str()));
        }
    }
    out
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
    while at < tokens.len() {
        let found = glossary
            .forms(&text[tokens[at].clone()])
            .iter()
            .find_map(|form| Some((form_end(text, tokens, at, form)?, form.entry)));
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

/// Where a form whose first word is a token ends.
fn form_end(text: &str, tokens: &[Range<usize>], at: usize, form: &Form) -> Option<usize> {
    let start = tokens.get(at)?.start;
    if form.exact {
        let written = form.words.first()?;
        let rest = text[start..].strip_prefix(written.as_str())?;
        let apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        let after = apart(rest.chars().next()) && apart(text[..start].chars().next_back());
        return after.then_some(start + written.len());
    }
    let found = tokens.get(at..at + form.words.len())?;
    let same = |(pair, word): (&[Range<usize>], &String)| {
        let gap = text[pair[0].end..pair[1].start].trim().is_empty();
        gap && is_fold(word, &text[pair[1].clone()])
    };
    let end = found.last()?.end;
    let mut next = found.windows(2).zip(form.words.iter().skip(1));
    next.all(same).then_some(end)
}

fn is_fold(folded: &str, word: &str) -> bool {
    word.eq_ignore_ascii_case(folded) || !word.is_ascii() && fold(word) == folded
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
            // Asked first: hardly any word looks so.
            let may_be = |byte: &u8| byte.is_ascii_uppercase() || !byte.is_ascii();
            if !text.as_bytes()[(*token).clone()].iter().all(may_be) {
                return false;
            }
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
                    .forms(word)
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
