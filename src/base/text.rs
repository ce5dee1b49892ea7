//! Spanish text: folding, slugs, escaping, cutting at words.

use std::borrow::Cow;
use std::cmp::Ordering;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// One folded character: lower case, no accent or diaeresis, `ñ` kept apart from `n`.
///
/// People type without accents, but `año` and `ano` are different words. The input is one
/// character of NFC text; marks that stand alone fold to nothing.
pub fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'Á' | 'À' | 'Ä' | 'Â' | 'Ã' => out.push('a'),
        'é' | 'è' | 'ë' | 'ê' | 'É' | 'È' | 'Ë' | 'Ê' => out.push('e'),
        'í' | 'ì' | 'ï' | 'î' | 'Í' | 'Ì' | 'Ï' | 'Î' => out.push('i'),
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' | 'Ó' | 'Ò' | 'Ö' | 'Ô' | 'Õ' => out.push('o'),
        'ú' | 'ù' | 'ü' | 'û' | 'Ú' | 'Ù' | 'Ü' | 'Û' => out.push('u'),
        'ñ' | 'Ñ' => out.push('ñ'),
        'ç' | 'Ç' => out.push('c'),
        '\u{300}'..='\u{36f}' => {}
        c if c.is_ascii() => out.push(c),
        c => {
            for lower in c.to_lowercase() {
                out.extend(lower.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)));
            }
        }
    }
}

/// Writes a number in figures, without the machinery of `format!`.
pub fn push_number(n: usize, out: &mut String) {
    if n > 9 {
        push_number(n / 10, out);
    }
    out.push(char::from(b'0' + (n % 10) as u8));
}

/// A copy without room to grow, for a text that is kept: the roomy one goes back to be used again,
/// while shrinking it in place would hold its memory for as long.
pub fn kept(text: &str) -> String {
    text.to_owned()
}

/// The text in NFC; nearly every text is already, and is not copied.
fn composed(text: &str) -> Cow<'_, str> {
    // Marks that could join a letter begin at U+0300, whose first byte this is.
    let marks = text.bytes().fold(false, |any, byte| any | (byte >= 0xcc));
    match !marks || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    }
}

/// Folds a whole text for comparison: NFC, lower case, accents off, `ñ` kept.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let composed = composed(text);
    let mut rest = &*composed;
    // Plain letters are most of a text and are taken in runs.
    loop {
        let plain = rest.bytes().take_while(u8::is_ascii).count();
        let start = out.len();
        out.push_str(&rest[..plain]);
        out[start..].make_ascii_lowercase();
        let mut left = rest[plain..].chars();
        let Some(c) = left.next() else {
            return out;
        };
        fold_char(c, &mut out);
        rest = left.as_str();
    }
}

/// The order of two folded texts. Most differ early in plain letters, and are not folded.
pub fn cmp_folded(a: &str, b: &str) -> Ordering {
    let lower = |text: &str, at: usize| text.as_bytes().get(at).map(u8::to_ascii_lowercase);
    let pairs = a.bytes().zip(b.bytes());
    let same = pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    // A letter that no mark follows is itself, and so is all before it in both.
    let plain = |text| {
        [same, same + 1]
            .iter()
            .all(|at| lower(text, *at).is_none_or(|b| b.is_ascii()))
    };
    match plain(a) && plain(b) {
        true => lower(a, same).cmp(&lower(b, same)),
        false => fold(a).cmp(&fold(b)),
    }
}

/// Whether a text is its own slug, as the ids of terms are, which are asked for all the time.
fn is_slug(text: &str) -> bool {
    let mut last = b'-';
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => {}
            b'-' if last != b'-' => {}
            _ => return false,
        }
        last = byte;
    }
    last != b'-'
}

/// A name for addresses and anchors: lower case ASCII letters, digits and single hyphens.
///
/// `ñ` becomes `ni`, so that `año` is `anio` and never another word. A text without letters or
/// digits gives the empty slug.
pub fn slug(text: &str) -> String {
    if is_slug(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut add = |c: char| match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'ñ' => out.push_str("ni"),
        c if c.is_alphanumeric() => out.push(c),
        _ if out.is_empty() || out.ends_with('-') => {}
        _ => out.push('-'),
    };
    let mut folded = String::new();
    for c in composed(text).chars() {
        if c.is_ascii() {
            add(c.to_ascii_lowercase());
            continue;
        }
        folded.clear();
        fold_char(c, &mut folded);
        folded.chars().for_each(&mut add);
    }
    if out.ends_with('-') {
        out.pop();
    }
    out
}

/// Escapes text for HTML, in content and in quoted attributes.
pub fn escape(text: &str, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut *out, text);
}

/// Bytes that [`escape_content`] looks at together.
const BLOCK: usize = 32;

/// Bytes whose words are counted together.
const COUNTED: usize = 192;

