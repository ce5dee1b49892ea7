//! Which files make a theme: its own and those of the themes that it extends.

use crate::base::near::nearest;
use crate::data::reader::Reader;
use crate::data::{Node, conflict, toml};
use crate::diag::{Code, Diagnostic, Outcome, Place};
use std::sync::Arc;

/// One file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Name of the theme's folder.
    pub theme: String,
    /// Path inside that folder: `templates/base.html`.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl ThemeFile {
    /// Path in the project, for diagnostics.
    pub(super) fn place_name(&self) -> Arc<str> {
        format!("themes/{}/{}", self.theme, self.path).into()
    }

    /// The file as text; a file in another encoding is reported.
    pub(super) fn text(&self, diags: &mut Vec<Diagnostic>) -> Option<&str> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                let at = error.valid_up_to();
                let message = "el archivo no está escrito en UTF-8";
                let diag = Diagnostic::new(Code::FileEncoding, message);
                diags.push(diag.at(Place::new(&self.place_name(), at..at)));
                None
            }
        }
    }

    /// The file as TOML; one that cannot be read is reported.
    pub(super) fn toml(&self, diags: &mut Vec<Diagnostic>) -> Option<Node> {
        let place = self.place_name();
        // What git did not join is reported of all files together.
        let (settled, _) = conflict::settle(&place, self.text(diags)?);
        let parsed = toml::parse(&place, &settled);
        let whole = parsed.diags.is_empty();
        diags.extend(parsed.diags);
        whole.then_some(parsed.value)
    }
}

/// Puts a theme together: the files of the theme farthest up first, its own last. Not one when anything is
/// wrong with how they hang together: of half a theme all that is in the other half would be missing.
///
/// `read` gives the files of one theme folder, from the disk or from [`super::builtin`].
pub fn gather(
    name: &str,
    read: impl Fn(&str) -> Option<Vec<ThemeFile>>,
) -> Outcome<Vec<ThemeFile>> {
    let mut diags = Vec::new();
    let mut chain: Vec<(String, Vec<ThemeFile>)> = Vec::new();
    let mut next = Some((name.to_owned(), None));
    while let Some((name, asked_at)) = next.take() {
        if chain.iter().any(|(seen, _)| *seen == name) {
            let message = format!("el tema `{name}` se extiende a sí mismo");
            let mut diag = Diagnostic::new(Code::Theme, message)
                .help("quite `extends` de uno de los temas del círculo");
            diag.place = asked_at;
            diags.push(diag);
            break;
        }
        let Some(mut files) = read(&name) else {
            let near = nearest(&name, ["portal"]);
            let diag = Diagnostic::new(Code::Theme, format!("el tema `{name}` no existe"));
            let mut diag = diag.suggest(near).help(match name.as_str() {
                "" => "use el tema `portal`, o el nombre de una carpeta de `themes`".to_owned(),
                name => format!("cree la carpeta `themes/{name}` o use el tema `portal`"),
            });
            diag.place = asked_at;
            diags.push(diag);
            break;
        };
        files.sort_by(|a, b| a.path.cmp(&b.path));
        next = parent(&files, &mut diags);
        chain.push((name, files));
    }
    let value = chain
        .into_iter()
        .rev()
        .filter(|_| diags.is_empty())
        .flat_map(|(_, files)| files)
        .collect();
    Outcome { value, diags }
}

/// All sheets of `estilos/` as one: the farthest parent's first, each theme's in the order of their
/// names. A child's sheet takes the place of its parent's of the same name, as templates do.
pub(super) fn joined_sheet(files: &[ThemeFile]) -> Option<Vec<u8>> {
    let mut sheets: Vec<(&str, &[u8])> = Vec::new();
    for file in files {
        let Some(name) = file.path.strip_prefix("estilos/") else {
            continue;
        };
        match sheets.iter_mut().find(|(known, _)| *known == name) {
            Some((_, bytes)) => *bytes = &file.bytes,
            None if name.ends_with(".css") => sheets.push((name, &file.bytes)),
            None => {}
        }
    }
    let mut joined = Vec::new();
    for (_, bytes) in &sheets {
        push_rules(&mut joined, bytes);
        // A sheet without its last line break must not run into the next one's first line.
        if !joined.ends_with(b"\n") {
            joined.push(b'\n');
        }
    }
    (!sheets.is_empty()).then_some(joined)
}

/// Adds a sheet without its comments: they are for whoever edits it, and every reader would load them.
fn push_rules(joined: &mut Vec<u8>, sheet: &[u8]) {
    let mut rest = sheet;
    while let [first, after @ ..] = rest {
        let length = match first {
            b'"' | b'\'' => 1 + quoted(*first, after),
            b'/' if after.starts_with(b"*") => {
                let end = after[1..].windows(2).position(|two| two == b"*/");
                rest = end.map_or(&[], |end| &after[end + 3..]);
                // What stood around a comment are two words.
                if joined
                    .last()
                    .is_some_and(|last| !last.is_ascii_whitespace())
                {
                    joined.push(b' ');
                }
                continue;
            }
            // An address without quotes may have the signs of a comment in it.
            b'u' if after.starts_with(b"rl(") && !matches!(after.get(3), Some(b'"' | b'\'')) => {
                let end = rest.iter().position(|&byte| byte == b')');
                end.unwrap_or(rest.len() - 1) + 1
            }
            _ => 1,
        };
        joined.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
    }
}

/// How many bytes of `text` are of the string that `quote` began, its end too.
fn quoted(quote: u8, text: &[u8]) -> usize {
    let mut escaped = false;
    let end = text.iter().position(|&byte| {
        let ends = !escaped && (byte == quote || byte == b'\n');
        escaped = !escaped && byte == b'\\';
        ends
    });
    end.map_or(text.len(), |end| end + 1)
}

/// Reads theme.toml: the theme that this one extends and where it says so.
fn parent(files: &[ThemeFile], diags: &mut Vec<Diagnostic>) -> Option<(String, Option<Place>)> {
    let file = files.iter().find(|f| f.path == "theme.toml")?;
    let table = file.toml(diags)?;
    let place_name = file.place_name();
    let mut reader = Reader::new(&place_name, &table, "theme.toml", diags);
    reader.text("name");
    // Read by `super::components`.
    reader.node("shapes");
    reader.tables("components");
    let parent = reader.text("extends");
    let place = reader.place("extends").of(&place_name);
    reader.finish();
    Some((parent?, Some(place)))
}
