//! What people get wrong in YAML. Its grammar notices that late: it reports where it gave up, and the
//! mistake is often in a line before.

use super::line::{Line, Mistake};
use super::scan::{BULLETS, bracket_end, key_of, quote_end};
use crate::base::unseen::{is_false_space, said, unseen};

/// Where the next line begins below a place that has a key at the edge.
pub fn next_key(text: &str, at: usize) -> Option<usize> {
    let mut start = at;
    loop {
        start += text[start..].find('\n')? + 1;
        let line = text[start..].lines().next()?;
        if is_at_edge(line) && !line.starts_with('-') && Line::of(line).is_keyed() {
            return Some(start);
        }
    }
}

/// What may come after a line at the edge.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Start,
    /// A key that has its value: another key.
    Value,
    /// A text or a list that may go on, pushed in.
    Open,
    /// A key alone or an entry of its list: entries, or whatever is pushed in.
    List,
}

/// Lines that a value goes on in.
enum Within {
    /// A text under `|`: lines pushed in further than this.
    Block(usize),
    /// Quotes or brackets that are open, and what closes them.
    Open(char),
}

/// The first mistake in a text that could not be read, up to the line in which reading ended. Where
/// `notes` are usual, they may stand behind values.
pub fn find(text: &str, end: usize, notes: bool) -> Option<Mistake> {
    let end = text[end..].find('\n').map_or(text.len(), |size| end + size);
    // Where all lines are pushed in alike, that is no mistake.
    let alike = !text[..end]
        .lines()
        .any(|line| says(line) && is_at_edge(line));
    let (mut after, mut start, mut within, mut item) = (After::Start, 0, None, None);
    for line in text[..end].split_inclusive('\n') {
        let edge = is_at_edge(line);
        let mistake = match (says(line), edge) {
            (false, _) => None,
            (true, true) => at_the_edge(line.trim(), after),
            (true, false) if alike => None,
            (true, false) => pushed_in(line, after).or_else(|| askew(line, item?)),
        };
        let below = &text[start + line.len()..];
        let mistake = hidden(line).or(mistake);
        let mistake = mistake.or_else(|| in_value(line, below, notes, &mut within));
        if let Some(mistake) = mistake {
            return Some(mistake.in_line_at(start));
        }
        if edge && says(line) {
            after = comes_after(line.trim());
        }
        if says(line) {
            item = item_of(line).or(item);
        }
        start += line.len();
    }
    None
}

/// A mistake in the value of a line, unless the value began in a line above.
fn in_value(line: &str, below: &str, notes: bool, within: &mut Option<Within>) -> Option<Mistake> {
    let said = line.trim();
    let goes_on = match within {
        Some(Within::Block(indent)) => said.is_empty() || indent_of(line) > *indent,
        Some(Within::Open(_)) => true,
        None => false,
    };
    if goes_on {
        if matches!(within, Some(Within::Open(close)) if line.contains(*close)) {
            *within = None;
        }
        return None;
    }
    *within = None;
    if !says(line) {
        return None;
    }
    let parsed = Line::of(line);
    let mistake = parsed.dashed(below.lines().find(|line| says(line)));
    let mistake = mistake.or_else(|| parsed.mistake(ends(indent_of(line), below), notes));
    let value = parsed.value();
    *within = match value.chars().next() {
        Some('|' | '>') => Some(Within::Block(indent_of(line))),
        Some(quote @ ('"' | '\'')) if quote_end(value).is_none() => Some(Within::Open(quote)),
        Some('[') if bracket_end(value).is_none() => Some(Within::Open(']')),
        Some('{') if bracket_end(value).is_none() => Some(Within::Open('}')),
        _ => None,
    };
    mistake
}

/// A sign that is not seen, where a space is to stand or in a key; control characters anywhere.
fn hidden(line: &str) -> Option<Mistake> {
    let mistake = |at: usize, sign: char| {
        let message = format!("hay {}", said(sign));
        let help = match is_false_space(sign) {
            true => "bórrelo y escriba un espacio",
            false => "bórrelo",
        };
        Mistake::new(at, message, help)
    };
    let first = line.len() - line.trim_start().len();
    let dash = line[first..].strip_prefix('-').map_or(0, |_| 1);
    let key = key_of(&line[first + dash..]);
    let after = first + dash + key.len();
    let colon = line[after..].strip_prefix(':').map_or(0, |_| 1);
    let to_value = after + colon;
    let size = line[to_value..].len() - line[to_value..].trim_start().len();
    let mut signs = line[..to_value + size].char_indices();
    if let Some((at, sign)) = signs.find(|(_, c)| is_false_space(*c)) {
        return Some(mistake(at, sign));
    }
    let name = line.split(':').next().unwrap_or_default();
    let (at, sign) = line.char_indices().find(|(at, c)| {
        unseen(c.encode_utf8(&mut [0; 4])).is_some() && (*at < name.len() || c.is_control())
    })?;
    Some(mistake(at, sign))
}

