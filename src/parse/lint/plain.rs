//! Headings that lost their form on the way from a word processor: `MARCO LEGAL`, `2.1 Justificación`.

use super::faked::Faked;
use super::glued::HEADING;
use crate::parse::sentence::words_above;

/// Letters of all words, and of one of them, that are not only acronyms.
const LETTERS: (usize, usize) = (6, 5);

/// What is said of a paragraph that imitates one. `breaks` are the ends of its lines but the last.
pub(super) fn look(text: &str, breaks: &[usize]) -> Option<Faked> {
    let (message, help) = heading(text, breaks)?;
    Some(Faked {
        range: 0..text.len(),
        message,
        help,
        goes_on: false,
    })
}

fn heading(text: &str, breaks: &[usize]) -> Option<(&'static str, &'static str)> {
    let closed = text.ends_with(['.', ',', ';']);
    // Most paragraphs are longer.
    if closed || !breaks.is_empty() || words_above(text, HEADING).is_some() {
        return None;
    }
    if is_capital(text) {
        return Some((
            "esta línea en mayúsculas parece un título",
            "si lo es, escriba `##`, un espacio y el título en minúsculas",
        ));
    }
    is_numbered(text).then_some((
        "esta línea parece un título con el número de su sección",
        "si lo es, escriba `##` o `###` y un espacio antes",
    ))
}

/// Whether all is in capitals, and not only acronyms.
fn is_capital(text: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_uppercase()).count();
    let (all, one) = LETTERS;
    let long = |word: &str| letters(word) >= one;
    !text.contains(char::is_lowercase) && letters(text) >= all && text.split_whitespace().any(long)
}

/// Whether a line begins with the number of a part of a section and a large letter.
fn is_numbered(text: &str) -> bool {
    let (number, words) = text.split_once([' ', '\t', '\u{a0}']).unwrap_or_default();
    let number = number.strip_suffix('.').unwrap_or(number);
    let counts = |part: &str| part.len() < 3 && part.parse::<u8>().is_ok_and(|n| n > 0);
    let begins = |c: char| c.is_uppercase() || matches!(c, '¿' | '¡');
    number.contains('.') && number.split('.').all(counts) && words.trim_start().starts_with(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_a_heading_is_told_and_other_short_ones_are_not() {
        for text in [
            "ANTECEDENTES",
            "MARCO LEGAL",
            "1.1 Alcance",
            "2.3.1. Qué se hizo",
            "4.2\t¿Por qué?",
        ] {
            assert!(heading(text, &[]).is_some(), "{text}");
        }
        for text in [
            "DNP", "UNGRD", "DNP, ESAP Y DAFP", "PARÁGRAFO.", "Marco legal", "1. Alcance",
            "1.500 Casos", "4.5 millones", "0.5 Litros", "10.12.2022", "H-001", "$ 1.200", "",
            "2022-2026",
        ] {
            assert_eq!(heading(text, &[]), None, "{text}");
        }
        assert_eq!(heading("JUAN CASTELLANOS\nAlcalde", &[16]), None);
    }
}
