//! Where links and references lead.

mod instead;

use super::addresses::{Addresses, Found};
use super::{Catalog, DocId, report, terms};
use crate::base::fold::slug;
use crate::base::near::{meant, nearest};
use crate::base::path::without_index;
use crate::check::{Doc, Reference};
use crate::config::Site;
use crate::config::schema::FieldKind;
use crate::data::Span;
use crate::diag::{Code, Diagnostic};
use crate::parse::links::{Link, Target};
use crate::parse::outline::sections;
use instead::unlike_any;
use rayon::prelude::*;

/// Most documents that are named in one finding.
const NAMED: usize = 12;

/// A document that is not in the part.
#[derive(Debug, Clone, PartialEq)]
pub struct Away {
    /// Address in the whole site, with the anchor of a section.
    pub url: Box<str>,
    pub title: Box<str>,
}

/// Where one link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolved {
    /// A document, with the anchor of a section or an empty one.
    Doc(DocId, Box<str>),
    /// The list of a collection.
    Collection(usize),
    Home,
    /// A page that the site makes by itself, with what followed its path.
    Made(Box<str>, Box<str>),
    /// An attachment, with what followed its path (`?…`, `#…`).
    Attachment(u32, Box<str>),
    /// In a part of the site, a document that is not in it.
    Away(Box<Away>),
    /// Nowhere; it was reported.
    Broken,
}

impl Resolved {
    /// The document that it leads to, if it does.
    pub(super) fn doc(&self) -> Option<DocId> {
        match self {
            Resolved::Doc(id, _) => Some(*id),
            _ => None,
        }
    }

    /// The attachment that it leads to, if it does.
    pub(super) fn attachment(&self) -> Option<u32> {
        match self {
            Resolved::Attachment(at, _) => Some(*at),
            _ => None,
        }
    }
}

/// All links and references of the site, by document.
#[derive(Default)]
pub(super) struct Resolution {
    pub links: Vec<Vec<Resolved>>,
    pub references: Vec<Vec<(usize, DocId)>>,
    /// Where each of the references is written.
    pub places: Vec<Vec<Span>>,
}

/// Resolves everything and reports what leads nowhere.
pub(super) fn resolve(
    catalog: &Catalog,
    site: &Site,
    (addresses, terms): (&Addresses<'_>, &terms::Lazy<'_>),
    diags: &mut Vec<Diagnostic>,
) -> Resolution {
    let all = catalog.docs.len();
    let mut out = Resolution {
        links: Vec::with_capacity(all),
        references: Vec::with_capacity(all),
        places: Vec::with_capacity(all),
    };
    let resolver = |doc| Resolver {
        catalog,
        site,
        addresses,
        terms,
        doc,
    };
    // Most links lead where they say, and are looked up on all threads; what is to be told about the
    // others is told in order.
    let plain: Vec<Option<Vec<Resolved>>> = catalog
        .docs
        .par_iter()
        .map(|doc| {
            let ties = doc.wiring.ties.read();
            let links = ties.links.iter().map(|link| resolver(doc).plain(link));
            links.collect()
        })
        .collect();
    for (doc, plain) in catalog.docs.iter().zip(plain) {
        let resolver = resolver(doc);
        let ties = doc.wiring.ties.read();
        out.links.push(plain.unwrap_or_else(|| {
            let resolved = ties.links.iter().map(|link| {
                resolver.link(link).unwrap_or_else(|diag| {
                    report(diags, doc, site, *diag);
                    Resolved::Broken
                })
            });
            resolved.collect()
        }));
        let (references, places) = resolver.references(&ties.references, diags);
        out.references.push(references);
        out.places.push(places);
    }
    out
}

struct Resolver<'a> {
    catalog: &'a Catalog,
    site: &'a Site,
    addresses: &'a Addresses<'a>,
    terms: &'a terms::Lazy<'a>,
    doc: &'a Doc,
}

type Problem = Box<Diagnostic>;

