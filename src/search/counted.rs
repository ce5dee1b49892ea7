//! Which words the `shorthand` of a site lists: those that texts say often, as a sample of them shows.

use rustc_hash::FxHashMap;

use super::code::Code;
use super::pieces::Pieces;
use super::short_words;
use super::shorthand::{CAPITAL, END, MARKS, NO_SPACE, PIECES, Shorthand, is_mark};
use super::tokens::{Token, each_token, is_of_word};

/// Documents whose words are counted; of a larger site, a sample.
pub const SAMPLE: usize = 512;

/// Texts that somebody reads while searching for a while: a word has its place in the list when it saves
/// more bits in these than it takes, about 18.
const READ: u64 = 225;
const SAVED: u64 = 12;
const TAKEN: u64 = 18;

/// The same of a piece, by how often its two halves come together.
const PIECE_SAVED: u64 = 4;
const PIECE_TAKEN: u64 = 25;

/// How often each part of texts comes.
#[derive(Default)]
pub struct Counted {
    /// Words and what is between them, by their keys.
    times: FxHashMap<u128, u64>,
    /// Words that have none.
    long: FxHashMap<Box<str>, u64>,
    marks: [u64; MARKS.len()],
    documents: u64,
}

impl Counted {
    /// Counts the words of a document, which may have many texts.
    pub fn add<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        self.documents += 1;
        for text in texts {
            self.marks[END] += 1;
            each_token(text, |token| match token {
                Token::Capital => self.marks[CAPITAL] += 1,
                Token::Word(word) if word.key == 0 => {
                    *self.long.entry(word.text().into()).or_default() += 1;
                }
                Token::Between(between) if between.key == 0 => {}
                Token::Word(part) | Token::Between(part) => {
                    *self.times.entry(part.key).or_default() += 1;
                }
            });
        }
    }

    /// What two have counted.
    #[expect(clippy::iter_over_hash_type, reason = "sums are the same in any order")]
    pub fn and(mut self, other: Counted) -> Counted {
        self.documents += other.documents;
        for (mark, more) in self.marks.iter_mut().zip(other.marks) {
            *mark += more;
        }
        for (key, more) in other.times {
            *self.times.entry(key).or_default() += more;
        }
        for (word, more) in other.long {
            *self.long.entry(word).or_default() += more;
        }
        self
    }

    /// The shorthand that makes texts like these the smallest; there is always one.
    #[expect(
        clippy::iter_over_hash_type,
        reason = "codes and pieces put them in order"
    )]
    pub fn shorthand(mut self) -> Option<Shorthand> {
        let read = READ.min(self.documents);
        let pays = |times: u64| times * read * SAVED > self.documents * TAKEN;
        let (mut listed, mut others) = (Vec::<(Box<str>, u64)>::new(), Vec::new());
        for (key, times) in self.times {
            let text = short_words::word_of(key);
            if !pays(times) || text.contains(is_mark) {
                others.push((text.into_boxed_str(), times));
            } else if text.starts_with(is_of_word) {
                listed.push((format!(" {text}").into(), times));
            } else {
                listed.push((format!("{text}{}", MARKS[NO_SPACE]).into(), times));
            }
        }
        others.extend(self.long);
        others.sort_unstable();
        self.marks[PIECES] = others.iter().map(|(_, times)| times).sum();
        let spelled = others.iter().map(|(word, times)| (&**word, *times));
        // The list is written in pieces too.
        let spelled = spelled.chain(listed.iter().map(|(word, _)| (&**word, 1)));
        let least = self.documents * PIECE_TAKEN / (read * PIECE_SAVED).max(1);
        let pieces = Pieces::of_words(spelled.collect(), least)?;
        listed.extend(MARKS.iter().map(|&mark| mark.into()).zip(self.marks));
        let words = Code::of_times(listed, |word| pieces.parts(word));
        let mut shorthand = Shorthand::of_codes(words, pieces)?;
        // What is between words may have letters of the list.
        let words = others
            .iter()
            .filter(|(word, _)| word.starts_with(is_of_word));
        words.for_each(|(word, _)| shorthand.remember(word));
        Some(shorthand)
    }
}

#[cfg(test)]
mod tests {
    use super::super::bit_reader::Reader;
    use super::super::bits::Bits;
    use super::*;
    use proptest::prelude::*;

    fn shorthand(texts: &[&str]) -> Shorthand {
        let mut counted = Counted::default();
        texts.iter().for_each(|text| counted.add([*text]));
        counted.shorthand().unwrap()
    }

    /// A text, written and read again by who has no more than the list; with how many bits it took.
    fn again(shorthand: &Shorthand, text: &str) -> (String, usize) {
        let mut out = Bits::default();
        shorthand.text(&mut out, text);
        let list = shorthand.list();
        let list = Shorthand::read(&mut Reader::new(list.to_bytes(), list.len())).unwrap();
        let mut twice = Bits::default();
        list.text(&mut twice, text);
        assert_eq!(twice.to_bytes(), out.to_bytes());
        let mut reader = Reader::new(out.to_bytes(), out.len());
        let said = list.said(&mut reader).unwrap();
        assert!(reader.bit().is_none());
        (said, out.len())
    }

    #[test]
    fn what_is_said_often_takes_few_bits() {
        let text = "La asistencia técnica territorial, y la asistencia técnica. ".repeat(30);
        let shorthand = shorthand(&[&text, "Otra palabra sola."]);
        let (said, bits) = again(
            &shorthand,
            "La asistencia técnica territorial. La asistencia",
        );
        assert_eq!(said, "La asistencia técnica territorial. La asistencia");
        assert!(bits < 40, "{bits}");
        let (said, bits) = again(&shorthand, "asistencia");
        assert_eq!(said, "asistencia");
        assert!(bits < 24, "{bits}");
    }

    #[test]
    fn texts_of_every_kind_are_what_they_were() {
        let shorthand = shorthand(&[&"agua Łódź. ATT 4.4 «agua»\n".repeat(40)]);
        for text in [
            "agua \u{3}\u{4}\t\u{1f} Łódź \u{101}\u{7ff} « » — \"x\" \\ \\n \u{2028}\n\r\u{7f}😀 ",
            "iPhone McDonald ATT AttT ŁÓDŹ łódŹ ÁRBOL árBol ǅ İ ß ẞ ŉ ʼN ÿŸ µ ª º 2022 4.4 a  b. c.D e-F",
            "supercalifragilisticoespialidoso SUPERCALIFRAGILISTICOESPIALIDOSO Supercalifragilisticoespialidoso",
            " ",
            "  ",
            "a ",
            " a",
            "",
            "😀a😀 b",
            "١٢٣ Ψυχή и",
        ] {
            assert_eq!(again(&shorthand, text).0, text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was_written(
            text in "\\PC{0,60}|[ -~\n\t\0-\u{9}áéñÁĀ-߿]{0,60}|([A-Za-zñÑáÁ0-9]{1,20}[ .,]{0,2}){0,9}",
        ) {
            let shorthand = shorthand(&[&text.repeat(50), "de la de la"]);
            let said = text.replace(is_mark, "\u{fffd}");
            prop_assert_eq!(&again(&shorthand, &text).0, &said);
            prop_assert_eq!(&again(&Counted::default().shorthand().unwrap(), &text).0, &said);
        }
    }
}
