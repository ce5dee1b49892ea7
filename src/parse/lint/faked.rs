//! Paragraphs that look like a heading, a list or a table, and lack the mark that makes one.

use super::caption::is_caption;
use super::glued::{self, HEADING};
use super::look::Look;
use super::ordinal::Ordinal;
use crate::base::unseen::is_false_space;
use crate::parse::sentence::words_above;
use std::ops::Range;

/// Signs that word processors put before a point of a list. Those of their own fonts arrive as others.
const BULLETS: &[char] = &[
    '•', '▪', '◦', '●', '‣', '■', '►', '➢', '➤', '✓', '✔', '\u{f0a7}', '\u{f0b7}', '\u{f0d8}',
    '\u{f0fc}',
];

/// Those that also tell yes from no, or what a colour stands for.
pub(super) const SIGNS: &[char] = &['✓', '✔', '■', '●', '☐', '☑', '☒'];

/// What stands beside them then.
const OTHER_SIGNS: &[char] = &['✗', '✘', '✕', '×', '○', '□', '☐', '☑', '☒'];

/// What these may become without their font, before a tabulator.
const LOST_BULLETS: &[char] = &['o', '§', 'Ø', 'ü', '·', 'v'];

/// What a paragraph imitates, and where in its text.
pub(super) struct Faked {
    pub range: Range<usize>,
    pub message: &'static str,
    pub help: &'static str,
    /// The next paragraph may go on with it, and is no other mistake.
    pub goes_on: bool,
}

/// What the text of a paragraph imitates. `breaks` are the ends of its lines but the last; `bold` is all of
/// it or its first line, if that is.
pub(super) fn look(text: &str, breaks: &[usize], bold: Option<&str>) -> Option<Faked> {
    if is_index(text) {
        let (message, help) = Look::Index.told();
        return Some(Faked {
            range: 0..text.len(),
            message,
            help,
            goes_on: true,
        });
    }
    let short = |text: &str| words_above(text, HEADING).is_none();
    let heading = |text: &&str| short(text) && !text.ends_with('.') && !is_caption(text);
    if let Some(bold) = bold.filter(heading) {
        return Some(Faked {
            range: 0..bold.len(),
            message: "esta línea en negrita parece un título",
            help: "si lo es, quite los `**` y escriba `##` y un espacio",
            goes_on: false,
        });
    }
    if let Some((message, help)) = glued::heading(text, breaks) {
        return Some(Faked {
            range: 0..text.len(),
            message,
            help,
            goes_on: false,
        });
    }
    let (look, range) = lines(text, breaks)?;
    let (message, help) = look.told();
    Some(Faked {
        range,
        message,
        help,
        // Each of these marks makes something else.
        goes_on: look != Look::Parted,
    })
}

/// The first line that looks like one of these, or the first of two in a row that look alike: of most
/// looks one line alone may be words.
fn lines(text: &str, breaks: &[usize]) -> Option<(Look, Range<usize>)> {
    let ends = breaks.iter().copied().filter(|at| *at < text.len());
    let mut before: Option<(Look, Range<usize>)> = None;
    let mut counted: Option<(Ordinal, Range<usize>)> = None;
    let mut from = 0;
    for end in ends.chain([text.len()]) {
        let range = from..end.max(from);
        let line = &text[range.clone()];
        // The space that stands for the end of the line.
        from = (end + 1).min(text.len());
        if let Some(look) = alone(line, breaks.is_empty()) {
            return Some((look, range));
        }
        // A point of a list may go on for lines.
        if let Some(ordinal) = Ordinal::of(line) {
            if let Some((last, first)) = counted.filter(|(last, _)| ordinal.follows(last)) {
                let look = match last.glued && ordinal.glued {
                    true => Look::Number,
                    false => Look::Ordinal,
                };
                return Some((look, first));
            }
            counted = (!is_amid(text, &range)).then_some((ordinal, range));
            before = None;
            continue;
        }
        // Of one line alone nothing is asked that takes two.
        let look = (!breaks.is_empty()).then(|| of_line(line)).flatten();
        match (look, before) {
            (Some(look), Some((last, first))) if look == last => return Some((look, first)),
            (look, _) => before = look.map(|look| (look, range)),
        }
    }
    None
}

/// Whether a line goes on with the sentence of the one before, which broke behind `el literal`.
fn is_amid(text: &str, line: &Range<usize>) -> bool {
    let second = text[line.clone()].split_whitespace().nth(1);
    let small = second.is_some_and(|word| word.starts_with(char::is_lowercase));
    let before = text[..line.start].trim_end();
    small && before.ends_with(char::is_alphanumeric)
}

