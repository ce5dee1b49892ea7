//! Floor 11: the preview. The only user of notify and tiny_http.
//!
//! 1. [`Server::bind`] takes a port of this machine.
//! 2. [`Server::run`] derives the first snapshot, answers requests from the current snapshot on other threads, and in its own
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
mod coverage;
mod events;
mod finder;
mod follow;
mod gate;
mod guard;
mod open;
mod reload;
mod request;
mod say;
mod watch;

pub use finder::SiteSearch;
pub use say::Said;

use crate::diag::{Failure, io_reason};
use crate::engine::{Engine, Snapshot};
use events::{Bursts, Event};
use follow::{Shown, Watching};
use gate::{Gate, Handler};
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

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
}

impl Default for ServeOptions {
    fn default() -> ServeOptions {
        ServeOptions {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: None,
            watch: false,
            open: false,
            allowed_hosts: Vec::new(),
        }
    }
}

/// The search of the preview: it follows the site in the background, off the way from saving to
/// seeing.
pub trait Search: Send + Sync {
    /// Answers `/api/buscar` with JSON; the query string is as it came.
    fn answer(&self, query: &str) -> String;
    /// A file of the browser's search, by its path in the site. All of them are scripts.
    fn file(&self, path: &str) -> Option<Vec<u8>>;
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

/// A preview that has its port.
pub struct Server {
    engine: Engine,
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
    /// Takes the port.
    ///
    /// # Errors
    /// When the port that was asked for, or all of the usual ones, are taken.
    pub fn bind(
        engine: Engine,
        options: ServeOptions,
        search: Arc<dyn Search>,
        say: Box<dyn Fn(&Said) + Send>,
    ) -> Result<Server, Failure> {
        let started = Instant::now();
        let (listener, address, taken) = listen(options.host, options.port)?;
        let (sender, events) = channel();
        Ok(Server {
            engine,
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

    /// Reads the project and serves it until stopped.
    ///
    /// # Errors
    /// When the system gives no second handle to the port.
    pub fn run(mut self) -> Result<(), Failure> {
        let listener = self.listener.try_clone();
        let listener =
            listener.map_err(|e| Failure::new(format!("no se pudo abrir el puerto: {e}")))?;
        (self.say)(&Said::Ready {
            url: self.url(),
            taken: self.taken,
            open_to_network: !self.address.ip().is_loopback(),
        });
        // Before the first reading: what is saved meanwhile is an event and not lost.
        let mut watching = Watching::default();
        watching.follow(&self);
        let mut site = Shown::first(&mut self);
        watching.follow(&self);
        let gate = Arc::new(Gate::default());
        let handler: Arc<Handler> = {
            let desk = site.desk.clone();
            Arc::new(move |request, here| desk.answer(request, here))
        };
        let accepting = {
            let gate = gate.clone();
            std::thread::spawn(move || gate.run(&listener, &handler))
        };
        if self.options.open && !open::browser(&self.url()) {
            (self.say)(&Said::NoBrowser);
        }
        let mut bursts = Bursts::default();
        while let Some(burst) = bursts.next(&self.events) {
            watching.mend(&self, &burst);
            if burst.is_change() {
                site.advance(&mut self, &burst);
                watching.follow(&self);
            }
            site.tell_found(&self, burst.found);
        }
        site.desk.end();
        gate.close(self.address);
        // It can only have panicked; there is nothing left to do for it.
        let _ = accepting.join();
        Ok(())
    }
}

/// A listener, its address, and the port that was taken when another one had to do.
fn listen(
    host: IpAddr,
    port: Option<u16>,
) -> Result<(TcpListener, SocketAddr, Option<u16>), Failure> {
    let failed = |port: u16, error: &std::io::Error| {
        let (reason, address) = (io_reason(error), SocketAddr::new(host, port));
        let failure = Failure::new(format!("no se pudo servir en {address}: {reason}"));
        failure.help(match error.kind() {
            ErrorKind::AddrNotAvailable => "quite --host, o escriba 0.0.0.0 para toda su red",
            _ => "elija otro puerto con --port, o deje que acervo lo elija",
        })
    };
    let tries = match port {
        Some(port) => port..=port,
        None => PORT..=PORT + PORTS - 1,
    };
    let first = *tries.start();
    let mut last = None;
    for port in tries {
        match TcpListener::bind((host, port)) {
            Ok(listener) => {
                let address = listener.local_addr().map_err(|e| failed(port, &e))?;
                return Ok((listener, address, (port != first).then_some(first)));
            }
            Err(e) if e.kind() == ErrorKind::AddrInUse => last = Some(failed(port, &e)),
            Err(e) => return Err(failed(port, &e)),
        }
    }
    Err(last.unwrap_or_else(|| Failure::new("no hay ningún puerto libre")))
}
