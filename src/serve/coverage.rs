//! What the site covers and lacks, as a page of the preview: what `acervo report` tells, with links.
//!
//! Never part of what `build` writes, so it has a page of its own and no template of the theme.

use super::gate::Answer;
use super::guard;
use crate::base::figures::counted;
use crate::base::text::{capitalized, escaped};
use crate::catalog::coverage::{AgreementLine, Coverage};
use crate::catalog::cross::{COLLECTION, Cross, axes};
use crate::catalog::opinions::Opinions;
use crate::engine::Snapshot;

/// Its address in the preview.
pub const PATH: &str = "_acervo/cobertura";

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"es\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
    <title>Cobertura</title>\n<style>\n\
    body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;padding:16px;max-width:75rem}\n\
    form{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:end}\n\
    label{display:grid}select,button{font:inherit;min-height:32px}\n\
    .tabla{overflow-x:auto}table{border-collapse:collapse;margin:16px 0}\n\
    th,td{border:1px solid #767676;padding:4px 8px;text-align:right;vertical-align:bottom}\n\
    th{font-weight:600}tbody th{text-align:left}\n\
    .vacia{background:#fff1c2;color:#5c3d00;font-weight:600}\n\
    @media (prefers-color-scheme:dark){.vacia{background:#4a3500;color:#ffe6a3}}\n\
    @media (forced-colors:active){.vacia{outline:3px solid}}\n\
    li a,p a{display:inline-block;min-height:24px;vertical-align:top}code{overflow-wrap:anywhere}\n\
    </style>\n</head>\n<body>\n<main>\n";

/// Answers the page; `filas` and `columnas` of the query name the two fields that are crossed.
pub(super) fn answer(snapshot: &Snapshot, query: &str) -> Answer {
    let field = |name| guard::parameter(query, name).filter(|value| !value.is_empty());
    let (rows, columns) = (field("filas"), field("columnas"));
    let cross = match (&rows, &columns) {
        (Some(rows), Some(columns)) => Some((rows.as_str(), columns.as_str())),
        (Some(one), None) | (None, Some(one)) => Some((COLLECTION, one.as_str())),
        (None, None) => None,
    };
    let (status, coverage, failure) = match snapshot.coverage(cross) {
        Ok(coverage) => (200, Some(coverage), None),
        // A mistyped address still shows the form and the usual table.
        Err(unknown) => (404, snapshot.coverage(None).ok(), Some(unknown)),
    };
    let mut out = String::from(HEAD);
    out.push_str("<p><a href=\"/\">Ir al sitio</a></p>\n<h1>Cobertura: qué hay y qué falta</h1>\n");
    if let Some(failure) = failure {
        let help = failure.help.unwrap_or_default();
        let (message, help) = (escaped(&failure.message), escaped(&help));
        out.push_str(&format!(
            "<p role=\"alert\"><strong>{message}</strong>; {help}.</p>\n"
        ));
    }
    if let Some(coverage) = coverage {
        body(snapshot, &coverage, &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    Answer::new(status, "text/html; charset=utf-8", out)
}

fn body(snapshot: &Snapshot, coverage: &Coverage, out: &mut String) {
    let documents = counted(coverage.documents, "documento", "documentos");
    out.push_str(&format!(
        "<p>{documents}. Los borradores se cuentan si la vista previa se abre con \
         <code>--drafts</code>.</p>\n"
    ));
    form(snapshot, &coverage.cross, out);
    table(&coverage.cross, out);
    for state in &coverage.states {
        let docs = &state.docs;
        let title = escaped(&capitalized(state.name));
        let documents = counted(docs.len(), "documento", "documentos");
        section(&title, &documents, docs.is_empty(), out, |out| {
            for doc in docs {
                let url = escaped(&crate::base::path::encode(&doc.url));
                let (title, file) = (escaped(&doc.title), escaped(&doc.file));
                out.push_str(&format!(
                    "<li><a href=\"/{url}\">{title}</a> <code>{file}</code></li>\n"
                ));
            }
        });
    }
    let facts = &coverage.facts;
    let total = counted(facts.len(), "hecho", "hechos");
    section(
        "Hechos que nadie cita",
        &total,
        facts.is_empty(),
        out,
        |out| {
            for fact in facts {
                let (code, text) = (escaped(&fact.code), escaped(&fact.text));
                out.push_str(&format!("<li><strong>{code}</strong> {text}</li>\n"));
            }
        },
    );
    if let Some(agreements) = &coverage.agreements {
        agreed("Acuerdos con el plazo pasado", &agreements.overdue, out);
        agreed("Acuerdos sin respuesta", &agreements.unanswered, out);
    }
    if let Some(opinions) = &coverage.opinions {
        readers(opinions, out);
    }
}

fn agreed(title: &str, lines: &[AgreementLine], out: &mut String) {
    let total = counted(lines.len(), "acuerdo", "acuerdos");
    section(title, &total, lines.is_empty(), out, |out| {
        for line in lines {
            let who = escaped(&line.entities.join(", "));
            let (text, file) = (escaped(&line.text), escaped(&line.file));
            let due = match &line.due {
                Some(due) => format!(", para el {}", escaped(due)),
                None => String::new(),
            };
            let who = if who.is_empty() {
                who
            } else {
                format!(" ({who})")
            };
            out.push_str(&format!("<li>{text}{who}{due} <code>{file}</code></li>\n"));
        }
    });
}

/// What readers say, as `acervo import feedback` brought it in.
fn readers(opinions: &Opinions, out: &mut String) {
    let pages = &opinions.pages;
    let total = counted(pages.len(), "página", "páginas");
    section("No ayudaron", &total, pages.is_empty(), out, |out| {
        for page in pages {
            let url = escaped(&crate::base::path::encode(&page.url));
            let title = match page.title.as_str() {
                "" => &page.url,
                title => title,
            };
            let (title, no, yes) = (escaped(title), page.no, page.yes);
            out.push_str(&format!(
                "<li><a href=\"/{url}\">{title}</a>: no ayudó {no}, sí ayudó {yes}</li>\n"
            ));
        }
    });
    let lists = [
        ("Lo que falta, según los lectores", &opinions.missing),
        ("Búsquedas sin respuesta", &opinions.searches),
    ];
    for (title, wanted) in lists {
        let total = wanted.len().to_string();
        section(title, &total, wanted.is_empty(), out, |out| {
            for one in wanted {
                let (text, times) = (escaped(&one.text), counted(one.times, "vez", "veces"));
                out.push_str(&format!("<li>{text}: {times}</li>\n"));
            }
        });
    }
}

/// A list under its heading; nothing when it is empty.
fn section(title: &str, total: &str, empty: bool, out: &mut String, items: impl Fn(&mut String)) {
    if empty {
        return;
    }
    out.push_str(&format!("<h2>{title}: {total}</h2>\n<ul>\n"));
    items(out);
    out.push_str("</ul>\n");
}

fn form(snapshot: &Snapshot, cross: &Cross, out: &mut String) {
    out.push_str(&format!("<form method=\"get\" action=\"/{PATH}\">\n"));
    let sides = [
        ("filas", "Filas", &cross.rows),
        ("columnas", "Columnas", &cross.columns),
    ];
    for (name, label, axis) in sides {
        out.push_str(&format!("<label>{label}<select name=\"{name}\">\n"));
        for (field, label) in axes(snapshot.config()) {
            let chosen = if field == axis.field { " selected" } else { "" };
            let (field, label) = (escaped(field), escaped(label));
            out.push_str(&format!(
                "<option value=\"{field}\"{chosen}>{label}</option>\n"
            ));
        }
        out.push_str("</select></label>\n");
    }
    out.push_str("<button type=\"submit\">Cruzar</button>\n</form>\n");
}

fn table(cross: &Cross, out: &mut String) {
    let title = format!("{} y {}", cross.rows.label, cross.columns.label);
    let title = escaped(&title);
    out.push_str(&format!(
        "<div class=\"tabla\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\n\
         <table>\n<caption>{title}</caption>\n<thead><tr><td></td>"
    ));
    for column in &cross.columns.values {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(column)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (row, (name, cells)) in cross.rows.values.iter().zip(&cross.cells).enumerate() {
        out.push_str(&format!("<tr><th scope=\"row\">{}</th>", escaped(name)));
        for (column, n) in cells.iter().enumerate() {
            out.push_str(&match n {
                0 if cross.lacks(row, column) => "<td class=\"vacia\">falta</td>".to_owned(),
                0 => "<td></td>".to_owned(),
                n => format!("<td>{n}</td>"),
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    let empty = counted(cross.empty.len(), "combinación", "combinaciones");
    if !cross.empty.is_empty() {
        out.push_str(&format!(
            "<p>Sin documentos: {empty}, con «falta» en la tabla.</p>\n"
        ));
    }
}
