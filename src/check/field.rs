//! One written value to one typed value; the caller adds the place.

use super::doc::Value;
use crate::base::date;
use crate::base::fold::{fold, slug};
use crate::base::near::meant;
use crate::base::unseen::{said, unseen, without};
use crate::config::Site;
use crate::config::schema::{Field, FieldKind};
use crate::data::{Key, Kind, Node, as_bool, column, quoted};
use crate::diag::{Code, Diagnostic};
use std::sync::Arc;

/// So many terms are named where none is near.
const FEW: usize = 12;

/// Types a value as its field declares; what is found inside its Markdown is added to `inner`.
///
/// # Errors
/// What was found, what was expected and, where it can be told, what to write instead.
pub(super) fn coerce(
    field: &Field,
    node: &Node,
    site: &Site,
    file: &Arc<str>,
    inner: &mut Vec<Diagnostic>,
) -> Result<Value, Diagnostic> {
    let wrong = || untyped(field, node);
    let text = match &node.kind {
        Kind::Scalar { text, .. } => text.trim(),
        Kind::Map(entries) => return Err(wrong().help(instead_of(field, entries))),
        Kind::List(_) => {
            let help = "una lista no lleva otra: quite los corchetes o el guion de adentro";
            return Err(wrong().help(help));
        }
        Kind::Null => return Err(wrong()),
    };
    match &field.kind {
        FieldKind::Text => limited(field, text).map(|()| Value::Text(text.into())),
        FieldKind::Markdown => limited(field, text).map(|()| {
            let out = crate::parse::fragment(file, text, node.span);
            inner.extend(out.diags);
            Value::Markdown(Box::new(out.value))
        }),
        FieldKind::Integer => integer(field, text).ok_or_else(|| whole(field, wrong(), text))?,
        FieldKind::Number => {
            let number: Option<f64> = text.parse().ok().filter(|n: &f64| n.is_finite());
            let number = number.ok_or_else(|| numeric_help(wrong(), text))?;
            in_range(field, number, text)?;
            Ok(Value::Number(number))
        }
        FieldKind::Boolean => as_bool(text).map(Value::Boolean).ok_or_else(wrong),
        FieldKind::Date => {
            let date = date::parse(text).map(Value::Date);
            date.ok_or_else(|| wrong().help(instead_of_date(text)))
        }
        FieldKind::Url => match is_url(text) {
            true => Ok(Value::Url(text.into())),
            false => {
                let begun = ["https", "http"].iter().find_map(|scheme| {
                    let rest = text.strip_prefix(scheme)?;
                    rest.starts_with([':', '/']).then_some(rest)
                });
                let host = begun.map_or(text, |rest| rest.trim_start_matches([':', '/']));
                let whole = format!("https://{host}");
                let named = is_url(&whole) && host.contains('.') && !text.contains("://");
                let help = named.then(|| format!("escriba `{whole}`"));
                Err(wrong().instead(help))
            }
        },
        FieldKind::Email => match is_email(text) {
            true => Ok(Value::Email(text.into())),
            false => Err(wrong()),
        },
        FieldKind::Term(vocabulary) => term(field, text, &site.vocabularies[*vocabulary]),
        FieldKind::Ref(_) => Ok(Value::Ref(text.into())),
        FieldKind::Record => Err(wrong()),
    }
}

/// What is said of a value that is not what its field declares.
pub(super) fn untyped(field: &Field, node: &Node) -> Diagnostic {
    let (key, expected) = (&field.key, field.kind.expected());
    let message = format!("`{key}` debe ser {expected} y es {}", node.describe());
    Diagnostic::new(Code::FieldType, message)
}

/// What to write instead of what is no date.
pub(super) fn instead_of_date(text: &str) -> String {
    match date::guess(text) {
        Some(guess) => meant(&date::iso(guess)),
        None if is_like_a_date(text) => "ese día no existe: revise el mes y el día".to_owned(),
        None => "escriba año, mes y día con guiones; el año lleva cuatro cifras".to_owned(),
    }
}

/// What to write instead of a group: two dots made a key of the first words of a text, or a list has braces.
fn instead_of(field: &Field, entries: &[(Key, Node)]) -> String {
    match entries {
        some if field.many && some.iter().all(|(_, value)| value.kind == Kind::Null) => {
            let values: Vec<&str> = some.iter().map(|(key, _)| key.name.as_str()).collect();
            let key = &field.key;
            format!(
                "una lista va entre corchetes: `{key}: [{}]`",
                values.join(", ")
            )
        }
        [(key, value)] if value.text().is_some() => {
            let text = value.text().unwrap_or_default();
            let text = quoted(&format!("{}: {text}", key.name));
            format!("si es un texto, enciérrelo entre comillas: `{text}`")
        }
        _ => "si es un texto, enciérrelo entre comillas".to_owned(),
    }
}

/// Whether a text has the form of a date, `2024-13-45` too.
fn is_like_a_date(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let parts = text.split('-');
    let sizes = parts.map(|part| part.len() * usize::from(digits(part)));
    sizes.eq([4, 2, 2])
}

fn integer(field: &Field, text: &str) -> Option<Result<Value, Diagnostic>> {
    let number: i64 = text.parse().ok()?;
    Some(in_range(field, number as f64, text).map(|()| Value::Integer(number)))
}

