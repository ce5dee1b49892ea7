//! Tera's errors as diagnostics: the file in the project, the place in it, Spanish words.

use crate::base::lines::floor_boundary;
use crate::base::near::{instead, nearest};
use crate::diag::{Code, Diagnostic, Place};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::ErrorKind;

/// Knows which file each template came from.
pub struct Errors {
    templates: BTreeMap<String, (Arc<str>, String)>,
}

impl Errors {
    /// From `(name in Tera, path in the project, text)` of each template.
    pub fn new(templates: impl Iterator<Item = (String, Arc<str>, String)>) -> Errors {
        Errors {
            templates: templates
                .map(|(name, file, text)| (name, (file, text)))
                .collect(),
        }
    }

    /// The file and the text of each template.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.templates.values();
        all.map(|(file, text)| (&**file, text.as_str()))
    }

    /// The diagnostics of one error; `page` is the address of the page that was being made.
    pub fn of(&self, error: &tera::Error, page: Option<&str>) -> Vec<Diagnostic> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let file = self.templates.get(report.filename());
                let place = file.map(|(file, _)| Place::new(file, report.span().range.clone()));
                vec![finding(report.message(), place, page)]
            }
            ErrorKind::CircularExtend {
                tpl,
                inheritance_chain,
            } => {
                let chain = inheritance_chain.join(" → ");
                let message = format!("la plantilla se extiende a sí misma: {chain}");
                let diag = self.whole(tpl, message);
                let parents = self.templates.keys().filter(|name| is_of_parent(name, tpl));
                vec![parents.fold(diag, |diag, name| {
                    diag.help(format!("escriba `{{% extends \"{name}\" %}}`"))
                })]
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                let chain = include_chain.join(" → ");
                vec![self.whole(tpl, format!("la plantilla se incluye a sí misma: {chain}"))]
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("la plantilla extiende `{parent}`, que no existe");
                let names = self.templates.keys().map(String::as_str);
                vec![self.whole(current, message).suggest(nearest(parent, names))]
            }
            // Once for all pages that ask for it.
            ErrorKind::TemplateNotFound(name) => {
                let message = format!("al tema le falta la plantilla `{name}`");
                let help = format!("escriba `{name}` en la carpeta `templates` del tema");
                vec![Diagnostic::new(Code::Template, message).help(help)]
            }
            ErrorKind::Msg(reports) => self.reports(reports, page),
            other => vec![finding(&other.to_string(), None, page)],
        }
    }

    fn whole(&self, template: &str, message: String) -> Diagnostic {
        let diag = Diagnostic::new(Code::Template, message);
        match self.templates.get(template) {
            Some((file, _)) => diag.at(Place::start_of(file)),
            None => diag,
        }
    }

    /// Findings that Tera gives only as text: `error: …`, then `--> file:line:column`.
    fn reports(&self, reports: &str, page: Option<&str>) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        for report in reports.split("\n\n").filter(|r| !r.starts_with("note:")) {
            let mut lines = report.lines();
            let message = lines.next().unwrap_or_default();
            let message = message.strip_prefix("error: ").unwrap_or(message);
            let place = lines
                .next()
                .and_then(|line| line.trim_start().strip_prefix("--> "))
                .and_then(|at| self.place_of(at));
            let mut diag = finding(message, place, page);
            if let (Some(block), Some(place)) = (unknown_block(message), &diag.place) {
                let blocks = self.blocks_above(&place.file);
                diag = diag.help(instead(block, blocks, "sus bloques son"));
            }
            out.push(diag);
        }
        out
    }

    /// Names of the blocks in what the template of a file extends.
    fn blocks_above(&self, file: &str) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        let mut all = self.templates.values();
        let mut here = all.find(|(own, _)| **own == *file).map(|(_, text)| text);
        // A circle was told as one.
        for _ in 0..self.templates.len() {
            let parent = here.and_then(|text| tags(text, "extends").next());
            let parent = parent.map(|name| name.trim_matches(['"', '\'']));
            here = parent.and_then(|parent| self.template(parent));
            names.extend(here.iter().flat_map(|text| tags(text, "block")));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The text of a template by its name: a theme's own, or a parent's.
    fn template(&self, name: &str) -> Option<&String> {
        let own = self.templates.get(name);
        let mut all = self.templates.iter();
        let found = own.or_else(|| {
            all.find(|(known, _)| is_of_parent(known, name))
                .map(|(_, t)| t)
        });
        found.map(|(_, text)| text)
    }

    fn place_of(&self, at: &str) -> Option<Place> {
        let mut parts = at.rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let (file, text) = self.templates.get(parts.next()?)?;
        let above = text.split_inclusive('\n').take(line - 1);
        let start: usize = above.map(str::len).sum();
        let rest = text.get(start..)?;
        let width: usize = rest.chars().take(column - 1).map(char::len_utf8).sum();
        let start = floor_boundary(text, start + width);
        Some(Place::new(file, start..start + 1))
    }
}

