//! What publishing promises: one whole version, or the old one.

use acervo::diag::Failure;
use acervo::publish::{MANIFEST, Published, Stage};
use acervo::source::regular_file;
use acervo::source::stamp::{Seen, Stamp};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A project with content and an output that is not there yet.
pub struct Project {
    pub root: tempfile::TempDir,
}

impl Project {
    pub fn new() -> Project {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("content")).unwrap();
        Project { root }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn begin(&self) -> Result<Stage, Failure> {
        let spare = self.path("content/.acervo");
        Stage::begin(&self.path("public"), &[&self.path("content")], Some(&spare))
    }

    pub fn publish(&self, files: &[(&str, &str)]) -> Published {
        let stage = self.begin().unwrap();
        for (path, text) in files {
            stage.put(path, text.as_bytes()).unwrap();
        }
        stage.commit().unwrap().0
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path("public").join(path)).unwrap()
    }

    /// Names in the root: content and public, nothing that a build left.
    pub fn names(&self) -> Vec<String> {
        names(self.root.path())
    }
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn message(result: Result<Stage, Failure>) -> String {
    result.err().expect("it should have been refused").message
}

#[test]
fn a_site_appears_whole_and_nothing_else_stays() {
    let project = Project::new();
    let published = project.publish(&[("index.html", "hola"), ("casos/a.html", "caso")]);
    assert_eq!(
        (published.files, published.bytes, published.written),
        (2, 8, 2)
    );
    assert_eq!(project.read("casos/a.html"), "caso");
    assert_eq!(project.names(), ["content", "public"]);
}

#[test]
fn unchanged_files_are_linked_and_removed_files_disappear() {
    let project = Project::new();
    project.publish(&[("index.html", "hola"), ("a.html", "1"), ("b.html", "b")]);
    let published = project.publish(&[("index.html", "hola"), ("a.html", "2")]);
    assert_eq!((published.written, published.reused), (1, 1));
    assert_eq!(project.read("a.html"), "2");
    assert_eq!(
        names(&project.path("public")),
        [MANIFEST, "a.html", "index.html"]
    );
}

#[test]
fn a_file_written_in_pieces_is_like_one_that_was_put() {
    let project = Project::new();
    let publish = |pieces: &[&str]| {
        let stage = project.begin().unwrap();
        stage
            .put_pieces("datos/todo.json", |out| {
                pieces.iter().try_for_each(|p| out.write_all(p.as_bytes()))
            })
            .unwrap();
        stage.commit().unwrap().0
    };
    let put = project.publish(&[("datos/todo.json", "uno dos")]);
    let same = publish(&["uno ", "dos"]);
    assert_eq!((same.written, same.reused), (0, 1));
    assert_eq!(same.manifest, put.manifest);
    std::fs::write(project.path("public/datos/todo.json"), "uno DOS").unwrap();
    let edited = publish(&["uno ", "dos"]);
    assert_eq!((edited.written, edited.manifest), (1, put.manifest));
    assert_eq!(publish(&["uno"]).written, 1);
    assert_eq!(project.read("datos/todo.json"), "uno");
    assert_eq!(names(&project.path("public/datos")), ["todo.json"]);
}

#[test]
fn a_file_with_another_name_and_the_same_bytes_is_linked() {
    let project = Project::new();
    project.publish(&[("uno/a.js", "a"), ("uno/b.js", "b")]);
    let stage = project.begin().unwrap();
    std::fs::write(project.path("public/uno/b.js"), "c").unwrap();
    let keep = |path: &str, published: &str| stage.keep(path, published).unwrap();
    assert_eq!(keep("dos/a.js", "uno/a.js").map(|kept| kept.size), Some(1));
    for published in ["uno/b.js", "uno/c.js"] {
        assert!(keep("dos/b.js", published).is_none());
    }
    stage.put("dos/b.js", b"c").unwrap();
    stage.put("dos/c.js", b"c").unwrap();
    let (published, _) = stage.commit().unwrap();
    assert_eq!((published.reused, published.written), (1, 2));
    let files = ["dos/a.js", "dos/b.js", "dos/c.js"];
    assert_eq!(files.map(|file| project.read(file)), ["a", "c", "c"]);
    assert!(!project.path("public/uno").exists());
}