/// Whether a line is neither empty nor a note: those mean nothing, wherever they stand.
fn says(line: &str) -> bool {
    let said = line.trim();
    !said.is_empty() && !said.starts_with('#')
}

fn is_at_edge(line: &str) -> bool {
    !line.starts_with([' ', '\t'])
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// Whether what stands below a line pushed in so far can be no part of its value.
fn ends(indent: usize, below: &str) -> bool {
    let next = below.lines().find(|line| says(line));
    next.is_none_or(|next| {
        let begins = Line::of(next).is_keyed() || next.trim_start().starts_with("- ");
        indent_of(next) <= indent && begins
    })
}

/// What people write instead of two dots.
const SIGNS: &[char] = &[';', '=', '：', '-', '–', '—', '→', '>', '.', ','];

/// A key in bold, as people write it in a text.
pub fn in_bold(line: &str) -> Option<Mistake> {
    let plain = line.strip_prefix("**")?.replacen("**", "", 1);
    let keyed = plain[key_of(&plain).len()..].starts_with(':');
    let message = "el nombre de un campo va sin asteriscos";
    let help = || format!("escriba `{plain}`");
    (keyed && !plain.starts_with(':')).then(|| Mistake::new(0, message, help()))
}

/// A key with its value, or an entry of a list, as they may not be written.
fn at_the_edge(line: &str, after: After) -> Option<Mistake> {
    let is_word = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric());
    if let Some(mistake) = in_bold(line) {
        return Some(mistake);
    }
    let mistake = |message: &str, help: String| Some(Mistake::new(0, message, help));
    let item = |rest: &str, message: &str| match is_word(rest) {
        true => mistake(message, format!("escriba `- {rest}`")),
        false => None,
    };
    if let Some(rest) = line.strip_prefix(BULLETS) {
        return item(rest.trim(), "las listas se escriben con guiones");
    }
    if let (Some(rest), After::Value) = (line.strip_prefix("- "), after) {
        return match Line::of(rest).is_keyed() {
            true => mistake(
                "el nombre de un campo va sin guion",
                format!("escriba `{}`", rest.trim()),
            ),
            false => mistake(
                "este valor es de una lista, y el campo de arriba ya tiene el suyo",
                "escriba también el de arriba en su propia línea, con `- `".to_owned(),
            ),
        };
    }
    if let Some(rest) = line.strip_prefix('-') {
        return item(rest, "falta un espacio después del guion");
    }
    let key = key_of(line);
    let rest = &line[key.len()..];
    if key.is_empty() {
        return None;
    }
    if let Some(value) = rest.strip_prefix(':') {
        let bare = !value.is_empty() && !value.starts_with([' ', '\t']);
        let message = "falta un espacio después de los dos puntos";
        let help = || format!("escriba `{key}: {value}`");
        return bare.then(|| Mistake::new(0, message, help()));
    }
    if rest.contains(':') {
        return None;
    }
    // Another sign in the place of the two dots is no part of the value.
    let value = rest.trim().trim_start_matches(SIGNS).trim_start();
    let value = Some(value).filter(|value| !value.is_empty());
    let mut help = format!("si es un campo, escriba `{key}: {}`", value.unwrap_or("…"));
    match after {
        After::Start => {}
        After::Value | After::Open => {
            help += "; si sigue el texto de la línea de arriba, empiécela con dos espacios";
        }
        After::List => help += &format!("; si es de la lista de arriba, `- {line}`"),
    }
    mistake("la línea no tiene la forma `clave: valor`", help)
}

/// A key that stands in under one that has its value, or before all others.
fn pushed_in(line: &str, after: After) -> Option<Mistake> {
    let said = line.trim();
    let key = key_of(said);
    let keyed = !key.is_empty() && said[key.len()..].starts_with(": ");
    let message = match line.starts_with('\t') {
        true => "hay un tabulador antes del nombre de un campo",
        false => "hay espacios antes del nombre de un campo",
    };
    let help = || format!("borre lo que está antes: `{key}` empieza al borde de la línea");
    let is_first = matches!(after, After::Start | After::Value);
    (keyed && is_first).then(|| Mistake::new(0, message, help()))
}

