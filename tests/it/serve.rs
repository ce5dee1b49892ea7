//! The preview over real sockets.

use acervo::engine::{Engine, Options, Snapshot};
use acervo::serve::{Said, Search, ServeOptions, Server, SiteSearch, Stopper};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const SITE: &str = r#"
title = "Prueba"
base_url = "https://ejemplo.test/"
language = "es"
theme = "portal"

[collections.casos]
title = "Casos"
"#;

fn document(title: &str, body: &str) -> String {
    format!("---\ntitulo: {title}\nresumen: Un resumen.\n---\n\n{body}\n")
}

/// Stands for the search: it says what it was asked and counts the sites it was told of.
#[derive(Default)]
struct Echo {
    followed: Mutex<Vec<u64>>,
}

impl Search for Echo {
    fn answer(&self, query: &str) -> String {
        format!("{{\"consulta\":{query:?}}}")
    }

    fn file(&self, path: &str) -> Option<Vec<u8>> {
        (path == "buscador/entrada.js").then(|| b"entrada()".to_vec())
    }

    fn follow(&self, snapshot: &Arc<Snapshot>) {
        self.followed.lock().unwrap().push(snapshot.id);
    }
}

/// A project with two documents and its running preview.
struct Preview {
    root: tempfile::TempDir,
    address: SocketAddr,
    stopper: Stopper,
    running: Option<JoinHandle<()>>,
    said: Mutex<Receiver<String>>,
    search: Arc<Echo>,
}

