//! Where a document will be on the site.

use crate::base::fold::slug;
use crate::base::path::{folder, is_portable, is_safe, stem};
use crate::config::schema::Collection;
use crate::diag::{Code, Diagnostic};

/// Address of a document: its folders and name as slugs, or its `slug` field.
///
/// `casos/Agua potable.md` → `casos/agua-potable.html`; `casos/agua/index.md` → `casos/agua/index.html`;
/// `casos/_index.md` → `casos/index.html`.
pub(super) fn of(
    collection: &Collection,
    path: &str,
    own: Option<&str>,
) -> Result<String, Diagnostic> {
    if path == "_index.md" {
        return Ok("index.html".into());
    }
    let name = stem(path);
    let last = match (own, name) {
        (None, "_index" | "index") => "index".to_owned(),
        (Some(own), _) => own_slug(own)?,
        (None, name) => slug(name),
    };
    // The folder of the collection stays as declared; folders inside it become slugs.
    let inner = folder(path)
        .strip_prefix(&collection.path)
        .unwrap_or(folder(path));
    let mut out = collection.path.clone();
    for part in inner.split('/').filter(|p| !p.is_empty()) {
        push(&mut out, &slug(part));
    }
    push(&mut out, &last);
    out.push_str(".html");
    if !is_portable(&out) {
        let message = format!("Windows no puede guardar un archivo que se llame «{last}.html»");
        return Err(Diagnostic::new(Code::AddressInvalid, message)
            .help("cambie el nombre del archivo o escriba otro `slug`"));
    }
    if !is_safe(&out) || last.is_empty() {
        let message = format!("de «{name}» no sale una dirección");
        return Err(Diagnostic::new(Code::AddressInvalid, message)
            .help("cambie el nombre del archivo por uno con letras y números"));
    }
    Ok(out)
}

/// What is wrong with a name that keeps the ending of another program, as `agua.docx.md`: it stays in the address.
pub(super) fn two_endings(path: &str) -> Option<Diagnostic> {
    let (name, ending) = stem(path).rsplit_once('.')?;
    let known = ["doc", "docx", "odt", "rtf", "txt", "md", "pdf"];
    let kept = known.iter().any(|other| ending.eq_ignore_ascii_case(other));
    kept.then(|| {
        let message = format!("el nombre del archivo tiene dos terminaciones: `.{ending}.md`");
        Diagnostic::new(Code::FileName, message).help(format!("cambie su nombre por `{name}.md`"))
    })
}

fn own_slug(own: &str) -> Result<String, Diagnostic> {
    let clean = slug(own);
    if clean == own {
        return Ok(clean);
    }
    let message = format!("`slug` no puede ser «{own}»: use minúsculas, números y guiones");
    let near = Some(&*clean).filter(|clean| !clean.is_empty());
    Err(Diagnostic::new(Code::AddressInvalid, message).suggest(near))
}

/// An address that is surely free and safe, for a document whose own one is not.
pub(super) fn fallback(file: &str) -> String {
    let digest = crate::base::digest::Digest::of(file.as_bytes());
    format!("sin-direccion-{}.html", digest.short())
}

fn push(out: &mut String, part: &str) {
    if !out.is_empty() && !part.is_empty() {
        out.push('/');
    }
    out.push_str(part);
}
