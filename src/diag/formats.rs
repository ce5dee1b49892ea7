//! Diagnostics for machines that show them beside the code: GitHub's annotations and SARIF 2.1.0.

use super::report::Report;
use super::{Code, Diagnostic, Place, Severity};
use crate::base::path::encode;
use serde_json::{Value, json};

/// Workflow commands: one line a finding, shown by GitHub at its line.
pub(super) fn github(report: &Report) -> String {
    let mut out = String::new();
    for diag in report.diags() {
        let level = match diag.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        out.push_str(&format!("::{level} "));
        if let Some(place) = &diag.place {
            let (start, end) = (report.line_col(place), report.line_col(&end_of(place)));
            out.push_str(&format!(
                "file={},line={},endLine={},col={},endColumn={},",
                property(&place.file),
                start.line,
                end.line,
                start.column,
                end.column
            ));
        }
        let text = message(diag);
        out.push_str(&format!("title={}::{}\n", diag.code, data(&text)));
    }
    out
}

/// What the value of a workflow command must escape.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What a property of a workflow command must escape.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The message with what to do, in one text.
pub(super) fn message(diag: &Diagnostic) -> String {
    let mut out = diag.message.clone();
    for help in &diag.help {
        out.push_str(&format!(" ({help})"));
    }
    out
}

/// A log of static analysis, as code review tools read it.
pub(super) fn sarif(report: &Report) -> String {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = report.diags().iter().map(|d| result(report, d)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "acervo",
                "version": env!("CARGO_PKG_VERSION"),
                "language": "es",
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log}\n")
}

fn rule(code: Code) -> Value {
    let mut rule = json!({
        "id": code.slug(),
        "shortDescription": {"text": code.meaning()},
        "defaultConfiguration": {"level": level(code.severity())},
    });
    if let Some(more) = super::explain::explain(code) {
        rule["help"] = json!({"text": more.why});
    }
    rule
}

fn result(report: &Report, diag: &Diagnostic) -> Value {
    let rule = Code::ALL.iter().position(|c| *c == diag.code);
    let mut out = json!({
        "ruleId": diag.code.slug(),
        "ruleIndex": rule,
        "level": level(diag.severity),
        "message": {"text": message(diag)},
        "locations": diag.place.iter().map(|p| location(report, p, None)).collect::<Vec<_>>(),
    });
    if !diag.labels.is_empty() {
        let labels = diag.labels.iter();
        let related: Vec<Value> = labels
            .map(|(place, text)| location(report, place, Some(text)))
            .collect();
        out["relatedLocations"] = related.into();
    }
    out
}

fn location(report: &Report, place: &Place, text: Option<&str>) -> Value {
    let (start, end) = (report.line_col(place), report.line_col(&end_of(place)));
    let mut out = json!({"physicalLocation": {
        "artifactLocation": {"uri": encode(&place.file)},
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }});
    if let Some(text) = text {
        out["message"] = json!({"text": text});
    }
    out
}

/// The place just after another one.
fn end_of(place: &Place) -> Place {
    Place {
        file: place.file.clone(),
        start: place.end,
        end: place.end,
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
