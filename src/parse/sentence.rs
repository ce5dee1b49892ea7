//! Sentences and words, as people count them.

use crate::base::fold::fold;
use crate::base::text::count_words;
use std::ops::Range;

/// Abbreviations that do not end a sentence, folded and without the final period.
const ABBREVIATIONS: &[&str] = &[
    "aprox", "art", "arts", "cap", "cf", "dr", "dra", "ed", "ej", "fig", "ing", "lic", "nro",
    "num", "p", "pag", "pags", "pp", "sr", "sra", "tel", "vol",
];

/// How many words a text has as people count them, where they are more than `most`; codes such as `H-043`
/// are no words.
pub(super) fn words_above(text: &str, most: usize) -> Option<usize> {
    // Asked first, and quickly: what stands between white space is never fewer.
    if count_words(text) <= most {
        return None;
    }
    let word = |token: &&str| {
        let token = token.trim_matches(|c: char| !c.is_alphanumeric());
        !token.is_empty() && !is_code(token)
    };
    let words = text.split_whitespace().filter(word).count();
    (words > most).then_some(words)
}

fn is_code(token: &str) -> bool {
    let digits = token.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let digits = digits.strip_prefix('-').filter(|_| !token.starts_with('-'));
    digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
}

/// The sentences of a text, without the white space around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut add = |range: Range<usize>| {
        let slice = &text[range.clone()];
        let from = range.start + slice.len() - slice.trim_start().len();
        let to = from + slice.trim().len();
        if to > from {
            out.push(from..to);
        }
    };
    // Where the row of signs ends that was looked at last, and what follows it.
    let (mut closed, mut after) = (0, text);
    for (i, byte) in text.bytes().enumerate() {
        // The first byte of each sign; hardly anything else begins with that of `…`.
        let sign = match byte {
            b'.' | b'!' | b'?' => 1,
            0xe2 if text[i..].starts_with('…') => '…'.len_utf8(),
            _ => continue,
        };
        let end = i + sign;
        if end > closed {
            let signs = ['.', '!', '?', '…', '»', '”', '"', ')', ']'];
            let rest = text[end..].trim_start_matches(signs);
            closed = text.len() - rest.len();
            after = rest.trim_start();
        }
        let gap = after.is_empty() || closed + after.len() < text.len();
        let next = after.chars().next();
        let opens = next.is_none_or(|c| !c.is_lowercase());
        if gap
            && opens
            && !(byte == b'.' && is_abbreviation(&text[start.min(i)..i], next))
            && end > start
        {
            add(start..closed);
            start = closed;
        }
    }
    add(start..text.len());
    out
}

/// Whether what stands before a period is an abbreviation or an initial.
fn is_abbreviation(before: &str, next: Option<char>) -> bool {
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    // «No. 4» is a number, «qué no. Hay» ends a sentence.
    let number = word == "No" && next.is_some_and(|c| c.is_ascii_digit());
    initial || number || ABBREVIATIONS.contains(&fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        let check = |text: &str, expect: &[&str]| {
            let got: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(got, expect);
        };
        check("Uno. Dos.", &["Uno.", "Dos."]);
        check(
            "El 85,7 % de 1.234 entidades. Fin",
            &["El 85,7 % de 1.234 entidades.", "Fin"],
        );
        check(
            "¿Sirve? Sí… «Claro.» Ya.",
            &["¿Sirve?", "Sí…", "«Claro.»", "Ya."],
        );
        check(
            "Vea el art. 3 y la pág. 4. Luego siga.",
            &["Vea el art. 3 y la pág. 4.", "Luego siga."],
        );
        check(
            "La firma J. Pérez. (Fuente.)",
            &["La firma J. Pérez.", "(Fuente.)"],
        );
        check(
            "Qué sí y qué no. Hay más.",
            &["Qué sí y qué no.", "Hay más."],
        );
        check("La Ley No. 715 y más.", &["La Ley No. 715 y más."]);
        check("etc. y más", &["etc. y más"]);
        check("...", &["..."]);
        // Each sign looked for the end of its row: minutes for one that is as long as this.
        let leader = ".".repeat(1 << 21);
        check(&leader, &[leader.as_str()]);
        check("  ", &[]);
    }

    #[test]
    fn codes_and_signs_are_no_words() {
        let text = "El PDI — de 1991 (H-040, H-041) llegó.";
        assert_eq!(words_above(text, 4), Some(5));
        assert_eq!(words_above(text, 5), None);
    }
}
