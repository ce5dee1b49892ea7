//! How many elements written by hand are open, one inside the other. The sanitiser goes through all of
//! them for each tag that follows, so that ten thousand would take minutes.

use rustc_hash::FxHashMap;

/// Deeper than any page that people write.
pub(super) const DEEPEST: usize = 256;

/// Elements that have no end, and those whose end may be left out: the next one closes them.
const CLOSED: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rp", "rt", "tbody",
    "td", "tfoot", "th", "tr",
];

/// The elements that are open, by name.
#[derive(Default)]
pub(super) struct Nesting {
    open: FxHashMap<String, usize>,
    depth: usize,
    told: bool,
}

/// What a piece of HTML does to the nesting.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    Fits,
    /// It is too deep; whether that is the first time.
    TooDeep(bool),
}

impl Nesting {
    /// Takes in a piece of HTML, as far as it is not too deep.
    pub fn take(&mut self, html: &str) -> Piece {
        for tag in html.split('<').skip(1) {
            let (closes, name) = match tag.strip_prefix('/') {
                Some(name) => (true, name),
                None => (false, tag),
            };
            let end = name.find(|c: char| !c.is_ascii_alphanumeric());
            let name = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
            let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
            if !named || CLOSED.contains(&name.as_str()) {
                continue;
            }
            if closes {
                let open = self.open.get_mut(&name).filter(|open| **open > 0);
                if let Some(open) = open {
                    *open -= 1;
                    self.depth -= 1;
                }
                continue;
            }
            if self.depth == DEEPEST {
                return Piece::TooDeep(!std::mem::replace(&mut self.told, true));
            }
            *self.open.entry(name).or_default() += 1;
            self.depth += 1;
        }
        Piece::Fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_open_is_deep() {
        let mut nesting = Nesting::default();
        let row = "<tr><td><p>x<br><li><B class=\"a\">y</b>";
        let page = format!("<div>{}</div>", row.repeat(1000));
        assert_eq!(nesting.take(&page), Piece::Fits);
        assert_eq!(nesting.depth, 0);
        assert_eq!(nesting.take(&"<i>".repeat(DEEPEST)), Piece::Fits);
        assert_eq!(nesting.take("a < b"), Piece::Fits);
        assert_eq!(nesting.take("<b>"), Piece::TooDeep(true));
        assert_eq!(nesting.take("<div/>"), Piece::TooDeep(false));
        assert_eq!(nesting.take("</i><b>"), Piece::Fits);
    }
}
