//! The site of this repository keeps the promises that the program makes.

use crate::html::{Element, elements};
use acervo::diag::Severity;
use acervo::engine::{Engine, Options, Snapshot};
use acervo::source::Changes;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The bytes of one page without its search index, before compression.
const PAGE_BUDGET: usize = 60_000;

struct Site {
    snapshot: Arc<Snapshot>,
    files: BTreeMap<String, Vec<u8>>,
    /// Elements of every page.
    pages: BTreeMap<String, Vec<Element>>,
}

/// Rendered once for all tests.
fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut engine = Engine::open(root, Options::default()).unwrap();
        let snapshot = engine.advance(&Changes::All);
        let files = crate::site::bytes(&snapshot);
        let pages = files.iter().filter(|(p, _)| p.ends_with(".html"));
        let pages = pages.map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap();
            (path.clone(), elements(text))
        });
        Site {
            pages: pages.collect(),
            snapshot,
            files,
        }
    })
}

/// Copies the project of this repository.
pub fn copy(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = std::fs::read(from.join("site.toml")).unwrap();
    crate::site::write(&to.join("site.toml"), &site);
    for folder in ["content", "themes"] {
        for (name, bytes) in crate::cli::tree(&from.join(folder)) {
            crate::site::write(&to.join(folder).join(name), &bytes);
        }
    }
}

/// Every page of a project, none of which may end early or say that it lacks something.
fn whole(root: &Path, language: &str, no_search: bool) -> BTreeMap<String, String> {
    let options = Options {
        no_search,
        drafts: true,
        ..Options::default()
    };
    let mut engine = Engine::open(root, options).unwrap();
    let snapshot = engine.advance(&Changes::All);
    let report = snapshot.report(snapshot.render_all());
    let errors = report.diags().iter();
    let errors: Vec<_> = errors.filter(|d| d.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{language}: {errors:?}");
    let files = crate::site::bytes(&snapshot).into_iter();
    let pages = files.filter(|(path, _)| path.ends_with(".html"));
    let pages = pages.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()));
    // A moved address is a page without a theme.
    let pages = pages.filter(|(_, html)| !html.contains("http-equiv=\"refresh\""));
    let pages: BTreeMap<String, String> = pages.collect();
    for (path, html) in &pages {
        let start = format!("<!DOCTYPE html>\n<html lang=\"{language}\"");
        assert!(html.starts_with(&start), "{path}: {html}");
        assert!(html.ends_with("</html>\n"), "{path}");
        assert!(!html.contains("<title> "), "{path}");
        assert_eq!(!html.contains("role=\"search\""), no_search, "{path}");
    }
    pages
}

/// A child theme whose templates put their names into the titles; gives these names.
fn name_templates(root: &Path) -> BTreeSet<String> {
    let portal = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/portal/templates");
    let mut names = BTreeSet::new();
    for (name, bytes) in crate::cli::tree(&portal) {
        if !bytes.starts_with(b"{% extends") {
            continue;
        }
        let text = format!(
            "{{% extends \"portal/{name}\" %}}{{% block title %}}{{{{ super() }}}} [{name}]{{% endblock %}}"
        );
        let file = root.join("themes/propio/templates").join(&name);
        crate::site::write(&file, text.as_bytes());
        names.insert(name);
    }
    let file = root.join("themes/propio/theme.toml");
    crate::site::write(&file, b"name = \"propio\"\nextends = \"portal\"\n");
    names
}

