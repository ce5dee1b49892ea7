//! The stretch of a text that a result shows, with what was asked for marked. It begins where people
//! would begin to read. The browser client cuts the same.

use super::analyze;
use super::matches::{Wanted, matches, worth_from};

/// A few words before the first mark, and so many from it on.
const WORDS_BEFORE: usize = 8;
const WORDS_AFTER: usize = 22;

/// The stretch of a text with most of what was asked for, and its marks in characters.
pub(super) fn cut(text: &str, wanted: &Wanted) -> (String, Vec<(usize, usize)>) {
    let words = analyze::words(text);
    let found = matches(&words, wanted);
    let mut best = (0.0, 0);
    for (first, start) in found.iter().enumerate() {
        let worth = worth_from(&found[first..], WORDS_AFTER - 1, 0.1);
        if worth > best.0 {
            best = (worth, start.at);
        }
    }
    let from = match best.1.checked_sub(WORDS_BEFORE + 1) {
        None => 0,
        Some(before) => {
            let (before, mark) = (words[before].2, words[best.1].2);
            before + beginning(&text[before..mark])
        }
    };
    let Some(&(.., end)) = words.iter().take(best.1 + WORDS_AFTER).next_back() else {
        return (String::new(), Vec::new());
    };
    let to = text[end..]
        .find(is_space)
        .map_or(text.len(), |more| end + more);
    let marks = found.iter().filter_map(|found| {
        let (_, start, end) = words[found.at];
        let chars = |to: usize| text[from..to].chars().count();
        (from <= start && end <= to).then(|| (chars(start), chars(end)))
    });
    (text[from..to].to_owned(), marks.collect())
}

/// What a regular expression of the browser takes for a space.
fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{feff}'
}

/// Where to begin in what leads to the first mark: with the last sentence of it, or else after
/// what is left of a word or a code; and not before something closes that was opened earlier.
fn beginning(head: &str) -> usize {
    let start = last_sentence(head).or_else(|| next_token(head, 0));
    let start = start.unwrap_or(0);
    start + after_closing(&head[start..])
}

/// Where what comes after the next space starts.
fn next_token(text: &str, from: usize) -> Option<usize> {
    let mut spaces = text[from..].char_indices().filter(|&(_, c)| is_space(c));
    spaces.next().map(|(at, c)| from + at + c.len_utf8())
}

/// Where the last sentence or block starts: after a space that a mark of the end precedes in its
/// token, if no small letter and no number follows, as after `art. 5`.
fn last_sentence(head: &str) -> Option<usize> {
    let goes_on = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == 'ñ';
    let starts = |&(at, c): &(usize, char)| {
        let token = head[..at].rsplit(is_space).next().unwrap_or_default();
        c == '\n'
            || c == ' '
                && token.contains(['.', '?', '!', '…'])
                && !head[at + 1..].starts_with(goes_on)
    };
    let last = head.char_indices().rev().find(starts);
    last.map(|(at, c)| at + c.len_utf8())
}

/// How much to leave out so that no bracket or quote closes before one opens.
fn after_closing(text: &str) -> usize {
    let open = text.find(['(', '«', '“']).unwrap_or(text.len());
    let mut closing = text[..open].rmatch_indices([')', '»', '”']);
    closing
        .find_map(|(at, _)| next_token(text, at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fragment of a text whose mark is the word `marca`.
    fn fragment(text: &str) -> String {
        let wanted = [("marca", (0, 1.0))].into_iter().collect();
        let (fragment, marks) = cut(text, &wanted);
        let (start, end) = marks[0];
        let marked: String = fragment.chars().skip(start).take(end - start).collect();
        assert_eq!(marked, "marca", "{fragment}");
        fragment
    }

    #[test]
    fn begins_with_the_sentence_when_it_is_near() {
        let text = "uno dos tres cuatro cinco seis siete ocho nueve. Aquí está la marca.";
        assert_eq!(fragment(text), "Aquí está la marca.");
        let text = "uno dos tres cuatro cinco seis siete ocho (nueve.) ¿Dónde está la marca?";
        assert_eq!(fragment(text), "¿Dónde está la marca?");
        let text = "uno dos tres cuatro cinco seis siete ocho nueve\nsin punto, la marca";
        assert_eq!(fragment(text), "sin punto, la marca");
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let text = "uno dos tres cuatro cinco seis siete ocho nueve, art. 5 de la marca";
        assert_eq!(fragment(text), "seis siete ocho nueve, art. 5 de la marca");
    }

    #[test]
    fn does_not_begin_before_something_closes_that_it_does_not_open() {
        let text = "uno dos (tres cuatro cinco seis siete ocho, ESAP) lideró toda la marca";
        assert_eq!(fragment(text), "lideró toda la marca");
        let text = "uno dos tres cuatro «cinco seis siete» ocho (ESAP) lideró toda la marca";
        assert_eq!(
            fragment(text),
            "«cinco seis siete» ocho (ESAP) lideró toda la marca"
        );
    }

    #[test]
    fn does_not_begin_within_a_number_or_a_code() {
        let text = "uno dos tres cuatro (H-048) La fuente dice que esta es una marca";
        assert_eq!(fragment(text), "La fuente dice que esta es una marca");
        let text = "uno dos tres cuatro (H-048), la fuente dice que esta es una marca";
        assert_eq!(fragment(text), "la fuente dice que esta es una marca");
    }

    #[test]
    fn ends_after_the_mark_that_closes_a_sentence() {
        let many = "palabra ".repeat(20);
        let text = format!("marca {many}(última). Otra más.");
        assert!(fragment(&text).ends_with("palabra (última)."));
    }
}