/// What a line looks like that nobody writes in a text; `only` when it is a paragraph.
fn alone(line: &str, only: bool) -> Option<Look> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    match first {
        '#' | '-' | '*' | '+' | '|' | '0'..='9' if is_parted(line) => Some(Look::Parted),
        '☐' | '☑' | '☒' if !is_key(first, rest) => Some(Look::Box),
        _ if BULLETS.contains(&first) => (!is_key(first, rest)).then_some(Look::Bullet),
        _ if LOST_BULLETS.contains(&first)
            && (rest.starts_with('\t') || rest.starts_with("  ")) =>
        {
            Some(Look::Bullet)
        }
        '·' if rest.starts_with(char::is_whitespace) => Some(Look::Bullet),
        ':' if rest.starts_with(char::is_whitespace) => Some(Look::Definition),
        '\\' if is_command(rest) => Some(Look::Command),
        '[' if only && rest.trim_end() == "TABLE]" => Some(Look::Lost),
        '[' if is_box(rest) => Some(Look::Box),
        '-' if rest.strip_prefix('[').is_some_and(is_box) => Some(Look::Box),
        '|' if only => is_row(line).then_some(Look::Bar),
        _ if leads(line) => Some(Look::Contents),
        _ if only && is_page_number(line) => Some(Look::PageNumber),
        _ if only && is_entry(line) => Some(Look::Index),
        '#' if glued::is_sure(line) => Some(Look::Heading),
        _ => None,
    }
}

/// Whether a line says what signs stand for, as below a table: `✓ cumple, ✗ no cumple`.
fn is_key(first: char, rest: &str) -> bool {
    let another = |c: char| BULLETS.contains(&c) || OTHER_SIGNS.contains(&c);
    let told = rest.trim_start().starts_with(['=', ':']);
    SIGNS.contains(&first) && (told || rest.contains(another))
}

/// Whether the mark at the start of a line, or the line below the heads of a table, has a space that is none to
/// Markdown: on some keyboards it comes of a key that is still held.
fn is_parted(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=3).contains(&(line.len() - rest.len()));
    let rest = match line.starts_with('#') {
        true => Some(line.trim_start_matches('#')),
        false if numbered => rest.strip_prefix(['.', ')']),
        false => line.strip_prefix(['-', '*', '+']),
    };
    let drawn = |c: char| matches!(c, '|' | '-' | ':' | ' ') || is_false_space(c);
    rest.is_some_and(|rest| rest.starts_with(is_false_space))
        || line.starts_with('|')
            && line.contains('-')
            && line.chars().all(drawn)
            && !line.is_ascii()
}

/// Whether a bracket is followed by what makes a box of it: `[ ]`, `[x]`, `[]`.
fn is_box(rest: &str) -> bool {
    let after = ["]", " ]", "x]", "X]", " x]", "x ]"];
    let after = after.iter().find_map(|inner| rest.strip_prefix(inner));
    after.is_some_and(|after| after.starts_with(' '))
}

/// Whether a line is a row of a table, as after a blank line in one.
fn is_row(line: &str) -> bool {
    line.trim_end().ends_with('|') && line.bytes().filter(|byte| *byte == b'|').count() > 2
}