/// This site has pages of every kind; a site without documents has those that say so.
#[test]
fn every_kind_of_page_renders_in_both_languages_with_search_and_without() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    copy(root);
    let names = name_templates(root);
    let config = std::fs::read_to_string(root.join("site.toml")).unwrap();
    let config = config.replace("theme = \"portal\"", "theme = \"propio\"");
    let config = format!("{config}\n[offline]\nservice_worker = true\n");
    let both = |named: &mut BTreeSet<String>| {
        for language in ["es", "en"] {
            let own = format!("language = \"{language}\"");
            let config = config.replace("language = \"es\"", &own);
            crate::site::write(&root.join("site.toml"), config.as_bytes());
            for no_search in [false, true] {
                for html in whole(root, language, no_search).into_values() {
                    let title = html.split("</title>").next().unwrap();
                    let marks = title.split('[').skip(1);
                    named.extend(marks.filter_map(|m| Some(m.split_once(']')?.0.to_owned())));
                }
            }
        }
    };
    let mut named = BTreeSet::new();
    both(&mut named);
    assert_eq!(named, names);
    for (path, _) in crate::cli::tree(&root.join("content")) {
        if path.ends_with(".md") {
            std::fs::remove_file(root.join("content").join(path)).unwrap();
        }
    }
    named.clear();
    both(&mut named);
    assert!(named.len() > 8, "{named:?}");
}

/// Pages of one shape are rendered once where templates only show texts. A theme that looks into one
/// has every page rendered, and both ways give the same bytes.
#[test]
fn pages_are_the_same_whether_or_not_templates_look_into_texts() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    copy(root);
    let theme = root.join("themes/propio");
    let config = std::fs::read_to_string(root.join("site.toml")).unwrap();
    // A list of some pages, so that those of one shape are shown with other numbers.
    let config = config.replace("theme = \"portal\"", "theme = \"propio\"");
    let config = config.replace(
        "[collections.guias]\n",
        "[collections.guias]\nper_page = 2\n",
    );
    crate::site::write(&root.join("site.toml"), config.as_bytes());
    let theme_toml = "name = \"propio\"\nextends = \"portal\"\n";
    crate::site::write(&theme.join("theme.toml"), theme_toml.as_bytes());
    let card = "{{ <tarjeta card={card} kind={kind} /> }}\n";
    crate::site::write(&theme.join("templates/card.html"), card.as_bytes());
    let shown = whole(root, "es", true);
    let looks = format!("{card}{{% if card.title == \"no hay\" %}}x{{% endif %}}");
    crate::site::write(&theme.join("templates/card.html"), looks.as_bytes());
    let looked = whole(root, "es", true);
    assert!(shown.contains_key("guias/pagina-3.html"));
    for (path, html) in &shown {
        assert!(*html == looked[path], "{path} is another");
    }
    assert_eq!(shown.len(), looked.len());
}

#[test]
fn nothing_is_found_wrong() {
    let snapshot = &site().snapshot;
    let report = snapshot.report(snapshot.render_all());
    let text = report.text(acervo::diag::show::Format::Short);
    assert!(text.is_empty(), "{text}");
    assert!(snapshot.documents() >= 24);
}

/// Where a relative address leads from a page: the file and the fragment.
fn resolve(from: &str, href: &str) -> (String, String) {
    let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
    let path = path.split('?').next().unwrap();
    let target = match path {
        "" => from.to_owned(),
        path => acervo::base::path::join(from, &acervo::base::path::decode(path)).unwrap(),
    };
    (target, acervo::base::path::decode(fragment))
}

/// An icon inside the page's own bytes is loaded from nowhere.
fn is_absolute(url: &str) -> bool {
    if url.starts_with("data:image/svg+xml,") {
        return false;
    }
    url.starts_with('/') || url.starts_with("//") || url.contains("://")
}