#[test]
fn a_folder_gets_its_name_when_its_files_are_there() {
    let project = Project::new();
    let stage = project.begin().unwrap();
    let files = ["nuevo-no/b.js", "nuevo/a.js", "nuevo/sub/C.js", "z.js"];
    for file in files {
        stage.put(&format!("dos/{file}"), file.as_bytes()).unwrap();
    }
    stage.rename("dos/nada", "dos/tres").unwrap();
    stage.rename("dos/nuevo", "dos/otro").unwrap();
    stage.put("dos/nuevo/sub/c.js", b"").unwrap();
    let taken = stage.put("dos/otro/sub/c.js", b"");
    assert!(taken.is_err(), "a disk may not tell it from C.js");
    stage.commit().unwrap();
    let expect = [
        "dos/nuevo-no/b.js", "dos/nuevo/sub/c.js", "dos/otro/a.js", "dos/otro/sub/C.js", "dos/z.js",
    ];
    let stage = project.begin().unwrap();
    assert_eq!(stage.live.paths(), expect);
    assert!(expect.iter().all(|path| stage.live.is_intact(path)));
    assert_eq!(project.read("dos/otro/sub/C.js"), "nuevo/sub/C.js");
}

#[test]
fn a_file_edited_in_the_output_is_written_again_even_with_its_old_date_and_size() {
    let project = Project::new();
    project.publish(&[("index.html", "hola")]);
    let page = project.path("public/index.html");
    let date = std::fs::metadata(&page).unwrap().modified().unwrap();
    std::fs::write(&page, "mala").unwrap();
    let file = std::fs::File::options().write(true).open(&page).unwrap();
    file.set_modified(date).unwrap();
    let published = project.publish(&[("index.html", "hola")]);
    assert_eq!(project.read("index.html"), "hola");
    assert_eq!(published.written, 1);
}

/// A file is believed to be what the system says of it, so what the system said has to be of its bytes.
#[cfg(unix)]
#[test]
fn a_file_that_nobody_touched_is_not_read_and_any_other_is() {
    let project = Project::new();
    let files = ["a", "b", "c", "d"];
    let stage = project.begin().unwrap();
    for path in files {
        stage.put(path, b"hola").unwrap();
    }
    std::thread::sleep(std::time::Duration::from_millis(100));
    stage.put("z", b"hola").unwrap();
    let (_, mut replaced) = stage.commit().unwrap();
    let mut stamps = std::mem::take(&mut replaced.stamps);
    drop(replaced);
    let believed: Vec<bool> = stamps.files.iter().map(Option::is_some).collect();
    assert_eq!(believed, [true, true, true, true, false], "z is too young");
    let page = |path: &str| project.path("public").join(path);
    let date = std::fs::metadata(page("a")).unwrap().modified().unwrap();
    for path in ["a", "b"] {
        std::fs::write(page(path), "mala").unwrap();
        let file = std::fs::File::options().write(true).open(page(path));
        file.unwrap().set_modified(date).unwrap();
    }
    std::fs::rename(page("c"), page("otra")).unwrap();
    std::fs::copy(page("otra"), page("c")).unwrap();
    std::fs::remove_file(page("otra")).unwrap();
    // As if nobody had touched it since.
    stamps.files[1] = Stamp::at(&page("b"));
    let mut stage = project.begin().unwrap();
    stage.live.believe(&stamps);
    let intact = ["a", "b", "c", "d", "z"].map(|path| stage.live.is_intact(path));
    assert_eq!(intact, [false, true, true, true, true]);
    stage.put("a", b"hola").unwrap();
    stage.put("d", b"hola").unwrap();
    let (published, _) = stage.commit().unwrap();
    assert_eq!((published.written, published.reused), (1, 1));
    assert_eq!(project.read("a"), "hola");
}

