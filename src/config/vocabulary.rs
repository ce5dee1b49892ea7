//! Closed lists of terms, from YAML or CSV files.

use super::Files;
use super::facts::{empty, others};
use super::term::{Term, TermNames};
use crate::base::fold::{fold, slug};
use crate::base::near::nearest;
use crate::data::reader::{Reader, wrong};
use crate::data::{Kind, Node, file};
use crate::diag::{Code, Diagnostic, Outcome, Place};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// A closed list of terms.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub name: String,
    pub terms: Vec<Term>,
    /// Its list was not found, or not read to its end: what seems to be missing may stand there.
    pub unread: bool,
    names: TermNames,
}

/// Most levels of terms, one broader than the other: templates show them inside one another, and may
/// nest 20 times.
const DEEPEST: usize = 16;

impl Vocabulary {
    /// The term that a text names: by id, label or synonym, accents and case aside.
    pub fn find(&self, text: &str) -> Option<usize> {
        self.names.find(text)
    }

    /// The id of the term nearest to a text, to suggest it.
    pub fn near(&self, text: &str) -> Option<&str> {
        if let Some(term) = self.names.with_words(&self.terms, text) {
            return Some(&self.terms[term].id);
        }
        let ids = self.terms.iter().map(|t| t.id.as_str());
        nearest(text, ids).or_else(|| {
            let label = nearest(text, self.terms.iter().map(|t| t.label.as_str()))?;
            let term = self.terms.iter().find(|t| t.label == label)?;
            Some(&term.id)
        })
    }
}

/// Data files by their names: many vocabularies may stand in one.
type Parsed = FxHashMap<Arc<str>, Outcome<Node>>;

/// Reads `[vocabularies]`.
pub(super) fn read_all(root: &mut Reader<'_, '_>, files: &mut Files<'_>) -> Vec<Vocabulary> {
    let mut out = Vec::new();
    let mut parsed = Parsed::default();
    for (key, node) in root.tables("vocabularies") {
        let reader = root.inner(node, format!("[vocabularies.{}]", key.name));
        let mut vocabulary = Vocabulary {
            name: key.name.clone(),
            unread: true,
            ..Vocabulary::default()
        };
        read(&mut vocabulary, reader, files, &mut parsed);
        out.push(vocabulary);
    }
    out
}

fn read(
    vocabulary: &mut Vocabulary,
    mut reader: Reader<'_, '_>,
    files: &mut Files<'_>,
    parsed: &mut Parsed,
) {
    let file = reader.text("file");
    let what = "el archivo del vocabulario";
    reader.require("file", what, "\"content/_datos/terminos.csv\"");
    let pick = reader.text("pick");
    let names = Names::read(reader.group("keys"));
    let place = reader.place("file");
    let file = file.filter(|file| !file.trim().is_empty());
    let text = file
        .as_ref()
        .and_then(|file| files.named(file, place, reader.diags()));
    if let (Some(file), Some(text)) = (file, text) {
        let file: Arc<str> = file.into();
        let parsed = parsed.entry(file.clone());
        let parsed = parsed.or_insert_with(|| file::parse(&file, &text));
        let unread = !parsed.diags.is_empty();
        reader.diags().extend(parsed.diags.iter().cloned());
        match (terms_of(&parsed.value, pick.as_deref()), &pick) {
            (Some(terms), _) => {
                let said = reader.diags().len();
                fill(vocabulary, &file, terms, &names, reader.diags());
                // One that has none is told by itself.
                vocabulary.unread = unread || vocabulary.terms.is_empty();
                if unread {
                    reader.diags().truncate(said);
                }
            }
            // A file that could not be read to its end may well have the list.
            (None, _) if unread => {}
            (None, Some(pick)) => {
                let message = format!("`{file}` no tiene un vocabulario `{pick}`");
                reader.report(reader.place("pick"), wrong(message));
            }
            (None, None) => {
                let message = format!("en `{file}` no hay una lista de términos");
                reader.report(place, wrong(message));
            }
        }
    }
    reader.finish();
}

/// The list of terms in a data file: the file itself, its `terminos`, or the entry that `pick` names.
fn terms_of<'a>(node: &'a Node, pick: Option<&str>) -> Option<&'a Node> {
    let list = |node: &'a Node| match node.kind {
        Kind::List(_) => Some(node),
        _ => node.get("terminos").or_else(|| node.get("terms")),
    };
    let Some(pick) = pick else { return list(node) };
    if let Some(found) = node.get(pick) {
        return list(found);
    }
    let all = node
        .get("vocabularios")
        .or_else(|| node.get("vocabularies"))?;
    let found = all
        .items()
        .iter()
        .find(|v| v.get("id").and_then(Node::text) == Some(pick))?;
    list(found)
}

/// Names of the columns, with the usual ones as defaults.
struct Names {
    id: Vec<String>,
    label: Vec<String>,
    definition: Vec<String>,
    parent: Vec<String>,
    synonyms: Vec<String>,
}

