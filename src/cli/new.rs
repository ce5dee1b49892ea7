//! `acervo new`: a document with the fields of its collection, explained; or a theme.

use super::args::NewArgs;
use super::create;
use super::folder::read_site;
use super::status::{Status, Terminal};
use crate::base::fold::slug;
use crate::base::near::instead;
use crate::base::path::is_portable;
use crate::base::text::one_line;
use crate::base::unseen;
use crate::config::Site;
use crate::config::components::Components;
use crate::config::guide::COMPONENTS;
use crate::config::sample::{record, takes, written};
use crate::config::schema::{Collection, Field, FieldKind};
use crate::data::Span;
use crate::diag::Failure;
use crate::source::CONTENT;
use std::io::ErrorKind;

/// Most ids of a vocabulary that fit in a comment.
const IDS: usize = 12;

pub(super) fn run(terminal: &Terminal, args: &NewArgs) -> Result<Status, Failure> {
    let site = read_site(&args.folder.root)?;
    if args.collection == "theme" && site.collection("theme").is_none() {
        return super::theme::run(terminal, &args.folder.root, &site.language, &args.title);
    }
    let collection = collection(&site, &args.collection)?;
    let (title, name) = name(&args.title)?;
    let folder = args.folder.root.join(CONTENT).join(&collection.path);
    let path = folder.join(format!("{name}.md"));
    create::folder(&folder)?;
    let components = crate::engine::components(&args.folder.root, &site);
    let hint = hint(&site, collection, &components);
    let text = header(&site, collection, &title) + BODY + &hint;
    create::create(&path, text.as_bytes()).map_err(|e| {
        let failure = Failure::io("no se pudo crear", &path, &e);
        match e.kind() {
            ErrorKind::AlreadyExists => failure.help("use otro título o borre el archivo"),
            ErrorKind::InvalidFilename => failure.help("use un título más corto"),
            _ => failure,
        }
    })?;
    terminal.out(&format!("{}\n", path.display()));
    terminal.say("Llene los campos y revise con: acervo check");
    Ok(Status::Fine)
}

/// What a new document says where its text goes.
const BODY: &str = "\nEscriba aquí el primer párrafo: de qué trata y para quién sirve.\n\n## Primera sección\n\nEscriba aquí.\n";

/// The collection of that name.
pub(super) fn collection<'s>(site: &'s Site, name: &str) -> Result<&'s Collection, Failure> {
    site.collection(name)
        .map(|at| &site.collections[at])
        .ok_or_else(|| {
            let names = site.collections.iter().map(|c| c.name.as_str());
            let help = instead(name, names, "las colecciones son");
            Failure::new(format!("la colección «{name}» no existe")).help(help)
        })
}

/// A title in one line, and the name that it gives to the file.
pub(super) fn name(title: &str) -> Result<(String, String), Failure> {
    // As it is pasted, it may hold line ends and signs that no header takes.
    let title = one_line(&unseen::without(title));
    let name = slug(&title);
    if name.is_empty() {
        return Err(Failure::new("el título necesita letras o números"));
    }
    if !is_portable(&name) {
        let message = format!("Windows no puede guardar un archivo que se llame «{name}.md»");
        return Err(Failure::new(message).help("use otro título"));
    }
    Ok((title, name))
}

/// The front matter of a new document: required fields to fill, the others as comments.
pub(super) fn header(site: &Site, collection: &Collection, title: &str) -> String {
    let mut out = String::from("---\n");
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    let key = collection.field("titulo").map_or("titulo", |f| &f.key);
    out.push_str(&format!("{key}: \"{quoted}\"\n"));
    let own = collection.fields.iter().filter(|f| f.name != "titulo");
    let (required, optional): (Vec<&Field>, Vec<&Field>) = own
        .filter(|f| !f.reserved || f.span != Span::default() || SHOWN.contains(&f.name.as_str()))
        .partition(|f| f.required && f.default.is_none());
    if !required.is_empty() {
        out.push_str("\n# ── Obligatorios: escriba el valor después de los dos puntos ──\n");
    }
    for field in required {
        out.push_str(&comment(site, field));
        out.push_str(&format!("{}:\n", field.key));
        if field.kind == FieldKind::Record {
            out.push_str(&record(site, field, "  "));
        }
    }
    if !optional.is_empty() {
        out.push_str("\n# ── Opcionales: quite el # de la línea que use ──\n");
    }
    for field in optional {
        out.push_str(&comment(site, field));
        for line in written(site, field).lines() {
            out.push_str(&format!("# {line}\n"));
        }
    }
    out.push_str("---\n");
    out
}

/// Components that suit the document, in a comment that no page shows.
fn hint(site: &Site, collection: &Collection, components: &Components) -> String {
    let names = collection.components.iter();
    let found = names.filter_map(|(name, _)| components.find(name));
    let examples: Vec<&str> = found
        .map(|component| component.example.as_str())
        .filter(|example| !example.is_empty() && !example.contains("-->"))
        .collect();
    if examples.is_empty() {
        return String::new();
    }
    let guide = site.guide.as_ref().map_or(String::new(), |guide| {
        format!(
            "\n\nTodos, con su explicación: {}, con acervo serve.",
            guide.page(COMPONENTS)
        )
    });
    format!(
        "\n<!-- Esto puede servir aquí. Cópielo fuera de este comentario, que no se publica.\n\n{}{guide}\n-->\n",
        examples.join("\n\n")
    )
}

/// Reserved fields that every new document shows, besides those that site.toml declares.
const SHOWN: &[&str] = &[
    "resumen", "fecha", "revisar_antes_de", "responsable", "hechos", "fuentes", "borrador",
];

/// What a field is for and what it takes.
fn comment(site: &Site, field: &Field) -> String {
    let mut out = String::new();
    let help = match field.help.as_str() {
        "" => String::new(),
        help => format!(" {help}"),
    };
    out.push_str(&format!("# {}.{help}\n", field.label.trim_end_matches('.')));
    out.push_str(&format!("#   {}.\n", takes(field)));
    if let FieldKind::Term(vocabulary) = &field.kind {
        let terms = &site.vocabularies[*vocabulary].terms;
        let ids: Vec<&str> = terms.iter().map(|t| t.id.as_str()).take(IDS).collect();
        let more = if terms.len() > IDS { ", …" } else { "" };
        out.push_str(&format!("#   Términos: {}{more}\n", ids.join(", ")));
    }
    for part in &field.fields {
        let must = if part.required { "" } else { " (opcional)" };
        let help = if part.help.is_empty() {
            &part.label
        } else {
            &part.help
        };
        out.push_str(&format!(
            "#   - {}{must}: {}\n",
            part.key,
            help.trim_end_matches('.')
        ));
    }
    out
}
