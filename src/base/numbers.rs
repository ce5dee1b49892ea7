//! Figures in Spanish text: `6.015 millones`, `85,7 %`, `1991`.
//!
//! Cautious: what may be something else than a statement in figures is none. Numbers of sections
//! (`5.3.1`), of steps and tables, days of a date, codes and words with digits are let go.

use super::date::MONTHS;
use super::fold::fold;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// One figure of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub at: Range<usize>,
    /// Digits without separators of thousands, `,` before decimals: `85,7`.
    value: String,
    /// Zeros that the word after it adds: six for `millones`.
    zeros: usize,
}

impl Figure {
    fn scaled(&self) -> String {
        let (whole, decimals) = self.value.split_once(',').unwrap_or((&self.value, ""));
        let zeros = self.zeros.max(decimals.len());
        if self.zeros == 0 {
            return self.value.clone();
        }
        let all = format!("{whole}{decimals}{}", "0".repeat(zeros - decimals.len()));
        all.trim_start_matches('0').to_owned()
    }
}

/// Figures that texts state, in each form.
#[derive(Debug, Default, Clone)]
pub struct Stated(FxHashSet<String>);

impl Stated {
    /// The figures of some texts, also those written as words.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Stated {
        let mut stated = FxHashSet::default();
        for text in texts {
            for figure in all(text) {
                stated.insert(figure.scaled());
                stated.insert(figure.value);
            }
            for word in text.split(|c: char| !c.is_alphabetic()) {
                // Most words are too short or too long for one, in bytes too: each letter may have a mark.
                if !(SHORTEST..=2 * LONGEST).contains(&word.len()) {
                    continue;
                }
                let word = fold(word);
                if let Some(at) = NUMBERS.iter().position(|n| *n == word) {
                    stated.insert((at + 2).to_string());
                }
            }
        }
        Stated(stated)
    }

    /// Whether a figure is one of these.
    pub fn has(&self, figure: &Figure) -> bool {
        let scaled = || figure.zeros > 0 && self.0.contains(&figure.scaled());
        self.0.contains(&figure.value) || scaled()
    }
}

/// The figures of a text that a reader would want to trace.
pub fn traced(text: &str) -> impl Iterator<Item = Figure> {
    let all = all(text).into_iter();
    all.filter(|figure| !is_name(text, figure))
}

/// From two on.
const NUMBERS: [&str; 14] = [
    "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince",
];

/// Letters of «dos» and of «catorce».
const SHORTEST: usize = 3;
const LONGEST: usize = 7;

/// The number after one of these words is a name: a place in a text, a step, an hour.
const NAMED: [&str; 28] = [
    "seccion", "secciones", "tabla", "tablas", "nota", "notas", "figura", "figuras", "pagina",
    "paginas", "capitulo", "capitulos", "anexo", "anexos", "accion", "acciones", "paso", "pasos",
    "eje", "ejes", "objetivo", "objetivos", "nivel", "niveles", "numeral", "modulo", "pregunta",
    "categoria",
];

/// Letters of «septiembre».
const LONGEST_MONTH: usize = 10;

/// Whether a number only names something, or is too small to be more than a way of speaking.
fn is_name(text: &str, figure: &Figure) -> bool {
    let before = text[..figure.at.start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let before = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .map(fold);
    let after = &text[figure.at.end..];
    let next = after.trim_start().strip_prefix("de ").unwrap_or_default();
    let next: String = next.chars().take(LONGEST_MONTH).collect();
    let next = fold(&next);
    let percent = after.trim_start().starts_with('%');
    let small = figure.value.len() < 2 && figure.zeros == 0 && !percent;
    let starts = text[..figure.at.start].trim().is_empty();
    let listed = starts && (after.starts_with(". ") || after.starts_with(')'));
    small
        || listed
        || before.is_some_and(|word| NAMED.contains(&word.as_str()))
        || MONTHS.iter().any(|month| next.starts_with(month))
        || after.starts_with(['º', 'ª', '°'])
        || after.starts_with(".º")
        || after.starts_with(".ª")
}

/// All numbers that stand by themselves.
fn all(text: &str) -> Vec<Figure> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(before) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + before;
        at = start;
        while at < bytes.len() && (bytes[at].is_ascii_digit() || joins(bytes, at)) {
            at += 1;
        }
        if let Some(value) = value(&text[start..at]).filter(|_| stands_alone(text, start..at)) {
            let zeros = zeros(&text[at..]);
            out.push(Figure {
                at: start..at,
                value,
                zeros,
            });
        }
    }
    out
}

