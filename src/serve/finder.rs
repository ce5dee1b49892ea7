//! The search of the preview: an index in memory that follows the site in the background.
//!
//! It is never on the way from saving to seeing. While a new index is made the last one answers,
//! and of many snapshots in a row only the newest is indexed; only documents that changed are read
//! again. Nothing is written to the disk.

use super::{Search, guard};
use crate::engine::Snapshot;
use crate::search::{self, Index, Memory, Query, Sort};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};
use std::time::Duration;

/// Folder of the browser's index in the site.
const FOLDER: &str = "buscador/";

const LIMIT: usize = 10;
const MOST: usize = 100;

/// Indexing waits until nothing was saved for this long, so that the next save has the processor.
const CALM: Duration = Duration::from_millis(500);

/// How long the very first question waits for the very first index.
const FIRST: Duration = Duration::from_secs(60);

/// The search of a site that changes.
pub struct SiteSearch(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The newest snapshot that has no index yet.
    wanted: Option<Arc<Snapshot>>,
    ready: Option<Arc<Ready>>,
    /// A page that loaded before the last change still asks for files of that generation.
    before: Option<Arc<Ready>>,
    ended: bool,
}

struct Ready {
    index: Index,
    /// Made when a browser first asks for one of them.
    files: OnceLock<search::Files>,
}

impl SiteSearch {
    /// Starts the thread that indexes.
    pub fn start() -> SiteSearch {
        let shared = Arc::new(Shared::default());
        let worker = shared.clone();
        std::thread::spawn(move || worker.work());
        SiteSearch(shared)
    }
}

impl Drop for SiteSearch {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.changed.notify_all();
    }
}

impl Search for SiteSearch {
    fn answer(&self, query: &str) -> String {
        let Some(ready) = self.0.first() else {
            return failure("el índice no está listo");
        };
        let found = search::search(&ready.index, &question(query));
        let json = found
            .map_err(|e| e.to_string())
            .and_then(|results| serde_json::to_string(&results).map_err(|e| e.to_string()));
        json.unwrap_or_else(|why| failure(&why))
    }

    fn file(&self, path: &str) -> Option<Vec<u8>> {
        let name = path.strip_prefix(FOLDER)?;
        let ready = self.0.first()?;
        let before = self.0.lock().before.clone();
        let known = std::iter::once(ready).chain(before);
        known
            .into_iter()
            .find_map(|ready| ready.files().get(name).cloned())
    }

    fn follow(&self, snapshot: &Arc<Snapshot>) {
        self.0.lock().wanted = Some(snapshot.clone());
        self.0.changed.notify_all();
    }
}

impl Ready {
    fn files(&self) -> &search::Files {
        self.files
            .get_or_init(|| search::shards(&self.index).unwrap_or_default())
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(|broken| broken.into_inner())
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed
            .wait(state)
            .unwrap_or_else(|broken| broken.into_inner())
    }

    fn work(&self) {
        let mut memory = Memory::default();
        let mut state = self.lock();
        while !state.ended {
            if state.wanted.is_none() {
                state = self.wait(state);
                continue;
            }
            if state.ready.is_some() {
                state = self.calm(state);
            }
            let Some(snapshot) = state.wanted.take() else {
                continue;
            };
            drop(state);
            let index = memory.index(&snapshot.search_input(), &snapshot.config().search);
            // The snapshot is not kept while nothing happens.
            drop(snapshot);
            let files = OnceLock::new();
            state = self.lock();
            state.before = state.ready.replace(Arc::new(Ready { index, files }));
            self.changed.notify_all();
        }
    }

    /// Waits until nothing new came for a while.
    fn calm<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        let waited = self.changed.wait_timeout(state, CALM);
        let (mut state, mut timeout) = waited.unwrap_or_else(|broken| broken.into_inner());
        while !timeout.timed_out() && !state.ended {
            let waited = self.changed.wait_timeout(state, CALM);
            (state, timeout) = waited.unwrap_or_else(|broken| broken.into_inner());
        }
        state
    }

    /// The index that answers now; waits only when there was none yet.
    fn first(&self) -> Option<Arc<Ready>> {
        let state = self.lock();
        let waiting = self
            .changed
            .wait_timeout_while(state, FIRST, |state| state.ready.is_none() && !state.ended);
        let state = waiting.map_or_else(|broken| broken.into_inner().0, |(state, _)| state);
        state.ready.clone()
    }
}

/// `q=…&orden=fecha&campo=valor&limite=…`, the names that the search page has in its address.
fn question(query: &str) -> Query {
    let mut out = Query {
        limit: LIMIT,
        ..Query::default()
    };
    for (name, value) in guard::parameters(query) {
        match name.as_str() {
            "q" => out.text = value,
            "orden" if value == "fecha" => out.sort = Sort::Date,
            "orden" => {}
            "limite" => out.limit = value.parse().unwrap_or(LIMIT).min(MOST),
            "desde" => out.offset = value.parse().unwrap_or(0),
            _ => out.facets.push((name, value)),
        }
    }
    out
}

fn failure(why: &str) -> String {
    serde_json::json!({ "error": why }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_search_page_are_questions() {
        let query = question(
            "q=agua+potable&departamento=choco&departamento=cauca&orden=fecha&limite=5000",
        );
        assert_eq!(query.text, "agua potable");
        assert_eq!(query.facets.len(), 2);
        assert_eq!(query.facets[1], ("departamento".into(), "cauca".into()));
        assert_eq!((query.sort, query.limit), (Sort::Date, MOST));
        assert_eq!(question("").limit, LIMIT);
    }
}
