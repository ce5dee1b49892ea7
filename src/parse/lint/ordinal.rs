//! Numbers and letters that count the points of a list where Markdown does not: `a)`, `1º`, `1.-`, `(ii)`.

/// How a line begins that is one of several.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ordinal {
    bracket: bool,
    /// What stands behind the number.
    close: &'static str,
    /// What it counts, as a number, a letter or a Roman number; 0 where it is none.
    counts: [u32; 3],
    /// No space follows.
    pub glued: bool,
}

/// What may stand behind a number, the longer ones first.
const CLOSES: &[&str] = &[
    ".-", ".–", ")-", ".º", ".ª", ".°", "º.", "ª.", "°.", "º)", ")", ".", "º", "ª", "°", "-", "–",
];

impl Ordinal {
    /// What a line begins with, if it counts.
    pub fn of(line: &str) -> Option<Ordinal> {
        let inner = line.strip_prefix('(');
        let bracket = inner.is_some();
        let inner = inner.unwrap_or(line);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
        let (name, rest) = inner.split_at(end);
        let counts = [number(name), letter(name), roman(name)];
        let close = CLOSES.iter().find(|close| rest.starts_with(**close))?;
        let after = &rest[close.len()..];
        let glued = after.starts_with(char::is_alphabetic);
        let apart = after.starts_with(char::is_whitespace);
        let known = apart || glued && counts[0] > 0 && matches!(*close, "." | ")");
        (known && counts != [0; 3] && (!bracket || *close == ")")).then_some(Ordinal {
            bracket,
            close,
            counts,
            glued,
        })
    }

    /// Whether it may begin to count.
    pub fn is_first(&self) -> bool {
        self.counts.contains(&1)
    }

    /// Whether it is the next one after another.
    pub fn follows(&self, last: &Ordinal) -> bool {
        let next = |(now, last): (&u32, &u32)| *last > 0 && *now == last + 1;
        let alike = (self.bracket, self.close) == (last.bracket, last.close);
        alike && self.counts.iter().zip(&last.counts).any(next)
    }
}

/// Years have more digits.
fn number(name: &str) -> u32 {
    let short = name.len() <= 3 && name.bytes().all(|b| b.is_ascii_digit());
    name.parse().ok().filter(|_| short).unwrap_or(0)
}

fn letter(name: &str) -> u32 {
    match name.as_bytes() {
        [one] if one.is_ascii_alphabetic() => u32::from(one.to_ascii_lowercase() - b'a') + 1,
        _ => 0,
    }
}

fn roman(name: &str) -> u32 {
    const NAMES: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    let at = NAMES.iter().position(|n| n.eq_ignore_ascii_case(name));
    at.map_or(0, |at| at as u32 + 1)
}