/// Nobody is asked about a file after it was linked, so what is done to it while others are linked shows by its date.
#[cfg(unix)]
#[test]
fn a_file_that_was_linked_is_not_read_unless_its_date_or_a_later_change_shows() {
    let project = Project::new();
    let wait = || std::thread::sleep(std::time::Duration::from_millis(100));
    let publish = |stage: Stage, meanwhile: &dyn Fn()| {
        for path in ["a", "b", "c", "d"] {
            stage.put(path, b"hola").unwrap();
        }
        wait();
        meanwhile();
        wait();
        let (_, mut replaced) = stage.commit().unwrap();
        std::mem::take(&mut replaced.stamps)
    };
    let page = |path: &str| project.path("public").join(path);
    let first = publish(project.begin().unwrap(), &|| ());
    let date = std::fs::metadata(page("a")).unwrap().modified().unwrap();
    let edit = |path: &str, date| {
        std::fs::write(page(path), "mala").unwrap();
        let file = std::fs::File::options().write(true).open(page(path));
        file.unwrap().set_modified(date).unwrap();
    };
    let later = date + std::time::Duration::from_secs(1);
    let mut stage = project.begin().unwrap();
    stage.live.believe(&first);
    let second = publish(stage, &|| {
        edit("a", date);
        edit("b", later);
    });
    wait();
    edit("c", date);
    let mut stage = project.begin().unwrap();
    stage.live.believe(&second);
    // Of `a`, with its date set back meanwhile, the system says what it says of a file that was only linked.
    let intact = ["a", "b", "c", "d"].map(|path| stage.live.is_intact(path));
    assert_eq!(intact, [true, false, false, true]);
}

#[cfg(unix)]
#[test]
fn an_attachment_that_nobody_touched_is_not_read() {
    let project = Project::new();
    project.publish(&[("foto.jpg", "vieja")]);
    let (old, photo) = (project.path("old.jpg"), project.path("content/foto.jpg"));
    std::fs::write(&old, "vieja").unwrap();
    std::fs::write(&photo, "nueva").unwrap();
    let copied = |before: &Seen| {
        let stage = project.begin().unwrap();
        stage.copy("foto.jpg", &photo, Some(before)).unwrap();
        stage.commit().unwrap();
        project.read("foto.jpg")
    };
    // As if it had been seen to hold what is published.
    let seen = Seen {
        digest: regular_file::look(&old).unwrap().digest,
        stamp: Stamp::behind(&photo),
    };
    assert_eq!(copied(&seen), "vieja");
    let touched = Seen {
        stamp: Stamp::behind(&old),
        ..seen
    };
    assert_eq!(copied(&touched), "nueva");
    assert_eq!(copied(&seen), "nueva", "it is not what is published");
}

#[cfg(unix)]
#[test]
fn a_link_put_in_the_output_is_replaced_by_the_file() {
    let project = Project::new();
    project.publish(&[("index.html", "hola")]);
    let page = project.path("public/index.html");
    std::fs::write(project.path("fuera"), "hola").unwrap();
    std::fs::remove_file(&page).unwrap();
    std::os::unix::fs::symlink(project.path("fuera"), &page).unwrap();
    project.publish(&[("index.html", "hola")]);
    assert!(std::fs::symlink_metadata(&page).unwrap().is_file());
}

#[test]
fn dropping_or_failing_leaves_the_old_site() {
    let project = Project::new();
    project.publish(&[("index.html", "vieja")]);
    let stage = project.begin().unwrap();
    stage.put("index.html", b"nueva").unwrap();
    assert!(stage.put("../fuera.html", b"x").is_err());
    assert!(stage.put(MANIFEST, b"x").is_err());
    assert!(
        stage
            .copy("foto.jpg", &project.path("no-existe.jpg"), None)
            .is_err()
    );
    drop(stage);
    assert_eq!(project.read("index.html"), "vieja");
    assert_eq!(project.names(), ["content", "public"]);
}

