//! Findings for machines: GitHub's annotations and SARIF, and what `explain` says of a code.

use crate::site::SiteTest;
use acervo::diag::{Code, Severity, explain, show::Format};
use serde_json::Value;

const MISTAKES: &str = "-- content/casos/a b.md --\n---\ntitulo: Uno\nfehca: 2026\n---\n\
     # Otro título\n\nVea [esto](no-esta.md).\n";

fn text(format: Format) -> String {
    let site = SiteTest::new(MISTAKES);
    let report = site.snapshot.report(site.snapshot.render_all());
    report.text(format)
}

#[test]
fn github_gets_one_escaped_line_for_each_finding() {
    let text = text(Format::Github);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    let start = "::error file=content/casos/a b.md,line=3,endLine=3,col=1,endColumn=6,title=campo-desconocido::";
    assert!(lines[0].starts_with(start), "{text}");
    assert!(lines[0].contains("¿quiso decir `fecha`?"), "{text}");
    assert!(lines[1].starts_with("::warning file="), "{text}");
}

/// What the specification requires of a log, sections 3.13 to 3.30.
fn expect_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let runs = log["runs"].as_array().unwrap();
    for run in runs {
        let driver = &run["tool"]["driver"];
        assert!(!driver["name"].as_str().unwrap().is_empty());
        let rules = driver["rules"].as_array().unwrap();
        let ids: Vec<&str> = rules.iter().map(|r| r["id"].as_str().unwrap()).collect();
        for (i, id) in ids.iter().enumerate() {
            assert!(!ids[..i].contains(id), "{id} twice");
            assert!(rules[i]["shortDescription"]["text"].is_string());
            let level = rules[i]["defaultConfiguration"]["level"].as_str();
            assert!(matches!(level, Some("error" | "warning")), "{level:?}");
        }
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        for result in run["results"].as_array().unwrap() {
            expect_result(result, &ids);
        }
    }
}

fn expect_result(result: &Value, ids: &[&str]) {
    let rule = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(ids[rule], result["ruleId"]);
    assert!(!result["message"]["text"].as_str().unwrap().is_empty());
    assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
    for location in result["locations"].as_array().unwrap() {
        let place = &location["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.contains([' ', '\\']) && !uri.starts_with('/'), "{uri}");
        let at = |key: &str| place["region"][key].as_u64().unwrap();
        assert!(at("startLine") >= 1 && at("startColumn") >= 1);
        let (start, end) = (
            (at("startLine"), at("startColumn")),
            (at("endLine"), at("endColumn")),
        );
        assert!(start <= end, "{location}");
    }
}

#[test]
fn sarif_has_the_required_shape_and_the_places() {
    let log: Value = serde_json::from_str(&text(Format::Sarif)).unwrap();
    expect_sarif(&log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    let first = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(first["artifactLocation"]["uri"], "content/casos/a%20b.md");
    assert_eq!(first["region"]["startLine"], 3);
    assert_eq!(first["region"]["endColumn"], 6);
}

#[test]
fn sarif_without_findings_is_still_a_log() {
    let site = SiteTest::new("-- content/casos/a.md --\n---\ntitulo: Uno\n---\n");
    let text = site.snapshot.report(Vec::new()).text(Format::Sarif);
    let log: Value = serde_json::from_str(&text).unwrap();
    expect_sarif(&log);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 0);
}

#[test]
fn explain_shows_the_mistake_and_the_mended_text() {
    let said = explain::text(Code::LinkBroken);
    for part in [
        "enlace-roto", "Así no:", "gobernansa.md", "Así sí:", "gobernanza.md",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let all = explain::list();
    for code in Code::ALL {
        assert!(all.contains(code.slug()), "{code}");
    }
    let errors = all.split("Avisos").next().unwrap();
    assert_eq!(
        errors.contains("titulo-en-el-cuerpo"),
        Code::HeadingTop.severity() == Severity::Error
    );
}
