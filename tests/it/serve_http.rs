//! What the preview answers, and to whom.

use super::serve::{Preview, Reply};
use acervo::engine::{Engine, Options};
use acervo::serve::{ServeOptions, Server};
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

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
        for (name, value) in [
            ("X-Content-Type-Options", Some("nosniff")),
            ("Cache-Control", Some("no-store")),
            ("Cross-Origin-Resource-Policy", Some("same-origin")),
            ("Access-Control-Allow-Origin", None),
        ] {
            assert_eq!(reply.header(name), value, "{target}: {name}");
        }
    }
}

#[test]
fn folders_missing_pages_and_known_tags() {
    let preview = Preview::start();
    let [folder, index] = ["/casos/", "/casos/index.html"].map(|path| preview.get(path).body);
    assert_eq!(folder, index);
    let reply = preview.get("/casos?a=b");
    let led = (reply.status, reply.header("Location"));
    assert_eq!(led, (308, Some("/casos/?a=b")));
    let reply = preview.get("/no-existe.html");
    assert_eq!(reply.status, 404);
    assert!(reply.body.contains("<html"), "the 404 page of the site");
    let reply = preview.get("/casos/uno.html");
    let tag = reply.header("ETag").unwrap();
    let again = preview.ask("/casos/uno.html", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let other = preview.ask("/casos/uno.html", "If-None-Match: \"otra\"\r\n");
    assert_eq!(other.status, 200);
}

#[test]
fn what_the_page_for_missing_ones_names_from_the_top_of_the_published_site_is_there() {
    let preview = Preview::start();
    let page = preview.get("/casos/no-existe.html").body;
    let names: Vec<&str> = page
        .split('"')
        .filter(|n| n.starts_with("/att/t%C3%A9cnica/"))
        .collect();
    assert!(names.len() > 3, "{names:?}");
    for name in names {
        let reply = preview.get(name);
        assert_eq!(reply.status, 308, "{name}");
        let inside = reply.header("Location").unwrap();
        assert_eq!(preview.get(inside).status, 200, "{inside}");
    }
    assert_eq!(preview.get("/att/t%C3%A9cnica/no-existe.html").status, 308);
    assert_eq!(preview.get("/attica.html").status, 404);
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
        "a",
        "//",
    ]
    .map(str::to_owned)
    .to_vec();
    for climb in [
        "..", "../", "a/../b", "./a", "a/.", "a//b", "%2E%2e/x", ".%2e/x", "%2e/x", "a/%2e%2e",
        "..%5cx", "a\\b", "%5c", "c%3a/x", "a:b", "%00", "%0d%0aX:y", "%7f", "%ff", "a./b",
        "a%20/b", "a.", "a%20",
    ] {
        targets.push(format!("/{climb}"));
    }
    targets.push(format!("/{}", "a/".repeat(1400)));
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
        "[::1]".into(),
        "LOCALHOST:1111".into(),
        "saber.localhost:1".into(),
        "localhost.".into(),
        "127.9.9.9".into(),
    ] {
        assert_eq!(ask(&format!("Host: {host}\r\n")).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evillocalhost",
        "192.168.0.1",
        "0.0.0.0",
        ":80",
        "[::1",
        "[::1]x",
        "[fe80::1%25lo]",
        "localhost:80:80",
        "localhost:a",
        "localhost:123456",
        "127.1",
        "0x7f.1",
        "user@localhost",
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
    let answer = preview.get("/api/buscar?q=a%20b").body;
    assert_eq!(answer, "{\"consulta\":\"q=a%20b\"}");
    assert_eq!(preview.get("/buscador/entrada.js").body, "entrada()");
    for foreign in [
        "Origin: http://evil.example\r\n",
        "Origin: http://localhost:2222\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
    ] {
        for data in ["/api/buscar?q=a", "/_acervo/espera?pagina=index.html"] {
            assert_eq!(preview.ask(data, foreign).status, 403, "{foreign}");
        }
    }
    for ours in [
        "Sec-Fetch-Site: same-origin\r\n",
        "Sec-Fetch-Site: none\r\n",
        &format!("Origin: http://{}\r\n", preview.address),
    ] {
        assert_eq!(preview.ask("/api/buscar?q=a", ours).status, 200, "{ours}");
    }
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
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Content-Length: 4\r\nContent-Length: 5",
        "Content-Length: 0\r\nContent-Length: 0",
        "Content-Length: abc",
        "Content-Length: 50",
        "Content-Length: +5",
        "Content-Length: -1",
        "Content-Length: 0x5",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        " folded: x",
        "\tfolded",
        ": empty",
        "no colon",
        "a b: c",
        "X: a\nY: b",
        "X: a\rY: b",
        "X: \0",
        "X\u{e1}: a",
    ] {
        let next = format!("GET /casos/uno.html HTTP/1.1\r\n{host}\r\n");
        let text = format!("GET / HTTP/1.1\r\n{host}{framing}\r\n\r\n{next}");
        let text = preview.raw(text.as_bytes());
        assert!(text.starts_with("HTTP/1.0 400"), "{framing}: {text}");
        assert_eq!(text.matches("HTTP/1.").count(), 1, "{framing}");
    }
    for (line, status) in [
        ("OPTIONS * HTTP/1.1", 405),
        ("CONNECT a:1 HTTP/1.1", 405),
        ("FOO / HTTP/1.1", 405),
        ("get / HTTP/1.1", 405),
        ("GET / HTTP/2.0", 505),
        ("GET /", 400),
        ("GET  / HTTP/1.1", 400),
        ("GET / HTTP/1.1 x", 400),
        ("GET a HTTP/1.1", 400),
        ("GET /\u{e1} HTTP/1.1", 400),
        ("GET /\t HTTP/1.1", 400),
        ("GET / HTTP/1.1\nX: y", 400),
        ("", 400),
    ] {
        let text = preview.raw(format!("{line}\r\n{host}\r\n").as_bytes());
        assert_eq!(Reply::read(&text).status, status, "{line}: {text}");
    }
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
    let took = asked.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    drop(slow);
}