/// Where the dash of an item stands and where its first key, which a text follows that ends in its line.
fn item_of(line: &str) -> Option<(usize, usize)> {
    let inner = line.trim_start().strip_prefix("- ")?.trim_start();
    let parsed = Line::of(inner);
    let open = parsed.value().starts_with(OPENERS);
    (parsed.is_keyed() && !open).then(|| (indent_of(line), line.len() - inner.len()))
}

/// A key that stands under the dash of its item, and not under its first key.
fn askew(line: &str, (dash, key): (usize, usize)) -> Option<Mistake> {
    let said = line.trim();
    let under = (dash..key).contains(&indent_of(line)) && !said.starts_with('-');
    let message = "esta clave no está debajo de la primera de su grupo";
    let help = || format!("deje {key} espacios antes de `{}`", key_of(said));
    (under && Line::of(said).is_keyed()).then(|| Mistake::new(0, message, help()))
}

/// Signs with which a value begins that may go on below.
const OPENERS: [char; 6] = ['|', '>', '[', '{', '"', '\''];

fn comes_after(line: &str) -> After {
    let value = line.split_once(':').map_or("", |(_, value)| value.trim());
    if value.is_empty() || value.starts_with('#') || line.starts_with('-') {
        After::List
    } else if value.starts_with(OPENERS) {
        After::Open
    } else {
        After::Value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a text whose reading ended in its last line.
    fn told(text: &str) -> Option<(usize, String)> {
        let found = find(text, text.trim_end().len(), false)?;
        let said = format!("{}: {}", found.message, found.help.join("; "));
        Some((found.at, said))
    }

    #[test]
    fn mistakes_are_told_where_they_are() {
        for (text, at, what) in [
            ("titulo \"T\"\na: 1\n", 0, "escriba `titulo: \"T\"`"),
            ("**titulo**: T\na: 1\n", 0, "escriba `titulo: T`"),
            ("titulo; T\na: 1\n", 0, "escriba `titulo: T`"),
            ("titulo = T\na: 1\n", 0, "escriba `titulo: T`"),
            ("titulo:\u{a0}T\na: 1\n", 7, "no separa (U+00A0)"),
            ("a:\n\u{a0} - x\nb: 1\n", 3, "no separa (U+00A0)"),
            ("a: \"x\u{b}y\"\n", 5, "no se ve (U+000B)"),
            (
                "titulo:T\na: 1\n",
                0,
                "falta un espacio después de los dos puntos: escriba `titulo: T`",
            ),
            (
                "a: T\n  b: x\n",
                5,
                "hay espacios antes del nombre de un campo",
            ),
            ("a: T\n\tb: x\n", 5, "hay un tabulador antes"),
            ("  a: T\nb: x\n", 0, "`a` empieza al borde"),
            ("a:\n- H-1\n-H-2\n", 9, "escriba `- H-2`"),
            ("a: T\n- b: x\n", 5, "escriba `b: x`"),
            ("a: T\n- x\n", 5, "también el de arriba"),
            ("a:\n  - b: x\n  c: y\n", 12, "deje 4 espacios antes de `c`"),
            (
                "a:\n  -  b: x\n   c: y\n",
                13,
                "deje 5 espacios antes de `c`",
            ),
            ("a:\n• H-1\n", 3, "escriba `- H-1`"),
            ("a: Un texto\nque sigue\n", 12, "empiécela con dos espacios"),
            (
                "a: \"Un texto\nque sigue\"\n",
                13,
                "empiécela con dos espacios",
            ),
            (
                "a:\nagua\n",
                3,
                "escriba `agua: …`; si es de la lista de arriba, `- agua`",
            ),
            // Notes mean nothing, at the edge or pushed in.
            ("a:\n# Nota: x\n  b: 1\nc; 2\n", 20, "escriba `c: 2`"),
            ("# Nota: x\n  a: 1\n  b: \"2\n", 22, "faltan las comillas"),
            ("a: [b, c\n# Nota\nd: e\n", 3, "escriba `a: [b, c]`"),
        ] {
            let (found, said) = told(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found, at, "{text} {said}");
            assert!(said.contains(what), "{text} {said}");
        }
    }

    #[test]
    fn what_yaml_allows_is_no_mistake() {
        for text in [
            "titulo: T\nlista:\n  - a: 1\n    b: 2\n",
            "titulo: |\n  clave: valor\n\nfin: 'x\n  y: z'\n",
            "  a: 1\n  b: 2\n  c\n",
            "# Nota\na: [1,\n  2]\n'b': 1\nnombre largo:\n- -5\n",
            "a: http://x.test/\nb: \"c:d\"\n\n",
            "a:\n  - b: 1\n    c:\n      - d: 2\n    e: 3\n  - b: \"f\n   g: h\"\n",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
