//! Analysis: from text to the words that are indexed and searched. The browser client holds the
//! twin of this file (`client/nucleo/`), and one table of cases runs through both.
//!
//! 1. Fold: lower case, accents and diaeresis off, `ñ` kept apart from `n`.
//! 2. Split: letters and digits; a point or comma between two digits stays (`4.4`, `1.551`), points between
//!    single letters fall out (`D.N.P.` is `dnp`).
//! 3. Stem, at query time only: the index holds folded words, and a stem is a group of them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::short_words;
use crate::base::fold::fold_char;

/// Words with more UTF-16 units than this are not words: they are neither indexed nor searched.
pub const LONGEST_WORD: usize = 40;

/// Endings that the stemmer takes off, the longest that fits. The browser gets them with the index.
pub const ENDINGS: &str = "amientos imientos amiento imiento aciones iciones adoras edoras idoras \
    adores edores idores acion icion adora edora idora ador edor idor encias encia \
    idades idad ivamente ablemente iblemente amente mente ables ibles able ible ivas ivos iva ivo \
    osas osos osa oso istas ista ismos ismo antes ante entes ente \
    acionar acionan aciona acionado acionada acionados acionadas \
    ariamos eriamos iriamos aramos ieramos asemos iesemos aremos eremos iremos abamos \
    aran arian aria arias ieran iera ieras eran era eria erian iria irian \
    aban abas aba iendo yendo ando aron ieron eron \
    adas ados ada ado idas idos ida ido amos emos \
    arse erse irse arlo arla arlos arlas erlo erla erlos irlo irlos andose iendose andolo iendolo \
    ero eros ario arios ares eres enes anes eses esa esas ar er ir as es os an en ia ias ian io ios \
    atica aticas atico aticos";

/// Changes of what is left, in order (`z>c`: `vez`, `veces`); the browser gets them too.
pub const CHANGES: &str = "quier>quer er> es> ar> ir> duj>duc duccion>duc crit>crib cripcion>crib uy>u tuv>ten pus>pon \
    tien>ten pid>ped mid>med sirv>serv elig>eleg iert>ert iend>end ienz>enz opuest>opon \
    tencion>ten vencion>ven rtanc>rt ndanc>nd ilanc>il leranc>ler ananc>an itud>it \
    ts>t ds>d gs>g ps>p cs>c qu>c gu>g sig>seg zc>c z>c";

const LONGEST_ENDING: usize = 9;

/// A stem has three letters, before and after its ending is changed.
const SHORTEST_STEM: usize = 3;

/// Both lists, made ready.
struct Table {
    endings: FxHashSet<&'static str>,
    changes: Vec<(&'static str, &'static str)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    endings: ENDINGS.split_ascii_whitespace().collect(),
    changes: CHANGES
        .split_ascii_whitespace()
        .filter_map(|word| word.split_once('>'))
        .collect(),
});

/// Common words that say nothing about a subject, those of courtesy among them: taken out of a query when
/// others remain.
pub const STOP: &str = "a al algo alguna algunas alguno algunos algun ante antes aquel aquella aquellas aquellos asi aun \
    aunque bajo cada como con contra cual cuales cualquier cuando cuanta cuantas co cuanto cuantos cuya \
    cuyas cuyo cuyos da de debe deben debo del desde despues donde dos digame durante e el ella ellas \
    ellos en entonces entre era eran eres es esa esas ese eso esos esta estaba estaban estado estan \
    estar estas este esto estos estoy fue favor fueron gracias ha haber habia habian hace hacen hacer \
    hacia hago han hasta hay he hizo hola la las le les lo los mas me mi mis mucha muchas mucho muchos \
    muy n necesito ni no nos nosotros nro o os otra otras otro otros para pero poco por porque puede \
    pueden puedo pues que quien quienes quiero quisiera saber se sea sean segun ser si sido significa \
    sin sino sobre solo son su sus tal tambien tan tanto te tener tengo tiene tienen toda todas todo \
    todos tras tu tus tuvo u un una unas uno unos usted ustedes va van y ya yo";

/// What a byte is in a word, so that nearly all of a text is read byte by byte.
const ENDS: u8 = 0;
const PLAIN: u8 = 1;
const CAPITAL: u8 = 2;
const KINDS: [u8; 256] = {
    let mut kinds = [ENDS; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'0'..=b'9' => PLAIN,
            b'A'..=b'Z' => CAPITAL,
            _ => ENDS,
        };
        byte += 1;
    }
    kinds
};

