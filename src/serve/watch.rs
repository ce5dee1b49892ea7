//! What changed on the disk, as events; the only module that knows notify.
//!
//! Watchers repeat themselves, miss files of folders that are just being made, and lose count
//! when too much happens. So an event is only a hint of where to look: the engine compares
//! digests, and whatever smells of a folder asks it to look everywhere.
//!
//! No debouncer: those for notify wake up hundreds of times a second for a short delay. The loop
//! of the server gathers a burst itself and sleeps in between.

use super::events::Event;
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind};
use notify::{Config, ErrorKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

const POLL: Duration = Duration::from_secs(1);

/// What to look at.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    pub folders: Vec<PathBuf>,
    pub files: Vec<PathBuf>,
    /// The project's folder: nothing above it is waited for.
    pub root: PathBuf,
}

impl Targets {
    /// Sorts what the engine reads into folders and files.
    pub fn new(root: &Path, watched: Vec<PathBuf>) -> Targets {
        let (folders, files) = watched
            .into_iter()
            .partition(|path| path.is_dir() || path.extension().is_none() && !path.is_file());
        Targets {
            folders,
            files,
            root: root.to_owned(),
        }
    }

    /// The folders in which a file or a folder may come back: its own one, and those above it in the
    /// project.
    fn parents<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = &'a Path> {
        let above = path.ancestors().skip(2);
        let above = above.take_while(|folder| folder.starts_with(&self.root));
        path.parent().into_iter().chain(above)
    }

    /// What an event of the system means to us, if anything.
    pub fn judge(&self, event: &notify::Event) -> Option<Event> {
        if event.need_rescan() {
            return Some(Event::Everything);
        }
        let appears = match event.kind {
            // Reading is no change; our own reading would call us for ever.
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => return None,
            EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => true,
            _ => false,
        };
        if appears && event.paths.iter().any(|path| self.holds(path)) {
            return Some(Event::FolderBack);
        }
        let paths: Vec<PathBuf> = event
            .paths
            .iter()
            .filter(|path| self.concerns(path))
            .cloned()
            .collect();
        if paths.is_empty() {
            return None;
        }
        if paths.iter().any(|path| folder_event(event.kind, path)) {
            return Some(Event::Everything);
        }
        Some(match event.kind {
            EventKind::Access(_) => Event::Closed(paths),
            _ => Event::Paths(paths),
        })
    }

    /// Whether a folder is watched, or something in it.
    fn holds(&self, path: &Path) -> bool {
        let inside = |file: &PathBuf| file != path && file.starts_with(path);
        self.folders.iter().any(|folder| folder.starts_with(path)) || self.files.iter().any(inside)
    }

    fn concerns(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file == path)
            || self.folders.iter().any(|folder| path.starts_with(folder))
    }
}

/// Whether a folder came or went. Nobody says whether a name that was moved away was a folder's;
/// documents have extensions, folders seldom do.
fn folder_event(kind: EventKind, path: &Path) -> bool {
    match kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
            path.extension().is_none() || path.is_dir()
        }
        _ => false,
    }
}

/// A running watcher; dropping it ends it.
pub struct Watch {
    watcher: Box<dyn notify::Watcher + Send>,
    targets: Arc<Targets>,
}

impl Watch {
    /// Begins to watch with what the system offers. `Err` when it offers no more: then poll.
    pub fn system(targets: &Arc<Targets>, events: &Sender<Event>) -> Result<Watch, notify::Error> {
        let watcher = RecommendedWatcher::new(handler(targets, events), Config::default())?;
        Watch::begin(Box::new(watcher), targets)
    }

    /// Looks at every file once a second.
    pub fn polling(targets: &Arc<Targets>, events: &Sender<Event>) -> Result<Watch, notify::Error> {
        let config = Config::default().with_poll_interval(POLL);
        let watcher = PollWatcher::new(handler(targets, events), config)?;
        Watch::begin(Box::new(watcher), targets)
    }

    fn begin(
        watcher: Box<dyn notify::Watcher + Send>,
        targets: &Arc<Targets>,
    ) -> Result<Watch, notify::Error> {
        let mut watch = Watch {
            watcher,
            targets: targets.clone(),
        };
        watch.again()?;
        Ok(watch)
    }

