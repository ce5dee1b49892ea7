//! What readers would pay for pictures, told where they are used.

use super::{Attachment, Catalog, Resolved, report};
use crate::base::figures::thousands;
use crate::check::{is_lenient, soften};
use crate::config::Site;

use crate::diag::{Code, Diagnostic, Place};
use crate::source::picture::{Picture, format, is_page};
use std::collections::BTreeSet;

/// More bytes than these are told. A photo of [`WIDTH`] has half of them; on a slow 3G connection
/// (400 kbit/s) these take 20 seconds.
const HEAVY: u64 = 1_000_000;

/// Enough for the widest text on a screen of two dots a pixel, in pixels; the authors' guide says so.
const WIDTH: usize = 1600;

/// Tells of pictures that weigh too much where a page loads them, once in each document, and of
/// drawings that would run something.
pub(super) fn check(catalog: &Catalog, site: &Site, diags: &mut Vec<Diagnostic>) {
    let picture = |at: u32| catalog.attachments[at as usize].picture.as_deref();
    let told = |p: &Picture| p.code.is_some() || p.bytes > HEAVY;
    let all = 0..catalog.attachments.len() as u32;
    let told: BTreeSet<u32> = all.filter(|at| picture(*at).is_some_and(told)).collect();
    if told.is_empty() {
        return;
    }
    let mut linked = BTreeSet::new();
    for (doc, links) in catalog.docs.iter().zip(&*catalog.links) {
        let used = |link: &Resolved| link.attachment().filter(|at| told.contains(at));
        if !links.iter().any(|link| used(link).is_some()) {
            continue;
        }
        let ties = doc.wiring.ties.read();
        let (mut unsafe_ones, mut heavy) = (BTreeSet::new(), BTreeSet::new());
        for (link, written) in links.iter().zip(&ties.links) {
            let Some((at, picture)) = used(link).and_then(|at| Some((at, picture(at)?))) else {
                continue;
            };
            linked.insert(at);
            let file = &catalog.attachments[at as usize];
            let place = || written.span.of(&doc.file);
            if let Some(diag) = runs(file, picture)
                && unsafe_ones.insert(at)
            {
                report(diags, doc, site, diag.at(place()));
            }
            if written.shown && picture.bytes > HEAVY && heavy.insert(at) {
                report(diags, doc, site, weighs(file, picture).at(place()));
            }
        }
    }
    // It is published all the same, and its address may be known.
    for at in told.difference(&linked) {
        let named = &catalog.attachments[*at as usize];
        let diag = picture(*at).and_then(|picture| runs(named, picture));
        let diag = diag.map(|diag| diag.at(Place::start_of(&named.file)));
        let mut diag = Vec::from_iter(diag);
        if is_lenient(site, &named.file) {
            soften(&mut diag);
        }
        diags.append(&mut diag);
    }
}

fn runs(file: &Attachment, picture: &Picture) -> Option<Diagnostic> {
    let code = picture.code.as_ref()?;
    let (what, help) = match is_page(&file.url) {
        true => (
            "esta página puede ejecutar código en el equipo de quien la abra",
            "pásela a un documento `.md`, o guárdela como PDF y use ese archivo",
        ),
        false => (
            "este dibujo puede ejecutar código en el equipo de quien lo abra",
            "guárdelo como PNG y use ese archivo, o pida un SVG sin código",
        ),
    };
    let message = format!(
        "{what}: tiene `{}` en su línea {}",
        code.what,
        thousands(code.line as u64)
    );
    Some(Diagnostic::new(Code::LinkUnsafe, message).help(help))
}

fn weighs(file: &Attachment, picture: &Picture) -> Diagnostic {
    let tenths = (picture.bytes + 50_000) / 100_000;
    let (whole, rest) = (thousands(tenths / 10), tenths % 10);
    let message = format!("esta imagen pesa {whole},{rest} MB: con mala señal tarda en verse");
    let format = format(&file.url).unwrap_or_default();
    let wide = picture.size.filter(|size| size.width > WIDTH);
    let help = match (format.as_str(), wide) {
        ("svg", _) => "guarde el dibujo como PNG, o quítele las fotos y los detalles".to_owned(),
        ("gif", _) => {
            "si se mueve, use una imagen fija y enlace el video; si no, guárdela como PNG".into()
        }
        (_, Some(size)) => format!(
            "cambie su ancho de {} a {} píxeles y guárdela como JPG",
            thousands(size.width as u64),
            thousands(WIDTH as u64)
        ),
        _ => "guárdela como JPG con calidad media".into(),
    };
    Diagnostic::new(Code::ImageHeavy, message).help(help)
}
