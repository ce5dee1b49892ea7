//! What to write instead of a link that leads nowhere.

use super::{Problem, Resolver};
use crate::base::near::{meant, nearest};
use crate::config::search::SEARCH_PAGE;
use crate::data::Span;
use crate::diag::Code;

impl Resolver<'_> {
    /// What is told of a document that is not there.
    pub(super) fn no_page(&self, path: &str, span: Span) -> Problem {
        if let Some((why, help)) = self.addresses.hidden(path) {
            let message = format!("`{path}` {why}");
            return self.problem(Code::LinkBroken, span, message, Some(help.to_owned()));
        }
        let written = |path: &str| relative_source(&self.doc.path, path);
        let moved = self.addresses.moved(path);
        let moved = moved.map(|now| format!("ahora es `{}`", written(now)));
        let made = || self.made_page(path.strip_suffix(".md")?);
        let near = || Some(meant(&written(&self.addresses.near_path(path)?)));
        let help = moved.or_else(made).or_else(near);
        let help = help.unwrap_or_else(|| unlike_any(Code::LinkBroken));
        let message = format!("no existe `{path}`");
        self.problem(Code::LinkBroken, span, message, Some(help))
    }

    /// What to write instead of a file that is not there.
    pub(super) fn instead_of_file(&self, path: &str) -> String {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let hidden = |part: &&str| part.starts_with(['_', '.', '~']);
        // A folder may be kept back on purpose, as that of the data of the site.
        let mend = match folder.split('/').any(|part| hidden(&part)) {
            true => Some("copie el archivo junto al documento"),
            false => Some("cambie ese nombre").filter(|_| hidden(&name)),
        };
        if let Some(mend) = mend {
            return format!("lo que empieza por `_`, `.` o `~` no se publica: {mend}");
        }
        let made = [".html", ".htm", ".docx", ".doc", ".odt", ".txt"];
        let stem = made.iter().find_map(|end| path.strip_suffix(end));
        let stem = stem.unwrap_or(path);
        if let Some(id) = self.addresses.path(&format!("{stem}.md")) {
            let near = relative_source(&self.doc.path, &self.catalog.doc(id).path);
            return format!("enlace al documento: `{near}`");
        }
        if let Some(help) = self.made_page(stem) {
            return help;
        }
        let files = self.catalog.attachments.iter().map(|a| &*a.url);
        let near = || nearest(path, files.chain(self.site.own_pages())).map(str::to_owned);
        match self.addresses.meant(path, near) {
            Some(near) => meant(&relative_source(&self.doc.path, &near)),
            None if name.contains('@') => format!("si es un correo, escriba `mailto:{name}`"),
            None => "ponga el archivo junto al documento, o enlace un `.md` del sitio".into(),
        }
    }

    /// How a page that the site makes by itself is linked, if it has this name, without its ending.
    fn made_page(&self, stem: &str) -> Option<String> {
        let is_it = |url: &&str| {
            url.strip_suffix(".html").is_some_and(|name| {
                // Who does not know of folders writes its name alone.
                name == stem.rsplit('/').next().unwrap_or(stem)
            })
        };
        if let Some(url) = self.site.own_pages().find(is_it) {
            let url = relative_source(&self.doc.path, url);
            return Some(format!("el sitio hace esa página: escriba `{url}`"));
        }
        let unsearched = format!("{stem}.html") == SEARCH_PAGE;
        unsearched.then(|| "el sitio se hace sin búsqueda: quite el enlace, o `--no-search`".into())
    }
}

/// What to do where nothing that there is may be meant.
pub(super) fn unlike_any(code: Code) -> String {
    let rest = match code {
        Code::RefBroken => "el valor",
        _ => "el enlace y deje sus palabras",
    };
    format!("nombre un documento que ya exista, o quite {rest}")
}

/// A content path as the author of `from` would write it.
fn relative_source(from: &str, to: &str) -> String {
    crate::base::path::decode(&crate::base::path::relative(from, to))
}
