//! Characters that nobody meant to write: those that nobody sees and no page may hold, as pasted text brings
//! them, and what is left of letters that were read in another encoding.

use super::Walk;
use crate::data::Span;
use crate::diag::Code;
use memchr::memchr2;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The sign for a letter that was lost, and how `á` to `ü` begin when their bytes were taken for letters, as in
/// `Ã¡`. To make these takes longer than to look through a document with them.
static DAMAGED: LazyLock<[Finder<'static>; 2]> =
    LazyLock::new(|| ["\u{fffd}".as_bytes(), b"\xc3\x83\xc2"].map(Finder::new));

/// Controls other than tabs and ends of lines; the renderer replaces NUL.
fn is_control(byte: u8) -> bool {
    let blank = matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r');
    (byte < b' ' && !blank) || byte == 0x7f
}

/// How many more there are than the one that is told.
fn more(count: usize) -> String {
    match count {
        0 => String::new(),
        n => format!(" y {n} más"),
    }
}

impl Walk<'_> {
    /// Tells of the first control character: where one came in there mostly are more.
    pub(super) fn check_controls(&mut self) {
        let body = self.body().as_bytes();
        // Many bytes are looked at together: nearly no body has one.
        let is_rare = |byte: u8| (byte < b' ') & (byte.wrapping_sub(b'\t') > 4);
        let none = !body.iter().fold(false, |any, byte| any | is_rare(*byte));
        if none && memchr2(0x0b, 0x7f, body).is_none() {
            return;
        }
        let bytes = body.iter().enumerate();
        let mut found = bytes.filter(|(_, byte)| is_control(**byte));
        let Some((at, byte)) = found.next() else {
            return;
        };
        let more = more(found.count());
        let message = format!("hay un carácter de control que no se ve: U+{byte:04X}{more}");
        let help = match byte {
            0x0b => "es un salto de línea de Word: bórrelo y empiece otra línea",
            _ => "bórrelo; si no lo encuentra, escriba de nuevo las palabras que lo rodean",
        };
        self.report(Code::TextLost, at..at + 1, message, help);
    }

    /// Tells of the first letter that was read in another encoding, in the front matter too.
    pub(super) fn check_letters(&mut self) {
        // Hardly any text has the bytes that they are known by.
        if memchr2(0xef, 0x83, self.text.as_bytes()).is_none() {
            return;
        }
        for sign in &*DAMAGED {
            let mut found = sign.find_iter(self.text.as_bytes());
            let Some(at) = found.next() else {
                continue;
            };
            let more = more(found.count());
            let mut chars = self.text[at..].chars();
            let (first, second) = (chars.next().unwrap_or_default(), chars.next());
            let (written, help) = match second.filter(|_| first == 'Ã') {
                // The second one has the number of the byte that it was.
                Some(second) => {
                    let letter = String::from_utf8_lossy(&[0xc3, second as u8]).into_owned();
                    let help =
                        format!("era `{letter}`: reemplace cada una, o copie otra vez el texto");
                    (format!("{first}{second}"), help)
                }
                None => {
                    let help = "escriba la que falta, o copie otra vez el texto";
                    (first.to_string(), help.to_owned())
                }
            };
            let message = format!("aquí se dañó una letra: «{written}»{more}");
            let span = Span::new(at, at + written.len());
            self.report_at(Code::TextLost, span, message, help);
        }
    }
}
