//! The stretch of a text that a result shows, with what was asked for marked. It begins where people
//! would begin to read. The browser client cuts the same.

use super::analyze;
use super::matches::{Wanted, matches, worth_from};

/// Words before the first mark, and from it on.
const WORDS_BEFORE: usize = 8;
const WORDS_AFTER: usize = 22;

/// How many words more it may have to begin, or to end, with its sentence.
const SENTENCE_BEFORE: usize = 5;
const SENTENCE_AFTER: usize = 6;

/// At the end, up to this many first words of a sentence that goes on are left out.
const SENTENCE_OVER: usize = 4;

/// Marks at the end of a sentence.
const FULL_STOPS: [char; 4] = ['.', '?', '!', '…'];

/// A word and its byte range.
type Word = (String, usize, usize);

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
    let Some(to) = end(text, &words, best.1) else {
        return (String::new(), Vec::new());
    };
    let from = start(text, &words, best.1);
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

/// Where to begin before a mark: with a text that is shown whole, with its sentence or the text when they begin near
/// it, or else after what is left of a word or a code; and not before something closes that was opened earlier.
fn start(text: &str, words: &[Word], mark: usize) -> usize {
    if words.len() <= WORDS_BEFORE + WORDS_AFTER {
        return 0;
    }
    let after = |before: usize| mark.checked_sub(before + 1).map(|at| words[at].2);
    let Some(near) = after(WORDS_BEFORE) else {
        return 0;
    };
    let (far, end) = (after(WORDS_BEFORE + SENTENCE_BEFORE), words[mark].2);
    let start = match (last_sentence(&text[far.unwrap_or(0)..end]), far) {
        (Some(at), far) => far.unwrap_or(0) + at,
        (None, None) => 0,
        (None, Some(_)) => next_token(&text[..end], near).unwrap_or(near),
    };
    start + after_closing(&text[start..end])
}

/// Where to end after a mark: with a whole token, one that ends a sentence or block when it is near, after
/// the last word or a little before it. A text without words has no end.
fn end(text: &str, words: &[Word], mark: usize) -> Option<usize> {
    let last = (mark + WORDS_AFTER).min(words.len()).checked_sub(1)?;
    let most = (mark + WORDS_AFTER + SENTENCE_AFTER).min(words.len());
    let over = last.saturating_sub(SENTENCE_OVER).max(mark);
    let nearest = words[last..most]
        .iter()
        .chain(words[over..last].iter().rev());
    let mut tokens = nearest.map(|&(.., end)| {
        let to = text[end..].find(is_space).map_or(text.len(), |at| end + at);
        let mut after = text[to..].chars();
        let ends = match (after.next(), after.next()) {
            (None | Some('\n'), _) => true,
            (_, next) => text[end..to].contains(FULL_STOPS) && !next.is_some_and(goes_on),
        };
        (to, ends)
    });
    let first = tokens.next()?;
    let ending = std::iter::once(first).chain(tokens).find(|&(_, ends)| ends);
    Some(ending.unwrap_or(first).0)
}

/// Whether a sentence goes on with this, as after `art. 5`.
fn goes_on(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == 'ñ'
}

/// Where what comes after the next space starts.
fn next_token(text: &str, from: usize) -> Option<usize> {
    let mut spaces = text[from..].char_indices().filter(|&(_, c)| is_space(c));
    spaces.next().map(|(at, c)| from + at + c.len_utf8())
}

/// Where the last sentence or block starts: after a space that a mark of the end precedes in its
/// token, if no small letter and no number follows, as after `art. 5`.
fn last_sentence(head: &str) -> Option<usize> {
    let starts = |&(at, c): &(usize, char)| {
        let token = head[..at].rsplit(is_space).next().unwrap_or_default();
        c == '\n' || c == ' ' && token.contains(FULL_STOPS) && !head[at + 1..].starts_with(goes_on)
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

    /// The fragment of a text whose mark is the word `marca`, with more above.
    fn fragment(text: &str) -> String {
        fragment_of_all(&format!("{}\n{text}", "otra ".repeat(30)))
    }

    fn fragment_of_all(text: &str) -> String {
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
    fn a_short_text_is_shown_whole() {
        let text = |words: usize| format!("Es {}marca final", "palabra ".repeat(words - 3));
        assert_eq!(fragment_of_all(&text(30)), text(30));
        assert!(fragment_of_all(&text(31)).starts_with("palabra"));
    }

    #[test]
    fn goes_back_to_the_sentence_or_the_text_when_they_begin_a_little_before() {
        let text = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece marca";
        assert_eq!(fragment(text), text);
        let long = format!("Primero. Cero {text}");
        assert!(fragment(&long).starts_with("seis siete"), "{long}");
        assert_eq!(
            fragment(&format!("Primero esto. U{}", &text[1..])),
            format!("U{}", &text[1..])
        );
    }

    #[test]
    fn goes_on_to_the_end_of_the_sentence_when_it_is_near() {
        let ends = |more: usize| {
            let text = format!("marca {}final. Otra oración.", "palabra ".repeat(more));
            fragment(&text).ends_with("final.")
        };
        assert!(ends(20) && ends(21) && ends(26));
        assert!(!ends(27));
        let text = format!(
            "marca {}ver art. 5 y 6 de hoy. Otra.",
            "palabra ".repeat(20)
        );
        assert!(fragment(&text).ends_with("de hoy."), "{text}");
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let text = "a b c d e uno dos tres cuatro cinco seis siete ocho nueve, art. 5 de la marca";
        assert_eq!(fragment(text), "seis siete ocho nueve, art. 5 de la marca");
    }

    #[test]
    fn does_not_begin_before_something_closes_that_it_does_not_open() {
        let text =
            "a b c d e uno dos (tres cuatro cinco seis siete ocho, ESAP) lideró toda la marca";
        assert_eq!(fragment(text), "lideró toda la marca");
        let text =
            "a b c d e uno dos tres cuatro «cinco seis siete» ocho (ESAP) lideró toda la marca";
        assert_eq!(
            fragment(text),
            "«cinco seis siete» ocho (ESAP) lideró toda la marca"
        );
    }

    #[test]
    fn does_not_begin_within_a_number_or_a_code() {
        let text = "a b c d e uno dos tres cuatro (H-048) La fuente dice que esta es una marca";
        assert_eq!(fragment(text), "La fuente dice que esta es una marca");
        let text = "a b c d e uno dos tres cuatro (H-048), la fuente dice que esta es una marca";
        assert_eq!(fragment(text), "la fuente dice que esta es una marca");
    }

    #[test]
    fn ends_after_the_mark_that_closes_a_sentence() {
        let many = "palabra ".repeat(20);
        let text = format!("marca {many}(última). Otra más.");
        assert!(fragment(&text).ends_with("palabra (última)."));
    }

    #[test]
    fn leaves_out_the_first_words_of_a_sentence_that_goes_on() {
        let cut = |over: usize| {
            let before = "palabra ".repeat(20 - over);
            let text = format!("marca {before}final. Otra{}", " vez más".repeat(20));
            fragment(&text)
        };
        assert!(cut(1).ends_with("final.") && cut(4).ends_with("final."));
        assert!(!cut(5).ends_with("final."));
        // What was asked for stays.
        let text = format!("Fin. {} marca —", "palabra ".repeat(3));
        assert!(fragment(&text).ends_with("marca"), "{}", fragment(&text));
    }
}
