//! What was meant where a name is not known.

use super::text::fold;

/// Mistakes of one kind that get a suggestion: each asks all names there are, and nobody reads more.
pub const SUGGESTIONS: usize = 300;

/// The candidate nearest to `word`, if it is near enough to be what was meant.
///
/// Both sides are folded first; an edit adds, drops or changes a letter or swaps two neighbours, and
/// there may be one for every third letter of the word. Ties go to the first candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = fold(word).chars().collect();
    let limit = (word.len() / 3).max(1);
    let (mut most, mut found) = (limit, None);
    let (mut letters, mut rows) = (Vec::new(), Rows::default());
    for candidate in candidates {
        // A name so much longer or shorter cannot be near: most are passed over unread.
        let far = |letters: usize| letters.abs_diff(word.len()) > limit;
        letters.clear();
        match candidate.is_ascii() {
            _ if far(candidate.chars().count()) => continue,
            true => letters.extend(
                candidate
                    .bytes()
                    .map(|b| char::from(b.to_ascii_lowercase())),
            ),
            false => letters.extend(fold(candidate).chars()),
        }
        let Some(edits) = within(&word, &letters, most, &mut rows) else {
            continue;
        };
        found = Some(candidate);
        // Only one that is nearer still is of use.
        match edits.checked_sub(1) {
            Some(fewer) => most = fewer,
            None => break,
        }
    }
    found
}

/// Edits from each beginning of one word to the beginnings of another: of its last letter, the one
/// before, and the one before that.
#[derive(Default)]
struct Rows([Vec<usize>; 3]);

/// How many edits lead from one word to another, if no more than `most`.
fn within(a: &[char], b: &[char], most: usize, rows: &mut Rows) -> Option<usize> {
    let alike = |pairs: &mut dyn Iterator<Item = (&char, &char)>| -> usize {
        pairs.take_while(|(a, b)| a == b).count()
    };
    // What both begin and end with needs no edits, and is most of two names that are near.
    let start = alike(&mut a.iter().zip(b));
    let (a, b) = (&a[start..], &b[start..]);
    let end = alike(&mut a.iter().rev().zip(b.iter().rev()));
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let never = most + 1;
    let Rows([now, before, earlier]) = rows;
    for row in [&mut *now, &mut *before, &mut *earlier] {
        row.clear();
        row.resize(b.len() + 1, never);
    }
    (0..=b.len()).for_each(|at| now[at] = at.min(never));
    for (i, letter) in a.iter().enumerate() {
        std::mem::swap(before, earlier);
        std::mem::swap(now, before);
        // Beginnings whose lengths differ by more are too far apart.
        let from = (i + 1).saturating_sub(most);
        let to = (i + 1 + most).min(b.len());
        now[from.saturating_sub(1)] = never;
        if from == 0 {
            now[0] = (i + 1).min(never);
        }
        let mut least = now[0].min(before[from.saturating_sub(1)]);
        for j in from.max(1)..=to {
            let changed = before[j - 1] + usize::from(*letter != b[j - 1]);
            let mut edits = changed.min(before[j] + 1).min(now[j - 1] + 1);
            if i > 0 && j > 1 && *letter == b[j - 2] && a[i - 1] == b[j - 1] {
                edits = edits.min(earlier[j - 2] + 1);
            }
            now[j] = edits.min(never);
            least = least.min(now[j]).min(before[j]);
        }
        if let Some(after) = now.get_mut(to + 1) {
            *after = never;
        }
        if least > most {
            return None;
        }
    }
    Some(now[b.len()]).filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_are_near_or_none() {
        let fields = ["departamento", "descriptor", "resumen"];
        assert_eq!(nearest("departamneto", fields), Some("departamento"));
        assert_eq!(nearest("Resumén", fields), Some("resumen"));
        assert_eq!(nearest("precio", fields), None);
        assert_eq!(nearest("casa", ["cosas", "cosa", "case"]), Some("cosa"));
        assert_eq!(nearest("", ["a", ""]), Some(""));
    }

    /// Every pair of beginnings, without any short cut.
    fn all_edits(a: &[char], b: &[char]) -> usize {
        let mut edits = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut ways = Vec::new();
                if i > 0 {
                    ways.push(edits[i - 1][j] + 1);
                }
                if j > 0 {
                    ways.push(edits[i][j - 1] + 1);
                }
                if i > 0 && j > 0 {
                    ways.push(edits[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
                }
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    ways.push(edits[i - 2][j - 2] + 1);
                }
                edits[i][j] = ways.into_iter().min().unwrap_or(0);
            }
        }
        edits[a.len()][b.len()]
    }

    #[test]
    fn edits_are_those_that_there_are() {
        // Words of two and three letters, in all orders, so that short cuts meet what they cut short.
        let word = |mut n: usize, letters: usize| {
            let mut word = Vec::new();
            while n > 0 {
                word.push(['a', 'b', 'c'][n % letters]);
                n /= letters;
            }
            word
        };
        let mut rows = Rows::default();
        for (letters, all) in [(2, 64), (3, 90)] {
            for (i, j) in (0..all).flat_map(|i| (0..all).map(move |j| (i, j))) {
                let (a, b) = (word(i, letters), word(j, letters));
                let edits = all_edits(&a, &b);
                for most in 0..5 {
                    let expect = (edits <= most).then_some(edits);
                    assert_eq!(
                        within(&a, &b, most, &mut rows),
                        expect,
                        "{a:?} {b:?} {most}"
                    );
                }
            }
        }
    }
}
