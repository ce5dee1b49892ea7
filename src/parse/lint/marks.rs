//! Signs that mean something in the Markdown of other programs, and are words here: `x^2^`, `H~2~O`,
//! `==this==`, `---`. pandoc writes the first two for what Word raises and lowers.

use crate::base::lines::floor_boundary;
use std::ops::Range;

/// Most bytes between the signs of a raised or lowered word.
const RAISED: usize = 12;

/// Most bytes of words that somebody highlights.
const LIT: usize = 200;

/// Signs in the text of a block, and what to write instead.
pub(super) struct Mark {
    pub range: Range<usize>,
    pub message: &'static str,
    pub help: String,
}

/// The marks in a text, in order.
pub(super) fn find(text: &str) -> Vec<Mark> {
    // Nearly no text has any.
    if memchr::memchr3(b'^', b'~', b'=', text.as_bytes()).is_none() && !text.contains(" --- ") {
        return Vec::new();
    }
    let mut out: Vec<Mark> = Vec::new();
    let mut from = 0;
    let signs = |b: &u8| matches!(b, b'^' | b'~' | b'=' | b'-');
    while let Some(at) = text.as_bytes()[from..].iter().position(signs) {
        let at = from + at;
        let mark = match text.as_bytes()[at] {
            b'=' => lit(text, at),
            b'-' => dash(text, at),
            _ => raised(text, at),
        };
        from = mark.as_ref().map_or(at + 1, |mark| mark.range.end);
        out.extend(mark);
    }
    out
}

/// A raised or lowered word behind another one.
fn raised(text: &str, at: usize) -> Option<Mark> {
    let sign = &text[at..=at];
    let before = text[..at].chars().next_back()?;
    let near = &text[at + 1..floor_boundary(text, at + 1 + RAISED)];
    let (inner, width, formula) = match near.strip_prefix('(').filter(|_| sign == "^") {
        // Without HTML pandoc writes `1^(er)`. Of a formula, as `e^(rt)`, nobody can leave them out.
        Some(rest) => {
            let (inner, after) = rest.split_once(')')?;
            let ending = inner.ends_with(['a', 'o', 'r', 's']);
            let counts = before.is_ascii_digit() || before == '.';
            let width = inner.len() + "()".len() + usize::from(after.starts_with(sign));
            (inner, width, !ending || !counts)
        }
        None => {
            let (inner, after) = near.split_once(sign)?;
            // `x^2+y^2` raises two, and not what stands between.
            let goes_on = sign == "^" && after.starts_with(char::is_alphanumeric);
            let width = inner.len() + sign.len();
            (inner, width, goes_on || after.starts_with(sign))
        }
    };
    let told = |c: char| c.is_alphanumeric() || "+-−(),.".contains(c);
    let joined = before.is_alphanumeric() || matches!(before, ')' | '.');
    if formula || !joined || inner.is_empty() || !inner.chars().all(told) {
        return None;
    }
    let range = at..at + 1 + width;
    let other = |signs: &[(char, char)]| -> Option<String> {
        let of = |c: char| signs.iter().find(|(plain, _)| *plain == c).map(|s| s.1);
        inner.chars().map(of).collect()
    };
    let (message, signs, name) = match sign {
        "^" => (
            "los `^` se verán en la página",
            RAISED_SIGNS,
            "superíndices",
        ),
        _ => ("los `~` se verán en la página", LOWERED_SIGNS, "subíndices"),
    };
    let help = match other(signs) {
        Some(other) => format!("escriba `{other}` en lugar de `{}`", &text[range.clone()]),
        None => format!("escríbalo sin los `{sign}`: aquí no hay {name}"),
    };
    Some(Mark {
        range,
        message,
        help,
    })
}

/// Hyphens for a dash, as pandoc writes it.
fn dash(text: &str, at: usize) -> Option<Mark> {
    let words = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    // Asked first: there may be a line of nothing but hyphens, and each would look through all that follow.
    let before = text[..at].strip_suffix(' ')?.chars().next_back();
    let rest = text[at..].trim_start_matches('-');
    let length = text.len() - at - rest.len();
    let after = rest.strip_prefix(' ')?.chars().next();
    let told = length == 3 && words(before) && words(after);
    told.then(|| Mark {
        range: at..at + length,
        message: "estos guiones se verán así, y no como una raya",
        help: "escriba la raya: `—`".to_owned(),
    })
}

/// Highlighted words.
fn lit(text: &str, at: usize) -> Option<Mark> {
    let opens = !text[..at].ends_with(|c: char| c == '=' || c.is_alphanumeric());
    let near = &text[at..floor_boundary(text, at + LIT)];
    let inner = near.strip_prefix("==")?;
    let blank = |c: char| c.is_whitespace() || c == '=';
    let (words, after) = inner.split_once("==")?;
    if !opens || words.is_empty() || words.starts_with(blank) || words.ends_with(blank) {
        return None;
    }
    (!after.starts_with('=')).then(|| Mark {
        range: at..at + words.len() + "====".len(),
        message: "los `==` se verán en la página",
        help: "aquí no hay resaltado: para dar fuerza, escriba `**así**`".to_owned(),
    })
}

const RAISED_SIGNS: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('+', '⁺'),
    ('n', 'ⁿ'),
    ('o', 'º'),
    ('a', 'ª'),
];

const LOWERED_SIGNS: &[(char, char)] = &[
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_other_programs_are_told_with_what_to_write() {
        let told = |text: &str| -> Vec<(String, String)> {
            let marks = find(text).into_iter();
            marks
                .map(|m| (text[m.range.clone()].to_owned(), m.help))
                .collect()
        };
        for (text, mark, word) in [
            ("Son 3 km^2^ de agua.", "^2^", "`²`"),
            ("El N.^o^ 5", "^o^", "`º`"),
            ("El 1^er^ día", "^er^", "sin los `^`"),
            ("De CO~2~.", "~2~", "`₂`"),
            ("El 1^(er) día", "^(er)", "sin los `^`"),
            ("El N.^(o) 5", "^(o)", "`º`"),
            ("Todos --- o casi.", "---", "`—`"),
            (
                "Es ==muy importante== leer.",
                "==muy importante==",
                "**así**",
            ),
        ] {
            let found = told(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, mark, "{text}");
            assert!(found[0].1.contains(word), "{text}: {found:?}");
        }
        for words in [
            "10^6 habitantes y 10^9 pesos",
            "~20 municipios y ~30 más",
            "archivo~1 y archivo~2",
            "^_^",
            "a == b == c",
            "a==b==c",
            "====== fin ======",
            "use --drafts o -- así",
            "2 - 3 ---",
            "x^^2",
            "x^2+y^2=z^2",
            "a^2b^2 y (x^2)+(y^2)",
            "10^(-3), f^(n) y P0 · e^(rt)",
            "",
        ] {
            assert_eq!(told(words), [], "{words}");
        }
    }
}
