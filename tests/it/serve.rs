//! A running preview for tests: over real sockets, on files in a folder of its own.

use acervo::engine::{Engine, Options, Snapshot};
use acervo::serve::{Said, Search, ServeOptions, Server, Stopper};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

const SITE: &str = r#"
title = "Prueba"
base_url = "https://ejemplo.test/att/técnica/"
language = "es"
theme = "portal"

[collections.casos]
title = "Casos"
"#;

pub fn document(title: &str, body: &str) -> String {
    format!("---\ntitulo: {title}\nresumen: Un resumen.\n---\n\n{body}\n")
}

/// Stands for the search: it says what it was asked and counts the sites it was told of.
#[derive(Default)]
pub struct Echo {
    pub followed: Mutex<usize>,
}

impl Search for Echo {
    fn answer(&self, query: &str) -> String {
        format!("{{\"consulta\":{query:?}}}")
    }

    fn file(&self, path: &str) -> Option<Vec<u8>> {
        (path == "buscador/entrada.js").then(|| b"entrada()".to_vec())
    }

    fn follow(&self, _: &Arc<Snapshot>) {
        *self.followed.lock().unwrap() += 1;
    }
}

/// A project with two documents and its running preview.
pub struct Preview {
    pub root: tempfile::TempDir,
    pub address: SocketAddr,
    pub stopper: Stopper,
    pub running: Option<JoinHandle<()>>,
    pub said: Mutex<Receiver<String>>,
    pub search: Arc<Echo>,
}

impl Preview {
    pub fn start() -> Preview {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("site.toml"), SITE).unwrap();
        std::fs::create_dir_all(root.path().join("content/casos")).unwrap();
        let write = |name: &str, text: String| {
            std::fs::write(root.path().join("content/casos").join(name), text).unwrap()
        };
        write("_index.md", document("Casos", "Los casos."));
        write("uno.md", document("Uno", "El primer caso."));
        write("dos.md", document("Dos", "El segundo caso."));
        let engine = Engine::open(root.path(), Options::default()).unwrap();
        let options = ServeOptions {
            port: Some(0),
            watch: true,
            ..ServeOptions::default()
        };
        let (sender, said) = channel();
        let say = move |what: &Said| {
            let _ = sender.send(what.text());
        };
        let search = Arc::new(Echo::default());
        let server = Server::bind(engine, options, search.clone(), Box::new(say)).unwrap();
        let address = server.url()["http://".len()..]
            .trim_end_matches('/')
            .parse()
            .unwrap();
        let stopper = server.stopper();
        let running = std::thread::spawn(move || server.run().unwrap());
        let preview = Preview {
            root,
            address,
            stopper,
            running: Some(running),
            said: Mutex::new(said),
            search,
        };
        assert!(
            preview
                .told()
                .starts_with("Vista previa en http://127.0.0.1:")
        );
        assert!(preview.told().contains("0 errores"));
        preview
    }

    pub fn told(&self) -> String {
        self.told_within(Duration::from_secs(10))
            .expect("something to be told")
    }

    pub fn told_within(&self, time: Duration) -> Option<String> {
        self.said.lock().unwrap().recv_timeout(time).ok()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Saves a document and waits until the preview says that it saw it.
    pub fn edit(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.told()
    }

    /// Sends bytes, and reads until the server closes.
    pub fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        // The server may close before it has taken all of a hostile request.
        let _ = stream.write_all(bytes);
        let mut out = Vec::new();
        let _ = stream.read_to_end(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    pub fn ask(&self, target: &str, headers: &str) -> Reply {
        let request = format!(
            "GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n",
            self.address
        );
        Reply::read(&self.raw(request.as_bytes()))
    }

    pub fn get(&self, target: &str) -> Reply {
        self.ask(target, "")
    }

    /// What the script of a page asks.
    pub fn wait(&self, page: &str, version: &str, findings: &str) -> Reply {
        self.get(&format!(
            "/_acervo/espera?pagina={page}&version={version}&avisos={findings}"
        ))
    }

    pub fn version(&self, page: &str) -> String {
        let body = self.get(&format!("/{page}")).body;
        let at = body.find("data-version=\"").expect("the script") + "data-version=\"".len();
        body[at..].split('"').next().unwrap().to_owned()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.stopper.stop();
        let ended = self.running.take().unwrap().join();
        assert!(ended.is_ok() || std::thread::panicking());
    }
}

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn read(text: &str) -> Reply {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        Reply {
            status: head
                .split(' ')
                .nth(1)
                .and_then(|s| s.parse().ok())
                .unwrap_or(0),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}
