//! The scripts of the browser index: bits as the text that a tag is called with, so that they load from `file://`.
//!
//! A script may be UTF-16, which its first two bytes say before any header of a host does
//! (<https://html.spec.whatwg.org/multipage/webappapis.html#fetching-scripts>), and then two of its characters
//! hold 31 bits: 97 of 100 of a disk, where base64 has 75. They do so on every host, because
//! none of their bytes is one that a transfer of texts would change.

use super::bit_reader::Reader;
use super::bits::Bits;

/// The first number of the entry: the version of the format, another one when any file is written otherwise.
pub const VERSION: u32 = 8;

/// The order of numbers of documents by date.
pub const BY_DATE: u32 = 12;

/// What stands before and after the data of a file: a call of the function that the loader has. Its name is a letter that
/// no library of the world takes, because each file has it.
const CALL: &str = "ñ`";
const END: &str = "`";

/// Says that a script is UTF-16, the low byte first.
const MARK: char = '\u{feff}';

/// The square of this is the least that 31 bits fit under.
const BASE: u32 = 46_341;

/// Bits of two characters, and of the last one when no more are left.
const PAIR: u32 = 31;
const LAST: u32 = 15;

/// No byte of a character is less: those are line feeds, ends of files and the like.
const FIRST: u32 = 14;

/// So many values has each of its bytes at most.
const VALUES: u32 = 256 - FIRST;

/// The script that hands the bits to the client.
pub fn script(bits: &Bits) -> Vec<u8> {
    let size = bits.len() as u32;
    let bytes = bits.to_bytes();
    let mut script = Vec::with_capacity(2 * (bytes.len() * 8 / 15 + 16));
    let mut put = |unit: u16| script.extend_from_slice(&unit.to_le_bytes());
    [MARK]
        .into_iter()
        .chain(CALL.chars())
        .for_each(|c| put(c as u16));
    let (mut rest, mut left) = (0_u64, 0);
    let mut bytes = bytes.into_iter();
    let mut missing = size;
    while missing > 0 {
        let wanted = PAIR.min(missing);
        while left < wanted {
            rest = rest << 8 | u64::from(bytes.next().unwrap_or_default());
            left += 8;
        }
        left -= wanted;
        let value = (rest >> left) as u32 & (u32::MAX >> (32 - wanted));
        missing -= wanted;
        if wanted <= LAST {
            let high = u64::from(value) << (PAIR - wanted);
            put(character(high.div_ceil(BASE.into()) as u32));
        } else {
            let value = value << (PAIR - wanted);
            put(character(value / BASE));
            put(character(value % BASE));
        }
    }
    END.chars().for_each(|c| put(c as u16));
    script
}

/// The character of a number below [`BASE`].
fn character(number: u32) -> u16 {
    ((FIRST + number / VALUES) << 8 | (FIRST + number % VALUES)) as u16
}

fn number(character: u16) -> Option<u32> {
    let high = u32::from(character >> 8).checked_sub(FIRST)?;
    let low = u32::from(character & 0xff).checked_sub(FIRST)?;
    Some(high * VALUES + low).filter(|&number| number < BASE)
}

/// The bits inside a script; nothing when it is damaged.
pub fn reader(script: &[u8]) -> Option<Reader> {
    let units = script
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let units: Vec<u16> = units.collect();
    let own = |text: &str| text.encode_utf16().collect::<Vec<_>>();
    let (&mark, units) = units.split_first()?;
    let data = units
        .strip_prefix(&own(CALL)[..])?
        .strip_suffix(&own(END)[..])?;
    if mark != MARK as u16 || !script.len().is_multiple_of(2) {
        return None;
    }
    let mut bits = Bits::default();
    for pair in data.chunks(2) {
        let first = number(pair[0])? * BASE;
        let (value, size) = match pair.get(1) {
            Some(&second) => (first + number(second)?, PAIR),
            None => (first >> (PAIR - LAST), LAST),
        };
        if value >> size != 0 {
            return None;
        }
        bits.bits(value.into(), size);
    }
    Some(Reader::new(bits.to_bytes(), bits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_script_holds_is_what_was_put_in_it(
            pieces in prop::collection::vec((any::<u32>(), 1..=32_u32), 0..40)
        ) {
            let mut bits = Bits::default();
            for &(value, size) in &pieces {
                bits.bits((value >> (32 - size)).into(), size);
            }
            let script = script(&bits);
            let units: Vec<u16> = script.chunks(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
            let text = String::from_utf16(&units).unwrap();
            // What FTP changes in texts, and what ends one.
            let units = |text: &str| text.encode_utf16().count();
            let data = &script[2 + 2 * units(CALL)..script.len() - 2 * units(END)];
            prop_assert!(data.iter().all(|&byte| byte > 0x0d));
            let frame = (text.starts_with(&format!("{MARK}{CALL}")), text.ends_with(END));
            prop_assert_eq!(frame, (true, true));
            let mut reader = reader(&script).unwrap();
            for (value, size) in pieces {
                prop_assert_eq!(reader.bits(size), Some(value >> (32 - size)));
            }
            prop_assert!(reader.is_at_end());
        }

        #[test]
        fn any_script_is_read_or_refused(data in "\\PC{0,40}", cut in 0..9_usize) {
            let text = format!("{MARK}{CALL}{data}{END}");
            let mut script: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            script.truncate(script.len() - cut);
            if let Some(mut reader) = reader(&script) {
                while reader.bit().is_some() {}
            }
        }
    }
}
