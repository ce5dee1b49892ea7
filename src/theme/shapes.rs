//! Pages of one shape: the template runs once, and each page is that one with its own texts.

use crate::base::digest::Digest;
use crate::base::text::escape;
use crate::view::texts::{MARK, Texts};
use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock};
use tera::TeraResult;

/// Bytes of the shapes that are kept, the first ones: common shapes come early, and the others are
/// rendered.
const ROOM: usize = 16 * 1024 * 1024;

/// The texts of a page that has marks in their place, and its shape when that could be told.
pub struct Taken {
    pub texts: Texts,
    pub shape: Option<Digest>,
}

/// The shapes that were rendered for a site.
#[derive(Default)]
pub(super) struct Shapes(RwLock<Known>);

#[derive(Default)]
struct Known {
    shapes: FxHashMap<Digest, Arc<Shape>>,
    /// Bytes of all of them.
    bytes: usize,
}

impl Shapes {
    /// The page with its texts. `render` makes it with marks in their place, when that is needed.
    pub fn fill(
        &self,
        taken: &Taken,
        render: impl FnOnce() -> TeraResult<String>,
    ) -> TeraResult<String> {
        // A thread that panicked while it held the lock left whole entries.
        let known = taken.shape.and_then(|shape| {
            let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
            known.shapes.get(&shape).cloned()
        });
        if let Some(shape) = known {
            return Ok(shape.fill(&taken.texts));
        }
        let shape = Shape::new(&render()?);
        let page = shape.fill(&taken.texts);
        if let Some(digest) = taken.shape {
            let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if known.bytes < ROOM {
                known.bytes += shape.html.len() + size_of_val(&*shape.holes);
                known.shapes.insert(digest, Arc::new(shape));
            }
        }
        Ok(page)
    }
}

/// A page with marks as the page that it is with these texts.
pub(super) fn filled(page: &str, texts: &Texts) -> String {
    Shape::new(page).fill(texts)
}

/// A page without its texts.
struct Shape {
    html: String,
    holes: Vec<Hole>,
}

/// Where a text goes.
struct Hole {
    /// Offset in the HTML.
    at: usize,
    /// Position among the texts.
    text: usize,
    /// The template showed the mark as text, not as HTML.
    escaped: bool,
}

impl Shape {
    /// From a page with marks.
    pub fn new(page: &str) -> Shape {
        let mut shape = Shape {
            html: String::with_capacity(page.len()),
            holes: Vec::new(),
        };
        let mut from = 0;
        for at in memchr::memchr_iter(MARK as u8, page.as_bytes()) {
            let piece = &page[at + 1..];
            let (raw, escaped) = (number(piece, "<", ">"), number(piece, "&lt;", "&gt;"));
            let Some((text, rest)) = raw.or(escaped) else {
                continue;
            };
            shape.html.push_str(&page[from..at]);
            from = page.len() - rest.len();
            shape.holes.push(Hole {
                at: shape.html.len(),
                text,
                escaped: escaped.is_some(),
            });
        }
        shape.html.push_str(&page[from..]);
        shape
    }

    /// The page with these texts.
    pub fn fill(&self, texts: &Texts) -> String {
        // Some texts are shown more than once, but not the long ones.
        let bytes = texts.bytes();
        let room = self.html.len() + bytes + bytes / 4;
        let mut page = String::with_capacity(room);
        let mut from = 0;
        for hole in &self.holes {
            page.push_str(&self.html[from..hole.at]);
            from = hole.at;
            let text = texts.get(hole.text).unwrap_or_default();
            match hole.escaped {
                true => escape(text, &mut page),
                false => page.push_str(text),
            }
        }
        page.push_str(&self.html[from..]);
        page
    }
}

/// The number between two signs at the start of a piece, and what comes after.
fn number<'a>(piece: &'a str, open: &str, close: &str) -> Option<(usize, &'a str)> {
    let piece = piece.strip_prefix(open)?;
    let end = piece.find(|c: char| !c.is_ascii_digit())?;
    Some((
        piece[..end].parse().ok()?,
        piece[end..].strip_prefix(close)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::escaped;

    #[test]
    fn a_mark_that_is_no_mark_stays() {
        for page in [
            "a\u{1}b", "\u{1}<root>", "\u{1}<", "\u{1}<1", "\u{1}&lt;x&gt;", "",
        ] {
            let shape = Shape::new(page);
            assert_eq!(shape.fill(&Texts::default()), page, "{page:?}");
            assert!(shape.holes.is_empty());
        }
    }

    #[test]
    fn a_text_is_escaped_where_its_mark_was() {
        let mut texts = Texts::default();
        let [first, second] = ["a & <b>", "\u{1}<0>"].map(|text| {
            let mut text = text.into();
            texts.take(&mut text);
            text
        });
        let page = format!("<p>{}</p>{first}{second}.", escaped(&first));
        let filled = Shape::new(&page).fill(&texts);
        // A text is not looked into, whatever it holds.
        assert_eq!(filled, "<p>a &amp; &lt;b&gt;</p>a & <b>\x01<0>.");
    }
}
