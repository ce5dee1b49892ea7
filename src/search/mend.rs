//! Words that nobody wrote because a space is missing (`plandetrabajo`) or too much (`capaci tación`).

use super::analyze;
use super::lexicon::Lexicon;
use super::vocabulary::{SHORT, may_be_meant};

/// A cut without a stop word is better than any with one: words have no more letters.
const WITHOUT_STOP_WORD: usize = analyze::LONGEST_WORD;

/// The words of a question with spaces in their places, and what was written instead of what.
pub struct Mended {
    pub words: Vec<String>,
    pub substituted: Vec<(String, Vec<String>)>,
}

/// Mends a question with words that nobody wrote as they are. One that is unknown, because nothing is near to it either,
/// may be two; one may have lost its end to the next though others are near.
pub fn mend(
    lexicon: &Lexicon,
    words: &[String],
    unwritten: &[String],
    unknown: &[String],
) -> Mended {
    let mut mended = Mended {
        words: Vec::new(),
        substituted: Vec::new(),
    };
    let mut left = words;
    while let [word, after @ ..] = left {
        left = after;
        if let [next, after @ ..] = after
            && (unwritten.contains(word) || unknown.contains(next))
        {
            let both = format!("{word}{next}");
            if is_piece(lexicon, &both, "") {
                let written = format!("{word} {next}");
                mended.substituted.push((written, vec![both.clone()]));
                mended.words.push(both);
                left = after;
                continue;
            }
        }
        let found = unknown.contains(word).then(|| pieces(lexicon, word));
        match found.flatten() {
            Some(pieces) => {
                mended
                    .substituted
                    .push((word.clone(), vec![pieces.join(" ")]));
                mended.words.extend(pieces.into_iter().map(str::to_owned));
            }
            None => mended.words.push(word.clone()),
        }
    }
    mended
}

/// The two known words that this one is, or two with a stop word between them; of several cuts the one
/// whose shorter word is the longest.
fn pieces<'a>(lexicon: &Lexicon, word: &'a str) -> Option<Vec<&'a str>> {
    let mut best = (0, None);
    if !word.contains(|c: char| c.is_ascii_lowercase() || c == 'ñ') {
        return None;
    }
    for (letters, (at, _)) in word.char_indices().enumerate() {
        let (head, tail) = word.split_at(at);
        if !is_piece(lexicon, head, tail) {
            continue;
        }
        for stop in std::iter::once("").chain(analyze::STOP.split_ascii_whitespace()) {
            let Some(last) = tail.strip_prefix(stop) else {
                continue;
            };
            let shorter = letters.min(last.chars().count());
            let size = shorter
                + if stop.is_empty() {
                    WITHOUT_STOP_WORD
                } else {
                    0
                };
            if size > best.0 && is_piece(lexicon, last, "") {
                let mut pieces = vec![head, &tail[..stop.len()], last];
                pieces.retain(|piece| !piece.is_empty());
                best = (size, Some(pieces));
            }
        }
    }
    best.1
}

/// Whether something may be a word before or after a missing space: what begins as a number, or a word, that the site
/// has; the word of more letters than chance would have unless a number comes `after` it (`H145`).
fn is_piece(lexicon: &Lexicon, piece: &str, after: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    if piece.starts_with(digit) {
        return !lexicon.group(piece).is_empty();
    }
    let long_enough = piece.chars().count() >= SHORT || after.starts_with(digit);
    long_enough && may_be_meant(piece) && lexicon.vocabulary.id(piece).is_some()
}
