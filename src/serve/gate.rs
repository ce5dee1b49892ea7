//! Sockets: who is connected, how long they may take, and how an answer is written.
//!
//! tiny_http's own loop has no time limits, a thread for every half-open connection, and ends at
//! the first error of `accept`. So the loop is ours and its messages are tiny_http's:
//!
//! - a request must arrive whole within [`HEAD_TIME`], an answer must be taken within [`BODY_TIME`];
//! - at most [`CONNECTIONS`] at a time; one more closes the oldest that is not being answered;
//! - after a request that makes no sense nothing more is read from that connection.

use super::request::{self, Bad, Request};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tiny_http::{HTTPVersion, Header, Response, StatusCode};

const HEAD_TIME: Duration = Duration::from_secs(10);
const BODY_TIME: Duration = Duration::from_secs(30);
const CONNECTIONS: usize = 128;
const REQUESTS: usize = 100;

/// What to send back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
    /// Fixed names; values are ours, never text of a request.
    pub headers: Vec<(&'static str, String)>,
}

impl Answer {
    /// An answer without headers of its own.
    pub fn new(status: u16, mime: &'static str, bytes: impl Into<Vec<u8>>) -> Answer {
        Answer {
            status,
            mime,
            bytes: bytes.into(),
            headers: Vec::new(),
        }
    }

    /// A short answer for people.
    pub fn text(status: u16, text: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", format!("{text}\n"))
    }
}

/// Answers one request. The second argument says whether the client is still there.
pub type Handler = dyn Fn(&Request, &dyn Fn() -> bool) -> Answer + Send + Sync;

/// The open connections.
#[derive(Default)]
pub struct Gate {
    open: Mutex<BTreeMap<u64, Arc<Connection>>>,
    closing: AtomicBool,
}

struct Connection {
    stream: TcpStream,
    /// A request of it is being answered: it may not be closed to make room.
    busy: AtomicBool,
}

impl Gate {
    /// Accepts until [`Gate::close`]; each connection has its thread.
    pub fn run(self: &Arc<Gate>, listener: &TcpListener, handler: &Arc<Handler>) {
        for id in 0u64.. {
            let accepted = listener.accept();
            if self.closing.load(Ordering::SeqCst) {
                return;
            }
            let Ok((stream, _)) = accepted else {
                // Out of descriptors, or the client left already: the listener itself is whole.
                std::thread::sleep(Duration::from_millis(20));
                continue;
            };
            let connection = Arc::new(Connection {
                stream,
                busy: AtomicBool::new(false),
            });
            self.admit(id, &connection);
            let (gate, handler) = (self.clone(), handler.clone());
            let started = std::thread::Builder::new().spawn(move || {
                // A connection that fails is of no interest to anybody but its client.
                let _ = converse(&connection, &*handler);
                let _ = connection.stream.shutdown(Shutdown::Both);
                gate.open().remove(&id);
            });
            if started.is_err() {
                self.open().remove(&id);
            }
        }
    }

    /// Ends the loop and all connections.
    pub fn close(&self, address: SocketAddr) {
        self.closing.store(true, Ordering::SeqCst);
        for connection in self.open().values() {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
        // `accept` has no other way to be woken.
        let _ = TcpStream::connect_timeout(&reachable(address), Duration::from_secs(1));
    }

    fn admit(&self, id: u64, connection: &Arc<Connection>) {
        let mut open = self.open();
        while open.len() >= CONNECTIONS {
            let idle = open.iter().find(|(_, c)| !c.busy.load(Ordering::SeqCst));
            let Some(oldest) = idle.or(open.iter().next()).map(|(id, _)| *id) else {
                break;
            };
            if let Some(closed) = open.remove(&oldest) {
                let _ = closed.stream.shutdown(Shutdown::Both);
            }
        }
        open.insert(id, connection.clone());
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Connection>>> {
        self.open
            .lock()
            .unwrap_or_else(|broken| broken.into_inner())
    }
}

/// An address that leads to the listener from this machine.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        match address {
            SocketAddr::V4(_) => address.set_ip(std::net::Ipv4Addr::LOCALHOST.into()),
            SocketAddr::V6(_) => address.set_ip(std::net::Ipv6Addr::LOCALHOST.into()),
        }
    }
    address
}

