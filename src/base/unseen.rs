//! Signs that nobody sees, and that come along with text from word processors and web pages.

/// The first sign of a text that takes no room on the screen.
pub fn unseen(text: &str) -> Option<char> {
    text.chars().find(|c| is_unseen(*c))
}

/// The text without them.
pub fn without(text: &str) -> String {
    text.chars().filter(|c| !is_unseen(*c)).collect()
}

/// A space that is none to YAML.
pub fn is_false_space(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii()
}

/// What it is, in Spanish.
pub fn said(sign: char) -> String {
    let code = u32::from(sign);
    match is_false_space(sign) {
        true => format!("un espacio que no separa (U+{code:04X})"),
        false => format!("un signo que no se ve (U+{code:04X})"),
    }
}

fn is_unseen(c: char) -> bool {
    let control = c.is_control() && !c.is_whitespace() || matches!(c, '\u{b}' | '\u{c}');
    control
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
