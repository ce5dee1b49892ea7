//! `[glossary]`: terms and acronyms with what they mean.

use super::facts::{others, own_page};
use super::{Extent, Files};
use crate::base::fold::{fold, slug};
use crate::base::locale::Locale;
use crate::base::near::nearest;
use crate::data::reader::Reader;
use crate::data::{Kind, Node};
use crate::diag::{Code, Diagnostic, Place};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The words that a site explains and where their page is.
#[derive(Debug, Default, Clone)]
pub struct Glossary {
    /// Address of the page from the root of the site: `glosario.html`.
    pub url: String,
    pub title: String,
    /// Address and title of the page of acronyms, where there are terms too: both in one page would
    /// weigh too much.
    pub apart: Option<(String, String)>,
    /// Terms, then acronyms, each in the order of its file.
    pub entries: Vec<Entry>,
    /// The file of the acronyms, when all of it was read; without one nobody misses a declaration.
    pub acronyms: Option<String>,
    /// Forms by their first word, folded; the longest first.
    forms: FxHashMap<String, Vec<Form>>,
    /// The outlines of these words.
    outlines: Vec<bool>,
}

/// How many outlines are told apart.
const OUTLINES: usize = 4096;

/// What little a word without marks has in common with its fold: its ends and its length.
fn outline(word: &str) -> Option<usize> {
    let letter = |byte: &u8| usize::from(byte.to_ascii_lowercase());
    let (first, last) = (word.as_bytes().first()?, word.as_bytes().last()?);
    let mixed = (letter(first) * 31 + letter(last)) * 31 + word.len();
    word.is_ascii().then_some(mixed % OUTLINES)
}

/// A term or an acronym.
#[derive(Debug, Default, Clone)]
pub struct Entry {
    /// Anchor in the page.
    pub anchor: String,
    pub name: String,
    /// What an acronym stands for; empty for terms.
    pub expansion: String,
    /// What a term means, or a note on an acronym.
    pub definition: String,
    /// Where the source says it.
    pub section: String,
}

impl Entry {
    /// Whether it is an acronym.
    pub fn is_acronym(&self) -> bool {
        !self.expansion.is_empty()
    }
}

/// One way to write an entry.
#[derive(Debug, Clone)]
pub struct Form {
    /// Folded words of a term; an acronym as it must be written.
    pub words: Vec<String>,
    pub exact: bool,
    /// Position in [`Glossary::entries`]; none for a name that only keeps the terms in it from being
    /// explained, as «planeación» in «Departamento Nacional de Planeación».
    pub entry: Option<usize>,
}

impl Glossary {
    /// Address of the page that explains an entry.
    pub fn page_of(&self, entry: &Entry) -> &str {
        match &self.apart {
            Some((url, _)) if entry.is_acronym() => url,
            _ => &self.url,
        }
    }

    /// The forms that start with a word, however it is written.
    pub fn forms(&self, first: &str) -> &[Form] {
        // Most words are told from all of these before they are folded.
        let known = |own: usize| self.outlines.get(own) == Some(&true);
        if !outline(first).is_none_or(known) {
            return &[];
        }
        self.forms.get(&fold(first)).map_or(&[], Vec::as_slice)
    }

    /// Acronyms with their long forms, for search.
    pub(super) fn synonyms(&self) -> impl Iterator<Item = Vec<String>> {
        let acronyms = self.entries.iter().filter(|e| e.is_acronym());
        acronyms.map(|e| vec![e.name.clone(), e.expansion.clone()])
    }

    /// Takes an entry in, with all ways to write it.
    fn take(&mut self, entry: Entry) {
        let at = Some(self.entries.len());
        if entry.is_acronym() {
            self.add(vec![entry.name.clone()], true, at);
            self.add(words(plain(&entry.expansion)).collect(), false, None);
        } else {
            let words: Vec<String> = words(plain(&entry.name)).collect();
            let many = plural(&words);
            if many != words {
                self.add(many, false, at);
            }
            self.add(words, false, at);
        }
        self.entries.push(entry);
    }

    fn add(&mut self, words: Vec<String>, exact: bool, entry: Option<usize>) {
        if let Some(first) = words.first().and_then(|name| self::words(name).next()) {
            self.outlines.resize(OUTLINES, false);
            if let Some(own) = outline(&first) {
                self.outlines[own] = true;
            }
            let forms = self.forms.entry(first).or_default();
            forms.push(Form {
                words,
                exact,
                entry,
            });
        }
    }
}

