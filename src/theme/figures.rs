//! A figure and its sign stay on one line: `92 %`, `$ 1.200`.

use memchr::{memchr2_iter, memmem};

/// A space that no line breaks at.
const BOUND: char = '\u{a0}';

/// The page with its figures bound to their signs. Only a reader sees it: search, data and whoever
/// checks have the text as it was written. Code stays as it is, for who copies it.
pub(super) fn bound(page: String) -> String {
    let gaps = gaps(page.as_bytes());
    if gaps.is_empty() {
        return page;
    }
    let mut out = String::with_capacity(page.len() + gaps.len());
    let mut from = 0;
    for gap in gaps {
        out.push_str(&page[from..gap]);
        out.push(BOUND);
        from = gap + 1;
    }
    out.push_str(&page[from..]);
    out
}

/// Where a space stands between a figure and its sign, out of code.
fn gaps(page: &[u8]) -> Vec<usize> {
    let digit = |at: usize| page.get(at).is_some_and(u8::is_ascii_digit);
    let mut gaps = Vec::new();
    let (mut seen, mut code) = (0, false);
    // Addresses of pictures in the head are full of signs, and nobody reads it.
    let body = memmem::find(page, b"<body").unwrap_or_default();
    for at in memchr2_iter(b'%', b'$', &page[body..]).map(|at| body + at) {
        let gap = match page[at] {
            b'%' => at
                .checked_sub(2)
                .filter(|before| digit(*before))
                .map(|before| before + 1),
            _ => Some(at + 1).filter(|gap| digit(gap + 1)),
        };
        let Some(gap) = gap.filter(|gap| matches!(page[*gap], b' ' | b'\n')) else {
            continue;
        };
        let passed = &page[seen..at];
        // From the front: the search from behind is many times slower.
        let last = |tag: &[u8]| memmem::find_iter(passed, tag).last();
        let (open, close) = (last(b"<code"), last(b"</code"));
        if open != close {
            code = open > close;
        }
        seen = at;
        if !code {
            gaps.push(gap);
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_and_its_sign_are_bound_and_code_is_not() {
        for (page, shown) in [
            (
                "<p>El 33 % y el 85,7\n%.</p>",
                "<p>El 33~% y el 85,7~%.</p>",
            ),
            ("<td>$ 1.200</td>", "<td>$~1.200</td>"),
            (
                "<code>5 %</code> 6 % <pre><code>$ 7",
                "<code>5 %</code> 6~% <pre><code>$ 7",
            ),
            (
                "<code>x</code>: 5 % <code>8 %",
                "<code>x</code>: 5~% <code>8 %",
            ),
            ("un % y 5% y $5 y $ y 4", "un % y 5% y $5 y $ y 4"),
            ("%", "%"),
            (" %", " %"),
            ("1 %", "1~%"),
            ("$ ", "$ "),
            ("$", "$"),
        ] {
            assert_eq!(bound(page.to_owned()).replace(BOUND, "~"), shown);
        }
    }
}
