//! Spanish text: folding, slugs, escaping, cutting at words.

use unicode_normalization::UnicodeNormalization;

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

/// Folds a whole text for comparison: NFC, lower case, accents off, `ñ` kept.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        fold_char(c, &mut out);
    }
    out
}