impl Resolver<'_> {
    /// Where a link leads that says exactly where, if it does.
    fn plain(&self, link: &Link) -> Option<Resolved> {
        match &link.target {
            Target::Page { path, anchor } => {
                let id = self.addresses.path(path)?;
                let target = self.catalog.doc(id);
                let known = || anchor.is_empty() || target.has_anchor(anchor);
                let leads = self.catalog.has_page(id, self.site) && known();
                leads.then(|| Resolved::Doc(id, anchor.clone()))
            }
            Target::File { path, tail } => {
                let at = self.addresses.attachment(path)?;
                Some(Resolved::Attachment(at, tail.clone()))
            }
            _ => None,
        }
    }

    fn link(&self, link: &Link) -> Result<Resolved, Problem> {
        if let Some(plain) = self.plain(link) {
            return Ok(plain);
        }
        match &link.target {
            Target::Page { path, anchor } => match self.addresses.path(path) {
                Some(id) => self.section(id, anchor, link.span, false),
                None => Err(self.no_page(path, link.span)),
            },
            Target::Wiki { name, anchor } => {
                let id = self.named(name, None, link.span, Code::LinkBroken)?;
                self.section(id, anchor, link.span, true)
            }
            Target::File { path, tail } => self.file(path, tail, link.span),
            Target::Outside { written } => {
                let message = format!("el enlace sale de la carpeta del contenido: {written}");
                Err(self.problem(Code::LinkUnsafe, link.span, message, None))
            }
        }
    }

    /// A link to a document, with its section checked. Wikilinks name sections by their words.
    fn section(
        &self,
        id: DocId,
        anchor: &str,
        span: Span,
        words: bool,
    ) -> Result<Resolved, Problem> {
        let target = self.catalog.doc(id);
        if !self.catalog.has_page(id, self.site) {
            let why = "presenta una colección sin lista y no se publica";
            let message = format!("`{}` {why}", target.path);
            return Err(self.problem(Code::LinkBroken, span, message, None));
        }
        let anchor = match words {
            true => slug(anchor),
            false => anchor.to_owned(),
        };
        if anchor.is_empty() || target.has_anchor(&anchor) {
            return Ok(Resolved::Doc(id, anchor.into()));
        }
        let anchors = target.anchors();
        let known = || anchors.iter().map(|a| &**a);
        let written = format!("{}#{anchor}", target.path);
        let near = || nearest(&anchor, known()).map(|a| format!("#{a}"));
        let help = match self.addresses.meant(&written, near) {
            Some(near) => meant(&near),
            None => sections(known()),
        };
        let message = format!("«{}» no tiene una sección `#{anchor}`", target.card.title);
        Err(self.problem(Code::AnchorBroken, span, message, Some(help)))
    }

    fn file(&self, path: &str, tail: &str, span: Span) -> Result<Resolved, Problem> {
        // A folder's page may be named too, as addresses of browsers do.
        let folder = without_index(path);
        if folder.is_empty() {
            return Ok(Resolved::Home);
        }
        let all_terms = format!("{}/index.html", folder.trim_end_matches('/'));
        let path = match terms::page_of(self.site, &all_terms) {
            Some(_) => all_terms.as_str(),
            None => path,
        };
        let of_terms = terms::page_of(self.site, path)
            .is_some_and(|(at, name)| self.terms.get()[at].has_page(name));
        if of_terms || self.site.own_pages().any(|url| url == path) || self.site.may_make(path) {
            return Ok(Resolved::Made(path.into(), tail.into()));
        }
        let listed = |c: &crate::config::schema::Collection| {
            c.listed && c.path == folder.trim_end_matches('/')
        };
        if let Some(at) = self.site.collections.iter().position(listed) {
            return Ok(Resolved::Collection(at));
        }
        let message = format!("no existe el archivo `{path}`");
        let help = self.instead_of_file(path);
        Err(self.problem(Code::LinkBroken, span, message, Some(help)))
    }

    /// The documents that references lead to, by field, and where each is written.
    fn references(
        &self,
        references: &[Reference],
        diags: &mut Vec<Diagnostic>,
    ) -> (Vec<(usize, DocId)>, Vec<Span>) {
        let (mut targets, mut places) = (Vec::new(), Vec::new());
        for reference in references {
            match self.reference(reference) {
                Ok(id) => {
                    targets.push((reference.field, id));
                    places.push(reference.span);
                }
                Err(diag) => report(diags, self.doc, self.site, *diag),
            }
        }
        (targets, places)
    }

    fn reference(&self, reference: &Reference) -> Result<DocId, Problem> {
        let fields = &self.site.collections[self.doc.card.collection].fields;
        let within = match &fields[reference.field].kind {
            FieldKind::Ref(Some(name)) => self
                .site
                .collection(name)
                .map(|at| (at, self.site.collections[at].path.as_str())),
            _ => None,
        };
        let id = self.named(&reference.target, within, reference.span, Code::RefBroken)?;
        let found = self.catalog.doc(id).card.collection;
        match within {
            Some((at, _)) if found != at => {
                let message = format!(
                    "`{}` está en «{}» y el campo pide un documento de «{}»",
                    reference.target,
                    self.site.collections[found].title,
                    self.site.collections[at].title
                );
                Err(self.problem(Code::RefBroken, reference.span, message, None))
            }
            _ if std::ptr::eq(self.catalog.doc(id), self.doc) => {
                let message = format!("`{}` es este mismo documento", reference.target);
                let help = "nombre otro documento, o quite el valor".to_owned();
                Err(self.problem(Code::RefSelf, reference.span, message, Some(help)))
            }
            _ => Ok(id),
        }
    }

    fn named(
        &self,
        name: &str,
        within: Option<(usize, &str)>,
        span: Span,
        code: Code,
    ) -> Result<DocId, Problem> {
        match self.addresses.name(name, within) {
            Found::One(id) => Ok(id),
            Found::Many(ids) => {
                let path = |id: &DocId| self.catalog.doc(*id).path.trim_end_matches(".md");
                let shown = ids.iter().take(NAMED);
                let mut paths: Vec<String> = shown.map(|id| format!("`{}`", path(id))).collect();
                if ids.len() > NAMED {
                    paths.push("…".to_owned());
                }
                let message = format!("«{name}» es el nombre de {} documentos", ids.len());
                let help = format!("escriba la ruta de uno: {}", paths.join(", "));
                Err(self.problem(Code::LinkAmbiguous, span, message, Some(help)))
            }
            Found::None => {
                let mut path = format!("{name}.md");
                if let Some((_, folder)) = within.filter(|_| !name.contains('/')) {
                    path = format!("{folder}/{path}");
                }
                if let Some((why, help)) = self.addresses.hidden(&path) {
                    let message = format!("«{name}» {why}");
                    return Err(self.problem(code, span, message, Some(help.to_owned())));
                }
                let bare = |path: &str| path.trim_end_matches(".md").to_owned();
                if let Some(help) = self.not_one_name(name, within) {
                    let message = format!("no existe el documento «{name}»");
                    return Err(self.problem(code, span, message, Some(help)));
                }
                let help = match self.addresses.moved(&path) {
                    Some(now) => format!("ahora es `{}`", bare(now)),
                    None => match self.addresses.near_path(&path) {
                        Some(near) => meant(&bare(&near)),
                        None => unlike_any(code),
                    },
                };
                let message = format!("no existe el documento «{name}»");
                Err(self.problem(code, span, message, Some(help)))
            }
        }
    }

    /// What to write instead of a name that is a list of names, or a link to the document.
    fn not_one_name(&self, name: &str, within: Option<(usize, &str)>) -> Option<String> {
        let known = |name: &str| matches!(self.addresses.name(name, within), Found::One(_));
        let link = name
            .rsplit_once("](")
            .and_then(|(_, to)| to.strip_suffix(')'));
        if let Some(link) = link {
            let path = link.trim_start_matches("../").trim_end_matches(".md");
            return known(path).then(|| format!("escriba solo su ruta: `{path}`"));
        }
        let names: Vec<&str> = name.split([',', ';']).map(str::trim).collect();
        let several = names.len() > 1 && names.iter().any(|name| known(name));
        several.then(|| format!("si son varios, escriba una lista: `[{}]`", names.join(", ")))
    }

    fn problem(&self, code: Code, span: Span, message: String, help: Option<String>) -> Problem {
        let diag = Diagnostic::new(code, message).instead(help);
        Box::new(diag.at(span.of(&self.doc.file)))
    }
}
