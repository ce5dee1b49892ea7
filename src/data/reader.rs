//! Reading a map of settings: typed values, and an error for every key nobody asked for.

use super::{Key, Kind, Node, Span, as_bool, quoted};
use crate::base::fold::fold;
use crate::base::near::{instead, meant, nearest};
use crate::diag::{Code, Diagnostic};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Reads the keys of one map. Keys never asked for are reported by [`Reader::finish`].
pub struct Reader<'n, 'd> {
    file: &'n Arc<str>,
    node: &'n Node,
    /// Name of this part for messages: `[collections.casos]`.
    part: String,
    asked: Vec<&'n str>,
    /// What was asked of the parts around this one: in TOML, what is written below a line in brackets is of
    /// that part, whatever the author meant.
    above: Vec<&'n str>,
    diags: &'d mut Vec<Diagnostic>,
}

/// What people call keys and their values in Spanish, folded.
const SPANISH: &[(&str, &str)] = &[
    ("autor", "author"),
    ("ayuda", "help"),
    ("busqueda", "search"),
    ("campos", "fields"),
    ("carpeta", "path"),
    ("clave", "key"),
    ("coleccion", "collection"),
    ("colecciones", "collections"),
    ("correo", "email"),
    ("descripcion", "description"),
    ("direccion", "base_url"),
    ("entero", "integer"),
    ("estilo", "style"),
    ("etiqueta", "label"),
    ("fecha", "date"),
    ("filtro", "facet"),
    ("glosario", "glossary"),
    ("guia", "guide"),
    ("hechos", "facts"),
    ("idioma", "language"),
    ("logico", "boolean"),
    ("mapa", "map"),
    ("nombre", "name"),
    ("numero", "number"),
    ("obligatorio", "required"),
    ("paginas", "pages"),
    ("referencia", "ref"),
    ("registro", "record"),
    ("siglas", "acronyms"),
    ("tarjeta", "card"),
    ("tema", "theme"),
    ("termino", "term"),
    ("terminos", "terms"),
    ("texto", "text"),
    ("tipo", "type"),
    ("titulo", "title"),
    ("unidad", "unit"),
    ("varios", "many"),
    ("vocabulario", "vocabulary"),
    ("vocabularios", "vocabularies"),
];

/// The name among these that a word says in Spanish.
fn english<'k>(word: &str, names: &[&'k str]) -> Option<&'k str> {
    let word = fold(word);
    let (_, own) = SPANISH.iter().find(|(name, _)| *name == word)?;
    names.iter().copied().find(|name| name == own)
}

impl<'n, 'd> Reader<'n, 'd> {
    /// A reader of `node`; something else than a map is reported and read as empty.
    pub fn new(
        file: &'n Arc<str>,
        node: &'n Node,
        part: impl Into<String>,
        diags: &'d mut Vec<Diagnostic>,
    ) -> Reader<'n, 'd> {
        let part = part.into();
        if !matches!(node.kind, Kind::Map(_) | Kind::Null) {
            let message = format!("{part} debe ser una tabla y es {}", node.describe());
            let help = match part.starts_with('[') {
                true => format!("escriba `{part}` en su línea y, debajo, cada clave con su valor"),
                false => {
                    "ponga entre llaves cada clave con su valor: `{ clave = \"valor\" }`".into()
                }
            };
            diags.push(wrong(message).help(help).at(node.span.of(file)));
        }
        Reader {
            file,
            node,
            part,
            asked: Vec::new(),
            above: Vec::new(),
            diags,
        }
    }

    /// A reader of what a key of this part holds.
    pub fn inner(&mut self, node: &'n Node, part: impl Into<String>) -> Reader<'n, '_> {
        let above = [&self.above[..], &self.asked[..]].concat();
        let inner = Reader::new(self.file, node, part, self.diags);
        Reader { above, ..inner }
    }

    /// A reader of the part that a key holds, `[key]`, where it is there.
    pub fn section(&mut self, key: &'n str) -> Option<Reader<'n, '_>> {
        let node = self.node(key)?;
        Some(self.inner(node, format!("[{key}]")))
    }

