//! A site written as one string, built by the real engine.
//!
//! `-- content/casos/a.md --` starts a file; without `-- site.toml --` a small one is used. Edits are
//! remembered and handed to [`Engine::advance`] as a watcher would.

use acervo::base::digest::Digest;
use acervo::diag::Severity;
use acervo::engine::{BuildOptions, BuildReport, Engine, Options, Program, Snapshot, build};
use acervo::source::Changes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Collections `casos` and `guias`, with no fields of their own.
pub const SITE: &str = "title = \"Sitio de prueba\"\nbase_url = \"https://ejemplo.test/\"\n\n\
     [collections.casos]\ntitle = \"Casos\"\n\n[collections.guias]\ntitle = \"Guías\"\n";

/// The digest of a program of this name.
pub fn program(name: &str) -> Program {
    let digest = Digest::of(name.as_bytes());
    Program::new(Box::new(move || Some(digest)))
}

/// A theme that shows everything that a page may see and nothing more, so that tests are fast and
/// a change of the portal's looks does not touch them.
pub const THEME: &[(&str, &str)] = &[
    ("theme.toml", "name = \"plano\"\n"),
    ("strings/es.toml", "inicio = \"Inicio\"\n"),
    (
        "templates/base.html",
        "<!doctype html><title>{{ page.title }}</title><a href=\"{{ root }}index.html\">{{ strings.inicio }}</a>\n\
         {% block content %}{% endblock %}\n",
    ),
    (
        "templates/document.html",
        "{% extends \"base.html\" %}{% block content %}<h1>{{ doc.title }}</h1>{{ doc.body | safe }}\n\
         {% for f in doc.fields %}<dl>{{ f.label }}{% for v in f.values %}<dd>{% if v.url %}<a href=\"{% if not v.external %}{{ root }}{% endif %}{{ v.url }}\">{{ v.text }}</a>{% elif v.html %}{{ v.html | safe }}{% else %}{{ v.text }}{% endif %}</dd>{% endfor %}</dl>{% endfor %}\n\
         {% if doc.previous %}<p>anterior: {{ doc.previous.url }} {{ doc.previous.title }}</p>{% endif %}\n\
         {% if doc.next %}<p>siguiente: {{ doc.next.url }} {{ doc.next.title }}</p>{% endif %}\n\
         {% for r in doc.related %}<p>relacionado: {{ r.url }} {{ r.title }} por {{ r.shared }}</p>{% endfor %}\n\
         {% for b in doc.backlinks %}<p>enlazado desde: {{ b.url }} {{ b.title }}</p>{% endfor %}\n\
         {% endblock %}",
    ),
    (
        "templates/list.html",
        "{% extends \"base.html\" %}{% block content %}<h1>{{ list.title }} ({{ list.total }})</h1>\n\
         {% for c in list.cards %}<p>{{ c.url }} {{ c.title }}: {{ c.summary }}</p>\n{% endfor %}{% endblock %}",
    ),
    (
        "templates/terms.html",
        "{% extends \"base.html\" %}{% block content %}{% for t in terms.terms %}<p>{{ t.url }} {{ t.label }} ({{ t.count }})</p>\n{% endfor %}{% endblock %}",
    ),
    (
        "templates/home.html",
        "{% extends \"base.html\" %}{% block content %}{% for c in home.recent %}<p>{{ c.url }} {{ c.title }}</p>\n{% endfor %}{% endblock %}",
    ),
    (
        "templates/search.html",
        "{% extends \"base.html\" %}{% block content %}{% for l in search.titles %}<p>{{ l.letter }}{% for d in l.docs %} {{ d.url }} {{ d.title }}{% endfor %}</p>\n{% endfor %}{% endblock %}",
    ),
    ("templates/404.html", "{% extends \"base.html\" %}"),
    ("assets/estilo.css", "body{margin:0}\n"),
];