/// A Spanish letter with its mark, folded, by the second of its two bytes; nothing for other letters.
fn marked(second: u8) -> &'static str {
    match second {
        0xa1 | 0x81 => "a",
        0xa9 | 0x89 => "e",
        0xad | 0x8d => "i",
        0xb3 | 0x93 => "o",
        0xba | 0x9a | 0xbc | 0x9c => "u",
        0xb1 | 0x91 => "ñ",
        _ => "",
    }
}

/// Reads the next word of `text` at or after byte `from` into `word`, folded, and returns its
/// byte range in `text`.
pub fn next_word(text: &str, from: usize, word: &mut String) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        word.clear();
        let start = next_start(text, at)?;
        let end = read_word(text, start, word);
        // Counted as in the browser.
        let fits = word.len() <= LONGEST_WORD || word.encode_utf16().count() <= LONGEST_WORD;
        if !word.is_empty() && fits {
            return Some((start, end));
        }
        at = end;
    }
}

/// The next word of `text` at or after byte `from`, folded and as one number, and where it ends.
/// Nearly all words are such that they need not be put together to be counted; of others, and when there
/// is none, [`next_word`] knows.
#[inline]
pub fn next_short(text: &str, from: usize) -> Option<(u128, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while KINDS[usize::from(*bytes.get(at)?)] == ENDS && bytes[at].is_ascii() {
        at += 1;
    }
    let (mut word, mut size) = (0, 0);
    while size < short_words::LONGEST {
        let (plain, more) = plain(&bytes[at..]);
        word |= plain << (8 * size);
        (size, at) = (size + more, at + more);
        if size >= short_words::LONGEST {
            break;
        }
        match *bytes.get(at).unwrap_or(&b' ') {
            b'.' | b',' if size == 1 || bytes[at - 1].is_ascii_digit() => return None,
            0xc3 => match marked(*bytes.get(at + 1)?).as_bytes() {
                &[letter] => {
                    word |= u128::from(letter) << (8 * size);
                    (size, at) = (size + 1, at + 2);
                }
                _ => return None,
            },
            byte if !byte.is_ascii() => return None,
            _ => return Some((word, at)),
        }
    }
    None
}

/// The letters of ASCII and the digits that are at the beginning, up to 16, in small letters; how many.
fn plain(bytes: &[u8]) -> (u128, usize) {
    let bytes = short_words::first_bytes(bytes);
    let small = bytes | short_words::SMALL;
    let plain = short_words::between(small, b'a', b'z') | short_words::between(bytes, b'0', b'9');
    short_words::before(small, !plain & short_words::HIGH)
}

/// Where the next word starts, at or after byte `from`.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let byte = *bytes.get(at)?;
        if KINDS[usize::from(byte)] != ENDS {
            return Some(at);
        }
        if byte.is_ascii() {
            at += 1;
            continue;
        }
        let c = text.get(at..)?.chars().next()?;
        if starts_word(c) {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// Folds the word that starts at `start` into `word` and returns where it ends.
fn read_word(text: &str, start: usize, word: &mut String) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = start;
    loop {
        // Nearly all of a text is plain letters: they are taken together.
        let (mut end, mut kinds) = (at, 0);
        while let Some(&byte) = bytes.get(end) {
            let kind = KINDS[usize::from(byte)];
            if kind == ENDS {
                break;
            }
            kinds |= kind;
            end += 1;
        }
        if end > at {
            let from = word.len();
            word.push_str(&text[at..end]);
            if kinds & CAPITAL != 0 {
                word[from..].make_ascii_lowercase();
            }
            at = end;
        }
        match bytes.get(at) {
            None => return at,
            Some(b'.' | b',') if at > start && is_digit(at - 1) && is_digit(at + 1) => {
                word.push(char::from(bytes[at]));
                at += 1;
                continue;
            }
            Some(b'.') if abbreviates(text, start, at) => {
                at += 1;
                continue;
            }
            Some(byte) if byte.is_ascii() => return at,
            // The letters with marks that Spanish has, without a look at all of Unicode.
            Some(0xc3) => {
                let letter = bytes.get(at + 1).map_or("", |next| marked(*next));
                if !letter.is_empty() {
                    word.push_str(letter);
                    at += 2;
                    continue;
                }
            }
            Some(_) => {}
        }
        let Some(c) = text[at..].chars().next() else {
            return at;
        };
        match c {
            // The only letter whose mark is part of it, when the text is not composed.
            '\u{303}' if at > start && matches!(bytes[at - 1], b'n' | b'N') => {
                word.pop();
                word.push('ñ');
            }
            c if in_word(c) => fold_char(c, word),
            _ => return at,
        }
        at += c.len_utf8();
    }
}

