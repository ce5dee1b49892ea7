//! Characters that nobody sees and no page may hold, as pasted text brings them.

use super::Walk;
use crate::diag::Code;

/// Controls other than tabs and ends of lines; the renderer replaces NUL.
fn is_control(byte: u8) -> bool {
    let blank = matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r');
    (byte < b' ' && !blank) || byte == 0x7f
}

impl Walk<'_> {
    /// Tells of the first control character: where one came in there mostly are more.
    pub(super) fn check_controls(&mut self) {
        let body = &self.text.as_bytes()[self.start..];
        // All bytes are looked at together: nearly no body has one.
        if !body.iter().fold(false, |any, byte| any | is_control(*byte)) {
            return;
        }
        let mut found = body
            .iter()
            .enumerate()
            .filter(|(_, byte)| is_control(**byte));
        let Some((at, byte)) = found.next() else {
            return;
        };
        let more = match found.count() {
            0 => String::new(),
            n => format!(" y {n} más"),
        };
        let message = format!("hay un carácter de control que no se ve: U+{byte:04X}{more}");
        let help = match byte {
            0x0b => "es un salto de línea de Word: bórrelo y empiece otra línea",
            _ => "bórrelo; si no lo encuentra, escriba de nuevo las palabras que lo rodean",
        };
        self.report(Code::TextLost, at..at + 1, message)
            .help
            .push(help.into());
    }
}
