//! The theme inside the binary, so that a site works without a copy of it.

use super::ThemeFile;
use include_dir::{Dir, include_dir};

static PORTAL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/portal");

/// The files of a theme that comes with the binary, sorted by path.
pub fn builtin(name: &str) -> Option<Vec<ThemeFile>> {
    if name != "portal" {
        return None;
    }
    let mut files = Vec::new();
    collect(&PORTAL, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Some(files)
}

/// The text of a file of a built-in theme by its path in a project (`themes/portal/…`), to show the
/// lines that a diagnostic points at.
pub fn text(file: &str) -> Option<String> {
    let inner = file.strip_prefix("themes/portal/")?;
    let found = PORTAL.get_file(inner)?;
    found.contents_utf8().map(str::to_owned)
}

fn collect(dir: &Dir<'_>, out: &mut Vec<ThemeFile>) {
    for file in dir.files() {
        // Always `/`, also where the compiling system writes `\`.
        if let Some(path) = file.path().to_str() {
            out.push(ThemeFile {
                theme: "portal".into(),
                path: path.replace('\\', "/"),
                bytes: file.contents().to_vec(),
            });
        }
    }
    for sub in dir.dirs() {
        collect(sub, out);
    }
}
