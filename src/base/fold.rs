//! Spanish text as people compare it: folded, in order, and as a name for addresses.

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
    fold_into(text, &mut out);
    out
}

/// Appends the folded text to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let start = out.len();
        out.push_str(text);
        return out[start..].make_ascii_lowercase();
    }
    let composed = composed(text);
    let mut rest = &*composed;
    while let Some((c, left)) = take_plain(rest, u8::is_ascii, out) {
        fold_char(c, out);
        rest = left;
    }
}

/// Takes the bytes at the beginning that are `plain`, in small letters; gives the character after them, and
/// the rest. Plain letters are most of a text: one by one they would take many times as long.
#[inline]
fn take_plain<'t>(
    text: &'t str,
    plain: impl Fn(&u8) -> bool,
    out: &mut String,
) -> Option<(char, &'t str)> {
    let plain = text.bytes().take_while(plain).count();
    let start = out.len();
    out.push_str(&text[..plain]);
    out[start..].make_ascii_lowercase();
    let mut left = text[plain..].chars();
    Some((left.next()?, left.as_str()))
}

/// What texts are in order by, as a dictionary has them: their folds, with `ñ` between `n` and `o`.
pub fn sort_key(text: &str) -> String {
    // After any letter that may follow an `n`.
    fold(text).replace('ñ', "n\u{7f}")
}

/// The order of two texts by their keys. Most differ early in plain letters, and need none.
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
        false => sort_key(a).cmp(&sort_key(b)),
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

fn add_to_slug(c: char, out: &mut String) {
    match c {
        'ñ' => out.push_str("ni"),
        c if c.is_alphanumeric() => out.push(c),
        _ if out.is_empty() || out.ends_with('-') => {}
        _ => out.push('-'),
    }
}

/// A name for addresses and anchors: lower case ASCII letters, digits and single hyphens.
///
/// `ñ` becomes `ni`, so that `año` is `anio` and never another word. Letters of other scripts stay. A
/// text without letters or digits gives the empty slug.
pub fn slug(text: &str) -> String {
    as_slug(text).into_owned()
}

/// The same; a text that is its own slug is not copied.
pub fn as_slug(text: &str) -> Cow<'_, str> {
    if is_slug(text) {
        return text.into();
    }
    let (mut out, mut folded) = (String::with_capacity(text.len()), String::new());
    let composed = composed(text);
    let mut rest = &*composed;
    while let Some((c, left)) = take_plain(rest, u8::is_ascii_alphanumeric, &mut out) {
        rest = left;
        folded.clear();
        fold_char(c, &mut folded);
        for c in folded.chars() {
            match c {
                c if c.is_ascii() || c == 'ñ' => add_to_slug(c, &mut out),
                // Raised and joined letters are those that they are made of: `n.º`, `m²`.
                c => std::iter::once(c)
                    .nfkd()
                    .for_each(|c| add_to_slug(c.to_ascii_lowercase(), &mut out)),
            }
        }
    }
    if out.ends_with('-') {
        out.pop();
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_in_the_order_of_their_keys() {
        let texts = [
            "", "a", "A", "á", "a\u{301}", "ab", "Áb", "an", "an\u{303}", "AÑ", "añ", "ano", "año",
            "an\u{303}o", "anó", "ñ", "n", "N\u{303}", "n\u{303}a", "na", "z", "\u{301}",
            "\u{301}a", "Σ", "ς", "ﬁ", "fi", "fj", "가", "\u{1100}\u{1161}", "1", "10", "a b",
            "a-b",
        ];
        for a in texts {
            for b in texts {
                let keys = sort_key(a).cmp(&sort_key(b));
                assert_eq!(cmp_folded(a, b), keys, "{a:?} {b:?}");
            }
        }
        let words = ["nube", "Ñame", "año", "Ánimo", "anzuelo", "aporte"];
        let mut sorted = words;
        sorted.sort_by(|a, b| cmp_folded(a, b));
        assert_eq!(
            sorted,
            ["Ánimo", "anzuelo", "año", "aporte", "nube", "Ñame"]
        );
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
    fn slugs_are_ascii_and_never_another_word() {
        for (text, expect) in [
            ("¿Qué se hizo?", "que-se-hizo"),
            ("Año", "anio"),
            ("  Guía n.º 4.4 — plan  ", "guia-n-o-4-4-plan"),
            ("Área en m²: ½", "area-en-m2-1-2"),
            ("¡¿?!", ""),
            ("buen-nombre-2", "buen-nombre-2"),
            ("-mal--nombre-", "mal-nombre"),
        ] {
            assert_eq!(slug(text), expect, "{text}");
        }
    }
}
