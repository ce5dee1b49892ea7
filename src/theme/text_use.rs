//! Whether templates only show the texts of documents.
//!
//! A template may print such a text, ask whether there is one, or hand it on under a name that is
//! looked for as well. One that compares a text, cuts it or counts its letters looks into it, and
//! then its pages cannot be made with marks in the place of texts. What is not understood counts as
//! looking: the pages are the same, they take longer.

use crate::view::texts::NAMES;
use std::collections::BTreeSet;

/// Filters that leave a text as it is, or put texts together.
const SHOW: [&str; 4] = ["escape", "join", "number", "safe"];

/// Filters that do not look into the documents that they are given.
const FILTERS: [&str; 9] = [
    "count", "escape", "fill", "join", "length", "named", "number", "safe", "urlencode",
];

/// Variables without texts of documents.
const OTHERS: [&str; 5] = ["assets", "fixed", "loop", "site", "strings"];

/// What stands between `{{` or `{%` and its end.
type Tag<'a> = Vec<Token<'a>>;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Token<'a> {
    Word(&'a str),
    /// A number or a text in quotes.
    Literal,
    Sign(&'a str),
}
use Token::{Literal, Sign, Word};

/// The tags of some templates; none are known when one of them is not understood.
pub struct Tags<'a>(Option<Vec<Tag<'a>>>);

impl<'a> Tags<'a> {
    pub fn of(templates: impl Iterator<Item = &'a str>) -> Tags<'a> {
        let tags: Option<Vec<_>> = templates.map(tags).collect();
        Tags(tags.map(|tags| tags.into_iter().flatten().collect()))
    }
}

/// Whether templates only show texts.
pub fn only_show(templates: &Tags) -> bool {
    let Some(tags) = &templates.0 else {
        return false;
    };
    let declared = tags.iter().filter_map(|tag| match &tag[..] {
        [Word("component"), rest @ ..] => Some(name_in(rest)),
        _ => None,
    });
    let declared: BTreeSet<&[Token]> = declared.collect();
    // What a component of others shows cannot be told here.
    let known = |tag: &Tag| match &tag[..] {
        [Sign("<"), rest @ ..] => declared.contains(name_in(rest)),
        _ => true,
    };
    tags.iter().all(|tag| known(tag) && is_plain(tag))
}

/// Whether a template sees one of these members of a variable, or may: what is not understood counts as
/// seeing.
pub fn see(templates: &Tags, variable: &str, members: &[&str]) -> bool {
    let sees = |tag: &Tag| {
        (0..tag.len()).any(|at| match tag[at] {
            Word("__tera_context") => true,
            Word(name) if name == variable => {
                let before = at.checked_sub(1).map(|before| tag[before]);
                match (tag[0], tag.get(at + 1), tag.get(at + 2)) {
                    // A member of that name, an argument of it, or the parameter for that.
                    _ if matches!(before, Some(Sign("." | "?."))) => false,
                    (_, Some(Sign("=")), _) | (Word("component"), ..) => false,
                    (_, Some(Sign("." | "?.")), Some(Word(member))) => members.contains(member),
                    _ => true,
                }
            }
            _ => false,
        })
    };
    let tags = templates.0.as_ref();
    tags.is_none_or(|tags| tags.iter().any(sees))
}

/// The name of a component, at the start of its declaration or behind the `<` of its use.
fn name_in<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let tokens = tokens.strip_prefix(&[Sign("/")]).unwrap_or(tokens);
    let dots = tokens
        .chunks(2)
        .take_while(|two| matches!(two, [Word(_), Sign(".")]));
    &tokens[..(2 * dots.count() + 1).min(tokens.len())]
}

fn is_plain(tag: &[Token]) -> bool {
    let sign = |at: usize, sign: &str| tag.get(at) == Some(&Sign(sign));
    match tag.first() {
        // Declarations: nothing is shown in them.
        Some(Word("component" | "endcomponent" | "block" | "endblock" | "extends")) => return true,
        // What they hold becomes a text that others may look into, or they show what others hold.
        Some(Word("filter" | "raw" | "include")) => return false,
        Some(Word("set" | "set_global")) if !sign(2, "=") => return false,
        _ => {}
    }
    (0..tag.len()).all(|at| match tag[at] {
        Word("__tera_context") => false,
        // The HTML of panels is a text, whatever their names are elsewhere.
        Word("panels") => sign(at + 1, ".") && tag.len() > at + 2 && is_shown(tag, at + 2),
        Word(name) if NAMES.binary_search(&name).is_ok() => is_shown(tag, at),
        Sign("|") => matches!(tag.get(at + 1), Some(Word(name)) if FILTERS.contains(name)),
        // Two variables may be two documents.
        Sign("==" | "!=") => {
            let plain = |at| matches!(tag.get(at), Some(Literal | Word("true" | "false")));
            let before = at.checked_sub(1).and_then(|last| start_of_path(tag, last));
            plain(at + 1) || before.is_some_and(|at| plain(at) || is_of_others(tag[at]))
        }
        _ => true,
    })
}