/// What to write where a whole number is asked for: a number with its unit, with decimals or thousands.
fn whole(field: &Field, diag: Diagnostic, text: &str) -> Diagnostic {
    let (number, rest) = leading(text);
    let (unit, word) = (fold(&field.unit), fold(rest.trim()));
    let first = |text: &str| text.chars().take(3).collect::<String>();
    let counted = unit.is_empty() || first(&unit) == first(&word);
    let several = word.contains(|c: char| c.is_ascii_digit());
    let help = match (ungrouped(number), &*word) {
        (None, _) if number.contains(['.', ',']) => {
            "escriba un número entero, sin decimales".into()
        }
        (None, _) => "escriba un número entero, solo con cifras".into(),
        (Some(digits), "") if digits == text => "escriba un número más pequeño".into(),
        (Some(digits), "") => format!("no separe los miles: `{digits}`"),
        (Some(digits), "hora" | "horas") if unit == "minutos" && digits.len() < 3 => {
            let minutes = digits.parse::<u32>().unwrap_or_default() * 60;
            format!("escriba solo los minutos: `{minutes}`")
        }
        // Of `2 millones` the figure alone is another number.
        (Some(_), word) if unit.is_empty() && (several || word.starts_with("mil")) => {
            "escriba un número entero, solo con cifras".into()
        }
        (Some(digits), _) if counted && !several => format!("escriba solo el número: `{digits}`"),
        (Some(_), _) => format!("escriba solo el número, en {}", field.unit),
    };
    diag.help(help)
}

/// The number that a text begins with, with all that stands between its digits, and what follows.
fn leading(text: &str) -> (&str, &str) {
    let parts = [' ', '\u{a0}', '\u{202f}', '.', ',', '\'', '’'];
    let mut end = 0;
    while let Some(rest) = text.get(end..) {
        let inner = rest.strip_prefix(parts).filter(|_| end > 0).unwrap_or(rest);
        if !inner.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        end = text.len() - inner.len() + 1;
    }
    text.split_at(end)
}

/// The digits of a number, whatever parts its thousands; nothing where that parts something else.
fn ungrouped(number: &str) -> Option<String> {
    let groups: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let thousands = groups[0].len() < 4 && groups[1..].iter().all(|group| group.len() == 3);
    (!number.is_empty() && (groups.len() == 1 || thousands)).then(|| groups.concat())
}

fn numeric_help(diag: Diagnostic, text: &str) -> Diagnostic {
    match column::plain(text) {
        Some(number) => diag.help(format!("escriba `{number}`")),
        None if text.contains(|c: char| c.is_ascii_digit()) => {
            diag.help("use punto para los decimales y no separe los miles")
        }
        None => diag,
    }
}

fn in_range(field: &Field, number: f64, text: &str) -> Result<(), Diagnostic> {
    within(field, number, |key| format!("`{key}` es {text}"))
}

/// Whether a number is between the limits of a field; `is` tells what it is.
fn within(field: &Field, number: f64, is: impl Fn(&str) -> String) -> Result<(), Diagnostic> {
    let reason = match (field.min, field.max) {
        (Some(min), _) if number < min => format!("el mínimo es {min}"),
        (_, Some(max)) if number > max => format!("el máximo es {max}"),
        _ => return Ok(()),
    };
    let message = format!("{} y {reason}", is(&field.key));
    Err(Diagnostic::new(Code::FieldRange, message))
}

/// Length and shape of a text.
fn limited(field: &Field, text: &str) -> Result<(), Diagnostic> {
    let length = text.chars().count();
    let is = |key: &str| format!("`{key}` tiene {length} caracteres");
    within(field, length as f64, is)?;
    match &field.pattern {
        Some(pattern) if !pattern.is_match(text) => {
            let message = format!("`{}` no tiene la forma que se pide: «{text}»", field.key);
            let diag = Diagnostic::new(Code::FieldPattern, message);
            Err(match field.help.as_str() {
                "" => diag.help(format!("la forma es `{pattern}`")),
                help => diag.help(help),
            })
        }
        _ => Ok(()),
    }
}

fn term(
    field: &Field,
    text: &str,
    vocabulary: &crate::config::vocabulary::Vocabulary,
) -> Result<Value, Diagnostic> {
    if let Some(at) = vocabulary.find(text) {
        let term = &vocabulary.terms[at];
        return Ok(Value::Term {
            id: term.id.as_str().into(),
            label: term.label.as_str().into(),
        });
    }
    if vocabulary.unread {
        // That is one mistake, which is told where it is.
        return Ok(Value::Term {
            id: slug(text).into(),
            label: text.into(),
        });
    }
    if let Some(sign) = unseen(text) {
        let message = format!("el término de `{}` lleva {}", field.key, said(sign));
        let diag = Diagnostic::new(Code::TermUnknown, message);
        return Err(diag.help(format!("bórrelo: escriba `{}`", without(text))));
    }
    let message = format!("«{text}» no está en el vocabulario de `{}`", field.key);
    let help = match vocabulary.near(text) {
        Some(near) => meant(near),
        None => {
            let terms = &vocabulary.terms;
            let ids: Vec<&str> = terms.iter().map(|t| t.id.as_str()).take(FEW).collect();
            let more = if terms.len() > FEW { ", …" } else { "" };
            format!("use uno de estos: {}{more}", ids.join(", "))
        }
    };
    Err(Diagnostic::new(Code::TermUnknown, message).help(help))
}

/// An absolute http address, with its query and fragment if it has them.
fn is_url(text: &str) -> bool {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let clean = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>');
    crate::config::is_address(&text[..end]) && text.chars().all(clean)
}

fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let own = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let clean = |part: &str| !part.is_empty() && part.chars().all(own);
    clean(name) && clean(domain) && domain.contains('.') && !domain.ends_with('.')
}
