//! Floor 11: the preview. The only user of notify and tiny_http.
//!
//! 1. [`Server::bind`] takes a port of this machine and derives the first snapshot.
//! 2. [`Server::run`] answers requests from the current snapshot on other threads, and in its own
//!    loop turns events of the disk into `engine.advance`, until somebody says stop.
//! 3. Pages that are open in a browser wait for news of themselves ([`reload`]).
//!
//! Pages are rendered when they are asked for, by the code that `build` uses: what is shown is
//! what would be built, but for one script element. Nothing is written to the disk. What is to be
//! printed goes to the caller as [`Said`].
//!
//! This is no web server for the public: it answers GET and HEAD, to this machine unless told
//! otherwise, and renders each page anew.

mod answer;
mod events;
mod gate;
mod guard;
mod open;
mod reload;
mod request;
mod say;
mod watch;

pub use say::Said;

use crate::diag::Failure;
use crate::engine::{Engine, Rendered, Snapshot};
use crate::source::Changes;
use answer::Desk;
use events::{Burst, Bursts, Event};
use gate::{Gate, Handler};
use guard::Hosts;
use reload::Findings;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;
use watch::{Targets, Watch};

/// The first port tried when none was asked for; as many more follow as [`PORTS`].
const PORT: u16 = 1111;
const PORTS: u16 = 20;

/// How to serve.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    pub host: IpAddr,
    /// `None`: the first free one from 1111 on.
    pub port: Option<u16>,
    pub watch: bool,
    pub open: bool,
    /// Further names by which browsers may call.
    pub allowed_hosts: Vec<String>,
    /// What our own commands write: events there mean nothing.
    pub ignored: Vec<PathBuf>,
}

impl Default for ServeOptions {
    fn default() -> ServeOptions {
        ServeOptions {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: None,
            watch: false,
            open: false,
            allowed_hosts: Vec::new(),
            ignored: Vec::new(),
        }
    }
}

/// The search of the preview: it follows the site in the background, off the way from saving to
/// seeing.
pub trait Search: Send + Sync {
    /// Answers `/api/buscar` with JSON; the query string is as it came.
    fn answer(&self, query: &str) -> String;
    /// A file of the browser's search.
    fn file(&self, path: &str) -> Option<Rendered>;
    /// The site is another one now. Returns at once.
    fn follow(&self, snapshot: &Arc<Snapshot>);
}

/// Ends a running server from another thread.
#[derive(Clone)]
pub struct Stopper(Sender<Event>);

impl Stopper {
    /// Makes [`Server::run`] return.
    pub fn stop(&self) {
        // A server that is gone has stopped.
        let _ = self.0.send(Event::Stop);
    }
}

/// A preview that has its port and its first snapshot.
pub struct Server {
    engine: Engine,
    snapshot: Arc<Snapshot>,
    findings: Arc<Findings>,
    desk: Arc<Desk>,
    search: Arc<dyn Search>,
    listener: TcpListener,
    address: SocketAddr,
    taken: Option<u16>,
    options: ServeOptions,
    say: Box<dyn Fn(&Said) + Send>,
    events: Receiver<Event>,
    sender: Sender<Event>,
    started: Instant,
}

impl Server {
    /// Takes the port, reads the project. Fails when an explicit port is taken.
    pub fn bind(
        mut engine: Engine,
        options: ServeOptions,
        search: Arc<dyn Search>,
        say: Box<dyn Fn(&Said) + Send>,
    ) -> Result<Server, Failure> {
        let started = Instant::now();
        let (listener, address, taken) = listen(options.host, options.port)?;
        let snapshot = engine.advance(&Changes::All);
        search.follow(&snapshot);
        let findings = Arc::new(Findings::of(&snapshot.report()));
        let hosts = Hosts {
            bound: options.host,
            allowed: options.allowed_hosts.clone(),
        };
        let (sender, events) = channel();
        let desk = Desk::new(snapshot.clone(), findings.clone(), hosts, search.clone());
        Ok(Server {
            engine,
            snapshot,
            findings,
            desk: Arc::new(desk),
            search,
            listener,
            address,
            taken,
            options,
            say,
            events,
            sender,
            started,
        })
    }

    /// Where the preview is, for this machine's browser.
    pub fn url(&self) -> String {
        match self.address.ip().is_unspecified() {
            true => format!("http://localhost:{}/", self.address.port()),
            false => format!("http://{}/", self.address),
        }
    }

