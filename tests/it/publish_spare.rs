//! The tree that a build replaced is what the next one begins with: it never shows.

#![cfg(target_os = "linux")]

use crate::cli::tree;
use crate::publish::{Project, names};
use acervo::publish::{MANIFEST, Published, Stage};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Files that never change, so that the others are few.
const STEADY: usize = 40;

type Site = BTreeMap<String, u8>;

fn publish(project: &Project, site: &Site) -> Published {
    let stage = project.begin().unwrap();
    for (path, byte) in site {
        stage.put(path, &[*byte]).unwrap();
    }
    for at in 0..STEADY {
        stage.put(&format!("fijos/{at}"), b"siempre").unwrap();
    }
    stage.commit().unwrap().0
}

fn site(files: &[(&str, u8)]) -> Site {
    let files = files.iter();
    files
        .map(|(path, byte)| ((*path).to_owned(), *byte))
        .collect()
}

/// Trees that wait for the next build.
fn spares(project: &Project) -> Vec<PathBuf> {
    let folder = project.path("content/.acervo");
    match folder.exists() {
        true => names(&folder)
            .iter()
            .map(|name| folder.join(name))
            .collect(),
        false => Vec::new(),
    }
}

fn inode(path: &Path) -> u64 {
    std::fs::symlink_metadata(path).unwrap().ino()
}

#[test]
fn two_trees_take_turns_and_what_did_not_change_stays_in_both() {
    let project = Project::new();
    let folder = || inode(&project.path("public/fijos"));
    publish(&project, &site(&[("a", 1)]));
    assert!(spares(&project).is_empty(), "nothing was replaced");
    let first = folder();
    publish(&project, &site(&[("a", 2)]));
    let second = folder();
    assert_ne!(first, second);
    for (byte, expected) in [(3, first), (4, second), (4, first)] {
        let published = publish(&project, &site(&[("a", byte)]));
        assert!(published.written <= 1);
        assert_eq!(folder(), expected);
        assert_eq!(spares(&project).len(), 1);
    }
    assert_eq!(project.names(), ["content", "public"]);
}

#[test]
fn a_build_that_comes_to_nothing_leaves_the_spare_tree() {
    let project = Project::new();
    publish(&project, &site(&[("a", 1)]));
    publish(&project, &site(&[("a", 2)]));
    let spare = spares(&project);
    assert_eq!(spare.len(), 1);
    drop(project.begin().unwrap());
    assert_eq!(spares(&project), spare);
    let stage = project.begin().unwrap();
    stage.put("a", b"half").unwrap();
    drop(stage);
    assert!(spares(&project).is_empty(), "it would be neither site");
    assert_eq!(project.names(), ["content", "public"]);
}

#[test]
fn a_tree_that_would_take_space_of_its_own_is_not_kept() {
    let project = Project::new();
    let many = |byte| {
        (0..STEADY)
            .map(|at| (format!("otros/{at}"), byte))
            .collect()
    };
    publish(&project, &many(1));
    publish(&project, &many(2));
    assert!(spares(&project).is_empty(), "half of it was changed");
    publish(&project, &site(&[]));
    assert!(spares(&project).is_empty(), "half of it was removed");
}

#[test]
fn there_is_one_spare_tree_of_the_last_output() {
    let project = Project::new();
    for byte in [1, 2] {
        publish(&project, &site(&[("a", byte)]));
    }
    let spare = spares(&project);
    let folder = project.path("content/.acervo");
    let stage = Stage::begin(&project.path("otra"), &[], Some(&folder)).unwrap();
    stage.put("a", b"a").unwrap();
    stage.commit().unwrap();
    assert!(!spare[0].exists());
    assert!(spares(&project).is_empty());
}