#[test]
fn two_files_of_one_address_are_a_failure() {
    for (one, two) in [
        ("a.html", "a.html"),
        ("Casos/A.html", "casos/a.html"),
        ("n\u{303}.html", "ñ.html"),
    ] {
        let project = Project::new();
        let stage = project.begin().unwrap();
        stage.put(one, b"1").unwrap();
        let failure = stage.put(two, b"2").unwrap_err();
        assert!(
            failure.message.contains(one) && failure.message.contains(two),
            "{failure}"
        );
    }
}

#[test]
fn folders_that_are_not_ours_are_refused_untouched() {
    let project = Project::new();
    std::fs::create_dir(project.path("public")).unwrap();
    std::fs::write(project.path("public/tesis.txt"), "años de trabajo").unwrap();
    assert!(message(project.begin()).contains("no la hizo acervo"));
    assert_eq!(project.read("tesis.txt"), "años de trabajo");
    assert_eq!(project.names(), ["content", "public"]);
}

#[test]
fn a_file_of_somebody_in_the_output_is_not_deleted() {
    let project = Project::new();
    project.publish(&[("index.html", "hola")]);
    std::fs::create_dir(project.path("public/.git")).unwrap();
    std::fs::write(project.path("public/.git/HEAD"), "ref").unwrap();
    assert!(message(project.begin()).contains(".git/HEAD"));
    assert_eq!(project.read(".git/HEAD"), "ref");
}

#[test]
fn an_empty_folder_may_be_used() {
    let project = Project::new();
    std::fs::create_dir(project.path("public")).unwrap();
    project.publish(&[("index.html", "hola")]);
    assert_eq!(project.read("index.html"), "hola");
}

#[test]
fn outputs_among_the_sources_are_refused() {
    let project = Project::new();
    let content = project.path("content");
    std::fs::create_dir(content.join("casos")).unwrap();
    for output in [
        "content", "content/casos", "content/nueva", ".", "content/../content",
    ] {
        let result = Stage::begin(&project.path(output), &[&content], None);
        assert!(message(result).contains("se mezclaría"), "{output}");
    }
    let result = Stage::begin(Path::new("/"), &[&content], None);
    assert!(message(result).contains("se mezclaría"));
    let result = Stage::begin(&project.path("no/existe/public"), &[&content], None);
    assert!(message(result).contains("no existe"));
    std::fs::write(project.path("archivo"), "x").unwrap();
    let result = Stage::begin(&project.path("archivo"), &[&content], None);
    assert!(message(result).contains("no es una carpeta"));
    assert_eq!(project.names(), ["archivo", "content"]);
}

#[cfg(unix)]
#[test]
fn pipes_and_folders_are_not_attachments() {
    let project = Project::new();
    let pipe = project.path("tubo");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let stage = project.begin().unwrap();
    // Would wait for ever if it were opened the usual way.
    let failure = stage.copy("tubo", &pipe, None).unwrap_err();
    assert!(
        failure.message.contains("no es un archivo común"),
        "{failure}"
    );
    assert!(
        stage
            .copy("content", &project.path("content"), None)
            .is_err()
    );
    assert!(stage.copy("nulo", Path::new("/dev/null"), None).is_err());
}

#[test]
fn two_builders_exclude_one_another() {
    let project = Project::new();
    let first = project.begin().unwrap();
    let said = message(project.begin());
    assert!(
        said.contains(&format!("proceso {}", std::process::id())),
        "{said}"
    );
    first.put("index.html", b"primera").unwrap();
    first.commit().unwrap();
    project.publish(&[("index.html", "segunda")]);
    assert_eq!(project.read("index.html"), "segunda");
}
