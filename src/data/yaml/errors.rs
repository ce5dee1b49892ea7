//! What a syntax error of YAML means to an author.

use super::line::{Line, Mistake};
use super::mistakes;
use crate::base::lines::{floor_boundary, line_start};
use granit_parser::{ErrorKind as K, ScanError};

/// What is wrong where reading ended, and what to write instead. `notes` tells that they are usual
/// behind values.
pub fn explain(error: &ScanError, text: &str, notes: bool) -> Mistake {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let at = floor_boundary(text, at);
    let at = match error.kind() {
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar => {
            tab(text, at)
        }
        _ => at,
    };
    mistakes::find(text, at, notes).unwrap_or_else(|| {
        let start = line_start(text, at);
        let line = text[start..].lines().next().unwrap_or("");
        let (message, help) = by_kind(error, &Line::of(line));
        Mistake::new(at, message, help)
    })
}

/// The start of the line that a tab opens: the mark stands in it, or in the line before.
fn tab(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let said = text[start..].trim_start_matches(' ');
    match said.starts_with('\t') {
        true => start,
        false => text[at..].find("\n\t").map_or(at, |i| at + i + 1),
    }
}

/// What is wrong by the parser's own word.
fn by_kind(error: &ScanError, line: &Line<'_>) -> (&'static str, String) {
    let (message, help) = match error.kind() {
        K::MappingValueNotAllowed | K::InvalidColonPlacement => {
            return ("hay dos puntos dentro del valor", line.in_quotes());
        }
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape => {
            let help = format!("use comillas simples: `{}`", line.in_single_quotes());
            return ("entre comillas dobles, `\\` no puede estar sola", help);
        }
        K::UnexpectedCharacter { .. } | K::UnknownAnchor => {
            let message = "hay un signo con el que no puede empezar un valor";
            return (message, line.in_quotes());
        }
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => (
            "faltan las comillas que cierran el texto",
            "ponga al final las mismas comillas con las que empieza",
        ),
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => (
            "hay texto después de las comillas que cierran",
            "si el valor lleva comillas dentro, enciérrelo todo entre comillas simples",
        ),
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar => {
            (
                "hay un tabulador al comienzo de la línea",
                "use espacios en lugar de tabuladores",
            )
        }
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::ExpectedFlowSequenceSeparator
        | K::ExpectedFlowMappingSeparator => (
            "falta cerrar una lista que empieza con `[` o `{`",
            "ciérrela con `]` o `}` y separe los valores con comas",
        ),
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed => (
            "los espacios del comienzo de la línea no son los de las líneas de arriba",
            "alinee las claves a la izquierda y los guiones de una lista entre sí",
        ),
        K::SimpleKeyExpected | K::InvalidSimpleKey => (
            "la línea no tiene la forma `clave: valor`",
            "escriba el nombre del campo, dos puntos, un espacio y el valor",
        ),
        _ => (
            "no se entiende esta línea",
            "revise que tenga la forma `clave: valor`; encierre entre comillas los textos con signos",
        ),
    };
    (message, help.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::data::{Kind, Node, yaml};
    use crate::diag::{Code, Diagnostic, Outcome};

    fn read(text: &str) -> Outcome<Node> {
        yaml::parse(&"a.md".into(), text, 0, Code::HeaderSyntax)
    }

    /// The only mistake of a text: where it starts, and what is told.
    #[track_caller]
    fn mistake(text: &str) -> (u32, Diagnostic) {
        let mut diags = read(text).diags;
        assert_eq!(diags.len(), 1, "{text} {diags:?}");
        let diag = diags.remove(0);
        (diag.place.clone().unwrap().start, diag)
    }

    #[test]
    fn words_behind_a_value_are_never_dropped_in_silence() {
        for (text, start, help) in [
            ("a: Uno #1 de dos\n", 7, "`a: \"Uno #1 de dos\"`"),
            ("a: #1\nb: 2\n", 3, "`a: \"#1\"`"),
            ("a:\n- Uno #1\n- b\n", 9, "`- \"Uno #1\"`"),
            ("a:\n  - #1\n", 7, "`- \"#1\"`"),
            ("a: [Uno #1, \"b\"]\n", 8, "`\"Uno #1\"`"),
            ("a: 2026-11-22 # ayer\n", 14, "otra línea"),
        ] {
            let (at, diag) = mistake(text);
            assert_eq!(at, start, "{text}");
            assert!(diag.says(help), "{text} {diag:?}");
        }
    }

    #[test]
    fn notes_that_hide_no_words_are_read() {
        for text in [
            "# Nota\na: 1\n  # otra\n",
            "a: \"Uno #1\" # nota\n",
            "a: [b, c] # nota\n",
            "a: # nota\n  - b\n",
            "a: >-\n  Uno # dos\n",
            "a: Uno#1\n",
            "a:\n# nota\n",
            "a: # nota\nb: 1\n",
            "a: Tubo de 24\"\n",
            "a: El \"Agua\"\n",
        ] {
            let out = read(text);
            assert!(out.diags.is_empty(), "{text} {:?}", out.diags);
        }
        // Who writes data knows notes.
        let data = yaml::parse(&"a.yaml".into(), "a: Uno # nota\n", 0, Code::DataSyntax);
        assert!(data.diags.is_empty(), "{:?}", data.diags);
    }

    #[test]
    fn a_value_that_starts_with_a_sign_is_told_once_with_its_quotes() {
        for (text, help) in [
            ("a: **Agua** para todos\n", "`a: \"**Agua** para todos\"`"),
            ("a: &A\n", "`a: \"&A\"`"),
            ("a: [Borrador] Agua\n", "`a: \"[Borrador] Agua\"`"),
            (
                "a: [el DANE](https://x.co) dice\n",
                "`a: \"[el DANE](https://x.co) dice\"`",
            ),
            ("a: - Agua\n", "`a: \"- Agua\"`"),
            ("a: > Agua\n", "`a: \"> Agua\"`"),
            ("a: @ana\n", "`a: \"@ana\"`"),
            ("a: \"C:\\Users\"\n", "`a: 'C:\\Users'`"),
            ("a: \"b\" y \"c\"\n", "`a: '\"b\" y \"c\"'`"),
            ("a: “b: c\"\n", "`a: \"b: c\"`"),
            ("a: \"b: c”\n", "`a: \"b: c\"`"),
        ] {
            let (at, diag) = mistake(text);
            assert_eq!(at, if help.contains(" y ") { 7 } else { 3 }, "{text}");
            assert!(diag.says(help), "{text} {diag:?}");
            let (_, mended) = help.trim_matches('`').split_once(": ").unwrap();
            assert!(read(&format!("a: {mended}\n")).diags.is_empty(), "{mended}");
        }
    }

    #[test]
    fn a_dash_in_the_line_of_its_key_is_told_to_begin_a_list() {
        for (text, help, mended) in [
            ("a: - Ana\n", "`a: [Ana]`", "a: [Ana]\n"),
            (
                "a: - Ana - Luis\nb: c\n",
                "`a: [Ana, Luis]`",
                "a: [Ana, Luis]\nb: c\n",
            ),
            (
                "a: - Ana, \"x\"\n",
                "`a: ['Ana, \"x\"']`",
                "a: ['Ana, \"x\"']\n",
            ),
            (
                "a: - Ana\n  - Luis\n",
                "pase `  - Ana` a",
                "a:\n  - Ana\n  - Luis\n",
            ),
            (
                "a: - Ana\n- Luis\n",
                "pase `- Ana` a",
                "a:\n- Ana\n- Luis\n",
            ),
            ("a: - b: c\n", "pase `- b: c` a", "a:\n- b: c\n"),
        ] {
            let (_, diag) = mistake(text);
            assert!(diag.help[0].contains(help), "{text} {diag:?}");
            let read = read(mended);
            assert!(read.diags.is_empty(), "{mended} {:?}", read.diags);
            assert!(matches!(read.value.get("a").unwrap().kind, Kind::List(_)));
        }
    }

    #[test]
    fn several_texts_in_quotes_are_told_to_be_a_list() {
        for (text, list) in [
            ("a: \"b\", \"c\"\n", "a: [\"b\", \"c\"]"),
            ("a: 'b, d', 'c'\n", "a: ['b, d', 'c']"),
        ] {
            let (_, diag) = mistake(text);
            assert!(diag.says(&format!("`{list}`")), "{diag:?}");
            let mended = read(&format!("{list}\n"));
            assert_eq!(mended.value.get("a").unwrap().items().len(), 2);
        }
    }

    #[test]
    fn a_text_is_put_between_quotes_whole() {
        let text =
            "Agua para todas las veredas: lo que hizo un municipio en tres años, y lo que le falta";
        let (_, diag) = mistake(&format!("a: {text}\n"));
        assert!(diag.says(&format!("`a: \"{text}\"`")), "{diag:?}");
    }

    #[test]
    fn what_is_open_is_told_where_it_opens() {
        for (text, start, help) in [
            ("a: [b, c\nd: e\n", 3, "`a: [b, c]`"),
            ("a: \"Uno\nd: \"e\"\n", 3, "`a: \"Uno\"`"),
            ("a:\n  - {b: Uno: dos., c: d}\n", 14, "`b: \"Uno: dos.\"`"),
            ("a: Agua\"\n", 7, "\"Agua\""),
            ("a: [b, Agua\"]\n", 11, "\"Agua\""),
        ] {
            let (at, diag) = mistake(text);
            assert_eq!(at, start, "{text}");
            assert!(diag.says(help), "{text} {diag:?}");
        }
    }
}
