//! The list of what was published: the mark that a folder is ours, and what may be reused.

use crate::base::digest::Digest;
use crate::source::stamp::Stamp;
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

/// A published file, and what the system says of it as long as it has its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    pub entry: Entry,
    pub stamp: Option<Stamp>,
}

impl From<Entry> for Known {
    fn from(entry: Entry) -> Known {
        Known { entry, stamp: None }
    }
}

/// Files by their paths.
pub type Files = BTreeMap<String, Known>;

/// The manifest as text: one line a file in the order of the paths, so equal trees have equal
/// manifests whatever the order in which threads wrote them. What the system says of a file is not in it.
pub fn write(files: &Files) -> String {
    let mut out = String::with_capacity(files.len() * 80);
    out.push_str(HEAD);
    out.push('\n');
    for (path, Known { entry, .. }) in files {
        let (digest, size) = (entry.digest.hex(), entry.size.to_string());
        out.extend([&*digest, " ", &size, " ", path, "\n"]);
    }
    out
}

/// Reads a manifest. `None` when the text is not one of ours; a line that does not make sense is
/// left out, which costs one write and no more.
pub fn read(text: &str) -> Option<Files> {
    let mut lines = text.lines();
    let head = lines.next()?;
    if head != HEAD {
        return head.starts_with("acervo-manifest ").then(Files::new);
    }
    Some(lines.filter_map(line).collect())
}

fn line(line: &str) -> Option<(String, Known)> {
    let (digest, rest) = line.split_once(' ')?;
    let (size, path) = rest.split_once(' ')?;
    let entry = Entry {
        digest: Digest::from_hex(digest)?,
        size: size.parse().ok()?,
    };
    Some((path.to_owned(), entry.into()))
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
        let entries = Files::from([
            ("b con espacios.html".to_owned(), entry.into()),
            ("a".to_owned(), entry.into()),
        ]);
        let text = write(&entries);
        assert!(text.starts_with("acervo-manifest 1\n"));
        let known = read(&text).unwrap();
        assert_eq!(
            known.keys().collect::<Vec<_>>(),
            ["a", "b con espacios.html"]
        );
        assert_eq!(known["a"].entry, entry);
    }

    #[test]
    fn strange_manifests_are_never_trusted() {
        assert!(read("").is_none());
        assert!(read("<!doctype html>\n").is_none());
        assert!(read("acervo-manifest 99\nq 1 a\n").unwrap().is_empty());
        assert!(read("acervo-manifest 1\nq\nq uno a\n").unwrap().is_empty());
    }
}
