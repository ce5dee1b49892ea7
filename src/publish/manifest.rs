//! The list of what was published: the mark that a folder is ours, and what may be reused.

use crate::base::digest::Digest;
use std::collections::BTreeMap;

/// Name of the manifest inside the output.
pub const MANIFEST: &str = ".acervo-manifest";

/// First line. Another version is still ours, but its entries are not trusted.
const HEAD: &str = "acervo-manifest 1";

/// What is known of one published file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub digest: Digest,
    pub size: u64,
}

/// The manifest as text: one line a file in the order of the paths, so equal trees have equal
/// manifests whatever the order in which threads wrote them.
pub fn write(entries: &BTreeMap<String, Entry>) -> String {
    let mut out = String::with_capacity(entries.len() * 80);
    out.push_str(HEAD);
    out.push('\n');
    for (path, entry) in entries {
        let (digest, size) = (entry.digest.hex(), entry.size.to_string());
        out.extend([&*digest, " ", &size, " ", path, "\n"]);
    }
    out
}

/// Reads a manifest. `None` when the text is not one of ours; a line that does not make sense is
/// left out, which costs one write and no more.
pub fn read(text: &str) -> Option<BTreeMap<String, Entry>> {
    let mut lines = text.lines();
    let head = lines.next()?;
    if head != HEAD {
        return head.starts_with("acervo-manifest ").then(BTreeMap::new);
    }
    Some(lines.filter_map(line).collect())
}

fn line(line: &str) -> Option<(String, Entry)> {
    let (digest, rest) = line.split_once(' ')?;
    let (size, path) = rest.split_once(' ')?;
    let known = Entry {
        digest: Digest::from_hex(digest)?,
        size: size.parse().ok()?,
    };
    Some((path.to_owned(), known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_as_it_was_written() {
        let entry = Entry {
            digest: Digest::of(b"x"),
            size: 1,
        };
        let entries = BTreeMap::from([
            ("b con espacios.html".to_owned(), entry),
            ("a".to_owned(), entry),
        ]);
        let text = write(&entries);
        assert!(text.starts_with("acervo-manifest 1\n"));
        let known = read(&text).unwrap();
        assert_eq!(
            known.keys().collect::<Vec<_>>(),
            ["a", "b con espacios.html"]
        );
        assert_eq!(known["a"], entry);
    }

    #[test]
    fn strange_manifests_are_never_trusted() {
        assert_eq!(read(""), None);
        assert_eq!(read("<!doctype html>\n"), None);
        assert_eq!(read("acervo-manifest 99\nq 1 a\n"), Some(BTreeMap::new()));
        assert_eq!(
            read("acervo-manifest 1\nq\nq uno a\n"),
            Some(BTreeMap::new())
        );
    }
}
