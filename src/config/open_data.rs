//! `[open_data]`: the page that says what there is to take and under which terms.

use super::SITE_FILE;
use super::facts::own_page;
use crate::base::locale::Locale;
use crate::data::Node;
use crate::data::reader::Reader;
use crate::diag::Diagnostic;
use std::sync::Arc;

/// The page of open data.
#[derive(Clone, Debug, Default)]
pub struct OpenData {
    /// Address of the page from the root of the site: `datos.html`.
    pub url: String,
    pub title: String,
    /// Under which terms the documents can be used.
    pub license: String,
    /// Where those terms are, when they have an address.
    pub license_url: String,
}

/// Reads `[open_data]`.
pub(super) fn read(
    node: Option<&Node>,
    locale: Locale,
    diags: &mut Vec<Diagnostic>,
) -> Option<OpenData> {
    let site: Arc<str> = SITE_FILE.into();
    let mut reader = Reader::new(&site, node?, "[open_data]", diags);
    let usual = locale.either("Datos abiertos", "Open data");
    let (url, title) = own_page(&mut reader, "datos", usual);
    let license = reader.text("license").unwrap_or_default();
    let license_url = reader.text("license_url").unwrap_or_default();
    let what = "la licencia: sin ella nadie sabe qué puede hacer con los datos";
    reader.require("license", what, "\"CC BY 4.0\"");
    reader.finish();
    Some(OpenData {
        url,
        title,
        license,
        license_url,
    })
}