/// Messages of Tera that name nothing of the template: beginnings, in Spanish and what to do.
const FIXED: [(&str, &str, &str); 6] = [
    (
        "Iteration not possible on type `undefined`",
        "la plantilla recorre una lista que no existe",
        "mire qué listas recibe esta plantilla en la copia del tema: `acervo export theme`",
    ),
    (
        "Unexpected end of",
        "la plantilla termina y algo quedó sin cerrar",
        "cierre lo que abrió: `}}`, `%}`, `{% endblock %}`, `{% endif %}` o `{% endfor %}`",
    ),
    (
        "Unknown tag",
        "esta etiqueta no existe, o no va aquí",
        "si es un cierre, cierre antes lo que abrió adentro: `{% endif %}` o `{% endfor %}`",
    ),
    (
        "Unexpected character",
        "hay un signo que no va aquí",
        "un texto va entre comillas: `{{ \"así\" }}`",
    ),
    (
        "String opened with",
        "las comillas no cierran",
        "ponga la comilla que falta al final del texto",
    ),
    (
        "Closing comment tag",
        "el comentario no cierra",
        "termínelo con `#}`",
    ),
];

/// Messages of Tera about a name: what stands before and after it, and the message in Spanish.
const NAMED: [(&str, &str, &str); 11] = [
    (
        "Variable",
        " is not defined",
        "la plantilla usa la variable `{}`, que no existe",
    ),
    (
        "Variable",
        " exists but its value is undefined",
        "la variable `{}` no tiene valor",
    ),
    (
        "Field",
        " is not defined",
        "la plantilla usa el campo `{}`, que no existe",
    ),
    ("Unknown filter", "", "el filtro `{}` no existe"),
    ("Unknown test", "", "la prueba `{}` no existe"),
    ("Unknown function", "", "la función `{}` no existe"),
    ("Unknown component", "", "el componente `{}` no existe"),
    ("Unknown template", "", "la plantilla `{}` no existe"),
    (
        "Block",
        " is not defined in any parent template",
        "ningún padre tiene el bloque `{}`",
    ),
    ("Missing keyword argument", "", "falta el argumento `{}`"),
    ("Argument", " missing", "falta el argumento `{}`"),
];

/// Whether a name is that of a parent's template that another one takes the place of.
fn is_of_parent(name: &str, template: &str) -> bool {
    name.split_once('/')
        .is_some_and(|(_, rest)| rest == template)
}

/// The word behind the name of each tag of a kind: `{%- block lead %}` has `lead`.
pub(super) fn tags<'t>(text: &'t str, kind: &'static str) -> impl Iterator<Item = &'t str> {
    text.split("{%").skip(1).filter_map(move |tag| {
        let mut words = tag.trim_start_matches('-').split_whitespace();
        words.next().filter(|word| *word == kind)?;
        words.next()
    })
}

/// The block that no parent has, of a message that says so.
fn unknown_block(message: &str) -> Option<&str> {
    let rest = message.strip_prefix("Block `")?;
    rest.split_once("` is not defined").map(|(name, _)| name)
}

fn finding(message: &str, place: Option<Place>, page: Option<&str>) -> Diagnostic {
    let (message, help) = spanish(message);
    let message = match page {
        Some(page) => format!("{message}, en la página `{page}`"),
        None => message,
    };
    let mut diag = Diagnostic::new(Code::Template, message);
    diag.place = place;
    diag.help = help.into_iter().collect();
    diag
}

/// Tera's most frequent messages in Spanish; the others are quoted.
fn spanish(message: &str) -> (String, Option<String>) {
    let fixed = FIXED.iter().find(|(said, ..)| message.starts_with(said));
    if let Some((_, words, help)) = fixed {
        return ((*words).to_owned(), Some((*help).to_owned()));
    }
    if let Some((found, wanted)) = message
        .strip_prefix("Found ")
        .and_then(|rest| rest.split_once(" but expected "))
    {
        let (found, wanted) = (found.trim_matches('`'), wanted.trim_end_matches('.'));
        let wanted = match wanted.trim_matches('`') {
            "identifier" => "un nombre".to_owned(),
            wanted if wanted.starts_with("one of: ") => "un valor".to_owned(),
            wanted => format!("`{wanted}`"),
        };
        return (format!("aquí hay `{found}` y se espera {wanted}"), None);
    }
    if let Some((wanted, found)) = message
        .strip_prefix("Invalid type for the value, expected ")
        .and_then(|rest| rest.split_once(" but got "))
    {
        let message = format!("aquí va un valor de tipo {wanted} y este es de tipo {found}");
        return (message, None);
    }
    let (head, known) = match message.split_once(" Available ") {
        Some((head, tail)) => (head, tail.split_once(": ").map(|(_, names)| names)),
        None => (message, None),
    };
    let head = head.trim_end_matches('.');
    for (before, after, words) in NAMED {
        let rest = head.strip_prefix(before);
        let named = rest.and_then(|rest| rest.strip_prefix(" `")?.split_once('`'));
        if let Some((name, _)) = named.filter(|(_, rest)| rest.ends_with(after)) {
            let help = known.map(|names| instead(name, names.split(", "), "aquí hay"));
            return (words.replace("{}", name), help);
        }
    }
    (format!("la plantilla falló: «{message}»"), None)
}