/// Whether the text whose name is at `at` is only shown, asked for, or handed on.
fn is_shown(tag: &[Token], at: usize) -> bool {
    let after = match tag.get(at + 1) {
        // The name of an argument, or of a group of others.
        Some(Sign("=" | "." | "?.")) => return true,
        Some(Sign("|")) => matches!(tag.get(at + 2), Some(Word(name)) if SHOW.contains(name)),
        None | Some(Sign(")" | "}" | "," | "/")) | Some(Word("and" | "or")) => true,
        _ => false,
    };
    let Some(start) = start_of_path(tag, at) else {
        return false;
    };
    // A filter may have the name of a text.
    if start > 0 && tag[start - 1] == Sign("|") {
        return true;
    }
    if start < at && is_of_others(tag[start]) {
        return true;
    }
    let before = match start.checked_sub(1).map(|before| tag[before]) {
        None | Some(Word("if" | "elif" | "not" | "and" | "or")) => true,
        Some(Sign("=")) => is_handed_on(tag, start - 1),
        Some(Sign("{")) => {
            start >= 2 && tag[start - 2] == Sign("=") && is_handed_on(tag, start - 2)
        }
        _ => false,
    };
    after && before
}

/// Whether a path that begins so leads to no text of a document.
fn is_of_others(first: Token) -> bool {
    matches!(first, Word(name) if OTHERS.contains(&name))
}

/// Whether the argument before an `=` has a name that is looked for, or is put into words.
fn is_handed_on(tag: &[Token], equals: usize) -> bool {
    let named = equals.checked_sub(1).map(|name| tag[name]);
    let call = tag[..equals].iter().rposition(|token| *token == Sign("("));
    let filled =
        call.is_some_and(|open| open > 0 && matches!(tag[open - 1], Word("fill" | "count")));
    filled || matches!(named, Some(Word(name)) if NAMES.binary_search(&name).is_ok())
}

/// Where a path begins whose last name is at `at`: `doc.facts[0].url` at `doc`.
fn start_of_path(tag: &[Token], at: usize) -> Option<usize> {
    let mut start = at;
    while start > 0 && matches!(tag[start - 1], Sign("." | "?.")) {
        start -= 2;
        while tag.get(start)? == &Sign("]") {
            let open = tag[..start].iter().rposition(|token| *token == Sign("["))?;
            start = open.checked_sub(1)?;
        }
        if !matches!(tag.get(start)?, Word(_)) {
            return None;
        }
    }
    Some(start)
}

/// The tags of a template; `None` when one has no end.
fn tags(template: &str) -> Option<Vec<Tag<'_>>> {
    let mut tags = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let close = match rest.bytes().next() {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => {
                rest = &rest[rest.find("#}")? + 2..];
                continue;
            }
            _ => continue,
        };
        let mut tag = Vec::new();
        rest = rest[1..].trim_start_matches('-');
        loop {
            rest = rest.trim_start();
            // A component ends in `} />` where its last argument does, and then the tag does.
            let trimmed = rest.strip_prefix('-').unwrap_or(rest);
            if let Some(after) = trimmed.strip_prefix(close) {
                rest = after;
                break;
            }
            let (token, after) = token(rest)?;
            tag.push(token);
            rest = after;
        }
        tags.push(tag);
    }
    Some(tags)
}

