//! What is done with texts everywhere: escaping, counting words and cutting at them.

use memchr::{memchr2, memchr3};

/// A copy without room to grow, for a text that is kept: the roomy one goes back to be used again,
/// while shrinking it in place would hold its memory for as long.
pub fn kept(text: &str) -> String {
    text.to_owned()
}

/// Escapes text for HTML, in content and in quoted attributes.
pub fn escape(text: &str, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut *out, text);
}

/// Bytes whose words are counted together.
const COUNTED: usize = 192;

/// Whether [`escape_content`] would change anything: of most texts nothing.
pub fn has_special(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3(b'&', b'<', b'>', bytes).is_some() || memchr2(b'"', 0, bytes).is_some()
}

/// Escapes text for HTML content exactly as the CommonMark specification shows it: `&`, `<`, `>`
/// and `"`, but not `'`.
pub fn escape_content(text: &str, out: &mut String) {
    if !has_special(text) {
        return out.push_str(text);
    }
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            // No HTML may hold it; the specification shows it so.
            0 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Escaped copy of a text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// How many words a text has, between white space.
pub fn count_words(text: &str) -> usize {
    // A text without rare bytes is taken whole.
    match is_plain(text) {
        true => words_of_plain(text),
        false => text.split('\n').map(words_of_line).sum(),
    }
}

/// Whether no byte may start a white space that ASCII does not have.
fn is_plain(text: &str) -> bool {
    let rare = |byte: u8| u8::from(byte == 0xc2) | u8::from(byte.wrapping_sub(0xe1) < 3);
    text.bytes().fold(0, |any, byte| any | rare(byte)) == 0
}

fn words_of_line(line: &str) -> usize {
    match is_plain(line) {
        true => words_of_plain(line),
        false => line.split_whitespace().count(),
    }
}

/// Words between white space of ASCII: bytes are looked at together.
fn words_of_plain(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (Some(first), Some(after)) = (bytes.first(), bytes.get(1..)) else {
        return 0;
    };
    let space = |byte: u8| u8::from(byte == b' ') | u8::from(byte.wrapping_sub(b'\t') < 5);
    let starts = |(before, byte): (&u8, &u8)| space(*before) & (space(*byte) ^ 1);
    // A byte holds how many words start in a block.
    let blocks = bytes.chunks(COUNTED).zip(after.chunks(COUNTED));
    let in_block = |(before, block): (&[u8], &[u8])| -> usize {
        let starts = before.iter().zip(block).map(starts);
        usize::from(starts.sum::<u8>())
    };
    usize::from(space(*first) ^ 1) + blocks.map(in_block).sum::<usize>()
}

/// A text with a capital at its start.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// The words of a text with one space between them, whatever stood there.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a text at a word so that it has at most `max` characters, with `…` where it was cut.
pub fn truncate(text: &str, max: usize) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    // `nth` without positions passes over many characters at a time.
    let end = match chars.nth(max) {
        Some(next) => text.len() - chars.as_str().len() - next.len_utf8(),
        None => return text.to_owned(),
    };
    let head = &text[..end];
    let cut = head.rfind(char::is_whitespace).unwrap_or(end);
    let mut out = head[..cut]
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping_finds_a_sign_wherever_it_stands() {
        for at in 0..100 {
            let text = format!("{}<ñ\0{}", "a".repeat(at), "b".repeat(at));
            let mut out = String::new();
            escape_content(&text, &mut out);
            assert_eq!(
                out,
                text.replace('<', "&lt;").replace('\0', "\u{fffd}"),
                "{at}"
            );
        }
    }

    #[test]
    fn words_are_counted_as_the_library_counts_them() {
        let spaces = (0..=char::MAX as u32).filter_map(char::from_u32);
        let spaces = spaces.filter(|c| c.is_whitespace());
        let texts = spaces.map(|space| format!("a{space}ñu{space}{space}«”{space}€"));
        let odd = [
            "",
            " x ",
            "â\u{200b}y \u{1c} z",
            &"a ".repeat(400),
            &" b".repeat(400),
        ];
        for text in texts.chain(odd.map(String::from)) {
            assert_eq!(
                count_words(&text),
                text.split_whitespace().count(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn truncation_falls_on_words() {
        assert_eq!(truncate("uno dos tres", 8), "uno dos…");
        assert_eq!(truncate("uno", 8), "uno");
    }
}