impl Preview {
    fn start() -> Preview {
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

    fn told(&self) -> String {
        self.told_within(Duration::from_secs(10))
            .expect("something to be told")
    }

    fn told_within(&self, time: Duration) -> Option<String> {
        self.said.lock().unwrap().recv_timeout(time).ok()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Saves a document and waits until the preview says that it saw it.
    fn edit(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.told()
    }

    /// Sends bytes, and reads until the server closes.
    fn raw(&self, bytes: &[u8]) -> String {
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

    fn ask(&self, target: &str, headers: &str) -> Reply {
        let request = format!(
            "GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n",
            self.address
        );
        Reply::read(&self.raw(request.as_bytes()))
    }

    fn get(&self, target: &str) -> Reply {
        self.ask(target, "")
    }

    /// What the script of a page asks.
    fn wait(&self, page: &str, version: &str, findings: &str) -> Reply {
        self.get(&format!(
            "/_acervo/espera?pagina={page}&version={version}&avisos={findings}"
        ))
    }

    fn version(&self, page: &str) -> String {
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

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn read(text: &str) -> Reply {
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

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

#[test]
fn what_is_served_is_what_is_built_but_for_the_script() {
    let preview = Preview::start();
    let mut engine = Engine::open(preview.root.path(), Options::default()).unwrap();
    let snapshot = engine.advance(&acervo::source::Changes::All);
    let mut pages = 0;
    for route in snapshot.routes() {
        let path = &*route.path;
        let built = snapshot.render(path).unwrap();
        let served = preview.get(&format!("/{}", acervo::base::path::encode(path)));
        assert_eq!(served.status, 200, "{path}");
        assert_eq!(served.header("Content-Type"), Some(built.mime), "{path}");
        let mut body = served.body;
        if built.mime.starts_with("text/html") {
            pages += 1;
            let start = body
                .rfind("<script defer src=\"/_acervo/recarga.js\"")
                .unwrap();
            let end = start + body[start..].find("</script>").unwrap() + "</script>".len();
            body.replace_range(start..end, "");
        }
        assert!(
            body == String::from_utf8_lossy(&built.bytes),
            "{path} differs"
        );
    }
    assert!(pages > 3, "{pages} pages");
}

#[test]
fn every_answer_carries_the_same_guards() {
    let preview = Preview::start();
    for target in [
        "/",
        "/casos/uno.html",
        "/no-existe.html",
        "/_acervo/recarga.js",
        "/api/buscar?q=x",
        "/../x",
    ] {
        let reply = preview.get(target);
        assert_eq!(
            reply.header("X-Content-Type-Options"),
            Some("nosniff"),
            "{target}"
        );
        assert_eq!(reply.header("Cache-Control"), Some("no-store"), "{target}");
        assert_eq!(
            reply.header("Cross-Origin-Resource-Policy"),
            Some("same-origin"),
            "{target}"
        );
        assert_eq!(
            reply.header("Access-Control-Allow-Origin"),
            None,
            "{target}"
        );
    }
}

#[test]
fn folders_missing_pages_and_known_tags() {
    let preview = Preview::start();
    assert_eq!(
        preview.get("/casos/").body,
        preview.get("/casos/index.html").body
    );
    let reply = preview.get("/casos?a=b");
    assert_eq!(
        (reply.status, reply.header("Location")),
        (308, Some("/casos/?a=b"))
    );
    let reply = preview.get("/no-existe.html");
    assert_eq!(reply.status, 404);
    assert!(reply.body.contains("<html"), "the 404 page of the site");
    let reply = preview.get("/casos/uno.html");
    let tag = reply.header("ETag").unwrap();
    let again = preview.ask("/casos/uno.html", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(
        preview
            .ask("/casos/uno.html", "If-None-Match: \"otra\"\r\n")
            .status,
        200
    );
}

#[test]
fn no_spelling_reaches_outside_of_the_site() {
    let preview = Preview::start();
    let canary = "canario-que-no-debe-salir";
    std::fs::write(preview.path("secreto.txt"), canary).unwrap();
    std::fs::write(preview.path("content/casos/.oculto"), canary).unwrap();
    let mut targets: Vec<String> = [
        "/../secreto.txt",
        "/%2e%2e/secreto.txt",
        "/%252e%252e/secreto.txt",
        "/..%2fsecreto.txt",
        "/..%5csecreto.txt",
        "/..\\secreto.txt",
        "/.%00/secreto.txt",
        "/..;/secreto.txt",
        "/casos/../../secreto.txt",
        "/casos/..%2f..%2fsecreto.txt",
        "//secreto.txt",
        "/./../secreto.txt",
        "/%c0%ae%c0%ae/secreto.txt",
        "/..%c0%afsecreto.txt",
        "/%u002e%u002e/secreto.txt",
        "/.../secreto.txt",
        "/.. /secreto.txt",
        "/..%20/secreto.txt",
        "/secreto.txt",
        "/secreto.txt%00.html",
        "/secreto.txt?x",
        "/site.toml",
        "/content/casos/uno.md",
        "/casos/uno.md",
        "/casos/.oculto",
        "/casos/%2eoculto",
        "/C:/secreto.txt",
        "/file:///secreto.txt",
        "/_acervo/../secreto.txt",
        "/_acervo/espera/../../secreto.txt",
        "/buscador/../secreto.txt",
        "/CASOS/UNO.HTML/../../secreto.txt",
        "secreto.txt",
        "http://127.0.0.1/secreto.txt",
        "*",
        "",
    ]
    .map(str::to_owned)
    .to_vec();
    targets.push(format!("/{}", preview.path("secreto.txt").display()));
    targets.push(preview.path("secreto.txt").display().to_string());
    targets.push(format!("/{}secreto.txt", "../".repeat(1300)));
    for target in targets {
        let reply = preview.get(&target);
        assert!(
            matches!(reply.status, 400 | 404 | 405),
            "{target}: {}",
            reply.head
        );
        assert!(!reply.body.contains(canary), "{target}");
    }
}

#[test]
fn only_our_own_names_are_answered() {
    let preview = Preview::start();
    let port = preview.address.port();
    let ask = |host: &str| {
        let request = format!("GET /casos/uno.html HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
        Reply::read(&preview.raw(request.as_bytes()))
    };
    for host in [
        format!("localhost:{port}"),
        "localhost".into(),
        format!("[::1]:{port}"),
        "a.localhost".into(),
    ] {
        assert_eq!(ask(&format!("Host: {host}\r\n")).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.168.0.1",
        "0.0.0.0",
    ] {
        let reply = ask(&format!("Host: {host}\r\n"));
        assert_eq!(reply.status, 421, "{host}");
        assert!(!reply.body.contains("primer caso"), "{host}");
    }
    assert_eq!(ask("").status, 400);
    assert_eq!(ask("Host: localhost\r\nHost: evil.example\r\n").status, 400);
}

#[test]
fn data_is_for_our_own_pages() {
    let preview = Preview::start();
    assert_eq!(
        preview.get("/api/buscar?q=a%20b").body,
        "{\"consulta\":\"q=a%20b\"}"
    );
    assert_eq!(preview.get("/buscador/entrada.js").body, "entrada()");
    for foreign in [
        "Origin: http://evil.example\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Origin: null\r\n",
    ] {
        assert_eq!(
            preview.ask("/api/buscar?q=a", foreign).status,
            403,
            "{foreign}"
        );
        assert_eq!(
            preview
                .ask("/_acervo/espera?pagina=index.html", foreign)
                .status,
            403,
            "{foreign}"
        );
    }
    assert_eq!(
        preview
            .ask("/api/buscar?q=a", "Sec-Fetch-Site: same-origin\r\n")
            .status,
        200
    );
}

#[test]
fn methods_bodies_and_second_requests() {
    let preview = Preview::start();
    let host = format!("Host: {}\r\n", preview.address);
    let reply = Reply::read(&preview.raw(format!("POST / HTTP/1.1\r\n{host}\r\n").as_bytes()));
    assert_eq!(
        (reply.status, reply.header("Allow")),
        (405, Some("GET, HEAD"))
    );
    let head = preview.raw(
        format!("HEAD /casos/uno.html HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes(),
    );
    let (head, get) = (Reply::read(&head), preview.get("/casos/uno.html"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("Content-Length"), get.header("Content-Length"));
    // What follows a request with a body is never read as a request.
    for framing in [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Content-Length: abc\r\n",
        "Content-Length: 50\r\n",
        " folded: x\r\n",
    ] {
        let text = preview.raw(
            format!(
                "GET / HTTP/1.1\r\n{host}{framing}\r\nGET /casos/uno.html HTTP/1.1\r\n{host}\r\n"
            )
            .as_bytes(),
        );
        assert!(text.starts_with("HTTP/1.0 400"), "{framing}: {text}");
        assert_eq!(text.matches("HTTP/1.").count(), 1, "{framing}");
    }
    let text = preview.raw(format!("GET /\r\n{host}\r\n").as_bytes());
    assert!(text.starts_with("HTTP/1.0 400"), "{text}");
}

#[test]
fn requests_in_a_row_are_answered_in_order() {
    let preview = Preview::start();
    let one = format!(
        "GET /casos/uno.html HTTP/1.1\r\nHost: {}\r\n\r\n",
        preview.address
    );
    let two = format!(
        "GET /casos/dos.html HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        preview.address
    );
    let text = preview.raw(format!("{}{two}", one.repeat(10)).as_bytes());
    assert_eq!(text.matches("200 OK\r\n").count(), 11);
    assert!(text.rfind("El primer caso.") < text.rfind("El segundo caso."));
    // More than one connection may carry is cut after a whole answer.
    let text = preview.raw(one.repeat(150).as_bytes());
    assert_eq!(text.matches("200 OK\r\n").count(), 100);
    assert!(text.trim_end().ends_with("</html>"));
}

#[test]
fn heads_without_end_are_cut() {
    let preview = Preview::start();
    let start = format!("GET / HTTP/1.1\r\nHost: {}\r\n", preview.address);
    let long = preview.raw(format!("{start}X: {}", "a".repeat(200_000)).as_bytes());
    assert!(long.starts_with("HTTP/1.0 431"), "{long}");
    let many = preview.raw(format!("{start}{}", "A: b\r\n".repeat(20_000)).as_bytes());
    assert!(many.starts_with("HTTP/1.0 431"), "{many}");
    let line = preview.raw(format!("GET /{}", "a".repeat(200_000)).as_bytes());
    assert!(line.starts_with("HTTP/1.0 414"), "{line}");
}

#[test]
fn half_open_connections_do_not_keep_others_out() {
    let preview = Preview::start();
    let slow: Vec<TcpStream> = (0..300)
        .map(|_| {
            let mut stream = TcpStream::connect(preview.address).unwrap();
            stream.write_all(b"GET / HT").unwrap();
            stream
        })
        .collect();
    let asked = Instant::now();
    assert_eq!(preview.get("/casos/uno.html").status, 200);
    assert!(
        asked.elapsed() < Duration::from_secs(1),
        "{:?}",
        asked.elapsed()
    );
    drop(slow);
}

#[test]
fn a_page_is_told_when_its_own_bytes_change_and_only_then() {
    let preview = Preview::start();
    let (one, two) = (
        preview.version("casos/uno.html"),
        preview.version("casos/dos.html"),
    );
    assert_eq!(
        preview.wait("casos/uno.html", "vieja", "").status,
        200,
        "a stale page knows at once"
    );
    std::thread::scope(|scope| {
        let waits_one = scope.spawn(|| preview.wait("casos/uno.html", &one, ""));
        let waits_two = scope.spawn(|| (preview.wait("casos/dos.html", &two, ""), Instant::now()));
        std::thread::sleep(Duration::from_millis(150));
        assert!(!waits_one.is_finished() && !waits_two.is_finished());
        let line = preview.edit(
            "content/casos/uno.md",
            &document("Uno", "Otro texto del cuerpo."),
        );
        assert!(line.contains("1 archivo · 0 errores"), "{line}");
        let told = waits_one.join().unwrap();
        assert_eq!(told.status, 200);
        assert!(told.body.contains("\"cambio\":\"pagina\""), "{}", told.body);
        std::thread::sleep(Duration::from_millis(300));
        assert!(
            !waits_two.is_finished(),
            "the other page has the same bytes as before"
        );
        preview.edit("content/casos/dos.md", &document("Dos", "También este."));
        assert_eq!(waits_two.join().unwrap().0.status, 200);
    });
    assert!(
        preview
            .get("/casos/uno.html")
            .body
            .contains("Otro texto del cuerpo.")
    );
    assert_eq!(preview.search.followed.lock().unwrap().len(), 3);
}

#[test]
fn saving_without_a_change_wakes_no_page() {
    let preview = Preview::start();
    let version = preview.version("casos/uno.html");
    std::thread::scope(|scope| {
        let waits = scope.spawn(|| preview.wait("casos/uno.html", &version, ""));
        let text = document("Uno", "El primer caso.");
        std::fs::write(preview.path("content/casos/uno.md"), text).unwrap();
        std::thread::sleep(Duration::from_millis(500));
        assert!(!waits.is_finished());
        preview.edit("content/casos/uno.md", &document("Uno", "Otro."));
        assert_eq!(waits.join().unwrap().status, 200);
    });
}

#[test]
fn the_search_follows_the_site() {
    let preview = Preview::start();
    let search = SiteSearch::start();
    let mut engine = Engine::open(preview.root.path(), Options::default()).unwrap();
    search.follow(&engine.advance(&acervo::source::Changes::All));
    let found =
        |query: &str| -> serde_json::Value { serde_json::from_str(&search.answer(query)).unwrap() };
    assert_eq!(found("q=segundo")["hits"][0]["url"], "casos/dos.html");
    assert_eq!(found("q=palafito")["total"], 0);
    assert!(
        search
            .file("buscador/entrada.js")
            .is_some_and(|bytes| !bytes.is_empty())
    );
    assert!(search.file("buscador/otra.js").is_none());
    assert!(search.file("casos/dos.html").is_none());
    preview.edit("content/casos/dos.md", &document("Dos", "Un palafito."));
    search.follow(&engine.advance(&acervo::source::Changes::All));
    let until = Instant::now() + Duration::from_secs(10);
    while found("q=palafito")["total"] != 1 {
        assert!(Instant::now() < until, "the edit is never found");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn findings_are_text_and_go_away() {
    let preview = Preview::start();
    let version = preview.version("casos/uno.html");
    let bad = "Mire [[<img src=x onerror=alert(1)>]].";
    let line = preview.edit("content/casos/dos.md", &document("Dos", bad));
    assert!(line.contains("1 error"), "{line}");
    let reply = preview.wait("casos/uno.html", &version, "");
    assert_eq!(
        reply.header("Content-Type"),
        Some("application/json; charset=utf-8")
    );
    let told: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
    let finding = &told["avisos"][0];
    assert_eq!(
        (&finding["archivo"], &finding["linea"]),
        (&"content/casos/dos.md".into(), &6.into())
    );
    assert!(
        finding["mensaje"].as_str().unwrap().contains("<img src=x"),
        "{finding}"
    );
    let page = preview.get("/casos/dos.html").body;
    assert!(!page.contains("<img src=x"), "{page}");
    let line = preview.edit("content/casos/dos.md", &document("Dos", "Ya no."));
    assert!(line.contains("0 errores"), "{line}");
    let reply = preview.wait(
        "casos/uno.html",
        &version,
        told["version_avisos"].as_str().unwrap(),
    );
    assert!(reply.body.contains("\"avisos\":[]"), "{}", reply.body);
}

#[test]
fn ways_in_which_editors_save() {
    let preview = Preview::start();
    let page = preview.path("content/casos/uno.md");
    let shows = |text: &str| {
        let until = Instant::now() + Duration::from_secs(5);
        while !preview.get("/casos/uno.html").body.contains(text) {
            assert!(Instant::now() < until, "never saw {text}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    // A new file that takes the name.
    std::fs::write(
        preview.path("content/casos/.uno.md.tmp"),
        document("Uno", "por reemplazo"),
    )
    .unwrap();
    std::fs::rename(preview.path("content/casos/.uno.md.tmp"), &page).unwrap();
    shows("por reemplazo");
    // The old one set aside first.
    std::fs::rename(&page, preview.path("content/casos/uno.md~")).unwrap();
    std::fs::write(&page, document("Uno", "con copia")).unwrap();
    shows("con copia");
    // Emptied and written in two steps.
    let mut file = std::fs::File::create(&page).unwrap();
    std::thread::sleep(Duration::from_millis(40));
    file.write_all(document("Uno", "en dos pasos").as_bytes())
        .unwrap();
    drop(file);
    shows("en dos pasos");
    // The whole content replaced, as a change of branch does.
    std::fs::rename(preview.path("content"), preview.path("otra")).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    std::fs::create_dir_all(preview.path("content/casos")).unwrap();
    std::fs::write(&page, document("Uno", "carpeta nueva")).unwrap();
    shows("carpeta nueva");
    std::fs::write(&page, document("Uno", "y se sigue viendo")).unwrap();
    shows("y se sigue viendo");
    // A folder with files, at once.
    std::fs::create_dir_all(preview.path("content/casos/a/b")).unwrap();
    std::fs::write(
        preview.path("content/casos/a/b/uno.md"),
        document("Hondo", "x"),
    )
    .unwrap();
    std::fs::remove_file(&page).unwrap();
    let until = Instant::now() + Duration::from_secs(5);
    while preview.get("/casos/uno.html").status != 404 {
        assert!(Instant::now() < until, "a removed page stays");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_taken_port_is_a_failure_when_it_was_asked_for() {
    let preview = Preview::start();
    let engine = Engine::open(preview.root.path(), Options::default()).unwrap();
    let options = ServeOptions {
        port: Some(preview.address.port()),
        ..ServeOptions::default()
    };
    let failure = match Server::bind(engine, options, preview.search.clone(), Box::new(|_| {})) {
        Ok(_) => panic!("the port is taken"),
        Err(failure) => failure,
    };
    assert!(
        failure.message.contains("el puerto está ocupado"),
        "{failure}"
    );
    let other = Preview::start();
    assert_ne!(other.address.port(), preview.address.port());
}
