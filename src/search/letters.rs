//! The letters of words and names in the browser index, and the code of them.

use std::sync::LazyLock;

use super::code::Code;

/// Letters of words and names by how many bits each has, from one: as words in order have them, each told by
/// what it shares with the one before. Written in the entry, so that the client has no list of its own.
pub const LETTERS: [&str; 14] = [
    "",
    "\0",
    "a",
    "einos",
    "cdlrt",
    "gmpu",
    " bfv",
    "hyz",
    "0123456789jkqx",
    "$(-.>^wáéíñóú",
    ")+|",
    ",/:?ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]",
    "\u{1}»ü",
    "!\"#%&'*=_{}ª«º",
];

/// Ends a text.
pub const END: char = '\0';

/// Stands before the 16 bits of a UTF-16 unit that is no letter of the list.
pub const OTHER: char = '\u{1}';

pub static CODE: LazyLock<Code> = LazyLock::new(|| {
    let letters = |letters: &&str| letters.chars().map(String::from).collect();
    Code::of_lengths(LETTERS.iter().map(letters).collect()).unwrap_or_default()
});

/// The letters that the code has one after the other: a letter's place is its symbol.
static PLACES: LazyLock<Vec<Option<usize>>> = LazyLock::new(|| {
    let mut places = vec![None; 0x100];
    for (at, letter) in LETTERS.concat().chars().enumerate() {
        places[letter as usize] = Some(at);
    }
    places
});

/// The symbol of a letter, if it has one.
pub fn symbol(letter: u16) -> Option<usize> {
    PLACES.get(usize::from(letter)).copied().flatten()
}
