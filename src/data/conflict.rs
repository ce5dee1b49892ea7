//! What git leaves in a file that two people changed at once, and nobody has joined yet.

use super::Span;
use crate::diag::{Code, Diagnostic};
use memchr::{memchr2, memmem};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

const OURS: &str = "<<<<<<<";
const BASE: &str = "|||||||";
const THEIRS: &str = "=======";
const END: &str = ">>>>>>>";

/// To make these takes longer than to look through a document with them.
static MARKS: LazyLock<[memmem::Finder<'static>; 2]> =
    LazyLock::new(|| [OURS, END].map(memmem::Finder::new));

/// The text with the first of each two versions, every byte at its place, and what was found: to read
/// both would tell of mistakes that nobody made.
pub fn settle<'a>(file: &Arc<str>, text: &'a str) -> (Cow<'a, str>, Vec<Diagnostic>) {
    // Asked of every file: nearly all have no mark, and many not even one of the signs of a mark.
    let bytes = text.as_bytes();
    if memchr2(b'<', b'>', bytes).is_none() || MARKS.iter().all(|mark| mark.find(bytes).is_none()) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let (mut blank, mut diags): (Vec<Range<usize>>, Vec<_>) = Default::default();
    let mut told = |at: &Range<usize>, message: &str, help: &str| {
        let found = Diagnostic::new(Code::Unmerged, message);
        diags.push(found.at(Span::new(at.start, at.end).of(file)).help(help));
    };
    let lines = lines(text);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let here = |line: &Range<usize>, mark| is_mark(&text[line.clone()], mark);
        // Another beginning ends the search, so that no line is looked at more than twice.
        let find = |from: usize, mark| {
            let mut rest = (from..lines.len()).filter(|&i| {
                let line = &lines[i];
                here(line, mark) || here(line, OURS)
            });
            rest.next().filter(|&i| here(&lines[i], mark))
        };
        if here(line, OURS) {
            let middle = find(at, THEIRS);
            let end = middle.and_then(|middle| find(middle, END));
            if let Some((middle, end)) = middle.zip(end) {
                let mine = (at..middle).find(|&i| here(&lines[i], BASE));
                blank.push(line.clone());
                blank.push(lines[mine.unwrap_or(middle)].start..lines[end].end);
                at = end + 1;
                told(
                    line,
                    "aquí hay dos versiones de lo mismo, que git no unió",
                    "deje una y borre la otra, con las líneas `<<<<<<<`, `=======` y `>>>>>>>`",
                );
                continue;
            }
        }
        if here(line, OURS) || here(line, END) {
            blank.push(line.clone());
            told(line, "quedó una marca de git", "borre esta línea");
        }
    }
    if blank.is_empty() {
        return (Cow::Borrowed(text), diags);
    }
    let mut bytes = text.as_bytes().to_vec();
    for range in blank {
        bytes[range].fill(b'\n');
    }
    // Whole lines became line ends, so no character was cut.
    let ours = String::from_utf8_lossy(&bytes).into_owned();
    (Cow::Owned(ours), diags)
}

/// Where each line stands that is not in a block of code, where a text about git shows such marks. A block
/// that begins between two marks hides none.
fn lines(text: &str) -> Vec<Range<usize>> {
    let (mut out, mut start) = (Vec::new(), 0);
    let (mut open, mut inside) = (None, false);
    for line in text.split_inclusive('\n') {
        let said = line.trim_end();
        inside |= open.is_none() && is_mark(said, OURS);
        match (fence(said), open) {
            (Some((fence, _)), None) => open = Some(fence),
            (Some((fence, "")), Some(first)) if fence.starts_with(first) => open = None,
            (_, Some(_)) if !inside => {}
            _ => out.push(start..start + said.len()),
        }
        inside &= !is_mark(said, END);
        start += line.len();
    }
    out
}

/// The signs with which a line begins or ends a block of code, and what it says behind them.
fn fence(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(' ');
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(sign);
    let fence = &line[..line.len() - rest.len()];
    (fence.len() > 2 && !(sign == '`' && rest.contains(sign))).then_some((fence, rest))
}

/// Whether a line is a mark and what git writes behind it.
fn is_mark(line: &str, mark: &str) -> bool {
    let rest = line.strip_prefix(mark);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') && mark != THEIRS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, ours: &str, places: &[usize]) {
        let (settled, diags) = settle(&"a.md".into(), text);
        assert_eq!(settled.len(), text.len());
        let kept: Vec<&str> = settled.lines().filter(|l| !l.is_empty()).collect();
        assert_eq!(kept.join("|"), ours, "{text}");
        let found = diags
            .iter()
            .map(|d| d.place.as_ref().unwrap().start as usize);
        assert_eq!(found.collect::<Vec<_>>(), places, "{text}");
    }

    #[test]
    fn the_first_of_two_versions_is_read() {
        check(
            "á\n<<<<<<< HEAD\nuno\n=======\ndós\n>>>>>>> rama\nz\n",
            "á|uno|z",
            &[3],
        );
        check(
            "<<<<<<< a\r\nuno\r\n||||||| b\r\ncero\r\n=======\r\ndos\r\n>>>>>>> c\r\n",
            "uno",
            &[0],
        );
        check(
            "<<<<<<<\n=======\ndos\n>>>>>>>\n<<<<<<< a\nx\n=======\n>>>>>>> b",
            "x",
            &[0, 28],
        );
    }

    #[test]
    fn a_block_of_code_ends_with_the_signs_it_began_with() {
        let marks = "<<<<<<< a\nuno\n=======\ndos\n>>>>>>> b\n";
        for code in ["```\n~~~\n```\n", "~~~~\n~~~\n~~~~\n", "```x``` y\n"] {
            let kept = format!("{code}uno").replace('\n', "|");
            check(&format!("{code}{marks}"), &kept, &[code.len()]);
        }
        check(
            "<<<<<<< a\n```sh\n=======\n```bash\n>>>>>>> b\nx\n```\n",
            "```sh|x|```",
            &[0],
        );
    }

    #[test]
    fn a_mark_that_was_left_is_told_and_what_only_looks_like_one_is_not() {
        check("a\n>>>>>>> rama\nb\n", "a|b", &[2]);
        check("<<<<<<< HEAD\na\n", "a", &[0]);
        check(
            "<<<<<<< a\n<<<<<<< b\nx\n=======\n>>>>>>> c\n",
            "x",
            &[0, 10],
        );
        check(
            "Título\n=======\n>>>>>>>> cita\n<<<<<<<x\n",
            "Título|=======|>>>>>>>> cita|<<<<<<<x",
            &[],
        );
        let shown = "```\n<<<<<<< HEAD\nuno\n=======\ndos\n>>>>>>> rama\n```\n";
        check(shown, shown.trim_end().replace('\n', "|").as_str(), &[]);
        let shown = format!("````\n{shown}````\n");
        check(&shown, shown.trim_end().replace('\n', "|").as_str(), &[]);
    }
}
