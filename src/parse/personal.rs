//! Data of persons in a text: e-mail, Colombian telephone, identity number.
//!
//! Careful on both sides: a figure in pesos or a fact's code is no finding, a mailbox of an office
//! is no person's.

use crate::base::fold::fold;
use crate::diag::{Code, Diagnostic};
use std::ops::Range;

/// Mailboxes that belong to an office, by how their names start.
const OFFICES: &[&str] = &[
    "alcaldia", "atencion", "contacto", "contactenos", "correspondencia", "info", "juridica",
    "notificaciones", "planeacion", "pqr", "prensa", "radicacion", "secretaria", "servicio",
    "soporte", "ventanilla",
];

/// What announces an identity number, folded.
const IDENTITY: &[&str] = &[
    "c.c",
    "c. c",
    "cc",
    "cedula",
    "cedula de ciudadania",
    "cedula de extranjeria",
    "documento de identidad",
    "identificada con",
    "identificado con",
    "nuip",
    "t.i",
    "t. i",
    "ti",
    "tarjeta de identidad",
];

/// Stands where data of a person stood.
const COVER: &str = "[dato quitado]";

/// What is said of a finding; the caller adds the place.
pub fn finding(kind: &str) -> Diagnostic {
    let message = format!("parece {kind}: no publique datos de personas");
    Diagnostic::new(Code::PersonalData, message).help("quítelo, o nombre el cargo y la entidad")
}

/// Each finding: what it seems and where it is.
pub fn find(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let mut out = Vec::new();
    if text.contains('@') {
        out.extend(emails(text).into_iter().map(|r| ("un correo", r)));
    }
    // Many bytes are looked at together: most texts have no digits.
    if text
        .bytes()
        .fold(false, |any, byte| any | byte.is_ascii_digit())
    {
        let groups = groups(text);
        if groups.iter().map(Range::len).sum::<usize>() >= 6 {
            numbers(text, &groups, &mut out);
        }
    }
    out.sort_by_key(|(_, range)| range.start);
    out.into_iter()
}

/// The text with each finding covered, and how many there were.
pub fn covered(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let (mut from, mut found) = (0, 0);
    for (_, range) in find(text).filter(|(_, range)| !range.is_empty()) {
        if range.start < from {
            continue;
        }
        out.push_str(&text[from..range.start]);
        out.push_str(COVER);
        from = range.end;
        found += 1;
    }
    out.push_str(&text[from..]);
    (out, found)
}

fn emails(text: &str) -> Vec<Range<usize>> {
    let own = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let mut out = Vec::new();
    for (at, _) in text.match_indices('@') {
        let name = text[..at].chars().rev().take_while(|c| own(*c));
        let start = at - name.map(char::len_utf8).sum::<usize>();
        let host = text[at + 1..].chars().take_while(|c| own(*c));
        let end = at + 1 + host.map(char::len_utf8).sum::<usize>();
        let domain = text[at + 1..end].trim_end_matches('.');
        let name = fold(&text[start..at]);
        let whole = domain
            .rsplit_once('.')
            .is_some_and(|(host, top)| !host.is_empty() && top.chars().count() >= 2);
        let office = OFFICES.iter().any(|o| name.starts_with(o));
        if !name.is_empty() && whole && !office {
            out.push(start..at + 1 + domain.len());
        }
    }
    out
}

/// Groups of digits: `300 123 4567` has three.
fn groups(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(before) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + before;
        let digits = bytes[start..].iter().take_while(|b| b.is_ascii_digit());
        at = start + digits.count();
        out.push(start..at);
    }
    out
}