#[test]
fn a_folder_that_gets_a_name_each_time_is_found_by_the_one_that_it_had() {
    let project = Project::new();
    let build = |last: Option<u8>, byte: u8| {
        let stage = project.begin().unwrap();
        stage.had_another_name("indice/nuevo");
        for at in 0..STEADY {
            let path = |folder: &str| format!("indice/{folder}/{at}");
            let text = if at == 0 {
                vec![byte]
            } else {
                b"igual".to_vec()
            };
            let like = last.map(|last| path(&format!("g{last}")));
            let like = like.filter(|_| at > 0);
            let kept = like.and_then(|like| stage.keep(&path("nuevo"), &like).unwrap());
            if kept.is_none() {
                stage.put(&path("nuevo"), &text).unwrap();
            }
        }
        stage
            .rename("indice/nuevo", &format!("indice/g{byte}"))
            .unwrap();
        stage.commit().unwrap();
        inode(&project.path(&format!("public/indice/g{byte}")))
    };
    let folders = [build(None, 1), build(Some(1), 2), build(Some(2), 3)];
    assert_eq!(folders[0], folders[2]);
    assert_eq!(build(Some(3), 3), folders[1], "the same name as before");
    assert_eq!(names(&project.path("public/indice")), ["g3"]);
}

#[test]
fn a_file_gives_way_to_a_folder_that_many_threads_fill_at_once() {
    let project = Project::new();
    for round in 0..40 {
        publish(&project, &site(&[("a", round)]));
        publish(&project, &site(&[]));
        let stage = project.begin().unwrap();
        let start = std::sync::Barrier::new(8);
        std::thread::scope(|threads| {
            for at in 0..8 {
                let (stage, start) = (&stage, &start);
                threads.spawn(move || {
                    start.wait();
                    stage.put(&format!("a/{at}"), b"hoja").unwrap();
                });
            }
        });
        stage.commit().unwrap();
        assert_eq!(names(&project.path("public/a")).len(), 8);
    }
}

/// What somebody or something does between two builds.
fn meddle(project: &Project, how: u8) {
    let spares = spares(project);
    let spare = spares.first().cloned().unwrap_or(project.path("nada"));
    let public = project.path("public");
    // What is not there cannot be meddled with.
    let _ = match how {
        0 => std::fs::write(spare.join("ajeno"), "x"),
        1 => std::fs::create_dir_all(spare.join("vacia/sub")),
        2 => std::fs::remove_dir_all(spare.join("fijos")),
        3 => std::os::unix::fs::symlink("/", spare.join("enlace")),
        4 => std::fs::write(public.join("fijos/3"), "editado, y más largo"),
        5 => std::fs::remove_file(public.join("fijos/4")),
        6 => std::fs::remove_file(spare.join("a"))
            .and_then(|()| std::fs::write(spare.join("a"), "x")),
        7 => std::fs::remove_dir_all(&spare).and_then(|()| std::fs::write(&spare, "x")),
        8 => std::fs::remove_dir_all(&public),
        9 => std::fs::remove_dir_all(&spare).and_then(|()| std::os::unix::fs::symlink("/", &spare)),
        _ => Ok(()),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Names are files in one site and folders in another.
    #[test]
    fn after_any_builds_the_output_is_the_last_site_and_nothing_else(
        builds in proptest::collection::vec(
            (proptest::collection::btree_map("[ab](/[ab]){0,2}", 0_u8..3, 0..5), 0_u8..13),
            1..8,
        ),
    ) {
        let project = Project::new();
        for (mut site, how) in builds {
            let paths: Vec<String> = site.keys().cloned().collect();
            site.retain(|path, _| !paths.iter().any(|other| other.starts_with(&format!("{path}/"))));
            publish(&project, &site);
            let mut found = tree(&project.path("public"));
            found.remove(MANIFEST);
            found.retain(|path, bytes| !(path.starts_with("fijos/") && bytes == b"siempre"));
            let expected = site.into_iter().map(|(path, byte)| (path, vec![byte]));
            prop_assert_eq!(found, expected.collect::<BTreeMap<_, _>>());
            prop_assert_eq!(names(&project.path("public/fijos")).len(), STEADY);
            meddle(&project, how);
        }
    }
}
