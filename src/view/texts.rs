//! The texts of a document or a list, taken out of its page: what is left is the page's shape.
//!
//! Such pages differ in their texts and hardly in anything else. Where templates only show
//! these texts, a page with marks in their place is rendered once for all pages of its shape.

use super::Text;
use super::page::{
    CardView, Cards, ChangeView, Content, DateView, DocView, FactView, FieldView, InverseView,
    ListView, Page, PageView, PanelView, RefView, RelatedView, SourceView, TocEntry,
};
use compact_str::format_compact;
use serde::{Serialize, Serializer};
use std::sync::OnceLock;

/// Begins a mark: hardly any text has this sign.
pub const MARK: char = '\u{1}';

/// Names that templates know these texts by, sorted.
pub const NAMES: [&str; 32] = [
    "anchor", "authors", "bibtex", "body", "canonical", "cards", "cited", "cited_by", "code",
    "contributors", "definition", "description", "html", "intro", "iso", "json_ld", "label",
    "minutes", "next", "page", "pages", "previous", "responsible", "section", "shared", "singular",
    "source", "summary", "text", "title", "total", "url",
];

/// What stands in the place of the text at a position. It has signs that HTML escapes, so that the
/// page tells whether its text is to be escaped.
pub fn mark(at: usize) -> Text {
    // Fifty a page are needed: to write them anew would take two hundredths of a build.
    static KNOWN: OnceLock<Vec<Text>> = OnceLock::new();
    let made = |at| format_compact!("{MARK}<{at}>");
    let known = KNOWN.get_or_init(|| (0..128).map(made).collect());
    known.get(at).cloned().unwrap_or_else(|| made(at))
}

/// The texts of a page, each at the position that its mark names.
#[derive(Default)]
pub struct Texts {
    texts: Vec<Text>,
    /// Which of them is put in last: the body of a document, the cards of a list. Pages that are what
    /// they were are not made again, and so nobody asks for it.
    last: Option<usize>,
}

/// All in one, each after its length: a page has some sixty, and a serializer is asked once.
impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let lengths = size_of::<usize>() * self.texts.len();
        let mut all = Vec::with_capacity(self.bytes() + lengths);
        for text in &self.texts {
            all.extend_from_slice(&text.len().to_le_bytes());
            all.extend_from_slice(text.as_bytes());
        }
        serializer.serialize_bytes(&all)
    }
}

