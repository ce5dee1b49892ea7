//! `sw.js`: the worker that shows visited pages without a connection, or the one that ends it.
//!
//! It is always published. A site that had the worker and turned it off must tell the browsers that
//! have it, and no build may depend on what an earlier one published.

/// What the worker needs to know of the site.
pub struct Worker<'a> {
    /// Changes with the site; a browser takes the worker for new when its bytes are.
    pub version: &'a str,
    /// Files that are fetched at once, from the root of the site.
    pub first: Vec<&'a str>,
    /// The page for addresses that are not kept, or empty.
    pub apart: &'a str,
}

/// The bytes of `sw.js`.
pub fn worker(on: Option<&Worker<'_>>) -> Vec<u8> {
    let Some(worker) = on else {
        return include_bytes!("worker-off.js").to_vec();
    };
    let first = serde_json::json!(worker.first).to_string();
    include_str!("worker.js")
        .replace("{version}", worker.version)
        .replace("{first}", &first)
        .replace("{apart}", worker.apart)
        .into_bytes()
}
