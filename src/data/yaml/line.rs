//! The value of a line as its author meant it, and what YAML takes it for instead.

use super::scan::{bracket_end, key_of, parts, quote_end, quoted, shown};
use crate::data::as_bool;

/// What is wrong in a line: the byte of the line, what it is and what to write instead.
#[derive(Debug, PartialEq)]
pub struct Mistake {
    pub at: usize,
    pub message: String,
    pub help: Vec<String>,
}

impl Mistake {
    pub fn new(at: usize, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake {
            at,
            message: message.into(),
            help: vec![help.into()],
        }
    }

    /// The mistake with its place counted from the start of the text, in which its line starts at `start`.
    pub fn in_line_at(self, start: usize) -> Mistake {
        Mistake {
            at: start + self.at,
            ..self
        }
    }
}

/// A line cut into its key, if it has one, and its value.
pub struct Line<'a> {
    text: &'a str,
    key: &'a str,
    /// Where the value starts.
    at: usize,
    /// It is an item of a list, or the first key of one.
    item: bool,
}

impl<'a> Line<'a> {
    pub fn of(line: &'a str) -> Line<'a> {
        let text = line.trim_end();
        let mut at = text.len() - text.trim_start().len();
        let first = at;
        while let Some(rest) = text[at..].strip_prefix("- ") {
            at = text.len() - rest.trim_start().len();
        }
        let item = at > first;
        let key = key_of(&text[at..]);
        let value = text[at + key.len()..].strip_prefix(':');
        let value =
            value.filter(|v| !key.is_empty() && (v.is_empty() || v.starts_with([' ', '\t'])));
        let (key, at) = match value {
            Some(value) => (key, text.len() - value.trim_start().len()),
            None => ("", at),
        };
        Line {
            text,
            key,
            at,
            item,
        }
    }

    pub fn is_keyed(&self) -> bool {
        !self.key.is_empty()
    }

    /// Whether a key or the dash of a list stands before the value.
    pub fn is_led(&self) -> bool {
        self.is_keyed() || self.item
    }

    /// What is written behind key and dash; empty when nothing is.
    pub fn value(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The line with another value.
    fn with(&self, value: &str) -> String {
        match (self.key, self.item) {
            ("", false) => value.to_owned(),
            ("", true) => format!("- {value}"),
            (key, _) => format!("{key}: {value}"),
        }
    }

    /// What to write instead, where the whole value is a text.
    pub fn in_quotes(&self) -> String {
        if !self.is_led() {
            // It began in a line above.
            return "encierre todo el valor entre comillas, desde donde empieza".to_owned();
        }
        let whole = self.with(&quoted(self.value()));
        format!("encierre el valor entre comillas: `{whole}`")
    }

    /// The line with its value between single quotes, where no sign but they mean anything.
    pub fn in_single_quotes(&self) -> String {
        let value = self.value();
        let inner = value.strip_prefix('"').unwrap_or(value);
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        self.with(&quoted(&inner.replace("\\\\", "\\")))
    }

    /// What YAML does not read as its author meant it. `ends` tells that the value does not go on below,
    /// `notes` that they may stand behind values.
    pub fn mistake(&self, ends: bool, notes: bool) -> Option<Mistake> {
        let value = self.value();
        let rest = value.get(1..).unwrap_or_default();
        match value.chars().next()? {
            '"' | '\'' => self.mistake_in_quotes(ends),
            '[' | '{' => self.mistake_in_brackets(ends),
            '#' => self.comment().filter(|_| !notes),
            '*' | '&' | '!' | '@' | '`' | '%' | ',' | ']' | '}' => Some(self.sign()),
            '-' | '?' | ':' if self.is_keyed() && (rest.is_empty() || rest.starts_with(' ')) => {
                Some(self.sign())
            }
            '|' | '>' => {
                let text = rest.trim_start_matches(|c: char| matches!(c, '-' | '+' | '0'..='9'));
                let text = text.trim_start();
                (!text.is_empty() && !text.starts_with('#')).then(|| self.sign())
            }
            _ if notes => self.colon(),
            _ => self.comment().or_else(|| self.colon()),
        }
    }

    /// A value that starts with a sign which means something to YAML.
    pub fn sign(&self) -> Mistake {
        let sign = self.value().chars().next().unwrap_or_default();
        let message = format!("un valor sin comillas no puede empezar con `{sign}`");
        Mistake::new(self.at, message, self.in_quotes())
    }

    /// A value that begins as the first item of a list does, in the line of its key; `next` is the line below.
    pub fn dashed(&self, next: Option<&str>) -> Option<Mistake> {
        let item = self.value().strip_prefix("- ").map(str::trim);
        let item = item.filter(|_| self.is_keyed())?;
        let space = next.and_then(|next| {
            let item = next.trim_start();
            item.starts_with("- ")
                .then(|| &next[..next.len() - item.len()])
        });
        let list = match space {
            None if !Line::of(item).is_keyed() => {
                let items: Vec<String> = item.split(" - ").map(in_brackets).collect();
                format!(
                    "escriba `{}`",
                    self.with(&format!("[{}]", items.join(", ")))
                )
            }
            // There, it stands as the others do.
            space => format!(
                "pase `{}- {item}` a la línea siguiente",
                space.unwrap_or("")
            ),
        };
        let help = vec![
            format!("si es una lista, {list}"),
            format!("si es un texto, {}", self.in_quotes()),
        ];
        Some(Mistake {
            help,
            ..self.sign()
        })
    }

    /// Words that YAML drops, from `#` on.
    pub fn comment(&self) -> Option<Mistake> {
        let value = self.value();
        let is_comment = |at: &usize| *at == 0 || value[..*at].ends_with([' ', '\t']);
        let at = value
            .match_indices('#')
            .map(|(at, _)| at)
            .find(is_comment)?;
        let mut help = Vec::new();
        if !is_figure(value[..at].trim()) {
            help.push(format!("si es parte del valor, {}", self.in_quotes()));
        }
        help.push("si es una nota, pásela a otra línea que empiece con `#`".to_owned());
        Some(Mistake {
            at: self.at + at,
            message: "desde `#` lo que sigue es una nota y no se publica".to_owned(),
            help,
        })
    }

    /// Two dots within the value, where they would make it a key.
    fn colon(&self) -> Option<Mistake> {
        let value = self.value();
        // Without a key of ours what comes first may be one.
        let from = match self.is_keyed() {
            true => 0,
            false => value.find(": ").map_or(value.len(), |at| at + 2),
        };
        let at = from
            + value[from..].find(": ").or_else(|| {
                let last = value.len() - from;
                value[from..].ends_with(':').then(|| last - 1)
            })?;
        let what = match value.chars().next()? {
            '“' | '”' | '„' | '‘' | '’' => "curvas",
            '«' => "angulares",
            _ => {
                let message = "hay dos puntos dentro del valor";
                return Some(Mistake::new(self.at + at, message, self.in_quotes()));
            }
        };
        let message = format!("las comillas {what} no encierran un valor");
        let inner = value.trim_matches(['“', '”', '„', '‘', '’', '«', '»']);
        // One of them may be a straight one.
        let closing = inner.strip_suffix('"').filter(|inner| !inner.contains('"'));
        let inner = closing.unwrap_or(inner);
        let help = format!("use comillas rectas: `{}`", self.with(&quoted(inner)));
        Some(Mistake::new(self.at, message, help))
    }

    fn mistake_in_quotes(&self, ends: bool) -> Option<Mistake> {
        let value = self.value();
        let Some(end) = quote_end(value) else {
            let inner = value[1..].trim_end_matches(&value[..1]);
            let curved = inner.strip_suffix('”').filter(|inner| !inner.contains('“'));
            let inner = curved.unwrap_or(inner);
            let help = format!("escriba `{}`", self.with(&quoted(inner)));
            let mistake =
                || Mistake::new(self.at, "faltan las comillas que cierran el texto", help);
            return ends.then(mistake);
        };
        let rest = &value[end..];
        let more = rest.trim_start();
        let is_note = more.starts_with('#') && more.len() < rest.len();
        (!more.is_empty() && !is_note && !more.starts_with(": ")).then(|| {
            let message = "hay texto después de las comillas que cierran";
            let several = more.strip_prefix([',', ';']).map(str::trim_start);
            let several = several.filter(|next| next.starts_with(['"', '\'']));
            let whole = self.with(&quoted(value));
            let help = match more {
                "," | ";" | "." => format!("escriba `{}`", self.with(&value[..end])),
                _ if several.is_some() && self.is_keyed() => {
                    let list = self.with(&format!("[{}]", shown(value)));
                    format!("si son varios, escriba una lista: `{list}`")
                }
                _ => format!("si el valor lleva comillas, enciérrelo todo en otras: `{whole}`"),
            };
            Mistake::new(self.at + value.len() - more.len(), message, help)
        })
    }

    fn mistake_in_brackets(&self, ends: bool) -> Option<Mistake> {
        let value = self.value();
        let open = &value[..1];
        let close = if open == "[" { ']' } else { '}' };
        let Some(end) = bracket_end(value) else {
            return self.comment_in_list().or_else(|| {
                let message =
                    format!("falta el `{close}` que cierra lo que empieza aquí con `{open}`");
                let whole = format!("{}{close}", value.trim_end_matches([',', ' ']));
                let help = format!("escriba `{}`", self.with(&shown(&whole)));
                ends.then(|| Mistake::new(self.at, message, help))
            });
        };
        let rest = value[end..].trim_start();
        let is_note = rest.starts_with('#') && value[end..].len() > rest.len();
        if rest.is_empty() || is_note {
            return self.colon_in_group(&value[..end]);
        }
        Some(self.sign())
    }

    /// A comment that hides the end of a list.
    fn comment_in_list(&self) -> Option<Mistake> {
        let mut mistake = self.comment()?;
        let at = mistake.at - self.at;
        let value = self.value();
        let start = value[..at].rfind(['[', '{', ',']).map_or(0, |at| at + 1);
        let size = value[at..].find([',', ']', '}']);
        let item = value[start..size.map_or(value.len(), |size| at + size)].trim();
        let item = item.rsplit_once(": ").map_or(item, |(_, item)| item);
        let item = quoted(item);
        mistake.help = vec![format!("encierre ese valor entre comillas: `{item}`")];
        Some(mistake)
    }

    /// Two dots within a value of a group in braces.
    fn colon_in_group(&self, value: &str) -> Option<Mistake> {
        let inner = value.strip_prefix('{')?.strip_suffix('}')?;
        for (start, part) in parts(inner) {
            let Some((key, text)) = part.split_once(": ") else {
                continue;
            };
            let plain = !text.trim_start().starts_with(['"', '\'', '[', '{']);
            if let Some(colon) = text.find(": ").filter(|_| plain) {
                let at = self.at + 1 + start + key.len() + 2 + colon;
                let (key, text) = (key.trim(), quoted(text.trim()));
                let help = format!("encierre ese valor entre comillas: `{key}: {text}`");
                return Some(Mistake::new(at, "hay dos puntos dentro del valor", help));
            }
        }
        None
    }
}

/// A text as it is written in brackets, where more signs mean something.
fn in_brackets(item: &str) -> String {
    let item = item.trim();
    let bare =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/' | '_' | '(' | ')');
    let quotes = item.starts_with(['"', '\'']) && quote_end(item) == Some(item.len());
    let plain = item.starts_with(char::is_alphanumeric) && item.chars().all(bare);
    match quotes || plain {
        true => item.to_owned(),
        false => quoted(item),
    }
}

/// A number, a date or a yes: what follows them is no part of them.
fn is_figure(text: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ',');
    (!text.is_empty() && text.chars().all(figure)) || as_bool(text).is_some()
}