    /// A handle that ends [`Server::run`].
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Serves until stopped.
    pub fn run(mut self) -> Result<(), Failure> {
        let gate = Arc::new(Gate::default());
        let desk = self.desk.clone();
        let handler: Arc<Handler> = Arc::new(move |request, here| desk.answer(request, here));
        let listener = self.listener.try_clone().map_err(|e| Failure::new(format!("no se pudo abrir el puerto: {e}")))?;
        let accepting = {
            let gate = gate.clone();
            std::thread::spawn(move || gate.run(&listener, &handler))
        };
        self.greet();
        self.follow_disk();
        self.desk.end();
        gate.close(self.address);
        // It can only have panicked; there is nothing left to do for it.
        let _ = accepting.join();
        Ok(())
    }

    fn greet(&self) {
        let url = self.url();
        self.say(&Said::Ready {
            url: url.clone(),
            taken: self.taken,
            open_to_network: !self.address.ip().is_loopback(),
        });
        let report = self.snapshot.report();
        self.say(&Said::Rebuilt {
            took: self.started.elapsed(),
            files: None,
            report: &report,
            new_findings: !report.diags().is_empty(),
        });
        if self.options.open && !open::browser(&url) {
            self.say(&Said::NoBrowser);
        }
    }

    fn say(&self, said: &Said) {
        (self.say)(said);
    }

    /// The loop: gather a burst, advance, tell.
    fn follow_disk(&mut self) {
        let targets = Arc::new(Targets::new(self.engine.watched(), self.options.ignored.clone()));
        let mut watch = match self.options.watch {
            true => self.begin_watch(&targets),
            false => None,
        };
        let mut bursts = Bursts::default();
        while let Some(burst) = bursts.next(&self.events) {
            if burst.limit || (burst.rewatch && watch.as_mut().is_some_and(|w| w.again().is_err())) {
                watch = self.poll(&targets);
            }
            self.advance(burst);
        }
    }

    fn begin_watch(&self, targets: &Arc<Targets>) -> Option<Watch> {
        match Watch::system(targets, &self.sender) {
            Ok(watch) => Some(watch),
            Err(_) => self.poll(targets),
        }
    }

    fn poll(&self, targets: &Arc<Targets>) -> Option<Watch> {
        self.say(&Said::Polling);
        let watch = Watch::polling(targets, &self.sender);
        // What changed while nobody watched.
        let _ = self.sender.send(Event::Everything);
        watch.map_err(|_| self.say(&Said::NotWatching)).ok()
    }

    fn advance(&mut self, burst: Burst) {
        let files = (!burst.all).then_some(burst.paths.len());
        let changes = match burst.all {
            true => Changes::All,
            false => Changes::Paths(burst.paths.into_iter().collect()),
        };
        let snapshot = self.engine.advance(&changes);
        if Arc::ptr_eq(&snapshot, &self.snapshot) || snapshot.id == self.snapshot.id {
            return;
        }
        let report = snapshot.report();
        let findings = Arc::new(Findings::of(&report));
        self.desk.publish(snapshot.clone(), findings.clone());
        let new_findings = findings.version != self.findings.version;
        self.search.follow(&snapshot);
        self.snapshot = snapshot;
        self.findings = findings;
        self.say(&Said::Rebuilt {
            took: burst.since.elapsed(),
            files,
            report: &report,
            new_findings,
        });
    }
}

/// A listener, its address, and the port that was taken when another one had to do.
fn listen(host: IpAddr, port: Option<u16>) -> Result<(TcpListener, SocketAddr, Option<u16>), Failure> {
    let failed = |port: u16, error: &std::io::Error| {
        let reason = crate::diag::io_reason(error);
        Failure::new(format!("no se pudo servir en {}: {reason}", SocketAddr::new(host, port)))
            .help("elija otro puerto con --port, o deje que acervo lo elija")
    };
    let tries = match port {
        Some(port) => port..=port,
        None => PORT..=PORT + PORTS - 1,
    };
    let mut last = None;
    for port in tries.clone() {
        match TcpListener::bind((host, port)) {
            Ok(listener) => {
                let address = listener.local_addr().map_err(|e| failed(port, &e))?;
                return Ok((listener, address, (port != *tries.start()).then_some(*tries.start())));
            }
            Err(e) if e.kind() == std::io::ErrorKind::AddrInUse => last = Some(failed(port, &e)),
            Err(e) => return Err(failed(port, &e)),
        }
    }
    Err(last.unwrap_or_else(|| Failure::new("no hay ningún puerto libre")))
}
