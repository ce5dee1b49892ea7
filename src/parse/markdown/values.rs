//! Values of a component's parameters, each held against its kind.

use super::Walk;
use crate::base::near::instead;
use crate::config::components::{ANSWERS, CHARTS, Kind, Param};
use crate::diag::Code;
use crate::parse::component::{Chart, Column, Component, TableUse, Value};
use crate::parse::directive::{Arg, Quotes};
use crate::parse::html::Html;
use crate::parse::links::{Destination, Target, classify};
use std::ops::Range;

/// What each of [`CHARTS`] stands for.
const DRAWN: [Chart; 3] = [Chart::Bars, Chart::Lines, Chart::Stacked];

impl Walk<'_> {
    /// The value of a parameter; `None` when it was found wrong.
    pub(super) fn value(
        &mut self,
        param: &Param,
        arg: &Arg,
        component: &mut Component,
        table: &mut Option<TableUse>,
    ) -> Option<Value> {
        let name = &param.name;
        let at = arg.value.clone();
        let text = self.body()[at.clone()].trim();
        if let Some((message, help)) = unquoted(param, arg, text) {
            let range = arg.name.start..at.end;
            self.report(Code::ComponentParam, range, message, help);
            return None;
        }
        let plain = Some(Value::Text(text.into()));
        match &param.kind {
            Kind::Text => plain,
            Kind::Markdown => {
                let html = self.words_of_line(at);
                self.prose.block();
                Some(Value::Html(html))
            }
            Kind::Choice(values) => {
                self.one_of(param, at, values.iter().map(String::as_str))?;
                plain
            }
            Kind::Answer => {
                self.one_of(param, at, ANSWERS.into_iter())?;
                plain
            }
            Kind::Chart => {
                let chosen = self.one_of(param, at, CHARTS.into_iter())?;
                component.chart = Some(DRAWN[chosen]);
                plain
            }
            Kind::File => {
                self.check_image_file(text, self.span(at.clone()));
                let before = self.links.len();
                let (html, _) = self.file_of_site(param, at)?;
                self.show_from(before);
                Some(Value::Html(html))
            }
            Kind::Table => {
                let span = self.span(at.clone());
                let lower = text.to_lowercase();
                if !lower.ends_with(".csv") && !lower.ends_with(".xlsx") {
                    let message = format!("`{name}` pide un archivo CSV o XLSX");
                    let help = "guarde la tabla como CSV UTF-8 junto al documento";
                    self.report(Code::ComponentParam, at, message, help);
                    return None;
                }
                let (html, path) = self.file_of_site(param, at)?;
                let table = table.get_or_insert_default();
                (table.path, table.span) = (path, span);
                Some(Value::Html(html))
            }
            Kind::Sheet => {
                table.get_or_insert_default().sheet = Some((text.into(), self.span(at)));
                plain
            }
            Kind::Columns => {
                let columns = self.columns(at);
                table.get_or_insert_default().columns = columns;
                plain
            }
        }
    }

    /// Position of a value among those that a parameter may have.
    fn one_of<'n>(
        &mut self,
        param: &Param,
        at: Range<usize>,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<usize> {
        let text = self.body()[at.clone()].trim();
        let found = names.clone().position(|name| name == text);
        if found.is_none() {
            let help = instead(text, names, "use uno de estos");
            let message = format!("`{}` no puede ser «{text}»", param.name);
            self.report(Code::ComponentParam, at, message, help);
        }
        found
    }

    /// A hole for the address of a file, and its path from the top of the content.
    fn file_of_site(&mut self, param: &Param, at: Range<usize>) -> Option<(Html, Box<str>)> {
        let written = &self.body()[at.clone()];
        let span = self.span(at.clone());
        match classify(self.from, written.trim()) {
            Destination::Internal(target) => {
                let path = match &target {
                    Target::File { path, .. } => path.clone(),
                    _ => Box::default(),
                };
                self.writer.open();
                self.internal(target, span);
                Some((self.writer.close(), path))
            }
            Destination::External => {
                let message = "este archivo se cargaría desde otro sitio";
                let help = "guárdelo junto al documento y escriba su nombre";
                self.report_at(Code::LinkUnsafe, span, message, help);
                None
            }
            Destination::Mistaken(message, help) => {
                self.report(Code::ComponentParam, at, message, help);
                None
            }
            _ => {
                let message = format!("`{}` no nombra un archivo", param.name);
                let help = "escriba el nombre de un archivo junto al documento";
                self.report(Code::ComponentParam, at, message, help);
                None
            }
        }
    }

    /// `columna, columna: nombre en la página`; with `;` between them where a name has a comma.
    fn columns(&mut self, at: Range<usize>) -> Vec<Column> {
        let text = &self.body()[at.clone()];
        let separator = if text.contains(';') { ';' } else { ',' };
        let mut out = Vec::new();
        let mut from = at.start;
        for part in text.split(separator) {
            let (name, label) = part.split_once(':').unwrap_or((part, part));
            let start = from + name.len() - name.trim_start().len();
            let end = start + name.trim().len();
            let [name, label] = [name.trim(), label.trim()];
            if !name.is_empty() {
                out.push(Column {
                    name: name.into(),
                    label: if label.is_empty() { name } else { label }.into(),
                    span: self.span(start..end),
                });
            }
            from += part.len() + 1;
        }
        out
    }
}

/// What is wrong with how a value is quoted, and what to write.
fn unquoted(param: &Param, arg: &Arg, text: &str) -> Option<(String, String)> {
    let name = &param.name;
    let message = match arg.quotes {
        Quotes::Closed if text.is_empty() => {
            let help = match param.required {
                true => "escriba su valor entre las comillas".to_owned(),
                false => format!("escriba su valor entre las comillas, o quite `{name}`"),
            };
            return Some((format!("`{name}` está vacío"), help));
        }
        Quotes::Closed => return None,
        Quotes::Open => format!("las comillas de `{name}` no se cierran"),
        Quotes::Missing => format!("el valor de `{name}` va entre comillas"),
        Quotes::Other => format!("el valor de `{name}` va entre comillas rectas"),
        Quotes::Apart => format!("entre `{name}` y su valor va solo el signo `=`"),
    };
    let bare = text.trim_matches(['"', '“', '”', '„', '«', '»', '\'', '‘', '’']);
    let bare = if bare.is_empty() { "valor" } else { bare };
    let help = match arg.quotes {
        Quotes::Apart => format!("escríbalo todo seguido: `{name}=\"{bare}\"`"),
        _ => format!("use comillas rectas: `{name}=\"{bare}\"`"),
    };
    Some((message, help))
}
