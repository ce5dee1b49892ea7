//! When each file last changed and who changed it, as the project's repository tells.
//!
//! One run of `git log` answers for all files, and a run of `git rev-parse` tells whether it has to
//! be asked again: ten thousand documents start two programs. What it says depends on the commit
//! that is checked out and on nothing else: no clock, no settings of the machine.

use crate::base::date::{self, Date};
use crate::base::fold::sort_key;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the repository tells of the files of a project.
#[derive(Debug, Default)]
pub struct History {
    /// The commit that it tells of; empty when there is none.
    pub tip: String,
    files: FxHashMap<String, Life>,
}

/// What is known of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// Day of its newest commit, where its author was.
    pub changed: Date,
    /// Names of those who changed it, in the order of the alphabet; never their addresses.
    pub names: Vec<String>,
}

impl History {
    /// What is known of a file, by its path from the root of the project.
    pub fn of(&self, file: &str) -> Option<&Life> {
        self.files.get(file)
    }
}

/// The state of a repository.
#[derive(Debug, PartialEq, Eq)]
pub struct Tip {
    pub commit: String,
    /// Its older commits were left behind where it was cloned from.
    pub shallow: bool,
}

/// The commit that is checked out; `None` outside of a repository, without commits or without git.
pub fn tip(root: &Path) -> Option<Tip> {
    let out = git(root, &["rev-parse", "--is-shallow-repository", "HEAD"])?;
    let mut lines = out.lines();
    Some(Tip {
        shallow: lines.next()? != "false",
        commit: lines.next()?.to_owned(),
    })
}

/// What names the commit that is checked out, of it what there is now and what there may be later.
pub fn signs(root: &Path) -> Vec<PathBuf> {
    let folders = git(
        root,
        &["rev-parse", "--absolute-git-dir", "--git-common-dir"],
    );
    let folders = folders.as_deref().unwrap_or_default().lines();
    // A worktree has a folder of its own, and its branches are in that of the whole repository.
    let folders: BTreeSet<PathBuf> = folders
        .filter_map(|folder| root.join(folder).canonicalize().ok())
        .collect();
    let names = ["HEAD", "refs", "packed-refs", "reftable"];
    let all = folders
        .iter()
        .flat_map(|folder| names.map(|name| folder.join(name)));
    all.collect()
}

/// Reads what a commit and those before it changed in a folder; `None` when git gives up.
pub fn read(root: &Path, commit: &str, folder: &str) -> Option<History> {
    // Everything that a setting could change is said here.
    let log = git(
        root,
        &[
            "-c",
            "log.follow=false",
            "-c",
            "log.showSignature=false",
            "-c",
            "log.showRoot=true",
            "log",
            "--no-merges",
            "--no-renames",
            "--no-ext-diff",
            "--no-color",
            "--encoding=UTF-8",
            "--relative",
            "-z",
            "--name-only",
            "--format=%x01%as%x02%an",
            commit,
            "--",
            folder,
        ],
    )?;
    Some(History {
        tip: commit.to_owned(),
        files: lives(&log),
    })
}

/// Cuts the log: a commit starts with a sign of its own, the other pieces are its files.
fn lives(log: &str) -> FxHashMap<String, Life> {
    let mut files: FxHashMap<String, Life> = FxHashMap::default();
    let mut commit: Option<(Date, &str)> = None;
    for piece in log.split('\0') {
        let piece = piece.trim_start_matches('\n');
        if let Some(head) = piece.strip_prefix('\u{1}') {
            let (day, name) = head.split_once('\u{2}').unwrap_or((head, ""));
            commit = date::parse(day).map(|day| (day, name.trim()));
            continue;
        }
        let Some((day, name)) = commit.filter(|_| !piece.is_empty()) else {
            continue;
        };
        let life = files.entry(piece.to_owned()).or_insert_with(|| Life {
            changed: day,
            names: Vec::new(),
        });
        // Clocks differ, so the first commit that the log tells need not be the newest day.
        life.changed = life.changed.max(day);
        // Some write their address where their name should be.
        if !name.is_empty() && !name.contains('@') && !life.names.iter().any(|n| n == name) {
            let after = |n: &String| (sort_key(n), n.as_str()) > (sort_key(name), name);
            let at = life.names.iter().position(after);
            life.names
                .insert(at.unwrap_or(life.names.len()), name.to_owned());
        }
    }
    files
}

/// What git answers, or `None` when it is not there or gives up.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let out = Command::new("git")
        .arg("-C")
        .arg(root)
        .arg("--no-pager")
        .args(arguments)
        // A hook of git names its own repository here; ours is the one that the folder is in.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    out.status
        .success()
        .then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_day_and_each_name_once() {
        let log = "\u{1}2026-01-02\u{2}Zoe\0\ncontent/a.md\0content/b ñ.md\0\u{1}2026-03-04\u{2}Ána\0\ncontent/a.md\0\u{1}2025-01-01\u{2}zoe@correo.test\0\ncontent/a.md\0\u{1}2024-01-01\u{2}Zoe\0\ncontent/a.md\0";
        let files = lives(log);
        let a = &files["content/a.md"];
        assert_eq!(date::iso(a.changed), "2026-03-04");
        assert_eq!(a.names, ["Ána", "Zoe"]);
        assert_eq!(date::iso(files["content/b ñ.md"].changed), "2026-01-02");
        assert_eq!(files.len(), 2);
    }
}