#[test]
fn every_internal_link_leads_to_a_file_and_its_section() {
    let site = site();
    let mut bad = Vec::new();
    let mut seen = 0;
    for (page, all) in &site.pages {
        // Hosts show this page at any depth, so that its addresses are absolute.
        if page == "404.html" {
            continue;
        }
        for element in all {
            let canonical = element.name == "link"
                && matches!(element.get("rel"), Some("canonical" | "alternate"));
            for name in ["href", "src", "action"] {
                let Some(url) = element.get(name).filter(|_| !canonical) else {
                    continue;
                };
                if url.starts_with("mailto:")
                    || url.starts_with("https://")
                    || url.starts_with("http://")
                {
                    assert_eq!(element.name, "a", "{page} loads {url}");
                    continue;
                }
                if element.get("rel") == Some("icon") && url.starts_with("data:image/svg+xml,") {
                    assert!(
                        !url.contains([' ', '<', '>', '#']),
                        "{page}: {url} is no address"
                    );
                    continue;
                }
                seen += 1;
                if is_absolute(url) {
                    bad.push(format!("{page}: {url} is absolute"));
                    continue;
                }
                let (target, fragment) = resolve(page, url);
                if !site.files.contains_key(&target) && !target.starts_with("buscador/") {
                    bad.push(format!("{page}: {url} leads to no file"));
                    continue;
                }
                let ids = || {
                    site.pages
                        .get(&target)
                        .into_iter()
                        .flatten()
                        .filter_map(|e| e.get("id"))
                };
                if !fragment.is_empty()
                    && target.ends_with(".html")
                    && !ids().any(|id| id == fragment)
                {
                    bad.push(format!("{page}: {url} leads to no section"));
                }
            }
        }
    }
    assert!(seen > 1000, "only {seen} links were seen");
    assert!(bad.is_empty(), "{} links:\n{}", bad.len(), bad.join("\n"));
}

#[test]
fn nothing_is_loaded_from_another_host() {
    let site = site();
    for (page, all) in &site.pages {
        for element in all {
            let loads = match element.name.as_str() {
                "script" | "img" | "iframe" | "source" | "video" | "audio" | "embed" | "input" => {
                    element.get("src")
                }
                "link" if !matches!(element.get("rel"), Some("canonical" | "alternate")) => {
                    element.get("href")
                }
                "object" => element.get("data"),
                "form" => element.get("action"),
                _ => None,
            };
            if let Some(url) = loads {
                let own = page == "404.html" && url.starts_with("/att/");
                assert!(own || !is_absolute(url), "{page} loads {url}");
            }
            assert!(element.get("srcset").is_none(), "{page}: {element:?}");
        }
    }
    for (path, bytes) in site
        .files
        .iter()
        .filter(|(p, _)| p.ends_with(".css") || p.ends_with(".js"))
    {
        let text = String::from_utf8_lossy(bytes);
        for part in [
            "http://", "https://", "@import", "url(//", "fetch(", "XMLHttpRequest", "sendBeacon",
        ] {
            let xml = text.replace("http://www.w3.org/", "");
            assert!(!xml.contains(part), "{path} has {part}");
        }
    }
}

#[test]
fn pages_are_light() {
    let site = site();
    for page in site.pages.keys() {
        let size = site.files[page].len();
        let budget = match page.as_str() {
            // A whole path of study, to print.
            path if path.ends_with("/imprimir.html") => 125_000,
            _ => PAGE_BUDGET,
        };
        assert!(size <= budget, "{page} has {size} bytes");
    }
}

#[test]
fn ids_are_unique_in_each_page() {
    for (page, all) in &site().pages {
        let mut seen = BTreeSet::new();
        for id in all.iter().filter_map(|e| e.get("id")) {
            assert!(seen.insert(id), "{page}: #{id} is there twice");
        }
    }
}

/// Documents of content/ as (path, text), introductions aside.
fn documents() -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let all = crate::cli::tree(&top).into_iter();
    all.filter(|(path, _)| path.ends_with(".md") && !path.contains('_'))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn documents_have_the_length_that_people_read() {
    for (path, text) in documents() {
        let body = text.splitn(3, "---\n").nth(2).unwrap();
        let words = body
            .split_whitespace()
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .count();
        assert!(
            (250..=900).contains(&words) || path.starts_with("acerca/"),
            "{path} has {words} words"
        );
    }
}

