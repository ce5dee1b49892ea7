//! The rules of the house, held by reading the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A file of `src`: its path (`engine/mod.rs`) and its code without comments and inner tests.
struct Source {
    path: String,
    lines: usize,
    code: String,
}

impl Source {
    /// The module of the top level that it belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or("");
        first.trim_end_matches(".rs")
    }
}

fn sources() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(&top).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(&top).unwrap();
        let path = path.to_str().unwrap().replace('\\', "/");
        let tests = path.contains("/tests/") || path.ends_with("tests.rs");
        if path.ends_with(".rs") && !tests {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            out.push(Source {
                path,
                lines: text.lines().count(),
                code: code(&text),
            });
        }
    }
    assert!(out.len() > 50, "the sources were not found");
    out
}

/// The text without comment lines and without what stands after `#[cfg(test)]`.
fn code(text: &str) -> String {
    let shipped = match text.find("\n#[cfg(test)]\nmod tests {") {
        Some(at) => &text[..at],
        None => text,
    };
    let lines = shipped.lines();
    let kept = lines.filter(|l| !l.trim_start().starts_with("//"));
    kept.collect::<Vec<_>>().join("\n")
}

/// Modules in the order of lib.rs.
fn order() -> Vec<String> {
    let lib = sources().into_iter().find(|s| s.path == "lib.rs").unwrap();
    let name = |line: &str| {
        let rest = line.trim().strip_prefix("pub mod ")?;
        rest.strip_suffix(';').map(str::to_owned)
    };
    lib.code.lines().filter_map(name).collect()
}

/// Modules named after `crate::`, one by one or between braces.
fn named(code: &str) -> BTreeSet<String> {
    named_after("crate::", code)
}