fn converse(connection: &Connection, handler: &Handler) -> io::Result<()> {
    let stream = &connection.stream;
    stream.set_nodelay(true)?;
    let mut pending = Vec::new();
    for turn in 1..=REQUESTS {
        let request = match read_head(stream, &mut pending)? {
            Head::End => return Ok(()),
            Head::Bad(bad) => return refuse(stream, bad),
            Head::Request(request) => request,
        };
        connection.busy.store(true, Ordering::SeqCst);
        let here = || still_here(stream);
        let answer =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| handler(&request, &here)))
                .unwrap_or_else(|_| Answer::text(500, "Esta página no se pudo preparar."));
        let last = turn == REQUESTS || !request.keep_alive;
        // Said with the version: the crate keeps the `Connection` header to itself.
        let version = if last {
            HTTPVersion(1, 0)
        } else {
            HTTPVersion(1, 1)
        };
        write(stream, answer, version, request.head_only)?;
        connection.busy.store(false, Ordering::SeqCst);
        if last {
            // Who was cut off may have asked for more already.
            return if turn == REQUESTS {
                let_go(stream)
            } else {
                Ok(())
            };
        }
    }
    Ok(())
}

enum Head {
    Request(Request),
    Bad(Bad),
    End,
}

/// Reads up to the end of one head; what follows it stays in `pending` for the next turn.
fn read_head(stream: &TcpStream, pending: &mut Vec<u8>) -> io::Result<Head> {
    let mut timed = Timed::new(stream, HEAD_TIME);
    let mut buffer = [0; 4096];
    loop {
        if let Some(end) = request::head_end(pending) {
            let head: Vec<u8> = pending.drain(..end).collect();
            return Ok(match request::parse(&head) {
                Ok(request) => Head::Request(request),
                Err(bad) => Head::Bad(bad),
            });
        }
        if pending.len() >= request::HEAD_LIMIT {
            let line = pending.windows(2).any(|w| w == b"\r\n");
            return Ok(Head::Bad(Bad(if line { 431 } else { 414 })));
        }
        match timed.read(&mut buffer) {
            Ok(0) => return Ok(Head::End),
            Ok(n) => pending.extend_from_slice(&buffer[..n]),
            Err(e) if is_timeout(&e) && !pending.is_empty() => return Ok(Head::Bad(Bad(408))),
            Err(e) => return Err(e),
        }
    }
}

fn refuse(stream: &TcpStream, Bad(status): Bad) -> io::Result<()> {
    let mut answer = Answer::text(status, "La petición no se entiende.");
    if status == 405 {
        answer = Answer::text(status, "Solo se aceptan GET y HEAD.");
        answer.headers.push(("Allow", "GET, HEAD".into()));
    }
    write(stream, answer, HTTPVersion(1, 0), false)?;
    let_go(stream)
}

/// Closes after the last answer. With unread bytes the system would drop the answer on its way: a little is
/// read and thrown away, never understood.
fn let_go(stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let mut rest = Timed::new(stream, Duration::from_millis(500));
    let mut buffer = [0; 4096];
    for _ in 0..64 {
        if rest.read(&mut buffer)? == 0 {
            break;
        }
    }
    Ok(())
}

fn write(
    stream: &TcpStream,
    answer: Answer,
    version: HTTPVersion,
    head_only: bool,
) -> io::Result<()> {
    let fixed = [
        ("Server", "acervo"),
        ("Content-Type", answer.mime),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
    ];
    let own = answer
        .headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()));
    let headers = fixed
        .into_iter()
        .chain(own)
        .filter(|(_, value)| !value.is_empty() && !value.contains(char::is_control))
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .collect();
    let length = answer.bytes.len();
    let response = Response::new(
        StatusCode(answer.status),
        headers,
        answer.bytes.as_slice(),
        Some(length),
        None,
    )
    .with_chunked_threshold(usize::MAX);
    let mut writer = BufWriter::with_capacity(64 * 1024, Timed::new(stream, BODY_TIME));
    response.raw_print(&mut writer, version, &[], head_only, None)?;
    writer.flush()
}

/// Whether the client has not hung up; for answers that wait.
fn still_here(stream: &TcpStream) -> bool {
    let looked = stream
        .set_nonblocking(true)
        .and_then(|()| stream.peek(&mut [0]));
    let restored = stream.set_nonblocking(false);
    restored.is_ok()
        && match looked {
            Ok(n) => n > 0,
            Err(e) => e.kind() == io::ErrorKind::WouldBlock,
        }
}

/// A stream with one deadline for all that is read or written through it, not for each call.
struct Timed<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl<'a> Timed<'a> {
    fn new(stream: &'a TcpStream, time: Duration) -> Timed<'a> {
        Timed {
            stream,
            until: Instant::now() + time,
        }
    }

    fn left(&self) -> io::Result<Duration> {
        match self.until.saturating_duration_since(Instant::now()) {
            Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
            left => Ok(left),
        }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.left()?))?;
        (&mut &*self.stream).read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        (&mut &*self.stream).write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock
    )
}
