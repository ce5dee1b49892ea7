//! Diagnostics as text: with the source line, one line each, or JSON.

use super::report::Report;
use super::{Diagnostic, Place, Severity, formats};
use crate::base::lines::{floor_boundary, line_start};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the source line and a mark below it.
    Full { color: bool },
    /// `file:line:column: error[code]: message`, the form that editors read.
    Short,
    /// One JSON object a line.
    Json,
    /// Annotations of GitHub's workflows.
    Github,
    /// One SARIF 2.1.0 log.
    Sarif,
}

/// More than this many findings are shown in the short form after the first ones.
const FULL_LIMIT: usize = 200;

impl Report {
    /// All findings as text.
    pub fn text(&self, format: Format) -> String {
        match format {
            Format::Github => return formats::github(self),
            Format::Sarif => return formats::sarif(self),
            Format::Full { .. } | Format::Short | Format::Json => {}
        }
        let mut out = String::new();
        for (i, diag) in self.diags().iter().enumerate() {
            match format {
                Format::Full { color } if i < FULL_LIMIT => self.full(diag, color, &mut out),
                Format::Full { .. } | Format::Short => self.short(diag, &mut out),
                Format::Json => out.push_str(&format!("{}\n", self.json(diag))),
                Format::Github | Format::Sarif => {}
            }
        }
        out
    }

    /// A file that holds zeros is no text, and nobody can read its line.
    fn full(&self, diag: &Diagnostic, color: bool, out: &mut String) {
        let level = match diag.severity {
            Severity::Error => Level::ERROR.with_name("error"),
            Severity::Warning => Level::WARNING.with_name("aviso"),
        };
        let mut group = Group::with_title(level.primary_title(&diag.message).id(diag.code.slug()));
        match &diag.place {
            Some(place) if self.source(place).contains('\0') => {
                let at = self.line_col(place);
                let origin = Origin::path(&*place.file).line(at.line as usize);
                group = group.element(origin.char_column(at.column as usize));
            }
            Some(place) => group = group.element(self.snippet(place, None)),
            None => {}
        }
        for (place, text) in &diag.labels {
            group = group.element(self.snippet(place, Some(text)));
        }
        for help in &diag.help {
            group = group.element(Level::HELP.with_name("ayuda").message(help));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }

    fn snippet<'a>(
        &'a self,
        place: &'a Place,
        label: Option<&'a String>,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let text = self.source(place);
        let start = floor_boundary(text, place.start as usize);
        let end = floor_boundary(text, place.end as usize).max(start);
        // A finding marks its first line: a mark over many lines says less.
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        // The renderer reads all it is given, and shows this line.
        let from = line_start(text, start);
        let line = &text[from..(line_end + 1).min(text.len())];
        let kind = match label {
            None => AnnotationKind::Primary,
            Some(_) => AnnotationKind::Context,
        };
        let mark = kind.span(start - from..end.min(line_end) - from);
        Snippet::source(line)
            .line_start(self.line_col(place).line as usize)
            .path(&*place.file)
            .annotation(match label {
                Some(label) => mark.label(label.as_str()),
                None => mark,
            })
    }

    fn short(&self, diag: &Diagnostic, out: &mut String) {
        if let Some(place) = &diag.place {
            let at = self.line_col(place);
            out.push_str(&format!("{}:{}:{}: ", place.file, at.line, at.column));
        }
        let level = level_name(diag.severity);
        out.push_str(&format!(
            "{level}[{}]: {}\n",
            diag.code,
            formats::message(diag)
        ));
    }

    /// A finding as data.
    pub fn json(&self, diag: &Diagnostic) -> serde_json::Value {
        let at = diag.place.as_ref().map(|p| self.line_col(p));
        serde_json::json!({
            "codigo": diag.code.slug(),
            "nivel": level_name(diag.severity),
            "mensaje": diag.message,
            "archivo": diag.place.as_ref().map(|p| &*p.file),
            "linea": at.map(|a| a.line),
            "columna": at.map(|a| a.column),
            "ayuda": diag.help,
        })
    }
}

/// The word for a severity.
pub fn level_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "aviso",
    }
}