fn named_after(start: &str, code: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (at, _) in code.match_indices(start) {
        let rest = &code[at + start.len()..];
        let word = |text: &str| -> String {
            let text = text.trim_start();
            let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
            text[..end.unwrap_or(text.len())].to_owned()
        };
        match rest.strip_prefix('{') {
            None => {
                out.insert(word(rest));
            }
            Some(group) => {
                let mut depth = 0;
                let mut item = true;
                for (i, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => item = true,
                        c if item && c.is_alphabetic() => {
                            out.insert(word(&group[i..]));
                            item = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    out
}

#[test]
fn named_reads_both_forms_of_use() {
    let code = "use crate::{base::{path, text}, diag::Code,\n data};\ncrate::view::page()";
    let expect = ["base", "data", "diag", "view"];
    assert_eq!(Vec::from_iter(named(code)), expect);
}

#[test]
fn lib_lists_every_module_in_the_order_of_the_floors() {
    let order = order();
    let floors = [
        "base", "diag", "data", "config", "source", "parse", "check", "catalog", "view", "theme",
        "export", "search", "publish", "engine", "serve", "cli",
    ];
    assert_eq!(order, floors);
    let files: BTreeSet<String> = sources()
        .iter()
        .map(|s| s.module().to_owned())
        .filter(|m| m != "lib" && m != "main")
        .collect();
    assert_eq!(files, order.into_iter().collect());
}

#[test]
fn a_module_uses_only_modules_above_its_own() {
    let order = order();
    let floor = |name: &str| order.iter().position(|m| m == name);
    let mut bad = Vec::new();
    for source in sources() {
        let Some(own) = floor(source.module()) else {
            continue;
        };
        for used in named(&source.code) {
            match floor(&used) {
                Some(above) if above <= own => {}
                _ => bad.push(format!("{} uses {used}", source.path)),
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn no_file_uses_one_that_uses_it() {
    // By folder and name, the files beside it that each file uses.
    let place = |path: &str| {
        let (folder, file) = path.rsplit_once('/')?;
        let name = file.trim_end_matches(".rs");
        (name != "mod").then(|| (folder.to_owned(), name.to_owned()))
    };
    // A file that hands names on does not use them.
    let handed = regex::Regex::new(r"pub use [^;]*;").unwrap();
    let sources = sources();
    let files = sources
        .iter()
        .filter_map(|s| Some((place(&s.path)?, handed.replace_all(&s.code, ""))));
    let mut uses: BTreeMap<_, BTreeSet<_>> = files
        .map(|((folder, name), code)| {
            let used = named_after("super::", &code).into_iter();
            let used = used.filter(|used| *used != name);
            let used = used.map(|used| (folder.clone(), used)).collect();
            ((folder, name), used)
        })
        .collect();
    assert!(uses.values().map(BTreeSet::len).sum::<usize>() > 100);
    // Who uses nobody that is left is in no circle.
    loop {
        let left: BTreeSet<_> = uses.keys().cloned().collect();
        uses.retain(|_, used| !used.is_disjoint(&left));
        if uses.len() == left.len() {
            break;
        }
    }
    let left: Vec<_> = uses.keys().collect();
    assert!(left.is_empty(), "in a circle, or using one: {left:?}");
}

#[test]
fn outputs_do_not_see_the_catalogue() {
    for source in sources() {
        if matches!(source.module(), "theme" | "export" | "search") {
            let used = named(&source.code);
            for hidden in ["catalog", "check", "parse"] {
                assert!(!used.contains(hidden), "{} uses {hidden}", source.path);
            }
        }
    }
}

/// Each crate and the only places that may name it: a module or a file.
const USERS: &[(&str, &[&str])] = &[
    ("ammonia", &["parse/sanitize.rs"]),
    ("annotate_snippets", &["diag/show.rs"]),
    ("calamine", &["data/sheet.rs"]),
    ("clap", &["cli"]),
    ("compact_str", &["view"]),
    ("csv", &["data/table.rs", "data/sheet.rs"]),
    ("ctrlc", &["cli"]),
    ("granit_parser", &["data/yaml.rs", "data/yaml/errors.rs"]),
    ("indicatif", &["cli"]),
    ("jiff", &["base/date.rs"]),
    ("mimalloc", &["main.rs"]),
    ("notify", &["serve"]),
    (
        "postcard",
        &[
            "base/packed.rs",
            "engine",
            "search/index.rs",
            "search/integrity.rs",
            "source/spill.rs",
        ],
    ),
    ("pulldown_cmark", &["parse"]),
    ("pulldown_cmark_escape", &["parse", "base/text.rs"]),
    ("quick_xml", &["data/svg.rs", "data/drawing.rs", "export"]),
    // The size of the pool is an option of `build`.
    (
        "rayon",
        &[
            "catalog",
            "engine",
            "search",
            "view/search.rs",
            "publish/exchange.rs",
            "publish/refuse.rs",
            "publish/tree.rs",
            "source/spill.rs",
            "cli/mod.rs",
        ],
    ),
    (
        "rustix",
        &["publish", "source/regular_file.rs", "source/stamp.rs"],
    ),
    ("simdutf8", &["base/packed.rs", "source"]),
    ("tantivy", &["search"]),
    // The site's view is turned into a template value once a snapshot, not once a page.
    ("tera", &["theme", "engine/snapshot.rs"]),
    ("tempfile", &["source/spill_file.rs"]),
    ("tiny_http", &["serve"]),
    ("twox_hash", &["base/digest.rs"]),
    ("walkdir", &["source"]),
    ("roxmltree", &["data/word"]),
    ("zip", &["publish", "data/word"]),
];

fn allowed(source: &Source, places: &[&str]) -> bool {
    let inside = |p: &str| source.path.strip_prefix(p)?.strip_prefix('/');
    let place = |p: &&str| source.path == *p || source.module() == *p || inside(p).is_some();
    places.iter().any(place)
}

/// Whether code names a crate: `tera::…`, not `crate::tera::…` nor `opentera::…`.
fn names(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = &code[..at];
        !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            && (!before.ends_with("::") || before.ends_with(" ::"))
    })
}

#[test]
fn each_crate_has_its_only_user() {
    let sources = sources();
    for (name, places) in USERS {
        let mut used = false;
        for source in &sources {
            if names(&source.code, name) {
                used = true;
                assert!(allowed(source, places), "{} names {name}", source.path);
            }
        }
        assert!(used, "nobody names {name}: take it off the list");
    }
}

#[test]
fn the_engine_uses_no_more_of_tera_than_its_value() {
    let sources = sources();
    let code = &sources
        .iter()
        .find(|s| s.path == "engine/snapshot.rs")
        .unwrap()
        .code;
    assert_eq!(
        code.matches("tera::").count(),
        code.matches("tera::Value").count()
    );
}

/// What only some floors may do.
const FLOORS: &[(&str, &[&str], &str)] = &[
    (
        "println!",
        &[],
        "standard output goes through the terminal of `cli`",
    ),
    (
        "eprintln!",
        &[],
        "messages go through the terminal of `cli`",
    ),
    (
        "print!(",
        &[],
        "standard output goes through the terminal of `cli`",
    ),
    ("dbg!", &[], "left over"),
    (
        "Command::new",
        &["source/history.rs", "serve"],
        "only git and the browser are started",
    ),
    (
        "process::exit",
        &["cli"],
        "only the command line ends the program",
    ),
    ("process::abort", &[], "nobody aborts"),
    (
        "SystemTime",
        &["serve", "cli"],
        "output must not depend on the clock",
    ),
    (
        "Instant",
        &["serve", "cli"],
        "output must not depend on the clock",
    ),
    (
        "std::env",
        &["serve", "cli", "main.rs"],
        "output must not depend on the environment",
    ),
    (
        "thread::",
        &["serve", "cli", "publish"],
        "threads belong to the engine's pool",
    ),
    (
        "fs::",
        &[
            "source",
            "publish",
            "serve",
            "engine",
            "search/index.rs",
            "search/integrity.rs",
            "cli",
        ],
        "files are touched by these floors alone",
    ),
    ("static mut", &[], "no state outlives a call"),
    ("todo!", &[], "unfinished"),
    ("unimplemented!", &[], "unfinished"),
    ("TODO", &[], "unfinished"),
    ("FIXME", &[], "unfinished"),
];

#[test]
fn what_touches_the_machine_stays_on_its_floor() {
    let mut bad = Vec::new();
    for source in sources() {
        for (word, places, why) in FLOORS {
            // `rustix::fs` and `std::fs` alike; `fs::` inside another word is not meant.
            let found = source.code.match_indices(word).any(|(at, _)| {
                let before = source.code[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            });
            if found && !allowed(&source, places) {
                bad.push(format!("{}: {word} ({why})", source.path));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn files_are_short_and_have_names_that_say_something() {
    let mut bad = Vec::new();
    for source in sources() {
        if source.lines > 400 {
            bad.push(format!("{} has {} lines", source.path, source.lines));
        }
        let parts = source.path.trim_end_matches(".rs").split('/');
        for part in parts {
            if matches!(part, "utils" | "util" | "helpers" | "misc" | "common") {
                bad.push(format!("{}: what is it about?", source.path));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn modules_say_what_they_are() {
    for source in sources() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(&source.path);
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.starts_with("//!"), "{} has no head", source.path);
    }
}
