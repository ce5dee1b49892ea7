//! The entity that answers for the site, as pages show it.

use super::Scope;
use crate::config::SITE_FILE;
use crate::config::institution::Institution;
use crate::data::Span;
use crate::diag::{Code, Diagnostic};
use serde::Serialize;

/// Who publishes an official site.
#[derive(Serialize)]
pub struct InstitutionView {
    pub name: String,
    pub tax_id: String,
    pub address: String,
    pub phone: String,
    /// Without spaces, for `tel:`.
    pub phone_link: String,
    pub email: String,
    pub hours: String,
    /// Path of the logo in the site.
    pub logo: String,
    pub bar_text: String,
    pub bar_url: String,
    pub policies: Vec<PolicyView>,
}

/// A policy of the entity.
#[derive(Serialize)]
pub struct PolicyView {
    pub title: String,
    pub url: String,
    /// `url` leaves the site.
    pub external: bool,
}

/// The entity of an official site.
pub(super) fn institution(scope: &Scope) -> Option<InstitutionView> {
    let own = scope.site.institution.as_ref()?;
    Some(InstitutionView {
        name: own.name.clone(),
        tax_id: own.tax_id.clone(),
        address: own.address.clone(),
        phone: own.phone.clone(),
        phone_link: own
            .phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect(),
        email: own.email.clone(),
        hours: own.hours.clone(),
        logo: own.logo.0.clone(),
        bar_text: own.bar.0.clone(),
        bar_url: own.bar.1.clone(),
        policies: own
            .policies
            .iter()
            .map(|(title, url, _)| PolicyView {
                title: title.clone(),
                url: url.clone(),
                external: is_outside(url),
            })
            .collect(),
    })
}

/// Reports a logo or a policy that the site does not have; `exists` knows its addresses.
pub(super) fn check(scope: &Scope, exists: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let Some(own) = &scope.site.institution else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut report = |message: String, span: Span, help: &str| {
        let diag = Diagnostic::new(Code::ConfigValue, message).at(span.of(&SITE_FILE.into()));
        out.push(diag.help(help.to_owned()));
    };
    let Institution { logo, policies, .. } = own;
    if !logo.0.is_empty() && !exists(&logo.0) {
        let message = format!("el logo `{}` no está en la carpeta content", logo.0);
        report(
            message,
            logo.1,
            "copie allí el archivo que entrega la entidad",
        );
    }
    for (title, url, span) in policies {
        if !is_outside(url) && !exists(url) {
            let message = format!("«{title}» lleva a `{url}`, que no está en el sitio");
            let help = "escriba una página del sitio, como `acerca/terminos.html`, o una dirección con https://";
            report(message, *span, help);
        }
    }
    out
}

fn is_outside(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