    /// A reader of a group of keys, `` `key` ``; of one that is not there, a reader of nothing.
    pub fn group(&mut self, key: &'n str) -> Reader<'n, '_> {
        static NOTHING: Node = Node::null(Span { start: 0, end: 0 });
        let node = self.node(key).unwrap_or(&NOTHING);
        self.inner(node, format!("`{key}`"))
    }

    /// The node of a key, untyped.
    pub fn node(&mut self, key: &'n str) -> Option<&'n Node> {
        self.asked.push(key);
        self.node.get(key).filter(|n| n.kind != Kind::Null)
    }

    /// A text.
    pub fn text(&mut self, key: &'n str) -> Option<String> {
        let node = self.node(key)?;
        let text = node.text().map(str::to_owned);
        self.expect(key, node, text, "un texto entre comillas")
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'n str) -> Option<bool> {
        let node = self.node(key)?;
        let value = node.text().and_then(as_bool);
        self.expect(key, node, value, "`true` o `false`")
    }

    /// A whole number of at least `min`.
    pub fn count(&mut self, key: &'n str, min: usize) -> Option<usize> {
        let node = self.node(key)?;
        let value = node.text().and_then(|t| t.parse().ok());
        let value = value.filter(|n| *n >= min);
        self.expect(key, node, value, &format!("un número entero desde {min}"))
    }

    /// Any number; TOML has some that are none (`nan`, `inf`).
    pub fn number(&mut self, key: &'n str) -> Option<f64> {
        self.number_within(key, f64::MIN..=f64::MAX, "un número")
    }

    /// A number from 0.
    pub fn weight(&mut self, key: &'n str) -> Option<f64> {
        self.number_within(key, 0.0..=f64::MAX, "un número desde 0")
    }

    /// A number from 0 to 1.
    pub fn share(&mut self, key: &'n str) -> Option<f64> {
        self.number_within(key, 0.0..=1.0, "un número de 0 a 1")
    }

    fn number_within(
        &mut self,
        key: &'n str,
        range: RangeInclusive<f64>,
        what: &str,
    ) -> Option<f64> {
        let node = self.node(key)?;
        let value = node.text().and_then(|t| t.parse().ok());
        let value = value.filter(|value| range.contains(value));
        self.expect(key, node, value, what)
    }

    /// A list of texts; one text counts as a list.
    pub fn texts(&mut self, key: &'n str) -> Vec<String> {
        let texts = self.texts_at(key).into_iter();
        texts.map(|(text, _)| text).collect()
    }

    /// A list of texts, each with its place.
    pub fn texts_at(&mut self, key: &'n str) -> Vec<(String, Span)> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in node.items() {
            if matches!((&node.kind, &item.kind), (Kind::List(_), Kind::List(_))) {
                self.list_in_list(key, node, item);
                break;
            }
            let text = item.text().map(str::to_owned);
            let text = self.expect(key, item, text, "una lista de textos");
            out.extend(text.map(|text| (text, item.span)));
        }
        out
    }

    /// Says that a list of texts has another one in it, once, with all texts in one list.
    fn list_in_list(&mut self, key: &str, list: &Node, inner: &Node) {
        let texts = list.items().iter().flat_map(Node::items);
        let mut texts: Vec<String> = texts.filter_map(Node::text).map(quoted).collect();
        if texts.is_empty() {
            texts.push(quoted("…"));
        }
        let message = format!("`{key}` es una lista de textos y tiene otra lista adentro");
        let help = format!("deje una sola: `[{}]`", texts.join(", "));
        self.report(inner.span, wrong(message).help(help));
    }

    /// One of a closed list of words.
    pub fn choice<T: Clone>(&mut self, key: &'n str, choices: &[(&str, T)]) -> Option<T> {
        let node = self.node(key)?;
        let text = node.text().unwrap_or("");
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text) {
            return Some(value.clone());
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let diag = wrong(format!("`{key}` no puede ser {}", node.describe()));
        let diag = match english(text, &names) {
            Some(own) => diag.suggest(Some(own)),
            None => diag.among(text, names.into_iter()),
        };
        self.report(node.span, diag);
        None
    }