#[test]
fn all_that_authors_may_write_is_used() {
    let documents = documents();
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let theme = std::fs::read_to_string(top.join("themes/portal/theme.toml")).unwrap();
    let names = theme.lines().filter_map(|line| {
        let name = line.strip_prefix("[components.")?.strip_suffix(']')?;
        (!name.contains('.')).then_some(name)
    });
    let lines = || documents.iter().flat_map(|(_, text)| text.lines());
    let opens = |name: &str, part: &str| {
        let opener = |line: &str| {
            let rest = line.strip_prefix(":::")?.trim_start_matches(':');
            let after = rest.strip_prefix(name)?;
            Some(!after.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        };
        lines().any(|line| opener(line) == Some(true) && line.contains(part))
    };
    for name in names {
        assert!(opens(name, ""), "no document has :::{name}");
    }
    for (name, part) in [
        ("tabla", ".csv\""),
        ("tabla", ".xlsx\""),
        ("tabla", "total="),
        ("grafico", "tipo=\"lineas\""),
        ("grafico", "tipo=\"apiladas\""),
        ("pregunta", "tipo=\"multiple\""),
        ("pregunta", "tipo=\"verdadero-falso\""),
        ("figura", "credito="),
        ("cita", "fuente="),
    ] {
        assert!(opens(name, part), "no :::{name} has {part}");
    }
    for field in [
        "borrador", "vence", "cambios", "alias", "permitir", "replica_de", "ejemplo", "requisitos",
        "modulos", "participantes", "acuerdos", "eventos", "revisar_antes_de",
    ] {
        let key = format!("{field}:");
        assert!(
            lines().any(|line| line.starts_with(&key)),
            "no document has {field}"
        );
    }
    let day = lines()
        .filter_map(|line| line.strip_prefix("fecha: "))
        .max()
        .unwrap();
    let at = site()
        .snapshot
        .config()
        .at
        .map(acervo::base::date::iso)
        .unwrap();
    assert!(
        day > at.as_str(),
        "no document waits for its day: {day} and {at}"
    );
}

/// The workbook is there to show how one is used: what it says is in the table of data.
#[test]
fn the_workbook_says_what_the_data_say() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let book = top.join("memorias/costo-por-objetivo-y-anio.xlsx");
    let bytes = std::fs::read(book).unwrap();
    let read = acervo::data::sheet::read(&Arc::from("costo.xlsx"), &bytes);
    let (_, table) = &read.value[0];
    let data = std::fs::read_to_string(top.join("_datos/financiamiento.csv")).unwrap();
    let mut seen = 0;
    for (number, row) in table.rows.iter().enumerate() {
        for (year, cell) in table.columns.iter().zip(row).skip(1) {
            let code = format!("oe{}", number + 1);
            let upper = code.to_uppercase();
            let line = format!("3,objetivo,{code},{upper},{year},{cell}");
            assert!(data.lines().any(|l| l == line), "{line}");
            seen += 1;
        }
    }
    assert_eq!(seen, 20);
}

#[test]
fn facts_that_are_named_are_in_the_table_of_facts() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/_datos/hechos.csv");
    let table = std::fs::read_to_string(top).unwrap();
    let known: BTreeSet<&str> = table
        .lines()
        .skip(1)
        .filter_map(|l| l.split(',').next())
        .collect();
    let code = regex::Regex::new(r"\b(H-[0-9]{3}|S-[0-9]{2})\b").unwrap();
    let mut named = 0;
    for (path, text) in documents() {
        for found in code.find_iter(&text) {
            named += 1;
            assert!(
                known.contains(found.as_str()),
                "{path} names {}",
                found.as_str()
            );
        }
    }
    assert!(named > 20, "only {named} facts are named");
}

#[test]
fn no_two_pages_have_one_title() {
    let mut titles = BTreeMap::new();
    for path in site().pages.keys() {
        let html = std::str::from_utf8(&site().files[path]).unwrap();
        // What search engines leave aside, as a path to print, may be called like another.
        if html.contains("<meta name=\"robots\" content=\"noindex\">") {
            continue;
        }
        let (_, title) = html.split_once("<title>").unwrap();
        let (title, _) = title.split_once("</title>").unwrap();
        let other = titles.insert(title, path);
        assert!(other.is_none(), "{path} and {other:?}: {title}");
    }
}