    /// Watches everything, also what is watched already: a folder that was removed and made again
    /// is another folder. Parents are watched for that moment, and because editors save a file by
    /// giving its name to another one.
    pub fn again(&mut self) -> Result<(), notify::Error> {
        let targets = self.targets.clone();
        let watched = targets.folders.iter().chain(&targets.files);
        let parents = watched.flat_map(|path| targets.parents(path));
        let inside = |path: &&Path| targets.folders.iter().any(|f| path.starts_with(f));
        let parents: BTreeSet<&Path> = parents.filter(|path| !inside(path)).collect();
        for parent in parents {
            self.add(parent, RecursiveMode::NonRecursive)?;
        }
        for folder in &targets.folders {
            self.add(folder, RecursiveMode::Recursive)?;
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> Result<(), notify::Error> {
        match self.watcher.watch(path, mode) {
            // Its parent is watched: we are told when it comes.
            Err(_) if !path.exists() => Ok(()),
            other => other,
        }
    }
}

fn handler(
    targets: &Arc<Targets>,
    events: &Sender<Event>,
) -> impl Fn(notify::Result<notify::Event>) + Send + 'static {
    let (targets, events) = (targets.clone(), events.clone());
    move |found| {
        let event = match found {
            Ok(event) => targets.judge(&event),
            Err(error) => Some(match error.kind {
                ErrorKind::MaxFilesWatch => Event::WatchLimit,
                _ => Event::Everything,
            }),
        };
        if let Some(event) = event {
            // Nobody listens any more: the server is ending.
            let _ = events.send(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, Flag, RenameMode};

    fn targets() -> Targets {
        Targets {
            folders: vec!["/p/content".into()],
            files: vec!["/p/site.toml".into(), "/p/datos/xi/a.csv".into()],
            root: "/p".into(),
        }
    }

    fn judge(kind: EventKind, path: &str) -> Option<Event> {
        targets().judge(&notify::Event::new(kind).add_path(path.into()))
    }

    const DATA: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));

    #[test]
    fn only_what_is_read_counts() {
        let paths = |path: &str| Some(Event::Paths(vec![path.into()]));
        assert_eq!(judge(DATA, "/p/content/a.md"), paths("/p/content/a.md"));
        assert_eq!(judge(DATA, "/p/site.toml"), paths("/p/site.toml"));
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let done = Event::Closed(vec!["/p/site.toml".into()]);
        assert_eq!(judge(closed, "/p/site.toml"), Some(done));
        for other in ["/p/otro.toml", "/p/public/a.html", "/p/contenta"] {
            assert_eq!(judge(DATA, other), None, "{other}");
        }
        assert_eq!(
            judge(
                EventKind::Access(AccessKind::Open(AccessMode::Read)),
                "/p/site.toml"
            ),
            None
        );
    }

    #[test]
    fn folders_and_lost_events_mean_everything() {
        let name = |mode| EventKind::Modify(ModifyKind::Name(mode));
        for (kind, path) in [
            (EventKind::Create(CreateKind::Folder), "/p/content/nueva.d"),
            (EventKind::Remove(RemoveKind::Folder), "/p/content/vieja"),
            (name(RenameMode::From), "/p/content/vieja"),
        ] {
            assert_eq!(judge(kind, path), Some(Event::Everything), "{kind:?}");
        }
        let lost = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(targets().judge(&lost), Some(Event::Everything));
        let moved = judge(name(RenameMode::From), "/p/content/a.md");
        assert_eq!(moved, Some(Event::Paths(vec!["/p/content/a.md".into()])));
        let back = judge(EventKind::Create(CreateKind::Folder), "/p/content");
        assert_eq!(back, Some(Event::FolderBack));
        for folder in ["/p/datos", "/p/datos/xi"] {
            let back = judge(name(RenameMode::To), folder);
            assert_eq!(back, Some(Event::FolderBack), "{folder}");
        }
        let saved = judge(name(RenameMode::To), "/p/datos/xi/a.csv");
        assert_eq!(saved, Some(Event::Paths(vec!["/p/datos/xi/a.csv".into()])));
    }

    #[test]
    fn what_is_not_there_yet_is_waited_for_in_the_project() {
        let targets = targets();
        let of = |path: &'static str| targets.parents(Path::new(path)).collect::<Vec<_>>();
        let paths = |names: &[&'static str]| -> Vec<&'static Path> {
            names.iter().map(|name| Path::new(*name)).collect()
        };
        assert_eq!(
            of("/p/datos/xi/a.csv"),
            paths(&["/p/datos/xi", "/p/datos", "/p"])
        );
        assert_eq!(of("/p/site.toml"), paths(&["/p"]));
        assert_eq!(of("/.git/HEAD"), paths(&["/.git"]));
    }
}