/// A point or comma between two digits.
fn joins(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Whether what is around a number leaves it a number: no letters, no code, no date in figures.
fn stands_alone(text: &str, at: Range<usize>) -> bool {
    let mut before = text[..at.start].chars().rev();
    let after = text[at.end..].chars().next();
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || "/:_#@".contains(c));
    let previous = before.next();
    let code = previous == Some('-') && before.next().is_some_and(char::is_alphabetic);
    let odd = |c: Option<char>| matches!(c, Some('º' | 'ª'));
    // `2022: …` is a figure, `10:30` an hour.
    let hour = text[at.end..]
        .chars()
        .nth(1)
        .is_some_and(|c| c.is_ascii_digit());
    let colon = after == Some(':') && !hour;
    !letter(previous) && (!letter(after) || odd(after) || colon) && !code
}

/// The number, when it is written as in Spanish; section numbers such as `2.1` are none.
fn value(written: &str) -> Option<String> {
    let (whole, decimals) = match written.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (written, None),
    };
    if decimals.is_some_and(|d| d.contains(['.', ','])) {
        return None;
    }
    let groups: Vec<&str> = whole.split('.').collect();
    let thousands = groups.iter().skip(1).all(|g| g.len() == 3) && groups[0].len() <= 3;
    if groups.len() > 1 && !(thousands && groups[0] != "0") {
        return None;
    }
    let whole = groups.concat();
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let decimals = decimals.map(|d| d.trim_end_matches('0')).unwrap_or("");
    Some(match decimals {
        "" => whole.to_owned(),
        decimals => format!("{whole},{decimals}"),
    })
}

/// Zeros of the word that follows: `mil`, `millones`, `mil millones`, `billones`.
fn zeros(after: &str) -> usize {
    // Asked first: what no space parts may be one word for the rest of a text.
    if !after.starts_with([' ', '\u{a0}']) {
        return 0;
    }
    let words = after.split_whitespace().take(2);
    let words = words.map(|w| w.trim_end_matches(|c: char| !c.is_alphabetic()));
    let words: Vec<&str> = words.collect();
    match words.as_slice() {
        ["mil", "millones"] => 9,
        ["mil", ..] => 3,
        ["millón" | "millones", ..] => 6,
        ["billón" | "billones", ..] => 12,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        traced(text).map(|f| &text[f.at]).collect()
    }

    #[test]
    fn figures_are_those_a_reader_would_trace() {
        for (text, expect) in [
            (
                "Cuesta 6.015 millones en 2022–2026.",
                &["6.015", "2022", "2026"][..],
            ),
            ("El 85,7 % de 1.103 municipios", &["85,7", "1.103"]),
            ("un 5 % menos", &["5"]),
            ("La Ley 136 de 1994", &["136", "1994"]),
            ("entre 1996-2003", &["1996", "2003"]),
            ("el 6 de junio", &[]),
            ("el 16 de junio de 2022", &["2022"]),
            ("el 16 de Septiembre", &[]),
            ("secciones 2.1 y 5.3.1, tabla 12", &[]),
            ("H-043, OE1, H77, 20/11/2022, 10:30", &[]),
            ("En 2022: nada", &["2022"]),
            ("el 21.º encuentro", &[]),
            ("de 3 a 5 pasos", &[]),
            ("12. Escriba", &[]),
        ] {
            assert_eq!(found(text), expect, "{text}");
        }
    }

    #[test]
    fn one_number_has_many_forms() {
        let text = "100 mil habitantes, 6.015 millones, 85,7 %, cuatro años, el 2,5 millones";
        let known = Stated::of([text]);
        let has = |text: &str| traced(text).all(|figure| known.has(&figure));
        for text in [
            "100.000", "6.015", "6.015.000.000", "85,70 %", "4 %", "2.500.000",
        ] {
            assert!(has(text), "{text}");
        }
        for text in ["100.001", "6.016", "85,6 %", "1991"] {
            assert!(!has(text), "{text}");
        }
    }
}
