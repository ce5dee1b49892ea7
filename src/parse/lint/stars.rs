//! Stars that were to make words bold or slanted, and stay signs: `**Nota:**texto`, `**Nota **texto`, `* así*`.

use super::Lint;
use crate::base::lines::{line_after, line_before};
use crate::diag::Code;
use crate::parse::sentence::words_above;
use std::ops::Range;

/// Most words between two stars that are taken for emphasis: others point to a note, or multiply.
const SLANTED: usize = 12;

impl Lint<'_> {
    /// A star of the body is a word: two between a sign and a letter, or beside a space, neither open nor close.
    pub fn stars(&mut self, body: &str, start: usize) {
        if self.quotes > 0 {
            return;
        }
        if let Some(range) = spaced(body, start) {
            let message = "esta cursiva no se verá: hay un espacio junto a sus `*`";
            let words = body[range.start + 1..range.end - 1].trim();
            let help = format!("escriba `*{words}*`, con los espacios afuera");
            return self.report(Code::ShapeFaked, &range, message, help);
        }
        let Some(after) = body[start..].strip_prefix("**") else {
            return;
        };
        let message = "esta negrita no se verá: hay un espacio junto a sus `**`";
        let outside =
            |words: &str| format!("escriba `**{}**`, con los espacios afuera", words.trim());
        let line = line_before(body, start);
        let rest = line_after(body, start + "**".len());
        let end = start + "**".len();
        let is_even = line.matches("**").count().is_multiple_of(2);
        // Two between spaces are never a word of their own: only what they should have closed is.
        if is_even
            && let Some((words, rest)) = rest.split_once("**")
            && words.ends_with(' ')
            && rest.starts_with(' ')
            && words.contains(char::is_alphabetic)
        {
            let range = start..end + words.len() + "**".len();
            return self.report(Code::ShapeFaked, &range, message, outside(words));
        }
        if is_even && is_unclosed(line, rest) {
            let help = "escriba `**` donde termina; para que se vean, `\\*\\*`".to_owned();
            return self.report(
                Code::ShapeFaked,
                &(start..end),
                "esta negrita no se cierra",
                help,
            );
        }
        let Some(open) = line.rfind("**") else {
            return;
        };
        let words = &line[open + "**".len()..];
        // Behind a word or a figure they point to a note.
        let opens = !line[..open].ends_with(char::is_alphanumeric);
        let is_bold = !is_even && words.contains(char::is_alphabetic);
        if opens && is_bold && words.trim().len() < words.len() {
            self.report(
                Code::ShapeFaked,
                &(start - line.len() + open..end),
                message,
                outside(words),
            );
        } else if words.ends_with([':', '.', '?', '!', ')', ',', ';', '»'])
            && after.starts_with(char::is_alphanumeric)
        {
            let help = "deje un espacio después de los `**`".to_owned();
            self.report(
                Code::ShapeFaked,
                &(start..end),
                "esta negrita no se cierra aquí",
                help,
            );
        }
    }
}

/// How words begin that are to stand out.
fn begins(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '«' | '¿' | '¡' | '(')
}

/// Whether two stars between these parts of their line begin words that nothing ends, in the line or in their
/// cell of a table.
fn is_unclosed(line: &str, rest: &str) -> bool {
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '*' | '\\');
    let cell = match line.trim_start().starts_with('|') {
        true => rest.split('|').next().unwrap_or_default(),
        false => rest,
    };
    rest.starts_with(begins) && !line.ends_with(joined) && !cell.contains("**")
}

/// Where the words stand that two stars were to enclose, of which one is beside a space: `*words *`, which the
/// first one tells, and in a line `* words*`, which the last one does.
fn spaced(body: &str, star: usize) -> Option<Range<usize>> {
    let line = line_before(body, star);
    let start = star - line.len();
    let rest = line_after(body, star + 1);
    let opens = |at: &usize| rest[..*at].ends_with(' ') && !rest.starts_with(' ');
    let closing = rest.find('*').filter(opens);
    let (from, to) = match closing {
        Some(at) => (star, star + 1 + at),
        None => (start + line.rfind("* ")?, star),
    };
    let (before, words, after) = (&body[start..from], &body[from + 1..to], &body[to + 1..]);
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '*' | '\\');
    let counts = |c: char| c.is_ascii_digit();
    let times = words.trim_end().ends_with(counts) && after.trim_start().starts_with(counts);
    let apart = match closing {
        Some(_) => !before.ends_with(joined),
        None => !words.ends_with(' ') && before.ends_with(' ') && !before.trim().is_empty(),
    };
    let is_it = apart
        && words.trim_start().starts_with(begins)
        && !words.contains(['*', '|'])
        && !words.contains(". ")
        && !after.starts_with(joined)
        && !times
        && words_above(words, SLANTED).is_none();
    is_it.then(|| from..to + 1)
}