#[test]
fn a_taken_port_is_a_failure_when_it_was_asked_for() {
    let preview = Preview::start();
    let refused = |host: &str, port: u16| {
        let engine = Engine::open(preview.root.path(), Options::default()).unwrap();
        let options = ServeOptions {
            host: host.parse().unwrap(),
            port: Some(port),
            ..ServeOptions::default()
        };
        match Server::bind(engine, options, preview.search.clone(), Box::new(|_| {})) {
            Ok(_) => panic!("{host}:{port} is not ours"),
            Err(failure) => format!("{failure}; {}", failure.help.as_deref().unwrap_or("")),
        }
    };
    let taken = refused("127.0.0.1", preview.address.port());
    let expect = "el puerto está ocupado; elija otro puerto";
    assert!(taken.contains(expect), "{taken}");
    // Of another machine: no port helps.
    let away = refused("192.0.2.1", 0);
    let expect = "esta máquina no tiene esa dirección; quite --host";
    assert!(away.contains(expect), "{away}");
    let other = Preview::start();
    assert_ne!(other.address.port(), preview.address.port());
}

#[test]
fn the_preview_shows_what_is_covered_and_what_lacks() {
    let preview = Preview::start();
    let site = "[collections.casos.fields.tema]\ntype = \"text\"\nfacet = true\nlabel = \"Tema <b>\"\n\
        [collections.guias]\ntitle = \"Guías & más\"\nfields.tema = { type = \"text\", facet = true }\n";
    let before = std::fs::read_to_string(preview.path("site.toml")).unwrap();
    let one = "---\ntitulo: <i>Uno</i>\ntema: Agua\n---\nBien.\n";
    preview.edit("site.toml", &format!("{before}{site}"));
    preview.edit("content/casos/uno.md", one);
    let page = preview.get("/_acervo/cobertura").body;
    for part in [
        "<option value=\"coleccion\" selected>Colección</option>",
        "<option value=\"tema\" selected>Tema &lt;b&gt;</option>",
        "<tr><th scope=\"row\">Guías &amp; más</th><td class=\"vacia\">falta</td>",
        "Sin documentos: 1 combinación",
        "<h2>Sin fecha de revisión: 2 documentos</h2>",
        "<a href=\"/casos/uno.html\">&lt;i&gt;Uno&lt;/i&gt;</a> <code>content/casos/uno.md</code>",
    ] {
        assert!(page.contains(part), "«{part}» in {page}");
    }
    let turned = preview.get("/_acervo/cobertura?filas=tema&columnas=coleccion");
    assert!(
        turned
            .body
            .contains("<caption>Tema &lt;b&gt; y Colección</caption>")
    );
    let odd = preview.get("/_acervo/cobertura?filas=%3Cb%3E&columnas=tema");
    assert_eq!(odd.status, 404);
    assert!(odd.body.contains("el campo «&lt;b&gt;» no tiene filtro"));
    assert!(odd.body.contains("<table>"), "the usual table stays");
}
