//! Headings, with anchors that are unique in their page and safe in Spanish.

use crate::base::fold::slug;
use crate::diag::{Code, Diagnostic};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// One heading of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    pub anchor: Box<str>,
    pub text: Box<str>,
}

/// Gathers headings and gives each its anchor.
#[derive(Default)]
pub(super) struct Outline {
    pub headings: Vec<Heading>,
    used: FxHashMap<Box<str>, u32>,
}

impl Outline {
    /// Adds a heading and returns its anchor: the slug, with `-2`, `-3`… for repetitions.
    pub fn add(&mut self, level: u8, text: &str) -> &str {
        let mut anchor = slug(text);
        if anchor.is_empty() {
            anchor.push_str("seccion");
        }
        if let Some(mut n) = self.used.get(&*anchor).copied() {
            let base = anchor.clone();
            while self.used.contains_key(&*anchor) {
                n += 1;
                anchor = format!("{base}-{}", n + 1);
            }
            self.used.insert(base.into(), n);
        }
        self.used.insert(anchor.as_str().into(), 0);
        self.headings.push(Heading {
            level,
            anchor: anchor.into(),
            text: text.trim().into(),
        });
        self.headings.last().map_or("", |heading| &heading.anchor)
    }
}

/// Where no section is near, up to this many are named.
const FEW: usize = 12;

/// What is told of the sections of a document that lacks one.
pub fn sections<'a>(anchors: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<&str> = anchors.collect();
    match all.len() {
        0 => "no tiene ninguna: enlace sin lo que sigue desde `#`, o deje solo las palabras".into(),
        1..FEW => format!("sus secciones son: {}", all.join(", ")),
        _ => "el nombre sale del título: el de `## ¿Qué se hizo?` es `#que-se-hizo`".into(),
    }
}

/// What is said of a section of level one; the caller adds the place.
pub fn at_top() -> Diagnostic {
    Diagnostic::new(Code::HeadingTop, "`#` es el nivel del título de la página")
        .help("use `##` para las secciones; se mostraron un nivel más abajo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique_and_keep_enie_apart() {
        let mut outline = Outline::default();
        let got: Vec<String> = ["Año", "Ano", "Año", "Año 2", "¿?", "Anio-2"]
            .iter()
            .map(|t| outline.add(2, t).into())
            .collect();
        assert_eq!(
            got,
            ["anio", "ano", "anio-2", "anio-2-2", "seccion", "anio-2-3"]
        );
    }
}