/// Whether what follows a `\` is a whole command of TeX, as `newpage`.
fn is_command(rest: &str) -> bool {
    let name = rest.trim_end();
    name.len() > 3 && name.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether dots lead to the number of a page.
fn leads(line: &str) -> bool {
    let line = line.trim_end();
    let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let page = line.len() - words.len();
    let dotted = words.trim_end_matches([' ', '\t', '\u{a0}']);
    let bare = dotted.trim_end_matches(['.', ' ', '…', '_']);
    let dots = dotted[bare.len()..]
        .chars()
        .map(|c| match c {
            '…' => 3,
            ' ' => 0,
            _ => 1,
        })
        .sum::<usize>();
    (1..=4).contains(&page) && dots > 3 && !bare.is_empty()
}

/// What stands over the index of a document on paper.
fn is_index(text: &str) -> bool {
    let text = text.trim_end_matches(':');
    let names = ["tabla de contenido", "tabla de contenidos"];
    names.iter().any(|name| text.eq_ignore_ascii_case(name))
}

/// A line of the index of a document on paper: a title, a tabulator and its page.
fn is_entry(line: &str) -> bool {
    let page =
        |page: &str| (1..=4).contains(&page.len()) && page.bytes().all(|b| b.is_ascii_digit());
    let parts = line.trim_end().rsplit_once('\t');
    parts.is_some_and(|(title, number)| !title.trim().is_empty() && page(number))
}

/// `Página 3 de 20`, as the foot of each sheet of paper says it.
fn is_page_number(line: &str) -> bool {
    let mut words = line
        .split([' ', '\u{a0}', '\t', '|', '/'])
        .filter(|w| !w.is_empty());
    let first = words.next().unwrap_or("");
    // Asked first: a line may be a whole paragraph.
    if !first.starts_with(['p', 'P']) {
        return false;
    }
    let first = first.to_lowercase();
    let number = |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let named = matches!(
        first.trim_end_matches('.'),
        "página" | "pagina" | "pág" | "pag"
    );
    let rest: Vec<&str> = words.collect();
    named
        && match rest[..] {
            [one] => number(one),
            [one, all] => number(one) && number(all),
            [one, of, all] => number(one) && of.eq_ignore_ascii_case("de") && number(all),
            _ => false,
        }
}

fn of_line(line: &str) -> Option<Look> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let letter = |rest: &str| rest.starts_with(char::is_alphabetic);
    match first {
        '–' | '—' if rest.starts_with(char::is_whitespace) => Some(Look::Dash),
        '-' | '*' if letter(rest) => Some(Look::Glued),
        '|' => Some(Look::Bar),
        // A table that is drawn.
        '+' if rest.starts_with(['-', '=']) => Some(Look::Bar),
        _ if ["\t", "   "].iter().any(|gap| line.trim().contains(gap)) => Some(Look::Tabs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_a_list_or_a_table_elsewhere_is_told_and_words_are_not() {
        let check = |text: &str, expect: Option<Look>| {
            let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
            let found = look(&text.replace('\n', " "), &breaks, None);
            let expect = expect.map(|look| look.told().0);
            assert_eq!(found.map(|faked| faked.message), expect, "{text}");
        };
        check("• Uno", Some(Look::Bullet));
        check("Son:\n• Uno\n• Dos", Some(Look::Bullet));
        check("o\tUno", Some(Look::Bullet));
        check("✓ Uno\n✓ Dos", Some(Look::Bullet));
        check("·\u{a0}Uno", Some(Look::Bullet));
        check("– Uno\n– Dos", Some(Look::Dash));
        check("–\tUno\n–\tDos", Some(Look::Dash));
        check("Son:\na) Uno\nb) Dos", Some(Look::Ordinal));
        check("a)\tUno\nb)\tDos", Some(Look::Ordinal));
        check("a. Uno que\nsigue\nb. Dos", Some(Look::Ordinal));
        check("1º Uno\n2º Dos", Some(Look::Ordinal));
        check("1.- Uno\n2.- Dos", Some(Look::Ordinal));
        check("(i) Uno\n(ii) Dos", Some(Look::Ordinal));
        check("Son:\n2. Uno\n3. Dos", Some(Look::Ordinal));
        check("1.Uno\n2.Dos", Some(Look::Number));
        check("-Uno\n-Dos", Some(Look::Glued));
        check("*Uno\n*Dos", Some(Look::Glued));
        check("| a | b |\n|—|—|\n| 1 | 2 |", Some(Look::Bar));
        check("| 3 | 4 |", Some(Look::Bar));
        check("+---+---+\n| a | b |\n+===+===+", Some(Look::Bar));
        check("Uno\tdos\ntres\tcuatro", Some(Look::Tabs));
        check("Uno    dos\ntres   cuatro", Some(Look::Tabs));
        check("Introducción ........ 3", Some(Look::Contents));
        check("1.1 Marco…………\t12", Some(Look::Contents));
        check("Marco legal\t12", Some(Look::Index));
        check("TABLA DE CONTENIDO", Some(Look::Index));
        check("o   Uno", Some(Look::Bullet));
        check("Página 3 de 20", Some(Look::PageNumber));
        check("Pág. 3", Some(Look::PageNumber));
        check("PÁGINA 3 DE 20", Some(Look::PageNumber));
        check("Vereda\n:   Parte de un municipio", Some(Look::Definition));
        check(": Tabla 1. Gasto", Some(Look::Definition));
        check("\\newpage", Some(Look::Command));
        check("[TABLE]", Some(Look::Lost));
        for text in [
            "##\u{a0}Uno",
            "Son:\n-\u{a0}Uno",
            "1.\u{a0}Uno\n2.\u{a0}Dos",
            "| a |\n|\u{a0}--- |",
        ] {
            check(text, Some(Look::Parted));
        }
        for text in ["[ ] Uno\n[x] Dos", "[] Uno", "-[ ] Uno", "[ x] Uno"] {
            check(text, Some(Look::Box));
        }
        check("☐ Uno\n☒ Dos", Some(Look::Box));
        for right in [
            "– Uno",
            "Uno\n– Dos",
            "—Buenos días.\n—Buenas tardes.",
            "1.500 casos\n2.300 más",
            "-3 grados\n-4 grados",
            "|x| es el valor de x.",
            "|x|",
            "a) Uno\n– Dos",
            "J. Pérez\nM. López",
            "A. Uno\nC. Tres",
            "✓ cumple, ✗ no cumple",
            "☐ Sí ☐ No",
            "3 -\u{a0}2",
            "1.500\u{a0}casos",
            "[1] La fuente.",
            "[x]: y",
            "■ Meta ▪ Avance",
            "● = municipios",
            "Según el literal\na) del artículo 4, y el literal\nb) del mismo",
            "Página 3 del informe",
            "Y entonces... 20",
            "o tal vez no",
            "2019. Uno\n2020. Dos",
            "Uno.  Dos.\nTres.  Cuatro.",
            "Uno   dos",
            "",
        ] {
            check(right, None);
        }
    }
}