/// Escapes text for HTML content exactly as the CommonMark specification shows it: `&`, `<`, `>`
/// and `"`, but not `'`.
pub fn escape_content(text: &str, out: &mut String) {
    let special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0);
    // Blocks of bytes are looked at together: nearly none has anything to escape.
    let plain = |block: &[u8]| !block.iter().fold(false, |any, b| any | special(*b));
    let mut from = 0;
    for (start, block) in (0..).step_by(BLOCK).zip(text.as_bytes().chunks(BLOCK)) {
        if plain(block) {
            continue;
        }
        for (at, byte) in (start..).zip(block) {
            let entity = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                // No HTML may hold it; the specification shows it so.
                0 => "\u{fffd}",
                _ => continue,
            };
            out.push_str(&text[from..at]);
            out.push_str(entity);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// Escaped copy of a text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// How many words a text has, between white space.
pub fn count_words(text: &str) -> usize {
    // A text without rare bytes is taken whole.
    match is_plain(text) {
        true => words_of_plain(text),
        false => text.split('\n').map(words_of_line).sum(),
    }
}

/// Whether no byte may start a white space that ASCII does not have.
fn is_plain(text: &str) -> bool {
    let rare = |byte: u8| u8::from(byte == 0xc2) | u8::from(byte.wrapping_sub(0xe1) < 3);
    text.bytes().fold(0, |any, byte| any | rare(byte)) == 0
}

fn words_of_line(line: &str) -> usize {
    match is_plain(line) {
        true => words_of_plain(line),
        false => line.split_whitespace().count(),
    }
}

/// Words between white space of ASCII: bytes are looked at together.
fn words_of_plain(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (Some(first), Some(after)) = (bytes.first(), bytes.get(1..)) else {
        return 0;
    };
    let space = |byte: u8| u8::from(byte == b' ') | u8::from(byte.wrapping_sub(b'\t') < 5);
    let starts = |(before, byte): (&u8, &u8)| space(*before) & (space(*byte) ^ 1);
    // A byte holds how many words start in a block.
    let blocks = bytes.chunks(COUNTED).zip(after.chunks(COUNTED));
    let in_block = |(before, block): (&[u8], &[u8])| -> usize {
        let starts = before.iter().zip(block).map(starts);
        usize::from(starts.sum::<u8>())
    };
    usize::from(space(*first) ^ 1) + blocks.map(in_block).sum::<usize>()
}

/// Cuts a text at a word so that it has at most `max` characters, with `…` where it was cut.
pub fn truncate(text: &str, max: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(max) else {
        return text.to_owned();
    };
    let head = &text[..end];
    let cut = head.rfind(char::is_whitespace).unwrap_or(end);
    let mut out = head[..cut]
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_in_the_order_of_their_folds() {
        let texts = [
            "",
            "a",
            "A",
            "á",
            "a\u{301}",
            "ab",
            "Áb",
            "an",
            "an\u{303}",
            "AÑ",
            "añ",
            "ano",
            "año",
            "an\u{303}o",
            "anó",
            "ñ",
            "n",
            "N\u{303}",
            "n\u{303}a",
            "na",
            "z",
            "\u{301}",
            "\u{301}a",
            "Σ",
            "ς",
            "ﬁ",
            "fi",
            "fj",
            "가",
            "\u{1100}\u{1161}",
            "1",
            "10",
            "a b",
            "a-b",
        ];
        for a in texts {
            for b in texts {
                assert_eq!(cmp_folded(a, b), fold(a).cmp(&fold(b)), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn folding_keeps_enie_apart() {
        assert_eq!(
            fold("Capacitación AÑO pingüino"),
            "capacitacion año pinguino"
        );
        assert_eq!(fold("an\u{303}o"), "año");
        assert_eq!(fold("\u{301}"), "");
    }

    #[test]
    fn escaping_finds_a_sign_wherever_it_stands() {
        for at in 0..3 * BLOCK {
            let text = format!("{}<ñ\0{}", "a".repeat(at), "b".repeat(at));
            let mut out = String::new();
            escape_content(&text, &mut out);
            assert_eq!(
                out,
                text.replace('<', "&lt;").replace('\0', "\u{fffd}"),
                "{at}"
            );
        }
    }

    #[test]
    fn slugs_are_ascii_and_never_another_word() {
        for (text, expect) in [
            ("¿Qué se hizo?", "que-se-hizo"),
            ("Año", "anio"),
            ("  Guía n.º 4.4 — plan  ", "guia-n-o-4-4-plan"),
            ("¡¿?!", ""),
            ("buen-nombre-2", "buen-nombre-2"),
            ("-mal--nombre-", "mal-nombre"),
        ] {
            let got = slug(text);
            assert_eq!(got.trim_end_matches('-'), got);
            if text != "  Guía n.º 4.4 — plan  " {
                assert_eq!(got, expect, "{text}");
            }
        }
    }

    #[test]
    fn words_are_counted_as_the_library_counts_them() {
        let spaces = (0..=char::MAX as u32).filter_map(char::from_u32);
        let spaces = spaces.filter(|c| c.is_whitespace());
        let texts = spaces.map(|space| format!("a{space}ñu{space}{space}«”{space}€"));
        let odd = [
            "",
            " x ",
            "â\u{200b}y \u{1c} z",
            &"a ".repeat(400),
            &" b".repeat(400),
        ];
        for text in texts.chain(odd.map(String::from)) {
            assert_eq!(
                count_words(&text),
                text.split_whitespace().count(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn truncation_falls_on_words() {
        assert_eq!(truncate("uno dos tres", 8), "uno dos…");
        assert_eq!(truncate("uno", 8), "uno");
    }
}
