//! The scripts that search in the browser, inside the program, as small as
//! `tests/browser/search-minify.mjs` makes them from `client/`.

/// A site has one of `cliente.js` and, with many documents, `grande.js`.
const SCRIPTS: [(&str, &str); 3] = [
    ("cargador.js", include_str!("client/min/cargador.js")),
    ("cliente.js", include_str!("client/min/cliente.js")),
    ("grande.js", include_str!("client/min/grande.js")),
];

/// Name and bytes of each script, sorted by name.
pub fn client() -> Vec<(String, Vec<u8>)> {
    SCRIPTS
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into()
}