/// The first token of a text that does not begin with a space, and what comes after.
fn token(text: &str) -> Option<(Token<'_>, &str)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'' | '`') {
        let end = text[1..].find(first)?;
        return Some((Literal, &text[end + 2..]));
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if word(first) {
        let end = text.find(|c| !word(c)).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let literal = first.is_ascii_digit();
        return Some((if literal { Literal } else { Word(name) }, rest));
    }
    let two = ["==", "!=", "<=", ">=", "?."];
    let long = two.iter().any(|sign| text.starts_with(sign));
    let (sign, rest) = text.split_at(if long { 2 } else { first.len_utf8() });
    Some((Sign(sign), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::page::Panel;

    #[track_caller]
    fn check(template: &str, expect: bool) {
        let enlace = "{% component enlace(title, url) %}{{ title }}{% endcomponent enlace %}";
        let all = [template, enlace].into_iter();
        assert_eq!(only_show(&Tags::of(all)), expect, "{template}");
    }

    /// What makes its pages fast; `tests/it` shows that they are the same without it.
    #[test]
    fn portal_only_shows_texts_and_has_all_panels_apart() {
        let files = crate::theme::builtin::builtin("portal").unwrap();
        let theme = crate::theme::Theme::load(files, "es").value;
        assert!(theme.only_shows_texts());
        assert_eq!(theme.panels(), Panel::ALL.map(|panel| (panel, false)));
    }

    #[test]
    fn names_are_sorted_so_that_they_are_found() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn what_only_shows_a_text() {
        for template in [
            "{{ doc.title }} {{- doc.body | safe -}} {# doc.title | upper #}",
            "{% if doc.summary and not doc.draft %}x{% elif doc.facts[0].url %}y{% endif %}",
            "{{ doc.authors | join(sep=\", \") }}",
            "{{ strings.note | fill(date=doc.expires.text) }}",
            "{{ fixed.opinion | fill(url=doc.url | escape) | safe }}",
            "{{ <enlace title={doc.title} url={r.url} /> }}",
            "{% for v in f.values %}{{ v.text }}{% endfor %}",
            "{{ doc.cited or strings.cite.no_date }}",
            "{% set title = doc.title %}",
            "{{- panels.toc }}{% if panels.related %}{{ panels.related | safe }}{% endif %}",
            "{{ strings.title | upper_is_no_filter_of_ours }}",
        ] {
            let ours = !template.contains("upper_is");
            check(template, ours);
        }
        check("{% if site.title == \"Saber\" %}x{% endif %}", true);
        check(
            "{% component x(title: string = \"a\") %}{{ title }}{% endcomponent x %}",
            true,
        );
    }

    #[test]
    fn what_sees_a_member() {
        for (template, expect) in [
            ("{{ doc.toc }}", true),
            ("{% for e in doc?.toc %}{% endfor %}", true),
            ("{{ doc[\"toc\"] }}", true),
            ("{{ <x d={doc} /> }}", true),
            ("{% set d = doc %}", true),
            ("{{ __tera_context }}", true),
            ("{{ doc.toc", true),
            ("{{ doc.title }}{{ toc }}{{ doc.x.toc }}", false),
            ("{{ a.doc.toc }}", false),
            ("{{ <x doc={a.doc} /> }}", false),
            (
                "{% component x(doc, toc) %}{{ doc.title }}{% endcomponent x %}",
                false,
            ),
        ] {
            let tags = Tags::of([template].into_iter());
            let sees = see(&tags, "doc", &["toc", "facts"]);
            assert_eq!(sees, expect, "{template}");
        }
    }

    #[test]
    fn what_looks_into_a_text() {
        for template in [
            "{% if doc.title == \"a\" %}x{% endif %}",
            "{% if \"a\" in doc.title %}x{% endif %}",
            "{% if doc.title is containing(\"a\") %}x{% endif %}",
            "{{ doc.title | upper }}",
            "{{ doc.title | length }}",
            "{{ (doc.title) | upper }}",
            "{{ doc.title ~ \"x\" }}",
            "{{ doc.title[0] }}",
            "{{ doc.facts[0].url | urlencode }}",
            "{% set name = doc.title %}",
            "{% set title %}{{ doc.title }}{% endset %}",
            "{{ <enlace name={doc.title} /> }}",
            "{{ <otro.enlace doc={doc} /> }}",
            "{% include \"otra.html\" %}",
            "{% for letter in doc.title %}{{ letter }}{% endfor %}",
            "{% for one in doc.authors %}{{ one }}{% endfor %}",
            "{{ doc.related | sort(attribute=\"title\") }}",
            "{% if doc.previous == doc.next %}x{% endif %}",
            "{% filter upper %}{{ doc.title }}{% endfilter %}",
            "{{ __tera_context }}",
            "{{ doc.title if doc.title else \"x\" }}",
            "{{ panels.toc | length }}",
            "{{ panels | length }}",
            "{{ doc.title",
            "{{ }}{{ doc.title | upper }}",
        ] {
            check(template, false);
        }
    }
}
