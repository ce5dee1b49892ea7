//! The scripts that search in the browser, inside the program, as small as
//! `tests/browser/search-minify.mjs` makes them from `client/`.

/// A site has one of `cliente.js` and, with many documents, `grande.js`.
const SCRIPTS: [(&str, &str); 3] = [
    ("cargador.js", include_str!("client/min/cargador.js")),
    ("cliente.js", include_str!("client/min/cliente.js")),
    ("grande.js", include_str!("client/min/grande.js")),
];

/// Name and bytes of each script, sorted by name. `words` is what the client says to people, an object as
/// JSON: it comes with the client, because no page needs it sooner.
pub fn client(words: &str) -> Vec<(String, Vec<u8>)> {
    let whole = |(name, text): (&str, &str)| {
        let said = match name {
            "cargador.js" => String::new(),
            _ => format!("var acervoTextos={words};\n"),
        };
        (name.to_owned(), [said.as_bytes(), text.as_bytes()].concat())
    };
    SCRIPTS.map(whole).into()
}
