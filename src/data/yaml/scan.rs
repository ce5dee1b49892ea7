//! Where quotes, brackets and keys end in a line of YAML, and how a text is put between quotes.

use crate::base::text::truncate;

/// Signs that word processors put before the items of a list.
pub const BULLETS: &[char] = &['•', '◦', '▪', '·', '●', '○', '–', '—', '*'];

/// Longer texts are not shown whole in what to write instead: who copies it would lose what is cut off.
const SHOWN: usize = 400;

/// A text short enough to be shown in a message.
pub fn shown(text: &str) -> String {
    truncate(text, SHOWN)
}

/// A text between quotes that YAML reads back as it is.
pub fn quoted(text: &str) -> String {
    let text = shown(text);
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}

/// The name at the start of a line, if it starts with one.
pub fn key_of(line: &str) -> &str {
    let in_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    line.split(|c: char| !in_key(c)).next().unwrap_or_default()
}

/// Where a text ends that starts with a quote, after the quote that closes it.
pub fn quote_end(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    let (_, quote) = chars.next()?;
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            let doubled = quote == '\'' && chars.next_if(|(_, c)| *c == quote).is_some();
            if !doubled {
                return Some(at + quote.len_utf8());
            }
        }
    }
    None
}

/// Where a list or a group ends that starts with a bracket, after the one that closes it.
pub fn bracket_end(text: &str) -> Option<usize> {
    let (mut depth, mut at, mut starts) = (0usize, 0, true);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '"' | '\'' if starts => {
                at += quote_end(&text[at..])?;
                starts = false;
                continue;
            }
            '#' if text[..at].ends_with([' ', '\t']) => return None,
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            return Some(at);
        }
        starts = matches!(c, '[' | '{' | ',' | ':') || (starts && c == ' ');
    }
    None
}

/// The parts between commas of what stands in brackets, with the place of each.
pub fn parts(inner: &str) -> Vec<(usize, &str)> {
    let (mut out, mut from, mut at, mut starts) = (Vec::new(), 0, 0, true);
    while let Some(c) = inner[at..].chars().next() {
        let size = match c {
            '"' | '\'' if starts => quote_end(&inner[at..]),
            '[' | '{' if starts => bracket_end(&inner[at..]),
            _ => None,
        };
        if c == ',' {
            out.push((from, &inner[from..at]));
            from = at + 1;
        }
        at += size.unwrap_or(c.len_utf8());
        starts = matches!(c, ',' | ':') || (starts && c == ' ');
    }
    out.push((from, &inner[from..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_brackets_end_where_yaml_ends_them() {
        for (text, end) in [
            (r#""a" b"#, Some(3)),
            (r#""a\" b"#, None),
            ("'it''s' b", Some(7)),
        ] {
            assert_eq!(quote_end(text), end, "{text}");
        }
        for (text, end) in [
            ("[a, b] c", Some(6)),
            ("[\"]\", {a: [b]}] c", Some(15)),
            ("[it's] c", Some(6)),
            ("[a, b", None),
            ("[a #1]", None),
        ] {
            assert_eq!(bracket_end(text), end, "{text}");
        }
        let all = parts("a: \"b, c\", d: [e, f], g");
        let texts: Vec<&str> = all.iter().map(|(_, part)| part.trim()).collect();
        assert_eq!(texts, ["a: \"b, c\"", "d: [e, f]", "g"]);
    }
}
