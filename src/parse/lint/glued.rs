//! Headings whose `#` stand beside their words: `##Título`. One `#` alone may also be that of a label, as
//! in `#agua`.

use super::block::Block;
use crate::parse::sentence::words_above;

/// Most words of a line that passes for a heading.
pub(super) const HEADING: usize = 12;

/// What is said of one with several signs.
pub(super) const SURE: (&str, &str) = (
    "a este título le falta un espacio",
    "escríbalo después de los `#`: `## Título`",
);

const LIKELY: (&str, &str) = (
    "esta línea parece un título sin el espacio después de `#`",
    "si lo es, cambie el `#` por `##` y un espacio; si es una etiqueta, escriba `\\#`",
);

/// What is said of a paragraph that begins like one. `breaks` are the ends of its lines but the last.
pub(super) fn heading(text: &str, breaks: &[usize]) -> Option<(&'static str, &'static str)> {
    if is_sure(text) {
        return Some(SURE);
    }
    let words = text.strip_prefix('#')?;
    let end = breaks.first().map_or(text.len(), |end| *end);
    is_likely(words.get(..end.checked_sub(1)?)?, text.get(end..)?.trim()).then_some(LIKELY)
}

/// Whether the sign that begins a block is there to be seen: behind `\`, or a single one in a list.
pub(super) fn is_seen(block: &Block) -> bool {
    let escaped = |start| block.source(0, 0).start > start;
    block.text.starts_with('#') && block.start.map_or(!is_sure(&block.text), escaped)
}

/// Whether a line begins with several signs and a word.
pub(super) fn is_sure(line: &str) -> bool {
    let bare = line.trim_start_matches('#');
    line.len() - bare.len() > 1 && bare.starts_with(char::is_alphanumeric)
}

/// Whether a line that one sign begins is short and no label, by its `words` and the lines `below`.
fn is_likely(words: &str, below: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let large = first.starts_with(char::is_uppercase);
    let is_name = first.chars().skip(1).all(char::is_lowercase);
    let more = words.trim_end().len() > first.len();
    words.starts_with(char::is_alphabetic)
        && (more || large && is_name)
        && (below.is_empty() || large && !below.starts_with(char::is_lowercase))
        && !words.contains('#')
        && !words.trim_end().ends_with(['.', ',', ';'])
        && words_above(words, HEADING).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_in_the_words_is_no_heading() {
        let told = |text: &str| {
            let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
            heading(&text.replace('\n', " "), &breaks)
        };
        for text in ["##Título", "###2 Marco", "##título\nmás"] {
            assert_eq!(told(text), Some(SURE), "{text}");
        }
        for text in [
            "#Antecedentes",
            "#Agua para la vereda",
            "#Ámbito\nEl plan.",
            "#qué se hizo",
        ] {
            assert_eq!(told(text), Some(LIKELY), "{text}");
        }
        for text in [
            "#agua",
            "#AguaParaTodos",
            "#agua #saneamiento",
            "#Agua #Saneamiento",
            "#Agua fue la palabra más usada.",
            "#Bogotá es una de las\nciudades que respondieron",
            "#1 en la lista",
            "# ",
            "#",
            "",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