    /// The named tables of a key; something else than a table of them is reported.
    pub fn tables(&mut self, key: &'n str) -> &'n [(Key, Node)] {
        let Some(node) = self.node(key) else {
            return &[];
        };
        if !matches!(node.kind, Kind::Map(_)) {
            let message = format!("`{key}` debe ser una tabla y es {}", node.describe());
            let part = self.part.trim_matches(['[', ']']);
            let path = match self.part.starts_with('[') {
                true => format!("[{part}.{key}.nombre]"),
                false => format!("[{key}.nombre]"),
            };
            let help = format!("escriba cada una aparte, con su nombre: `{path}`");
            self.report(node.span, wrong(message).help(help));
        }
        node.entries()
    }

    /// Whether a key is not there and another one is that nobody asked for, which is told to be it.
    pub fn misspells(&self, key: &str) -> bool {
        let near = |name: &str| {
            nearest(name, [key])
                .or_else(|| english(name, &[key]))
                .is_some()
        };
        let names = self.node.entries().iter().map(|(key, _)| key.name.as_str());
        let mut strange = names.filter(|name| !self.asked.contains(name));
        self.node.get(key).is_none() && strange.any(near)
    }

    /// Whether a key that must be there is not, and nothing else was said of that.
    pub fn lacks(&mut self, key: &'n str) -> bool {
        let empty = self.node(key).is_none_or(Node::is_empty);
        let told = !matches!(self.node.kind, Kind::Map(_) | Kind::Null) || self.misspells(key);
        empty && !told
    }

    /// Reports a key that must be there and is not: what it is, and a value as it is written.
    pub fn require(&mut self, key: &'n str, what: &str, value: &str) {
        if self.lacks(key) {
            let diag = wrong(format!("falta `{key}`, {what}"));
            self.report(self.head(), diag.help(format!("escriba `{key} = {value}`")));
        }
    }

    /// Reports something about this part of the file.
    pub fn report(&mut self, span: Span, diag: Diagnostic) {
        self.diags.push(diag.at(span.of(self.file)));
    }

    /// Where this part is written.
    pub fn span(&self) -> Span {
        self.node.span
    }

    /// Where a key is written; this part, where it is not.
    pub fn place(&self, key: &str) -> Span {
        let written = self.node.get(key).filter(|n| n.kind != Kind::Null);
        written.map_or(self.node.span, |node| node.span)
    }

    /// Where this part begins.
    pub fn head(&self) -> Span {
        let start = self.node.span.start as usize;
        Span::new(start, start)
    }

    /// The list of findings, for readers of parts of this part.
    pub fn diags(&mut self) -> &mut Vec<Diagnostic> {
        self.diags
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self) {
        for (key, node) in self.node.entries() {
            if self.asked.contains(&key.name.as_str()) {
                continue;
            }
            let mut known = self.asked.clone();
            known.sort_unstable();
            known.dedup();
            let message = format!("la clave `{}` no existe en {}", key.name, self.part);
            let is_above = self.above.contains(&&*key.name) && node.entries().is_empty();
            let help = match english(&key.name, &known) {
                Some(own) => meant(own),
                None if is_above => {
                    "si es de todo el sitio, pásela al comienzo, antes de la primera línea con corchetes"
                        .to_owned()
                }
                None => instead(&key.name, known, "las claves son"),
            };
            let diag = Diagnostic::new(Code::ConfigKey, message).help(help);
            self.diags.push(diag.at(key.span.of(self.file)));
        }
    }

    fn expect<T>(&mut self, key: &str, node: &Node, value: Option<T>, what: &str) -> Option<T> {
        if value.is_none() {
            let message = format!("`{key}` debe ser {what} y es {}", node.describe());
            self.report(node.span, wrong(message));
        }
        value
    }
}

/// What is said of a value of a setting that is none; the caller adds the place.
pub fn wrong(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ConfigValue, message)
}
