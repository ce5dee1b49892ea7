//! `acervo check --search`: the questions of `tests/search/*.toml` are asked of the index and of the
//! published files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::search::{failed, is_facet};
use super::status::Terminal;
use crate::base::figures::counted;
use crate::data::reader::{Reader, wrong};
use crate::data::{Node, toml};
use crate::diag::{Code, Diagnostic, Failure, Place};
use crate::engine::Snapshot;
use crate::search::relevance::{Question, Rank, ask, mean};
use crate::search::{self, Index};
use crate::view::search::Facet;

/// Where a site has its questions.
const FOLDER: &str = "tests/search";

/// The mean that is asked for when neither the file nor site.toml says one.
const USUAL_MRR: f64 = 0.8;

/// Asks all questions; returns what is wrong with them and with the answers.
pub(super) fn run(
    terminal: &Terminal,
    root: &Path,
    snapshot: &Snapshot,
) -> Result<Vec<Diagnostic>, Failure> {
    let input = snapshot.search_input();
    let built = search::build_in_memory(&input, &snapshot.config().search)?;
    let files = search::shards(&built)?;
    let published = search::decode(&files).map_err(failed)?;
    let entries = input.entries.iter();
    let known = Known {
        addresses: entries.map(|entry| (plain(entry.url), entry.url)).collect(),
        facets: &input.facets,
    };
    let mut diags = Vec::new();
    let sets = sets(root)?;
    if sets.is_empty() {
        terminal.say(&format!("No hay preguntas en {FOLDER}/."));
    }
    for path in sets {
        let name: Arc<str> = name(root, &path).into();
        let text = std::fs::read_to_string(&path)
            .map_err(|e| Failure::io("no se pudo leer", &path, &e))?;
        let said = diags.len();
        let set = read(&name, &text, &known, &mut diags);
        // Questions that are not understood would be missed, which is no second mistake.
        if diags.len() > said {
            continue;
        }
        if set.questions.is_empty() {
            let diag = wrong("este archivo no tiene preguntas")
                .help("cada una empieza con una línea `[[query]]`");
            diags.push(diag.at(Place::start_of(&name)));
            continue;
        }
        let least = set
            .mrr
            .or(snapshot.config().search.mrr)
            .unwrap_or(USUAL_MRR);
        let ranks = set.answers(&built)?;
        let of_files = set.answers(&published)?;
        for ((question, node), rank) in set.questions.iter().zip(&ranks) {
            if let Some(miss) = miss(question, *rank) {
                diags.push(miss.at(node.span.of(&name)));
            }
        }
        let (mrr, mrr_of_files) = (mean(&ranks), mean(&of_files));
        terminal.say(&format!(
            "{name}: {}, MRR {} con el índice y {} con los archivos del navegador; se pide {}",
            counted(ranks.len(), "pregunta", "preguntas"),
            number(mrr),
            number(mrr_of_files),
            number(least),
        ));
        if mrr.min(mrr_of_files) < least {
            let message = format!(
                "las preguntas llegan a {} y se pide {}",
                number(mrr.min(mrr_of_files)),
                number(least)
            );
            let diag = Diagnostic::new(Code::SearchFloor, message)
                .help("ponga en los documentos las palabras de las preguntas, o añada sinónimos");
            diags.push(diag.at(set.place.span.of(&name)));
        }
    }
    Ok(diags)
}

fn number(value: f64) -> String {
    format!("{value:.3}").replace('.', ",")
}

/// What questions may name.
struct Known<'a> {
    /// Addresses of documents and pages, by what is left of them without their ending.
    addresses: BTreeMap<&'a str, &'a str>,
    facets: &'a [Facet],
}

/// A file of questions.
struct Set {
    mrr: Option<f64>,
    questions: Vec<(Question, Node)>,
    /// What findings about the whole file point at.
    place: Node,
}

impl Set {
    fn answers(&self, index: &Index) -> Result<Vec<Rank>, Failure> {
        let ranks = self
            .questions
            .iter()
            .map(|(question, _)| ask(index, question));
        ranks.collect::<Result<_, _>>().map_err(failed)
    }
}

fn miss(question: &Question, rank: Rank) -> Option<Diagnostic> {
    let message = match (rank, question.expected.first()) {
        (Some(1), _) => return None,
        (Some(rank), Some(_)) => {
            format!("«{}»: lo esperado está en el puesto {rank}", question.text)
        }
        (_, None) => format!("«{}» no debía encontrar nada", question.text),
        (None, Some(_)) if question.ordered => {
            format!(
                "«{}»: lo esperado no sale todo, en su orden, entre los diez primeros",
                question.text
            )
        }
        (None, Some(first)) => {
            format!(
                "«{}»: {first} no está entre los diez primeros",
                question.text
            )
        }
    };
    Some(Diagnostic::new(Code::SearchRank, message))
}

/// The files of questions, by name.
fn sets(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = root.join(FOLDER);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(Failure::io("no se pudo leer", &folder, &e)),
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let paths = paths.collect::<std::io::Result<Vec<PathBuf>>>();
    let mut sets = paths.map_err(|e| Failure::io("no se pudo leer", &folder, &e))?;
    sets.retain(|path| path.extension().is_some_and(|ext| ext == "toml"));
    sets.sort();
    Ok(sets)
}

/// The path from the root, with `/` on every system.
fn name(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts = inside.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// `casos/pdi.md`, `casos/pdi.html` and `content/casos/pdi.md` are one document.
fn plain(address: &str) -> &str {
    let inside = address.strip_prefix("content/").unwrap_or(address);
    let ends = [".md", "/index.html", ".html", "/"];
    ends.iter()
        .find_map(|end| inside.strip_suffix(end))
        .unwrap_or(inside)
}

fn read(name: &Arc<str>, text: &str, known: &Known, diags: &mut Vec<Diagnostic>) -> Set {
    let outcome = toml::parse(name, text);
    diags.extend(outcome.diags);
    let root = outcome.value;
    let mut reader = Reader::new(name, &root, "el archivo", diags);
    let mrr = reader.share("mrr");
    let nodes = reader.node("query").map_or(&[][..], Node::items);
    reader.finish();
    let questions = nodes
        .iter()
        .map(|node| (question(name, node, known, diags), node.clone()));
    Set {
        mrr,
        questions: questions.collect(),
        place: nodes.first().unwrap_or(&root).clone(),
    }
}

fn question(name: &Arc<str>, node: &Node, known: &Known, diags: &mut Vec<Diagnostic>) -> Question {
    let mut reader = Reader::new(name, node, "[[query]]", diags);
    let mut question = Question {
        text: reader.text("text").unwrap_or_default(),
        ordered: reader.boolean("ordered").unwrap_or(false),
        ..Question::default()
    };
    let facets = reader.node("facets").map_or(&[][..], Node::entries);
    for (key, values) in facets {
        let values = values.items().iter().chain(values.text().map(|_| values));
        let terms = values.filter_map(Node::text);
        for term in terms {
            if let Err(failure) = is_facet(known.facets, &key.name, term) {
                let help = failure.help.unwrap_or_default();
                reader.report(key.span, wrong(failure.message).help(help));
            }
            question.facets.push((key.name.clone(), term.to_owned()));
        }
    }
    for expected in reader.texts("expect") {
        match known.addresses.get(plain(&expected)) {
            Some(url) => question.expected.push((*url).to_owned()),
            None => {
                let diag = wrong(format!("`{expected}` no es un documento del sitio"));
                let help = "escriba su ruta, como `casos/acueducto.md`";
                reader.report(node.span, diag.help(help));
            }
        }
    }
    reader.finish();
    question
}
