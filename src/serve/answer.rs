//! What each address of the preview answers.

use super::Search;
use super::gate::Answer;
use super::guard::{self, Hosts};
use super::reload::{self, Findings};
use super::request::Request;
use crate::base::digest::Digest;
use crate::base::path;
use crate::engine::{Rendered, Snapshot};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// How long a page waits for news before it asks again.
const WAIT: Duration = Duration::from_secs(25);

/// How often a wait looks whether its client is still there.
const LOOK: Duration = Duration::from_secs(1);

/// What all connections share: the site as it is now.
pub struct Desk {
    now: Mutex<Now>,
    changed: Condvar,
    hosts: Hosts,
    search: Arc<dyn Search>,
}

#[derive(Clone)]
struct Now {
    snapshot: Arc<Snapshot>,
    findings: Arc<Findings>,
    ended: bool,
}

impl Desk {
    /// The desk for a first snapshot.
    pub fn new(snapshot: Arc<Snapshot>, findings: Arc<Findings>, hosts: Hosts, search: Arc<dyn Search>) -> Desk {
        Desk {
            now: Mutex::new(Now {
                snapshot,
                findings,
                ended: false,
            }),
            changed: Condvar::new(),
            hosts,
            search,
        }
    }

    /// From now on answers are of this snapshot; pages that wait are woken.
    pub fn publish(&self, snapshot: Arc<Snapshot>, findings: Arc<Findings>) {
        let mut now = self.lock();
        now.snapshot = snapshot;
        now.findings = findings;
        self.changed.notify_all();
    }

    /// Sends everybody home.
    pub fn end(&self) {
        self.lock().ended = true;
        self.changed.notify_all();
    }

    /// Answers one request; `here` says whether its client is still connected.
    pub fn answer(&self, request: &Request, here: &dyn Fn() -> bool) -> Answer {
        match request.header("Host") {
            None => return Answer::text(400, "Falta el nombre del servidor."),
            Some(host) if !self.hosts.allow(host) => {
                return Answer::text(421, "La vista previa no responde a ese nombre.");
            }
            Some(_) => {}
        }
        let Some(path) = guard::url_path(&request.target) else {
            return Answer::text(400, "La dirección no se entiende.");
        };
        let query = guard::query(&request.target);
        match path.as_str() {
            reload::WAIT_PATH | "api/buscar" if guard::foreign(request) => {
                Answer::text(403, "Solo las páginas de la vista previa pueden pedir esto.")
            }
            reload::WAIT_PATH => self.wait(query, here),
            reload::SCRIPT_PATH => Answer {
                status: 200,
                mime: "text/javascript; charset=utf-8",
                bytes: reload::SCRIPT.into(),
                headers: Vec::new(),
            },
            "api/buscar" => json(self.search.answer(query)),
            _ => self.file(request, &path),
        }
    }

    fn file(&self, request: &Request, path: &str) -> Answer {
        let snapshot = self.lock().snapshot.clone();
        let found = snapshot.render(path).or_else(|| self.search.file(path));
        let (status, rendered) = match found {
            Some(rendered) => (200, rendered),
            None => {
                let folder = format!("{path}/index.html");
                if snapshot.routes().binary_search(&folder).is_ok() {
                    return redirect(path, guard::query(&request.target));
                }
                match snapshot.render("404.html") {
                    Some(rendered) => (404, rendered),
                    None => return Answer::text(404, "Esta página no existe."),
                }
            }
        };
        let bytes = match rendered.mime.starts_with("text/html") {
            true => reload::with_script(rendered.bytes, path),
            false => rendered.bytes,
        };
        let tag = format!("\"{}\"", Digest::of(&bytes).hex());
        let known = status == 200 && request.header("If-None-Match").is_some_and(|tags| has_tag(tags, &tag));
        Answer {
            status: if known { 304 } else { status },
            mime: rendered.mime,
            bytes,
            headers: vec![("ETag", tag)],
        }
    }

    /// Answers when the page is no longer what its browser shows.
    fn wait(&self, query: &str, here: &dyn Fn() -> bool) -> Answer {
        let parameter = |name| guard::parameter(query, name).unwrap_or_default();
        let (page, shown, findings_shown) = (parameter("pagina"), parameter("version"), parameter("avisos"));
        let until = Instant::now() + WAIT;
        let mut now = self.lock().clone();
        loop {
            let (html, findings) = page_now(&now, &page);
            if let Some(news) = reload::news(&html, &shown, &findings, &findings_shown) {
                return json(news);
            }
            match self.next(&now.snapshot, until, here) {
                Some(next) if !next.ended => now = next,
                _ => return Answer { status: 204, ..Answer::default() },
            }
        }
    }

    /// The state after `seen`, or `None` when it is time to answer without news.
    fn next(&self, seen: &Arc<Snapshot>, until: Instant, here: &dyn Fn() -> bool) -> Option<Now> {
        let mut now = self.lock();
        while Arc::ptr_eq(&now.snapshot, seen) && !now.ended {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let waited = self.changed.wait_timeout(now, left.min(LOOK));
            let timed_out;
            (now, timed_out) = match waited {
                Ok((guard, result)) => (guard, result.timed_out()),
                Err(broken) => (broken.into_inner().0, true),
            };
            if timed_out && !here() {
                return None;
            }
        }
        Some(now.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(|broken| broken.into_inner())
    }
}

/// The bytes that this address shows now, and all that is wrong with site and page.
fn page_now(now: &Now, page: &str) -> (Vec<u8>, Arc<Findings>) {
    let rendered: Option<Rendered> = now.snapshot.render(page).or_else(|| now.snapshot.render("404.html"));
    match rendered {
        None => (Vec::new(), now.findings.clone()),
        Some(rendered) => (rendered.bytes, now.findings.clone()),
    }
}

fn json(text: String) -> Answer {
    Answer {
        status: 200,
        mime: "application/json; charset=utf-8",
        bytes: text.into_bytes(),
        headers: Vec::new(),
    }
}

/// A folder without its final slash: relative links of its page would lead elsewhere.
fn redirect(path: &str, query: &str) -> Answer {
    let mut location = format!("/{}/", path::encode(path));
    if !query.is_empty() {
        location.push('?');
        location.push_str(query);
    }
    Answer {
        headers: vec![("Location", location)],
        ..Answer::text(308, "La página está en esta misma dirección con / al final.")
    }
}

fn has_tag(header: &str, tag: &str) -> bool {
    header.split(',').any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}
