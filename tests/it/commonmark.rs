//! The 652 examples of CommonMark 0.31.2, run against the renderer.

use acervo::parse::{RawHtml, markdown};
use std::collections::BTreeMap;

#[derive(serde::Deserialize)]
struct Example {
    example: u32,
    section: String,
    markdown: String,
    html: String,
}

/// Examples whose HTML is another one on purpose, and why.
const DEVIATIONS: &[(u32, &str)] = &[];

fn examples() -> Vec<Example> {
    let text = include_str!("../commonmark/spec.json");
    serde_json::from_str(text).unwrap()
}

fn render(text: &str) -> String {
    let file = "content/casos/a.md".into();
    let out = markdown::read(&file, text, 0, RawHtml::Trust);
    let html = out.value.html;
    assert!(html.holes.is_empty(), "a hole where all links are plain");
    html.text
}

#[test]
fn every_example_is_there() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let numbers: Vec<u32> = examples.iter().map(|e| e.example).collect();
    assert_eq!(numbers, (1..=652).collect::<Vec<_>>());
}

#[test]
fn examples_give_the_html_of_the_specification() {
    let reasons: BTreeMap<u32, &str> = DEVIATIONS.iter().copied().collect();
    let mut bad = Vec::new();
    for Example {
        example,
        section,
        markdown,
        html,
    } in examples()
    {
        let got = render(&markdown);
        match (got == html, reasons.get(&example)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(why)) => bad.push(format!("{example} is listed ({why}) and passes")),
            (false, None) => bad.push(format!(
                "{example} ({section})\n  wrote    {markdown:?}\n  expected {html:?}\n  got      {got:?}"
            )),
        }
    }
    assert!(
        bad.is_empty(),
        "{} examples:\n{}",
        bad.len(),
        bad.join("\n")
    );
}