fn numbers(text: &str, groups: &[Range<usize>], out: &mut Vec<(&'static str, Range<usize>)>) {
    let mut at = 0;
    while at < groups.len() {
        let found = identity(text, &groups[at..])
            .map(|n| ("un número de identidad", n))
            .or_else(|| phone(text, &groups[at..]).map(|n| ("un teléfono", n)));
        match found {
            Some((kind, n)) => {
                out.push((kind, groups[at].start..groups[at + n - 1].end));
                at += n;
            }
            None => at += 1,
        }
    }
}

/// Groups of a mobile (`3xx…`) or landline (`60x…`) number that starts here.
fn phone(text: &str, groups: &[Range<usize>]) -> Option<usize> {
    let before = text[..groups[0].start].trim_end_matches(['+', '(', ' ']);
    let glued =
        text[..groups[0].start].ends_with(|c: char| c.is_alphanumeric() || "$.,-/_".contains(c));
    if glued || before.ends_with('$') {
        return None;
    }
    let mut digits = String::new();
    for (n, group) in groups.iter().enumerate().take(6) {
        if n > 0 {
            let gap = &text[groups[n - 1].end..group.start];
            if !matches!(gap, " " | "-" | ") " | ")" | " - " | " (") {
                return None;
            }
        }
        digits.push_str(&text[group.clone()]);
        let own = digits.strip_prefix("57").filter(|d| d.len() == 10);
        let number = own.unwrap_or(&digits);
        let whole = || ends(text, group.end) && !is_amount(&text[group.end..]);
        if number.len() == 10 && is_phone(number) && whole() {
            return Some(n + 1);
        }
        // A number in groups starts with its prefix alone: «60», «57», «300», «601».
        if n == 0 && !matches!(digits.len(), 2 | 3) {
            return None;
        }
    }
    None
}

fn is_phone(digits: &str) -> bool {
    let mobile = digits.starts_with('3') && matches!(digits.as_bytes()[1], b'0'..=b'5');
    let landline = digits.starts_with("60") && matches!(digits.as_bytes()[2], b'1'..=b'8');
    mobile || landline
}

/// Whether what follows a number says that it counts something.
fn is_amount(rest: &str) -> bool {
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("de ").unwrap_or(rest);
    ["pesos", "dólares", "habitantes", "metros", "hectáreas"]
        .iter()
        .any(|unit| rest.starts_with(unit))
}

/// Whether a number is whole here: no decimals, units or letters follow.
fn ends(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let mut chars = rest.chars();
    match chars.next() {
        Some('.' | ',') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !c.is_alphanumeric() && c != '%' && !rest.trim_start().starts_with('%'),
        None => true,
    }
}

/// Groups of an identity number: six to ten digits after the words that announce it.
fn identity(text: &str, groups: &[Range<usize>]) -> Option<usize> {
    // Asked first: most numbers are shorter or longer.
    let (mut own, mut digits) = (0, 0);
    for (n, group) in groups.iter().enumerate() {
        if n > 0 && !matches!(&text[groups[n - 1].end..group.start], "." | " " | "'") {
            break;
        }
        (own, digits) = (n + 1, digits + group.len());
        if digits > 10 {
            return None;
        }
    }
    if digits < 6 {
        return None;
    }
    let before = &text[..groups[0].start];
    let near: String = before.chars().rev().take(40).collect();
    let near: String = fold(&near.chars().rev().collect::<String>());
    let near = near.trim_end_matches(|c: char| !c.is_alphanumeric());
    let near = ["numero", "nro", "num", "n.º", "n.o", "nº", "no", "n"]
        .iter()
        .find_map(|word| near.strip_suffix(&format!(" {word}")))
        .unwrap_or(near)
        .trim_end_matches(|c: char| !c.is_alphanumeric());
    let announced = IDENTITY.iter().find(|word| {
        near.strip_suffix(**word)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    // «TI» is also information technology, with its figures, and «ti» a word.
    (*announced? != "ti" || digits == 10).then_some(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_from_figures_and_offices() {
        let check = |text: &str, expect: &[&str]| {
            let got: Vec<&str> = find(text).map(|(_, r)| &text[r]).collect();
            assert_eq!(got, expect, "{text}");
        };
        check(
            "Escriba a ana.ruiz@correo.com.co.",
            &["ana.ruiz@correo.com.co"],
        );
        check("Escriba a contacto@entidad.gov.co o a @entidad.", &[]);
        check(
            "Llame al 300 123 4567 o al 3001234567.",
            &["300 123 4567", "3001234567"],
        );
        check("Llame al (601) 381 50 00, ext. 4.", &["601) 381 50 00"]);
        check("Al +57 310-555-1234", &["57 310-555-1234"]);
        check("Línea 01 8000 121221", &[]);
        check("Costó $3.105.000.000 y $ 3105000000 en 2021.", &[]);
        check("De 3.105.000.000 pesos; 3105000000,5 y 85,7 %", &[]);
        check("En 2021 300 municipios y 1.102 más, 685 de 587", &[]);
        check("Con cédula 1.023.456.789 de Bogotá", &["1.023.456.789"]);
        check("C.C. No. 79456123", &["79456123"]);
        check(
            "Con T.I. 1020304050 o TI 1020304050",
            &["1020304050", "1020304050"],
        );
        check("La inversión en TI 1.200.000 y para ti 300000", &[]);
        check("Son 3001234567 pesos o 3001234567 de pesos", &[]);
        check("Documento CONPES 4091 de 2022, H-040, 20220606", &[]);
        check("La cédula catastral 050010100000000000", &[]);
        check(
            "identificado con cédula de ciudadanía n.º 52 123 456",
            &["52 123 456"],
        );
        check("doi 10.3001234567 y 3001234567890", &[]);
    }

    #[test]
    fn what_is_found_is_covered_and_the_rest_stays() {
        let text = "Soy Ana, ana@correo.co y 300 123 4567. Faltan 85,7 %.";
        let expect = "Soy Ana, [dato quitado] y [dato quitado]. Faltan 85,7 %.";
        assert_eq!(covered(text), (expect.to_owned(), 2));
        assert_eq!(covered("Nada"), ("Nada".to_owned(), 0));
    }
}
