//! What each code means, with the mistake and the mended text: `acervo explain`.
//!
//! The texts are in `explain.md`, one part a code: why it matters, what is wrong, how it is mended.

use super::Code;

/// A code for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Why it matters and what to do.
    pub why: &'static str,
    /// An example of the mistake.
    pub wrong: &'static str,
    /// The example, mended.
    pub right: &'static str,
}

const TEXTS: &str = include_str!("explain.md");

/// The explanation of a code; every code has one, which a test holds.
pub fn explain(code: Code) -> Option<Explained> {
    let parts = TEXTS.split("\n=== ").skip(1);
    let own = |part: &&str| part.lines().next() == Some(code.slug());
    let (_, body) = parts.filter(own).last()?.split_once('\n')?;
    let (why, examples) = body.split_once("\n--- así no\n")?;
    let (wrong, right) = examples.split_once("\n--- así sí\n")?;
    Some(Explained {
        why: why.trim(),
        wrong: wrong.trim_end(),
        right: right.trim_end(),
    })
}

/// The explanation as text for a terminal.
pub fn text(code: Code) -> String {
    let mut out = format!("{code}\n{}\n", code.meaning());
    if let Some(more) = explain(code) {
        out.push_str(&format!("\n{}\n", more.why));
        for (title, example) in [("Así no:", more.wrong), ("Así sí:", more.right)] {
            out.push_str(&format!("\n{title}\n\n"));
            for line in example.lines() {
                out.push_str(format!("    {line}").trim_end());
                out.push('\n');
            }
        }
    }
    out
}

/// All codes with their one line, errors first.
pub fn list() -> String {
    let mut out = String::new();
    for severity in [super::Severity::Error, super::Severity::Warning] {
        let title = match severity {
            super::Severity::Error => "Errores",
            super::Severity::Warning => "Avisos",
        };
        out.push_str(&format!("{title}\n"));
        for code in Code::ALL.iter().filter(|c| c.severity() == severity) {
            out.push_str(&format!("  {:<26} {}\n", code.slug(), code.meaning()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_with_its_mistake_and_its_mending() {
        for code in Code::ALL {
            let Some(text) = explain(*code) else {
                panic!("{code} has no part in explain.md");
            };
            assert!(text.why.len() > 20, "{code}: {text:?}");
            assert!(!text.wrong.trim().is_empty(), "{code}: {text:?}");
            assert!(!text.right.trim().is_empty(), "{code}: {text:?}");
            assert_ne!(text.wrong, text.right, "{code}");
        }
    }

    #[test]
    fn no_text_is_left_of_a_code_that_went_away() {
        for part in TEXTS.split("\n=== ").skip(1) {
            let name = part.lines().next().unwrap();
            assert!(Code::ALL.iter().any(|c| c.slug() == name), "{name}");
        }
    }

    #[test]
    fn sentences_are_short() {
        for code in Code::ALL {
            for sentence in explain(*code).unwrap().why.split(". ") {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{code}: {sentence}");
            }
        }
    }
}