/// Whether the point at `at` stands between two single letters, as those of `D.N.P.`, in a word from `start` on.
fn abbreviates(text: &str, start: usize, at: usize) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let is_single = at == start + 1 || at > start + 1 && bytes[at - 2] == b'.';
    is_single && is_letter(at - 1) && is_letter(at + 1) && !text[at + 2..].starts_with(in_word)
}

fn starts_word(c: char) -> bool {
    in_word(c) && !('\u{300}'..='\u{36f}').contains(&c)
}

/// Letters, digits and the marks that belong to letters; ordinal signs (`50º`, `1ª`) separate.
fn in_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{300}'..='\u{36f}' => true,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        'ª' | 'º' => false,
        c if c.is_ascii() => false,
        c => c.is_alphanumeric(),
    }
}

/// All words of a text, folded, with their byte ranges.
pub fn words(text: &str) -> Vec<(String, usize, usize)> {
    let mut out = Vec::new();
    let (mut at, mut word) = (0, String::new());
    while let Some((start, end)) = next_word(text, at, &mut word) {
        out.push((word.clone(), start, end));
        at = end;
    }
    out
}

/// Whether a folded word has only letters of Spanish: others have no stem and are taken for no other word.
pub fn is_spanish(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_lowercase() || c == 'ñ')
}

/// Whether a folded word is left out of a query when other words remain.
pub fn is_stop_word(word: &str) -> bool {
    static STOPS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| STOP.split_ascii_whitespace().collect());
    STOPS.contains(word)
}

/// The stem of a folded word: what `pago`, `pagos` and `pagar` have in common. Numbers lose the
/// marks of their thousands, so that `1.551` and `1551` meet, as do `85.7` and `85,7`.
pub fn stem(word: &str) -> String {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return whole_number(word);
    }
    if !is_spanish(word) {
        return word.to_owned();
    }
    let mut stem = cut_ending(word);
    while stem.chars().count() > SHORTEST_STEM && stem.ends_with(['a', 'e', 'i', 'o']) {
        stem = &stem[..stem.len() - 1];
    }
    let mut changed = stem.to_owned();
    for (ending, instead) in &TABLE.changes {
        let instead = changed
            .strip_suffix(ending)
            .map(|head| format!("{head}{instead}"));
        if let Some(instead) = instead.filter(|stem| stem.chars().count() >= SHORTEST_STEM) {
            changed = instead;
        }
    }
    without_diphthong(&changed)
}

/// `muestra` and `mostrar`, `prueba` and `probar`: the first `ue` within a stem is an `o`, except
/// after the letters that have a mute `u`.
fn without_diphthong(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let mut places = 1..bytes.len().saturating_sub(2);
    let found =
        places.find(|&at| bytes[at..].starts_with(b"ue") && !b"gq".contains(&bytes[at - 1]));
    match found {
        Some(at) => format!("{}o{}", &stem[..at], &stem[at + 2..]),
        None => stem.to_owned(),
    }
}

/// The word without its longest known ending that leaves three letters.
fn cut_ending(word: &str) -> &str {
    let most = word.chars().count().saturating_sub(SHORTEST_STEM);
    let heads = (2..=most.min(LONGEST_ENDING))
        .rev()
        .filter_map(|size| word.split_at_checked(word.len() - size));
    let mut cut = heads.filter(|(_, ending)| TABLE.endings.contains(ending));
    cut.next().map_or(word, |(head, _)| head)
}

/// `1.551` → `1551`, when the marks can only be thousands; `4,4` → `4.4`, as others write it.
fn whole_number(word: &str) -> String {
    let mut groups = word.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    let all_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let thousands = first.len() <= 3 && all_digits(first);
    let whole = thousands && groups.all(|group| group.len() == 3 && all_digits(group));
    word.replace(['.', ','], if whole { "" } else { "." })
}
