//! What was meant where a name is not known.

use super::fold::fold;

/// Mistakes of one kind that get a suggestion: each asks all names there are, and nobody reads more.
pub const SUGGESTIONS: usize = 300;

/// The candidate nearest to `word`, if it is near enough to be what was meant.
///
/// Both sides are folded first; an edit adds, drops or changes a letter or swaps two neighbours, and
/// there may be one for every third letter of the word. Ties go to the first candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let length = word.chars().count();
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        // A name so much longer or shorter cannot be near: most are passed over unread.
        .filter(|c| c.chars().count().abs_diff(length) <= limit)
        .map(|c| (strsim::osa_distance(&word, &fold(c)), c))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c)
}

/// What to write instead of a name that is not known: the one that was meant or, where none is near, all that
/// there are, behind words that say so.
pub fn instead<'a>(
    word: &str,
    names: impl IntoIterator<Item = &'a str> + Clone,
    all: &str,
) -> String {
    match nearest(word, names.clone()) {
        Some(near) => meant(near),
        None => {
            let names: Vec<&str> = names.into_iter().collect();
            format!("{all}: {}", names.join(", "))
        }
    }
}

/// The question whether something else was meant.
pub fn meant(near: &str) -> String {
    format!("¿quiso decir `{near}`?")
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

    #[test]
    fn what_is_near_nothing_is_told_all_names() {
        let told = |word| instead(word, ["fecha", "titulo"], "los campos son");
        assert_eq!(told("título"), "¿quiso decir `titulo`?");
        assert_eq!(told("precio"), "los campos son: fecha, titulo");
    }
}
