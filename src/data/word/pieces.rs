//! What stands inside of a paragraph: runs of letters, links, notes, pictures.

use std::rc::Rc;

/// The inside of a paragraph, in order.
pub(super) type Pieces = Vec<Piece>;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub what: What,
    pub look: Look,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Text(String),
    /// The end of a line within its paragraph.
    Break,
    /// A note, by its place among those of the document.
    Note(usize),
    /// A picture, by its place among those of the document, and what it shows.
    Picture(usize, String),
}

/// What Markdown keeps of how letters look, and where they lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub bold: bool,
    pub italic: bool,
    pub strike: bool,
    pub link: Option<Rc<str>>,
}

impl Look {
    pub(super) fn is_plain(&self) -> bool {
        *self == Look::default()
    }
}

/// The words, without how they look.
pub(super) fn words(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match &piece.what {
        What::Text(text) => text.clone(),
        What::Break => " ".to_owned(),
        What::Note(_) | What::Picture(..) => String::new(),
    };
    crate::base::text::one_line(&pieces.iter().map(text).collect::<String>())
}

/// Whether nothing would be seen of them.
pub(super) fn is_empty(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| match &piece.what {
        What::Text(text) => text.trim().is_empty(),
        What::Break => true,
        What::Note(_) | What::Picture(..) => false,
    })
}

/// Takes so many bytes off the beginning of the text, and the spaces after them.
pub(super) fn cut(pieces: &mut Pieces, mut bytes: usize) {
    while let Some(Piece {
        what: What::Text(text),
        ..
    }) = pieces.first_mut()
    {
        if bytes < text.len() {
            *text = text[bytes..].trim_start().to_owned();
            bytes = 0;
            if !text.is_empty() {
                break;
            }
        }
        bytes = bytes.saturating_sub(text.len());
        pieces.remove(0);
    }
}

/// As people see them: one space between words, none marked alone, and none at the ends of lines.
pub(super) fn tidy(pieces: Pieces) -> Pieces {
    let mut out = join(spaced(pieces));
    // Word leaves a space plain between two bold words, or bold between two plain ones.
    for at in 0..out.len() {
        let blank = matches!(&out[at].what, What::Text(text) if text.trim().is_empty());
        if blank {
            let before = at.checked_sub(1).map(|before| out[before].look.clone());
            let after = out.get(at + 1).map(|after| after.look.clone());
            out[at].look = match before == after {
                true => before.unwrap_or_default(),
                false => Look::default(),
            };
        }
    }
    let apart = join(out).into_iter().flat_map(spaces_apart);
    join(apart.collect())
}

/// With one space for several; pieces of text that are empty are gone.
fn spaced(pieces: Pieces) -> Pieces {
    let mut out = Pieces::new();
    let mut at_space = true;
    for mut piece in pieces {
        if let What::Text(text) = &mut piece.what {
            let mut kept = String::with_capacity(text.len());
            for c in text.chars() {
                match c.is_whitespace() {
                    true if at_space => {}
                    true => kept.push(' '),
                    false => kept.push(c),
                }
                at_space = c.is_whitespace();
            }
            if kept.is_empty() {
                continue;
            }
            *text = kept;
        } else {
            let is_break = piece.what == What::Break;
            if is_break {
                trim_end(&mut out);
                if out.is_empty() {
                    continue;
                }
            }
            at_space = is_break;
        }
        out.push(piece);
    }
    trim_end(&mut out);
    while out.last().is_some_and(|piece| piece.what == What::Break) {
        out.pop();
        trim_end(&mut out);
    }
    out
}

/// Takes the space off the end of the last text.
fn trim_end(out: &mut Pieces) {
    while let Some(Piece {
        what: What::Text(text),
        ..
    }) = out.last_mut()
    {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        out.pop();
    }
}

/// Texts that stand side by side and look alike are one.
fn join(pieces: Pieces) -> Pieces {
    let mut out = Pieces::new();
    for piece in pieces {
        if let (
            What::Text(text),
            Some(Piece {
                what: What::Text(last),
                look,
            }),
        ) = (&piece.what, out.last_mut())
            && *look == piece.look
        {
            last.push_str(text);
            continue;
        }
        out.push(piece);
    }
    out
}

/// A piece whose marks stand right at its words: what is no word at either end is plain. Marks around signs
/// alone would be none.
fn spaces_apart(piece: Piece) -> Pieces {
    let Piece {
        what: What::Text(text),
        look,
    } = &piece
    else {
        return vec![piece];
    };
    if look.is_plain() {
        return vec![piece];
    }
    let plain = |text: &str| Piece {
        what: What::Text(text.to_owned()),
        look: Look::default(),
    };
    if !text.contains(char::is_alphanumeric) {
        return vec![plain(text)];
    }
    let words = text.trim();
    let from = text.len() - text.trim_start().len();
    let parts = [
        plain(&text[..from]),
        Piece {
            what: What::Text(words.to_owned()),
            look: look.clone(),
        },
        plain(&text[from + words.len()..]),
    ];
    let has_text = |piece: &Piece| !matches!(&piece.what, What::Text(text) if text.is_empty());
    parts.into_iter().filter(has_text).collect()
}
