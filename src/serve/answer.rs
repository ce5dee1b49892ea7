//! What each address of the preview answers.

use super::Search;
use super::coverage;
use super::events::Event;
use super::gate::Answer;
use super::guard::{self, Hosts};
use super::reload::{self, Findings};
use super::request::Request;
use crate::base::digest::Digest;
use crate::base::path;
use crate::diag::Diagnostic;
use crate::engine::Snapshot;
use crate::source::Changes;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// What is shown at an address that the site does not have.
const NOT_FOUND: &str = "404.html";

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

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
    events: Sender<Event>,
}

#[derive(Clone)]
struct Now {
    snapshot: Arc<Snapshot>,
    findings: Arc<Findings>,
    ended: bool,
}

impl Desk {
    /// The desk for a first snapshot.
    pub fn new(
        snapshot: Arc<Snapshot>,
        findings: Arc<Findings>,
        hosts: Hosts,
        search: Arc<dyn Search>,
        events: Sender<Event>,
    ) -> Desk {
        Desk {
            now: Mutex::new(Now {
                snapshot,
                findings,
                ended: false,
            }),
            changed: Condvar::new(),
            hosts,
            search,
            events,
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
            reload::WAIT_PATH | "api/buscar" if guard::foreign(request) => Answer::text(
                403,
                "Solo las páginas de la vista previa pueden pedir esto.",
            ),
            reload::WAIT_PATH => self.wait(query, here),
            reload::SCRIPT_PATH => Answer::new(200, JAVASCRIPT, reload::SCRIPT),
            "api/buscar" => json(self.search.answer(query)),
            coverage::PATH => {
                let snapshot = self.lock().snapshot.clone();
                coverage::answer(&snapshot, query)
            }
            _ => self.file(request, &path),
        }
    }

    fn file(&self, request: &Request, path: &str) -> Answer {
        let snapshot = self.lock().snapshot.clone();
        let found = page(&snapshot, path).or_else(|| self.search_file(path));
        let (status, page) = match found {
            Some(page) => (200, page),
            None => {
                let folder = format!("{path}/index.html");
                if snapshot.has(&folder) {
                    let reason = "La página está en esta misma dirección con / al final.";
                    return redirect(&format!("{path}/"), request, reason);
                }
                if let Some(inside) = below_base(&snapshot, path) {
                    let reason = "La vista previa está en la raíz de su dirección.";
                    return redirect(inside, request, reason);
                }
                match self::page(&snapshot, NOT_FOUND) {
                    Some(page) => (404, page),
                    None => return Answer::text(404, "Esta página no existe."),
                }
            }
        };
        self.report(page.diags);
        let bytes = match page.mime.starts_with("text/html") {
            true => reload::with_script(page.bytes, path),
            false => page.bytes,
        };
        let tag = format!("\"{}\"", Digest::of(&bytes).hex());
        let known = status == 200
            && request
                .header("If-None-Match")
                .is_some_and(|tags| has_tag(tags, &tag));
        Answer {
            status: if known { 304 } else { status },
            mime: page.mime,
            bytes,
            headers: vec![("ETag", tag)],
        }
    }

    fn search_file(&self, path: &str) -> Option<Page> {
        self.search.file(path).map(|bytes| Page {
            bytes,
            mime: JAVASCRIPT,
            diags: Vec::new(),
        })
    }

    /// The faults of a page, for the terminal.
    fn report(&self, diags: Vec<Diagnostic>) {
        if !diags.is_empty() {
            // The server is ending: nobody reads what it would print.
            let _ = self.events.send(Event::Found(diags));
        }
    }

    /// Answers when the page is no longer what its browser shows.
    fn wait(&self, query: &str, here: &dyn Fn() -> bool) -> Answer {
        let parameter = |name| guard::parameter(query, name).unwrap_or_default();
        let (page, shown, findings_shown) = (
            parameter("pagina"),
            parameter("version"),
            parameter("avisos"),
        );
        let until = Instant::now() + WAIT;
        let mut now = self.lock().clone();
        loop {
            let (html, findings) = page_now(&now, &page);
            if let Some(news) = reload::news(&html, &shown, &findings, &findings_shown) {
                return json(news);
            }
            match self.next(&now.snapshot, until, here) {
                Some(next) if !next.ended => now = next,
                _ => return Answer::new(204, "", ""),
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

/// One output, owned: it outlives the snapshot it was rendered from.
struct Page {
    bytes: Vec<u8>,
    mime: &'static str,
    diags: Vec<Diagnostic>,
}

fn page(snapshot: &Snapshot, path: &str) -> Option<Page> {
    snapshot.render(path).map(|rendered| Page {
        bytes: rendered.bytes.into_owned(),
        mime: rendered.mime,
        diags: rendered.diags,
    })
}

/// The bytes that this address shows now, and all that is wrong with site and page.
fn page_now(now: &Now, path: &str) -> (Vec<u8>, Arc<Findings>) {
    let found = page(&now.snapshot, path).or_else(|| page(&now.snapshot, NOT_FOUND));
    match found {
        None => (Vec::new(), now.findings.clone()),
        Some(page) if page.diags.is_empty() => (page.bytes, now.findings.clone()),
        Some(page) => {
            let report = now.snapshot.report_after(
                page.diags,
                &now.findings.report,
                &Changes::Paths(Vec::new()),
            );
            (page.bytes, Arc::new(Findings::of(report)))
        }
    }
}

fn json(text: String) -> Answer {
    Answer::new(200, "application/json; charset=utf-8", text)
}

/// What an address is within the published site. The page for missing ones names its files so: it
/// stands at any depth.
fn below_base<'a>(snapshot: &Snapshot, path: &'a str) -> Option<&'a str> {
    let base = path::decode(path::path_of(snapshot.config().base_url.as_deref()?));
    let base = base.strip_prefix('/')?;
    path.strip_prefix(base).filter(|_| !base.is_empty())
}

/// Relative links of a page lead elsewhere when its address is another.
fn redirect(path: &str, request: &Request, reason: &str) -> Answer {
    let mut location = format!("/{}", path::encode(path));
    let query = guard::query(&request.target);
    if !query.is_empty() {
        location.push('?');
        location.push_str(query);
    }
    Answer {
        headers: vec![("Location", location)],
        ..Answer::text(308, reason)
    }
}

fn has_tag(header: &str, tag: &str) -> bool {
    header.split(',').any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}
