//! Words that are taken for one another: by a slip of the finger, by ear, by a keyboard without `ñ`.

/// Letters and those that a Colombian says like them, one rule after the other. The browser gets them with
/// the index.
pub const SOUNDS: &str =
    "ch># h> ll>i y>i ñ>n ce>se ci>si z>s x>s qu>k q>k c>k v>b ge>je gi>ji nb>mb np>mp";

/// How a word sounds, about: words that are said alike are spelt alike here.
pub fn sound(word: &str) -> String {
    let rules = SOUNDS.split(' ').filter_map(|rule| rule.split_once('>'));
    let said = rules.fold(word.to_owned(), |said, (letters, instead)| {
        said.replace(letters, instead)
    });
    let mut letters: Vec<char> = said.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Whether this is what a keyboard without `ñ` makes of a word that has one.
pub fn is_typed_with_n(typed: &str, word: &str) -> bool {
    word.contains('ñ') && word.replace('ñ', "n") == typed
}

/// Whether at most so many slips make one word of the other: a letter more, less, other, or two swapped. What
/// is alike at the beginning never costs one, so only what follows it is tried in all ways.
pub fn is_near(a: &[char], b: &[char], most: usize) -> bool {
    if a == b || most == 0 {
        return a == b;
    }
    let alike = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b, left) = (&a[alike..], &b[alike..], most - 1);
    let after = |word: &'_ [char]| word.len().min(1);
    let (next_a, next_b) = (&a[after(a)..], &b[after(b)..]);
    let swapped = match (a, b) {
        ([a0, a1, a @ ..], [b0, b1, b @ ..]) if (a0, a1) == (b1, b0) => is_near(a, b, left),
        _ => false,
    };
    swapped || is_near(next_a, next_b, left) || is_near(next_a, b, left) || is_near(a, next_b, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, slips: Option<usize>) {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        let found = (0..3).find(|&most| is_near(&letters(a), &letters(b), most));
        assert_eq!(found, slips, "{a} {b}");
    }

    #[test]
    fn what_is_said_alike_sounds_alike() {
        for (wrong, right) in [
            ("kapasitasion", "capacitacion"),
            ("bibienda", "vivienda"),
            ("ogar", "hogar"),
            ("yubia", "lluvia"),
            ("proiecto", "proyecto"),
            ("exepsion", "excepcion"),
            ("jente", "gente"),
            ("enbiar", "enviar"),
            ("kien", "quien"),
            ("nino", "niño"),
        ] {
            assert_eq!(sound(wrong), sound(right), "{wrong} {right}");
        }
        assert_ne!(sound("coche"), sound("coce"));
        assert_ne!(sound("casa"), sound("gasa"));
    }

    #[test]
    fn one_slip_is_one_edit() {
        check("agua", "agua", Some(0));
        check("auga", "agua", Some(1));
        check("aga", "agua", Some(1));
        check("aguas", "agua", Some(1));
        check("abua", "agua", Some(1));
        check("capasitasion", "capacitacion", Some(2));
        check("casa", "agua", None);
        check("año", "ano", Some(1));
    }
}
