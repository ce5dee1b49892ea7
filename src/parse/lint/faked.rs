//! Paragraphs that look like a heading, a list or a table, and lack the mark that makes one.

use crate::parse::sentence::words;
use std::ops::Range;

/// Most words of a line in bold that passes for a heading.
const HEADING: usize = 12;

/// What a paragraph imitates, and where in its text.
pub(super) struct Faked {
    pub range: Range<usize>,
    pub message: &'static str,
    pub help: &'static str,
}

/// How a line begins that was a point of a list, or goes on as a row of a table.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    Dash,
    Letter,
    Number,
    Glued,
    Bar,
    Tabs,
}

/// What the text of a paragraph imitates. `breaks` are the ends of its lines but the last; `bold` is
/// whether all of it is.
pub(super) fn look(text: &str, breaks: &[usize], bold: bool) -> Option<Faked> {
    let bare = text.trim_start_matches('#');
    let marks = text.len() - bare.len();
    let (message, help) = if bold && words(text) <= HEADING && !text.ends_with('.') {
        (
            "esta línea en negrita parece un título",
            "si lo es, quite los `**` y escriba `##` y un espacio",
        )
    } else if marks > 1 && bare.starts_with(char::is_alphanumeric) {
        (
            "a este título le falta un espacio",
            "escríbalo después de los `#`: `## Título`",
        )
    } else if text.starts_with(['•', '▪', '◦', '●', '\u{f0b7}']) {
        (
            "este punto de lista viene de otro programa",
            "comience cada punto con `- ` en su propia línea",
        )
    } else {
        return lines(text, breaks);
    };
    let range = 0..text.len();
    Some(Faked {
        range,
        message,
        help,
    })
}

/// The first two lines in a row that look alike: one alone may be words.
fn lines(text: &str, breaks: &[usize]) -> Option<Faked> {
    if breaks.is_empty() {
        return row(text);
    }
    let mut before: Option<(Look, Range<usize>)> = None;
    let mut from = 0;
    for end in breaks
        .iter()
        .copied()
        .filter(|at| *at < text.len())
        .chain([text.len()])
    {
        let range = from..end.max(from);
        let look = of_line(&text[range.clone()]);
        if let (Some(look), Some((last, range))) = (look, before.take())
            && look == last
        {
            let (message, help) = told(look);
            return Some(Faked {
                range,
                message,
                help,
            });
        }
        before = look.map(|look| (look, range));
        // The space that stands for the end of the line.
        from = (end + 1).min(text.len());
    }
    None
}

/// A line of its own that is a row of a table, as after a blank line in one.
fn row(text: &str) -> Option<Faked> {
    let bars = text.starts_with('|') && text.trim_end().ends_with('|');
    let cells = bars && text.bytes().filter(|byte| *byte == b'|').count() > 2;
    let (message, help) = told(Look::Bar);
    cells.then_some(Faked {
        range: 0..text.len(),
        message,
        help,
    })
}

fn of_line(line: &str) -> Option<Look> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let letter = |rest: &str| rest.starts_with(char::is_alphabetic);
    match first {
        '–' | '—' if rest.starts_with(' ') => Some(Look::Dash),
        '-' if letter(rest) => Some(Look::Glued),
        '|' => Some(Look::Bar),
        // A table that is drawn.
        '+' if rest.starts_with(['-', '=']) => Some(Look::Bar),
        _ if line.trim().contains('\t') => Some(Look::Tabs),
        'a'..='z' | 'A'..='Z' if rest.starts_with(") ") => Some(Look::Letter),
        '0'..='9' => {
            let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let after = after.strip_prefix(['.', ')'])?;
            letter(after).then_some(Look::Number)
        }
        _ => None,
    }
}

fn told(look: Look) -> (&'static str, &'static str) {
    match look {
        Look::Dash => (
            "estos puntos de lista comienzan con una raya",
            "comience cada punto con un guion y un espacio: `- `",
        ),
        Look::Glued => (
            "a estos puntos de lista les falta un espacio",
            "escríbalo después de cada guion: `- `",
        ),
        Look::Letter => (
            "estas líneas parecen una lista y saldrán en un solo párrafo",
            "comience cada punto con `- `; con `1. ` si importa el orden",
        ),
        Look::Number => (
            "a estos puntos de lista les falta un espacio",
            "escríbalo después de cada número: `1. `",
        ),
        Look::Bar => (
            "estas líneas no se leen como una tabla",
            "bajo el encabezado va `|---|---|`, con sus mismas columnas y sin líneas en blanco",
        ),
        Look::Tabs => (
            "estas líneas parecen una tabla pegada de otro programa",
            "separe las celdas con `|` y ponga `|---|---|` bajo el encabezado",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_in_a_row_are_a_list_and_one_is_not() {
        let check = |text: &str, expect: Option<Look>| {
            let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
            let found = look(&text.replace('\n', " "), &breaks, false);
            let expect = expect.map(|look| told(look).0);
            assert_eq!(found.map(|faked| faked.message), expect, "{text}");
        };
        check("– Uno\n– Dos", Some(Look::Dash));
        check("Son:\na) Uno\nb) Dos", Some(Look::Letter));
        check("1.Uno\n2.Dos", Some(Look::Number));
        check("-Uno\n-Dos", Some(Look::Glued));
        check("| a | b |\n|—|—|\n| 1 | 2 |", Some(Look::Bar));
        check("| 3 | 4 |", Some(Look::Bar));
        check("+---+---+\n| a | b |\n+===+===+", Some(Look::Bar));
        check("Uno\tdos\ntres\tcuatro", Some(Look::Tabs));
        for right in [
            "– Uno",
            "Uno\n– Dos",
            "—Buenos días.\n—Buenas tardes.",
            "1.500 casos\n2.300 más",
            "-3 grados\n-4 grados",
            "|x| es el valor de x.",
            "|x|",
            "a) Uno\n– Dos",
            "",
        ] {
            check(right, None);
        }
    }
}