/// Reads `[glossary]` and its files.
pub(super) fn read(
    root: &mut Reader<'_, '_>,
    locale: Locale,
    files: &mut Files<'_>,
) -> Option<Glossary> {
    let mut reader = root.section("glossary")?;
    let usual = locale.either("Glosario", "Glossary");
    let (url, title) = own_page(&mut reader, "glosario", usual);
    let mut glossary = Glossary {
        url,
        title,
        ..Glossary::default()
    };
    let sources = [
        (reader.text("terms"), reader.place("terms"), false),
        (reader.text("acronyms"), reader.place("acronyms"), true),
    ];
    let title = reader.text("acronyms_title");
    reader.finish();
    for (name, written, acronyms) in sources {
        let Some(name) = name else {
            continue;
        };
        let untold = [Code::AcronymUnknown];
        files.table(
            (&name, written),
            &untold,
            root.diags(),
            |file, node, is_torn, diags| fill(&mut glossary, file, node, acronyms, is_torn, diags),
        );
        if acronyms {
            glossary.acronyms = Some(name);
        }
    }
    let acronyms = glossary.entries.iter().filter(|e| e.is_acronym()).count();
    if (1..glossary.entries.len()).contains(&acronyms) {
        let url = format!("{}/siglas.html", glossary.url.trim_end_matches(".html"));
        let usual = || locale.either("Siglas", "Acronyms").to_owned();
        glossary.apart = Some((url, title.unwrap_or_else(usual)));
    }
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each list is sorted by itself; the order of the lists shows nowhere"
    )]
    for forms in glossary.forms.values_mut() {
        let length = |f: &Form| f.words.iter().map(String::len).sum::<usize>();
        let place = |f: &Form| f.entry.unwrap_or(usize::MAX);
        forms.sort_by_key(|f| (std::cmp::Reverse(length(f)), place(f)));
    }
    Some(glossary)
}

fn fill(
    glossary: &mut Glossary,
    file: &Arc<str>,
    node: &Node,
    acronyms: bool,
    is_torn: &dyn Fn(&Node) -> bool,
    diags: &mut Vec<Diagnostic>,
) -> Extent {
    let (list, columns) = match acronyms {
        true => ("siglas", ["sigla", "expansion"]),
        false => ("terminos", ["termino", "definicion"]),
    };
    let list = node.get(list).unwrap_or(node);
    let mut needed = columns.into_iter();
    let lacking = needed.find_map(|column| Some((column, others(list, &[column])?)));
    if let Some((column, names)) = lacking {
        let message = format!("ninguna entrada tiene `{column}`");
        let [name, meaning] = columns;
        let help = match (nearest(column, names.iter().copied()), &list.kind) {
            (Some(near), _) => format!("cambie `{near}` por `{column}`"),
            (None, Kind::List(_)) if names.len() > 1 => {
                format!("sus columnas son: {}; llame así a una", names.join(", "))
            }
            _ => format!("escriba cada una así: `- {{{name}: \"…\", {meaning}: \"…\"}}`"),
        };
        let diag = Diagnostic::new(Code::Vocabulary, message).help(help);
        diags.push(diag.at(Place::start_of(file)));
        return Extent::Unread;
    }
    let mut extent = Extent::Known;
    let mut anchors: FxHashSet<String> =
        glossary.entries.iter().map(|e| e.anchor.clone()).collect();
    for row in list.items() {
        let mut report = |message: String, help: &str| {
            let diag = Diagnostic::new(Code::Vocabulary, message).help(help);
            diags.push(diag.at(row.span.of(file)));
        };
        let Some(entry) = entry(row, columns, acronyms) else {
            extent = Extent::Unnamed;
            let [name, meaning] = columns;
            let message = format!("a esta entrada le falta `{name}` o `{meaning}`");
            if !is_torn(row) {
                report(message, "escriba los dos, o borre la entrada");
            }
            continue;
        };
        if !anchors.insert(entry.anchor.clone()) {
            let message = format!("«{}» está dos veces", entry.name);
            report(message, "deje una de las dos entradas");
            continue;
        }
        glossary.take(entry);
    }
    extent
}

/// The entry of a row; nothing when it lacks its name or its meaning.
fn entry(row: &Node, [name, meaning]: [&str; 2], acronym: bool) -> Option<Entry> {
    let text = |key: &str| row.get(key).and_then(Node::text).unwrap_or("").trim();
    let (name, meant) = (text(name), text(meaning));
    if name.is_empty() || meant.is_empty() {
        return None;
    }
    let id = match text("id") {
        "" => slug(name),
        id => slug(id),
    };
    let (anchor, expansion, definition) = match acronym {
        true => (format!("sigla-{id}"), meant, text("nota")),
        false => (id, "", meant),
    };
    Some(Entry {
        anchor,
        name: name.to_owned(),
        expansion: expansion.to_owned(),
        definition: definition.to_owned(),
        section: text("seccion").to_owned(),
    })
}

/// A name without what stands in brackets: in «Asistencia técnica (AT)» an acronym, declared apart.
fn plain(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(fold)
}

/// The plural of a name: that of its words up to the first preposition.
fn plural(words: &[String]) -> Vec<String> {
    let small = ["de", "del", "en", "y", "o", "a", "para", "por"];
    let head = words.iter().position(|w| small.contains(&w.as_str()));
    let head = head.unwrap_or(words.len());
    let many = |word: &String| match word.chars().last() {
        Some('a' | 'e' | 'i' | 'o' | 'u') => format!("{word}s"),
        Some('z') => format!("{}ces", word.trim_end_matches('z')),
        Some('s') | None => word.clone(),
        Some(c) if c.is_alphabetic() => format!("{word}es"),
        Some(_) => word.clone(),
    };
    let mut out: Vec<String> = words[..head].iter().map(many).collect();
    out.extend_from_slice(&words[head..]);
    out
}
