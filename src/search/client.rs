//! The scripts that search in the browser, inside the program.

use include_dir::{Dir, include_dir};

static SCRIPTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/search/client/min");

/// Name and bytes of each script, sorted by name.
pub fn client() -> Vec<(String, Vec<u8>)> {
    let files = SCRIPTS.files().filter_map(|file| {
        let name = file.path().file_name()?.to_str()?;
        Some((name.to_owned(), file.contents().to_vec()))
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}