impl Texts {
    /// The text of a mark.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.texts.get(at).map(Text::as_str)
    }

    /// Puts the last one in, in the place of its mark.
    pub fn put_last(&mut self, html: String) {
        if let Some(at) = self.last {
            self.put(at, html);
        }
    }

    /// Puts in the text that was left out at a position.
    pub fn put(&mut self, at: usize, html: String) {
        if let Some(text) = self.texts.get_mut(at) {
            *text = html.into();
        }
    }

    /// Leaves out a text that is put in later: its position, and its mark.
    pub fn leave_out(&mut self) -> (usize, Text) {
        let at = self.texts.len();
        self.texts.push(Text::default());
        (at, mark(at))
    }

    /// A text with marks, as somebody reads it.
    pub fn shown(&self, text: &str) -> String {
        let mut parts = text.split(MARK);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let found = part.strip_prefix('<').and_then(|part| part.split_once('>'));
            let found = found.and_then(|(at, rest)| Some((self.get(at.parse().ok()?)?, rest)));
            match found {
                Some((text, rest)) => out.extend([text, rest]),
                None => {
                    out.push(MARK);
                    out.push_str(part);
                }
            }
        }
        out
    }

    /// Bytes of all of them.
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(|text| text.len()).sum()
    }

    fn with_room(texts: usize) -> Texts {
        Texts {
            texts: Vec::with_capacity(texts),
            last: None,
        }
    }

    /// Templates ask whether there is a text, so nothing stands for none.
    pub fn take(&mut self, text: &mut Text) {
        if !text.is_empty() {
            let mark = mark(self.texts.len());
            self.texts.push(std::mem::replace(text, mark));
        }
    }

    /// Gives the mark of the text that is put in last.
    fn take_last(&mut self) -> Text {
        let (at, mark) = self.leave_out();
        self.last = Some(at);
        mark
    }

    fn take_all<'a>(&mut self, texts: impl IntoIterator<Item = &'a mut Text>) {
        texts.into_iter().for_each(|text| self.take(text));
    }

    fn refs<'a>(&mut self, refs: impl IntoIterator<Item = &'a mut RefView>) {
        for RefView { url, title } in refs {
            self.take_all([url, title]);
        }
    }

    fn dates<'a>(&mut self, dates: impl IntoIterator<Item = &'a mut DateView>) {
        for DateView { iso, text } in dates {
            self.take_all([iso, text]);
        }
    }

    fn fields(&mut self, fields: &mut [FieldView]) {
        for value in fields.iter_mut().flat_map(|f| &mut f.values) {
            self.take(&mut value.text);
            self.take_all(value.url.iter_mut().chain(&mut value.html));
            self.fields(&mut value.parts);
        }
    }

    fn contents(&mut self, toc: &mut [TocEntry]) {
        for entry in toc {
            self.take_all([&mut entry.anchor, &mut entry.text]);
            self.contents(&mut entry.children);
        }
    }

    /// A number, as people read it.
    fn figures(&mut self, figures: &mut Text, number: &dyn Fn(u64) -> String) {
        if let Ok(n) = figures.parse() {
            *figures = number(n).into();
            self.take(figures);
        }
    }

    /// A number of something: words agree with none and one.
    fn count(&mut self, figures: &mut Text, number: &dyn Fn(u64) -> String) {
        if !matches!(&**figures, "0" | "1") {
            self.figures(figures, number);
        }
    }

    fn list(&mut self, list: &mut ListView, number: &dyn Fn(u64) -> String) {
        self.take(&mut list.title);
        self.figures(&mut list.page, number);
        self.figures(&mut list.pages, number);
        self.count(&mut list.total, number);
        for link in list.pagination.iter_mut().flatten() {
            self.figures(&mut link.label, number);
        }
        let links = list.pagination.iter_mut().flatten();
        self.take_all(links.map(|link| &mut link.url));
        self.take_all(list.previous.iter_mut().chain(&mut list.next));
        let intro = list.intro.iter_mut().map(|intro| &mut intro.html);
        for html in intro.filter(|html| !html.is_empty()) {
            let (at, mark) = self.leave_out();
            self.put(at, std::mem::replace(html, mark.into()));
        }
        if let Some(term) = &mut list.term {
            self.take_all([&mut term.label, &mut term.definition]);
            self.refs(&mut term.parent);
        }
        if !list.docs.is_empty() {
            list.cards = Cards::Html(self.take_last().into());
        }
    }

    fn head(&mut self, page: &mut Page) {
        self.take_all([&mut page.url, &mut page.title, &mut page.description]);
        let more = page.canonical.iter_mut().chain(&mut page.json_ld);
        self.take_all(more.chain(&mut page.bibtex));
        self.refs(&mut page.breadcrumb);
    }

    fn document(&mut self, doc: &mut DocView, number: &dyn Fn(u64) -> String) {
        self.take_all([&mut doc.url, &mut doc.title, &mut doc.summary]);
        self.count(&mut doc.minutes, number);
        self.take_all([&mut doc.cited, &mut doc.cited_by, &mut doc.responsible]);
        self.take_all(doc.authors.iter_mut().chain(&mut doc.contributors));
        doc.body.html = self.take_last().into();
        let dates = doc.date.iter_mut().chain(&mut doc.updated);
        let dates = dates.chain(&mut doc.review_by).chain(&mut doc.expires);
        self.dates(dates.chain(&mut doc.changed));
        self.fields(&mut doc.fields);
        self.refs(doc.previous.iter_mut().chain(&mut doc.next));
        self.contents(&mut doc.toc);
        self.sources(&mut doc.sources, &mut doc.facts);
        self.changes(&mut doc.changes);
        self.related(&mut doc.related);
        self.backlinks(&mut doc.inverse, &mut doc.backlinks);
    }

    fn sources(&mut self, sources: &mut [SourceView], facts: &mut [FactView]) {
        self.take_all(sources.iter_mut().map(|source| &mut source.text));
        for fact in facts {
            let FactView { code, text, .. } = fact;
            let own = [code, text, &mut fact.source, &mut fact.section];
            self.take_all(own.into_iter().chain([&mut fact.anchor]));
            self.take_all(&mut fact.url);
        }
    }

    fn changes(&mut self, changes: &mut [ChangeView]) {
        for ChangeView { date, text } in changes {
            self.dates([date]);
            self.take(text);
        }
    }

    fn related(&mut self, related: &mut [RelatedView]) {
        for one in related {
            let RelatedView { url, title, .. } = one;
            self.take_all([url, title, &mut one.singular, &mut one.shared]);
        }
    }

    fn backlinks(&mut self, inverse: &mut [InverseView], backlinks: &mut [RefView]) {
        self.refs(inverse.iter_mut().flat_map(|inverse| &mut inverse.docs));
        self.refs(backlinks);
    }
}

impl PageView {
    /// Takes the texts out of the page of a document or of a list; of other pages there is no second
    /// one of their shape. `number` writes a number for people.
    pub fn take_texts(&mut self, number: &dyn Fn(u64) -> String) -> Option<Texts> {
        let mut texts = Texts::with_room(64);
        match &mut self.content {
            Content::Doc(doc) => texts.document(doc, number),
            Content::List(list) => texts.list(list, number),
            _ => return None,
        }
        texts.head(&mut self.page);
        Some(texts)
    }
}

impl PanelView {
    /// Takes the texts out of a panel.
    pub fn take_texts(&mut self) -> Texts {
        let mut texts = Texts::with_room(32);
        match self {
            PanelView::Toc { toc } => texts.contents(toc),
            PanelView::Sources { sources, facts } => texts.sources(sources, facts),
            PanelView::Changes { changes } => texts.changes(changes),
            PanelView::Related { related } => texts.related(related),
            PanelView::Backlinks { inverse, backlinks } => texts.backlinks(inverse, backlinks),
        }
        texts
    }
}

impl CardView {
    /// Takes the texts out of a card.
    pub fn take_texts(&mut self) -> Texts {
        let mut texts = Texts::with_room(16);
        texts.take_all([&mut self.url, &mut self.title, &mut self.summary]);
        texts.dates(&mut self.date);
        texts.fields(&mut self.fields);
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::packed;

    #[test]
    fn the_cut_between_texts_counts() {
        let written = |all: &[&str]| {
            let mut texts = Texts::default();
            all.iter().for_each(|text| texts.take(&mut Text::new(text)));
            packed::append(&texts, Vec::new()).unwrap()
        };
        assert_eq!(written(&["ab", "c"]), written(&["ab", "c"]));
        assert_ne!(written(&["ab", "c"]), written(&["a", "bc"]));
        assert_ne!(written(&["ab", "c"]), written(&["abc"]));
    }

    #[test]
    fn marks_are_written_alike_whether_or_not_they_are_known() {
        for at in [0, 127, 128, 10_000] {
            assert_eq!(mark(at), format!("\u{1}<{at}>"));
        }
    }
}