impl Names {
    fn read(mut keys: Reader<'_, '_>) -> Names {
        let mut pick = |key, usual: &[&str]| match keys.text(key) {
            Some(own) => vec![own],
            None => usual.iter().map(|name| (*name).to_owned()).collect(),
        };
        let names = Names {
            id: pick("id", &["id", "slug", "codigo"]),
            label: pick("label", &["label", "etiqueta", "nombre", "termino"]),
            definition: pick("definition", &["definition", "definicion"]),
            parent: pick("parent", &["parent", "padre"]),
            synonyms: pick("synonyms", &["synonyms", "sinonimos", "alias", "sigla"]),
        };
        keys.finish();
        names
    }

    /// The term of a row, by itself; nothing when it has no label.
    fn term(&self, row: &Node) -> Option<Term> {
        let label = pick(row, &self.label).or_else(|| row.text().map(str::to_owned))?;
        let synonyms = self.synonyms.iter().filter_map(|key| row.get(key));
        let synonyms = synonyms.flat_map(Node::items).filter_map(Node::text);
        let synonyms = synonyms.flat_map(|text| text.split(';')).map(str::trim);
        Some(Term {
            id: pick(row, &self.id).unwrap_or_else(|| slug(&label)),
            label,
            definition: pick(row, &self.definition).unwrap_or_default(),
            parent: None,
            synonyms: synonyms
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
                .collect(),
        })
    }
}

/// The text of the first of these columns that a row has.
fn pick(row: &Node, columns: &[String]) -> Option<String> {
    let found = columns.iter().find_map(|column| row.get(column))?;
    found.text().map(str::to_owned)
}

fn fill(
    vocabulary: &mut Vocabulary,
    file: &Arc<str>,
    list: &Node,
    names: &Names,
    diags: &mut Vec<Diagnostic>,
) {
    if list.items().is_empty() {
        let diag = empty(
            "el vocabulario no tiene ningún término",
            &[&names.id[0], &names.label[0]],
            file,
        );
        return diags.push(diag);
    }
    if let Some(columns) = others(list, &names.label) {
        let message = "ningún término tiene etiqueta";
        let help = format!(
            "sus columnas son: {}; llame `{}` a una, o diga cuál es en `keys`",
            columns.join(", "),
            names.label.join("` o `")
        );
        let diag = Diagnostic::new(Code::Vocabulary, message).help(help);
        return diags.push(diag.at(Place::start_of(file)));
    }
    let mut parents = Vec::new();
    let mut ids = FxHashSet::default();
    for node in list.items() {
        let Some(term) = names.term(node) else {
            let diag = Diagnostic::new(Code::Vocabulary, "a este término le falta la etiqueta");
            let help = format!("escríbala en `{}`", names.label.join("`, o en `"));
            diags.push(diag.at(node.span.of(file)).help(help));
            continue;
        };
        if !ids.insert(fold(&term.id)) {
            let message = format!("el término `{}` está dos veces", term.id);
            let diag = Diagnostic::new(Code::Vocabulary, message)
                .help("escriba otro identificador en uno de los dos, o borre el que sobra");
            diags.push(diag.at(node.span.of(file)));
            continue;
        }
        parents.push((pick(node, &names.parent), node.span));
        vocabulary.terms.push(term);
    }
    vocabulary.names = TermNames::of(&vocabulary.terms);
    for (child, (parent, span)) in parents.iter().enumerate() {
        let Some(parent) = parent else { continue };
        let told = adopt(vocabulary, child, parent).err();
        diags.extend(told.map(|diag| (*diag).at(span.of(file))));
    }
    for (child, (_, span)) in parents.iter().enumerate() {
        let told = orphan(vocabulary, child);
        diags.extend(told.map(|diag| diag.at(span.of(file))));
    }
}

/// Takes a term out from under one that is under too many.
fn orphan(vocabulary: &mut Vocabulary, child: usize) -> Option<Diagnostic> {
    let parent = vocabulary.terms[child].parent?;
    if ancestors(vocabulary, parent).count() < DEEPEST {
        return None;
    }
    vocabulary.terms[child].parent = None;
    let message = format!("`{}` está demasiado adentro", vocabulary.terms[child].id);
    let help = format!("puede haber hasta {DEEPEST} niveles de términos");
    Some(Diagnostic::new(Code::Vocabulary, message).help(help))
}

/// Puts a term under another one, unless that is not there or under it.
fn adopt(vocabulary: &mut Vocabulary, child: usize, parent: &str) -> Result<(), Box<Diagnostic>> {
    let wrong = |message| Diagnostic::new(Code::Vocabulary, message);
    match vocabulary.find(parent) {
        Some(found) if ancestors(vocabulary, found).all(|above| above != child) => {
            vocabulary.terms[child].parent = Some(found);
            Ok(())
        }
        Some(_) => {
            let id = &vocabulary.terms[child].id;
            Err(wrong(format!("`{id}` sería padre de sí mismo")).into())
        }
        None => {
            let diag = wrong(format!("el padre `{parent}` no existe"));
            Err(match vocabulary.near(parent) {
                Some(near) => diag.suggest(Some(near)),
                None => diag.help("nombre otro término de esta lista, o deje el padre vacío"),
            }
            .into())
        }
    }
}

/// A term and the broader ones, as far as they may go.
fn ancestors(vocabulary: &Vocabulary, from: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(from), |at| vocabulary.terms[*at].parent).take(DEEPEST)
}