/// Cuts a text into files at its `-- path --` lines.
pub fn files(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let name = line
            .trim_end()
            .strip_prefix("-- ")
            .and_then(|l| l.strip_suffix(" --"));
        match (name, out.last_mut()) {
            (Some(name), _) => out.push((name.to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => assert!(line.trim().is_empty(), "text before the first file: {line}"),
        }
    }
    out
}

pub struct SiteTest {
    folder: tempfile::TempDir,
    pub options: Options,
    engine: Engine,
    pub snapshot: Arc<Snapshot>,
    /// Bytes of every route, before and after the last [`SiteTest::advance`].
    before: BTreeMap<String, Vec<u8>>,
    now: BTreeMap<String, Vec<u8>>,
    touched: Vec<PathBuf>,
    /// How the last [`SiteTest::build`] ended.
    pub built: Option<BuildReport>,
}

impl SiteTest {
    /// A site without search, with the theme `plano` unless it names another.
    pub fn new(text: &str) -> SiteTest {
        SiteTest::with(text, without_search())
    }

    /// The same with its drafts.
    pub fn with_drafts(text: &str) -> SiteTest {
        let options = Options {
            drafts: true,
            ..without_search()
        };
        SiteTest::with(text, options)
    }

    pub fn with(text: &str, options: Options) -> SiteTest {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, bytes: &[u8]| write(&folder.path().join(path), bytes);
        std::fs::create_dir(folder.path().join("content")).unwrap();
        put("site.toml", format!("theme = \"plano\"\n{SITE}").as_bytes());
        for (path, text) in THEME {
            put(&format!("themes/plano/{path}"), text.as_bytes());
        }
        for (path, text) in files(text) {
            let text = match path.as_str() {
                "site.toml" if !text.contains("theme = ") => format!("theme = \"plano\"\n{text}"),
                _ => text,
            };
            put(&path, text.as_bytes());
        }
        let mut engine = Engine::open(folder.path(), options.clone()).unwrap();
        let snapshot = engine.advance(&Changes::All);
        let now = bytes(&snapshot);
        SiteTest {
            folder,
            options,
            engine,
            snapshot,
            before: BTreeMap::new(),
            now,
            touched: Vec::new(),
            built: None,
        }
    }

    pub fn root(&self) -> &Path {
        self.engine.root()
    }

    pub fn output(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// Builds into `public`; what is published must be what the snapshot renders.
    pub fn build(&mut self) -> &mut SiteTest {
        let options = BuildOptions {
            site: self.options.clone(),
            output: self.output(),
            strict: false,
            zip: None,
            program: program("prueba"),
        };
        let built = build(self.folder.path(), options, &|_, _, _| ()).unwrap();
        if built.published.is_some() {
            for (path, bytes) in &self.now {
                let published = std::fs::read(self.output().join(path)).unwrap();
                assert!(published == *bytes, "{path}: the preview is not the output");
            }
        }
        self.built = Some(built);
        self
    }

    /// Whether the last build published.
    pub fn published(&self) -> bool {
        self.built.as_ref().is_some_and(|b| b.published.is_some())
    }

    /// A published file has each of these texts.
    #[track_caller]
    pub fn expect_file(&mut self, path: &str, contains: &[&str]) -> &mut SiteTest {
        let text =
            std::fs::read(self.output().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        let text = String::from_utf8_lossy(&text);
        for part in contains {
            assert!(text.contains(part), "{path} has no «{part}»:\n{text}");
        }
        self
    }

    #[track_caller]
    pub fn expect_missing(&mut self, path: &str) -> &mut SiteTest {
        assert!(!self.output().join(path).exists(), "{path} is there");
        self
    }

    /// All findings, in the order of the report: `file:line:column code`, ` aviso` after warnings.
    pub fn diags(&self) -> Vec<String> {
        let report = self.snapshot.report(self.snapshot.render_all());
        let line = |d: &acervo::diag::Diagnostic| {
            let place = d.place.as_ref().map_or(String::new(), |p| {
                let at = report.line_col(p);
                format!("{}:{}:{} ", p.file, at.line, at.column)
            });
            let level = match d.severity {
                Severity::Error => "",
                Severity::Warning => " aviso",
            };
            format!("{place}{}{level}", d.code)
        };
        report.diags().iter().map(line).collect()
    }

    /// What the terminal shows: messages and helps too.
    pub fn messages(&self) -> String {
        let report = self.snapshot.report(self.snapshot.render_all());
        report.text(acervo::diag::show::Format::Short)
    }

    #[track_caller]
    pub fn expect_diags(&mut self, expect: &[&str]) -> &mut SiteTest {
        assert_eq!(self.diags(), expect, "\n{}", self.messages());
        self
    }

    /// The terminal says each of these.
    #[track_caller]
    pub fn expect_messages(&mut self, expect: &[&str]) -> &mut SiteTest {
        let said = self.messages();
        for part in expect {
            assert!(said.contains(part), "«{part}» is not said:\n{said}");
        }
        self
    }

    fn touch(&mut self, path: &str) -> PathBuf {
        let file = self.engine.root().join(path);
        self.touched.push(file.clone());
        file
    }

    #[track_caller]
    pub fn edit(&mut self, path: &str, from: &str, to: &str) -> &mut SiteTest {
        let file = self.touch(path);
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{path} has no «{from}»:\n{text}");
        write(&file, text.replace(from, to).as_bytes());
        self
    }

    pub fn write(&mut self, path: &str, text: impl AsRef<[u8]>) -> &mut SiteTest {
        let file = self.touch(path);
        write(&file, text.as_ref());
        self
    }

    pub fn remove(&mut self, path: &str) -> &mut SiteTest {
        let file = self.touch(path);
        match file.is_dir() {
            true => std::fs::remove_dir_all(&file).unwrap(),
            false => std::fs::remove_file(&file).unwrap(),
        }
        self
    }

    pub fn rename(&mut self, from: &str, to: &str) -> &mut SiteTest {
        let (from, to) = (self.touch(from), self.touch(to));
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(from, to).unwrap();
        self
    }

    /// Takes the edits in.
    pub fn advance(&mut self) -> &mut SiteTest {
        let changes = Changes::Paths(std::mem::take(&mut self.touched));
        self.snapshot = self.engine.advance(&changes);
        let now = bytes(&self.snapshot);
        self.before = std::mem::replace(&mut self.now, now);
        self
    }

    /// Routes whose bytes differ from those before the last advance; `+` and `-` stand before routes
    /// that came and went.
    pub fn changed(&self) -> Vec<String> {
        let went = self.before.keys().filter(|p| !self.now.contains_key(*p));
        let mut out: Vec<String> = went.map(|p| format!("-{p}")).collect();
        for (path, bytes) in &self.now {
            match self.before.get(path) {
                None => out.push(format!("+{path}")),
                Some(old) if old != bytes => out.push(path.clone()),
                Some(_) => {}
            }
        }
        out.sort_by(|a, b| a.trim_start_matches('+').cmp(b.trim_start_matches('+')));
        out
    }

    #[track_caller]
    pub fn expect_changed(&mut self, expect: &[&str]) -> &mut SiteTest {
        assert_eq!(self.changed(), expect);
        self
    }

    /// One route of the current snapshot as text.
    #[track_caller]
    pub fn render(&self, path: &str) -> String {
        let bytes = self.now.get(path);
        let bytes = bytes.unwrap_or_else(|| panic!("no route {path}: {:?}", self.paths()));
        String::from_utf8(bytes.clone()).unwrap()
    }

    /// The HTML of a document between its title and its fields.
    #[track_caller]
    pub fn body(&self, path: &str) -> String {
        let page = self.render(path);
        let (_, rest) = page.split_once("</h1>").unwrap();
        // A document that links another one is related to it.
        let rest = rest.split("<p>relacionado: ").next().unwrap();
        rest.trim_end().to_owned()
    }

    pub fn has(&self, path: &str) -> bool {
        self.now.contains_key(path)
    }

    pub fn paths(&self) -> Vec<&str> {
        self.now.keys().map(String::as_str).collect()
    }

    /// Every route's bytes are those of an engine that starts now, and so are the findings.
    #[track_caller]
    pub fn expect_as_fresh(&mut self) -> &mut SiteTest {
        let mut fresh = Engine::open(self.folder.path(), self.options.clone()).unwrap();
        let fresh = fresh.advance(&Changes::All);
        let said = |s: &Snapshot| s.report(Vec::new()).text(acervo::diag::show::Format::Short);
        assert_eq!(said(&self.snapshot), said(&fresh), "findings differ");
        let expect = bytes(&fresh);
        let paths: Vec<&String> = self.now.keys().collect();
        assert_eq!(paths, expect.keys().collect::<Vec<_>>(), "routes differ");
        for (path, bytes) in &expect {
            assert!(self.now[path] == *bytes, "{path} is stale");
        }
        self
    }
}

pub fn without_search() -> Options {
    Options {
        no_search: true,
        ..Options::default()
    }
}

/// Bytes of every route of a snapshot.
pub fn bytes(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let routes = snapshot.routes().iter();
    routes
        .map(|route| {
            let rendered = snapshot.render(&route.path).unwrap();
            (route.path.to_string(), rendered.bytes.into_owned())
        })
        .collect()
}

pub fn write(file: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, bytes).unwrap();
}
